"""Has the cues of the running break played at their instants. It owns no timer: it names the next instant instead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from deskbreak.cues.plan import END, NEARLY, START, Beat, Part, beats, due, next_in, parts
from deskbreak.cues.port import Cue, Player
from deskbreak.cues.words import SAID, spoken
from deskbreak.settings.model import Cues

MakePlayers = Callable[[Cues], Sequence[Player]]

TRIAL = "Hold for 30 seconds. Breathe out into the stretch."

GRACE_SECONDS = 15.0
"""How long the last cue may sound once the break is over, before there is silence."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the break is: the routine in force, since when it is this one, and how much of the break is over.

    Another `session` is another routine.
    """

    session: object
    since_seconds: float
    describe: Callable[[], Sequence[dict[str, Any]]]
    length_seconds: float
    elapsed_seconds: float
    is_paused: bool


class Caller:
    """Follows one break after the other. Seconds named `now` are those of one clock that never stands still."""

    def __init__(self, make_players: MakePlayers, settings: Cues) -> None:
        self._make_players = make_players
        self._settings = settings
        self._players: Sequence[Player] | None = None  # made for the first break, and kept: they learn what works
        self._session: object = None
        self._routine: tuple[Part, ...] = ()
        self._beats: tuple[Beat, ...] = ()
        self._heard_seconds = -1.0
        self._silent_at: float | None = None
        self._tried: Sequence[Player] = ()

    @property
    def messages(self) -> list[str]:
        """Why something is not heard, in words."""
        return [player.message for player in self._players or () if player.message]

    def use(self, settings: Cues) -> None:
        """Play by these settings from the next cue on."""
        if settings != self._settings:
            self._settings = settings
            self._hush()
            self._players = None

    def follow(self, place: Place | None, now_seconds: float) -> float | None:
        """Play what is due; the seconds until this has to be asked again, None for not before something changes."""
        if place is None:
            return self._wait_for_silence(now_seconds)
        if self._players is None:
            self._players = self._make_players(self._settings)
        if not self._players:  # nobody listens: no reason to wake for a cue
            return None
        if place.session is not self._session:
            self._begin(place)
        if place.is_paused:
            return None
        for beat in due(self._beats, self._heard_seconds, place.elapsed_seconds):
            self._play(Cue(beat.kind, spoken(beat, self._routine)))
        self._heard_seconds = max(self._heard_seconds, place.elapsed_seconds + NEARLY)
        return next_in(self._beats, place.elapsed_seconds)

    def end(self, *, is_completed: bool, now_seconds: float) -> None:
        """The break is over: say so where it was taken to its end, be silent at once where it was not."""
        if self._session is not None and is_completed:
            self._play(Cue(END, SAID[END]))
            self._silent_at = now_seconds + GRACE_SECONDS
        else:
            self._hush()
        self._session = None

    def try_out(self, what: str, now_seconds: float) -> str:
        """Play a cue by "tones" or "speech", whatever is switched on; why it cannot be heard, "" as far as is known."""
        for player in self._tried:
            player.close()
        wanted = replace(self._settings, quiet=False, tones=what == "tones", speech=what == "speech")
        self._tried = self._make_players(wanted)
        for player in self._tried:
            player.play(Cue(START, TRIAL))
        self._silent_at = now_seconds + GRACE_SECONDS
        return next((player.message for player in self._tried if player.message), "")

    def close(self) -> None:
        """Be silent at once."""
        self._session = None
        self._hush()

    def _begin(self, place: Place) -> None:
        if self._session is None:
            self._hush()
            self._heard_seconds = -1.0
        else:  # the routine was changed; what it has from that moment on is new
            self._heard_seconds = place.since_seconds - NEARLY
        self._session = place.session
        self._routine = parts(place.describe())
        self._beats = beats(self._routine, place.length_seconds)

    def _play(self, cue: Cue) -> None:
        for player in self._players or ():
            player.play(cue)

    def _wait_for_silence(self, now_seconds: float) -> float | None:
        if self._silent_at is None:
            return None
        if now_seconds >= self._silent_at:
            self._hush()
            return None
        return self._silent_at - now_seconds

    def _hush(self) -> None:
        for player in (*(self._players or ()), *self._tried):
            player.close()
        self._tried, self._silent_at = (), None
