"""Markdown to text, blocks, tags and zones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Zone
from onrecord.problems import InputError
from onrecord.sources.markdown import MarkdownText, read_markdown


def markdown(body: str) -> MarkdownText:
    return read_markdown(body, "a.md", 1)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("one\ntwo  three\n\n\n\nfour", "one two three\n\nfour"),
        ("hard  \nbreak\\\nagain", "hard\nbreak\nagain"),
        ("# A *big* title #\n\nSub\n---\ntext", "A big title\n\nSub\n\ntext"),
        ("- one\n- two\n  - deep\n\nafter", "one\ntwo\ndeep\n\nafter"),
        ("1. one\n\n   still one\n2. two", "1. one\nstill one\n2. two"),
        ("3) three\n   - of it\n1. *one*", "3) three\nof it\n1. one"),
        ("> said\n> she\n\n> again", "said she\n\nagain"),
        ("| a | b |\n|---|---|\n| 1 | *2* |", "a\tb\n1\t2"),
        ("| | b | c |\n|---|---|---|\n| 1 | | 3 |\n| 4 | 5 | |", "\tb\tc\n1\t\t3\n4\t5"),
        ("```py\nx = [1]\n\n  y\n```", "x = [1]\ny"),
        ('[words](http://x.org "t") and ![alt](x.png)end', "words and end"),
        ("`a [b]{.c}` and \\[not a link\\]", "a [b]{.c} and [not a link]"),
        ("&copy; 2026 &lt;b&gt; a&nbsp;b", "© 2026 <b> a\u00a0b"),
        ("~~gone~~ ***both***", "gone both"),
        ("a\n\n***\n\nb", "a\n\nb"),
        ("[ref]\n\n[ref]: http://x.org", "ref"),
    ],
)
def test_the_text_is_the_words_of_the_blocks(body: str, text: str) -> None:
    assert markdown(body).tagged.text == text


@pytest.mark.parametrize(
    "payload",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<!-- comment --> {{ config }} {% raw %}",
        "<svg/onload=alert(1)>",
        "<b>bold</b>",
    ],
)
def test_raw_html_is_text_like_other_text(payload: str) -> None:
    assert markdown(payload).tagged.text == payload
    assert markdown(f"word {payload} word").tagged.text == f"word {payload} word"


def test_links_leave_their_words_whatever_they_lead_to() -> None:
    assert markdown("[click](javascript:alert(1)) <javascript:alert(2)> [x](data:text/html,y)").tagged.text.count(
        "alert"
    )
    assert markdown("[click](http://x.org)").tagged.text == "click"


def test_blocks_have_kinds_and_levels_and_hold_no_blank_line() -> None:
    read = markdown("# T\n\npara\n\n- one\n  - two\n\n> q\n\n    code\n\n\n    more\n\n## S\n\n| a |\n|---|\n| b |\n")
    kinds = [(read.tagged.text[block.start : block.end], block.kind, block.level) for block in read.blocks]
    assert kinds == [
        ("T", "heading", 1),
        ("para", "paragraph", 0),
        ("one", "item", 1),
        ("two", "item", 2),
        ("q", "quotation", 0),
        ("code\nmore", "code", 0),
        ("S", "heading", 2),
        ("a", "row", 0),
        ("b", "row", 0),
    ]


def tagged_words(body: str) -> list[tuple[str, str]]:
    read = markdown(body).tagged
    assert not read.problems
    return [(read.text[tag.start : tag.end], tag.kind) for tag in read.tags]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("The [Elm\n  Bay]{.place} bridge", [("Elm Bay", "place")]),
        ("[ Ada Holm ]{.person} spoke", [("Ada Holm", "person")]),
        ("# [Ada *Holm*]{.person #ada-holm}", [("Ada Holm", "person")]),
        ("- a\n- [Ada](x.html)\n- [[Ada](x.html)]{.person}", [("Ada", "person")]),
        ("> [“Yes,”]{.quote by=x part=1} [she]{.speaker part=1} [said]{.cue part=1}",
         [("“Yes,”", "quote"), ("she", "speaker"), ("said", "cue")]),
        ("[“See [Holm]{.person},”]{.quote part=1} x", [("“See Holm,”", "quote"), ("Holm", "person")]),
        ("| [Ada]{.person} | [12]{.figure} |\n|---|---|\n", [("Ada", "person"), ("12", "figure")]),
        ("[Ada]\n\n[Ada]: http://x.org\n\n[Ada]{.person}", [("Ada", "person")]),
        ("\\[Ada]{.person} [b]{c}", []),
    ],
)  # fmt: skip
def test_tags_stand_on_their_words(body: str, expected: list[tuple[str, str]]) -> None:
    assert tagged_words(body) == expected


def test_zones_take_whole_blocks_and_can_nest() -> None:
    body = "Text.\n::: {.related}\nRead more\n\n- one\n- two\n\n::: {.promo}\nBuy\n:::\n:::\nEnd."
    read = markdown(body).tagged
    assert read.text == "Text.\n\nRead more\n\none\ntwo\n\nBuy\n\nEnd."
    assert read.zones == (Zone(7, 30, "related"), Zone(27, 30, "promo"))


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("para\n\n- one\n- two\n  [x]{.persn}", 5, "unknown class `persn`"),
        ("one\ntwo [a]{.agncy}\nthree", 2, "unknown class `agncy`"),
        ("::: {.relatd}\nx\n:::", 1, "unknown class `relatd`"),
        ("x\n\n::: {.related}\ny", 3, "a zone is opened here and never closed"),
        ("x\n\n:::\n", 3, "a zone is closed here that was never opened"),
        ("x\n\n::: {.related}\n:::", 3, "a tag round nothing"),
        ("[![](x.png)]{.person}", 1, "a tag round nothing"),
        ("[x]{.person by me}", 1, "the tag cannot be read"),
    ],
)
def test_a_wrong_tag_is_told_with_its_line(body: str, line: int, message: str) -> None:
    problem = markdown(body).tagged.problems[0]
    assert (problem.line, problem.path) == (line, "a.md")
    assert message in problem.message


def test_a_paragraph_of_brackets_is_refused() -> None:
    with pytest.raises(InputError, match=r"a.md:3: 60,000 opening brackets in one paragraph"):
        markdown("fine\n\n" + "[" * 60_000)


def test_an_ordinary_long_paragraph_with_a_tag_on_every_third_word_is_read() -> None:
    assert len(markdown("said that [Holm]{.person #ada-holm} " * 200).tagged.tags) == 200


@given(
    st.lists(
        st.sampled_from(
            [
                "word",
                " ",
                "\n",
                "\n\n",
                "[",
                "]",
                "{.person}",
                "{.quote part=1}",
                "{.nonsense}",
                "{",
                "}",
                "(x)",
                "*",
                "_",
                "`",
                "- ",
                "> ",
                "# ",
                "    ",
                "::: {.related}\n",
                ":::\n",
                "\n:::\n",
                "|",
                "\n|-|-|\n",
                "\\",
                "<b>",
                "&amp;",
                "![",
                "“",
            ]
        ),
        max_size=40,
    )
)
def test_any_markdown_gives_blocks_that_hold_all_its_text_and_tags_on_words(pieces: list[str]) -> None:
    read = markdown("".join(pieces))
    text = read.tagged.text
    position = 0
    for block in read.blocks:
        words = text[block.start : block.end]
        assert not text[position : block.start].strip()
        if block.kind == "row":
            words = words.lstrip("\t")  # empty cells
        assert words == words.strip(" \t\n") != ""
        assert "\n\n" not in words
        position = block.end
    assert position == len(text)
    for tag in read.tagged.tags:
        assert text[tag.start : tag.end].strip(" \t\n") == text[tag.start : tag.end] != ""
    assert all(problem.path == "a.md" and problem.line for problem in read.tagged.problems)
