"""Runs the measurements and prints each beside its budget. `python -m bench engine status` runs only those."""

from __future__ import annotations

import importlib
import sys

from bench.measurement import Measurement

MODULES = ("status", "service", "screen", "latency", "engine", "history", "figure")


def main(names: list[str]) -> int:
    """Print a line a figure; the exit status is 0 whatever they are, for a busy machine is no defect."""
    unknown = [name for name in names if name not in MODULES]
    if unknown:
        print(f"no such measurement: {', '.join(unknown)}; there is {', '.join(MODULES)}", file=sys.stderr)
        return 2
    print(f"{'what':<58}{'measured':>14}{'budget':>14}")
    for name in names or MODULES:
        for found in importlib.import_module(f"bench.{name}").measure():
            _print(found)
    return 0


def _print(found: Measurement) -> None:
    name, value, budget, unit = found
    over = "  OVER" if budget and value > budget else ""
    limit = f"{budget:g} {unit}" if budget else "-"
    print(f"{name:<58}{f'{value:.3g} {unit}':>14}{limit:>14}{over}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
