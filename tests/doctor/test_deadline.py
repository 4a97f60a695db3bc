"""Nothing the doctor asks can hold it up, and nothing that fails hides the rest."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence

import pytest

from deskbreak.doctor.deadline import in_thread, together
from deskbreak.doctor.report import Check, works

GOOD = works("files", "log", "fine")


async def good() -> Sequence[Check]:
    return [GOOD]


async def hung() -> Sequence[Check]:
    await asyncio.Event().wait()
    return []


async def broken() -> Sequence[Check]:
    raise RuntimeError("no such thing")


async def test_a_group_that_hangs_is_a_trouble_and_the_others_are_told() -> None:
    found = await together([("holds", hung), ("files", good)], deadline_seconds=0.01)
    assert [(check.group, check.status) for check in found] == [("holds", "trouble"), ("files", "works")]
    assert found[0].found == "no answer within 0.01 s"


async def test_a_group_that_breaks_is_a_trouble_and_the_others_are_told() -> None:
    found = await together([("cues", broken), ("files", good)])
    assert [(check.name, check.found) for check in found] == [("cues", "RuntimeError: no such thing"), ("log", "fine")]


async def test_a_blocking_call_runs_in_a_thread_and_its_answer_or_error_comes_back() -> None:
    assert await in_thread(lambda: threading.current_thread().name) == "doctor"
    with pytest.raises(ZeroDivisionError):
        await in_thread(lambda: 1 // 0)


async def test_a_blocking_call_that_hangs_is_left_behind() -> None:
    release = threading.Event()

    async def ask() -> Sequence[Check]:
        await in_thread(release.wait)
        return []

    found = await together([("files", ask)], deadline_seconds=0.01)
    release.set()
    assert found[0].status == "trouble"
