from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbreak.cli.fields import FIELDS, Template
from deskbreak.cli.snapshot import advanced, headline, running_spans, summary
from deskbreak.cli.text import clock, listed, plain, span
from deskbreak.errors import UsageError
from tests.control_fakes import SNAPSHOT

BREAK = {"kind": "stretch", "length_seconds": 240.0, "rested_seconds": 12.0, "paused": False}


def snapshot(**changed: Any) -> dict[str, Any]:
    return {**SNAPSHOT, **changed}


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "Sitting for 20m; move in 9m"),
        ({"next": None}, "Sitting for 20m"),
        ({"state": "due", "owed": ["move", "stretch"]}, "Break due: move, stretch, after 20m of sitting"),
        (
            {"state": "snoozed", "owed": ["move"], "snooze_ends_in_seconds": 240.0, "snoozes_left": 1},
            "Snoozed: move again in 4m; 1 snooze left",
        ),
        (
            {
                "state": "snoozed",
                "owed": ["move"],
                "snooze_ends_in_seconds": 240.0,
                "snoozes_left": 1,
                "snoozed_because": "ended_early",
            },
            "Ended early: move again in 4m; 1 snooze left",
        ),
        (
            {"state": "snoozed", "owed": ["move"], "snooze_ends_in_seconds": 240.0, "snoozed_because": "abandoned"},
            "Break left unfinished: move again in 4m; 3 snoozes left",
        ),
        (
            {"state": "snoozed", "owed": ["move"], "snooze_ends_in_seconds": 50.0, "snoozes_left": None},
            "Snoozed: move again in 50s",
        ),
        ({"state": "break", "break": BREAK}, "In a break: stretch, 12s of 4m"),
        ({"state": "break", "break": {**BREAK, "paused": True}}, "In a break: stretch, 12s of 4m, paused"),
        ({"state": "away", "away_seconds": 600.0}, "Away for 10m"),
        ({"state": "away"}, "Away"),
        ({"state": "held", "holds": ["call"]}, "Held back (call), sitting for 20m; move in 9m"),
        (
            {"state": "held", "holds": ["call", "app"], "hold_details": {"call": "camera in use by\x1bzoom"}},
            "Held back (camera in use by zoom, app), sitting for 20m; move in 9m",
        ),
        (
            {"state": "held", "holds": ["call", "dnd"], "owed": ["move"]},
            "Held back (call, dnd), sitting for 20m; waiting: move",
        ),
        (
            {"state": "paused", "paused_until": "2026-11-20T17:30:00+01:00"},
            "Paused until 17:30, sitting for 20m",
        ),
        ({"state": "paused"}, "Paused until resumed, sitting for 20m"),
        ({"state": "off"}, "Outside working hours"),
        ({"state": "dancing"}, "dancing"),
    ],
)
def test_every_state_has_its_words(changed: dict[str, Any], words: str) -> None:
    assert headline(snapshot(**changed)) == words


def test_problems_are_a_third_line() -> None:
    text = summary(snapshot(config_problems=["a.toml:1: x: no"], problems=["no presence", "no sound"]))
    assert text.splitlines()[2] == "Problem: a.toml:1: x: no (and 2 more: deskbreak status --json)"


def test_unknown_presence_is_said() -> None:
    text = summary(snapshot(presence={"source": None, "idle_seconds": None}, today={}))
    assert text.splitlines()[1] == (
        "Today: no breaks yet | presence unknown: every minute counts as sitting | notifications by dbus"
    )


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, ""),
        (-3, "0s"),
        (0, "0s"),
        (59.4, "59s"),
        (60, "1m 00s"),
        (119, "1m 59s"),
        (120, "2m"),
        (3599, "59m"),
        (3660, "1h 01m"),
        (90000, "25h 00m"),
    ],
)
def test_spans_are_short(seconds: float | None, words: str) -> None:
    assert span(seconds) == words


def test_a_list_that_is_none_and_a_time_that_is_none_are_empty() -> None:
    assert (listed(None), clock(None)) == ("", "")


@given(st.text())
def test_plain_text_can_always_be_printed(text: str) -> None:
    assert plain(text).isprintable()


def test_time_passing_is_added_where_it_passes() -> None:
    later = advanced(snapshot(), 100.0)
    assert (later["sitting_seconds"], later["next"]["due_in_seconds"]) == (1334.5, 465.5)
    later = advanced(snapshot(), 1000.0)
    assert later["next"]["due_in_seconds"] == 0.0
    later = advanced(snapshot(accruing=False, state="break", **{"break": BREAK}), 100.0)
    assert (later["sitting_seconds"], later["break"]["rested_seconds"]) == (1234.5, 112.0)
    assert advanced(snapshot(**{"break": BREAK}), 999.0)["break"]["rested_seconds"] == 240.0
    assert advanced(snapshot(**{"break": {**BREAK, "paused": True}}), 9.0)["break"]["rested_seconds"] == 12.0
    later = advanced(snapshot(state="snoozed", snooze_ends_in_seconds=60.0, away_seconds=5.0), 10.0)
    assert (later["snooze_ends_in_seconds"], later["away_seconds"]) == (50.0, 15.0)
    assert SNAPSHOT["sitting_seconds"] == 1234.5


def test_only_what_changes_is_watched() -> None:
    assert running_spans(snapshot()) == [1234.5, 565.5]
    assert running_spans(snapshot(accruing=False, next=None)) == []


def test_every_field_can_be_filled_from_a_full_and_an_empty_snapshot() -> None:
    for name in FIELDS:
        template = Template(f"{{{name}}}")
        template.fill(snapshot(**{"break": BREAK}))
        template.fill({})


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{state}", "sitting"),
        ("{sitting} {sitting_seconds}", "20m 1234"),
        ("{next.due_in_seconds}", "566"),
        ("{holds}", "call, dnd"),
        ("{break.left}/{break.length}", "3m/4m"),
        ("{skip_allowed}", "yes"),
        ("{prompt}|{paused_until}", "|"),
        ("{presence.idle}", "3s"),
        ("{config_problems}", "1"),
        ("{{state}} }}{{", "{state} }{"),
        ("", ""),
    ],
)
def test_a_template_is_filled(template: str, text: str) -> None:
    found = snapshot(holds=["call", "dnd"], config_problems=["x"], **{"break": {**BREAK, "rested_seconds": 1.0}})
    assert Template(template).fill(found) == text


@pytest.mark.parametrize(
    "template", ["{", "}", "{state", "state}", "{}", "{ state }", "{state!r}", "{state.__class__}"]
)
def test_a_template_reaches_nothing_but_the_fields(template: str) -> None:
    with pytest.raises(UsageError, match="--format"):
        Template(template)


@given(st.text(alphabet="{}.!:[]state", max_size=20))
def test_any_template_is_filled_or_refused(template: str) -> None:
    try:
        Template(template).fill(snapshot())
    except UsageError as error:
        assert "--format" in str(error)  # noqa: PT017 - either way is right
