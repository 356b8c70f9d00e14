"""Days on a line: how much is said on each, and how often each is named; places for a template to draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

TALLEST = 38
"""Units of the highest bar."""


class Stroke(NamedTuple):
    """A day: its place in per cent, the height of its bar above the line, the depth of its mark below."""

    x: float
    above: float
    below: float


class Strip(NamedTuple):
    """All days, from the first to the last (ISO)."""

    strokes: Sequence[Stroke]
    first: str
    last: str


def strip(days: Mapping[str, tuple[int, int]]) -> Strip | None:
    """Days (ISO) with how much stands above and below the line; None when fewer than two are days of a calendar."""
    dated = {when: day for when in sorted(days) if (day := _day(when))}
    if len(dated) < 2:
        return None
    first, last = min(dated.values()), max(dated.values())
    most = max(8, *(max(days[when]) for when in dated))
    strokes = [
        Stroke(round(3 + 94 * (day - first) / (last - first), 2), *(_height(n, most) for n in days[when]))
        for when, day in dated.items()
    ]
    return Strip(strokes, min(dated), max(dated))


def _height(number: int, most: int) -> float:
    return round(4 + (TALLEST - 4) * number / most, 1) if number else 0


def _day(when: str) -> int | None:
    """The number of a day; None for a month, a year, or what is in no calendar."""
    try:
        return date.fromisoformat(when).toordinal() if len(when) == 10 else None
    except ValueError:
        return None
