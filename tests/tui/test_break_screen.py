"""The break is drawn where there is room, follows the routine, and its end says what it was good for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.binding import BindingsMap

from deskbreak.tui.draw import countdown
from deskbreak.tui.draw.gauge import Dial
from deskbreak.tui.draw.ink import Ink, plain_text, width_of
from deskbreak.tui.screens.closing import ClosingScreen
from deskbreak.tui.screens.resting import RestScreen, figure_place
from deskbreak.tui.stack import CLOSING_SECONDS
from deskbreak.tui.widgets.chip import Chip
from deskbreak.tui.widgets.countdown import Countdown
from deskbreak.tui.widgets.figure import WALKING, Figure, Scene
from deskbreak.tui.widgets.guide import whole
from deskbreak.tui.widgets.prose import wrapped
from tests.tui_fakes import HAMSTRING, HIP, STATES, STEPS, resting, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.tui.conftest import Stage

    Staging = Callable[..., AbstractAsyncContextManager[Stage]]

ABOUT = {
    "march": {"region": "warm-up", "why": "A muscle is warmed before it is stretched."},
    HIP["stretch"]: {"region": "front", "why": "Sitting holds the hip flexors short."},
    HAMSTRING["stretch"]: {"region": "back", "why": "Tight hamstrings flatten the low back."},
}
WEEK = {"days": 3, "goal": [3, 5], "regions": {"front": 4, "back": 3, "outer": 0, "inner": 0, "low-back": 1}}
ASKING = {"can_say": True, "said": None, "hold_seconds": 30.0, "level": "usual"}


def told(elapsed: float = 47.0, **wishes: Any) -> dict[str, Any]:
    """A break whose steps say as much as the service's do."""
    steps = [{**step, "place": "standing", "form": "", **ABOUT[step["stretch"]]} for step in STEPS]
    routine = {"total_seconds": 170.0, "index": 1, "elapsed_seconds": elapsed, "steps": steps}
    return resting(elapsed, routine=routine, screen=snapshot()["screen"] | wishes)


def over(**changes: Any) -> dict[str, Any]:
    """The snapshot right after it."""
    return snapshot(week=WEEK, effort=ASKING) | changes


def figure(s: Stage) -> Figure:
    return s.app.screen.query_one(Figure)


def scene(s: Stage) -> Scene:
    shown = figure(s).scene
    assert shown is not None
    return shown


@pytest.mark.parametrize(
    ("size", "place"),
    [((60, 20), "beside"), ((80, 24), "beside"), ((120, 40), "beside"), ((200, 60), "beside"), ((60, 50), "stacked"),
     ((80, 60), "stacked"), ((56, 18), "beside"), ((76, 19), "beside"), ((55, 20), ""), ((76, 17), ""), ((40, 20), ""),
     ((44, 50), "stacked")],
)  # fmt: skip
async def test_the_figure_stands_where_there_is_room_and_is_large_enough(
    stage: Staging, size: tuple[int, int], place: str
) -> None:
    assert figure_place(*size) == place
    async with stage(told(), size=size) as s:
        region = figure(s).region
        assert bool(region.area) == bool(place)
        assert not place or (region.width >= 24 and region.height >= 12)
        assert s.app.screen.query_one(Countdown).region.height >= 5
        for words in ("left side", "Squeeze the left", "next  Split-stance", "2 of 5", "space pause"):
            assert words in s.text
        assert "Avoid: arching" in s.text or size[0] < 60 or size[1] < 20


async def test_in_a_column_the_figure_stands_over_the_words(stage: Staging) -> None:
    assert [figure_place(*size) for size in ((24, 40), (39, 50), (24, 37), (80, 3))] == ["stacked", "stacked", "", ""]
    async with stage(told(), size=(24, 40)) as s:
        assert figure(s).region.size == (22, 12)
        for words in ("left side", "· Squeeze the left", "Avoid: arching", "2:13 left", "f finish"):
            assert words in s.text


