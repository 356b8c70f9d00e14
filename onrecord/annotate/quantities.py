"""A number with its unit: "$1.2 million", "43-year-old", "minus 5 degrees", "15 percent"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from onrecord.annotate.numbers import Numeral, numerals, tidy
from onrecord.annotate.units import Unit, currency_before, pounds_after, unit_after
from onrecord.patterns import regex


class Quantity(Struct, frozen=True, gc=False):
    """A number and the unit that stands with it."""

    start: int
    end: int
    """The span to be marked: sign, number, scale word, unit of money, percent or time."""
    after: int
    """Where the words after number and unit begin."""
    numeral: Numeral
    value: float
    high: float | None = None
    kind: str = ""
    """`money`, `percent`, `duration`, `measure`, or "" for a number without a unit."""
    unit: str | None = None
    parts: float = 1


_NEGATIVE = regex(r"(?:(?<![\w.,)\]$£€%])[-−–]|(?<=[\s(])\+|\b[Mm]inus[ -]|\bnegative )\Z")
_DASHES = ("-", "−", "–", "+")
_SIGNS = (*_DASHES, "inus ", "tive ")
"""How what `_NEGATIVE` finds ends."""
_YEAR_DIGITS = 4
_AGE_LETTERS = frozenset("ymwd")
_AGE = regex(r"(?:[ -](year|month|week|day)s?[- ]olds?\b|[ ](year|month)s? of age\b)", re.IGNORECASE)
_FEET_INCHES = regex(r"[- ]?(?:foot|feet|ft)[- ](\d{1,2})(?:[ -](?:inch(?:es)?|in)\b)?(?![\w.,]\d|\w|%)", re.IGNORECASE)


def quantities(text: str, spans: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """Every number of the text with its unit, in order; none begins in one of `spans`, which are in order too."""
    found: list[Quantity] = []
    for numeral in numerals(text, spans):
        taken = found[-1].end if found else 0
        if numeral.start >= taken:
            quantity = _measured(text, numeral)
            found.append(quantity if quantity.start >= taken else _plain(numeral))
    return found


def _plain(numeral: Numeral) -> Quantity:
    return Quantity(numeral.start, numeral.end, numeral.end, numeral, numeral.value, numeral.high)


def _measured(text: str, numeral: Numeral) -> Quantity:
    plain = _plain(numeral)
    money = currency_before(text, numeral.start) if not numeral.spelled else None
    if money is not None:
        unit, start = money
        priced = replace(_with(plain, unit, numeral.end), start=start)
        return _negated(text, priced)
    end = numeral.end
    ahead = text[end : end + 2].lstrip(" -")[:1].lower()
    if ahead in _AGE_LETTERS and (age := _AGE.match(text, end)):
        word = (age.group(1) or age.group(2)).lower()
        return replace(plain, end=age.end(), after=age.end(), kind="duration", unit=f"{word} (age)")
    if ahead == "f" and (tall := _FEET_INCHES.match(text, end)):
        feet = tidy(numeral.value + int(tall.group(1)) / 12)
        return replace(plain, end=tall.end(), after=tall.end(), value=feet, kind="measure", unit="foot")
    of = 3 if numeral.high is not None and text.startswith(" of ", end) else 0  # "millions of dollars"
    pounds = pounds_after(text, end + of, numeral.scale) if of or ahead == "p" else None
    read = pounds or unit_after(text, end + of, half=numeral.part)
    return _negated(text, _with(plain, *read) if read and not _only_beside(text, numeral, *read) else plain)


def _only_beside(text: str, numeral: Numeral, unit: Unit, end: int) -> bool:
    """Whether a unit's word only stands behind a number: half a dozen |HP directors, the World Cup 2018 |day five."""
    word = text[numeral.end : end].strip(" -\u00a0")
    if unit.kind == "measure":
        return numeral.spelled and len(word) > 1 and word.isupper() and word[-1] != "B"
    year = numeral.end - numeral.start == _YEAR_DIGITS and 1900 <= numeral.value < 2100 and numeral.scale == 1
    return year and unit.kind == "duration" and word[-1] != "s" and text[numeral.end] == " "


def _with(quantity: Quantity, unit: Unit, end: int) -> Quantity:
    """The quantity in its unit; only units of money, percent and time belong to the marked span."""
    return replace(
        quantity,
        end=quantity.end if unit.kind == "measure" else end,
        after=end,
        value=tidy(quantity.value * unit.parts),
        high=None if quantity.high is None else tidy(quantity.high * unit.parts),
        kind=unit.kind,
        unit=unit.name,
        parts=unit.parts,
    )


def _negated(text: str, quantity: Quantity) -> Quantity:
    if not text.endswith(_SIGNS, 0, quantity.start):
        return quantity
    sign = _NEGATIVE.search(text, max(0, quantity.start - 9), quantity.start)
    if sign and quantity.numeral.spelled and (sign.group() in _DASHES or quantity.value == 1):
        return quantity  # "-One poll", "and 46% a negative one"
    if sign is None or text.endswith("plus or ", 0, sign.start()):  # "plus or minus 3 points"
        return quantity
    value = quantity.value if sign.group() == "+" else -quantity.value
    return replace(quantity, start=sign.start(), value=value)
