"""The same words in several sources: quotes that are repeated, and sources that are near-duplicates.

Both are found through an index of word sequences. The entries of the index are capped, so that the work grows with the
number of words and not with the number of pairs.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from zlib import crc32

from onrecord.model import Quote, Record, Repeat, Twin

_QUOTE_RUN = 3
_SHORTEST_PART = 5
"""Words of a quote from which on it may be a part of another; shorter ones must be equal, and three words long."""
_LONG = 10
_SAME = 0.5
"""The share of the runs of three words of a quote of `_LONG` words that must stand in the longer one: half, so that a
word may differ. Of a shorter quote all must."""
_TELLING = 8
"""Words of a quote without a speaker from which on it is more than a catchword ("law and order")."""
_SOURCE_RUN = 8
_TWINS = 0.5
"""The share of the shorter source's runs of eight words from which on two sources are near-duplicates."""
_SAMPLE = 8
"""One word in so many begins a run that is looked up; candidates found so are then compared whole."""
_CAP = 8
"""Quotes or sources kept for one run; of copies beyond that each is still held against the first ones."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_FILLERS = frozenset("um uh er erm ah hmm".split())
_SPOKEN = {"gonna": "going to", "wanna": "want to", "gotta": "got to", "cannot": "can not", "cant": "can not",
           "wont": "will not", "aint": "is not", "til": "until", "cause": "because"}  # fmt: skip
_KEPT = 1 << 16
"""Words of which it is kept what they stand for."""
_ENDINGS = (("n't", " not"), ("'re", " are"), ("'ll", " will"), ("'ve", " have"), ("'m", " am"), ("'d", " would"))

_NO_SAMPLES: Mapping[str, Sequence[int]] = MappingProxyType({})

Place = tuple[str, str]
"""(source id, quote id)."""


# ---------------------------------------------------------------- quotes


def repeats(records: Iterable[Record]) -> tuple[Repeat, ...]:
    """Quotes of one speaker, or of one left open, with the same words, trimmed or not, from at least two sources."""
    spoken = [
        (record.source.id, quote, spoken_words(record.source.text, quote))
        for record in records
        for quote in record.quotes
        if quote.form != "indirect"
    ]
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


def spoken_words(text: str, quote: Quote) -> tuple[str, ...]:
    """The words within a quote's marks as they would be said: no case, no fillers, contractions spelled out."""
    spans = quote.quoted if quote.form == "mixed" and quote.quoted else quote.spans
    words: list[str] = []
    for span in spans:
        for word in _WORD.findall(text[span.start : span.end].lower().replace("’", "'")):
            words += _SAID[word]
    return tuple(words)


class _Said(dict[str, tuple[str, ...]]):
    """The words that a word stands for when it is said; those met before are kept, as most words are met again."""

    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(self) >= _KEPT:
            self.clear()
        self[word] = said = _said(word)
        return said


_SAID = _Said()


def _said(word: str) -> tuple[str, ...]:
    if word in _FILLERS:
        return ()
    word = _SPOKEN.get(word.replace("'", ""), word)
    for ending, full in _ENDINGS:
        if word.endswith(ending):
            word = word.removesuffix(ending) + full
    return tuple(word.split())


def _alike(spoken: Sequence[tuple[str, ...]], speakers: list[str | None]) -> Iterator[int]:
    """For each quote the one that stands for all of its words; its speaker becomes that of its group."""
    own = list(speakers)
    parents = list(range(len(spoken)))
    index = _Places()
    runs: list[frozenset[tuple[str, ...]]] = []
    for at, words in enumerate(spoken):
        here = _runs(words)
        runs.append(here)
        for other in sorted(set(index.met(here, at))):
            if own[at] != own[other] and own[at] is not None and own[other] is not None:
                continue
            first, second = top(parents, other), top(parents, at)
            if first == second or not _same(words, spoken[other], here, runs[other]):
                continue
            if None in (speakers[first], speakers[second]) or speakers[first] == speakers[second]:
                parents[second] = first
                speakers[first] = speakers[first] or speakers[second]
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


def twins(records: Sequence[Record], samples: Mapping[str, Sequence[int]] = _NO_SAMPLES) -> tuple[Twin, ...]:
    """Pairs of sources of which the shorter has most of its word sequences in the other.

    `samples` are those of `sample`, by source, as far as somebody has kept them.
    """
    taken = [samples.get(record.source.id) or sample(record.source.text) for record in records]
    pairs = sorted(pair for pair, share in _sampled(taken).items() if share >= _TWINS / 2)
    whole = {at: _all_runs(_words(records[at])) for at in sorted({at for pair in pairs for at in pair})}
    found = []
    for one, other in pairs:
        shorter = min(len(whole[one]), len(whole[other]))
        share = len(whole[one] & whole[other]) / shorter if shorter else 0.0
        if share >= _TWINS:
            found.append(Twin((records[one].source.id, records[other].source.id), round(share, 3)))
    return tuple(found)


def _words(record: Record) -> list[str]:
    return _WORD.findall(record.source.text.lower())


def sample(text: str) -> tuple[int, ...]:
    """Checksums of some word sequences of a text, the same ones wherever they stand, in order."""
    words = _rough_words(text)
    last = len(words) - _SOURCE_RUN
    starts = [i for i, looked_up in enumerate(map(_BEGINS.__getitem__, words)) if looked_up and i <= last]
    return tuple(sorted({crc32(b" ".join(words[i : i + _SOURCE_RUN])) for i in starts}))


def _sampled(samples: Iterable[Sequence[int]]) -> dict[tuple[int, int], float]:
    """(earlier, later) → the share of the shorter one's sample that stands in both."""
    index = _Places()
    sizes: list[int] = []
    shares: dict[tuple[int, int], float] = {}
    for at, runs in enumerate(samples):
        sizes.append(len(runs))
        for other, shared in Counter(index.met(runs, at)).items():
            shares[other, at] = shared / max(1, min(sizes[other], len(runs)))
    return shares


def _rough_words(text: str) -> list[bytes]:
    """Words with the signs that stand at them: found in a tenth of the time, and good enough for a sample."""
    straight = text.replace("’", "'").replace("“", '"').replace("”", '"')
    return straight.encode("utf-8", "surrogatepass").lower().split()


class _Begins(dict[bytes, bool]):
    """Whether runs that begin with a word are looked up: the same words in every source."""

    def __missing__(self, word: bytes) -> bool:
        if len(self) >= _KEPT:
            self.clear()
        self[word] = looked_up = crc32(word) % _SAMPLE == 0
        return looked_up


_BEGINS = _Begins()


class _Places:
    """Where each run of words was met, the first `_CAP` places of it."""

    def __init__(self) -> None:
        self._first: dict[Hashable, int] = {}
        self._others: dict[Hashable, list[int]] = {}  # lists only for runs of several places: most have one

    def met(self, runs: Iterable[Hashable], at: int) -> list[int]:
        """The places before `at` that have these runs, each as often as it has some; `at` joins them."""
        met: list[int] = []
        first, others = self._first, self._others
        for run in runs:
            earliest = first.setdefault(run, at)
            if earliest != at:
                entry = others.setdefault(run, [earliest])
                met += entry
                if len(entry) < _CAP:
                    entry.append(at)
        return met


def _all_runs(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(words[i : i + _SOURCE_RUN]) for i in range(len(words) - _SOURCE_RUN + 1))