async def test_the_figure_follows_the_routine_and_its_seconds(stage: Staging) -> None:
    async with stage(told()) as s:
        assert figure(s).scene == Scene(HIP["stretch"], "left", "hold", "standing")
        assert figure(s)._elapsed() == pytest.approx(11.0)
        await s.advance(19.1)
        assert figure(s).scene == Scene(HIP["stretch"], "right", "change", "standing", is_from_other_side=True)
        assert figure(s)._elapsed() == pytest.approx(0.1)
        await s.advance(104)
        assert figure(s).scene == WALKING
        assert figure(s)._elapsed() == pytest.approx(0.1)


async def test_a_paused_break_holds_the_figure_and_reduced_motion_stills_it(stage: Staging) -> None:
    async with stage(STATES["break-paused"]) as s:
        assert scene(s).is_running is False
        await s.push(told(reduced_motion=True, figure="half"))
        assert scene(s).is_still
        assert scene(s).style == "half"


async def test_the_figure_is_drawn_in_every_theme_and_manner(stage: Staging) -> None:
    async with stage(told()) as s:
        for theme in ("deskbreak", "deskbreak-light", "terminal", "textual-dark", "ansi-light"):
            for style in ("braille", "half", "block"):
                await s.push(told(theme=theme, figure=style))
                assert s.app.theme == theme
                assert scene(s).style == style
                assert any(line.strip() for line in (figure(s).render_line(row).text for row in range(12)))


async def test_where_half_a_cell_cannot_have_its_colour_the_larger_half_has_all(stage: Staging) -> None:
    async with stage(told(theme="terminal", figure="half")) as s:
        drawn = figure(s)._drawn()
        for y, row in enumerate(drawn.rows):
            text = figure(s).render_line(y).text
            lost = [x for x, cell in enumerate(row) if cell.ground == "near"]
            assert all(text[x] == "█" for x in lost)
        assert any(cell.ground == "near" for row in drawn.rows for cell in row)


async def test_a_figure_that_is_not_wanted_is_not_even_made(stage: Staging) -> None:
    for first in (told(figure="off"), STATES["break-plain"]):
        async with stage(first, size=(120, 40)) as s:
            assert not s.app.screen.query(Figure)
            assert not s.app.screen.query_one("#drawn").region.area


async def test_a_routine_that_ends_takes_the_figure_away(stage: Staging) -> None:
    async with stage(told(), size=(120, 40)) as s:
        await s.push(STATES["break-plain"])
        assert figure(s).scene is None
        assert "On your feet" in s.text


async def test_no_step_runs_before_the_first_snapshot(stage: Staging) -> None:
    async with stage(told()) as s:
        s.app.inbox._reading = None
        assert figure(s)._elapsed() == 0.0


async def test_the_form_for_this_person_is_among_the_instructions(stage: Staging) -> None:
    first = told()
    first["routine"]["steps"][2]["form"] = "Take a shorter step."
    async with stage(first, size=(120, 40)) as s:
        assert "· Take a shorter step." in s.text


# -- the countdown and its words


@pytest.mark.parametrize("width", [4, 12, 24, 37, 80])
@pytest.mark.parametrize("height", [1, 2, 4, 6, 9, 13, 30])
def test_the_countdown_keeps_to_its_box(width: int, height: int) -> None:
    for glyphs in ("7", "30", "2:13", "1:02:03"):
        picture = countdown.draw(Dial(0.5, glyphs, "get ready", is_loose=True), width, height)
        assert len(picture) <= height
        assert all(width_of(row) <= width for row in picture if width >= 24)


