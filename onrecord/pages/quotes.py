"""The ledger of quotes: the same words in several sources, every quote by source, those without a speaker apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.model import Page
from onrecord.pages.collation import collations
from onrecord.pages.entries import Entry, entry, tally
from onrecord.pages.frame import Frame
from onrecord.pages.indexes import Index, Said
from onrecord.pages.parts import LENGTH, Part, split, year
from onrecord.pages.words import FORMS

FACETS_FROM = 4
"""With fewer sources the whole ledger is read faster than it is narrowed."""
NEWEST = 30
"""Quotes on the overview when the ledger has several pages."""
CHOICES = 40
"""Speakers or outlets that can be chosen."""
COLLATIONS = 25


class Choice(NamedTuple):
    """One value to narrow a list by."""

    value: str
    label: str
    number: int


class Facet(NamedTuple):
    """What a list can be narrowed by; shown only when there is a choice."""

    name: str
    label: str
    choices: Sequence[Choice]


class Link(NamedTuple):
    """A further part of the ledger."""

    label: str
    href: str
    number: int


def pages(frame: Frame, look_ups: Index) -> Iterator[Page]:
    """One page, or an overview and pages by year when there are many quotes."""
    if not look_ups.quotes:
        return
    by_name = [said for said in look_ups.quotes if said.quote.speaker or said.quote.speaker_for]
    unnamed = [said for said in look_ups.quotes if not (said.quote.speaker or said.quote.speaker_for)]
    whole = len(look_ups.quotes) <= LENGTH
    parts = [] if whole else [*_parts(by_name, ""), *_parts(unnamed, "unattributed-")]
    links = [Link(part.label, f"quotes/{part.slug}.html", len(part.items)) for part in parts]
    named_links = [link for link in links if "unattributed-" not in link.href]
    shown = collations(look_ups)
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
        entries=[entry(look_ups, said) for said in (by_name if whole else by_name[:NEWEST])],
        unnamed=[entry(look_ups, said) for said in unnamed] if whole else (),
        links=named_links,
        unnamed_links=[link for link in links if link not in named_links],
        facets=_facets(look_ups, look_ups.quotes) if whole and len(look_ups.records) >= FACETS_FROM else (),
    )
    for part, link in zip(parts, links, strict=True):
        yield _part(frame, look_ups, part, link, links)


def _parts(quotes: Sequence[Said], before: str) -> list[Part[Said]]:
    parts = split(quotes, lambda said: year(said.record.source.metadata.published))
    return [part._replace(slug=before + part.slug) for part in parts]


def _part(frame: Frame, index: Index, part: Part[Said], link: Link, links: Sequence[Link]) -> Page:
    entries: list[Entry] = [entry(index, said) for said in part.items]
    return frame.page(
        link.href,
        "quotes_part.html",
        kind="quotes",
        section="quotes",
        label=part.label,
        nameless="unattributed-" in link.href,
        entries=entries,
        links=links,
        facets=_facets(index, part.items),
    )


def _facets(index: Index, quotes: Sequence[Said]) -> list[Facet]:
    """By form, speaker and outlet, as far as the quotes differ in them."""
    forms = Counter(str(said.quote.form) for said in quotes)
    speakers = Counter(said.quote.speaker or said.quote.speaker_for or "" for said in quotes)
    outlets = Counter(said.record.source.metadata.outlet or "" for said in quotes)
    names = {name: index.entity[name].name if name in index.entity else "nobody named" for name in speakers}
    facets = (
        Facet("form", "Form", [Choice(form, FORMS[form].lower(), forms[form]) for form in FORMS if forms[form]]),
        Facet("who", "Speaker", [Choice(name or "-", names[name], n) for name, n in speakers.most_common(CHOICES)]),
        Facet(
            "outlet", "Outlet", [Choice(name or "-", name or "unknown", n) for name, n in outlets.most_common(CHOICES)]
        ),
    )
    return [facet for facet in facets if len(facet.choices) > 1]
