"""The settings over the control socket: the form, checking, setting, setting back; and the records beside them."""

from pathlib import Path
from typing import Any

import pytest

from deskbreak.errors import SettingsError, UsageError
from deskbreak.keymap import USUAL
from deskbreak.service.settings_form import check
from deskbreak.settings.load import load
from deskbreak.settings.model import keys
from deskbreak.settings.problems import Problem
from tests.service.world import World


async def field(world: World, key: str) -> dict[str, Any]:
    form = await world.call("settings")
    found: dict[str, Any] = next(each for each in form["keys"] if each["key"] == key)
    return found


async def test_the_form_has_every_key_of_the_model_and_of_every_kind(world: World) -> None:
    form = await world.call("settings")
    names = [each["key"] for each in form["keys"]]
    assert set(names) == {each.name for each in keys()} | {
        f"breaks.{kind}.{name}" for kind in ("move", "stretch") for name in ("name", "every", "length")
    } | {f"keys.{id_}" for id_ in USUAL}
    assert len(names) == len(set(names))
    assert all(each["doc"] and each["allowed"] for each in form["keys"])
    assert {each["section"] for each in form["keys"]} - {""} <= set(form["sections"])
    assert form["write_path"] == str(world.config)


def test_a_key_for_two_things_is_refused_in_the_words_of_config_check(tmp_path: Path) -> None:
    clean, wrong = tmp_path / "clean.toml", tmp_path / "wrong.toml"
    clean.touch()
    wrong.write_text('[keys]\n"break.skip" = ["z"]\n')
    with pytest.raises(SettingsError) as caught:
        load(wrong, {})
    (problem,) = caught.value.problems
    assert isinstance(problem, Problem)
    said = check(load(clean, {}), {"key": "keys.break.skip", "value": "z"})
    assert said == {"problem": problem.message, "warning": ""}
    assert "break.snooze" in problem.message


async def test_a_key_of_the_screen_is_set_and_set_back_like_any_other(world: World) -> None:
    await world.call("set", key="keys.break.skip", value="x, f5")
    told = await field(world, "keys.break.skip")
    assert (told["value"], told["default"], told["is_own"]) == ("x, f5", "k", True)
    await world.call("reset", key="keys.break.skip")
    assert (await field(world, "keys.break.skip"))["value"] == "k"


async def test_a_field_says_where_its_value_comes_from(world: World) -> None:
    own = await field(world, "prompt.warn_before")
    assert (own["value"], own["is_own"], own["is_default"]) == ("0s", True, False)
    assert own["origin"] == f"{world.config}:2"
    usual = await field(world, "snooze.default")
    assert (usual["value"], usual["is_own"], usual["origin"], usual["default"]) == ("5m", False, "default", "5m")


@pytest.mark.parametrize(
    ("key", "value"),
    [("skip.allowed", "true"), ("snooze.choices", "5m, 10m, 15m, 30m"), ("schedule.hours.mon", ""), ("profile", "")],
)
async def test_values_are_as_a_person_would_type_them(world: World, key: str, value: str) -> None:
    assert (await field(world, key))["value"] == value


async def test_every_value_shown_can_be_typed_again(world: World) -> None:
    for each in (await world.call("settings"))["keys"]:
        if each["value"] or each["key"] in ("profile", "cues.voice"):
            said = await world.call("check", key=each["key"], value=each["value"])
            assert said["problem"] == "", each["key"]


async def test_checking_says_what_is_wrong_and_writes_nothing(world: World) -> None:
    before = world.config.read_text()
    said = await world.call("check", key="snooze.default", value="5")
    assert "allowed: a duration" in said["problem"]
    assert world.config.read_text() == before


async def test_checking_warns_of_what_is_probably_not_meant(world: World) -> None:
    said = await world.call("check", key="breaks.move.every", value="2m")
    assert said["problem"] == ""
    assert "hardly get to work" in said["warning"]


async def test_a_key_is_set_and_set_back_at_once(world: World) -> None:
    await world.call("set", key="snooze.default", value="12m")
    assert (await world.call("status"))["snooze_seconds"] == 720.0
    await world.call("reset", key="snooze.default")
    assert (await world.call("status"))["snooze_seconds"] == 300.0


async def test_a_kind_goes_back_to_what_it_usually_is(world: World) -> None:
    await world.call("set", key="breaks.move.every", value="50m")
    await world.call("reset", key="breaks.move.every")
    assert (await field(world, "breaks.move.every"))["value"] == "30m"


@pytest.mark.parametrize(
    ("method", "params"), [("check", {"key": "snooze.default"}), ("reset", {}), ("reset", {"key": 7})]
)
async def test_bad_parameters_are_refused(world: World, method: str, params: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        await world.handler.call(method, params)


async def test_an_unknown_key_cannot_be_set_back(world: World) -> None:
    with pytest.raises(SettingsError):
        await world.handler.call("reset", {"key": "snooze.defualt"})
    with pytest.raises(UsageError):
        await world.handler.call("reset", {"key": "breaks.nap.every"})


async def test_a_test_notification_leaves_the_prompt_alone(world: World) -> None:
    await world.pass_time(1800)
    assert await world.call("notify_test") == {"backend": "fake"}
    await world.call("notify_test", sound=True)
    assert len(world.notifier.shown) == 2
    assert world.notifier.history[-1].sound
    await world.press("skip", next(iter(world.notifier.shown)))
    assert world.outcomes() == [("move", "skipped")]


async def test_statistics_are_of_this_week_unless_told(world: World) -> None:
    await world.pass_time(1800)
    await world.press("skip")
    week = await world.call("statistics")
    assert (week["period"], week["start"], week["summary"]["breaks"]["skipped"]) == ("week", "2026-03-02", 1)
    year = await world.call("statistics", period="year", start="2025-07-01")
    assert (year["start"], year["summary"]["breaks"]["skipped"]) == ("2025-01-01", 0)


@pytest.mark.parametrize("params", [{"period": "decade"}, {"start": "soon"}, {"start": 5}, {"start": "9999-12-31"}])
async def test_a_period_there_is_not_is_refused(world: World, params: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        await world.handler.call("statistics", params)


@pytest.mark.parametrize(("form", "first"), [("csv", "kind,outcome"), ("jsonl", '{"kind": "move"')])
async def test_rows_are_exported_beside_the_history_and_nothing_is_overwritten(
    world: World, form: str, first: str
) -> None:
    await world.pass_time(1800)
    await world.press("skip")
    made = [(await world.call("export", form=form))["path"] for _ in range(2)]
    assert made == [str(world.folder / "exports" / f"breaks-week-2026-03-02{number}.{form}") for number in ("", "-2")]
    assert (world.folder / "exports" / f"breaks-week-2026-03-02.{form}").read_text().startswith(first)
    with pytest.raises(UsageError, match="stays as it is"):
        await world.handler.call("export", {"form": form, "path": made[0]})


@pytest.mark.parametrize("path", ["rows.csv", "../rows.csv", "/tmp/a\nb", 5])
async def test_an_export_needs_a_whole_path(world: World, path: object) -> None:
    with pytest.raises(UsageError):
        await world.handler.call("export", {"path": path})
