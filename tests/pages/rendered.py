"""A rendered site as text by path, and the words of a piece of it."""

from __future__ import annotations

from typing import Any

from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode

from onrecord.model import Dossier
from onrecord.pages import render
from onrecord.settings import Settings
from tests.pages.harbor import theme


def site(dossier: Dossier, settings: Settings | None = None, **more: Any) -> dict[str, str]:
    """All files of a site, by path."""
    pages = list(render(dossier, settings or Settings(title="The Pier"), theme(), **more))
    assert len({page.path for page in pages}) == len(pages), "two files of one path"
    return {page.path: page.content.decode() for page in pages}


def words(node: LexborNode | None) -> str:
    """The text of an element on one line."""
    assert node is not None
    return " ".join(node.text().split())


def all_words(html: str, selector: str) -> list[str]:
    """The texts of all elements that a CSS selector finds."""
    return [words(node) for node in HTMLParser(html).css(selector)]


def link(html: str, text: str) -> str:
    """Where the first link with this text leads."""
    found = [node.attributes["href"] for node in HTMLParser(html).css("a") if words(node) == text]
    assert found, f"no link {text!r}"
    return found[0] or ""
