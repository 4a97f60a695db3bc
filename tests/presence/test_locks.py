from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deskbreak.presence.locks import Locks

if TYPE_CHECKING:
    from tests.presence.fakes import FakeTime


@pytest.fixture
def told() -> list[bool]:
    return []


@pytest.fixture
def locks(time: FakeTime, told: list[bool]) -> Locks:
    return Locks(told.append, time)


def test_a_hint_locks_and_unlocks(locks: Locks, told: list[bool]) -> None:
    locks.hint(True)
    assert locks.locked
    locks.hint(False)
    assert told == [True, False]


def test_what_is_known_already_is_not_told_again(locks: Locks, told: list[bool]) -> None:
    locks.hint(False)
    locks.ask(True)
    locks.hint(True)
    locks.saver("gnome", True)
    assert told == [True]


def test_it_is_locked_until_the_last_witness_says_otherwise(locks: Locks, told: list[bool]) -> None:
    locks.saver("gnome", True)
    locks.hint(True)
    locks.saver("gnome", False)
    assert told == [True]
    locks.hint(False)
    assert told == [True, False]


def test_a_request_without_a_hint_lasts_until_the_request_to_unlock(locks: Locks, told: list[bool]) -> None:
    locks.ask(True)
    locks.ask(False)
    assert told == [True, False]


def test_a_locker_with_a_hint_ends_what_a_request_began(locks: Locks, told: list[bool]) -> None:
    locks.ask(True)
    locks.hint(True)
    locks.hint(False)
    assert told == [True, False]


def test_a_request_to_lock_what_is_locked_ends_with_the_hint(locks: Locks, told: list[bool]) -> None:
    locks.hint(True)
    locks.ask(True)
    locks.hint(False)
    assert told == [True, False]


def test_input_ends_a_lock_that_was_only_asked_for(time: FakeTime, locks: Locks, told: list[bool]) -> None:
    locks.ask(True)
    time.go_by(60)
    locks.note_input(30.0)
    assert told == [True, False]


def test_input_of_the_hand_that_locked_does_not_end_it(time: FakeTime, locks: Locks, told: list[bool]) -> None:
    locks.ask(True)
    time.go_by(60)
    locks.note_input(57.0)
    locks.note_input(100.0)
    assert told == [True]


def test_input_does_not_end_a_lock_that_a_locker_has_confirmed(time: FakeTime, locks: Locks, told: list[bool]) -> None:
    locks.ask(True)
    locks.hint(True)
    locks.saver("gnome", True)
    time.go_by(60)
    locks.note_input(0.0)
    assert told == [True]


def test_input_without_a_lock_changes_nothing(locks: Locks, told: list[bool]) -> None:
    locks.note_input(0.0)
    assert told == []
