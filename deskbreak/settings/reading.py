"""A TOML table against the model: the values it sets, by path, and every finding about what it must not contain.

Knows no file: what comes back is placed by whoever read the table.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from deskbreak.keymap import USUAL
from deskbreak.settings.forms import REFUSED, Form, KeyName, ListOf
from deskbreak.settings.model import MOST_BREAKS, BreakKind, Settings, keys, sections
from deskbreak.settings.problems import Findings, KeyPath, dotted, printable, shown

Values = dict[tuple[str, ...], Any]
"""Settings by path: ("snooze", "default"); ("breaks",) for all kinds, ("breaks", "move", "every") for one key."""

_BREAKS_FORM = (
    '[[breaks]] entries, each with name, every and length: [[breaks]] name = "move" every = "30m" length = "1m"'
)
KEYS_FORM = ListOf(KeyName(), 1, 4)
_KIND_KEYS = "name, every and length"


def read_table(table: dict[str, Any], findings: Findings) -> Values:
    """Every setting in a whole file's table."""
    values: Values = {}
    _read_section(Settings, table, (), values, findings)
    return values


def _read_section(cls: type, table: dict[str, Any], at: tuple[str, ...], values: Values, findings: Findings) -> None:
    known = {each.name: each for each in fields(cls)}
    for name, value in table.items():
        here = (*at, name)
        if name not in known:
            _unknown(here, list(known), findings)
        elif here == ("breaks",):
            _keep(values, here, read_breaks(value, findings))
        elif here == ("keys",):
            _read_keys(value, here, values, findings)
        elif "section" in known[name].metadata:
            _read_below(known[name].metadata["section"], value, here, values, findings)
        else:
            _keep(values, here, known[name].metadata["form"].read(value, here, findings))


def _read_keys(value: Any, at: KeyPath, values: Values, findings: Findings) -> None:
    """Keys by their ids, which TOML takes for tables in tables where they are not in quotes."""
    if not isinstance(value, dict):
        findings.add(at, shown(value), 'a table: [keys] and below it lines such as "break.start" = ["s", "enter"]')
        return
    for name, keys_or_more in value.items():
        here = (*at, name)
        id_ = ".".join(str(part) for part in here[1:])
        if ("keys", id_) in values:
            findings.add(here, "it a second time", "each id once", "written twice")
        elif id_ in USUAL:
            _keep(values, ("keys", id_), KEYS_FORM.read(keys_or_more, here, findings))
        elif isinstance(keys_or_more, dict):
            _read_keys(keys_or_more, here, values, findings)
        else:
            _unknown_id(here, id_, findings)


def _unknown_id(at: KeyPath, id_: str, findings: Findings) -> None:
    near = _closest(id_, list(USUAL), 0.6)
    hint = f"did you mean `keys.{near}`?" if near else "`deskbreak config init` writes a file with every one"
    findings.add(at, f"`{printable(id_)}`", "the id of a key of the screen", "unknown key of the screen", hint)


def _read_below(cls: type, value: Any, at: tuple[str, ...], values: Values, findings: Findings) -> None:
    if not isinstance(value, dict):
        findings.add(at, shown(value), f"a table: [{dotted(at)}] and its keys below it")
    elif not value and at == ("schedule", "hours"):
        findings.add(at, "no day at all", "at least one of daily, weekdays, mon to sun, or no such table (= always)")
    else:
        _read_section(cls, value, at, values, findings)


def _keep(values: Values, at: tuple[str, ...], read: Any) -> None:
    if read is not REFUSED:
        values[at] = read


def read_breaks(value: Any, findings: Findings) -> Any:
    """All kinds of `[[breaks]]`, or REFUSED."""
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        findings.add(("breaks",), shown(value), _BREAKS_FORM)
        return REFUSED
    before = len(findings.found)
    if not 1 <= len(value) <= MOST_BREAKS:
        findings.add(("breaks",), f"{len(value)} kinds", f"1 to {MOST_BREAKS} [[breaks]] entries")
    kinds = [_read_kind(entry, ("breaks", index), findings) for index, entry in enumerate(value)]
    _check_names(kinds, findings)
    if len(findings.found) > before:
        return REFUSED
    return tuple(BreakKind(**kind) for kind in kinds)


def _read_kind(entry: dict[str, Any], at: KeyPath, findings: Findings) -> dict[str, Any]:
    forms: dict[str, Form] = {each.at[0]: each.form for each in keys(BreakKind)}
    for name in entry.keys() - forms.keys():
        _unknown((*at, name), list(forms), findings)
    missing = [name for name in forms if name not in entry]
    if missing:
        findings.add(at, f"no {' and no '.join(missing)}", f"{_KIND_KEYS} in every [[breaks]] entry", "missing")
    return {name: form.read(entry[name], (*at, name), findings) for name, form in forms.items() if name in entry}


def _check_names(kinds: list[dict[str, Any]], findings: Findings) -> None:
    seen: dict[str, int] = {}
    for index, kind in enumerate(kinds):
        name = kind.get("name")
        if not isinstance(name, str):
            continue
        first = seen.setdefault(name.casefold(), index)
        if first != index:
            again = f'"{name}", already the name of breaks[{first}]'
            findings.add(("breaks", index, "name"), again, "a name of its own for each kind", "two kinds of one name")


def _unknown(at: KeyPath, siblings: list[str], findings: Findings) -> None:
    allowed = f"one of {', '.join(siblings)}"
    findings.add(at, f"`{dotted(at[-1:])}`", allowed, "unknown key", _nearest(str(at[-1]), at[:-1], siblings))


def _nearest(name: str, above: KeyPath, siblings: list[str]) -> str:
    here = _closest(name, siblings, 0.6)
    if here:
        return f"did you mean `{dotted((*above, here))}`?"
    elsewhere = {each.at[-1]: each.name for each in keys()} | {
        path[-1]: f"[{'.'.join(path)}]" for path, _ in sections()
    }
    there = _closest(name, list(elsewhere), 0.75)
    return f"did you mean `{elsewhere[there]}`?" if there else ""


def _closest(name: str, names: list[str], likeness: float) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only when there is something wrong

    return next(iter(get_close_matches(name.lower(), names, 1, likeness)), "")


def unknown_setting(name: str, findings: Findings) -> None:
    """Note a dotted key, as typed, that is no setting."""
    names = [each.name for each in keys()] + [f"breaks.NAME.{each.name}" for each in keys(BreakKind)]
    names += [f"keys.{id_}" for id_ in USUAL]
    near = _closest(name, names, 0.6)
    hint = f"did you mean `{near}`?" if near else "`deskbreak config show` lists every key"
    findings.add(tuple(name.split(".")), f"`{printable(name)}`", "a key of the settings", "unknown key", hint)


def setting_form(at: tuple[str, ...]) -> Form | None:
    """The form of the setting at a path, `("breaks", NAME, key)` for one key of a kind; None if there is none."""
    if at[0] == "keys":
        return KEYS_FORM if ".".join(at[1:]) in USUAL else None
    if len(at) == 3 and at[0] == "breaks":
        found = [each for each in keys(BreakKind) if each.at == at[2:]]
    else:
        found = [each for each in keys() if each.at == at]
    return found[0].form if found else None
