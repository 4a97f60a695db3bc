"""Plays cues by starting programs of the system, the next best one when one fails. Never waits, never uses a shell."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from deskbreak.cues.endings import when_ended
from deskbreak.cues.port import Cue


@dataclass(frozen=True, slots=True)
class Call:
    """A program with its arguments, and what it reads."""

    argv: tuple[str, ...]
    text: str = ""


Way = Callable[[Cue], Call | None]
"""How one program plays a cue; None for a cue it has nothing for."""


MOST_CUT_OFF = 8
"""A program that never came to the end of so many cues in a row hangs, for want of a daemon or a device."""

_GONE_SECONDS = 1.0


class ProgramPlayer:
    """A `Player`. A program that cannot be started, ends with an error or hangs is not used again."""

    def __init__(self, what: str, ways: Sequence[Way], environ: Mapping[str, str]) -> None:
        """`what` names in words what is missing when no way is left."""
        self._what = what
        self._ways = list(ways)
        self._environ = dict(environ)
        self._playing: subprocess.Popen[bytes] | None = None
        self._ending: list[subprocess.Popen[bytes]] = []
        self._cut_off = 0
        self._watches: dict[int, Callable[[], None]] = {}

    @property
    def message(self) -> str:
        """See `Player`."""
        return "" if self._ways else self._what

    def play(self, cue: Cue) -> None:
        """See `Player`."""
        self.tidy()
        self._hush()
        while self._ways:
            call = self._ways[0](cue)
            if call is None:
                return
            with suppress(OSError):
                self._playing = self._start(call)
                self._watches[self._playing.pid] = when_ended(self._playing.pid, self.tidy)
                return
            self._give_up()

    def tidy(self) -> None:
        """See `Player`."""
        if self._playing is not None and self._playing.poll() is not None:
            if self._playing.returncode > 0:
                self._give_up()
            self._playing, self._cut_off = None, 0
        for process in self._ending:
            if process.poll() is None:
                process.kill()
        self._ending = [process for process in self._ending if process.poll() is None]
        alive = {process.pid for process in (self._playing, *self._ending) if process is not None}
        for pid in self._watches.keys() - alive:
            self._watches.pop(pid)()

    def close(self) -> None:
        """See `Player`."""
        self.tidy()
        self._hush()
        for process in self._ending:
            process.kill()
            with suppress(subprocess.TimeoutExpired):  # it is gone within a blink; nothing but the disk can hold it
                process.wait(_GONE_SECONDS)
        self.tidy()

    def _give_up(self) -> None:
        del self._ways[:1]

    def _hush(self) -> None:
        if self._playing is not None:
            self._playing.terminate()
            self._ending.append(self._playing)
            self._playing = None
            self._cut_off += 1
            if self._cut_off >= MOST_CUT_OFF:
                self._cut_off = 0
                self._give_up()

    def _start(self, call: Call) -> subprocess.Popen[bytes]:
        """With streams of its own: a program must not write over the screen, nor read the person's keys."""
        process = subprocess.Popen(
            call.argv,
            stdin=subprocess.PIPE if call.text else subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=self._environ,
            start_new_session=True,
        )
        if process.stdin is not None:
            with suppress(OSError):  # it ended at once; its status will tell
                process.stdin.write(call.text.encode())
                process.stdin.close()
        return process
