"""Microphone, camera and programs as the kernel shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from deskbreak.holds.alsa import AlsaCapture
from deskbreak.holds.apps import Apps
from deskbreak.holds.camera import Camera
from deskbreak.holds.names import listed
from deskbreak.holds.port import Found, NotHere
from deskbreak.holds.processes import Processes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.holds.conftest import FakeProc, Tools

RUNNING = """state: RUNNING
owner_pid   : {pid}
trigger_time: 100.5
tstamp      : 160.5
delay       : 512
avail       : 512
"""


@pytest.fixture
def processes(proc: FakeProc) -> Processes:
    return Processes(proc.root, proc.root.stat().st_uid)


class Sound:
    """A sound card in a fake /proc/asound."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def capture(self, status: str, device: str = "pcm0c") -> None:
        folder = self.root / "card0" / device / "sub0"
        folder.mkdir(parents=True)
        (folder / "status").write_text(status)


@pytest.fixture
def sound(tmp_path: Path) -> Sound:
    (tmp_path / "asound").mkdir()
    return Sound(tmp_path / "asound")


async def test_alsa_names_who_records_and_since_when(proc: FakeProc, processes: Processes, sound: Sound) -> None:
    proc.add(77, "arecord")
    sound.capture(RUNNING.format(pid=77))
    assert await AlsaCapture(processes, (), sound.root).look() == Found("microphone in use by arecord", 60.0)


async def test_alsa_knows_the_process_behind_a_thread(proc: FakeProc, processes: Processes, sound: Sound) -> None:
    proc.add(77, "zoom")
    proc.add(78, "AudioThread")
    (proc.root / "78" / "status").write_text("Name:\tAudioThread\nTgid:\t77\nPid:\t78\n")
    sound.capture(RUNNING.format(pid=78))
    found = await AlsaCapture(processes, (), sound.root).look()
    assert found is not None
    assert found.detail == "microphone in use by zoom"


@pytest.mark.parametrize("owner", ["pipewire", "pulseaudio", "wireplumber", "listener"])
async def test_alsa_leaves_sound_servers_and_ignored_programs_out(
    proc: FakeProc, processes: Processes, sound: Sound, owner: str
) -> None:
    proc.add(77, owner)
    sound.capture(RUNNING.format(pid=77))
    assert await AlsaCapture(processes, ("listener",), sound.root).look() is None


@pytest.mark.parametrize(
    "status", ["closed\n", "", RUNNING.format(pid=77).replace("RUNNING", "SUSPENDED"), "\0\xff: x"]
)
async def test_alsa_devices_that_do_not_run_are_no_call(
    proc: FakeProc, processes: Processes, sound: Sound, status: str
) -> None:
    proc.add(77, "arecord")
    sound.capture(status)
    sound.capture(RUNNING.format(pid=77), "pcm0p")  # plays
    assert await AlsaCapture(processes, (), sound.root).look() is None


async def test_without_alsa_there_is_nothing_to_ask(processes: Processes, tmp_path: Path) -> None:
    with pytest.raises(NotHere):
        await AlsaCapture(processes, (), tmp_path / "nowhere").look()


class Cameras:
    """A fake /dev and what udev knows of it."""

    def __init__(self, folder: Path, tools: Tools, processes: Processes) -> None:
        self.devices = folder / "dev"
        self.udev = folder / "udev"
        self._tools = tools
        self._processes = processes
        self.devices.mkdir()
        self.udev.mkdir()

    def add(self, name: str) -> str:
        (self.devices / name).touch()
        return str(self.devices / name)

    async def look(self, *ignore: str) -> str:
        probe = Camera(self._tools.environ, self._processes, ignore, self.devices, self.udev)
        found = await probe.look()
        return found.detail if found else ""


@pytest.fixture
def cameras(tmp_path: Path, tools: Tools, processes: Processes) -> Cameras:
    return Cameras(tmp_path, tools, processes)


async def test_a_process_with_a_camera_open_is_a_call(proc: FakeProc, cameras: Cameras) -> None:
    device = cameras.add("video0")
    proc.add(5, "bash", files=("/dev/pts/0",))
    assert await cameras.look() == ""
    proc.add(9, "zoom", files=("/dev/null", device))
    assert await cameras.look() == "camera in use by zoom"
    assert await cameras.look("zo?m") == ""


async def test_without_a_camera_no_process_is_looked_at(cameras: Cameras) -> None:
    cameras.add("null")
    with pytest.raises(NotHere, match="no camera"):
        await cameras.look()


async def test_a_decoder_with_the_name_of_a_camera_is_none(proc: FakeProc, cameras: Cameras) -> None:
    proc.add(9, "firefox", files=(cameras.add("video11"),))
    known = cameras.udev / "c81:0"
    known.write_text("E:ID_V4L_CAPABILITIES=:\n")
    with pytest.raises(NotHere):
        await cameras.look()
    known.write_text("E:ID_V4L_VERSION=2\nE:ID_V4L_CAPABILITIES=:capture:\n")
    assert await cameras.look() == "camera in use by firefox"


async def test_a_camera_that_pipewire_keeps_open_for_nobody_is_no_call(proc: FakeProc, cameras: Cameras) -> None:
    proc.add(9, "wireplumber", files=(cameras.add("video0"),))
    assert await cameras.look() == ""


async def test_who_uses_a_camera_through_pipewire_is_named(
    proc: FakeProc, tools: Tools, cameras: Cameras, recorded: Callable[[str], Any]
) -> None:
    proc.add(9, "pipewire", files=(cameras.add("video0"),))
    dump = recorded("pw-dump")
    turned = {"Stream/Input/Audio": "Stream/Input/Video", "Audio/Source/Virtual": "Video/Source"}
    for thing in dump:
        props = thing.get("info", {}).get("props", {})
        if "media.class" in props:
            props["media.class"] = turned.get(props["media.class"], props["media.class"])
    tools.pipewire(dump)
    assert await cameras.look() == "camera in use by pw-record and parec"
    assert await cameras.look("p*") == ""


async def test_listed_programs_hold_while_they_run(proc: FakeProc, processes: Processes) -> None:
    proc.add(5, "bash")
    assert await Apps(processes, ("obs*",), ()).look() is None
    proc.add(6, "obs-studio", started=400.0)
    assert await Apps(processes, ("OBS*",), ()).look() == Found("obs-studio is running", 600.0)
    proc.add(7, "zoom", started=900.0)
    assert await Apps(processes, ("obs*", "zoom"), ()).look() == Found("obs-studio and zoom are running", 600.0)
    assert await Apps(processes, ("obs*",), ("obs-studio",)).look() is None


async def test_a_name_cut_short_by_the_kernel_is_found_in_full(proc: FakeProc, processes: Processes) -> None:
    proc.add(6, "a-very-long-program-name")
    assert await Apps(processes, ("a-very-long-program-name",), ()).look() is not None
    assert await Apps(processes, ("a-very-long-pro",), ()).look() is not None
    assert await Apps(processes, ("a-very-long-program",), ()).look() is None


async def test_other_peoples_programs_do_not_count(proc: FakeProc) -> None:
    proc.add(6, "zoom")
    others = Processes(proc.root, proc.root.stat().st_uid + 1)
    assert await Apps(others, ("zoom",), ()).look() is None


def test_many_names_are_summed_up() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "a", "c"]) == "a, b and c"
    assert listed(["a", "b", "c", "d", "e"]) == "a, b and 3 more"
