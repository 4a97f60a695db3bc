"""Pictures: inside their box whatever its size, the same for the same question, left where left is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskbreak.figure.body import skeleton
from deskbreak.figure.camera import camera_of
from deskbreak.figure.cells import MIRRORED, QUARTERS, STYLES
from deskbreak.figure.dots import ROLES
from deskbreak.figure.files import drawn_ids, load_sequence
from deskbreak.figure.motion import PHASES, moment
from deskbreak.figure.render import Frame, frame
from deskbreak.figure.scene import pieces

if TYPE_CHECKING:
    from deskbreak.figure.sequence import Sequence

ARROWS = "←→↑↓─│"
TURNED = {**MIRRORED, "←": "→", "→": "←"}
SIZES = [(24, 12), (48, 24)]
MARK = "▓"


def columns(picture: Frame, role: str) -> list[int]:
    return [x for row in picture.rows for x, cell in enumerate(row) if cell.role == role]


@settings(deadline=None, max_examples=150)
@given(
    stretch=st.sampled_from(drawn_ids()),
    phase=st.sampled_from(PHASES),
    seconds=st.floats(-5, 1e6),
    side=st.sampled_from(("left", "right", "")),
    size=st.tuples(st.integers(8, 120), st.integers(4, 60)),
    style=st.sampled_from(STYLES),
)
def test_a_frame_fills_its_box_exactly(
    stretch: str, phase: str, seconds: float, side: str, size: tuple[int, int], style: str
) -> None:
    picture = frame(load_sequence(stretch), seconds, phase, side, size, style)
    assert (picture.width, picture.height) == size
    assert [len(row) for row in picture.rows] == [size[0]] * size[1]
    assert all(len(cell.char) == 1 and cell.role in ("", *ROLES) for row in picture.rows for cell in row)


@pytest.mark.parametrize("size", [(0, 0), (0, 5), (5, 0), (1, 1), (2, 40), (200, 1), (-3, 4)])
def test_a_box_too_small_for_anything_is_no_error(pigeon: Sequence, size: tuple[int, int]) -> None:
    picture = frame(pigeon, 0, "hold", "left", size)
    assert len(picture.rows) == max(0, size[1])


def test_the_same_question_has_the_same_answer(pigeon: Sequence) -> None:
    assert frame(pigeon, 3.3, "hold", "left", (48, 24)) == frame(pigeon, 3.3, "hold", "left", (48, 24))


@pytest.mark.parametrize("style", STYLES)
def test_one_side_is_the_mirror_image_of_the_other(sequence: Sequence, style: str) -> None:
    plain = " █▓▒░▀▄" + ARROWS
    for size in SIZES:
        left, right = (frame(sequence, 1.0, "hold", side, size, style).rows for side in ("left", "right"))
        for row, other in zip(left, right, strict=True):
            assert [cell.role for cell in row] == [cell.role for cell in other[::-1]]
            assert [TURNED.get(cell.char, cell.char) for cell in row] == [cell.char for cell in other[::-1]]
            assert style == "braille" or {cell.char for cell in row} <= set(plain)


def test_no_side_is_drawn_as_the_right_one(pigeon: Sequence) -> None:
    assert frame(pigeon, 0, "still", "", (30, 15)) == frame(pigeon, 0, "still", "right", (30, 15))


def test_from_the_front_the_left_leg_is_at_the_viewers_right() -> None:
    picture = frame(load_sequence("outer-hip-cross"), 0, "still", "left", (48, 24))
    assert min(columns(picture, "target")) > 24


def test_from_the_side_the_stretched_leg_is_the_near_one() -> None:
    """Facing left for the left side: the target lies on the near leg, the other leg is the dim one."""
    for side, faces in (("right", 1), ("left", -1)):
        picture = frame(load_sequence("split-stance-hip-flexor"), 0, "still", side, (48, 24))
        near, far = columns(picture, "near"), columns(picture, "far")
        ahead = (sum(far) / len(far) - sum(near) / len(near)) * faces
        assert ahead > 0


@pytest.mark.parametrize("style", STYLES)
def test_the_target_shows_and_is_told_apart_without_colour(sequence: Sequence, style: str) -> None:
    for size in SIZES:
        cells = [cell for row in frame(sequence, 0, "still", "left", size, style).rows for cell in row]
        assert len([cell for cell in cells if cell.role == "target"]) >= 2
        assert any(cell.char == MARK for cell in cells)
        assert all(cell.role == "target" for cell in cells if cell.char == MARK)


def test_the_near_side_is_solid_and_the_far_side_dots(sequence: Sequence) -> None:
    for size in SIZES:
        cells = [cell for row in frame(sequence, 0, "still", "left", size).rows for cell in row]
        assert all(cell.char in QUARTERS for cell in cells if cell.role == "near")
        assert all("\u2800" <= cell.char <= "\u28ff" for cell in cells if cell.role in ("far", "prop", "floor"))


@pytest.mark.parametrize("size", [(48, 48), (200, 60), (40, 200)])
def test_the_body_is_never_cut_off(sequence: Sequence, size: tuple[int, int]) -> None:
    for shown in [moment(sequence, step / 2, phase) for phase in ("enter", "hold", "switch") for step in range(8)]:
        camera = camera_of(sequence, shown, *size)
        solids = [solid for piece in pieces(skeleton(shown.pose), 1.0) for solid in piece.solids]
        for x, y, _ in (camera.round(ball) for solid in solids for ball in solid):
            assert -0.5 < x < size[0] + 0.5
            assert -0.5 < y < size[1] + 0.5


def test_an_unknown_style_is_refused(pigeon: Sequence) -> None:
    with pytest.raises(ValueError, match="braille"):
        frame(pigeon, 0, "hold", "left", (10, 10), "ascii")


def test_the_block_style_has_only_characters_of_the_oldest_terminals(sequence: Sequence) -> None:
    assert set(frame(sequence, 0, "still", "left", (48, 24), "block").text) <= set(" \n█▓▒░" + ARROWS)
    assert set(frame(sequence, 0, "still", "left", (48, 24), "half").text) <= set(" \n█▓▒░▀▄" + ARROWS)


def test_different_stretches_look_different() -> None:
    pictures = {frame(load_sequence(id_), 0, "still", "right", (24, 12)).text for id_ in drawn_ids()}
    assert len(pictures) == len(drawn_ids())


def test_breathing_moves_the_picture(sequence: Sequence) -> None:
    first, later = (frame(sequence, seconds, "hold", "left", (48, 24)) for seconds in (0.0, 2.4))
    assert first != later
