"""What the service remembers of one person's body between breaks: how hard they want it, whether they were asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deskbreak.body.effort import Effort, after, hold_seconds, level, restored
from deskbreak.errors import Refused
from deskbreak.settings.model import Routine


class Person:
    """Takes one answer a break; a second one to the same break replaces the first."""

    def __init__(self) -> None:
        self.effort = Effort()
        self.was_asked = False
        self._before: Effort | None = None
        self._said: str | None = None

    def begin_break(self) -> None:
        """A break begins: the one before it can be judged no more."""
        self._before = self._said = None

    def end_break(self, *, had_routine: bool) -> None:
        """A break ended; there is something to say about it when it had a routine."""
        self._before, self._said = (self.effort if had_routine else None), None

    def note_routine(self) -> None:
        """After all there was a routine in the break that ended last."""
        if self._before is None:
            self._before = self.effort

    def say(self, how: str) -> None:
        """Take "easier", "right" or "harder" for the break that ended last. Raises `Refused` without one."""
        if self._before is None:
            raise Refused("nothing_to_rate", "feedback")
        self.effort, self._said = after(self._before, how), how

    def saved(self) -> dict[str, object]:
        """What must be known again after a restart."""
        return {"effort": self.effort.saved(), "was_asked": self.was_asked}

    def restore(self, saved: object) -> None:
        """Go on where `saved` left off; what makes no sense is as at the beginning."""
        if isinstance(saved, Mapping):
            effort = saved.get("effort")
            self.effort = restored(effort) if isinstance(effort, Mapping) else Effort()
            self.was_asked = saved.get("was_asked") is True

    def snapshot(self, settings: Routine) -> dict[str, Any]:
        """What clients may know: whether an answer is wanted, the one given, and what the answers have led to."""
        return {
            "can_say": self._before is not None,
            "said": self._said,
            "hold_seconds": hold_seconds(self.effort, settings.hold),
            "level": level(self.effort, settings.level),
        }
