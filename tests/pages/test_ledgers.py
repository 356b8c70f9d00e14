"""Every page beside the sources' own: valid, linked, inert, and without empty sections."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePosixPath

import html5lib
import pytest
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from onrecord.model import Dossier, Entity, Topic
from onrecord.settings import Settings
from tests.pages.ferry import ferry
from tests.pages.invented import dossier, record
from tests.pages.rendered import all_words, site, words

HOSTILE = "<script>pwned()</script>\"'><img src=x onerror=pwned()>{{ 7*7 }}"


def hostile() -> Dossier:
    """Every text that a source or a curator gives tries to become markup."""
    one = record(
        "one",
        f"[[person ann|Ann {HOSTILE}]] said [[quote ann direct|“{HOSTILE}”]] [[count 5 of=x by=ann|{HOSTILE} 5]].",
        title=HOSTILE,
        outlet=HOSTILE,
        author=HOSTILE,
        published="2026-01-02",
        roles={"ann": HOSTILE},
    )
    two = record("two", f"[[agency body|{HOSTILE}]] has [[count 6 of=x|6]] {HOSTILE}", title=HOSTILE, outlet=HOSTILE)
    entities = (
        Entity("ann", "person", HOSTILE, (HOSTILE,), (HOSTILE,), HOSTILE, (("wikidata", HOSTILE), (HOSTILE, "x"))),
        Entity("body", "agency", HOSTILE),
    )
    figures = (("one", one.figures[0].id), ("two", two.figures[0].id))
    topics = (Topic("x", HOSTILE, "count", HOSTILE, figures),)
    return dossier(one, two, entities=entities, topics=topics, companions=(("ann", (("body", 2),)),))


DOSSIERS = {
    "three sources": ferry,
    "no source": Dossier,
    "one source": lambda: dossier(ferry().records[0], names={"helen-marsh": "Helen Marsh"}),
    "one empty source": lambda: dossier(record("empty", "Nothing is marked here.")),
    "hostile": hostile,
}


@cache
def built(name: str) -> dict[str, str]:
    settings = Settings(title=HOSTILE if name == "hostile" else "The Pier", note="A *note*.")
    return site(DOSSIERS[name](), settings, about="About **us**.", preview=True)


@pytest.mark.parametrize("name", DOSSIERS)
def test_every_page_is_valid_html_with_ids_that_stand_once(name: str) -> None:
    for path, html in built(name).items():
        if path.endswith(".html"):
            html5lib.HTMLParser(strict=True).parse(html)
            ids = re.findall(r'\sid="([^"]*)"', html)
            assert len(ids) == len(set(ids)), path


@pytest.mark.parametrize("name", DOSSIERS)
def test_every_link_is_relative_and_leads_somewhere(name: str) -> None:
    files = built(name)
    ids = {path: set(re.findall(r'\sid="([^"]*)"', html)) for path, html in files.items()}
    for path, html in files.items():
        for node in HTMLParser(html).css("a[href]") if path.endswith(".html") else ():
            href = node.attributes["href"] or ""
            if not href.startswith("https://www.wikidata.org/"):
                target, _, fragment = href.partition("#")
                there = resolved(path, target)
                assert there in files, (path, href)
                assert not fragment or fragment in ids[there], (path, href)


def resolved(page: str, target: str) -> str:
    if not target:
        return page
    parts: list[str] = list(PurePosixPath(page).parent.parts)
    for part in target.split("/"):
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def test_nothing_a_source_or_a_registry_says_becomes_active() -> None:
    for path, html in built("hostile").items():
        if path.endswith(".html"):
            page = HTMLParser(html)
            assert page.css_first("img") is None, path
            assert "49" not in html, path
            for node in page.css("script"):
                assert (node.attributes.get("src") or "").startswith(("static/", "../")), path
                assert not words(node), path
            for node in page.css("*"):
                handlers = [name for name in node.attributes if name.startswith("on") or name == "style"]
                assert not handlers, path


def test_a_page_shows_no_heading_without_something_below_it() -> None:
    for name in DOSSIERS:
        for path, html in built(name).items():
            for node in HTMLParser(html).css("h2") if path.endswith(".html") else ():
                section = node.parent
                assert section is not None
                rest = words(section).removeprefix(words(node))
                assert rest.strip() or section.css("svg"), (name, path, words(node))


def test_without_sources_the_front_page_says_what_to_do() -> None:
    files = built("no source")
    assert "seeds/" in files["index.html"]
    assert not [path for path in files if path.startswith(("people/", "quotes/", "figures/", "data/"))]


def test_one_source_is_not_called_several() -> None:
    files = built("one source")
    assert all_words(files["articles/index.html"], ".lede") == ["One source."]
    assert "1 source" in all_words(files["index.html"], ".plate li")


def test_what_stands_in_a_related_list_is_in_no_index() -> None:
    """Carla Voss and the bridges stand only below the Courier's text."""
    files = built("one source")
    assert "carla-voss" not in files["people/index.html"]
    assert "bridges" not in files["figures/index.html"]
    assert "carla-voss" not in files["data/mentions.csv"]
    assert "No source names them in its own text" in words(
        HTMLParser(files["people/carla-voss.html"]).css_first(".lede")
    )


