"""`deskbreak notify-test`: sends one notification, waits for the click and says what came back, on which backend."""

from __future__ import annotations

import contextlib
import os
import signal
import sys

from deskbreak.errors import DONE, FAILED

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from deskbreak.notify.trial import TrialResult

WAIT_SECONDS = 60.0


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `deskbreak notify-test`."""
    parser.add_argument("--wait", metavar="DURATION", help="how long to wait for a click (default: 60s)")


def run(args: argparse.Namespace) -> int:
    """Send it and report; raises `NotifyFailed` when no backend could show it."""
    import asyncio

    from deskbreak.cli.answers import checked_duration
    from deskbreak.notify.chain import make_chain
    from deskbreak.notify.terminal import own_terminal
    from deskbreak.notify.trial import trial
    from deskbreak.settings import load

    wait_seconds = WAIT_SECONDS if args.wait is None else checked_duration(args.wait)
    settings = load(args.config, os.environ, args.set).settings
    terminal = own_terminal()
    print("Sending a notification; click one of its buttons.", file=sys.stderr)
    with ended_as_by_ctrl_c():
        result = asyncio.run(trial(make_chain(settings.notify, os.environ, None, terminal), wait_seconds))
    if result.backend == "null":
        print("nothing was shown: no way of notifying works here; deskbreak doctor tells why", file=sys.stderr)
        return FAILED
    print(_words(result))
    return DONE


@contextlib.contextmanager
def ended_as_by_ctrl_c() -> Iterator[None]:
    """Meanwhile SIGTERM and a closed terminal end it as Ctrl+C does: with the popup taken away."""
    numbers = [number for number in signal.Signals if number.name in ("SIGTERM", "SIGHUP")]
    before = {number: signal.signal(number, signal.default_int_handler) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _words(result: TrialResult) -> str:
    if not result.answerable:
        return f"{result.backend}: sent; this way of notifying has no buttons"
    if result.is_closed:
        return f"{result.backend}: shown; closed after {result.waited_seconds:.1f} s with nothing chosen"
    if not result.key:
        return f"{result.backend}: sent; nothing came back in {result.waited_seconds:.0f} s"
    return f"{result.backend}: {result.key} came back after {result.waited_seconds:.1f} s"
