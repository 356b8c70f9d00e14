"""Quotation marks paired paragraph by paragraph: which stretches of a source stand between them.

Curly, straight and mixed marks, guillemets, British single marks told from apostrophes, paragraphs that open a quote
and leave it to the next one to go on, and quotes inside quotes. Linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from msgspec import Struct

from onrecord.model import Block, Span

_DOUBLE_OPEN, _DOUBLE_CLOSE = "“„«", "”»"
_MARK = re.compile(r"[\"“”„«»‘’'](?:(?<!['’])|(?<![^\W_].)|(?![^\W_]))")
"""A mark that is no apostrophe between two letters."""
_SINGLE = re.compile("[‘’']")
_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?![ \t]*\n))*")
# Words that lose their beginning: an apostrophe, whatever its shape, opens no quote before them.
_ELISION = re.compile(r"['‘’](?:\d\ds?|em|til|tis|twas|cause|bout|round|n|cos|un|neath)\b", re.IGNORECASE)
_ENDING = ".,!?…—–-"
_OPENERS = "([{—–-/:;,“\"‘'"


class Passage(Struct, frozen=True, order=True, gc=False):
    """A stretch between quotation marks, marks included."""

    start: int
    end: int
    closed: bool = True
    """False when its paragraph ends before a closing mark."""
    depth: int = 0
    """How many other passages it stands in."""
    single: bool = False


def paragraphs(text: str, blocks: tuple[Block, ...]) -> list[Span]:
    """The source's paragraphs in order: its blocks, or the text cut at blank lines where it has none."""
    if blocks:
        return [Span(block.start, block.end) for block in blocks if block.kind != "code"]
    return [Span(match.start(), match.end()) for match in _PARAGRAPH.finditer(text)]


def paragraph_bounds(pieces: list[Span], at: int) -> Span:
    """The paragraph of `pieces` that holds `at`, or the one before it."""
    return pieces[max(0, bisect_right(pieces, Span(at, at + 1)) - 1)]


def find_passages(text: str, pieces: list[Span]) -> list[Passage]:
    """All passages between quotation marks in `pieces` (paragraphs of `text`), in text order, outer before inner."""
    marks = [match.start() for match in _MARK.finditer(text)]
    found: list[Passage] = []
    place = 0
    for piece in pieces:
        first = place = bisect_left(marks, piece.start, place)
        while place < len(marks) and marks[place] < piece.end:
            place += 1
        if any(text[at] not in "'’" or not text[at - 1 : at].isalnum() for at in marks[first:place]):
            found.extend(_Pairing(text, piece, marks[first:place]).passages())
    return sorted(found, key=lambda passage: (passage.start, -passage.end))


class _Pairing:
    """The marks of one paragraph, read from left to right with the marks still open on a stack."""

    def __init__(self, text: str, piece: Span, marks: list[int]) -> None:
        self.text, self.piece, self.marks = text, piece, marks
        self.open: list[tuple[int, bool]] = []
        self.done: list[Passage] = []
        self.closers = self._single_closers() if _SINGLE.search(text, piece.start, piece.end) else []

    def passages(self) -> list[Passage]:
        for number, at in enumerate(self.marks):
            if self.text[at] in "'‘’":
                self._single(number, at)
            else:
                self._double(at)
        end = self.piece.end
        for start, single in self.open:
            if end - start > 2 and (not single or start == self.piece.start):
                self.done.append(Passage(start, end, closed=False, single=single))
                break
        return list(_with_depth(sorted(self.done, key=lambda passage: (passage.start, -passage.end))))

    def _around(self, at: int) -> tuple[str, str]:
        before = self.text[at - 1] if at > self.piece.start else " "
        after = self.text[at + 1] if at + 1 < self.piece.end else " "
        return before, after

    def _double(self, at: int) -> None:
        mark = self.text[at]
        before, after = self._around(at)
        is_open = False in [single for _, single in self.open]
        opens = (before.isspace() or before in _OPENERS) and not after.isspace()
        closes = not before.isspace() and not (after.isalnum() and opens)
        if mark in _DOUBLE_OPEN:
            opening = not (is_open and not before.isspace() and not after.isalnum())
        elif mark in _DOUBLE_CLOSE:
            opening = not is_open and opens and after.isalnum()
        else:
            opening = opens and not closes if is_open else not after.isspace() and (opens or not before.isalnum())
        if opening:
            if is_open:
                self._close(at, single=False)  # an opening mark where one stands open: the first was never closed
            self.open.append((at, False))
        elif is_open:
            self._close(at + 1, single=False)

    def _single(self, number: int, at: int) -> None:
        before, after = self._around(at)
        inside = any(single for _, single in self.open)
        if inside and self._ends_single(number, at, before, after):
            self._close(at + 1, single=True)
        elif not inside and self._starts_single(number, at, before, after):
            self.open.append((at, True))

    def _starts_single(self, number: int, at: int, before: str, after: str) -> bool:
        if self.text[at] == "’" or after.isspace() or not (before.isspace() or before in _OPENERS):
            return False
        opens = at == self.piece.start and self.text[at] == "‘"  # may go on in the next paragraph
        return not _ELISION.match(self.text, at) and (self.closers[number] or opens)

    def _single_closers(self) -> list[bool]:
        """For every mark whether a later one could close a single quotation that it opens."""
        later = [False] * len(self.marks)
        seen = False
        for number in range(len(self.marks) - 1, -1, -1):
            later[number] = seen
            at = self.marks[number]
            if self.text[at] in "'’":
                before, after = self._around(at)
                seen = seen or not (before.isspace() or after.isalnum())
        return later

    def _ends_single(self, number: int, at: int, before: str, after: str) -> bool:
        if self.text[at] == "‘" or after.isalnum() or before.isspace():
            return False
        if before in _ENDING or not after.isspace() or before not in "sz":
            return True
        return not self.closers[number]  # "the officers' union": a plural's apostrophe when a later mark can close

    def _close(self, end: int, *, single: bool) -> None:
        while self.open:
            start, kind = self.open.pop()
            if kind == single:
                if end - start > 2:
                    self.done.append(Passage(start, end, single=single))
                return


def _with_depth(passages: list[Passage]) -> Iterator[Passage]:
    """The passages, in order, each with the number of those around it."""
    around: list[int] = []
    for passage in passages:
        while around and around[-1] <= passage.start:
            around.pop()
        yield Passage(passage.start, passage.end, passage.closed, len(around), passage.single)
        around.append(passage.end)
