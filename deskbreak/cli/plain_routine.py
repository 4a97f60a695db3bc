"""A routine as plain lines, one after the other: for screen readers, dumb terminals and pipes. No cursor is moved.

Where a person can type, a word and Enter does what a key does on the screen; Enter alone does what space does there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskbreak.cli.refusals import in_words
from deskbreak.cli.text import plain, span
from deskbreak.cues.patterns import rings
from deskbreak.cues.plan import END, NEARLY, Beat, Part, beats, done, due, next_in
from deskbreak.cues.port import Cue
from deskbreak.cues.words import SAID, spoken, written
from deskbreak.errors import DeskbreakError

if TYPE_CHECKING:
    from deskbreak.cli.guides import Guide, Look
    from deskbreak.cues.port import Player

SHORTEST_WAIT_SECONDS = 0.02
AHEAD_SECONDS = 1.0
"""A stretch is told as done this long before its end: who counts it may be at the end of the break a moment sooner."""


PAUSE, GO_ON, FINISH = "break_pause", "break_resume", "finish"
METHODS = {
    "wait": PAUSE,
    "pause": PAUSE,
    "go on": GO_ON,
    "next": "routine_next",
    "back": "routine_back",
    "hurts": "routine_hurts",
    "finish": FINISH,
    "quit": FINISH,
}
"""What can be typed, and the service's method that it stands for."""

GREETING = "Enter alone stops the clock, and lets it go on. Other words: next, back, hurts, finish."


class _Finished(Exception):
    """The person has typed that it is over."""


@dataclass
class Stage:
    """What a plain routine is shown on: lines, bells and players, how it waits, and how it hears a typed line.

    `hear` waits at most so long for a line and answers None where none came; without it nothing can be typed.
    """

    say: Callable[[str], None]
    ring: Callable[[], None]
    sleep: Callable[[float], None]
    players: Sequence[Player] = ()
    hear: Callable[[float], str | None] | None = None


class PlainRoutine:
    """Runs one routine to its end; an interruption ends it with a word on what was done."""

    def __init__(self, guide: Guide, stage: Stage) -> None:
        self._guide = guide
        self._stage = stage
        self._routine: tuple[Part, ...] = ()
        self._beats: tuple[Beat, ...] = ()
        self._heard_seconds = -1.0
        self._elapsed_seconds = 0.0
        self._done: tuple[str, ...] = ()
        self._told: tuple[str, ...] = ()
        self._was_paused = False

    def run(self) -> bool:
        """Lead the routine; whether it came to its end."""
        try:
            self._lead()
        except (KeyboardInterrupt, _Finished):
            look = self._guide.look()
            self._elapsed_seconds = look.elapsed_seconds if look else self._elapsed_seconds
            self._guide.end()
            self._stage.say(stopped(self._elapsed_seconds, self._names()))
            return False
        finally:
            for player in self._stage.players:
                player.tidy()
        return True

    def close(self) -> None:
        """Silence whatever still sounds."""
        for player in self._stage.players:
            player.close()

    def _lead(self) -> None:
        if self._stage.hear:
            self._stage.say(GREETING)
        while (look := self._guide.look()) is not None:
            if not self._follow(look):  # else time has passed: look again
                self._pass_time(self._wait(look), look)
        self._note(sum(part.seconds for part in self._routine))
        self._tell(END, (SAID[END], summary(self._names())), SAID[END])

    def _pass_time(self, seconds: float, look: Look) -> None:
        if self._stage.hear is None:
            self._stage.sleep(seconds)
        elif (typed := self._stage.hear(seconds)) is not None:
            self._obey(" ".join(typed.lower().split()), look)

    def _obey(self, word: str, look: Look) -> None:
        """Do what was typed."""
        method = METHODS.get(word) if word else GO_ON if look.is_paused else PAUSE
        if method == FINISH:
            raise _Finished
        try:
            lines = self._guide.obey(method) if method else [f"{word} is no word known here. {GREETING}"]
        except DeskbreakError as error:
            lines = [in_words(error)]
        for line in lines:
            self._stage.say(plain(line))

    def _follow(self, look: Look) -> bool:
        """Say what is due; whether there was something."""
        if look.routine != self._routine:
            if self._routine:  # another routine from here on: what lies behind was said
                self._heard_seconds = self._begun_at(look) - NEARLY
            self._routine, self._beats = look.routine, beats(look.routine, look.length_seconds)
        self._elapsed_seconds = look.elapsed_seconds
        if look.is_paused != self._was_paused:
            self._was_paused = look.is_paused
            self._stage.say("Paused." if look.is_paused else "Going on.")
        if look.is_paused:
            return False
        now_due = due(self._beats, self._heard_seconds, look.elapsed_seconds)
        for beat in now_due:
            self._tell(beat.kind, written(beat, self._routine), spoken(beat, self._routine))
        self._heard_seconds = max(self._heard_seconds, look.elapsed_seconds + NEARLY)
        self._note(look.elapsed_seconds)
        return bool(now_due)

    @staticmethod
    def _begun_at(look: Look) -> float:
        """When the step of this moment began."""
        begun = 0.0
        for part in look.routine:
            if begun + part.seconds > look.elapsed_seconds:
                break
            begun += part.seconds
        return begun

    def _wait(self, look: Look) -> float:
        ends = [self._guide.longest_wait_seconds]
        if not look.is_paused:
            ends.append(look.length_seconds - look.elapsed_seconds)
        coming = None if look.is_paused else next_in(self._beats, look.elapsed_seconds)
        return max(SHORTEST_WAIT_SECONDS, min(ends if coming is None else [*ends, coming]))

    def _note(self, elapsed_seconds: float) -> None:
        self._done = done(self._routine, elapsed_seconds)
        nearly = done(self._routine, elapsed_seconds + AHEAD_SECONDS)
        if nearly != self._told:
            self._told = nearly
            self._guide.note(nearly)

    def _tell(self, kind: str, lines: Sequence[str], speech: str) -> None:
        for player in self._stage.players:
            player.play(Cue(kind, speech))
        for line in lines:
            if line:
                self._stage.say(plain(line))
        before = 0.0
        for at in rings(kind):
            if at > before:
                self._stage.sleep(at - before)
            self._stage.ring()
            before = at

    def _names(self) -> list[str]:
        names = {part.stretch: part.name for part in self._routine}
        return [names[stretch] for stretch in self._guide.done(self._done) if stretch in names]


def summary(names: Iterable[str]) -> str:
    """What was done, in a sentence."""
    said = ", ".join(names)
    return f"Done: {said}." if said else "Nothing was done to its end."


def stopped(seconds: float, names: Iterable[str]) -> str:
    """What was done of a routine that was left early."""
    return f"Stopped after {span(seconds)}. {summary(names)}"
