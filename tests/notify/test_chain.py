"""The chain: over to the next notifier, back again, answers and closings to whom they belong; and the trial."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from deskbreak.errors import NotifyFailed
from deskbreak.notify.chain import Chain, automatic, make_chain
from deskbreak.notify.port import Answer, Closed, Notice, OnNews, Returned
from deskbreak.notify.trial import trial
from deskbreak.settings.model import Notify
from tests.notify.conftest import BREAK, Desk, Ears

if TYPE_CHECKING:
    from pathlib import Path


class FakeNotifier:
    """A notifier that works or not as it is told."""

    def __init__(self, name: str, *, works: bool = True) -> None:
        self.name = name
        self.works = works
        self.starts = 0
        self.stopped = False
        self.has_shown = asyncio.Event()
        self.shown: list[tuple[str, str | None]] = []
        self.closed: list[str] = []
        self.on_news: OnNews = lambda _answer: None

    async def start(self, on_news: OnNews) -> None:
        self.starts += 1
        self._work()
        self.on_news = on_news

    async def show(self, notice: Notice, replaces: str | None = None) -> str:
        self._work()
        handle = f"{self.name}{len(self.shown) + 1}"
        self.shown.append((handle, replaces))
        self.has_shown.set()
        return handle

    async def close(self, handle: str) -> None:
        self.closed.append(handle)

    async def stop(self) -> None:
        self.stopped = True

    def press(self, key: str) -> None:
        self.on_news(Answer(self.shown[-1][0], key))

    def _work(self) -> None:
        if not self.works:
            raise NotifyFailed("out of order")


@pytest.fixture
def best() -> FakeNotifier:
    return FakeNotifier("dbus")


@pytest.fixture
def other() -> FakeNotifier:
    return FakeNotifier("terminal")


@pytest.fixture
async def chain(best: FakeNotifier, other: FakeNotifier, ears: Ears) -> Chain:
    made = Chain([best, other])
    assert made.name == "none"
    await made.start(ears)
    return made


async def test_the_first_that_works_is_used_and_the_rest_left_alone(
    chain: Chain, best: FakeNotifier, other: FakeNotifier, ears: Ears
) -> None:
    handle = await chain.show(BREAK)
    best.press("start")
    assert ears.heard == [Answer(handle, "start")]
    assert (chain.name, other.starts) == ("dbus", 0)


async def test_it_goes_over_to_the_next_and_comes_back(chain: Chain, best: FakeNotifier, other: FakeNotifier) -> None:
    first = await chain.show(BREAK)
    best.works = False
    second = await chain.show(BREAK, replaces=first)
    assert (chain.name, other.shown) == ("terminal", [("terminal1", None)])
    best.works = True
    await chain.show(BREAK, replaces=second)
    await chain.stop()
    assert best.shown[-1] == ("dbus2", None)
    assert (best.closed, other.closed) == (["dbus1"], ["terminal1"])


async def test_the_name_says_what_is_in_use_at_every_moment(chain: Chain, best: FakeNotifier) -> None:
    assert chain.name == "dbus"
    best.works = False
    await chain.show(BREAK)
    assert chain.name == "terminal"
    best.works = True
    await chain.show(BREAK)
    assert chain.name == "dbus"


async def test_the_same_notifier_replaces_its_own(chain: Chain, best: FakeNotifier) -> None:
    first = await chain.show(BREAK)
    await chain.show(BREAK, replaces=first)
    assert best.shown[-1] == ("dbus2", "dbus1")
    assert best.closed == []


async def test_one_that_did_not_start_is_started_when_it_is_needed(ears: Ears) -> None:
    best, other = FakeNotifier("dbus", works=False), FakeNotifier("terminal")
    chain = Chain([best, other])
    await chain.start(ears)
    assert chain.name == "terminal"
    best.works = True
    await chain.show(BREAK)
    best.press("skip")
    assert (chain.name, ears.heard[0].key) == ("dbus", "skip")


async def test_when_none_works_starting_is_no_failure_but_showing_is(
    chain: Chain, best: FakeNotifier, other: FakeNotifier, ears: Ears
) -> None:
    best.works = other.works = False
    await Chain([best]).start(ears)
    with pytest.raises(NotifyFailed, match=r"dbus: out of order; terminal: out of order"):
        await chain.show(BREAK)
    assert chain.name == "none"


async def test_closing_goes_to_the_one_that_shows_it(chain: Chain, best: FakeNotifier, other: FakeNotifier) -> None:
    first = await chain.show(BREAK)
    best.works = False
    second = await chain.show(BREAK)
    for handle in (first, second, "nonsense", "7/x", ""):
        await chain.close(handle)
    assert (best.closed, other.closed) == (["dbus1"], ["terminal1"])


async def test_stopping_stops_what_was_started(chain: Chain, best: FakeNotifier, other: FakeNotifier) -> None:
    await chain.stop()
    assert (best.stopped, other.stopped, chain.name) == (True, False, "none")


def names(chain: Chain) -> list[str]:
    return [notifier.name for notifier in chain._notifiers]


def test_the_settings_pick_and_order_the_notifiers(tmp_path: Path) -> None:
    for backends, expected in (
        ("auto", ["dbus", "terminal", "null"]),
        (("terminal", "dbus"), ["terminal", "dbus"]),
        (("plyer", "null"), ["plyer", "null"]),
    ):
        settings = Notify(backends=backends)  # type: ignore[arg-type]
        assert names(make_chain(settings, {}, tmp_path, platform="linux")) == expected


def test_notifications_turned_off_are_the_null_notifier(tmp_path: Path) -> None:
    assert names(make_chain(Notify(enabled=False), {}, tmp_path)) == ["null"]


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_plyer_comes_first_where_there_is_no_dbus(platform: str) -> None:
    assert automatic(platform) == ("plyer", "terminal", "null")


async def test_with_no_bus_and_no_terminal_nothing_is_shown_and_it_says_null(tmp_path: Path, ears: Ears) -> None:
    chain = make_chain(Notify(), {"XDG_RUNTIME_DIR": str(tmp_path)}, tmp_path, platform="linux")
    await chain.start(ears)
    await chain.show(BREAK)
    assert chain.name == "null"
    await chain.stop()


async def test_the_return_of_a_way_is_told_where_it_is_no_worse_than_the_one_in_use(
    chain: Chain, best: FakeNotifier, other: FakeNotifier, ears: Ears
) -> None:
    handle = await chain.show(BREAK)
    best.on_news(Returned())
    best.works = False
    await chain.show(BREAK)
    best.on_news(Returned())
    best.works = True
    await chain.show(BREAK)
    other.on_news(Returned())
    best.on_news(Closed("dbus1"))
    assert ears.other == [Returned(), Returned(), Closed(handle)]


async def test_a_trial_returns_what_was_pressed_and_takes_the_notice_away(best: FakeNotifier) -> None:
    running = asyncio.create_task(trial(Chain([best]), 5))
    await best.has_shown.wait()
    best.on_news(Answer("an older one", "skip"))
    best.press("snooze")
    result = await running
    assert (result.backend, result.answerable, result.key) == ("dbus", True, "snooze")
    assert best.stopped


async def test_a_trial_ends_when_its_popup_is_closed_and_says_so(best: FakeNotifier) -> None:
    running = asyncio.create_task(trial(Chain([best]), 60))
    await best.has_shown.wait()
    best.on_news(Closed("an older one"))
    best.on_news(Closed(best.shown[-1][0]))
    result = await asyncio.wait_for(running, 5)
    assert (result.key, result.is_closed) == ("", True)


async def test_an_answer_right_behind_the_closing_counts(best: FakeNotifier) -> None:
    running = asyncio.create_task(trial(Chain([best]), 60))
    await best.has_shown.wait()
    best.on_news(Closed(best.shown[-1][0]))
    best.press("skip")
    result = await running
    assert (result.key, result.is_closed) == ("skip", False)


async def test_a_trial_that_nobody_answers_ends_at_its_deadline(best: FakeNotifier) -> None:
    result = await trial(Chain([best]), 0.01)
    assert (result.answerable, result.key) == (True, "")
    assert best.stopped


async def test_a_trial_does_not_wait_where_there_are_no_buttons(other: FakeNotifier) -> None:
    async with asyncio.timeout(1):
        result = await trial(Chain([other]), 60)
    assert (result.backend, result.answerable, result.key) == ("terminal", False, "")


async def test_a_trial_on_no_notifier_is_a_failure(best: FakeNotifier) -> None:
    best.works = False
    with pytest.raises(NotifyFailed):
        await trial(Chain([best]), 5)
    assert not best.stopped  # never started


@pytest.mark.live
async def test_a_trial_on_a_real_desk(desk: Desk, tmp_path: Path) -> None:
    chain = make_chain(Notify(), desk.environ, None, platform="linux")
    running = asyncio.create_task(trial(chain, 5))
    await desk.shows(1)
    await desk.press("snooze")
    result = await running
    assert (result.backend, result.key) == ("dbus", "snooze")
    await desk.shows(0)


@pytest.mark.live
async def test_a_hung_desk_is_left_for_the_next_way_and_taken_up_again(desk: Desk, tmp_path: Path, ears: Ears) -> None:
    chain = make_chain(Notify(), desk.environ, tmp_path, platform="linux")
    chain._notifiers[0]._deadline = 0.2  # type: ignore[attr-defined]
    await chain.start(ears)
    first = await chain.show(BREAK)
    await desk.hang()
    second = await chain.show(BREAK, replaces=first)
    assert chain.name == "null"
    await desk.thaw()
    await desk.shows(0)
    await chain.show(BREAK, replaces=second)
    await desk.shows(1)
    assert chain.name == "dbus"
    await chain.stop()
    await desk.shows(0)
