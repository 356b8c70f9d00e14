"""The pages that each source has of its own, as chapters of a stretch of sources each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from onrecord.dossier.gist import Gist
from onrecord.pages.frame import STRETCH, Frame
from onrecord.pages.indexes import Index


def to_be_asked(frame: Frame, index: Index, kind: str, made_of: Callable[[Gist], object]) -> Iterator[int]:
    """Where the sources stand whose pages of a kind are to be asked for: the places of this frame's share.

    All that such a page is made of is what `made_of` tells of its source.
    """
    for start in range(0, len(index.sources), STRETCH):
        sources = index.sources[start : start + STRETCH]
        if not frame.stays(f"{kind} {start}", list(map(made_of, sources))):
            yield from filter(frame.has_at, range(start, start + len(sources)))
    frame.begin("")
