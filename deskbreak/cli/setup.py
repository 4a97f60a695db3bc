"""`deskbreak setup`: asks what a routine has to know of a person's body, and writes the answers to the settings.

Every question can be skipped; it can be run as often as one likes.
"""

from __future__ import annotations

import json
import os
import sys

from deskbreak.cli.text import plain
from deskbreak.errors import DONE, DeskbreakError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from deskbreak.body.questions import Question
    from deskbreak.routine.catalogue import Catalogue
    from deskbreak.settings import Loaded
    from deskbreak.settings.model import Routine


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what is asked; there is nothing to choose."""
    parser.epilog = "It asks where you can stretch, where you are tightest, and what has to be left out."


def run(args: argparse.Namespace) -> int:
    """Ask and write; raises `SettingsError` when the settings have problems already."""
    from deskbreak.body.questions import LIMITS, questions
    from deskbreak.cli.own import own_catalogue, print_lines
    from deskbreak.settings import load

    loaded, catalogue = load(args.config, os.environ, args.set or ()), own_catalogue()
    print_lines(LIMITS)
    answered = True
    for question in questions(catalogue):
        before = _current(loaded, question)
        answer = _ask(question, before)
        if answer is None:
            answered = False
            break
        if answer != before:
            _write(args, loaded, question, answer)
    print()
    print_lines(_left(catalogue, load(args.config, os.environ, args.set or ()).settings.routine))
    print("Thank you; deskbreak setup changes it again." if answered else "The rest stays as it is.")
    _tell_service()
    return DONE


def _current(loaded: Loaded, question: Question) -> tuple[str, ...]:
    section, name = question.key.split(".")
    values: tuple[str, ...] = getattr(getattr(loaded.settings, section), name)
    return values


def _ask(question: Question, current: tuple[str, ...]) -> tuple[str, ...] | None:
    """The values chosen; None when there is no more input."""
    from deskbreak.body.questions import NoSuchOption, chosen

    print()
    print(question.words)
    for line in _options(question, current):
        print(line)
    while True:
        print(f"{_hint(question)}: ", end="", flush=True)
        text = sys.stdin.readline()
        if not text:
            print()
            return None
        try:
            return chosen(question, text, current)
        except NoSuchOption as wrong:
            print(f"  {plain(wrong)}")


def _options(question: Question, current: tuple[str, ...]) -> Iterator[str]:
    """One line each, a star at those that are in the settings now."""
    for number, option in enumerate(question.options, 1):
        mark = "*" if option.value in current else " "
        yield f"  {mark} {number:>2}  {plain(option.value):<10}  {plain(option.words)}"
    if question.nothing:
        yield f"  {' ' if current else '*'}  0  {question.nothing}"


def _hint(question: Question) -> str:
    nothing = f', "0" for {question.nothing}' if question.nothing else ""
    return f"Numbers or names{nothing}, Enter for what it is now (*)"


def _write(args: argparse.Namespace, loaded: Loaded, question: Question, answer: tuple[str, ...]) -> None:
    from deskbreak.settings import load
    from deskbreak.settings.edit import set_value

    set_value(loaded.write_path, question.key, json.dumps(answer))
    now = load(args.config, os.environ, args.set or ())
    if _current(now, question) != answer:
        path, _ = now.place(tuple(question.key.split(".")))
        print(f"but {question.key} is also set by {path}, which wins", file=sys.stderr)


def _left(catalogue: Catalogue, routine: Routine) -> Iterator[str]:
    """How many stretches these answers leave, and which of the two that every break should have they do not."""
    from deskbreak.cli.own import personal_request
    from deskbreak.routine.choice import Choice
    from deskbreak.routine.lacks import lacks
    from deskbreak.routine.planner import find_kit

    request = personal_request(routine, 0.0)
    choice = Choice(catalogue, request, find_kit(catalogue, request))
    everywhere = [stretch for stretch in catalogue.stretches if not stretch.is_warm_up]
    yield f"{len(choice.kit)} of {len(everywhere)} stretches are left to choose from."
    yield from lacks(choice, choice.kit)


def _tell_service() -> None:
    """A running service need not offer these questions any more; it reads the settings by itself."""
    from deskbreak.control.client import connect

    try:
        with connect(os.environ) as client:
            client.call("asked")
    except DeskbreakError:
        return  # none runs: what was answered is in the settings
