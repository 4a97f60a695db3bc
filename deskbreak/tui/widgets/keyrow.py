"""The keys that work here and now, made from the bindings; each can be clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from textual.app import App

from deskbreak.tui.draw.ink import Ink, Picture, Row
from deskbreak.tui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.dom import DOMNode


class Key(NamedTuple):
    """One key as it is shown."""

    display: str
    label: str
    action: str


GAPS = (3, 2)
"""Cells between two keys; the smaller where more of them fit so."""


class KeyRow(Painted[tuple[Key, ...]]):
    """One centred row of keys; those that do not fit are left out from the end, the last one stays."""

    def on_mount(self) -> None:
        """Follow the bindings."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.update_keys())
        self.update_keys()

    without: frozenset[str] = frozenset()
    """Actions that are offered elsewhere on the screen and need no place here."""

    def update_keys(self) -> None:
        """Read the bindings that are shown and enabled."""
        if self.is_attached:
            active = self.screen.active_bindings.values()
            found: dict[str, Key] = {}
            for node, binding, is_enabled, _ in active:
                if binding.show and is_enabled and binding.action not in self.without:
                    display = self.app.get_key_display(binding)
                    action = binding.action if "." in binding.action else f"{_namespace(node)}.{binding.action}"
                    found.setdefault(action, Key(display, binding.description, action))
            self.show(tuple(found.values()))

    def draw(self, scene: tuple[Key, ...], width: int, height: int) -> Picture:  # noqa: ARG002 - one row
        """The keys that fit, centred."""
        keys, gap = fitting(scene, width)
        row: list[Ink] = [Ink(" " * _margin(keys, gap, width))]
        for key in keys:
            row += [Ink(key.display, "key"), Ink(f" {key.label}", "faint"), Ink(" " * gap)]
        return (_trimmed(row),)

    async def on_click(self, event: events.Click) -> None:
        """Run the action of the key under the mouse."""
        keys, gap = fitting(self.scene or (), self.size.width)
        start = _margin(keys, gap, self.size.width)
        for key in keys:
            if start <= event.x < start + _width(key):
                await self.app.run_action(key.action)
                return
            start += _width(key) + gap


def fitting(keys: Sequence[Key], width: int) -> tuple[list[Key], int]:
    """The keys with room for them and the gap between them; the ones before the last go first."""
    kept = list(keys)
    while len(kept) > 1 and _total(kept, GAPS[-1]) > width:
        del kept[-2]
    return kept, next((gap for gap in GAPS if _total(kept, gap) <= width), GAPS[-1])


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
