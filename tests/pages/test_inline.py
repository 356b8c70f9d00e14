"""Text and marks -> HTML: what the elements are, and that they never change the text."""

import re
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.pages.inline import CONTROLS, DEEPEST, Mark, Rank, _Weaver, attributes, has_controls, join

BLOCK = Mark(0, 100, Rank.BLOCK, "p")


def name(start: int, end: int, href: str = "x.html") -> Mark:
    identity = attributes(id=f"m-{start}-{end}")
    return Mark(start, end, Rank.NAME, "a", identity, attributes(data_ann=f"m-{start}-{end}"), href)


def quote(start: int, end: int, depth: int = 0) -> Mark:
    return Mark(start, end, Rank.QUOTE + 2 * depth, "q-", attributes(id=f"q-{start}-{end}"))


@pytest.mark.parametrize(
    ("text", "marks", "html"),
    [
        ("a < b & c", [], "a &lt; b &amp; c"),
        ("Ann spoke", [name(0, 3)], '<a id="m-0-3" href="x.html">Ann</a> spoke'),
        # the rank decides who stands inside whom, whatever the order given
        ("Ann spoke", [name(0, 3), quote(0, 9)], '<q- id="q-0-9"><a id="m-0-3" href="x.html">Ann</a> spoke</q->'),
        # a figure that reaches over a name's end is cut: names stand outside figures
        (
            "abcdef",
            [name(0, 4), Mark(2, 6, Rank.FIGURE, "data", attributes(id="f"), attributes(data_ann="f"))],
            '<a id="m-0-4" href="x.html">ab<data id="f">cd</data></a><data data-ann="f">ef</data>',
        ),
        # a quote over two paragraphs becomes two fragments; the blank line between belongs to neither
        (
            "ab\n\ncd",
            [Mark(0, 2, Rank.BLOCK, "p"), Mark(4, 6, Rank.BLOCK, "p"), quote(0, 6)],
            '<p><q- id="q-0-6">ab</q-></p>\n\n<p><q->cd</q-></p>',
        ),
        # a link inside a link would be taken apart by the browser
        ("abcd", [name(0, 4), name(1, 2)], '<a id="m-0-4" href="x.html">a<span id="m-1-2">b</span>cd</a>'),
        # outside the text, empty, or reaching past its end
        ("ab", [name(5, 9), name(1, 1), name(1, 9)], 'a<a id="m-1-9" href="x.html">b</a>'),
        # what is marked in one piece has its id; cut in two, both say what they are fragments of
        ("abcd", [Mark(0, 4, Rank.FIGURE, "data", ann="f-1")], '<data id="f-1">abcd</data>'),
        (
            "abcdef",
            [name(0, 4), Mark(2, 6, Rank.FIGURE, "data", ' value="2"', ' value="2"', ann="f-1")],
            '<a id="m-0-4" href="x.html">ab<data id="f-1" data-ann="f-1" value="2">cd</data></a>'
            '<data data-ann="f-1" value="2">ef</data>',
        ),
        # a block in which marks cross leaves those around it as they are
        (
            "ab\n\ncdef\n\nghij",
            [
                *(Mark(0, 14, Rank.BODY, "div"), Mark(0, 2, Rank.BLOCK, "p"), Mark(4, 8, Rank.BLOCK, "p")),
                *(Mark(10, 14, Rank.BLOCK, "p"), name(0, 2), name(4, 6), Mark(5, 8, Rank.QUOTE, "q-"), name(10, 14)),
            ],
            '<div><p><a id="m-0-2" href="x.html">ab</a></p>\n\n'
            '<p><a id="m-4-6" href="x.html">c</a><q-><a data-ann="m-4-6" href="x.html">d</a>ef</q-></p>\n\n'
            '<p><a id="m-10-14" href="x.html">ghij</a></p></div>',
        ),
    ],
)
def test_marks_become_elements(text: str, marks: list[Mark], html: str) -> None:
    assert join(text, marks) == html


def test_control_characters_are_shown_one_for_one() -> None:
    assert join("a\x00b\x07c\r\x7f\x85\td\n", []) == "a\ufffdb\ufffdc\ufffd\ufffd\ufffd\td\n"
    assert has_controls("bell \x07")
    assert not has_controls("tab\t and\nnewline")


def test_attributes_cannot_be_left() -> None:
    assert attributes(class_='"><script>', data_who="A & B", dir=None) == (
        ' class="&quot;&gt;&lt;script&gt;" data-who="A &amp; B"'
    )


