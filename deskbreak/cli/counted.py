"""Who is told of a routine that is led here: the running service, which counts it as a break, or the settings file.

What is told never stops the routine.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from deskbreak.cli.refusals import in_words
from deskbreak.errors import DeskbreakError, Refused

if TYPE_CHECKING:
    from deskbreak.control.client import Client


class Keeper(Protocol):
    """Keeps what becomes of a routine."""

    def begin(self, seconds: float) -> str:
        """A routine of this length begins; why it is not counted although it might be, "" for no such reason."""

    def note(self, done: tuple[str, ...]) -> None:
        """These stretches are done by now."""

    def pause(self) -> None:
        """The routine stands still."""

    def go_on(self) -> None:
        """It goes on."""

    def end(self) -> None:
        """It is over."""

    def look(self) -> dict[str, Any]:
        """What there is to say of it afterwards: `effort` and `week` as in a snapshot, nothing where nobody counts."""

    def feedback(self, how: str) -> None:
        """How the next break should be; raises `DeskbreakError` where it cannot be kept."""

    def leave_out(self, stretch: str) -> None:
        """Have this stretch left out from now on; raises `DeskbreakError` where that cannot be kept."""


class Uncounted:
    """No service runs: only what hurt is kept, by `write`, which answers why that does not hold, "" when it does."""

    def __init__(self, write: Callable[[str], str]) -> None:
        self._write = write

    def begin(self, seconds: float) -> str:  # noqa: ARG002 - the protocol's
        """See `Keeper`."""
        return ""

    def note(self, done: tuple[str, ...]) -> None:
        """See `Keeper`."""

    def pause(self) -> None:
        """See `Keeper`."""

    def go_on(self) -> None:
        """See `Keeper`."""

    def end(self) -> None:
        """See `Keeper`."""

    def look(self) -> dict[str, Any]:
        """See `Keeper`."""
        return {}

    def feedback(self, how: str) -> None:  # noqa: ARG002 - the protocol's
        """See `Keeper`."""
        raise DeskbreakError("deskbreak is not running: there is nowhere to keep that")

    def leave_out(self, stretch: str) -> None:
        """See `Keeper`."""
        try:
            problem = self._write(stretch)
        except OSError as error:
            problem = f"{error.filename or 'the settings'}: {error.strerror}"
        if problem:
            raise DeskbreakError(f"not left out for good: {problem}")


class Counted:
    """Has the running service count a routine it does not lead; `without` keeps what hurts when that has gone."""

    def __init__(self, client: Client, without: Keeper) -> None:
        self._client = client
        self._without = without
        self._was_begun = False
        self._is_counting = False

    def begin(self, seconds: float) -> str:
        """See `Keeper`; the break is of the longest kind that fits into the routine.

        Called just before the routine's own clock starts: the service's break must not be the later one to end.
        """
        try:
            kinds = self._client.call("status")["kinds"]
            self._client.call("stretch", {"kind": fitting_kind(kinds, seconds)})
        except DeskbreakError as error:
            return in_words(error).removeprefix("refused: ")
        self._was_begun = self._is_counting = True
        return ""

    def note(self, done: tuple[str, ...]) -> None:
        """See `Keeper`."""
        self._tell("stretched", {"stretches": list(done)})

    def pause(self) -> None:
        """See `Keeper`."""
        self._tell("break_pause", {})

    def go_on(self) -> None:
        """See `Keeper`."""
        self._tell("break_resume", {})

    def end(self) -> None:
        """See `Keeper`; for a break that is over at the service it comes too late, which does no harm."""
        self._tell("finish", {})

    def look(self) -> dict[str, Any]:
        """See `Keeper`."""
        if not self._was_begun:
            return {}
        try:
            told = self._client.call("status")
        except DeskbreakError:  # it is gone: nothing to say, and nobody to say it to
            return {}
        return {key: told.get(key) for key in ("effort", "week")}

    def feedback(self, how: str) -> None:
        """See `Keeper`."""
        self._client.call("feedback", {"how": how})

    def leave_out(self, stretch: str) -> None:
        """See `Keeper`."""
        try:
            self._client.call("leave_out", {"id": stretch, "out": True})
        except DeskbreakError:  # it has gone meanwhile, or cannot: perhaps it can be done from here
            self._without.leave_out(stretch)

    def _tell(self, method: str, params: dict[str, Any]) -> None:
        if self._is_counting:
            try:
                self._client.call(method, params)
            except Refused as refused:
                # Its break being over, nothing can be paused any more; what is done after it still counts.
                self._is_counting = (method, refused.reason) != ("stretched", "no_break")
            except DeskbreakError:  # it is gone: the routine goes on all the same
                self._is_counting = False


def fitting_kind(kinds: list[dict[str, Any]], seconds: float) -> str:
    """The longest kind of break that is over when the routine is; the shortest where none is."""
    by_length = sorted(kinds, key=lambda kind: kind["length_seconds"])
    fitting = [kind for kind in by_length if kind["length_seconds"] <= seconds + 1]
    return str((fitting or by_length[:1])[-1]["name"])
