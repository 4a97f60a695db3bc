"""The settings as a form: every key with its value, origin and what it may be; values are checked, none is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from deskbreak.errors import SettingsError, UsageError
from deskbreak.keymap import EVERYWHERE, SIGNS, USUAL
from deskbreak.settings.advice import warnings
from deskbreak.settings.edit import check_value
from deskbreak.settings.forms import Choice, Flag
from deskbreak.settings.load import Loaded
from deskbreak.settings.model import DEFAULT_BREAKS, BreakKind, Key, keys, sections
from deskbreak.settings.problems import Problem
from deskbreak.settings.reading import KEYS_FORM
from deskbreak.settings.writing import has_value, value_text

_PLAIN_SIGNS: Final = frozenset("?/.+-_=!")


def form(loaded: Loaded) -> dict[str, Any]:
    """All of it: `{"write_path", "is_there", "sections", "keys"}`, the keys in the order of the file that ships."""
    words = {".".join(at): (cls.__doc__ or "").strip() for at, cls in sections()}
    words |= {f"breaks.{kind.name}": "One kind of break." for kind in loaded.settings.breaks}
    words["keys"] = "Keys of the screen."
    return {
        "write_path": str(loaded.write_path),
        "is_there": loaded.write_path.exists(),
        "sections": words,
        "keys": list(_fields(loaded)),
    }


def check(loaded: Loaded, params: Mapping[str, Any]) -> dict[str, str]:
    """What `config check` would say of a value before it is written: `{"problem", "warning"}`, "" for nothing."""
    key, value = key_and_value(params, "check")
    try:
        would_be = check_value(loaded.write_path, key, value)
    except SettingsError as error:
        return {"problem": "; ".join(_said(problem) for problem in error.problems), "warning": ""}
    warned = (warning for warning in warnings(would_be) if warning.key == key)
    return {"problem": "", "warning": "; ".join(warning.message for warning in warned)}


def key_and_value(params: Mapping[str, Any], method: str) -> tuple[str, str]:
    """The two texts of `set` and `check`. Raises `UsageError`."""
    key, value = params.get("key"), params.get("value")
    if not isinstance(key, str) or not isinstance(value, str):
        raise UsageError(f'"{method}" takes a key and a value, both texts')
    return key, value


def key_alone(params: Mapping[str, Any]) -> str:
    """The key of `reset`. Raises `UsageError`."""
    key = params.get("key")
    if not isinstance(key, str):
        raise UsageError('"reset" takes a key, a text')
    return key


def usual_of_kind(name: str) -> str:
    """The default of one key of a kind of break, as typed. Raises `UsageError` for a kind of the person's own."""
    for kind in DEFAULT_BREAKS:
        for each in keys(BreakKind):
            if name == f"breaks.{kind.name}.{each.name}":
                return _typed(each, getattr(kind, each.name))
    raise UsageError(f"{name[:60]} has no default: it belongs to a kind of your own")


def _said(problem: object) -> str:
    """A problem without the place of a file the value is not in yet."""
    return problem.message if isinstance(problem, Problem) else str(problem)


def _fields(loaded: Loaded) -> Iterator[dict[str, Any]]:
    for each in keys():
        yield _field(loaded, each, _value(loaded, each), each.default)
        if each.at == ("profile",):
            yield from _kinds(loaded)
    yield from _keys(loaded)


def _kinds(loaded: Loaded) -> Iterator[dict[str, Any]]:
    usual = {kind.name: kind for kind in DEFAULT_BREAKS}
    for kind in loaded.settings.breaks:
        for each in keys(BreakKind):
            here = Key(("breaks", kind.name, each.name), each.form, None, each.doc)
            default = getattr(usual.get(kind.name), each.name, None)
            yield _field(loaded, here, getattr(kind, each.name), default)


def _keys(loaded: Loaded) -> Iterator[dict[str, Any]]:
    own = dict(loaded.settings.keys)
    for id_, usual in USUAL.items():
        here = Key(("keys", id_), KEYS_FORM, None, _where(usual.places))
        yield _field(loaded, here, _signed(own.get(id_, usual.keys)), _signed(usual.keys))


def _signed(names: tuple[str, ...]) -> tuple[str, ...]:
    """Keys as they stand on the keyboard where that cannot be taken for anything else in a list."""
    return tuple(sign if (sign := SIGNS.get(name, "")) in _PLAIN_SIGNS else name for name in names)


def _where(places: tuple[str, ...]) -> str:
    return "Works everywhere." if EVERYWHERE in places else f"Works in: {', '.join(places)}."


def _value(loaded: Loaded, key: Key) -> Any:
    """The value in effect; None for working hours that are not set."""
    if not has_value(key, loaded.settings):
        return None
    value: Any = loaded.settings
    for part in key.at:
        value = getattr(value, part)
    return value


def _field(loaded: Loaded, key: Key, value: Any, default: Any) -> dict[str, Any]:
    origin = loaded.origin(key.at)
    return {
        "key": key.name,
        "section": ".".join(key.at[:-1]),
        "value": _typed(key, value),
        "default": _typed(key, default),
        "is_default": value == default,
        "has_default": default is not None or key.at[0] != "breaks",
        "origin": origin,
        "is_own": origin.startswith(str(loaded.write_path)),
        "doc": key.doc,
        "allowed": key.form.allowed,
        "options": _options(key),
    }


def _typed(key: Key, value: Any) -> str:
    """The value as a person would type it; "" for none."""
    if value is None:
        return ""
    plain = key.form.plain(value)
    if isinstance(plain, str):
        return plain
    if isinstance(plain, list):
        return ", ".join(map(str, plain))
    return value_text(plain)


def _options(key: Key) -> list[str]:
    """The few values there are to go through, none where there are many."""
    if isinstance(key.form, Flag):
        return ["true", "false"]
    return list(key.form.options) if isinstance(key.form, Choice) else []