def test_nesting_has_an_end() -> None:
    text = "x" * 5000
    html = join(text, [quote(place, 5000) for place in range(5000)])
    assert html.count("<q-") == DEEPEST
    assert "".join(parsed(html).itertext()) == text


def test_overlap_everywhere_does_not_blow_up() -> None:
    """60,000 marks that all cross their neighbours: the page grows with the text, not with its square."""
    text = "x" * 60_000
    html = join(text, [quote(place, place + 3) for place in range(60_000)])
    assert len(html) < 200 * len(text)
    assert re.sub("<[^>]*>", "", html) == text


def parsed(html: str) -> Element:
    """`.source-text` as an HTML parser sees it; fails on any parse error."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    page: Element = parser.parse(f'<!doctype html><title>t</title><div class="source-text">{html}</div>')
    element = page.find(".//div[@class='source-text']")
    assert element is not None
    return element


LETTERS = st.characters(exclude_categories=("Cs", "Cn"))
TEXTS = st.text(LETTERS | st.sampled_from("\n\n  <>&\"'“”\r\x00\x07\u202e\u05d0"), min_size=1, max_size=120)
ELEMENTS = {
    Rank.FOLD: "div",
    Rank.BLOCK: "p",
    Rank.ZONE: "span",
    Rank.QUOTE: "span",
    Rank.QUOTE + 2: "span",
    Rank.NAME: "a",
    Rank.FIGURE: "data",
}


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    """A text in blocks, with marks that nest and cross at random."""
    text = draw(TEXTS)
    cuts = sorted({*draw(st.lists(st.integers(0, len(text)), max_size=8)), 0, len(text)})
    marks = [Mark(*ends, Rank.BLOCK, "p") for ends in zip(cuts[::2], cuts[1::2], strict=False)]
    if len(cuts) > 3 and draw(st.booleans()):
        marks.append(Mark(cuts[0], cuts[3], Rank.FOLD, "div"))
    spots = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(spots, spots, st.sampled_from(sorted(ELEMENTS)[2:])), max_size=25))
    for number, (one, two, rank) in enumerate(spans):
        rest = attributes(data_ann=f"x-{number}")
        href = "../people/a.html" if rank == Rank.NAME else ""
        first = attributes(id=f"x-{number}") + rest
        marks.append(Mark(min(one, two), max(one, two), rank, ELEMENTS[rank], first, rest, href))
    return text, marks


@settings(deadline=None)
@given(marked())
def test_the_text_is_what_it_was(case: tuple[str, list[Mark]]) -> None:
    """Whatever is marked: the same characters, valid HTML, every id once, no link in a link."""
    text, marks = case
    html = str(join(text, marks))
    element = parsed(html)
    assert "".join(element.itertext()) == CONTROLS.sub("\ufffd", text)
    ids = [node.get("id") for node in element.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    assert not element.findall(".//a//a")
    assert [node.tag for node in element.iter()] == parsed_tags(html), "the parser moved or added an element"


def parsed_tags(html: str) -> list[str]:
    """The opening tags as written, after the surrounding div."""
    return ["div", *(piece.split()[0].split(">")[0] for piece in html.split("<")[1:] if not piece.startswith("/"))]


@settings(deadline=None)
@given(marked())
def test_marks_that_nest_are_set_as_marks_that_cross_would_be(case: tuple[str, list[Mark]]) -> None:
    """The fast way, which leaves what crosses to the other, and the way that takes all."""
    text, marks = case
    shown = CONTROLS.sub("\ufffd", text)
    inside = [mark for mark in marks if mark.start < mark.end and mark.start < len(text)]
    assert join(text, marks) == "".join(_Weaver(shown, 0, len(shown), inside, True).run())


@settings(deadline=None)
@given(marked())
def test_a_mark_covers_its_words(case: tuple[str, list[Mark]]) -> None:
    """The fragments that share one `data-ann` hold the marked words; only white space between blocks is left out."""
    text, marks = case
    shown = CONTROLS.sub("\ufffd", text)
    element = parsed(join(text, marks))
    for mark in marks:
        if mark.start < mark.end and mark.rank > Rank.BLOCK:
            ann = mark.rest.split('"')[1]
            words = "".join("".join(node.itertext()) for node in element.findall(f".//*[@data-ann='{ann}']"))
            assert "".join(words.split()) == "".join(shown[mark.start : mark.end].split())
