"""Words from outside may be wide, written from right to left, joined or combining: every row keeps to its width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len
from textual.widgets import Input

from deskbreak.body.questions import form as questions
from deskbreak.errors import DeskbreakError
from deskbreak.routine.files import load_catalogue
from deskbreak.service.library import library
from deskbreak.service.settings_form import form
from deskbreak.settings.load import load
from deskbreak.settings.model import Routine
from deskbreak.tui.draw.dayline import Day, Part, draw
from deskbreak.tui.draw.ink import plain, plain_text, width_of
from deskbreak.tui.records.page import page
from deskbreak.tui.records.reading import read
from deskbreak.tui.widgets.painted import Painted
from tests import habit
from tests.tui_fakes import STEPS, TIMELINE, due, resting, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.tui.conftest import Stage

    Staging = Callable[..., AbstractAsyncContextManager[Stage]]

SIZES = [(60, 20), (80, 24)]
WORDS = {
    "wide": "腰の前側を伸ばすストレッチ、ゆっくりと息を吐きながら行います",
    "right to left": "מתיחת ירך קדמית בעמידה \u202eليس هذا اسما قصيرا\u202c على الإطلاق",
    "emoji": "🧘‍♀️ 👨‍👩‍👧‍👦 stretch 🦵🏽 with 🇩🇪 and ❤️ and more 🧘‍♀️🧘‍♀️🧘‍♀️🧘‍♀️🧘‍♀️🧘‍♀️🧘‍♀️",
    "combining": "Dehnu\u0308ng der Hu\u0308fte " + "e\u0301\u0323" * 40,
    "one long word": "Oberschenkelvorderseitenmuskulaturdehnungsübung" * 3,
    "marked up": "[bold red]Stretch[/] [@click=app.quit]here[/]\x1b[31m\n\ttwo",
}


@pytest.fixture
def too_wide(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every row any widget draws that is wider than its box."""
    found: list[str] = []
    render = Painted.render

    def watched(self: Painted[Any]) -> Any:
        if self.scene is not None and self.size.width:
            for row in self.draw(self.scene, self.size.width, self.size.height):
                if (drawn := width_of(row)) > self.size.width:
                    found.append(f"{type(self).__name__} {drawn} in {self.size.width}: {plain_text((row,))}")  # noqa: PERF401 - flat is easier to read
        return render(self)

    monkeypatch.setattr(Painted, "render", watched)
    return found


def check(s: Stage, too_wide: list[str]) -> None:
    assert too_wide == []
    rows = s.text.split("\n")
    assert len(rows) == s.app.size.height
    assert {cell_len(row) for row in rows} == {s.app.size.width}
    assert not [sign for sign in s.text if sign in "\x1b\u202e\u202c\t"]


def in_words(value: Any, words: str, but: tuple[str, ...] = ()) -> Any:
    """Any answer of the service with every text for people replaced."""
    shown = {"name", "avoid", "watch_for", "instructions", "detail", "form", "citations", "cues", "doc", "text"}
    if isinstance(value, dict):
        return {key: _replaced(each, words) if key in shown - {*but} else in_words(each, words, but)
                for key, each in value.items()}  # fmt: skip
    return [in_words(each, words, but) for each in value] if isinstance(value, list) else value


