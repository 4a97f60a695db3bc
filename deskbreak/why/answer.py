"""The whole answer to "why": the engine's facts and those around it, with their sentences, as JSON values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from deskbreak.engine.machine import Machine
from deskbreak.engine.view import look
from deskbreak.why import facts as f
from deskbreak.why.engine import engine_facts
from deskbreak.why.words import sentences


def explain(m: Machine, snapshot: Mapping[str, Any], *, is_notifying: bool = True) -> dict[str, Any]:
    """The state, every fact and what they say. `snapshot` is the service's picture, for all that is not the engine's.

    `is_notifying`: notifications are not turned off.

    Text from outside loses its control characters here; nothing in it is interpreted.
    """
    facts = [*engine_facts(m, _details(snapshot)), *_hurt(snapshot), *_around(snapshot, is_notifying=is_notifying)]
    now = m.wall()
    return {
        "state": look(m).state,
        "at": now.isoformat(timespec="milliseconds"),
        "facts": [fact.written() for fact in facts],
        "text": sentences(facts, now),
    }


def _around(snapshot: Mapping[str, Any], *, is_notifying: bool) -> Iterator[f.Fact]:
    presence = snapshot.get("presence") or {}
    yield f.LastInput(source=_plain(presence.get("source", "none")), idle_seconds=presence.get("idle_seconds"))
    yield f.Notifier(notifier=_plain(snapshot.get("notifier", "none")), is_on=is_notifying)
    for name, is_settings in (("config_problems", True), ("problems", False)):
        for text in snapshot.get(name) or ():
            yield f.Problem(text=_plain(text), is_settings=is_settings)


def _hurt(snapshot: Mapping[str, Any]) -> Iterator[f.Hurt]:
    for each in (snapshot.get("routine") or {}).get("hurt") or ():
        yield f.Hurt(
            stretch=_plain(each["stretch"]), title=_plain(each["name"]), spared=tuple(map(_plain, each["spared"]))
        )


def _details(snapshot: Mapping[str, Any]) -> dict[str, str]:
    details = snapshot.get("hold_details")
    return {str(reason): _plain(said) for reason, said in details.items()} if isinstance(details, dict) else {}


def _plain(text: object) -> str:
    """On one line, without what cannot be printed."""
    return "".join(char if char.isprintable() else " " for char in str(text)).strip()
