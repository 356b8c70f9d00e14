"""Where the numbers of a topic stand on a logarithmic scale: places for templates to draw, no markup."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from onrecord.pages.spread import Point, Spread, label
from onrecord.pages.value import Value
from onrecord.pages.words import as_number

LEFT, RIGHT = 92.0, 300.0
"""Where the lowest number and the end of the scale stand in a strip 380 units wide."""
APART = 13.0
"""Per cent of a plot's width between two labels that can be read."""
DRAWN = 60
"""Dots on a page of its own; of more numbers every n-th is drawn, and the highest."""
STRIP_DRAWN = 24
"""Dots in a row of a table."""
SHAPES = ("circle", "square", "diamond", "triangle")
_SCALES = (
    (1.35, (1.1, 1.2, 1.3)),
    (2.1, (1.25, 1.5, 2.0)),
    (5.5, (2.0, 3.0, 5.0)),
    (110.0, (3.0, 10.0, 100.0)),
    (math.inf, (10.0, 1e3, 1e6)),
)
"""Up to which proportion a scale serves, and its lines."""
_LARGE = ((1e12, " tn"), (1e9, " bn"), (1e6, " m"))


class Tick(Value, frozen=True):
    """A line of a scale with what it says."""

    x: float
    label: str


class Scale(Value, frozen=True):
    """What all strips of a table share: the proportion at the right end, the lines, a shape for each outlet."""

    top: float
    ticks: Sequence[Tick]
    shapes: Mapping[str, str]
    """Empty when there are more outlets than shapes: then all are circles."""


class Dot(NamedTuple):
    """One number: its place, how far down among those at the same place, its shape and what bounds it."""

    x: float
    end: float
    """Where a range ends; `x` for a single number."""
    y: float
    shape: str
    bound: str


class Label(Value, frozen=True):
    """A number written beside its dot."""

    x: float
    text: str
    anchor: str
    """`start`, `middle` or `end`."""


class Strip(Value, frozen=True):
    """A topic in a row of a table."""

    dots: Sequence[Dot]
    labels: Sequence[Label]
    height: int
    low: float
    high: float


class Plot(Value, frozen=True):
    """A topic on its own page; places across are in per cent, so that the type keeps its size."""

    dots: Sequence[Dot]
    labels: Sequence[Label]
    ticks: Sequence[Tick]
    height: int
    words: str


def scale(spreads: Iterable[Spread]) -> Scale:
    """One scale of proportions for all topics of a table."""
    found = [spread for spread in spreads if spread.differs and math.isfinite(spread.ratio)]
    outlets = Counter(point.given.source.outlet for spread in found for point in spread.points)
    names = [name for name, _ in outlets.most_common()]
    shapes = dict(zip(names, SHAPES, strict=False)) if 1 < len(names) <= len(SHAPES) else {}
    top = max((spread.ratio for spread in found), default=1.3)
    lines = next(lines for limit, lines in _SCALES if top <= limit)
    top = min((line for line in lines if line >= top), default=top)
    shown = [line for line in lines if line <= top]
    return Scale(top, [Tick(_place(line, top), f"×{as_number(line)}") for line in shown], shapes)


def strip(spread: Spread, scale: Scale) -> Strip | None:
    """A topic as a row: every number by its proportion to the lowest; None when it cannot be drawn."""
    if not spread.differs or math.isinf(spread.ratio):
        return None
    levels: Counter[float] = Counter()
    dots = []
    for point in _sample(spread.points, STRIP_DRAWN):
        x, end = (_place(value / spread.low, scale.top) for value in (point.low, point.high))
        shape = scale.shapes.get(point.given.source.outlet, SHAPES[0])
        dots.append(Dot(x, end, levels[x], shape, point.bound))
        levels[x] += 1
    high = _place(spread.ratio, scale.top)
    height = 38 + 14 * (min(max(levels.values()), 4) - 1)
    dots = [dot._replace(y=_level(dot.y, levels[dot.x], height / 2 + 3)) for dot in dots]
    return Strip(dots, _strip_labels(spread, high), height, LEFT, high)


