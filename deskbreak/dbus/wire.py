"""Plain values to D-Bus messages and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dbus_fast import Message, Variant, unpack_variants
from dbus_fast.signature import SignatureType, get_signature_tree

from deskbreak.dbus.terms import BusError

if TYPE_CHECKING:
    from collections.abc import Sequence


def call_message(address: tuple[str, str, str, str], signature: str, body: Sequence[Any]) -> Message:
    """A call of `address` (destination, path, interface, member); variants in `body` are (signature, value)."""
    tree = get_signature_tree(signature)
    wrapped = [_wrapped(kind, value) for kind, value in zip(tree.types, body, strict=True)]
    return Message(*address, signature=tree, body=wrapped)


def result(reply: Message) -> list[Any]:
    """The reply's arguments without variants; an error reply is raised as BusError."""
    if reply.error_name:
        text = str(reply.body[0]) if reply.body else reply.error_name
        raise BusError(text, reply.error_name)
    return unwrapped(reply.body)


def unwrapped(body: list[Any]) -> list[Any]:
    """The arguments without variants."""
    unpacked: list[Any] = unpack_variants(body)
    return unpacked


def _wrapped(kind: SignatureType, value: Any) -> Any:
    """`value` with every (signature, value) pair that stands for a variant made one."""
    match kind.token:
        case "v":
            return Variant(value[0], value[1])
        case "a" if kind.children[0].token == "{":  # noqa: S105 (a type code)
            key, entry = kind.children[0].children
            return {_wrapped(key, name): _wrapped(entry, item) for name, item in value.items()}
        case "a" if not isinstance(value, bytes):
            return [_wrapped(kind.children[0], item) for item in value]
        case "(":
            return [_wrapped(child, item) for child, item in zip(kind.children, value, strict=True)]
        case _:
            return value
