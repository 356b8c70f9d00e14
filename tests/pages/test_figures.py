"""The ledger of figures and the pages of things counted."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from onrecord.model import Topic
from onrecord.pages.words import calendar
from tests.pages.ferry import ferry
from tests.pages.invented import dossier, record
from tests.pages.rendered import all_words, link, site, words


def ledger() -> HTMLParser:
    return HTMLParser(site(ferry())["figures/index.html"])


def test_where_numbers_part_comes_first_the_most_sources_before_the_widest() -> None:
    rows = ledger().css("table.same tbody tr")
    assert [words(row.css_first("th")) for row in rows] == ["People hurt", "Warnings", "Cost of the inquiry"]
    assert [words(node) for node in rows[0].css(".wits li")] == [
        "37 Governor’s office",
        "at least 41 Harbor Authority, in The Ellery Courier",
        "46 Marine Safety Board, in The Ellery Courier; Sound Radio",
    ]
    assert [words(row.css_first("td.r")) for row in rows] == ["×1.24", "×1.11", "×1.04"]


def test_numbers_that_can_all_be_true_are_told_apart_from_contradictions() -> None:
    given = "[[count 3612 of=barges|3,612]] [[count 3500 of=barges with=more_than|more than 3,500]] barges"
    one = record("a", f"{given} and [[count 2 of=agencies|two]] or [[count 3 of=agencies|three]] agencies.")
    topics = tuple(
        Topic(name, name, "count", None, tuple(("a", f.id) for f in one.figures if f.of == name))
        for name in ("barges", "agencies")
    )
    page = HTMLParser(site(dossier(one, topics=topics))["figures/index.html"])
    assert [words(node) for node in page.css("table.same tbody th")] == ["Agencies"]
    assert [words(node) for node in page.css("#fitting ~ ul a:first-child")] == ["Barges"]


def test_figures_stand_in_tables_by_kind_with_what_and_who() -> None:
    page = ledger()
    assert [words(node) for node in page.css("section.part h2")] == ["Money 2", "Counts 7", "Measures 1", "Dates 1"]
    row = page.css("#kind-count ~ .scroll tbody tr")[3]
    assert [words(cell) for cell in row.css("td")] == [
        "at least",
        "41",
        "people hurt",
        "Harbor Authority",
        "The Ellery Courier",
    ]


def test_three_sources_have_no_facets_and_four_have() -> None:
    text = "[[count 12 of=boats|12]] boats for [[money 5 unit=USD|$5]]. " * 10
    held = [record(f"s{n}", text, outlet=f"Outlet {n % 2}") for n in range(4)]
    assert not HTMLParser(site(dossier(*held[:3]))["figures/index.html"]).css(".filters")
    labels = all_words(site(dossier(*held))["figures/index.html"], ".filters .lab")
    assert labels == ["Words", "Kind", "Outlet", "Source"]


def test_a_column_sorts_by_value_not_by_words() -> None:
    values = [node.attributes["data-v"] for node in ledger().css("#kind-money ~ .scroll td.v")]
    assert values == ["2400000", "2500000"]


def test_a_figure_leads_to_its_place() -> None:
    courier = ferry().records[0]
    (fare,) = [figure for figure in courier.figures if figure.kind == "measure"]
    row = ledger().css_first("#kind-measure ~ .scroll tbody tr")
    assert row is not None
    assert f'href="../articles/courier.html#{fare.id}"' in (row.html or "")


def test_a_thing_counted_has_a_page_with_every_number_and_the_spread_in_words() -> None:
    html = site(ferry())["figures/people-hurt.html"]
    assert all_words(html, ".lede") == [
        "Four numbers from three sources and four voices, from 37 to 46. The highest is 24 percent above the lowest."
    ]
    rows = [[words(cell) for cell in row.css("td")][1:5] for row in HTMLParser(html).css("tbody tr")]
    assert rows[:2] == [
        ["37", "the source itself", "Governor’s office", "March 4, 2026"],
        ["41", "Harbor Authority", "The Ellery Courier", "March 4, 2026"],
    ]
    assert "At least 41 were hurt, the Harbor Authority said; the …" in all_words(html, "td.src")


def test_the_plot_has_a_title_a_description_and_its_table() -> None:
    page = HTMLParser(site(ferry())["figures/people-hurt.html"])
    plot = page.css_first("svg.line-plot")
    assert plot is not None
    named = (plot.attributes["aria-labelledby"] or "").split()
    assert all(words(page.css_first(f"#{one}")) for one in named)
    assert len(plot.css("circle.dot")) == len(page.css("tbody tr")) == 4


def test_a_number_without_a_thing_shows_its_sentence() -> None:
    page = site(dossier(record("a", "They sent some [[count 12|12]] to Tarn.")))["figures/index.html"]
    assert all_words(page, "tbody .src") == ["They sent some 12 to Tarn."]


def test_units_have_a_column_where_they_differ() -> None:
    text = "[[measure 3 unit=miles of=road|3 miles]] and [[measure 4 unit=acres of=land|4 acres]]"
    assert "Unit" in all_words(site(dossier(record("a", text)))["figures/index.html"], "thead th")
    assert "Unit" not in all_words(site(ferry())["figures/index.html"], "#kind-money ~ .scroll thead th")


def test_many_figures_are_split_by_kind_and_none_is_lost() -> None:
    text = "[[count 12 of=boats|12]] boats for [[money 5 unit=USD|$5]]. "
    files = site(dossier(*(record(f"s{n}", text * 60, published=f"2026-01-0{n + 1}") for n in range(9))))
    assert not HTMLParser(files["figures/index.html"]).css("tbody tr")
    assert link(files["figures/index.html"], "Counts 540") == "../figures/kinds/count.html"
    kinds = {path: len(HTMLParser(html).css("tbody tr")) for path, html in files.items() if "/kinds/" in path}
    assert max(kinds.values()) <= 300
    assert sum(kinds.values()) == 1080
    parts = [path for path in kinds if path.startswith("figures/kinds/count")]
    assert len(parts) > 1
    newest = files["figures/kinds/count.html"]
    assert "– 9, 2026" in all_words(newest, "h1")[0]
    assert [link(newest, label).rpartition("/")[2] for label in all_words(newest, ".parts a")] == [
        path.rpartition("/")[2] for path in parts
    ]


def test_many_things_counted_are_listed_from_a_to_z() -> None:
    names = [f"{letter}thing{n}" for letter in "abc" for n in range(30)]
    text = " ".join(
        f"[[count {n} of={name}|{n}]] [[count {n + 9} of={name}|{n + 9}]]" for n, name in enumerate(names, 1)
    )
    one = record("a", text)
    topics = tuple(
        Topic(name, name, "count", None, tuple(("a", f.id) for f in one.figures if f.of == name)) for name in names
    )
    files = site(dossier(one, topics=topics))
    page = files["figures/index.html"]
    assert len(HTMLParser(page).css("table.same tbody tr")) == 30
    assert link(page, "Everything counted more than once, from A to Z") == "../figures/things/a.html"
    listed = [name for letter in "abc" for name in all_words(files[f"figures/things/{letter}.html"], ".agreed a")]
    assert sorted(listed) == sorted(name.capitalize() for name in names)


def test_what_is_only_counted_in_words_has_a_page_too() -> None:
    one = record("a", "Some said [[count - of=boats|dozens]], some [[count - of=boats|scores]] of boats.")
    topic = Topic("boats", "boats", "count", None, tuple(("a", figure.id) for figure in one.figures))
    files = site(dossier(one, topics=(topic,)))
    assert all_words(files["figures/boats.html"], "tbody td.v") == ["dozens", "scores"]
    assert not HTMLParser(files["figures/boats.html"]).css("svg")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-02-02", "February 2, 2026"),
        ("2026-02", "February 2026"),
        ("2026", "2026"),
        ("2026-W05", "week 5 of 2026"),
        ("--11", "November"),
        ("--05-09", "May 9"),
        ("197X", "the 1970s"),
        ("T21:30", "21:30"),
        ("1980/2012", "1980 to 2012"),
    ],
)
def test_dates_as_the_calendar_has_them(value: str, expected: str) -> None:
    assert calendar(value) == expected
