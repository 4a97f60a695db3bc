"""Shell completion: the script a shell loads, and the answers it then asks for. Builds the parsers of all commands."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from argcomplete.completers import BaseCompleter, FilesCompleter
from argcomplete.finders import CompletionFinder
from argcomplete.shell_integration import shellcode

from deskbreak.cli.commands import COMMANDS
from deskbreak.cli.parser import common_parser, fill
from deskbreak.errors import DONE, DeskbreakError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

SHELLS = ("bash", "zsh", "fish")
LOADING = """load it with, for example:
  bash  eval "$(deskbreak completion bash)"     in ~/.bashrc
  zsh   eval "$(deskbreak completion zsh)"      in ~/.zshrc, after compinit
  fish  deskbreak completion fish > ~/.config/fish/completions/deskbreak.fish"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `deskbreak completion`."""
    parser.add_argument("shell", choices=SHELLS, help="the shell it is for")
    parser.epilog = LOADING


def run(args: argparse.Namespace) -> int:
    """Print the script."""
    print(shellcode(["deskbreak"], shell=args.shell))
    return DONE


def complete() -> None:
    """Answer the shell and end the process."""
    CompletionFinder()(full_parser(), default_completer=Values())


def full_parser() -> argparse.ArgumentParser:
    """All commands with all their arguments, which one command line never needs."""
    parser = common_parser()
    commands = parser.add_subparsers(metavar="COMMAND")
    for name, command in COMMANDS.items():
        fill(commands.add_parser(name, help=command.summary), name, command)
    return parser


class Values(BaseCompleter):
    """What an argument can be, by its name: kinds of break, keys of the settings, profiles, days, files."""

    def __call__(  # argcomplete's signature
        self,
        *,
        prefix: str,
        action: argparse.Action,
        parser: argparse.ArgumentParser,  # noqa: ARG002
        parsed_args: argparse.Namespace,  # noqa: ARG002
    ) -> Iterable[str]:
        """The values that may stand there."""
        if action.dest == "kind":
            return kinds()
        if action.dest in {"key", "set"}:
            return config_keys()
        if action.dest == "profile":
            return profiles()
        if action.dest == "day":
            return ("typical", "recorded")
        if action.dest in {"config", "file", "trace"}:
            return FilesCompleter()(prefix)
        return ()


def profiles() -> list[str]:
    """The names of the profiles that come with deskbreak."""
    from deskbreak.settings.shipped import shipped_file

    return sorted(path.stem for path in shipped_file("profiles").glob("*.toml"))


def kinds() -> list[str]:
    """The kinds of break in the settings; none while those have problems."""
    from deskbreak.settings import load

    try:
        return [kind.name for kind in load(None, os.environ).settings.breaks]
    except DeskbreakError:
        return []


def config_keys() -> list[str]:
    """Every key of the settings."""
    from deskbreak.settings.model import keys

    return [key.name for key in keys()]
