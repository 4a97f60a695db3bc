"""The screen's keys by their ids: where each works and what it usually is; which two of a person's own clash.

Plain data, so that settings are judged without a screen; a test holds it equal to the screen's bindings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

Keys = tuple[str, ...]
Own = Mapping[str, Keys]
"""Keys of a person's own, by the ids they are for."""

EVERYWHERE: Final = "everywhere"
NAMED: Final = (
    frozenset(["up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete", "backspace"])
    | {"enter", "space", "tab", "escape"}
    | frozenset(f"f{number}" for number in range(1, 25))
)
SIGNS: Final = {
    "comma": ",", "question_mark": "?", "slash": "/", "full_stop": ".", "colon": ":", "semicolon": ";",
    "plus": "+", "minus": "-", "underscore": "_", "equals_sign": "=", "exclamation_mark": "!", "number_sign": "#",
    "ampersand": "&", "asterisk": "*", "at": "@", "tilde": "~", "less_than_sign": "<", "greater_than_sign": ">",
    "left_square_bracket": "[", "right_square_bracket": "]", "left_parenthesis": "(", "right_parenthesis": ")",
    "apostrophe": "'", "quotation_mark": '"', "vertical_line": "|", "backslash": "\\", "percent_sign": "%",
}  # fmt: skip
"""Signs and the names they have as keys; both are understood."""
_NAMES: Final = {sign: name for name, sign in SIGNS.items()}
_WITH: Final = ("ctrl+", "alt+", "shift+")


class Usual(NamedTuple):
    """Where a key works, and what it is unless the person says otherwise."""

    places: tuple[str, ...]
    keys: Keys


USUAL: Final[dict[str, Usual]] = {
    "app.help": Usual(("everywhere",), ("question_mark",)),
    "app.palette": Usual(("everywhere",), ("ctrl+p",)),
    "app.quit": Usual(("everywhere",), ("q",)),
    "app.leave": Usual(("everywhere",), ("ctrl+c", "ctrl+q")),
    "app.stop": Usual(("everywhere",), ("ctrl+z",)),
    "break.start": Usual(("dashboard",), ("s", "enter")),
    "break.snooze": Usual(("dashboard",), ("z",)),
    "break.snooze_for": Usual(("dashboard",), ("Z", "shift+z")),
    "break.skip": Usual(("dashboard",), ("k",)),
    "reminders.pause": Usual(("dashboard",), ("p",)),
    "reminders.resume": Usual(("dashboard",), ("p",)),
    "open.history": Usual(("dashboard",), ("H", "shift+h")),
    "open.library": Usual(("dashboard",), ("l",)),
    "open.settings": Usual(("dashboard",), ("comma",)),
    "open.why": Usual(("dashboard",), ("w",)),
    "day.earlier": Usual(("dashboard",), ("left",)),
    "day.later": Usual(("dashboard",), ("right",)),
    "day.leave": Usual(("dashboard",), ("escape",)),
    "rest.read": Usual(("break",), ("enter", "escape")),
    "rest.pause": Usual(("break",), ("space",)),
    "rest.go_on": Usual(("break",), ("space",)),
    "rest.back": Usual(("break",), ("b",)),
    "rest.next": Usual(("break",), ("n",)),
    "rest.hurts": Usual(("break",), ("h",)),
    "rest.finish": Usual(("break",), ("f",)),
    "closing.easier": Usual(("closing",), ("1",)),
    "closing.right": Usual(("closing",), ("2",)),
    "closing.harder": Usual(("closing",), ("3",)),
    "closing.leave": Usual(("closing",), ("enter", "escape", "space")),
    "history.up": Usual(("history",), ("up",)),
    "history.down": Usual(("history",), ("down",)),
    "history.page_up": Usual(("history",), ("pageup",)),
    "history.page_down": Usual(("history",), ("pagedown", "space")),
    "history.top": Usual(("history",), ("home",)),
    "history.end": Usual(("history",), ("end",)),
    "history.earlier": Usual(("history",), ("left",)),
    "history.later": Usual(("history",), ("right",)),
    "history.back": Usual(("history",), ("escape",)),
    "history.day": Usual(("history",), ("d",)),
    "history.week": Usual(("history",), ("w",)),
    "history.month": Usual(("history",), ("m",)),
    "history.year": Usual(("history",), ("y",)),
    "history.today": Usual(("history",), ("t",)),
    "history.export": Usual(("history",), ("x",)),
    "library.try": Usual(("library",), ("t",)),
    "library.closer": Usual(("library",), ("enter",)),
    "library.back": Usual(("library",), ("escape",)),
    "library.sources": Usual(("library",), ("c",)),
    "library.before": Usual(("library",), ("left",)),
    "library.after": Usual(("library",), ("right",)),
    "library.side": Usual(("library",), ("s",)),
    "library.leave_out": Usual(("library",), ("o",)),
    "library.let_in": Usual(("library",), ("o",)),
    "library.region": Usual(("library",), ("r",)),
    "library.place": Usual(("library",), ("p",)),
    "library.more": Usual(("library",), ("pagedown",)),
    "library.less": Usual(("library",), ("pageup",)),
    "library.up": Usual(("library",), ("up",)),
    "library.down": Usual(("library",), ("down",)),
    "library.first": Usual(("library",), ("home",)),
    "library.last": Usual(("library",), ("end",)),
    "settings.change": Usual(("settings",), ("enter",)),
    "settings.save": Usual(("settings",), ("enter",)),
    "settings.back": Usual(("settings",), ("escape",)),
    "settings.cycle": Usual(("settings",), ("space",)),
    "settings.reset": Usual(("settings",), ("r",)),
    "settings.search": Usual(("settings",), ("slash",)),
    "settings.edit": Usual(("settings",), ("e",)),
    "settings.test": Usual(("settings",), ("t",)),
    "settings.to_list": Usual(("settings",), ("down",)),
    "settings.up": Usual(("settings",), ("up",)),
    "settings.down": Usual(("settings",), ("down",)),
    "settings.far_up": Usual(("settings",), ("pageup",)),
    "settings.far_down": Usual(("settings",), ("pagedown",)),
    "settings.first": Usual(("settings",), ("home",)),
    "settings.last": Usual(("settings",), ("end",)),
    "why.up": Usual(("why",), ("up",)),
    "why.down": Usual(("why",), ("down",)),
    "why.page_up": Usual(("why",), ("pageup",)),
    "why.page_down": Usual(("why",), ("pagedown", "space")),
    "why.back": Usual(("why",), ("escape", "w")),
    "help.close": Usual(("help",), ("question_mark", "q")),
    "quit.leave": Usual(("leaving",), ("y", "q", "ctrl+c")),
    "quit.stay": Usual(("leaving",), ("n",)),
    "setup.none": Usual(("setup",), ("0",)),
    "setup.next": Usual(("setup",), ("n", "right")),
    "focus.next": Usual(("dashboard", "closing", "settings", "help", "leaving", "setup"), ("tab",)),
    "focus.back": Usual(("dashboard", "closing", "settings", "help", "leaving", "setup"), ("shift+tab",)),
    "dialog.next": Usual(("help", "leaving", "setup"), ("down", "right")),
    "dialog.back": Usual(("help", "leaving", "setup"), ("up", "left")),
    "dialog.cancel": Usual(("help", "leaving", "setup"), ("escape",)),
    "chip.press": Usual(("dashboard", "closing", "help", "leaving", "setup"), ("enter", "space")),
}


