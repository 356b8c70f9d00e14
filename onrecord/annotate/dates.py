"""The stage that finds dates: weekdays, months, years, full dates, decades, times of day, "last week"."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from onrecord.annotate.calendar_words import calendar_words
from onrecord.annotate.when import day_of
from onrecord.annotate.years import digit_dates
from onrecord.model import Figure, Found, Source


def find_dates(source: Source, found: Found) -> Found:
    """All dates of the source, resolved against the day it was published where that is known."""
    dates = read_dates(source.text, day_of(source.metadata.published))
    return replace(found, figures=tuple(sorted([*found.figures, *dates], key=lambda f: (f.start, f.end))))


def read_dates(text: str, published: date | None) -> list[Figure]:
    """The dates of `text` in order; where two overlap, the one that begins first, then the longer, stays."""
    kept: list[Figure] = []
    both = [*calendar_words(text, published), *digit_dates(text, published)]
    for figure in sorted(both, key=lambda f: (f.start, -f.end)):
        if not kept or figure.start >= kept[-1].end:
            kept.append(figure)
    return kept
