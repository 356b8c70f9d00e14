"""What pages show of a source beside its own words, in digests: by them a page is known to stay.

A new name, or somebody who is called otherwise, may concern any source. Which ones it concerns is found here, in one
go; where nothing of the kind changed, all is recalled.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from msgspec import Struct, structs

from onrecord.digests import SIZE
from onrecord.dossier.gist import Gist, Share
from onrecord.pages.companions import company
from onrecord.pages.elsewhere import beside, elsewhere
from onrecord.pages.indexes import Index, once
from onrecord.pages.parts import stretches
from onrecord.pages.totals import Total, added, total_of
from onrecord.recall import Recall, Resume, afresh

_FEW = 100
"""Sources of which nothing is known: looking at so many again costs less than keeping what is known of all anew."""


class _Known(Struct, frozen=True, array_like=True):
    """What was found of sources."""

    made_of: bytes
    """A digest of all that it is made of beside their records."""
    told: dict[bytes, bytes]
    """By the digest of a source's record: the digests that were found."""
    things: dict[bytes, bytes] = {}
    """What is told of things counted, by what it is made of."""


def surround(index: Index, recall: Recall, resume: Resume = afresh) -> None:
    """Fill in the digests of all sources and entities, each of which is else made when it is asked for."""
    known, notes, others = once(index, company), once(index, beside), elsewhere(index)
    known.update(recall("entities", index.related, dict[str, bytes], lambda: {id: known[id] for id in index.entity}))
    own = index.printed, index.around, index.figuring

    def look(source: Gist) -> bytes:
        return b"".join([each[source.id] for each in own])

    found = resume("surroundings", _Known, lambda last: _found(index.sources, index.related, look, last))
    for at, each in enumerate(own):
        start, stop = at * SIZE, at * SIZE + SIZE
        each.update({source.id: told[start:stop] for source, told in zip(index.sources, found, strict=True)})

    def go_on(last: _Known | None) -> tuple[list[bytes], _Known]:
        others.known = last.things if last else {}
        told, now = _found(index.sources, index.beside, others.told, last)
        return told, now if now is last else structs.replace(now, things=dict(others.told_of.values()))

    found = resume("notes", _Known, go_on)
    notes.update({source.id: told for source, told in zip(index.sources, found, strict=True)})


def _found(
    sources: Sequence[Gist], made_of: bytes, find: Callable[[Gist], bytes], last: _Known | None
) -> tuple[list[bytes], _Known]:
    """What is found of each source, or was; and what is to be known the next time."""
    same = last is not None and last.made_of == made_of
    before = last.told if last and same else {}
    records = [source.digests.record for source in sources]
    found = [before.get(record) or find(source) for record, source in zip(records, sources, strict=True)]
    if last and same and sum([record not in before for record in records]) < _FEW:
        return found, last
    return found, _Known(made_of, dict(zip(records, found, strict=True)))


def sum_up(index: Index, recall: Recall) -> None:
    """Fill in what all sources have of each entity, stretch by stretch; else they are gone through for each of them."""
    if len(index.total) == len(index.entity):
        return
    found: dict[str, list[Total]] = {entity: [] for entity in index.entity}
    for sources in stretches(index.sources):
        made_of = [(source.published, source.digests.shares) for source in sources]
        for entity, total in recall("totals", made_of, dict[str, Total], partial(_totals, sources)).items():
            if entity in found:
                found[entity].append(total)
    index.total.update((entity, added(its)) for entity, its in found.items())


def _totals(sources: Sequence[Gist]) -> dict[str, Total]:
    held: dict[str, list[tuple[Gist, Share]]] = {}
    for source in sources:
        for share in source.shares:
            held.setdefault(share.entity, []).append((source, share))
    return {entity: total_of(its) for entity, its in held.items()}
