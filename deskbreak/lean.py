"""Keeps out of a process that runs all day what Python loads by itself and nothing here uses."""

from __future__ import annotations

import sys


def leave_out_tls() -> None:
    """Do not load OpenSSL; call it before anything imports asyncio.

    asyncio loads it where it is to be had, for connections nobody makes here, and copes where it is not. It is 4.5 MB
    of memory that no other program shares.
    """
    sys.modules.setdefault("ssl", None)  # type: ignore[arg-type] # how Python says that a module cannot be imported
