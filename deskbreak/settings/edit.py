"""Changes one key of a settings file: judged first, written at once or not at all, comments and order kept."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.container import Container
from tomlkit.items import AoT, InlineTable, Table

from deskbreak.errors import DeskbreakError, SettingsError
from deskbreak.settings.files import Places, Unreadable, read_text
from deskbreak.settings.forms import REFUSED, Span
from deskbreak.settings.layers import Layer, parsed, text_layer, typed_value
from deskbreak.settings.load import Loaded, combined
from deskbreak.settings.model import BreakKind, keys
from deskbreak.settings.problems import Findings, Problem
from deskbreak.settings.reading import setting_form
from deskbreak.settings.storing import locked, write_whole

NEW_FILE = "# deskbreak's settings; `deskbreak config show` lists every key, `deskbreak config init` writes them all.\n"


def set_value(path: Path | str, dotted_key: str, text: str) -> Loaded:
    """Set one key, `snooze.default` or `breaks.move.every`, to a value as typed; answers what the file then says.

    Raises SettingsError, the file untouched, when the value or the file that would result has problems, and
    DeskbreakError when the file cannot be written.
    """
    at, path = tuple(dotted_key.split(".")), Path(path)
    value = judged(at, text)
    try:
        return changed(path, lambda before: edited(before, at, value, path))
    except OSError as error:
        raise DeskbreakError(f"{path}: {error.strerror or error}") from error


def check_value(path: Path | str, dotted_key: str, text: str) -> Loaded:
    """What the file would say with one key set to a value as typed; nothing is written. Raises as `set_value` does."""
    at, path = tuple(dotted_key.split(".")), Path(path)
    value, before = judged(at, text), _current(path)
    return _checked_change(path, before, edited(before, at, value, path))


def changed(path: Path, change: Callable[[str], str]) -> Loaded:
    """Write what `change` makes of the file's text, once it is judged as a whole; answers what the file then says."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with locked(path.parent):
        before = _current(path)
        after = change(before)
        loaded = _checked_change(path, before, after)
        if after != before:
            write_whole(path, after)
    return loaded


def judged(at: tuple[str, ...], text: str) -> Any:
    """The TOML value of a typed text. Raises SettingsError for one that is not allowed, and for a key there is not."""
    findings = Findings()
    value = typed_value(at, text, findings)
    form = setting_form(at)
    if value is REFUSED or form is None:
        layer = Layer("")
        raise SettingsError(tuple(layer.problem(finding) for finding in findings.found))
    # A text stays as the person wrote it: "90s" need not become "1m 30s".
    return text.strip() if isinstance(form, Span) and not text.startswith('"') else form.plain(value)


def _current(path: Path) -> str:
    try:
        text = read_text(path)
    except Unreadable as error:
        message = f"found {error.found}; allowed: {error.allowed}"
        raise SettingsError((Problem(str(path), None, "", error.found, error.allowed, message),)) from error
    return NEW_FILE if text is None else text


def _checked(path: Path, text: str) -> Loaded:
    """The text as settings of its own; what the environment or other files say must not hide a problem in it."""
    layer = text_layer(Layer(str(path), path=path), text)
    return combined([layer], Places(path, path, ()))


def _checked_change(path: Path, before: str, after: str) -> Loaded:
    """What the file would say. A problem that stays is told with its line in the file as it is; a new one has none."""
    try:
        return _checked(path, after)
    except SettingsError as error:
        there = {(problem.key, problem.found): problem for problem in _problems(path, before)}
        found = [problem for problem in error.problems if isinstance(problem, Problem)]
        told = [there.get((problem.key, problem.found), replace(problem, line=None)) for problem in found]
        raise SettingsError(tuple(told)) from None


def _problems(path: Path, text: str) -> list[Problem]:
    try:
        _checked(path, text)
    except SettingsError as error:
        return [problem for problem in error.problems if isinstance(problem, Problem)]
    return []


