"""A prompt that waits for a pause, and the end of a command in a shell that is one."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from deskbreak.service.waiting import WaitingFile
from tests.service.world import World

SETTINGS = """
[prompt]
wait_for_pause = "15s"
warn_before = "0s"
[[breaks]]
name = "move"
every = "30m"
length = "1m"
"""


@pytest.fixture
async def patient(tmp_path: Path) -> AsyncIterator[World]:
    """A service whose prompts wait for fifteen seconds without input."""
    made = World(tmp_path)
    made.config.write_text(SETTINGS)
    made.waiting.touch()
    await made.boot()
    yield made
    if not made.alarm.stopped:
        await made.shut_down()


async def test_the_file_is_there_exactly_while_a_prompt_waits(patient: World) -> None:
    assert not patient.waiting.exists(), "one that a killed service left goes at the start"
    await patient.pass_time(1799)
    assert not patient.waiting.exists()
    await patient.pass_time(2)
    assert patient.waiting.exists()
    assert patient.notifier.shown == {}
    await patient.pass_time(120)
    assert not patient.waiting.exists()
    assert patient.state == "due"


async def test_a_mark_lets_the_waiting_prompt_come_at_once(patient: World) -> None:
    await patient.pass_time(1805)
    assert patient.notifier.shown == {}
    await patient.call("mark")
    assert patient.notifier.shown
    assert not patient.waiting.exists()


async def test_a_mark_without_a_waiting_prompt_changes_nothing(patient: World) -> None:
    await patient.pass_time(1000)
    before = patient.service.engine.save()
    await patient.call("mark")
    assert patient.service.engine.save() == before
    await patient.pass_time(805)
    await patient.call("mark")
    await patient.call("mark")
    assert len(patient.notifier.history) == 1


async def test_a_call_that_has_begun_is_seen_before_the_marked_prompt(patient: World) -> None:
    await patient.pass_time(1805)
    patient.call_probe.detail = "microphone in use by firefox"
    await patient.call("mark")
    assert patient.notifier.shown == {}
    assert patient.state == "held"
    assert not patient.waiting.exists()


@pytest.mark.parametrize("method", ["start", "snooze", "skip"])
async def test_an_answer_ends_the_wait(patient: World, method: str) -> None:
    await patient.pass_time(1805)
    await patient.call(method)
    assert not patient.waiting.exists()


async def test_a_service_that_stops_leaves_no_file(patient: World) -> None:
    await patient.pass_time(1805)
    await patient.shut_down()
    assert not patient.waiting.exists()


def test_a_folder_that_cannot_be_written_to_is_told_and_no_more(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    sign = WaitingFile(tmp_path / "not there" / "waiting")
    sign.show(True)
    sign.show(True)
    sign.remove()
    assert caplog.text.count("No such file or directory") == 1
