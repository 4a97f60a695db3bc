"""Where the service writes what it does: a rotating file in the state folder, and the terminal when asked."""

from __future__ import annotations

import logging
import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from deskbreak.atomic import PRIVATE

FILE = "deskbreak.log"
_LARGEST_BYTES = 512 * 1024
_KEPT = 3
_FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def start_log(folder: Path, level: str, *, is_verbose: bool, to_terminal: bool) -> None:
    """Begin to log. `is_verbose` logs everything; `to_terminal` on stderr too, unless a screen is drawn there."""
    root = logging.getLogger("deskbreak")
    root.propagate = False
    for handler in list(root.handlers):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(logging.DEBUG if is_verbose else level.upper())
    for before in folder.glob(f"{FILE}*"):  # an earlier deskbreak let others read them
        with suppress(OSError):
            before.chmod(PRIVATE)
    file = _File(folder / FILE, maxBytes=_LARGEST_BYTES, backupCount=_KEPT, encoding="utf8", delay=True)
    _add(root, file)
    if to_terminal:
        _add(root, logging.StreamHandler(sys.stderr))


def set_level(level: str) -> None:
    """Log from here on only what is at least this grave."""
    logging.getLogger("deskbreak").setLevel(level.upper())


class _File(RotatingFileHandler):
    """This user's alone. Where it cannot be written it is done without: a traceback would land in the screen."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write the record; into a new file when somebody has taken the old one away."""
        if self.stream is not None and not self._is_there(self.stream):
            self.stream.close()
            self.stream = None  # what comes next opens it, as after a rotation
        super().emit(record)

    def _is_there(self, stream: TextIOWrapper) -> bool:
        try:
            return os.path.samestat(os.fstat(stream.fileno()), os.stat(self.baseFilename))  # noqa: PTH116 - at every record
        except OSError:
            return False

    def _open(self) -> TextIOWrapper:
        path = Path(self.baseFilename)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, PRIVATE)
        return TextIOWrapper(os.fdopen(descriptor, "ab"), self.encoding, self.errors)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name logging calls
        """Let the record go when it is the file's fault; the next one may find it writable again."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handleError(record)


class _Quiet(logging.Formatter):
    """Keeps a record on one line of printable text, whatever came in from outside."""

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        return "".join(char if char.isprintable() or char == "\n" else "\N{REPLACEMENT CHARACTER}" for char in text)


def _add(root: logging.Logger, handler: logging.Handler) -> None:
    handler.setFormatter(_Quiet(_FORM))
    root.addHandler(handler)
