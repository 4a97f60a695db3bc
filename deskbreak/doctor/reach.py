"""Whether a break would reach the person: by the running service's notifier, else by what works here. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from deskbreak.doctor.report import Verdict

SILENT = ("none", "null")


def verdict(
    service: Mapping[str, Any] | None, notifiers: Sequence[str], *, are_settings_good: bool, is_enabled: bool
) -> Verdict:
    """Judge. `service`: its status, None without one; `notifiers`: those that are set and work here, best first."""
    if service is not None:
        return _by_service(str(service.get("notifier", "none")), is_enabled=is_enabled)
    if not are_settings_good:
        return Verdict(reaches=False, words="no: with these settings deskbreak does not start")
    if not is_enabled:
        return Verdict(reaches=False, words="only on the open screen: notifications are turned off (notify.enabled)")
    if not notifiers:
        return Verdict(reaches=False, words="no: none of the ways to notify that are set works here")
    by = "the terminal it is started in" if notifiers[0] == "terminal" else notifiers[0]
    return Verdict(reaches=True, words=f"yes, by {by}, once deskbreak runs (it does not run now)")


def _by_service(notifier: str, *, is_enabled: bool) -> Verdict:
    if notifier not in SILENT:
        return Verdict(reaches=True, words=f"yes: deskbreak runs and notifies by {notifier}")
    why = "no way to notify works for it" if is_enabled else "notifications are turned off"
    return Verdict(reaches=False, words=f"only on the open screen: deskbreak runs, but {why}")
