"""`deskbreak hold -- CMD...`: no break is asked for while a command runs."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import suppress

from deskbreak.control.client import Client, connect
from deskbreak.errors import DeskbreakError, NotRunning, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

HELP = """Runs CMD and holds every break back until it has ended. CMD has the terminal and gets the signals as if it had
been started directly; its exit status is returned (128 + n when signal n ended it, 127 when there is no such command).
Without a running deskbreak CMD runs all the same."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.usage = "deskbreak hold [--reason TEXT] -- CMD [ARGUMENT ...]"
    parser.epilog = HELP
    parser.add_argument("--reason", metavar="TEXT", help="what to say breaks are held back by (default: CMD)")
    parser.add_argument("program", nargs=argparse.REMAINDER, metavar="CMD", help="the command and its arguments")


def run(args: argparse.Namespace) -> int:
    """Hold, run the command, and answer its exit status; raises `UsageError`."""
    from deskbreak.cli.child import run_child

    program = args.program[1:] if args.program[:1] == ["--"] else args.program
    if not program:
        raise UsageError("hold: there is no command; write deskbreak hold [--reason TEXT] -- CMD...")
    with Hold(args.reason or os.path.basename(program[0]), os.environ) as hold:  # noqa: PTH119 - pathlib is not small
        return run_child(program, hold.keep)


class Hold:
    """The hold at the running service. It ends with the connection, so with this process however that ends."""

    def __init__(self, reason: str, environ: Mapping[str, str]) -> None:
        self._reason = reason
        self._environ = environ
        self._client: Client | None = None

    def __enter__(self) -> Self:
        """Hold now; without a service, say so and go on."""
        try:
            self._begin()
        except NotRunning:
            print("deskbreak: not running; nothing is held back", file=sys.stderr)
        except DeskbreakError as error:
            print(f"deskbreak: nothing is held back: {error}", file=sys.stderr)
        return self

    def __exit__(self, *_: object) -> None:
        """Hold no more."""
        self._hang_up()

    def keep(self) -> None:
        """Hold again at a service that was started, or started anew, meanwhile."""
        if self._client is not None and self._client.is_connected:
            return
        self._hang_up()
        with suppress(DeskbreakError):  # not yet; the next time may be better
            self._begin()

    def _hang_up(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            client.close()

    def _begin(self) -> None:
        client = connect(self._environ)
        try:
            client.call("hold", {"reason": self._reason})
        except DeskbreakError:
            client.close()
            raise
        self._client = client
