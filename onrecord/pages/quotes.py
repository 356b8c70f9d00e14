"""The ledger of quotes: the same words in several sources, every quote by source, those without a speaker apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from functools import partial

from onrecord.dossier.gisting import attributed
from onrecord.dossier.lists import Lists, Said
from onrecord.model import Page
from onrecord.pages.collation import collated, collations
from onrecord.pages.entries import Pick, marks, place_of, shown_on, top
from onrecord.pages.facets import FACETS_FROM, Facet, facet, of_sources, offered, who
from onrecord.pages.frame import Frame
from onrecord.pages.indexes import Index, ground, once, quoted
from onrecord.pages.later import Later
from onrecord.pages.parts import BY_YEAR, Link, Part, Slice, Ways, cut, links, slices, whole
from onrecord.pages.rows import quote_rows
from onrecord.pages.value import Value
from onrecord.pages.words import FORMS

NEWEST = 30
"""Quotes on the overview when the ledger has several pages."""


def pages(frame: Frame, look_ups: Index) -> Iterator[Page | Later]:
    """One page, or an overview and pages by year when there are many quotes."""
    total = once(look_ups, quoted).total
    if not total or frame.stays("quotes", ground(look_ups, "quotes")):
        return
    by_name, unnamed = _lists(look_ups)
    if whole(total, len(look_ups.sources)):
        yield from _overview(frame, look_ups, by_name, unnamed, None)
        return
    named_ways = yield from _parts(frame, look_ups, by_name, "quotes/")
    nameless_ways = yield from _parts(frame, look_ups, unnamed, "quotes/unattributed-")
    yield from _overview(frame, look_ups, by_name, unnamed, (named_ways, nameless_ways))


class _Quotes(Value, frozen=True):
    """A list of quotes: how many of each source, and which of its quotes these are."""

    parts: list[Slice]
    pick: Pick[Said]

    @property
    def number(self) -> int:
        """How many there are."""
        return sum(part.stop - part.start for part in self.parts)


def _lists(index: Index) -> tuple[_Quotes, _Quotes]:
    """The quotes by somebody, and those of nobody."""
    marked = [(source, source.marked) for source in index.sources]
    by_name = slices((source, its.attributed) for source, its in marked)
    unnamed = slices((source, its.listed - its.attributed) for source, its in marked)
    return (
        _Quotes(by_name, Pick(_attributed, lambda source: source.marked.attributed_rows)),
        _Quotes(unnamed, Pick(_unattributed, lambda source: source.marked.unattributed_rows)),
    )


def _attributed(lists: Lists) -> list[Said]:
    return [said for said in lists.quotes if attributed(said.quote)]


def _unattributed(lists: Lists) -> list[Said]:
    return [said for said in lists.quotes if not attributed(said.quote)]


def _overview(
    frame: Frame, index: Index, by_name: _Quotes, unnamed: _Quotes, ways: tuple[Ways, Ways] | None
) -> Iterator[Page]:
    """All quotes, or the newest of them where `ways` lead to the others."""
    path, most = "quotes/index.html", NEWEST if ways else by_name.number
    overviews = [way.overview() for way in ways or ()]
    newest = top(by_name.parts, most)
    shown = [shown_on(index.around, newest, by_name.pick.rows)]
    shown += [] if ways else [shown_on(index.around, unnamed.parts, unnamed.pick.rows)]
    counted = (once(index, quoted), _speakers(index), _sources(index), unnamed.number)
    if not frame.wants(path, counted, once(index, collated), shown, overviews):
        return
    collation = collations(index, frame.recall)
    narrowed = ways is None and len(index.sources) >= FACETS_FROM
    rest = [] if ways else marks(index, unnamed.parts, unnamed.pick)
    yield frame.page(
        path,
        "quotes.html",
        kind="quotes",
        section="quotes",
        tally=counted[0],
        speakers=counted[1],
        sources=counted[2],
        nameless=unnamed.number,
        differing=[one for one in collation if one.differs],
        alike=[one for one in collation if not one.differs],
        entries=quote_rows(index, marks(index, newest, by_name.pick), "../"),
        unnamed="" if ways else quote_rows(index, rest, "../"),
        links=overviews[0] if ways else (),
        unnamed_links=overviews[1] if ways else (),
        facets=_facets(index, _all(index)) if narrowed else (),
    )


def _speakers(index: Index) -> int:
    return len({speaker for source in index.sources for speaker in source.speakers})


def _sources(index: Index) -> int:
    return sum(source.marked.listed > 0 for source in index.sources)


def _all(index: Index) -> list[Said]:
    return [said for source in index.sources for said in index.shelf[source.id].lists.quotes]


def _parts(frame: Frame, index: Index, quotes: _Quotes, before: str) -> Generator[Later, None, Ways]:
    """The pages of a long list; what it returns are the links to them."""
    parts = cut(frame.recall, quotes.parts, BY_YEAR, "by year")
    found = links(parts, before)
    ways = Ways(found)
    for part, link in zip(parts, found, strict=True):
        at, shown = place_of(index, part.items), ways.around(link)
        made_of = shown_on(index.around, part.items, quotes.pick.rows) if frame.has_at(at) else b""
        if frame.wants_at(at, link.href, part.label, shown, made_of):
            yield Later(at, partial(_part, frame, index, quotes.pick, part, link.href, shown))
    return ways


def _part(frame: Frame, index: Index, pick: Pick[Said], part: Part[Slice], path: str, links: Sequence[Link]) -> Page:
    held = marks(index, part.items, pick)
    return frame.page(
        path,
        "quotes_part.html",
        kind="quotes",
        section="quotes",
        label=part.label,
        nameless="unattributed-" in path,
        number=part.number,
        entries=quote_rows(index, held, "../"),
        links=links,
        facets=_facets(index, held),
    )


def _facets(index: Index, quotes: Sequence[Said]) -> list[Facet]:
    """By form, speaker, outlet, source and year, as far as the quotes differ in them."""
    forms = facet("form", "Form", Counter([said.quote.form for said in quotes]), lambda form: FORMS[form].lower())
    speakers = who(index, [said.quote.speaker or said.quote.speaker_for for said in quotes], "Speaker", "not named")
    return offered((forms, speakers, *of_sources(index, [said.record.source.id for said in quotes])))
