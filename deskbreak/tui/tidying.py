"""Lets go of what is kept of screens that are gone; else every visit to a room would cost a megabyte for good.

Textual caches the lines of a thousand widgets, and keeps watchers until what they watch changes. The rest is cyclic
garbage, which Python would collect only after several more rooms.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

from textual import _styles_cache

from deskbreak.tui.ticker import Ticker, later

if TYPE_CHECKING:
    from textual.app import App

SOON_SECONDS = 0.5
"""What comes after a screen is drawn first."""


class Tidying:
    """Tidies up behind the screens of an app, in a pause."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._ticker = Ticker(self.tidy, later)
        self._is_settled = False

    def soon(self) -> None:
        """A screen is about to go."""
        self._ticker.arm(SOON_SECONDS)

    def stop(self) -> None:
        """The app goes."""
        self._ticker.disarm()

    def tidy(self) -> None:
        """Forget screens that are gone. What is there the first time stays, and is not looked through again."""
        _forget_watchers(self._app)
        _forget_lines()
        gc.collect()
        if not self._is_settled and len(self._app.screen_stack) == 1:
            gc.freeze()
            self._is_settled = True


def _forget_watchers(app: App[Any]) -> None:
    watchers: dict[str, list[tuple[Any, Any]]] = getattr(app, "__watchers", {})
    for watching in watchers.values():
        watching[:] = [(watcher, callback) for watcher, callback in watching if watcher.is_running]


def _forget_lines() -> None:
    """Empty an lru_cache of Textual's on a method, which holds on to the lines of widgets that are gone."""
    cached: Any = getattr(_styles_cache.StylesCache, "get_inner_outer", None)
    if hasattr(cached, "cache_clear"):
        cached.cache_clear()
