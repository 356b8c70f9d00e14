"""`data/`: the records, the table of entities, the dossier as one file, and the page that lists all of these."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from operator import attrgetter

import msgspec

from onrecord import __version__
from onrecord.dossier.gist import Gist
from onrecord.dossier.titles import Heading
from onrecord.model import Entity, Page
from onrecord.pages import sheets, urls
from onrecord.pages.frame import Frame, day
from onrecord.pages.indexes import Index, ground, once, record_of
from onrecord.pages.later import Later
from onrecord.pages.parts import LENGTH, Link
from onrecord.pages.sheets import Sheet
from onrecord.pages.stretches import to_be_asked
from onrecord.pages.surroundings import sum_up
from onrecord.pages.tables import line, table
from onrecord.pages.value import Value
from onrecord.record import encode

_ABOUT = {
    "quotes": "Who said what, where, in which form.",
    "figures": "Every number and date, with what it counts and who gives it.",
    "mentions": "Every place that names a person, a body or a place.",
    "entities": "Everybody and everything named, with counts.",
}
_ENTITIES = ("permalink", "id", "kind", "name", "aliases", "roles", "quotes", "mentions", "identifiers")


class File(Value, frozen=True):
    """A table that can be taken away."""

    name: str
    path: str
    """"" where it is in parts."""
    rows: int
    about: str
    parts: Sequence[Link] = ()


class RecordFile(Value, frozen=True):
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
    for place in to_be_asked(frame, look_ups, "records", lambda source: look_ups.printed[source.id]):
        source = sources[place]
        if frame.wants_at(place, urls.record(source.id), look_ups.printed[source.id]):
            yield Later(place, partial(_record, look_ups, source))
    yield from sheets.pages(frame, look_ups)
    path, made_of = urls.table("entities"), ground(look_ups, "counts")
    if not frame.stays(path, made_of) and frame.wants(path, made_of):
        sum_up(look_ups, frame.recall)
        yield Page(path, table(_ENTITIES, _entities(frame, look_ups)))
    if not frame.stays("list of tables", ground(look_ups, "counts", "figures", "quotes")):
        yield from _overview(frame, look_ups)


def _overview(frame: Frame, index: Index) -> Iterator[Page]:
    sources = index.sources
    tables = [_file(name, its) for name, its in once(index, sheets.sheets).items()]
    entities = File("entities.csv", urls.table("entities"), len(index.dossier.entities), _ABOUT["entities"])
    few = sources if len(sources) <= LENGTH else ()
    records = [RecordFile(f"{source.id}.json", urls.record(source.id), source.title) for source in few]
    if frame.wants("data/index.html", tables, entities, records):
        yield frame.page(
            "data/index.html",
            "data.html",
            kind="data",
            section="data",
            tables=[*tables, entities],
            records=records,
        )


def _file(name: str, its: Sequence[Sheet]) -> File:
    rows = sum(sheet.rows for sheet in its)
    if len(its) == 1:
        return File(f"{name}.csv", its[0].path, rows, _ABOUT[name])
    return File(name, "", rows, _ABOUT[name], [Link(day(sheet.part), sheet.path, sheet.rows) for sheet in its])


def _record(index: Index, source: Gist) -> Page:
    return Page(urls.record(source.id), encode(record_of(index, source), index.entity) + b"\n")


def _named(index: Index) -> list[tuple[Entity, int, int]]:
    """Everybody and everything named, with what they said and where they are named."""
    return [
        (entity, index.total[entity.id].said.total, index.total[entity.id].named) for entity in index.dossier.entities
    ]


def _json(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


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
