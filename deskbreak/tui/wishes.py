"""What the settings say about the screen, as the service tells it, and what is asked of every program like it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from deskbreak.keymap import USUAL, canonical
from deskbreak.tui.draw.ink import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FIGURES: Final = ("braille", "half", "block", "off")


@dataclass(frozen=True)
class Wishes:
    """How the screen is to look and behave."""

    seconds: str = "auto"
    is_reduced_motion: bool = False
    theme: str = ""
    figure: str = "braille"
    """How stretches are drawn, "off" for not at all."""
    bell: bool = True
    snooze_choices: tuple[float, ...] = (300.0, 600.0, 900.0, 1800.0)
    has_taskbar: bool = False
    keys: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Keys of the person's own, by the ids of the bindings they are for."""


def read(screen: Mapping[str, Any], environ: Mapping[str, str] = os.environ) -> Wishes:
    """The wishes of a snapshot; what is missing or odd takes a harmless value.

    `TEXTUAL_ANIMATIONS=none` in the environment of the screen asks for less motion, too.
    """
    is_still = environ.get("TEXTUAL_ANIMATIONS", "").lower() == "none"
    choices = tuple(choice for choice in screen.get("snooze_choices") or () if isinstance(choice, int | float))
    keys, figure = screen.get("keys"), screen.get("figure")
    return Wishes(
        seconds=str(screen.get("seconds") or "auto"),
        is_reduced_motion=is_still or bool(screen.get("reduced_motion")),
        theme=plain(screen.get("theme") or "", 40),
        figure=figure if figure in FIGURES else Wishes.figure,
        bell=bool(screen.get("bell", True)),
        snooze_choices=tuple(float(choice) for choice in choices if choice > 0) or Wishes.snooze_choices,
        has_taskbar=bool(screen.get("taskbar")),
        keys=tuple(_keys(keys)) if isinstance(keys, dict) else (),
    )


def _keys(told: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What this screen knows of them: a service of another version may tell of more."""
    for name, own in told.items():
        known = [canonical(str(key)) for key in own] if isinstance(own, list) else []
        if name in USUAL and known and all(known):
            yield name, tuple(known)
