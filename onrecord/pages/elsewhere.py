"""What other sources say to a source's figures and quotes: the notes of the right margin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from onrecord.model import Figure, Quote, Record
from onrecord.pages import urls
from onrecord.pages.entries import place
from onrecord.pages.indexes import Behind, Given, Index
from onrecord.pages.spread import extent
from onrecord.pages.words import figure_words, outlet, qualifier

MOST_SHOWN = 3
"""Other values, or other sources, named in one note; the rest are counted."""
LONGEST_LEMMA = 32
MOST_NOTES = 30
"""Notes that can be tied to their marks; `static/margin.css` has a pair of rules for each."""
NOTE = 160
"""About as many characters of text are as high as a note: a short text has no room for many."""


class Other(NamedTuple):
    """One other value, or one other source of a quote. The address counts from the site's root."""

    words: str
    """The number as it stands there; "" for a quote."""
    outlet: str
    href: str
    here: bool
    """It stands in the same source, further up or down."""
    more: int
    """How many other places give that value too."""


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


def room(record: Record) -> int:
    """How many notes the margin of a source has room for."""
    return min(MOST_NOTES, 4 + len(record.source.text) // NOTE)


def _of_figures(index: Index, figures: Mapping[tuple[str, str], Given], record: Record) -> Iterator[Note]:
    for figure in record.figures:
        key = (record.source.id, figure.id)
        topic, reach = index.topic.get(key), extent(figure)
        if topic is None or key not in figures or reach is None:
            continue
        values: dict[tuple[float, float], list[Given]] = {}
        for given in (figures[other] for other in topic.figures if other in figures):
            there = extent(given.figure)
            if there is not None and there != reach:
                values.setdefault(there, []).append(given)
        if values:
            others = [_number(givers, record) for givers in values.values()]
            yield _note(figure.start, figure.id, lemma(record, figure), "figure", others, urls.topic(topic.id))


def lemma(record: Record, figure: Figure) -> str:
    """A figure with what it counts: "41 boats"; a word that ends the one and opens the other is told once."""
    words, thing = figure_words(record.source, figure).split(), (figure.of or "").split()
    if words and thing and words[-1].lower() == thing[0].lower():
        thing = thing[1:]
    return " ".join(words + thing)


def _number(givers: list[Given], record: Record) -> Other:
    """One value, by the first who gives it in another source, else by this source itself."""
    given = next((one for one in givers if one.record is not record), givers[0])
    source, here = given.record.source, given.record is record
    words = f"{qualifier(source, given.figure)} {figure_words(source, given.figure)}".strip()
    return Other(words, outlet(source), place(source, given.figure.id), here, len(givers) - 1)


def _of_quotes(index: Index, record: Record) -> Iterator[Note]:
    behind = Behind(record)
    for quote in record.quotes:
        repeat = index.repeat.get((record.source.id, quote.id))
        if repeat is None or quote.spans[0].start in behind:
            continue
        others: dict[str, Other] = {}
        for source_id, other in repeat.quotes:
            if source_id != record.source.id and source_id in index.record:
                source = index.record[source_id].source
                others.setdefault(source_id, Other("", outlet(source), place(source, other), False, 0))
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
