"""What other sources say to a source's figures and quotes: the notes of the right margin.

A thing counted in every source would be gone through once for each: so what is given for it is summed up once, to the
first few values and the outermost, and no note counts further than that. So one more number given somewhere does not
change the notes of every source that counts the same thing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from onrecord.digests import digest
from onrecord.dossier.gist import Gist
from onrecord.dossier.zones import Behind
from onrecord.model import Figure, Quote, Record, Repeat, Topic
from onrecord.pages import urls
from onrecord.pages.entries import place
from onrecord.pages.indexes import Counted, Each, Index, counted, once
from onrecord.pages.spread import Point, all_given, bound, extent, left_open
from onrecord.pages.value import Value
from onrecord.pages.words import figure_words, qualifier

MOST_SHOWN = 3
"""Other values, or other sources, named in one note; the rest are counted."""
MOST_VALUES = 12
"""Values of a thing that notes choose from and count; where there are more they are "many"."""
MANY = 9
"""From here on it is "many more", and no number."""
LONGEST_LEMMA = 32
MOST_NOTES = 30
"""Notes that can be tied to their marks; `static/margin.css` has a pair of rules for each."""
NOTE = 160
"""About as many characters of text are as high as a note: a short text has no room for many."""


class Other(Value, frozen=True):
    """One other value, or one other source of a quote. The address counts from the site's root."""

    words: str
    """The number as it stands there; "" for a quote."""
    outlet: str
    href: str
    here: bool
    """It stands in the same source, further up or down."""
    more: int
    """How many other places give that value too; `MANY` for all from there on."""


class Note(NamedTuple):
    """One note: what it speaks of, and who says what instead."""

    start: int
    annotation: str
    lemma: str
    kind: str
    """`figure` or `quote`."""
    others: tuple[Other, ...]
    more: int
    """How many others there are beyond those; `MANY` for all from there on."""
    href: str
    """The page where all stand side by side; "" when there is none."""
    apart: bool = True
    """False for a figure when no other number contradicts it."""


class _Value:
    """One number given for a thing: the first who gives it, the first in another source than that, how many."""

    def __init__(self, given: Counted, reach: tuple[float, float]) -> None:
        self.first, self.second, self.times, self.reach = given, given, 1, reach

    def add(self, given: Counted) -> None:
        self.times += 1
        if self.second is self.first and given.source is not self.first.source:
            self.second = given

    @cached_property
    def bound(self) -> str:
        """How the first who gives it bounds it."""
        return bound(self.first.figure)

    @cached_property
    def open(self) -> tuple[float, float]:
        """From where to where the thing may lie."""
        return left_open(Point(self.first, *self.reach, self.bound))

    def told(self, source: str) -> Other:
        """The number, by the first who gives it in another source than `source`, else by that one itself."""
        return self.others[source == self.first.source.id]

    @cached_property
    def others(self) -> tuple[Other, Other]:
        """The number as it is told in other sources than the first that gives it, and in that one."""
        return self._by(self.first, False), self._by(self.second, self.second.source is self.first.source)

    def _by(self, given: Counted, here: bool) -> Other:
        source, figure, words = given.source, given.figure, given.words
        told = f"{qualifier(words, figure)} {words}".strip()
        return Other(told, source.outlet, place(source.id, figure.id), here, min(self.times - 1, MANY))


class _Thing:
    """The numbers given for a thing: the first of them in the order in which sources give them, and the outermost."""

    def __init__(self, address: str, given: Iterable[Counted]) -> None:
        self._address = address
        values: dict[tuple[float, float], _Value] = {}
        for one in given:
            reach = extent(one.figure)
            if reach in values:
                values[reach].add(one)
            elif reach is not None:
                values[reach] = _Value(one, reach)
        self._values = list(islice(values.values(), MOST_VALUES))
        self._many = len(values) > MOST_VALUES
        self._by_reach = values
        self._lowest, self._highest = _lowest(values.values()), _highest(values.values())

    @cached_property
    def _open(self) -> list[tuple[float, float, _Value]]:
        return [(*value.open, value) for value in self._values]

    @cached_property
    def _ends(self) -> list[tuple[float, float, _Value]]:
        return [(*value.open, value) for value in (self._lowest, self._highest) if value]

    @cached_property
    def digest(self) -> bytes:
        """Of all that a note can show of it."""
        shown = [value for _, _, value in (*self._open, *self._ends)]
        return digest(self._address, [(value.reach, value.open, value.others) for value in shown], self._many)

    def others(self, given: Counted) -> tuple[tuple[Other, ...], int, bool]:
        """The first numbers that cannot be true beside this one, how many more there are, and True.

        Where all can be, by rounding, a range or "at least": the first that are not the same, and False.
        """
        source, figure = given.source, given.figure
        own, bounded = extent(figure) or (0.0, 0.0), bound(figure)
        same = self._by_reach.get(own)
        if same and same.bound == bounded:
            low, high = same.open
        else:
            low, high = left_open(Point(given, *own, bounded))
        ends = [value for below, above, value in self._ends if above < low or below > high]
        if ends:
            values = [value for below, above, value in self._open if above < low or below > high] or ends
        else:
            values = [value for value in self._values if value.reach != own]
        told = tuple([value.told(source.id) for value in values[:MOST_SHOWN]])
        more = len(values) - len(told)
        return told, MANY if more and self._many else min(more, MANY), bool(ends)


def _lowest(values: Iterable[_Value]) -> _Value | None:
    """The value that leaves least open above: whatever lies apart from some value from below lies apart from it."""
    least, found = math.inf, None
    for value in sorted(values, key=lambda value: value.reach[1]):
        if value.reach[1] >= least:
            break
        if value.open[1] < least:
            least, found = value.open[1], value
    return found


