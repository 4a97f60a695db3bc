"""What was, for whoever asks: a period in numbers, and rows written into a new file. Reads the history alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import Any

from deskbreak.errors import UsageError
from deskbreak.history.export import FORMS, export_to_new_file
from deskbreak.history.periods import Period, day_named, named, period
from deskbreak.history.questions import Questions
from deskbreak.history.report import Frame, Known, report
from deskbreak.routine.catalogue import REGION_WORDS, Catalogue

EXPORTS = "exports"
"""The folder beside the history that rows are written to when no other place is named."""


def frame(catalogue: Catalogue, today: date, day_starts_seconds: int, begins: Callable[[date], datetime]) -> Frame:
    """How this person's days are counted, and what their stretches are for."""
    known = {each.id: Known(each.name, () if each.is_warm_up else each.regions) for each in catalogue.stretches}
    regions = {region: words for region, words in REGION_WORDS.items() if region != "warm-up"}
    return Frame(today, day_starts_seconds, begins, known, regions)


def beginning(zone: tzinfo | None, day_starts_seconds: int) -> Callable[[date], datetime]:
    """When a local day begins, in this zone or, for None, in the machine's."""

    def begins(day: date) -> datetime:
        at = datetime.combine(day, time(), zone) + timedelta(seconds=day_starts_seconds)
        return at if zone else at.astimezone()

    return begins


def asked_period(params: Mapping[str, Any], today: date) -> Period:
    """The period that was asked for: this one unless `start` names a day of another. Raises `UsageError`."""
    name = named(params.get("period", "week"))
    start = params.get("start")
    return period(name, today if start is None else day_named(start))


def statistics(history: Questions, params: Mapping[str, Any], around: Frame) -> dict[str, Any]:
    """The control method of this name. Raises `UsageError`."""
    return report(history, asked_period(params, around.today), around)


def export(history: Questions, params: Mapping[str, Any], around: Frame, folder: Path) -> dict[str, Any]:
    """Write the rows of a period into a file that is not there yet; `{"path", "rows"}`.

    Raises `UsageError` for what cannot be, and `DeskbreakError` when nothing could be written.
    """
    form, rows = params.get("form", "csv"), params.get("rows", "breaks")
    if form not in FORMS or rows not in ("breaks", "spans"):
        raise UsageError(f'"form" is one of {", ".join(FORMS)}, and "rows" is breaks or spans')
    of = asked_period(params, around.today)
    path = _target(params.get("path"), folder / EXPORTS / f"{rows}-{of.name}-{of.first.isoformat()}.{form}")
    bounds = around.begins(of.first), around.begins(of.end)
    count = export_to_new_file(history, path, form, rows, bounds)
    return {"path": str(path), "rows": count}


def _target(wished: object, usual: Path) -> Path:
    """The wished path, else the usual one with the first number that makes it new."""
    if wished is None or wished == "":
        number, path = 1, usual
        while path.exists():
            number += 1
            path = usual.with_stem(f"{usual.stem}-{number}")
        return path
    if not isinstance(wished, str) or not wished.isprintable():
        raise UsageError('"path" is the name of a file')
    path = Path(wished).expanduser()
    if not path.is_absolute():
        raise UsageError(f"{wished!r} does not say in which folder; begin it with / or ~")
    return path
