"""The record of a source, the one data contract: as JSON (RECORD.md of the design) and as text with inline tags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from msgspec import UNSET, Struct, UnsetType

from onrecord.model import (
    Entity,
    EntityKind,
    Figure,
    FigureKind,
    Quote,
    QuoteForm,
    Record,
    Source,
    Span,
    SpeakerRef,
    Use,
    Value,
)
from onrecord.tagged import to_tagged

__all__ = ["SCHEMA", "encode", "referred", "to_json", "to_tagged"]

SCHEMA = "onrecord/1"


class _Source(Struct, frozen=True, gc=False):
    path: str
    sha256: str
    text_sha256: str
    newlines: str
    encoding: str
    title: str | None
    outlet: str | None
    author: str | None
    published: str | None
    url: str | None
    language: str | None
    metadata_from: dict[str, str]


class _Entity(Struct, frozen=True, gc=False):
    id: str
    kind: str
    name: str
    aliases: tuple[str, ...]
    roles: tuple[str, ...]


class _Figure(Struct, frozen=True, gc=False):
    id: str
    start: int
    end: int
    kind: FigureKind
    value: Value
    unit: str | None
    approximate: tuple[float | int, float | int] | None
    qualifier: str | None
    of: str | None
    said_by: str | None
    confidence: float
    why: str


class _Span(Struct, frozen=True, gc=False):
    start: int
    end: int


class _Zone(Struct, frozen=True, gc=False):
    start: int
    end: int
    kind: str


class _Mention(Struct, frozen=True, gc=False):
    id: str
    start: int
    end: int
    kind: EntityKind
    entity: str
    form: str
    confidence: float
    why: str


class _Quote(Struct, frozen=True, gc=False):
    id: str
    spans: list[_Span]
    form: QuoteForm
    speaker: str | None
    speaker_span: _Span | None
    speaker_ref: SpeakerRef
    speaker_for: str | None
    cue: _Span | None
    quoted: list[_Span] | None
    inside: str | None
    confidence: float
    why: str


class _Record(Struct, frozen=True):
    """The contract: what is encoded, field by field in this order."""

    schema: str
    id: str
    source: _Source
    excerpt: bool | UnsetType
    text: str
    zones: list[_Zone]
    entities: list[_Entity]
    mentions: list[_Mention]
    quotes: list[_Quote]
    figures: list[_Figure]


_ENCODER = msgspec.json.Encoder()


def to_json(record: Record, entities: Mapping[str, Entity]) -> dict[str, Any]:
    """The record as a JSON object; the keys always in the same order, offsets in code points of `text`.

    `entities` are those of the dossier by id; the record holds those that it refers to.
    """
    return dict(msgspec.json.decode(encode(record, entities)))


def encode(record: Record, entities: Mapping[str, Entity]) -> bytes:
    """The record as one line of JSON in UTF-8, without a line end; the same record gives the same bytes."""
    source = record.source
    return _ENCODER.encode(
        _Record(
            SCHEMA,
            source.id,
            _source(source),
            True if record.excerpt else UNSET,
            source.text,
            [_Zone(zone.start, zone.end, zone.kind) for zone in source.zones],
            _entities(record, entities),
            [_Mention(m.id, m.start, m.end, m.kind, m.entity, m.form, m.confidence, m.why) for m in record.mentions],
            [_quote(quote) for quote in record.quotes],
            [_figure(figure) for figure in record.figures],
        )
    )


def _span(span: Span | None) -> _Span | None:
    return None if span is None else _Span(span.start, span.end)


def _spans(spans: Iterable[Span]) -> list[_Span]:
    return [_Span(span.start, span.end) for span in spans]


def _quote(quote: Quote) -> _Quote:
    return _Quote(
        quote.id,
        _spans(quote.spans),
        quote.form,
        quote.speaker,
        _span(quote.speaker_span),
        quote.speaker_ref,
        quote.speaker_for,
        _span(quote.cue),
        None if quote.quoted is None else _spans(quote.quoted),
        quote.inside,
        quote.confidence,
        quote.why,
    )


def referred(record: Record) -> set[str]:
    """The ids of the entities that some mark of a record refers to."""
    found = {mention.entity for mention in record.mentions}
    for quote in record.quotes:
        if quote.speaker:
            found.add(quote.speaker)
        if quote.speaker_for:
            found.add(quote.speaker_for)
    found.update([figure.said_by for figure in record.figures if figure.said_by])
    return found


def _source(source: Source) -> _Source:
    metadata = source.metadata
    return _Source(
        source.path,
        source.sha256,
        source.text_sha256,
        source.newlines,
        source.encoding,
        metadata.title,
        metadata.outlet,
        metadata.author,
        metadata.published,
        metadata.url,
        metadata.language,
        dict(source.metadata_from),
    )


def _entities(record: Record, entities: Mapping[str, Entity]) -> list[_Entity]:
    """Those that a mark of this record refers to, in order of id."""
    uses = {use.entity: use for use in record.uses}
    found = []
    for identity in sorted(referred(record)):
        entity = entities.get(identity)
        if entity is not None:
            use = uses.get(identity) or Use(identity)
            found.append(_Entity(identity, entity.kind, entity.name, use.aliases, use.roles))
    return found


def _figure(figure: Figure) -> _Figure:
    return _Figure(
        figure.id,
        figure.start,
        figure.end,
        figure.kind,
        figure.value,
        figure.unit,
        figure.approximate,
        figure.qualifier,
        figure.of,
        figure.said_by,
        figure.confidence,
        figure.why,
    )
