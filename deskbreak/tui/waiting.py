"""A driver for Linux whose input thread waits for the terminal instead of looking at it ten times a second.

Leans on internals of Textual's LinuxDriver, which `deskbreak.tui.driver` checks before it is used.
"""

from __future__ import annotations

import os
import selectors
import sys
import termios
import threading
from codecs import getincrementaldecoder
from contextlib import suppress
from typing import Any, TextIO, cast

from textual import constants, messages
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from deskbreak.tui.osc import OscFilter


class _Alarm(threading.Event):
    """An event that also wakes whoever waits for the reading end of its pipe."""

    def __init__(self) -> None:
        super().__init__()
        self.reading_end, self._writing_end = os.pipe()
        os.set_blocking(self.reading_end, False)

    def set(self) -> None:
        super().set()
        os.write(self._writing_end, b"!")

    def drain(self) -> None:
        """Forget earlier alarms."""
        try:
            while os.read(self.reading_end, 64):
                pass
        except BlockingIOError:
            pass


class Lasting:
    """The terminal as a file that goes on taking text once the terminal is gone.

    Textual's writing thread dies of an error, and whoever writes after that waits for it for ever.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write what can be written."""
        with suppress(OSError, ValueError):
            self._file.write(text)

    def flush(self) -> None:
        """Flush what can be flushed."""
        with suppress(OSError, ValueError):
            self._file.flush()

    def fileno(self) -> int:
        """The descriptor of the terminal."""
        return self._file.fileno()


class WaitingDriver(LinuxDriver):
    """LinuxDriver whose input thread sleeps until there is input, a time-out of it, or the end."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._file = cast("Any", Lasting(sys.__stderr__ or sys.stderr))
        self._alarm = _Alarm()
        self.exit_event = self._alarm

    def _sigcont_application(self, *_: object) -> None:
        """Come back from a stop, never to a terminal that is gone and never with a second input thread.

        The kernel sends SIGCONT with the SIGHUP of a terminal that is closed; Textual would start anew on it.
        """
        if not self._must_signal_resume:  # not stopped by Ctrl+Z: still in application mode
            if not self._has_terminal():
                return
            self.suspend_application_mode()
        super()._sigcont_application()

    def _has_terminal(self) -> bool:
        try:
            termios.tcgetattr(self.fileno)
        except termios.error:
            return False
        return True

    def run_input_thread(self) -> None:
        """Wait for input and dispatch events, until `exit_event` is set."""
        parser = XTermParser(self._debug)
        osc = OscFilter()
        decode = getincrementaldecoder("utf-8")().decode
        with selectors.PollSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self._alarm.reading_end, selectors.EVENT_READ)
            while not self._alarm.is_set():
                ready = selector.select(_patience(parser, osc))
                if any(key.fd == self.fileno for key, _ in ready):
                    data = self._read()
                    if not data:
                        selector.unregister(self.fileno)
                        continue
                    self._dispatch(parser, osc.feed(decode(data)))
                elif ready:
                    self._alarm.drain()
                elif osc.is_holding:
                    self._dispatch(parser, osc.release())
                self._tick(parser)
                osc.replies.clear()
        self._alarm.drain()
        _end(parser)

    def _read(self) -> bytes:
        """What came in; nothing when the terminal is gone, of which the app is told."""
        try:
            data = os.read(self.fileno, 4096)
        except OSError:
            data = b""
        if not data and self.input_tty:
            self.send_message(messages.ExitApp())
        return data

    def _dispatch(self, parser: XTermParser, text: str) -> None:
        if text:
            for message in parser.feed(text):
                self.process_message(message)

    def _tick(self, parser: XTermParser) -> None:
        for message in parser.tick():
            self.process_message(message)


def _patience(parser: XTermParser, osc: OscFilter) -> float | None:
    """Seconds to wait for more input: for ever, unless an Escape may still be alone."""
    is_waiting = parser._timeout_time is not None or osc.is_holding  # noqa: SLF001 - checked by find_difference
    return constants.ESCAPE_DELAY if is_waiting else None


def _end(parser: XTermParser) -> None:
    """Tell the parser that no more will come."""
    try:
        for _ in parser.feed(""):
            pass
    except (EOFError, ParseError):
        pass
