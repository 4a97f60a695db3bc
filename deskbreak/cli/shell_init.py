"""`deskbreak shell-init`: a hook for bash, zsh or fish that marks the end of a command as a pause.

The hook tests for one file, which is there only while a prompt waits, with the shell's own means: it starts a program
only then, in the background, and leaves the exit status and the other hooks alone.
"""

from __future__ import annotations

import os
import shlex

from deskbreak.errors import DONE
from deskbreak.paths import waiting_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

_BASH = r"""__deskbreak_mark() {
    local found=$?
    if [[ -e WAITING ]]; then
        (command deskbreak mark </dev/null >/dev/null 2>&1 &)
    fi
    return "$found"
}
if [[ "${PROMPT_COMMAND[*]-}" != *__deskbreak_mark* ]]; then
    PROMPT_COMMAND="__deskbreak_mark"$'\n'"${PROMPT_COMMAND-}"
fi
"""

_ZSH = """__deskbreak_mark() {
    emulate -L zsh
    setopt no_bg_nice no_monitor
    if [[ -e WAITING ]]; then
        command deskbreak mark </dev/null >/dev/null 2>&1 &!
    fi
}
autoload -Uz add-zsh-hook
add-zsh-hook precmd __deskbreak_mark
"""

_FISH = """function __deskbreak_mark --on-event fish_prompt
    if test -e WAITING
        command sh -c 'command deskbreak mark </dev/null >/dev/null 2>&1 &'
    end
end
"""

_SNIPPETS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}
LOADING = """load it with:
  bash  eval "$(deskbreak shell-init bash)"     at the end of ~/.bashrc
  zsh   eval "$(deskbreak shell-init zsh)"      at the end of ~/.zshrc
  fish  deskbreak shell-init fish | source      in ~/.config/fish/config.fish

With prompt.wait_for_pause above 0s a prompt waits until nothing was typed for that long; with this hook it comes
as soon as a command in the shell has ended, too."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `deskbreak shell-init`."""
    parser.add_argument("shell", choices=tuple(_SNIPPETS), help="the shell it is for")
    parser.epilog = LOADING


def run(args: argparse.Namespace) -> int:
    """Print the hook."""
    print(snippet(args.shell, waiting_path(os.environ)), end="")
    return DONE


def snippet(shell: str, path: str) -> str:
    """The hook of a shell that looks for the file at `path`."""
    quoted = _fish_quoted(path) if shell == "fish" else shlex.quote(path)
    return _SNIPPETS[shell].replace("WAITING", quoted)


def _fish_quoted(path: str) -> str:
    escaped = path.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