def test_the_same_dossier_gives_the_same_bytes() -> None:
    assert site(ferry()) == site(ferry())


def test_an_old_id_leads_on() -> None:
    stub = built("three sources")["people/h-marsh.html"]
    refresh = HTMLParser(stub).css_first("meta[http-equiv=refresh]")
    assert refresh is not None
    assert refresh.attributes["content"] == "0; url=../people/helen-marsh.html"


def test_an_old_id_that_somebody_has_now_stays_theirs() -> None:
    two = Entity("carla-voss", "person", "Carla Voss")
    one = Entity("zoe-voss", "person", "Zoe Voss", was=("carla-voss",))
    files = site(dossier(record("a", "[[person carla-voss|Carla Voss]]"), entities=(two, one)))
    assert "Carla Voss" in all_words(files["people/carla-voss.html"], "h1")


@pytest.mark.parametrize(("address", "links"), [("", 0), ("https://example.org/pier/", 1)])
def test_the_page_for_lost_readers_links_only_with_an_address(address: str, links: int) -> None:
    page = HTMLParser(site(ferry(), Settings(address=address))["404.html"])
    found = [node.attributes["href"] for node in page.css("a, link")]
    assert len(page.css("a")) == links
    assert all(href and href.startswith(address or "nothing") for href in found)


def test_review_is_for_the_preview_unless_it_is_published() -> None:
    assert "review.html" not in site(ferry())
    assert "review.html" in site(ferry(), Settings(publish_review=True))
    page = site(ferry(), preview=True)["review.html"]
    assert "“Marsh” may be two people · Helen Marsh" in all_words(page, ".cases p")
    assert "Needs review: 2" in all_words(site(ferry(), preview=True)["index.html"], ".plate li")
    assert "../" not in page
    assert 'href="articles/courier.html#m-' in page


def test_a_review_of_a_quote_shows_the_quote() -> None:
    whole = ferry()
    courier = whole.records[0]
    doubted = replace(whole.reviews[0], annotation=courier.quotes[2].id)
    page = site(replace(whole, reviews=(doubted,)), preview=True)["review.html"]
    assert courier.quotes[2].id in page
    assert "his agency would cooperate but was not alone responsible for the pier" in all_words(page, ".cases b")


def test_a_note_shows_the_sites_own_images_and_asks_no_other_host() -> None:
    note = "![plan](static/plan.png) ![spy](https://evil.example/x.png) ![spy](//evil.example/x.png)"
    page = HTMLParser(site(ferry(), Settings(note=note))["index.html"])
    assert [node.attributes["src"] for node in page.css("img")] == ["static/plan.png"]
    assert words(page.css_first(".note-text")) == "spy spy"


def test_about_tells_the_method_after_the_curators_words() -> None:
    page = built("three sources")["about.html"]
    assert page.index("About <strong>us</strong>.") < page.index("How the marks are made")
    assert re.search(r"Made with onrecord \d+\.\d+", page)
