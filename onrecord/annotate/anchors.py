"""Where the figures and dates of a text can begin: one pass of an automaton finds the places for both."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from onrecord.annotate import when
from onrecord.english import MONTHS, ONES, SHORT_MONTHS, SHORT_WEEKDAYS, TENS, WEEKDAYS

SCALES = {
    "hundred": 100,
    "thousand": 1000,
    "lakh": 100_000,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
}
GLYPHS = {glyph: unicodedata.numeric(glyph) for glyph in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"}
_PARTS = ("dozen", "tens", "scores", "half", "third", "quarter", "fourth", "fifth")

Anchor = tuple[int, int]
"""The start and end of what something can begin with."""
_Found = tuple[int, int, int]
"""What stands somewhere, by its number, and where."""


class Anchors(NamedTuple):
    """The places of one text, in order."""

    words: list[Anchor]
    """The words of the calendar."""
    digits: list[Anchor]
    """What dates in digits begin with: the first digit of every run, among number words."""
    numerals: list[Anchor]
    """What numbers begin with: the first digit of every run, fractions of one sign, and number words."""


def cased(names: Iterable[str]) -> list[str]:
    """Names as they are written with capitals, the longest first."""
    return sorted({form for name in names for form in (name.capitalize(), name.upper())}, key=lambda f: (-len(f), f))


_CALENDAR = cased([*MONTHS, *WEEKDAYS, *SHORT_MONTHS, *SHORT_WEEKDAYS]) + [
    form
    for word in (*when.RELATIVES, *when.DAY_WORDS, *when.HOURS, *when.DAY_PARTS)
    for form in (word, word.capitalize())
]
_NUMBERS = [form for word in (*ONES, *TENS, *SCALES, *_PARTS) for form in (word, word.capitalize(), word.upper())]
_DIGIT = len(_CALENDAR)
_NUMBER = _DIGIT + 10
_FINDER = AhoCorasick(
    [*_CALENDAR, *"0123456789", *GLYPHS, *_NUMBERS],
    matchkind=MatchKind.LeftmostLongest,
    implementation=Implementation.DFA,
)


@lru_cache(maxsize=4)
def anchors(text: str) -> Anchors:
    """Where dates and numerals of a text can begin, but in rows of figures."""
    found = _FINDER.find_matches_as_indexes(text)
    if not _may_be_crowded(found):
        words, numerals = _parted(found)
        return Anchors(words, numerals, numerals)
    words, digits = _parted(_uncrowded(text, [each for each in found if each[0] < _NUMBER]))
    _, numerals = _parted(_uncrowded(text, [each for each in found if each[0] >= _DIGIT]))
    return Anchors(words, digits, numerals)


def _parted(found: list[_Found]) -> tuple[list[Anchor], list[Anchor]]:
    """The words of the calendar, and what numbers begin with: no digit that stands right behind another."""
    words: list[Anchor] = []
    numerals: list[Anchor] = []
    behind = -1
    for number, start, end in found:
        if number < _DIGIT:
            words.append((start, end))
        elif number >= _NUMBER:
            numerals.append((start, end))
        else:
            if start != behind:
                numerals.append((start, end))
            behind = end
    return words, numerals


_CROWD = 30
"""Runs of digits or number words in a row, one in six characters or closer on the whole: rows of figures, not prose."""
_CROWDED = 6 * _CROWD


def _may_be_crowded(found: list[_Found]) -> bool:
    """Whether a crowd may be there: it holds two of every half as many, close together. Mostly there are none."""
    half = found[:: _CROWD // 2]
    return any(after[1] - before[1] < _CROWDED for before, after in pairwise(half))


def _uncrowded(text: str, anchors: list[_Found]) -> list[_Found]:
    """Where numbers or dates may begin, but in rows of figures, which tell of nothing."""
    firsts = [  # not each digit of a number
        at for at, (_, start, _) in enumerate(anchors) if not at or start > anchors[at - 1][2]
    ]
    crowded = [
        _rows(text, anchors[first : last + 1])
        for first, last in zip(firsts, firsts[_CROWD - 1 :], strict=False)
        if anchors[last][1] - anchors[first][1] < _CROWDED
    ]
    return _outside(anchors, crowded) if crowded else anchors


def _rows(text: str, crowd: list[_Found]) -> tuple[int, int]:
    """Where rows of figures begin and end, without the sentences that one blank line parts from them."""
    start, end = crowd[0][1], crowd[-1][2]
    gap = text.find("\n\n", start, end)
    if gap < 0 or text.find("\n\n", gap + 2, end) >= 0:
        return start, end
    before = sum(anchor[1] < gap for anchor in crowd)
    return (start, gap) if 2 * before >= len(crowd) else (gap, end)


def _outside(anchors: list[_Found], crowded: list[tuple[int, int]]) -> list[_Found]:
    """The anchors that begin in none of `crowded`; both are in order."""
    kept = []
    areas = iter(crowded)
    low, high = next(areas)
    for anchor in anchors:
        _, start, end = anchor
        while high <= start:
            low, high = next(areas, (end, end + 1))
        if start < low:
            kept.append(anchor)
    return kept
