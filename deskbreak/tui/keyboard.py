"""The keys in use: the person's own over the usual ones, as Textual wants them and as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.keys import format_key

from deskbreak.keymap import USUAL, replaced

if TYPE_CHECKING:
    from deskbreak.keymap import Own


class Keyboard:
    """Holds the person's own keys, none at first."""

    def __init__(self) -> None:
        self._own: Own = {}

    def use(self, own: Own) -> None:
        """Go on with these."""
        self._own = own

    @property
    def bound(self) -> dict[str, str]:
        """What differs from the bindings in the code, as a keymap of Textual."""
        return {name: ",".join(keys) for name, keys in replaced(self._own).items()}

    def shown(self, name: str) -> str:
        """The last key of a binding, in short."""
        key = (self._own.get(name) or USUAL[name].keys)[-1]
        return key if key == "enter" else format_key(key)
