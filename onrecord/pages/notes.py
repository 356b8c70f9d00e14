"""The curator's Markdown as HTML: notes and the about page."""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup, escape
from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from onrecord.patterns import regex

_SCHEME = regex(r"[\s\x00-\x20]*([a-z][a-z0-9+.-]*):", re.I)
_ELSEWHERE = regex(r"[a-z][a-z0-9+.-]*:|[/\\]", re.I)
"""An address that leaves the folder: with a scheme, or rooted."""


def markdown(text: str) -> Markup:
    """A note as HTML; HTML in it is shown as text."""
    return Markup(_reader().render(text))


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("js-default", {"highlight": _coloured})
    reader.add_render_rule("image", _image)
    setattr(reader, "validateLink", _may_lead)  # noqa: B010 -- the library's way, which its types do not know
    return reader


def _coloured(code: str, language: str, _attributes: str) -> str:
    """Code of a note with a class on each word that has a colour; "" leaves it as it is."""
    try:
        return highlight(code, get_lexer_by_name(language), HtmlFormatter(nowrap=True)) if language else ""
    except ClassNotFound:
        return ""


def _may_lead(address: str) -> bool:
    """Whether a note may link there: to a page or a mailbox, by no scheme that makes a browser do something else."""
    scheme = _SCHEME.match(address)
    return scheme is None or scheme[1].lower() in ("http", "https", "mailto")


def _image(
    renderer: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    """An image of the site's own; one from elsewhere would ask another host, so only its words stand there."""
    own = not _ELSEWHERE.match(str(tokens[at].attrGet("src") or ""))
    return renderer.image(tokens, at, options, env) if own else str(escape(tokens[at].content))
