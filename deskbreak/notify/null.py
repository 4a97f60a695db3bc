"""The notifier that shows nothing: for notifications turned off, and the end of every chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deskbreak.notify.port import Notice, OnNews


class NullNotifier:
    """Accepts every notice and shows none; the screen and the status still tell."""

    name = "null"

    async def start(self, on_news: OnNews) -> None:
        """Nothing to make ready, and no answer ever comes."""

    async def show(self, notice: Notice, replaces: str | None = None) -> str:  # noqa: ARG002
        """Show nothing."""
        return "nothing"

    async def close(self, handle: str) -> None:
        """Nothing is shown."""

    async def stop(self) -> None:
        """Nothing is held."""
