"""Who records, read from what pactl and pw-dump print. Pure.

A microphone in use is a stream that runs, belongs to a program, and takes its sound from a source. Level meters, and
recordings of what the loudspeakers play, are none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from deskbreak.holds.names import plain
from deskbreak.holds.port import ProbeFailed

_TRUE = (True, "true", "1")


@dataclass(frozen=True, slots=True)
class Recorder:
    """A program that records: its names, the one to show first. `source` is PulseAudio's number of the microphone."""

    names: tuple[str, ...]
    source: int | None = None


def pulse_recorders(printed: bytes) -> tuple[Recorder, ...]:
    """The streams of `pactl -f json list source-outputs`; some may still record a monitor, see `pulse_microphones`."""
    return tuple(
        Recorder(_names(stream.get("properties")), stream.get("source"))
        for stream in _objects(printed, "pactl")
        if _is_taken_by_a_program(stream)
    )


def pulse_microphones(printed: bytes) -> frozenset[int]:
    """The numbers of the sources in `pactl -f json list short sources` that are not monitors of loudspeakers."""
    return frozenset(
        source["index"]
        for source in _objects(printed, "pactl")
        if isinstance(source.get("index"), int) and not str(source.get("name")).endswith(".monitor")
    )


def _is_taken_by_a_program(stream: dict[str, Any]) -> bool:
    has_client = stream.get("client") not in (None, "n/a", "4294967295", 4294967295)
    is_meter = stream.get("resample_method") == "peaks"
    return has_client and not stream.get("corked") and not is_meter and not _is_only_listening_in(_properties(stream))


def pipewire_recorders(printed: bytes) -> tuple[Recorder, ...]:
    """The programs that `pw-dump` shows recording from a microphone."""
    return _Graph(printed).users("Stream/Input/Audio", ("Audio/Source", "Audio/Duplex"))


def pipewire_watchers(printed: bytes) -> tuple[Recorder, ...]:
    """The programs that `pw-dump` shows taking pictures from a camera."""
    return _Graph(printed).users("Stream/Input/Video", ("Video/Source",))


class _Graph:
    """PipeWire's nodes, the links between them and the clients they belong to."""

    def __init__(self, printed: bytes) -> None:
        self._nodes: dict[int, dict[str, Any]] = {}
        self._clients: dict[int, dict[str, Any]] = {}
        self._feeds: dict[int, list[int]] = {}
        for thing in _objects(printed, "pw-dump"):
            info, kind = thing.get("info"), str(thing.get("type")).rpartition(":")[2]
            if not isinstance(info, dict):
                continue
            if kind == "Node":
                self._nodes[thing.get("id", -1)] = info
            elif kind == "Client":
                self._clients[thing.get("id", -1)] = _properties(info, "props")
            elif kind == "Link":
                self._feeds.setdefault(info.get("input-node-id", -1), []).append(info.get("output-node-id", -1))

    def users(self, stream: str, devices: tuple[str, ...]) -> tuple[Recorder, ...]:
        """The running streams of that class that are fed by such a device."""
        return tuple(
            Recorder(_names({**self._clients.get(props.get("client.id", -1), {}), **props}))
            for number, info in self._nodes.items()
            if info.get("state") == "running"
            and self._class(number) == stream
            and not _is_only_listening_in(props := _properties(info, "props"))
            and any(self._class(feed).startswith(devices) for feed in self._feeds.get(number, ()))
        )

    def _class(self, number: int) -> str:
        return str(_properties(self._nodes.get(number, {}), "props").get("media.class"))


def _is_only_listening_in(properties: dict[str, Any]) -> bool:
    """Level meters, recordings of the loudspeakers, and the inner ends of filters and loopbacks."""
    return (
        properties.get("stream.monitor") in _TRUE
        or properties.get("stream.capture.sink") in _TRUE
        or "node.link-group" in properties
        or properties.get("media.name") == "Peak detect"
    )


def _names(properties: Any) -> tuple[str, ...]:
    known = properties if isinstance(properties, dict) else {}
    keys = ("application.name", "application.process.binary", "node.name", "media.name")
    found = tuple(dict.fromkeys(name for key in keys[:3] if (name := plain(known.get(key)))))
    return found or ("a program",)


def _properties(thing: dict[str, Any], key: str = "properties") -> dict[str, Any]:
    found = thing.get(key)
    return found if isinstance(found, dict) else {}


def _objects(printed: bytes, program: str) -> Iterator[dict[str, Any]]:
    try:
        found = json.loads(printed.decode("utf8", "replace"))
    except (ValueError, RecursionError):
        raise ProbeFailed(f"{program} prints no JSON") from None
    if not isinstance(found, list):
        raise ProbeFailed(f"{program} prints something else than a list")
    return (item for item in found if isinstance(item, dict))
