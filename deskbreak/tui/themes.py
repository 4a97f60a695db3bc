"""The screen's own colours, dark, light and the terminal's, and what other themes lack to be used with it."""

from __future__ import annotations

from typing import Final

from textual.color import Color
from textual.theme import Theme

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
        "on-accent": "#0d1614",
        "block-cursor-background": "#86c5a4",
        "block-cursor-foreground": "#0d1614",
        "block-cursor-text-style": "none",
        "footer-key-foreground": "#86c5a4",
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
        "on-accent": "#fbfaf5",
        "block-cursor-background": "#1d6f52",
        "block-cursor-foreground": "#fbfaf5",
        "block-cursor-text-style": "none",
        "footer-key-foreground": "#1d6f52",
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
        "track": "ansi_bright_black",
        "on-accent": "ansi_black",
        "block-cursor-background": "ansi_green",
        "block-cursor-foreground": "ansi_black",
        "block-cursor-text-style": "none",
        "footer-key-foreground": "ansi_green",
        "input-cursor-background": "ansi_default",
        "input-cursor-foreground": "ansi_default",
        "input-cursor-text-style": "reverse",
        "input-selection-background": "ansi_green",
        "input-selection-foreground": "ansi_black",
    },
)
"""Keeps to the 16 colours the person chose for the terminal; text is in its own colour, for no other surely reads."""
OWN: Final = (DARK, LIGHT, TERMINAL)
READABLE: Final = 4.5
"""The contrast text needs with its ground, by WCAG."""


def missing_variables(theme: Theme) -> dict[str, str]:
    """The variables our styles use, made from the colours of a theme that does not know them."""
    foreground = Color.parse(theme.foreground or ("#e0e0e0" if theme.dark else "#1f1f1f"))
    background = Color.parse(theme.background or ("#121212" if theme.dark else "#efefef"))
    if foreground.ansi is not None or background.ansi is not None:
        return {name: TERMINAL.variables[name] for name in ("quiet", "faint", "track", "on-accent")}
    return {
        "quiet": _toned_down(foreground, background, 0.25).hex,
        "faint": _toned_down(foreground, background, 0.35).hex,
        "track": foreground.blend(background, 0.7).hex,
        "on-accent": background.hex,
    }


def contrast(one: Color, other: Color) -> float:
    """How well one is told from the other, 1 to 21, by WCAG."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _toned_down(foreground: Color, background: Color, share: float) -> Color:
    """The foreground with that share of the background in it, or less where it could not be read."""
    shares = (share * step / 10 for step in range(10, 0, -1))
    toned = (foreground.blend(background, less) for less in shares)
    return next((color for color in toned if contrast(color, background) >= READABLE), foreground)


def _luminance(color: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
