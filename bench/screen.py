"""The screen in a pseudo-terminal, beside an empty Textual app and a stock label that counts seconds."""

from __future__ import annotations

import sys
import time
from statistics import median

from bench.desk import DESKBREAK, Terminal, idle, place, resident_mb
from bench.measurement import Measurement

SETTLE_SECONDS = 20.0
WATCHED_SECONDS = 30.0
PAINTS = 7
KEY_SECONDS = 1.0
ROOM_SETTLE_SECONDS = 5.0
ROOM_SECONDS = 10.0

DOWN, ESCAPE, UNFOCUSED, FOCUSED = "\x1b[B", "\x1b", "\x1b[O", "\x1b[I"
ROOMS = {"library": "l", "history": "H", "settings": ",", "why": "w"}
JOURNEY = (
    *("s", "n", "n", "b", "b", "n", "n", "f", "\r"),
    *("l", DOWN, DOWN, DOWN, ESCAPE, "H", "w", "m", "y", ESCAPE, ",", DOWN, DOWN, ESCAPE, "w", ESCAPE, "?", ESCAPE),
)
"""A break begun and left, every room, and back to the dashboard."""

EMPTY = "from textual.app import App; App().run()"
LABEL = """
import time
from textual.app import App
from textual.widgets import Label
class Clock(App):
    def compose(self):
        yield Label("0")
    def on_mount(self):
        self.set_interval(1, lambda: self.query_one(Label).update(str(time.monotonic())))
Clock().run()
"""
QUIET = '[screen]\nseconds = "never"\n[routine]\nplaces = ["standing", "floor"]\n'
COUNTING = '[screen]\nseconds = "always"\n'


def measure() -> list[Measurement]:
    """Memory, wake-ups with and without seconds, and the first paint."""
    found = []
    with place(QUIET) as environ:
        wakeups, resident = _resting(DESKBREAK, environ)
        found += [
            Measurement("screen: resident memory", resident, 60.0, "MB"),
            Measurement("screen, no seconds: wakeups", wakeups, 0.3, "/s"),
        ]
    with place(QUIET) as environ:
        found += _rooms(environ)
    with place(COUNTING) as environ:
        label, _ = _resting([sys.executable, "-c", LABEL], environ)
        counting, _ = _resting(DESKBREAK, environ)
        found += [Measurement("stock Textual label at 1 Hz: wakeups", label, 0.0, "/s")]
        found += [Measurement("screen, seconds shown: wakeups", counting, min(6.0, label), "/s")]
    with place(QUIET) as environ:
        empty, ours = [], []
        for _ in range(PAINTS):
            empty.append(_first_paint([sys.executable, "-c", EMPTY], environ))
            ours.append(_first_paint(DESKBREAK, environ))
        found += [Measurement("empty Textual app: first paint", median(empty) * 1000, 0.0, "ms")]
        found += [Measurement("screen: first paint", median(ours) * 1000, 0.0, "ms")]
        found += [Measurement("screen: first paint, times an empty app's", median(ours) / median(empty), 1.5, "x")]
    return found


def _resting(command: list[str], environ: dict[str, str]) -> tuple[float, float]:
    terminal = Terminal(command, environ)
    try:
        terminal.first_paint_seconds()
        idle(terminal.pid, SETTLE_SECONDS)
        wakeups, _ = idle(terminal.pid, WATCHED_SECONDS)
        return wakeups, resident_mb(terminal.pid)
    finally:
        terminal.close()


def _rooms(environ: dict[str, str]) -> list[Measurement]:
    """Every room once, and its wake-ups while nobody looks."""
    terminal = Terminal(DESKBREAK, environ)
    try:
        terminal.first_paint_seconds()
        time.sleep(KEY_SECONDS)
        _press(terminal, *JOURNEY)
        found = [Measurement("screen, after a break and every room: memory", resident_mb(terminal.pid), 60.0, "MB")]
        for name, key in ROOMS.items():
            _press(terminal, key, UNFOCUSED)
            idle(terminal.pid, ROOM_SETTLE_SECONDS)
            wakeups, _ = idle(terminal.pid, ROOM_SECONDS)
            found += [Measurement(f"{name}, out of focus: wakeups", wakeups, 0.3, "/s")]
            _press(terminal, FOCUSED, ESCAPE)
        return found
    finally:
        terminal.close()


def _press(terminal: Terminal, *keys: str) -> None:
    for key in keys:
        terminal.type(key)
        time.sleep(KEY_SECONDS)


def _first_paint(command: list[str], environ: dict[str, str]) -> float:
    terminal = Terminal(command, environ)
    try:
        return terminal.first_paint_seconds()
    finally:
        terminal.close()
