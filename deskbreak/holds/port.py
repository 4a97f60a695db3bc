"""What every hold probe promises, and what a look at all of them gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from deskbreak.errors import DeskbreakError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class ProbeFailed(DeskbreakError):
    """A probe could not find out."""


class NotHere(ProbeFailed):
    """What the probe would ask is not part of this session: no fault, and no hold."""


@dataclass(frozen=True, slots=True)
class Found:
    """A hold that is on: `detail` in words, and for how long it has been on where the system tells."""

    detail: str
    for_seconds: float | None = None


class Probe(Protocol):
    """One way to see one reason not to prompt."""

    @property
    def name(self) -> str:
        """Stable, such as `microphone`."""

    @property
    def reason(self) -> str:
        """The hold it sees: call, fullscreen, dnd or app."""

    async def look(self) -> Found | None:
        """Find out now; raises `ProbeFailed`, or `NotHere`. May be cancelled at any await."""

    async def close(self) -> None:
        """Let go of connections; it may be asked again."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one probe: `found`, or `failure` in words, which is no fault when `is_absent`."""

    probe: str
    reason: str
    found: Found | None = None
    failure: str = ""
    is_absent: bool = False


@dataclass(frozen=True, slots=True)
class Looked:
    """The answers of all probes at one moment."""

    answers: tuple[Answer, ...] = ()

    @property
    def on(self) -> Mapping[str, str]:
        """The holds that are on, each with its details in words."""
        return {
            reason: "; ".join(dict.fromkeys(found.detail for found in all_found)) for reason, all_found in self._on()
        }

    @property
    def for_seconds(self) -> Mapping[str, float]:
        """For how long a hold has been on at least, where the system tells."""
        spans = {
            reason: [found.for_seconds for found in all_found if found.for_seconds is not None]
            for reason, all_found in self._on()
        }
        return {reason: max(known) for reason, known in spans.items() if known}

    @property
    def failed(self) -> Mapping[str, str]:
        """The probes that could not find out, each with why."""
        return self._without(lambda answer: not answer.is_absent)

    @property
    def absent(self) -> Mapping[str, str]:
        """The probes with nothing to ask here, each with what is missing."""
        return self._without(lambda answer: answer.is_absent)

    def _on(self) -> list[tuple[str, list[Found]]]:
        grouped: dict[str, list[Found]] = {}
        for answer in self.answers:
            if answer.found is not None:
                grouped.setdefault(answer.reason, []).append(answer.found)
        return list(grouped.items())

    def _without(self, chosen: Callable[[Answer], bool]) -> Mapping[str, str]:
        return {answer.probe: answer.failure for answer in self.answers if answer.failure and chosen(answer)}
