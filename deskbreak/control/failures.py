"""The errors of `deskbreak.errors` as failures on the wire, and back to errors at the other end."""

from __future__ import annotations

from deskbreak.control.protocol import INTERNAL_ERROR, INVALID_PARAMS, METHOD_NOT_FOUND, REFUSED, Failure
from deskbreak.errors import DeskbreakError, Refused, UsageError


class MethodNotFound(DeskbreakError):
    """The service knows no such method; it may be older or newer than the client."""


def failure_of(error: DeskbreakError) -> Failure:
    """What the service raised, as an answer carries it."""
    if isinstance(error, Refused):
        return Failure(REFUSED, f"refused: {error.reason}", {"reason": error.reason, "command": error.command})
    if isinstance(error, UsageError):
        return Failure(INVALID_PARAMS, str(error))
    if isinstance(error, MethodNotFound):
        return Failure(METHOD_NOT_FOUND, str(error))
    return Failure(INTERNAL_ERROR, str(error))


def error_of(failure: Failure) -> DeskbreakError:
    """What an answer carries, as the error it was at the service."""
    if failure.code == REFUSED:
        return Refused(str(failure.data.get("reason", "")), str(failure.data.get("command", "")))
    if failure.code == INVALID_PARAMS:
        return UsageError(failure.message)
    if failure.code == METHOD_NOT_FOUND:
        return MethodNotFound(failure.message)
    return DeskbreakError(failure.message)
