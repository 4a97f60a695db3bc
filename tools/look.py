"""Looks at the screens: PNGs of any scene in any size and theme, by `rsvg-convert`.

`python -m tools.look FOLDER [--size 80x24] [--theme deskbreak|deskbreak-light|terminal|mono] [SCENE ...]`
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
from pathlib import Path

from tests.tui_scenes import drawn, scenes


def main() -> int:
    """Write the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--size", action="append", default=[])
    parser.add_argument("--theme", default="deskbreak", help="a theme's name, or mono for NO_COLOR")
    args = parser.parse_intermixed_args()
    theme = args.theme
    if theme == "mono":
        os.environ["NO_COLOR"], theme = "1", "terminal"
    args.folder.mkdir(parents=True, exist_ok=True)
    sizes = [tuple(map(int, size.split("x"))) for size in args.size]
    for name in args.names or scenes():
        for width, height in sizes or scenes()[name].sizes:
            svg = asyncio.run(drawn(scenes()[name], (width, height), theme)).replace("Fira Code", "DejaVu Sans Mono")
            png = args.folder / f"{name}-{args.theme}-{width}x{height}.png"
            subprocess.run(("rsvg-convert", "-o", png), input=svg.encode(), check=True)
            sys.stdout.write(f"{png}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
