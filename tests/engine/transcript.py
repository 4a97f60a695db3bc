"""Scenarios as transcripts: what is done at a desk and everything the engine says, as one readable text.

    == the scenario's name
    @ 2026-03-28T22:00 Europe/Berlin        where the trace starts (without: Monday 2026-01-05 09:00 UTC)
    : warn_before=1m kinds=move/30m/1m      rules that differ from the plain ones
    hours weekdays 09:00-12:30 13:30-18:00  working hours of `weekdays`, `daily` or one day
    > 1200 input false                      an input: a trace line without its JSON
      1320 away since=1200                  an event, with all of its fields; `kind` stands without its name
    > 1320 end

Times are seconds from the start. In a scenario with an `@` line instants are local times such as `Sat 23:30:00`.
The plain rules are the defaults with `warn_before` and `remind_every` off.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from deskbreak.engine.calendar import epoch_micros, wall_time
from deskbreak.engine.simulate import Simulation
from deskbreak.engine.trace import DEFAULT_START, Trace
from deskbreak.engine.trace_reading import read_trace
from deskbreak.engine.values import MINUTE, SECOND, WEEKDAYS, Hours, Kind, Rules

FOLDER = Path(__file__).parent.parent / "scenarios"

MOVE = Kind("move", 30 * MINUTE, 1 * MINUTE)
STRETCH = Kind("stretch", 60 * MINUTE, 4 * MINUTE)
PLAIN = Rules(kinds=(MOVE, STRETCH), warn_before=0, remind_every=0)

_SPANS = ("warn_before", "remind_every", "merge_within", "wait_for_pause", "wait_at_most", "snooze_default")
_MORE_SPANS = ("away_after", "sitting_per_day")
_INSTANTS = ("since", "until", "rested_at")


def duration(text: str) -> float:
    """Seconds of "5m", "1h30m" or "90s"."""
    if not re.fullmatch(r"(\d+h)?(\d+m)?(\d+(\.\d+)?s?)?", text) or not text:
        raise ValueError(f"no duration: {text}")
    units = {"h": 3600.0, "m": 60.0, "s": 1.0, "": 1.0}
    return sum(float(number) * units[unit] for number, unit in re.findall(r"([\d.]+)([hms]?)", text))


@dataclass
class Scenario:
    """One scenario as written."""

    name: str
    source: str
    start: datetime = DEFAULT_START
    shows_wall: bool = False
    settings: dict[str, Any] = field(default_factory=dict)
    hours: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    last_at: float = 0.0

    @property
    def rules(self) -> Rules:
        """The rules it runs under."""
        return changed(PLAIN, self.settings | ({"hours": week(self.hours)} if self.hours else {}))

    @property
    def trace(self) -> Trace:
        """What happens in it."""
        head = [f'{{"start": "{self.start.replace(tzinfo=None).isoformat()}", "zone": "{self.start.tzinfo}"}}']
        return read_trace([*head, *self.lines], self.source, tuple(kind.name for kind in self.rules.kinds), duration)

    def observed(self) -> list[str]:
        """What the engine says, as it would be written here."""
        return [self.say(known.written()) for known in Simulation(self.rules, self.trace).run()]

    def say(self, event: Mapping[str, Any]) -> str:
        """One event in the words of a transcript."""
        words = [self.instant(event["at"]), event["event"]]
        for name, value in event.items():
            if name == "kind":
                words.append(value)
            elif name not in {"at", "wall", "event"}:
                is_instant = name in _INSTANTS and value is not None
                words.append(f"{name}={self.instant(value) if is_instant else plain(value)}")
        return " ".join(words)

    def instant(self, at: float) -> str:
        """Seconds from the start, or the local time."""
        if not self.shows_wall:
            return plain(at)
        assert self.start.tzinfo is not None
        return wall_time(epoch_micros(self.start) + round(at * SECOND), self.start.tzinfo).strftime("%a %H:%M:%S")


def changed(rules: Rules, settings: Mapping[str, Any]) -> Rules:
    """`rules` with some fields changed."""
    return replace(rules, **settings)


def plain(value: object) -> str:
    """A value as one word."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".")
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def week(hours: Mapping[str, tuple[tuple[int, int], ...]]) -> Hours:
    """Working hours from their lines: a day's own wins over weekdays, that over daily."""
    found = []
    for number, name in enumerate(WEEKDAYS):
        layers = [name, *(["weekdays"] if number < 5 else []), "daily"]
        found.append(next((hours[layer] for layer in layers if layer in hours), ()))
    return Hours(tuple(found))


