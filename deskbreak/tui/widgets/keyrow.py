"""The keys that work here and now, made from the bindings, in a row or in a column; each can be clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from textual.app import App
from textual.binding import Binding

from deskbreak.tui.draw.ink import Ink, Picture, Row, fitted
from deskbreak.tui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from textual import events
    from textual.binding import ActiveBinding
    from textual.dom import DOMNode
    from textual.geometry import Offset, Size


class Key(NamedTuple):
    """One key as it is shown."""

    display: str
    label: str
    action: str


GAPS = (3, 2)
"""Cells between two keys; the smaller where more of them fit so."""


KEPT = ("app.do('finish')", "screen.leave", "screen.end", "screen.back", "app.help", "app.leave")
"""The ways out and to help, which stay while anything else can go; the first the longest."""


class KeyRow(Painted[tuple[Key, ...]]):
    """One centred row of keys; those that do not fit are left out from the end, but the ways out and to help stay.

    With the class `-stacked` it is a column.
    """

    def on_mount(self) -> None:
        """Follow the bindings."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.update_keys())
        self.update_keys()

    without: frozenset[str] = frozenset()
    """Actions that are offered elsewhere on the screen and need no place here."""

    def update_keys(self) -> None:
        """Read the bindings that are shown and enabled."""
        if self.is_attached:
            found: dict[str, Key] = {}
            for node, binding, is_enabled, _ in _as_written(self.screen.active_bindings.values()):
                if binding.show and is_enabled and binding.action not in self.without:
                    display = self.app.get_key_display(binding)
                    action = binding.action if "." in binding.action else f"{_namespace(node)}.{binding.action}"
                    found.setdefault(action, Key(display, binding.description, action))
            self.show(tuple(found.values()))

    @property
    def is_stacked(self) -> bool:
        """Whether there is a row for each key."""
        return self.has_class("-stacked")

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """A row, or one for each key."""
        return len(self.scene or ()) if self.is_stacked else 1

    def draw(self, scene: tuple[Key, ...], width: int, height: int) -> Picture:
        """The keys that fit, centred, or one below the other."""
        if self.is_stacked:
            widest = max((cell_len(key.display) for key in scene), default=0)
            return tuple(
                (Ink(key.display.rjust(widest), "key"), Ink(f" {fitted(key.label, width - widest - 1)}", "faint"))
                for key in stacked(scene, height)
            )
        keys, gap = fitting(scene, width)
        row: list[Ink] = [Ink(" " * _margin(keys, gap, width))]
        for key in keys:
            row += [Ink(key.display, "key"), Ink(f" {key.label}", "faint"), Ink(" " * gap)]
        return (_trimmed(row),)

    async def on_click(self, event: events.Click) -> None:
        """Run the action of the key under the mouse."""
        place = event.get_content_offset(self)
        key = self._key_at(place) if place is not None else None
        if key is not None:
            await self.app.run_action(key.action)

    def _key_at(self, place: Offset) -> Key | None:
        if self.is_stacked:
            return next(iter(stacked(self.scene or (), self.size.height)[place.y : place.y + 1]), None)
        keys, gap = fitting(self.scene or (), self.size.width)
        start = _margin(keys, gap, self.size.width)
        for key in keys:
            if start <= place.x < start + _width(key):
                return key
            start += _width(key) + gap
        return None


def fitting(keys: Sequence[Key], width: int) -> tuple[list[Key], int]:
    """The keys with room for them and the gap between them."""
    kept = list(keys)
    while len(kept) > 1 and _total(kept, GAPS[-1]) > width:
        _drop(kept)
    return kept, next((gap for gap in GAPS if _total(kept, gap) <= width), GAPS[-1])


def stacked(keys: Sequence[Key], height: int) -> list[Key]:
    """The keys with a row for them."""
    kept = list(keys)
    while len(kept) > max(1, height):
        _drop(kept)
    return kept


def _drop(keys: list[Key]) -> None:
    """Leave out the last key that is no way out and not help; of those alone, the one that matters least."""
    ranks = [KEPT.index(key.action) if key.action in KEPT else len(KEPT) + at for at, key in enumerate(keys)]
    del keys[ranks.index(max(ranks))]


def _as_written(active: Collection[ActiveBinding]) -> list[ActiveBinding]:
    """In the order of the code: a key of the person's own has the place of the usual one, and not the last."""
    depths = {each.node: len(each.node.ancestors) for each in active}
    places = {node: _places(type(node)) for node in depths}
    return sorted(active, key=lambda each: (-depths[each.node], places[each.node].get(each.binding.id, -1)))


def _places(owner: type[DOMNode]) -> dict[str | None, int]:
    """Where the ids of its bindings stand in the code."""
    bindings = (each for base in reversed(owner.__mro__) for each in vars(base).get("BINDINGS", ()))
    ids = dict.fromkeys(each.id for each in bindings if isinstance(each, Binding) and each.id)
    return {id_: at for at, id_ in enumerate(ids)}


def _namespace(node: DOMNode) -> str:
    return "app" if isinstance(node, App) else "screen"


def _width(key: Key) -> int:
    return cell_len(key.display) + 1 + cell_len(key.label)


def _total(keys: Sequence[Key], gap: int) -> int:
    return sum(_width(key) for key in keys) + gap * (len(keys) - 1)


def _margin(keys: Sequence[Key], gap: int, width: int) -> int:
    return max(0, (width - _total(keys, gap)) // 2) if keys else 0


def _trimmed(row: list[Ink]) -> Row:
    return tuple(row[:-1]) if len(row) > 1 else tuple(row)
