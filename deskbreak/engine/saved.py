"""The engine's state as plain values and back. Instants are written relative to the moment of saving.

After a reboot the boot clock starts anew; only spans survive that.
"""

from __future__ import annotations

from datetime import date
from typing import Any, cast, get_args

from .calendar import Page
from .machine import Absence, Break, Machine, Pausing, Prompt, QuietBecause
from .tally import Clock, Tally

FORMAT = 3
_BEFORE_REASONS = 1
"""The format that kept neither the last absence nor since when a pause is on."""
_BEFORE_BECAUSE = 2
"""The format that did not keep what put the owed break off."""
LARGEST = 10**17
"""Three millennia in microseconds: an instant above was not written by us."""
LONGEST = 10**15
"""Three decades in microseconds: nobody sat, rested or snoozed longer."""

_FLAGS = ("hands_on", "is_locked", "awaits_input", "is_held_told", "is_limit_told")
_COUNTS = ("prompts", "skips_today")
_PAST = ("idle_since", "away_since", "opened_at", "wanted_since")
_SUMS = ("bout", "bout_doubtful", "day", "day_doubtful")
_CLOCK_SPANS = ("seated", "doubtful", "snoozes", "given_back")
_CLOCK_FLAGS = ("is_early", "is_warned", "was_owed")


def write(m: Machine) -> dict[str, object]:
    """The state as JSON values."""
    state: dict[str, object] = {"format": FORMAT, "page": _write_page(m.page)}
    state |= {name: getattr(m, name) for name in _FLAGS + _COUNTS}
    state |= {name: _ago(m, getattr(m, name)) for name in (*_PAST, "quiet_until")}
    state["quiet_because"] = m.quiet_because
    state["last_input"] = _ago(m, m.last_input)
    state["tally"] = {name: getattr(m.tally, name) for name in _SUMS} | {"rest_since": _ago(m, m.tally.rest_since)}
    state["clocks"] = {clock.kind.name: _write_clock(m, clock) for clock in m.tally.clocks}
    state["prompt"] = m.prompt and [m.prompt.number, m.prompt.kind, _ago(m, m.prompt.asked_at)]
    state["pausing"] = m.pausing and [_ago(m, m.pausing.boot), m.pausing.epoch, _ago(m, m.holds["paused"])]
    state["last_absence"] = m.last_absence and _write_absence(m, m.last_absence)
    state["rest"] = m.rest and [m.rest.kind.name, m.rest.rested_before, _ago(m, m.rest.running_since)]
    return state


def _ago(m: Machine, instant: int | None) -> int | None:
    return None if instant is None else instant - m.now


def _write_page(page: Page) -> list[object]:
    return [page.since, page.until, page.is_open, page.day.isoformat()]


def _write_absence(m: Machine, absence: Absence) -> list[object]:
    return [_ago(m, absence.since), _ago(m, absence.until), dict(absence.gave_back)]


def _write_clock(m: Machine, clock: Clock) -> dict[str, object]:
    return {name: getattr(clock, name) for name in _CLOCK_SPANS + _CLOCK_FLAGS} | {"owed_at": _ago(m, clock.owed_at)}


def read(m: Machine, saved: object) -> None:
    """Put a saved state into a fresh machine whose `now` is the moment of saving. Raises `ValueError`."""
    if not isinstance(saved, dict) or saved.get("format") not in (_BEFORE_REASONS, _BEFORE_BECAUSE, FORMAT):
        raise ValueError("not a saved state of this format")
    try:
        _read(m, _upgraded(saved))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"a damaged saved state: {error}") from error


def _upgraded(saved: dict[str, Any]) -> dict[str, Any]:
    """The state as one of this format, whichever it was written in."""
    if saved["format"] == FORMAT:
        return saved
    if saved["format"] == _BEFORE_BECAUSE:
        return saved | {"quiet_because": "snoozed"}
    clocks = {name: written | {"given_back": 0} for name, written in saved["clocks"].items()}
    pausing = saved["pausing"] and [*saved["pausing"], 0]
    return saved | {"clocks": clocks, "pausing": pausing, "last_absence": None, "quiet_because": "snoozed"}


