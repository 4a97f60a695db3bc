"""Lines typed on standard input, for a program without a loop."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from deskbreak.cli.typed import TypedLines, may_be_typed


def test_lines_are_waited_for_one_at_a_time_and_only_as_long_as_there_is_time(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading) as stream:
        monkeypatch.setattr("sys.stdin", stream)
        lines = TypedLines()
        os.write(writing, b"next\nhu")
        assert lines.wait(10) == "next"
        assert lines.wait(0.001) is None
        os.write(writing, b"rts\n")
        assert lines.wait(10) == "hurts"
        os.close(writing)
        for thread in threading.enumerate():
            if thread.name == "typed lines":
                thread.join(10)


def test_nobody_types_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "words").write_text("next\n")
    with (tmp_path / "words").open() as stream:
        monkeypatch.setattr("sys.stdin", stream)
        assert not may_be_typed()


def test_a_job_in_the_background_does_not_read_its_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    controller, terminal = os.openpty()
    with os.fdopen(terminal) as stream:
        monkeypatch.setattr("sys.stdin", stream)
        monkeypatch.setattr("os.tcgetpgrp", lambda _: os.getpgrp() + 1, raising=False)
        assert not may_be_typed()
        monkeypatch.setattr("os.tcgetpgrp", lambda _: os.getpgrp(), raising=False)
        assert may_be_typed()
    os.close(controller)
