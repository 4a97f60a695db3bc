"""A control with a history and a settings file behind it: what the rooms beside the dashboard need to be tried out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from deskbreak.history.periods import named
from deskbreak.service.settings_form import check, form
from deskbreak.settings.edit import set_value
from deskbreak.settings.load import Loaded, load
from deskbreak.settings.removal import unset_value
from tests import habit
from tests.tui_fakes import FakeControl, snapshot

if TYPE_CHECKING:
    from pathlib import Path


class FurnishedControl(FakeControl):
    """Answers the rooms from files in a folder; everything else as any fake control."""

    def __init__(self, folder: Path, first: dict[str, Any] | None = None) -> None:
        super().__init__(first)
        self.config = folder / "deskbreak.toml"
        self.history = folder / "history.db"
        habit.fill(self.history)

    async def call(self, method: str, params: dict[str, Any] | None = None) -> Any:
        answer = await super().call(method, params)
        given = params or {}
        if method == "statistics":
            start = given.get("start")
            return habit.told(self.history, named(given["period"]), date.fromisoformat(start) if start else habit.TODAY)
        if method == "settings":
            return form(self._loaded()) | {"tests": ["notification", "sound", "tones", "speech"]}
        if method == "check":
            return check(self._loaded(), given)
        if method in ("set", "reset", "reload"):
            self._write(method, given)
            return snapshot()
        return answer

    def _write(self, method: str, given: dict[str, Any]) -> None:
        if method == "set":
            set_value(self.config, given["key"], given["value"])
        elif method == "reset":
            unset_value(self.config, given["key"])

    def _loaded(self) -> Loaded:
        self.config.touch()
        return load(self.config, {})
