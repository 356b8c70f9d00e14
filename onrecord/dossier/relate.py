"""What the records have in common: who is named together, what is said twice, what is counted twice."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from msgspec import structs

from onrecord.dossier.echoes import repeats, twins
from onrecord.dossier.entities import Names
from onrecord.dossier.gist import Gist, Records
from onrecord.dossier.gisting import gists_of
from onrecord.dossier.topics import topics
from onrecord.model import Dossier, Entity, Record, Repeat, Review, Topic, Twin
from onrecord.recall import Recall, Resume, afresh, anew

Companions = tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
_MOST = 40
"""Companions kept for one entity."""


def relate(records: Iterable[Record], names: Names, recall: Recall = anew, resume: Resume = afresh) -> Dossier:
    """Gather the records into a dossier, in order of path; what they have in common may be recalled or gone on from."""
    ordered = _ordered(records)
    alike = twins(ordered, recall, resume)
    sources = ordered.gists
    counting, speaking, company = zip(*map(_compared, sources), strict=True) if sources else ((), (), ())
    return Dossier(
        records=ordered,
        entities=_entities(sources, names),
        topics=recall("topics", counting, tuple[Topic, ...], lambda: topics(ordered)),
        repeats=recall("repeats", speaking, tuple[Repeat, ...], lambda: repeats(ordered)),
        twins=alike,
        companions=recall("companions", company, Companions, lambda: _companions(sources)),
        reviews=(*names.reviews, *_twin_reviews(alike), *(doubt for source in sources for doubt in source.doubts)),
    )


def _compared(source: Gist) -> tuple[bytes, bytes, bytes]:
    """What it is compared with others by, as digests."""
    its = source.digests
    return its.counting, its.speaking, its.company


def _ordered(records: Iterable[Record]) -> Records:
    """The records with their gists, in order of path."""
    if isinstance(records, Records):
        return records.ordered()
    held = {record.source.id: record for record in records}
    return Records(gists_of(held.values()), held.__getitem__).ordered()


def _entities(sources: Sequence[Gist], names: Names) -> tuple[Entity, ...]:
    """Those that a record refers to or the registry keeps; beside excerpts with the forms and roles shown only."""
    used = names.registered.union(*[source.used for source in sources])
    entities = tuple(names.entities[id] for id in sorted(used) if id in names.entities)
    if not any(source.excerpt for source in sources):
        return entities
    shown: dict[str, set[str]] = {id: set(words) for id, words in names.stated.items()}
    for use in (share for source in sources for share in source.shares if share.used):
        shown.setdefault(use.entity, set()).update(use.aliases, use.roles)
    return tuple(_shown(entity, shown.get(entity.id, set())) for entity in entities)


def _shown(entity: Entity, words: Container[str]) -> Entity:
    aliases = tuple(form for form in entity.aliases if form in words)
    return structs.replace(entity, aliases=aliases, roles=tuple(role for role in entity.roles if role in words))


def _companions(sources: Sequence[Gist]) -> Companions:
    """For each entity those named in the same paragraphs, with the number of paragraphs."""
    beside: dict[str, dict[str, int]] = {}
    for source in sources:
        for paragraph in source.paragraphs:
            group = [source.holds[place] for place in paragraph]
            for entity in group:
                counts = beside.setdefault(entity, {})
                for other in group:
                    counts[other] = counts.get(other, 0) + 1
    return tuple([(entity, _ranked(entity, beside[entity])) for entity in sorted(beside)])


def _ranked(entity: str, counts: dict[str, int]) -> tuple[tuple[str, int], ...]:
    """The others, the most frequent first; the second sorting leaves equals in order of id."""
    del counts[entity]
    others = sorted(sorted(counts), key=counts.__getitem__, reverse=True)
    return tuple([(other, counts[other]) for other in others[:_MOST]])


def _twin_reviews(alike: Iterable[Twin]) -> Iterator[Review]:
    for twin in alike:
        one, other = twin.sources
        yield Review("near-duplicate source", f"`{one}` and `{other}` share {twin.shared:.0%} of their words", one)