def _read(m: Machine, saved: dict[str, Any]) -> None:
    for name in _FLAGS:
        setattr(m, name, _flag(saved[name]))
    for name in _COUNTS:
        setattr(m, name, _span(saved[name]))
    for name in _PAST:
        setattr(m, name, _past(m, saved[name]))
    m.last_input = m.now - _span(-_whole(saved["last_input"]))
    m.quiet_until = None if saved["quiet_until"] is None else m.now + _whole(saved["quiet_until"])
    m.quiet_because = _because(saved["quiet_because"])
    since, until, is_open, day = saved["page"]
    m.page = Page(_whole(since), _whole(until), _flag(is_open), date.fromisoformat(day))
    _read_tally(m, m.tally, saved)
    _read_prompt(m, saved["prompt"])
    _read_rest(m, saved["rest"])
    if saved["pausing"] is not None:
        boot, epoch, since = saved["pausing"]
        m.pausing = Pausing(
            None if boot is None else m.now + _whole(boot),
            None if epoch is None else _whole(epoch),
        )
        m.holds = {"paused": m.now - _span(-_whole(since))}
    if saved["last_absence"] is not None:
        m.last_absence = _absence(m, *saved["last_absence"])


def _absence(m: Machine, since: object, until: object, gave_back: dict[str, object]) -> Absence:
    spans = tuple((str(name), _span(value)) for name, value in gave_back.items())
    return Absence(m.now - _span(-_whole(since)), m.now - _span(-_whole(until)), spans)


def _because(value: object) -> QuietBecause:
    for known in get_args(QuietBecause):
        if value == known:
            return cast("QuietBecause", known)
    raise ValueError(f"{value!r} puts nothing off")


def _read_tally(m: Machine, tally: Tally, saved: dict[str, Any]) -> None:
    for name in _SUMS:
        setattr(tally, name, _span(saved["tally"][name]))
    for clock in tally.clocks:
        written = saved["clocks"].get(clock.kind.name)
        if written is not None:
            _read_clock(m, clock, written)
    tally.rest_since = _past(m, saved["tally"]["rest_since"])
    if tally.rest_since is not None:
        tally.begin_rest(tally.rest_since)
    tally.forgive_settled(m.now)


def _read_clock(m: Machine, clock: Clock, written: dict[str, Any]) -> None:
    for name in _CLOCK_SPANS:
        setattr(clock, name, _span(written[name]))
    for name in _CLOCK_FLAGS:
        setattr(clock, name, _flag(written[name]))
    clock.owed_at = _past(m, written["owed_at"])
    if clock.doubtful > clock.seated:
        raise ValueError("more sitting in doubt than there was")


def _read_prompt(m: Machine, written: list[Any] | None) -> None:
    if written is None:
        return
    number, kind, asked_at = written
    if m.tally.clock(kind) is not None:
        m.prompt = Prompt(_span(number), kind, m.now + _whole(asked_at))


def _read_rest(m: Machine, written: list[Any] | None) -> None:
    if written is None:
        return
    name, rested_before, running_since = written
    clock = m.tally.clock(name)
    if clock is None:
        m.awaits_input = True
    else:
        m.rest = Break(clock.kind, _span(rested_before), _past(m, running_since))


def _past(m: Machine, ago: object) -> int | None:
    return None if ago is None else m.now - _span(-_whole(ago))


def _span(value: object) -> int:
    found = _whole(value)
    if not 0 <= found <= LONGEST:
        raise ValueError(f"{found} is no span it could hold")
    return found


def _whole(value: object) -> int:
    if type(value) is not int or abs(value) > LARGEST:
        raise ValueError(f"{value!r} is no number it could hold")
    return value


def _flag(value: object) -> bool:
    if value is True or value is False:
        return value
    raise ValueError(f"{value!r} is neither true nor false")
