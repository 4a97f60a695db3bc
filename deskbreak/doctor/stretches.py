"""A person's own stretches: whether each file says something that can be used. Opens for reading only."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from deskbreak.doctor.report import Check, absent, trouble, works
from deskbreak.paths import config_folder
from deskbreak.routine.files import FOLDER, load_catalogue, own_files

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
