"""Days on a line: how much is said on each, and how often each is named; their places, and what draws them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from markupsafe import Markup

from onrecord.pages import urls
from onrecord.pages.frame import DAYS_KEPT, Frame, safe
from onrecord.pages.value import Value

TALLEST = 38
"""Units of the highest bar."""
BARS = 120
"""Bars that can be told apart; with more days a bar is a stretch of days."""
_BASE, _BELOW = 44, 49
"""Where the bars above the line end, and those below it begin."""
DAY = "date"
_MARK = str(_BELOW + 7)
"""Where the bar of a day ends that says no more than that the day is spoken of."""


class Stroke(Value, frozen=True):
    """A day or a stretch of days: its place in per cent, its height above the line, its depth below."""

    x: float
    above: float
    below: float


class Strip(Value, frozen=True):
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
    step = 1 if len(dated) <= BARS else (last - first) // BARS + 1
    heaps: dict[int, tuple[int, int]] = {}
    for when, day in dated.items():
        middle = first + (day - first) // step * step + step // 2
        above, below = heaps.get(middle, (0, 0))
        heaps[middle] = above + days[when][0], below + days[when][1]
    most = max(8, *map(max, heaps.values()))
    span = max(last, *heaps) - first
    strokes = [
        Stroke(round(3 + 94 * (day - first) / span, 2), _height(above, most), _height(below, most))
        for day, (above, below) in heaps.items()
    ]
    return Strip(strokes, min(dated), max(dated))


@lru_cache(maxsize=1 << 10)
def _height(number: int, most: int) -> float:
    return round(4 + (TALLEST - 4) * number / most, 1) if number else 0


@lru_cache(DAYS_KEPT)
def _day(when: str) -> int | None:
    """The number of a day; None for a month, a year, or what is in no calendar."""
    try:
        return date.fromisoformat(when).toordinal() if len(when) == 10 else None
    except ValueError:
        return None


class Strokes:
    """Draws the strokes of a strip, of pieces that are set once (`pieces.html`) and then filled."""

    def __init__(self, frame: Frame) -> None:
        self._above = frame.shape("day_above", "x", "top")
        self._below = {mark: frame.shape("day_below", "x", "bottom", mark=mark) for mark in (*urls.FOLDERS, DAY)}

    def of(self, strip: Strip, mark: str) -> Markup:
        """All of them; what hangs below the line is a `mark` for an entity of a kind, or for a `DAY`."""
        above, below = self._above, self._below[mark]
        found = []
        for stroke in strip.strokes:
            x = str(stroke.x)
            if stroke.above:
                found.append(above.plain(x, _top(stroke.above)))
            if stroke.below:
                found.append(below.plain(x, _MARK if mark == DAY else _bottom(stroke.below)))
        return safe("\n".join(found))


@lru_cache(maxsize=1 << 10)
def _top(height: float) -> str:
    return str(_BASE - height)


@lru_cache(maxsize=1 << 10)
def _bottom(depth: float) -> str:
    return str(_BELOW + depth)
