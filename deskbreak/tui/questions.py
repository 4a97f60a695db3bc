"""The dialogs of the whole app: how long to put a break off, every key, command and theme, and whether to leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskbreak.tui.acts import prompt_of
from deskbreak.tui.screens.dashboard import Dashboard

if TYPE_CHECKING:
    from deskbreak.tui.app import DeskbreakApp
    from deskbreak.tui.reading import Moment


async def choose_snooze(app: DeskbreakApp, moment: Moment) -> None:
    """Ask how long to put the break off."""
    from deskbreak.tui.screens.snooze import SnoozeDialog  # noqa: PLC0415 - only when asked for

    answer = prompt_of(moment)
    dialog = SnoozeDialog(moment.wishes.snooze_choices, moment.snoozes_left)
    await app.push_screen(
        dialog, lambda seconds: app.outbox.send("snooze", {"for": seconds, **answer}) if seconds else None
    )


async def show_keys(app: DeskbreakApp) -> None:
    """Show every key: of the screen in sight, and of what may come over it."""
    from deskbreak.tui.manual import chapters  # noqa: PLC0415 - only when asked for
    from deskbreak.tui.screens.help import HelpDialog, sections  # noqa: PLC0415

    told = [(place.title, place.bound(app.keys.bound)) for place in chapters(type(app.stack.face))]
    await app.push_screen(HelpDialog(sections(app, told, has_day=isinstance(app.stack.face, Dashboard))))


def show_commands(app: DeskbreakApp) -> None:
    """Offer every command, unless they are offered already."""
    from deskbreak.tui.palette import Commands, Palette  # noqa: PLC0415 - only when asked for

    if not isinstance(app.screen, Palette):
        app.push_screen(Palette([Commands], id="--command-palette"))


def show_themes(app: DeskbreakApp) -> None:
    """Offer every theme."""
    from textual.theme import ThemeProvider  # noqa: PLC0415 - only when asked for

    from deskbreak.tui.palette import Palette  # noqa: PLC0415

    app.push_screen(Palette([ThemeProvider], placeholder="Search for themes…"))


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
