"""Where which keys work and what they do, read from the bindings: for the help, and for the settings of each key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from textual.binding import Binding, BindingsMap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import Keymap
    from textual.dom import DOMNode

_COMES: Final = {"dashboard": ("break", "closing"), "break": ("closing",)}
"""What comes by itself from a place, so that its help tells of it too."""


class Place(NamedTuple):
    """What it is called, and the classes whose keys work there."""

    title: str
    owners: tuple[type[DOMNode], ...]

    @property
    def bindings(self) -> BindingsMap:
        """What there is to know of: not the moving of the focus, nor answers whose number stands beside them."""
        return BindingsMap([binding for owner in self.owners for binding in _own(owner) if _is_told(binding)])

    def bound(self, keymap: Keymap) -> list[Binding]:
        """The same with these keys, each in the place of the usual one."""
        bindings = self.bindings
        ids = [binding.id for _, binding in bindings]
        bindings.apply_keymap(keymap)
        return sorted((binding for _, binding in bindings), key=lambda binding: ids.index(binding.id))


def places() -> dict[str, Place]:
    """All there are, by the names the keymap has for them; they are loaded only now."""
    from deskbreak.tui.app import DeskbreakApp  # noqa: PLC0415 - the app is what asks
    from deskbreak.tui.screens.base import Dialog  # noqa: PLC0415
    from deskbreak.tui.screens.closing import ClosingScreen  # noqa: PLC0415
    from deskbreak.tui.screens.dashboard import Dashboard  # noqa: PLC0415
    from deskbreak.tui.screens.help import HelpDialog  # noqa: PLC0415
    from deskbreak.tui.screens.history import HistoryScreen, Pages  # noqa: PLC0415
    from deskbreak.tui.screens.library import LibraryScreen  # noqa: PLC0415
    from deskbreak.tui.screens.quitting import QuitDialog  # noqa: PLC0415
    from deskbreak.tui.screens.resting import RestScreen  # noqa: PLC0415
    from deskbreak.tui.screens.settings import SettingsScreen  # noqa: PLC0415
    from deskbreak.tui.screens.setup import QuestionDialog  # noqa: PLC0415
    from deskbreak.tui.screens.why import Account, WhyScreen  # noqa: PLC0415
    from deskbreak.tui.widgets.chip import Chip  # noqa: PLC0415
    from deskbreak.tui.widgets.fieldlist import FieldList  # noqa: PLC0415
    from deskbreak.tui.widgets.inputs import SearchInput, ValueInput  # noqa: PLC0415

    return {
        "dashboard": Place("Dashboard", (Dashboard,)),
        "break": Place("In a break", (RestScreen,)),
        "closing": Place("At the end of a break", (ClosingScreen,)),
        "history": Place("History", (HistoryScreen, Pages)),
        "library": Place("Library", (LibraryScreen,)),
        "settings": Place("Settings", (SettingsScreen, FieldList, ValueInput, SearchInput)),
        "why": Place("Why", (WhyScreen, Account)),
        "question": Place("In a question", (Dialog, Chip, QuestionDialog, QuitDialog, HelpDialog)),
        "everywhere": Place("Everywhere", (DeskbreakApp,)),
    }


def chapters(here: type[DOMNode]) -> list[Place]:
    """What the help tells on a screen: of it, of what is everywhere, and of what comes by itself."""
    found = places()
    name = next((each for each, place in found.items() if here in place.owners), "dashboard")
    return [found[each] for each in (name, "everywhere", *_COMES.get(name, ()), "question")]


def words() -> dict[str, str]:
    """What each id of the keymap does."""
    bindings = (binding for place in places().values() for _, binding in place.bindings)
    return {binding.id: binding.tooltip for binding in bindings if binding.id}


def _own(owner: type[DOMNode]) -> Iterator[Binding]:
    for binding in vars(owner).get("BINDINGS", ()):
        if isinstance(binding, Binding):
            yield binding


def _is_told(binding: Binding) -> bool:
    kind, _, name = (binding.id or "").partition(".")
    return bool(binding.tooltip) and kind != "focus" and len(name) > 1
