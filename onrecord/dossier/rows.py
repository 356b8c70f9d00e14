"""Marks as lists show them, each with the sentences it stands in, told by a digest: the same digest, the same row.

Where in its source a mark stands does not count: an edit changes the rows of the sentences that were edited.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from onrecord.digests import digest
from onrecord.model import Figure, Mention, Quote, Record
from onrecord.prose import parted_starts

Rows = dict[str, bytes]
"""By the id of a mark: a digest of all that a row shows of it, but for what other sources and marks say."""


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
    return digest(b"".join([rows[id] for id in ids]))


class _Sentences:
    """The sentences of one source."""

    def __init__(self, text: str) -> None:
        self._text, self._starts = text, parted_starts(text)

    def mention(self, mention: Mention) -> bytes:
        return digest(mention.id, mention.form, self._around(mention.start, mention.end))

    def quote(self, quote: Quote) -> bytes:
        first, last = quote.spans[0].start, quote.spans[-1].end
        pieces = [(span.start - first, span.end - first) for span in quote.spans]
        by = quote.speaker_span
        named = self._text[by.start : by.end] if by else ""
        said = quote.speaker, quote.speaker_ref, quote.speaker_for, named
        return digest(quote.id, quote.form, said, quote.inside, quote.confidence, pieces, self._around(first, last))

    def figure(self, figure: Figure) -> bytes:
        told = figure.kind, figure.value, figure.unit, figure.approximate, figure.qualifier, figure.of
        around = self._around(figure.start, figure.end)
        return digest(figure.id, told, figure.said_by, figure.confidence, around)

    def _around(self, start: int, end: int) -> tuple[int, int, str]:
        """From where to where a mark reaches in its sentences, and these."""
        starts = self._starts
        first = starts[bisect_right(starts, start) - 1]
        following = bisect_right(starts, max(end - 1, 0))
        stop = starts[following] if following < len(starts) else len(self._text)
        return start - first, end - first, self._text[first:stop]