def test_where_a_ring_would_make_them_small_the_digits_stand_alone_over_a_bar() -> None:
    low = plain_text(countdown.draw(Dial(0.5, "30"), 36, 6)).split("\n")
    assert low[-1] == "━" * 18 + "─" * 18
    assert all(set(line) & set("█▀▄▌▐▛▜▙▟") for line in low[:5])
    assert "█" in plain_text(countdown.draw(Dial(0.5, "30"), 40, 13))
    assert "╍" in plain_text(countdown.draw(Dial(0.5, "30", is_loose=True), 36, 6))


@pytest.mark.parametrize("glyphs", ["7", "48", "1:28", "4:00"])
@pytest.mark.parametrize("box", [(29, 14), (36, 7), (32, 6)])
def test_every_countdown_of_a_break_has_digits_five_rows_high(glyphs: str, box: tuple[int, int]) -> None:
    rows = countdown.draw(Dial(0.5, glyphs), *box)
    assert sum(any(ink.role == "strong" for ink in row) for row in rows) >= 5


async def test_a_paused_break_says_so_without_colour(stage: Staging) -> None:
    async with stage(told()) as s:
        running = s.text
        await s.push(STATES["break-paused"])
        assert "stretch  ·  paused" in s.text
        assert "1 s left" in s.text
        assert "space go on" in s.text
        assert "paused" not in running


def test_words_that_do_not_fit_are_left_out_whole_and_blank_rows_first() -> None:
    lines = (Ink("name"), Ink(""), Ink("one two three"), Ink(""), Ink("last"))
    assert whole(lines, 20, 5) == lines
    assert whole(lines, 20, 3) == (Ink("name"), Ink("one two three"), Ink("last"))
    assert whole(lines, 8, 3) == (Ink("name"), Ink("one two three"))
    assert whole(lines, 8, 1) == (Ink("name"),)


def test_between_things_of_one_kind_all_blank_rows_stay_or_none() -> None:
    lines = (Ink("one"), Ink(""), Ink("two"), Ink(""), Ink("three"))
    assert whole(lines, 20, 5, is_even=True) == lines
    assert whole(lines, 20, 4, is_even=True) == (Ink("one"), Ink("two"), Ink("three"))


def test_what_belongs_to_the_line_before_is_set_in_on_every_row() -> None:
    assert wrapped("  one two three", 9) == ["  one two", "  three"]


# -- the end


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 60)])
async def test_the_end_says_what_it_was_good_for_and_asks_how_it_was(stage: Staging, size: tuple[int, int]) -> None:
    async with stage(told(179.5), size=size) as s:
        await s.push(over())
        for words in (
            "Well done",
            "Front of the hips: split-stance hip flexor",
            "Sitting holds the hip flexors short.",
            "Back of the thighs: standing hamstring",
            "● ● ● ○ ○  3 of 7 days; 3 to 5 is good",
            "How should the next one be?",
            "Easier",
            "Just right",
            "Harder",
        ):
            assert words in s.text
        assert "March" not in s.text
        assert ("inner thighs" in s.text) is (size[1] >= 40)
        assert s.app.screen.max_scroll_y == 0


@pytest.mark.parametrize(("key", "how"), [("1", "easier"), ("2", "right"), ("3", "harder")])
async def test_one_key_says_how_the_next_one_should_be(stage: Staging, key: str, how: str) -> None:
    async with stage(told(179.5)) as s:
        await s.push(over())
        s.control.answers["feedback"] = over(effort=ASKING | {"said": how})
        await s.press(key)
        assert s.control.asked() == [("feedback", {"how": how})]
        assert s.screen == "ClosingScreen"
        assert "Thank you." in s.text
        assert "Just right" not in s.text
        await s.press(key)
        assert s.screen == "Dashboard"
        assert len(s.control.asked()) == 1


