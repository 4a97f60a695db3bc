"""The hold probes: each looks once, as it would before a prompt."""

from __future__ import annotations

from deskbreak.doctor.report import Check, absent, trouble, works
from deskbreak.holds.holds import Holds
from deskbreak.holds.port import Answer

GROUP = "holds"


async def hold_checks(holds: Holds) -> list[Check]:
    """What every probe that is switched on says now."""
    try:
        looked = await holds.look()
    finally:
        await holds.close()
    found = [_check(answer) for answer in looked.answers]
    return found or [absent(GROUP, "probes", "none is switched on, or this system has none")]


def _check(answer: Answer) -> Check:
    name = answer.probe if answer.probe.startswith(answer.reason) else f"{answer.reason}: {answer.probe}"
    if answer.found is not None:
        return works(GROUP, name, f"holds now: {answer.found.detail}")
    if not answer.failure:
        return works(GROUP, name, "holds nothing now")
    if answer.is_absent:
        return absent(GROUP, name, answer.failure)
    switch = "out of hold.app" if answer.reason == "app" else f"off: deskbreak config set hold.{answer.reason} false"
    return trouble(
        GROUP, name, f"{answer.failure}; it holds nothing back", f"mend the program it asks, or leave it {switch}"
    )
