"""A source without what its writer marked in it: what the rules alone have to find."""

from __future__ import annotations

from msgspec import structs

from onrecord.model import Source
from onrecord.sources.zones import find_zones


def bare(source: Source) -> Source:
    """The same text and metadata, with no inline tag and only the zones that are found."""
    zones = find_zones(source.text, source.blocks, source.metadata.title, ())
    return structs.replace(source, tags=(), tagged=False, zones=zones)
