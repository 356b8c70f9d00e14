"""What all sources have of an entity, in a digest: by it a page is known to stay without a look at the sources.

Ten thousand sources have something of some entity a quarter of a million times. So what a stretch of sources has is
summed up once, and recalled as long as it is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from onrecord.digests import SIZE, digest
from onrecord.dossier.gist import Gist
from onrecord.pages.indexes import Index
from onrecord.pages.parts import stretches
from onrecord.recall import Recall


def holdings(index: Index, recall: Recall) -> dict[str, list[bytes]]:
    """By entity: digests that tell all that the sources have of it, as lists show it with what stands around; nothing
    where none has any."""
    found: dict[str, list[bytes]] = {}
    for sources in stretches(index.sources):
        around = [index.around[source.id] for source in sources]
        made_of = around, [source.digests.shares for source in sources]
        for entity, told in recall("holdings", made_of, dict[str, bytes], partial(_together, sources, around)).items():
            found.setdefault(entity, []).append(told)
    return found


def _together(sources: Sequence[Gist], around: Sequence[bytes]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for source, beside in zip(sources, around, strict=True):
        shares = source.digests.shares
        for at, entity in enumerate(source.holds):
            found[entity] = found.get(entity, b"") + shares[SIZE * at : SIZE * at + SIZE] + beside
    return {entity: digest(told) for entity, told in found.items()}
