"""Output that cannot be written, has nowhere to go, or goes to a terminal without most characters."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import IO, NoReturn

import pytest

from deskbreak.cli import narrow
from deskbreak.cli.main import main

PROGRAM = "import sys; from deskbreak.cli.main import run; sys.exit(run())"


class Full(io.StringIO):
    """A stream to a full disk, which says so at once or, with a buffer, when it is emptied."""

    def __init__(self, file: IO[str], *, has_buffer: bool) -> None:
        super().__init__()
        self._file = file
        self._has_buffer = has_buffer

    def fileno(self) -> int:
        return self._file.fileno()

    def write(self, text: str) -> int:
        return len(text) if self._has_buffer else self._fail()

    def flush(self) -> None:
        if self._has_buffer:
            self._fail()

    def _fail(self) -> NoReturn:
        raise OSError(28, "No space left on device")


def shell(line: str, *argv: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a line of shell in which "$@" is deskbreak with these arguments."""
    return subprocess.run(
        ["/bin/sh", "-c", line, "sh", sys.executable, "-c", PROGRAM, *argv],
        capture_output=True, encoding="utf8", check=False, env={**os.environ, **environ}, timeout=20,
    )  # fmt: skip


@pytest.mark.parametrize("argv", [["--help"], ["--version"], ["status", "--help"], ["completion", "bash"]])
@pytest.mark.parametrize("has_buffer", [True, False])
def test_what_cannot_be_written_is_said_and_is_1(
    argv: list[str],
    has_buffer: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with (tmp_path / "disk").open("w") as file:
        monkeypatch.setattr(sys, "stdout", Full(file, has_buffer=has_buffer))
        assert main(argv) == 1
    assert capsys.readouterr().err == "deskbreak: [Errno 28] No space left on device\n"


def test_where_not_even_that_can_be_said_the_status_says_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "disk").open("w") as file:
        for name in ("stdout", "stderr"):
            monkeypatch.setattr(sys, name, Full(file, has_buffer=False))
        assert main(["--help"]) == 1


@pytest.mark.parametrize("argv", [["stretches"], ["advice"], ["--help"]])
def test_without_any_stream_a_command_is_quiet(argv: list[str]) -> None:
    done = shell('"$@" <&- >&- 2>&-', *argv)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_terminal_of_few_characters_gets_signs_in_place_of_the_others() -> None:
    done = shell('"$@"', "stretches", "show", "a…é“x”", PYTHONIOENCODING="ascii")
    assert done.returncode == 2
    assert "'a.e\"x\"'" in done.stderr


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("━─╍┄", "----"),
        ("│┃", "||"),
        ("┌┼╭┘", "++++"),
        ("█▟▀▄▌▐▘▗", "##\"_||'."),
        ("⠀⠁⠇⣿", " ..#"),
        ("Zoë, naïve", "Zoe, naive"),
        ("e\u0301", "e"),
        ("日本", "????"),
        ("\udc80☂", "??"),
        ("● ◐ ○ · …", "* % o . ."),
    ],
)
def test_each_cell_keeps_one_sign(text: str, signs: str) -> None:
    narrow.register()
    assert text.encode("ascii", narrow.NAME) == signs.encode()


def test_what_an_encoding_has_stays() -> None:
    narrow.register()
    assert "é \u2013 x".encode("latin-1", narrow.NAME).decode("latin-1") == "é - x"
