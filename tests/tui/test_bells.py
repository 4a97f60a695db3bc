"""The bell's patterns, by which cues are told apart unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deskbreak.cues.plan import CHANGE, END, HALFWAY, START, WALK
from deskbreak.tui.bells import cue_of, ring
from deskbreak.tui.routine import Step

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.tui.conftest import Stage

    Staging = Callable[..., AbstractAsyncContextManager[Stage]]


@pytest.mark.parametrize(("cue", "times"), [(CHANGE, [0]), (START, [0, 0.25]), (END, [0, 0.25, 0.5]), (HALFWAY, [])])
async def test_each_cue_has_its_own_rings(
    stage: Staging, monkeypatch: pytest.MonkeyPatch, cue: str, times: list[float]
) -> None:
    rung: list[float] = []
    async with stage() as s:
        monkeypatch.setattr(s.app, "bell", lambda: rung.append(0))
        monkeypatch.setattr(s.app, "set_timer", lambda seconds, _: rung.append(seconds))
        ring(s.app, cue)
    assert rung == times


def test_a_step_begins_with_its_cue() -> None:
    steps = [Step.read({"kind": kind}) for kind in ("change", "hold", "moving", "warm-up")]
    assert [cue_of(step) for step in (*steps, None)] == [CHANGE, START, START, START, WALK]
