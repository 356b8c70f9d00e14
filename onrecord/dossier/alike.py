"""Which sources may be near-duplicates: samples of their words, held against each other through an index.

A run of words that stands in many sources counts for the first `_CAP` of them (in order of path): each copy is still
held against these, and the work grows with the words and not with the pairs. The index is kept from one build to the
next, which changes it where sources changed; what comes out is the same as from nothing.
"""

from __future__ import annotations

import operator
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct

from onrecord.recall import Resume, afresh

TWINS = 0.5
"""The share of the shorter source's runs of eight words from which on two sources are near-duplicates."""
_NEEDED = TWINS / 2
"""The share of the shorter source's sample: half of what is sought, so that chance hides no near-duplicate."""
_CAP = 8
"""Sources kept for one run; of copies beyond that each is still held against the first ones."""
_FEW = 200
"""Sources, and pairs that others than their own sources' changes touch, up to which it pays to go on from before."""
_SOON = 8
"""Sources that may have changed before what is known is kept anew."""
_NUMBER = 32
"""Bits of a source's number in an entry of the index, below those of the run."""
_MASK = (1 << _NUMBER) - 1

Pairs = list[tuple[int, int]]
"""Pairs of places, the earlier first, in order."""


class Known(Struct, frozen=True, array_like=True):
    """What one build leaves to the next: the sources in order of path, and the index."""

    names: list[str]
    numbers: list[int]
    """Of each source, for as long as it has its name."""
    samples: list[bytes]
    """As `pack` makes them."""
    index: bytes
    """Entries of 64 bits in ascending order: a run, and the number of a source that has it."""
    pairs: Pairs


def pack(sample: Iterable[int]) -> bytes:
    """A sample as it is kept: 32 bits a run."""
    return array("I", sample).tobytes()


def unpack(packed: bytes) -> list[int]:
    """The runs of a sample."""
    return array("I", packed).tolist()


def candidates(names: Sequence[str], samples: Sequence[bytes], resume: Resume = afresh) -> Pairs:
    """The pairs of sources whose samples have much in common, by their places; `samples` are packed."""
    return resume("samples", Known, lambda last: _following(last, list(names), list(samples)))


def _following(last: Known | None, names: list[str], samples: list[bytes]) -> tuple[Pairs, Known]:
    """The pairs, by what was known of the sources; and what is to be known the next time."""
    if last is not None:
        if last.names == names and last.samples == samples:
            return last.pairs, last
        known = _changed(last, names, samples)
        if known is not None:  # a few changes more cost the next build less than keeping them costs this one
            differing = sum(map(operator.ne, last.samples, samples)) if last.names == names else _SOON + 1
            return known.pairs, last if differing <= _SOON else known
    known = _from_nothing(names, samples)
    return known.pairs, known


def _from_nothing(names: list[str], samples: list[bytes]) -> Known:
    runs = list(map(unpack, samples))
    entries = array("Q", sorted([run << _NUMBER | number for number, its in enumerate(runs) for run in its]))
    return Known(names, list(range(len(names))), samples, entries.tobytes(), _pairs(runs))


def _pairs(samples: Sequence[Sequence[int]]) -> Pairs:
    times = Counter(chain.from_iterable(samples))
    sizes = list(map(len, samples))
    first: dict[int, list[int]] = {run: [] for run, number in times.items() if number > 1}
    found: Pairs = []
    for at, runs in enumerate(samples):
        met: list[int] = []
        for run in filter(first.__contains__, runs):
            places = first[run]
            met += places
            if len(places) < _CAP:
                places.append(at)
        found += [(other, at) for other, number in Counter(met).items() if _enough(number, sizes[other], sizes[at])]
    return sorted(found)


def _enough(times: int, size: int, other: int) -> bool:
    return times >= min(size, other) * _NEEDED


# ---------------------------------------------------------------- going on from before


class _Index:
    """Where each run stands, in places."""

    def __init__(self, entries: memoryview, places: Mapping[int, int]) -> None:
        self._entries, self._places = entries, places

    def where(self, run: int) -> list[int]:
        """The places that have a run, in order."""
        start = bisect_left(self._entries, run << _NUMBER)
        stop = bisect_left(self._entries, (run + 1) << _NUMBER, start)
        places = self._places
        return sorted([places[entry & _MASK] for entry in self._entries[start:stop].tolist()])


