"""Marks as lists show them, each with the sentences it stands in: the same digest of these, the same row.

Where in its source a mark stands does not count: an edit changes the rows of the sentences that were edited.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from onrecord.digests import digest
from onrecord.model import Figure, Mention, Quote, Record
from onrecord.prose import parted_starts

Rows = dict[str, tuple[object, ...]]
"""By the id of a mark: all that a row shows of it, but for what other sources and marks say; plain values."""


def rows(record: Record) -> Rows:
    """The rows of all marks of a record."""
    sentences = _Sentences(record.source.text)
    return {
        **{mention.id: sentences.mention(mention) for mention in record.mentions},
        **{quote.id: sentences.quote(quote) for quote in record.quotes},
        **{figure.id: sentences.figure(figure) for figure in record.figures},
    }


def together(rows: Rows, ids: Iterable[str]) -> bytes:
    """A digest of some rows, in this order."""
    return digest([rows[id] for id in ids])


class _Sentences:
    """The sentences of one source."""

    def __init__(self, text: str) -> None:
        self._text, self._starts = text, parted_starts(text)
        self._ends = (*self._starts[1:], len(text))
        self._told: dict[tuple[int, int], bytes] = {}
        """Digests of what stands between two places: many sentences hold several marks."""

    def mention(self, mention: Mention) -> tuple[object, ...]:
        return mention.id, mention.form, *self._around(mention.start, mention.end)

    def quote(self, quote: Quote) -> tuple[object, ...]:
        first, last = quote.spans[0].start, quote.spans[-1].end
        pieces = [(span.start - first, span.end - first) for span in quote.spans]
        by = quote.speaker_span
        named = self._text[by.start : by.end] if by else ""
        said = quote.speaker, quote.speaker_ref, quote.speaker_for, named
        return quote.id, quote.form, said, quote.inside, quote.confidence, pieces, *self._around(first, last)

    def figure(self, figure: Figure) -> tuple[object, ...]:
        told = figure.kind, figure.value, figure.unit, figure.approximate, figure.qualifier, figure.of
        around = self._around(figure.start, figure.end)
        return figure.id, told, figure.said_by, figure.confidence, *around

    def _around(self, start: int, end: int) -> tuple[int, int, bytes]:
        """From where to where a mark reaches in its sentences, and a digest of these."""
        at = bisect_right(self._starts, start) - 1
        first, stop = self._starts[at], self._ends[at]
        if stop < end:
            stop = self._ends[bisect_left(self._ends, end, at)]
        told = self._told.get((first, stop))
        if told is None:
            told = self._told[first, stop] = digest(self._text[first:stop])
        return start - first, end - first, told
