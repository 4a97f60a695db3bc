"""An onlooker who asks why at every moment and checks each fact against the machine, and against what comes of it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from deskbreak.engine import events as e
from deskbreak.engine import inputs as i
from deskbreak.engine.calendar import epoch_micros
from deskbreak.engine.engine import Engine
from deskbreak.engine.machine import Machine
from deskbreak.engine.values import SECOND, Instant, micros
from deskbreak.why import facts as f
from deskbreak.why.answer import explain
from deskbreak.why.engine import engine_facts
from deskbreak.why.words import sentences

FactT = TypeVar("FactT", bound=f.Fact)
DETAILS = {"call": "microphone in use by firefox"}
SNAPSHOT: dict[str, Any] = {"presence": {"source": "x11", "idle_seconds": 12.0}, "notifier": "dbus"}


def all_of(facts: Iterable[f.Fact], kind: type[FactT]) -> list[FactT]:
    return [fact for fact in facts if isinstance(fact, kind)]


def one_of(facts: Iterable[f.Fact], kind: type[FactT]) -> FactT | None:
    found = all_of(facts, kind)
    assert len(found) <= 1, f"{kind.__name__} is told twice"
    return found[0] if found else None


class Onlooker:
    """Hears every event and is shown the engine after each input."""

    def __init__(self) -> None:
        self.away_since: int | None = None
        self.last_absence: tuple[int, int] | None = None
        self.had: dict[str, float] | None = None

    def hear(self, events: Sequence[e.Event]) -> None:
        for event in events:
            if isinstance(event, e.Away):
                self.away_since, self.had = event.since, None
            elif isinstance(event, e.Returned):
                self.last_absence = (event.at - event.absent, event.at)
                self.away_since = None
            elif isinstance(event, e.Missed | e.BreakSkipped | e.HoursEnded | e.HoursStarted):
                self.had = None

    def look(self, engine: Engine, *, goes_on: bool = False) -> None:
        """Check all the facts; with `goes_on` also what they foretell."""
        m, view = engine.machine, engine.view()
        facts = list(engine_facts(m, DETAILS))
        self.check_prompting(m, facts)
        assert [(fact.kind, micros(fact.seated_seconds)) for fact in all_of(facts, f.Clock)] == [
            (kind.name, round_to_millis(clock)) for kind, clock in view.clocks
        ]
        assert tuple(fact.kind for fact in all_of(facts, f.Owed)) == view.owed
        assert all(boot(m, fact.since) <= m.now for fact in all_of(facts, f.Owed))
        self.check_holds(m, facts)
        self.check_absences(m, facts)
        self.check_the_rest(m, facts)
        said = sentences(facts, m.wall())
        assert said
        assert all(text.isprintable() and text.endswith(".") for text in said)
        answer = explain(m, SNAPSHOT)
        assert answer["state"] == view.state
        assert json.loads(json.dumps(answer, allow_nan=False)) == answer
        if goes_on:
            foretold(engine, facts)

    def check_prompting(self, m: Machine, facts: list[f.Fact]) -> None:
        shown, kept = one_of(facts, f.Prompted), one_of(facts, f.NotPrompted)
        assert (shown is None) != (kept is None)
        if shown is not None:
            assert m.prompt is not None
            assert (shown.kind, shown.prompt) == (m.prompt.kind, m.prompt.number)
            assert m.target() is not None
            assert not m.holds, "asked for under a hold"
            return
        assert kept is not None
        assert kept.reasons, "no prompt, and no reason for it"
        truth = {
            "in_break": m.rest is not None,
            "off": not m.is_open,
            "away": m.away_since is not None,
            "awaiting_input": m.awaits_input,
            "not_due": not m.tally.owed(m.now),
            "snoozed": m.quiet_until is not None,
            "held": bool(m.holds),
            "waiting_for_pause": one_of(facts, f.WaitingForPause) is not None,
        }
        assert set(kept.reasons) == {reason for reason, holds in truth.items() if holds}

    def check_holds(self, m: Machine, facts: list[f.Fact]) -> None:
        told = [fact.reason for fact in all_of(facts, f.Hold)]
        assert set(told) == set(m.holds) - {"paused"}
        assert all(boot(m, fact.since) <= m.now for fact in all_of(facts, f.Hold))
        assert all(fact.detail == DETAILS.get(fact.reason, "") for fact in all_of(facts, f.Hold))
        paused = one_of(facts, f.Paused)
        assert (paused is not None) == ("paused" in m.holds)

    def check_absences(self, m: Machine, facts: list[f.Fact]) -> None:
        away, last = one_of(facts, f.Away), one_of(facts, f.Absence)
        assert (away and boot(m, away.since)) == self.away_since
        assert (last and (boot(m, last.since), boot(m, last.until))) == self.last_absence
        if away is not None and m.is_open:
            given = dict(away.gave_back)
            had = {fact.kind: fact.seated_seconds + given[fact.kind] for fact in all_of(facts, f.Clock)}
            self.had = self.had or had
            assert all(abs(had[kind] - self.had.get(kind, had[kind])) < 0.01 for kind in had)

    def check_the_rest(self, m: Machine, facts: list[f.Fact]) -> None:
        view = Engine.view(_as_engine(m))
        in_break, coming = one_of(facts, f.InBreak), one_of(facts, f.Coming)
        assert (in_break and in_break.kind) == (view.break_kind and view.break_kind.name)
        if view.next_kind is not None and not view.owed:
            assert coming is not None
            assert (coming.kind, round(coming.due_in_seconds, 3)) == (view.next_kind, millis(view.next_due_in))
        else:
            assert coming is None
        quiet = one_of(facts, f.Quiet)
        assert (quiet and boot(m, quiet.until)) == view.quiet_until
        assert (one_of(facts, f.AwaitingInput) is not None) == m.awaits_input
        assert (one_of(facts, f.Hours) is not None) == (m.rules.hours is not None)
        sitting = one_of(facts, f.Sitting)
        assert sitting is not None
        assert (sitting.sitting_seconds, sitting.is_running) == (millis(view.sitting), view.is_accruing)


def foretold(engine: Engine, facts: list[f.Fact]) -> None:
    """Take away what is said to stand in the way, in a copy of the world: then, and only then, a break is asked for."""
    kept = one_of(facts, f.NotPrompted)
    remedy: dict[tuple[str, ...], Callable[[Engine], list[e.Event]]] = {
        ("held",): _release,
        ("awaiting_input",): lambda it: it.handle(i.HandsOn(), _now(it)),
        ("snoozed",): _when_quiet_ends,
        ("not_due",): lambda it: _when_due(it, facts),
    }
    if kept is None or kept.reasons not in remedy or engine.rules.wait_for_pause:
        return
    events = remedy[kept.reasons](copy.deepcopy(engine))
    names = [event.name for event in events]
    changed = {"break_due", "missed", "away", "hours_ended"}
    assert changed & set(names), f"{kept.reasons} was taken away, and then came {names}"


def _release(engine: Engine) -> list[e.Event]:
    events: list[e.Event] = []
    for reason in list(engine.machine.holds):
        assert not any(event.name == "break_due" for event in events), "a hold was told that held nothing"
        ends = i.Resume() if reason == "paused" else i.HoldEnded(reason)
        events += engine.handle(ends, _now(engine))
    return events


def _when_quiet_ends(engine: Engine) -> list[e.Event]:
    until = engine.machine.quiet_until
    assert until is not None
    before = engine.handle(i.Tick(), _now(engine, until - 1))
    assert all(event.name != "break_due" for event in before)
    return before + engine.handle(i.Tick(), _now(engine, until))


def _when_due(engine: Engine, facts: list[f.Fact]) -> list[e.Event]:
    coming = one_of(facts, f.Coming)
    assert coming is not None
    assert coming.due_at is not None, "nothing stands in the way, and no time is named"
    due_at = boot(engine.machine, coming.due_at)
    events = engine.handle(i.Tick(), _now(engine, due_at))
    assert [(event.kind, event.at) for event in events if isinstance(event, e.BreakDue)] in (
        [],
        [(coming.kind, due_at)],
    )
    return events


def _now(engine: Engine, at: int | None = None) -> Instant:
    m = engine.machine
    return Instant(m.now, m.wall()).later(0 if at is None else at - m.now)


def _as_engine(m: Machine) -> Any:
    return type("Seen", (), {"machine": m})()


def boot(m: Machine, at: datetime) -> int:
    return epoch_micros(at) - m.epoch_offset


def millis(span: int) -> float:
    return round(span / SECOND, 3)


def round_to_millis(span: int) -> int:
    return micros(millis(span))
