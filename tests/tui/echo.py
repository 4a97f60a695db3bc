"""A program for the driver's tests: writes every key it gets to the file descriptor named on its command line."""

from __future__ import annotations

import os
import sys

from textual import events
from textual.app import App

from deskbreak.tui.driver import choose_driver


class Echo(App[None]):
    """Says when it is ready, which driver it has, and each key and paste."""

    def __init__(self, descriptor: int) -> None:
        super().__init__(driver_class=choose_driver())
        self._descriptor = descriptor

    def say(self, word: str) -> None:
        os.write(self._descriptor, f"{word}\n".encode())

    def on_ready(self) -> None:
        self.say(f"ready {type(self._driver).__name__}")

    def on_key(self, event: events.Key) -> None:
        self.say(event.key)

    def on_unmount(self) -> None:
        """Write more at the end than Textual's writer keeps waiting."""
        for _ in range(100):
            if self._driver is not None:
                self._driver.write(" ")
                self._driver.flush()

    def on_paste(self, event: events.Paste) -> None:
        self.say(f"pasted {event.text}")


if __name__ == "__main__":
    Echo(int(sys.argv[1])).run()
