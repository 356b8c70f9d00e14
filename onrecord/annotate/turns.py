"""Transcripts: turns of speech with a label before each ("SMITH: …", "Q: …"), stage directions left out.

So are briefings, where those who ask are a bare Q, and parliamentary records, where a full stop ends the label ("Mr.
SMITH. …") or the name has a line of its own ("Mr Tom Smith (Leeds) (Con)").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from onrecord.annotate.marks import paragraph_bounds
from onrecord.model import Span
from onrecord.patterns import regex

_LABEL = regex(
    r"[ \t]*[\"“]?(?:\*\*)?(?P<label>Q|A|(?:[A-Z][\w.'’-]*+[ \t]){0,4}[A-Z][\w.'’-]*+(?:[ \t]\d{1,2})?)"
    r"(?:,[ \t][A-Z][A-Z .&'’-]{2,60})?(?:[ \t]\([^()\n]{1,40}\)){0,3}(?:\*\*)?:(?:\*\*)?[ \t]+(?=\S)"
    r"|[ \t]*(?P<short>[QA])\.[ \t]+(?=\S)"
)
_SIGNS = ((":", " \t*"), ("Q", "."), ("A", "."))
"""What every line with a label holds, each with what may follow it."""
_ASKED, _BARE = regex(r"(Q)[ \t\xa0]+(?=[\w\"“—])"), ("Q ", "Q\t", "Q\xa0")
"""How a question begins in a briefing: Q, and no sign behind it."""
_RECORDED = regex(
    r"((?:(?:Mr|Mrs|Ms|Dr)\.?|Miss|The) (?:[A-Z][a-z]{0,2})?[A-Z][A-Z'’-]+(?: pro tempore)?)"
    r"(?: of(?: [A-Z][a-z]+){1,2})?\.[ \t]+(?=[A-Z\"“])"
)
_MEMBER = regex(
    r"(?:The [A-Z][^()\n]{4,90} \(([A-Z][^()\n]{3,40})\)|"
    r"((?:[A-Z][\w.'’-]*+ ){1,5}[A-Z][\w.'’-]*+) \([A-Z][^()\n]{2,40}\) \([A-Z][^()\n]{1,20}\))\Z"
)
"""A line for a member of parliament alone: a name, a seat and a party, or an office with the name of who holds it."""
_LONGEST_NAME = 40
_DIRECTION = regex(
    r"\n[ \t]*\n\s*|(?:\((?:[A-Z][A-Z ,.;'’-]{2,}|[Ll]aughter|[Ll]aughs|[Ll]aughing|[Aa]pplause|[Cc]rosstalk|"
    r"[Cc]heers[^()]{0,20}|[Pp]ause|[Ii]naudible)\.?\)|\[[^\[\]\n]{2,40}\])"
)
_ASIDE = regex(r"\s*\([A-Z][^()\n]{2,40}\)\s+")
_WORDS = 5
_FEWEST = 3
"""Turns from which a text with labels is a transcript; two are enough where the labels are in capitals or Q and A."""


class Turn(Struct, frozen=True, gc=False):
    """What one speaker says between two labels, as stretches without stage directions."""

    label: Span
    spans: tuple[Span, ...]

    @property
    def end(self) -> int:
        """Where the turn ends."""
        return self.spans[-1].end


def as_turn(text: str, name: Span, pieces: list[Span]) -> Turn:
    """Paragraphs as one turn of somebody's, stage directions and labels left out."""
    spans: list[Span] = []
    for piece in pieces:
        label = _LABEL.match(text, piece.start, piece.end)
        spans += _spoken(text, label.end() if label else piece.start, piece.end)
    return Turn(name, tuple(spans))


class _Label(NamedTuple):
    """Where a label begins, the words in it for who speaks, and where these begin to."""

    start: int
    name: Span
    words: int


def find_turns(text: str, pieces: list[Span]) -> list[Turn]:
    """The turns of a transcript, or nothing where the text is none. `pieces` are the paragraphs of `text`."""
    labels = _labels(text, pieces) if text.count(":") >= _FEWEST - 1 or "Q." in text else []
    labels = labels or _recorded(text, pieces) or _on_lines(text, pieces)
    turns = []
    for number, (_, label, start) in enumerate(labels):
        following = labels[number + 1].start if number + 1 < len(labels) else paragraph_bounds(pieces, start + 1).end
        spans = _spoken(text, start, following)
        if spans and _is_quoted(text, label) and text[spans[-1].end - 1] in '"”':
            spans = (*spans[:-1], Span(spans[-1].start, spans[-1].end - 1))
        if spans:
            turns.append(Turn(label, spans))
    return turns


