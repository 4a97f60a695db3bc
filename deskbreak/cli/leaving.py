"""Leaves a stretch out of all routines, and lets it back in: one key of the person's settings."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from deskbreak.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from deskbreak.routine.catalogue import Catalogue, Stretch
    from deskbreak.settings import Loaded

KEY = "routine.left_out"


def leave_out(args: argparse.Namespace, stretch: Stretch) -> None:
    """Never show it again."""
    if problem := keep_out(args, stretch.id):
        print(f"but {problem}", file=sys.stderr)
    print(f"{stretch.name} is left out; deskbreak stretches let-in {stretch.id} lets it back in")


def keep_out(args: argparse.Namespace, id_: str) -> str:
    """Write down that a stretch is left out from now on; why that does not hold, "" when it does."""
    loaded = _load(args)
    left_out = loaded.settings.routine.left_out
    return "" if id_ in left_out else _write(args, loaded, (*left_out, id_))


def let_in(args: argparse.Namespace, catalogue: Catalogue, id_: str) -> None:
    """Show it again; says so when a condition keeps it out all the same. An id nobody knows any more can go too."""
    loaded = _load(args)
    routine = loaded.settings.routine
    stretch = catalogue.get(id_)
    if stretch is None and id_ not in routine.left_out:
        raise UsageError(f"no stretch called {id_!r} is left out")
    others = tuple(each for each in routine.left_out if each != id_)
    if id_ in routine.left_out and (problem := _write(args, loaded, others)):
        print(f"but {problem}", file=sys.stderr)
    name = stretch.name if stretch else id_
    conditions = [tag for tag in routine.leave_out if stretch and tag in stretch.leave_out]
    if conditions:
        print(f"{name} stays out because of {' and '.join(conditions)} (routine.leave_out; deskbreak setup changes it)")
    else:
        print(f"{name} is in")


def _load(args: argparse.Namespace) -> Loaded:
    from deskbreak.settings import load

    return load(args.config, os.environ, args.set or ())


def _write(args: argparse.Namespace, loaded: Loaded, left_out: tuple[str, ...]) -> str:
    """Write the list; a running service sees the file change. Why it does not hold, "" when it does."""
    from deskbreak.settings.edit import set_value

    set_value(loaded.write_path, KEY, json.dumps(left_out))
    now = _load(args)
    if now.settings.routine.left_out == left_out:
        return ""
    path, _ = now.place(("routine", "left_out"))
    return f"{KEY} is also set by {Path(path).name or path}, which wins"
