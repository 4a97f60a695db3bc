"""Every setting there is: its section, name, form, default and one sentence about it. Nothing else lists the keys.

Durations are float seconds, times of day minutes after midnight. The values are data: no file, no environment.
"""

# ruff: noqa: RUF009 - `key` and `section` answer dataclass fields

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any, Literal, TypeAlias, cast

from deskbreak.settings.clock import Ranges, TimeOfDay
from deskbreak.settings.forms import AutoOr, Choice, Flag, Form, ListOf, Span, Text, Whole

MINUTE = 60.0
HOUR = 3600.0
PROFILES = ("gentle", "research-30-5", "pomodoro", "strict")
SOURCES = ("mutter", "wayland", "x11", "tmux", "tty", "keys", "quartz", "windows")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _words(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)


DayRanges: TypeAlias = "tuple[tuple[int, int], ...]"
"""Ranges of minutes after midnight; an end past 24 hours is on the next day."""


@dataclass(frozen=True)
class Key:
    """One setting: `at` is its path, ("snooze", "default")."""

    at: tuple[str, ...]
    form: Form
    default: Any
    doc: str

    @property
    def name(self) -> str:
        """The key as people write it."""
        return ".".join(self.at)


def key(form: Form, default: Any, doc: str) -> Any:
    """A dataclass field that is a setting; a default of None means it may be left out."""
    return field(default=default, metadata={"form": form, "doc": doc})


def section(cls: type) -> Any:
    """A dataclass field that is a section of settings."""
    return field(default_factory=cls, metadata={"section": cls})


@dataclass(frozen=True)
class BreakKind:
    """One kind of break; every entry gives all three."""

    name: str = field(
        metadata={
            "form": Text("[A-Za-z0-9_-]{1,24}", "1 to 24 letters a to z, digits, - or _"),
            "doc": "What this kind is called.",
        }
    )
    every: float = field(
        metadata={"form": Span(), "doc": "How long you may sit before it is due; 30m suits most people."}
    )
    length: float = field(metadata={"form": Span(), "doc": "How long it takes."})


@dataclass(frozen=True)
class Prompt:
    """When and how often you are told."""

    warn_before: float = key(
        Span(zero="no warning"), 1 * MINUTE, 'A quiet word this long before a break is due; "0s" = none.'
    )
    remind_every: float = key(
        Span(zero="never"), 5 * MINUTE, 'An unanswered prompt comes again this often; "0s" = never.'
    )
    merge_within: float = key(
        Span(zero="never"), 5 * MINUTE, "A longer break due within this much more sitting takes a shorter one's place."
    )
    wait_for_pause: float = key(
        Span(zero="do not wait"), 0.0, 'Wait for this long without typing before a prompt; "0s" = do not wait.'
    )
    wait_at_most: float = key(
        Span(zero="do not wait"), 2 * MINUTE, "Prompt after this long even if such a pause never came."
    )


@dataclass(frozen=True)
class Snooze:
    """Putting a break off."""

    default: float = key(Span(), 5 * MINUTE, "How long the Snooze button puts a break off.")
    max_per_break: int = key(
        Whole(0, 100, "no limit"), 3, "How often one break can be put off; 0 = as often as you like."
    )
    choices: tuple[float, ...] = key(
        ListOf(Span(), 1, 8),
        (5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE),
        "What the screen offers to choose from.",
    )


@dataclass(frozen=True)
class Skip:
    """Giving a break up."""

    allowed: bool = key(Flag(), default=True, doc="Whether a break can be skipped at all.")
    max_per_day: int = key(Whole(0, 1000, "no limit"), 0, "How many breaks a day can be skipped; 0 = no limit.")


@dataclass(frozen=True)
class Presence:
    """How deskbreak knows that you are there."""

    away_after: float = key(Span(), 2 * MINUTE, "Without a key or the mouse for this long, you are away.")
    rest_credit: Literal["gradual", "whole"] = key(
        Choice("gradual", "whole"),
        "gradual",
        'How time away counts: "gradual" = in proportion, "whole" = only an absence as long as the break.',
    )
    seated_holds: tuple[str, ...] = key(
        ListOf(Choice("call", "fullscreen"), maximum=2),
        ("call", "fullscreen"),
        "While one of these is on you count as sitting without any input.",
    )
    sources: Literal["auto"] | tuple[str, ...] = key(
        AutoOr(ListOf(Choice(*SOURCES), 1, len(SOURCES))),
        "auto",
        f'Where input is seen: "auto", or a list of {_words(SOURCES)}.',
    )
    sample_every: float = key(Span(5, 60), 10.0, "How often presence is looked at, 5s to 60s.")


_PROGRAMS = Text("[^/]{1,64}", 'the name of a program such as zoom, or a pattern such as "obs*"')

WORK_IN_FULL_SCREEN = (
    *("*term*", "alacritty", "foot", "ghostty", "kitty", "konsole", "tilix"),
    *("code", "emacs", "gvim", "zed"),
)


