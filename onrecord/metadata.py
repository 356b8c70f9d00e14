"""The keys that describe a source, the same in its own front matter and in a curator's file on it."""

from __future__ import annotations

from onrecord.model import Metadata
from onrecord.strict import Fields


def read_metadata(fields: Fields) -> Metadata:
    """Read `title, outlet, author, published, url, language`; what is missing is None, what is wrong is a problem."""
    return Metadata(
        title=fields.text("title") or None,
        outlet=fields.text("outlet") or None,
        author=fields.text("author") or None,
        published=fields.date("published"),
        url=fields.address("url"),
        language=fields.language("language"),
    )
