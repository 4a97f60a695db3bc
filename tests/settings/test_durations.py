from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbreak.settings.durations import LONGEST, PATTERN, BadDuration, duration_seconds, duration_text, spoken


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("45m", 2700),
        ("1h 30m", 5400),
        ("1h30m", 5400),
        ("90s", 90),
        ("1.5h", 5400),
        ("1 hour, 30 minutes", 5400),
        ("2 mins", 120),
        (" 5m ", 300),
        ("5M", 300),
        ("0s", 0),
        ("1s", 1),
        ("1.5s", 1.5),
        ("7d", LONGEST),
        ("1w", LONGEST),
    ],
)
def test_a_duration_is_read_as_people_write_it(text: str, seconds: float) -> None:
    assert duration_seconds(text) == seconds
    assert re.match(PATTERN, text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("45", "without its unit"),
        ("4.5", "without its unit"),
        ("-5m", "negative"),
        ("- 5m", "negative"),
        ("0.5s", "less than a second"),
        ("0.001m", "less than a second"),
        ("8d", "more than a week"),
        ("9" * 90 + "h", "more than a week"),
        ("9" * 200 + "h", "not a duration"),
        ("1:30", "not a duration"),
        ("5m 1h", "largest unit first"),
        ("5m 5m", "largest unit first"),
        ("1.2.3m", "not a duration"),
        ("soon", "not a duration"),
        ("", "not a duration"),
        ("\u0665m", "not a duration"),
        ("5m\x1b[31m", "not a duration"),
    ],
)
def test_what_is_no_duration_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(BadDuration, match=said):
        duration_seconds(text)


whole = st.integers(1, int(LONGEST)).map(float)
halves = st.integers(2, 10_000).map(lambda count: count / 2)


@given(st.one_of(st.just(0.0), whole, halves))
def test_writing_and_reading_a_duration_gives_it_back(seconds: float) -> None:
    text = duration_text(seconds)
    assert duration_seconds(text) == seconds
    assert re.match(PATTERN, text)


@given(st.text(max_size=30))
def test_any_text_is_a_duration_in_bounds_or_refused(text: str) -> None:
    try:
        seconds = duration_seconds(text)
    except BadDuration:
        return
    assert seconds == 0 or 1 <= seconds <= LONGEST


@pytest.mark.parametrize(
    ("seconds", "text"), [(3600, "60m"), (5400, "90m"), (9000, "2h 30m"), (90, "1m 30s"), (30, "30s"), (86400, "1d")]
)
def test_a_duration_is_written_short(seconds: float, text: str) -> None:
    assert duration_text(seconds) == text


def test_a_duration_is_spoken_in_words() -> None:
    assert spoken(5400) == "1 hour and 30 minutes"
