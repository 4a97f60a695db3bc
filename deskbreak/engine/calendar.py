"""Working hours and days on the calendar: which range an instant lies in, and when that next changes. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from .values import SECOND, Hours

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO = timedelta(microseconds=1)


def epoch_micros(wall: datetime) -> int:
    """An aware time as microseconds since the epoch, exactly."""
    return (wall - EPOCH) // _MICRO


def wall_time(epoch: int, zone: tzinfo) -> datetime:
    """Microseconds since the epoch as an aware time in `zone`."""
    return (EPOCH + timedelta(microseconds=epoch)).astimezone(zone)


def local_epoch(day: date, minutes: int, zone: tzinfo) -> int:
    """The instant at which the clocks of `zone` show `minutes` after midnight of `day` (over 24 h: the next day).

    A time that daylight saving repeats is its first occurrence; one that it leaves out is as late as if it had not.
    """
    extra, minutes = divmod(minutes, 24 * 60)
    local = datetime.combine(day + timedelta(days=extra), time(minutes // 60, minutes % 60), zone)
    return epoch_micros(local.astimezone(UTC))


@dataclass(frozen=True, slots=True)
class Page:
    """What the calendar says from `since` to before `until` (epoch microseconds): `is_open` and the day it is."""

    since: int
    until: int
    is_open: bool
    day: date

    def covers(self, epoch: int) -> bool:
        """Whether the page still holds at `epoch`."""
        return self.since <= epoch < self.until


def page_at(epoch: int, zone: tzinfo, hours: Hours | None, day_starts: int) -> Page:
    """The page of the calendar that covers `epoch`; it ends where hours or the day change, whichever is first."""
    today = wall_time(epoch, zone).date()
    starts = [local_epoch(today + timedelta(days=n), day_starts, zone) for n in (-1, 0, 1, 2)]
    begun = max(index for index, start in enumerate(starts) if start <= epoch)
    since, until = starts[begun], starts[begun + 1]
    is_open = True
    if hours is not None:
        is_open, opened, closes = _range_at(epoch, _ranges(hours, today, zone))
        since, until = max(since, opened), min(until, closes)
    return Page(since, until, is_open, today + timedelta(days=begun - 1))


def _ranges(hours: Hours, today: date, zone: tzinfo) -> list[tuple[int, int]]:
    """The ranges of the days around `today`, in order, touching and overlapping ones joined."""
    found: list[tuple[int, int]] = []
    for shift in (-2, -1, 0, 1, 2):
        day = today + timedelta(days=shift)
        found += [
            (local_epoch(day, start, zone), local_epoch(day, end, zone)) for start, end in hours.days[day.weekday()]
        ]
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif end > start:
            joined.append((start, end))
    return joined


def _range_at(epoch: int, ranges: list[tuple[int, int]]) -> tuple[bool, int, int]:
    """Whether `epoch` lies in a range, and the bounds within which that stays so (two days at most)."""
    since, until = epoch - 2 * 86_400 * SECOND, epoch + 2 * 86_400 * SECOND
    for start, end in ranges:
        if start <= epoch < end:
            return True, start, end
        if end <= epoch:
            since = end
        else:
            until = min(until, start)
    return False, since, until


def next_time_of_day(epoch: int, at: time, zone: tzinfo) -> int:
    """The first instant after `epoch` at which the clocks of `zone` show `at`.

    A time that daylight saving leaves out is as late as if it had not; of one that it repeats, each counts.
    """
    today = wall_time(epoch, zone).date()
    days = [
        datetime.combine(today + timedelta(days=shift), at.replace(tzinfo=None, fold=0), zone) for shift in (0, 1, 2)
    ]
    first = [epoch_micros(local.astimezone(UTC)) for local in days]
    second = [epoch_micros(local.replace(fold=1).astimezone(UTC)) for local in days]
    return min(found for found in (*first, *map(max, first, second)) if found > epoch)
