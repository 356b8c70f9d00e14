"""The same words in several sources, laid side by side: where they agree and where one stands apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import combinations
from typing import NamedTuple

from onrecord.model import Entity
from onrecord.pages.entries import credits_of
from onrecord.pages.excerpt import quote_words
from onrecord.pages.indexes import Index, Said, once

COMPARED = 80
"""Words of a quote that are compared; what follows stands as it is."""
SHOWN = 25
"""Repeats shown of those that differ, and of those that do not."""
WITNESSES = 12
"""Sources shown side by side."""
_BARE = re.compile(r"[\W_]+")


class Cell(NamedTuple):
    """A stretch of words; `apart` where no other source has them."""

    words: str
    apart: bool


class Witness(NamedTuple):
    """One source's words."""

    href: str
    outlet: str
    published: str
    cells: Sequence[Cell]


class Collation(NamedTuple):
    """The same words of one speaker in several sources."""

    anchor: str
    speaker: Entity | None
    witnesses: Sequence[Witness]
    more: int
    """Sources left out because there are too many."""

    @property
    def differs(self) -> bool:
        """Whether any source stands apart."""
        return any(cell.apart for witness in self.witnesses for cell in witness.cells)


def collations(index: Index) -> list[Collation]:
    """Of the repeats that differ and of those that do not as many as are shown: the former first, by their sources."""
    places = {(said.record.source.id, said.quote.id): said for said in index.quotes if _key(said) in index.echoes}
    held = [[places[key] for key in repeat.quotes if key in places] for repeat in index.dossier.repeats]
    anchors = [repeat.quotes[0][1] for repeat in index.dossier.repeats]
    several = [
        (quotes, anchor)
        for quotes, anchor in zip(held, anchors, strict=True)
        if len({said.record.source.id for said in quotes}) > 1
    ]
    differing: list[Collation] = []
    alike: list[Collation] = []
    for quotes, anchor in sorted(several, key=lambda one: -len(one[0])):
        if len(differing) == SHOWN and len(alike) == SHOWN:
            break
        one = _collation(index, quotes, f"same-{anchor}")
        found = differing if one.differs else alike
        if len(found) < SHOWN:
            found.append(one)
    return differing + alike


def _key(said: Said) -> tuple[str, str]:
    return said.record.source.id, said.quote.id


def _collation(index: Index, held: list[Said], anchor: str) -> Collation:
    held.sort(key=lambda said: said.record.source.metadata.published or "9999")
    shown = held[:WITNESSES]
    texts = [quote_words(said.record.source.text, said.quote) for said in shown]
    cells = collate(texts)
    credits = [once(index, credits_of)[said.record.source.id] for said in shown]
    witnesses = [
        Witness(f"{credit.href}#{said.quote.id}", credit.outlet, credit.published, row)
        for said, credit, row in zip(shown, credits, cells, strict=True)
    ]
    speaker = index.entity.get(held[0].quote.speaker or "")
    return Collation(anchor, speaker, witnesses, len(held) - len(shown))


def collate(texts: Sequence[str]) -> list[list[Cell]]:
    """For each text its words in cells; a cell is apart when no other text has its words."""
    words = [text.split() for text in texts]
    bare = [[_BARE.sub("", word).casefold() for word in row[:COMPARED]] for row in words]
    copies = Counter(map(tuple, bare))  # most are the same in every word, and need not be compared with each other
    shared = {row: [number > 1 or not word for word in row] for row, number in copies.items()}
    for one, other in combinations(shared, 2):
        _compare(one, other, shared[one], shared[other])
    return [_cells(row, shared[tuple(key)]) for row, key in zip(words, bare, strict=True)]


def _compare(one: Sequence[str], other: Sequence[str], shared: list[bool], shared_other: list[bool]) -> None:
    """Note in both lists which words the two texts share."""
    for start, start_other, length in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
        shared[start : start + length] = [True] * length
        shared_other[start_other : start_other + length] = [True] * length


def _cells(words: list[str], shared: list[bool]) -> list[Cell]:
    cells: list[Cell] = []
    for place, word in enumerate(words):
        stands_apart = place >= len(shared) or not shared[place]
        if cells and cells[-1].apart is stands_apart:
            cells[-1] = Cell(f"{cells[-1].words} {word}", stands_apart)
        else:
            cells.append(Cell(word, stands_apart))
    return cells
