"""`deskbreak status` against a running service, beside an empty Python of the same interpreter."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from bench.desk import DESKBREAK, place, wait_for
from bench.measurement import Measurement

ROUNDS = 40


def measure() -> list[Measurement]:
    """Medians of interleaved runs, and their ratio."""
    console = str(Path(sys.executable).with_name("deskbreak"))
    with place() as environ, subprocess.Popen([*DESKBREAK, "service", "run"], env=environ) as service:
        wait_for(lambda: subprocess.run([console, "status"], env=environ, capture_output=True).returncode == 0)
        empty, status = [], []
        for _ in range(ROUNDS):
            empty.append(_run([sys.executable, "-c", "pass"], environ))
            status.append(_run([console, "status"], environ))
        service.terminate()
    return [
        Measurement("python -c pass", median(empty) * 1000, 0.0, "ms"),
        Measurement("deskbreak status", median(status) * 1000, 0.0, "ms"),
        Measurement("deskbreak status, times python -c pass", median(status) / median(empty), 2.5, "x"),
    ]


def _run(command: list[str], environ: dict[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, env=environ, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began
