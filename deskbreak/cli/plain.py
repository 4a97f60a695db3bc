"""`deskbreak --plain`: the screen as lines, for screen readers, dumb terminals and pipes. No cursor is moved.

A line on each change of state, the words that answer it, and the steps of a break. Idle it waits and has no timer.
"""

from __future__ import annotations

import asyncio
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from deskbreak.cli.guides import look_at
from deskbreak.cli.plain_reading import after_word, of_the_end, read_out
from deskbreak.cli.plain_steps import Steps
from deskbreak.cli.plain_words import asked, marks, problems, told, usage
from deskbreak.cli.refusals import in_words
from deskbreak.cli.snapshot import advanced, headline
from deskbreak.cli.text import plain
from deskbreak.errors import DONE, DeskbreakError, NotRunning

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from deskbreak.control.interface import Control

    Clock = Callable[[], float]
    Queue = asyncio.Queue["Input"]
    Input = str | dict[str, Any] | None
    """A typed line, a snapshot, or None when the service is gone."""

OF_BREAK = frozenset({"routine_next", "routine_back", "routine_hurts", "break_pause", "finish", "abandon"})
ENDS = frozenset({"q", "quit", "exit"})
GREETING = "deskbreak, in plain lines. Type help for what can be typed, quit to leave."


def run_plain(open_control: Callable[[], Awaitable[Control]]) -> int:
    """Say what happens until it is left; raises `NotRunning` when the service it was attached to goes."""
    with suppress(KeyboardInterrupt):
        asyncio.run(_run(open_control))
    return DONE


async def _run(open_control: Callable[[], Awaitable[Control]]) -> None:
    from deskbreak.cli.typed import read_lines
    from deskbreak.service.run import stopping_signals

    is_left = asyncio.Event()
    with stopping_signals(is_left):
        control = await open_control()
        try:
            screen = PlainScreen(control, _say)
            read_lines(screen.type, is_left.set if sys.stdin.isatty() else lambda: None)
            await first_of(screen.run(), is_left.wait())
        finally:
            await control.close()


async def first_of(*works: Awaitable[object]) -> None:
    """Wait for the first to end, and end the others; raises what it raised."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _say(line: str) -> None:
    print(line, flush=True)


class PlainScreen:
    """One control, said line by line."""

    def __init__(self, control: Control, say: Callable[[str], None], clock: Clock = time.monotonic) -> None:
        self._control = control
        self._say = say
        self._clock = clock
        self._inputs: Queue = asyncio.Queue()
        self._snapshot: dict[str, Any] = {}
        self._heard_at = 0.0
        self._problems: tuple[str, ...] = ()
        self._steps = Steps()
        self._is_overtaken = False
        """Whether a word has moved the break on, and the snapshot is from before that."""

    def type(self, line: str) -> None:
        """The person typed a line."""
        self._inputs.put_nowait(line)

    async def run(self) -> None:
        """Speak until quit is typed; raises `NotRunning` when the service of another process goes."""
        self._say(GREETING)
        listening = asyncio.create_task(self._listen(), name="plain screen")
        try:
            while not await self._turn():
                pass
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)

    async def _listen(self) -> None:
        try:
            async for method, params in self._control.messages():
                if method == "snapshot":
                    self._inputs.put_nowait(params)
        except DeskbreakError as error:
            self._say(plain(error))
        finally:
            self._inputs.put_nowait(None)

    async def _turn(self) -> bool:
        """Wait for one thing and say what it brings; whether it is over."""
        try:
            async with asyncio.timeout(self._speak_steps()):
                came = await self._inputs.get()
        except TimeoutError:  # the next step is due
            return False
        if came is None:
            self._end()
            return True
        if isinstance(came, str):
            return await self._answer(came.strip())
        self._take(came)
        return False

    def _end(self) -> None:
        if not self._control.owns_service:
            raise NotRunning("deskbreak has stopped")
        self._say("deskbreak was told to stop.")

    def _take(self, snapshot: dict[str, Any]) -> None:
        before, heard_at = self._snapshot, self._heard_at
        self._snapshot, self._heard_at, self._is_overtaken = snapshot, self._clock(), False
        if before.get("break") and not snapshot.get("break"):
            self._steps = Steps()
            self._say_all(of_the_end(advanced(before, self._clock() - heard_at), snapshot))
        if not before or marks(before) != marks(snapshot):
            self._say_all(told(snapshot))
        now_wrong = problems(snapshot)
        self._say_all([f"Problem: {text}" for text in now_wrong if text not in self._problems])
        self._problems = now_wrong

    def _now(self) -> dict[str, Any]:
        return advanced(self._snapshot, self._clock() - self._heard_at)

    def _speak_steps(self) -> float | None:
        """Say the steps that are due; how long until there is another."""
        look = look_at(self._now()) if self._snapshot and not self._is_overtaken else None
        if look is None:
            return None
        self._say_all(self._steps.lines(look))
        return self._steps.wait_seconds(look)

    async def _answer(self, typed: str) -> bool:
        """Do what was typed; whether it was to leave."""
        word = typed.lower()
        if word in ENDS:
            self._say("Reminders stop with this." if self._control.owns_service else "Reminders go on.")
            return True
        if word in {"help", "?"}:
            self._say_all(usage())
        elif word in {"", "status"}:
            self._say_all([f"{headline(self._now())}."] if self._snapshot else [])
        else:
            await self._ask(typed)
        return False

    async def _ask(self, typed: str) -> None:
        call = asked(typed, self._snapshot)
        try:
            if call is not None:
                before = self._now()
                await self._control.call(*call)
                self._is_overtaken = call[0] in OF_BREAK
                self._say_all(after_word(call[0], before))
                return
            told = await read_out(typed, self._control.call)
        except DeskbreakError as error:
            self._say(in_words(error))
            return
        self._say_all([f"{typed} is no word known here. Type help for those that are."] if told is None else told)

    def _say_all(self, lines: list[str]) -> None:
        for line in lines:
            self._say(plain(line))
