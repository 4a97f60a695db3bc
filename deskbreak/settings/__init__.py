"""What a person can set: a TOML file becomes a frozen model, or a list of problems each naming file, line and key.

    model  every key, its form (forms, clock, durations), its default and one sentence
    load   the layers of files (files, layers, reading) merged and checked (checks)
    rules  the engine's view of it
    edit   changes one key and keeps the comments; watch  tells of a saved change
    locate, schema, template, show   lines, JSON schema, the shipped file, the effective settings as TOML

Only `load`, the model and the rules are imported here; the rest is imported by whoever needs it.
"""

from deskbreak.settings.load import Loaded, load
from deskbreak.settings.model import BreakKind, Settings
from deskbreak.settings.problems import Problem
from deskbreak.settings.rules import engine_rules

__all__ = ["BreakKind", "Loaded", "Problem", "Settings", "engine_rules", "load"]
