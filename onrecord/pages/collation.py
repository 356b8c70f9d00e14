"""The same words in several sources, laid side by side: where they agree and where one stands apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from onrecord.model import Entity, Repeat
from onrecord.pages.entries import Entry, entry
from onrecord.pages.excerpt import quote_words
from onrecord.pages.indexes import Index, Said

COMPARED = 80
"""Words of a quote that are compared; what follows stands as it is."""
WITNESSES = 12
"""Sources shown side by side."""
_BARE = re.compile(r"[\W_]+")


class Cell(NamedTuple):
    """A stretch of words; `apart` where no other source has them."""

    words: str
    apart: bool


class Witness(NamedTuple):
    """One source's words."""

    entry: Entry
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
    """Every repeat of the dossier: those that differ first, then those in most sources."""
    here = {(said.record.source.id, said.quote.id): said for said in index.quotes}
    made = [_collation(index, repeat, here) for repeat in index.dossier.repeats]
    found = [collation for collation in made if collation]
    return sorted(found, key=lambda one: (not one.differs, -len(one.witnesses) - one.more))


def _collation(index: Index, repeat: Repeat, here: dict[tuple[str, str], Said]) -> Collation | None:
    held = [here[key] for key in repeat.quotes if key in here]
    if len({said.record.source.id for said in held}) < 2:
        return None
    held.sort(key=lambda said: said.record.source.metadata.published or "9999")
    shown = held[:WITNESSES]
    texts = [quote_words(said.record.source.text, said.quote) for said in shown]
    cells = collate(texts)
    witnesses = [Witness(entry(index, said), row) for said, row in zip(shown, cells, strict=True)]
    speaker = index.entity.get(held[0].quote.speaker or "")
    return Collation(f"same-{repeat.quotes[0][1]}", speaker, witnesses, len(held) - len(shown))


def collate(texts: Sequence[str]) -> list[list[Cell]]:
    """For each text its words in cells; a cell is apart when no other text has its words."""
    words = [text.split() for text in texts]
    bare = [[_BARE.sub("", word).casefold() for word in row[:COMPARED]] for row in words]
    shared = [[not word for word in row] for row in bare]
    for one in range(len(bare)):
        for other in range(one + 1, len(bare)):
            _compare(bare[one], bare[other], shared[one], shared[other])
    return [_cells(row, flags) for row, flags in zip(words, shared, strict=True)]


def _compare(one: list[str], other: list[str], shared: list[bool], shared_other: list[bool]) -> None:
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
