"""What a person may say of the break that ended last, and has said, as the service tells it."""

from __future__ import annotations

from typing import Final, NamedTuple

ANSWERS: Final = {"easier": "Easier", "right": "Just right", "harder": "Harder"}
"""How the next break should be, as the service and as people say it."""


class Effort(NamedTuple):
    """Whether an answer is wanted, and the one given, "" for none yet."""

    can_say: bool = False
    said: str = ""


def read(told: object) -> Effort:
    """The effort of a snapshot; nothing is asked where it says nothing."""
    if not isinstance(told, dict):
        return Effort()
    said = told.get("said")
    return Effort(told.get("can_say") is True, said if said in ANSWERS else "")
