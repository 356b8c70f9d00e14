"""The keys that describe a source, the same in its own front matter and in a curator's file on it."""

from __future__ import annotations

import re

from onrecord.model import Metadata
from onrecord.strict import Fields

MAX_LINE = 1000
"""Characters of a title, outlet or author."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def read_metadata(fields: Fields) -> Metadata:
    """Read `title, outlet, author, published, url, language`; what is missing is None, what is wrong is a problem."""
    return Metadata(
        title=_line(fields, "title"),
        outlet=_line(fields, "outlet"),
        author=_line(fields, "author"),
        published=fields.date("published"),
        url=fields.address("url"),
        language=fields.language("language"),
    )


def _line(fields: Fields, key: str) -> str | None:
    """A text of one line, or None; white space, line ends too, is one space."""
    value = " ".join(fields.text(key).split())
    if found := _CONTROL.search(value):
        fields.wrong(key, f"`{key}` holds the control character U+{ord(found.group()):04X}")
    elif len(value) > MAX_LINE:
        fields.wrong(key, f"`{key}` has {len(value):,} characters, {MAX_LINE:,} are allowed")
    return value or None
