"""The same words in several sources, laid side by side: where they agree and where one stands apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import combinations
from typing import NamedTuple

from onrecord.digests import digest
from onrecord.dossier.gist import Gist, Spoken
from onrecord.dossier.lists import Said
from onrecord.model import Entity
from onrecord.pages.entries import place
from onrecord.pages.excerpt import quote_words
from onrecord.pages.indexes import LAID, Index, once
from onrecord.pages.value import Value
from onrecord.patterns import regex
from onrecord.recall import Recall, anew

COMPARED = 80
"""Words of a quote that are compared; what follows stands as it is."""
WITNESSES = 12
"""Sources shown side by side."""
_BARE = regex(r"[\W_]+")


class Cell(Value, frozen=True):
    """A stretch of words; `apart` where no other source has them."""

    words: str
    apart: bool


class Witness(NamedTuple):
    """One source's words."""

    href: str
    outlet: str
    published: str
    cells: Sequence[Cell]


class Collation(Value, frozen=True):
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


class _Copy(NamedTuple):
    """One of the quotes with the same words."""

    source: Gist
    quote: Spoken


def repeated(index: Index) -> list[list[_Copy]]:
    """The same words in several sources, those in most quotes first; what stands back on its page is left out."""
    places = {(source.id, quote.id): _Copy(source, quote) for source in index.sources for quote in source.spoken}
    held = [[places[key] for key in repeat.quotes if key in places] for repeat in index.dossier.repeats]
    standing = [[copy for copy in copies if copy.quote.standing] for copies in held]
    several = [copies for copies in standing if len({copy.source.id for copy in copies}) > 1]
    return sorted(several, key=lambda copies: -len(copies))


def laid(index: Index) -> frozenset[tuple[str, str]]:
    """The first quote of each repeat that surely is laid side by side, whatever its words: all while they are few."""
    if len(index.dossier.repeats) > LAID:
        return frozenset()
    copies = (copies[0] for copies in once(index, repeated))
    return frozenset([index.repeat[copy.source.id, copy.quote.id].quotes[0] for copy in copies])


def collated(index: Index) -> bytes:
    """A digest of all that collations show."""
    return digest([[_copied(index, copy) for copy in copies] for copies in once(index, repeated)])


def _copied(index: Index, copy: _Copy) -> tuple[object, ...]:
    source, quote = copy
    speaker = index.entity.get(quote.speaker or "")
    known = (speaker.id, speaker.kind, speaker.name) if speaker else None
    first = index.repeat[source.id, quote.id].quotes[0]
    return first, source.id, source.outlet, source.published, quote.id, quote.written, known


def collations(index: Index, recall: Recall = anew) -> list[Collation]:
    """Of the repeats that differ and of those that do not as many as are shown: the former first, by their sources."""
    return recall("collations", once(index, collated), list[Collation], lambda: once(index, _collations))


def _collations(index: Index) -> list[Collation]:
    differing: list[Collation] = []
    alike: list[Collation] = []
    for copies in once(index, repeated):
        if len(differing) == LAID and len(alike) == LAID:
            break
        one = _collation(index, copies)
        found = differing if one.differs else alike
        if len(found) < LAID:
            found.append(one)
    return differing + alike


def _collation(index: Index, copies: Sequence[_Copy]) -> Collation:
    held = sorted(copies, key=lambda copy: copy.source.published or "9999")
    shown = [_said(index, copy) for copy in held[:WITNESSES]]
    cells = collate([quote_words(said.record.source.text, said.quote) for said in shown])
    witnesses = [
        Witness(place(copy.source.id, copy.quote.id), copy.source.outlet, copy.source.published, row)
        for copy, row in zip(held[:WITNESSES], cells, strict=True)
    ]
    first = index.repeat[held[0].source.id, held[0].quote.id].quotes[0][1]
    speaker = index.entity.get(held[0].quote.speaker or "")
    return Collation(f"same-{first}", speaker, witnesses, len(held) - len(shown))


def _said(index: Index, copy: _Copy) -> Said:
    quotes = index.shelf[copy.source.id].lists.quotes
    return next(said for said in quotes if said.quote.id == copy.quote.id)


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
    for at, word in enumerate(words):
        stands_apart = at >= len(shared) or not shared[at]
        if cells and cells[-1].apart is stands_apart:
            cells[-1] = Cell(f"{cells[-1].words} {word}", stands_apart)
        else:
            cells.append(Cell(word, stands_apart))
    return cells