def scenarios(path: Path) -> Iterator[Scenario]:
    """Every scenario of a file."""
    current: Scenario | None = None
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        text = line.split("#")[0].rstrip()
        if text.startswith("== "):
            if current is not None:
                yield current
            current = Scenario(text[3:], f"{path.name}:{number}")
        elif text and current is not None:
            read_line(current, text)
    if current is not None:
        yield current


def read_line(scenario: Scenario, text: str) -> None:
    """Take one line of a scenario."""
    sign, _, rest = text.partition(" ")
    if sign == "@":
        start, zone = rest.split()
        header = f'{{"start": "{start}", "zone": "{zone}"}}'
        scenario.start = read_trace([header], scenario.source, (), duration).start
        scenario.shows_wall = True
    elif sign == ":":
        scenario.settings |= dict(_setting(word) for word in rest.split())
    elif sign == "hours":
        name, *ranges = rest.split()
        scenario.hours[name] = tuple(_range(item) for item in ranges)
    elif sign == ">":
        scenario.lines.append(_trace_line(scenario, rest.split()))
    else:
        scenario.expected.append(text.strip())


def _setting(word: str) -> tuple[str, Any]:
    name, _, value = word.partition("=")
    if name in _SPANS + _MORE_SPANS:
        return name, round(duration(value) * SECOND)
    if name == "kinds":
        return name, tuple(_kind(item) for item in value.split(","))
    if name == "seated_holds":
        return name, frozenset(filter(None, value.split(",")))
    if name == "day_starts":
        return name, _minutes(value)
    return name, value if name == "rest_credit" else json.loads(value)


def _kind(text: str) -> Kind:
    name, every, length = text.split("/")
    return Kind(name, round(duration(every) * SECOND), round(duration(length) * SECOND))


def _minutes(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


def _range(text: str) -> tuple[int, int]:
    start, end = (_minutes(part) for part in text.split("-"))
    return start, end if end > start else end + 24 * 60


def _trace_line(scenario: Scenario, words: list[str]) -> str:
    at = _local(scenario, words.pop(0), words.pop(0)) if words[0].isalpha() else float(words.pop(0))
    scenario.last_at = at
    name, *rest = words
    found: dict[str, Any] = {"at": at}
    if name == "end":
        found["end"] = True
    elif name == "auto":
        found["auto"] = {"break_due": rest.pop(0)}
    else:
        found[name] = _value(rest.pop(0))
    found |= {key: _value(value) for key, _, value in (word.partition("=") for word in rest)}
    return json.dumps(found)


def _value(text: str) -> Any:
    return json.loads(text) if re.fullmatch(r"true|false|-?\d+(\.\d+)?", text) else text


def _local(scenario: Scenario, weekday: str, clock: str) -> float:
    """Seconds from the start to the first `Sat 23:30` at or after the line before."""
    zone = scenario.start.tzinfo
    assert zone is not None
    begun = epoch_micros(scenario.start)
    before = begun + round(scenario.last_at * SECOND)
    day = wall_time(before, zone).date()
    for shift in range(9):
        local = datetime.combine(day + timedelta(days=shift), time.fromisoformat(clock), zone)
        found = epoch_micros(local)
        if local.strftime("%a") == weekday and found >= before:
            return (found - begun) / SECOND
    raise AssertionError(f"{scenario.source}: no {weekday} {clock}")
