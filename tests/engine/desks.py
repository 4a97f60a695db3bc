"""Random days at a desk for the property tests: rules with short spans, and what happens in them, second by second."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from hypothesis import Phase, settings
from hypothesis import strategies as st

from deskbreak.engine import inputs as i
from deskbreak.engine.calendar import epoch_micros, wall_time
from deskbreak.engine.engine import Engine
from deskbreak.engine.events import Event
from deskbreak.engine.values import SECOND, Hours, Instant, Kind, Rules

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
NINE = 9 * 60
NAMES = ("a", "b", "c")
HOLDS = ("call", "fullscreen", "dnd", "app", "command")

Said = tuple[int, str, tuple[tuple[str, Any], ...]]


def bounded(examples: int) -> settings:
    """Few enough examples for every run of the suite; the same each time in CI.

    THOROUGH=20 takes 20 times as many, and the time to make a failing one small.
    """
    times = int(os.environ.get("THOROUGH", "0"))
    return settings(
        max_examples=examples * max(1, times),
        phases=list(Phase) if times else [Phase.explicit, Phase.generate],
        deadline=None,
        database=None,
        derandomize="CI" in os.environ,
    )


@dataclass(frozen=True)
class Nap:
    """The machine sleeps."""

    span: int


@dataclass(frozen=True)
class ClockStep:
    """The wall clock is set."""

    span: int


Deed = i.Input | Nap | ClockStep
Step = tuple[int, Deed]
"""A span that passes, then what is done."""


def spans(least: int, most: int) -> st.SearchStrategy[int]:
    """Whole seconds mostly, for the edges; sometimes any microsecond."""
    whole = st.integers(least, most).map(lambda value: value * SECOND)
    return whole | st.integers(least * SECOND, most * SECOND)


def kinds() -> st.SearchStrategy[tuple[Kind, ...]]:
    """One to three kinds."""
    one = st.tuples(spans(5, 90), spans(1, 20))
    return st.lists(one, min_size=1, max_size=3).map(
        lambda found: tuple(Kind(name, every, length) for name, (every, length) in zip(NAMES, found, strict=False))
    )


def hours() -> st.SearchStrategy[Hours]:
    """Ranges of minutes around nine o'clock."""
    cuts = st.lists(st.integers(NINE - 2, NINE + 12), min_size=2, max_size=6, unique=True).map(sorted)
    ranges = cuts.map(lambda at: tuple(zip(at[::2], at[1::2], strict=False)))
    return ranges.map(lambda found: Hours((found,) * 7))


def rules(*, has_calendar: bool = True) -> st.SearchStrategy[Rules]:
    """Rules whose spans are of the size of the steps."""
    calendar: dict[str, st.SearchStrategy[Any]] = {}
    if has_calendar:
        calendar = {
            "hours": st.none() | hours(),
            "day_starts": st.integers(NINE - 1, NINE + 8),
            "skips_per_day": st.integers(0, 2),
            "sitting_per_day": st.just(0) | spans(10, 200),
        }
    return st.builds(
        Rules,
        kinds=kinds(),
        warn_before=st.just(0) | spans(1, 20),
        remind_every=st.just(0) | spans(1, 30),
        merge_within=spans(0, 20),
        wait_for_pause=st.just(0) | spans(1, 8),
        wait_at_most=spans(0, 15),
        snooze_default=spans(1, 30),
        snoozes_per_break=st.integers(0, 2),
        skip_allowed=st.booleans() | st.just(value=True),
        away_after=spans(3, 30),
        rest_credit=st.sampled_from(["gradual", "whole"]),
        seated_holds=st.sampled_from([frozenset(), frozenset({"call"}), frozenset({"call", "fullscreen"})]),
        **calendar,
    )


def observations(*, holds: bool = True) -> st.SearchStrategy[Deed]:
    """What a machine sees of the person."""
    hold = st.sampled_from(HOLDS)
    plain: list[st.SearchStrategy[Deed]] = [
        st.just(i.HandsOn()),
        st.just(i.HandsOff()),
        st.sampled_from([i.HandsOn(), i.Locked(), i.Unlocked(), i.PauseMarked()]),
        spans(0, 40).map(Nap),
    ]
    if holds:
        plain += [hold.map(i.HoldBegan), hold.map(i.HoldEnded)]
    return st.one_of(plain)


def commands() -> st.SearchStrategy[i.Command]:
    """What the person says."""
    kind = st.none() | st.sampled_from(NAMES)
    prompt = st.none() | st.none() | st.integers(1, 4)
    span = st.none() | spans(1, 30)
    return st.one_of(
        st.builds(i.Start, kind, prompt),
        st.builds(i.Start),
        st.builds(i.Snooze, span, prompt),
        st.builds(i.Skip, prompt),
        st.builds(i.Pause, span),
        st.sampled_from([i.Finish(), i.Abandon(), i.Resume(), i.BreakPause(), i.BreakResume()]),
    )


def days(deeds: st.SearchStrategy[Deed] | None = None) -> st.SearchStrategy[list[Step]]:
    """What happens, with the spans between."""
    if deeds is None:
        deeds = observations() | commands()
    return st.lists(st.tuples(spans(0, 40), deeds), min_size=1, max_size=20)


@dataclass
class Desk:
    """An engine and its two clocks in virtual time."""

    rules: Rules
    start: datetime = START
    boot: int = 0
    offset: int = 0
    said: list[Event] = field(default_factory=list)
    watch: Callable[[list[Event]], None] = lambda _: None

    def __post_init__(self) -> None:
        self.offset = epoch_micros(self.start)
        self.engine = Engine(self.rules, self.now)
        self.hear(self.engine.handle(i.HandsOn(), self.now))

    @property
    def now(self) -> Instant:
        """This moment on both clocks."""
        assert self.start.tzinfo is not None
        return Instant(self.boot, wall_time(self.boot + self.offset, self.start.tzinfo))

    def hear(self, events: list[Event]) -> None:
        """Take what the engine said."""
        self.said += events
        self.watch(events)

    def give(self, given: i.Input) -> None:
        """Tell the engine something now."""
        self.hear(self.engine.handle(given, self.now))

    def punctually(self, to: int) -> None:
        """Let time pass, waking the engine whenever it asks for it."""
        while (at := self.engine.wake_at()) <= to:
            assert at >= self.boot, "asks to be woken in the past"
            before = self.engine.save() if at == self.boot else None
            self.boot = at
            self.give(i.Tick())
            assert before is None or self.engine.save() != before, "asks to be woken and then does nothing"
        self.boot = to

    def do(self, deed: Deed) -> None:
        """Whatever a step says."""
        if isinstance(deed, Nap):
            since, self.boot = self.boot, self.boot + deed.span
            self.give(i.Slept(since))
        elif isinstance(deed, ClockStep):
            self.offset += deed.span
            self.give(i.Tick())
        else:
            self.give(deed)

    def live(self, steps: list[Step]) -> list[Said]:
        """Live through all of it punctually, and a minute more."""
        for span, deed in steps:
            self.punctually(self.boot + span)
            self.do(deed)
        self.punctually(self.boot + 60 * SECOND)
        self.give(i.Tick())
        return list(self.spoken())

    def spoken(self) -> Iterator[Said]:
        """What was said, to compare."""
        return ((event.at, event.name, tuple(event.written().items())) for event in self.said)
