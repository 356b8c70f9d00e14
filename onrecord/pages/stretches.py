"""The pages that each source has of its own, as chapters of a stretch of sources each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from onrecord.dossier.gist import Gist
from onrecord.pages.frame import STRETCH, Frame
from onrecord.pages.indexes import Index


def record_digest(source: Gist) -> bytes:
    """What tells a source's own pages from what they were, where nothing changed in all sources together."""
    return source.digests.record


def to_be_asked(
    frame: Frame, index: Index, kind: str, shared: bytes, made_of: Callable[[Gist], object] = record_digest
) -> Iterator[int]:
    """Where the sources stand whose pages of a kind are to be asked for: the places of this frame's share.

    What a page is made of is `shared` (`indexes.ground`), and what `made_of` tells of its source.
    """
    for start in range(0, len(index.sources), STRETCH):
        sources = index.sources[start : start + STRETCH]
        if not frame.stays(f"{kind} {start}", shared, list(map(made_of, sources))):
            yield from filter(frame.has_at, range(start, start + len(sources)))
    frame.begin("")
