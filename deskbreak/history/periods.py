"""The periods history is looked at in: a day, a week from Monday, a month, a year. Pure: dates in, dates out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, get_args

from deskbreak.errors import UsageError

Name = Literal["day", "week", "month", "year"]

NAMES: Final[tuple[Name, ...]] = get_args(Name)
FIRST, LAST = date(1970, 1, 5), date(2240, 12, 31)
"""The dates periods are known for, a Monday first; far from where dates end, so that none overflows."""


@dataclass(frozen=True, slots=True)
class Period:
    """The local days `[first, end)`."""

    name: Name
    first: date
    end: date

    @property
    def before(self) -> Period:
        """The period of this name that ends where this one begins."""
        return period(self.name, self.first - timedelta(days=1))

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of it."""
        return tuple(self.first + timedelta(days=index) for index in range((self.end - self.first).days))

    @property
    def parts(self) -> tuple[Period, ...]:
        """What it is divided into: a year into months, a month and a week into days, a day into nothing."""
        if self.name == "year":
            return tuple(period("month", self.first.replace(month=month)) for month in range(1, 13))
        return () if self.name == "day" else tuple(period("day", day) for day in self.days)

    @property
    def weeks(self) -> tuple[Period, ...]:
        """The weeks that have a day in it."""
        mondays = sorted({monday(day) for day in self.days})
        return tuple(period("week", day) for day in mondays)


def period(name: Name, on: date) -> Period:
    """The period of this name with that day in it, the day brought into the dates that are known."""
    on = min(max(on, FIRST), LAST)
    if name == "day":
        return Period(name, on, on + timedelta(days=1))
    if name == "week":
        return Period(name, monday(on), monday(on) + timedelta(days=7))
    if name == "month":
        return Period(name, on.replace(day=1), (on.replace(day=28) + timedelta(days=4)).replace(day=1))
    return Period(name, on.replace(month=1, day=1), on.replace(year=on.year + 1, month=1, day=1))


def named(name: object) -> Name:
    """The name of a period as a person or a program gives it. Raises `UsageError`."""
    for known in NAMES:
        if name == known:
            return known
    raise UsageError(f'"period" is one of {", ".join(NAMES)}, not {str(name)[:40]!r}')


def day_named(text: object) -> date:
    """A date such as 2026-11-20. Raises `UsageError`."""
    try:
        found = date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        found = None
    if found is None or not FIRST <= found <= LAST:
        raise UsageError(f'"start" is a date such as 2026-11-20, not {str(text)[:40]!r}')
    return found


def monday(on: date) -> date:
    """The Monday of a day's week."""
    return on - timedelta(days=on.weekday())
