"""The stage that finds figures: money, percentages, counts, ratios, durations, measures, and what each counts."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from operator import attrgetter

from msgspec.structs import replace

from onrecord.annotate.ages import AGE, is_age
from onrecord.annotate.joins import Pair, alike, apart, pair
from onrecord.annotate.quantities import Quantity, quantities
from onrecord.annotate.refusals import only_names
from onrecord.annotate.things import (
    determined,
    noun_phrase,
    per_after,
    qualifier,
    single_thing,
    thing_after,
    whole_after,
)
from onrecord.model import Figure, FigureKind, Found, Source, Value
from onrecord.patterns import regex
from onrecord.prose import is_english

_BY_PLACE = attrgetter("start", "end")
_STOP = regex(r"[.!?][\"”’)]*\s|\n")
_TITLED = regex(r"\b(?:[A-Z][a-z]{0,3}|[A-Z])\Z")
_INHERITS = regex(r"\b(?:including|and|from|to|with|than|or|of|another|only|just|versus|against|nor|some|other) \Z")
_SENTENCE = 160
"""Characters within which a number may count what an earlier one of its sentence counts."""
_SIDES = regex(r"[ -](?:high|wide|long|deep|tall|thick)\b")
"""Which side of a thing a length is of: a 15 metre |high tower."""
_KINDS: dict[str, FigureKind] = {"money": "money", "percent": "percent", "duration": "duration", "measure": "measure"}
_WHY = {
    "money": ("a number with a currency", 0.98),
    "percent": ("a number with a percent sign or word", 0.99),
    "duration": ("a number with a unit of time", 0.96),
    "measure": ("a number with a unit of measure", 0.96),
}


def find_figures(source: Source, found: Found) -> Found:
    """All figures of the source beside the dates found before; a number inside a date is the date's own."""
    dates = [(figure.start, figure.end) for figure in found.figures if figure.kind == "date"]
    figures = sorted([*found.figures, *read_figures(source.text, dates)], key=_BY_PLACE)
    if not is_english(source.metadata.language):
        figures = [figure for figure in figures if _in_any_language(source.text, figure)]
    return replace(found, figures=tuple(figures))


_DIGITS_ALONE = regex(r"[^\d.,]*\d+[^\d.,]*$")
_YEAR_ALONE = regex(r"\d{4}(?:-\d\d-\d\d)?$")
_SCALED = regex(r"(?:[.,]\d|[ \u00a0]?(?:mi[lo]|mrd|mld|bi[lo]|bn|tau|tys|тыс|млн|млрд))", re.IGNORECASE)
"""What goes on with a number in other languages: their point and comma, and how their words for millions begin."""


def _in_any_language(text: str, figure: Figure) -> bool:
    """Whether a figure means the same in every language: digits alone with a sign of money or percent, or a year."""
    words = text[figure.start : figure.end]
    if figure.kind == "date":
        return _YEAR_ALONE.match(words) is not None
    signed = figure.kind in ("money", "percent") and _DIGITS_ALONE.match(words) is not None
    return signed and not _SCALED.match(text, figure.end)


def read_figures(text: str, taken: list[tuple[int, int]]) -> Iterator[Figure]:
    """The figures of `text` in order; none touches a span of `taken`, which are in order too."""
    last: Figure | None = None
    for quantity, joined in _paired(text, _free(quantities(text, taken), taken)):
        if only_names(text, quantity):
            continue
        if not quantity.kind and (points := _points(text, quantity)) is not None:
            quantity = points
        figure = _figure(text, quantity, joined)
        if figure is None:
            continue
        if figure.kind == "count" and figure.of is None and last is not None:
            figure = _inherit(text, figure, last)
        yield figure
        last = figure if figure.kind == "count" and figure.of else last


_POINTS = regex(r" points?\b")
_OF_PERCENT = regex(r"\bpercentage points?\b|\bmargins? of (?:sampling )?error\b", re.IGNORECASE)


def _points(text: str, quantity: Quantity) -> Quantity | None:
    """A number of "points" after percentage points or a margin of error as the percentage it is."""
    read = _POINTS.match(text, quantity.after)
    if read is None or not _OF_PERCENT.search(text, max(0, quantity.start - _SENTENCE), quantity.start):
        return None
    return replace(quantity, end=read.end(), after=read.end(), kind="percent", unit="percentage point")


