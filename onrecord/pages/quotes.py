"""The ledger of quotes: the same words in several sources, every quote by source, those without a speaker apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.model import Page
from onrecord.pages.collation import collations
from onrecord.pages.entries import entry, tally
from onrecord.pages.facets import FACETS_FROM, Facet, facet, of_sources, offered, who
from onrecord.pages.frame import Frame
from onrecord.pages.indexes import Index, Said
from onrecord.pages.parts import Link, Part, around, links, split, whole, year
from onrecord.pages.words import FORMS

NEWEST = 30
"""Quotes on the overview when the ledger has several pages."""
COLLATIONS = 25


def pages(frame: Frame, look_ups: Index) -> Iterator[Page]:
    """One page, or an overview and pages by year when there are many quotes."""
    if not look_ups.quotes:
        return
    by_name = [said for said in look_ups.quotes if said.quote.speaker or said.quote.speaker_for]
    unnamed = [said for said in look_ups.quotes if not (said.quote.speaker or said.quote.speaker_for)]
    one_page = whole(len(look_ups.quotes), len(look_ups.records))
    parts, nameless = ([] if one_page else _by_year(quotes) for quotes in (by_name, unnamed))
    ways, nameless_ways = links(parts, "quotes/"), links(nameless, "quotes/unattributed-")
    shown = collations(look_ups)
    if frame.wants("quotes/index.html"):
        yield frame.page(
            "quotes/index.html",
            "quotes.html",
            kind="quotes",
            section="quotes",
            tally=tally(look_ups.quotes),
            speakers=len({said.quote.speaker for said in by_name if said.quote.speaker}),
            sources=len({said.record.source.id for said in look_ups.quotes}),
            nameless=len(unnamed),
            differing=[one for one in shown if one.differs][:COLLATIONS],
            alike=[one for one in shown if not one.differs][:COLLATIONS],
            entries=[entry(look_ups, said) for said in (by_name if one_page else by_name[:NEWEST])],
            unnamed=[entry(look_ups, said) for said in unnamed] if one_page else (),
            links=around(ways),
            unnamed_links=around(nameless_ways),
            facets=_facets(look_ups, look_ups.quotes) if one_page and len(look_ups.records) >= FACETS_FROM else (),
        )
    yield from _parts(frame, look_ups, parts, ways)
    yield from _parts(frame, look_ups, nameless, nameless_ways)


def _by_year(quotes: Sequence[Said]) -> list[Part[Said]]:
    return split(quotes, lambda said: year(said.record.source.metadata.published))


def _parts(frame: Frame, index: Index, parts: Sequence[Part[Said]], ways: Sequence[Link]) -> Iterator[Page]:
    for part, link in zip(parts, ways, strict=True):
        if frame.wants(link.href):
            yield frame.page(
                link.href,
                "quotes_part.html",
                kind="quotes",
                section="quotes",
                label=part.label,
                nameless="unattributed-" in link.href,
                entries=[entry(index, said) for said in part.items],
                links=around(ways, link.href),
                facets=_facets(index, part.items),
            )


def _facets(index: Index, quotes: Sequence[Said]) -> list[Facet]:
    """By form, speaker, outlet, source and year, as far as the quotes differ in them."""
    speakers = (index.entity.get(said.quote.speaker or said.quote.speaker_for or "") for said in quotes)
    forms = facet("form", "Form", ((said.quote.form, FORMS[said.quote.form].lower()) for said in quotes))
    sources = of_sources([said.record.source for said in quotes])
    return offered((forms, who(speakers, "Speaker", "nobody named"), *sources))
