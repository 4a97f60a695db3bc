"""What the service pushed and a screen has not read yet: bounded, and only the newest snapshot of several."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any

Message = tuple[str, dict[str, Any]]
EVENTS = 256


class Inbox:
    """Keeps messages in order; a snapshot takes the place of one still unread, the oldest events give way."""

    def __init__(self, events: int = EVENTS) -> None:
        self._events: deque[Message] = deque(maxlen=events)
        self._snapshot: Message | None = None
        self._arrived = asyncio.Event()
        self._closed = False

    def put(self, method: str, params: dict[str, Any]) -> None:
        """Add a message; without effect after `close`."""
        if self._closed:
            return
        if method == "snapshot":
            self._snapshot = (method, params)
        else:
            self._events.append((method, params))
        self._arrived.set()

    def close(self) -> None:
        """No more messages come; those unread can still be read."""
        self._closed = True
        self._arrived.set()

    async def get(self) -> Message | None:
        """The next message, events before the snapshot they led to; None at the end."""
        while True:
            if self._events:
                return self._events.popleft()
            if self._snapshot is not None:
                snapshot, self._snapshot = self._snapshot, None
                return snapshot
            if self._closed:
                return None
            self._arrived.clear()
            await self._arrived.wait()
