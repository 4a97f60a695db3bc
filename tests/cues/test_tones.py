"""Tones are WAV data with nothing in it that hurts the ear."""

from __future__ import annotations

import io
import wave
from array import array
from itertools import pairwise

import pytest

from deskbreak.cues.plan import KINDS
from deskbreak.cues.tones import FIGURES, wav


def samples(kind: str, volume: int = 100) -> array[int]:
    with wave.open(io.BytesIO(wav(kind, volume))) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        return array("h", file.readframes(file.getnframes()))


@pytest.mark.parametrize("kind", KINDS)
def test_every_cue_has_valid_tones_that_begin_and_end_in_silence(kind: str) -> None:
    found = samples(kind)
    assert 0.2 * 22050 < len(found) < 2 * 22050
    assert 3000 < max(map(abs, found)) < 32767
    assert abs(found[0]) < 50
    assert abs(found[-1]) < 50


@pytest.mark.parametrize("kind", KINDS)
def test_there_is_no_click_in_them(kind: str) -> None:
    found = samples(kind)
    steepest = max(abs(later - before) for before, later in pairwise(found))
    assert steepest < 0.35 * max(map(abs, found)) + 1


def test_the_volume_is_heard() -> None:
    loud, soft = (max(map(abs, samples("start", volume))) for volume in (100, 20))
    assert 0 < soft < loud / 10


def test_what_must_be_told_apart_sounds_different() -> None:
    assert len({FIGURES[kind] for kind in ("change", "start", "halfway", "three", "one", "walk", "end")}) == 7
