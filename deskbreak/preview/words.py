"""Plans as text: the timeline, the day as one line of signs, the numbers; two plans side by side. Plain ASCII."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import zip_longest
from textwrap import wrap

from deskbreak.preview.plan import Entry, Plan
from deskbreak.settings.durations import duration_text

SIDE_BY_SIDE_FROM = 70
_TIME = "%H:%M"
_INDENT = 7
_SIGNS = {"sitting": "-", "break": "#", "away": ".", "off": " "}
_LEGEND = "- sitting  # break  . away"
_HOLDS = {"call": "call", "fullscreen": "full screen", "dnd": "do not disturb", "app": "application"}


def report(plans: Sequence[Plan], width: int) -> Iterator[str]:
    """Everything there is to say of one plan, or of two to compare."""
    day = plans[0].day
    if len(plans) == 1:
        yield from _timeline(plans[0], width)
    elif width >= SIDE_BY_SIDE_FROM:
        yield from _side_by_side(plans, width)
    else:
        for plan in plans:
            yield from ["", *wrap(f"{_capital(plan.name)}:", width), *_timeline(plan, width)]
    yield ""
    yield from (f"{day.start:{_TIME}} {strip(plan, width - 12)} {day.end:{_TIME}}" for plan in plans)
    yield from wrap(_LEGEND, width, initial_indent="      ", subsequent_indent="      ")
    yield ""
    yield from _table(plans, width)


# -- the timeline


def _timeline(plan: Plan, width: int) -> Iterator[str]:
    for at, said in _lines(plan):
        yield from _hung(f"{at:{_TIME}}  ", said, width)


def _lines(plan: Plan) -> list[tuple[datetime, str]]:
    return [(entry.start, _said(entry)) for entry in plan.entries] + [(plan.day.end, "the day ends")]


def _said(entry: Entry) -> str:
    return _SAY[entry.what](entry)


def _away(entry: Entry) -> str:
    label = f" ({entry.label})" if entry.label else ""
    rested = f": {_listed(entry.rested)} rested off" if entry.rested else ""
    return f"away {span(entry.seconds)}{label}{rested}"


def _late(entry: Entry) -> str:
    if not entry.late_seconds:
        return ""
    holds = _listed([_HOLDS.get(reason, reason) for reason in entry.held_by])
    return f", {span(entry.late_seconds)} late: {holds}"


_SAY: dict[str, Callable[[Entry], str]] = {
    "sitting": lambda entry: f"sitting {span(entry.seconds)}",
    "break": lambda entry: f"* {entry.kind} {span(entry.seconds)}{_late(entry)}",
    "away": _away,
    "hold": lambda entry: f"[{_HOLDS.get(entry.kind, entry.kind)} until {entry.end:{_TIME}}]",
    "missed": lambda entry: f"{entry.kind} is missed: working hours end",
    "daily_limit": lambda _: "the day's limit of sitting is reached",
    "off": lambda entry: f"off {span(entry.seconds)}",
}


def _side_by_side(plans: Sequence[Plan], width: int) -> Iterator[str]:
    """One row for each instant at which either plan has something to say."""
    column = (width - _INDENT - 2) // len(plans)
    said = [_by_minute(plan) for plan in plans]
    yield from _row("", [_capital(plan.name) for plan in plans], column)
    for at in sorted({at for each in said for at in each}):
        texts = [each.get(at, []) for each in said]
        for index, row in enumerate(zip_longest(*texts, fillvalue="")):
            yield from _row("" if index else f"{at:{_TIME}}", row, column)


def _by_minute(plan: Plan) -> dict[datetime, list[str]]:
    found: dict[datetime, list[str]] = {}
    for at, said in _lines(plan):
        found.setdefault(at.replace(second=0, microsecond=0), []).append(said)
    return found


def _row(head: str, cells: Sequence[str], column: int) -> Iterator[str]:
    wrapped = [wrap(cell, column - 1, subsequent_indent="  ") for cell in cells]
    for index, parts in enumerate(zip_longest(*wrapped, fillvalue="")):
        start = (head if not index else "").ljust(_INDENT)
        yield (start + "  ".join(part.ljust(column - 1) for part in parts)).rstrip()


def _hung(head: str, said: str, width: int) -> list[str]:
    return wrap(head + said, width, subsequent_indent=" " * (_INDENT + 2), break_on_hyphens=False)


# -- the day as one line


def strip(plan: Plan, cells: int) -> str:
    """The day as `cells` signs, each for an equal share of it; a share with some of a break in it shows the break."""
    cells = max(10, cells)
    signs = [" "] * cells
    for wanted in ("off", "away", "sitting", "break"):
        for entry in plan.entries:
            if entry.what == wanted:
                start, end = (plan.day.since_start(at) * cells // plan.day.length for at in (entry.start, entry.end))
                last = max(end, start + 1) if wanted == "break" else end
                signs[start:last] = _SIGNS[wanted] * (min(last, cells) - start)
    return "".join(signs)


# -- the numbers


def _table(plans: Sequence[Plan], width: int) -> Iterator[str]:
    rows = [(title, [say(plan) for plan in plans]) for title, say in _ROWS]
    told = [(title, cells) for title, cells in rows if any(cells)]
    first = max(len(title) for title, _ in told) + 2
    column = (width - first) // len(plans)
    if column < 16:
        yield from _table_of_lines(plans, told, width)
        return
    if len(plans) > 1:
        yield from _cells("", [_capital(plan.name) for plan in plans], first, column)
    for title, cells in told:
        yield from _cells(title, cells, first, column)


def _cells(title: str, cells: Sequence[str], first: int, column: int) -> Iterator[str]:
    wrapped = [wrap(cell or "-", column - 2) for cell in cells]
    for index, parts in enumerate(zip_longest(*wrapped, fillvalue="")):
        head = (title if not index else "").ljust(first)
        yield (head + "".join(part.ljust(column) for part in parts)).rstrip()


def _table_of_lines(plans: Sequence[Plan], told: Sequence[tuple[str, list[str]]], width: int) -> Iterator[str]:
    for title, cells in told:
        yield from wrap(f"{title}: {cells[0] or '-'}", width, subsequent_indent="  ")
        for plan, cell in zip(plans[1:], cells[1:], strict=True):
            yield from wrap(f"{plan.name}: {cell or '-'}", width, initial_indent="  ", subsequent_indent="    ")


def _interruptions(plan: Plan) -> str:
    names = {"heads_up": "heads-ups", "break_due": "prompts", "reminded": "reminders", "daily_limit": "daily limit"}
    shown = {names[name]: count for name, count in plan.numbers.shown.items()}
    return _counted(plan.numbers.shown.total(), shown)


def _held_back(plan: Plan) -> str:
    numbers = plan.numbers
    return f"{numbers.late}, at most {span(numbers.longest_late_seconds)}" if numbers.late else ""


def _counted(total: int, parts: dict[str, int]) -> str:
    each = ", ".join(f"{name} {count}" for name, count in sorted(parts.items()))
    return f"{total}: {each}" if each else str(total)


_ROWS: tuple[tuple[str, Callable[[Plan], str]], ...] = (
    ("breaks", lambda plan: _counted(plan.numbers.breaks.total(), plan.numbers.breaks)),
    ("rested off by being away", lambda plan: _counted(plan.numbers.rested.total(), plan.numbers.rested)),
    ("missed at the end of hours", lambda plan: str(plan.numbers.missed) if plan.numbers.missed else ""),
    ("longest sitting", lambda plan: span(plan.numbers.longest_bout_seconds)),
    ("all sitting", lambda plan: span(plan.numbers.sitting_seconds)),
    ("rest in breaks", lambda plan: span(plan.numbers.rest_seconds)),
    ("interruptions", _interruptions),
    ("held back", _held_back),
)


def span(seconds: float) -> str:
    """A span, from ten minutes on without seconds."""
    whole = round(seconds)
    return duration_text(whole // 60 * 60 if whole >= 600 else whole)


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
