"""Makes the pictures of docs/pictures from the real screen, with sample data, a clock that stands, and no service.

`python -m tools.pictures` writes all of them; the same code gives the same pictures.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from deskbreak.routine.files import load_catalogue
from deskbreak.service.library import library
from deskbreak.service.settings_form import form
from deskbreak.settings.load import load
from deskbreak.settings.model import Routine
from deskbreak.tui.app import DeskbreakApp
from deskbreak.tui.ticker import Ticker
from tests import habit
from tests.tui_fakes import STATES, FakeControl, FakeTimers, HandClock, snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER: Final = Path(__file__).parent.parent / "docs" / "pictures"
SIZE: Final = (100, 30)
_SETTINGS: Final = '[snooze]\ndefault = "7m"\n\n[routine]\nplaces = ["standing", "floor"]\n'
_ACCOUNT: Final = [
    "No prompt for move is shown, because of a call.",
    "move is owed: 31 min of sitting, and a break every 30 min.",
    "A call holds it back: microphone in use by zoom since 13:31.",
    "Once the call is over you are told within 10 s.",
    "Seated for 21 min; the last input was seen 3 s ago by x11.",
    "Notifications are shown by dbus.",
]


@dataclass(frozen=True)
class Sitting:
    """One picture: what the service says, the keys pressed, and what it answers to what they ask."""

    first: dict[str, Any]
    keys: tuple[str, ...] = ()
    answers: dict[str, Any] = field(default_factory=dict)
    size: tuple[int, int] = SIZE
    theme: str = "deskbreak"


def sittings(records: Path) -> Iterator[tuple[str, Sitting]]:
    """Every picture by its name; `records` is a folder for a history made for the occasion."""
    habit.fill(records / "history.db")
    settings = form(load(None, {"DESKBREAK_CONFIG": str(_settings_file(records))}))
    told = {"settings": settings | {"tests": ["notification"], "write_path": "~/.config/deskbreak/deskbreak.toml"}}
    yield "dashboard", Sitting(STATES["sitting"])
    yield "dashboard-light", Sitting(STATES["sitting"], theme="deskbreak-light")
    yield "dashboard-compact", Sitting(STATES["sitting"], size=(100, 3))
    yield "prompt", Sitting(STATES["due"])
    yield "break", Sitting(STATES["break"])
    yield (
        "history",
        Sitting(
            STATES["sitting"], ("H", "y"), {"statistics": habit.told(records / "history.db", "year")}, size=(100, 40)
        ),
    )
    yield "settings", Sitting(STATES["sitting"], ("comma",), told | {"check": {"problem": "", "warning": ""}})
    shelf = library(load_catalogue().catalogue, Routine())
    still = snapshot(screen={**snapshot()["screen"], "reduced_motion": True})
    yield "library", Sitting(still, ("l", "down", "down"), {"library": shelf})
    yield "why", Sitting(STATES["held"], ("w",), {"why": {"text": _ACCOUNT}})


def _settings_file(folder: Path) -> Path:
    path = folder / "deskbreak.toml"
    path.write_text(_SETTINGS)
    return path


async def drawn(sitting: Sitting) -> str:
    """The picture as SVG."""
    control, timers = FakeControl(sitting.first), FakeTimers()
    control.answers |= sitting.answers
    wishes = {**sitting.first["screen"], "theme": sitting.theme}
    control.push(sitting.first | {"screen": wishes})
    app = DeskbreakApp(control, clock=HandClock(), ticker=lambda tick: Ticker(tick, timers))
    async with app.run_test(size=sitting.size) as pilot:
        await pilot.pause()
        for key in sitting.keys:
            await pilot.press(key)
            await pilot.pause()
        await pilot.pause()
        # Without this some programs drop the blanks with which a piece of text begins.
        return app.export_screenshot(title="deskbreak").replace("<svg ", '<svg xml:space="preserve" ', 1)


def main(names: list[str]) -> int:
    """Write the pictures of these names, or all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, sitting in sittings(Path(folder)):
            if not names or name in names:
                svg = asyncio.run(drawn(sitting))
                (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")
                sys.stdout.write(f"{name}.svg {len(svg) // 1024} KB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
