"""The headless service at rest: memory, wake-ups, CPU."""

from __future__ import annotations

import subprocess

from bench.desk import DESKBREAK, idle, place, resident_mb, wait_for
from bench.measurement import Measurement

SETTLE_SECONDS = 20.0
WATCHED_SECONDS = 60.0


def measure() -> list[Measurement]:
    """One minute of a service nobody talks to."""
    with place() as environ, subprocess.Popen([*DESKBREAK, "service", "run"], env=environ) as service:
        wait_for(lambda: subprocess.run([*DESKBREAK, "status"], env=environ, capture_output=True).returncode == 0)
        idle(service.pid, SETTLE_SECONDS)
        wakeups, cpu = idle(service.pid, WATCHED_SECONDS)
        resident = resident_mb(service.pid)
        service.terminate()
    return [
        Measurement("service: resident memory", resident, 40.0, "MB"),
        Measurement("service: wakeups", wakeups, 0.3, "/s"),
        Measurement("service: CPU", cpu, 40.0, "ms/min"),
    ]
