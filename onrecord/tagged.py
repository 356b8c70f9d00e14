r"""A record as its text with inline tags: what `sources.tags.verbatim` reads back as the same text and marks.

The print has front matter with `markup: tags`; below it stands the text itself, character for character, with a tag
round each mark and a backslash before each bracket, backslash and line of colons that is only text. A mark that
crosses another is cut where they cross: the pieces share `part`, each but the last says `cut=yes`. Zones that are
whole lines stand between lines of colons, others in brackets like the rest.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import count
from operator import attrgetter
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from onrecord.annotate.tagged import holders
from onrecord.model import NOBODY, Entity, Figure, Quote, Record, Source, Use, Value
from onrecord.patterns import regex

_BARE = regex(r"[^\s{}\"\\]+")
_TO_ESCAPE = regex(r"[\\\[\]]|^(?=:::)", re.MULTILINE)
_UNPRINTABLE = regex(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""What a YAML text in quotation marks cannot hold as it is."""
_VALUES_KEPT = 4096

T = TypeVar("T")
Tag = Callable[[str, str, str], T]


class Braces(Struct, frozen=True, gc=False):
    """A piece of the print that tells of a mark: `lead{.kind said}`."""

    lead: str
    """"]" behind the words, or colons above them."""
    kind: str
    said: str
    """The id and the attributes, each with a blank before it."""

    def __str__(self) -> str:
        return _braces(self.lead, self.kind, self.said)

    def __len__(self) -> int:
        """Characters of the print."""
        return len(self.lead) + len(self.kind) + len(self.said) + 3


def _braces(lead: str, kind: str, said: str) -> str:
    return f"{lead}{{.{kind}{said}}}"


class _Mark(Struct, gc=False):
    """A stretch to be tagged: a mark, or what of it lies between two crossings."""

    start: int
    end: int
    kind: str
    said: str
    """What the braces hold behind the class."""
    part: int
    """Told only where pieces or companions need it."""
    shared: bool = False
    """Whether others share the part, so that it is told."""
    zone: bool = False
    around: _Mark | None = None
    """The innermost that it stands in."""
    fenced: bool = False


def to_tagged(record: Record, entities: Mapping[str, Entity], own_id: bool = True) -> str:
    """The whole file: front matter and tagged text, to be written as it is, without a further line end.

    `own_id` says whether it tells the id; without it, the place of the file does.
    """
    marks = nested(record, entities)
    return front_matter(record.source, own_id) + "".join(printed(record.source.text, marks, _braces))


def pieces(record: Record, entities: Mapping[str, Entity]) -> list[str | Braces]:
    """What stands below the front matter, one piece after the other; joined they are the tagged text."""
    return printed(record.source.text, nested(record, entities), Braces)


def nested(record: Record, entities: Mapping[str, Entity]) -> list[_Mark]:
    """What is to be tagged, the outer before the inner."""
    marks = _marks(record, entities)
    _nest(marks)
    if record.source.zones:
        _choose_fences(record.source.text, marks)
    return marks


# ---------------------------------------------------------------- front matter


