"""A person's own stretches, and the names of what is left out: whether each can be used. Opens for reading only."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from deskbreak.doctor.report import Check, absent, trouble, works
from deskbreak.paths import config_folder
from deskbreak.routine.files import FOLDER, load_catalogue, own_files
from deskbreak.routine.problems import shown
from deskbreak.settings.model import Routine

GROUP, NAME = "files", "own stretches"


def stretch_checks(environ: Mapping[str, str]) -> list[Check]:
    """One row, or one for each problem with its file and line."""
    config = Path(config_folder(environ))
    files = own_files(config / FOLDER)
    if not files:
        return [absent(GROUP, NAME, f"none in {config / FOLDER}; a new one: deskbreak stretches new ID")]
    loaded = load_catalogue(config)
    if loaded.problems:
        mend = "mend that file; until then this stretch is as deskbreak has it, or is not there"
        return [trouble(GROUP, NAME, str(problem), mend) for problem in loaded.problems]
    own = sum(bool(stretch.origin) for stretch in loaded.catalogue.stretches)
    return [works(GROUP, NAME, f"{own} in {len(files)} file{'s' * (len(files) != 1)} of {config / FOLDER}")]


def left_out_checks(routine: Routine, environ: Mapping[str, str]) -> list[Check]:
    """A row for each name that leaves nothing out, for what it was meant for may still come; none when all is well.

    Only the settings and a person's own files together tell: any of them may name stretches and conditions.
    """
    catalogue = load_catalogue(config_folder(environ)).catalogue
    stretches = {stretch.id for stretch in catalogue.stretches}
    conditions = {condition.tag for condition in catalogue.conditions}
    return [
        *_unknown("routine.left_out", routine.left_out, stretches, "deskbreak stretches"),
        *_unknown("routine.leave_out", routine.leave_out, conditions, "deskbreak stretches conditions"),
    ]


def _unknown(key: str, names: Collection[str], known: Collection[str], listed: str) -> Iterator[Check]:
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            meant = f"write {near[0]}" if near else f"see what there is: {listed}"
            yield trouble("settings", key, f"{shown(name)} is not known and leaves nothing out", meant)