def _sample(points: Sequence[Point], most: int) -> list[Point]:
    step = -(-len(points) // most)
    highest = max(points, key=lambda point: point.high)
    shown = list(points[::step])
    return shown if step == 1 or any(point is highest for point in shown) else [*shown, highest]


def _place(ratio: float, top: float) -> float:
    return round(LEFT + (RIGHT - LEFT) * math.log(ratio) / math.log(top), 1)


def _level(number: float, of: int, middle: float) -> float:
    step = 14 if of <= 4 else 42 / (of - 1)
    return round(middle + (number - (of - 1) / 2) * step, 1)


def _strip_labels(spread: Spread, high: float) -> list[Label]:
    return [
        Label(LEFT - 11, short(spread.points[0].low, spread), "end"),
        Label(high + 14 + 8 * (spread.points[-1].bound == "least"), short(spread.high, spread), "start"),
    ]


def short(value: float, spread: Spread) -> str:
    """A number in few characters: 1200000000 USD as "$1.2 bn", 12 per cent as "12%"."""
    for size, word in _LARGE:
        if abs(value) >= size:
            return _with_unit(as_number(round(value / size, 2)) + word, spread)
    return _with_unit(as_number(value), spread)


def _with_unit(number: str, spread: Spread) -> str:
    unit = spread.topic.unit or ""
    if spread.topic.kind == "percent":
        return number + "%"
    sign = {"USD": "$", "EUR": "€", "GBP": "£"}.get(unit, "") if spread.topic.kind == "money" else ""
    return sign + number


def plot(spread: Spread) -> Plot | None:
    """A topic on a scale of its own; None when its numbers agree or none is above nought."""
    if not spread.differs or math.isinf(spread.ratio):
        return None
    points = _sample(spread.points, DRAWN)
    levels: Counter[float] = Counter()
    dots = []
    for point in points:
        x = _across(point.low, spread)
        dots.append(Dot(x, _across(point.high, spread), levels[x], SHAPES[0], point.bound))
        levels[x] += 1
    tallest = max(levels.values())
    base = 36 + 15 * (tallest - 1)
    dots = [dot._replace(y=base - 15 * dot.y) for dot in dots]
    words = "; ".join(dict.fromkeys(label(point) for point in points))
    return Plot(dots, _labels(points, spread, dots), _ticks(spread), base + 44, words)


def _across(value: float, spread: Spread) -> float:
    return round(8 + 84 * math.log(value / spread.low) / math.log(spread.ratio), 2)


def _labels(points: Sequence[Point], spread: Spread, dots: Sequence[Dot]) -> list[Label]:
    """The lowest and the highest number, and those between that have room."""
    wanted = {dot.x: point.low for dot, point in zip(dots, points, strict=True)}
    wanted[_across(spread.high, spread)] = spread.high
    ends = [min(wanted), max(wanted)]
    kept = list(ends)
    for x in sorted(wanted):
        if all(abs(x - other) >= APART for other in kept):
            kept.append(x)
    return [Label(x, short(wanted[x], spread), "middle") for x in sorted(kept)]


def _ticks(spread: Spread) -> list[Tick]:
    """Round numbers between the lowest and the highest."""
    powers = range(math.floor(math.log10(spread.low)), math.ceil(math.log10(spread.high)) + 1)
    if spread.ratio >= 1000:
        lines = [10.0**power for power in powers]
    elif spread.ratio >= 4:
        lines = [digit * 10.0**power for power in powers for digit in (1, 2, 5)]
    else:
        lines = _even(spread.low, spread.high)
    shown: list[Tick] = []
    for line in lines:
        if spread.low <= line <= spread.high:
            tick = Tick(_across(line, spread), short(float(f"{line:.12g}"), spread))
            if not shown or tick.x - shown[-1].x >= APART:
                shown.append(tick)
    return shown


def _even(low: float, high: float) -> list[float]:
    """Multiples of a round step between two numbers close to each other."""
    rough = (high - low) / 4
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * digit for digit in (1, 2, 5, 10) if size * digit >= rough)
    first = math.ceil(low / step)
    return [step * number for number in range(first, first + 8)]
