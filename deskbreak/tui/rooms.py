"""The screens beside the dashboard, each loaded when it is first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deskbreak.tui.outbox import Desk, Outbox
    from deskbreak.tui.screens.base import Face


def room(name: str, desk: Desk, outbox: Outbox) -> Face:
    """The screen of this name: history, library, why or settings."""
    if name == "history":
        from deskbreak.tui.screens.history import HistoryScreen  # noqa: PLC0415 - only when opened

        return HistoryScreen(desk, outbox.ask)
    if name == "library":
        from deskbreak.tui.screens.library import LibraryScreen  # noqa: PLC0415 - only when opened

        return LibraryScreen(desk, outbox.ask)
    if name == "why":
        from deskbreak.tui.screens.why import WhyScreen  # noqa: PLC0415 - only when opened

        return WhyScreen(desk, outbox.ask)
    from deskbreak.tui.screens.settings import SettingsScreen  # noqa: PLC0415 - only when opened

    return SettingsScreen(desk, outbox.ask)
