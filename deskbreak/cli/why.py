"""`deskbreak why`: asks the running service what it thinks and from what, in words or as JSON."""

from __future__ import annotations

import os

from deskbreak.control.client import connect
from deskbreak.errors import DONE

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `deskbreak why`."""
    parser.add_argument("--json", action="store_true", help="print every fact as one JSON object on one line")


def run(args: argparse.Namespace) -> int:
    """Print the answer; raises `NotRunning`."""
    with connect(os.environ) as client:
        answer = client.call("why")
    if args.json:
        from json import dumps

        print(dumps(answer))
        return DONE
    for line in paragraphs(answer["text"]):
        print(line)
    return DONE


def paragraphs(texts: Iterable[str]) -> Iterator[str]:
    """Each text on lines of the terminal's width, those after its first indented."""
    from shutil import get_terminal_size
    from textwrap import wrap

    from deskbreak.cli.text import plain

    width = max(20, min(get_terminal_size().columns, 80))
    for text in texts:
        yield from wrap(plain(text), width, subsequent_indent="  ")
