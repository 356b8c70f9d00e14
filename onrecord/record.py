"""The record of a source, the one data contract: as JSON (RECORD.md of the design) and as text with inline tags."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from onrecord.model import Entity, Figure, Mention, Quote, Record, Source, Span, Use
from onrecord.tagged import to_tagged

__all__ = ["SCHEMA", "encode", "to_json", "to_tagged"]

SCHEMA = "onrecord/1"


def to_json(record: Record, entities: Mapping[str, Entity]) -> dict[str, Any]:
    """The record as a JSON object; the keys always in the same order, offsets in code points of `text`.

    `entities` are those of the dossier by id; the record holds those that it refers to.
    """
    return {
        "schema": SCHEMA,
        "id": record.source.id,
        "source": _source(record.source),
        **({"excerpt": True} if record.excerpt else {}),
        "text": record.source.text,
        "zones": [{"start": zone.start, "end": zone.end, "kind": zone.kind} for zone in record.source.zones],
        "entities": list(_entities(record, entities)),
        "mentions": [_mention(mention) for mention in record.mentions],
        "quotes": [_quote(quote) for quote in record.quotes],
        "figures": [_figure(figure) for figure in record.figures],
    }


def encode(record: Record, entities: Mapping[str, Entity]) -> bytes:
    """The record as one line of JSON in UTF-8, without a line end; the same record gives the same bytes."""
    return msgspec.json.encode(to_json(record, entities))


def _source(source: Source) -> dict[str, Any]:
    metadata = source.metadata
    return {
        "path": source.path,
        "sha256": source.sha256,
        "text_sha256": source.text_sha256,
        "newlines": source.newlines,
        "encoding": source.encoding,
        "title": metadata.title,
        "outlet": metadata.outlet,
        "author": metadata.author,
        "published": metadata.published,
        "url": metadata.url,
        "language": metadata.language,
        "metadata_from": dict(source.metadata_from),
    }


def _entities(record: Record, entities: Mapping[str, Entity]) -> Iterator[dict[str, Any]]:
    """Those that a mark of this record refers to, in order of id."""
    uses = {use.entity: use for use in record.uses}
    referred = {mention.entity for mention in record.mentions}
    referred |= {one for quote in record.quotes for one in (quote.speaker, quote.speaker_for) if one}
    referred |= {figure.said_by for figure in record.figures if figure.said_by}
    for entity in (entities[one] for one in sorted(referred) if one in entities):
        use = uses.get(entity.id, Use(entity.id))
        yield {
            "id": entity.id,
            "kind": entity.kind,
            "name": entity.name,
            "aliases": list(use.aliases),
            "roles": list(use.roles),
        }


def _span(span: Span | None) -> dict[str, int] | None:
    return {"start": span.start, "end": span.end} if span else None


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "id": mention.id,
        "start": mention.start,
        "end": mention.end,
        "kind": mention.kind,
        "entity": mention.entity,
        "form": mention.form,
        "confidence": mention.confidence,
        "why": mention.why,
    }


def _quote(quote: Quote) -> dict[str, Any]:
    return {
        "id": quote.id,
        "spans": [_span(span) for span in quote.spans],
        "form": quote.form,
        "speaker": quote.speaker,
        "speaker_span": _span(quote.speaker_span),
        "speaker_ref": quote.speaker_ref,
        "speaker_for": quote.speaker_for,
        "cue": _span(quote.cue),
        "quoted": None if quote.quoted is None else [_span(span) for span in quote.quoted],
        "inside": quote.inside,
        "confidence": quote.confidence,
        "why": quote.why,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "id": figure.id,
        "start": figure.start,
        "end": figure.end,
        "kind": figure.kind,
        "value": figure.value,
        "unit": figure.unit,
        "approximate": figure.approximate,
        "qualifier": figure.qualifier,
        "of": figure.of,
        "said_by": figure.said_by,
        "confidence": figure.confidence,
        "why": figure.why,
    }
