"""The same words in several sources: quotes that are repeated, and sources that are near-duplicates.

Both are found through an index of word sequences. The entries of the index are capped, so that the work grows with the
number of words and not with the number of pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence

from onrecord.dossier.alike import TWINS, candidates
from onrecord.dossier.gisting import gists_of
from onrecord.dossier.spoken import RUN, WORD
from onrecord.model import Record, Repeat, Twin
from onrecord.recall import Recall, Resume, afresh, anew

_QUOTE_RUN = 3
_SHORTEST_PART = 5
"""Words of a quote from which on it may be a part of another; shorter ones must be equal, and three words long."""
_LONG = 10
_SAME = 0.5
"""The share of the runs of three words of a quote of `_LONG` words that must stand in the longer one: half, so that a
word may differ. Of a shorter quote all must."""
_TELLING = 8
"""Words of a quote without a speaker from which on it is more than a catchword ("law and order")."""
_CAP = 8
"""Quotes kept for one run; of copies beyond that each is still held against the first ones."""

Place = tuple[str, str]
"""(source id, quote id)."""


# ---------------------------------------------------------------- quotes


def repeats(records: Iterable[Record]) -> tuple[Repeat, ...]:
    """Quotes of one speaker, or of one left open, with the same words, trimmed or not, from at least two sources."""
    spoken = [(source.id, quote, tuple(quote.words.split())) for source in gists_of(records) for quote in source.spoken]
    speakers = [quote.speaker for _, quote, _ in spoken]
    groups: dict[int, list[Place]] = defaultdict(list)
    for at, stands_for in enumerate(_alike([words for _, _, words in spoken], speakers)):
        source, quote, _ = spoken[at]
        groups[stands_for].append((source, quote.id))
    found = [
        tuple(its)
        for at, its in groups.items()
        if len({source for source, _ in its}) > 1 and (speakers[at] or len(spoken[at][2]) >= _TELLING)
    ]
    return tuple(Repeat(group) for group in sorted(found))


def _alike(spoken: Sequence[tuple[str, ...]], speakers: list[str | None]) -> Iterator[int]:
    """For each quote the one that stands for all of its words; its speaker becomes that of its group."""
    own = list(speakers)
    parents = list(range(len(spoken)))
    index = _Places()
    runs: list[frozenset[tuple[str, ...]]] = []
    for at, words in enumerate(spoken):
        here = _runs(words)
        runs.append(here)
        speaker, second = own[at], at
        for other in sorted(set(index.met(here, at))):
            if speaker is not None and own[other] not in (speaker, None):
                continue
            first = top(parents, other)
            if first == second or not _same(words, spoken[other], here, runs[other]):
                continue
            if None in (speakers[first], speakers[second]) or speakers[first] == speakers[second]:
                parents[second] = first
                speakers[first] = speakers[first] or speakers[second]
                second = first
    return (top(parents, at) for at in range(len(spoken)))


def _runs(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    if len(words) < _QUOTE_RUN:
        return frozenset()
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def _same(
    one: Sequence[str], other: Sequence[str], runs: frozenset[tuple[str, ...]], others: frozenset[tuple[str, ...]]
) -> bool:
    if one == other:
        return True
    shorter = min(len(one), len(other))
    if shorter < _SHORTEST_PART:
        return False
    needed = _SAME if shorter >= _LONG else 1.0
    return len(runs & others) >= needed * min(len(runs), len(others))


def top(parents: list[int], at: int) -> int:
    """The member that stands for the group of `at`, where each entry of `parents` leads one step nearer to it."""
    while parents[at] != at:
        parents[at] = parents[parents[at]]
        at = parents[at]
    return at


# ---------------------------------------------------------------- sources


def twins(records: Sequence[Record], recall: Recall = anew, resume: Resume = afresh) -> tuple[Twin, ...]:
    """Pairs of sources of which the shorter has most of its word sequences in the other."""
    sources = gists_of(records)
    pairs = candidates([each.id for each in sources], [each.packed.sample for each in sources], resume)
    made_of = [(sources[one].digests.record, sources[other].digests.record) for one, other in pairs]
    shares = recall("shares", made_of, list[float], lambda: _shares(records, pairs))
    return tuple(
        Twin((sources[one].id, sources[other].id), round(share, 3))
        for (one, other), share in zip(pairs, shares, strict=True)
        if share >= TWINS
    )


def _shares(records: Sequence[Record], pairs: Sequence[tuple[int, int]]) -> list[float]:
    """Of each pair the share of the shorter one's word sequences that stand in both."""
    whole = {at: _all_runs(_words(records[at])) for at in sorted({at for pair in pairs for at in pair})}
    return [len(whole[one] & whole[other]) / (min(len(whole[one]), len(whole[other])) or 1) for one, other in pairs]


def _words(record: Record) -> list[str]:
    return WORD.findall(record.source.text.lower())


class _Places:
    """Where each run of words was met, the first `_CAP` places of it."""

    def __init__(self) -> None:
        self._places: dict[Hashable, list[int]] = {}

    def met(self, runs: Iterable[Hashable], at: int) -> list[int]:
        """The places before `at` that have these runs, each as often as it has some; `at` joins them."""
        met: list[int] = []
        places = self._places
        for run in runs:
            entry = places.get(run)
            if entry is None:
                places[run] = [at]
            elif entry[-1] != at:
                met += entry
                if len(entry) < _CAP:
                    entry.append(at)
        return met


def _all_runs(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1))
