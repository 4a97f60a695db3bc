"""The terminal's driver: waits for input instead of looking for it ten times a second.

Leans on internals of Textual's LinuxDriver; `choose_driver` checks them and falls back to the stock one.
"""

from __future__ import annotations

import logging
import os
import selectors
import sys
import threading
from codecs import getincrementaldecoder
from typing import TYPE_CHECKING, Any, Final

from textual import constants, messages
from textual._parser import ParseError
from textual._xterm_parser import XTermParser

from deskbreak.tui.osc import OscFilter

if TYPE_CHECKING:
    from textual.driver import Driver

_log = logging.getLogger(__name__)

_USED: Final = {
    "start_application_mode": {"_run_input_thread"},
    "_run_input_thread": {"run_input_thread"},
    "disable_input": {"exit_event", "set", "join", "clear"},
    "process_message": set[str](),
}
"""The methods of LinuxDriver this one counts on, and the names each of them has to use."""


def choose_driver() -> type[Driver] | None:
    """Our driver where it fits the platform and Textual; None for Textual's own choice."""
    if sys.platform != "linux" or constants.DRIVER is not None:
        return None
    if (difference := find_difference()) is not None:
        _log.warning("the terminal is polled by Textual's own driver: %s", difference)
        return None
    return WaitingDriver


if sys.platform == "linux":
    from textual.drivers.linux_driver import LinuxDriver

    def find_difference(driver: type = LinuxDriver) -> str | None:
        """What about Textual is not as this driver needs it; None when all is."""
        for name, names in _USED.items():
            method = getattr(driver, name, None)
            if method is None or not names <= set(method.__code__.co_names):
                return f"{name} of its driver has changed"
        parser = XTermParser()
        if not hasattr(parser, "_timeout_time") or not hasattr(parser, "tick"):
            return "its parser has changed"
        return None

    class _Alarm(threading.Event):
        """An event that also wakes whoever waits for the reading end of its pipe."""

        def __init__(self) -> None:
            super().__init__()
            self.reading_end, self._writing_end = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)

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

    class WaitingDriver(LinuxDriver):
        """LinuxDriver whose input thread sleeps until there is input, a time-out of it, or the end."""

        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self._alarm = _Alarm()
            self.exit_event = self._alarm

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
                    elif not ready and osc.is_holding:
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
