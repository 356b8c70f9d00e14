"""How a page was made: the tagged text and the record, highlighted without a change to their characters."""

from __future__ import annotations

import html
import re

import pytest

from onrecord.pages import Frame
from onrecord.pages.indexes import index
from onrecord.pages.made import LONGEST_RECORD, RecordLexer, TaggedLexer, cut, highlight, layout, pages
from onrecord.settings import Settings
from tests.conftest import ROOT
from tests.pages.harbor import harbor, theme

SAMPLES = [
    "",
    "\n\n  plain words, no tag  \n",
    '---\ntitle: "x"\n---\n[Ida]{.person #ida} said [“\\[sic\\]”]{.quote by=ida part=1}.\n\n::: {.related}\nx\n:::\n',
    '{"a": "b \\" c", "n": [-1.5e3, null, true], "text": "…"}',
    "]{ never closed <script>alert(1)</script> & {{ 7 }}",
    '"never closed\n\\',
]


@pytest.mark.parametrize("lexer", [TaggedLexer, RecordLexer])
@pytest.mark.parametrize("text", SAMPLES)
def test_highlighting_keeps_every_character(lexer: type[TaggedLexer | RecordLexer], text: str) -> None:
    marked = highlight(lexer(), text)
    assert html.unescape(re.sub("<[^>]*>", "", marked)) == text
    assert "style=" not in marked


def test_what_a_tag_says_has_classes() -> None:
    marked = highlight(TaggedLexer(), "[Ida]{.person #ida-lund value=12}")
    assert '<span class="nc">.person</span>' in marked
    assert '<span class="nl"> #ida-lund</span>' in marked
    assert '<span class="na"> value=12</span>' in marked


def test_what_only_looks_like_a_tag_has_no_class() -> None:
    assert "span" not in highlight(TaggedLexer(), "a ] {.b} c ::: d -- e - #f=g\n---\nh\n---\n")


def test_a_mark_of_the_record_says_which_it_is_and_why() -> None:
    marked = highlight(RecordLexer(), '[\n{"id":"m-1","start":4,"why":"\\"x\\"\\\\"}')
    assert '"id":<span class="nl">"m-1"</span>,"start"' in html.unescape(marked)
    assert '"why":<span class="s">"\\"x\\"\\\\"</span>}' in html.unescape(marked)


def test_the_classes_have_colours() -> None:
    marked = "".join(highlight(lexer(), text) for text in SAMPLES for lexer in (TaggedLexer, RecordLexer))
    colours = (ROOT / "static/highlight.css").read_text(encoding="utf-8")
    assert all(re.search(rf"\.code \.{name}\b", colours) for name in set(re.findall('class="(.*?)"', marked)) - {"err"})


def test_the_record_has_one_line_a_mark() -> None:
    shown = layout({"schema": "onrecord/1", "text": "Long.", "mentions": [{"id": "m-1"}, {"id": "m-2"}], "quotes": []})
    assert shown == (
        '{\n"schema": "onrecord/1",\n"text": "…",\n"mentions": [\n{"id":"m-1"},\n{"id":"m-2"}\n],\n"quotes": []\n}'
    )


def test_what_is_long_is_cut_after_a_line() -> None:
    assert cut("ab\ncd\nef", 7) == ("ab\ncd\n", True)
    assert cut("abcdef", 4) == ("abcd", True)
    assert cut("ab\ncd", LONGEST_RECORD) == ("ab\ncd", False)


def test_every_source_has_such_a_page() -> None:
    made = {page.path: page.content.decode() for page in pages(Frame(Settings(), theme()), index(harbor()))}
    assert sorted(made) == ["made/pier.html", "made/radio.html"]
    assert "[<span" not in made["made/radio.html"]
    assert "&lt;b&gt;no&lt;/b&gt;" in made["made/pier.html"]
    assert "<b>no</b>" not in made["made/pier.html"]
