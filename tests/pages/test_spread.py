"""How far numbers lie apart, in words and on a scale."""

from __future__ import annotations

import math

import pytest
from msgspec.structs import replace

from onrecord.model import Topic
from onrecord.pages.indexes import index
from onrecord.pages.plot import LEFT, plot, scale, short, strip
from onrecord.pages.spread import Spread, apart, spread, told
from tests.pages.invented import dossier, record


def topic(*marked: str, kind: str = "count", unit: str | None = None) -> Spread:
    """The spread of what several sources say; each is the text of one."""
    records = [record(f"s{n}", text, outlet=f"Outlet {n}") for n, text in enumerate(marked)]
    records = [replace(one, figures=tuple(replace(figure, of="boats") for figure in one.figures)) for one in records]
    figures = tuple((one.source.id, figure.id) for one in records for figure in one.figures)
    one = Topic("thing", "thing", kind, unit, figures)  # type: ignore[arg-type]
    made = spread(index(dossier(*records, topics=(one,))), one)
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("marked", "kind", "expected"),
    [
        (
            ("[[count 40|40]]", "[[count 50 by=ann|50]]"),
            "count",
            "Two numbers from two sources and two voices, from 40 to 50. The highest is 25 percent above the lowest.",
        ),
        (
            ("[[count 40|40]] or [[count 120 with=at_least|at least 120]]",),
            "count",
            "Two numbers from one source, from 40 to at least 120. The highest is 3 times the lowest.",
        ),
        (
            ("[[percent 12|12%]]", "[[percent 15|15 percent]]"),
            "percent",
            "Two numbers from two sources and two voices, from 12% to 15 percent. They lie 3 percentage points apart.",
        ),
        (
            ("[[count 0|none]]", "[[count 15|15]]"),
            "count",
            "Two numbers from two sources and two voices, from none to 15. They lie 15 apart.",
        ),
        (
            ("[[count 7|7]]", "[[count 7|seven]]"),
            "count",
            "Two numbers from two sources and two voices, and they agree: 7.",
        ),
    ],
)
def test_the_spread_in_words(marked: tuple[str, ...], kind: str, expected: str) -> None:
    assert told(topic(*marked, kind=kind)) == expected


@pytest.mark.parametrize(
    ("one", "other", "fits"),
    [
        ("[[count 41|41]]", "[[count 40 with=about|about 40]]", True),
        ("[[count 45|45]]", "[[count 40 with=about|about 40]]", False),
        ("[[count 3612|3,612]]", "[[count 3500 with=more_than|more than 3,500]]", True),
        ("[[count 2900|2,900]]", "[[count 3500 with=more_than|more than 3,500]]", False),
        ("[[count 12|12]]", "[[count 10..15|10 to 15]]", True),
        ("[[count 16|16]]", "[[count 10..15|10 to 15]]", False),
        ("[[count 20..30|20 to 30]]", "[[count 10..19|10 to 19]]", False),
        ("[[count 12..30|12 to 30]]", "[[count 10..15|10 to 15]]", True),
        ("[[count 9|nine]]", "[[count 11 with=up_to|up to eleven]]", True),
        ("[[count 37 with=at_least|at least 37]]", "[[count 41 with=at_least|at least 41]]", True),
        ("[[count 37 with=no_more_than|no more than 37]]", "[[count 41 with=at_least|at least 41]]", False),
        ("[[count 3612|3,612]]", "[[count 3600|3,600]]", True),
        ("[[count 3500|3,500]]", "[[count 3600|3,600]]", False),
        ("[[count 212|212]]", "[[count 200|200]]", False),
        ("[[money 1200000000 unit=USD|$1.2 billion]]", "[[money 1230000000 unit=USD|$1.23 billion]]", True),
        ("[[money 2400000 unit=USD with=about|about $2.4 m]]", "[[money 2500000 unit=USD|$2.5 m]]", False),
        ("[[percent 12|12%]]", "[[percent 12.4|12.4%]]", True),
        ("[[percent 12|12%]]", "[[percent 13|13%]]", False),
        ("[[count 0|none]]", "[[count 1|one]]", False),
    ],
)
def test_ranges_bounds_and_rounding_are_no_contradiction(one: str, other: str, fits: bool) -> None:
    kind = one.split()[0].strip("[")
    for made in (topic(one, other, kind=kind), topic(other, one, kind=kind)):
        assert made.parts is not fits
        assert ("can be true at once" in told(made)) is fits


