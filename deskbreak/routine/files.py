"""Reads the stretches that come with deskbreak and a person's own. The only part of the routine that opens files.

A file with something wrong is reported, and everything else stays usable.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from deskbreak.routine.advice import Chapter, read_chapters
from deskbreak.routine.catalogue import Catalogue
from deskbreak.routine.entry import Part, join, read_part
from deskbreak.routine.problems import Problem
from deskbreak.settings.files import Unreadable, read_text
from deskbreak.settings.locate import key_lines, nearest_line

SHIPPED = Path(__file__).with_name("stretches")
TEMPLATE = Path(__file__).with_name("template.toml")
ADVICE = Path(__file__).with_name("advice.toml")
OVERRIDE = "# Your form of {id}: it takes the place of the one deskbreak has.\n\n[[stretch]]\n"
FOLDER = "stretches"
"""The name of the folder beside a person's settings."""

MOST_FILES = 200
"""More of a person's own are not read, and that is said."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The catalogue in effect, and what is wrong with a person's own files (each problem prints as file:line: ...)."""

    catalogue: Catalogue
    problems: tuple[Problem, ...] = ()


def load_catalogue(config_folder: str | Path | None = None) -> Loaded:
    """The shipped stretches with those of `config_folder`/stretches/*.toml on top."""
    shipped = _load(Catalogue(()), sorted(SHIPPED.glob("*.toml")))
    if shipped.problems:  # the package itself is broken, not something a person wrote
        raise ValueError("\n".join(str(problem) for problem in shipped.problems))
    catalogue = replace_origins(shipped.catalogue)
    if config_folder is None:
        return Loaded(catalogue)
    folder = Path(config_folder) / FOLDER
    files = own_files(folder)
    loaded = _load(catalogue, files[:MOST_FILES])
    if len(files) > MOST_FILES:
        message = f"found {len(files)} files, allowed: {MOST_FILES}; from {files[MOST_FILES].name!a} on none is read"
        loaded = replace(loaded, problems=(*loaded.problems, Problem((), message, str(folder))))
    return loaded


def load_advice() -> tuple[Chapter, ...]:
    """What is known of sitting and stretching."""
    return read_chapters(tomllib.loads(ADVICE.read_text(encoding="utf-8")))


def new_text(stretch_id: str) -> str:
    """The text of a file for a new stretch: a template, or the shipped entry when the id is a shipped one's."""
    for path in sorted(SHIPPED.glob("*.toml")):
        for block in path.read_text(encoding="utf-8").split("[[stretch]]\n")[1:]:
            if f'id = "{stretch_id}"' in block.splitlines():
                return OVERRIDE.format(id=stretch_id) + block
    return TEMPLATE.read_text(encoding="utf-8").replace('"my-stretch"', f'"{stretch_id}"', 1)


def own_files(folder: Path) -> list[Path]:
    """A person's stretch files, in the order they are read."""
    try:
        return sorted(path for path in folder.glob("*.toml") if not path.name.startswith("."))
    except OSError:
        return []


def replace_origins(catalogue: Catalogue) -> Catalogue:
    """Shipped stretches name no file: where the package lies says nothing to a person."""
    return replace(catalogue, stretches=tuple(replace(each, origin="") for each in catalogue.stretches))


def _load(base: Catalogue, paths: Iterable[Path]) -> Loaded:
    parts: list[Part] = []
    problems: list[Problem] = []
    texts: dict[str, str] = {}
    for path in paths:
        part, found = _read(path, texts)
        parts.append(part)
        problems += found
    catalogue, loose_ends = join(base, parts)
    return Loaded(catalogue, _located((*problems, *loose_ends), texts))


def _read(path: Path, texts: dict[str, str]) -> tuple[Part, tuple[Problem, ...]]:
    name = str(path)
    try:
        text = read_text(path) or ""
        tables = tomllib.loads(text)
    except Unreadable as error:
        allowed = error.allowed.replace("settings file", "file of stretches")
        return Part(name), (Problem((), f"found {error.found}, allowed: {allowed}", name),)
    except tomllib.TOMLDecodeError as error:
        return Part(name), (Problem((), f"is no TOML: {error}", name, _line_of(error)),)
    texts[name] = text
    return read_part(tables, name)


def _line_of(error: tomllib.TOMLDecodeError) -> int:
    found = re.search(r"at line (\d+)", str(error))
    return int(found[1]) if found else 0


def _located(problems: Iterable[Problem], texts: dict[str, str]) -> tuple[Problem, ...]:
    lines = {path: key_lines(texts[path]) for path in {problem.path for problem in problems} if path in texts}
    located = (
        replace(each, line=each.line or nearest_line(lines.get(each.path, {}), each.where) or 0) for each in problems
    )
    return tuple(sorted(located, key=lambda problem: (problem.path, problem.line)))
