"""A snapshot of the service as typed values, carried forward by the screen's own clock.

The service sends a snapshot when something changes; between two of them the screen counts by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from deskbreak.tui import effort, week, wishes
from deskbreak.tui.draw.ink import plain
from deskbreak.tui.routine import Routine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deskbreak.tui.effort import Effort
    from deskbreak.tui.week import Week
    from deskbreak.tui.wishes import Wishes

STATES: Final = frozenset({"sitting", "due", "snoozed", "break", "away", "held", "paused", "off"})


@dataclass(frozen=True)
class Today:
    """What the day has brought so far."""

    taken: int = 0
    partial: int = 0
    skipped: int = 0
    natural: int = 0
    missed: int = 0
    longest_bout_seconds: float = 0.0


@dataclass(frozen=True)
class Resting:
    """The break being taken, and the routine it runs, if any."""

    kind: str
    length_seconds: float
    rested_seconds: float
    is_paused: bool
    routine: Routine | None

    @property
    def left_seconds(self) -> float:
        """Rest still to come."""
        return max(0.0, self.length_seconds - self.rested_seconds)


@dataclass(frozen=True)
class Moment:
    """Everything a screen shows, at one instant."""

    at: datetime
    state: str
    kind: str
    length_seconds: float
    left_seconds: float | None
    whole_seconds: float
    sitting_seconds: float
    is_accruing: bool
    kinds: tuple[str, ...]
    owed: tuple[str, ...]
    holds: tuple[str, ...]
    hold_details: tuple[str, ...]
    prompt: int | None
    snoozes_left: int | None
    snooze_seconds: float
    is_snooze: bool
    """Whether the owed break was put off by a snooze, and not by a break that ended too early."""
    is_skip_allowed: bool
    paused_until: str
    away_seconds: float | None
    resting: Resting | None
    presence: str
    notifier: str
    problems: tuple[str, ...]
    today: Today
    week: Week | None
    effort: Effort
    wishes: Wishes
    is_set_up: bool
    """Whether the person was ever asked about their body, or has said something of it."""

    @property
    def is_owing(self) -> bool:
        """Whether a break is waiting to be answered or taken."""
        return bool(self.owed) or self.state in ("due", "snoozed", "break")

    def after(self, seconds: float) -> Moment:
        """This moment carried forward, as if nothing happened since."""
        sat = seconds if self.is_accruing else 0.0
        runs = self.is_accruing or self.state == "snoozed"
        left = self.left_seconds
        return replace(
            self,
            at=self.at + timedelta(seconds=seconds),
            sitting_seconds=self.sitting_seconds + sat,
            left_seconds=max(0.0, left - seconds) if left is not None and runs else left,
            away_seconds=None if self.away_seconds is None else self.away_seconds + seconds,
            resting=_rested(self.resting, seconds),
        )


@dataclass(frozen=True)
class Reading:
    """A moment and the screen's clock when it came."""

    moment: Moment
    received_at: float

    def at(self, now: float) -> Moment:
        """The moment as it is at `now` on the screen's clock."""
        return self.moment.after(max(0.0, now - self.received_at))


