"""Sources and the dates they speak of, along time."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain

from onrecord.dossier.gist import Gist
from onrecord.model import Page
from onrecord.pages.days import DAY, Strip, Strokes, strip
from onrecord.pages.entries import place
from onrecord.pages.excerpt import Line
from onrecord.pages.frame import Frame
from onrecord.pages.indexes import Index, ground
from onrecord.pages.later import Later
from onrecord.pages.parts import Link, Order, Ways, links, split, whole, year
from onrecord.pages.shelf import Opened
from onrecord.pages.sources_index import Story, story
from onrecord.pages.value import Value

SPOKEN = 12
"""Sentences shown of one moment."""
VOICES = 6
"""Speakers shown of one source."""
FULL = 40
"""Entries from which on a year has pages of its own."""


class Voice(Value, frozen=True):
    """Who is quoted in a source, how often, and where first."""

    name: str
    href: str
    number: int


class Published(Value, frozen=True):
    """A source in the list, with who speaks in it."""

    story: Story
    voices: Sequence[Voice]
    more: int
    """Speakers left out because there are too many."""


class Spoken(Value, frozen=True):
    """A sentence that speaks of a date."""

    href: str
    outlet: str
    line: Line


class Day(Value, frozen=True):
    """A date that a source speaks of."""

    source: Gist
    figure: str
    """The id of the figure that tells it."""
    row: bytes
    """As `Told.row`."""


class Moment(Value, frozen=True):
    """A day, a month or a year (ISO), with what was published then and what is said of it."""

    when: str
    published: list[Gist]
    spoken: list[Day]

    @property
    def entries(self) -> int:
        """How many entries it has in the list."""
        return len(self.published) + min(len(self.spoken), SPOKEN)


class Shown(Value, frozen=True):
    """A moment ready for a template."""

    when: str
    published: Sequence[Published]
    spoken: Sequence[Spoken]
    more: int
    """Sentences left out because there are too many."""


def known(index: Index) -> bool:
    """Whether there are two moments to tell apart."""
    published = (source.published for source in index.sources if source.published)
    every = chain(published, (told.when for source in index.sources for told in source.dates))
    first = next(every, None)
    return any(when != first for when in every)


def moments(index: Index) -> list[Moment]:
    """The oldest first; dates without a year are left out."""
    found: dict[str, Moment] = {}
    for source in index.sources:
        if source.published:
            found.setdefault(source.published, Moment(source.published, [], [])).published.append(source)
    for source in index.sources:
        for told in source.dates:
            if not told.own:
                found.setdefault(told.when, Moment(told.when, [], [])).spoken.append(Day(source, told.id, told.row))
    return [found[when] for when in sorted(found)]


def pages(frame: Frame, look_ups: Index) -> Iterator[Page | Later]:
    """One page, or an overview and pages by year; none where fewer than two moments are known."""
    if not known(look_ups) or frame.stays("timeline", ground(look_ups, "story", "dates")):
        return
    found = moments(look_ups)
    one_page = whole(sum(moment.entries for moment in found), len(look_ups.sources))
    parts = [] if one_page else split(found, _by_year(found))
    found_links = links(parts, "timeline/")
    ways = Ways(found_links)
    drawn = _drawn(found) if frame.has("timeline.html") else None
    shown_here = [_inputs(look_ups, moment) for moment in found] if one_page else ()
    undated = sum(not source.published for source in look_ups.sources)
    if frame.wants("timeline.html", shown_here, ways.overview(), drawn, undated):
        yield _page(frame, look_ups, "timeline.html", "", found if one_page else (), ways.overview(), drawn, undated)
    for part, link in zip(parts, found_links, strict=True):
        shown = ways.around(link)
        at = _place(look_ups, part.items)
        made_of = [_inputs(look_ups, moment) for moment in part.items] if frame.has_at(at) else ()
        if frame.wants_at(at, link.href, part.label, shown, made_of):
            yield Later(at, partial(_page, frame, look_ups, link.href, part.label, part.items, shown, None))


def _place(index: Index, moments: Sequence[Moment]) -> int:
    """Where the first source published in some moments stands among all."""
    published = (index.place[source.id] for moment in moments for source in moment.published)
    return min(published, default=0)


def _inputs(index: Index, moment: Moment) -> tuple[object, ...]:
    spoken = [(day.source.id, day.source.outlet, day.row) for day in moment.spoken[:SPOKEN]]
    published = [(index.around[source.id], source.digests.story) for source in moment.published]
    return moment.when, published, spoken, len(moment.spoken)


def _page(
    frame: Frame,
    index: Index,
    path: str,
    label: str,
    moments: Sequence[Moment],
    links: Sequence[Link],
    drawn: Strip | None,
    undated: int = 0,
) -> Page:
    return frame.page(
        path,
        "timeline.html",
        kind="timeline",
        section="timeline",
        label=label,
        moments=[_shown(index, moment) for moment in moments],
        links=links,
        strip=drawn,
        strokes=Strokes(frame).of(drawn, DAY) if drawn else "",
        undated=undated,
    )


def _by_year(found: Sequence[Moment]) -> Order[Moment]:
    spans = _spans(found)
    return Order(
        group=lambda moment: spans[year(moment.when)],
        key=lambda moment: moment.when,
        name=lambda moment: moment.when,
        dated=True,
        weight=lambda moment: moment.entries,
    )


def _spans(found: Sequence[Moment]) -> dict[str, str]:
    """For each year the years that share its pages: itself, or those of which little is told up to the next such year.

    What they are called tells nothing of themselves ("before 2015"), so that it stays when one more is spoken of.
    """
    sizes: Counter[str] = Counter()
    for moment in found:
        sizes[year(moment.when)] += moment.entries
    full = [one for one, size in sizes.items() if size >= FULL]
    spans = {}
    for one in sizes:
        place = bisect_left(full, one)
        if place < len(full):
            before = f"{int(full[place - 1]) + 1}-{int(full[place]) - 1}" if place else f"before {full[0]}"
            spans[one] = one if full[place] == one else before
        else:
            spans[one] = f"after {full[-1]}" if full else "All years"
    return spans


def _drawn(found: Sequence[Moment]) -> Strip | None:
    """The days around those of publication; one of long ago would press all others together."""
    published = [int(year(moment.when)) for moment in found if moment.published]
    first, last = (min(published) - 1, max(published) + 1) if published else (0, 9999)
    near = [moment for moment in found if first <= int(year(moment.when)) <= last]
    return strip({moment.when: (_quotes(moment.published), len(moment.spoken)) for moment in near})


def _quotes(sources: Sequence[Gist]) -> int:
    return sum(source.marked.listed for source in sources)


def _shown(index: Index, moment: Moment) -> Shown:
    spoken = [_spoken(index, day) for day in moment.spoken[:SPOKEN]]
    stories = [_published(index, index.shelf[source.id]) for source in moment.published]
    return Shown(moment.when, stories, spoken, len(moment.spoken) - len(spoken))


def _published(index: Index, opened: Opened) -> Published:
    quotes: dict[str, list[str]] = {}
    for said in opened.lists.quotes:
        speaker = said.quote.speaker
        if speaker and speaker in index.entity:
            quotes.setdefault(speaker, []).append(said.quote.id)
    most = sorted(quotes.items(), key=lambda pair: len(pair[1]), reverse=True)[:VOICES]
    source = opened.record.source.id
    voices = [Voice(index.entity[who].name, place(source, its[0]), len(its)) for who, its in most]
    return Published(story(opened), voices, len(quotes) - len(voices))


def _spoken(index: Index, day: Day) -> Spoken:
    opened = index.shelf[day.source.id]
    figure = next(given.figure for given in opened.lists.figures if given.figure.id == day.figure)
    return Spoken(place(day.source.id, day.figure), day.source.outlet, opened.passages.line(figure))
