"""Plays one drawing in a terminal until a key is pressed, and leaves the terminal as it was.

Where there is no terminal to play in, it prints one still picture. Besides `files` the only part that is not pure.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from itertools import cycle
from typing import TYPE_CHECKING, Final, NamedTuple, TextIO

from deskbreak.figure.motion import ENTER_SECONDS, FRAME_SECONDS, next_change, switch_seconds
from deskbreak.figure.render import frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Sequence as Many

    from deskbreak.figure.render import Frame
    from deskbreak.figure.sequence import Sequence

    Wait = Callable[[float | None], bool]
    """Waits so many seconds, or for ever, for a key; answers whether one was pressed."""

HOLD_SECONDS: Final = 15.0
STILL_SIZE: Final = (48, 24)
LARGEST: Final = (96, 48)
PLAIN: Final = "\x1b[0m"
COLOURS: Final = {
    "near": "",
    "far": "\x1b[2m",
    "target": "\x1b[32m",
    "arrow": "\x1b[33m",
    "prop": "\x1b[2m",
    "floor": "\x1b[2m",
}
"""The terminal's own colours, so that they fit its background; the target also has other characters than the rest."""
ENTER_SCREEN: Final = "\x1b[?1049h\x1b[?25l\x1b[2J"
LEAVE_SCREEN: Final = "\x1b[0m\x1b[?25h\x1b[?1049l"


class Act(NamedTuple):
    """One part of what is played."""

    phase: str
    side: str
    seconds: float


def acts(sequence: Sequence, side: str) -> tuple[Act, ...]:
    """What is played over and over: one side, or with "both" one after the other."""
    if sequence.is_moving:
        return (Act("moving", side if side != "both" else "", HOLD_SECONDS),)
    if side != "both":
        return Act("enter", side, ENTER_SECONDS), Act("hold", side, HOLD_SECONDS)
    switch = switch_seconds(sequence)
    return (
        Act("switch", "left", switch),
        Act("hold", "left", HOLD_SECONDS),
        Act("switch", "right", switch),
        Act("hold", "right", HOLD_SECONDS),
    )


def animate(
    sequence: Sequence,
    side: str,
    stream: TextIO,
    *,
    title: str = "",
    style: str = "braille",
    is_still: bool = False,
) -> None:
    """Play a drawing (`side` is left, right, both or "") until a key or Ctrl-C; without a terminal, print it once.

    So is one that `is_still`. `style` is one of `cells.STYLES`.
    """
    if is_still or not is_playable(stream):
        stream.write(still(sequence, side, STILL_SIZE, style) + "\n")
        return
    with _screen(stream), _keys() as wait:

        def size() -> Many[int]:
            return os.get_terminal_size(stream.fileno())

        play(sequence, side, stream, Player(wait, time.monotonic, size, title, style))


def is_playable(stream: TextIO) -> bool:
    """Whether pictures can follow one another here and keys can be read."""
    return stream.isatty() and sys.stdin.isatty() and os.environ.get("TERM", "dumb") != "dumb"


def still(sequence: Sequence, side: str, size: tuple[int, int], style: str = "braille") -> str:
    """The position as plain text, both sides one after the other when both are asked for."""
    sides = ("left", "right") if side == "both" else (side,)
    pictures = [frame(sequence, 0.0, "still", each, size, style).text for each in sides]
    named = zip(sides, pictures, strict=True)
    return "\n\n".join(f"{each}\n{picture}" if len(sides) > 1 else picture for each, picture in named)


class Player(NamedTuple):
    """What playing needs of the world around it."""

    wait: Wait
    clock: Callable[[], float]
    size: Callable[[], Many[int]]
    title: str = ""
    style: str = "braille"


def play(sequence: Sequence, side: str, stream: TextIO, player: Player) -> None:
    """Play until a key is pressed."""
    for act in cycle(acts(sequence, side)):
        begun = player.clock()
        while (gone := player.clock() - begun) < act.seconds - FRAME_SECONDS / 2:
            stream.write(_page(sequence, act, gone, player))
            stream.flush()
            left = act.seconds - gone
            if player.wait(min(left, next_change(sequence, gone, act.phase) or left)):
                return


def _page(sequence: Sequence, act: Act, seconds: float, player: Player) -> str:
    columns, lines = player.size()
    size = (min(columns, LARGEST[0]), min(lines - 2, LARGEST[1]))
    drawn = frame(sequence, seconds, act.phase, act.side, size, player.style)
    picture = coloured(drawn, has_colour="NO_COLOR" not in os.environ)
    caption = ", ".join(part for part in (player.title, act.side) if part)
    safe = "".join(char for char in caption if char.isprintable())[: max(0, columns - 1)]
    return f"\x1b[H{picture}\r\n\x1b[K\r\n{safe}\x1b[K"


def coloured(picture: Frame, *, has_colour: bool = True) -> str:
    """A frame with the terminal's colours, rows parted as raw terminals need it."""
    rows = []
    for row in picture.rows:
        text, now = "", ""
        for cell in row:
            colour = COLOURS.get(cell.role, "") if has_colour else ""
            # A terminal's own foreground cannot be had as a background: the larger half takes the whole cell.
            text += (PLAIN + colour if colour != now else "") + ("█" if cell.ground else cell.char)
            now = colour
        rows.append(text + (PLAIN if now else "") + "\x1b[K")
    return "\r\n".join(rows)


@contextmanager
def _screen(stream: TextIO) -> Iterator[None]:
    """The terminal's other screen, without a cursor; Ctrl-C ends it like any key."""
    stream.write(ENTER_SCREEN)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        stream.write(LEAVE_SCREEN)
        stream.flush()


@contextmanager
def _keys() -> Iterator[Wait]:
    """Keys one by one and unseen, while this lasts."""
    if sys.platform == "win32":
        yield _wait_on_windows
        return
    import select  # noqa: PLC0415 - not on Windows
    import termios  # noqa: PLC0415
    import tty  # noqa: PLC0415

    keyboard = sys.stdin.fileno()
    before = termios.tcgetattr(keyboard)

    def wait(seconds: float | None) -> bool:
        if not select.select([keyboard], [], [], seconds)[0]:
            return False
        os.read(keyboard, 64)
        return True

    try:
        tty.setcbreak(keyboard)
        yield wait
    finally:
        termios.tcsetattr(keyboard, termios.TCSADRAIN, before)


def _wait_on_windows(seconds: float | None) -> bool:
    """The console has no way to wait for a key with a limit: look twenty times a second."""
    import msvcrt  # noqa: PLC0415 - only on Windows

    ends = time.monotonic() + (seconds if seconds is not None else 3600.0)
    while time.monotonic() < ends:
        if msvcrt.kbhit():  # type: ignore[attr-defined,unused-ignore]
            msvcrt.getch()  # type: ignore[attr-defined,unused-ignore]
            return True
        time.sleep(0.05)
    return False
