"""What may be shown of a source whose rights allow excerpts only: single sentences with a quote or a number.

The excerpt is a record of its own. Everything that is published of the source is made from it, so that nothing of the
rest can slip out.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

from msgspec import structs

from onrecord.model import Block, Figure, Mention, Quote, Record, Source, Span, Use
from onrecord.prose import sentence_starts

_BETWEEN = "\n\n"
Mark = TypeVar("Mark", Mention, Figure)


def excerpt(record: Record, share: float) -> Record:
    """The record of the sentences that may be shown, joined by blank lines, with offsets in that text and the same ids.

    They are those that hold a quote or a numeric figure, at most `share` of the source's words, never two whole
    paragraphs running. Direct quotes go before figures, these before paraphrases. A mark that does not lie within one
    such sentence is gone; a quote keeps the pieces that are left.
    """
    text = record.source.text
    sentences = _sentences(text)
    choice = _Choice(record.source, sentences, share)
    for unit in _units(record, sentences):
        choice.take(unit)
    kept = [sentences[at] for at in sorted(choice.taken)]
    return _cut(record, _Map(text, kept))


def _sentences(text: str) -> list[Span]:
    """All sentences, without the white space around them."""
    starts = [*sentence_starts(text), len(text)]
    found = []
    for start, end in pairwise(starts):
        words = text[start:end]
        begin = start + len(words) - len(words.lstrip())
        if words.strip():
            found.append(Span(begin, begin + len(words.strip())))
    return found


# ---------------------------------------------------------------- which sentences


def _units(record: Record, sentences: Sequence[Span]) -> Iterator[tuple[int, ...]]:
    """Groups of sentences that are shown together or not at all, in the order in which they are tried."""
    direct = [span for quote in record.quotes if quote.form == "direct" for span in quote.spans]
    numbers = [Span(figure.start, figure.end) for figure in record.figures if figure.kind != "date"]
    other = [span for quote in record.quotes if quote.form != "direct" for span in quote.spans]
    starts = [sentence.start for sentence in sentences]
    for spans in (direct, numbers, other):
        for span in spans:
            if not _in_zone(record.source, span):
                first = max(0, bisect_right(starts, span.start) - 1)
                yield tuple(range(first, max(first + 1, bisect_right(starts, span.end - 1))))


def _in_zone(source: Source, span: Span) -> bool:
    at = bisect_right(source.zones, span.start, key=lambda zone: zone.start) - 1
    return at >= 0 and span.start < source.zones[at].end


class _Choice:
    """The sentences taken so far, and what may still be taken."""

    def __init__(self, source: Source, sentences: Sequence[Span], share: float) -> None:
        self.taken: set[int] = set()
        self._words = [len(source.text[each.start : each.end].split()) for each in sentences]
        self._left = int(sum(self._words) * share)
        starts = [block.start for block in source.blocks]
        self._paragraph = [bisect_right(starts, each.start) for each in sentences]
        self._whole: dict[int, set[int]] = {}
        for at, paragraph in enumerate(self._paragraph):
            self._whole.setdefault(paragraph, set()).add(at)

    def take(self, unit: Sequence[int]) -> None:
        """Take the sentences of a unit, unless they are too many words or make two whole paragraphs running."""
        new = set(unit) - self.taken
        words = sum(self._words[at] for at in new)
        if words > self._left or self._runs_on(new):
            return
        self.taken |= new
        self._left -= words

    def _runs_on(self, new: set[int]) -> bool:
        near = {self._paragraph[at] + step for at in new for step in (-1, 0, 1)}
        whole = {paragraph for paragraph in near if self._is_whole(paragraph, new)}
        return any(paragraph + 1 in whole for paragraph in whole)

    def _is_whole(self, paragraph: int, new: set[int]) -> bool:
        sentences = self._whole.get(paragraph, ())
        return bool(sentences) and all(at in self.taken or at in new for at in sentences)


# ---------------------------------------------------------------- the record of them


class _Map:
    """From offsets in a source to offsets in the excerpt."""

    def __init__(self, text: str, kept: Sequence[Span]) -> None:
        self.text = _BETWEEN.join(text[span.start : span.end] for span in kept)
        self._kept = kept
        self._starts = [span.start for span in kept]
        self.blocks: list[Block] = []
        at = 0
        for span in kept:
            self.blocks.append(Block(at, at + span.end - span.start))
            at += span.end - span.start + len(_BETWEEN)

    def whole(self, span: Span | None) -> Span | None:
        """Where a span that lies within one sentence stands now."""
        pieces = list(self.pieces((span,))) if span else []
        same = span is not None and len(pieces) == 1 and pieces[0].end - pieces[0].start == span.end - span.start
        return pieces[0] if same else None

    def pieces(self, spans: Iterable[Span]) -> Iterator[Span]:
        """The parts of spans that are left, one for each sentence."""
        for span in spans:
            at = max(0, bisect_right(self._starts, span.start) - 1)
            while at < len(self._kept) and self._kept[at].start < span.end:
                start, end = max(span.start, self._kept[at].start), min(span.end, self._kept[at].end)
                if start < end:
                    moved = self.blocks[at].start - self._kept[at].start
                    yield Span(start + moved, end + moved)
                at += 1


def _cut(record: Record, places: _Map) -> Record:
    source = structs.replace(
        record.source,
        text=places.text,
        text_sha256=hashlib.sha256(places.text.encode("utf-8", "surrogatepass")).hexdigest(),
        blocks=tuple(places.blocks),
        zones=(),
        tags=(),
    )
    mentions, figures = tuple(_moved(record.mentions, places)), tuple(_moved(record.figures, places))
    quotes = _quotes(record.quotes, places)
    uses = tuple(_uses(record, places.text, mentions, quotes))
    return structs.replace(
        record, source=source, uses=uses, mentions=mentions, quotes=quotes, figures=figures, excerpt=True
    )


def _moved(marks: Iterable[Mark], places: _Map) -> Iterator[Mark]:
    for mark in marks:
        span = places.whole(Span(mark.start, mark.end))
        if span:
            yield structs.replace(mark, start=span.start, end=span.end)


def _quotes(quotes: Iterable[Quote], places: _Map) -> tuple[Quote, ...]:
    left = [(quote, tuple(places.pieces(quote.spans))) for quote in quotes]
    ids = {quote.id for quote, spans in left if spans}
    return tuple(
        structs.replace(
            quote,
            spans=spans,
            speaker_span=places.whole(quote.speaker_span),
            cue=places.whole(quote.cue),
            quoted=tuple(places.pieces(quote.quoted)) or None if quote.quoted else None,
            inside=quote.inside if quote.inside in ids else None,
        )
        for quote, spans in left
        if spans
    )


def _uses(record: Record, text: str, mentions: Iterable[Mention], quotes: Iterable[Quote]) -> Iterator[Use]:
    """Those still referred to, with the forms and roles that still stand in the text."""
    referred = {mention.entity for mention in mentions}
    referred |= {entity for quote in quotes for entity in (quote.speaker, quote.speaker_for) if entity}
    for use in record.uses:
        if use.entity in referred:
            yield Use(
                use.entity,
                tuple(form for form in use.aliases if form in text),
                tuple(role for role in use.roles if role in text),
            )
