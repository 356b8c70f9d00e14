"""Who speaks where, what each source calls them, and the timeline."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from onrecord.model import Entity, Record
from tests.pages.ferry import ferry
from tests.pages.invented import dossier, record
from tests.pages.rendered import all_words, link, site, words

OTHERS = [record(name, "Nothing.") for name in "xyz"]


def compared() -> HTMLParser:
    return HTMLParser(site(ferry())["compare.html"])


def test_a_column_is_a_source_while_they_are_few() -> None:
    assert [words(node) for node in compared().css("table.matrix thead th")] == [
        "Who",
        "The Ellery Courier March 4, 2026",
        "Governor’s office March 4, 2026",
        "Sound Radio March 6, 2026",
    ]


def test_a_cell_tells_how_often_somebody_is_named_and_quoted() -> None:
    row = next(row for row in compared().css("table.matrix tr") if words(row).startswith("Helen Marsh"))
    assert [words(cell) for cell in row.css("td")] == [
        "named 2 times, 2 quotes",
        "named 2 times, 1 quote",
        "named 2 times, 1 quote",
    ]
    assert [len(cell.css(".tally i.p")) for cell in row.css("td")] == [1, 0, 0]
    assert words(row.css_first("th")) == "Helen Marsh Governor"


def test_forms_that_one_source_alone_uses_stand_out() -> None:
    row = next(row for row in compared().css("table.forms tbody tr") if words(row).startswith("Helen Marsh"))
    assert [[words(form) for form in cell.css("b")] for cell in row.css("td")] == [
        ["Gov. Helen Marsh"],
        ["Governor Marsh"],
        ["the governor"],
    ]
    assert words(row.css("td")[0]) == "Gov. Helen Marsh 1× Marsh 1×"


def test_the_curators_groups_are_compared_by_their_terms() -> None:
    held = [
        record("a", "The riders waited. Riders of the ferry left, and ferry crews.", outlet="A"),
        record("b", "Passengers waited. [[zone related|Riders of old]]", outlet="B"),
    ]
    terms = ["riders", "riders of the ferry", "passengers"]
    page = site(dossier(*held), groups=[("The people aboard", terms), ("Nobody", ["ghosts"])])["compare.html"]
    (row,) = HTMLParser(page).css("table.forms tbody tr")
    assert [words(cell) for cell in row.css("th, td")] == [
        "The people aboard",
        "riders 1× riders of the ferry 1×",
        "passengers 1×",
    ]


def test_with_many_sources_a_column_is_an_outlet() -> None:
    held = [record(f"s{n}", "[[person ann|Ann Roe]] left.", outlet=f"Outlet {n % 3}") for n in range(12)]
    page = site(dossier(*held))["compare.html"]
    assert all_words(page, "#speaks ~ .scroll thead th")[1:] == [f"Outlet {n} 4 sources" for n in range(3)]
    assert all_words(page, "#speaks ~ .scroll td") == ["named 4 times"] * 3


def test_one_of_a_thing_is_no_plural() -> None:
    held = [record(f"s{n}", "[[person ann|Ann Roe]] left.", outlet="Outlet" if n else "The Post") for n in range(8)]
    page = site(dossier(*held))["compare.html"]
    assert set(all_words(page, "#speaks ~ .scroll thead th")[1:]) == {"Outlet 7 sources", "The Post 1 source"}
    assert set(all_words(page, "#speaks ~ .scroll td")) == {"named 7 times", "named 1 time"}


def test_up_to_two_dozen_sources_are_also_laid_out_one_by_one() -> None:
    text = "[[person ann|Ann Roe]] said [[quote ann direct|“Go.”]] And [[person ann|Roe]] left."
    held = [record(f"s{n}", text, outlet=f"Outlet {n % 3}", published=f"2026-01-{n + 1:02}") for n in range(24)]
    page = site(dossier(*held))["compare.html"]
    assert len(all_words(page, "table.wide thead th")) == 25
    assert all_words(page, "table.wide thead th")[1] == "Outlet 0 January 1, 2026"
    assert set(all_words(page, "table.wide td")) == {"1 quote, named 2"}
    assert 'table class="t matrix wide' not in site(dossier(*held, record("more", text, outlet="More")))["compare.html"]


def test_without_outlets_a_column_is_a_year() -> None:
    held = [record(f"s{n}", "[[person ann|Ann]] left.", outlet=None, published=f"202{n % 2}-01-01") for n in range(12)]
    page = site(dossier(*held))["compare.html"]
    assert all_words(page, "#speaks ~ .scroll thead th")[1:] == ["2020 6 sources", "2021 6 sources"]
    held.append(record("undated", "[[person ann|Ann]] left.", outlet=None))
    page = site(dossier(*held))["compare.html"]
    assert all_words(page, "#speaks ~ .scroll thead th")[-1] == "Undated 1 source"


def pairs(outlets: int) -> list[Record]:
    """Two sources each of some outlets."""
    text = "[[person ann|Ann Roe]] left."
    return [record(f"s{n}", text, outlet=f"Outlet {n % outlets}") for n in range(2 * outlets)]


def test_what_has_no_column_of_its_own_is_in_the_last_and_is_told() -> None:
    held = [
        *pairs(6),
        record("g", "[[person bo|Bo Kay]] said [[quote bo direct|“Go.”]]", outlet="The Gazette"),
        record("h", "[[person bo|Kay]] left.", outlet="The Herald"),
        record("i", "[[person bo|Kay]] left.", outlet=None),
    ]
    page = site(dossier(*held))["compare.html"]
    assert all_words(page, "#speaks ~ .scroll thead th")[-1] == "All others 3 sources"
    assert all_words(page, ".person-head .lede")[0].endswith(
        "A column is an outlet; the last one has all others: The Gazette, The Herald and 1 source of no known outlet."
    )
    rows = {words(row.css_first("th")): row.css("td") for row in HTMLParser(page).css("#speaks ~ .scroll tbody tr")}
    assert [words(cell) for cell in rows["Bo"]][-2:] == ["not named·", "named 3 times, 1 quote"]


def test_many_outlets_without_a_column_are_told_by_number() -> None:
    held = [*pairs(6), *(record(f"m{n}", "Nothing.", outlet=f"Paper {n}") for n in range(5))]
    told = all_words(site(dossier(*held))["compare.html"], ".person-head .lede")[0]
    assert told.endswith("all others: Paper 0, Paper 1, Paper 2 and 2 more outlets.")


@pytest.mark.parametrize(
    ("more", "last"),
    [("The Gazette", "The Gazette 1 source"), (None, "Outlet not known 1 source")],
)
def test_a_single_outlet_more_has_a_column_by_its_name(more: str | None, last: str) -> None:
    page = site(dossier(*pairs(6), record("more", "[[person ann|Roe]] left.", outlet=more)))["compare.html"]
    assert all_words(page, "#speaks ~ .scroll thead th")[-1] == last
    assert all_words(page, "#speaks ~ .scroll td")[-1] == "named 1 time"
    assert "all others" not in page


def test_who_is_neither_named_nor_quoted_has_no_row() -> None:
    text = "[[person ann|Ann Roe]] left. She counts [[count 4 of=boats by=zed|4]] boats."
    zed = Entity("zed", "agency", "Zed")
    held = [record(name, text, outlet=name) for name in "ab"]
    page = site(dossier(*held, entities=[*dossier(*held).entities, zed]))["compare.html"]
    assert all_words(page, "table.matrix tbody th") == ["People", "Ann"]


def test_a_form_that_stands_among_the_others_too_does_not_stand_out() -> None:
    said = {
        "a": ("Outlet 0", "Ms. Roe"),
        "b": ("Outlet 1", "Ann of York"),
        "c": ("The Gazette", "Ms. Roe"),
        "d": ("The Herald", "the boss"),
        "e": ("The Post", "The Boss"),
        "f": ("The Herald", "Nan"),
    }
    more = (record(name, f"[[person ann|{form}]] left.", outlet=outlet) for name, (outlet, form) in said.items())
    page = site(dossier(*pairs(6), *more))["compare.html"]
    assert all_words(page, "table.forms tbody td b") == ["Ann of York", "Nan"]


@pytest.mark.parametrize(
    "held",
    [
        [record("a", "[[person ann|Ann Roe]] left.")],
        [record(f"s{n}", "[[person ann|Ann Roe]] left.", outlet="The One Paper") for n in range(9)],
    ],
)
def test_one_source_or_one_outlet_is_not_compared(held: list[object]) -> None:
    files = site(dossier(*held))  # type: ignore[arg-type]
    assert "compare.html" not in files
    assert "Compare" not in files["about.html"]


def test_the_timeline_has_sources_and_the_dates_they_speak_of_in_order() -> None:
    page = site(ferry())["timeline.html"]
    assert all_words(page, ".moment h2") == ["March 3, 2026", "March 4, 2026", "March 6, 2026"]
    assert all_words(page, ".spoken li") == [
        "“The last 900 yards of that channel belong to the Patrol,” Okafor said on Tuesday. The Ellery Courier"
    ]
    assert all_words(page, ".moment h3")[0] == "Governor orders outside inquiry into Ellery pier lights"


def test_the_timeline_counts_the_sources_without_a_date() -> None:
    text = "On [[date 2026-01-01|that day]] and [[date 2026-01-05|another]]."
    held = [record(name, text, published=date) for name, date in (("a", "2026-01-06"), ("b", None), ("c", None))]
    assert "2 sources have no date" in site(dossier(*held))["timeline.html"]
    assert "no date" not in site(dossier(held[0]))["timeline.html"]


def test_the_strip_shows_the_days_of_the_list() -> None:
    strip = HTMLParser(site(ferry())["timeline.html"]).css_first("svg.time-strip")
    assert strip is not None
    assert [node.attributes["x1"] for node in strip.css("line.quote")] == ["34.33%", "97.0%"]
    assert [node.attributes["x1"] for node in strip.css("line.date")] == ["3.0%"]


@pytest.mark.parametrize("value", ["2026-02-31", "--11", "2026-W05", "197X", "T21:30", "0000-00-00"])
def test_dates_that_are_no_day_do_no_harm(value: str) -> None:
    text = f"On [[date {value}|that day]] and [[date 2026-01-01|another]] and [[date 2026-01-05|a third]]."
    assert "timeline.html" in site(dossier(record("a", text)))


def test_a_long_timeline_is_split_by_year() -> None:
    text = " ".join(f"It was [[date 202{n % 2}-{1 + n % 12:02}-{1 + n // 12:02}|then]]." for n in range(300))
    files = site(dossier(record("a", text), *OTHERS))
    assert not HTMLParser(files["timeline.html"]).css(".moment")
    assert link(files["timeline.html"], "2021 150") == "timeline/2021.html"
    assert len(HTMLParser(files["timeline/2021.html"]).css(".spoken li")) == 150


def test_years_of_which_little_is_told_share_a_page() -> None:
    old = " ".join(f"It was [[date 19{n}-06|then]]." for n in range(50, 90))
    new = " ".join(f"It was [[date 2026-{1 + n % 12:02}-{1 + n // 12:02}|then]]." for n in range(190))
    page = site(dossier(record("a", old + new), *OTHERS))["timeline.html"]
    assert all_words(page, ".parts a") == ["before 2026 40", "2026 190"]


def test_a_day_that_everybody_speaks_of_is_cut_and_says_so() -> None:
    text = "It was on [[date 2026-01-14|Jan. 14]] here. " * 15 + "Then came [[date 2026-02-01|February]] at last."
    page = site(dossier(record("a", text)))["timeline.html"]
    assert len(HTMLParser(page).css("#on-2026-01-14 ~ .then li")) == 12
    assert "And 3 more sentences, among all figures." in all_words(page, ".then > .soft")


def test_the_timeline_says_who_speaks_and_leads_to_the_words() -> None:
    page = HTMLParser(site(ferry())["timeline.html"])
    line = next(node for node in page.css(".story .tallies") if words(node).startswith("Said by"))
    assert words(line) == "Said by Helen Marsh 2, Tomas Okafor 2, Ruth Adeyemi 1"
    assert "#q-" in (line.css_first("a").attributes["href"] or "")  # type: ignore[union-attr]


def test_a_dateline_is_no_moment() -> None:
    text = "Posted [[date 2026-03-04|March 4, 2026]]. [[date 2026-01-14|Jan. 14]] was a dark and windy night."
    page = site(dossier(record("a", text, published="2026-03-04")))["timeline.html"]
    assert all_words(page, ".spoken b, .spoken a") == ["Jan. 14"]
