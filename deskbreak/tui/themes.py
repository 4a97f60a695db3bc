"""The screen's own colours, one dark and one light, and what other themes lack to be used with it."""

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
        "faint": "#616e69",
        "track": "#b7b9ae",
        "on-accent": "#fbfaf5",
        "block-cursor-background": "#1d6f52",
        "block-cursor-foreground": "#fbfaf5",
        "block-cursor-text-style": "none",
        "footer-key-foreground": "#1d6f52",
    },
)
OWN: Final = (DARK, LIGHT)


def missing_variables(theme: Theme) -> dict[str, str]:
    """The variables our styles use, made from the colours of a theme that does not know them."""
    foreground = Color.parse(theme.foreground or ("#e0e0e0" if theme.dark else "#1f1f1f"))
    background = Color.parse(theme.background or ("#121212" if theme.dark else "#efefef"))
    if foreground.ansi is not None or background.ansi is not None:
        return {"quiet": "ansi_default", "faint": "ansi_default", "track": "ansi_default", "on-accent": "ansi_black"}
    return {
        "quiet": foreground.blend(background, 0.25).hex,
        "faint": foreground.blend(background, 0.35).hex,
        "track": foreground.blend(background, 0.7).hex,
        "on-accent": background.hex,
    }
