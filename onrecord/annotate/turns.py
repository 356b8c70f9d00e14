"""Transcripts: turns of speech with a label before each ("SMITH: …", "Q: …"), stage directions left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

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


def find_turns(text: str, pieces: list[Span]) -> list[Turn]:
    """The turns of a transcript, or nothing where the text is none. `pieces` are the paragraphs of `text`."""
    if text.count(":") < _FEWEST - 1 and "Q." not in text:
        return []
    labels = _labels(text, pieces)
    turns = []
    for number, (label, start) in enumerate(labels):
        following = labels[number + 1][0].start if number + 1 < len(labels) else paragraph_bounds(pieces, start).end
        spans = _spoken(text, start, following)
        if spans and _is_quoted(text, label) and text[spans[-1].end - 1] in '"”':
            spans = (*spans[:-1], Span(spans[-1].start, spans[-1].end - 1))
        if spans:
            turns.append(Turn(label, spans))
    return turns


def _labels(text: str, pieces: list[Span]) -> list[tuple[Span, int]]:
    """The labels of a transcript, each with the place where its turn begins: those in capitals, or else all."""
    found = [(_span(match), match.end()) for match in _labelled(text)]
    shouted = [item for item in found if text[item[0].start : item[0].end].isupper()]
    if len(shouted) >= _FEWEST - 1 and len({text[label.start : label.end] for label, _ in shouted}) > 1:
        return shouted
    found = [item for item in found if not _is_quoted(text, item[0])]
    names = Counter(text[label.start : label.end] for label, _ in found)
    sentences = sum(len(text[start : start + 60].split("\n")[0].split()) >= _WORDS for _, start in found)
    dense = len(found) * 4 >= len(pieces) and sentences * 2 > len(found)
    return found if len(found) >= _FEWEST and dense and max(names.values()) > 1 < len(names) else []


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


def _span(match: re.Match[str]) -> Span:
    group = "label" if match.group("label") else "short"
    return Span(match.start(group), match.end(group))


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
