"""Numbers, figures and headings as English words of the site."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.model import Figure, Source

_SMALL = "no one two three four five six seven eight nine ten eleven twelve".split()
FORMS = {"direct": "Quoted", "indirect": "Paraphrased", "mixed": "Partly quoted"}
"""What the reader calls the three forms of a quote."""
KINDS = {
    "money": "Money",
    "percent": "Shares",
    "count": "Counts",
    "ratio": "Ratios and scores",
    "duration": "Durations and ages",
    "measure": "Measures",
    "date": "Dates",
}
"""Headings of the kinds of figures, in the order in which they are listed."""


class Heading(NamedTuple):
    """What a source is called: its title, or its first words when it has none (shown in italics)."""

    text: str
    own: bool


def heading(source: Source) -> Heading:
    """The title of a source, else its first eight words."""
    if source.metadata.title:
        return Heading(source.metadata.title, True)
    words = source.text[:400].split()[:9]
    return Heading(" ".join(words[:8]) + (" …" if len(words) > 8 else "") or source.path, False)


def outlet(source: Source) -> str:
    """Who published a source, else what the source is called."""
    return source.metadata.outlet or heading(source).text


def spelled(number: int) -> str:
    """Small numbers as words, larger ones in digits."""
    return _SMALL[number] if 0 <= number < len(_SMALL) else f"{number:,}"


def times(number: int) -> str:
    """ "once", "twice", "3 times"."""
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")


def as_number(value: float | int) -> str:
    """A value in digits with thousands separated: 1200000.0 as "1,200,000"."""
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,.4f}".rstrip("0").rstrip(".")


def figure_words(source: Source, figure: Figure) -> str:
    """A figure as it stands in its source."""
    return " ".join(source.text[figure.start : figure.end].split())


def qualifier(source: Source, figure: Figure) -> str:
    """The qualifier of a figure, unless the figure's own words begin with it."""
    given = figure.qualifier or ""
    return "" if figure_words(source, figure).lower().startswith(given.lower()) else given


def capital(text: str) -> str:
    """`text` with its first letter large and the rest as it is."""
    return text[:1].upper() + text[1:]
