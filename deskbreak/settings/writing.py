"""Settings as TOML text: single values, the effective settings with their origins, and the file that ships."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from typing import Any

from deskbreak.keymap import USUAL
from deskbreak.settings.load import Loaded
from deskbreak.settings.model import BreakKind, Key, Settings, keys, sections

_HEADER = """\
# deskbreak's settings: every key with its default. Change what you like; a key you delete keeps its default.
# Durations are written "45m", "1h 30m" or "90s". `deskbreak config check` tells whether all is well.
"""
_HOURS = """\
# Working hours: without this table they are always. A day's own key (mon to sun) wins over `weekdays` (Monday to
# Friday), that over `daily`; a day with no key is off. A range may run over midnight: "22:00-06:00".
# [schedule.hours]
# weekdays = ["09:00-12:30", "13:30-18:00"]
# fri = ["09:00-15:00"]
"""
_KEYS = """\
# Keys of the screen, by the ids of what they do; those left out keep what is written here. Up to four for each.
# [keys]
"""


def value_text(value: Any) -> str:
    """A TOML value on one line."""
    from tomli_w import dumps  # noqa: PLC0415 - only when TOML is written

    if isinstance(value, list):
        return f"[{', '.join(value_text(item) for item in value)}]"
    return dumps({"value": value}).removeprefix("value = ").rstrip("\n")


def setting_text(each: Key, settings: Settings) -> str:
    """The value of one key as TOML."""
    value: Any = settings
    for part in each.at:
        value = getattr(value, part)
    return value_text(each.form.plain(value))


def kind_texts(kind: BreakKind) -> dict[str, str]:
    """The keys of one kind and their TOML values."""
    return {each.name: value_text(each.form.plain(getattr(kind, each.name))) for each in keys(BreakKind)}


def shown_toml(loaded: Loaded) -> str:
    """The effective settings as TOML, each value's origin behind it."""
    settings = loaded.settings

    def line(at: tuple[str, ...], text: str) -> str:
        return f"{at[-1]} = {text}  # {loaded.origin(at)}"

    blocks = ["\n".join(_lines(settings, (), line))]
    for kind in settings.breaks:
        texts = kind_texts(kind).items()
        lines = [line(("breaks", kind.name, name), text) for name, text in texts]
        blocks.append("\n".join(["[[breaks]]", *lines]))
    for at, _ in sections():
        lines = list(_lines(settings, at, line))
        blocks.append("\n".join([f"[{'.'.join(at)}]", *lines]) if lines else "# no [schedule.hours]: always")
    if settings.keys:
        lines = [f'"{id_}" = {value_text(list(own))}  # {loaded.origin(("keys", id_))}' for id_, own in settings.keys]
        blocks.append("\n".join(["[keys]", *lines]))
    return "\n\n".join(blocks) + "\n"


def _lines(settings: Settings, at: tuple[str, ...], line: Callable[[tuple[str, ...], str], str]) -> Iterator[str]:
    for each in keys():
        if each.at[:-1] == at and has_value(each, settings):
            yield line(each.at, setting_text(each, settings))


def has_value(each: Key, settings: Settings) -> bool:
    """Whether a key has a value; only those of the working hours may have none."""
    return each.default is not None or getattr(settings.schedule.hours, each.at[-1], None) is not None


def template() -> str:
    """The text of config/deskbreak.toml."""
    settings = Settings()
    blocks = [_HEADER, "".join(_commented(settings, ())), _breaks_template(settings)]
    for at, cls in sections():
        words = f"# {(cls.__doc__ or '').strip()}\n[{'.'.join(at)}]\n"
        blocks.append(_HOURS if at == ("schedule", "hours") else words + "".join(_commented(settings, at)))
    return "\n".join([*blocks, _keys_template()])


def _keys_template() -> str:
    lines = [f'# "{id_}" = {value_text(list(usual.keys))}\n' for id_, usual in USUAL.items()]
    return _KEYS + "".join(lines)


def _commented(settings: Settings, at: tuple[str, ...]) -> Iterator[str]:
    for each in keys():
        if each.at[:-1] == at:
            yield f"# {each.doc}\n{each.at[-1]} = {setting_text(each, settings)}\n"


def _breaks_template(settings: Settings) -> str:
    docs = {each.name: f"# {each.metadata['doc']}\n" for each in fields(BreakKind)}
    entries = []
    for place, kind in enumerate(settings.breaks):
        lines = [f"{docs[name] if not place else ''}{name} = {text}\n" for name, text in kind_texts(kind).items()]
        entries.append("[[breaks]]\n" + "".join(lines))
    return "# The kinds of break, up to eight: one [[breaks]] entry each.\n" + "\n".join(entries)


def plain_table(loaded: Loaded) -> dict[str, Any]:
    """The effective settings as nested tables of TOML values, for JSON."""
    settings = loaded.settings
    table: dict[str, Any] = {}
    for each in keys():
        if has_value(each, settings):
            below = table
            for part in each.at[:-1]:
                below = below.setdefault(part, {})
            value: Any = settings
            for part in each.at:
                value = getattr(value, part)
            below[each.at[-1]] = each.form.plain(value)
    table["breaks"] = [
        {each.name: each.form.plain(getattr(kind, each.name)) for each in keys(BreakKind)} for kind in settings.breaks
    ]
    if settings.keys:
        table["keys"] = {id_: list(own) for id_, own in settings.keys}
    return table
