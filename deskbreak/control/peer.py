"""Who is at the other end of a Unix socket, as the kernel knows it."""

from __future__ import annotations

import _socket  # `socket` itself costs a client command a tenth of its time
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio.trsock import TransportSocket

    AnySocket = _socket.socket | TransportSocket

SOL_LOCAL, LOCAL_PEERCRED = 0, 1  # <sys/un.h> of macOS and the BSDs
XUCRED_BYTES = 76


def peer_uid(connection: AnySocket) -> int | None:
    """The user id of the process that connected, or None where the system does not tell."""
    if sys.platform == "linux":
        # struct ucred: pid, uid, gid
        return _number(connection.getsockopt(_socket.SOL_SOCKET, _socket.SO_PEERCRED, 12))
    elif sys.platform == "win32":  # noqa: RET505 - so that mypy reads each branch on its own system
        return None
    else:
        # struct xucred: version, uid, groups; what getpeereid() reads
        return _number(connection.getsockopt(SOL_LOCAL, LOCAL_PEERCRED, XUCRED_BYTES))


def _number(credentials: bytes) -> int:
    return int.from_bytes(credentials[4:8], sys.byteorder)
