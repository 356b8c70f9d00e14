r"""A record as its text with inline tags: what `sources.tags.verbatim` reads back as the same text and marks.

The print has front matter with `markup: tags`; below it stands the text itself, character for character, with a tag
round each mark and a backslash before each bracket, backslash and line of colons that is only text. A mark that
crosses another is cut where they cross: the pieces share `part`, each but the last says `cut=yes`. Zones that are
whole lines stand between lines of colons, others in brackets like the rest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import count

from msgspec import Struct

from onrecord.annotate.tagged import holders
from onrecord.model import NOBODY, Entity, Figure, Mention, Quote, Record, Source, Use

_BARE = re.compile(r"[^\s{}\"\\]+")
_TO_ESCAPE = re.compile(r"[\\\[\]]|^(?=:::)", re.MULTILINE)
_UNPRINTABLE = re.compile(r"[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What a YAML text in quotation marks cannot hold as it is."""


class _Mark(Struct, frozen=True):
    """A stretch to be tagged."""

    start: int
    end: int
    kind: str
    said: str
    """What the braces hold behind the class."""
    part: int
    """Told only where pieces or companions need it."""
    shared: bool = False
    """Whether others share the part, so that it is told in any case."""
    zone: bool = False


class _Piece(Struct):
    """A mark, or what of it lies between two crossings."""

    mark: _Mark
    start: int
    around: _Piece | None
    end: int = -1
    last: bool = False
    fenced: bool = False


def to_tagged(record: Record, entities: Mapping[str, Entity]) -> str:
    """The whole file: front matter and tagged text, to be written as it is, without a further line end."""
    text = record.source.text
    events, pieces = _pieces(_marks(record, entities))
    _choose_fences(text, pieces)
    return _front_matter(record.source) + "".join(_printed(text, events))


# ---------------------------------------------------------------- front matter


def _front_matter(source: Source) -> str:
    metadata = source.metadata
    stated = {
        "id": source.id,
        "title": metadata.title,
        "outlet": metadata.outlet,
        "author": metadata.author,
        "published": metadata.published,
        "url": metadata.url,
        "language": metadata.language,
        "rights": source.rights,
    }
    lines = [f"{key}: {_yaml(value)}\n" for key, value in stated.items() if value]
    return "".join(("---\n", *lines, "markup: tags\n---\n"))


