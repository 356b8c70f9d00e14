"""The ledger of quotes: the same words in several sources, every quote by source, those without a speaker apart."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence

from onrecord.model import Page
from onrecord.pages.collation import collations
from onrecord.pages.entries import BY_YEAR, inputs, tally
from onrecord.pages.facets import FACETS_FROM, Facet, facet, of_sources, offered, who
from onrecord.pages.frame import Frame
from onrecord.pages.indexes import Index, Said, everything, once
from onrecord.pages.parts import Ways, links, split, whole
from onrecord.pages.rows import quote_rows
from onrecord.pages.words import FORMS

NEWEST = 30
"""Quotes on the overview when the ledger has several pages."""


def pages(frame: Frame, look_ups: Index) -> Iterator[Page]:
    """One page, or an overview and pages by year when there are many quotes."""
    if not look_ups.quotes:
        return
    by_name = [said for said in look_ups.quotes if said.quote.speaker or said.quote.speaker_for]
    unnamed = [said for said in look_ups.quotes if not (said.quote.speaker or said.quote.speaker_for)]
    if whole(len(look_ups.quotes), len(look_ups.records)):
        yield from _overview(frame, look_ups, by_name, unnamed, None)
        return
    named_ways = yield from _parts(frame, look_ups, by_name, "quotes/")
    nameless_ways = yield from _parts(frame, look_ups, unnamed, "quotes/unattributed-")
    yield from _overview(frame, look_ups, by_name, unnamed, (named_ways, nameless_ways))


def _overview(
    frame: Frame, index: Index, by_name: Sequence[Said], unnamed: Sequence[Said], ways: tuple[Ways, Ways] | None
) -> Iterator[Page]:
    """All quotes, or the newest of them where `ways` lead to the others."""
    if not frame.wants("quotes/index.html", once(index, everything)):
        return
    shown = once(index, collations)
    narrowed = ways is None and len(index.records) >= FACETS_FROM
    yield frame.page(
        "quotes/index.html",
        "quotes.html",
        kind="quotes",
        section="quotes",
        tally=tally(index.quotes),
        speakers=len({said.quote.speaker for said in by_name if said.quote.speaker}),
        sources=len({said.record.source.id for said in index.quotes}),
        nameless=len(unnamed),
        differing=[one for one in shown if one.differs],
        alike=[one for one in shown if not one.differs],
        entries=quote_rows(index, by_name[:NEWEST] if ways else by_name, "../"),
        unnamed="" if ways else quote_rows(index, unnamed, "../"),
        links=ways[0].overview() if ways else (),
        unnamed_links=ways[1].overview() if ways else (),
        facets=_facets(index, index.quotes) if narrowed else (),
    )


def _parts(frame: Frame, index: Index, quotes: Sequence[Said], before: str) -> Generator[Page, None, Ways]:
    """The pages of a long list; what it returns are the links to them."""
    parts = split(quotes, BY_YEAR)
    found = links(parts, before)
    ways = Ways(found)
    for part, link in zip(parts, found, strict=True):
        shown = ways.around(link)
        if frame.wants(link.href, part.label, shown, inputs(index, part)):
            yield frame.page(
                link.href,
                "quotes_part.html",
                kind="quotes",
                section="quotes",
                label=part.label,
                nameless="unattributed-" in before,
                number=len(part.items),
                entries=quote_rows(index, part.items, "../"),
                links=shown,
                facets=_facets(index, part.items),
            )
    return ways


def _facets(index: Index, quotes: Sequence[Said]) -> list[Facet]:
    """By form, speaker, outlet, source and year, as far as the quotes differ in them."""
    forms = facet("form", "Form", (said.quote.form for said in quotes), lambda form: FORMS[form].lower())
    speakers = who(index, (said.quote.speaker or said.quote.speaker_for for said in quotes), "Speaker", "nobody named")
    return offered((forms, speakers, *of_sources(index, [said.record.source.id for said in quotes])))
