"""What in a text is not the article: section label, title, byline, dateline, captions, related links, legal lines.

General rules over blocks. Above the article (`opening`) every line is looked at; below only a short line that says
what it is (`furniture`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from onrecord.model import Block, Zone
from onrecord.sources.furniture import MAX_LINE, closing_kind, heading_kind, hints
from onrecord.sources.opening import (
    could_be_headline,
    edge_kind,
    is_prose,
    label_kind,
    looks_like_headline,
    opening_zones,
)

CLOSING = 4
"""Blocks at the end of a text that may speak of its author."""
MAX_LIST = 15
"""Blocks that a heading such as "Related" can take along."""


def find_zones(text: str, blocks: Sequence[Block], title: str | None, stated: Sequence[Zone]) -> tuple[Zone, ...]:
    """The zones of a text in order: those that the file states, and what is found beside them.

    `title` is the title as the file states it, or None.
    """
    found = [*opening_zones(text, blocks, title), *_below(text, blocks)]
    zones: list[Zone] = sorted(stated)
    for zone in sorted(found):
        if not _taken(zone, zones):
            zones.insert(bisect_left(zones, zone), zone)
    return tuple(zones)


def _taken(zone: Zone, zones: list[Zone]) -> bool:
    at = bisect_left(zones, zone)
    return any(other.start < zone.end and zone.start < other.end for other in zones[max(0, at - 1) : at + 1])


def _below(text: str, blocks: Sequence[Block]) -> Iterator[Zone]:
    """Lines that say what they are, and lists under a heading that does."""
    index, likely = 0, hints(text)
    while index < len(blocks):
        block = blocks[index]
        index += 1
        if block.end - block.start > MAX_LINE:
            continue
        words = text[block.start : block.end]
        if kind := heading_kind(words):
            end = _list_end(text, blocks, index, kind)
            if end > index or kind == "related":
                yield Zone(block.start, blocks[end - 1].end, kind)
                index = end
        elif kind := label_kind(words, likely) or (_closing(words) if index > len(blocks) - CLOSING else ""):
            yield Zone(block.start, block.end, kind)


def _closing(words: str) -> str:
    return closing_kind(words) or ("" if is_prose(words) else edge_kind(words))


def _list_end(text: str, blocks: Sequence[Block], index: int, kind: str) -> int:
    """The index behind the last block that belongs to a list whose heading stands just before `index`."""
    end = index
    apart = blocks[index - 1].kind == "heading"  # then another heading ends the list
    while end < min(len(blocks), index + MAX_LIST) and _in_list(text, blocks[end], kind, apart):
        end += 1
    return end


def _in_list(text: str, block: Block, kind: str, apart: bool) -> bool:
    words = text[block.start : block.end]
    if block.kind == "item":
        return len(words) <= 300
    if kind == "tags":
        return len(words) <= 40 and words[-1].isalnum()
    if kind != "related" or (apart and block.kind == "heading"):
        return False
    # here "Mayor: ‘We knew’" is a headline, which elsewhere is a turn of a conversation
    return could_be_headline(words) and (looks_like_headline(words) or not words.endswith((".", "!", "”", '"')))
