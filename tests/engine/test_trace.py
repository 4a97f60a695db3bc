"""The trace reader: whatever is written in a trace, it is read or refused with TraceError; what it reads can be run."""

from __future__ import annotations

import contextlib
import json
from datetime import datetime
from itertools import islice
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbreak.engine.simulate import Simulation
from deskbreak.engine.trace import CENTURY, DEFAULT_START, Trace
from deskbreak.engine.trace_reading import read_trace
from deskbreak.errors import TraceError
from tests.engine.desks import bounded
from tests.engine.transcript import PLAIN, duration

KINDS = ("move", "stretch")
WORDS = st.sampled_from(
    [
        "start",
        "snooze",
        "skip",
        "pause",
        "move",
        "call",
        "paused",
        "5m",
        "17:30",
        "24:00",
        "Europe/Berlin",
        "ignore",
        "",
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | WORDS | st.integers(0, 9999),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)
ACTIONS = ["input", "lock", "suspend", "restart", "clock_step", "hold", "release", "mark", "do", "auto", "end"]
KEYS = st.sampled_from([*ACTIONS, "kind", "for", "until", "prompt", "start", "zone", "at"])
NEARLY = st.dictionaries(KEYS, VALUES, max_size=3)
DURATIONS = st.floats(0, 5000) | st.integers(0, 5000) | st.sampled_from(["5m", "90s"])
RIGHT = st.one_of(
    st.fixed_dictionaries({"input": st.booleans()}),
    st.fixed_dictionaries({"lock": st.booleans()}),
    st.fixed_dictionaries({"suspend": st.floats(0, 5000)}),
    st.fixed_dictionaries({"restart": st.integers(0, 5000)}),
    st.fixed_dictionaries({"clock_step": st.floats(-CENTURY, CENTURY)}),
    st.fixed_dictionaries({"hold": st.sampled_from(["call", "paused"])}),
    st.fixed_dictionaries({"release": st.sampled_from(["call", "paused"])}),
    st.fixed_dictionaries({"mark": st.just(value=True)}),
    st.fixed_dictionaries({"do": st.sampled_from(["finish", "abandon", "resume", "break_pause", "start"])}),
    st.fixed_dictionaries({"do": st.sampled_from(["pause", "snooze"]), "for": DURATIONS}),
    st.fixed_dictionaries({"do": st.just("pause"), "until": st.times().map(lambda time: time.isoformat())}),
    st.fixed_dictionaries({"do": st.sampled_from(["skip", "start"]), "prompt": st.integers(-1, 9)}),
    st.fixed_dictionaries({"auto": st.fixed_dictionaries({"break_due": st.sampled_from(["start", "skip"])})}),
)
STARTS = st.datetimes(datetime(1969, 1, 1), datetime(2201, 1, 1))  # noqa: DTZ001 - the zone is another field
ZONES = st.sampled_from(["Europe/Berlin", "America/New_York", "Pacific/Apia", "UTC"])


def read(*lines: object) -> Trace:
    """A trace of these values."""
    return read_trace((json.dumps(line) for line in lines), "trace", KINDS, duration)


@bounded(200)
@given(st.lists(VALUES | NEARLY | NEARLY.map(lambda line: {"at": 1} | line), max_size=4))
def test_only_trace_errors_come_out_of_any_json(lines: list[Any]) -> None:
    with contextlib.suppress(TraceError):
        read(*lines)


@bounded(150)
@given(st.lists(st.text(max_size=30), max_size=4))
def test_only_trace_errors_come_out_of_any_text(lines: list[str]) -> None:
    with contextlib.suppress(TraceError):
        read_trace(lines, "trace", KINDS, duration)


@bounded(120)
@given(
    STARTS,
    ZONES,
    st.lists(st.tuples(st.integers(0, 9000), RIGHT), max_size=8),
)
def test_whatever_can_be_read_can_be_run(start: Any, zone: str, lines: list[tuple[int, dict[str, Any]]]) -> None:
    at, written = 0, []
    for gap, line in lines:
        at += gap
        written.append({"at": at} | line)
        at += int(line.get("suspend", line.get("restart", 0))) + 1
    with contextlib.suppress(TraceError):
        trace = read({"start": start.isoformat(), "zone": zone}, *written, {"at": at, "end": True})
        for known in islice(Simulation(PLAIN, trace).run(), 500):
            json.dumps(known.written(), allow_nan=False)


def test_without_a_header_it_starts_on_a_monday_in_utc() -> None:
    assert read({"at": 1, "end": True}).start == DEFAULT_START
    assert DEFAULT_START.isoformat() == "2026-01-05T09:00:00+00:00"


@pytest.mark.parametrize(
    ("header", "start"),
    [
        ({"zone": "Europe/Berlin"}, "2026-01-05T09:00:00+01:00"),
        ({"start": "2026-07-01T08:00"}, "2026-07-01T08:00:00+00:00"),
        ({"start": "2026-07-01T08:00", "zone": "Europe/Berlin"}, "2026-07-01T08:00:00+02:00"),
        ({"start": "2026-07-01T08:00:00+00:00", "zone": "Europe/Berlin"}, "2026-07-01T10:00:00+02:00"),
        ({"start": "2026-07-01T08:00:00-05:00"}, "2026-07-01T08:00:00-05:00"),
    ],
)
def test_the_header_says_where_it_starts(header: dict[str, str], start: str) -> None:
    assert read(header).start.isoformat() == start


@pytest.mark.parametrize(
    "lines",
    [
        [{}],
        [{"at": 1, "input": True}, {"start": "2026-01-05T09:00:00"}],
        [{"at": -1, "input": True}],
        [{"at": True, "input": True}],
        [{"at": 1, "input": True, "lock": True}],
        [{"at": 1, "input": True, "note": "x"}],
        [{"at": 1}],
        [{"at": CENTURY + 1, "input": True}],
        [{"at": 1, "suspend": -1}],
        [{"at": 1, "restart": 10}, {"at": 10.999, "end": True}],
        [{"at": 1, "clock_step": CENTURY}, {"at": 2, "clock_step": 1}],
        [{"at": 1, "hold": "nap"}],
        [{"at": 1, "do": ["start"]}],
        [{"at": 1, "do": "pause", "for": "5m", "until": "17:30"}],
        [{"at": 1, "do": "pause", "until": "17:30+01:00"}],
        [{"at": 1, "do": "pause", "until": 5}],
        [{"at": 1, "do": "snooze", "for": -5}],
        [{"at": 1, "do": "snooze", "for": True}],
        [{"at": 1, "do": "skip", "prompt": 1.5}],
        [{"at": 1, "do": "skip", "prompt": True}],
        [{"at": 1, "auto": "start"}],
        [{"at": 1, "auto": {"break_due": "dance"}}],
        [{"at": 1, "end": 1}],
    ],
)
def test_what_is_not_a_trace_is_refused_with_file_and_line(lines: list[dict[str, Any]]) -> None:
    with pytest.raises(TraceError, match=rf"^trace:{len(lines)}: "):
        read(*lines)


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(TraceError, match=r"^trace:1: not JSON"):
        read_trace(["[" * 100_000], "trace", KINDS, duration)


def test_a_complaint_shows_no_control_characters() -> None:
    with pytest.raises(TraceError) as caught:
        read({"at": 1, "hold": "\x1b[31m\n"})
    assert str(caught.value).isprintable()


def test_lines_after_the_end_are_read_but_not_run() -> None:
    trace = read({"at": 1, "end": True}, {"at": 1800, "input": True})
    assert list(Simulation(PLAIN, trace).run()) == []


def test_it_ends_with_its_last_line() -> None:
    assert [known.at for known in Simulation(PLAIN, read({"at": 2000, "input": True})).run()] == [1_800_000_000]


def test_a_prompt_is_answered_after_everything_of_its_instant() -> None:
    lines = [json.dumps({"at": 0, "auto": {"break_due": "start"}}), json.dumps({"at": 1800, "end": True})]
    trace = read_trace(lines, "trace", KINDS, duration)
    said = [known.event.name for known in Simulation(PLAIN, trace).run()]
    assert said == ["break_due", "break_started"]
