"""What pages show of a source beside its own words, in digests: by them a page is known to stay.

A new name, or somebody who is called otherwise, may concern any source. Which ones it concerns is found here, in one
go; where nothing of the kind changed, all is recalled.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from onrecord.digests import SIZE
from onrecord.dossier.gist import Gist, Share
from onrecord.pages.companions import about
from onrecord.pages.elsewhere import Elsewhere, beside, elsewhere
from onrecord.pages.indexes import Each, Index, once
from onrecord.pages.parts import stretches
from onrecord.pages.totals import Total, added, total_of
from onrecord.recall import Recall


def surround(index: Index, recall: Recall) -> None:
    """Fill in the digests of all sources and entities, each of which is else made when it is asked for."""
    known, notes, others = once(index, about), once(index, beside), elsewhere(index)
    own = index.printed, index.around, index.figuring
    known.update(recall("entities", index.related, dict[str, bytes], lambda: {id: known[id] for id in index.entity}))
    for sources in stretches(index.sources):
        records = [source.digests.record for source in sources]
        made_of = index.related, records
        _fill(own, sources, recall("surroundings", made_of, bytes, partial(_looked_up, own, sources)))
        made_of = index.beside, records
        _fill((notes,), sources, recall("notes", made_of, bytes, partial(_told, others, sources, recall)))


def _looked_up(own: Sequence[Each[str, bytes]], sources: Sequence[Gist]) -> bytes:
    return b"".join([each[source.id] for each in own for source in sources])


def _told(others: Elsewhere, sources: Sequence[Gist], recall: Recall) -> bytes:
    return b"".join([others.told(source, recall) for source in sources])


def _fill(own: Sequence[Each[str, bytes]], sources: Sequence[Gist], told: bytes) -> None:
    at = 0
    for each in own:
        for source in sources:
            each[source.id] = told[at : at + SIZE]
            at += SIZE


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
