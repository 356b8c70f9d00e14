"""Sources and the dates they speak of, along time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from onrecord.model import Figure, Page
from onrecord.pages.entries import place
from onrecord.pages.excerpt import Line, line
from onrecord.pages.frame import Frame
from onrecord.pages.indexes import Index
from onrecord.pages.parts import LENGTH, Part, split, year
from onrecord.pages.quotes import Link
from onrecord.pages.sources_index import Story, by_source, story
from onrecord.pages.words import outlet

_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


class Spoken(NamedTuple):
    """A sentence that speaks of a date."""

    href: str
    outlet: str
    line: Line


class Moment(NamedTuple):
    """A day, a month or a year (ISO), with what was published then and what is said of it."""

    when: str
    stories: list[Story]
    spoken: list[Spoken]


class Stroke(NamedTuple):
    """A moment on the strip: its place in per cent, how many quotes were published, how often it is spoken of."""

    x: float
    quotes: int
    spoken: int


class Strip(NamedTuple):
    """All days of the timeline, from the first to the last."""

    strokes: Sequence[Stroke]
    first: str
    last: str


def known(index: Index) -> bool:
    """Whether there are two moments to tell apart."""
    published = {record.source.metadata.published for record in index.records} - {None}
    return len(published | {figure.value for _, figure in index.figures if _dated(figure)}) > 1


def moments(index: Index) -> list[Moment]:
    """The oldest first; dates without a year are left out."""
    found: dict[str, Moment] = {}
    quotes = by_source(index)
    for record in index.records:
        if record.source.metadata.published:
            when = record.source.metadata.published
            found.setdefault(when, Moment(when, [], [])).stories.append(story(record, quotes[record.source.id]))
    for record, figure in index.figures:
        if _dated(figure):
            when = str(figure.value)
            said = Spoken(place(record.source, figure.id), outlet(record.source), line(record.source.text, figure))
            found.setdefault(when, Moment(when, [], [])).spoken.append(said)
    return [found[when] for when in sorted(found)]


def pages(frame: Frame, look_ups: Index) -> Iterator[Page]:
    """One page, or an overview and a page a year; none where fewer than two moments are known."""
    if not known(look_ups):
        return
    found = moments(look_ups)
    whole = sum(len(moment.stories) + len(moment.spoken) for moment in found) <= LENGTH
    parts = [] if whole else split(found, lambda moment: year(moment.when))
    links = [Link(part.label, f"timeline/{part.slug}.html", len(part.items)) for part in parts]
    yield _page(frame, "timeline.html", Part("", "", found if whole else ()), links, strip(found))
    for part, link in zip(parts, links, strict=True):
        yield _page(frame, link.href, part, links, None)


def _page(frame: Frame, path: str, part: Part[Moment], links: Sequence[Link], drawn: Strip | None) -> Page:
    return frame.page(
        path,
        "timeline.html",
        kind="timeline",
        section="timeline",
        label=part.label,
        moments=part.items,
        links=links,
        strip=drawn,
    )


def _dated(figure: Figure) -> bool:
    """Whether a figure is a date of a year that is known."""
    return figure.kind == "date" and isinstance(figure.value, str) and _DATE.fullmatch(figure.value) is not None


def strip(found: Sequence[Moment]) -> Strip | None:
    """The days on a line; None when there are fewer than two."""
    days = {moment.when: moment for moment in found if len(moment.when) == 10}
    known = {when: _day(when) for when in days}
    dated = {when: day for when, day in known.items() if day}
    if len(dated) < 2:
        return None
    first, last = min(dated.values()), max(dated.values())
    strokes = [
        Stroke(
            round(3 + 94 * (day - first) / (last - first), 2),
            sum(one.tally.total for one in days[when].stories),
            len(days[when].spoken),
        )
        for when, day in dated.items()
    ]
    return Strip(strokes, min(dated), max(dated))


def _day(when: str) -> int | None:
    try:
        return date.fromisoformat(when).toordinal()
    except ValueError:  # no day of any calendar
        return None
