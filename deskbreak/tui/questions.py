"""The dialogs of the whole app: how long to put a break off, every key, and whether to leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import BindingsMap

from deskbreak.tui.acts import prompt_of
from deskbreak.tui.screens.dashboard import Dashboard

if TYPE_CHECKING:
    from textual.app import App

    from deskbreak.tui.app import DeskbreakApp
    from deskbreak.tui.reading import Moment
    from deskbreak.tui.screens.base import Face


async def choose_snooze(app: DeskbreakApp, moment: Moment) -> None:
    """Ask how long to put the break off."""
    from deskbreak.tui.screens.snooze import SnoozeDialog  # noqa: PLC0415 - only when asked for

    answer = prompt_of(moment)
    dialog = SnoozeDialog(moment.wishes.snooze_choices, moment.snoozes_left)
    await app.push_screen(
        dialog, lambda seconds: app.outbox.send("snooze", {"for": seconds, **answer}) if seconds else None
    )


async def show_keys(app: DeskbreakApp) -> None:
    """Show every key: of the room that is open, else of the dashboard and of a break."""
    from deskbreak.tui.screens.help import HelpDialog, sections  # noqa: PLC0415 - only when asked for
    from deskbreak.tui.screens.resting import RestScreen  # noqa: PLC0415

    face = app.stack.face
    here: tuple[tuple[str, type[Face]], ...] = (("Dashboard", Dashboard), ("In a break", RestScreen))
    if app.is_single:
        here = here[1:]
    elif face.ROOM:
        here = ((face.ROOM, type(face)),)
    owners: tuple[tuple[str, type[Face | App[int]]], ...] = (*here, ("Everywhere", type(app)))
    maps = [(title, BindingsMap(owner.BINDINGS)) for title, owner in owners]
    for _, bindings in maps:
        bindings.apply_keymap(app.keys.bound)
    await app.push_screen(HelpDialog(sections(app, maps, has_day=not app.is_single)))


async def leave(app: DeskbreakApp) -> None:
    """Leave, after asking when a break runs or is owed or reminders would stop; asked for again, without asking."""
    from deskbreak.tui.screens.quitting import SINGLE, QuitDialog, reasons  # noqa: PLC0415 - only when needed

    owns, moment = app.link.control.owns_service, app.moment
    is_owing = moment is not None and moment.is_owing
    is_resting = moment is not None and moment.resting is not None
    is_open = is_resting if app.is_single else owns or is_owing
    if isinstance(app.screen, QuitDialog) or not is_open:
        app.exit(0)
        return
    told = SINGLE if app.is_single else reasons(is_owing=is_owing, is_resting=is_resting, owns_service=owns)
    await app.push_screen(QuitDialog(told), lambda leaves: app.exit(0) if leaves else None)
