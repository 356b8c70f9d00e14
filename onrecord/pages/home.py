"""The front page: where the numbers differ, the newest sources, who is quoted most, which agencies are named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from onrecord.dossier.gist import Gist
from onrecord.model import Entity, Page
from onrecord.pages import urls
from onrecord.pages.collation import collated, collations
from onrecord.pages.entities import role_of, summaries
from onrecord.pages.entries import place
from onrecord.pages.excerpt import quote_runs
from onrecord.pages.figures import Witness, outermost, spreads
from onrecord.pages.frame import Frame
from onrecord.pages.indexes import Index, figures_ground, ground, kinds, listed, once, quoted
from onrecord.pages.sources_index import story
from onrecord.pages.spread import Spread
from onrecord.pages.surroundings import sum_up
from onrecord.pages.totals import Tally
from onrecord.pages.value import Value
from onrecord.pages.voices import voices
from onrecord.pages.words import capital
from onrecord.recall import Recall

SOURCES = 4
NAMES = 8
TOPICS = 5
NUMBERS = 4
REPEATS = 2
UNCLAIMED = 3


class Count(Value, frozen=True):
    """One number of the plate, with the page behind it."""

    number: int
    one: str
    many: str
    href: str


class Topic(Value, frozen=True):
    """One thing counted, with the numbers furthest apart."""

    name: str
    href: str
    numbers: Sequence[Witness]


class Parting(NamedTuple):
    """Where the numbers differ."""

    topics: Sequence[Topic]
    """The first of them."""
    total: int
    parting: bool
    """Whether they do; if none do, these are things that several sources count."""


class Name(Value, frozen=True):
    """An entity in a short list."""

    entity: Entity
    href: str
    about: str
    tally: Tally
    named: int


class Plate(Value, frozen=True):
    """What counts over all sources."""

    counts: Sequence[Count]
    quoted: Sequence[Name]
    agencies: Sequence[Name]


class Unclaimed(Value, frozen=True):
    """The words of a quote without a speaker."""

    words: Sequence[str]
    href: str
    outlet: str


def pages(frame: Frame, look_ups: Index) -> Iterator[Page]:
    """The one page; without sources it says what to do next."""
    if not look_ups.sources:
        yield frame.page("index.html", "empty.html", kind="home")
        return
    if frame.stays("home", ground(look_ups, "story", "counts", "quotes", "figures")) or not frame.has("index.html"):
        return
    topics, of, parting = frame.recall(
        "topics of the front page", figures_ground(look_ups), Parting, lambda: _parting(look_ups)
    )
    counting = ground(look_ups, "counts"), once(look_ups, quoted), sorted(once(look_ups, kinds).items())
    plate = frame.recall("plate", counting, Plate, lambda: _plate(look_ups, frame.recall))
    nameless = _nameless(look_ups)
    stories = look_ups.sources[: SOURCES + 2]
    unclaimed = list(islice(_unclaimed(look_ups), UNCLAIMED))
    shown_here = [source.digests.story for source in stories]
    waiting, dated = len(look_ups.dossier.reviews), any(source.published for source in look_ups.sources)
    told = plate, nameless, waiting, dated, topics, of, parting
    quotes = [(source.id, source.outlet, quote) for source, quote in unclaimed], once(look_ups, collated)
    if not frame.wants("index.html", told, shown_here, quotes):
        return
    words = collations(look_ups, frame.recall)
    shown = SOURCES + 2 * bool(topics and words)  # as long as what stands beside them
    yield frame.page(
        "index.html",
        "home.html",
        kind="home",
        counts=plate.counts,
        stories=[story(look_ups.shelf[source.id]) for source in stories[:shown]],
        total=len(look_ups.sources),
        waiting=waiting,
        dated=dated,
        parting=parting,
        topics=topics,
        topics_total=of,
        words=words[:REPEATS],
        quoted=plate.quoted,
        agencies=plate.agencies,
        nameless=nameless,
        unclaimed=[_words(look_ups, source, quote[0]) for source, quote in unclaimed],
    )


def _plate(index: Index, recall: Recall) -> Plate:
    sum_up(index, recall)
    return Plate(_counts(index), _quoted(index), _agencies(index))


def _counts(index: Index) -> list[Count]:
    numbers = once(index, kinds).total() - once(index, kinds)["date"]
    counts = (
        Count(len(index.sources), "source", "sources", "articles/index.html"),
        Count(len(listed(index, "person")), "person", "people", "people/index.html"),
        Count(len(listed(index, "agency")), "agency", "agencies", "agencies/index.html"),
        Count(len(listed(index, "organization")), "organization", "organizations", "organizations/index.html"),
        Count(len(listed(index, "place")), "place", "places", "places/index.html"),
        Count(once(index, quoted).total, "quote", "quotes", "quotes/index.html"),
        Count(numbers, "figure", "figures", "figures/index.html"),
    )
    return [count for count in counts if count.number]


def _nameless(index: Index) -> int:
    """How many quotes are nobody's."""
    return once(index, quoted).total - sum([source.marked.attributed for source in index.sources])


def _unclaimed(index: Index) -> Iterator[tuple[Gist, tuple[str, bytes]]]:
    """Quotes without a speaker, short enough for the front page: id and row."""
    return ((source, quote) for source in index.sources for quote in source.unclaimed)


def _words(index: Index, source: Gist, quote: str) -> Unclaimed:
    said = next(one for one in index.shelf[source.id].lists.quotes if one.quote.id == quote)
    words = [run.text for run in quote_runs(said.record.source.text, said.quote) if run.said]
    return Unclaimed(words, place(source.id, quote), source.outlet)


def _parting(index: Index) -> Parting:
    several = [spread for spread in once(index, spreads) if spread.sources > 1 and not spread.trifling]
    parts = [spread for spread in several if spread.parts]
    shown = parts or several
    return Parting([_topic(index, spread) for spread in shown[:TOPICS]], len(shown), bool(parts))


def _topic(index: Index, spread: Spread) -> Topic:
    return Topic(capital(spread.topic.name), urls.topic(spread.topic.id), outermost(index, spread, NUMBERS))


def _quoted(index: Index) -> list[Name]:
    """Who is quoted most, people and bodies alike."""
    speaking = [entity for entity in index.dossier.entities if index.total[entity.id].said.total]
    most = sorted(speaking, key=lambda entity: (-index.total[entity.id].said.total, entity.name))[:NAMES]
    return [_name(index, entity, role_of(index, entity)) for entity in most]


def _agencies(index: Index) -> list[Name]:
    """The agencies named most, each with who speaks for it."""
    found = sorted(listed(index, "agency"), key=lambda entity: (-index.total[entity.id].named, entity.name))
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