def _free(items: list[Quantity], taken: list[tuple[int, int]]) -> list[Quantity]:
    """The quantities that do not reach into a span of `taken` (none begins there)."""
    if not taken:
        return items
    starts = [start for start, _ in taken]
    return [item for item in items if (at := bisect(starts, item.start)) == len(starts) or starts[at] >= item.end]


_LINK = len(" and ")
"""The most characters between two numbers of one unit that stay apart."""


def _paired(text: str, items: list[Quantity]) -> Iterator[tuple[Quantity, Pair | None]]:
    """The quantities with those that belong together made one."""
    index = 0
    while index < len(items):
        first = items[index]
        second = items[index + 1] if index + 1 < len(items) else None
        index += 1
        joined = pair(text, first, second) if second is not None and second.start - first.after < 20 else None
        if joined is not None:
            last = joined.second
            yield replace(joined.first, end=last.end, after=last.after, kind=last.kind, unit=last.unit), joined
            index += 1
        elif second is not None and second.start - first.after <= _LINK and apart(text, first, second):
            first, second = alike(text, first, second)
            items[index] = second
            yield first, None
        else:
            yield first, None


# ---------------------------------------------------------------- one figure


def _figure(text: str, quantity: Quantity, joined: Pair | None) -> Figure | None:
    if joined is not None and joined.form != "range":
        return _relation(text, quantity, joined)
    if quantity.numeral.part and not quantity.kind and joined is None:
        return _fraction(text, quantity)
    if not quantity.kind and is_age(text, quantity):
        quantity = replace(quantity, kind="duration", unit=AGE)
    if quantity.kind:
        return _with_unit(text, quantity, joined)
    return _count(text, quantity, joined)


def _value(quantity: Quantity, joined: Pair | None) -> Value:
    if joined is not None:
        return (joined.first.value, joined.second.value)
    return None if quantity.high is not None else quantity.value


def _approximate(quantity: Quantity) -> tuple[float, float] | None:
    return None if quantity.high is None else (quantity.value, quantity.high)


_OVER_TIME = regex(
    r"(?<!\bfor )(?<!\bof )(?<!\bin )(?<!\bafter )(?<!\btook )(?<!\bis )(?<!\bwas )\bover (?:the )?\Z", re.I
)
"""What says that something went on for a time ("$2 million over five years"), and not that it was longer."""


def _qualifier(text: str, quantity: Quantity, kind: FigureKind) -> str | None:
    """The qualifier of a figure; "over" before a time is none."""
    told = qualifier(text, quantity.start, quantity.after)
    if told and kind == "duration" and told.lower() == "over" and quantity.unit != AGE:
        return None if _OVER_TIME.search(text, max(0, quantity.start - 20), quantity.start) else told
    return told


def _make(
    text: str, quantity: Quantity, kind: FigureKind, value: Value, of: str | None, sure: float, why: str
) -> Figure:
    return Figure(
        quantity.start,
        quantity.end,
        kind,
        value,
        unit=quantity.unit,
        approximate=_approximate(quantity),
        qualifier=_qualifier(text, quantity, kind),
        of=of,
        confidence=sure,
        why=why,
    )


def _with_unit(text: str, quantity: Quantity, joined: Pair | None) -> Figure:
    """Money, a percentage, a duration or a measure; "per hour" goes with what it is of."""
    why, sure = _WHY[quantity.kind]
    if quantity.unit == AGE:
        of, why, sure = None, "an age", 0.93
    else:
        of = _of(text, quantity)
    if joined is not None:
        why, sure = f"{why}, from low to high", round(sure - 0.04, 2)
    return _make(text, quantity, _KINDS[quantity.kind], _value(quantity, joined), of, sure, why)


