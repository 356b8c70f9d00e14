"""Days on a line."""

from __future__ import annotations

from datetime import date

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from onrecord.pages.days import strip
from tests.pages.ferry import ferry
from tests.pages.rendered import site, words


def test_days_stand_where_the_calendar_has_them() -> None:
    made = strip({"2026-01-11": (1, 0), "2026-01-01": (2, 1), "2026-01-06": (0, 4)})
    assert made is not None
    assert (made.first, made.last) == ("2026-01-01", "2026-01-11")
    assert [stroke.x for stroke in made.strokes] == [3, 50, 97]
    assert [bool(stroke.above) for stroke in made.strokes] == [True, False, True]
    assert made.strokes[0].above > made.strokes[2].above > 0


def test_many_days_are_drawn_as_stretches_of_days_and_none_is_lost() -> None:
    days = {date.fromordinal(736000 + n).isoformat(): (1, n % 2) for n in range(1000)}
    made = strip(days)
    assert made is not None
    assert 80 < len(made.strokes) <= 120
    assert all(3 <= stroke.x <= 97 and stroke.above and stroke.below for stroke in made.strokes)


@pytest.mark.parametrize(
    "days",
    [{}, {"2026-01-01": (1, 1)}, {"2026-01": (1, 1), "2025": (1, 1)}, {"2026-02-31": (1, 1), "2026-02-01": (1, 1)}],
)
def test_fewer_than_two_days_are_not_drawn(days: dict[str, tuple[int, int]]) -> None:
    assert strip(days) is None


def test_a_person_who_speaks_on_several_days_is_shown_along_time() -> None:
    page = HTMLParser(site(ferry())["people/helen-marsh.html"])
    drawn = page.css_first("svg.time-strip")
    assert drawn is not None
    assert len(drawn.css("line.quote")) == len(drawn.css("line.person")) == 2
    assert words(drawn.css_first("title")) == "Days from March 4, 2026 to March 6, 2026"
    assert not HTMLParser(site(ferry())["people/carla-voss.html"]).css("svg.time-strip")
