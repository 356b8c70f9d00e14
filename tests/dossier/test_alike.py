"""Pairs of sources that may be near-duplicates, found from nothing and by going on from what was found before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from onrecord.dossier.alike import candidates, pack

Dossier = dict[str, frozenset[int]]
"""By the name of a source, in order of path: the runs of its sample."""
RUNS = st.frozensets(st.integers(min_value=0, max_value=14), max_size=9)
NAMES = [f"source-{number:02}" for number in range(24)]


class Kept:
    """What was known of the last dossier, and how often it was gone on from."""

    def __init__(self) -> None:
        self.last: Any = None
        self.followed = 0

    def __call__(self, _what: str, _kind: type[Any], go_on: Callable[[Any], Any], /) -> Any:
        self.followed += self.last is not None
        result, self.last = go_on(self.last)
        return result


def pairs(dossier: Dossier, **how: Any) -> list[tuple[int, int]]:
    return candidates(list(dossier), [pack(sorted(runs)) for runs in dossier.values()], **how)


def met(dossier: Dossier) -> list[tuple[int, int]]:
    """As told in words: a run counts for the first eight sources that have it; a quarter of the shorter is enough."""
    runs = list(dossier.values())
    first = {run: [place for place, its in enumerate(runs) if run in its][:8] for run in range(15)}
    found = []
    for one in range(len(runs)):
        for other in range(one + 1, len(runs)):
            times = sum(one in first[run] for run in runs[one] & runs[other])
            if times and times * 4 >= min(len(runs[one]), len(runs[other])):
                found.append((one, other))
    return found


@given(st.dictionaries(st.sampled_from(NAMES), RUNS, max_size=24))
def test_pairs_from_nothing_are_those_told_in_words(drawn: Dossier) -> None:
    dossier = dict(sorted(drawn.items()))
    assert pairs(dossier) == met(dossier)


@given(
    st.dictionaries(st.sampled_from(NAMES), RUNS, min_size=12),
    st.lists(st.dictionaries(st.sampled_from(NAMES), st.none() | RUNS, max_size=4), min_size=1, max_size=6),
)
def test_a_build_that_goes_on_from_the_last_one_finds_the_same(drawn: Dossier, edits: list[dict[str, Any]]) -> None:
    """Sources are changed, added and taken away; some runs stand in more sources than count."""
    kept, dossier = Kept(), drawn
    pairs(dict(sorted(dossier.items())), resume=kept)
    for edit in edits:
        dossier = {name: runs for name, runs in {**dossier, **edit}.items() if runs is not None}
        ordered = dict(sorted(dossier.items()))
        assert pairs(ordered, resume=kept) == met(ordered)
    assert kept.followed == len(edits)


@given(st.lists(RUNS, min_size=2, max_size=12), st.randoms(use_true_random=False))
def test_sources_that_change_places_are_found_too(samples: list[frozenset[int]], chance: Any) -> None:
    kept, dossier = Kept(), dict(zip(NAMES, samples, strict=False))
    pairs(dossier, resume=kept)
    names = list(dossier)
    chance.shuffle(names)
    shuffled = {name: dossier[name] for name in names}
    assert pairs(shuffled, resume=kept) == met(shuffled)
