"""The list of commands: what each is for, and the module that has its arguments and its function.

A module has `configure([name,] parser)` and `run(args) -> exit status`. None is imported before its command is given.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any


class Command:
    """One command. `reads_settings`: --config and --set are understood behind it too."""

    __slots__ = ("_named", "_path", "group", "reads_settings", "summary")

    def __init__(self, group: str, path: str, summary: str, *, named: bool = False, settings: bool = False) -> None:
        self.group = group
        self.summary = summary
        self.reads_settings = settings
        self._path = path
        self._named = named

    @property
    def is_quick(self) -> bool:
        """Whether it asks the service one thing and is done."""
        return self._path in ("status", "answers", "mark", "shell_init")

    def module(self) -> Any:
        """The module, imported now."""
        return import_module(f"deskbreak.cli.{self._path}")

    def configure(self, name: str, parser: argparse.ArgumentParser) -> None:
        """Add the command's own arguments."""
        module = self.module()
        if self._named:  # several commands share the module
            module.configure(name, parser)
        else:
            module.configure(parser)


RUNNING = "the running deskbreak"
FILES = "settings and records"
STRETCHES = "stretches"
OTHER = "other"
GROUPS = (RUNNING, FILES, STRETCHES, OTHER)

COMMANDS = {
    "screen": Command(RUNNING, "screen", "open the screen; the same as no command", settings=True),
    "status": Command(RUNNING, "status", "say how long you have been sitting and what comes next"),
    "why": Command(RUNNING, "why", "say in plain words why a break comes or does not"),
    "start": Command(RUNNING, "answers", "start the owed break, or one of KIND", named=True),
    "finish": Command(RUNNING, "answers", "end the break that is going on", named=True),
    "snooze": Command(RUNNING, "answers", "put the owed break off", named=True),
    "skip": Command(RUNNING, "answers", "give the owed break up", named=True),
    "pause": Command(RUNNING, "answers", "hold all breaks back for a while", named=True),
    "resume": Command(RUNNING, "answers", "end a pause", named=True),
    "hold": Command(RUNNING, "hold", "hold all breaks back while a command runs"),
    "mark": Command(RUNNING, "mark", "say that a command has ended; a shell's hook runs it"),
    "service": Command(RUNNING, "service", "run deskbreak without a screen, stop it, or ask for it", settings=True),
    "history": Command(FILES, "history", "print the breaks that were"),
    "stats": Command(FILES, "stats", "print a week, month or year in numbers and pictures", settings=True),
    "config": Command(FILES, "config", "show, check and change the settings", settings=True),
    "stretch": Command(STRETCHES, "stretch", "do one routine now", settings=True),
    "setup": Command(STRETCHES, "setup", "say where you can stretch and what to leave out", settings=True),
    "stretches": Command(
        STRETCHES, "stretches", "list the stretches, explain one, or begin one of your own", named=True, settings=True
    ),
    "routine": Command(STRETCHES, "stretches", "plan the routine of a break", named=True, settings=True),
    "advice": Command(
        STRETCHES, "stretches", "print what is known of sitting and stretching", named=True, settings=True
    ),
    "doctor": Command(OTHER, "doctor", "look at everything breaks depend on, and say what to mend", settings=True),
    "notify-test": Command(OTHER, "notify_test", "send a notification and say which button came back", settings=True),
    "simulate": Command(OTHER, "simulate", "play a trace file through the rules and print what happens", settings=True),
    "preview": Command(
        OTHER, "preview", "play tomorrow under the settings and print the breaks that come", settings=True
    ),
    "completion": Command(OTHER, "completion", "print the completion script of a shell"),
    "shell-init": Command(OTHER, "shell_init", "print a hook that marks the end of a command as a pause"),
}
