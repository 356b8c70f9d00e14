"""The list of all sources, the newest first; by year when there are many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.model import Page, Record
from onrecord.pages import urls
from onrecord.pages.entries import Tally, tally
from onrecord.pages.excerpt import lead
from onrecord.pages.facets import FACETS_FROM, Facet, of_sources, offered
from onrecord.pages.frame import Frame
from onrecord.pages.indexes import Index, Said
from onrecord.pages.parts import LENGTH, Link, around, links, split, year
from onrecord.pages.words import Heading, heading

_OPENING = " \t\n-–—:•*"
"""What may stand between a dateline and the first sentence."""


class Story(NamedTuple):
    """A source in a list."""

    href: str
    heading: Heading
    record: Record
    lead: str
    tally: Tally
    speakers: int


def pages(frame: Frame, look_ups: Index) -> Iterator[Page]:
    """One list, or the newest with lists by year behind it."""
    if not look_ups.records:
        return
    said = by_source(look_ups)
    whole = len(look_ups.records) <= LENGTH
    parts = [] if whole else split(look_ups.records, lambda record: year(record.source.metadata.published))
    ways = links(parts, "articles/by-year/")
    shown = look_ups.records if whole else look_ups.records[: LENGTH // 4]
    if frame.wants("articles/index.html"):
        yield _page(frame, look_ups, "articles/index.html", "", shown, said, around(ways))
    for part, link in zip(parts, ways, strict=True):
        if frame.wants(link.href):
            yield _page(frame, look_ups, link.href, link.label, part.items, said, around(ways, link.href))


def by_source(index: Index) -> dict[str, list[Said]]:
    """The quotes of each source."""
    found: dict[str, list[Said]] = {record.source.id: [] for record in index.records}
    for said in index.quotes:
        found[said.record.source.id].append(said)
    return found


def story(record: Record, said: Sequence[Said]) -> Story:
    """One source with its first sentences and a count of what it quotes."""
    source = record.source
    head, words = heading(source), lead(source.text, opening(record))
    if not head.own and len(words) < len(head.text) + 40:  # the heading is made of the same words
        words = ""
    speakers = len({one.quote.speaker for one in said if one.quote.speaker})
    return Story(urls.source(source.id), head, record, words, tally(said), speakers)


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


def _page(
    frame: Frame,
    index: Index,
    path: str,
    label: str,
    records: Sequence[Record],
    said: dict[str, list[Said]],
    links: Sequence[Link],
) -> Page:
    return frame.page(
        path,
        "sources.html",
        kind="sources",
        section="articles",
        label=label,
        stories=[story(record, said[record.source.id]) for record in records],
        total=len(index.records),
        links=links,
        facets=_facets(records) if len(records) > FACETS_FROM and (label or not links) else (),
    )


def _facets(records: Sequence[Record]) -> list[Facet]:
    return [one for one in offered(of_sources([record.source for record in records])) if one.name != "source"]
