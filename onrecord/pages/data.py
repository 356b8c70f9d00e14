"""`data/`: the records, tables of quotes, figures, mentions and entities, and the dossier as one file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import msgspec

from onrecord import __version__
from onrecord.model import Entity, Page, Record
from onrecord.pages import urls
from onrecord.pages.entries import place
from onrecord.pages.excerpt import quote_words
from onrecord.pages.frame import Frame
from onrecord.pages.indexes import Behind, Index
from onrecord.pages.parts import LENGTH
from onrecord.pages.spread import extent
from onrecord.pages.tables import Cell, table
from onrecord.pages.words import Heading, figure_words, heading
from onrecord.record import encode

_ABOUT = {
    "quotes": "Who said what, where, in which form.",
    "figures": "Every number and date, with what it counts and who gives it.",
    "mentions": "Every place that names a person, a body or a place.",
    "entities": "Everybody and everything named, with counts.",
}
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


def pages(frame: Frame, look_ups: Index) -> Iterator[Page]:
    """All files of `data/` and the page that lists them."""
    if not look_ups.records:
        return
    for name, rows in _ROWS.items():
        if frame.wants(f"data/{name}.csv"):
            yield Page(f"data/{name}.csv", table(_HEADS[name], rows(look_ups, frame.settings.address)))
    if frame.wants("data/dossier.json"):
        yield Page("data/dossier.json", _json(_dossier(look_ups, frame)))
    for record in look_ups.records:
        if frame.wants(urls.record(record.source.id)):
            yield Page(urls.record(record.source.id), encode(record, look_ups.entity) + b"\n")
    if frame.wants("data/index.html"):
        yield _list(frame, look_ups)


def _list(frame: Frame, index: Index) -> Page:
    files = [
        File(f"{name}.csv", f"data/{name}.csv", sum(1 for _ in rows(index, "")), _ABOUT[name])
        for name, rows in _ROWS.items()
    ]
    few = index.records if len(index.records) <= LENGTH else ()
    records = [RecordFile(f"{r.source.id}.json", urls.record(r.source.id), heading(r.source)) for r in few]
    return frame.page("data/index.html", "data.html", kind="data", section="data", tables=files, records=records)


def _json(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def _source(record: Record) -> tuple[Cell, ...]:
    known = record.source.metadata
    return record.source.id, known.title, known.outlet, known.published


def _name(index: Index, entity: str | None) -> str | None:
    held = index.entity.get(entity or "")
    return held.name if held else None


def _quotes(index: Index, address: str) -> Iterator[tuple[Cell, ...]]:
    for record, quote in index.quotes:
        text = record.source.text
        yield (
            address + place(record.source, quote.id),
            *_source(record),
            _name(index, quote.speaker),
            quote.speaker,
            _name(index, quote.speaker_for),
            quote.form,
            quote_words(text, quote),
            text[quote.cue.start : quote.cue.end] if quote.cue else None,
            quote.confidence,
            quote.why,
        )


def _figures(index: Index, address: str) -> Iterator[tuple[Cell, ...]]:
    for record, figure in index.figures:
        low, high = extent(figure) or (None, None)
        yield (
            address + place(record.source, figure.id),
            *_source(record),
            figure.kind,
            figure_words(record.source, figure),
            figure.qualifier,
            low,
            high,
            figure.value if isinstance(figure.value, str) else None,
            figure.unit,
            figure.of,
            _name(index, figure.said_by),
            figure.said_by,
            figure.confidence,
            figure.why,
        )


def _mentions(index: Index, address: str) -> Iterator[tuple[Cell, ...]]:
    for record in index.records:
        behind = Behind(record)
        for mention in record.mentions:
            if mention.start not in behind:
                yield (
                    address + place(record.source, mention.id),
                    *_source(record),
                    mention.kind,
                    _name(index, mention.entity),
                    mention.entity,
                    mention.form,
                    " ".join(record.source.text[mention.start : mention.end].split()),
                    mention.confidence,
                    mention.why,
                )


def _entities(index: Index, address: str) -> Iterator[tuple[Cell, ...]]:
    for entity in index.dossier.entities:
        yield (
            address + urls.entity(entity),
            entity.id,
            entity.kind,
            entity.name,
            " | ".join(entity.aliases),
            " | ".join(entity.roles),
            len(index.said[entity.id]),
            len(index.named[entity.id]),
            " | ".join(f"{scheme}:{value}" for scheme, value in entity.identifiers),
        )


_ROWS: dict[str, Callable[[Index, str], Iterator[tuple[Cell, ...]]]] = {
    "quotes": _quotes,
    "figures": _figures,
    "mentions": _mentions,
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
        "sources": [_described(record) for record in dossier.records],
        "entities": [_entity(entity) for entity in dossier.entities],
        "topics": dossier.topics,
        "repeats": dossier.repeats,
        "twins": dossier.twins,
        "companions": dict(dossier.companions),
    }


def _described(record: Record) -> dict[str, object]:
    source = record.source
    return {
        "id": source.id,
        "page": urls.source(source.id),
        "record": urls.record(source.id),
        "sha256": source.sha256,
        "metadata": source.metadata,
        "quotes": len(record.quotes),
        "figures": len(record.figures),
        "mentions": len(record.mentions),
    }


def _entity(entity: Entity) -> dict[str, object]:
    return {"page": urls.entity(entity), **msgspec.structs.asdict(entity), "identifiers": dict(entity.identifiers)}
