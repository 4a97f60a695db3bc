"""The settings as JSON schema, for editors that complete and check TOML. Generated from the model, never by hand."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from deskbreak.keymap import USUAL
from deskbreak.settings.model import MOST_BREAKS, BreakKind, Settings
from deskbreak.settings.reading import KEYS_FORM


def json_schema() -> dict[str, Any]:
    """The schema of a settings file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "deskbreak settings",
        "$defs": {"keys": KEYS_FORM.schema()},
        **_table(Settings, required=False),
    }


def _table(cls: type, *, required: bool) -> dict[str, Any]:
    table: dict[str, Any] = {
        "type": "object",
        "description": (cls.__doc__ or "").strip(),
        "additionalProperties": False,
        "properties": {each.name: _property(each) for each in fields(cls)},
    }
    if required:
        table["required"] = [each.name for each in fields(cls)]
    return table


def _property(each: Any) -> dict[str, Any]:
    if each.name == "breaks":
        return {"type": "array", "minItems": 1, "maxItems": MOST_BREAKS, "items": _table(BreakKind, required=True)}
    if each.name == "keys":
        return _keys()
    if "section" in each.metadata:
        return _table(each.metadata["section"], required=False)
    form = each.metadata["form"]
    described = {**form.schema(), "description": each.metadata["doc"]}
    has_default = isinstance(each.default, (str, int, float, tuple))
    return {**described, "default": form.plain(each.default)} if has_default else described


def _keys() -> dict[str, Any]:
    """Keys by their ids, as they are in quotes and as TOML reads them without."""
    form = {"$ref": "#/$defs/keys"}
    grouped: dict[str, Any] = {}
    for id_ in USUAL:
        group, name = id_.split(".")
        table = grouped.setdefault(group, {"type": "object", "additionalProperties": False, "properties": {}})
        table["properties"][name] = form
    return {
        "type": "object",
        "description": "Keys of the screen, by the ids of what they do.",
        "additionalProperties": False,
        "properties": {**dict.fromkeys(USUAL, form), **grouped},
    }
