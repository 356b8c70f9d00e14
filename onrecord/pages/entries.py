"""What the lists say of quotes and mentions: counts, forms, addresses; and the marks behind a part of a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Generic, TypeVar

from onrecord.digests import digest
from onrecord.dossier.gist import Gist
from onrecord.dossier.lists import Lists, Said
from onrecord.pages import urls
from onrecord.pages.excerpt import flat
from onrecord.pages.indexes import Index, Tally
from onrecord.pages.parts import Slice
from onrecord.pages.value import Value
from onrecord.recall import Recall

T = TypeVar("T")


def place(source: str, annotation: str) -> str:
    """The address of a mark in a source, by their ids."""
    return f"{urls.source(source)}#{annotation}"


def tally(quotes: Iterable[Said]) -> Tally:
    """Quotes counted by form."""
    forms = [said.quote.form for said in quotes]
    direct = forms.count("direct")
    return Tally(direct, len(forms) - direct)


def forms(words: Counter[str]) -> list[tuple[str, int]]:
    """The forms of names with their counts, the commonest first; large and small letters are one form."""
    evened: Counter[str] = Counter()
    for form, number in words.items():
        evened[flat(form)] += number
    merged: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for form, number in evened.most_common():
        merged[form.casefold()] += number
        shown.setdefault(form.casefold(), form)
    return [(shown[key], number) for key, number in merged.most_common()]


# ---------------------------------------------------------------- parts of lists


class Pick(Value, Generic[T], frozen=True):
    """Which of the marks of a source a list is of."""

    marks: Callable[[Lists], Sequence[T]]
    rows: Callable[[Gist], bytes]
    """A digest of these marks as the list shows them."""


def marks(index: Index, parts: Iterable[Slice], pick: Pick[T]) -> list[T]:
    """The marks behind slices of a list; loads their records."""
    return list(_marks(index, parts, pick))


def first(index: Index, parts: Iterable[Slice], pick: Pick[T], most: int) -> list[T]:
    """The first marks of a list, and no more records loaded than that takes."""
    return list(islice(_marks(index, parts, pick), most))


def _marks(index: Index, parts: Iterable[Slice], pick: Pick[T]) -> Iterator[T]:
    held = (pick.marks(index.shelf[part.source.id].lists)[part.start : part.stop] for part in parts)
    return chain.from_iterable(held)


def inputs(index: Index, parts: Iterable[Slice], pick: Pick[T]) -> list[tuple[bytes, bytes, int, int]]:
    """What stands on a part of a list."""
    return [(index.around[part.source.id], pick.rows(part.source), part.start, part.stop) for part in parts]


def shown_on(index: Index, parts: Sequence[Slice], pick: Pick[T], recall: Recall, path: str) -> bytes:
    """A digest of what stands on the part of a list at `path`; recalled where no record of it is another."""
    records = [(part.source.digests.record, part.start, part.stop) for part in parts]
    return recall("inputs", (path, index.related, records), bytes, lambda: digest(inputs(index, parts, pick)))


def place_of(index: Index, parts: Sequence[Slice]) -> int:
    """Where the first source of a part of a list stands among all (see `Later`)."""
    return index.place[parts[0].source.id]


def top(parts: Iterable[Slice], most: int) -> list[Slice]:
    """The parts of a list that have its first marks."""
    found, room = [], most
    for part in parts:
        if room <= 0:
            break
        found.append(part)
        room -= part.stop - part.start
    return found
