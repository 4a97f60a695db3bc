"""Reading the service's snapshot: what it says in words, and what it will say some seconds on."""

from __future__ import annotations

from deskbreak.cli.text import clock, listed, plain, span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Snapshot = dict[str, Any]

OUTCOMES = ("taken", "partial", "natural", "skipped", "missed")

_PUT_OFF = {"ended_early": "Ended early", "abandoned": "Break left unfinished"}
"""What a headline begins with where it was not a snooze that put the break off."""


def summary(snapshot: Snapshot) -> str:
    """One to three lines for a person."""
    lines = [headline(snapshot), _second(snapshot)]
    problems = [*snapshot.get("config_problems", ()), *snapshot.get("problems", ())]
    if problems:
        more = f" (and {len(problems) - 1} more: deskbreak status --json)" if len(problems) > 1 else ""
        lines.append(f"Problem: {plain(problems[0])}{more}")
    return "\n".join(lines)


def headline(snapshot: Snapshot) -> str:
    """What is going on now, on one line."""
    say = HEADLINES.get(str(snapshot.get("state")))
    return say(snapshot) if say else plain(snapshot.get("state", ""))


def _sitting(snapshot: Snapshot) -> str:
    return f"Sitting for {span(snapshot['sitting_seconds'])}{_next(snapshot)}"


def _next(snapshot: Snapshot) -> str:
    coming = snapshot.get("next")
    return f"; {plain(coming['kind'])} in {span(coming['due_in_seconds'])}" if coming else ""


def _due(snapshot: Snapshot) -> str:
    return f"Break due: {listed(snapshot['owed'])}, after {span(snapshot['sitting_seconds'])} of sitting"


def _snoozed(snapshot: Snapshot) -> str:
    left = snapshot.get("snoozes_left")
    rest = "" if left is None else f"; {left} {'snooze' if left == 1 else 'snoozes'} left"
    again = span(snapshot.get("snooze_ends_in_seconds"))
    began = _PUT_OFF.get(str(snapshot.get("snoozed_because")), "Snoozed")
    return f"{began}: {listed(snapshot['owed'])} again in {again}{rest}"


def _break(snapshot: Snapshot) -> str:
    now = snapshot.get("break") or {}
    paused = ", paused" if now.get("paused") else ""
    rested, length = span(now.get("rested_seconds")), span(now.get("length_seconds"))
    return f"In a break: {plain(now.get('kind', ''))}, {rested} of {length}{paused}"


def _away(snapshot: Snapshot) -> str:
    gone = span(snapshot.get("away_seconds"))
    return f"Away for {gone}" if gone else "Away"


def _held(snapshot: Snapshot) -> str:
    owed = listed(snapshot["owed"])
    waiting = f"; waiting: {owed}" if owed else _next(snapshot)
    details = snapshot.get("hold_details") or {}
    reasons = listed([details.get(reason, reason) for reason in snapshot["holds"]])
    return f"Held back ({reasons}), sitting for {span(snapshot['sitting_seconds'])}{waiting}"


def _paused(snapshot: Snapshot) -> str:
    until = clock(snapshot.get("paused_until"))
    length = f"until {until}" if until else "until resumed"
    return f"Paused {length}, sitting for {span(snapshot['sitting_seconds'])}"


def _off(_: Snapshot) -> str:
    return "Outside working hours"


HEADLINES = {
    "sitting": _sitting,
    "due": _due,
    "snoozed": _snoozed,
    "break": _break,
    "away": _away,
    "held": _held,
    "paused": _paused,
    "off": _off,
}


def _second(snapshot: Snapshot) -> str:
    source = (snapshot.get("presence") or {}).get("source")
    presence = f"presence from {plain(source)}" if source else "presence unknown: every minute counts as sitting"
    return f"Today: {_today(snapshot)} | {presence} | notifications by {plain(snapshot.get('notifier'))}"


def _today(snapshot: Snapshot) -> str:
    today = snapshot.get("today") or {}
    counts = [f"{today[outcome]} {outcome}" for outcome in OUTCOMES if today.get(outcome)]
    return ", ".join(counts) or "no breaks yet"


def advanced(snapshot: Snapshot, seconds: float) -> Snapshot:
    """The snapshot as it will be `seconds` on if nothing happens but time."""
    later = dict(snapshot)
    if snapshot.get("accruing"):
        _grow(later, "sitting_seconds", seconds)
    if snapshot.get("next") and (snapshot.get("accruing") or snapshot.get("state") == "snoozed"):
        later["next"] = dict(snapshot["next"])
        _grow(later["next"], "due_in_seconds", -seconds)
    if snapshot.get("break") and not snapshot["break"].get("paused"):
        later["break"] = dict(snapshot["break"])
        _grow(later["break"], "rested_seconds", seconds, later["break"].get("length_seconds"))
    _grow(later, "snooze_ends_in_seconds", -seconds)
    _grow(later, "away_seconds", seconds)
    return later


def _grow(table: Snapshot, key: str, seconds: float, most: float | None = None) -> None:
    value = table.get(key)
    if isinstance(value, (int, float)):
        grown = max(0.0, value + seconds)
        table[key] = grown if most is None else min(grown, most)


def running_spans(snapshot: Snapshot) -> list[float]:
    """The spans in it that change with time."""
    coming, now = snapshot.get("next") or {}, snapshot.get("break") or {}
    found = [
        snapshot.get("sitting_seconds") if snapshot.get("accruing") else None,
        coming.get("due_in_seconds"),
        now.get("rested_seconds"),
        snapshot.get("snooze_ends_in_seconds"),
        snapshot.get("away_seconds"),
    ]
    return [value for value in found if isinstance(value, (int, float))]
