"""Dossiers of invented sources, written as their text with the marks inside it.

`[[person helen|Helen Marsh]]` is a mention, `[[quote helen direct|“…”]]` a quote (`-` for nobody; the parts of one
utterance share `part=`), `[[count 41 of=people_hurt by=helen with=at_least|41]]` a figure, `[[zone related|…]]` a
zone. Marks may nest. Underscores in values stand for blanks. A single line end is a blank.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

from onrecord.model import (
    Block,
    Dossier,
    Entity,
    Figure,
    Mention,
    Metadata,
    Quote,
    Record,
    Source,
    Span,
    Use,
    Zone,
)

_MARK = re.compile(r"\[\[([^|\]]+)\||\]\]")
_ENTITIES = ("person", "agency", "organization", "place")


def record(name: str, marked: str, *, note: str = "", roles: dict[str, str] | None = None, **known: Any) -> Record:
    """A record of a source with id `name`; `known` is its metadata, `roles` what it calls its entities."""
    text, marks = _read(marked)
    source = Source(
        id=name,
        path=f"{name}.txt",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        metadata=Metadata(**known),
        blocks=tuple(Block(m.start(), m.end()) for m in re.finditer(r"(?:.|\n(?!\n))+", text)),
        zones=tuple(Zone(start, end, words[1]) for start, end, words in marks if words[0] == "zone"),
    )
    mentions = tuple(_mention(text, *mark) for mark in marks if mark[2][0] in _ENTITIES)
    used = dict.fromkeys(mention.entity for mention in mentions)
    return Record(
        source,
        tuple(Use(entity, (), ((roles or {})[entity],) if entity in (roles or {}) else ()) for entity in used),
        mentions,
        _quotes(text, [mark for mark in marks if mark[2][0] == "quote"]),
        tuple(_figure(text, *mark) for mark in marks if mark[2][0] not in (*_ENTITIES, "quote", "zone")),
        note,
    )


def dossier(*records: Record, names: dict[str, str] | None = None, **more: Any) -> Dossier:
    """The dossier of some records; `names` are the entities' full names where the id does not tell them."""
    kinds = {mention.entity: mention.kind for record in records for mention in record.mentions}
    given = names or {}
    entities = more.pop("entities", None) or tuple(
        Entity(entity, kinds[entity], given.get(entity, entity.replace("-", " ").title())) for entity in sorted(kinds)
    )
    return Dossier(tuple(sorted(records, key=lambda one: one.source.path)), entities, **more)


def _read(marked: str) -> tuple[str, list[tuple[int, int, list[str]]]]:
    """The text without marks, and every mark as (start, end, its words), in text order, outer before inner."""
    opened: list[tuple[int, list[str]]] = []
    marks: list[tuple[int, int, list[str]]] = []
    text, last = "", 0
    marked = re.sub(r"(?<!\n)\n(?!\n)", " ", marked)
    for found in _MARK.finditer(marked):
        text += marked[last : found.start()]
        last = found.end()
        if found.group(1):
            opened.append((len(text), found.group(1).split()))
        else:
            start, words = opened.pop()
            marks.append((start, len(text), words))
    return text + marked[last:], sorted(marks, key=lambda mark: (mark[0], -mark[1]))


def _options(words: list[str]) -> dict[str, str]:
    return {key: value.replace("_", " ") for key, _, value in (word.partition("=") for word in words) if value}


def _id(letter: str, text: str, start: int, end: int) -> str:
    return f"{letter}-{hashlib.sha256(f'{start} {text[start:end]}'.encode()).hexdigest()[:10]}"


def _mention(text: str, start: int, end: int, words: list[str]) -> Mention:
    form = words[2] if len(words) > 2 else "name"
    return Mention(_id("m", text, start, end), start, end, words[0], words[1], form, 0.97, "full name")  # type: ignore[arg-type]


def _quotes(text: str, marks: list[tuple[int, int, list[str]]]) -> tuple[Quote, ...]:
    parts: dict[str, list[tuple[int, int, list[str]]]] = {}
    for mark in marks:
        parts.setdefault(_options(mark[2]).get("part", f"at {mark[0]}"), []).append(mark)
    return tuple(_quote(text, held) for held in parts.values())


def _quote(text: str, held: list[tuple[int, int, list[str]]]) -> Quote:
    start, end, words = held[0]
    spans = tuple(Span(first, last) for first, last, _ in held)
    return Quote(
        _id("q", text, start, end),
        spans,
        words[2],  # type: ignore[arg-type]
        None if words[1] == "-" else words[1],
        speaker_for=_options(words).get("for"),
        confidence=0.9,
        why="said beside a name",
    )


def _figure(text: str, start: int, end: int, words: list[str]) -> Figure:
    given = _options(words)
    return Figure(
        start,
        end,
        words[0],  # type: ignore[arg-type]
        _value(words[1]),
        given.get("unit"),
        None,
        given.get("with"),
        given.get("of"),
        0.99,
        "digits",
        False,
        _id("f", text, start, end),
        given.get("by", "").replace(" ", "-") or None,
    )


def _value(word: str) -> Any:
    if ".." in word:
        return tuple(float(part) for part in word.split(".."))
    return None if word == "-" else float(word) if re.fullmatch(r"-?[\d.]+", word) else word
