"""How values from the service are written for people: spans of time, and outside text without control characters."""

from __future__ import annotations


def plain(text: object) -> str:
    """The text on one line; what cannot be printed, control characters among it, becomes a space."""
    return "".join(char if char.isprintable() else " " for char in str(text)).strip()


def span(seconds: object) -> str:
    """A span of seconds as a person says it: 45s, 1m 05s (below two minutes), 9m, 1h 05m; "" for none."""
    if not isinstance(seconds, (int, float)):
        return ""
    whole = max(0, round(seconds))
    minutes, rest = divmod(whole, 60)
    if whole < 60:
        return f"{whole}s"
    if whole < 120:
        return f"{minutes}m {rest:02d}s"
    hours, minutes = divmod(minutes, 60)
    return f"{hours}h {minutes:02d}m" if hours else f"{minutes}m"


def clock(moment: object) -> str:
    """The time of day in an ISO 8601 text: 17:30; "" for none."""
    text = str(moment or "")
    return plain(text[11:16])


def listed(values: object) -> str:
    """A list as words with commas."""
    return plain(", ".join(map(str, values))) if isinstance(values, list) else ""
