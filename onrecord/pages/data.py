"""`data/`: the records, tables of quotes, figures, mentions and entities, and the dossier as one file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from operator import attrgetter
from typing import NamedTuple

import msgspec

from onrecord import __version__
from onrecord.dossier.gist import Gist
from onrecord.dossier.titles import Heading
from onrecord.model import Entity, Page, Record
from onrecord.pages import urls
from onrecord.pages.excerpt import quote_words
from onrecord.pages.frame import Frame, Later
from onrecord.pages.indexes import Aspect, Index, ground, kinds, once, quoted, record_of
from onrecord.pages.parts import LENGTH, stretches
from onrecord.pages.shelf import Opened
from onrecord.pages.spread import extent
from onrecord.pages.stretches import to_be_asked
from onrecord.pages.tables import line, table, word
from onrecord.pages.words import figure_words
from onrecord.record import encode

_ABOUT = {
    "quotes": "Who said what, where, in which form.",
    "figures": "Every number and date, with what it counts and who gives it.",
    "mentions": "Every place that names a person, a body or a place.",
    "entities": "Everybody and everything named, with counts.",
}
_TABLES: dict[str, Aspect] = {"quotes": "quotes", "figures": "figures", "mentions": "mentions", "entities": "counts"}
"""And the aspect of the gists that each is made of."""
CELLS_KEPT = 4096
_SOURCE = ("source", "title", "outlet", "published")
_HEADS: dict[str, tuple[str, ...]] = {
    "quotes": (
        *("permalink", *_SOURCE, "speaker", "speaker_id", "speaker_for", "form", "words"),
        *("cue", "confidence", "why"),
    ),
    "figures": (
        *("permalink", *_SOURCE, "kind", "words", "qualifier", "low", "high", "date", "unit", "of"),
        *("said_by", "said_by_id", "confidence", "why"),
    ),
    "mentions": ("permalink", *_SOURCE, "kind", "entity", "entity_id", "form", "words", "confidence", "why"),
    "entities": ("permalink", "id", "kind", "name", "aliases", "roles", "quotes", "mentions", "identifiers"),
}


class File(NamedTuple):
    """A table that can be taken away."""

    name: str
    path: str
    rows: int
    about: str


class RecordFile(NamedTuple):
    """A record that can be taken away."""

    name: str
    path: str
    heading: Heading


def pages(frame: Frame, look_ups: Index) -> Iterator[Page | Later]:
    """All files of `data/` and the page that lists them."""
    sources = look_ups.sources
    if not sources:
        return
    if frame.wants("data/dossier.json", ground(look_ups, "counts"), [(source.id, source.sha256) for source in sources]):
        yield Page("data/dossier.json", _json(_dossier(look_ups, frame)))
    for place in to_be_asked(frame, look_ups, "records", look_ups.related):
        source = sources[place]
        if frame.wants_at(place, urls.record(source.id), look_ups.printed[source.id]):
            yield Later(place, partial(_record, look_ups, source))
    for name, aspect in _TABLES.items():
        path, made_of = f"data/{name}.csv", ground(look_ups, aspect)
        if not frame.stays(path, made_of) and frame.wants(path, made_of):
            yield Page(f"data/{name}.csv", table(_HEADS[name], _ROWS[name](frame, look_ups)))
    if not frame.stays("list of tables", ground(look_ups, "counts", "figures", "quotes")):
        yield from _overview(frame, look_ups)


def _overview(frame: Frame, index: Index) -> Iterator[Page]:
    sources, counts = index.sources, _counts(index)
    few = sources if len(sources) <= LENGTH else ()
    records = [RecordFile(f"{source.id}.json", urls.record(source.id), source.title) for source in few]
    if frame.wants("data/index.html", counts, records):
        yield _list(frame, counts, records)


def _record(index: Index, source: Gist) -> Page:
    return Page(urls.record(source.id), encode(record_of(index, source), index.entity) + b"\n")


def _named(index: Index) -> list[tuple[Entity, int, int]]:
    """Everybody and everything named, with what they said and where they are named."""
    return [
        (entity, index.total[entity.id].said.total, index.total[entity.id].named) for entity in index.dossier.entities
    ]


def _counts(index: Index) -> dict[str, int]:
    """How many rows each table has."""
    return {
        "quotes": once(index, quoted).total,
        "figures": once(index, kinds).total(),
        "mentions": sum(source.marked.standing for source in index.sources),
        "entities": len(index.dossier.entities),
    }


def _list(frame: Frame, rows: Mapping[str, int], records: Sequence[RecordFile]) -> Page:
    files = [File(f"{name}.csv", f"data/{name}.csv", rows[name], about) for name, about in _ABOUT.items()]
    return frame.page("data/index.html", "data.html", kind="data", section="data", tables=files, records=records)


def _json(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


@lru_cache(CELLS_KEPT)
def _number(value: float) -> str:
    return f"{value:.12g}"


_known = lru_cache(CELLS_KEPT)(word)
"""A cell that many rows have."""


def _source(record: Record, address: str) -> tuple[str, str]:
    """How the address of a mark in a source begins, and the cells that all its rows have, between commas.

    (What ends the address is the mark's id, a hash that no table needs to quote.)
    """
    source = record.source
    known = source.metadata
    cells = ",".join(map(word, (source.id, known.title, known.outlet, known.published)))
    return word(f"{address}{urls.source(source.id)}#"), f",{cells},"


class _Names(dict[str | None, str]):
    """By entity: the cells of its name and its id."""

    def __init__(self, index: Index) -> None:
        super().__init__({name: f"{word(entity.name)},{word(name)}" for name, entity in index.entity.items()})
        self[None] = ","

    def __missing__(self, name: str | None) -> str:
        return f",{word(name)}"


def _quotes(opened: Iterable[Opened], names: _Names, address: str) -> Iterator[str]:
    for each in opened:
        record = each.record
        place, source = _source(record, address)
        text = record.source.text
        for _, quote in each.lists.quotes:
            cue = _known(text[quote.cue.start : quote.cue.end]) if quote.cue else ""
            body = names[quote.speaker_for].rpartition(",")[0]
            yield (
                f"{place}{quote.id}{source}{names[quote.speaker]},{body},{quote.form},{word(quote_words(text, quote))},"
                f"{cue},{_number(quote.confidence)},{_known(quote.why)}\r\n"
            )


def _figures(opened: Iterable[Opened], names: _Names, address: str) -> Iterator[str]:
    for each in opened:
        record = each.record
        place, source = _source(record, address)
        for _, figure in each.lists.figures:
            reach = extent(figure)
            numbers = f"{_number(reach[0])},{_number(reach[1])}" if reach else ","
            date = word(figure.value) if isinstance(figure.value, str) else ""
            yield (
                f"{place}{figure.id}{source}{figure.kind},{word(figure_words(record.source, figure))},"
                f"{_known(figure.qualifier)},{numbers},{date},{_known(figure.unit)},{_known(figure.of)},"
                f"{names[figure.said_by]},{_number(figure.confidence)},{_known(figure.why)}\r\n"
            )


def _mentions(opened: Iterable[Opened], names: _Names, address: str) -> Iterator[str]:
    for each in opened:
        record = each.record
        place, source = _source(record, address)
        text = record.source.text
        for mention in each.lists.mentions:
            words = _known(" ".join(text[mention.start : mention.end].split()))
            yield (
                f"{place}{mention.id}{source}{mention.kind},{names[mention.entity]},{mention.form},{words},"
                f"{_number(mention.confidence)},{_known(mention.why)}\r\n"
            )


def _entities(frame: Frame, index: Index) -> Iterator[bytes]:
    for entity, quotes, mentions in _named(index):
        row = (
            frame.settings.address + urls.entity(entity),
            entity.id,
            entity.kind,
            entity.name,
            " | ".join(entity.aliases),
            " | ".join(entity.roles),
            quotes,
            mentions,
            " | ".join(f"{scheme}:{value}" for scheme, value in entity.identifiers),
        )
        yield line(row).encode()


_Rows = Callable[[Frame, Index], Iterator[bytes | memoryview]]
_Lines = Callable[[Iterable[Opened], _Names, str], Iterator[str]]


def _by_source(name: str, lines: _Lines) -> _Rows:
    """The rows of a table in which each source has its own; those of sources that did not change are recalled."""

    def rows(frame: Frame, index: Index) -> Iterator[memoryview]:
        names, address = _Names(index), frame.settings.address

        def make(sources: Sequence[Gist]) -> memoryview:
            opened = (index.shelf[source.id] for source in sources)
            return memoryview("".join(lines(opened, names, address)).encode())

        for sources in stretches(index.sources):
            made_of = address, [index.printed[source.id] for source in sources]
            yield frame.recall(f"rows of {name}", made_of, memoryview, partial(make, sources))

    return rows


_ROWS: dict[str, _Rows] = {
    "quotes": _by_source("quotes", _quotes),
    "figures": _by_source("figures", _figures),
    "mentions": _by_source("mentions", _mentions),
    "entities": _entities,
}


def _dossier(index: Index, frame: Frame) -> dict[str, object]:
    """The whole dossier but for the texts and the marks, which are in the records."""
    dossier = index.dossier
    return {
        "schema": "onrecord-dossier/1",
        "title": frame.settings.title,
        "address": frame.settings.address or None,
        "engine": __version__,
        "sources": [_described(source) for source in sorted(index.sources, key=attrgetter("path"))],
        "entities": [_entity(entity) for entity in dossier.entities],
        "topics": dossier.topics,
        "repeats": dossier.repeats,
        "twins": dossier.twins,
        "companions": dict(dossier.companions),
    }


def _described(source: Gist) -> dict[str, object]:
    return {
        "id": source.id,
        "page": urls.source(source.id),
        "record": urls.record(source.id),
        "sha256": source.sha256,
        "metadata": source.metadata,
        "quotes": source.marked.quotes,
        "figures": source.marked.figures,
        "mentions": source.marked.mentions,
    }


def _entity(entity: Entity) -> dict[str, object]:
    return {"page": urls.entity(entity), **msgspec.structs.asdict(entity), "identifiers": dict(entity.identifiers)}
