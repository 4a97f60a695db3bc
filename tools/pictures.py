"""Makes the pictures of docs/pictures from the real screen, with sample data, a clock that stands, and no service.

`python -m tools.pictures` writes all of them; the same code gives the same pictures.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Final, NamedTuple

from tests.tui_scenes import drawn, scenes

FOLDER: Final = Path(__file__).parent.parent / "docs" / "pictures"


class Picture(NamedTuple):
    """A scene, and how it is taken."""

    scene: str
    size: tuple[int, int] = (100, 30)
    theme: str = "deskbreak"


PICTURES: Final = {
    "dashboard": Picture("dashboard-sitting"),
    "dashboard-light": Picture("dashboard-sitting", theme="deskbreak-light"),
    "dashboard-compact": Picture("dashboard-sitting", (100, 3)),
    "prompt": Picture("dashboard-due"),
    "break": Picture("break-hold"),
    "closing": Picture("closing"),
    "history": Picture("history-year", (100, 40)),
    "settings": Picture("settings"),
    "library": Picture("library"),
    "why": Picture("why"),
}


def main(names: list[str]) -> int:
    """Write the pictures of these names, or all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, picture in PICTURES.items():
        if not names or name in names:
            svg = asyncio.run(drawn(scenes()[picture.scene], picture.size, picture.theme))
            (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")
            sys.stdout.write(f"{name}.svg {len(svg) // 1024} KB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
