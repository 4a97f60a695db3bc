"""What lies under a break that is all there is: nothing, before it comes and once it has gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskbreak.tui.screens.base import Face

if TYPE_CHECKING:
    from deskbreak.tui.view import View


class Curtain(Face):
    """An empty screen in the colours of the others."""

    def show(self, view: View) -> None:
        """There is nothing to be shown on it."""
