"""The arguments: what every command shares, and the way to the one command that was given."""

from __future__ import annotations

import argparse
import os
import sys

from deskbreak import __version__
from deskbreak.cli.commands import COMMANDS, GROUPS, Command

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from _typeshed import SupportsWrite

WIDEST = 110
EXIT_STATUSES = """exit status:
  0  done
  1  failed
  2  wrong use, or problems in the settings
  3  deskbreak is not running
  4  refused, with the reason on stderr
  130  interrupted

Data goes to stdout, everything else to stderr. `deskbreak COMMAND --help` says more of each command."""


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal. argparse makes one per argument, and its own way to the width is slow."""

    def __init__(self, prog: str, **options: Any) -> None:
        super().__init__(prog, **{"max_help_position": 28, "width": _width(), **options})


class Parser(argparse.ArgumentParser):
    """A parser as all commands have it: own help form, options never abbreviated."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"formatter_class": Formatter, "allow_abbrev": False, **options})

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        """Write help and errors; argparse's own way keeps it to itself when they cannot be written."""
        print(message, end="", file=file or sys.stderr)


class _GivenCommand(argparse.Action):
    """Stands for the command and everything behind it; builds the parser of that one command."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, _: Any = None
    ) -> None:
        name, *rest = values
        command = COMMANDS.get(name)
        if command is None:
            parser.error(_unknown(name))
        if namespace.compact and name != "screen":
            parser.error(f"--compact is for the screen, not for {name}")
        namespace.command = name
        command_parser(name, command).parse_args(rest, namespace)


def parse(argv: Sequence[str]) -> tuple[Command, argparse.Namespace]:
    """The command that was given and its arguments; argparse ends the process for --help and wrong use."""
    if argv and argv[0] == "help":
        argv = [*argv[1:2], "--help"]
    command = COMMANDS.get(argv[0]) if argv else None
    if command is not None:  # nothing stands before it: the parser in front need not be built
        common = argparse.Namespace(command=argv[0], **_defaults())
        return command, command_parser(argv[0], command).parse_args(argv[1:], common)
    args = top_parser().parse_args(argv)
    return COMMANDS[args.command], args


def top_parser() -> Parser:
    """The parser in front of all commands."""
    parser = common_parser()
    given = parser.add_argument(
        "command", nargs=argparse.PARSER, action=_GivenCommand, metavar="COMMAND", help=argparse.SUPPRESS
    )
    given.required = False
    parser.set_defaults(command="screen")
    return parser


def common_parser() -> Parser:
    """A parser of what every command shares, and no command."""
    parser = Parser(
        prog="deskbreak",
        usage="deskbreak [--compact | --plain] [--config FILE] [--set KEY=VALUE] [--verbose] [COMMAND ...]",
        description="A break reminder for the terminal. Without a command it opens the screen.",
        epilog=f"{_list_of_commands()}\n\n{EXIT_STATUSES}",
    )
    _add_common(parser, _defaults())
    parser.add_argument("--compact", action="store_true", help="open the screen as one that needs few lines")
    parser.add_argument("--plain", action="store_true", help="plain lines, for a screen reader; of any command")
    parser.add_argument("--version", action="version", version=f"deskbreak {__version__}")
    return parser


def command_parser(name: str, command: Command) -> Parser:
    """The parser of one command."""
    parser = Parser(prog=f"deskbreak {name}", description=f"{command.summary[:1].upper()}{command.summary[1:]}.")
    fill(parser, name, command)
    return parser


def fill(parser: argparse.ArgumentParser, name: str, command: Command) -> None:
    """Add the arguments of one command."""
    if command.reads_settings:
        _add_common(parser, {})
    command.configure(name, parser)


def _defaults() -> dict[str, Any]:
    return {"config": None, "set": [], "verbose": False}


def _list_of_commands() -> str:
    lines = []
    for group in GROUPS:
        lines.append(f"{group}:")
        lines += [f"  {name:<14}{command.summary}" for name, command in COMMANDS.items() if command.group == group]
    return "\n".join(lines)


def _add_common(parser: argparse.ArgumentParser, defaults: dict[str, Any]) -> None:
    """Add the options that are understood before and after the command."""

    def default(name: str) -> Any:
        return defaults.get(name, argparse.SUPPRESS)

    parser.add_argument("--config", metavar="FILE", default=default("config"), help="read settings from FILE")
    parser.add_argument(
        "--set",
        metavar="KEY=VALUE",
        action="append",
        default=default("set"),
        help="set one key for this run; repeatable",
    )
    parser.add_argument("--verbose", action="store_true", default=default("verbose"), help="log more")


def _unknown(name: str) -> str:
    from difflib import get_close_matches

    from deskbreak.cli.text import plain

    near = get_close_matches(name, COMMANDS, n=1)
    hint = f"did you mean {near[0]}?" if near else f"the commands are {', '.join(COMMANDS)}"
    return f"no command is called {plain(name)!r}; {hint}"


def _width() -> int:
    try:
        return min(WIDEST, os.get_terminal_size(sys.stdout.fileno()).columns) - 2
    except (OSError, ValueError, AttributeError):
        return 78
