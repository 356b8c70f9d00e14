"""The frame of every page: what it may load, where it leads, how dates and numbers read."""

from __future__ import annotations

import html5lib
import jinja2
import pytest

from onrecord.model import Dossier
from onrecord.pages import Frame, Theme, render
from onrecord.pages.frame import Item, count, day
from onrecord.settings import Settings
from tests.conftest import ROOT
from tests.pages.harbor import harbor, theme


def page(template: str, path: str = "people/x.html", settings: Settings | None = None, **values: object) -> str:
    made = Theme({**theme().templates, "try.html": template})
    frame = Frame(settings or Settings(), made, (Item("People", "people/index.html", "people"),))
    return frame.page(path, "try.html", kind="person", section="people", **values).content.decode()


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2026-03-04", "March 4, 2026"),
        ("2026-03", "March 2026"),
        ("2026", "2026"),
        (None, ""),
        ("2026-13-01", "2026-13-01"),
        ("spring", "spring"),
    ],
)
def test_dates_in_words(iso: str | None, words: str) -> None:
    assert day(iso) == words


def test_numbers_with_their_nouns() -> None:
    assert count(1, "quote") == "1 quote"
    assert count(1204, "quote") == "1,204 quotes"
    assert count(2, "agency", "agencies") == "2 agencies"


def test_values_are_escaped() -> None:
    assert page("{{ words }}", words="<script>&'\"") == "&lt;script&gt;&amp;&#39;&#34;"


def test_a_value_is_no_template() -> None:
    assert page("{{ words }}", words="{{ 7 * 7 }}") == "{{ 7 * 7 }}"


def test_an_unknown_name_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(jinja2.UndefinedError):
        page("{{ nobody }}")


def test_control_characters_never_reach_a_page() -> None:
    assert page("{{ words }}", words="a\x00b\x1b\x85c") == "a\ufffdb\ufffd\ufffdc"


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("*so*", "<p><em>so</em></p>\n"),
        ("<b>no</b>", "<p>&lt;b&gt;no&lt;/b&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
    ],
)
def test_markdown_holds_no_html_and_no_script(markdown: str, html: str) -> None:
    assert page("{{ words|markdown }}", words=markdown) == html


def test_the_frame() -> None:
    html = page("{% extends 'base.html' %}{% block main %}<main id='main'>{{ up }}</main>{% endblock %}")
    parsed = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    policy = next(node.get("content") for node in parsed.iter("meta") if node.get("http-equiv"))
    assert policy == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
        "form-action 'none'"
    )
    assert parsed.find(".//body").get("class") == "person"
    assert [node.text for node in parsed.iter("main")] == ["../"]
    current = [(node.text, node.get("href")) for node in parsed.iter("a") if node.get("aria-current")]
    assert current == [("People", "../people/index.html")]


def test_the_public_address_stands_only_where_it_is_known() -> None:
    template = "{% extends 'base.html' %}{% block title %}A & B{% endblock %}"
    with_address = page(template, settings=Settings(address="https://site.example/pier/"))
    assert '<link rel="canonical" href="https://site.example/pier/people/x.html">' in with_address
    assert '<meta property="og:title" content="A & B">' in with_address
    assert "canonical" not in page(template)


def test_only_kinds_that_exist_are_in_the_navigation() -> None:
    def ways_in(dossier: Dossier) -> list[str]:
        first = next(page for page in render(dossier, Settings(), theme()) if page.path == "about.html")
        parsed = html5lib.parse(first.content, namespaceHTMLElements=False)
        return [link.text or "" for link in parsed.findall(".//nav[@aria-label='Site']//a")]

    assert ways_in(Dossier()) == []
    kinds = ["Sources", "People", "Agencies", "Organizations", "Places", "Quotes", "Figures"]
    assert ways_in(harbor())[:9] == [*kinds, "Compare", "Timeline"]


def test_no_page_holds_inline_code_or_a_rooted_link() -> None:
    for made in render(harbor(), Settings(title="The Pier"), theme()):
        if not made.path.endswith(".html"):
            continue
        parsed = html5lib.parse(made.content, namespaceHTMLElements=False)
        for node in parsed.iter():
            if isinstance(node.tag, str):
                assert not [name for name in node.attrib if name == "style" or name.startswith("on")], made.path
                assert node.tag != "style", made.path
                assert node.tag != "script" or node.get("src"), made.path
                for name in ("href", "src"):
                    assert not (node.get(name) or "").startswith("/"), made.path


def test_rendering_twice_gives_the_same_bytes() -> None:
    once, again = (list(render(harbor(), Settings(), theme())) for _ in range(2))
    assert once == again
    assert len({made.path for made in once}) == len(once)


@pytest.mark.parametrize("folder", ["templates", "static"])
def test_the_readme_names_every_file(folder: str) -> None:
    told = (ROOT / folder / "README.md").read_text(encoding="utf-8")
    files = sorted(path.name for path in (ROOT / folder).iterdir() if path.name != "README.md")
    assert [name for name in files if f"`{name}`" not in told] == []


def test_code_in_a_note_is_coloured_and_stays_text() -> None:
    """As in an about page that shows a correction; a language that nobody knows is shown as it is."""
    about = "```yaml\ndrop: true  # <b>wrong</b>\n```\n\n```klingon\n<i>x</i>\n```\n"
    page = next(page for page in render(harbor(), Settings(), theme(), about=about) if page.path == "about.html")
    html = page.content.decode()
    assert '<span class="nt">drop</span>' in html
    assert "&lt;b&gt;wrong&lt;/b&gt;" in html
    assert "&lt;i&gt;x&lt;/i&gt;" in html
    assert "style=" not in html
