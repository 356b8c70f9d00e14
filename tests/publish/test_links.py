"""Links of a site are checked as a browser would follow them."""

from __future__ import annotations

import pytest

from onrecord.model import Page
from onrecord.publish.links import check

HOME = Page("index.html", b'<h2 id="top">x</h2>')


def told(html: str, path: str = "people/ann.html") -> list[str]:
    return [problem.message for problem in check([HOME, Page(path, html.encode())])]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="../index.html">home</a>',
        '<a href="../index.html#top">top</a>',
        '<p id="here"><a href="#here">here</a>',
        '<a href="https://news.example/a">elsewhere</a>',
        '<a href="mailto:a@b.example">mail</a>',
        '<p id="caf\u00e9"><a href="#caf%C3%A9">encoded</a>',
    ],
)
def test_sound_links_are_passed_over(html: str) -> None:
    assert told(html) == []


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ('<a href="bob.html">Bob</a>', "the link 'bob.html' leads to no file of the site"),
        ('<a href="../index.html#end">end</a>', "the link '../index.html#end' leads to no id of index.html"),
        ('<a href="/index.html">root</a>', "the link '/index.html' begins at the root of the host"),
        ('<img src="x.svg">', "the link 'x.svg' leads to no file of the site"),
        ('<p id="a"><p id="a">', "the id 'a' is given twice"),
        ('<nav aria-labelledby="gone">', "the link '#gone' leads to no id of people/ann.html"),
    ],
)
def test_each_fault_is_named(html: str, message: str) -> None:
    assert told(html) == [message]
