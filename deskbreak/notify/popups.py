"""The popups now shown: which ids are ours, what each may answer, and a file of them for the run after a crash.

An id means something only to the run of the daemon that gave it, so the file names that run.
"""

from __future__ import annotations

import contextlib
import json
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from deskbreak.atomic import replace_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

log = logging.getLogger(__name__)

REMEMBERED_AT_MOST = 8


@dataclass(frozen=True)
class Lifetime:
    """One run of a daemon on one run of a bus: neither name is ever given twice."""

    bus_id: str
    owner: str


@dataclass(eq=False)
class Popup:
    """One popup; `keys` are the answers it offers, `open` is whether the daemon still shows it.

    `announced` is whether its handle has been given out; `early` is the answer that came before that.
    """

    handle: str
    id: int
    keys: frozenset[str]
    open: bool = True
    answered: bool = False
    announced: bool = False
    early: str = ""
    being_replaced: bool = False


@dataclass
class Popups:
    """The popups of one lifetime, newest last. A few closed ones stay known: an answer may come after its closing."""

    record: Record
    _known: dict[int, Popup] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Popup]:
        return iter(list(self._known.values()))

    def by_id(self, popup_id: int) -> Popup | None:
        """Return the popup of that id, also one closed a short while ago."""
        return self._known.get(popup_id)

    def by_handle(self, handle: str | None) -> Popup | None:
        """Return the popup of that handle, also one closed a short while ago."""
        return next((popup for popup in self._known.values() if popup.handle == handle), None)

    def add(self, popup: Popup) -> None:
        """Take in a new popup, in place of the one it replaced."""
        self._known.pop(popup.id, None)
        self._known[popup.id] = popup
        closed = [each.id for each in self._known.values() if not each.open]
        for old in closed[: max(0, len(self._known) - REMEMBERED_AT_MOST)]:
            del self._known[old]
        self.record.add(popup.id)

    def closed(self, popup: Popup) -> None:
        """Note that the daemon shows it no more."""
        popup.open = False
        self.record.discard(popup.id)

    def drop(self, popup: Popup) -> None:
        """Forget it: from now on its answers are stale."""
        self._known.pop(popup.id, None)

    def clear(self) -> None:
        """Forget all: the daemon that showed them is gone."""
        self._known.clear()


class Record:
    """The file of the ids that are shown. A file that cannot be read or written costs nothing but the tidying-up."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._lifetime: Lifetime | None = None
        self._ids: list[int] = []

    def begin(self, lifetime: Lifetime) -> list[int]:
        """Start recording for `lifetime`; the ids an earlier run of deskbreak left on it."""
        if lifetime != self._lifetime:
            left = self._read()
            self._lifetime, self._ids = lifetime, []
            if left is not None and left[0] == lifetime:
                self._ids = left[1]
        return list(self._ids)

    def add(self, popup_id: int) -> None:
        """Note that an id is shown."""
        if popup_id not in self._ids:
            self._ids.append(popup_id)
            self._write()

    def discard(self, popup_id: int) -> None:
        """Note that an id is shown no more."""
        if popup_id in self._ids:
            self._ids.remove(popup_id)
            self._write()

    def _read(self) -> tuple[Lifetime, list[int]] | None:
        if self._path is None:
            return None
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
            held = json.loads(self._path.read_text("utf-8"))
            ids = [popup_id for popup_id in held["ids"] if isinstance(popup_id, int) and 0 < popup_id < 2**32]
            return Lifetime(str(held["bus"]), str(held["owner"])), ids
        return None

    def _write(self) -> None:
        if self._path is None or self._lifetime is None:
            return
        try:
            if not self._ids:
                self._path.unlink(missing_ok=True)
                return
            held = {"bus": self._lifetime.bus_id, "owner": self._lifetime.owner, "ids": self._ids}
            replace_file(self._path, json.dumps(held).encode(), is_durable=False)
        except OSError as error:
            log.warning("the open notifications cannot be noted in %s: %s", self._path, error)
