"""Sources and the dates they speak of, along time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.model import Figure, Page
from onrecord.pages.days import Strip, strip
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
    days = {m.when: (sum(s.tally.total for s in m.stories), len(m.spoken)) for m in found}
    whole = sum(len(moment.stories) + len(moment.spoken) for moment in found) <= LENGTH
    parts = [] if whole else split(found, lambda moment: year(moment.when))
    links = [Link(part.label, f"timeline/{part.slug}.html", len(part.items)) for part in parts]
    yield _page(frame, "timeline.html", Part("", "", found if whole else ()), links, strip(days))
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
