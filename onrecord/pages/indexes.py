"""What the ledgers look up: who said how much, who is named where, which figures count one thing.

It is made of the gists of the records, and of each only what some view asks for: where little has changed, little is
unpacked. Views ask it what a page is made of; for a page that is to be made they take the marks themselves from the
shelf.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any, Literal, TypeVar, cast, get_args

from onrecord.digests import digest
from onrecord.dossier.gist import Gist, Number, Share
from onrecord.dossier.gisting import gists_of
from onrecord.model import Dossier, Entity, EntityKind, Figure, Record, Repeat, Topic
from onrecord.pages.shelf import Shelf
from onrecord.pages.totals import Tally, Total, total_of
from onrecord.pages.value import Value

K = TypeVar("K")
T = TypeVar("T")


Aspect = Literal["story", "counts", "quotes", "figures", "dates", "mentions"]
"""Of a gist, as `Digests` has them."""
Held = tuple[Gist, Share]
"""A source, and what it has of an entity."""


class Counted(Value, frozen=True):
    """A figure that belongs to a topic."""

    source: Gist
    figure: Figure
    words: str
    """As it stands in its source."""
    row: bytes
    """As `Number.row`."""


class Each(dict[K, T]):
    """A value for every key, each made when it is first asked for."""

    def __init__(self, make: Callable[[K], T]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: K) -> T:
        made = self[key] = self._make(key)
        return made


LAID = 25
"""Repeats of each sort that the page of quotes lays side by side: all of them, while there are no more."""


class Index(Value, frozen=True):
    """Everything in lists, the newest source first."""

    dossier: Dossier
    sources: tuple[Gist, ...]
    """The newest first, those without a date last."""
    source: Mapping[str, Gist]
    place: Mapping[str, int]
    """By source: where it stands in `sources`."""
    shelf: Shelf
    """The records themselves."""
    entity: Mapping[str, Entity]
    companions: Mapping[str, tuple[tuple[str, int], ...]]
    """By entity: whom it shares paragraphs with, and how many."""
    repeat: Mapping[tuple[str, str], Repeat]
    echoes: Mapping[tuple[str, str], int]
    """By quote: how many other sources have the same words."""
    topic: Mapping[tuple[str, str], Topic]
    related: bytes
    """A digest of the dossier but for its records, and of what each source is called: of all that any page may show
    of other sources."""
    things: bytes
    """A digest of the topics."""
    beside: bytes
    """A digest of all that notes beside a text may show of other sources: topics, repeats, what sources are called, and
    their figures."""
    made: dict[Callable[[Index], Any], Any]
    """What `once` keeps."""
    minimum: float = 0.0
    """Below this confidence a quote is published without its speaker."""

    @property
    def holders(self) -> Holders:
        """By entity: the sources that have something of it, and where in `Gist.holds` and `Gist.shares`."""
        return once(self, Holders)

    @property
    def held(self) -> Each[str, list[Held]]:
        """By entity: what each source has of it."""
        return once(self, _held)

    @property
    def total(self) -> Each[str, Total]:
        """By entity."""
        return once(self, _totals)

    @property
    def number(self) -> Each[str, dict[str, Number]]:
        """By source and figure: the figures that say what they count."""
        return once(self, _numbers)

    @property
    def printed(self) -> Each[str, bytes]:
        """By source: a digest of the record, and of the names and addresses of whom it refers to."""
        return once(self, _prints)

    @property
    def figuring(self) -> Each[str, bytes]:
        """By source: a digest of all that lists show beside its figures: what it is called, the names and addresses of
        those who give them, their topics."""
        return once(self, _figuring)

    @property
    def around(self) -> Each[str, bytes]:
        """By source: a digest of all that lists show beside its marks: what it is called, the names and addresses of
        whom it refers to, the topics of its figures, in how many sources its quotes stand and where those are laid side
        by side. With the rows of the marks (`Gist`) it tells all of a list."""
        return once(self, _surroundings)


def once(index: Index, make: Callable[[Index], T]) -> T:
    """What `make` makes of the look-ups, made once however many views ask for it."""
    if make not in index.made:
        index.made[make] = make(index)
    return cast(T, index.made[make])


def counted(index: Index, keys: Iterable[tuple[str, str]]) -> Iterator[Counted]:
    """Figures by their sources and ids, but for those whose records are not there."""
    sources, numbers = index.source, index.number
    for name, figure in keys:
        source = sources.get(name)
        number = numbers[name].get(figure) if source else None
        if source and number:
            yield Counted(source, number.figure, number.words, number.row)


def newest_first(sources: Iterable[Gist]) -> list[Gist]:
    """By date of publication, undated ones last; among equals in the order given."""
    return sorted(sources, key=lambda source: source.published, reverse=True)


def listed(index: Index, kind: EntityKind) -> list[Entity]:
    """The entities of a kind that some source names, quotes or has a number from, in order of id."""
    return [each for each in index.dossier.entities if each.kind == kind and index.total[each.id].listed]


def lists_any(index: Index, kind: EntityKind) -> bool:
    """Whether `listed` has any: the first source that has one tells it."""
    its = {each.id for each in index.dossier.entities if each.kind == kind}
    shares = (share for source in index.sources for share in source.shares if share.entity in its)
    return bool(its) and any(share.named or share.said or share.given for share in shares)


def quoted(index: Index) -> Tally:
    """All quotes in lists."""
    marked = [source.marked for source in index.sources]
    return Tally(sum([each.direct for each in marked]), sum([each.other for each in marked]))


def kinds(index: Index) -> Counter[str]:
    """All figures in lists, by kind."""
    found: Counter[str] = Counter()
    for source in index.sources:
        for kind, number, _ in source.marked.kinds:
            found[kind] += number
    return found


def record_of(index: Index, source: Gist) -> Record:
    """The record of a source of the dossier."""
    return index.shelf[source.id].record


def index(dossier: Dossier, minimum: float = 0.0) -> Index:
    """All look-ups of a dossier whose settings publish what is at least `minimum` sure."""
    gists = gists_of(dossier.records)
    sources = tuple(newest_first(gists))
    things, repeats, called = map(digest, (dossier.topics, dossier.repeats, [each.digests.named for each in sources]))
    others = dossier.entities, dossier.twins, dossier.companions, dossier.reviews
    return Index(
        dossier=dossier,
        sources=sources,
        source={source.id: source for source in sources},
        place={source.id: place for place, source in enumerate(sources)},
        shelf=Shelf(dossier, gists),
        entity={entity.id: entity for entity in dossier.entities},
        companions=dict(dossier.companions),
        repeat={key: repeat for repeat in dossier.repeats for key in repeat.quotes},
        echoes=_echoes(dossier.repeats),
        topic={key: topic for topic in dossier.topics for key in topic.figures},
        related=digest(things, repeats, others, minimum, called),
        things=things,
        beside=digest(things, repeats, called, [source.digests.figures for source in sources]),
        made={},
        minimum=minimum,
    )


def ground(index: Index, *aspects: Aspect) -> bytes:
    """A digest of what some pages are made of: `Index.related`, and of every source these aspects of its gist."""
    return digest(index.related, [once(index, _WHOLE[each]) for each in aspects])


def figures_ground(index: Index) -> bytes:
    """As `ground`, of what ledgers show of figures: a new name concerns it only if somebody of that name gives one."""
    figuring = b"".join([index.figuring[source.id] for source in index.sources])
    return digest(index.things, figuring, once(index, _WHOLE["figures"]))


def _whole(aspect: Aspect) -> Callable[[Index], bytes]:
    of = attrgetter(aspect)
    return lambda index: digest(b"".join([of(source.digests) for source in index.sources]))


_WHOLE: dict[Aspect, Callable[[Index], bytes]] = {aspect: _whole(aspect) for aspect in get_args(Aspect)}
"""By aspect: a digest of it over all sources."""


class Holders(dict[str, list[tuple[Gist, int]]]):
    """By entity: the sources that have something of it, and where in `Gist.holds` and `Gist.shares`.

    All are found when one is asked for that was not expected.
    """

    def __init__(self, index: Index) -> None:
        super().__init__()
        self._index = index

    def __missing__(self, entity: str) -> list[tuple[Gist, int]]:
        self.expect(self._index.entity)
        return self[entity]

    def expect(self, entities: Iterable[str]) -> None:
        """Find those of some entities, in one go."""
        wanted = {entity: list[tuple[Gist, int]]() for entity in entities if entity not in self}
        for source in self._index.sources if wanted else ():
            if not wanted.keys().isdisjoint(source.holds):
                for at, entity in enumerate(source.holds):
                    held = wanted.get(entity)
                    if held is not None:
                        held.append((source, at))
        self.update(wanted)


def _held(index: Index) -> Each[str, list[Held]]:
    holders = index.holders
    return Each(lambda entity: [(source, source.shares[at]) for source, at in holders[entity]])


def _totals(index: Index) -> Each[str, Total]:
    held = index.held
    return Each(lambda entity: total_of(held[entity]))


def _numbers(index: Index) -> Each[str, dict[str, Number]]:
    return Each(lambda source: {number.figure.id: number for number in index.source[source].numbers})


def _prints(index: Index) -> Each[str, bytes]:
    return Each(lambda source: _printed(index, index.source[source]))


def _figuring(index: Index) -> Each[str, bytes]:
    return Each(lambda source: _counting(index, index.source[source]))


def _surroundings(index: Index) -> Each[str, bytes]:
    return Each(lambda source: _around(index, index.source[source]))


def _marks(index: Index) -> Each[str, bytes]:
    """By entity: its name and its address; b"" for one that has no page."""

    def mark(name: str) -> bytes:
        entity = index.entity.get(name)
        return digest(entity.id, entity.kind, entity.name) if entity else b""

    return Each(mark)


def _printed(index: Index, source: Gist) -> bytes:
    mark = once(index, _marks)
    return digest(source.digests.record, b"".join([mark[name] for name in source.referred]))


def _around(index: Index, source: Gist) -> bytes:
    id, topic, repeat, mark = source.id, index.topic, index.repeat, once(index, _marks)
    topics = [topic.get((id, number.figure.id)) for number in source.numbers] if topic else []
    repeats = [repeat.get((id, quote.id)) for quote in source.spoken] if repeat else []
    return digest(
        source.digests.named,
        b"".join([mark[name] for name in source.referred]),
        [index.entity[name].roles[:1] for name in (*source.holds, *source.referred) if name in index.entity],
        [its and its.id for its in topics],
        [its and (index.echoes[its.quotes[0]], its.quotes[0], other_of(its, id)) for its in repeats],
        len(index.dossier.repeats) <= LAID,
        index.minimum,
    )


def _counting(index: Index, source: Gist) -> bytes:
    topic, mark = index.topic, once(index, _marks)
    topics = [topic.get((source.id, number.figure.id)) for number in source.numbers] if topic else []
    givers = b"".join([mark[name] for name in source.givers])
    return digest(source.digests.named, givers, [its and its.id for its in topics])


def other_of(repeat: Repeat, source: str) -> tuple[str, str] | None:
    """The first quote with the same words in another source."""
    return next((quote for quote in repeat.quotes if quote[0] != source), None)


def _echoes(repeats: Iterable[Repeat]) -> dict[tuple[str, str], int]:
    found = {}
    for repeat in repeats:
        others = len({source for source, _ in repeat.quotes}) - 1
        found.update(dict.fromkeys(repeat.quotes, others))
    return found
