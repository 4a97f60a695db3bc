"""Points in time as a person types them: a date, `today`, `yesterday`, `7d`, or a date with a time."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from deskbreak.errors import UsageError

FORMS = "a date (2026-11-20), a date with a time (2026-11-20T14:30), today, yesterday, or days back (7d)"
_DAYS_BACK = re.compile(r"(\d{1,5})d", re.ASCII)


def since(text: str, now: datetime) -> datetime:
    """The first instant meant: a day counts from its local midnight. `UsageError` for what cannot be read."""
    return _instant(text, now, days_on=0)


def until(text: str, now: datetime) -> datetime:
    """The instant after the last one meant: a day counts to its end."""
    return _instant(text, now, days_on=1)


def _instant(text: str, now: datetime, days_on: int) -> datetime:
    try:
        day = _day(text.strip().lower(), now.date())
        if day is None:
            return datetime.fromisoformat(text.strip()).astimezone()
        # Without a zone `astimezone` takes the machine's, with the rules in force on that day.
        return datetime.combine(day + timedelta(days=days_on), time()).astimezone()
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"{text!r} is no time deskbreak knows; write {FORMS}") from None


def _day(text: str, today: date) -> date | None:
    if text in {"today", "yesterday"}:
        return today - timedelta(days=text == "yesterday")
    if days_back := _DAYS_BACK.fullmatch(text):
        return today - timedelta(days=int(days_back[1]))
    return None if "t" in text or " " in text else date.fromisoformat(text)
