"""The list of all sources, the newest first; by year when there are many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.model import Page, Record
from onrecord.pages import urls
from onrecord.pages.entries import Tally, inputs, tally
from onrecord.pages.excerpt import lead
from onrecord.pages.facets import FACETS_FROM, Facet, of_sources, offered
from onrecord.pages.frame import Frame
from onrecord.pages.indexes import Index, Said, once
from onrecord.pages.parts import LENGTH, Link, Order, Ways, links, split, year
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


BY_YEAR: Order[Record] = Order(
    group=lambda record: year(record.source.metadata.published),
    key=lambda record: record.source.id,
    name=lambda record: record.source.metadata.published or "",
    title=lambda record: heading(record.source).text,
    dated=True,
    newest_first=True,
)
"""Sources, the newest first."""


def pages(frame: Frame, look_ups: Index) -> Iterator[Page]:
    """One list, or the newest with lists by year behind it."""
    if not look_ups.records:
        return
    whole = len(look_ups.records) <= LENGTH
    parts = [] if whole else split(look_ups.records, BY_YEAR)
    found = links(parts, "articles/by-year/")
    ways = Ways(found)
    shown = look_ups.records if whole else look_ups.records[: LENGTH // 4]
    made_of = [look_ups.shown[record.source.id] for record in shown]
    total = len(look_ups.records)
    if frame.wants("articles/index.html", made_of, total, ways.overview()):
        yield _page(frame, look_ups, "articles/index.html", "", shown, ways.overview(), total)
    for part, link in zip(parts, found, strict=True):
        if frame.wants(link.href, part.label, ways.around(link), inputs(look_ups, part)):
            yield _page(frame, look_ups, link.href, link.label, part.items, ways.around(link))


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
    links: Sequence[Link],
    total: int | None = None,
) -> Page:
    said = once(index, by_source)
    narrowed = len(records) > FACETS_FROM and (label or not links)
    return frame.page(
        path,
        "sources.html",
        kind="sources",
        section="articles",
        label=label,
        stories=[story(record, said[record.source.id]) for record in records],
        total=total or len(records),
        links=links,
        facets=_facets(index, records) if narrowed else (),
    )


def _facets(index: Index, records: Sequence[Record]) -> list[Facet]:
    found = offered(of_sources(index, [record.source.id for record in records]))
    return [one for one in found if one.name != "source"]
