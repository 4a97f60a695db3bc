"""Dots -> characters: a cell is two dots wide and four high. The oldest terminals' blocks show less.

The near side is solid, what is behind and around it is braille dots. The target is told apart without colour too: it is
shaded where the rest is solid.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from deskbreak.figure.dots import Dots

STYLES: Final = ("braille", "half", "block")
"""`half` uses half blocks in two colours a cell, `block` one character a cell that the oldest terminals have."""


class Cell(NamedTuple):
    """One character, what it is part of, and what shows behind it in a cell of two roles."""

    char: str
    role: str = ""
    ground: str = ""


Row = tuple[Cell, ...]
CACHED_CELLS: Final = 256
"""Four thousand would make a frame a twentieth faster, and the process two megabytes larger."""
BLANK: Final = Cell(" ")
BITS: Final = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot in a braille character, by row and column."""
UPPER: Final = 0x01 | 0x08 | 0x02 | 0x10
LOWER: Final = 0xFF ^ UPPER
COUNT: Final = tuple(byte.bit_count() for byte in range(256))
SPREAD: Final = tuple(
    tuple(
        bytes((left if byte >> 2 * i & 1 else 0) | (right if byte >> 2 * i & 2 else 0) for i in range(4))
        for byte in range(256)
    )
    for left, right in BITS
)
"""For each of a cell's rows: eight dots side by side as four cells."""
QUARTERS: Final = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
SHADED_QUARTERS: Final = 3
"""So many quarters of a cell of the target are shown as a whole cell of shade."""
QUARTER_BITS: Final = (0x01 | 0x02, 0x08 | 0x10, 0x04 | 0x40, 0x20 | 0x80)
TARGET_DOTS: Final = 2
"""So many dots of the target, and no fewer than of the rest of the body, make the whole cell its own."""


def draw(dots: Dots, style: str, *, is_mirrored: bool = False) -> tuple[Row, ...]:
    """The field as rows of cells, or its mirror image."""
    columns = dots.width // 2
    rows = []
    for top in range(0, dots.height, 4):
        layers = {role: _bytes(bits, top, dots.width) for role, bits in dots.layers.items() if any(bits[top : top + 4])}
        row = _row(layers, columns, style) if layers else (BLANK,) * columns
        rows.append(tuple([_mirrored(cell) for cell in row[::-1]]) if is_mirrored and layers else row)
    return tuple(rows)


@lru_cache(maxsize=CACHED_CELLS)
def _mirrored(cell: Cell) -> Cell:
    return cell._replace(char=MIRRORED.get(cell.char, cell.char))


def _bytes(rows: list[int], top: int, width: int) -> bytes:
    """Four rows of dots as one byte a cell."""
    length = (width + 7) // 8
    whole = 0
    for table, bits in zip(SPREAD, rows[top : top + 4], strict=True):
        if bits:
            whole |= int.from_bytes(b"".join([table[byte] for byte in bits.to_bytes(length, "little")]), "little")
    return whole.to_bytes(length * 4, "little")


def _row(layers: dict[str, bytes], width: int, style: str) -> Row:
    roles = tuple(layers)
    nothing = (0,) * len(roles)
    parts = zip(*layers.values(), strict=True)
    return tuple([_cell(style, roles, each) if each != nothing else BLANK for each in parts][:width])


@lru_cache(maxsize=CACHED_CELLS)
def _cell(style: str, roles: tuple[str, ...], parts: tuple[int, ...]) -> Cell:
    """The cell of these dots, a byte a role; the same ones come again in almost every frame."""
    cell: Callable[[dict[str, int]], Cell] = {"braille": _braille, "half": _half, "block": _block}[style]
    return cell({role: bits for role, bits in zip(roles, parts, strict=True) if bits})


def _main_role(parts: dict[str, int]) -> str:
    """The role that colours a cell: the target where there is enough of it, else the body, else the most."""
    if COUNT[parts.get("target", 0)] >= max(TARGET_DOTS, COUNT[parts.get("near", 0)], COUNT[parts.get("far", 0)]):
        return "target"
    body = {role: COUNT[bits] for role, bits in parts.items() if role in ("near", "far", "target", "arrow")}
    counts = body or {role: COUNT[bits] for role, bits in parts.items()}
    role = max(counts, key=lambda role: counts[role])
    return "near" if role == "target" and "near" in parts else role


def _braille(parts: dict[str, int]) -> Cell:
    role = _main_role(parts)
    if role in ("near", "target"):
        return _filled(role, parts)
    bits = 0
    for layer in parts.values():
        bits |= layer
    return Cell(chr(0x2800 + bits), role)


def _filled(role: str, parts: dict[str, int]) -> Cell:
    """A cell of the body: solid, so that it stands out from what is drawn in dots around and behind it."""
    target = parts.get("target", 0)
    body = target | parts.get("near", 0) | parts.get("far", 0)
    quarters = sum(1 << i for i, bits in enumerate(QUARTER_BITS) if body & bits == bits or target & bits)
    if role == "target" and quarters.bit_count() >= SHADED_QUARTERS:
        return Cell("▓", role)
    if quarters:
        return Cell(QUARTERS[quarters], role)
    others = {name: bits for name, bits in parts.items() if name not in ("near", "target")}
    return _braille(others) if others else BLANK


def _half(parts: dict[str, int]) -> Cell:
    upper = _half_role({role: bits & UPPER for role, bits in parts.items()})
    lower = _half_role({role: bits & LOWER for role, bits in parts.items()})
    if not upper and not lower:
        return BLANK
    if "target" in (upper, lower):
        return Cell("▓", "target")
    if upper == lower:
        return Cell(SHADES.get(upper, "█"), upper)
    if not lower:
        return Cell("▀", upper)
    return Cell("▄", lower, upper) if upper else Cell("▄", lower)


SHADES: Final = {"far": "▒", "floor": "░", "prop": "░", "target": "▓"}


def _half_role(parts: dict[str, int]) -> str:
    """What half a cell belongs to; thin things count with fewer dots."""
    counts = {role: COUNT[bits] for role, bits in parts.items() if bits}
    if counts.get("target", 0) >= TARGET_DOTS:
        return "target"
    solid = {role: count for role, count in counts.items() if role in ("near", "far", "target", "arrow")}
    if sum(solid.values()) >= 2:
        return max(solid, key=lambda role: solid[role])
    thin = {role: count for role, count in counts.items() if role in ("floor", "prop")}
    return max(thin, key=lambda role: thin[role]) if sum(thin.values()) >= 2 else ""


def _block(parts: dict[str, int]) -> Cell:
    role = "target" if COUNT[parts.get("target", 0)] >= TARGET_DOTS else _main_role(parts)
    count = sum(COUNT[bits] for bits in parts.values())
    least = 4 if role in ("near", "far") else 2
    return Cell(SHADES.get(role, "█"), role) if count >= least else BLANK


def _mirrored_braille(bits: int) -> int:
    return sum((right if bits & left else 0) | (left if bits & right else 0) for left, right in BITS)


MIRRORED: Final = {chr(0x2800 + bits): chr(0x2800 + _mirrored_braille(bits)) for bits in range(256)} | {
    QUARTERS[i]: QUARTERS[(i & 5) << 1 | (i & 10) >> 1] for i in range(16)
}
