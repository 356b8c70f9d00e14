"""The keys that describe a source, the same in its own front matter and in a curator's file on it."""

from __future__ import annotations

from onrecord.model import Metadata
from onrecord.strict import Fields


def read_metadata(fields: Fields) -> Metadata:
    """Read `title, outlet, author, published, url, language`; what is missing is None, what is wrong is a problem."""
    return Metadata(
        title=_text(fields, "title"),
        outlet=_text(fields, "outlet"),
        author=_text(fields, "author"),
        published=fields.date("published"),
        url=fields.address("url"),
        language=fields.language("language"),
    )


def _text(fields: Fields, key: str) -> str | None:
    """A text, or None; no source can hold a NUL, which YAML can write, so nothing said of one may either."""
    value = fields.text(key)
    if "\0" in value:
        fields.wrong(key, f"`{key}` holds a NUL character")
    return value or None
