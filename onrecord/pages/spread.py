"""How far the numbers given for one thing lie apart, in words and as places on a logarithmic scale."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from onrecord.model import Figure, Topic
from onrecord.pages.indexes import Counted, Each, Index, counted, once
from onrecord.pages.value import Value
from onrecord.pages.words import as_number, qualifier, spelled

_ABOUT = frozenset(
    "about around approximately roughly nearly almost some estimated closer near circa perhaps approaching".split()
)
_LEAST = frozenset("least more over above exceeding beyond minimum upward upwards excess topping".split())
_MOST = frozenset("most up under below less fewer maximum within many much".split())
_ROUND = 0.99
"""The part of its last digit's half up to which a number may have been rounded; two rounded ones never just meet."""
TRIFLE = 12
"""Up to here a count of a thing of one word ("two agencies") seldom counts the same things twice."""


class Point(Value, frozen=True):
    """One number of a topic."""

    given: Counted
    low: float
    high: float
    bound: str
    """`exact`, `about`, `least` or `most`, by its qualifier."""


class Spread(NamedTuple):
    """All numbers of a topic, the lowest first."""

    topic: Topic
    points: tuple[Point, ...]
    sources: int
    low: float
    high: float
    parts: bool
    """Whether two of the numbers cannot both be true: neither rounding, a range nor "at least" makes them fit."""

    @property
    def differs(self) -> bool:
        """Whether not all numbers are the same."""
        return self.high > self.low

    @property
    def trifling(self) -> bool:
        """Whether it is a small count of a thing without any further word."""
        return self.topic.kind == "count" and self.high <= TRIFLE and " " not in self.topic.name.strip()

    @property
    def ratio(self) -> float:
        """The highest through the lowest; infinite where the lowest is not above nought."""
        return self.high / self.low if self.low > 0 else math.inf


def extent(figure: Figure) -> tuple[float, float] | None:
    """The lowest and the highest number a figure stands for; None for dates and where neither is known."""
    value = figure.value if figure.value is not None else figure.approximate
    if isinstance(value, tuple) and value:
        return float(min(value)), float(max(value))
    return (float(value), float(value)) if isinstance(value, int | float) else None


def bound(figure: Figure) -> str:
    """How a figure's qualifier bounds it."""
    if not figure.qualifier:
        return "about" if figure.value is None else "exact"
    words = set(figure.qualifier.lower().replace("-", " ").split())
    turned = bool(words & {"no", "not"})  # "no more than" is at most
    if words & _LEAST:
        return "most" if turned else "least"
    if words & _MOST:
        return "least" if turned else "most"
    return "about" if words & _ABOUT or figure.value is None else "exact"


def spread(index: Index, topic: Topic) -> Spread | None:
    """The numbers of a topic; None when fewer than two are known."""
    points = []
    for given in all_given(index, topic):
        reach = extent(given.figure)
        if reach:
            points.append(Point(given, *reach, bound(given.figure)))
    if len(points) < 2:
        return None
    points.sort(key=lambda point: (point.low, point.high, point.given.source.published))
    sources = len({point.given.source.id for point in points})
    high = max(point.high for point in points)
    return Spread(topic, tuple(points), sources, points[0].low, high, not compatible(points))


def measured(index: Index) -> dict[str, Spread | None]:
    """The spread of every topic, by id."""
    return {topic.id: spread(index, topic) for topic in index.dossier.topics}


def compatible(points: Iterable[Point]) -> bool:
    """Whether all numbers can be true of one thing: what each leaves open has a stretch in common with the others."""
    reaches = [left_open(point) for point in points]
    return max(low for low, _ in reaches) <= min(high for _, high in reaches)


def left_open(point: Point) -> tuple[float, float]:
    """From where to where the thing may lie: "at least 40" has no end, "about 40" is 36 to 44."""
    slack = _slack(point, point.low) if point.low == point.high else 0.0
    low, high = point.low - slack, point.high + slack
    return -math.inf if point.bound == "most" else low, math.inf if point.bound == "least" else high


def _slack(point: Point, value: float) -> float:
    """How far rounding may have moved a number: half of its last digit that is not nought, within a share of it."""
    if point.low != point.high:
        return 0.0
    digit = _digit(abs(value))
    if point.bound == "about":
        return _ROUND * min(digit / 2, abs(value) / 10)
    if point.given.figure.kind == "percent":
        return _ROUND * min(digit, 1.0) / 2
    return _ROUND * min(digit / 2, abs(value) / 40) if digit >= 100 else 0.0


@lru_cache(maxsize=1 << 14)
def _digit(value: float) -> float:
    """The worth of a number's last digit that is not nought: 100 of 41,300."""
    return 10.0 ** int(Decimal(f"{value:.12g}").normalize().as_tuple().exponent)


def all_given(index: Index, topic: Topic) -> list[Counted]:
    """The figures of a topic that the records hold, in order of the sources."""
    return once(index, _given)[topic.id]


def _given(index: Index) -> Each[str, list[Counted]]:
    figures = {topic.id: topic.figures for topic in index.dossier.topics}
    return Each(lambda topic: list(counted(index, figures[topic])))


def apart(spread: Spread) -> str:
    """The spread as a factor, or as a difference for shares: "×1.24", "5 points"; "" when there is none."""
    if not spread.differs:
        return ""
    if spread.topic.kind == "percent":
        return f"{as_number(round(spread.high - spread.low, 2))} points"
    return factor(spread.ratio)


def factor(ratio: float) -> str:
    """A proportion as "×1.24", "×12", "" when it has no end."""
    if math.isinf(ratio):
        return ""
    return f"×{as_number(round(ratio, 2 if ratio < 10 else 0))}"


def told(spread: Spread) -> str:
    """The spread in a sentence or two."""
    givers = {point.given.figure.said_by or point.given.source.id for point in spread.points}
    by = f"{spelled(len(spread.points)).capitalize()} numbers from {_many(spread.sources, 'source')}"
    by += f" and {_many(len(givers), 'voice')}" if len(givers) > 1 else ""
    if not spread.differs:
        return f"{by}, and they agree: {label(spread.points[0])}."
    text = f"{by}, from {label(spread.points[0])} to {label(max(spread.points, key=lambda p: p.high))}."
    return f"{text} {_difference(spread) if spread.parts else 'All of them can be true at once.'}"


def _many(number: int, one: str) -> str:
    return f"{spelled(number)} {one if number == 1 else one + 's'}"


def _difference(spread: Spread) -> str:
    gap = as_number(round(spread.high - spread.low, 2))
    if spread.topic.kind == "percent":
        return f"They lie {gap} percentage points apart."
    if math.isinf(spread.ratio):
        return f"They lie {gap} apart."
    share = (spread.ratio - 1) * 100
    if spread.ratio >= 2:
        return f"The highest is {as_number(round(spread.ratio, 1))} times the lowest."
    return f"The highest is {as_number(round(share, 1 if share < 10 else 0))} percent above the lowest."


def label(point: Point) -> str:
    """A number as it stands in its source, with its qualifier."""
    words = point.given.words
    return f"{qualifier(words, point.given.figure)} {words}".strip()
