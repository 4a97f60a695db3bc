"""The errors deskbreak raises on purpose, and the exit statuses they end in.

    DeskbreakError          1  failed
    ├── UsageError          2  wrong arguments or input
    │   ├── SettingsError   2  the settings have problems (carries them all)
    │   └── TraceError      2  a trace line is wrong (file and line)
    ├── NotRunning          3  no service answers
    ├── Refused             4  the engine said no (carries the reason)
    ├── NotifyFailed        1  a notifier could not show or close a notification
    ├── SourceFailed        1  a presence source could not answer
    └── LedgerError         1  the ledger could not be opened or written

Nothing here imports anything: client commands load this module on every start.
"""

DONE, FAILED, WRONG_USE, NOT_RUNNING, REFUSED = range(5)


class DeskbreakError(Exception):
    """Base of all; `str(error)` is fit to print to a person."""

    exit_status = FAILED


class UsageError(DeskbreakError):
    """What the person typed or wrote is not allowed."""

    exit_status = WRONG_USE


class SettingsError(UsageError):
    """The settings have problems; `problems` lists all of them, each printable on its own line."""

    def __init__(self, problems: "tuple[object, ...]") -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class TraceError(UsageError):
    """A trace line cannot be read; the message names file and line."""


class NotRunning(DeskbreakError):
    """No deskbreak service answers on the control socket."""

    exit_status = NOT_RUNNING


class Refused(DeskbreakError):
    """The engine refused a command; `reason` is its stable short word, such as `nothing_owed`."""

    exit_status = REFUSED

    def __init__(self, reason: str, command: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.command = command


class NotifyFailed(DeskbreakError):
    """A notifier could not do what it was asked; another one may."""


class SourceFailed(DeskbreakError):
    """A presence source could not answer; another one may."""


class LedgerError(DeskbreakError):
    """The ledger could not be opened, read or written."""