def _labels(text: str, pieces: list[Span]) -> list[_Label]:
    """The labels of a transcript: those in capitals, or else all."""
    found = [_label(match) for match in _labelled(text)]
    shouted = [label for label in found if _words(text, label).isupper()]
    if shouted:
        asked = [_ASKED.match(text, piece.start) for piece in pieces if text.startswith(_BARE, piece.start)]
        shouted = sorted([*shouted, *(_label(match) for match in asked if match)])
    if _is_exchange(text, shouted):
        return shouted
    found = [label for label in found if not _is_quoted(text, label.name)]
    names = Counter(_words(text, label) for label in found)
    sentences = sum(len(text[label.words : label.words + 60].split("\n")[0].split()) >= _WORDS for label in found)
    dense = len(found) * 4 >= len(pieces) and sentences * 2 > len(found)
    return found if len(found) >= _FEWEST and dense and max(names.values()) > 1 < len(names) else []


def _recorded(text: str, pieces: list[Span]) -> list[_Label]:
    """The labels of a parliamentary record: a surname in capitals and a full stop."""
    places = [piece.start for piece in pieces if text[piece.start] in "MDT"]
    found = [_label(match) for match in (_RECORDED.match(text, place) for place in places) if match]
    return found if _is_exchange(text, found) else []


def _on_lines(text: str, pieces: list[Span]) -> list[_Label]:
    """The labels of a parliamentary record that have a line of their own, in full once and short from then on."""
    if ") (" not in text:
        return []
    found: list[_Label] = []
    surnames: set[str] = set()
    for piece, following in pairwise(pieces):
        member = _MEMBER.match(text, piece.start, piece.end) if text[piece.end - 1] == ")" else None
        name = piece if member is None else _label(member).name
        surname = text[name.start : name.end].rpartition(" ")[2]
        if member or (surname in surnames and piece.end - piece.start < _LONGEST_NAME):
            surnames.add(surname)
            found.append(_Label(piece.start, name, following.start))
    return found if _is_exchange(text, found) else []


def _words(text: str, label: _Label) -> str:
    return text[label.name.start : label.name.end]


def _is_exchange(text: str, labels: list[_Label]) -> bool:
    """Whether labels of a shape that nothing else has are of two speakers."""
    return len({_words(text, label) for label in labels}) > 1


def _is_quoted(text: str, label: Span) -> bool:
    """Whether a quotation mark stands before a label: the turns of a transcript that an article quotes."""
    return text[label.start - 1 : label.start] in ('"', "“")


def _labelled(text: str) -> Iterator[re.Match[str]]:
    """The lines that begin with a label."""
    starts: set[int] = set()
    for sign, following in _SIGNS:
        at = text.find(sign)
        while at >= 0:
            last = at
            if text[at + 1 : at + 2] in following:
                starts.add(text.rfind("\n", 0, at) + 1)
                last = text.find("\n", at)
            at = text.find(sign, last + 1) if last >= 0 else -1
    for start in sorted(starts):
        match = _LABEL.match(text, start)
        if match:
            yield match


def _label(match: re.Match[str]) -> _Label:
    """The label that a pattern found: its last group is the name."""
    name = Span(*match.span(match.lastindex or 0))
    return _Label(name.start, name, match.end())


def _spoken(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The stretches between `start` and `end` that are spoken: a span a paragraph, stage directions left out."""
    opening = _ASIDE.match(text, start, end)
    start = opening.end() if opening else start
    cuts = [(match.start(), match.end()) for match in _DIRECTION.finditer(text, start, end)]
    spans = []
    for low, high in zip([start, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), end], strict=True):
        inner = text[low:high]
        low += len(inner) - len(inner.lstrip())
        high -= len(inner) - len(inner.rstrip())
        if any(character.isalnum() for character in text[low:high]):
            spans.append(Span(low, high))
    return tuple(spans)
