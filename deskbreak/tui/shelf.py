"""The library's stretches as the screen needs them: read from the service's answer, filtered, and told in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskbreak.tui.draw.ink import Ink, plain

if TYPE_CHECKING:
    from deskbreak.tui.widgets.prose import Lines

SOURCES = "Source"
"""Heads the sources, which are the last of what is told."""
OUT = "×"  # noqa: RUF001 - the sign is meant
"""Marks what is not offered."""
_MOST = 500
"""Stretches and words of them that are read at most; a person's own files may hold anything."""


@dataclass(frozen=True)
class Entry:
    """One stretch, its words made safe to draw. `sides` are "left" and "right", or "both" alone, with their steps.

    `ruled_out_by` says in words which of a person's conditions rule it out, `rulers` in one word each.
    """

    id: str
    name: str
    regions: tuple[str, ...]
    place: str
    is_moving: bool
    hold_seconds: int
    sides: Mapping[str, tuple[str, ...]]
    form: tuple[str, ...]
    not_with: tuple[str, ...]
    ruled_out_by: tuple[str, ...]
    rulers: tuple[str, ...]
    citations: tuple[str, ...]
    texts: Mapping[str, str]
    is_left_out: bool = False
    is_own: bool = False

    @property
    def is_offered(self) -> bool:
        """Whether a routine may have it."""
        return not (self.is_left_out or self.ruled_out_by)

    @property
    def reason(self) -> str:
        """Why it is not offered, as short as it gets."""
        return ", ".join(self.rulers) or ("left out" if self.is_left_out else "")

    @property
    def has_sides(self) -> bool:
        """Whether left and right are done one after the other."""
        return "left" in self.sides


@dataclass(frozen=True)
class Shelf:
    """All stretches, and the words for their regions and places, in order."""

    entries: tuple[Entry, ...]
    regions: Mapping[str, str]
    places: Mapping[str, str]

    def found(self, region: str = "", place: str = "") -> tuple[Entry, ...]:
        """Those of a region and a place; "" means any."""
        return tuple(
            entry
            for entry in self.entries
            if (not region or region in entry.regions) and (not place or place == entry.place)
        )


def read(told: Mapping[str, Any]) -> Shelf:
    """The shelf of the service's answer."""
    stretches = [_entry(stretch) for stretch in told.get("stretches") or ()]
    return Shelf(tuple(stretches[:_MOST]), _pairs(told.get("regions")), _pairs(told.get("places")))


def about(entry: Entry, shelf: Shelf, side: str) -> Lines:
    """Everything about a stretch but its name, the steps of one side."""
    return (
        Ink(", ".join(shelf.regions.get(region, region) for region in entry.regions), "accent"),
        Ink(_manner(entry, shelf), "accent"),
        *_standing(entry),
        Ink(entry.texts["why"]),
        *_steps(entry, side),
        *_labelled("Form", *(f"· {line}" for line in entry.form)),
        *_labelled("Avoid", entry.texts["avoid"]),
        *_labelled("Watch for", entry.texts["watch_for"]),
        *_labelled("Easier", entry.texts["easier"]),
        *_labelled("Deeper", entry.texts["deeper"]),
        *_labelled("Leave it out with", *(f"· {line}" for line in entry.not_with)),
        *_labelled("Follows", entry.texts["follows_name"]),
        *_labelled(SOURCES, *(f"· {line}" for line in entry.citations)),
    )


def _manner(entry: Entry, shelf: Shelf) -> str:
    held = "moving" if entry.is_moving else f"{entry.hold_seconds} s"
    each = " each side" if entry.has_sides else ""
    return f"{shelf.places.get(entry.place, entry.place)} · {held}{each}"


def _standing(entry: Entry) -> Lines:
    """Why it is not offered, and whose it is."""
    own = (Ink("From your own files", "quiet"),) if entry.is_own else ()
    if entry.ruled_out_by:
        return (*own, Ink(f"{OUT} Left out because of what setup was told: {'; '.join(entry.ruled_out_by)}", "alert"))
    by_hand = Ink(f"{OUT} Left out, by hand or because it hurt, until you let it back in", "alert")
    return (*own, by_hand) if entry.is_left_out else own


def _steps(entry: Entry, side: str) -> Lines:
    shown = side if side in entry.sides else next(iter(entry.sides), "")
    label = f"{shown.capitalize()} side" if entry.has_sides else "Steps"
    return _labelled(label, *(f"· {line}" for line in entry.sides.get(shown, ())))


def _labelled(label: str, *lines: str) -> Lines:
    said = [line for line in lines if line]
    return (Ink(""), Ink(label, "accent"), *(Ink(line, "quiet") for line in said)) if said else ()


def _entry(told: Mapping[str, Any]) -> Entry:
    named = ("why", "avoid", "watch_for", "easier", "deeper", "follows_name")
    hold = (told.get("hold_seconds") or {}).get("usual")
    sides = {
        plain(side, 8): (*_lines(steps.get("ready")), *_lines(steps.get("during")))
        for side, steps in (told.get("sides") or {}).items()
    }
    return Entry(
        id=plain(told.get("id") or "", 48),
        name=plain(told.get("name") or "", 60),
        regions=_lines(told.get("regions")),
        place=plain(told.get("place") or "standing", 20),
        is_moving=told.get("motion") == "moving",
        hold_seconds=int(hold) if isinstance(hold, int | float) else 0,
        sides=sides,
        form=_lines(told.get("form")),
        not_with=_lines(told.get("not_with")),
        ruled_out_by=_lines(told.get("ruled_out_by")),
        rulers=_rulers(told),
        citations=_lines(told.get("citations")),
        texts={name: plain(told.get(name) or "") for name in named},
        is_left_out=told.get("left_out") is True,
        is_own=bool(told.get("origin")),
    )


def _rulers(told: Mapping[str, Any]) -> tuple[str, ...]:
    """The tags whose words are among those that rule it out."""
    ruling = told.get("ruled_out_by") or ()
    tagged = zip(told.get("leave_out") or (), told.get("not_with") or (), strict=False)
    return tuple(plain(tag, 20) for tag, words in tagged if words in ruling)


def _lines(told: Any) -> tuple[str, ...]:
    return tuple(plain(line) for line in told or ())[:_MOST]


def _pairs(told: Any) -> dict[str, str]:
    return {plain(name, 20): plain(words, 40) for name, words in told or ()}
