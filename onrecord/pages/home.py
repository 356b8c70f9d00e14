"""The front page: where the numbers part, the newest sources, who is quoted most, which agencies are named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from onrecord.model import Entity, Page
from onrecord.pages import urls
from onrecord.pages.collation import collations
from onrecord.pages.entities import role_of, summaries
from onrecord.pages.entries import Tally, credits_of, place
from onrecord.pages.excerpt import quote_runs
from onrecord.pages.figures import Witness, outermost, spreads, witnesses
from onrecord.pages.frame import Frame
from onrecord.pages.indexes import Index, Said, everything, listed, once
from onrecord.pages.sources_index import by_source, story
from onrecord.pages.spread import Spread
from onrecord.pages.voices import voices
from onrecord.pages.words import capital

SOURCES = 4
NAMES = 8
TOPICS = 5
NUMBERS = 4
REPEATS = 2
UNCLAIMED = 3


class Count(NamedTuple):
    """One number of the plate, with the page behind it."""

    number: int
    one: str
    many: str
    href: str


class Topic(NamedTuple):
    """One thing counted, with the numbers furthest apart."""

    name: str
    href: str
    numbers: Sequence[Witness]


class Name(NamedTuple):
    """An entity in a short list."""

    entity: Entity
    href: str
    about: str
    tally: Tally
    named: int


class Unclaimed(NamedTuple):
    """The words of a quote without a speaker."""

    words: Sequence[str]
    href: str
    outlet: str


def pages(frame: Frame, look_ups: Index) -> Iterator[Page]:
    """The one page; without sources it says what to do next."""
    if not look_ups.records:
        yield frame.page("index.html", "empty.html", kind="home")
        return
    if not frame.wants("index.html", once(look_ups, everything)):
        return
    quotes = once(look_ups, by_source)
    several = [spread for spread in once(look_ups, spreads) if spread.sources > 1 and not spread.trifling]
    parts = [spread for spread in several if spread.parts]
    topics = (parts or several)[:TOPICS]
    words = once(look_ups, collations)
    nameless = [said for said in look_ups.quotes if not (said.quote.speaker or said.quote.speaker_for)]
    shown = SOURCES + 2 * bool(topics and words)  # as long as what stands beside them
    yield frame.page(
        "index.html",
        "home.html",
        kind="home",
        counts=_counts(look_ups),
        stories=[story(record, quotes[record.source.id]) for record in look_ups.records[:shown]],
        total=len(look_ups.records),
        waiting=len(look_ups.dossier.reviews),
        dated=any(record.source.metadata.published for record in look_ups.records),
        parting=bool(parts),
        topics=[_topic(look_ups, spread) for spread in topics],
        topics_total=len(parts or several),
        words=words[:REPEATS],
        quoted=_quoted(look_ups),
        agencies=_agencies(look_ups),
        nameless=len(nameless),
        unclaimed=[_unclaimed(look_ups, said) for said in islice(filter(_short, nameless), UNCLAIMED)],
    )


def _counts(index: Index) -> list[Count]:
    numbers = sum(given.figure.kind != "date" for given in index.figures)
    counts = (
        Count(len(index.records), "source", "sources", "articles/index.html"),
        Count(len(listed(index, "person")), "person", "people", "people/index.html"),
        Count(len(listed(index, "agency")), "agency", "agencies", "agencies/index.html"),
        Count(len(listed(index, "organization")), "organization", "organizations", "organizations/index.html"),
        Count(len(listed(index, "place")), "place", "places", "places/index.html"),
        Count(len(index.quotes), "quote", "quotes", "quotes/index.html"),
        Count(numbers, "figure", "figures", "figures/index.html"),
    )
    return [count for count in counts if count.number]


def _short(said: Said) -> bool:
    """Whether a quote is verbatim, more than a catchword, no part of another, and short enough for the front page."""
    return (
        said.quote.form == "direct"
        and not said.quote.inside
        and 30 <= sum(span.end - span.start for span in said.quote.spans) <= 160
    )


def _unclaimed(index: Index, said: Said) -> Unclaimed:
    source = said.record.source
    words = [run.text for run in quote_runs(source.text, said.quote) if run.said]
    return Unclaimed(words, place(source, said.quote.id), once(index, credits_of)[source.id].outlet)


def _topic(index: Index, spread: Spread) -> Topic:
    numbers = outermost(witnesses(index, spread), NUMBERS)
    return Topic(capital(spread.topic.name), urls.topic(spread.topic.id), numbers)


def _quoted(index: Index) -> list[Name]:
    """Who is quoted most, people and bodies alike."""
    speaking = [entity for entity in index.dossier.entities if index.said[entity.id]]
    most = sorted(speaking, key=lambda entity: (-len(index.said[entity.id]), entity.name))[:NAMES]
    return [_name(index, entity, role_of(index, entity)) for entity in most]


def _agencies(index: Index) -> list[Name]:
    """The agencies named most, each with who speaks for it."""
    found = sorted(listed(index, "agency"), key=lambda entity: (-len(index.named[entity.id]), entity.name))
    speaking = once(index, voices)
    entries = []
    for entity in found[:NAMES]:
        names = [voice.entity.name for voice in speaking.get(entity.id, ()) if voice.entity][:2]
        verb = "speaks" if len(names) == 1 else "speak"
        entries.append(_name(index, entity, f"{' and '.join(names)} {verb} for it" if names else entity.description))
    return entries


def _name(index: Index, entity: Entity, about: str) -> Name:
    known = once(index, summaries)[entity.id]
    return Name(entity, known.href, about, known.tally, known.named)
