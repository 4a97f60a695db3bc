"""Keeps out of a process that runs all day what Python loads by itself and nothing here uses."""

from __future__ import annotations

import sys
from importlib.util import find_spec

HASHES = ("_md5", "_sha1", "_sha3", "_blake2", "_sha2" if sys.version_info >= (3, 12) else "_sha256")
"""Python's own ways to hash; some distributions leave them out and hash by OpenSSL alone."""


def leave_out_openssl() -> None:
    """Do not load OpenSSL; call it before anything imports asyncio.

    asyncio loads it for encrypted connections, which nobody makes here, and hashlib, which D-Bus needs, for speed. Both
    do without where it is not to be had. It takes 4 MB that no other process shares.
    """
    _forbid("ssl")
    if all(find_spec(name) for name in HASHES):
        _forbid("_hashlib")


def _forbid(module: str) -> None:
    sys.modules.setdefault(module, None)  # type: ignore[arg-type] # how Python is told not to import it
