"""What the lists say of quotes and mentions: counts, forms, addresses; and the marks behind a part of a list."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Generic, TypeVar

from onrecord.digests import digest
from onrecord.dossier.gist import Gist
from onrecord.dossier.lists import Lists, Said
from onrecord.pages import urls
from onrecord.pages.excerpt import flat
from onrecord.pages.indexes import Index
from onrecord.pages.parts import Slice
from onrecord.pages.shelf import Opened
from onrecord.pages.totals import Tally
from onrecord.pages.value import Value

T = TypeVar("T")


def place(source: str, annotation: str) -> str:
    """The address of a mark in a source, by their ids."""
    return f"{urls.source(source)}#{annotation}"


def tally(quotes: Iterable[Said]) -> Tally:
    """Quotes counted by form."""
    forms = [said.quote.form for said in quotes]
    direct = forms.count("direct")
    return Tally(direct, len(forms) - direct)


def forms(words: Mapping[str, int]) -> list[tuple[str, int]]:
    """The forms of names with their counts, the commonest first; large and small letters are one form."""
    evened: dict[str, int] = {}
    for form, number in words.items():
        even = flat(form)
        evened[even] = evened.get(even, 0) + number
    merged: dict[str, int] = {}
    shown: dict[str, str] = {}
    for form, number in _commonest(evened):
        key = form.casefold()
        merged[key] = merged.get(key, 0) + number
        shown.setdefault(key, form)
    return [(shown[key], number) for key, number in _commonest(merged)]


def _commonest(numbers: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(numbers.items(), key=itemgetter(1), reverse=True)


# ---------------------------------------------------------------- parts of lists


RowsOf = Callable[[Gist], bytes]
"""Gives a digest of the marks that a source gives to a list, as the list shows them."""


class Pick(Value, Generic[T], frozen=True):
    """Which of the marks of a source a list is of."""

    marks: Callable[[Lists], Sequence[T]]
    rows: RowsOf


def marks(index: Index, parts: Iterable[Slice], pick: Pick[T]) -> list[T]:
    """The marks behind slices of a list; loads their records."""
    held = (pick.marks(index.shelf[part.source.id].lists)[part.start : part.stop] for part in parts)
    return list(chain.from_iterable(held))


Taking = tuple[str, Callable[[Opened], T]]
"""A source, and what to take from it when it is opened."""


def taken(index: Index, wanted: Sequence[Taking[T]]) -> Generator[int, None, list[T]]:
    """What sources show, in the order in which it is wanted; each source is opened when its turn comes (`Steps`)."""
    turns: dict[int, list[int]] = {}
    for at, (source, _) in enumerate(wanted):
        turns.setdefault(index.place[source], []).append(at)
    found: dict[int, T] = {}
    for place in sorted(turns):
        yield place
        opened = index.shelf[index.sources[place].id]
        for at in turns[place]:
            found[at] = wanted[at][1](opened)
    return [found[at] for at in range(len(wanted))]


def shown_on(around: Mapping[str, bytes], parts: Iterable[Slice], rows: RowsOf) -> bytes:
    """A digest of what stands on a part of a list: the rows, and what stands `around` them (`Index.around`)."""
    return digest([(around[part.source.id], rows(part.source), part.start, part.stop) for part in parts])


def place_of(index: Index, parts: Sequence[Slice]) -> int:
    """Where the first source of a part of a list stands among all (see `Later`)."""
    return index.place[parts[0].source.id]


def top(parts: Iterable[Slice], most: int) -> list[Slice]:
    """The first marks of a list."""
    found, room = [], most
    for part in parts:
        if room <= 0:
            break
        found.append(Slice(part.source, part.start, min(part.stop, part.start + room)))
        room -= part.stop - part.start
    return found
