"""Marks with the sentences around them, for lists of many: a source's sentences are found once for all of its marks.

What it gives is what `excerpt` gives for a single mark.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from onrecord.dossier.gist import Laid
from onrecord.model import Figure, Mention, Quote, Span
from onrecord.pages.excerpt import AROUND, Line, cut_end, cut_start, shortened
from onrecord.patterns import regex

_SPACE = regex(r"\s+")
_PARTED = "\r\r"
"""What parts paragraphs of an even text, which has no other carriage return."""


class Passages:
    """The sentences of one source."""

    __slots__ = ("_even", "_starts", "_text", "harmless")

    def __init__(self, text: str, laid: Laid) -> None:
        self._even = laid.even and not text[:1].isspace()
        self._text = text.replace("\n\n", _PARTED).replace("\n", " ") if self._even else text
        """Where it is even, on one line but for the ends of paragraphs, so that few stretches have to be evened."""
        self._starts = (*laid.starts, len(text))
        self.harmless = "&" not in text and "<" not in text and ">" not in text
        """Whether nothing in the text means anything in markup."""

    def line(self, mark: Mention | Figure) -> Line:
        """The sentence that holds a mention or a figure, cut at the mark."""
        return Line(*self.lines((mark,))[0])

    def lines(self, marks: Iterable[Mention | Figure | Span]) -> list[tuple[str, str, str]]:
        """As `line`, of some marks; a span may reach over several sentences."""
        starts, text, even = self._starts, self._text, self._even
        found = []
        for mark in marks:
            start, end = mark.start, mark.end
            words = text[start:end]
            if not even or "\r" in words:
                found.append((self._before(start), self._flat(start, end), self._after(end)))
                continue
            following = bisect_right(starts, start)
            before, stop = text[starts[following - 1] : start], starts[following]
            if stop < end:
                stop = starts[bisect_right(starts, end - 1)]
            after = text[end:stop].rstrip()
            before = before if len(before) <= AROUND else cut_start(before, AROUND)
            found.append((before, words, after if len(after) <= AROUND else cut_end(after, AROUND)))
        return found

    def runs(self, quote: Quote) -> list[tuple[str, bool]]:
        """The pieces of a quote and what stands around and between them, in order, each with whether the quote has it;
        no run is empty."""
        spans = quote.spans
        found = []
        done = spans[0].start
        if before := self._before(done):
            found.append((before, False))
        for span in spans:
            if between := self._flat(done, span.start):
                found.append((shortened(between), False))
            if words := self._flat(span.start, span.end):
                found.append((words, True))
            done = span.end
        if after := self._after(done):
            found.append((after, False))
        return found

    def _flat(self, start: int, end: int) -> str:
        """A stretch of the text on one line."""
        words = self._text[start:end]
        return words if self._even and "\r" not in words else _SPACE.sub(" ", words)

    def _before(self, start: int) -> str:
        """The words of its sentence before an offset, the last ones where it is long."""
        words = self._flat(self._starts[bisect_right(self._starts, start) - 1], start)
        return words.lstrip() if len(words) <= AROUND else cut_start(words, AROUND)

    def _after(self, end: int) -> str:
        """The words of the sentence after an offset, the first ones where it is long."""
        starts = self._starts
        words = self._text[end : starts[bisect_right(starts, max(end - 1, 0))]].rstrip()
        if not self._even or "\r" in words:
            words = _SPACE.sub(" ", words)
        return words if len(words) <= AROUND else cut_end(words, AROUND)
