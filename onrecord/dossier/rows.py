"""Marks as lists show them, each with the sentences it stands in: the same digest of these, the same row.

Where in its source a mark stands does not count: an edit changes the rows of the sentences that were edited.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from onrecord.digests import digest
from onrecord.model import Figure, Mention, Quote, Record
from onrecord.prose import parted_starts

Row = tuple[object, ...]
"""All that a row shows of a mark, but for what other sources and marks say; plain values."""


class Rows:
    """The rows of the marks of one record: those of quotes and figures, which several lists show, by id."""

    def __init__(self, record: Record) -> None:
        text = record.source.text
        self._text, self._starts = text, parted_starts(text)
        self._ends = (*self._starts[1:], len(text))
        self._told: dict[int, bytes] = {}
        """Digests of single sentences, by place: many hold several marks."""
        self.quotes = {quote.id: self._quote(quote) for quote in record.quotes}
        self.figures = {figure.id: self._figure(figure) for figure in record.figures}

    def mention(self, mention: Mention) -> Row:
        """The row of a mention."""
        return mention.id, mention.form, *self._around(mention.start, mention.end)

    def _quote(self, quote: Quote) -> Row:
        first, last = quote.spans[0].start, quote.spans[-1].end
        pieces = [(span.start - first, span.end - first) for span in quote.spans]
        by = quote.speaker_span
        named = self._text[by.start : by.end] if by else ""
        said = quote.speaker, quote.speaker_ref, quote.speaker_for, named
        return quote.id, quote.form, said, quote.inside, quote.confidence, pieces, *self._around(first, last)

    def _figure(self, figure: Figure) -> Row:
        told = figure.kind, figure.value, figure.unit, figure.approximate, figure.qualifier, figure.of
        around = self._around(figure.start, figure.end)
        return figure.id, told, figure.said_by, figure.confidence, *around

    def _around(self, start: int, end: int) -> tuple[int, int, bytes]:
        """From where to where a mark reaches in its sentences, and a digest of these."""
        at = bisect_right(self._starts, start) - 1
        first, stop = self._starts[at], self._ends[at]
        if stop < end:
            told = digest(self._text[first : self._ends[bisect_left(self._ends, end, at)]])
        elif at in self._told:
            told = self._told[at]
        else:
            told = self._told[at] = digest(self._text[first:stop])
        return start - first, end - first, told
