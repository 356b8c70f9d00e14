"""What a source is called where it is one of many, and where its text begins."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.model import Record, Source

_SHORT = 36
"""Characters of a title that stands for an outlet."""
_OPENING = " \t\n-–—:•*"
"""What may stand between a dateline and the first sentence."""


class Heading(NamedTuple):
    """What a source is called: its title, or its first words when it has none (shown in italics)."""

    text: str
    own: bool


def heading(source: Source) -> Heading:
    """The title of a source, else the first eight words of its first block."""
    if source.metadata.title:
        return Heading(source.metadata.title, True)
    end = source.blocks[0].end if source.blocks else len(source.text)
    words = source.text[: min(end, 400)].split()[:9]
    return Heading(" ".join(words[:8]) + (" …" if len(words) > 8 else "") or source.path, False)


def outlet(source: Source) -> str:
    """Who published a source, else the first words of what the source is called."""
    if source.metadata.outlet:
        return source.metadata.outlet
    title = heading(source).text
    return title if len(title) <= _SHORT else title[:_SHORT].rpartition(" ")[0].rstrip(" ,.;:…") + " …"


def opening(record: Record) -> int:
    """Where the text proper begins: the first paragraph's first offset that lies in no zone."""
    source = record.source
    for block in source.blocks:
        start = block.start
        for zone in sorted(source.zones):
            if zone.start <= start < zone.end:
                start = zone.end
            while start < block.end and source.text[start] in _OPENING:
                start += 1
        if block.kind == "paragraph" and block.end - start > 60:
            return start
    return 0