def read(snapshot: Mapping[str, Any]) -> Moment:
    """The typed moment of a status snapshot; what is missing or odd takes a harmless value."""
    state = snapshot.get("state")
    kinds = {plain(kind.get("name"), 24): kind for kind in snapshot.get("kinds") or ()}
    owed = tuple(plain(kind, 24) for kind in snapshot.get("owed") or ())
    upcoming = snapshot.get("next") or {}
    kind = _kind(plain(upcoming.get("kind") or "", 24), owed, kinds)
    return Moment(
        at=_instant(snapshot.get("at")),
        state=state if state in STATES else "sitting",
        kind=kind,
        length_seconds=_number(kinds.get(kind, {}).get("length_seconds")),
        left_seconds=_left(snapshot, upcoming),
        whole_seconds=_whole(snapshot, kinds.get(kind, {})),
        sitting_seconds=_number(snapshot.get("sitting_seconds")),
        is_accruing=bool(snapshot.get("accruing")),
        kinds=tuple(kinds),
        owed=owed,
        holds=tuple(plain(hold, 40) for hold in snapshot.get("holds") or ()),
        hold_details=tuple(plain(said, 80) for said in (snapshot.get("hold_details") or {}).values()),
        prompt=snapshot.get("prompt"),
        snoozes_left=snapshot.get("snoozes_left"),
        snooze_seconds=_number(snapshot.get("snooze_seconds"), 300.0),
        is_snooze=snapshot.get("snoozed_because") in (None, "snoozed"),
        is_skip_allowed=bool(snapshot.get("skip_allowed", True)),
        paused_until=str(snapshot.get("paused_until") or ""),
        away_seconds=snapshot.get("away_seconds"),
        resting=_resting(snapshot),
        presence=_name((snapshot.get("presence") or {}).get("source")),
        notifier=_name(snapshot.get("notifier")),
        problems=tuple(plain(p) for key in ("config_problems", "problems") for p in snapshot.get(key) or ()),
        today=_today(snapshot.get("today") or {}),
        week=week.read(snapshot.get("week")),
        effort=effort.read(snapshot.get("effort")),
        wishes=wishes.read(snapshot.get("screen") or {}),
        is_set_up=snapshot.get("set_up") is not False,
    )


def _number(value: object, default: float = 0.0) -> float:
    return float(value) if isinstance(value, int | float) else default


def _name(of_part: object) -> str:
    """The name of a source or notifier; blank where there is none."""
    name = plain(of_part or "", 20)
    return "" if name == "none" else name


def _instant(stamp: object) -> datetime:
    try:
        instant = datetime.fromisoformat(str(stamp))
    except ValueError:
        return datetime.now().astimezone()
    return instant if instant.tzinfo else instant.astimezone()


def _kind(upcoming: str, owed: tuple[str, ...], kinds: Mapping[str, Mapping[str, Any]]) -> str:
    """What comes next: the longest of what is owed, else what falls due first."""
    if not owed:
        return upcoming
    return max(owed, key=lambda name: _number(kinds.get(name, {}).get("length_seconds")))


def _left(snapshot: Mapping[str, Any], upcoming: Mapping[str, Any]) -> float | None:
    ends = snapshot.get("snooze_ends_in_seconds")
    if snapshot.get("state") == "snoozed" and ends is not None:
        return _number(ends)
    due = upcoming.get("due_in_seconds")
    return None if due is None else _number(due)


def _whole(snapshot: Mapping[str, Any], kind: Mapping[str, Any]) -> float:
    """The span the ring stands for: a snooze's, else the kind's."""
    if snapshot.get("state") == "snoozed":
        ends = _number(snapshot.get("snooze_ends_in_seconds"))
        return max(ends, _number(snapshot.get("snooze_seconds"), 300.0))
    return _number(kind.get("every_seconds")) or 1800.0


def _resting(snapshot: Mapping[str, Any]) -> Resting | None:
    rest = snapshot.get("break")
    if not rest:
        return None
    routine = snapshot.get("routine")
    return Resting(
        kind=plain(rest.get("kind") or "", 24),
        length_seconds=_number(rest.get("length_seconds")),
        rested_seconds=_number(rest.get("rested_seconds")),
        is_paused=bool(rest.get("paused")),
        routine=Routine.read(routine) if routine and routine.get("steps") else None,
    )


def _rested(resting: Resting | None, seconds: float) -> Resting | None:
    if resting is None or resting.is_paused:
        return resting
    return replace(
        resting,
        rested_seconds=min(resting.length_seconds, resting.rested_seconds + seconds),
        routine=resting.routine.after(seconds) if resting.routine else None,
    )


def _today(today: Mapping[str, Any]) -> Today:
    counts = {name: int(_number(today.get(name))) for name in ("taken", "partial", "skipped", "natural", "missed")}
    return Today(longest_bout_seconds=_number(today.get("longest_bout_seconds")), **counts)
