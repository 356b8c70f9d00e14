"""The front page: where the numbers part, the newest sources, who is quoted most, which agencies are named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from onrecord.model import Entity, Page
from onrecord.pages import urls
from onrecord.pages.collation import collations
from onrecord.pages.entities import role_of
from onrecord.pages.entries import Tally, tally
from onrecord.pages.figures import spreads, topic_row
from onrecord.pages.frame import Frame
from onrecord.pages.indexes import Index, listed
from onrecord.pages.plot import scale
from onrecord.pages.sources_index import by_source, story
from onrecord.pages.voices import voices

SOURCES = 6
NAMES = 8
TOPICS = 5


class Count(NamedTuple):
    """One number of the plate, with the page behind it."""

    number: int
    one: str
    many: str
    href: str


class Entry(NamedTuple):
    """An entity in a short list."""

    entity: Entity
    href: str
    about: str
    tally: Tally
    named: int


def pages(frame: Frame, look_ups: Index) -> Iterator[Page]:
    """The one page; without sources it says what to do next."""
    if not look_ups.records:
        yield frame.page("index.html", "empty.html", kind="home")
        return
    quotes = by_source(look_ups)
    differing = [spread for spread in spreads(look_ups) if spread.sources > 1]
    parts = [spread for spread in differing if spread.parts]
    topics = (parts or differing)[:TOPICS]
    words = collations(look_ups)
    yield frame.page(
        "index.html",
        "home.html",
        kind="home",
        counts=_counts(look_ups),
        stories=[story(record, quotes[record.source.id]) for record in look_ups.records[:SOURCES]],
        total=len(look_ups.records),
        parting=bool(parts),
        topics=[topic_row(look_ups, spread, scale(topics)) for spread in topics],
        topics_total=len(parts or differing),
        words=words[0] if words else None,
        quoted=_quoted(look_ups),
        agencies=_agencies(look_ups),
        nameless=sum(not (said.quote.speaker or said.quote.speaker_for) for said in look_ups.quotes),
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


def _quoted(index: Index) -> list[Entry]:
    """Who is quoted most, people and bodies alike."""
    speaking = [entity for entity in index.dossier.entities if index.said[entity.id]]
    most = sorted(speaking, key=lambda entity: (-len(index.said[entity.id]), entity.name))[:NAMES]
    return [_entry(index, entity, role_of(index, entity)) for entity in most]


def _agencies(index: Index) -> list[Entry]:
    """The agencies named most, each with who speaks for it."""
    found = sorted(listed(index, "agency"), key=lambda entity: (-len(index.named[entity.id]), entity.name))
    speaking = voices(index)
    entries = []
    for entity in found[:NAMES]:
        names = [voice.entity.name for voice in speaking.get(entity.id, ()) if voice.entity][:2]
        verb = "speaks" if len(names) == 1 else "speak"
        entries.append(_entry(index, entity, f"{' and '.join(names)} {verb} for it" if names else entity.description))
    return entries


def _entry(index: Index, entity: Entity, about: str) -> Entry:
    return Entry(entity, urls.entity(entity), about, tally(index.said[entity.id]), len(index.named[entity.id]))
