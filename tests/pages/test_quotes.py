"""The ledger of quotes."""

from __future__ import annotations

from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from onrecord.model import Dossier, Repeat
from onrecord.settings import Settings
from tests.pages.ferry import ferry
from tests.pages.invented import dossier, record
from tests.pages.rendered import all_words, link, site, words


def many(sources: int, quotes: int) -> Dossier:
    return dossier(
        *(
            record(
                f"s{n}",
                " ".join(["[[person ann|Ann]] said [[quote ann direct|“Go.”]] [[quote - direct|“A hoax.”]]"] * quotes),
                published=f"202{n % 3}-01-01",
                outlet=f"Outlet {n % 4}",
            )
            for n in range(sources)
        )
    )


def test_every_quote_has_speaker_form_source_and_date() -> None:
    entry = HTMLParser(site(ferry())["quotes/index.html"]).css_first(".entry")
    assert entry is not None
    assert words(entry.css_first(".meta")) == "Ruth Adeyemi March 6, 2026"
    assert words(entry.css_first(".under")) == "Quoted Sound Radio"


def test_what_nobody_said_is_a_group_of_its_own() -> None:
    page = HTMLParser(site(ferry())["quotes/index.html"])
    groups = page.css("section.group")
    assert words(groups[1].css_first("h2")) == "Speaker not named 1"
    assert [words(node) for node in groups[1].css(".sayin")] == ["“a known weakness.”"]
    assert words(groups[1].css_first(".meta b")) == "Not attributed"
    assert "Not attributed" not in words(groups[0])


def test_an_unnamed_spokesperson_stands_under_the_body() -> None:
    page = HTMLParser(site(ferry())["quotes/index.html"])
    entry = next(node for node in page.css(".entry") if "never been safer" in words(node))
    assert words(entry.css_first(".meta b")) == "Harbor Authority"
    assert words(entry.css_first(".under span")) == "Paraphrased from a spokesperson"


def test_a_speaker_who_is_not_certain_is_said_to_be_so() -> None:
    one = record("a", "[[person ann|Ann]] said [[quote ann direct|“Go.”]] And then: [[quote - direct|“Stay.”]]")
    doubted = replace(one, quotes=tuple(replace(quote, confidence=0.3) for quote in one.quotes))
    page = site(dossier(doubted))["quotes/index.html"]
    assert all_words(page, ".meta b") == ["Ann ?", "Speaker uncertain"]


def test_a_speaker_withheld_by_the_settings_is_called_uncertain() -> None:
    one = record("a", "[[person ann|Ann]] was there. [[quote - direct|“Go.”]]")
    held = replace(one, quotes=tuple(replace(quote, confidence=0.7) for quote in one.quotes))
    page = site(dossier(held), Settings(title="The Pier", min_confidence=0.8))["quotes/index.html"]
    assert all_words(page, ".meta b") == ["Speaker uncertain"]


def test_the_same_words_stand_side_by_side_and_are_linked_from_the_quotes() -> None:
    page = site(ferry())["quotes/index.html"]
    table = HTMLParser(page).css_first("table.collation")
    assert table is not None
    assert [words(node) for node in table.css("mark")] == [
        "aboard",
        "ferry was asking",
        "and they deserve an answer,”",
        "whose",
    ]
    assert link(page, "Same words in 2 more sources") == f"../quotes/index.html#{table.attributes['id']}"


def test_repeats_beyond_those_that_are_laid_side_by_side_lead_to_the_same_words_elsewhere() -> None:
    said = " ".join(f"Ann said [[quote ann direct|“It closes at {n} every day.”]]" for n in range(40))
    one, two = (record(name, f"[[person ann|Ann]] was there. {said}") for name in ("one", "two"))
    pairs = zip(one.quotes, two.quotes, strict=True)
    repeats = tuple(Repeat((("one", first.id), ("two", second.id))) for first, second in pairs)
    pages = site(replace(dossier(one, two), repeats=repeats))
    entries = [node for node in HTMLParser(pages["quotes/index.html"]).css(".entry a") if "Same words" in words(node)]
    assert len(entries) == 80
    for node in entries:
        path, _, mark = (node.attributes["href"] or "").removeprefix("../").partition("#")
        assert path in ("articles/one.html", "articles/two.html")
        assert HTMLParser(pages[path]).css(f'[id="{mark}"]')


def test_few_sources_need_no_facets_and_no_years() -> None:
    page = HTMLParser(site(ferry())["quotes/index.html"])
    assert not page.css(".filters")
    assert not page.css(".parts")


def test_more_sources_can_be_narrowed() -> None:
    page = HTMLParser(site(many(5, 2))["quotes/index.html"])
    assert [words(node) for node in page.css(".filters .lab")] == ["Words", "Speaker", "Outlet", "Source", "Year"]
    speakers = {link.attributes["href"] for link in page.css(".entry .meta a")}
    assert speakers == {"../people/ann.html"}
    assert len(page.css(".entry .nobody")) == len(page.css(".entry")) / 2


def test_three_long_sources_are_not_split() -> None:
    files = site(many(3, 50))
    assert len(HTMLParser(files["quotes/index.html"]).css(".entry")) == 300
    assert not [path for path in files if path.startswith("quotes/2")]


def test_many_quotes_are_split_by_year_and_none_is_lost() -> None:
    files = site(many(30, 10))
    assert len(HTMLParser(files["quotes/index.html"]).css(".entry")) == 30
    assert "The newest" in all_words(files["quotes/index.html"], "h2")
    parts = {path: len(HTMLParser(html).css(".entry")) for path, html in files.items() if path.startswith("quotes/2")}
    assert parts == {"quotes/2020.html": 100, "quotes/2021.html": 100, "quotes/2022.html": 100}
    nobody = [path for path in files if path.startswith("quotes/unattributed-")]
    assert sum(len(HTMLParser(files[path]).css(".entry")) for path in nobody) == 300
    assert all_words(files["quotes/2020.html"], "h1") == ["Quotes, 2020"]
