"""Times as people type them, by the rules of the local zone."""

from __future__ import annotations

import contextlib
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from deskbreak.errors import UsageError
from deskbreak.history.when import since, until

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Europe/Berlin")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 11, 20, 0, 30, tzinfo=UTC).astimezone()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("today", "2026-11-20T00:00:00+01:00", "2026-11-21T00:00:00+01:00"),
        ("Yesterday", "2026-11-19T00:00:00+01:00", "2026-11-20T00:00:00+01:00"),
        ("7d", "2026-11-13T00:00:00+01:00", "2026-11-14T00:00:00+01:00"),
        ("0d", "2026-11-20T00:00:00+01:00", "2026-11-21T00:00:00+01:00"),
        (" 2026-03-29 ", "2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00"),
        ("2026-10-25", "2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00"),
        ("2026-07-01T14:30", "2026-07-01T14:30:00+02:00", "2026-07-01T14:30:00+02:00"),
        ("2026-07-01 14:30", "2026-07-01T14:30:00+02:00", "2026-07-01T14:30:00+02:00"),
        ("2026-07-01T14:30Z", "2026-07-01T16:30:00+02:00", "2026-07-01T16:30:00+02:00"),
    ],
)
def test_what_can_be_typed(now: datetime, text: str, first: str, last: str) -> None:
    assert since(text, now).isoformat() == first
    assert until(text, now).isoformat() == last


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "7",
        "7w",
        "-7d",
        "99999999d",
        "99999d9",
        "2026-13-01",
        "2026-02-30",
        "\x1b",
        "9999-12-31T23:59-14:00",
        "\u0667d",
    ],
)
def test_what_cannot_be_read_is_refused_with_the_forms_that_can(now: datetime, text: str) -> None:
    with pytest.raises(UsageError, match="today, yesterday"):
        since(text, now)


@pytest.mark.parametrize("text", ["99999d", "0001-01-01", "9999-12-31", "800000d"])
def test_the_ends_of_time_are_a_time_or_refused(now: datetime, text: str) -> None:
    for read in (since, until):
        with contextlib.suppress(UsageError):
            assert read(text, now).tzinfo is not None
