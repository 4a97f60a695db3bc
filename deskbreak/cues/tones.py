"""Soft tones as WAV data: sines with a gentle beginning and end, one small figure for each cue. Pure."""

from __future__ import annotations

import io
import math
import wave
from array import array
from collections.abc import Sequence

from deskbreak.cues.plan import CHANGE, END, HALFWAY, ONE, START, THREE, TWO, WALK

RATE = 22_050
LOUDEST = 0.6 * 32_767
RISE_SECONDS, FALL_SECONDS = 0.015, 0.12
TAIL_SECONDS = 0.05

Note = tuple[float, float, float]
"""Pitch in Hz, begin and length in seconds."""

_C, _E, _G, _HIGH_C = 523.25, 659.25, 783.99, 1046.5

FIGURES: dict[str, tuple[Note, ...]] = {
    CHANGE: ((_E, 0.0, 0.35), (_C, 0.2, 0.5)),
    START: ((_C, 0.0, 0.35), (_G, 0.2, 0.55)),
    HALFWAY: ((_G, 0.0, 0.4),),
    THREE: ((_C, 0.0, 0.2),),
    TWO: ((_C, 0.0, 0.2),),
    ONE: ((_E, 0.0, 0.25),),
    WALK: ((_E, 0.0, 0.5),),
    END: ((_C, 0.0, 0.4), (_E, 0.2, 0.4), (_G, 0.4, 0.4), (_HIGH_C, 0.6, 0.9)),
}


def wav(kind: str, volume: int) -> bytes:
    """The tones of a cue as a WAV file, mono, 16 bit; `volume` is 1 to 100."""
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(RATE)
        writer.writeframes(_little_endian(_samples(FIGURES[kind], volume)))
    return file.getvalue()


def _samples(notes: Sequence[Note], volume: int) -> array[int]:
    whole = max(begin + length for _, begin, length in notes) + TAIL_SECONDS
    samples = array("h", bytes(2 * int(whole * RATE)))
    # A voice adds up to at most one loudest note: figures overlap by two.
    loudest = LOUDEST / 2 * (volume / 100) ** 2
    for pitch, begin, length in notes:
        first = int(begin * RATE)
        for count in range(int(length * RATE)):
            at = count / RATE
            samples[first + count] += int(loudest * _envelope(at, length) * math.sin(math.tau * pitch * at))
    return samples


def _envelope(at: float, length: float) -> float:
    """From silence to full and back along a cosine: no click at either end."""
    edge = min(at / RISE_SECONDS, (length - at) / FALL_SECONDS, 1.0)
    return 0.5 - 0.5 * math.cos(math.pi * max(0.0, edge))


def _little_endian(samples: array[int]) -> bytes:
    import sys  # noqa: PLC0415 - one question

    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()
