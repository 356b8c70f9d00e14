"""YAML as curators write it, read strictly: text stays text, every problem is named with its file and line.

YAML 1.1 turns `no` into false, `12:30` into 750 and repeats a list a billion times through aliases. Here nothing is
turned: `parse` gives a tree of `Node`s that hold the words as written and the line they stand on, and `Fields` reads
one mapping of that tree, key by key, as the type that the caller asks for:

    problems: list[Problem] = []
    fields = Fields(parse(text, "content/site.yaml"), "content/site.yaml", problems)
    title = fields.text("title", "On the record")
    share = fields.number("excerpt_share", 0.25, low=0, high=1)
    fields.done()                                   # keys that nobody asked for: "did you mean …?"
    if problems:
        raise InputError(*problems)

Refused outright: anchors and aliases, tags, several documents, keys given twice, NUL, texts over `tree.MAX_CHARS`
and nesting over `tree.MAX_DEPTH`.
"""

from __future__ import annotations

from onrecord.strict.fields import Fields, as_number, date_trouble, did_you_mean, front_matter, parse, slug_trouble
from onrecord.strict.nodes import Node

__all__ = ["Fields", "Node", "as_number", "date_trouble", "did_you_mean", "front_matter", "parse", "slug_trouble"]
