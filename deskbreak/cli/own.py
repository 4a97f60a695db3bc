"""What the stretch commands share: the catalogue in effect, words checked against it, and lines for a person."""

from __future__ import annotations

import os
import sys

from deskbreak.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime, timedelta

    from deskbreak.routine.catalogue import Catalogue, Stretch
    from deskbreak.routine.plan import PastBreak, PlanRequest
    from deskbreak.settings.model import Routine, Settings

REGIONS = ("warm-up", "front", "back", "outer", "inner", "low-back")
PLACES = ("standing", "desk", "floor")
WIDEST = 100
NARROWEST = 18
"""No column of text is made narrower than this."""
WEEK_MINUTES = 7 * 24 * 60


def personal_request(
    settings: Routine, length_seconds: float, place: Sequence[str] = (), focus: Sequence[str] = ()
) -> PlanRequest:
    """A request by a person's settings; places and regions typed on the command line take the settings' place."""
    from deskbreak.routine.plan import PlanRequest

    return PlanRequest(
        length_seconds,
        places=checked_words("--place", place, PLACES) or settings.places,
        focus=checked_words("--focus", focus, REGIONS[1:]) or settings.focus,
        leave_out=frozenset((*settings.left_out, *settings.leave_out)),
        hold_seconds=settings.hold,
        advanced=settings.level == "advanced",
    )


def past_breaks(settings: Settings) -> tuple[PastBreak, ...]:
    """The stretches of today and the seven days before it; none where the history cannot be read."""
    from contextlib import closing
    from datetime import UTC, datetime, timedelta
    from pathlib import Path

    from deskbreak.errors import LedgerError
    from deskbreak.history.reader import open_readonly
    from deskbreak.paths import state_folder
    from deskbreak.routine.plan import PastBreak

    starts = timedelta(minutes=settings.schedule.day_starts)
    today = _day(datetime.now(UTC), starts)
    path = Path(state_folder(os.environ)) / "history.db"
    try:
        with closing(open_readonly(path)) as history:
            rows = [row for row in history.breaks(datetime.now(UTC) - timedelta(days=8)) if row.stretches]
    except LedgerError as error:
        print(error, file=sys.stderr)
        return ()
    return tuple(PastBreak(max(0, (today - _day(row.at, starts)).days), row.stretches) for row in rows)


def _day(at: datetime, starts: timedelta) -> date:
    """The local day a moment belongs to."""
    return (at.astimezone().replace(tzinfo=None) - starts).date()


def checked_minutes(option: str, text: str, least: float) -> float:
    """Minutes somebody typed; raises `UsageError`."""
    try:
        minutes = float(text)
    except ValueError:
        minutes = -1.0
    if not least <= minutes <= WEEK_MINUTES:
        raise UsageError(f"{option}: found {text!r}, allowed: minutes such as 4 or 1.5")
    return minutes


def checked_words(option: str, given: Sequence[str], allowed: Sequence[str]) -> tuple[str, ...]:
    """Words somebody typed, with commas or one by one; raises `UsageError` for one that is not allowed."""
    words = tuple(word.strip() for text in given for word in text.split(",") if word.strip())
    for word in words:
        if word not in allowed:
            raise UsageError(f"{option}: found {word!r}{hint(word, allowed)}")
    return words


def hint(word: str, allowed: Sequence[str]) -> str:
    """What a mistyped word may have meant."""
    from difflib import get_close_matches

    near = get_close_matches(word, allowed, n=1)
    if near:
        return f"; did you mean {near[0]}?"
    return f", allowed: {', '.join(allowed)}" if len(allowed) < 10 else "; `deskbreak stretches` lists what there is"


def known_stretch(catalogue: Catalogue, id_: str) -> Stretch:
    """The stretch of an id somebody typed; raises `UsageError`."""
    stretch = catalogue.get(id_)
    if stretch is None:
        raise UsageError(f"no stretch is called {id_!r}{hint(id_, [each.id for each in catalogue.stretches])}")
    return stretch


def own_catalogue() -> Catalogue:
    """The catalogue in effect; what is wrong with a person's own files is said on stderr."""
    from deskbreak.paths import config_folder
    from deskbreak.routine.files import load_catalogue

    loaded = load_catalogue(config_folder(os.environ))
    for problem in loaded.problems:
        print(problem, file=sys.stderr)
    return loaded.catalogue


def _column(line: str, most: int) -> int:
    """Where the last of a line's columns begins, which two spaces keep apart, or its first if there is no room."""
    first = len(line) - len(line.lstrip())
    _, gap, last = line[first:].rpartition("  ")
    return len(line) - len(last) if gap and len(line) - len(last) <= most else first


def print_lines(lines: Iterable[str]) -> None:
    """Lines; on a terminal broken at its width, what continues a line as far in as its last column began."""
    from shutil import get_terminal_size
    from textwrap import wrap

    width = min(WIDEST, get_terminal_size().columns) if sys.stdout.isatty() else sys.maxsize
    for line in lines:
        inner = " " * _column(line, width - NARROWEST)
        print("\n".join(wrap(line, width, subsequent_indent=inner, break_on_hyphens=False, replace_whitespace=False)))
