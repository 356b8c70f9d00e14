"""Quotation marks paired paragraph by paragraph: which stretches of a source stand between them.

Curly, straight and mixed marks, guillemets, British single marks told from apostrophes, paragraphs that open a quote
and leave it to the next one to go on, and quotes inside quotes. Linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

from onrecord.model import Block, Span
from onrecord.patterns import regex

_DOUBLE_OPEN, _DOUBLE_CLOSE = "“„«", "”»"
_MARKS = '"“”„«»‘'
_APOSTROPHES = "'’"
"""Marks that are none between two letters."""
_SINGLES = "'‘’"
_SHORTEST = 3
"""Characters that a passage has, at least, marks included."""
_PARAGRAPH = regex(r"\S(?:[^\n]|\n(?![ \t]*\n))*")
# Words that lose their beginning: an apostrophe, whatever its shape, opens no quote before them.
_ELISION = regex(
    r"['‘’](?:\d\ds|(?<=[a-zA-Z] ['‘’])\d\d|em|til|tis|twas|cause|bout|round|n|cos|un|neath)\b", re.IGNORECASE
)
_SENTENCE_ENDS = ".,!?…"
_ENDING = _SENTENCE_ENDS + "—–-"
ENDS = _ENDING + ";:"
"""What ends the words of a quotation before its mark."""
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
    marks = _marks(text)
    found: list[Passage] = []
    place, count = 0, len(marks)
    for piece in pieces:
        start, end = piece.start, piece.end
        while place < count and marks[place] < start:
            place += 1
        first = place
        while place < count and marks[place] < end:
            place += 1
        if place > first:
            found += _paired(text, start, end, marks[first:place])
    return found


def _marks(text: str) -> list[int]:
    """Where a quotation mark stands, in text order."""
    found = [at for mark in _MARKS for at in _places(text, mark)]
    last = len(text) - 1
    for mark in _APOSTROPHES:
        found += [
            at
            for at in _places(text, mark)
            if not (0 < at < last and text[at - 1].isalnum() and text[at + 1].isalnum())
        ]
    found.sort()
    return found


def _places(text: str, mark: str) -> Iterator[int]:
    """Where a mark stands."""
    at = text.find(mark)
    while at >= 0:
        yield at
        at = text.find(mark, at + 1)


def _paired(text: str, start: int, end: int, marks: list[int]) -> list[Passage]:
    """The passages between the marks of one paragraph, read from left to right: of each sort, double and single, one
    may stand open."""
    singles: _Singles | None = None
    # where a mark stands that is not closed yet, and a single one that can only be meant to close a double one, or -1
    double = single = stray = -1
    done: list[tuple[int, int, bool]] = []  # (start, -end, whether the marks are single) of every passage
    for number, at in enumerate(marks):
        mark = text[at]
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        if mark in _SINGLES:
            singles = singles or _Singles(text, start, end, marks)
            if single < 0:
                if singles.starts(number, at, before, after):
                    single = at
                if mark != "‘" and before in _SENTENCE_ENDS and after.isspace() and stray < double:
                    stray = at
            elif singles.ends(number, at, before, after):
                if at + 1 - single >= _SHORTEST:
                    done.append((single, -at - 1, True))
                double = double if double < single else -1
                single = -1
            continue
        opens = _opens(mark, before, after, double >= 0)
        if double >= 0:
            last = at + 1
            if opens:  # the mark before was never closed, or by a single one
                last = stray + 1 if stray > double else double + len(text[double:at].rstrip())
            if last - double >= _SHORTEST:
                done.append((double, -last, False))
            single = single if single < double else -1
        double = at if opens else -1
    if double >= 0 and stray > double:
        if stray + 1 - double >= _SHORTEST:
            done.append((double, -stray - 1, False))
        single = single if single < double else -1
        double = -1
    # what the paragraph leaves open; a single mark counts at its beginning alone
    left = single if single == start and end - single >= _SHORTEST else double
    if left >= 0 and end - left >= _SHORTEST:
        done.append((left, -end, left == single))
    else:
        left = -1
    if len(done) > 1:
        done.sort()
    return _passages(done, left)


class _Singles:
    """The single marks among those of one paragraph: which begin a quotation, and which end one."""

    def __init__(self, text: str, start: int, end: int, marks: list[int]) -> None:
        self.text, self.start, self.end, self.marks = text, start, end, marks
        self.closers: list[bool] = []

    def starts(self, number: int, at: int, before: str, after: str) -> bool:
        if self.text[at] == "’" or after.isspace() or not (before.isspace() or before in _OPENERS):
            return False
        opens = at == self.start and self.text[at] == "‘"  # may go on in the next paragraph
        return not _ELISION.match(self.text, at) and (self._closes_later(number) or opens)

    def ends(self, number: int, at: int, before: str, after: str) -> bool:
        if self.text[at] == "‘" or after.isalnum() or before.isspace():
            return False
        if before in _ENDING or not after.isspace() or before not in "sz":
            return True
        # "the officers' union" has a plural's apostrophe, where a later mark can close and none opens before
        return not self._closes_later(number) or self._opens_next(number)

    def _opens_next(self, number: int) -> bool:
        """Whether the mark after the one of that number can only open a quotation: the 'riders' and |'passengers'."""
        at = self.marks[number + 1] if number + 1 < len(self.marks) else self.end
        spaced = at + 1 < self.end and self.text[at] in "'‘" and self.text[at - 1].isspace()
        return spaced and self.text[at + 1].isalnum() and not _ELISION.match(self.text, at)

    def _closes_later(self, number: int) -> bool:
        """Whether a mark after the one of that number could close a single quotation."""
        if not self.closers:
            text, last = self.text, self.end - 1
            seen = False
            for at in reversed(self.marks):
                self.closers.append(seen)
                if not seen and text[at] in "'’":
                    spaced = at == self.start or text[at - 1].isspace()
                    seen = not (spaced or (at < last and text[at + 1].isalnum()))
        return self.closers[-1 - number]


def _opens(mark: str, before: str, after: str, is_open: bool) -> bool:
    """Whether a double mark opens a quotation, by the characters around it; `is_open` where one stands open."""
    if mark in _DOUBLE_OPEN:
        return not is_open or before.isspace() or after.isalnum()
    opens = (before.isspace() or before in _OPENERS) and not after.isspace()
    if mark in _DOUBLE_CLOSE:
        return opens and not is_open and after.isalnum()
    if is_open:
        return opens and (before.isspace() or after.isalnum())
    return opens or not (after.isspace() or before.isalnum())


def _passages(found: list[tuple[int, int, bool]], left: int) -> list[Passage]:
    """The passages (start, -end, single), in order, each with the number of those around it; that at `left` is open."""
    around: list[int] = []
    passages: list[Passage] = []
    for start, last, single in found:
        while around and around[-1] <= start:
            around.pop()
        passages.append(Passage(start, -last, start != left, len(around), single))
        around.append(-last)
    return passages
