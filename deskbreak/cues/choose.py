"""The players a person's settings ask for."""

from __future__ import annotations

from collections.abc import Mapping

from deskbreak.cues.port import Player
from deskbreak.cues.sound import tone_player
from deskbreak.cues.speech import Voice, speech_player
from deskbreak.settings.model import Cues


def make_players(settings: Cues, environ: Mapping[str, str]) -> tuple[Player, ...]:
    """Those that are switched on; the bell is not among them, for only a terminal can ring it."""
    if settings.quiet:
        return ()
    players: list[Player] = []
    if settings.tones:
        players.append(tone_player(settings.volume, environ))
    if settings.speech:
        players.append(speech_player(Voice(settings.volume, settings.rate, settings.voice), environ))
    return tuple(players)
