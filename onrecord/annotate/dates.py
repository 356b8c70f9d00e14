"""The stage that finds dates: weekdays, months, years, full dates, decades, times of day, "last week"."""

from __future__ import annotations

import re
from datetime import date
from operator import attrgetter

from msgspec.structs import replace

from onrecord.annotate.anchors import anchors
from onrecord.annotate.calendar_words import calendar_words
from onrecord.annotate.when import day_of
from onrecord.annotate.years import digit_dates
from onrecord.model import Figure, Found, Source
from onrecord.patterns import regex

_BY_PLACE = attrgetter("start", "end")


def find_dates(source: Source, found: Found) -> Found:
    """All dates of the source, resolved against the day it was published where that is known."""
    dates = read_dates(source.text, day_of(source.metadata.published))
    return replace(found, figures=tuple(sorted([*found.figures, *dates], key=_BY_PLACE)))


def read_dates(text: str, published: date | None) -> list[Figure]:
    """The dates of `text` in order; where two overlap, the one that begins first, then the longer, stays."""
    kept: list[Figure] = []
    words, digits, _ = anchors(text)
    both = [*calendar_words(text, words, published), *digit_dates(text, digits)]
    for figure in sorted(both, key=lambda f: (f.start, -f.end)):
        if kept and (span := _between(text, kept[-1], figure)) is not None:
            kept[-1] = span
        elif not kept or figure.start >= kept[-1].end:
            kept.append(figure)
    return kept


_BETWEEN = regex(r"\bbetween \Z", re.IGNORECASE)
_MONTH_OF_NO_YEAR = regex(r"--(\d\d)")
_MONTH_OF_YEAR = regex(r"(\d{4})-(\d\d)")


def _between(text: str, first: Figure, last: Figure) -> Figure | None:
    """ "between 7pm and 8pm", "between March and May 2023" as one span of time."""
    if text[first.end : last.start] != " and " or not _BETWEEN.search(text, max(0, first.start - 9), first.start):
        return None
    low, high = first.value, last.value
    if not isinstance(low, str) or not isinstance(high, str) or "/" in low + high:
        return None
    if (month := _MONTH_OF_NO_YEAR.fullmatch(low)) and (year := _MONTH_OF_YEAR.fullmatch(high)):
        low = f"{int(year[1]) - (month[1] > year[2])}-{month[1]}"
    if len(low) != len(high):
        return None
    return replace(first, end=last.end, value=f"{low}/{high}", why=f"{first.why}, from first to last")
