"""Settings and own stretches that change while the service runs: watched, judged, applied.

Invalid settings leave the last good ones in effect.
"""

from __future__ import annotations

import asyncio
import json
import logging
from contextlib import suppress

from deskbreak.errors import DeskbreakError, SettingsError
from deskbreak.service import logs
from deskbreak.service.service import Service
from deskbreak.settings.load import Loaded
from deskbreak.settings.model import Settings
from deskbreak.settings.rules import engine_rules
from deskbreak.settings.watch import Watch, watch

log = logging.getLogger(__name__)


class Reloader:
    """Watches the files of one service, and changes a setting on its behalf."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._watch: Watch | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._lock = asyncio.Lock()

    async def start(self) -> None:
        """Begin to watch, and take in what was changed since the settings were read."""
        loop = asyncio.get_running_loop()

        def changed() -> None:  # in the watcher's thread
            with suppress(RuntimeError):  # the loop has ended meanwhile
                loop.call_soon_threadsafe(self._reload_soon)

        own = self._service.parts.own_stretches
        self._watch = watch((*self._service.loaded.watch_paths, *([own] if own else [])), changed)
        await self.reload()

    def stop(self) -> None:
        """Watch no more."""
        if self._watch is not None:
            self._watch.stop()
        for task in self._tasks:
            task.cancel()

    def _reload_soon(self) -> None:
        task = asyncio.get_running_loop().create_task(self.reload(), name="reload settings")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def reload(self) -> None:
        """Read the settings again and go on by them; problems are kept for everybody to see."""
        async with self._lock:
            service = self._service
            self._read_stretches()
            try:
                loaded = service.parts.load_settings()
            except SettingsError as error:
                service.config_problems = [str(problem) for problem in error.problems]
                log.warning(
                    "the settings have problems, the last good ones stay: %s", "; ".join(service.config_problems)
                )
            else:
                service.config_problems = []
                await self._apply(service.loaded, loaded)
            service.watch_problems = self._watch_problems()
            service.board.tell_all()

    def _watch_problems(self) -> list[str]:
        unwatched = self._watch.unwatched if self._watch is not None else {}
        if not unwatched:
            return []
        folders, reasons = ", ".join(map(str, sorted(unwatched))), "; ".join(sorted(set(unwatched.values())))
        return [f"changed settings are noticed only at the next start: {folders} cannot be watched ({reasons})"]

    def _read_stretches(self) -> None:
        """Forget what the stretches were; a person's own are read at once, so that what is wrong with them is said."""
        service = self._service
        service.coach.forget_stretches()
        if service.parts.own_stretches is not None and service.parts.own_stretches.is_dir():
            problems = service.coach.read_stretches()
            if problems:
                log.warning("own stretches have problems: %s", "; ".join(problems))

    async def _apply(self, before: Loaded, loaded: Loaded) -> None:
        service, old, new = self._service, before.settings, loaded.settings
        service.loaded = loaded
        logs.set_level(new.log.level)
        service.coach.use(new.routine)
        service.caller.use(new.cues)
        if (new.presence.sources, new.presence.away_after) != (old.presence.sources, old.presence.away_after):
            await service.use_presence(service.parts.make_presence(new.presence))
        if new.hold != old.hold:
            await service.hold_watch.use(service.parts.make_holds(new.hold))
        if new.notify != old.notify:
            await service.herald.replace(service.parts.make_notifier(new.notify))
        service.use_rules(engine_rules(new), new.presence.sample_every)
        service.wake()
        if new != old:
            log.info("settings changed: %s", ", ".join(_changed(old, new)))

    async def set(self, key: str, value: str) -> None:
        """Change one key in the person's file. Raises `SettingsError` and changes nothing when it is not allowed."""
        from deskbreak.settings.edit import set_value  # noqa: PLC0415 - rarely needed, and not small

        set_value(self._service.loaded.write_path, key, value)
        await self.reload()

    async def reset(self, key: str) -> None:
        """Have one key count as it did before the person's file said anything about it. Raises as `set` does."""
        from deskbreak.service.settings_form import usual_of_kind  # noqa: PLC0415 - rarely needed, and not small
        from deskbreak.settings.removal import unset_value  # noqa: PLC0415

        if key.startswith("breaks."):
            await self.set(key, usual_of_kind(key))
            return
        unset_value(self._service.loaded.write_path, key)
        await self.reload()

    async def leave_out(self, stretch: str) -> None:
        """Leave a stretch out from now on; where the file cannot be changed, at least until the service ends."""
        left_out = (*self._service.settings.routine.left_out, stretch)
        try:
            await self.set("routine.left_out", json.dumps(left_out))
        except (DeskbreakError, OSError) as error:
            log.warning("%s could not be left out in the settings file: %s", stretch, error)


def _changed(old: Settings, new: Settings) -> list[str]:
    return [name for name in type(new).__dataclass_fields__ if getattr(old, name) != getattr(new, name)]