def _changed(last: Known, names: list[str], samples: list[bytes]) -> Known | None:
    """As `_from_nothing`, by changing what was known; None where that would take longer."""
    before = dict(zip(last.names, zip(last.numbers, last.samples, strict=True), strict=True))
    lasting = [name for name in names if name in before]
    if len(lasting) < len(last.names) - _FEW or len(lasting) < len(names) - _FEW:
        return None
    still = set(lasting)
    if lasting != [name for name in last.names if name in still]:
        return None  # others come first now
    free = max(last.numbers, default=-1) + 1
    numbers = [before[name][0] if name in before else free + at for at, name in enumerate(names)]
    changes = _changes(last, before, zip(names, numbers, samples, strict=True), still)
    if len(changes) > _FEW:
        return None
    entries = _entries(last.index, changes)
    old = _Index(memoryview(last.index).cast("Q"), {number: place for place, number in enumerate(last.numbers)})
    new = _Index(memoryview(entries).cast("Q"), {number: place for place, number in enumerate(numbers)})
    moved = {name: place for place, name in enumerate(names)}
    place_of = [moved.get(name, -1) for name in last.names]
    dirty = {place for place, number in enumerate(numbers) if number in changes}
    touched = _touched(old, new, place_of, dirty, changes.values())
    if touched is None:
        return None
    kept = {(place_of[one], place_of[other]) for one, other in last.pairs}
    kept = {pair for pair in kept - touched if dirty.isdisjoint(pair) and -1 not in pair}
    kept.update(pair for pair in touched if _stands(new, samples, *pair))
    kept.update(chain.from_iterable(_own(new, samples, place) for place in dirty))
    return Known(names, numbers, samples, entries, sorted(kept))


_Change = tuple[frozenset[int], frozenset[int]]
"""The runs that a source had, and those that it has."""


def _changes(
    last: Known,
    before: Mapping[str, tuple[int, bytes]],
    now: Iterable[tuple[str, int, bytes]],
    still: set[str],
) -> dict[int, _Change]:
    """By number: the sources whose samples are not what they were."""
    changes: dict[int, _Change] = {}
    for name, number, sample in now:
        held = before[name][1] if name in before else b""
        if held != sample or name not in before:
            changes[number] = frozenset(unpack(held)), frozenset(unpack(sample))
    gone = (pair for name, pair in before.items() if name not in still)
    changes.update((number, (frozenset(unpack(sample)), frozenset[int]())) for number, sample in gone)
    return changes


def _entries(index: bytes, changes: Mapping[int, _Change]) -> bytes:
    """The index with changes made to it."""
    entries, pieces, done = memoryview(index).cast("Q"), [], 0
    edits = [(run << _NUMBER | number, False) for number, (had, has) in changes.items() for run in had - has]
    edits += [(run << _NUMBER | number, True) for number, (had, has) in changes.items() for run in has - had]
    for entry, added in sorted(edits):
        place = bisect_left(entries, entry, done)
        pieces.append(entries[done:place].tobytes())
        if added:
            pieces.append(array("Q", [entry]).tobytes())
        done = place if added else place + 1
    return b"".join([*pieces, entries[done:].tobytes()])


def _touched(
    old: _Index, new: _Index, place_of: Sequence[int], dirty: set[int], changes: Iterable[_Change]
) -> set[tuple[int, int]] | None:
    """Pairs of sources that did not change, one of which came to be among the first to have some run, or no longer is;
    None for very many."""
    touched: set[tuple[int, int]] = set()
    for run in frozenset().union(*(had ^ has for had, has in changes)):
        were = [place_of[place] for place in old.where(run)]
        are = new.where(run)
        for one in frozenset(were[:_CAP]) ^ frozenset(are[:_CAP]):
            if one not in dirty and one >= 0:
                touched.update((one, other) for other in are if other > one and other not in dirty)
        if len(touched) > _FEW:
            return None
    return touched


def _stands(index: _Index, samples: Sequence[bytes], one: int, other: int) -> bool:
    """Whether two places are a pair."""
    runs, others = unpack(samples[one]), unpack(samples[other])
    times = sum(one in index.where(run)[:_CAP] for run in set(runs).intersection(others))
    return times > 0 and _enough(times, len(runs), len(others))


def _own(index: _Index, samples: Sequence[bytes], place: int) -> Iterator[tuple[int, int]]:
    """The pairs of one place."""
    earlier: Counter[int] = Counter()
    later: Counter[int] = Counter()
    for run in unpack(samples[place]):
        where = index.where(run)
        at = bisect_left(where, place)
        earlier.update(where[: min(at, _CAP)])
        if at < _CAP:
            later.update(where[at + 1 :])
    size = len(samples[place])
    for other, times in earlier.items():
        if _enough(times * _WIDTH, size, len(samples[other])):
            yield other, place
    for other, times in later.items():
        if _enough(times * _WIDTH, size, len(samples[other])):
            yield place, other


_WIDTH = array("I").itemsize
"""Bytes of a run in a packed sample."""
