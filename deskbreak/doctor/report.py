"""What the doctor finds: checks, and whether a break would reach the person. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["works", "absent", "trouble"]
"""It works; it is not there and need not be; it should be mended."""

GROUPS = ("service", "settings", "notifications", "presence", "session", "holds", "cues", "terminal", "files")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: what it returned, and how to mend it when it does not work."""

    group: str
    name: str
    status: Status
    found: str
    mend: str = ""

    def written(self) -> dict[str, str]:
        """The check as one flat object of JSON values."""
        return {
            "group": self.group,
            "name": self.name,
            "status": self.status,
            "found": self.found,
            "mend": self.mend,
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a break would reach the person, and by what or why not."""

    reaches: bool
    words: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was found, in order."""

    checks: tuple[Check, ...]
    verdict: Verdict

    def written(self) -> dict[str, object]:
        """The report as JSON values."""
        return {
            "reaches_person": self.verdict.reaches,
            "verdict": self.verdict.words,
            "checks": [check.written() for check in self.checks],
        }


def works(group: str, name: str, found: str) -> Check:
    """Something that works."""
    return Check(group, name, "works", found)


def absent(group: str, name: str, found: str) -> Check:
    """Something that is not there, which is no fault."""
    return Check(group, name, "absent", found)


def trouble(group: str, name: str, found: str, mend: str) -> Check:
    """Something to mend."""
    return Check(group, name, "trouble", found, mend)
