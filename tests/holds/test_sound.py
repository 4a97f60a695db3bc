"""Who records: recordings of real servers, and variations of them."""

from __future__ import annotations

import asyncio
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from deskbreak.holds.port import Found, NotHere, ProbeFailed
from deskbreak.holds.sound import Microphone, pulse_server
from tests import live

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.holds.conftest import Tools

    Recorded = Callable[[str], Any]


async def look(tools: Tools, *ignore: str) -> str:
    found = await Microphone(tools.environ, ignore).look()
    return found.detail if found else ""


@pytest.mark.parametrize(
    ("server", "users"), [("pulse", "parec"), ("pipewire", "pw-record and parec")], ids=["PulseAudio", "PipeWire"]
)
async def test_pactl_names_who_records_a_microphone_and_nobody_else(
    tools: Tools, recorded: Recorded, server: str, users: str
) -> None:
    tools.pactl(recorded(f"{server}-source-outputs"), recorded(f"{server}-sources"))
    assert await look(tools) == f"microphone in use by {users}"


@pytest.mark.parametrize("server", ["pulse", "pipewire"])
async def test_recording_what_the_loudspeakers_play_is_no_call(tools: Tools, recorded: Recorded, server: str) -> None:
    monitors = [source for source in recorded(f"{server}-sources") if source["name"].endswith(".monitor")]
    outputs = recorded(f"{server}-source-outputs")
    numbers = [source["index"] for source in monitors]
    tools.pactl([output for output in outputs if output["source"] in numbers], monitors)
    assert await look(tools) == ""


@pytest.mark.parametrize(
    "change",
    [
        {"corked": True},
        {"client": None},
        {"resample_method": "peaks"},
        {"properties": {"application.name": "PulseAudio Volume Control", "media.name": "Peak detect"}},
        {"properties": {"application.name": "Volume Control", "stream.monitor": "true"}},
        {"properties": {"application.name": "EasyEffects", "node.link-group": "filter-chain-7"}},
        {"source": 4294967295},
    ],
    ids=["paused", "of the server itself", "peaks", "pavucontrol", "a meter", "a filter", "connected to nothing"],
)
async def test_a_stream_that_hears_nothing_of_the_person_is_no_call(
    tools: Tools, recorded: Recorded, change: dict[str, Any]
) -> None:
    outputs = [{**output, **change} for output in recorded("pulse-source-outputs")]
    tools.pactl(outputs, recorded("pulse-sources"))
    assert await look(tools) == ""


async def test_somebody_who_muted_themselves_is_still_in_the_call(tools: Tools, recorded: Recorded) -> None:
    outputs = [{**output, "mute": True} for output in recorded("pulse-source-outputs")]
    tools.pactl(outputs, recorded("pulse-sources"))
    assert await look(tools) == "microphone in use by parec"


@pytest.mark.parametrize("ignored", ["parec", "PAREC", "par*", "pacat"])
async def test_ignored_programs_do_not_count_by_either_of_their_names(
    tools: Tools, recorded: Recorded, ignored: str
) -> None:
    tools.pactl(recorded("pulse-source-outputs"), recorded("pulse-sources"))
    assert await look(tools, ignored) == ""


async def test_pw_dump_answers_where_pulse_does_not_run(tools: Tools, recorded: Recorded) -> None:
    tools.pipewire(recorded("pw-dump"))
    assert await look(tools) == "microphone in use by pw-record and parec"
    assert await look(tools, "parec", "pw-cat") == ""


async def test_in_pw_dump_a_stream_that_does_not_run_is_no_call(tools: Tools, recorded: Recorded) -> None:
    dump = recorded("pw-dump")
    for thing in dump:
        if "state" in thing.get("info", {}):
            thing["info"]["state"] = "suspended"
    tools.pipewire(dump)
    assert await look(tools) == ""


async def test_names_from_outside_lose_their_control_characters(tools: Tools, recorded: Recorded) -> None:
    (output, *_) = (one for one in recorded("pulse-source-outputs") if one["source"] == 1)
    tools.pactl([{**output, "properties": {"application.name": "zo\x1b]0;om\x07"}}], recorded("pulse-sources"))
    assert await look(tools) == "microphone in use by zo]0;om"


async def test_without_a_sound_server_there_is_nothing_to_ask(tools: Tools) -> None:
    del tools.environ["PULSE_SERVER"]
    with pytest.raises(NotHere, match="neither"):
        await look(tools)


async def test_a_server_that_is_gone_is_no_fault_of_the_probe(tools: Tools) -> None:
    tools.write("pactl", "echo 'Connection failure: Connection refused' >&2; exit 1")
    with pytest.raises(NotHere, match="refused"):
        await look(tools)


@pytest.mark.parametrize("script", ["echo nonsense", "echo '{}'", "echo 'pactl: invalid option' >&2; exit 1", "exit 3"])
async def test_a_pactl_that_cannot_be_understood_fails_with_a_reason(tools: Tools, script: str) -> None:
    tools.write("pactl", script)
    with pytest.raises(ProbeFailed, match="pactl") as failure:
        await look(tools)
    assert not isinstance(failure.value, NotHere)


def test_a_server_found_by_its_socket_is_named_so_that_none_is_started(tmp_path: Path) -> None:
    environ = {"XDG_RUNTIME_DIR": str(tmp_path)}
    assert pulse_server(environ) == ""
    (tmp_path / "pulse").mkdir()
    (tmp_path / "pulse" / "native").touch()
    assert pulse_server(environ) == f"unix:{tmp_path}/pulse/native"


@pytest.mark.live
async def test_on_a_real_pulseaudio_a_recording_is_seen_and_its_end_too(tmp_path: Path) -> None:
    live.need("pulseaudio", "pactl", "parec")
    socket = tmp_path / "native"
    environ = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PULSE_SERVER": f"unix:{socket}"}
    environ |= {"XDG_RUNTIME_DIR": str(tmp_path)}
    modules = [f"module-native-protocol-unix socket={socket}", "module-null-source source_name=mic"]
    server = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
    for module in modules:
        server += ["-L", module]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(live.tied(*server), env=environ, stdout=quiet, stderr=quiet) as process:
        try:
            probe = Microphone(environ, ())
            async with asyncio.timeout(10):
                while not await _answers(probe):  # each question is a process of its own, so this does not spin
                    pass
                recording = ["parec", "-d", "mic"]
                with subprocess.Popen(live.tied(*recording), env=environ, stdout=subprocess.PIPE) as recorder:
                    while (found := await probe.look()) is None:
                        pass
                    recorder.kill()
                assert found == Found("microphone in use by parec")
                while await probe.look() is not None:
                    pass
        finally:
            process.kill()


async def _answers(probe: Microphone) -> bool:
    try:
        return await probe.look() is None
    except ProbeFailed:
        return False
