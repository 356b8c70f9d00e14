"""What needs a person: shown in the preview only, unless the settings publish it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.dossier.titles import Heading, heading
from onrecord.model import Figure, Mention, Page, Quote, Record, Review
from onrecord.pages import urls
from onrecord.pages.entries import place
from onrecord.pages.excerpt import Line, line, quote_runs
from onrecord.pages.frame import Frame
from onrecord.pages.indexes import Index
from onrecord.pages.value import Value

SHOWN = 200
"""Entries of one kind; the rest is counted."""


class Case(Value, frozen=True):
    """One thing to look at. Addresses are "" where there is none."""

    message: str
    heading: Heading | None
    href: str
    name: str
    name_href: str
    line: Line | None


class Group(Value, frozen=True):
    """All cases of one kind, as far as they are shown."""

    kind: str
    cases: Sequence[Case]
    total: int


def pages(frame: Frame, look_ups: Index) -> Iterator[Page]:
    """The one page, or none when readers are not to see it."""
    if not (frame.preview or frame.settings.publish_review):
        return
    found: dict[str, list[Review]] = {}
    for review in look_ups.dossier.reviews:
        found.setdefault(review.kind, []).append(review)
    groups = [
        Group(kind, [_case(look_ups, review) for review in reviews[:SHOWN]], len(reviews))
        for kind, reviews in sorted(found.items())
    ]
    total = len(look_ups.dossier.reviews)
    yield frame.page("review.html", "review.html", kind="review", section="review", groups=groups, total=total)


def _case(index: Index, review: Review) -> Case:
    record = _record(index, review.source)
    entity = index.entity.get(review.entity or "")
    mark = _mark(record, review.annotation) if record and review.annotation else None
    href = urls.source(record.source.id) if record else ""
    return Case(
        review.message,
        heading(record.source) if record else None,
        place(record.source.id, mark.id) if record and mark else href,
        entity.name if entity else "",
        urls.entity(entity) if entity else "",
        _line(record, mark) if record and mark else None,
    )


def _record(index: Index, source: str | None) -> Record | None:
    return index.shelf[source].record if source is not None and source in index.shelf else None


def _mark(record: Record, annotation: str) -> Mention | Quote | Figure | None:
    marks: list[Mention | Quote | Figure] = [*record.mentions, *record.quotes, *record.figures]
    return next((mark for mark in marks if mark.id == annotation), None)


def _line(record: Record, mark: Mention | Quote | Figure) -> Line:
    if not isinstance(mark, Quote):
        return line(record.source.text, mark)
    runs = quote_runs(record.source.text, mark)
    first = next(number for number, run in enumerate(runs) if run.said)
    last = max(number for number, run in enumerate(runs) if run.said)
    before, words, after = runs[:first], runs[first : last + 1], runs[last + 1 :]
    return Line(*("".join(run.text for run in part) for part in (before, words, after)))
