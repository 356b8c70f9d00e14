"""How a page was made: the tagged text, highlighted without a change to its characters, and the rules."""

from __future__ import annotations

import html
import re

import pytest
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from onrecord.model import Dossier, Record
from onrecord.pages import Frame, every
from onrecord.pages.indexes import index
from onrecord.pages.inline import tagged
from onrecord.pages.made import cut, pages
from onrecord.record import to_tagged
from onrecord.settings import Settings
from onrecord.tagged import Braces, front_matter, pieces
from tests.conftest import ROOT
from tests.pages.ferry import ferry
from tests.pages.harbor import harbor, source, theme
from tests.pages.rendered import words


def characters(marked: str) -> str:
    return html.unescape(re.sub("<[^>]*>", "", marked))


@pytest.mark.parametrize("dossier", [harbor(), ferry()])
def test_highlighting_keeps_every_character(dossier: Dossier) -> None:
    entities = {entity.id: entity for entity in dossier.entities}
    for record in dossier.records:
        marked = tagged(front_matter(record.source), pieces(record, entities))
        assert characters(marked) == to_tagged(record, entities)
        assert "style=" not in marked


def test_what_only_looks_like_markup_stays_words() -> None:
    odd = Record(source("odd", "]{ never closed <script>alert(1)</script> & {{ 7 }}\n::: x\n[.b] \\"))
    marked = tagged(front_matter(odd.source), pieces(odd, {}))
    assert characters(marked) == to_tagged(odd, {})
    assert set(re.findall("<[^>]*>", marked)) == {'<span class="front">', "</span>"}


def test_what_a_tag_says_has_elements() -> None:
    marked = tagged("", ["[", "Ida", Braces("]", "person", ' #ida-lund name="A <b>"'), Braces("::: ", "related", "")])
    assert "[Ida]{<b>.person</b><i> #ida-lund name=&quot;A &lt;b&gt;&quot;</i>}".replace("&quot;", '"') in marked
    assert '::: {<b class="zone">.related</b>}' in marked


def test_the_elements_have_colours() -> None:
    colours = (ROOT / "static/highlight.css").read_text(encoding="utf-8")
    assert all(f".code {what} {{" in colours for what in (".front", "b", "i", "b.zone"))


def test_what_is_long_is_cut_after_a_line() -> None:
    tag = Braces("]", "person", "")
    assert cut(["ab\ncd\n", "[", "ef", tag], 9) == (["ab\ncd\n"], True)
    assert cut(["ab\n", "[", "cd", tag, "e\nf"], 18) == (["ab\n", "[", "cd", tag, "e\n"], True)
    assert cut(["abcdef"], 4) == (["abcd"], True)
    assert cut(["ab\n", "cd"], 5) == (["ab\n", "cd"], False)


def made() -> dict[str, str]:
    return {page.path: page.content.decode() for page in every((pages,), Frame(Settings(), theme()), index(harbor()))}


def test_every_source_has_such_a_page() -> None:
    assert sorted(made()) == ["made/pier.html", "made/radio.html"]
    assert "&lt;b&gt;no&lt;/b&gt;" in made()["made/pier.html"]
    assert "<b>no</b>" not in made()["made/pier.html"]
    assert 'href="../data/records/pier.json"' in made()["made/pier.html"]


def test_the_rules_are_told_with_their_marks_and_how_sure_they_are() -> None:
    dossier = harbor()
    rows = HTMLParser(made()["made/pier.html"]).css(".rules tbody tr")
    told = [[words(cell) for cell in row.css("td")] for row in rows]
    assert ["2", "agency", "nearest body", "0.55 to 0.97"] in told
    assert ["3", "person", "nearest body", "0.97"] in told
    record = dossier.records[0]
    assert sum(int(row[0]) for row in told) == len((*record.mentions, *record.quotes, *record.figures))
    bare = replace(dossier, records=(Record(source("bare", "Nothing.")),))
    (page,) = every((pages,), Frame(Settings(), theme()), index(bare))
    assert b'class="rules"' not in page.content
