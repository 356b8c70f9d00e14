"""How a source's page was made: its text with inline tags and its record, both highlighted.

Pygments only puts classes on words; the colours are in `static/highlight.css`. Its rule tables go from word to word;
each lexer here is one pattern for what has a colour, with all between in one piece: a page in a sixth of the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from markupsafe import Markup
from pygments.lexer import Lexer
from pygments.token import STANDARD_TYPES, Comment, Keyword, Name, String, Text, _TokenType

from onrecord.model import Page
from onrecord.pages import urls
from onrecord.pages.article import neighbour
from onrecord.pages.frame import Frame
from onrecord.pages.indexes import Index
from onrecord.pages.inline import coloured
from onrecord.record import to_json, to_tagged

LONGEST_TEXT = 40_000
LONGEST_RECORD = 16_000
"""Characters shown of either (a record is about four times its text, and its markup as long again). What is longer
is cut after a whole line and said to be: the whole is in the download."""


class PatternLexer(Lexer):
    """One pattern for all that has a colour."""

    pattern: re.Pattern[str]
    parts: tuple[_TokenType, ...] = ()
    """Kinds of the first groups of the pattern."""
    whole: tuple[_TokenType, ...] = ()
    """Kinds of what is matched as a whole, told by the groups behind those, which are empty."""

    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, _TokenType, str]]:
        """(offset, kind, words) from the first character to the last."""
        parts, done = self.parts, 0
        for found in self.pattern.finditer(text):
            whole, *groups = found.regs
            last = (found.lastindex or 0) - len(parts)
            coloured = ((whole, self.whole[last - 1]),) if last > 0 else zip(groups, parts, strict=False)
            for (start, end), kind in coloured:
                if start < end:
                    if done < start:
                        yield done, Text, text[done:start]
                    yield start, kind, text[start:end]
                    done = end
        if done < len(text):
            yield done, Text, text[done:]


class TaggedLexer(PatternLexer):
    """Text with inline tags, and the front matter above it."""

    name = "onrecord tags"
    parts = (Name.Class, Name.Label, Name.Attribute)
    whole = (String.Escape, Keyword, Comment)
    # each branch begins with a character of its own, so that the text between is skipped at once
    pattern = re.compile(
        r'\]\{(\.[\w-]+)( #[\w.-]+)?((?:[^}"\n]++|"(?:\\.|[^"\\\n])*+")*+)\}'
        r"|\\[\\\[\]:]()|:(?<![^\n]:)::.*()|-(?<![\s\S]-)--\n(?:.*\n)*?---\n()"
    )


class RecordLexer(PatternLexer):
    """The record as `layout` prints it: which mark, and why it is there."""

    name = "onrecord record"
    parts = (Name.Label, String)
    pattern = re.compile(r'\n\{"id":("[^"\\]*+")(?:.*"why":("(?:\\.|[^"\\])*+"))?')


_TAGGED, _RECORD = TaggedLexer(), RecordLexer()


def pages(frame: Frame, index: Index) -> Iterator[Page]:
    """One page a source, the newest first."""
    for record in index.records:
        path = urls.made(record.source.id)
        if not frame.wants(path):
            continue
        tagged, tagged_cut = cut(to_tagged(record, index.entity), LONGEST_TEXT)
        shown, record_cut = cut(layout(to_json(record, index.entity)), LONGEST_RECORD)
        yield frame.page(
            path,
            "made.html",
            kind="made",
            section="articles",
            source=record.source,
            here=neighbour(record),
            tagged=highlight(_TAGGED, tagged),
            tagged_cut=tagged_cut,
            record=highlight(_RECORD, shown),
            record_cut=record_cut,
        )


def cut(text: str, longest: int) -> tuple[str, bool]:
    """The text, cut after the last line that ends within `longest` characters; and whether it was cut."""
    if len(text) <= longest:
        return text, False
    return text[: text.rfind("\n", 0, longest) + 1 or longest], True


def highlight(lexer: PatternLexer, text: str) -> Markup:
    """`text` with a class on each word that has one; its characters are those of `text`."""
    # not `get_tokens`, which sets other line ends, and no formatter of pygments, which goes line by line
    return coloured(text, ((STANDARD_TYPES[kind], words) for _, kind, words in lexer.get_tokens_unprocessed(text)))


def layout(record: dict[str, Any]) -> str:
    """The record as JSON with one line a mark; its text, which stands above, is left out and said to be."""
    lines = []
    for key, value in ({**record, "text": "…"}).items():
        if isinstance(value, list) and value:
            entries = ",\n".join(map(_json, value))
            lines.append(f'"{key}": [\n{entries}\n]')
        else:
            lines.append(f'"{key}": {_json(value)}')
    return "{\n" + ",\n".join(lines) + "\n}"


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
