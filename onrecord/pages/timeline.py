"""Sources and the dates they speak of, along time."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from onrecord.model import Page, Record, Span
from onrecord.pages.days import Strip, strip
from onrecord.pages.entries import credits_of, place
from onrecord.pages.excerpt import Line
from onrecord.pages.frame import Frame
from onrecord.pages.indexes import Given, Index, Said, everything, once
from onrecord.pages.parts import Link, Order, Ways, links, split, whole, year
from onrecord.pages.rows import passages
from onrecord.pages.sources_index import Story, by_source, story
from onrecord.prose import sentence_at

_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
SPOKEN = 12
"""Sentences shown of one moment."""
VOICES = 6
"""Speakers shown of one source."""
FULL = 40
"""Entries from which on a year has pages of its own."""
SENTENCE = 4
"""Words that a date has around it when it tells more than when its source was published."""


class Voice(NamedTuple):
    """Who is quoted in a source, how often, and where first."""

    name: str
    href: str
    number: int


class Published(NamedTuple):
    """A source in the list, with who speaks in it."""

    story: Story
    voices: Sequence[Voice]
    more: int
    """Speakers left out because there are too many."""


class Spoken(NamedTuple):
    """A sentence that speaks of a date."""

    href: str
    outlet: str
    line: Line


class Moment(NamedTuple):
    """A day, a month or a year (ISO), with what was published then and what is said of it."""

    when: str
    records: list[Record]
    spoken: list[Given]

    @property
    def entries(self) -> int:
        """How many entries it has in the list."""
        return len(self.records) + min(len(self.spoken), SPOKEN)


class Shown(NamedTuple):
    """A moment ready for a template."""

    when: str
    published: Sequence[Published]
    spoken: Sequence[Spoken]
    more: int
    """Sentences left out because there are too many."""


def known(index: Index) -> bool:
    """Whether there are two moments to tell apart."""
    published = {record.source.metadata.published for record in index.records} - {None}
    return len(published | {given.figure.value for given in index.figures if _dated(given)}) > 1


def moments(index: Index) -> list[Moment]:
    """The oldest first; dates without a year are left out."""
    found: dict[str, Moment] = {}
    for record in index.records:
        if record.source.metadata.published:
            when = record.source.metadata.published
            found.setdefault(when, Moment(when, [], [])).records.append(record)
    for given in index.figures:
        if _dated(given) and not _own_date(given):
            when = str(given.figure.value)
            found.setdefault(when, Moment(when, [], [])).spoken.append(given)
    return [found[when] for when in sorted(found)]


def pages(frame: Frame, look_ups: Index) -> Iterator[Page]:
    """One page, or an overview and pages by year; none where fewer than two moments are known."""
    if not known(look_ups):
        return
    found = moments(look_ups)
    one_page = whole(sum(moment.entries for moment in found), len(look_ups.records))
    parts = [] if one_page else split(found, _by_year(found))
    found_links = links(parts, "timeline/")
    ways = Ways(found_links)
    if frame.wants("timeline.html", once(look_ups, everything)):
        drawn = _drawn(found, once(look_ups, by_source))
        yield _page(frame, look_ups, "timeline.html", "", found if one_page else (), ways.overview(), drawn)
    for part, link in zip(parts, found_links, strict=True):
        shown = ways.around(link)
        if frame.wants(link.href, part.label, shown, [_inputs(look_ups, moment) for moment in part.items]):
            yield _page(frame, look_ups, link.href, part.label, part.items, shown, None)


def _inputs(index: Index, moment: Moment) -> tuple[object, ...]:
    spoken = [(index.shown[given.record.source.id], given.figure.id) for given in moment.spoken[:SPOKEN]]
    return moment.when, [index.shown[record.source.id] for record in moment.records], spoken, len(moment.spoken)


def _page(
    frame: Frame,
    index: Index,
    path: str,
    label: str,
    moments: Sequence[Moment],
    links: Sequence[Link],
    drawn: Strip | None,
) -> Page:
    said = once(index, by_source)
    return frame.page(
        path,
        "timeline.html",
        kind="timeline",
        section="timeline",
        label=label,
        moments=[_shown(index, moment, said) for moment in moments],
        links=links,
        strip=drawn,
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


def _drawn(found: Sequence[Moment], said: Mapping[str, Sequence[Said]]) -> Strip | None:
    """The days around those of publication; one of long ago would press all others together."""
    published = [int(year(moment.when)) for moment in found if moment.records]
    first, last = (min(published) - 1, max(published) + 1) if published else (0, 9999)
    near = [moment for moment in found if first <= int(year(moment.when)) <= last]
    return strip({m.when: (sum(len(said[r.source.id]) for r in m.records), len(m.spoken)) for m in near})


def _shown(index: Index, moment: Moment, said: Mapping[str, Sequence[Said]]) -> Shown:
    spoken = [_spoken(index, given) for given in moment.spoken[:SPOKEN]]
    stories = [_published(index, record, said[record.source.id]) for record in moment.records]
    return Shown(moment.when, stories, spoken, len(moment.spoken) - len(spoken))


def _published(index: Index, record: Record, said: Sequence[Said]) -> Published:
    first: dict[str, Said] = {}
    for one in said:
        if one.quote.speaker and one.quote.speaker in index.entity:
            first.setdefault(one.quote.speaker, one)
    counts = Counter(one.quote.speaker for one in said if one.quote.speaker in first)
    named = [(index.entity[who].name, first[who], number) for who, number in counts.most_common(VOICES)]
    voices = [Voice(name, place(record.source, one.quote.id), number) for name, one, number in named]
    return Published(story(record, said), voices, len(counts) - len(voices))


def _spoken(index: Index, given: Given) -> Spoken:
    source = given.record.source
    credit = once(index, credits_of)[source.id]
    return Spoken(f"{credit.href}#{given.figure.id}", credit.outlet, passages(index, given.record).line(given.figure))


def _dated(given: Given) -> bool:
    """Whether a figure is a date of a year that is known."""
    figure = given.figure
    return figure.kind == "date" and isinstance(figure.value, str) and _DATE.fullmatch(figure.value) is not None


_start = attrgetter("start")


def _own_date(given: Given) -> bool:
    """Whether a figure only says when its source was published: a dateline, not a sentence."""
    source = given.record.source
    if given.figure.value != source.metadata.published:
        return False
    start, end, blocks = given.figure.start, given.figure.end, source.blocks
    block = blocks[max(0, bisect_right(blocks, start, key=_start) - 1)] if blocks else Span(0, len(source.text))
    words = source.text[block.start : block.end]
    sentence = sentence_at(words, start - block.start)
    around = f"{words[sentence.start : start - block.start]} {words[end - block.start : sentence.end]}"
    return len(around.split()) < SENTENCE
