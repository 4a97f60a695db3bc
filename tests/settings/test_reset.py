"""Taking a key out of a file, and asking what a value would do, with everything else left as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deskbreak.errors import DeskbreakError, SettingsError
from deskbreak.settings.edit import check_value
from deskbreak.settings.removal import unset_value

if TYPE_CHECKING:
    from tests.settings.conftest import Home

TEXT = """\
# mine
[snooze]
# longer is easier
default = "10m"  # minutes
max_per_break = 1

[schedule.hours]
mon = ["09:00-17:00"]
"""


def test_a_key_is_taken_out_and_comments_stay(home: Home) -> None:
    path = home.write(TEXT)
    loaded = unset_value(path, "snooze.default")
    assert loaded.settings.snooze.default == 300.0
    assert path.read_text() == TEXT.replace('default = "10m"  # minutes\n', "")


def test_a_key_that_is_not_there_leaves_the_file_alone(home: Home) -> None:
    path = home.write(TEXT)
    before = path.stat().st_mtime_ns
    unset_value(path, "prompt.warn_before")
    assert (path.read_text(), path.stat().st_mtime_ns) == (TEXT, before)


def test_without_a_file_none_is_made(home: Home) -> None:
    assert unset_value(home.own, "snooze.default").settings.snooze.default == 300.0
    assert not home.own.exists()


def test_the_last_day_of_the_hours_takes_its_table_with_it(home: Home) -> None:
    path = home.write(TEXT)
    assert unset_value(path, "schedule.hours.mon").settings.schedule.hours is None
    assert "hours" not in path.read_text()


@pytest.mark.parametrize("text", ["snooze = { default = '10m', max_per_break = 1 }\n", "snooze.default = '10m'\n"])
def test_every_way_to_write_a_table_is_understood(home: Home, text: str) -> None:
    path = home.write(text)
    assert unset_value(path, "snooze.default").settings.snooze.default == 300.0


def test_line_ends_of_windows_stay(home: Home) -> None:
    path = home.write(TEXT.replace("\n", "\r\n"))
    unset_value(path, "snooze.default")
    assert b"\n" not in path.read_bytes().replace(b"\r\n", b"")


@pytest.mark.parametrize(("key", "error"), [("snooze.defualt", SettingsError), ("breaks.move.every", DeskbreakError)])
def test_what_cannot_be_taken_out_is_told(home: Home, key: str, error: type[Exception]) -> None:
    path = home.write(TEXT)
    with pytest.raises(error):
        unset_value(path, key)
    assert path.read_text() == TEXT


def test_a_value_can_be_tried_without_being_written(home: Home) -> None:
    path = home.write(TEXT)
    assert check_value(path, "snooze.default", "20m").settings.snooze.default == 1200.0
    with pytest.raises(SettingsError, match="allowed"):
        check_value(path, "snooze.default", "20")
    assert path.read_text() == TEXT
