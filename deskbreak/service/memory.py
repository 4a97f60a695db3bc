"""The engine's state on disk, so that no restart, crash or reboot forgets what was owed.

Written atomically; a file that cannot be read is set aside with a message, never deleted.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from deskbreak.atomic import replace_file
from deskbreak.engine.values import SECOND, Instant

FILE = "state.json"
LONGEST_GONE = 10 * 366 * 86_400 * SECOND
"""A machine without a clock of its own may have saved in 1970: longer than this is not believed."""
_MICRO = timedelta(microseconds=1)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Remembered:
    """A saved state and how long ago it was saved, in microseconds."""

    state: dict[str, Any]
    extra: dict[str, Any]
    gone: int


class Memory:
    """The state file."""

    def __init__(self, path: Path, boot_id: str) -> None:
        self._path = path
        self._boot_id = boot_id
        self._aside = ""
        self._trouble = ""

    @property
    def message(self) -> str:
        """What a person should know about the file, "" when all is well."""
        return "; ".join(part for part in (self._aside, self._trouble) if part)

    def save(
        self, state: dict[str, object], extra: dict[str, object], now: Instant, *, is_durable: bool = True
    ) -> None:
        """Write the state of `now`; a disk that does not take it is a message, not an error.

        Without `is_durable` it outlives the program but perhaps not the machine, and wakes nobody for the disk.
        """
        record = {
            "boot_id": self._boot_id,
            "boot": now.boot,
            "wall": now.wall.isoformat(),
            "engine": state,
            "service": extra,
        }
        try:
            replace_file(self._path, json.dumps(record).encode(), is_durable=is_durable)
            self._trouble = ""
        except OSError as error:
            self._trouble = f"{self._path}: the state cannot be saved: {error.strerror}"

    def load(self, now: Instant) -> Remembered | None:
        """The last state, None when there is none that can be read."""
        try:
            text = self._path.read_text("utf8")
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            self.set_aside(str(error))
            return None
        try:
            record = json.loads(text)
            return Remembered(dict(record["engine"]), dict(record["service"]), self._gone(record, now))
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
            log.info("%s: %s: %s", self._path, type(error).__name__, error)
            self.set_aside("it is damaged")
            return None

    def set_aside(self, why: str) -> None:
        """Keep a state that is of no use under another name, and say so."""
        stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S-%f")
        aside = self._path.with_name(f"{self._path.name}.set-aside-{stamp}")
        try:
            self._path.replace(aside)
            self._aside = (
                f"{self._path} could not be read ({why}); it is kept as {aside.name}, and the clocks start at 0"
            )
        except OSError as error:
            self._aside = f"{self._path} could not be read ({why}), nor renamed ({error.strerror})"

    def _gone(self, record: dict[str, Any], now: Instant) -> int:
        """How long ago it was: by the boot clock while that still runs, by the wall clock after a reboot."""
        since_boot = now.boot - int(record["boot"])
        if record["boot_id"] != self._boot_id or since_boot < 0:
            since_boot = max(0, (now.wall - datetime.fromisoformat(record["wall"])) // _MICRO)
        return min(since_boot, LONGEST_GONE)


def boot_id() -> str:
    """What tells this boot of the machine from another; "" where the system does not say."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return ""