def _yaml(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _UNPRINTABLE.sub(lambda found: f"\\U{ord(found.group()):08x}", escaped) + '"'


# ---------------------------------------------------------------- marks


def _marks(record: Record, entities: Mapping[str, Entity]) -> list[_Mark]:
    """All marks, the outermost first, each utterance with a part of its own."""
    parts = count(1)
    numbers = {quote.id: next(parts) for quote in record.quotes}
    marks = [_Mark(zone.start, zone.end, zone.kind, "", next(parts), zone=True) for zone in record.source.zones]
    around = holders([quote.spans for quote in record.quotes])
    for quote, index in zip(record.quotes, around, strict=True):
        marks += _of_quote(quote, numbers, None if index is None else record.quotes[index].id)
    uses = {use.entity: use for use in record.uses}
    for mention in record.mentions:
        said = _of_mention(mention, uses.pop(mention.entity, None), entities.get(mention.entity))
        marks.append(_Mark(mention.start, mention.end, mention.kind, said, next(parts)))
    for figure in record.figures:
        marks.append(_Mark(figure.start, figure.end, "figure", _of_figure(figure), next(parts)))
    return sorted(marks, key=lambda mark: (mark.start, -mark.end))


def _of_quote(quote: Quote, numbers: Mapping[str, int], holder: str | None) -> Iterator[_Mark]:
    """The marks of an utterance; `inside` is told only where it is not `holder`, the quote around it."""
    part = numbers[quote.id]
    said = _attributes(by=quote.speaker or NOBODY, form=quote.form, ref=quote.speaker_ref)
    said += _attributes(**{"for": quote.speaker_for})
    if quote.inside != holder:
        said += _attributes(inside=str(numbers.get(quote.inside or "", "none")))
    for index, span in enumerate(quote.spans):
        yield _Mark(span.start, span.end, "quote", "" if index else said, part, shared=True)
    companions = [("quoted", span) for span in quote.quoted or ()]
    companions += [(kind, span) for kind, span in (("speaker", quote.speaker_span), ("cue", quote.cue)) if span]
    for kind, span in companions:
        yield _Mark(span.start, span.end, kind, "", part, shared=True)


def _of_mention(mention: Mention, use: Use | None, entity: Entity | None) -> str:
    """The id, and on the first mention of somebody the roles, and the full name where no form here is it."""
    said = f" #{mention.entity}"
    if mention.form != "name":
        said += _attributes(form=mention.form)
    if use is None:
        return said
    if entity and (not use.aliases or use.aliases[0] != entity.name):
        said += _attributes(name=entity.name)
    return said + "".join(_attributes(role=role) for role in use.roles)


def _of_figure(figure: Figure) -> str:
    return _attributes(
        kind=figure.kind,
        value=_number(figure.value),
        unit=figure.unit,
        approximate=_number(figure.approximate),
        qualifier=figure.qualifier,
        of=figure.of,
        by=figure.said_by,
        deictic="yes" if figure.deictic else None,
    )


def _number(value: object) -> str | None:
    if isinstance(value, tuple):
        return "[" + ", ".join(map(repr, value)) + "]"
    return None if value is None else str(value)


def _attributes(**given: str | None) -> str:
    """` key=value …` of those that have a value."""
    return "".join(f" {key}={_quoted(value)}" for key, value in given.items() if value is not None)


def _quoted(value: str) -> str:
    if _BARE.fullmatch(value):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


# ---------------------------------------------------------------- crossings


class _Event(Struct, frozen=True):
    """A piece begins or ends at an offset."""

    offset: int
    opens: bool
    piece: _Piece


def _pieces(marks: list[_Mark]) -> tuple[list[_Event], list[_Piece]]:
    """Cut marks so that they nest; the events in the order in which they are printed, the outer pieces first."""
    events: list[_Event] = []
    pieces: list[_Piece] = []
    open_pieces: list[_Piece] = []
    waiting = marks[::-1]
    ends = Counter(mark.end for mark in marks if mark.start < mark.end)
    for offset in sorted({mark.start for mark in marks} | ends.keys()):
        going_on: list[_Mark] = []
        left = ends[offset]
        while left:
            piece = open_pieces.pop()
            piece.end, piece.last = offset, piece.mark.end == offset
            events.append(_Event(offset, False, piece))
            if piece.last:
                left -= 1
            else:
                going_on.append(piece.mark)
        while waiting and waiting[-1].start == offset:
            going_on.append(waiting.pop())
        going_on.sort(key=_end, reverse=True)
        for mark in going_on:
            piece = _Piece(mark, offset, open_pieces[-1] if open_pieces else None)
            open_pieces.append(piece)
            pieces.append(piece)
            events.append(_Event(offset, True, piece))
    return events, pieces


def _end(mark: _Mark) -> int:
    return mark.end


def _choose_fences(text: str, pieces: list[_Piece]) -> None:
    """Set zones between lines of colons where they are whole lines and no other tag stands at the same edge."""
    starts = {piece.start for piece in pieces}
    ends = {piece.end for piece in pieces}
    for piece in pieces:
        around = piece.around
        piece.fenced = (
            piece.mark.zone
            and (piece.start == 0 or text[piece.start - 1] == "\n")
            and (piece.end == len(text) or text[piece.end] == "\n")
            and piece.start not in ends
            and piece.end not in starts
            and (around is None or around.fenced or (around.start < piece.start and piece.end < around.end))
        )


# ---------------------------------------------------------------- printing


def _printed(text: str, events: list[_Event]) -> Iterator[str]:
    position = 0
    plain = not any(sign in text for sign in ("\\", "[", "]", ":::"))  # as nearly all texts are
    for event in (*events, None):
        offset = event.offset if event else len(text)
        if position < offset:
            words = text[position:offset]
            yield words if plain else _TO_ESCAPE.sub(r"\\\g<0>", words)
            position = offset
        if event:
            yield _opening(event.piece) if event.opens else _closing(event.piece)


def _opening(piece: _Piece) -> str:
    return f"::: {_braces(piece)}\n" if piece.fenced else "["


def _closing(piece: _Piece) -> str:
    return "\n:::" if piece.fenced else "]" + _braces(piece)


def _braces(piece: _Piece) -> str:
    mark = piece.mark
    cut = not piece.last
    part = f" part={mark.part}" if mark.shared or cut or piece.start > mark.start else ""
    said = mark.said if piece.start == mark.start else ""
    return "{." + mark.kind + said + part + (" cut=yes" if cut else "") + "}"
