"""Who owns which well-known name, kept true from owner to owner while somebody needs to know."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from deskbreak.dbus.terms import BUS_NAME, BUS_PATH, BusError, Unsubscribe

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    AskBus = Callable[[str, str], Awaitable[list[Any]]]
    """Calls a method of the bus itself with one string."""


@dataclass(eq=False)
class _Name:
    owner: str = ""
    users: int = 0
    changes: int = 0
    watchers: list[Callable[[str], None]] = field(default_factory=list)


class Owners:
    """The owners of the names that are followed on one connection."""

    def __init__(self, ask_bus: AskBus) -> None:
        self._ask_bus = ask_bus
        self._names: dict[str, _Name] = {}

    def __len__(self) -> int:
        return len(self._names)

    def owner(self, name: str) -> str:
        """Return the unique name behind a followed name, "" when it has no owner."""
        if _is_its_own_owner(name):
            return name
        known = self._names.get(name)
        return known.owner if known else ""

    def changed(self, name: str, owner: str) -> None:
        """Take in the bus's word that a name has changed hands."""
        known = self._names.get(name)
        if known is None:
            return
        known.owner = owner
        known.changes += 1
        for watcher in known.watchers:
            asyncio.get_running_loop().call_soon(watcher, owner)

    async def follow(self, name: str, watcher: Callable[[str], None] | None = None) -> Unsubscribe:
        """Keep the owner of `name` known, and tell `watcher` of each new one, until the returned function is called."""
        if _is_its_own_owner(name):
            return _nothing
        rule = f"type='signal',sender='{BUS_NAME}',member='NameOwnerChanged',path='{BUS_PATH}',arg0='{name}'"
        known = self._names.setdefault(name, _Name())
        known.users += 1
        left = False

        async def unfollow() -> None:
            nonlocal left
            if not left:
                left = True
                self._leave(name, known, watcher)
                await forget_match(self._ask_bus, rule)

        try:
            await self._ask_bus("AddMatch", rule)
            await self._ask_owner(name, known)
        except BaseException:
            await unfollow()
            raise
        if watcher is not None:
            known.watchers.append(watcher)
        return unfollow

    def _leave(self, name: str, known: _Name, watcher: Callable[[str], None] | None) -> None:
        known.users -= 1
        if not known.users:
            self._names.pop(name, None)
        if watcher in known.watchers:
            known.watchers.remove(watcher)

    async def _ask_owner(self, name: str, known: _Name) -> None:
        changes = known.changes
        try:
            owner = str((await self._ask_bus("GetNameOwner", name))[0])
        except BusError as error:
            if not error.name.endswith(".NameHasNoOwner"):
                raise
            owner = ""
        if known.changes == changes:  # else a signal has told a newer owner already
            known.owner = owner


async def forget_match(ask_bus: AskBus, rule: str) -> None:
    """Withdraw a match rule; with the connection gone or stuck, so is the rule."""
    try:
        await ask_bus("RemoveMatch", rule)
    except BusError:
        return


def _is_its_own_owner(name: str) -> bool:
    return name == BUS_NAME or name.startswith(":")


async def _nothing() -> None:
    """End a subscription that needed no beginning."""
