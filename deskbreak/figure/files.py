"""Reads the pose files that come with deskbreak. The only part of the figure that opens files."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from deskbreak.figure.reading import read_sequence
from deskbreak.figure.sequence import Sequence

FOLDER: Final = Path(__file__).with_name("poses")
FALLBACKS: Final = {"standing": "_standing", "desk": "_sitting", "floor": "_kneeling"}
CACHED_SEQUENCES: Final = 4
"""Few are shown in turn, and one is read in less than a millisecond."""


def drawn_ids() -> tuple[str, ...]:
    """The ids of all stretches that have a drawing."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml") if not path.name.startswith("_")))


@lru_cache(maxsize=CACHED_SEQUENCES)
def load_sequence(stretch_id: str, place: str = "standing") -> Sequence:
    """The drawing of a stretch; one that has none, as a person's own, is a calm figure in its place."""
    name = stretch_id if stretch_id in drawn_ids() else FALLBACKS.get(place, FALLBACKS["standing"])
    return read_sequence(stretch_id, _tables(name), _tables("_bases"), _tables("_furniture"))


def load_map_body() -> Sequence:
    """Somebody to draw a map of the body on."""
    return read_sequence("map", _tables("_map"), _tables("_bases"), {})


@lru_cache(maxsize=4)
def _tables(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
