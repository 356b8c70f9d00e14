"""How a source's page was made: its text with inline tags and its record, both highlighted.

Pygments only puts classes on words; the colours are in `static/highlight.css`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from markupsafe import Markup
from pygments.formatters import HtmlFormatter
from pygments.lexer import RegexLexer
from pygments.token import Comment, Keyword, Name, Number, Punctuation, String, Text, _TokenType

from onrecord.model import Page
from onrecord.pages import urls
from onrecord.pages.article import neighbour
from onrecord.pages.frame import Frame
from onrecord.pages.indexes import Index
from onrecord.record import to_json, to_tagged

LONGEST_TEXT = 40_000
LONGEST_RECORD = 16_000
"""Characters shown of either (a record is about four times its text, and its markup as long again). What is longer
is cut after a whole line and said to be: the whole is in the download."""


class TaggedLexer(RegexLexer):
    """Text with inline tags, and the front matter above it."""

    name = "onrecord tags"
    tokens: ClassVar[dict[str, Any]] = {
        "root": [
            (r"\A---\n(?:.*\n)*?---\n", Comment),
            (r"\\[\\\[\]:]", String.Escape),
            (r"^:::.*$", Keyword),
            (r"\]\{", Punctuation, "attributes"),
            (r"[\[\]]", Punctuation),
            (r"[^\\\[\]\n]+", Text),
            (r".|\n", Text),
        ],
        "attributes": [
            (r"\}", Punctuation, "#pop"),
            (r"\.[\w-]+", Name.Class),
            (r"#[\w.-]+", Name.Label),
            (r"[\w-]+(?==)", Name.Attribute),
            (r'"(?:\\.|[^"\\])*"', String),
            (r"[^\s{}\"=]+", String),
            (r"\s+|.", Text),
        ],
    }


class RecordLexer(RegexLexer):
    """JSON as we print it: values have a class, keys and punctuation are plain, which halves the page."""

    name = "onrecord record"
    tokens: ClassVar[dict[str, Any]] = {
        "root": [
            (r'(?:"[a-z_0-9]+": |[\s{}\[\],:])+', Text),
            (r'"(?:\\.|[^"\\])*"', String),
            (r"-?\d[\d.eE+-]*", Number),
            (r"true|false|null", Keyword),
            (r".", Text),
        ]
    }


def pages(frame: Frame, index: Index) -> Iterator[Page]:
    """One page a source, the newest first."""
    for record in index.records:
        tagged, tagged_cut = cut(to_tagged(record, index.entity), LONGEST_TEXT)
        shown, record_cut = cut(layout(to_json(record, index.entity)), LONGEST_RECORD)
        yield frame.page(
            urls.made(record.source.id),
            "made.html",
            kind="made",
            section="articles",
            source=record.source,
            here=neighbour(record),
            tagged=highlight(TaggedLexer(stripnl=False, ensurenl=False), tagged),
            tagged_cut=tagged_cut,
            record=highlight(RecordLexer(stripnl=False, ensurenl=False), shown),
            record_cut=record_cut,
        )


def cut(text: str, longest: int) -> tuple[str, bool]:
    """The text, cut after the last line that ends within `longest` characters; and whether it was cut."""
    if len(text) <= longest:
        return text, False
    return text[: text.rfind("\n", 0, longest) + 1 or longest], True


def highlight(lexer: RegexLexer, text: str) -> Markup:
    """`text` with a class on each word that has one; its characters are those of `text`."""
    out = _Pieces()
    HtmlFormatter(nowrap=True).format(_plain(lexer.get_tokens(text)), out)
    marked = "".join(out.pieces)  # the formatter ends the last line even where the text does not
    return Markup(marked if text.endswith("\n") else marked.removesuffix("\n"))


class _Pieces:
    """A file to write on, for the formatter."""

    def __init__(self) -> None:
        self.pieces: list[str] = []

    def write(self, piece: str) -> None:
        self.pieces.append(piece)


def _plain(tokens: Iterable[tuple[_TokenType, str]]) -> Iterator[tuple[_TokenType, str]]:
    """Without what would become an element of its own for nothing."""
    return ((Text if kind is Punctuation else kind, words) for kind, words in tokens)


def layout(record: dict[str, Any]) -> str:
    """The record as JSON with one line a mark; its text, which stands above, is left out and said to be."""
    lines = []
    for key, value in ({**record, "text": "…"}).items():
        if isinstance(value, list) and value:
            entries = ",\n".join("    " + json.dumps(entry, ensure_ascii=False) for entry in value)
            lines.append(f"  {json.dumps(key)}: [\n{entries}\n  ]")
        else:
            lines.append(f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(lines) + "\n}"
