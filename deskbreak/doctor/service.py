"""The running service, asked over its socket as any command asks it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from deskbreak import __version__
from deskbreak.control.client import DEADLINE_SECONDS, connect
from deskbreak.doctor.report import Check, absent, trouble, works
from deskbreak.errors import DeskbreakError, NotRunning

GROUP = "service"
Status = Mapping[str, Any]


def ask(environ: Mapping[str, str]) -> tuple[Status | None, list[Check]]:
    """The service's status, None without one, and what there is to say of it. Blocks for two seconds at most."""
    try:
        with connect(environ, DEADLINE_SECONDS) as client:
            status = client.call("status")
    except NotRunning:
        return None, [absent(GROUP, "service", "not running; start it with: deskbreak")]
    except DeskbreakError as error:
        return None, [trouble(GROUP, "service", str(error), "end that process and start deskbreak anew")]
    if not isinstance(status, dict):
        return None, [trouble(GROUP, "service", "it answers with nonsense", "start deskbreak anew")]
    return status, _checks(status)


def _checks(status: Status) -> list[Check]:
    version, presence = status.get("version"), status.get("presence") or {}
    found = [works(GROUP, "service", f"runs as process {status.get('pid')}, version {version}")]
    if version != __version__:
        mend = "start it anew: deskbreak service stop, then deskbreak"
        found.append(trouble(GROUP, "version", f"it runs {version}, this command is {__version__}", mend))
    source = presence.get("source", "none")
    if presence.get("idle_seconds") is None:
        mend = "see presence below; every minute counts as sitting until then"
        found.append(trouble(GROUP, "presence", "it cannot tell whether anybody is there", mend))
    else:
        found.append(works(GROUP, "presence", f"it reads {source}"))
    found.append(works(GROUP, "notifier", f"it notifies by {status.get('notifier')}"))
    problems = [*(status.get("config_problems") or ()), *(status.get("problems") or ())]
    return found + [trouble(GROUP, "problem", str(text), _mend(str(text))) for text in problems]


def _mend(problem: str) -> str:
    is_of_a_file = re.search(r"\.toml(:\d+)?: ", problem)
    return "mend that file; it is read again by itself" if is_of_a_file else "see deskbreak.log in the state folder"
