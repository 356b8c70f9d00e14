"""The front page and the list of sources."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser as HTMLParser

from onrecord.settings import Settings
from tests.pages.ferry import ferry
from tests.pages.invented import dossier, record
from tests.pages.rendered import all_words, link, site


def front() -> str:
    return site(ferry(), Settings(title="The Pier", note="Who *said* what."))["index.html"]


def test_the_plate_has_title_note_and_counts() -> None:
    assert all_words(front(), ".plate h1") == ["The Pier"]
    assert "Who <em>said</em> what." in front()
    counts = all_words(front(), ".plate li")[:5]
    assert counts == ["3 sources", "4 people", "3 agencies", "11 quotes", "10 figures"]


def test_the_search_is_one_click_away_where_there_is_one() -> None:
    assert link(front(), "Search") == "search.html"
    assert "Search" not in all_words(site(ferry(), searched=False)["index.html"], ".plate a")


def test_strokes_are_explained() -> None:
    assert link(front(), "What the marks mean") == "about.html#marks"
    assert HTMLParser(site(ferry())["about.html"]).css_first("#marks") is not None


def test_the_newest_source_leads() -> None:
    titles = all_words(front(), ".story h3")
    assert titles == [
        "HOST: Commander, the governor says you have been …",
        "Governor orders outside inquiry into Ellery pier lights",
        "Governor Marsh Orders Independent Review",
    ]
    assert HTMLParser(front()).css_first(".story h3 i") is not None, "a source without a title is set in italics"


def test_a_story_begins_with_the_text_proper() -> None:
    leads = all_words(front(), ".story p.src")
    assert leads[0].startswith("Gov. Helen Marsh on Wednesday ordered"), "neither section label nor dateline"


def test_where_the_numbers_part() -> None:
    assert "Where the numbers differ" in all_words(front(), "h2")
    assert all_words(front(), ".differ > div:first-child .v") == [
        "37 Governor’s office",
        "at least 41 Harbor Authority",
        "46 Marine Safety Board, Sound Radio",
    ]


def test_who_is_quoted_most_and_which_agencies_are_named() -> None:
    lists = all_words(front(), ".roll li")
    assert lists[0] == "Helen Marsh Governor 4 quotes"
    assert "Harbor Authority Tomas Okafor speaks for it 4 mentions" in lists


def test_the_words_without_a_speaker_are_one_click_away() -> None:
    assert link(front(), "Read it") == "quotes/index.html#nobody"


def test_numbers_that_agree_are_not_said_to_part() -> None:
    whole = dossier(record("a", "[[person ann|Ann]] left."))
    assert "Where the numbers differ" not in site(whole)["index.html"]


def test_undated_sources_come_last() -> None:
    held = [
        record(name, "Text.", title=name, published=date)
        for name, date in (("a", None), ("b", "2025-01-01"), ("c", "2026"))
    ]
    assert all_words(site(dossier(*held))["articles/index.html"], "h2") == ["c", "b", "a"]


def test_many_sources_are_split_by_year() -> None:
    held = [record(f"s{n}", "Text.", title=f"T{n}", published=f"202{n % 2}-01-{1 + n // 24:02}") for n in range(660)]
    files = site(dossier(*held))
    hub = HTMLParser(files["articles/index.html"])
    assert len(hub.css("article")) == 50
    assert not hub.css(".filters"), "a part of a list is not narrowed as if it were the whole"
    assert link(files["articles/index.html"], "2021 330") == "../articles/by-year/2021.html"
    newest, older, other = (
        node.attributes["href"] for node in HTMLParser(files["articles/by-year/2021.html"]).css(".parts a")
    )
    assert (newest, other) == ("../../articles/by-year/2021.html", "../../articles/by-year/2020.html")
    parts = [files[(href or "").removeprefix("../../")] for href in (newest, older)]
    assert sum(len(HTMLParser(part).css("article")) for part in parts) == 330
    assert all_words(parts[1], "h1")[0].startswith("Sources of January 1 – ")
    assert len(HTMLParser(files["index.html"]).css(".story")) == 4
