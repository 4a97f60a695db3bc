"""The whole examination: every group together, and the verdict over what they found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TextIO

from deskbreak.doctor import service
from deskbreak.doctor.cues import cue_checks
from deskbreak.doctor.deadline import DEADLINE_SECONDS, Finding, in_thread, together
from deskbreak.doctor.files import file_checks
from deskbreak.doctor.holds import hold_checks
from deskbreak.doctor.notifications import notification_checks, wanted
from deskbreak.doctor.presence import maker, presence_checks, session_checks, source_names
from deskbreak.doctor.reach import verdict
from deskbreak.doctor.report import GROUPS, Check, Report, trouble, works
from deskbreak.doctor.stretches import left_out_checks, stretch_checks
from deskbreak.doctor.terminal import Terminal, terminal_checks
from deskbreak.holds.choose import make_holds
from deskbreak.presence.clocks import system_clocks
from deskbreak.settings.model import Settings


@dataclass(frozen=True)
class Patient:
    """What is examined. `problems`: what is wrong with the settings; then `settings` are the defaults."""

    environ: Mapping[str, str]
    settings: Settings
    settings_path: str
    terminal: Terminal
    open_terminal: Callable[[], TextIO | None]
    problems: Sequence[str] = ()


async def examine(patient: Patient, deadline_seconds: float = DEADLINE_SECONDS) -> Report:
    """Look at everything, all groups at once; takes as long as the slowest, and never longer than the deadline."""
    seen = _Seen()
    checks = _once(await together(_findings(patient, seen), deadline_seconds))
    checks.sort(key=lambda check: GROUPS.index(check.group))
    working = {check.name for check in checks if check.group == "notifications" and check.status == "works"}
    return Report(
        tuple(checks),
        verdict(
            seen.status,
            [name for name in wanted(patient.settings.notify) if name in working],
            are_settings_good=not patient.problems,
            is_enabled=patient.settings.notify.enabled,
        ),
    )


def _once(checks: Sequence[Check]) -> list[Check]:
    """Without what the service says of a file that was looked at here as well."""
    seen_here = {check.found for check in checks if check.group != service.GROUP}
    return [check for check in checks if check.group != service.GROUP or check.found not in seen_here]


@dataclass
class _Seen:
    """What one group found that the verdict needs."""

    status: service.Status | None = field(default=None)


def _findings(patient: Patient, seen: _Seen) -> list[tuple[str, Finding]]:
    settings, environ = patient.settings, patient.environ
    clocks = system_clocks()

    async def running() -> Sequence[Check]:
        seen.status, checks = await in_thread(partial(service.ask, environ))
        return checks

    async def presence() -> Sequence[Check]:
        return await presence_checks(source_names(settings.presence.sources, environ), maker(environ, clocks))

    async def holds() -> Sequence[Check]:
        return await hold_checks(make_holds(settings.hold, environ, clocks.boot_seconds))

    async def plain() -> Sequence[Check]:
        return [
            *_settings(patient),
            *left_out_checks(settings.routine, environ),
            *cue_checks(settings.cues, environ),
            *terminal_checks(patient.terminal, environ, settings.notify.terminal),
        ]

    return [
        ("service", running),
        ("settings", plain),
        ("notifications", partial(notification_checks, settings.notify, environ, patient.open_terminal)),
        ("presence", presence),
        ("session", partial(session_checks, environ)),
        ("holds", holds),
        ("files", partial(in_thread, lambda: [*file_checks(environ), *stretch_checks(environ)])),
    ]


def _settings(patient: Patient) -> list[Check]:
    if not patient.problems:
        return [works("settings", "settings", patient.settings_path or "the defaults: there is no settings file")]
    mend = "mend the file, then: deskbreak config check"
    return [trouble("settings", "settings", problem, mend) for problem in patient.problems]
