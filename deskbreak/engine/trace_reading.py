"""Trace files: JSON Lines of what happened at a desk, read into inputs for the engine. Pure: text in, values out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from deskbreak.errors import TraceError

from .trace import DEFAULT_START, Line, Trace
from .trace_fields import Wrong, say
from .trace_lines import LineReader

YEARS = range(1970, 2200)


def read_trace(text: Iterable[str], name: str, kinds: tuple[str, ...], duration: Callable[[str], float]) -> Trace:
    """Read a trace. `duration` turns "5m" into seconds or raises `ValueError`. Raises `TraceError`."""
    start: datetime | None = None
    lines: list[Line] = []
    reader = LineReader(kinds, duration)
    for number, line in enumerate(text, 1):
        if not line.strip():
            continue
        try:
            value = _parse(line)
            if start is None and not lines and "at" not in value:
                start = _start(value)
            else:
                lines.append(reader.line(number, value))
        except Wrong as wrong:
            raise TraceError(f"{name}:{number}: {wrong}") from None
    return Trace(start or DEFAULT_START, tuple(lines))


def _parse(line: str) -> dict[str, Any]:
    try:
        value = json.loads(line, parse_constant=_no_constant)
    except ValueError as error:
        raise Wrong(f"not JSON: {error}") from None
    except RecursionError:
        raise Wrong("not JSON that can be read: nested too deeply") from None
    if not isinstance(value, dict):
        raise Wrong(f"expected an object in braces, found {say(value)}")
    return value


def _no_constant(word: str) -> float:
    raise ValueError(f"{word} is no number")


def _start(header: dict[str, Any]) -> datetime:
    unknown = sorted(set(header) - {"start", "zone"})
    if unknown or not header:
        raise Wrong(f'a line needs "at", and the first one may have "start" and "zone"; found {say(header)}')
    zone = _zone(header["zone"]) if "zone" in header else None
    if "start" not in header:
        return DEFAULT_START.replace(tzinfo=zone)
    try:
        start = datetime.fromisoformat(header["start"])
    except (TypeError, ValueError):
        raise Wrong(f'"start": expected a time such as "2026-03-02T09:00:00", found {say(header["start"])}') from None
    if start.year not in YEARS:
        raise Wrong(f'"start": expected a year from {YEARS[0]} to {YEARS[-1]}, found {say(header["start"])}')
    if zone is None:
        return start if start.tzinfo else start.replace(tzinfo=UTC)
    return start.astimezone(zone) if start.tzinfo else start.replace(tzinfo=zone)


def _zone(name: object) -> tzinfo:
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Wrong(f'"zone": expected a time zone such as "Europe/Berlin", found {say(name)}') from None
