"""What the two ends of the control socket promise each other: the service's side and a screen's side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from deskbreak.control.failures import MethodNotFound

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

__all__ = ["Control", "Handler", "MethodNotFound"]


class Handler(Protocol):
    """What the server needs of the service."""

    async def call(self, method: str, params: dict[str, Any]) -> Any:
        """Carry out one method; raises `Refused`, `UsageError` or `MethodNotFound`."""

    def subscribe(self, push: Callable[[str, dict[str, Any]], None]) -> Callable[[], None]:
        """Have `push(method, params)` called on every change, until the returned function is called."""

    def hold(self, reason: str) -> Callable[[], None]:
        """Hold prompts back until the returned function is called; it is called when the client has gone."""


class Control(Protocol):
    """What a screen needs of the service, in its own process or over the socket."""

    @property
    def owns_service(self) -> bool:
        """Whether the service lives in this process, and ends with the control."""
        ...

    async def call(self, method: str, params: dict[str, Any] | None = None) -> Any:
        """Carry out one method; raises what the service raised, `NotRunning` when it is gone."""

    def messages(self) -> AsyncIterator[tuple[str, dict[str, Any]]]:
        """Subscribe: first the present snapshot, then every push; ends when the service goes."""

    async def close(self) -> None:
        """Let go of the service; one that is owned is not stopped by this."""
