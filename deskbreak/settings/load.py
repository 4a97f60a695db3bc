"""The settings in effect: defaults < profile < files < environment < `--set`, or every problem of them at once.

Only reads. Nothing that is needed only to edit, watch or explain settings is imported on this way.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from deskbreak.errors import SettingsError
from deskbreak.settings.checks import contradictions
from deskbreak.settings.files import Places, find_places
from deskbreak.settings.layers import Layer, environment_layer, file_layer, missing_file, option_layer
from deskbreak.settings.model import DEFAULT_BREAKS, BreakKind, Settings, keys, settings_of
from deskbreak.settings.problems import Finding, Findings, KeyPath, Problem, printable
from deskbreak.settings.reading import Values
from deskbreak.settings.shipped import shipped_file

_KIND_KEYS = ("name", "every", "length")

Sources = dict[tuple[str, ...], tuple[Layer, KeyPath]]
"""For each value: the layer it came from and its path there."""


@dataclass(frozen=True)
class Loaded:
    """Settings and where they came from."""

    settings: Settings
    path: Path | None  # the most important file in effect
    write_path: Path
    watch_paths: tuple[Path, ...]
    sources: Sources
    layers: tuple[Layer, ...]  # the least important first

    @cached_property
    def origins(self) -> Mapping[str, str]:
        """For each key "file:line", "profile NAME", "environment", "--set" or "default"."""
        return {".".join(at): self.origin(at) for at in _paths(self.settings)}

    def origin(self, at: tuple[str, ...]) -> str:
        """Where the value at one path came from."""
        if at not in self.sources:
            return "default"
        layer, place = self.sources[at]
        if layer.path is None or layer.label != str(layer.path):
            return layer.label
        path, line = layer.place(place)
        return f"{path}:{line}" if line else path

    def place(self, at: tuple[str, ...]) -> tuple[str, int | None]:
        """File and line of the value at one path; ("default", None) if nothing set it."""
        if at not in self.sources:
            return "default", None
        layer, place = self.sources[at]
        return layer.place(place)


def load(
    config_path: Path | str | None = None,
    environ: Mapping[str, str] | None = None,
    overrides: Sequence[str] = (),
) -> Loaded:
    """The settings in effect. Raises SettingsError with every problem of every layer."""
    environ = os.environ if environ is None else environ
    places = find_places(Path(config_path) if config_path else None, environ)
    files = _file_layers(places)
    return combined([*files, environment_layer(environ), option_layer(overrides)], places)


def _file_layers(places: Places) -> list[Layer]:
    """The files there are, the least important first."""
    if places.named:
        return [file_layer(places.named) or missing_file(places.named)]
    return [layer for path in reversed(places.all) if (layer := file_layer(path))]


def combined(layers: Sequence[Layer], places: Places) -> Loaded:
    """The layers, least important first, on top of the defaults and the profile they choose. Raises SettingsError."""
    profile = next((layer.values["profile",] for layer in reversed(layers) if ("profile",) in layer.values), "")
    if profile:
        layers = [_profile_layer(profile), *layers]
    problems = [problem for layer in layers for problem in layer.problems]
    values, sources = _merged(layers, problems)
    loaded = Loaded(settings_of(values), _path_in_effect(layers), places.write_path, places.all, sources, tuple(layers))
    if not any(problem.key.startswith("schedule.hours") for problem in problems):
        problems += _contradictory(loaded)
    if problems:
        raise SettingsError(tuple(problems))
    return loaded


def _profile_layer(name: str) -> Layer:
    path = shipped_file("profiles", f"{name}.toml")
    return file_layer(path, f"profile {name}") or missing_file(path)


def _path_in_effect(layers: Sequence[Layer]) -> Path | None:
    own = [layer.path for layer in layers if layer.path and layer.label == str(layer.path)]
    return own[-1] if own else None


def _merged(layers: Sequence[Layer], problems: list[Problem]) -> tuple[Values, Sources]:
    values: Values = {}
    sources: Sources = {}
    kinds: tuple[BreakKind, ...] = DEFAULT_BREAKS
    for layer in layers:
        for at, value in layer.values.items():
            if at == ("breaks",):
                kinds = value
                sources = {path: source for path, source in sources.items() if path[0] != "breaks"}
                sources |= _kind_sources(layer, kinds)
            elif at[0] == "breaks":
                kinds = _with_changed(kinds, at, value, layer, sources, problems)
            else:
                values[at] = value
                sources[at] = (layer, at)
    values["breaks",] = kinds
    return values, sources


def _kind_sources(layer: Layer, kinds: tuple[BreakKind, ...]) -> Sources:
    return {
        ("breaks", kind.name, name): (layer, ("breaks", index, name))
        for index, kind in enumerate(kinds)
        for name in _KIND_KEYS
    }


def _with_changed(
    kinds: tuple[BreakKind, ...],
    at: tuple[str, ...],
    value: Any,
    layer: Layer,
    sources: Sources,
    problems: list[Problem],
) -> tuple[BreakKind, ...]:
    """The kinds with one key of the kind named by `at` changed; a variable's name has lost its case and its dashes."""
    wanted = at[1].casefold().replace("-", "_")
    found = next((kind for kind in kinds if kind.name.casefold().replace("-", "_") == wanted), None)
    if found is None:
        known = ", ".join(f"`{kind.name}`" for kind in kinds)
        problems.append(layer.problem(Finding(at, f"`{printable(at[1])}`", f"one of {known}", "no such kind of break")))
        return kinds
    sources["breaks", found.name, at[2]] = (layer, at)
    if at[2] == "name":
        for name in _KIND_KEYS:
            if ("breaks", found.name, name) in sources:
                sources["breaks", value, name] = sources.pop(("breaks", found.name, name))
    return tuple(replace(kind, **{at[2]: value}) if kind is found else kind for kind in kinds)


def _contradictory(loaded: Loaded) -> Iterator[Problem]:
    findings = Findings()
    contradictions(loaded.settings, findings)
    for finding in findings.found:
        at = tuple(str(part) for part in finding.at)
        layer, place = loaded.sources.get(at, (Layer("default"), finding.at))
        yield layer.problem(replace(finding, at=place))


def _paths(settings: Settings) -> Iterator[tuple[str, ...]]:
    """The path of every value there is."""
    for each in keys():
        if each.default is not None or (settings.schedule.hours and getattr(settings.schedule.hours, each.at[-1])):
            yield each.at
    for kind in settings.breaks:
        for name in _KIND_KEYS:
            yield ("breaks", kind.name, name)
    for id_, _ in settings.keys:
        yield ("keys", id_)
