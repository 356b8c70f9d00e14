"""The marks of one source before they have ids, and which of them stand where they overlap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from onrecord.dossier.entities import Names
from onrecord.model import Figure, Found, Quote, Source

FOUND, REGISTERED, TAGGED = range(3)
"""Where a mark comes from, the stronger the larger."""

_RISEN = 0.6
"""Confidence of a name that only other sources prove: about half of these are right where the sources are on unrelated
matters (18 of 35 in 640 wire stories)."""
_SURE = 0.99


class Mark(Struct, frozen=True, order=True, gc=False):
    """A stretch that names an entity; `entity` may be one that is suppressed."""

    start: int
    end: int
    origin: int
    entity: str
    confidence: float
    why: str


def name_marks(source: Source, found: Found, names: Names) -> list[Mark]:
    """The names of a source in text order, none overlapping another; those of suppressed entities are gone."""
    marks, entities = _found(source, found, names), names.entities
    if not source.tagged:
        marks += _registered(source, names)
    return [mark for mark in _untangled(marks) if mark.entity in entities]


def _found(source: Source, found: Found, names: Names) -> list[Mark]:
    ids: Sequence[str | None] = names.local.get(source.id) or (None,) * len(found.names)
    risen = names.risen.get(source.id, frozenset())
    parted = names.parted.get(source.id)
    tagged = {(tag.start, tag.end) for tag in source.tags}
    if not (risen or parted or tagged or names.never):
        return [
            Mark(mention.start, mention.end, FOUND, entity, mention.confidence, mention.why)
            for mention in found.mentions
            if (entity := ids[mention.local]) is not None
        ]
    marks: list[Mark] = []
    never, text = names.never, source.text
    for mention in found.mentions:
        start, end, local = mention.start, mention.end, mention.local
        entity = ids[local]
        if parted:
            entity = parted.get((local, text[start:end]), entity)
        if entity is None or (entity in never and text[start:end] in never[entity]):
            continue
        confidence, why = mention.confidence, mention.why
        if local in risen:
            confidence, why = (
                max(confidence, _RISEN),
                f"{why}; named in another source" if why else "named in another source",
            )
        origin = TAGGED if tagged and (start, end) in tagged else FOUND
        marks.append(Mark(start, end, origin, entity, confidence, why))
    return marks


def _registered(source: Source, names: Names) -> Iterator[Mark]:
    for start, end, entity in names.known.find(source.text):
        yield Mark(start, end, REGISTERED, entity, _SURE, "a name in the registry")


def _untangled(marks: list[Mark]) -> list[Mark]:
    """Of overlapping marks a tag stays, else the longer, else the registry's."""
    kept: list[Mark] = []
    free = 0
    for mark in sorted(marks):
        while free > mark.start and _stronger(mark, kept[-1]):
            kept.pop()
            free = kept[-1].end if kept else 0
        if free <= mark.start:
            kept.append(mark)
            free = mark.end
    return kept


def _stronger(one: Mark, other: Mark) -> bool:
    return _strength(one) > _strength(other)


def _strength(mark: Mark) -> tuple[bool, int, int]:
    return (mark.origin == TAGGED, mark.end - mark.start, mark.origin)


def split_places(source: Source, names: Names) -> tuple[dict[str, list[tuple[int, int, str]]], list[tuple[str, int]]]:
    """The splits of a source: entity id → (start, end, who it is there), by paragraph; and what is lost."""
    places: dict[str, list[tuple[int, int, str]]] = {}
    lost = []
    for entity, split in names.splits.get(source.id, ()):
        at = source.text.find(split.near)
        if at < 0:
            lost.append((f"`split` of `{entity}`: “{split.near}” does not stand in `{source.id}`", split.line))
        while at >= 0:
            start = source.text.rfind("\n\n", 0, at) + 1
            end = source.text.find("\n\n", at)
            places.setdefault(entity, []).append((start, len(source.text) if end < 0 else end, split.to))
            at = source.text.find(split.near, at + 1) if split.near else -1
    return places, lost


def attributed(figures: Sequence[Figure], quotes: Sequence[Quote]) -> list[Figure]:
    """The figures, in text order, as said by who speaks in the smallest quote around each; what a tag says is kept."""
    speakers = [None if at is None else quotes[at].speaker for at in quotes_around(figures, quotes)]
    return [
        figure if figure.said_by or speaker is None else structs.replace(figure, said_by=speaker)
        for figure, speaker in zip(figures, speakers, strict=True)
    ]


def quotes_around(figures: Sequence[Figure], quotes: Sequence[Quote]) -> list[int | None]:
    """For each figure, in text order, the index of the smallest quote around it."""
    if not figures:
        return []
    around = sorted([(span.start, -span.end, at) for at, quote in enumerate(quotes) for span in quote.spans])
    opened: list[tuple[int, int]] = []
    place, count = 0, len(around)
    found: list[int | None] = []
    for figure in figures:
        start, end = figure.start, figure.end
        while place < count and around[place][0] <= start:
            opened.append((-around[place][1], around[place][2]))
            place += 1
        while opened and opened[-1][0] <= start:
            opened.pop()
        found.append(next((at for last, at in reversed(opened) if last >= end), None) if opened else None)
    return found
