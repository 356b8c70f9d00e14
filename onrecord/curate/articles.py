"""`content/articles/<id>.md`: what the curator knows about a source, and a note to stand above it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from onrecord.metadata import read_metadata
from onrecord.model import Metadata
from onrecord.problems import InputError, Problem
from onrecord.strict import Fields, front_matter

RIGHTS: tuple[Literal["full", "excerpts"], ...] = ("full", "excerpts")


class Article(Struct, frozen=True):
    """The curator's file on one source."""

    metadata: Metadata = Metadata()
    rights: Literal["full", "excerpts"] | None = None
    """How much of this source is published; None leaves it to the source and the site."""
    note: str = ""
    """Markdown, shown above the source and clearly not part of it."""
    added: str | None = None
    """ISO date on which the source joined the dossier."""
    source_note: str = ""
    """Where the text comes from, as plain text ("scan of the printed edition")."""


def read_article(text: str, path: str) -> Article:
    """Read the text of an `articles/<id>.md`; raises `InputError` that names every problem in it."""
    node, note, _ = front_matter(text, path)
    if node is None:
        return Article(note=note.strip())
    problems: list[Problem] = []
    fields = Fields(node, path, problems, "the front matter")
    rights = fields.choice("rights", RIGHTS, "full")
    article = Article(
        metadata=read_metadata(fields),
        rights=rights if fields.has("rights") else None,
        note=note.strip(),
        added=fields.date("added"),
        source_note=fields.text("source_note"),
    )
    fields.done()
    if problems:
        raise InputError(*problems)
    return article
