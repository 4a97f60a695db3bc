"""Looks at the figures: all of them, or some, on one sheet as PNG, by `rsvg-convert`.

`python -m tools.figures SHEET.png [--size 24x12] [--side left] [--phase hold --at 2.4] [--theme light] [ID ...]`
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from html import escape
from typing import TYPE_CHECKING, Final

from deskbreak.figure.cells import STYLES
from deskbreak.figure.files import drawn_ids, load_sequence
from deskbreak.figure.motion import PHASES
from deskbreak.figure.render import frame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskbreak.figure.render import Frame

CELL: Final = (8, 16)
GAP: Final = 20
COLOURS: Final = {
    "dark": {"": "#11171a", "near": "#dce4e1", "target": "#86c5a4", "arrow": "#e3b673", "else": "#9aa8a6"},
    "light": {"": "#f7f4ec", "near": "#22302c", "target": "#1d6f52", "arrow": "#8a5300", "else": "#52615c"},
    "mono": {"": "#000000", "else": "#dddddd"},
}


def main() -> int:
    """Write the sheet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sheet")
    parser.add_argument("ids", nargs="*")
    parser.add_argument("--size", default="34x20")
    parser.add_argument("--side", choices=("left", "right"), default="right")
    parser.add_argument("--phase", choices=PHASES, default="still")
    parser.add_argument("--at", type=float, default=0.0, help="seconds since the phase began")
    parser.add_argument("--style", choices=STYLES, default=STYLES[0])
    parser.add_argument("--theme", choices=tuple(COLOURS), default="dark")
    parser.add_argument("--columns", type=int, default=6)
    args = parser.parse_intermixed_args()
    width, height = (int(number) for number in args.size.split("x"))
    pictures = {
        id_: frame(load_sequence(id_), args.at, args.phase, args.side, (width, height), args.style)
        for id_ in args.ids or drawn_ids()
    }
    svg = "".join(_sheet(pictures, (width * CELL[0] + GAP, height * CELL[1] + GAP), args.columns, COLOURS[args.theme]))
    subprocess.run(("rsvg-convert", "-o", args.sheet), input=svg.encode(), check=True)
    return 0


def _sheet(pictures: dict[str, Frame], box: tuple[int, int], columns: int, colours: dict[str, str]) -> Iterator[str]:
    rows = -(-len(pictures) // columns)
    yield f'<svg xmlns="http://www.w3.org/2000/svg" width="{columns * box[0]}" height="{rows * box[1]}">'
    yield f'<rect width="100%" height="100%" fill="{colours[""]}"/>'
    for place, (name, picture) in enumerate(pictures.items()):
        x, y = place % columns * box[0], place // columns * box[1]
        yield f'<g transform="translate({x} {y})" font-family="DejaVu Sans Mono" font-size="13">'
        yield f'<text y="{box[1] - 6}" fill="{colours["else"]}">{escape(name)}</text>'
        yield from _cells(picture, colours)
        yield "</g>"
    yield "</svg>"


def _cells(picture: Frame, colours: dict[str, str]) -> Iterator[str]:
    for y, row in enumerate(picture.rows):
        for x, cell in enumerate(row):
            if cell.ground:
                colour = colours.get(cell.ground, colours["else"])
                place = f'x="{x * CELL[0]}" y="{y * CELL[1]}" width="{CELL[0]}" height="{CELL[1]}"'
                yield f'<rect {place} fill="{colour}"/>'
            if cell.char.strip():
                colour = colours.get(cell.role, colours["else"])
                yield f'<text x="{x * CELL[0]}" y="{y * CELL[1] + 13}" fill="{colour}">{escape(cell.char)}</text>'


if __name__ == "__main__":
    sys.exit(main())