def _replaced(value: Any, words: str) -> Any:
    if isinstance(value, str):
        return words
    return [_replaced(each, words) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("words", WORDS.values(), ids=list(WORDS))
async def test_the_dashboard(stage: Staging, too_wide: list[str], words: str, size: tuple[int, int]) -> None:
    first = snapshot(
        state="held", holds=["process"], owed=["move"], next={"kind": "move", "due_in_seconds": 0.0},
        hold_details={"process": words}, config_problems=[f"/home/{words}/deskbreak.toml:12: snooze.default: {words}"],
        problems=[words], notifier="terminal",
    )  # fmt: skip
    async with stage(first, size=size) as s:
        s.control.answers["timeline"] = in_words(TIMELINE, words)
        await s.push(first | {"holds": ["call"], "hold_details": {"call": words}})
        await s.press("left")
        await s.press("left", "left", "left")
        check(s, too_wide)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("words", WORDS.values(), ids=list(WORDS))
async def test_a_break_and_its_end(stage: Staging, too_wide: list[str], words: str, size: tuple[int, int]) -> None:
    steps = in_words(STEPS, words)
    routine = {"total_seconds": 170.0, "index": 1, "elapsed_seconds": 47.0, "steps": steps}
    async with stage(due(), size=size) as s:
        for elapsed in (0.0, 33.0, 47.0, 169.0):
            await s.push(resting(elapsed, routine=routine | {"elapsed_seconds": elapsed}))
            check(s, too_wide)
        await s.push(snapshot())
        check(s, too_wide)


@pytest.mark.parametrize("words", WORDS.values(), ids=list(WORDS))
async def test_the_rooms(stage: Staging, too_wide: list[str], tmp_path: Path, words: str) -> None:
    (tmp_path / "deskbreak.toml").write_text("", encoding="utf-8")
    settings = in_words(form(load(tmp_path / "deskbreak.toml", {})), words, but=("name",))
    path = f"/home/{words}/deskbreak.toml"
    async with stage(size=SIZES[0]) as s:
        s.control.answers |= {
            "library": in_words(library(load_catalogue().catalogue, Routine()), words),
            "why": {"state": "sitting", "facts": [], "text": [words, words]},
            "settings": settings | {"write_path": path, "tests": ["notification"]},
            "check": {"problem": words, "warning": words},
        }
        for key in ("l", "w", "comma"):
            await s.press(key)
            assert s.screen != "Dashboard"
            check(s, too_wide)
            await s.press("down", "enter")
            check(s, too_wide)
            if key == "comma":
                await s.press("x")
                check(s, too_wide)
            await s.press("escape", "escape")


@pytest.mark.parametrize("words", WORDS.values(), ids=list(WORDS))
async def test_the_strip_and_what_is_answered(stage: Staging, too_wide: list[str], words: str) -> None:
    first = snapshot(state="held", holds=["process"], owed=["move"], hold_details={"process": words}, problems=[words])
    async with stage(first, size=(60, 3), is_compact=True) as s:
        check(s, too_wide)
        s.control.failures["skip"] = DeskbreakError(words)
        await s.press("k")
        assert ("skip", {}) in s.control.asked()
        check(s, too_wide)


@pytest.mark.parametrize("words", WORDS.values(), ids=list(WORDS))
async def test_the_history_and_where_it_is_written(
    stage: Staging, too_wide: list[str], week: dict[str, Any], words: str
) -> None:
    async with stage(size=(60, 20)) as s:
        s.control.answers |= {
            "statistics": in_words(week, words),
            "export": {"path": f"/home/{words}/h.csv", "rows": 3},
        }
        await s.press("H", "pagedown", "pagedown")
        assert s.screen == "HistoryScreen"
        check(s, too_wide)
        await s.press("x")
        assert s.screen == "ExportDialog"
        s.app.screen.query_one(Input).value = plain(words)
        await s.settle()
        check(s, too_wide)
        await s.press("enter")
        check(s, too_wide)


@pytest.mark.parametrize("width", [20, 58])
@pytest.mark.parametrize("words", WORDS.values(), ids=list(WORDS))
def test_the_line_of_the_day(words: str, width: int) -> None:
    for hour in (9, 12, 16):
        part = Part("hold", hour * 3600.0, (hour + 1) * 3600.0, "call")
        drawn = draw(Day((Part("bout", 28800.0, 61200.0), part), 61200.0), width, part, plain(words))
        assert [width_of(row) for row in drawn] == [width, width]


@pytest.mark.parametrize(
    ("given", "drawn"),
    [
        ("a\u202eb\u2066c\u200d\x1b[31m\x00d", "abc[31md"),
        ("two\nlines\u2028of\ttext", "two lines of text"),
        ("Hu\u0308fte", "H\u00fcfte"),
        ("\u2764\ufe0f \U0001f9b5\U0001f3fd \U0001f1e9\U0001f1ea 1\ufe0f\u20e3", "\u2764 \U0001f9b5 DE 1"),
    ],
)
def test_what_terminals_differ_in_is_left_out(given: str, drawn: str) -> None:
    assert plain(given) == drawn
    assert cell_len(drawn) == sum(map(cell_len, drawn))


@pytest.mark.parametrize("words", WORDS.values(), ids=list(WORDS))
async def test_the_questions(stage: Staging, too_wide: list[str], words: str) -> None:
    told: dict[str, Any] = questions(load_catalogue().catalogue, lambda _: [])
    told["limits"] = [words] * len(told["limits"])
    for question in told["questions"]:
        question["words"] = question["nothing"] = words
        question["options"] = [{"value": each["value"], "words": words} for each in question["options"]]
    async with stage(size=(60, 20)) as s:
        s.control.answers |= {"setup": told, "asked": snapshot()}
        await s.app.run_action("app.set_up")
        await s.settle()
        for _ in told["questions"]:
            assert s.screen == "QuestionDialog"
            check(s, too_wide)
            assert "Next" in s.text
            await s.press("down", "n")
        assert s.screen == "Dashboard"


@pytest.fixture(scope="session")
def week(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    path = tmp_path_factory.mktemp("habit") / "history.db"
    habit.fill(path)
    return habit.told(path, "week")


@pytest.mark.parametrize("width", [20, 38, 58, 78])
@pytest.mark.parametrize("words", WORDS.values(), ids=list(WORDS))
def test_the_history(week: dict[str, Any], words: str, width: int) -> None:
    report = read(in_words(week, words))
    assert [plain_text((row,)) for row in page(report, width) if width_of(row) > width] == []
