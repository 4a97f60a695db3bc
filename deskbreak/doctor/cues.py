"""What a routine can be heard by. Plays nothing."""

from __future__ import annotations

from collections.abc import Mapping

from deskbreak.cues.port import Player
from deskbreak.cues.sound import tone_player
from deskbreak.cues.speech import Voice, speech_player
from deskbreak.doctor.report import Check, absent, trouble, works
from deskbreak.settings.model import Cues

GROUP = "cues"


def cue_checks(settings: Cues, environ: Mapping[str, str]) -> list[Check]:
    """Tones and speech, switched on or not."""
    voice = Voice(settings.volume, settings.rate, settings.voice)
    players = (
        ("tones", settings.tones, tone_player(settings.volume, environ)),
        ("speech", settings.speech, speech_player(voice, environ)),
    )
    return [_check(name, player, is_used=is_on and not settings.quiet) for name, is_on, player in players]


def _check(name: str, player: Player, *, is_used: bool) -> Check:
    missing = player.message
    player.close()
    if not missing:
        return works(GROUP, name, "a program to play them is there" + ("" if is_used else " (not in use)"))
    if not is_used:
        return absent(GROUP, name, f"{missing} (not in use)")
    return trouble(GROUP, name, missing, f"install one of those programs, or: deskbreak config set cues.{name} false")
