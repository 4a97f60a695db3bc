"""The files of config/: what a person copies or edits is what the program means."""

from __future__ import annotations

import configparser
import json
import plistlib
import re
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from deskbreak.cli.fields import Template
from deskbreak.settings import Settings, shipped
from deskbreak.settings.advice import warnings
from deskbreak.settings.model import PROFILES, keys
from deskbreak.settings.schema import json_schema
from deskbreak.settings.shipped import shipped_file, shipped_folder
from deskbreak.settings.writing import shown_toml, template

from .conftest import Home

VALIDATOR = Draft202012Validator(json_schema())


def test_the_shipped_file_is_written_from_the_model() -> None:
    assert shipped_file("deskbreak.toml").read_text() == template()


def test_loading_the_shipped_file_gives_the_defaults_all_from_the_file(home: Home) -> None:
    home.write(template())
    loaded = home.load()
    assert loaded.settings == Settings()
    assert all(origin.startswith(str(home.own)) for origin in loaded.origins.values())
    assert warnings(loaded) == ()


def test_the_shipped_file_shows_every_key_with_one_comment() -> None:
    lines = template().splitlines()
    for key in keys():
        if key.default is not None:
            places = [place for place, line in enumerate(lines) if line.startswith(f"{key.at[-1]} = ")]
            assert any(lines[place - 1] == f"# {key.doc}" for place in places), key.name
    assert all(key.doc.endswith(".") and "\n" not in key.doc for key in keys())


def test_the_shipped_schema_is_generated_from_the_model() -> None:
    Draft202012Validator.check_schema(json_schema())
    assert json.loads(shipped_file("deskbreak.schema.json").read_text()) == json_schema()


@pytest.mark.parametrize("name", ["deskbreak.toml", *(f"profiles/{profile}.toml" for profile in PROFILES)])
def test_every_shipped_settings_file_fits_the_schema_and_has_no_warning(home: Home, name: str) -> None:
    path = shipped_file(name)
    VALIDATOR.validate(tomllib.loads(path.read_text()))
    assert warnings(home.load(path)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "snoze = 1",
        "snooze.default = 300",
        'snooze.default = "5 apples"',
        "snooze.max_per_break = true",
        'breaks = [{ name = "a b", every = "1m", length = "1m" }]',
        'breaks = [{ name = "a" }]',
        "breaks = []",
        'profile = "gentel"',
        'presence.sources = ["x12"]',
        'schedule.hours.mon = ["9-5"]',
        'schedule.day_starts = "24:00"',
    ],
)
def test_the_schema_refuses_what_loading_refuses(home: Home, text: str) -> None:
    assert not VALIDATOR.is_valid(tomllib.loads(text))
    assert home.problems(text)


def test_what_show_prints_is_settings_again(home: Home) -> None:
    home.write('profile = "gentle"\nschedule.hours.mon = ["22:00-06:00"]\nlog.level = "debug"\n')
    loaded = home.load()
    home.write(shown_toml(loaded))
    assert home.load().settings == loaded.settings


def test_the_profiles_are_those_the_model_names() -> None:
    assert sorted(path.stem for path in shipped_file("profiles").iterdir()) == sorted(PROFILES)


def test_the_research_profile_names_its_source() -> None:
    assert "doi:10.1249/MSS.0000000000003109" in shipped_file("profiles", "research-30-5.toml").read_text()


def test_an_installed_copy_is_preferred_to_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "deskbreak"
    monkeypatch.setattr(shipped, "__file__", str(package / "settings" / "shipped.py"))
    assert shipped_folder() == tmp_path / "config"
    (package / "_shipped").mkdir(parents=True)
    assert shipped_folder() == package / "_shipped"


def test_the_systemd_unit_runs_the_service() -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.read_string(shipped_file("deskbreak.service").read_text())
    assert unit["Service"]["ExecStart"].endswith("deskbreak service run")
    assert unit["Install"]["WantedBy"] == "graphical-session.target"


def test_the_launchd_agent_runs_the_service() -> None:
    agent = plistlib.loads(shipped_file("deskbreak.plist").read_bytes())
    assert agent["ProgramArguments"][-1] == "exec deskbreak service run"


@pytest.mark.parametrize("path", sorted(shipped_file("bars").iterdir()), ids=lambda path: path.name)
def test_every_status_bar_snippet_uses_fields_that_exist(path: Path) -> None:
    formats = re.findall(r"deskbreak status .*?--format '(.*?)'", path.read_text())
    assert formats
    for text in formats:
        Template(text.replace('\\"', '"'))


def test_the_waybar_snippet_prints_json() -> None:
    text = shipped_file("bars", "waybar.jsonc").read_text()
    module = json.loads("\n".join(line for line in text.splitlines() if not line.startswith("//")))["custom/deskbreak"]
    template = module["exec"].split("'")[1]
    assert json.loads(Template(template).fill({"state": "sitting"}))["class"] == "sitting"
