"""The engine's state as plain values and back. Instants are written relative to the moment of saving.

After a reboot the boot clock starts anew; only spans survive that.
"""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from .calendar import Page
from .machine import Break, Machine, Pausing, Prompt
from .tally import Clock, Tally

FORMAT = 1

Value = TypeVar("Value")

_FLAGS = ("hands_on", "is_locked", "awaits_input", "is_held_told", "is_limit_told")
_COUNTS = ("prompts", "skips_today")
_INSTANTS = ("idle_since", "away_since", "opened_at", "quiet_until", "wanted_since")
_SUMS = ("bout", "bout_doubtful", "day", "day_doubtful")
_CLOCK_SPANS = ("seated", "doubtful", "snoozes", "clears_after")
_CLOCK_FLAGS = ("is_early", "is_warned", "was_owed")


def write(m: Machine) -> dict[str, object]:
    """The state as JSON values."""
    state: dict[str, object] = {"format": FORMAT, "page": _write_page(m.page), "holds": sorted(m.holds)}
    state |= {name: getattr(m, name) for name in _FLAGS + _COUNTS}
    state |= {name: _ago(m, getattr(m, name)) for name in _INSTANTS}
    state["last_input"] = _ago(m, m.last_input)
    state["tally"] = {name: getattr(m.tally, name) for name in _SUMS} | {"rest_since": _ago(m, m.tally.rest_since)}
    state["clocks"] = {clock.kind.name: _write_clock(m, clock) for clock in m.tally.clocks}
    state["prompt"] = m.prompt and [m.prompt.number, m.prompt.kind, _ago(m, m.prompt.asked_at)]
    state["pausing"] = m.pausing and [_ago(m, m.pausing.boot), m.pausing.epoch]
    state["rest"] = m.rest and [m.rest.kind.name, m.rest.rested_before, _ago(m, m.rest.running_since)]
    return state


def _ago(m: Machine, instant: int | None) -> int | None:
    return None if instant is None else instant - m.now


def _write_page(page: Page) -> list[object]:
    return [page.since, page.until, page.is_open, page.day.isoformat()]


def _write_clock(m: Machine, clock: Clock) -> dict[str, object]:
    return {name: getattr(clock, name) for name in _CLOCK_SPANS + _CLOCK_FLAGS} | {"owed_at": _ago(m, clock.owed_at)}


def read(m: Machine, saved: object) -> None:
    """Put a saved state into a fresh machine whose `now` is the moment of saving. Raises `ValueError`."""
    if not isinstance(saved, dict) or saved.get("format") != FORMAT:
        raise ValueError("not a saved state of this format")
    try:
        _read(m, saved)
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise ValueError(f"a damaged saved state: {error!r}") from error


def _read(m: Machine, saved: dict[str, Any]) -> None:
    for name in _FLAGS:
        setattr(m, name, _typed(saved[name], bool))
    for name in _COUNTS:
        setattr(m, name, _typed(saved[name], int))
    for name in _INSTANTS:
        setattr(m, name, _instant(m, saved[name]))
    m.last_input = m.now + _typed(saved["last_input"], int)
    since, until, is_open, day = saved["page"]
    m.page = Page(_typed(since, int), _typed(until, int), _typed(is_open, bool), date.fromisoformat(day))
    _read_tally(m, m.tally, saved)
    _read_prompt(m, saved["prompt"])
    _read_rest(m, saved["rest"])
    if saved["pausing"] is not None:
        boot, epoch = saved["pausing"]
        m.pausing = Pausing(_instant(m, boot), None if epoch is None else _typed(epoch, int))
        m.holds = {"paused"}


def _read_tally(m: Machine, tally: Tally, saved: dict[str, Any]) -> None:
    for name in _SUMS:
        setattr(tally, name, _typed(saved["tally"][name], int))
    tally.rest_since = _instant(m, saved["tally"]["rest_since"])
    for clock in tally.clocks:
        written = saved["clocks"].get(clock.kind.name)
        if written is not None:
            _read_clock(m, clock, written)


def _read_clock(m: Machine, clock: Clock, written: dict[str, Any]) -> None:
    for name in _CLOCK_SPANS:
        value = written[name]
        setattr(clock, name, None if value is None and name == "clears_after" else _typed(value, int))
    for name in _CLOCK_FLAGS:
        setattr(clock, name, _typed(written[name], bool))
    clock.owed_at = _instant(m, written["owed_at"])


def _read_prompt(m: Machine, written: list[Any] | None) -> None:
    if written is None:
        return
    number, kind, asked_at = written
    if m.tally.clock(kind) is not None:
        m.prompt = Prompt(_typed(number, int), kind, m.now + _typed(asked_at, int))


def _read_rest(m: Machine, written: list[Any] | None) -> None:
    if written is None:
        return
    name, rested_before, running_since = written
    clock = m.tally.clock(name)
    if clock is None:
        m.awaits_input = True
    else:
        m.rest = Break(clock.kind, _typed(rested_before, int), _instant(m, running_since))


def _instant(m: Machine, ago: object) -> int | None:
    return None if ago is None else m.now + _typed(ago, int)


def _typed(value: object, kind: type[Value]) -> Value:
    if type(value) is not kind:
        raise ValueError(f"a damaged saved state: {value!r} is no {kind.__name__}")
    return value
