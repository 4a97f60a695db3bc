from __future__ import annotations

import os
import socket
import struct
import sys

import pytest

from deskbreak.control.peer import LOCAL_PEERCRED, SOL_LOCAL, peer_uid


@pytest.mark.skipif(sys.platform == "win32", reason="the system does not tell there")
def test_the_kernel_names_the_user_at_the_other_end() -> None:
    ours, theirs = socket.socketpair(socket.AF_UNIX)
    with ours, theirs:
        assert peer_uid(ours) == os.geteuid()


class FakeMacSocket:
    """Answers as <sys/un.h> of macOS says: struct xucred, version, uid, groups."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, int]] = []

    def getsockopt(self, level: int, option: int, size: int) -> bytes:
        self.asked.append((level, option))
        return struct.pack("=IIh2x16I", 0, 501, 1, 20, *([0] * 15))[:size]


def test_on_macos_the_uid_is_read_from_the_peers_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    fake = FakeMacSocket()
    assert peer_uid(fake) == 501  # type: ignore[arg-type]
    assert fake.asked == [(SOL_LOCAL, LOCAL_PEERCRED)]


def test_on_windows_the_system_does_not_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert peer_uid(FakeMacSocket()) is None  # type: ignore[arg-type]
