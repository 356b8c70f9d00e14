"""What other sources say to a source's figures and quotes: the notes of the right margin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from onrecord.model import Quote, Record
from onrecord.pages import urls
from onrecord.pages.entries import place
from onrecord.pages.indexes import Given, Index
from onrecord.pages.spread import extent
from onrecord.pages.words import figure_words, outlet, qualifier

MOST_SHOWN = 3
"""Other values, or other sources, named in one note; the rest are counted."""
LONGEST_LEMMA = 32


class Other(NamedTuple):
    """One place elsewhere. The address counts from the site's root."""

    words: str
    """The number as it stands there; "" for a quote."""
    outlet: str
    href: str
    here: bool
    """It stands in the same source, further up or down."""


class Note(NamedTuple):
    """One note: what it speaks of, and who says what instead."""

    start: int
    annotation: str
    lemma: str
    kind: str
    """`figure` or `quote`."""
    others: tuple[Other, ...]
    more: int
    """How many others there are beyond those."""
    href: str
    """The page where all stand side by side; "" when there is none."""


def by_place(index: Index) -> dict[tuple[str, str], Given]:
    """Every figure that belongs to a topic, by source and figure id."""
    keyed = (((given.record.source.id, given.figure.id), given) for given in index.figures)
    return {key: given for key, given in keyed if key in index.topic}


def notes(index: Index, figures: Mapping[tuple[str, str], Given], record: Record) -> list[Note]:
    """The notes of a source in the order of its text; `figures` as `by_place` gives them."""
    found = [*_of_figures(index, figures, record), *_of_quotes(index, record)]
    return sorted(found)


def _of_figures(index: Index, figures: Mapping[tuple[str, str], Given], record: Record) -> Iterator[Note]:
    source = record.source
    for figure in record.figures:
        key = (source.id, figure.id)
        topic = index.topic.get(key)
        reach = extent(figure)
        if topic is None or key not in figures or reach is None:
            continue
        others: dict[tuple[str, str], Other] = {}
        for other in topic.figures:
            given = figures.get(other)
            if given is not None and extent(given.figure) not in (None, reach):
                found = _number(given, given.record is record)
                others.setdefault((found.words, found.outlet), found)
        if others:
            lemma = f"{figure_words(source, figure)} {figure.of or ''}".strip()
            yield _note(figure.start, figure.id, lemma, "figure", list(others.values()), urls.topic(topic.id))


def _number(given: Given, here: bool) -> Other:
    source = given.record.source
    words = f"{qualifier(source, given.figure)} {figure_words(source, given.figure)}".strip()
    return Other(words, outlet(source), place(source, given.figure.id), here)


def _of_quotes(index: Index, record: Record) -> Iterator[Note]:
    for quote in record.quotes:
        repeat = index.repeat.get((record.source.id, quote.id))
        if repeat is None:
            continue
        others: dict[str, Other] = {}
        for source_id, other in repeat.quotes:
            if source_id != record.source.id and source_id in index.record:
                source = index.record[source_id].source
                others.setdefault(source_id, Other("", outlet(source), place(source, other), False))
        if others:
            yield _note(quote.spans[0].start, quote.id, _opening(record, quote), "quote", list(others.values()), "")


def _opening(record: Record, quote: Quote) -> str:
    """The first words of a quote."""
    span = quote.spans[0]
    words = " ".join(record.source.text[span.start : span.end].split())
    if len(words) <= LONGEST_LEMMA:
        return words
    return words[:LONGEST_LEMMA].rsplit(" ", 1)[0].rstrip(",;:.—–- ") + " …"


def _note(start: int, annotation: str, lemma: str, kind: str, others: list[Other], href: str) -> Note:
    more = max(0, len(others) - MOST_SHOWN)
    return Note(start, annotation, lemma, kind, tuple(others[:MOST_SHOWN]), more, href)
