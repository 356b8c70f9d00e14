"""HTML to text, blocks, zones and metadata; hostile pages."""

from __future__ import annotations

import importlib.util
import timeit
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Metadata
from onrecord.problems import InputError
from onrecord.sources.html import Html, read_html


def html(page: str) -> Html:
    return read_html(page, "a.html")


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>one  \n two<p>three", "one two\n\nthree"),
        ("<h1>T</h1>loose <b>words</b> here<div>more</div>", "T\n\nloose words here\n\nmore"),
        ("a<br>b<br/><br>c", "a\nb\n\nc"),
        ("<ul><li>one<ul><li>deep</ul><li><p>two</p><p>three</p></ul>end", "one\ndeep\ntwo\nthree\n\nend"),
        ("<table><tr><th>a<td>b<tr><td>1<td> 2 </table>", "a\tb\n1\t2"),
        ("<table><tr><th><th>b<th>c<tr><td>1<td> <td><br>3<tr><td>4<td>5<td></table>", "\tb\tc\n1\t\t3\n4\t5"),
        # an article laid out in a table keeps its paragraphs; a division in a cell is no row of its own
        ("<table><tr><td><p>one<p>two<td>side</table>", "one\n\ntwo\n\nside"),
        ("<table><tr><td><div>a</div><div>b</div><td>c<tr><td>d</table>", "a b\tc\nd"),
        ("<pre>x  y\n\n\n z</pre>", "x y\n\nz"),
        ("<p>&nbsp;</p><p>a&nbsp;b &amp; c &lt;d&gt; &copy;", "a\u00a0b & c <d> ©"),
        ("<p>in<i>fl</i>ated <!-- no --> comment", "inflated comment"),
        ("<p>soft&shy;hyphen <wbr>and 'quotes'", "soft\u00adhyphen and 'quotes'"),
    ],
)
def test_the_text_is_what_the_page_shows(page: str, text: str) -> None:
    assert html(page).text == text


@pytest.mark.parametrize(
    "left_out",
    [
        "<script>alert(1)</script>",
        "<style>p{}</style>",
        "<nav>Home</nav>",
        "<form><p>name</form>",
        "<noscript>no</noscript>",
        "<template><p>t</template>",
        "<iframe srcdoc='<p>x'>x</iframe>",
        "<svg><text>x</text></svg>",
        "<button>Share</button>",
        "<p hidden>x",
        "<p aria-hidden=true>x",
        "<div style='color:red; DISPLAY : none'>x</div>",
        "<img alt='words'>",
        "<select><option>x</select>",
        "<video>x</video>",
    ],
)
def test_scripts_navigation_forms_and_hidden_parts_are_left_out(left_out: str) -> None:
    assert html(f"<main><p>before</p>{left_out}<p>after</p></main>").text == "before\n\nafter"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>site</p><main><p>page</p><article><p>story</p></article></main>", "story"),
        ("<p>site</p><main><p>page</p></main>", "page"),
        ("<p>site</p><div role=main>page</div>", "page"),
        ("<p>all</p>", "all"),
        # many teasers of one size: none of them is the article
        ("<main><h1>List</h1>" + "<article>teaser</article>" * 5 + "</main>", "List" + "\n\nteaser" * 5),
        ("<article>a long story " + "x " * 50 + "</article><article>teaser</article>", "a long story" + " x" * 50),
        ("<article>the story itself<article>comment</article></article>", "the story itself\n\ncomment"),
    ],
)
def test_the_article_is_found(body: str, text: str) -> None:
    assert html(f"<html><body>{body}</body></html>").text == text


def test_blocks_have_kinds_and_captions_and_footers_are_zones() -> None:
    page = html(
        "<article><h2>Sub</h2><ol><li>i</ol><blockquote><p>q</blockquote>"
        "<figure><img><figcaption>The <b>bridge</b></figcaption></figure>"
        "<footer><p>© 2026 The Elm Courier</p><p>Something else</p></footer></article>"
    )
    assert [(page.text[b.start : b.end], b.kind, b.level) for b in page.blocks[:3]] == [
        ("Sub", "heading", 2),
        ("i", "item", 1),
        ("q", "quotation", 0),
    ]
    assert [(page.text[zone.start : zone.end], zone.kind) for zone in page.zones] == [
        ("The bridge", "caption"),
        ("© 2026 The Elm Courier", "copyright"),
        ("Something else", "boilerplate"),
    ]


