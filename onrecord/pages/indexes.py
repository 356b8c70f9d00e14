"""What the ledgers look up: who said what, who is named where, who gave which number; made in one pass."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar, cast

from onrecord.digests import digest
from onrecord.model import Dossier, Entity, EntityKind, Figure, Mention, Quote, Record, Repeat, Topic, Use
from onrecord.record import referred

T = TypeVar("T")

BEHIND = frozenset("related promo tags copyright boilerplate title-repeat header".split())
"""Zones that stand back on the page: what lies in them is no part of any list, table or count."""


class Said(NamedTuple):
    """A quote and the record it stands in."""

    record: Record
    quote: Quote


class Named(NamedTuple):
    """A mention and the record it stands in."""

    record: Record
    mention: Mention


class Given(NamedTuple):
    """A figure and the record it stands in."""

    record: Record
    figure: Figure


class Index(NamedTuple):
    """Everything in lists, the newest source first and within a source in the order of its text."""

    dossier: Dossier
    records: tuple[Record, ...]
    """The newest first, those without a date last."""
    record: Mapping[str, Record]
    entity: Mapping[str, Entity]
    quotes: tuple[Said, ...]
    figures: tuple[Given, ...]
    said: Mapping[str, list[Said]]
    """By entity: what it said, and what an unnamed spokesperson said for it (`quote.speaker_for`)."""
    about: Mapping[str, list[Said]]
    """By entity: what others said that names it."""
    named: Mapping[str, list[Named]]
    """By entity: where it stands by name or by a phrase; pronouns are left out."""
    given: Mapping[str, list[Given]]
    """By entity: the numbers it gave; dates are left out."""
    used: Mapping[str, list[tuple[Record, Use]]]
    """By entity: how each source names and describes it."""
    companions: Mapping[str, tuple[tuple[str, int], ...]]
    """By entity: whom it shares paragraphs with, and how many."""
    repeat: Mapping[tuple[str, str], Repeat]
    echoes: Mapping[tuple[str, str], int]
    """By quote: how many other sources have the same words."""
    topic: Mapping[tuple[str, str], Topic]
    counted: dict[tuple[str, str], Given]
    """By source and figure: the figures that belong to a topic."""
    printed: Mapping[str, bytes]
    """By source: a digest of the record, and of the names and addresses of whom it refers to."""
    shown: Mapping[str, bytes]
    """By source: a digest of all that any page shows of it: the record, the names and addresses of whom it refers to,
    the topics of its figures, in how many sources its quotes stand and where those are laid side by side."""
    made: dict[Callable[[Index], Any], Any]
    """What `once` keeps."""
    minimum: float = 0.0
    """Below this confidence a quote is published without its speaker."""


def once(index: Index, make: Callable[[Index], T]) -> T:
    """What `make` makes of the look-ups, made once however many views ask for it."""
    if make not in index.made:
        index.made[make] = make(index)
    return cast(T, index.made[make])


def everything(index: Index) -> bytes:
    """A digest of the whole dossier: what the pages are made of that draw on all of it."""
    dossier = index.dossier
    return digest(
        list(index.shown.items()),
        dossier.entities,
        dossier.topics,
        dossier.repeats,
        dossier.companions,
        dossier.reviews,
    )


def newest_first(records: Iterable[Record]) -> list[Record]:
    """By date of publication, undated ones last; among equals in the order given."""
    return sorted(records, key=lambda record: record.source.metadata.published or "", reverse=True)


def listed(index: Index, kind: EntityKind) -> list[Entity]:
    """The entities of a kind that some source names, quotes or has a number from, in order of id."""
    held = (index.named, index.said, index.given)
    return [e for e in index.dossier.entities if e.kind == kind and any(by[e.id] for by in held)]


class Behind:
    """Tells whether an offset of one source lies in a zone that stands back."""

    def __init__(self, record: Record) -> None:
        zones = sorted(zone for zone in record.source.zones if zone.kind in BEHIND)
        self._starts = [zone.start for zone in zones]
        self._ends = [zone.end for zone in zones]

    def before(self, marks: tuple[T, ...], start: Callable[[T], int]) -> list[T]:
        """The marks that do not lie in such a zone."""
        return [mark for mark in marks if start(mark) not in self] if self._starts else list(marks)

    def __contains__(self, offset: int) -> bool:
        place = bisect_right(self._starts, offset) - 1
        return place >= 0 and offset < self._ends[place]


def index(dossier: Dossier, minimum: float = 0.0) -> Index:
    """All look-ups of a dossier whose settings publish what is at least `minimum` sure."""
    records = newest_first(dossier.records)
    made = _empty(dossier, tuple(records))
    quotes: list[Said] = []
    figures: list[Given] = []
    for record in records:
        behind = Behind(record)
        mentions = behind.before(record.mentions, _start)
        here = [Said(record, quote) for quote in behind.before(record.quotes, _first_start)]
        _add_mentions(made, record, mentions)
        for use in record.uses:
            if use.entity in made.used:
                made.used[use.entity].append((record, use))
        _add_quotes(made, here, mentions)
        quotes += here
        figures += _add_figures(made, record, behind)
    printed = {record.source.id: _printed(made, record) for record in records}
    shown = {record.source.id: _shown(made, record, printed[record.source.id], minimum) for record in records}
    found = made._replace(quotes=tuple(quotes), figures=tuple(figures), printed=printed, shown=shown)
    return found._replace(minimum=minimum)


_start = attrgetter("start")


def _first_start(quote: Quote) -> int:
    return quote.spans[0].start


def _printed(made: Index, record: Record) -> bytes:
    entities = [made.entity[name] for name in sorted(referred(record)) if name in made.entity]
    return digest(record, [(entity.id, entity.kind, entity.name) for entity in entities])


def _shown(made: Index, record: Record, printed: bytes, minimum: float) -> bytes:
    source = record.source.id
    named = dict.fromkeys([*(use.entity for use in record.uses), *sorted(referred(record))])
    topics = [made.topic.get((source, figure.id)) for figure in record.figures]
    repeats = [made.repeat.get((source, quote.id)) for quote in record.quotes]
    return digest(
        printed,
        [made.entity[one].roles[:1] for one in named if one in made.entity],
        [topic and topic.id for topic in topics],
        [repeat and (made.echoes[repeat.quotes[0]], repeat.quotes[0]) for repeat in repeats],
        minimum,
    )


def _empty(dossier: Dossier, records: tuple[Record, ...]) -> Index:
    ids = [entity.id for entity in dossier.entities]
    return Index(
        dossier=dossier,
        records=records,
        record={record.source.id: record for record in records},
        entity={entity.id: entity for entity in dossier.entities},
        quotes=(),
        figures=(),
        said={name: [] for name in ids},
        about={name: [] for name in ids},
        named={name: [] for name in ids},
        given={name: [] for name in ids},
        used={name: [] for name in ids},
        companions=dict(dossier.companions),
        repeat={key: repeat for repeat in dossier.repeats for key in repeat.quotes},
        echoes=_echoes(dossier.repeats),
        topic={key: topic for topic in dossier.topics for key in topic.figures},
        counted={},
        printed={},
        shown={},
        made={},
    )


def _echoes(repeats: Iterable[Repeat]) -> dict[tuple[str, str], int]:
    found = {}
    for repeat in repeats:
        others = len({source for source, _ in repeat.quotes}) - 1
        found.update(dict.fromkeys(repeat.quotes, others))
    return found


def _add_mentions(made: Index, record: Record, mentions: list[Mention]) -> None:
    for mention in mentions:
        held = made.named.get(mention.entity)
        if held is not None and mention.form != "pronoun":
            held.append(Named(record, mention))


def _add_quotes(made: Index, here: list[Said], mentions: list[Mention]) -> None:
    starts = [mention.start for mention in mentions]
    for said in here:
        voices = dict.fromkeys((said.quote.speaker, said.quote.speaker_for))
        for voice in voices:
            if voice and voice in made.said:
                made.said[voice].append(said)
        for entity in dict.fromkeys(_named_in(said.quote, mentions, starts)):
            if entity not in voices and entity in made.about:
                made.about[entity].append(said)


def _named_in(quote: Quote, mentions: list[Mention], starts: list[int]) -> Iterator[str]:
    """The entities that the words of a quote name."""
    for span in quote.spans:
        for place in range(bisect_right(starts, span.start - 1), len(starts)):
            if starts[place] >= span.end:
                break
            if mentions[place].form != "pronoun":
                yield mentions[place].entity


def _add_figures(made: Index, record: Record, behind: Behind) -> list[Given]:
    source = record.source.id
    for figure in record.figures:
        if (source, figure.id) in made.topic:
            made.counted[source, figure.id] = Given(record, figure)
    here = [Given(record, figure) for figure in behind.before(record.figures, _start)]
    for given in here:
        giver = given.figure.said_by
        if giver and giver in made.given and given.figure.kind != "date":
            made.given[giver].append(given)
    return here