def front_matter(source: Source, own_id: bool = True) -> str:
    """What stands above the tagged text."""
    metadata = source.metadata
    stated = {
        "id": source.id if own_id else "",
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
    if escaped.isprintable():  # as nearly all are
        return f'"{escaped}"'
    return '"' + _UNPRINTABLE.sub(lambda found: f"\\U{ord(found.group()):08x}", escaped) + '"'


# ---------------------------------------------------------------- marks


def _marks(record: Record, entities: Mapping[str, Entity]) -> list[_Mark]:
    """All marks, the outermost first, each utterance with a part of its own."""
    parts = count(1)
    numbers = {quote.id: next(parts) for quote in record.quotes}
    marks = [_Mark(zone.start, zone.end, zone.kind, "", next(parts), zone=True) for zone in record.source.zones]
    for quote, index in zip(record.quotes, _around(record.quotes), strict=True):
        _add_quote(marks, quote, numbers, None if index is None else record.quotes[index].id)
    uses = {use.entity: use for use in record.uses}
    for mention in record.mentions:
        identity = mention.entity
        said = f" #{identity}" if mention.form == "name" else f" #{identity} form={mention.form}"
        if identity in uses:
            said += _introduced(uses.pop(identity), entities.get(identity))
        marks.append(_Mark(mention.start, mention.end, mention.kind, said, next(parts)))
    for figure in record.figures:
        marks.append(_Mark(figure.start, figure.end, "figure", _of_figure(figure), next(parts)))
    marks.sort(key=_end, reverse=True)  # both sorts keep the order of equals
    marks.sort(key=_start)
    return marks


def _around(quotes: Sequence[Quote]) -> list[int | None]:
    """For each quote the index of the one that it stands in; quotes that lie apart are told so at once."""
    reach = 0
    for start, end in sorted([(span.start, span.end) for quote in quotes for span in quote.spans]):
        if start < reach:
            return holders([quote.spans for quote in quotes])
        reach = end
    return [None] * len(quotes)


def _add_quote(marks: list[_Mark], quote: Quote, numbers: Mapping[str, int], holder: str | None) -> None:
    """The marks of an utterance; `inside` is told only where it is not `holder`, the quote around it."""
    part = numbers[quote.id]
    told = f" part={part}"
    said = f" by={_quoted(quote.speaker or NOBODY)} form={quote.form} ref={quote.speaker_ref}"
    if quote.speaker_for is not None:
        said += f" for={_quoted(quote.speaker_for)}"
    if quote.inside != holder:
        said += f" inside={numbers.get(quote.inside or '', 'none')}"
    said += told
    for span in quote.spans:
        marks.append(_Mark(span.start, span.end, "quote", said, part, True))
        said = told
    for span in quote.quoted or ():
        marks.append(_Mark(span.start, span.end, "quoted", told, part, True))
    if quote.speaker_span:
        marks.append(_Mark(quote.speaker_span.start, quote.speaker_span.end, "speaker", told, part, True))
    if quote.cue:
        marks.append(_Mark(quote.cue.start, quote.cue.end, "cue", told, part, True))


def _introduced(use: Use, entity: Entity | None) -> str:
    """What the first mention of somebody tells more: the roles, and the full name where no form here is it."""
    said = ""
    if entity and (not use.aliases or use.aliases[0] != entity.name):
        said += f" name={_quoted(entity.name)}"
    for role in use.roles:
        said += f" role={_quoted(role)}"
    return said


def _of_figure(figure: Figure) -> str:
    said = f" kind={figure.kind}"
    if figure.value is not None:
        said += f" value={_number(figure.value)}"
    if figure.unit is not None:
        said += f" unit={_quoted(figure.unit)}"
    if figure.approximate is not None:
        said += f" approximate={_number(figure.approximate)}"
    if figure.qualifier is not None:
        said += f" qualifier={_quoted(figure.qualifier)}"
    if figure.of is not None:
        said += f" of={_quoted(figure.of)}"
    if figure.said_by is not None:
        said += f" by={_quoted(figure.said_by)}"
    return said + " deictic=yes" if figure.deictic else said


def _number(value: Value) -> str:
    if isinstance(value, tuple):
        return _quoted("[" + ", ".join(map(repr, value)) + "]")
    return _quoted(value) if isinstance(value, str) else str(value)


@lru_cache(_VALUES_KEPT)
def _quoted(value: str) -> str:
    if _BARE.fullmatch(value):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


_start, _end = attrgetter("start"), attrgetter("end")


# ---------------------------------------------------------------- crossings


def _nest(marks: list[_Mark]) -> None:
    """Tell each what stands around it; marks that cross give way to the pieces that they are cut into."""
    around: _Mark | None = None
    place = first = 0
    while place < len(marks):
        mark = marks[place]
        start, end = mark.start, mark.end
        while around is not None and around.end <= start:
            around = around.around
        if around is None:
            first = place
        if end <= start or (around is not None and around.end < end):
            behind = _group_end(marks, first)
            marks[first:behind] = pieces = _cut(marks[first:behind])
            place, around = first + len(pieces), None
            continue
        mark.around = around
        around = mark
        place += 1


def _group_end(marks: list[_Mark], first: int) -> int:
    """The first mark from `first` on that lies behind all before it."""
    reach = marks[first].end
    for place in range(first + 1, len(marks)):
        if marks[place].start >= reach:
            return place
        reach = max(reach, marks[place].end)
    return len(marks)


def _cut(marks: list[_Mark]) -> list[_Mark]:
    """The pieces of marks that cross, cut so that they nest, the outer ones first."""
    pieces: list[_Mark] = []
    open_pieces: list[_Mark] = []
    waiting = marks[::-1]
    ends = Counter(mark.end for mark in marks if mark.start < mark.end)
    for offset in sorted({mark.start for mark in marks} | ends.keys()):
        going_on: list[_Mark] = []
        left = ends[offset]
        while left:
            piece = open_pieces.pop()
            if piece.end == offset:
                left -= 1
            else:
                told = f" part={piece.part}"
                going_on.append(replace(piece, start=offset, said=told, shared=True))
                piece.said += " cut=yes" if piece.shared else f"{told} cut=yes"
                piece.end, piece.shared = offset, True
        while waiting and waiting[-1].start == offset:
            going_on.append(waiting.pop())
        going_on.sort(key=_end, reverse=True)
        for piece in going_on:
            piece.around = open_pieces[-1] if open_pieces else None
            open_pieces.append(piece)
            pieces.append(piece)
    return pieces


def _choose_fences(text: str, pieces: Sequence[_Mark]) -> None:
    """Set zones between lines of colons where they are whole lines and no other tag stands at the same edge."""
    zones = [piece for piece in pieces if piece.zone]
    ends = {piece.end for piece in pieces[: bisect_right(pieces, zones[-1].start, key=_start)]}
    for zone in zones:
        start, end, around = zone.start, zone.end, zone.around
        zone.fenced = (
            (start == 0 or text[start - 1] == "\n")
            and (end == len(text) or text[end] == "\n")
            and start not in ends
            and not _begins(pieces, end)
            and (around is None or around.fenced or (around.start < start and end < around.end))
        )


def _begins(pieces: Sequence[_Mark], offset: int) -> bool:
    """Whether a piece begins there."""
    place = bisect_left(pieces, offset, key=_start)
    return place < len(pieces) and pieces[place].start == offset


# ---------------------------------------------------------------- printing


def printed(text: str, pieces: Sequence[_Mark], tag: Tag[T]) -> list[str | T]:
    """As `pieces`, with what `tag` makes of the lead, the kind and what is said of each that is `nested`."""
    printed: list[str | T] = []
    plain = not any(sign in text for sign in ("\\", "[", "]", ":::"))  # as nearly all texts are
    position, length = 0, len(text)
    around: _Mark | None = None
    behind = _Mark(length, length, "", "", 0)
    for piece in (*pieces, behind):
        while around is not None and around is not piece.around:
            offset = around.end
            if position < offset:
                words = text[position:offset]
                printed.append(words if plain else _TO_ESCAPE.sub(r"\\\g<0>", words))
                position = offset
            printed.append("\n:::" if around.fenced else tag("]", around.kind, around.said))
            around = around.around
        offset = piece.start
        if position < offset:
            words = text[position:offset]
            printed.append(words if plain else _TO_ESCAPE.sub(r"\\\g<0>", words))
            position = offset
        if piece.fenced:
            printed += [tag("::: ", piece.kind, piece.said), "\n"]
        elif piece is not behind:
            printed.append("[")
        around = piece
    return printed
