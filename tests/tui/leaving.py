"""Opens a break and a dialog, leaves both, and says what is still in memory of them. Run in a process of its own.

In the process of a test much else looks at what is alive: caches of earlier tests, the test's own report.
"""

from __future__ import annotations

import asyncio
import gc
import sys
import weakref
from typing import TYPE_CHECKING

from deskbreak.tui.app import DeskbreakApp
from deskbreak.tui.tidying import Tidying
from tests.tui_fakes import STATES, FakeControl, resting

if TYPE_CHECKING:
    from textual.app import App
    from textual.widget import Widget


def everything_on(app: App[int]) -> list[weakref.ref[object]]:
    """Every widget, and the lines it has drawn."""
    widgets: list[Widget] = [app.screen, *app.screen.query("*")]
    return [weakref.ref(kept) for widget in widgets for kept in (widget, widget._styles_cache)]


async def main() -> None:
    """A break that is put off, the help, and the dashboard again."""
    control = FakeControl(resting(90.0))
    app = DeskbreakApp(control)
    async with app.run_test() as pilot:
        await pilot.pause()
        left = everything_on(app)
        control.push(STATES["snoozed"])
        await pilot.pause()
        await pilot.press("question_mark")
        left += everything_on(app)
        await pilot.press("escape")
        await pilot.pause()
        gc.unfreeze()  # the app may have tidied up by itself meanwhile
        Tidying(app).tidy()
        told = [f"{type(app.screen).__name__} {len(left) > 20}"]
        told += [repr(kept) for ref in left if (kept := ref()) is not None]
    sys.stdout.write("\n".join(told) + "\n")


if __name__ == "__main__":
    asyncio.run(main())