JSON_LD = """<script type="application/ld+json">{"@graph": [{"@type": "Organization", "name": "Nobody"},
{"@type": ["NewsArticle"], "headline": "Bridge to close", "datePublished": "2026-03-01T08:00:00Z", "inLanguage": "en",
"author": [{"name": "Ada Holm"}, {"name": "Ben Roy"}], "publisher": {"name": "The Elm Courier"}}]}</script>"""


@pytest.mark.parametrize(
    ("head", "metadata"),
    [
        (JSON_LD, Metadata("Bridge to close", "The Elm Courier", "Ada Holm, Ben Roy", "2026-03-01", None, "en")),
        (
            "<title>Bridge to close | The Elm Courier</title><meta property=og:site_name content='The Elm Courier'>"
            "<meta property=article:published_time content=2026-03-01><meta name=author content='By Ada Holm'>"
            "<link rel=canonical href=https://elm.example/bridge><html lang=en-GB>",
            Metadata(
                "Bridge to close", "The Elm Courier", "Ada Holm", "2026-03-01", "https://elm.example/bridge", "en-GB"
            ),
        ),
        ("<meta property=og:title content='From  OG'><title>From title</title>", Metadata("From OG")),
        ("<title>Bridge | closed</title>", Metadata("Bridge | closed")),
        # what is not what it should be counts as not said
        (
            "<meta property=article:published_time content=yesterday><meta name=author content=https://x.org/ada>"
            "<link rel=canonical href='javascript:alert(1)'><meta property=og:url content='data:text/html,x'>"
            "<html lang='<b>'>",
            Metadata(),
        ),
        ("<meta property=article:published_time content=2026-02-30T10:00>", Metadata()),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script>', Metadata()),
        ('<script type="application/ld+json">' + "[" * 50_000 + "</script>", Metadata()),
        ('<script type="application/ld+json">{"@type": "Report", "headline": {}, "author": 5}</script>', Metadata()),
    ],
)  # fmt: skip
def test_metadata_is_what_the_head_states(head: str, metadata: Metadata) -> None:
    assert html(f"<head>{head}</head><body><p>text").metadata == metadata


@pytest.mark.parametrize(
    ("head", "heading", "outlet"),
    [
        ("<title>Bridge to close — The Elm Courier</title>", "<h1>Bridge to <i>close</i></h1>", "The Elm Courier"),
        ("<title>The Elm Courier | Bridge to close</title>", "<h1>Bridge to close</h1>", "The Elm Courier"),
        ("<title>Bridge to Close - Local | Elm</title>", "<main><h1>Bridge to close</h1></main>", "Elm"),
        ("<meta property=og:title content='Bridge to close - Elm'>", "<h1>Bridge to close</h1>", "Elm"),
        (
            "<meta property=og:site_name content=Elm><title>Bridge to close – Elm News</title>",
            "<h1>Bridge to close</h1>",
            "Elm",
        ),
        (f"<title>Bridge to close | {'All the news, ' * 9}</title>", "<h1>Bridge to close</h1>", None),
        ("<title>The Elm Courier</title>", "<article><h1>Bridge to close</h1></article>", None),
        ("<title>Bridge to close</title>", "<h1>The Elm Courier</h1>", None),
        ("<meta property=og:title content='Bridge to close'>", "<main><h1>Elm today</h1></main>", None),
    ],
)
def test_the_heading_tells_the_title_from_what_stands_beside_it(head: str, heading: str, outlet: str | None) -> None:
    found = html(f"<head>{head}</head><body>{heading}<p>text").metadata
    assert (found.title, found.outlet) == ("Bridge to close", outlet)


def test_the_time_of_the_article_is_its_date() -> None:
    page = "<p><time datetime=2020-01-01>site</time><article><time datetime='2026-03-01T10:00+01:00'>1 March</time>"
    assert html(page).metadata.published == "2026-03-01"


