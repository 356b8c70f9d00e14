"""What the records have in common: who is named together, what is said twice, what is counted twice."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from msgspec import structs

from onrecord.dossier.echoes import repeats, twins
from onrecord.dossier.entities import Names
from onrecord.dossier.topics import topics
from onrecord.model import Dossier, Entity, Record, Review, Twin

_MOST = 40
"""Companions kept for one entity."""
_CROWD = 40
"""Entities in one paragraph from which on it is a list, which tells nothing about company."""
_LOW = 0.5
"""Confidence below which a mark is put on the review list."""


def relate(records: Iterable[Record], names: Names, samples: Mapping[str, Sequence[int]] | None = None) -> Dossier:
    """Gather the records into a dossier, in order of path; `samples` as `twins` takes them."""
    ordered = tuple(sorted(records, key=lambda record: record.source.path))
    alike = twins(ordered, samples or {})
    return Dossier(
        records=ordered,
        entities=_entities(ordered, names),
        topics=topics(ordered),
        repeats=repeats(ordered),
        twins=alike,
        companions=_companions(ordered),
        reviews=(*names.reviews, *_twin_reviews(alike), *_doubts(ordered)),
    )


def _entities(records: Sequence[Record], names: Names) -> tuple[Entity, ...]:
    """Those that a record refers to or the registry keeps; beside excerpts with the forms and roles shown only."""
    used = {use.entity for record in records for use in record.uses} | names.registered
    entities = tuple(names.entities[id] for id in sorted(used) if id in names.entities)
    if not any(record.excerpt for record in records):
        return entities
    shown: dict[str, set[str]] = {id: set(words) for id, words in names.stated.items()}
    for use in (use for record in records for use in record.uses):
        shown.setdefault(use.entity, set()).update(use.aliases, use.roles)
    return tuple(_shown(entity, shown.get(entity.id, set())) for entity in entities)


def _shown(entity: Entity, words: Container[str]) -> Entity:
    aliases = tuple(form for form in entity.aliases if form in words)
    return structs.replace(entity, aliases=aliases, roles=tuple(role for role in entity.roles if role in words))


def _companions(records: Sequence[Record]) -> tuple[tuple[str, tuple[tuple[str, int], ...]], ...]:
    """For each entity those named in the same paragraphs, with the number of paragraphs."""
    together: dict[str, Counter[str]] = {}
    for record in records:
        for group in _by_paragraph(record):
            if 1 < len(group) <= _CROWD:
                for entity in group:
                    together.setdefault(entity, Counter()).update(group)
    return tuple((entity, _ranked(entity, counts)) for entity, counts in sorted(together.items()))


def _ranked(entity: str, counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    others = sorted((pair for pair in counts.items() if pair[0] != entity), key=lambda pair: (-pair[1], pair[0]))
    return tuple(others[:_MOST])


def _by_paragraph(record: Record) -> Iterable[set[str]]:
    """The entities of each paragraph; what lies in a zone is no article text and is left out."""
    starts = [block.start for block in record.source.blocks] or [0]
    zones = record.source.zones
    zone_starts = [zone.start for zone in zones]
    groups: dict[int, set[str]] = {}
    for mention in record.mentions:
        zone = bisect_right(zone_starts, mention.start) - 1
        if zone < 0 or mention.start >= zones[zone].end:
            groups.setdefault(bisect_right(starts, mention.start), set()).add(mention.entity)
    return groups.values()


# ---------------------------------------------------------------- what needs a person


def _twin_reviews(alike: Iterable[Twin]) -> Iterator[Review]:
    for twin in alike:
        one, other = twin.sources
        yield Review("near-duplicate source", f"`{one}` and `{other}` share {twin.shared:.0%} of their words", one)


def _doubts(records: Iterable[Record]) -> Iterator[Review]:
    """Every mark of low confidence, with its words and the rule that made it."""
    for record in records:
        text, source = record.source.text, record.source.id
        for mention in record.mentions:
            if mention.confidence < _LOW:
                yield _doubt(text[mention.start : mention.end], mention.why, source, mention.id, mention.entity)
        for quote in record.quotes:
            if quote.confidence < _LOW:
                yield _doubt(
                    text[quote.spans[0].start : quote.spans[0].end], quote.why, source, quote.id, quote.speaker
                )
        for figure in record.figures:
            if figure.confidence < _LOW:
                yield _doubt(text[figure.start : figure.end], figure.why, source, figure.id, None)


def _doubt(words: str, why: str, source: str, annotation: str, entity: str | None) -> Review:
    shown = " ".join(words.split())
    shown = shown if len(shown) <= 80 else f"{shown[:79]}…"
    return Review("low confidence", f"{shown} ({why})" if why else shown, source, entity, annotation)
