"""The screen's own colours, dark, light and the terminal's, and what other themes lack to be used with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from textual.color import Color
from textual.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Sequence


def for_textual(accent: str, on_accent: str, quiet: str, faint: str) -> dict[str, str]:
    """What Textual's own widgets use, in our inks."""
    return {
        "text-muted": quiet,
        "text-disabled": faint,
        "foreground-muted": quiet,
        "block-cursor-background": accent,
        "block-cursor-foreground": on_accent,
        "block-cursor-text-style": "none",
        "input-selection-background": accent,
        "input-selection-foreground": on_accent,
    }


DARK: Final = Theme(
    name="deskbreak",
    primary="#86c5a4",
    secondary="#86c5a4",
    accent="#86c5a4",
    success="#86c5a4",
    warning="#e3b673",
    error="#ee9b86",
    foreground="#dce4e1",
    background="#11171a",
    surface="#182023",
    panel="#1f292c",
    dark=True,
    variables={
        "quiet": "#9aa8a6",
        "faint": "#7f8d8c",
        "track": "#425053",
        "field": "#2b3639",
        "on-accent": "#0d1614",
        **for_textual("#86c5a4", "#0d1614", "#9aa8a6", "#7f8d8c"),
    },
)
LIGHT: Final = Theme(
    name="deskbreak-light",
    primary="#1d6f52",
    secondary="#1d6f52",
    accent="#1d6f52",
    success="#1d6f52",
    warning="#8a5300",
    error="#a8321c",
    foreground="#22302c",
    background="#f7f4ec",
    surface="#efebe0",
    panel="#e7e2d5",
    dark=False,
    variables={
        "quiet": "#52615c",
        "faint": "#5d6a65",
        "track": "#b7b9ae",
        "field": "#dbd8c9",
        "on-accent": "#fbfaf5",
        **for_textual("#1d6f52", "#fbfaf5", "#52615c", "#5d6a65"),
    },
)
TERMINAL: Final = Theme(
    name="terminal",
    primary="ansi_green",
    secondary="ansi_green",
    accent="ansi_green",
    success="ansi_green",
    warning="ansi_yellow",
    error="ansi_red",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    ansi=True,
    variables={
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "border-blurred": "ansi_default",
        "screen-selection-background": "ansi_green",
        "screen-selection-foreground": "ansi_black",
        "quiet": "ansi_default",
        "faint": "ansi_default",
        "track": "ansi_default",
        "field": "ansi_default",
        "on-accent": "ansi_black",
        **for_textual("ansi_green", "ansi_black", "ansi_default", "ansi_default"),
        "input-cursor-background": "ansi_default",
        "input-cursor-foreground": "ansi_default",
        "input-cursor-text-style": "reverse",
    },
)
"""Keeps to the 16 colours the person chose for the terminal.

None of them is sure to be told from its ground: in Solarized bright black is the ground, on white green is pale. Words
are in the terminal's own colour, emphasis is bold, what only frames is dim; colour is for drawings and under a choice.
"""
OWN: Final = (DARK, LIGHT, TERMINAL)
READABLE: Final = 4.5
"""The contrast text needs with its ground, by WCAG."""
VISIBLE: Final = 1.6
"""The contrast of what only frames: the rest of a ring, a floor, a rule. What it frames says everything without it."""
_STEPS: Final = 20
_GROUNDS: Final = ("background", "surface", "panel")
_HUES: Final = ("primary", "secondary", "accent", "success", "warning", "error")


def knows_our_inks(theme: Theme) -> bool:
    """Whether the theme has what our styles use beside Textual's own variables."""
    return "quiet" in theme.variables


def legible(theme: Theme) -> Theme:
    """The theme with our inks, and with every colour it writes in moved as far as it takes to be read."""
    if theme.ansi:
        return replace(theme, variables=TERMINAL.variables | theme.variables)
    made = {name: Color.parse(color) for name, color in theme.to_color_system().generate().items() if name in _USED}
    extreme = Color.parse("white" if theme.dark else "black")
    ground = made["background"]
    foreground = _moved(made["foreground"], extreme, (ground,))
    grounds = (ground, *(_ground(made[name], ground, foreground) for name in _GROUNDS[1:]))
    colours: dict[str, Any] = {name: _moved(made[name], extreme, grounds).hex for name in _HUES}
    colours |= zip(_GROUNDS, (each.hex for each in grounds), strict=True)
    inks = _inks(foreground, grounds, colours["accent"])
    return replace(theme, **colours, foreground=foreground.hex, variables=theme.variables | inks)


_USED: Final = frozenset((*_GROUNDS, *_HUES, "foreground"))


def _inks(foreground: Color, grounds: Sequence[Color], accent: str) -> dict[str, str]:
    """The variables of our styles, and Textual's for the few widgets of its own we show."""
    quiet, faint = (_toned_down(foreground, grounds, share).hex for share in (0.25, 0.35))
    return {
        "quiet": quiet,
        "faint": faint,
        "track": _moved(foreground.blend(grounds[0], 0.7), foreground, grounds, VISIBLE).hex,
        "field": _ground(foreground.blend(grounds[0], 0.85), grounds[0], foreground).hex,
        "on-accent": grounds[0].hex,
        **for_textual(accent, grounds[0].hex, quiet, faint),
    }


def contrast(one: Color, other: Color) -> float:
    """How well one is told from the other, 1 to 21, by WCAG."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _moved(color: Color, end: Color, grounds: Sequence[Color], least: float = READABLE) -> Color:
    """The colour, with as much of the end in it as it takes to be told from all the grounds."""
    steps = (color.blend(end, step / _STEPS) for step in range(_STEPS + 1))
    return next((moved for moved in steps if _tells(moved, grounds, least)), end)


def _ground(ground: Color, background: Color, foreground: Color) -> Color:
    """The ground, or as much of it as text can be read on."""
    steps = (ground.blend(background, step / _STEPS) for step in range(_STEPS + 1))
    return next((moved for moved in steps if _tells(foreground, (moved,), READABLE)), background)


def _toned_down(foreground: Color, grounds: Sequence[Color], share: float) -> Color:
    """The foreground with that share of the background in it, or less where it could not be read."""
    steps = (foreground.blend(grounds[0], share * step / _STEPS) for step in range(_STEPS, 0, -1))
    return next((toned for toned in steps if _tells(toned, grounds, READABLE)), foreground)


def _tells(color: Color, grounds: Sequence[Color], least: float) -> bool:
    return all(contrast(color, ground) >= least for ground in grounds)


def _luminance(color: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