def edited(text: str, at: tuple[str, ...], value: Any, path: Path) -> str:
    """The text with one key set. Raises SettingsError where it is no TOML, DeskbreakError where it cannot be done."""
    expected = parsed(text, str(path))
    at = placed(at, expected)
    document = tomlkit.parse(text)
    newline = "\r\n" if "\r\n" in text else "\n"
    if at[0] == "breaks":
        _set_in_kind(document, at, value, text, path)
        _expect_kind(expected, document, at, value)
    else:
        _set_in_table(document, at, value)
        _expect_key(expected, at, value)
    after = tomlkit.dumps(document).replace("\r\n", "\n").replace("\n", newline)
    if not _says(after, expected):
        raise DeskbreakError(f"{path}: `{'.'.join(at)}` cannot be set here without harm; please edit the file")
    return after


def placed(at: tuple[str, ...], table: dict[str, Any]) -> tuple[str, ...]:
    """Where a file has a value or is to have it: a key of the screen under its id, unless it is there in parts."""
    if at[0] != "keys":
        return at
    group = table.get("keys", {}).get(at[1])
    return at if isinstance(group, dict) and at[2:] and at[2] in group else ("keys", ".".join(at[1:]))


def _says(text: str, expected: dict[str, Any]) -> bool:
    try:
        return parsed(text, "") == expected
    except SettingsError:
        return False


def _expect_key(expected: dict[str, Any], at: tuple[str, ...], value: Any) -> None:
    for part in at[:-1]:
        expected = expected.setdefault(part, {})
    expected[at[-1]] = value


def _expect_kind(expected: dict[str, Any], document: Any, at: tuple[str, ...], value: Any) -> None:
    kinds = expected.setdefault("breaks", copy.deepcopy(document["breaks"].unwrap()))
    for kind in kinds:
        if kind.get("name") == at[1]:
            kind[at[2]] = value
            return


def _set_in_table(document: Any, at: tuple[str, ...], value: Any) -> None:
    table = document
    for place, part in enumerate(at[:-1]):
        if part not in table:
            new = tomlkit.inline_table() if isinstance(table, InlineTable) else tomlkit.table()
            _add_table(table, part, new, is_first=place == 0)
        table = table[part]
    _put(table, at[-1], value)


def _add_table(table: Any, name: str, new: Any, *, is_first: bool) -> None:
    if is_first:
        _add_blank_line(table)
    table.add(name, new)


def _add_blank_line(document: Any) -> None:
    text = document.as_string()
    if text and not text.endswith("\n"):
        document.add(tomlkit.nl())
    if text and not text.endswith(("\n\n", "\n\r\n")):
        document.add(tomlkit.nl())


def _put(table: Any, name: str, value: Any) -> None:
    """Set a key; a new one goes below the last one, above the comments that belong to the next table."""
    container = table.value if isinstance(table, Table) else None
    last = _last_plain_key(container) if isinstance(container, Container) else None
    if name in table or container is None or last is None:
        table[name] = value
        return
    item = tomlkit.item(value)
    item.trivia.trail = "\n"
    container._insert_after(last, tomlkit.key(name), item)  # noqa: SLF001 - tomlkit only appends in public


def _last_plain_key(container: Container) -> Any:
    plain = [key for key, item in container.body if key is not None and not isinstance(item, (Table, AoT))]
    return plain[-1] if plain else None


def _set_in_kind(document: Any, at: tuple[str, ...], value: Any, text: str, path: Path) -> None:
    if "breaks" not in document:
        _write_out_kinds(document, _checked(path, text))
    for kind in document["breaks"]:
        if kind.get("name") == at[1]:
            _put(kind, at[2], value)
            return
    known = ", ".join(f"`{kind.get('name')}`" for kind in document["breaks"])
    message = f"no such kind of break: found `{at[1]}`; allowed: one of {known}"
    raise SettingsError((Problem("", None, ".".join(at), at[1], known, message),))


def _write_out_kinds(document: Any, loaded: Loaded) -> None:
    """A list of kinds replaces the default one, so all in effect are written."""
    kinds = tomlkit.aot()
    for kind in loaded.settings.breaks:
        table = tomlkit.table()
        for each in keys(BreakKind):
            table.add(each.name, each.form.plain(getattr(kind, each.name)))
        kinds.append(table)
    _add_blank_line(document)
    document.add("breaks", kinds)
