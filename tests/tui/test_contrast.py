"""Colours as they come out of every scene: what is written can be read, in every theme and in any terminal's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from rich.color import Color as RichColor
from rich.color import ColorType
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from deskbreak.tui import themes
from tests.tui.common_signs import rare
from tests.tui.drawn import Cell, is_behind_a_dialog, signs, wear
from tests.tui_scenes import opened, scenes

if TYPE_CHECKING:
    from textual.app import App
    from textual.theme import Theme

SIZE: Final = (80, 24)
WHOLE: Final = (80, 160)
"""Nothing is left to scroll to."""
INKS: Final = ("foreground", "accent", "warning", "error", "quiet", "faint")
GROUNDS: Final = ("background", "surface", "panel")
NAMES: Final = frozenset((*INKS, *GROUNDS, "on-accent", "field", "track"))
FRAMES: Final = 1.5
"""For what only frames: the rest of a ring, the floor, a rule. No letter or digit is drawn with it."""
PALETTES: Final = {
    "xterm": ("#000000", "#00cd00"),
    "linux console": ("#000000", "#00aa00"),
    "GNOME": ("#171421", "#26a269"),
    "Windows": ("#0c0c0c", "#13a10e"),
    "macOS": ("#000000", "#00a600"),
    "Solarized": ("#073642", "#859900"),
}
"""Black and green as widespread terminals show them."""
OF_SOLARIZED: Final = 4.0
"""The contrast of Solarized's own text with its own light ground: what a person who chose it reads."""


def unreadable(app: App[int]) -> list[Cell]:
    """Every sign with less contrast than its kind needs."""
    track = RichColor.parse(app.theme_variables["track"].lower())
    found = []
    for cell in signs(app):
        is_frame = track in (cell.ink, cell.ground) and not cell.sign.isalnum()
        if cell.contrast < (FRAMES if is_frame else themes.READABLE) and not is_behind_a_dialog(app, cell):
            found.append(cell)
    return found


OF_PALETTE: Final = tuple(name for name, scene in scenes().items() if "ctrl+p" in scene.keys)
"""Textual's palette does not follow a change of theme while it is open."""


@pytest.mark.parametrize("name", [name for name in scenes() if name not in OF_PALETTE])
async def test_every_scene_can_be_read_in_our_colours_and_keeps_to_the_terminals(name: str) -> None:
    size = WHOLE if name.startswith(("history", "help", "settings", "library")) else SIZE
    async with opened(scenes()[name], size, themes.LIGHT.name) as pilot:
        assert unreadable(pilot.app) == []
        assert rare(cell.sign for cell in signs(pilot.app)) == set()
        await wear(pilot, themes.DARK.name)
        assert unreadable(pilot.app) == []
        await wear(pilot, themes.TERMINAL.name)
        assert strange(pilot.app) == []


@pytest.mark.parametrize("name", OF_PALETTE)
async def test_so_does_the_palette(name: str) -> None:
    for theme in (themes.LIGHT, themes.DARK):
        async with opened(scenes()[name], SIZE, theme.name) as pilot:
            assert unreadable(pilot.app) == []
    async with opened(scenes()[name], SIZE, themes.TERMINAL.name) as pilot:
        assert strange(pilot.app) == []


def strange(app: App[int]) -> list[Cell]:
    """Every sign that keeps not to the terminal's colours, or where it is a letter to those sure to be readable."""
    return [cell for cell in signs(app) if not is_the_terminals(cell)]


def is_the_terminals(cell: Cell) -> bool:
    """Whether the colours are the terminal's, and words in its own text colour or in black on a choice."""
    if {color.type for color in (cell.ink, cell.ground) if color} - {ColorType.DEFAULT, ColorType.STANDARD}:
        return False
    ink, ground = (color.number if color else None for color in (cell.ink, cell.ground))
    return not cell.sign.isalnum() or (ink, ground) in {(None, None), (0, 2)}


@pytest.mark.parametrize("palette", PALETTES)
def test_a_choice_can_be_read_in_the_palettes_of_terminals(palette: str) -> None:
    black, green = map(Color.parse, PALETTES[palette])
    assert themes.contrast(black, green) >= OF_SOLARIZED


TEXTUALS: Final = tuple(theme for theme in BUILTIN_THEMES.values() if not theme.ansi)


async def test_every_theme_of_textual_can_be_read() -> None:
    async with opened(scenes()["dashboard-due"], SIZE) as pilot:
        for theme in TEXTUALS:
            await wear(pilot, theme.name)
            assert pilot.app.theme == theme.name
            assert unreadable(pilot.app) == [], theme


@pytest.mark.parametrize("name", ["break-hold", "settings-typing", "snooze"])
async def test_the_palest_themes_of_textual_can_be_read_on_every_kind_of_screen(name: str) -> None:
    async with opened(scenes()[name], SIZE) as pilot:
        for theme in ("solarized-dark", "textual-light", "tokyo-night"):
            await wear(pilot, theme)
            assert unreadable(pilot.app) == [], theme


@pytest.mark.parametrize("theme", [*TEXTUALS, themes.DARK, themes.LIGHT], ids=lambda theme: theme.name)
def test_every_ink_can_be_read_on_every_ground(theme: Theme) -> None:
    worn = theme if themes.knows_our_inks(theme) else themes.legible(theme)
    made = {name: Color.parse(color or "") for name, color in (vars(worn) | worn.variables).items() if name in NAMES}
    pairs = [(ink, ground) for ink in INKS for ground in GROUNDS if (ink, ground) != ("faint", "panel")]
    pairs += [("on-accent", "accent"), ("foreground", "field")]
    assert [pair for pair in pairs if themes.contrast(made[pair[0]], made[pair[1]]) < themes.READABLE] == []
    assert [ground for ground in GROUNDS[:2] if themes.contrast(made["track"], made[ground]) < FRAMES] == []


def test_a_theme_that_can_be_read_keeps_its_colours() -> None:
    theme = BUILTIN_THEMES["gruvbox"]
    worn = themes.legible(theme)
    assert [Color.parse(color or "").hex for color in (theme.background, theme.foreground, theme.surface)] == [
        worn.background, worn.foreground, worn.surface,
    ]  # fmt: skip
