"""Without colour (NO_COLOR) nothing is lost: what it tells apart is told apart by sign, weight or reverse as well."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest
from rich.color import ColorType

from deskbreak.figure.cells import STYLES
from deskbreak.tui.draw import calendar, dayline, gauge, steps
from deskbreak.tui.draw.ink import plain_text
from deskbreak.tui.records.section import OUTCOMES
from deskbreak.tui.widgets.figure import Figure, Scene
from tests.tui.drawn import signs
from tests.tui_scenes import opened, scenes

if TYPE_CHECKING:
    from textual.app import App

SIZE: Final = (80, 24)
CHOICES: Final = {
    "dashboard-due": ("tab", "tab"),
    "snooze": ("down", "down"),
    "quit-owing": ("tab",),
    "setup-tight": ("down", "down"),
    "settings": ("down", "down"),
    "library": ("down", "down"),
    "palette": ("down", "down"),
}
"""Scenes with something to choose, and keys that choose something else there, one after the other."""


@pytest.fixture(autouse=True)
def _without_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")


def seen(app: App[int]) -> frozenset[tuple[object, ...]]:
    """What can be seen without colour: every sign, its place, and whether it is bold, underlined, reversed or dim."""
    return frozenset(
        (cell.x, cell.y, cell.sign, cell.style.bold, cell.style.underline, cell.style.reverse, cell.style.dim)
        for cell in signs(app)
    )


@pytest.mark.parametrize("name", CHOICES)
async def test_what_is_chosen_is_seen(name: str) -> None:
    async with opened(scenes()[name], SIZE) as pilot:
        pictures = [seen(pilot.app)]
        for key in CHOICES[name]:
            await pilot.press(key)
            await pilot.pause()
            pictures.append(seen(pilot.app))
        assert len({*pictures}) == len(pictures)
        assert {color.type for cell in signs(pilot.app) for color in (cell.ink, cell.ground) if color} <= {
            ColorType.DEFAULT
        }


def test_the_parts_of_a_day_have_signs_of_their_own() -> None:
    day = dayline.Day((), 12 * dayline.HOUR)
    told = [("bout", ""), ("hold", "call"), ("break", "taken"), ("break", "partial"), ("break", "skipped")]
    drawn = [dayline.Part(what, 9 * dayline.HOUR, 11 * dayline.HOUR, detail) for what, detail in told]
    assert len({plain_text(dayline.draw(replace(day, parts=(part,)), 60)) for part in drawn}) == len(told)


def test_how_often_and_how_it_ended_have_signs_of_their_own() -> None:
    assert len({sign for sign, _ in calendar.SHADES}) == len(calendar.SHADES)
    assert len({sign for sign, _, _ in OUTCOMES.values()}) == len(OUTCOMES)


def test_what_is_done_of_a_routine_is_thicker() -> None:
    assert len({plain_text((steps.draw((30, 30), done, 20),)) for done in (0, 15, 30, 60)}) == 4


@pytest.mark.parametrize("style", STYLES)
async def test_what_is_stretched_stands_out_from_the_body(style: str) -> None:
    async with opened(scenes()["break-hold"], SIZE) as pilot:
        figure = pilot.app.screen.query_one(Figure)
        for stretch, place in (("butterfly", "floor"), ("split-stance-hip-flexor", "standing")):
            figure.show(Scene(stretch, "left", "hold", place, style=style))
            used: dict[str, set[str]] = {}
            for y, row in enumerate(figure._drawn().rows):
                for cell, sign in zip(row, figure.render_line(y).text, strict=True):
                    used.setdefault(cell.role, set()).add(sign)
            assert used["target"] == {"▓"}
            assert "▓" not in used["near"] | used.get("far", set())


def test_a_clock_that_stands_is_drawn_otherwise() -> None:
    running, standing = (
        plain_text(gauge.draw(gauge.Dial(0.5, "9", "minutes", is_loose=is_loose), 60, 14)) for is_loose in (False, True)
    )
    assert running != standing
    assert Counter(running)["█"] != Counter(standing)["█"]


async def test_a_problem_has_a_sign() -> None:
    async with opened(scenes()["dashboard-problems"], SIZE) as pilot:
        assert [cell for cell in signs(pilot.app) if cell.sign == "!"]
