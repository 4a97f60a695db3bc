"""The service has the cues of a break played: once, on time, and by what the settings say."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from deskbreak.cues.port import Cue
from deskbreak.errors import DeskbreakError, UsageError
from deskbreak.service.caller import GRACE_SECONDS, Caller, Place
from deskbreak.service.parts import Parts
from deskbreak.settings.model import Cues
from tests.service.world import World


class FakePlayer:
    """Writes down what it is given."""

    def __init__(self, message: str = "") -> None:
        self.message = message
        self.heard: list[Cue] = []
        self.closed = 0

    @property
    def kinds(self) -> list[str]:
        return [cue.kind for cue in self.heard]

    def play(self, cue: Cue) -> None:
        self.heard.append(cue)

    def tidy(self) -> None:
        pass

    def close(self) -> None:
        self.closed += 1


class LoudWorld(World):
    """A world in which somebody listens."""

    player: FakePlayer

    def parts(self) -> Parts:
        parts = super().parts()
        self.player = FakePlayer()
        parts.make_players = lambda settings: [self.player] if settings.speech and not settings.quiet else ()
        return parts


@pytest.fixture
async def loud(tmp_path_factory: pytest.TempPathFactory) -> LoudWorld:
    world = LoudWorld(tmp_path_factory.mktemp("loud"))
    world.config.write_text(world.config.read_text() + "[cues]\nspeech = true\n")
    await world.boot()
    await world.pass_time(1800)
    return world


async def test_a_break_is_heard_from_its_first_step_to_its_end(loud: LoudWorld) -> None:
    await loud.press("start")
    assert loud.player.kinds == ["start"]
    await loud.pass_time(61)
    assert loud.player.kinds[-4:] == ["three", "two", "one", "end"]
    assert loud.player.kinds.count("change") == 2
    assert [cue.text.startswith("Halfway.") for cue in loud.player.heard].count(True) == 2
    await loud.pass_time(GRACE_SECONDS)
    assert loud.player.closed >= 1
    await loud.shut_down()


async def test_a_pause_is_silent_and_nothing_is_repeated_after_it(loud: LoudWorld) -> None:
    await loud.press("start")
    await loud.pass_time(5)
    await loud.call("break_pause")
    before = list(loud.player.kinds)
    await loud.pass_time(120)
    await loud.call("break_resume")
    assert loud.player.kinds == before
    await loud.pass_time(56)
    assert loud.player.kinds[-1] == "end"
    assert loud.player.kinds.count("change") == 2
    await loud.shut_down()


async def test_what_comes_after_a_skipped_or_hurting_step_is_heard_at_once(loud: LoudWorld) -> None:
    await loud.press("start")
    await loud.pass_time(3)
    await loud.call("routine_next")
    assert loud.player.kinds == ["start", "change"]
    await loud.pass_time(10)
    assert loud.player.kinds == ["start", "change", "start"]
    left = loud.player.heard[1].text
    await loud.call("routine_hurts")
    assert loud.player.kinds[3:] == ["change"] or loud.player.kinds[3:] == ["start"]
    assert loud.player.heard[3].text != left
    await loud.shut_down()


async def test_a_break_given_up_is_silent_at_once(loud: LoudWorld) -> None:
    await loud.press("start")
    await loud.pass_time(5)
    await loud.call("abandon")
    assert loud.player.closed >= 1
    assert "end" not in loud.player.kinds
    await loud.shut_down()


async def test_quiet_in_the_settings_silences_a_running_break(loud: LoudWorld) -> None:
    await loud.press("start")
    await loud.call("set", key="cues.quiet", value="true")
    heard = len(loud.player.heard)
    await loud.pass_time(61)
    assert len(loud.player.heard) == heard
    assert loud.player.closed >= 1
    assert loud.service.board.snapshot()["screen"]["bell"] is False
    await loud.shut_down()


async def test_speech_switched_on_in_a_break_says_where_one_is(world: World) -> None:
    player = FakePlayer()
    world.service.caller = Caller(lambda settings: [player] if settings.speech else (), Cues())
    await world.pass_time(1800)
    await world.press("start")
    await world.pass_time(3)
    assert player.kinds == []
    await world.call("set", key="cues.speech", value="true")
    await world.pass_time(10)
    assert player.kinds[0] == "start"


async def test_tones_and_speech_can_be_tried_at_any_time(loud: LoudWorld) -> None:
    assert await loud.call("cues_test", what="speech") == {"what": "speech"}
    assert loud.player.kinds == ["start"]
    await loud.pass_time(GRACE_SECONDS + 1)
    assert loud.player.closed == 1
    loud.player.message = "no voice"
    with pytest.raises(DeskbreakError, match="no voice"):
        await loud.handler.call("cues_test", {"what": "speech"})
    with pytest.raises(UsageError):
        await loud.handler.call("cues_test", {"what": "song"})
    await loud.shut_down()


def place(elapsed: float, session: object = "first") -> Place:
    step = {"kind": "hold", "stretch": "q", "name": "Quad", "side": "left", "seconds": 30, "instructions": []}
    return Place(session, 0.0, lambda: [step], 60, elapsed, is_paused=False)


def test_the_next_instant_is_named_and_none_is_left_out() -> None:
    player = FakePlayer()
    caller = Caller(lambda _: [player], Cues())
    elapsed, waits = 0.0, []
    while (wait := caller.follow(place(elapsed), elapsed)) is not None:
        waits.append(wait)
        elapsed += wait
    assert waits == [15, 12, 1, 1, 1]
    assert player.kinds == ["start", "halfway", "three", "two", "one", "walk"]


def test_what_a_player_complains_of_is_known_after_the_break_too() -> None:
    def players(_: Cues) -> Sequence[FakePlayer]:
        return [FakePlayer("no voice")]

    caller = Caller(players, Cues())
    caller.follow(place(0), 0)
    caller.end(is_completed=False, now_seconds=10)
    assert caller.messages == ["no voice"]
    caller.use(Cues(speech=True))
    assert caller.messages == []
