"""`deskbreak` without a command: the screen, attached to a running service or owning one."""

from __future__ import annotations

import os
import sys

from deskbreak.errors import NotRunning, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from deskbreak.control.interface import Control

ATTEMPTS = 20
PAUSE_SECONDS = 0.1


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `deskbreak screen`."""
    parser.add_argument("--compact", action="store_true", help="use few lines, as for a pane of three")
    parser.add_argument(
        "--plain", action="store_true", help="say lines and move no cursor, for a screen reader; by itself on TERM=dumb"
    )


def run(args: argparse.Namespace) -> int:
    """Open the screen; raises `UsageError` where there is no terminal to open it on."""
    from deskbreak.lean import leave_out_openssl

    leave_out_openssl()
    opener = Opener(args)
    try:
        return _run(args, opener)
    finally:
        if opener.ignores_options:  # said once it can be read: under the screen nobody would see it
            print("deskbreak ran already: --config and --set are for its start and were ignored", file=sys.stderr)


def _run(args: argparse.Namespace, opener: Opener) -> int:
    if is_plain(args):
        from deskbreak.cli.plain import run_plain

        return run_plain(opener)
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(
            "the screen needs a terminal; without one: deskbreak --plain, deskbreak service run, deskbreak status"
        )
    from deskbreak.tui.run import run_screen

    return run_screen(opener, is_compact=getattr(args, "compact", False))


def is_plain(args: argparse.Namespace) -> bool:
    """Whether lines are said: when asked for, and to a person whose terminal has no cursor or who reads elsewhere.

    Without anybody at a keyboard nothing begins by itself: a service nobody asked for would write to nobody.
    """
    has_no_screen = os.environ.get("TERM") == "dumb" or not sys.stdout.isatty()
    return bool(getattr(args, "plain", False) or (has_no_screen and sys.stdin.isatty()))


class Opener:
    """Finds the service for the screen: attaches to one that runs, else starts one; after that only attaches.

    A service that was stopped on purpose must not come back because a screen was still open.
    """

    def __init__(self, args: argparse.Namespace) -> None:
        self._args = args
        self._opened = False
        self.ignores_options = False

    async def __call__(self) -> Control:
        """A control of the service; raises `NotRunning` when the one there was is gone."""
        control = await (self._attach() if self._opened else self._attach_or_own())
        self._opened = True
        return control

    async def _attach(self) -> Control:
        from deskbreak.control.attach import SocketControl

        return await SocketControl.open(os.environ)

    async def _attach_or_own(self) -> Control:
        try:
            return self._told(await self._attach())
        except NotRunning:
            return await self._own()

    async def _own(self) -> Control:
        from deskbreak.control.lock import AlreadyRunning
        from deskbreak.service.run import open_owned

        try:
            return await open_owned(self._args)
        except AlreadyRunning:
            return self._told(await self._attach_soon())

    async def _attach_soon(self) -> Control:
        """Attach to a service that another start is just bringing up."""
        import asyncio

        for _ in range(ATTEMPTS):
            try:
                return await self._attach()
            except NotRunning:
                await asyncio.sleep(PAUSE_SECONDS)
        return await self._attach()

    def _told(self, control: Control) -> Control:
        self.ignores_options = bool(self._args.config or self._args.set)
        return control
