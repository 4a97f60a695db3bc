"""Takes one key out of a settings file, its comments and order kept; what stands behind it counts again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tomlkit

from deskbreak.errors import DeskbreakError
from deskbreak.settings.edit import changed, judged, placed
from deskbreak.settings.layers import parsed
from deskbreak.settings.load import Loaded
from deskbreak.settings.reading import setting_form


def unset_value(path: Path | str, dotted_key: str) -> Loaded:
    """Take one key out of the file, so that what stands behind it counts again; answers what the file then says.

    Raises SettingsError for a key there is not, or when the file has problems, and DeskbreakError when the key cannot
    be taken out or the file cannot be written. A file without the key is left as it is.
    """
    at, path = tuple(dotted_key.split(".")), Path(path)
    if setting_form(at) is None:
        judged(at, "")
    try:
        return changed(path, lambda before: without(before, at, path))
    except OSError as error:
        raise DeskbreakError(f"{path}: {error.strerror or error}") from error


def without(text: str, at: tuple[str, ...], path: Path) -> str:
    """The text without one key, and without the table of working hours once its last one is gone."""
    if at[0] == "breaks":
        raise DeskbreakError(f"`{'.'.join(at)}` cannot be taken out: every [[breaks]] entry gives all its keys")
    expected = parsed(text, str(path))
    at = placed(at, expected)
    document = tomlkit.parse(text)
    if not _removed(document, at):
        return text
    _removed(expected, at)
    newline = "\r\n" if "\r\n" in text else "\n"
    after = tomlkit.dumps(document).replace("\r\n", "\n").replace("\n", newline)
    if _filled(parsed(after, str(path))) != _filled(expected):
        raise DeskbreakError(f"{path}: `{'.'.join(at)}` cannot be taken out here without harm; please edit the file")
    return after


def _filled(table: dict[str, Any]) -> dict[str, Any]:
    """The table without empty tables: one written with dots goes with its last key."""
    below = {name: _filled(value) if isinstance(value, dict) else value for name, value in table.items()}
    return {name: value for name, value in below.items() if value != {}}


def _removed(table: Any, at: tuple[str, ...]) -> bool:
    """Take a key out of nested tables; whether it was there."""
    if len(at) == 1:
        return at[0] in table and table.pop(at[0]) is not None
    if at[0] not in table or not _removed(table[at[0]], at[1:]):
        return False
    if at[0] == "hours" and not table["hours"]:
        table.pop("hours")
    return True
