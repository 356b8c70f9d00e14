"""Feed and sitemap."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from onrecord.pages import feed
from onrecord.settings import Settings
from tests.pages.ferry import ferry
from tests.pages.invented import dossier, record
from tests.pages.rendered import site

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SETTINGS = Settings(title="The <Pier>", address="https://example.org/pier/")


def test_without_an_address_there_is_neither() -> None:
    assert not {"feed.xml", "sitemap.xml"} & set(site(ferry()))


def test_the_feed_has_the_newest_sources_with_absolute_links() -> None:
    root = ElementTree.fromstring(site(ferry(), SETTINGS)["feed.xml"])
    assert root.findtext(f"{ATOM}title") == "The <Pier>"
    assert root.findtext(f"{ATOM}updated") == "2026-03-06T00:00:00Z"
    links = [entry.find(f"{ATOM}link") for entry in root.findall(f"{ATOM}entry")]
    assert [one.get("href") for one in links if one is not None] == [
        f"https://example.org/pier/articles/{name}.html" for name in ("radio", "courier", "statement")
    ]


def test_pages_say_their_public_address_where_it_is_known() -> None:
    page = HTMLParser(site(ferry(), SETTINGS)["people/helen-marsh.html"])
    canonical = page.css_first("link[rel=canonical]")
    title = page.css_first("meta[property='og:title']")
    assert canonical is not None
    assert canonical.attributes["href"] == "https://example.org/pier/people/helen-marsh.html"
    assert title is not None
    assert title.attributes["content"] == "Helen Marsh · The <Pier>"
    assert "https://" not in site(ferry())["people/carla-voss.html"]


@pytest.mark.parametrize(
    ("published", "moment"),
    [("2026-03-04", "2026-03-04T00:00:00Z"), ("2026-03", "2026-03-01T00:00:00Z"), ("2026", "2026-01-01T00:00:00Z")],
)
def test_a_part_of_a_date_counts_from_its_first_day(published: str, moment: str) -> None:
    files = site(dossier(record("a", "Text.", title="A\x0bB & C", published=published)), SETTINGS)
    entry = ElementTree.fromstring(files["feed.xml"]).find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}updated") == moment
    assert entry.findtext(f"{ATOM}title") == "AB & C"


def test_undated_sources_are_in_no_feed() -> None:
    assert "feed.xml" not in site(dossier(record("a", "Text.")), SETTINGS)


def test_the_sitemap_names_pages_that_are_there() -> None:
    files = site(ferry(), SETTINGS)
    found = [node.text or "" for node in ElementTree.fromstring(files["sitemap.xml"]).iter(f"{MAP}loc")]
    assert "https://example.org/pier/people/helen-marsh.html" in found
    assert all((address.removeprefix(SETTINGS.address) or "index.html") in files for address in found)


def test_the_sitemap_has_pages_by_the_address_that_they_call_their_own() -> None:
    files = site(ferry(), SETTINGS)
    found = {node.text for node in ElementTree.fromstring(files["sitemap.xml"]).iter(f"{MAP}loc")}
    pages = [
        HTMLParser(html).css_first("link[rel=canonical]") for path, html in files.items() if path.endswith(".html")
    ]
    assert found <= {page.attributes["href"] for page in pages if page}
    assert SETTINGS.address in found


def test_a_large_sitemap_is_split(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "MAPPED", 5)
    files = site(ferry(), SETTINGS)
    parts = [node.text or "" for node in ElementTree.fromstring(files["sitemap.xml"]).iter(f"{MAP}loc")]
    assert all(part.removeprefix(SETTINGS.address) in files for part in parts)
    assert len(parts) > 1
