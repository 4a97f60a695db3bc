"""The shapes of the large digits and signs, as lines a pen would follow in a box from (0, 0) to (1, 1)."""

from __future__ import annotations

from math import cos, radians, sin
from typing import Final

Point = tuple[float, float]
Line = tuple[Point, ...]


def _arc(centre: Point, radius: Point, start: int, end: int) -> Line:
    """Points of an ellipse from one angle to another; 0 points right, 90 points down."""
    steps = max(2, abs(end - start) // 15)
    angles = (radians(start + (end - start) * step / steps) for step in range(steps + 1))
    return tuple((centre[0] + radius[0] * cos(a), centre[1] + radius[1] * sin(a)) for a in angles)


def _turned(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(tuple((1 - x, 1 - y) for x, y in line) for line in lines)


_SIX: Final = (
    ((0.84, 0.02), (0.52, 0.08), (0.22, 0.27), (0.05, 0.5), (0.0, 0.69)),
    _arc((0.5, 0.69), (0.5, 0.31), 0, 360),
)

STROKES: Final[dict[str, tuple[Line, ...]]] = {
    "0": (
        (
            *_arc((0.5, 0.28), (0.5, 0.28), 180, 360),
            *_arc((0.5, 0.72), (0.5, 0.28), 0, 180),
            (0.0, 0.28),
        ),
    ),
    "1": (((0.12, 0.2), (0.56, 0.0), (0.56, 1.0)),),
    "2": ((*_arc((0.5, 0.28), (0.5, 0.28), 190, 385), (0.0, 1.0), (1.0, 1.0)),),
    "3": (
        (*_arc((0.46, 0.245), (0.48, 0.245), 205, 450), (0.36, 0.49)),
        _arc((0.46, 0.735), (0.54, 0.265), 270, 515),
    ),
    "4": (((0.74, 1.0), (0.74, 0.0), (0.0, 0.7), (1.0, 0.7)),),
    "5": (((0.92, 0.0), (0.12, 0.0), (0.06, 0.45), *_arc((0.47, 0.68), (0.53, 0.32), 225, 510)),),
    "6": _SIX,
    "7": (((0.0, 0.0), (1.0, 0.0), (0.36, 1.0)),),
    "8": (
        _arc((0.5, 0.24), (0.43, 0.24), 0, 360),
        _arc((0.5, 0.74), (0.5, 0.26), 0, 360),
    ),
    "9": _turned(_SIX),
    ":": (((0.5, 0.26), (0.5, 0.28)), ((0.5, 0.74), (0.5, 0.76))),
    "up": (((0.5, 1.0), (0.5, 0.02)), ((0.0, 0.42), (0.5, 0.0), (1.0, 0.42))),
    "bars": (((0.18, 0.0), (0.18, 1.0)), ((0.82, 0.0), (0.82, 1.0))),
    "dash": (((0.0, 0.5), (1.0, 0.5)),),
    "moon": (
        _arc((0.5, 0.5), (0.5, 0.5), 40, 290),
        _arc((0.98, 0.28), (0.56, 0.5), 100, 200),
    ),
    "tick": (((0.0, 0.56), (0.36, 0.94), (1.0, 0.12)),),
}

SMALL: Final[dict[str, tuple[str, str, str]]] = {
    "0": ("█▀█", "█ █", "▀▀▀"),
    "1": ("▄█ ", " █ ", " ▀ "),
    "2": ("▀▀█", "█▀▀", "▀▀▀"),
    "3": ("▀▀█", " ▀█", "▀▀▀"),
    "4": ("█ █", "▀▀█", "  ▀"),
    "5": ("█▀▀", "▀▀█", "▀▀▀"),
    "6": ("█▀▀", "█▀█", "▀▀▀"),
    "7": ("▀▀█", "  █", "  ▀"),
    "8": ("█▀█", "█▀█", "▀▀▀"),
    "9": ("█▀█", "▀▀█", "▀▀▀"),
    ":": ("▄", " ", "▀"),
    "up": ("▄▀▄", " █ ", " ▀ "),
    "bars": ("█ █", "█ █", "▀ ▀"),
    "dash": ("   ", "▀▀▀", "   "),
    "moon": ("▄▀▀", "█  ", "▀▄▄"),
    "tick": ("  █", "▄█ ", " ▀ "),
}
