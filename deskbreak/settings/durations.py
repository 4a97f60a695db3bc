"""Spans of time as people write and say them: "45m", "1h 30m", "90s" to seconds and back.

Its two libraries are imported only when a text is really read or spoken; reading settings at start needs neither
for the defaults.
"""

from __future__ import annotations

EXAMPLE = '"45m", "1h 30m" or "90s"'
LONGEST = 7 * 86400.0
"""One week: more than any span here can mean, and small enough for every arithmetic."""

PATTERN = (
    r"^\s*([0-9]+(\.[0-9]+)?\s*"
    r"([Ww]([Kk][Ss]?|[Ee][Ee][Kk][Ss]?)?|[Dd]([Yy][Ss]?|[Aa][Yy][Ss]?)?|[Hh]([Rr][Ss]?|[Oo][Uu][Rr][Ss]?)?"
    r"|[Mm]([Ii][Nn]([Ss]|[Uu][Tt][Ee][Ss]?)?)?|[Ss]([Ee][Cc]([Ss]|[Oo][Nn][Dd][Ss]?)?)?)[\s,]*)+$"
)
"""The form of a duration, as a regular expression both Python and JSON schema understand."""

_UNITS = ((86400, "d"), (3600, "h"), (60, "m"))


class BadDuration(ValueError):
    """The text is no duration; the message says in words what is wrong with it."""


def duration_seconds(text: str) -> float:
    """Seconds of a text such as "1h 30m"; 0, or from 1 second to a week. Raises BadDuration."""
    stripped = text.strip()
    if stripped.startswith("-"):
        raise BadDuration("a negative duration")
    if stripped.replace(".", "", 1).isdecimal():
        raise BadDuration(f'a number without its unit, such as "{stripped}m" or "{stripped}s"')
    seconds = _parsed(stripped)
    if 0 < seconds < 1 or (seconds == 0 and any(digit in stripped for digit in "123456789")):
        raise BadDuration("less than a second")
    if seconds > LONGEST:
        raise BadDuration("more than a week")
    return seconds


def _parsed(text: str) -> float:
    import re  # noqa: PLC0415 - with pytimeparse, only when a duration is read

    from pytimeparse.timeparse import timeparse  # noqa: PLC0415

    if len(text) > 100 or not text.isascii() or not re.match(PATTERN, text):
        raise BadDuration("not a duration")
    seconds = timeparse(text)
    if seconds is None:
        raise BadDuration("not a duration: write the largest unit first, each unit once")
    return float(seconds)


def duration_text(seconds: float) -> str:
    """The short text of a span, which `duration_seconds` reads back: "90m", "2h 30m", "1m 30s", "0s"."""
    whole = int(seconds)
    if 60 <= seconds < 7200 and seconds % 60 == 0:
        return f"{whole // 60}m"
    parts = []
    rest = whole
    for size, unit in _UNITS:
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count}{unit}")
    fraction = f"{seconds - whole:.6f}".rstrip("0").rstrip(".").removeprefix("0")
    if rest or fraction or not parts:
        parts.append(f"{rest}{fraction}s")
    return " ".join(parts)


def spoken(seconds: float) -> str:
    """The span in words: "1 hour and 30 minutes"."""
    from datetime import timedelta  # noqa: PLC0415

    from humanize import precisedelta  # noqa: PLC0415 - only when speaking to a person

    return precisedelta(timedelta(seconds=seconds), format="%d")
