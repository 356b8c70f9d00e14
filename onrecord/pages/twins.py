"""Two sources that share most of their words: what each has and the other has not, word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import chain, pairwise
from typing import NamedTuple

from onrecord.model import Record
from onrecord.pages.indexes import Index
from onrecord.pages.marks import zones_of_blocks
from onrecord.pages.value import Value
from onrecord.patterns import regex
from onrecord.prose import sentence_starts

SENTENCES = 600
"""Of each source, that are compared."""
WORDS = 400
"""Of a stretch, that are compared one by one; longer stretches that differ are told as a whole."""
SHOWN = 12
"""Differences told."""
LONGEST = 30
"""Words of a difference that are told."""
_AROUND = 4
"""Words that both have, told on either side of a difference."""
_PARTS = 3
"""Words that both have, from which on they part two differences."""
_BARE = regex(r"[\W_]+")


class Side(NamedTuple):
    """What one source has where two differ, with the words around it; `words` may be none."""

    before: str
    words: str
    after: str


class Difference(NamedTuple):
    """A place where two sources differ."""

    here: Side
    there: Side


class _Word(Value, frozen=True):
    written: str
    bare: str
    """Without signs and capitals: as it is compared."""


def closest(index: Index) -> dict[str, list[tuple[str, float]]]:
    """By source: the sources that share most of its words and how much of them (0-1), the closest first."""
    found: dict[str, list[tuple[str, float]]] = {}
    for twin in sorted(index.dossier.twins, key=lambda twin: (-twin.shared, twin.sources)):
        for here, there in (twin.sources, twin.sources[::-1]):
            if here in index.source and there in index.source:
                found.setdefault(here, []).append((there, twin.shared))
    return found


def differences(here: Record, there: Record) -> list[Difference]:
    """Where the articles proper of two sources differ, in the order of the text; signs and capitals do not count."""
    ours, theirs = _sentences(here), _sentences(there)
    found: list[Difference] = []
    for start, end, start_there, end_there in _apart([_key(s) for s in ours], [_key(s) for s in theirs], 0):
        found += _words_apart([*chain(*ours[start:end])], [*chain(*theirs[start_there:end_there])])
    return found


def _sentences(record: Record) -> list[list[_Word]]:
    """The words of each sentence of the article proper."""
    text, zones = record.source.text, zones_of_blocks(record.source)
    found: list[list[_Word]] = []
    for number, block in enumerate(record.source.blocks):
        if number not in zones and len(found) < SENTENCES:
            words = text[block.start : block.end]
            edges = (*sentence_starts(words), len(words))[: SENTENCES + 1]
            found += [[_Word(word, _bare(word)) for word in words[a:b].split()] for a, b in pairwise(edges)]
    return found[:SENTENCES]


def _bare(word: str) -> str:
    return _BARE.sub("", word).casefold()


def _key(sentence: Sequence[_Word]) -> str:
    return " ".join(word.bare for word in sentence if word.bare)


def _apart(one: Sequence[str], other: Sequence[str], least: int) -> Iterator[tuple[int, int, int, int]]:
    """Start and end, here and there, of each stretch that differs; fewer than `least` equal ones do not part two."""
    open_stretch: tuple[int, int, int, int] | None = None
    for kind, start, end, start_there, end_there in SequenceMatcher(None, one, other).get_opcodes():
        if kind == "equal":
            if open_stretch and end - start >= least:
                yield open_stretch
                open_stretch = None
            continue
        first, first_there = (open_stretch[0], open_stretch[2]) if open_stretch else (start, start_there)
        open_stretch = first, end, first_there, end_there
    if open_stretch:
        yield open_stretch


def _words_apart(ours: Sequence[_Word], theirs: Sequence[_Word]) -> Iterator[Difference]:
    """Where two stretches of text differ."""
    if max(len(ours), len(theirs)) > WORDS:
        yield Difference(_side(ours, 0, len(ours)), _side(theirs, 0, len(theirs)))
        return
    bare, bare_there = [word.bare for word in ours], [word.bare for word in theirs]
    for start, end, start_there, end_there in _apart(bare, bare_there, _PARTS):
        if any(bare[start:end]) or any(bare_there[start_there:end_there]):
            yield Difference(_side(ours, start, end), _side(theirs, start_there, end_there))


def _side(words: Sequence[_Word], start: int, end: int) -> Side:
    before = words[max(0, start - _AROUND) : start]
    return Side(_told(before), _told(words[start:end]), _told(words[end : end + _AROUND]))


def _told(words: Sequence[_Word]) -> str:
    told = " ".join(word.written for word in words[:LONGEST])
    return f"{told} … ({len(words)} words)" if len(words) > LONGEST else told
