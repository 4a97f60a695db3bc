"""What a presence source can say: its newest input, some time ago. And instants that are not what they should be."""

from __future__ import annotations

import pytest

from deskbreak.engine import inputs as i
from deskbreak.engine.engine import Engine
from deskbreak.engine.trace import DEFAULT_START
from deskbreak.engine.values import SECOND, Instant, Rules, shift_wall
from tests.engine.transcript import PLAIN, changed


class Sampled:
    """An engine that is told the newest input every so often."""

    def __init__(self, rules: Rules = PLAIN) -> None:
        self.engine = Engine(rules, self.instant(0))
        self.said: list[tuple[float, str]] = []

    def instant(self, at: float) -> Instant:
        return Instant(round(at * SECOND), shift_wall(DEFAULT_START, round(at * SECOND)))

    def hear(self, at: float, given: i.Input) -> None:
        self.said += [(event.at / SECOND, event.name) for event in self.engine.handle(given, self.instant(at))]

    def sample(self, at: float, newest: float) -> None:
        self.hear(at, i.InputSeen(round(newest * SECOND)))

    def typing(self, start: int, end: int, every: int = 10) -> None:
        for at in range(start, end + 1, every):
            self.sample(at, at)


def test_samples_of_somebody_typing_are_sitting() -> None:
    desk = Sampled()
    desk.typing(0, 1800)
    assert desk.said == [(1800, "break_due")]


def test_an_absence_counts_from_the_newest_input() -> None:
    desk = Sampled()
    desk.typing(0, 1000)
    desk.sample(1010, 1003)
    for at in range(1020, 1140, 10):
        desk.sample(at, 1003)
    assert [at for at, name in desk.said if name == "away"] == [1123]
    assert desk.engine.view().away_since == 1003 * SECOND


def test_the_return_is_the_sample_that_saw_it() -> None:
    desk = Sampled()
    desk.typing(0, 1000)
    desk.hear(1200, i.Tick())
    desk.said.clear()
    desk.sample(1210, 1204)
    assert desk.said == [(1204, "returned")]


def test_a_sample_with_an_old_input_is_no_return() -> None:
    desk = Sampled()
    desk.typing(0, 1000)
    desk.sample(1200, 1000)
    desk.sample(1300, 990)
    assert desk.engine.view().away_since == 1000 * SECOND


def test_an_input_just_before_the_absence_would_have_been_one_keeps_the_sitting() -> None:
    desk = Sampled()
    desk.typing(0, 1000)
    desk.sample(1119, 1111)
    desk.sample(1230, 1111)
    assert desk.said == []
    assert desk.engine.view().sitting == 1230 * SECOND


def test_an_input_behind_a_lock_is_no_sign() -> None:
    desk = Sampled()
    desk.typing(0, 1000)
    desk.hear(1001, i.Locked())
    desk.typing(1010, 1130)
    assert desk.engine.view().away_since == 1000 * SECOND


def test_after_a_break_a_sample_from_before_its_end_does_not_let_the_clocks_run() -> None:
    desk = Sampled()
    desk.typing(0, 100)
    desk.hear(100, i.Start("move"))
    desk.sample(161, 159)
    assert not desk.engine.view().is_accruing
    desk.sample(171, 165)
    assert desk.engine.view().is_accruing
    assert {kind.name: sat for kind, sat in desk.engine.view().clocks}["move"] == 6 * SECOND


def test_waiting_for_a_pause_follows_the_samples() -> None:
    desk = Sampled(changed(PLAIN, {"wait_for_pause": 10 * SECOND}))
    desk.typing(0, 1800, every=5)
    desk.sample(1805, 1804)
    assert desk.said == []
    assert desk.engine.wake_at() == 1814 * SECOND
    desk.hear(1814, i.Tick())
    assert desk.said == [(1814, "break_due")]


def test_an_input_in_the_future_counts_as_now() -> None:
    desk = Sampled()
    desk.sample(100, 5000)
    desk.hear(219, i.Tick())
    assert desk.said == []
    desk.hear(220, i.Tick())
    assert desk.said[0] == (220, "away")


def test_an_instant_before_the_last_one_counts_as_the_last() -> None:
    desk = Sampled()
    desk.typing(0, 1000)
    desk.hear(900, i.Tick())
    desk.sample(900, 900)
    assert desk.engine.view().sitting == 1000 * SECOND


def test_a_sleep_that_begins_in_the_future_or_before_the_last_instant_is_harmless() -> None:
    desk = Sampled()
    desk.typing(0, 1000)
    desk.hear(1050, i.Slept(5000 * SECOND))
    assert desk.engine.view().now == 1050 * SECOND
    desk.hear(1060, i.Slept(10 * SECOND))
    assert desk.engine.view().now == 1060 * SECOND


def test_a_naive_wall_time_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        Instant(0, DEFAULT_START.replace(tzinfo=None))


def test_nobody_ever_seen_is_an_absence_from_the_start() -> None:
    desk = Sampled()
    desk.hear(500, i.Tick())
    assert desk.said == [(120, "away")]
