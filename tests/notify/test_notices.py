"""What the notifications say."""

from __future__ import annotations

import pytest

from deskbreak.notify.notices import break_due, break_over, daily_limit, heads_up
from deskbreak.notify.port import Action, Notice
from deskbreak.notify.text import escaped, named_in_words, one_line, plain


def due(
    kind: str = "stretch",
    sitting_seconds: float = 3600.0,
    length_seconds: float = 240.0,
    *,
    snoozes_left: int | None = 3,
    snooze_seconds: float = 300.0,
    skip_allowed: bool = True,
    upcoming: tuple[str, ...] = (),
    remind: bool = False,
) -> Notice:
    return break_due(
        kind, sitting_seconds, length_seconds, snoozes_left, snooze_seconds, skip_allowed, upcoming, remind
    )


def keys(notice: Notice) -> list[str]:
    return [action.key for action in notice.actions]


def test_a_prompt_says_how_long_they_sat_what_comes_and_how_long_it_takes() -> None:
    notice = due(upcoming=("March on the spot", "Kneeling hip flexor"))
    assert notice.title == "Time to stretch"
    assert notice.body == (
        "You have been sitting for 1 hour.\nNext, 4 minutes: March on the spot, Kneeling hip flexor."
    )


def test_a_break_without_a_routine_says_what_it_asks_for() -> None:
    assert (
        due("move", 1860.4, 60.0).body == "You have been sitting for 31 minutes.\nNext: 1 minute away from the chair."
    )


def test_a_long_routine_names_its_beginning() -> None:
    body = due(upcoming=("a", "b", "c", "d", "e", "f")).body
    assert body.endswith("a, b, c, d and 2 more.")


def test_a_kind_of_ones_own_is_called_by_its_name() -> None:
    assert due("tea_time").title == "Time for a break: tea_time"


def test_a_reminder_is_worded_differently() -> None:
    first, again = due(sitting_seconds=3900.0), due(sitting_seconds=3900.0, remind=True)
    assert first.title != again.title
    assert again.body.startswith("1 hour and 5 minutes of sitting so far.")
    assert first.actions == again.actions


@pytest.mark.parametrize(("seconds", "words"), [(45.0, "45 seconds"), (119.6, "2 minutes"), (0.2, "1 second")])
def test_short_spans_are_told_in_seconds(seconds: float, words: str) -> None:
    assert f"sitting for {words}." in due(sitting_seconds=seconds).body


def test_the_snooze_button_names_its_duration() -> None:
    assert Action("snooze", "Snooze 5m") in due().actions
    assert Action("snooze", "Snooze 1m 30s") in due(snooze_seconds=90).actions


def test_the_buttons_are_start_snooze_skip_and_the_click_starts() -> None:
    assert keys(due()) == ["start", "snooze", "skip", "default"]


@pytest.mark.parametrize(("left", "offered"), [(None, True), (1, True), (0, False)])
def test_snoozing_is_offered_as_long_as_there_is_a_snooze_left(left: int | None, offered: bool) -> None:
    assert ("snooze" in keys(due(snoozes_left=left))) is offered


def test_skipping_is_not_offered_when_it_is_not_allowed() -> None:
    assert keys(due(skip_allowed=False)) == ["start", "snooze", "default"]


def test_a_heads_up_says_when_and_what_and_asks_for_nothing() -> None:
    notice = heads_up("move", 60.0)
    assert notice.title == "Break in 1 minute"
    assert "move" in notice.body
    assert notice.actions == ()


def test_the_end_of_a_break_says_what_was_done_and_what_comes() -> None:
    assert break_over("stretch", 240.0, "move", 1800.0).body == "Rested for 4 minutes.\nNext: move in 30 minutes."
    assert break_over("stretch", 240.0).body == "Rested for 4 minutes."


def test_the_daily_limit_says_how_long_and_asks_for_nothing() -> None:
    notice = daily_limit(21600.0)
    assert notice.body == "6 hours seated since the day began."
    assert notice.actions == ()


def test_no_text_blames() -> None:
    every = (due(), due(remind=True), heads_up("move", 60), break_over("move", 60), daily_limit(3600))
    text = " ".join(notice.title + notice.body for notice in every).lower()
    for word in ("too long", "should", "must", "again", "missed", "ignored", "!"):
        assert word not in text


def test_text_is_stripped_of_what_does_not_print() -> None:
    assert one_line("a\tb\n\x1b]9;x\x07\u202e c\x9c") == "a b ]9;x c"
    assert plain("one\x08\n\n\x00\ntwo  three\r\n") == "one\ntwo three"


def test_markup_is_escaped_once() -> None:
    assert escaped("<b> & &amp;") == "&lt;b&gt; &amp; &amp;amp;"


def test_where_there_are_no_buttons_the_text_names_the_commands() -> None:
    told = named_in_words(due(snoozes_left=0))
    assert told.actions == ()
    assert "Start: deskbreak start" in told.body
    assert "Skip: deskbreak skip" in told.body
    assert "deskbreak snooze" not in told.body


def test_news_gains_no_commands() -> None:
    assert named_in_words(heads_up("move", 60)).body == heads_up("move", 60).body
