"""The layers settings are made of: each reads one source whole and knows where every one of its values stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from deskbreak.errors import SettingsError
from deskbreak.settings.files import Unreadable, read_text
from deskbreak.settings.forms import REFUSED, toml_value
from deskbreak.settings.problems import Finding, Findings, KeyPath, Problem, dotted
from deskbreak.settings.reading import Values, read_table, setting_form, unknown_setting

ENVIRONMENT, OPTION = "environment", "--set"
_PREFIX = "DESKBREAK_"


@dataclass
class Layer:
    """One source of settings: what it sets, and what is wrong with it."""

    label: str
    values: Values = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    path: Path | None = None
    text: str = ""
    names: dict[tuple[str, ...], str] = field(default_factory=dict)  # the variable a value was typed in

    def place(self, at: KeyPath) -> tuple[str, int | None]:
        """File and line of a path; the variable or `--set` where there is no file."""
        if self.path is None:
            return next((name for path, name in self.names.items() if path == at[: len(path)]), self.label), None
        from deskbreak.settings.locate import nearest_line  # noqa: PLC0415 - only to name a line

        if at[:1] == ("keys",) and at[:2] not in self._lines:  # written without quotes
            at = ("keys", *(part for name in at[1:] for part in (name.split(".") if isinstance(name, str) else [name])))
        return str(self.path), nearest_line(self._lines, at)

    @cached_property
    def _lines(self) -> dict[KeyPath, int]:
        from deskbreak.settings.locate import key_lines  # noqa: PLC0415 - only to name a line

        return key_lines(self.text)

    def problem(self, finding: Finding) -> Problem:
        """The finding with its place."""
        path, line = self.place(finding.at)
        return Problem(path, line, dotted(finding.at), finding.found, finding.allowed, finding.message())


def file_layer(path: Path, label: str = "") -> Layer | None:
    """The layer of a file, None if there is no such file."""
    layer = Layer(label or str(path), path=path)
    try:
        text = read_text(path)
    except Unreadable as error:
        layer.problems.append(_whole_file(path, error.found, error.allowed))
        return layer
    if text is None:
        return None
    return text_layer(layer, text)


def text_layer(layer: Layer, text: str) -> Layer:
    """The layer filled from a TOML text."""
    layer.text = text
    try:
        table = parsed(text, str(layer.path or ""))
    except SettingsError as error:
        layer.problems.extend(problem for problem in error.problems if isinstance(problem, Problem))
        return layer
    findings = Findings()
    layer.values = read_table(table, findings)
    layer.problems.extend(sorted(map(layer.problem, findings.found), key=lambda problem: problem.line or 0))
    return layer


def parsed(text: str, path: str) -> dict[str, Any]:
    """The table of a TOML text. Raises SettingsError naming the line where it stops being TOML."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise SettingsError((_bad_toml(path, text, error),)) from error


def missing_file(path: Path) -> Layer:
    """The layer of a file that was named and is not there."""
    problem = _whole_file(path, "no such file", "a settings file; `deskbreak config init` writes one")
    return Layer(str(path), path=path, problems=[problem])


def _whole_file(path: Path, found: str, allowed: str) -> Problem:
    return Problem(str(path), None, "", found, allowed, Finding((), found, allowed).message())


def _bad_toml(path: str, text: str, error: Exception) -> Problem:
    if isinstance(error, RecursionError):
        return Problem(path, None, "", "lists nested too deeply", "TOML", "not TOML: lists nested too deeply")
    words, _, place = str(error).partition(" (at ")
    match = re.match(r"line (\d+)", place)
    line = int(match[1]) if match else text.rstrip().count("\n") + 1 if place else None
    where = "" if match or not place else ", and the file ends"
    if words == "Cannot overwrite a value":
        words = "this key or table is written a second time"
    found = words[:1].lower() + words[1:] + where
    return Problem(path, line, "", found, "TOML", f"not TOML: {found}")


def environment_layer(environ: Mapping[str, str]) -> Layer:
    """Variables such as DESKBREAK_SNOOZE__DEFAULT; an empty one counts as not set."""
    layer = Layer(ENVIRONMENT)
    for name in sorted(environ):
        if environ[name] and name.startswith(_PREFIX) and ("__" in name or name == "DESKBREAK_PROFILE"):
            dotted_name = name.removeprefix(_PREFIX).replace("__", ".").lower()
            _add_typed(layer, dotted_name, environ[name], name)
    return layer


def option_layer(overrides: Sequence[str]) -> Layer:
    """The `--set key=value` options, in order."""
    layer = Layer(OPTION)
    for text in overrides:
        name, equals, value = text.partition("=")
        if equals:
            _add_typed(layer, name.strip(), value.strip(), OPTION)
        else:
            finding = Finding((text,), "no =", "key=value, such as snooze.default=10m")
            layer.problems.append(layer.problem(finding))
    return layer


def _add_typed(layer: Layer, name: str, text: str, variable: str) -> None:
    findings = Findings()
    at = tuple(name.split("."))
    layer.names[at] = variable
    value = typed_value(at, text, findings)
    if value is not REFUSED:
        layer.values[("keys", ".".join(at[1:])) if at[0] == "keys" else at] = value
    layer.problems.extend(layer.problem(finding) for finding in findings.found)


def typed_value(at: tuple[str, ...], text: str, findings: Findings) -> Any:
    """The setting's value of a typed text, or REFUSED."""
    form = setting_form(at)
    if form is None:
        unknown_setting(".".join(at), findings)
        return REFUSED
    is_quoted = len(text) > 1 and text[0] == text[-1] == '"'
    return form.read(toml_value(text) if is_quoted else form.typed(text), at, findings)
