"""Look at the screen in any state: `python -m tests.tui.demo due`, or `--list`; it talks to a fake service."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from deskbreak.tui.run import run_screen
from tests.tui_fakes import STATES, FakeControl

if TYPE_CHECKING:
    from deskbreak.control.interface import Control


def main(state: str = "sitting") -> int:
    async def open_control() -> Control:
        return FakeControl(STATES[state])

    return run_screen(open_control)


if __name__ == "__main__":
    if "--list" in sys.argv:
        sys.stdout.write(" ".join(STATES) + "\n")
    else:
        sys.exit(main(*sys.argv[1:2]))
