"""A document of YAML as a tree of what was written."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Node(Struct, frozen=True):
    """A piece of a document as written: a text, a list or a mapping, and the line it starts on."""

    line: int
    """1-based line of the file."""
    kind: Literal["text", "list", "mapping"]
    text: str = ""
    """The words of a text, quotation marks taken off."""
    plain: bool = False
    """A text without quotation marks; only such a one can be a number or true or false."""
    items: tuple[Node, ...] = ()
    """The items of a list, or the values of a mapping in the order of `keys`."""
    keys: tuple[Node, ...] = ()
    """The keys of a mapping: texts, no two alike."""

    @property
    def empty(self) -> bool:
        """Nothing was written, as after a key with no value."""
        return self.kind == "text" and self.plain and not self.text


def shown(node: Node) -> str:
    """A node in a message."""
    return f'"{short(node.text)}"' if node.kind == "text" else f"a {node.kind}"


def short(text: str) -> str:
    """The first words of a text in a message, on one line."""
    flat = "".join(char if char.isprintable() else "\ufffd" for char in " ".join(text.split()))
    return flat if len(flat) <= 60 else flat[:57] + "…"