def _highest(values: Iterable[_Value]) -> _Value | None:
    """The value that leaves least open below."""
    most, found = -math.inf, None
    for value in sorted(values, key=lambda value: -value.reach[0]):
        if value.reach[0] <= most:
            break
        if value.open[0] > most:
            most, found = value.open[0], value
    return found


class _Same:
    """The sources that have the words of a repeated quote."""

    def __init__(self, index: Index, repeat: Repeat) -> None:
        self._sources: dict[str, Other] = {}
        for name, quote in repeat.quotes:
            if name in index.source and name not in self._sources:
                self._sources[name] = Other("", index.source[name].outlet, place(name, quote), False, 0)
        self._first = list(islice(self._sources.items(), MOST_SHOWN + 1))
        self.digest = digest(self._first, min(len(self._sources), MOST_SHOWN + 1 + MANY))

    def others(self, record: Record) -> tuple[tuple[Other, ...], int]:
        """The first others, and how many more there are."""
        own = record.source.id
        told = tuple([other for name, other in self._first if name != own][:MOST_SHOWN])
        return told, min(len(self._sources) - (own in self._sources) - len(told), MANY)


class Elsewhere:
    """What the other sources say, for one source after the other."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._things: dict[str, _Thing] = {}
        self.known: dict[bytes, bytes] = {}
        """What notes can show of things, as digests, by what they are made of, as far as somebody has kept it."""
        self.told_of: dict[str, tuple[bytes, bytes]] = {}
        """The same by topic, of those that were asked for: what they are made of, and what notes can show."""
        self._repeats: dict[tuple[str, str], _Same] = {}
        self._last: tuple[Record, list[Note]] | None = None

    def told(self, source: Gist) -> bytes:
        """A digest of all that the notes of a source can show of others."""
        index = self._index
        found = []
        for number in source.numbers:
            topic = index.topic.get((source.id, number.figure.id))
            if topic is not None:
                found.append((number.figure.id, self._digest(topic)))
        if index.repeat:
            for quote in source.spoken:
                repeat = index.repeat.get((source.id, quote.id))
                if repeat is not None:
                    found.append((quote.id, self._same(repeat).digest))
        return digest(found)

    def notes(self, record: Record) -> list[Note]:
        """The notes of a source in the order of its text; its page and its cards ask for them in turn."""
        if self._last is None or self._last[0] is not record:
            self._last = record, sorted((*self._of_figures(record), *self._of_quotes(record)))
        return self._last[1]

    def _digest(self, topic: Topic) -> bytes:
        """That of the thing, which is summed up for it only if some source that counts it has other figures."""
        held = self.told_of.get(topic.id)
        if held is None:
            source = self._index.source
            its = [source[name].digests for name, _ in topic.figures if name in source]
            made_of = digest(topic.id, topic.figures, b"".join([each.named + each.figures for each in its]))
            held = self.told_of[topic.id] = made_of, self.known.get(made_of) or self._thing(topic).digest
        return held[1]

    def _thing(self, topic: Topic) -> _Thing:
        held = self._things.get(topic.id)
        if held is None:
            held = self._things[topic.id] = _Thing(urls.topic(topic.id), all_given(self._index, topic))
        return held

    def _same(self, repeat: Repeat) -> _Same:
        held = self._repeats.get(repeat.quotes[0])
        if held is None:
            held = self._repeats[repeat.quotes[0]] = _Same(self._index, repeat)
        return held

    def _of_figures(self, record: Record) -> Iterator[Note]:
        for figure in record.figures:
            key = (record.source.id, figure.id)
            topic = self._index.topic.get(key)
            given = next(counted(self._index, [key]), None)
            if topic is None or given is None or extent(figure) is None:
                continue
            told, more, apart = self._thing(topic).others(given)
            if told:
                words, href = with_thing(given.words, figure), urls.topic(topic.id)
                yield Note(figure.start, figure.id, words, "figure", told, more, href, apart)

    def _of_quotes(self, record: Record) -> Iterator[Note]:
        behind = Behind(record)
        for quote in record.quotes:
            repeat = self._index.repeat.get((record.source.id, quote.id))
            if repeat is None or quote.spans[0].start in behind:
                continue
            told, more = self._same(repeat).others(record)
            if told:
                yield Note(quote.spans[0].start, quote.id, _opening(record, quote), "quote", told, more, "")


def elsewhere(index: Index) -> Elsewhere:
    """What other sources say in a dossier, for all views: things are summed up once."""
    return once(index, Elsewhere)


def beside(index: Index) -> Each[str, bytes]:
    """By source: a digest of all that its notes can show of others."""
    others = elsewhere(index)
    return Each(lambda source: others.told(index.source[source]))


def room(record: Record) -> int:
    """How many notes the margin of a source has room for."""
    return min(MOST_NOTES, 4 + len(record.source.text) // NOTE)


def lemma(record: Record, figure: Figure) -> str:
    """A figure with what it counts: "41 boats"; a word that ends the one and opens the other is told once."""
    return with_thing(figure_words(record.source, figure), figure)


def with_thing(words: str, figure: Figure) -> str:
    """As `lemma`, for the words of a figure."""
    if not figure.of:
        return words
    own, thing = words.split(), figure.of.split()
    if own and thing and own[-1].lower() == thing[0].lower():
        thing = thing[1:]
    return " ".join(own + thing)


def _opening(record: Record, quote: Quote) -> str:
    """The first words of a quote."""
    span = quote.spans[0]
    words = " ".join(record.source.text[span.start : span.end].split())
    if len(words) <= LONGEST_LEMMA:
        return words
    return words[:LONGEST_LEMMA].rsplit(" ", 1)[0].rstrip(",;:.—–- ") + " …"
