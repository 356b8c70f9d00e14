"""The list of all sources, the newest first; by year when there are many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from onrecord.dossier.gist import Gist
from onrecord.dossier.titles import Heading, heading, opening
from onrecord.model import Page, Record
from onrecord.pages import urls
from onrecord.pages.entries import tally
from onrecord.pages.excerpt import lead
from onrecord.pages.facets import FACETS_FROM, Facet, of_sources, offered
from onrecord.pages.frame import Frame
from onrecord.pages.indexes import Index, ground
from onrecord.pages.later import Later
from onrecord.pages.parts import BY_YEAR, LENGTH, Link, Slice, Ways, links, split
from onrecord.pages.shelf import Opened
from onrecord.pages.totals import Tally
from onrecord.pages.value import Value


class Story(Value, frozen=True):
    """A source in a list."""

    href: str
    heading: Heading
    record: Record
    lead: str
    tally: Tally
    speakers: int


def pages(frame: Frame, look_ups: Index) -> Iterator[Page | Later]:
    """One list, or the newest with lists by year behind it."""
    sources = look_ups.sources
    if not sources or frame.stays("lists of sources", ground(look_ups, "story")):
        return
    whole = len(sources) <= LENGTH
    parts = [] if whole else split(_each(sources), BY_YEAR)
    found = links(parts, "articles/by-year/")
    ways = Ways(found)
    top = sources if whole else sources[: LENGTH // 4]
    made_of = [source.digests.story for source in top]
    if frame.wants("articles/index.html", made_of, len(sources), ways.overview()):
        yield _page(frame, look_ups, "articles/index.html", "", top, ways.overview(), len(sources))
    for part, link in zip(parts, found, strict=True):
        held, shown = [item.source for item in part.items], ways.around(link)
        place = look_ups.place[held[0].id]
        if frame.wants_at(place, link.href, part.label, shown, [source.digests.story for source in held]):
            yield Later(place, partial(_page, frame, look_ups, link.href, link.label, held, shown))


def _each(sources: Sequence[Gist]) -> list[Slice]:
    """Each source as an entry of its own."""
    return [Slice(source, 0, 1) for source in sources]


def story(opened: Opened) -> Story:
    """One source with its first sentences and a count of what it quotes."""
    record, said = opened.record, opened.lists.quotes
    source = record.source
    head, words = heading(source), lead(source.text, opening(record))
    if not head.own and len(words) < len(head.text) + 40:  # the heading is made of the same words
        words = ""
    speakers = len({one.quote.speaker for one in said if one.quote.speaker})
    return Story(urls.source(source.id), head, record, words, tally(said), speakers)


def _page(
    frame: Frame,
    index: Index,
    path: str,
    label: str,
    sources: Sequence[Gist],
    links: Sequence[Link],
    total: int | None = None,
) -> Page:
    narrowed = len(sources) > FACETS_FROM and (label or not links)
    return frame.page(
        path,
        "sources.html",
        kind="sources",
        section="articles",
        label=label,
        stories=[story(index.shelf[source.id]) for source in sources],
        total=total or len(sources),
        links=links,
        facets=_facets(index, sources) if narrowed else (),
    )


def _facets(index: Index, sources: Sequence[Gist]) -> list[Facet]:
    found = offered(of_sources(index, [source.id for source in sources]))
    return [one for one in found if one.name != "source"]
