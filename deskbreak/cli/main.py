"""`deskbreak`: arguments -> one function -> an exit status. The outer edge of every command.

Loads the module of the command that was given and no other: `deskbreak status` has to be there at once.
"""

from __future__ import annotations

import gc
import io
import os
import sys
from contextlib import suppress

from deskbreak.cli import narrow
from deskbreak.errors import DONE, FAILED, WRONG_USE, DeskbreakError, Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130


def run() -> int:
    """The console script: completion if the shell asks for it, else the command line."""
    gc.disable()  # a quick command ends before there is anything to collect, and saves a twentieth of its time
    _open_missing_streams()
    narrow.register()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=narrow.NAME)  # a narrow locale must not end a command
    if "_ARGCOMPLETE" in os.environ:
        from deskbreak.cli.completion import complete

        complete()
    status = main(sys.argv[1:])
    if "asyncio" not in sys.modules and "threading" not in sys.modules:
        _leave_at_once(status)
    return status


def main(argv: Sequence[str]) -> int:
    """Run one command line; answers its exit status and raises nothing that was meant to happen."""
    try:
        status = _status(argv)
        _flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _drop_output()  # who reads our output has seen enough
        return DONE
    except OSError as error:  # a full disk under the output, most likely
        _drop_output()
        with suppress(OSError):  # or under this
            print(f"deskbreak: {error}", file=sys.stderr)
        return FAILED
    return status


def _status(argv: Sequence[str]) -> int:
    from deskbreak.cli.parser import parse

    try:
        command, args = parse(argv)
        if not command.is_quick:
            gc.enable()
        return command.module().run(args)  # type: ignore[no-any-return]
    except SystemExit as stop:  # argparse has said what there is to say
        return stop.code if isinstance(stop.code, int) else WRONG_USE
    except DeskbreakError as error:
        print(f"deskbreak: {_words(error).removeprefix('deskbreak is ')}", file=sys.stderr)
        return error.exit_status


def _words(error: DeskbreakError) -> str:
    from deskbreak.cli.text import plain

    if isinstance(error, Refused):
        from deskbreak.cli.refusals import refusal

        return refusal(error)
    return "\n".join(plain(line) for line in str(error).splitlines())


def _leave_at_once(status: int) -> None:
    """End a command that has nothing to tear down; doing it anyway would be a tenth of its time."""
    _flush()
    os._exit(status)


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # a program started without them
            stream.flush()


def _open_missing_streams() -> None:
    """Stand in for the streams a program was started without; else a file it opens would take their place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: PTH123, SIM115 - for good, and without pathlib


def _drop_output() -> None:
    """Point stdout at nothing, so that the interpreter's own last flush does not complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
