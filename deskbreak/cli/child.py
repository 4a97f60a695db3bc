"""Runs a program as if it had been started directly: same terminal, same signals, its exit status.

The program stays in the process group it would have had anyway, so pipes, Ctrl+C and Ctrl+Z work as without us. What
the terminal sends reaches both, so only what was sent to us alone is passed on.
"""

from __future__ import annotations

import os
import signal
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

NOT_FOUND, NOT_STARTED, BY_SIGNAL = 127, 126, 128

KEEP_SECONDS = 10.0
"""How often `keep` is called while the program runs."""

if sys.platform != "win32":
    _FROM_TERMINAL = frozenset({signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP})
    _PASSED = _FROM_TERMINAL | {signal.SIGHUP, signal.SIGTERM, signal.SIGUSR1, signal.SIGUSR2, signal.SIGCONT}
    _WATCHED = _PASSED | {signal.SIGCHLD}

    def run_child(command: list[str], keep: Callable[[], None]) -> int:
        """The program's exit status, 128 + n when signal n ended it; 126 or 127 when it could not be started."""
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _WATCHED)
        handler = signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        try:
            pid = os.posix_spawnp(
                command[0], command, os.environ, setsigmask=before, setsigdef=(signal.SIGPIPE, signal.SIGXFSZ)
            )
            return _attend(pid, keep)
        except OSError as error:
            return not_started(command[0], error)
        finally:
            signal.signal(signal.SIGCHLD, handler)
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def _attend(pid: int, keep: Callable[[], None]) -> int:
        while True:
            number, is_ours = _next_signal(pid)
            if number is None:
                keep()
            elif number == signal.SIGCHLD:
                status = _look_after(pid)
                if status is not None:
                    return status
            elif is_ours:
                os.kill(pid, number)

    def _look_after(pid: int) -> int | None:
        """The exit status once there is one. With a program that was stopped we stop too, for the shell to see."""
        while True:
            ended, status = os.waitpid(pid, os.WNOHANG | os.WUNTRACED)
            if not ended:
                return None
            if not os.WIFSTOPPED(status):
                return os.WEXITSTATUS(status) if os.WIFEXITED(status) else BY_SIGNAL + os.WTERMSIG(status)
            if signal.SIGCONT not in signal.sigpending():
                os.kill(os.getpid(), signal.SIGSTOP)

    if sys.platform == "linux":
        _SENT_BY_KERNEL = 0x80

        def _next_signal(pid: int) -> tuple[int | None, bool]:
            """The next signal, None when none came for a while, and whether it is for us to pass on."""
            found = signal.sigtimedwait(_WATCHED, KEEP_SECONDS)
            if found is None:
                return None, False
            return found.si_signo, found.si_code != _SENT_BY_KERNEL and found.si_pid != pid

    else:

        def _next_signal(pid: int) -> tuple[int | None, bool]:  # noqa: ARG001 - nobody tells who sent it here
            """The next signal, and whether it is for us to pass on: the keyboard's are taken for the terminal's."""
            number = signal.sigwait(_WATCHED)
            return number, number not in _FROM_TERMINAL

else:

    def run_child(command: list[str], keep: Callable[[], None]) -> int:  # noqa: ARG001 - no time to keep anything
        """The program's exit status; 126 or 127 when it could not be started."""
        import subprocess

        try:
            with subprocess.Popen(command) as process:
                while True:
                    try:
                        return process.wait()
                    except KeyboardInterrupt:
                        continue  # the console has told the program too
        except OSError as error:
            return not_started(command[0], error)


def not_started(name: str, error: OSError) -> int:
    """Say why the program could not be started; the exit status shells give for it."""
    from deskbreak.cli.text import plain

    print(f"deskbreak: {plain(name)}: {error.strerror}", file=sys.stderr)
    return NOT_FOUND if isinstance(error, FileNotFoundError) else NOT_STARTED