@dataclass(frozen=True)
class Hold:
    """What holds a break back until it is over."""

    call: bool = key(Flag(), default=True, doc="A call: the microphone or the camera is in use.")
    fullscreen: bool = key(Flag(), default=True, doc="The window in front fills the screen: a film, a talk, a game.")
    dnd: bool = key(Flag(), default=True, doc='The desktop\'s "do not disturb" is on.')
    app: tuple[str, ...] = key(
        ListOf(_PROGRAMS, maximum=32), (), 'While one of these programs runs: names, or patterns such as "obs*".'
    )
    ignore: tuple[str, ...] = key(
        ListOf(_PROGRAMS, maximum=32),
        (),
        "Programs that never hold anything back, such as an assistant that always listens.",
    )
    fullscreen_ignore: tuple[str, ...] = key(
        ListOf(_PROGRAMS, maximum=64),
        WORK_IN_FULL_SCREEN,
        "Programs in which a full screen is work like any other, and holds nothing back.",
    )


@dataclass(frozen=True)
class Limits:
    """Limits of a whole day."""

    sitting_per_day: float = key(
        Span(maximum=24 * HOUR, zero="off"), 0.0, 'Tell me once a day when I have sat this long; "0s" = off.'
    )


def _day(words: str) -> Any:
    return key(Ranges(), None, f"Working hours {words}.")


@dataclass(frozen=True)
class Hours:
    """Working hours. A day's own key wins over `weekdays`, that over `daily`; a day with no key is off."""

    daily: DayRanges | None = _day("of every day without a key of its own")
    weekdays: DayRanges | None = _day("of Monday to Friday")
    mon: DayRanges | None = _day("of Monday")
    tue: DayRanges | None = _day("of Tuesday")
    wed: DayRanges | None = _day("of Wednesday")
    thu: DayRanges | None = _day("of Thursday")
    fri: DayRanges | None = _day("of Friday")
    sat: DayRanges | None = _day("of Saturday")
    sun: DayRanges | None = _day("of Sunday")

    def of_day(self, weekday: int) -> tuple[str, DayRanges]:
        """The key in effect on a weekday (0 = Monday) and its ranges; no key is ("", ())."""
        names = (DAYS[weekday], "weekdays", "daily") if weekday < 5 else (DAYS[weekday], "daily")
        for name in names:
            ranges: DayRanges | None = getattr(self, name)
            if ranges is not None:
                return name, ranges
        return "", ()


@dataclass(frozen=True)
class Schedule:
    """When deskbreak is at work."""

    day_starts: int = key(TimeOfDay(), 4 * 60, "When a new day begins for everything counted per day.")
    hours: Hours | None = field(default=None, metadata={"section": Hours})


@dataclass(frozen=True)
class Notify:
    """How a break is announced."""

    enabled: bool = key(Flag(), default=True, doc="Whether notifications are shown at all.")
    backends: Literal["auto"] | tuple[str, ...] = key(
        AutoOr(ListOf(Choice("dbus", "plyer", "terminal", "null"), 1, 4)),
        "auto",
        'Which ways are tried, in order: "auto", or a list of "dbus", "plyer", "terminal", "null".',
    )
    terminal: Literal["auto", "bell", "osc9", "osc777"] = key(
        Choice("auto", "bell", "osc9", "osc777"),
        "auto",
        'What the terminal way sends: "auto", "bell", "osc9" or "osc777".',
    )
    sound: bool = key(Flag(), default=False, doc="Ask the desktop for its notification sound.")


@dataclass(frozen=True)
class Routine:
    """The guided stretches."""

    places: tuple[str, ...] = key(
        ListOf(Choice("standing", "desk", "floor"), 1, 3),
        ("standing",),
        'Where you can stretch: any of "standing", "desk", "floor".',
    )
    hold: float = key(Span(20, 60), 30.0, "How long a stretch is held on each side, 20s to 60s.")
    left_out: tuple[str, ...] = key(
        ListOf(Text("[a-z0-9-]{1,48}", "the id of a stretch, such as kneeling-hip-flexor"), maximum=100),
        (),
        "Stretches never to be shown, by their ids.",
    )
    focus: tuple[str, ...] = key(
        ListOf(Choice("front", "back", "outer", "inner", "low-back"), maximum=5),
        (),
        'Where you are tightest: any of "front", "back", "outer", "inner", "low-back"; they get more of the time.',
    )
    leave_out: tuple[str, ...] = key(
        ListOf(Text("[a-z0-9-]{1,40}", "a condition, such as knee"), maximum=40),
        (),
        'Conditions of yours that rule stretches out, such as "knee"; `deskbreak stretches conditions` lists them.',
    )
    level: Literal["gentle", "usual", "advanced"] = key(
        Choice("gentle", "usual", "advanced"),
        "usual",
        'Which form to begin with: "gentle" (the easier one), "usual" or "advanced" (the deeper one).',
    )


