"""Numbers, figures and headings as English words of the site."""

from __future__ import annotations

from onrecord.english import ONES
from onrecord.model import Figure, FigureKind, Source
from onrecord.pages.frame import day
from onrecord.patterns import regex

_WEEK = regex(r"(\d{4})-W(\d{2})")
_SMALL = ("no", *ONES[1:13])
FORMS = {"direct": "Quoted", "indirect": "Paraphrased", "mixed": "Partly quoted"}
"""What the reader calls the three forms of a quote."""
KINDS: dict[FigureKind, str] = {
    "money": "Money",
    "percent": "Shares",
    "count": "Counts",
    "ratio": "Ratios and scores",
    "duration": "Durations and ages",
    "measure": "Measures",
    "date": "Dates",
}
"""Headings of the kinds of figures, in the order in which they are listed."""


def calendar(value: str) -> str:
    """A date's value in words: "--11" as "November", "2026-W05" as "week 5 of 2026", "197X" as "the 1970s"."""
    if "/" in value:
        return " to ".join(calendar(part) for part in value.split("/"))
    if week := _WEEK.fullmatch(value):
        return f"week {int(week[2])} of {week[1]}"
    if value.startswith("--"):
        return day(f"0000{value[1:]}").removesuffix("0000").rstrip(", ")
    if value.startswith("T"):
        return value[1:]
    return f"the {value[:-1]}0s" if value.endswith("X") else day(value)


def spelled(number: int) -> str:
    """Small numbers as words, larger ones in digits."""
    return _SMALL[number] if 0 <= number < len(_SMALL) else f"{number:,}"


def times(number: int) -> str:
    """ "once", "twice", "3 times"."""
    return _TIMES.get(number) or f"{number:,} times"


_TIMES = {1: "once", 2: "twice"}


def as_number(value: float | int) -> str:
    """A value in digits with thousands separated: 1200000.0 as "1,200,000"."""
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,.4f}".rstrip("0").rstrip(".")


def figure_words(source: Source, figure: Figure) -> str:
    """A figure as it stands in its source."""
    return " ".join(source.text[figure.start : figure.end].split())


def qualifier(words: str, figure: Figure) -> str:
    """The qualifier of a figure, unless the figure's own words begin with it."""
    given = figure.qualifier
    if not given:
        return ""
    given = given[:1].lower() + given[1:]
    return "" if words.lower().startswith(given.lower()) else given


def capital(text: str) -> str:
    """`text` with its first letter large and the rest as it is."""
    return text[:1].upper() + text[1:]
