"""Text and marks -> safe HTML: the only place that makes markup by hand.

What `join` returns holds every character of the text once and in order: take the elements away and the text is
left, with control characters shown one for one as U+FFFD. Marks may nest and cross at will; where two cross, one
of them is cut into fragments.
"""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from html import escape
from operator import attrgetter

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from onrecord.patterns import regex
from onrecord.tagged import Braces

DEEPEST = 100
"""How many marks may be open at once; one more is left out. (Browsers stop nesting at 512.)"""
CONTROLS = regex(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Control characters that HTML cannot carry, or that a parser would change."""
REPLACEMENT = "\ufffd"
_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n"))
"""Those that UTF-8 has as single bytes."""
VALUES_KEPT = 8192
_special = re.compile(r"[&<>\"'\x00-\x08\x0b-\x1f\x7f-\x9f]").search


class Rank:
    """How far out a mark stands where several cover the same words; the smallest is outermost."""

    BODY = 0
    FOLD = 1
    LIST = 2
    BLOCK = 3
    CELL = 4
    ZONE = 5
    QUOTE = 6  # up to 40: one inside another stands one further in
    NAME = 50
    FIGURE = 60


class Mark(Struct, frozen=True, gc=False):
    """An element round `start`-`end`."""

    start: int
    end: int
    rank: int
    name: str
    """The element's name."""
    first: str = ""
    """Attributes of its first fragment, as `attributes` makes them."""
    rest: str = ""
    """Attributes of every further fragment: no id."""
    href: str = ""
    """Where it leads. Inside another link it becomes a span: links cannot nest."""
    ann: str = ""
    """The id of what it marks: the `id` of its first fragment and, where there are several, the `data-ann` of all."""
    piece: int = 0
    """Of what is marked by several: 1 for the first, 2 for the others; 0 where this is the only one."""
    opening: str = ""
    """The tag that opens its first fragment outside of other links, where somebody has it already."""


def attributes(**values: str | None) -> str:
    """Attributes for a tag, escaped, with a leading blank; `_` becomes `-`, a trailing `_` falls, None is left out."""
    return "".join(
        [
            f' {_attribute(name)}="{_quoted(value) if _special(value) else value}"'
            for name, value in values.items()
            if value is not None
        ]
    )


def classed(classes: str, more: str = "") -> str:
    """The attributes of a mark: its classes, which are words of ours, and `more` attributes."""
    return f' class="{classes}"{more}' if classes else more


@lru_cache(VALUES_KEPT)
def told(name: str, value: str) -> str:
    """One more attribute of a mark: those of many marks are the same, so they are kept."""
    return attributes(**{name: value})


def valued(classes: str, value: str) -> str:
    """The attributes of a figure: its classes, and its value for machines."""
    return f' class="{classes}" value="{_quoted(value) if _special(value) else value}"'


@cache
def _attribute(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _quoted(value: str) -> str:
    return escape(CONTROLS.sub(REPLACEMENT, value))


@lru_cache(VALUES_KEPT)
def leading(href: str) -> str:
    """The attribute of a link: it is the last one."""
    return attributes(href=href)


def controlled(data: bytes) -> bool:
    """Whether there is a control character in UTF-8: a look for each byte takes a tenth of the time of a pattern."""
    at = data.find(b"\xc2")
    while at >= 0 and data[at + 1] >= 0xA0:
        at = data.find(b"\xc2", at + 2)
    return at >= 0 or any(map(data.__contains__, _CONTROLS))


@lru_cache(1)
def encoded(text: str) -> bytes:
    """A text as UTF-8, in which it is quickly seen what it does not have; the page of a source asks three times."""
    return text.encode("utf-8", "replace")


@lru_cache(1)
def has_controls(text: str) -> bool:
    """Whether the page shows some characters of `text` as U+FFFD."""
    return controlled(encoded(text))


def join(text: str, marks: Iterable[Mark]) -> Markup:
    """The text with its marks as elements.

    Marks are clipped to the text and empty ones dropped. White space between blocks stands in no inline mark.
    """
    if has_controls(text):
        text = CONTROLS.sub(REPLACEMENT, text)
    length = len(text)
    inside = [mark for mark in marks if mark.start < mark.end]
    inside.sort(key=_end, reverse=True)  # all three sorts keep the order of equals
    inside.sort(key=_rank)
    inside.sort(key=_start)
    if inside and (inside[0].start < 0 or inside[-1].start >= length):
        inside = [mark for mark in inside if 0 <= mark.start < length]
    special = "&" in text or "<" in text or ">" in text
    nested = _nested(text, inside, special)
    return Markup("".join(_Weaver(text, 0, length, inside, special).run() if nested is None else nested))


_start, _rank, _end = attrgetter("start"), attrgetter("rank"), attrgetter("end")


def tagged(front: str, pieces: Sequence[str | Braces]) -> Markup:
    """A text with inline tags: its front matter, then its pieces, with elements round what each tag says."""
    words = "".join([piece for piece in pieces if type(piece) is str])
    plain = words_of(words) is words  # as most texts are
    return fronted(
        front,
        [
            said(piece.lead, piece.kind, piece.said)
            if isinstance(piece, Braces)
            else piece
            if plain
            else words_of(piece)
            for piece in pieces
        ],
    )


def fronted(front: str, pieces: Iterable[str]) -> Markup:
    """A text with inline tags of which all below the front matter is markup already."""
    return Markup("".join((f'<span class="front">{escape(front, quote=False)}</span>', *pieces)))


def said(lead: str, kind: str, told: str) -> str:
    """What a tag says (`tagged.Braces`)."""
    return plainly(lead, kind, words_of(told))


def plainly(lead: str, kind: str, told: str) -> str:
    """As `said`, where nothing needs to be escaped."""
    name = "b" if lead == "]" else 'b class="zone"'
    return f"{lead}{{<{name}>.{kind}</b><i>{told}</i>}}" if told else f"{lead}{{<{name}>.{kind}</b>}}"


def words_of(text: str) -> str:
    """A text as it stands between two tags; the text itself where nothing in it needs to be escaped."""
    return escape(text, quote=False) if "&" in text or "<" in text or ">" in text else text


def _opening(mark: Mark, again: bool, linked: bool) -> str:
    """The tag that opens a fragment of a mark; `linked`: inside a link."""
    given, ann = mark.rest if again else mark.first, mark.ann
    if ann:
        if not ann.replace("-", "").isalnum():  # as no id is
            ann = _quoted(ann)
        if again or mark.piece == 2:
            given = f' data-ann="{ann}"{given}'
        else:
            given = f' id="{ann}" data-ann="{ann}"{given}' if mark.piece else f' id="{ann}"{given}'
    if not mark.href:
        return f"<{mark.name}{given}>"
    return f"<span{given}>" if linked else f"<{mark.name}{given}{leading(mark.href)}>"


def _nested(text: str, marks: Sequence[Mark], special: bool) -> list[str] | None:
    """The page in pieces where marks nest, as nearly all do; a block in which some cross is left to `_Weaver`.

    None where it cannot be told block by block. `marks` begin with the outermost of the first.
    """
    out: list[str] = []
    waiting: list[tuple[int, int, str]] = []
    """End, rank and closing tag of every open element but the innermost, outermost first."""
    length, of_block = len(text), Rank.BLOCK
    end, rank, closing = length, -1, ""
    done = place = block = held = link_end = 0
    while place < len(marks):
        mark = marks[place]
        start, inner, last = mark.start, mark.rank, mark.end
        if last > length:
            last = length
        while end <= start:
            if done < end:
                out.append(escape(text[done:end], quote=False) if special else text[done:end])
                done = end
            out.append(closing)
            end, rank, closing = waiting.pop()
        if last > end or inner < rank or rank < of_block < inner or len(waiting) >= DEEPEST:
            if rank < of_block or inner <= of_block:
                return None
            while rank != of_block:
                end, rank, closing = waiting.pop()
            del out[held:]
            done, first = end, block
            while place < len(marks) and marks[place].start < end:
                place += 1
            crossing = marks[first:place]
            if any(other.end > end or other.rank <= of_block for other in crossing[1:]):
                return None
            out += _Weaver(text, crossing[0].start, end, crossing, special).run()
            end, rank, closing = waiting.pop()
            continue
        if done < start:
            out.append(escape(text[done:start], quote=False) if special else text[done:start])
            done = start
        if inner == of_block:
            block, held = place, len(out)
        linked = False
        if mark.href:
            linked = start < link_end
            if not linked:
                link_end = last
        out.append(mark.opening if mark.opening and not linked else _opening(mark, False, linked))
        waiting.append((end, rank, closing))
        end, rank, closing = last, inner, "</span>" if linked else f"</{mark.name}>"
        place += 1
    while closing:
        if done < end:
            out.append(escape(text[done:end], quote=False) if special else text[done:end])
            done = end
        out.append(closing)
        end, rank, closing = waiting.pop()
    out.append(escape(text[done:], quote=False) if special else text[done:])
    return out


class _Weaver:
    """Walks a stretch of text from boundary to boundary and keeps the open elements in the order of their ranks."""

    def __init__(self, text: str, start: int, end: int, marks: Iterable[Mark], special: bool) -> None:
        self.text, self.start, self.end, self.special = text, start, end, special
        self.marks = sorted(marks, key=lambda mark: (mark.rank, mark.start, -mark.end))
        self.out: list[str] = []
        self.open: list[tuple[int, str]] = []
        """Position in `marks` and closing tag of every open element, outermost first."""
        self.begun: dict[int, tuple[int, bool]] = {}
        """By position in `marks`: where in `out` its first fragment begins, and whether inside a link."""

    def run(self) -> list[str]:
        opening, closing = self._events()
        active: list[int] = []
        place = self.start
        wanted: list[int] = []
        for here in sorted(opening.keys() | closing.keys() | {self.end}):
            if place < here:
                words = self.text[place:here]
                inside = self._inside_blocks(active) if words.isspace() else active
                if inside != wanted:
                    self._change(inside)
                    wanted = inside.copy()
                self.out.append(escape(words, quote=False) if self.special else words)
            for number in closing.get(here, ()):
                if number in active:
                    active.remove(number)
            for number in opening.get(here, ()):
                if len(active) < DEEPEST:
                    insort(active, number)
            place = here
        self._change([])
        return self.out

    def _events(self) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
        opening: dict[int, list[int]] = {}
        closing: dict[int, list[int]] = {}
        for number, mark in enumerate(self.marks):
            opening.setdefault(mark.start, []).append(number)
            closing.setdefault(min(mark.end, self.end), []).append(number)
        return opening, closing

    def _inside_blocks(self, active: list[int]) -> list[int]:
        """Those that stand round white space: all within a block, between blocks only what holds blocks."""
        if any(self.marks[number].rank == Rank.BLOCK for number in active):
            return active
        return [number for number in active if self.marks[number].rank < Rank.BLOCK]

    def _change(self, wanted: list[int]) -> None:
        """Close and open elements until those in `wanted` are open, in that order."""
        same = 0
        for (number, _), other in zip(self.open, wanted, strict=False):
            if number != other:
                break
            same += 1
        while len(self.open) > same:
            self.out.append(self.open.pop()[1])
        for number in wanted[same:]:
            self._begin(number)

    def _begin(self, number: int) -> None:
        mark = self.marks[number]
        linked = bool(mark.href) and any(closing == "</a>" for _, closing in self.open)
        if number not in self.begun:
            self.begun[number] = len(self.out), linked
        elif mark.ann and not mark.piece:  # cut: now its first fragment has to say what it is a fragment of
            first, within = self.begun[number]
            self.out[first] = _opening(replace(mark, piece=1), False, within)
        again = self.begun[number][0] != len(self.out)
        self.open.append((number, "</span>" if linked else f"</{mark.name}>"))
        self.out.append(_opening(mark, again, linked))
