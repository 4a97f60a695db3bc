"""Running a small program for its output, with a stderr of its own; nothing is left of it when nobody waits for it."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from typing import TYPE_CHECKING

from deskbreak.holds.names import plain
from deskbreak.holds.port import NotHere, ProbeFailed

if TYPE_CHECKING:
    from collections.abc import Mapping

_GONE_SECONDS = 0.05


def is_installed(program: str, environ: Mapping[str, str]) -> bool:
    """Whether the session can start the program."""
    return shutil.which(program, path=environ.get("PATH")) is not None


async def output(environ: Mapping[str, str], program: str, *arguments: str) -> bytes:
    """What the program prints, in English whatever the locale; raises `NotHere` without it, `ProbeFailed` if it fails.

    The deadline is the caller's: a cancelled call kills the program and its children.
    """
    path = shutil.which(program, path=environ.get("PATH"))
    if path is None:
        raise NotHere(f"{program} is not installed")
    try:
        process = await asyncio.create_subprocess_exec(
            path,
            *arguments,
            env={**environ, "LC_ALL": "C.UTF-8"},
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=PIPE,
            start_new_session=True,
        )
    except OSError as error:
        raise ProbeFailed(f"{program} cannot be run: {error.strerror}") from error
    printed, complaint = await _communicate(process)
    if process.returncode:
        first = plain(complaint.decode("utf8", "replace").strip().partition("\n")[0])
        raise ProbeFailed(f"{program}: {first or f'exit status {process.returncode}'}")
    return printed


async def _communicate(process: Process) -> tuple[bytes, bytes]:
    try:
        return await process.communicate()
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            with suppress(TimeoutError):
                async with asyncio.timeout(_GONE_SECONDS):
                    await process.wait()
