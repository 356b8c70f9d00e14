"""Builds the text of a Markdown or HTML source: blocks of collapsed words, with their separators and offsets.

A block's words have their white space collapsed; blocks are joined by a blank line, list items and table rows of one
run by a line end, the cells of a row by a tab: a row whose first cell is empty begins with one. Only the white space
of HTML collapses (space, tab, line ends, form feed): a no-break space is a character like others.
"""

from __future__ import annotations

from onrecord.model import Block, Span
from onrecord.patterns import regex

_SPACES = regex(r"[ \t\n\r\f]+")
_CLOSE = ("item", "row")
"""Kinds of block that stand on the next line, not below a blank one."""


class Flow:
    """A text in the making. `words`, `break_line` and `cell` fill the block that `open` began; `close` ends it."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._parts: list[str] = []
        self._length = 0
        self._pending = ""
        self._block: tuple[str, int] = ("paragraph", 0)
        self._start = -1
        self._cells = 0

    @property
    def offset(self) -> int:
        """Where the next word will stand, or a little before it: white space and separators are not written yet."""
        return self._length

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._parts)

    def open(self, kind: str, level: int = 0) -> None:
        """End the block there is and begin another; one without words leaves no trace."""
        self.close()
        self._block = (kind, level)

    def close(self) -> None:
        """End the block, if one has words."""
        if self._start >= 0:
            self.blocks.append(Block(self._start, self._length, *self._block))
        self._start = -1
        self._cells = 0
        self._pending = ""

    def words(self, text: str) -> None:
        """Add words; runs of white space become one space, and none stands at either end of a line."""
        for index, piece in enumerate(_SPACES.split(text)):
            if index and not self._pending:
                self._pending = " "
            if piece:
                self._write(piece)

    def break_line(self) -> None:
        """Begin a new line within the block; the second break in a row begins a block like it."""
        if self._pending == "\n":
            self.close()
        elif not self._pending.startswith("\t"):  # a cell does not begin with an empty line
            self._pending = "\n"

    def cell(self) -> None:
        """Begin the next cell of a row; those before it may be empty."""
        self._cells += 1
        if self._cells > 1:
            self._pending = f"{self._pending}\t" if self._pending.startswith("\t") else "\t"

    def _write(self, piece: str) -> None:
        if self._start < 0 and piece.isspace():
            return  # a no-break space alone is how pages leave room
        if self._start < 0:
            separator = self._separator()
            self._start = self._length + len(separator)
            separator += self._pending if self._cells > 1 else ""
        else:
            separator = self._pending
        self._pending = ""
        self._parts.append(separator + piece)
        self._length += len(separator) + len(piece)

    def _separator(self) -> str:
        if not self.blocks:
            return ""
        return "\n" if self._block[0] in _CLOSE and self.blocks[-1].kind == self._block[0] else "\n\n"


def trimmed(text: str, start: int, end: int) -> Span:
    """The stretch without the white space at its ends; empty when nothing else is in it."""
    stretch = text[start:end]
    start += len(stretch) - len(stretch.lstrip(" \t\n"))
    return Span(start, start + len(stretch.strip(" \t\n")))
