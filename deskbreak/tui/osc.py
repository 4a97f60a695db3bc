"""Takes OSC replies out of what the terminal sends, so that they are never read as keys. Pure: text in, text out."""

from __future__ import annotations

import re
from typing import Final

_START: Final = re.compile(r"\x1b\](?=\d|\Z)")
_END: Final = re.compile(r"\x07|\x1b\\|\x9c")
LONGEST: Final = 64 * 1024
"""More than this without an end is no reply."""


class OscFilter:
    """Hands on everything but OSC strings, which it collects in `replies`.

    An OSC begins as Alt+] does, so an unfinished one is kept back only until `release`.
    """

    def __init__(self) -> None:
        self._held = ""
        self.replies: list[str] = []

    @property
    def is_holding(self) -> bool:
        """Whether the start of something is kept back."""
        return bool(self._held)

    def feed(self, text: str) -> str:
        """What of the text is not part of an OSC."""
        is_lone_escape = text == "\x1b" and not self._held
        text, self._held = self._held + text, ""
        passed: list[str] = []
        while start := _START.search(text):
            passed.append(text[: start.start()])
            text = text[start.start() :]
            end = _END.search(text, 2)
            if end is None:
                return "".join(passed) + self._hold(text)
            self.replies.append(text[2 : end.start()])
            text = text[end.end() :]
        if text.endswith("\x1b") and not is_lone_escape:
            text, self._held = text[:-1], "\x1b"
        return "".join(passed) + text

    def release(self) -> str:
        """Give up waiting: what was kept back was keys, or a reply cut off, which is dropped."""
        held, self._held = self._held, ""
        return held if len(held) <= 2 else ""

    def _hold(self, text: str) -> str:
        self._held = text if len(text) <= LONGEST else ""
        return ""
