"""Whether a break would reach the person."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from deskbreak.doctor.reach import verdict


def judge(
    notifier: str | None, notifiers: Sequence[str] = (), *, good: bool = True, enabled: bool = True
) -> tuple[bool, str]:
    status = None if notifier is None else {"notifier": notifier}
    found = verdict(status, notifiers, are_settings_good=good, is_enabled=enabled)
    return found.reaches, found.words


def test_a_running_service_is_believed_whatever_works_here() -> None:
    assert judge("dbus") == (True, "yes: deskbreak runs and notifies by dbus")
    assert judge("dbus", good=False) == (True, "yes: deskbreak runs and notifies by dbus")


def test_a_running_service_without_a_way_to_notify_is_told_apart_from_one_told_to_be_silent() -> None:
    assert judge("null")[1].endswith("no way to notify works for it")
    assert judge("null", enabled=False)[1].endswith("notifications are turned off")


@pytest.mark.parametrize("notifier", ["none", "null"])
def test_a_running_service_that_notifies_nobody_reaches_nobody(notifier: str) -> None:
    reaches, words = judge(notifier, ["dbus"])
    assert not reaches
    assert words.startswith("only on the open screen")


def test_without_a_service_the_best_way_that_works_counts() -> None:
    assert judge(None, ["dbus", "terminal"]) == (True, "yes, by dbus, once deskbreak runs (it does not run now)")
    assert judge(None, ["terminal"])[0]
    assert not judge(None)[0]


def test_settings_with_problems_or_notifications_turned_off_reach_nobody() -> None:
    assert judge(None, ["dbus"], good=False) == (False, "no: with these settings deskbreak does not start")
    assert not judge(None, [], enabled=False)[0]
