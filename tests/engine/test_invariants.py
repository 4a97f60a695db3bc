"""What always holds, whatever happens at the desk: checked against a small model of the world beside the engine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from deskbreak.engine import events as e
from deskbreak.engine import inputs as i
from deskbreak.engine.events import Event
from deskbreak.engine.values import Rules
from tests.engine.desks import HOLDS, ClockStep, Deed, Desk, Nap, bounded, commands, rules, spans

PROMPTING = (e.BreakDue, e.Reminded, e.HeadsUp)
ENDINGS = (e.BreakCompleted, e.BreakEndedEarly, e.BreakAbandoned)


def is_working_time(given_rules: Rules, wall: datetime) -> bool:
    """Whether a moment lies in working hours; ranges here never run over midnight."""
    if given_rules.hours is None:
        return True
    minute = wall.hour * 60 + wall.minute
    return any(start <= minute < end for start, end in given_rules.hours.days[wall.weekday()])


class World:
    """What an onlooker knows from the inputs and from what the engine said."""

    def __init__(self, given_rules: Rules) -> None:
        self.rules = given_rules
        self.lengths = {kind.name: kind.length for kind in given_rules.kinds}
        self.holds: set[str] = set()
        self.hands_on = True
        self.is_locked = False
        self.is_away = False
        self.in_break = False
        self.quiet_until = 0
        self.prompt: int | None = None
        self.owed: set[str] = set()
        self.settled: set[str] = set()

    @property
    def is_present(self) -> bool:
        """Whether there is a sign of the person all the time."""
        return not self.is_locked and (self.hands_on or bool(self.holds & self.rules.seated_holds))

    def hear(self, event: Event) -> None:
        """Check one event against everything known, then learn from it."""
        if isinstance(event, PROMPTING):
            self.check_prompting(event)
        learn: dict[type[Event], Callable[[Any], None]] = {
            e.BreakDue: self.due,
            e.Withdrawn: self.withdrawn,
            e.Paused: lambda _: self.holds.add("paused"),
            e.Resumed: lambda _: self.holds.remove("paused"),
            e.Away: self.away,
            e.Returned: self.returned,
            e.BreakStarted: self.started,
            e.BreakSnoozed: self.snoozed,
            e.BreakSkipped: self.given_up,
            e.Missed: self.given_up,
            e.Rested: self.rested,
            e.BreakCompleted: self.completed,
        }
        learn.get(type(event), lambda _: None)(event)
        if isinstance(event, ENDINGS):
            self.in_break = False

    def check_prompting(self, event: Event) -> None:
        assert not self.is_away, "prompted while away"
        assert not self.holds, "prompted under a hold"
        assert not self.in_break, "prompted in a break"
        assert event.at >= self.quiet_until, "prompted in a snooze"
        assert is_working_time(self.rules, event.wall), "prompted off hours"

    def due(self, event: Any) -> None:
        assert self.prompt is None, "a second prompt beside the one shown"
        self.prompt = event.prompt
        self.settled.discard(event.kind)

    def withdrawn(self, event: Any) -> None:
        assert self.prompt == event.prompt, "withdrew what was not shown"
        self.prompt = None

    def away(self, event: Any) -> None:
        assert not self.is_away
        self.is_away = True

    def returned(self, _: Event) -> None:
        assert self.is_away, "returned from nowhere"
        self.is_away = False

    def started(self, _: Event) -> None:
        assert not self.in_break
        self.in_break, self.prompt, self.quiet_until = True, None, 0

    def snoozed(self, event: Any) -> None:
        self.prompt, self.quiet_until = None, event.at + event.span

    def given_up(self, event: Any) -> None:
        self.prompt, self.quiet_until = None, 0
        self.settle(event.kind, alone=False)

    def rested(self, event: Any) -> None:
        assert self.is_away, "rested without being away"
        if event.owed:
            self.settle(event.kind, alone=True)

    def completed(self, event: Any) -> None:
        for name, length in self.lengths.items():
            if length <= self.lengths[event.kind]:
                self.settled.add(name)

    def settle(self, kind: str, *, alone: bool) -> None:
        """An owed break of `kind` is resolved, with the shorter ones it stands for."""
        assert kind not in self.settled, "resolved a second time"
        for name, length in self.lengths.items():
            if name == kind or (not alone and length <= self.lengths[kind]):
                self.settled.add(name)


class EngineAndWorld(RuleBasedStateMachine):
    """Any order of anything; the engine is woken punctually."""

    @initialize(given_rules=rules())
    def sit_down(self, given_rules: Rules) -> None:
        self.world = World(given_rules)
        self.heard_at = 0
        self.was_accruing = True
        self.desk = Desk(given_rules, watch=self.hear)
        self.seated = 0
        self.silent_since: int | None = None

    def hear(self, events: list[Event]) -> None:
        desk: Desk | None = getattr(self, "desk", None)
        if desk is not None and desk.boot > self.heard_at:
            self.heard_at = desk.boot
            if self.was_accruing:
                self.world.settled.clear()  # by now another break may have fallen due
        for event in events:
            self.world.hear(event)
        if desk is not None:
            self.check_owed(events)

    def check_owed(self, events: list[Event]) -> None:
        """What stops being owed does so for a reason that was told."""
        view, world = self.desk.engine.view(), self.world
        lost = world.owed - set(view.owed)
        reasons = (e.Away, e.Returned, e.BreakCompleted, e.BreakEndedEarly, e.BreakSkipped, e.Missed, e.Rested)
        assert not lost or view.away_since is not None or any(isinstance(event, reasons) for event in events), lost
        world.owed = set(view.owed)
        self.was_accruing = view.is_accruing
        world.settled -= world.owed
        if not world.owed:
            world.quiet_until = 0

    @rule(span=spans(0, 60))
    def let_pass(self, span: int) -> None:
        self.pass_time(self.desk.boot + span)

    def pass_time(self, to: int) -> None:
        before = self.desk.boot
        self.desk.punctually(to)
        self.desk.give(i.Tick())
        self.seated += to - before

    @rule(hands_on=st.booleans())
    def touch(self, hands_on: bool) -> None:
        self.world.hands_on = hands_on
        self.observe(i.HandsOn() if hands_on else i.HandsOff())
        if not hands_on and not self.world.is_locked and self.silent_since is not None:
            self.silent_since = self.desk.boot

    @rule(is_locked=st.booleans())
    def lock(self, is_locked: bool) -> None:
        self.world.is_locked = is_locked
        self.observe(i.Locked() if is_locked else i.Unlocked())

    @rule(reason=st.sampled_from(HOLDS), begins=st.booleans())
    def hold(self, reason: str, begins: bool) -> None:
        (self.world.holds.add if begins else self.world.holds.discard)(reason)
        self.observe(i.HoldBegan(reason) if begins else i.HoldEnded(reason))

    def observe(self, given: i.Input) -> None:
        self.desk.give(given)
        if self.world.is_present:
            self.silent_since = None
        elif self.silent_since is None:
            self.silent_since = self.desk.boot

    @rule(command=commands())
    def say(self, command: i.Command) -> None:
        before = self.desk.engine.save()
        said = len(self.desk.said)
        self.desk.give(command)
        if any(isinstance(event, e.Refused) for event in self.desk.said[said:]):
            assert self.desk.engine.save() == before, "a refused command changed something"

    @rule(span=spans(0, 60))
    def sleep(self, span: int) -> None:
        if self.silent_since is None:
            self.silent_since = self.desk.boot
        self.seated += span
        self.was_accruing = True  # in a sleep too short to be an absence, perhaps only for a part of it
        self.do(Nap(span))
        if self.world.is_present:
            self.silent_since = None

    @rule(span=spans(-300, 300))
    def set_clock(self, span: int) -> None:
        self.do(ClockStep(span))

    def do(self, deed: Deed) -> None:
        self.desk.do(deed)

    @invariant()
    def holds_true(self) -> None:
        if not hasattr(self, "desk"):
            return
        view = self.desk.engine.view()
        assert self.desk.engine.wake_at() >= self.desk.boot
        assert view.prompt == self.world.prompt
        assert (view.away_since is not None) == self.world.is_away
        assert (view.break_kind is not None) == self.world.in_break
        assert set(view.holds) == self.world.holds
        assert 0 <= view.sitting <= self.seated
        for _, clock in view.clocks:
            assert 0 <= clock <= self.seated
        assert not (view.is_accruing and self.is_silent_for_long), "counts an absence as sitting"
        assert not view.is_accruing or is_working_time(self.world.rules, self.desk.now.wall)

    @property
    def is_silent_for_long(self) -> bool:
        if self.silent_since is None:
            return False
        return self.desk.boot - self.silent_since > self.world.rules.away_after


TestEngineAndWorld = EngineAndWorld.TestCase
TestEngineAndWorld.settings = bounded(80)
