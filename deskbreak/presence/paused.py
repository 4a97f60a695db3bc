"""The pause of a virtual machine, through which none of the guest's own clocks runs: seen by its hardware clock.

When the guest goes on, its wall clock is behind until something sets it. A wall clock set forward is a pause when the
hardware clock, which the host keeps going, has gained as much on the boot clock, and a mere step otherwise. On a real
machine there is no pause, and `timedatectl set-time` sets both: so this is for virtual machines alone. There a time
set by hand in that way is taken for a pause, and a pause is overlooked where there is no hardware clock or
nobody sets the wall clock.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SECOND_NS = 1_000_000_000
SHORTEST_SECONDS = 60.0
HARDWARE_CLOCK = Path("/sys/class/rtc/rtc0/since_epoch")
CPU = Path("/proc/cpuinfo")
VENDOR = Path("/sys/class/dmi/id/sys_vendor")
_VIRTUAL_VENDORS = ("qemu", "vmware", "innotek", "xen", "parallels", "bhyve", "kubevirt", "red hat", "openstack")
_CLOSE_ENOUGH_SECONDS = 30.0
"""It counts whole seconds, drifts a little, and whoever sets the wall clock after a pause is not done at once."""
_REFRESH_SECONDS = 3600.0


class Pauses:
    """Finds pauses in successive readings of the boot clock and the wall clock."""

    def __init__(self, hardware_seconds: Callable[[], float | None]) -> None:
        """`hardware_seconds`: the hardware clock, None when it cannot be read."""
        self._hardware_seconds = hardware_seconds
        self._ahead_ns: int | None = None
        self._hardware_ahead: float | None = None
        self._compared_ns = 0

    def look(self, boot_ns: int, wall_ns: int) -> int:
        """How many nanoseconds the machine was paused, as the wall clock's step since the last look shows."""
        ahead_ns = wall_ns - boot_ns
        before_ns, self._ahead_ns = self._ahead_ns, ahead_ns
        stepped_ns = 0 if before_ns is None else ahead_ns - before_ns
        is_step = stepped_ns >= SHORTEST_SECONDS * SECOND_NS
        is_fresh = boot_ns - self._compared_ns < _REFRESH_SECONDS * SECOND_NS
        if before_ns is not None and is_fresh and not is_step:
            return 0
        self._compared_ns = boot_ns
        return stepped_ns if self._is_explained(boot_ns, stepped_ns / SECOND_NS if is_step else 0.0) else 0

    def _is_explained(self, boot_ns: int, stepped_seconds: float) -> bool:
        """Whether the hardware clock has gained as much on the boot clock; what it gains else is kept until it is."""
        hardware = self._hardware_seconds()
        if hardware is None:
            return False
        ahead = hardware - boot_ns / SECOND_NS
        gained = 0.0 if self._hardware_ahead is None else ahead - self._hardware_ahead
        is_explained = abs(gained - stepped_seconds) <= _CLOSE_ENOUGH_SECONDS
        if is_explained or self._hardware_ahead is None:
            self._hardware_ahead = ahead
        return is_explained and stepped_seconds > 0


def system_pauses(cpu: Path = CPU, vendor: Path = VENDOR, hardware_clock: Path = HARDWARE_CLOCK) -> Pauses | None:
    """What finds the pauses of this machine; None where it is no virtual one or has no hardware clock."""
    clock = HardwareClock(hardware_clock)
    return Pauses(clock) if _is_virtual(cpu, vendor) and clock() is not None else None


class HardwareClock:
    """The clock that Linux shows to everybody, in whole seconds."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self) -> float | None:
        """Read it."""
        try:
            return float(self._path.read_text())
        except (OSError, ValueError):
            return None


def _is_virtual(cpu: Path, vendor: Path) -> bool:
    flags = next((line for line in _text(cpu).splitlines() if line.startswith("flags")), "")
    return "hypervisor" in flags.split() or _text(vendor).strip().casefold().startswith(_VIRTUAL_VENDORS)


def _text(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""