class Clash(NamedTuple):
    """One key for two things in one place."""

    key: str
    id: str
    other: str
    place: str


def canonical(key: str) -> str:
    """A key as the screen names it: `?` is question_mark. "" when it is no key."""
    before, rest = "", key
    for with_ in _WITH:
        if rest.startswith(with_) and len(rest) > len(with_):
            before, rest = before + with_, rest.removeprefix(with_)
    is_sign = rest in SIGNS or rest in NAMED
    name = rest if is_sign or (len(rest) == 1 and rest.isalnum()) else _NAMES.get(rest, "")
    return before + name if name else ""


def effective(own: Own) -> dict[str, Keys]:
    """The keys of every id."""
    return {id_: tuple(own.get(id_, usual.keys)) for id_, usual in USUAL.items()}


def replaced(own: Own) -> dict[str, Keys]:
    """The ids whose keys are to be bound anew: the person's own, and those that share a usual key with one."""
    keys = effective(own)
    near = {
        other for id_ in own for other in USUAL if _is_near(id_, other) and _shared(USUAL[id_].keys, USUAL[other].keys)
    }
    return {id_: keys[id_] for id_ in USUAL if id_ in own or id_ in near}


def clashes(own: Own) -> Iterator[Clash]:
    """Every key that came to mean two things in one place; those that share a key by design are none."""
    keys = effective(own)
    for id_ in own:
        for other, usual in USUAL.items():
            if other == id_ or not _is_near(id_, other) or (other in own and other < id_):
                continue
            for key in _shared(keys[id_], keys[other]):
                if not _shared(USUAL[id_].keys, usual.keys):
                    yield Clash(key, id_, other, _place(id_, other))


def _is_near(one: str, other: str) -> bool:
    return bool(_place(one, other))


def _place(one: str, other: str) -> str:
    """A place both work in; the app's own keys work in all."""
    ones, others = USUAL[one].places, USUAL[other].places
    if EVERYWHERE in ones:
        return others[0]
    return ones[0] if EVERYWHERE in others else next((place for place in ones if place in others), "")


def _shared(one: Keys, other: Keys) -> Keys:
    return tuple(key for key in one if key in other)
