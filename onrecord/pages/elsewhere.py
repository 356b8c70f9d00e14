"""What other sources say to a source's figures and quotes: the notes of the right margin.

A thing counted in every source would be gone through once for each: so what is given for it is summed up once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from onrecord.model import Figure, Quote, Record, Repeat
from onrecord.pages import urls
from onrecord.pages.entries import place
from onrecord.pages.indexes import Behind, Given, Index
from onrecord.pages.spread import Point, all_given, bound, extent, left_open
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
    apart: bool = True
    """False for a figure when no other number contradicts it."""


class _Value:
    """One number given for a thing: the first who gives it, the first in another source than that, how many."""

    def __init__(self, point: Point) -> None:
        self.first, self.second, self.times = point.given, point.given, 1
        self.bound = point.bound
        self.low, self.high = left_open(point)

    def add(self, given: Given) -> None:
        self.times += 1
        if self.second is self.first and given.record is not self.first.record:
            self.second = given

    def told(self, record: Record) -> Other:
        """The number, by the first who gives it in another source than `record`, else by that source itself."""
        if record is self.first.record:
            return self._by(self.second, self.second.record is record)
        return self._elsewhere

    @cached_property
    def _elsewhere(self) -> Other:
        return self._by(self.first, False)

    def _by(self, given: Given, here: bool) -> Other:
        source, figure = given.record.source, given.figure
        words = f"{qualifier(source, figure)} {figure_words(source, figure)}".strip()
        return Other(words, outlet(source), place(source, figure.id), here, self.times - 1)


class _Thing:
    """All numbers given for a thing, in the order in which sources give them."""

    def __init__(self, given: Iterable[Given]) -> None:
        values: dict[tuple[float, float], _Value] = {}
        for one, reach in ((one, extent(one.figure)) for one in given):
            if reach in values:
                values[reach].add(one)
            elif reach is not None:
                values[reach] = _Value(Point(one, *reach, bound(one.figure)))
        self._values = values
        self._lows = sorted(value.low for value in values.values())
        self._highs = sorted(value.high for value in values.values())

    def others(self, record: Record, figure: Figure) -> tuple[tuple[Other, ...], int, bool]:
        """The first numbers that cannot be true beside this one, how many more there are, and True.

        Where all can be, by rounding, a range or "at least": the first that are not the same, and False.
        """
        own, bounded = extent(figure) or (0.0, 0.0), bound(figure)
        same = self._values.get(own)
        if same and same.bound == bounded:
            low, high = same.low, same.high
        else:
            low, high = left_open(Point(Given(record, figure), *own, bounded))
        rivals = bisect_left(self._highs, low) + len(self._lows) - bisect_right(self._lows, high)
        if rivals:
            values = (value for value in self._values.values() if value.high < low or value.low > high)
        else:
            values = (value for reach, value in self._values.items() if reach != own)
        told = tuple(value.told(record) for value in islice(values, MOST_SHOWN))
        return told, (rivals or len(self._values) - 1) - len(told), rivals > 0


class Elsewhere:
    """What the other sources say, for one source after the other."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._things: dict[str, _Thing] = {}
        self._repeats: dict[tuple[str, str], dict[str, Other]] = {}

    def notes(self, record: Record) -> list[Note]:
        """The notes of a source in the order of its text."""
        return sorted((*self._of_figures(record), *self._of_quotes(record)))

    def _of_figures(self, record: Record) -> Iterator[Note]:
        for figure in record.figures:
            key = (record.source.id, figure.id)
            topic = self._index.topic.get(key)
            if topic is None or key not in self._index.counted or extent(figure) is None:
                continue
            if topic.id not in self._things:
                self._things[topic.id] = _Thing(all_given(self._index, topic))
            told, more, apart = self._things[topic.id].others(record, figure)
            if told:
                yield Note(
                    figure.start, figure.id, lemma(record, figure), "figure", told, more, urls.topic(topic.id), apart
                )

    def _of_quotes(self, record: Record) -> Iterator[Note]:
        behind = Behind(record)
        for quote in record.quotes:
            repeat = self._index.repeat.get((record.source.id, quote.id))
            if repeat is None or quote.spans[0].start in behind:
                continue
            sources = self._sources(repeat)
            told = tuple(islice((other for name, other in sources.items() if name != record.source.id), MOST_SHOWN))
            if told:
                more = len(sources) - (record.source.id in sources) - len(told)
                yield Note(quote.spans[0].start, quote.id, _opening(record, quote), "quote", told, more, "")

    def _sources(self, repeat: Repeat) -> dict[str, Other]:
        """The sources that have the words of a repeated quote."""
        first = repeat.quotes[0]
        if first not in self._repeats:
            found = self._repeats[first] = {}
            for name, quote in repeat.quotes:
                if name in self._index.record and name not in found:
                    source = self._index.record[name].source
                    found[name] = Other("", outlet(source), place(source, quote), False, 0)
        return self._repeats[first]


def room(record: Record) -> int:
    """How many notes the margin of a source has room for."""
    return min(MOST_NOTES, 4 + len(record.source.text) // NOTE)


def lemma(record: Record, figure: Figure) -> str:
    """A figure with what it counts: "41 boats"; a word that ends the one and opens the other is told once."""
    words, thing = figure_words(record.source, figure).split(), (figure.of or "").split()
    if words and thing and words[-1].lower() == thing[0].lower():
        thing = thing[1:]
    return " ".join(words + thing)


def _opening(record: Record, quote: Quote) -> str:
    """The first words of a quote."""
    span = quote.spans[0]
    words = " ".join(record.source.text[span.start : span.end].split())
    if len(words) <= LONGEST_LEMMA:
        return words
    return words[:LONGEST_LEMMA].rsplit(" ", 1)[0].rstrip(",;:.—–- ") + " …"
