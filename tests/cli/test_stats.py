"""`deskbreak stats`, as a person runs it, and the numbers under it."""

from __future__ import annotations

import json
import time
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from deskbreak.cli.main import main
from deskbreak.errors import DONE, WRONG_USE, UsageError
from deskbreak.history.ledger import Ledger
from deskbreak.history.periods import FIRST, LAST, NAMES, day_named, named, period
from deskbreak.service.records import beginning
from deskbreak.tui.draw.ink import plain_text, width_of
from deskbreak.tui.records.page import CLOSING, page, title
from deskbreak.tui.records.reading import DayMark, read
from deskbreak.tui.records.sections import sections
from deskbreak.tui.records.spoken import sentences
from deskbreak.tui.records.together import together
from tests import habit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Print = Callable[..., str]


@pytest.fixture
def state(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DESKBREAK_STATE_DIR", str(home / "state"))
    monkeypatch.setenv("COLUMNS", "80")
    return home / "state"


@pytest.fixture
def printed(state: Path, capsys: pytest.CaptureFixture[str]) -> Print:
    def run(*arguments: str) -> str:
        assert main(["stats", *arguments]) == DONE
        return capsys.readouterr().out

    return run


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("habit") / "history.db"
    habit.fill(path)
    return path


def test_without_a_history_it_says_so_and_makes_no_file(printed: Print, state: Path) -> None:
    assert "Nothing is recorded here yet" in printed()
    assert not state.exists()


def test_the_usual_period_is_this_week(printed: Print) -> None:
    told = json.loads(printed("--json"))
    monday = date.fromisoformat(told["start"])
    assert (told["period"], monday.weekday()) == ("week", 0)
    assert monday <= date.fromisoformat(told["today"]) < date.fromisoformat(told["end"])


@pytest.mark.parametrize("name", NAMES)
def test_every_period_has_an_option(printed: Print, name: str) -> None:
    assert json.loads(printed(f"--{name}", "--json"))["period"] == name


def test_a_day_of_another_period_can_be_named(printed: Print) -> None:
    assert json.loads(printed("--month", "--of", "2026-02-14", "--json"))["start"] == "2026-02-01"


@pytest.mark.parametrize("wrong", [["--week", "--month"], ["--of", "soon"], ["--decade"]])
def test_wrong_use_is_told(state: Path, wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", *wrong]) == WRONG_USE
    assert capsys.readouterr().err


def test_the_numbers_are_those_of_the_history(printed: Print, state: Path) -> None:
    now = datetime.now(UTC)
    ledger = Ledger.open(state / "history.db")
    ledger.add_span("bout", now - timedelta(minutes=90), now, seconds=5400.0)
    ledger.add_break("stretch", "taken", now, 240.0, now - timedelta(minutes=4), ["standing-hamstring"])
    ledger.close()
    told = json.loads(printed("--day", "--json"))
    assert told["summary"]["breaks"]["taken"] == 1
    assert told["summary"]["share_over_an_hour"] == 1.0
    assert [(each["id"], each["times"]) for each in told["regions"] if each["times"]] == [("back", 1)]
    assert "Longest bout" in printed("--day")


def test_the_text_keeps_to_the_terminal(year: Path) -> None:
    for name in NAMES:
        report = read(habit.told(year, name))
        for width in (34, 54, 76, 116, 196):
            too_wide = [row for row in page(report, width) if width_of(row[:-1]) > width]
            assert too_wide == [], (name, width)


def test_nothing_is_told_by_colour_alone(year: Path) -> None:
    text = plain_text(page(read(habit.told(year, "month")), 78))
    for sign in ("█  taken", "▓  natural", "▒  cut short", "░  skipped", "·  missed"):
        assert sign in text


def test_every_plot_has_its_numbers_in_a_table(year: Path) -> None:
    told = habit.told(year, "week")
    text = plain_text(page(read(told), 78))
    for part in told["parts"][:5]:
        assert str(part["bouts"]) in text
    for each in told["lengths"]:
        assert f"  {each['bouts']}  " in text


def test_a_period_is_compared_only_with_a_whole_one(year: Path) -> None:
    assert habit.told(year, "month")["before"] is not None
    assert habit.told(year, "year")["before"] is None


def test_a_week_that_is_not_over_is_not_counted_against_anybody(year: Path) -> None:
    weeks = habit.told(year, "month")["consistency"]["weeks"]
    assert [week["is_over"] for week in weeks] == [True, True, True, False]


def test_for_a_screen_reader_there_are_words_and_numbers_alone(year: Path) -> None:
    for name in NAMES:
        report = read(habit.told(year, name))
        said = list(sentences(report))
        assert not set("".join(said)) & set("█▓▒░▁▂▃▄▅▆▇●·─╌")
        assert {line[-1] for line in said if line} == {"."}
        for section in sections(report):
            assert f"{section.title}." in said
    assert "front of the hips: Times" in "\n".join(said)


def test_for_a_screen_reader_every_number_has_its_word(year: Path) -> None:
    said = list(sentences(read(habit.told(year, "week"))))
    monday = next(line for line in said if line.startswith("Mon 16: "))
    assert monday.startswith("Mon 16: Sitting 7 h 53 min, Bouts 11, Longest 1 h 3 min, Over 1 h 18 %, Taken 8, ")
    assert not [line for line in said if "bar" in line]
    assert said[-1] == CLOSING
    day = list(sentences(read(habit.told(year, "day"))))
    assert [line for line in day if " to " in line and "sitting" in line]


def test_plain_is_an_option(printed: Print) -> None:
    assert "Nothing is recorded" in printed("--plain")


def marks(taken: list[int], longest: list[float]) -> list[DayMark]:
    return [
        DayMark(habit.TODAY - timedelta(days=ago), times, 0.0, length, is_stretched=False)
        for ago, (times, length) in enumerate(zip(taken, longest, strict=True))
    ]


def test_what_goes_together_is_told_of_enough_days_only() -> None:
    assert together(marks([1] * 7 + [6] * 8, [90.0] * 7 + [50.0] * 8)) is None
    found = together(marks([1] * 8 + [6] * 9 + [0] * 5, [90.0] * 8 + [50.0] * 9 + [0.0] * 5))
    assert found == (6, 9, 50.0, 8, 90.0), "days away from the desk count on neither side"


def test_an_association_is_not_sold_as_a_cause(year: Path) -> None:
    text = plain_text(page(read(habit.told(year, "year")), 150))
    assert "cannot be told from it" in text
    assert "no medical" in text


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("day", "Friday 20 November 2026"),
        ("week", "16 to 22 November 2026"),
        ("month", "November 2026"),
        ("year", "2026"),
    ],
)
def test_a_period_is_named_as_people_do(year: Path, name: str, words: str) -> None:
    assert title(read(habit.told(year, name))) == words  # type: ignore[arg-type]


@pytest.mark.parametrize("name", NAMES)
def test_periods_follow_each_other_without_a_gap(name: str) -> None:
    on = period(named(name), date(2028, 3, 1))
    for _ in range(30):
        before = on.before
        assert before.end == on.first
        assert [part.first for part in before.parts] == sorted({part.first for part in before.parts})
        on = before


@pytest.mark.parametrize("name", NAMES)
def test_the_ends_of_time_are_periods_too(name: str) -> None:
    for on in (date.min, FIRST, LAST, date.max):
        assert period(named(name), on).days
        assert period(named(name), on).weeks


@pytest.mark.parametrize("text", ["", "0001-01-01", "9999-12-31", "yesterday", 7, None])
def test_a_start_that_is_no_date_is_refused(text: object) -> None:
    with pytest.raises(UsageError, match="start"):
        day_named(text)


def test_a_day_begins_at_its_hour_in_the_zone_of_the_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    begins = beginning(None, 4 * 3600)
    assert begins(date(2026, 3, 29)).isoformat() == "2026-03-29T04:00:00+02:00"
    assert begins(date(2026, 3, 28)).isoformat() == "2026-03-28T04:00:00+01:00"
    monkeypatch.delenv("TZ")
    time.tzset()
