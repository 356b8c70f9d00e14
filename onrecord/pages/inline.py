"""Text and marks -> safe HTML: the only place that makes markup by hand.

What `join` returns holds every character of the text once and in order: take the elements away and the text is
left, with control characters shown one for one as U+FFFD. Marks may nest and cross at will; where two cross, one
of them is cut into fragments.
"""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Iterable
from functools import cache
from html import escape

from markupsafe import Markup
from msgspec import Struct

DEEPEST = 100
"""How many marks may be open at once; one more is left out. (Browsers stop nesting at 512.)"""
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Control characters that HTML cannot carry, or that a parser would change."""
REPLACEMENT = "\ufffd"
_special = re.compile(r"[&<>\"'\x00-\x08\x0b-\x1f\x7f-\x9f]").search


class Rank:
    """How far out a mark stands where several cover the same words; the smallest is outermost."""

    BODY = 0
    FOLD = 1
    LIST = 2
    BLOCK = 3
    ZONE = 4
    QUOTE = 5  # up to 40: one inside another stands one further in
    NAME = 50
    FIGURE = 60


class Mark(Struct, frozen=True):
    """An element round `start`-`end`."""

    start: int
    end: int
    rank: int
    name: str
    """The element's name."""
    first: str = ""
    """Attributes of its first fragment, as `attributes` makes them."""
    rest: str = ""
    """Attributes of every further fragment: no id."""
    href: str = ""
    """Where it leads. Inside another link it becomes a span: links cannot nest."""


def attributes(**values: str | None) -> str:
    """Attributes for a tag, escaped, with a leading blank; `_` becomes `-`, a trailing `_` falls, None is left out."""
    return "".join(
        [
            f' {_attribute(name)}="{_quoted(value) if _special(value) else value}"'
            for name, value in values.items()
            if value is not None
        ]
    )


@cache
def _attribute(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _quoted(value: str) -> str:
    return escape(CONTROLS.sub(REPLACEMENT, value))


def has_controls(text: str) -> bool:
    """Whether the page shows some characters of `text` as U+FFFD."""
    return CONTROLS.search(text) is not None


def join(text: str, marks: Iterable[Mark]) -> Markup:
    """The text with its marks as elements.

    Marks are clipped to the text and empty ones dropped. White space between blocks stands in no inline mark.
    """
    woven = _Weaver(CONTROLS.sub(REPLACEMENT, text), marks)
    return Markup(woven.run())


def coloured(text: str, pieces: Iterable[tuple[str, str]]) -> Markup:
    """A text of which `pieces` are all words one after the other, each with its class ("" for none)."""
    special = any(sign in text for sign in "&<>")
    words = ((name, escape(words, quote=False) if special else words) for name, words in pieces)
    return Markup("".join([f'<span class="{name}">{words}</span>' if name else words for name, words in words]))


class _Weaver:
    """Walks the text from boundary to boundary and keeps the open elements in the order of their ranks."""

    def __init__(self, text: str, marks: Iterable[Mark]) -> None:
        inside = [mark for mark in marks if mark.start < mark.end and 0 <= mark.start < len(text)]
        self.text = text
        self.marks = sorted(inside, key=lambda mark: (mark.rank, mark.start, -mark.end))
        self.out: list[str] = []
        self.open: list[tuple[int, str]] = []
        """Position in `marks` and closing tag of every open element, outermost first."""
        self.begun: set[int] = set()
        self.special = any(sign in text for sign in "&<>")

    def run(self) -> str:
        opening, closing = self._events()
        active: list[int] = []
        place = 0
        wanted: list[int] = []
        for here in sorted(opening.keys() | closing.keys() | {len(self.text)}):
            if place < here:
                words = self.text[place:here]
                inside = self._inside_blocks(active) if words.isspace() else active
                if inside != wanted:
                    self._change(inside)
                    wanted = inside.copy()
                self.out.append(escape(words, quote=False) if self.special else words)
            for number in closing.get(here, ()):
                if number in active:
                    active.remove(number)
            for number in opening.get(here, ()):
                if len(active) < DEEPEST:
                    insort(active, number)
            place = here
        self._change([])
        return "".join(self.out)

    def _events(self) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
        opening: dict[int, list[int]] = {}
        closing: dict[int, list[int]] = {}
        for number, mark in enumerate(self.marks):
            opening.setdefault(mark.start, []).append(number)
            closing.setdefault(min(mark.end, len(self.text)), []).append(number)
        return opening, closing

    def _inside_blocks(self, active: list[int]) -> list[int]:
        """Those that stand round white space: all within a block, between blocks only what holds blocks."""
        if any(self.marks[number].rank == Rank.BLOCK for number in active):
            return active
        return [number for number in active if self.marks[number].rank < Rank.BLOCK]

    def _change(self, wanted: list[int]) -> None:
        """Close and open elements until those in `wanted` are open, in that order."""
        same = 0
        for (number, _), other in zip(self.open, wanted, strict=False):
            if number != other:
                break
            same += 1
        while len(self.open) > same:
            self.out.append(self.open.pop()[1])
        for number in wanted[same:]:
            self._begin(number)

    def _begin(self, number: int) -> None:
        mark = self.marks[number]
        name, given = mark.name, mark.rest if number in self.begun else mark.first
        if mark.href and any(closing == "</a>" for _, closing in self.open):
            name = "span"
        elif mark.href:
            given += attributes(href=mark.href)
        self.begun.add(number)
        self.open.append((number, f"</{name}>"))
        self.out.append(f"<{name}{given}>")