def _of(text: str, quantity: Quantity) -> str | None:
    """The thing an amount is of, with its "per hour"; a bare noun counts only after an article or a hyphen."""
    after, money = quantity.after, quantity.kind == "money"
    per = per_after(text, after)
    at = per[1] if per else after
    thing = thing_after(text, at, money)
    if thing is None and (determined(text, quantity.start) or "-" in text[quantity.numeral.end : after]):
        side = _SIDES.match(text, at)
        thing = noun_phrase(text, side.end() if side else at, single=True)
    if thing and not per:
        per = per_after(text, thing[1])
    return " ".join(part[0] for part in (thing, per) if part) or None


def _relation(text: str, quantity: Quantity, joined: Pair) -> Figure:
    first, second = joined.first.value, joined.second.value
    plain = replace(quantity, kind="", unit=None)
    if joined.form == "score":
        return _make(text, plain, "ratio", (first, second), None, 0.8, "two numbers of a score or vote")
    phrase = noun_phrase(text, quantity.after)
    thing = phrase[0] if phrase else None
    return _make(text, plain, "ratio", round(first / second, 6), thing, 0.93, "one number out of another")


def _fraction(text: str, quantity: Quantity) -> Figure:
    thing = thing_after(text, quantity.after) or whole_after(text, quantity.after)
    return _make(text, quantity, "ratio", round(quantity.value, 6), thing[0] if thing else None, 0.9, "a fraction")


# ---------------------------------------------------------------- counts

_COMPOUND = regex(r"-(?!fold\b)[a-z]{3}")
_STRONG = "-strong "
"""What stands behind a number and tells nothing of what it counts: a nine|-strong crew."""


def _count(text: str, quantity: Quantity, joined: Pair | None) -> Figure | None:
    """A number without unit: sure when a plural follows, less so when it stands alone."""
    words = text[quantity.start : quantity.end]
    compound = _COMPOUND.match(text, quantity.after) is not None
    one = words.lower() == "one"
    strong = compound and text.startswith(_STRONG, quantity.after)
    at = quantity.after + len(_STRONG) - 1 if strong else quantity.after
    phrase = single_thing(text, at) if one or strong else noun_phrase(text, at, single=compound)
    phrase = phrase or thing_after(text, at)
    per = per_after(text, phrase[1] if phrase else at)
    of = " ".join(part[0] for part in (phrase, per) if part) or _people(text, at)
    if joined is not None and of is None and _dashed(words):
        return None
    sure, why = _belief(quantity, words, of)
    return _make(text, quantity, "count", _value(quantity, joined), of, sure, why)


_HARMED = regex(
    r" (?:killed|injured|wounded|hurt|dead|missing|arrested|hospitali[sz]ed|displaced|infected|homeless|detained)\b"
)


def _people(text: str, at: int) -> str | None:
    """ "46 hurt" counts people, "12 missing pages" the pages."""
    read = _HARMED.match(text, at)
    if read is None:
        return None
    phrase = noun_phrase(text, read.end())
    return phrase[0] if phrase else "people"


def _dashed(words: str) -> bool:
    return any(dash in words for dash in "-–—")


def _belief(quantity: Quantity, words: str, of: str | None) -> tuple[float, str]:
    if words.lower() == "one":
        return 0.7, "the number word one before a noun"
    if quantity.high is not None:
        return 0.9, "a vague number"
    if of is not None:
        return (0.93 if quantity.numeral.spelled else 0.95), "a number before what it counts"
    if quantity.numeral.scale > 1 or "," in words or "." in words:
        return 0.85, "a large or exact number"
    return (0.75 if quantity.numeral.spelled else 0.8), "a number that stands alone"


def _ends(text: str, stop: re.Match[str]) -> bool:
    return stop.group()[0] != "." or not _TITLED.search(text, max(0, stop.start() - 5), stop.start())


def _inherit(text: str, figure: Figure, last: Figure) -> Figure:
    """ "3,500 arrests … and 1,179 on Monday": the second counts what the first of the sentence counts."""
    if figure.start - last.end > _SENTENCE or not isinstance(figure.value, int):
        return figure
    lead = figure.qualifier or _INHERITS.search(text, max(0, figure.start - 12), figure.start)
    if not lead:
        return figure
    if any(_ends(text, stop) for stop in _STOP.finditer(text, last.end, figure.start)):
        return figure
    return replace(
        figure, of=last.of, confidence=max(figure.confidence, 0.75), why="a number after another of its kind"
    )