@pytest.mark.parametrize(
    "page",
    [
        "<p>word " + "<![>" * 10_000,
        "<p>word " + "</p>" * 10_000,
        "<p title='" + "x" * 500_000 + "'>word",
        "<p " + " ".join(f"a{n}=1" for n in range(900)) + ">word",
        "<p>word " + "<!--" * 10_000,
        "<p>word " + "<script>" * 10_000,
        "<p>word " + "<table>" * 400,
        "<p>word<plaintext>" + "<div>" * 200,
        "<p>word &#0; &#xD800; &#x110000; " + "&" * 10_000,
    ],
)
def test_hostile_pages_are_read(page: str) -> None:
    text = html(page).text
    assert text.startswith("word")
    assert "\0" not in text
    text.encode()


@pytest.mark.parametrize("element", ["<div>", "<b><p>", "<section><p>", "<font color=1>", "<span></i>", "<object><p>"])
def test_a_page_nested_too_deep_is_refused_with_its_line(element: str) -> None:
    with pytest.raises(InputError, match=r"a.html:3: elements nested deeper than 500"):
        html("<body>\n<p>fine</p>\n" + element * 100_000)


@pytest.mark.parametrize("attribute", [" a{0}=1", " a{0}", " a{0}='x>'", '\ta{0}="x"', "/a{0}", "\na{0} = x"])
def test_an_element_of_attributes_is_refused(attribute: str) -> None:
    page = "<body><p" + "".join(attribute.format(number) for number in range(20_000)) + ">word"
    with pytest.raises(InputError, match=r"an element with more than 1000 attributes"):
        html(page)


@pytest.mark.parametrize("element", ["script", "STYLE", "img", "x-y"])
def test_no_element_is_spared(element: str) -> None:
    with pytest.raises(InputError, match="attributes"):
        html(f"<{element}" + "".join(f" a{number}" for number in range(20_000)) + ">")


def test_what_stands_in_an_attribute_is_no_element() -> None:
    assert html("<p title='" + "<div>" * 1_000 + "'>word</p>").text == "word"


def test_tags_that_need_no_end_are_not_depth() -> None:
    page = (
        "<ul>" + "<li><p>x" * 5_000 + "</ul><!-- " + "<div>" * 1_000 + " --><script>'" + "<div>" * 1_000 + "'</script>"
    )
    assert html(page).text.count("x") == 5_000


def test_reading_takes_time_in_proportion() -> None:
    page = "<div><p>word <b>and</b> word</p></div>" * 1_000
    once, tenfold = (min(timeit.repeat(partial(html, text), number=1, repeat=3)) for text in (page, page * 10))
    assert tenfold < 50 * once  # were it quadratic: 100


@pytest.mark.skipif(importlib.util.find_spec("trafilatura") is not None, reason="not run: trafilatura is installed")
def test_trafilatura_that_is_not_installed_is_an_error_with_the_command() -> None:
    with pytest.raises(InputError, match=r"a.html: `html: trafilatura` is set") as raised:
        read_html("<p>x", "a.html", "trafilatura")
    assert "pip install onrecord[trafilatura]" in raised.value.problems[0].hint


@given(
    st.lists(
        st.sampled_from(
            "<p> </p> <div> </div> <td> <tr> <table> </table> <li> <ul> </ul> <b> </i> <br> <pre> </pre> <h1> </h1> "
            "<article> </article> <footer> </footer> <figcaption> <script> </script> <!-- --> <![> "
            "&amp; &nbsp; word “".split()
        )
        | st.sampled_from([" ", "\n", "two words", "\t"]),
        max_size=40,
    )
)
def test_any_page_gives_blocks_that_hold_all_its_text(pieces: list[str]) -> None:
    page = html("".join(pieces))
    position = 0
    for block in page.blocks:
        words = page.text[block.start : block.end]
        assert not page.text[position : block.start].strip()
        if block.kind == "row":
            words = words.lstrip("\t")  # empty cells
        assert words == words.strip(" \t\n") != ""
        assert "\n\n" not in words
        position = block.end
    assert position == len(page.text)
    assert all(0 <= zone.start < zone.end <= len(page.text) for zone in page.zones)