async def test_the_answers_can_be_clicked_and_chosen_with_tab(stage: Staging) -> None:
    async with stage(told(179.5)) as s:
        await s.push(over())
        await s.pilot.click("#easier")
        await s.press("tab", "enter")
        assert s.control.asked() == [("feedback", {"how": "easier"}), ("feedback", {"how": "right"})]
        assert s.screen == "ClosingScreen"


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_the_thanks_are_whole_in_every_size(stage: Staging, size: tuple[int, int]) -> None:
    async with stage(told(179.5), size=size) as s:
        await s.push(over(effort=ASKING | {"said": "harder"}))
        assert "Said twice in a row, it gets a little harder." in " ".join(s.text.replace("█", " ").split())


async def test_nothing_is_asked_where_there_is_nothing_to_judge(stage: Staging) -> None:
    async with stage(told(179.5)) as s:
        await s.push(over(effort=ASKING | {"can_say": False}))
        assert "How should" not in s.text
        assert not any(chip.region.area for chip in s.app.screen.query(Chip))


async def test_any_other_key_leads_back(stage: Staging) -> None:
    async with stage() as s:
        for key in ("x", "f", "down", "enter", "escape", "space"):
            await s.push(told(179.5))
            await s.push(over())
            assert s.screen == "ClosingScreen"
            await s.press(key)
            assert s.screen == "Dashboard", key
        assert s.control.asked() == []


async def test_it_goes_by_itself_and_help_is_no_key_to_leave_by(stage: Staging) -> None:
    async with stage(told(179.5)) as s:
        await s.push(over())
        await s.press("question_mark")
        assert s.screen == "HelpDialog"
        await s.press("escape")
        assert s.screen == "ClosingScreen"
        await s.advance(CLOSING_SECONDS + 0.1)
        assert s.screen == "Dashboard"


async def test_what_was_ended_early_is_not_said_to_be_done(stage: Staging) -> None:
    first = told(179.5)
    for step in first["routine"]["steps"]:
        step["cut"] = step["stretch"] == HAMSTRING["stretch"]
    async with stage(first) as s:
        await s.push(over())
        assert "Front of the hips" in s.text
        assert "Back of the thighs" not in s.text


async def test_a_break_on_the_floor_was_not_on_the_feet(stage: Staging) -> None:
    first = told(179.5)
    for step in first["routine"]["steps"]:
        step["place"] = "floor"
    async with stage(first) as s:
        await s.push(over())
        assert "3 minutes of stretching" in s.text


def test_every_key_of_the_break_has_an_id_and_a_tooltip() -> None:
    for owner in (RestScreen, ClosingScreen):
        for _, binding in BindingsMap(owner.BINDINGS):
            assert binding.id, binding
            assert binding.tooltip, binding


@pytest.mark.parametrize("before", ["", "h", "question_mark", "ctrl+p", "q"])
async def test_two_keys_at_most_lead_out_of_a_break_from_anywhere_in_it(stage: Staging, before: str) -> None:
    async with stage(STATES["break"]) as s:
        for state in sorted(name for name in STATES if name.startswith("break")):
            await s.push(STATES[state])
            s.control.calls.clear()
            await s.press(*([before] if before else []))
            await s.press(*(["f"] if s.screen == "RestScreen" else ["escape", "f"]))
            assert ("finish", {}) in s.control.asked(), state


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_the_way_out_is_in_the_row_of_keys_where_there_is_little_room(
    stage: Staging, size: tuple[int, int]
) -> None:
    async with stage(resting(), size=size) as s:
        assert "f finish" in s.text.splitlines()[-1]
        assert "? help" in s.text.splitlines()[-1]


async def test_the_end_shows_the_week_on_a_map_of_the_body_only_where_something_was_stretched(stage: Staging) -> None:
    async with stage(told(179.5)) as s:
        await s.push(over())
        assert "stretched this week" in s.text
        assert "▓" in s.text
    nothing = WEEK | {"days": 0, "regions": {"front": 0, "back": 0}}
    async with stage(told(179.5)) as s:
        await s.push(over(week=nothing))
        assert "stretched this week" not in s.text
        assert s.app.screen.query_one("#gauge").region.area