@pytest.mark.parametrize(
    ("name", "numbers", "expected"),
    [("agencies", (2, 3), True), ("agencies", (2, 30), False), ("former captains", (2, 3), False)],
)
def test_small_counts_of_a_bare_noun_are_trifles(name: str, numbers: tuple[int, int], expected: bool) -> None:
    made = topic(*(f"[[count {number}|{number}]]" for number in numbers))
    assert made._replace(topic=replace(made.topic, name=name)).trifling is expected


@pytest.mark.parametrize(
    ("low", "high", "kind", "expected"),
    [(100, 104, "count", "×1.04"), (2, 24, "count", "×12"), (12, 15.5, "percent", "3.5 points"), (5, 5, "count", "")],
)
def test_apart_in_a_word(low: float, high: float, kind: str, expected: str) -> None:
    assert apart(topic(f"[[{kind} {low}|a]] [[{kind} {high}|b]]", kind=kind)) == expected


def test_one_number_is_no_topic_and_dates_are_none() -> None:
    one = record("s", "[[count 4|4]] [[date 2026-01-01|today]]")
    held = Topic("thing", "thing", "count", None, tuple(("s", figure.id) for figure in one.figures))
    assert spread(index(dossier(one, topics=(held,))), held) is None


def test_the_scale_puts_equal_proportions_at_equal_distances() -> None:
    made = plot(topic("[[count 10|10]] [[count 20|20]] [[count 40|40]]"))
    assert made is not None
    low, middle, high = (dot.x for dot in made.dots)
    assert math.isclose(middle - low, high - middle, abs_tol=0.02)
    assert [one.text for one in made.labels] == ["10", "20", "40"]


def test_numbers_that_coincide_stand_above_each_other() -> None:
    made = plot(topic("[[count 10|10]]", "[[count 10|ten]]", "[[count 30|30]]"))
    assert made is not None
    assert made.dots[0].x == made.dots[1].x
    assert made.dots[0].y != made.dots[1].y


@pytest.mark.parametrize(
    ("word", "bound"),
    [
        ("at_least", "least"),
        ("about", "about"),
        ("up_to", "most"),
        ("a_total_of", "exact"),
        ("as_many_as", "most"),
        ("no_more_than", "most"),
        ("no_fewer_than", "least"),
    ],
)
def test_a_qualifier_bounds_the_mark(word: str, bound: str) -> None:
    made = plot(topic(f"[[count 10 with={word}|10]] [[count 30|30]]"))
    assert made is not None
    assert made.dots[0].bound == bound


def test_a_range_is_drawn_from_end_to_end() -> None:
    made = topic("[[count 10..15|10 to 15]]", "[[count 12|12]]")
    drawn = plot(made)
    assert drawn is not None
    assert (made.low, made.high) == (10, 15)
    assert drawn.dots[0].end > drawn.dots[1].x > drawn.dots[0].x


@pytest.mark.parametrize(
    "marked", ["[[count 7|7]] [[count 7|7]]", "[[count 0|0]] [[count 7|7]]", "[[count -2|-2]] [[count 7|7]]"]
)
def test_what_a_logarithm_cannot_show_is_not_drawn(marked: str) -> None:
    made = topic(marked)
    assert plot(made) is None
    assert strip(made, scale([made])) is None


@pytest.mark.parametrize("high", [101, 130, 190, 400, 9_000, 80_000_000, 1e15])
def test_every_row_begins_at_the_left_and_ends_on_the_scale(high: float) -> None:
    made = topic(f"[[count 100|100]] [[count {high:.0f}|many]]")
    ticks = scale([made])
    drawn = strip(made, ticks)
    assert drawn is not None
    assert drawn.dots[0].x == LEFT
    assert LEFT < drawn.dots[-1].x <= 300
    assert ticks.ticks
    assert all(LEFT < tick.x <= 300 for tick in ticks.ticks)


@pytest.mark.parametrize(
    ("value", "kind", "unit", "expected"),
    [
        (1_200_000_000, "money", "USD", "$1.2 bn"),
        (2_450_000, "count", None, "2.45 m"),
        (3500, "count", None, "3,500"),
        (12.5, "percent", "percent", "12.5%"),
        (900, "money", "SEK", "900"),
    ],
)
def test_numbers_in_few_characters(value: float, kind: str, unit: str | None, expected: str) -> None:
    assert short(value, topic(f"[[{kind} 1|1]] [[{kind} 2|2]]", kind=kind, unit=unit)) == expected


def test_outlets_have_shapes_while_there_are_enough() -> None:
    three = topic("[[count 1|1]]", "[[count 2|2]]", "[[count 3|3]]")
    assert list(scale([three]).shapes.values()) == ["circle", "square", "diamond"]
    many = topic(*(f"[[count {n}|{n}]]" for n in range(1, 7)))
    assert scale([many]).shapes == {}
