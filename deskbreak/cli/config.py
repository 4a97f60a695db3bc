"""`deskbreak config`: shows, checks, writes and changes the settings. Works without a service."""

from __future__ import annotations

import os
import sys

from deskbreak.errors import DONE, FAILED, DeskbreakError, SettingsError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from pathlib import Path

    from deskbreak.settings import Loaded


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the subcommands of `deskbreak config`."""
    commands = parser.add_subparsers(dest="config_command", metavar="COMMAND", required=True)
    commands.add_parser("path", help="print the settings file in effect, or the one that would be")
    init = commands.add_parser("init", help="write a settings file with every key and its default")
    init.add_argument("--force", action="store_true", help="replace an existing file, keeping it as .bak")
    check = commands.add_parser("check", help="list every problem, with file and line, and what may not be meant")
    check.add_argument("file", nargs="?", metavar="FILE", help="check this file alone (default: all in effect)")
    show = commands.add_parser("show", help="print the effective settings as TOML, each with its origin")
    show.add_argument("--json", action="store_true", help="print them as JSON, without the origins")
    get = commands.add_parser("get", help="print the value of one key, or the keys of one section")
    get.add_argument("key", metavar="KEY", help="such as snooze.default or breaks.move.every")
    change = commands.add_parser("set", help="change one key of the settings file, keeping its comments")
    change.add_argument("key", metavar="KEY", help="such as snooze.default or breaks.move.every")
    change.add_argument("value", metavar="VALUE", help="such as 10m, true, 3 or 5m,10m")
    commands.add_parser("edit", help="open the settings file in $VISUAL or $EDITOR, then check it")
    commands.add_parser("schema", help="print the JSON schema of the settings file")


def run(args: argparse.Namespace) -> int:
    """Do what was asked for; raises `SettingsError` with every problem, `DeskbreakError` for what cannot be done."""
    actions = {
        "path": _path,
        "init": _init,
        "check": _check,
        "show": _show,
        "get": _get,
        "set": _set,
        "edit": _edit,
        "schema": _schema,
    }
    return actions[args.config_command](args)


def _load(args: argparse.Namespace) -> Loaded:
    from deskbreak.settings import load

    return load(args.config, os.environ, args.set or ())


def _write_path(args: argparse.Namespace) -> Path:
    from pathlib import Path

    from deskbreak.settings.files import find_places

    return find_places(Path(args.config) if args.config else None, os.environ).write_path


def _path(args: argparse.Namespace) -> int:
    from pathlib import Path

    from deskbreak.settings.files import find_places

    places = find_places(Path(args.config) if args.config else None, os.environ)
    there = next((path for path in places.all if os.path.lexists(path)), None)
    if there is None:
        _say(f"no such file yet: the defaults are in effect; `deskbreak config init` writes {places.write_path}")
    print(there or places.write_path)
    return DONE


def _init(args: argparse.Namespace) -> int:
    from deskbreak.settings.storing import write_whole
    from deskbreak.settings.writing import template

    path = _write_path(args)
    if os.path.lexists(path):
        if not args.force:
            _say(f"{path} exists and is left as it is; --force replaces it and keeps it as .bak")
            return FAILED
        _keep(path)
    _attempt(path, lambda: write_whole(path, template()))
    print(path)
    return DONE


def _keep(path: Path) -> None:
    from deskbreak.atomic import replace_file

    kept = path.with_name(f"{path.name}.bak")
    number = 1
    while os.path.lexists(kept):
        number += 1
        kept = path.with_name(f"{path.name}.bak{number}")
    if path.exists():
        mode = path.stat().st_mode & 0o777
        _attempt(kept, lambda: replace_file(kept, path.read_bytes(), mode=mode))
        _say(f"kept the former file as {kept}")


def _attempt(path: Path, act: Callable[[], object]) -> None:
    try:
        act()
    except OSError as error:
        raise DeskbreakError(f"{path}: {error.strerror or error}") from error


def _check(args: argparse.Namespace) -> int:
    loaded = _alone(args.file) if args.file else _load(args)
    _warn(loaded)
    where = loaded.path or "no settings file"
    print(f"{where}: no problems" if loaded.path else f"{where}: the defaults are in effect, no problems")
    return DONE


def _alone(file: str) -> Loaded:
    from deskbreak.settings import load

    return load(file, {})


def _warn(loaded: Loaded) -> None:
    from deskbreak.settings.advice import warnings

    for warning in warnings(loaded):
        _say(f"warning: {warning}")


def _show(args: argparse.Namespace) -> int:
    from deskbreak.settings.writing import plain_table, shown_toml

    loaded = _load(args)
    if args.json:
        import json

        print(json.dumps(plain_table(loaded), indent=2, ensure_ascii=False))
    else:
        print(shown_toml(loaded), end="")
    return DONE


def _get(args: argparse.Namespace) -> int:
    from deskbreak.settings.writing import plain_table, value_text

    value: object = plain_table(_load(args))
    for part in args.key.split("."):
        value = _below(value, part)
        if value is None:
            raise _unknown(args.key)
    if isinstance(value, str):
        print(value)
    elif isinstance(value, dict) or (isinstance(value, list) and value and isinstance(value[0], dict)):
        _print_table(args.key, value)
    else:
        print(value_text(value))
    return DONE


def _below(value: object, part: str) -> object:
    if isinstance(value, dict):
        return value.get(part)
    if isinstance(value, list):
        return next((entry for entry in value if isinstance(entry, dict) and entry["name"] == part), None)
    return None


def _print_table(key: str, value: object) -> None:
    import tomli_w

    table = value if isinstance(value, dict) else {key: value}
    print(tomli_w.dumps(table), end="")


def _unknown(key: str) -> Exception:
    from deskbreak.settings.layers import Layer
    from deskbreak.settings.problems import Findings
    from deskbreak.settings.reading import setting_form, unknown_setting

    at = tuple(key.split("."))
    if setting_form(at):
        what = "no such kind of break" if at[0] == "breaks" else "not set: there are no such working hours"
        return UsageError(f"{key}: {what}")
    findings = Findings()
    unknown_setting(key, findings)
    return SettingsError(tuple(Layer("").problem(finding) for finding in findings.found))


def _set(args: argparse.Namespace) -> int:
    from deskbreak.settings.edit import set_value

    path = _write_path(args)
    try:
        written = set_value(path, args.key, args.value)
    except SettingsError as error:
        if any(getattr(problem, "line", None) for problem in error.problems):
            _say(f"{args.key} is not set: the file has problems already; mend them first (deskbreak config edit)")
        raise
    _say(f"{path}: {args.key} is set")
    _warn(written)
    _say_if_overruled(args, path)
    return DONE


def _say_if_overruled(args: argparse.Namespace, path: Path) -> None:
    try:
        origin = _load(args).origins.get(args.key, "")
    except SettingsError:
        return  # what is wrong elsewhere is for `config check` to say
    if not origin.startswith(str(path)):
        _say(f"but {args.key} is also set by {origin}, which wins")


def _edit(args: argparse.Namespace) -> int:
    import shlex
    import subprocess

    from deskbreak.settings.storing import write_whole
    from deskbreak.settings.writing import template

    path = _write_path(args)
    if not os.path.lexists(path):
        _attempt(path, lambda: write_whole(path, template()))
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ("notepad" if sys.platform == "win32" else "vi")
    try:
        status = subprocess.run([*shlex.split(editor), str(path)], check=False).returncode
    except (OSError, ValueError) as error:
        raise DeskbreakError(f"the editor `{editor}` cannot be started: {error}") from error
    if status:
        _say(f"the editor `{editor}` ended with status {status}")
    _warn(_alone(str(path)))
    return FAILED if status else DONE


def _schema(args: argparse.Namespace) -> int:  # noqa: ARG001 - all actions take the arguments
    import json

    from deskbreak.settings.schema import json_schema

    print(json.dumps(json_schema(), indent=2, ensure_ascii=False))
    return DONE


def _say(text: str) -> None:
    print(text, file=sys.stderr)