@dataclass(frozen=True)
class Cues:
    """What is heard while a routine runs, for eyes that are on the floor."""

    quiet: bool = key(Flag(), default=False, doc="Silence: no bell, no tones, no speech, whatever the keys below say.")
    bell: bool = key(Flag(), default=True, doc="Ring the terminal's bell at each change.")
    tones: bool = key(
        Flag(), default=False, doc="Play soft tones at each change, at half-way and for the last seconds."
    )
    speech: bool = key(Flag(), default=False, doc="Say what to do, on which side, half-way and the last seconds.")
    volume: int = key(Whole(1, 100), 60, "How loud tones and speech are, 1 to 100.")
    rate: int = key(Whole(50, 300), 100, "How fast speech is, in percent of its usual pace.")
    voice: str = key(
        Text(r"[A-Za-z0-9_ .()+-]{0,64}", "the name of a voice, or nothing"),
        "",
        'The voice, by the name the speech program knows it by; "" is its own choice.',
    )


@dataclass(frozen=True)
class Screen:
    """How the terminal screen looks."""

    seconds: Literal["auto", "always", "never"] = key(
        Choice("auto", "always", "never"),
        "auto",
        'Show seconds: "auto" (in the last two minutes and in a break), "always" or "never".',
    )
    reduced_motion: bool = key(Flag(), default=False, doc="Move nothing that need not move.")
    theme: str = key(
        Text(r"[A-Za-z0-9_-]{1,48}", "the name of a theme"),
        "deskbreak",
        'The colours: "deskbreak" (dark), "deskbreak-light", "terminal" (its own 16), or such as "nord", of Textual.',
    )
    taskbar: bool = key(
        Flag(), default=False, doc="Show the time left as progress in the taskbar, where the terminal can (OSC 9;4)."
    )
    figure: Literal["braille", "half", "block", "off"] = key(
        Choice("braille", "half", "block", "off"),
        "braille",
        'How stretches are drawn: "braille" dots, "half" or whole "block" cells where the font lacks those, or "off".',
    )


@dataclass(frozen=True)
class Log:
    """What is written to the log file."""

    level: Literal["info", "warning", "error", "debug"] = key(
        Choice("info", "warning", "error", "debug"), "info", 'How much: "error", "warning", "info" or "debug".'
    )


DEFAULT_BREAKS = (BreakKind("move", 30 * MINUTE, 1 * MINUTE), BreakKind("stretch", 60 * MINUTE, 4 * MINUTE))
MOST_BREAKS = 8


@dataclass(frozen=True)
class Settings:
    """All settings; `Settings()` is the defaults."""

    profile: str = key(
        Choice("", *PROFILES),
        "",
        'A ready-made set to start from: "gentle", "research-30-5", "pomodoro" or "strict"; your own keys win.',
    )
    breaks: tuple[BreakKind, ...] = DEFAULT_BREAKS
    keys: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Keys of the person's own, by the ids of `deskbreak.keymap`."""
    prompt: Prompt = section(Prompt)
    snooze: Snooze = section(Snooze)
    skip: Skip = section(Skip)
    presence: Presence = section(Presence)
    hold: Hold = section(Hold)
    limits: Limits = section(Limits)
    schedule: Schedule = section(Schedule)
    notify: Notify = section(Notify)
    routine: Routine = section(Routine)
    cues: Cues = section(Cues)
    screen: Screen = section(Screen)
    log: Log = section(Log)


def keys(cls: type = Settings, at: tuple[str, ...] = ()) -> Iterator[Key]:
    """Every key of a section and below it, in order; those of a break kind are `keys(BreakKind)`."""
    for each in fields(cls):
        here = (*at, each.name)
        if "section" in each.metadata:
            yield from keys(each.metadata["section"], here)
        elif "form" in each.metadata:
            yield Key(here, each.metadata["form"], each.default, each.metadata["doc"])


def sections(cls: type = Settings, at: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], type]]:
    """The path and class of every section below one, in order."""
    for each in fields(cls):
        if "section" in each.metadata:
            here = (*at, each.name)
            yield here, each.metadata["section"]
            yield from sections(each.metadata["section"], here)


def built(values: dict[tuple[str, ...], Any], cls: type = Settings, at: tuple[str, ...] = ()) -> Any:
    """A section from values by path; what is missing has its default, an optional section without any is None."""
    arguments = {}
    for each in fields(cls):
        here = (*at, each.name)
        if "section" in each.metadata:
            if each.default is not None or any(path[: len(here)] == here for path in values):
                arguments[each.name] = built(values, each.metadata["section"], here)
        elif here in values:
            arguments[each.name] = values[here]
    return cls(**arguments)


def settings_of(values: dict[tuple[str, ...], Any]) -> Settings:
    """The settings of values by path; breaks are under ("breaks",), keys under ("keys", ID)."""
    own = tuple((at[1], value) for at, value in values.items() if at[0] == "keys")
    return cast("Settings", built({at: value for at, value in values.items() if at[0] != "keys"} | {("keys",): own}))
