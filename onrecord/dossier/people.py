"""Which names of people are one person: full names with each other, then surnames with full names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice

from onrecord.dossier.bearers import borrowed
from onrecord.dossier.clusters import Bearer, Cluster, Facts, merge, move, opposed, roots
from onrecord.dossier.context import Company, acceptable, choose, usage, usual
from onrecord.dossier.names import Person, person, plain, short_forms, spelling
from onrecord.dossier.nicknames import FAMILY_NAME_FIRST, same_given, stands_for

_BLOCK = 40
"""Names of a block that are held against each other; a larger block says that its key tells nothing."""
_LONG = 6
"""Letters from which on a single other letter in a name is more likely a slip than another name."""
_CROWD = 60
"""Bearers of one surname of whom any is looked at; beyond that nobody is meant by it alone."""
_LONE = 10
"""How many times as many sources a name must stand in to swallow one that differs by a slip."""

Blocks = dict[tuple[str, ...], list[Cluster]]


def name_of(cluster: Cluster) -> Person:
    """The parts of a cluster's fullest name."""
    return person(cluster.known().fullest)


def link_full(clusters: Iterable[Cluster], company: Company) -> tuple[list[Cluster], list[tuple[Cluster, Cluster]]]:
    """Merge clusters of full names that are variants of one name. Returns the roots, and pairs that may be one."""
    every = list(clusters)
    _variants(every, company)
    _nicknames(roots(every), company)
    _spellings(roots(every))
    _syllables(roots(every))
    near = _slips(roots(every), company)
    return roots(every), near


def compatible(one: Person, other: Person) -> bool:
    """Whether middle names and suffixes leave it open that two names are one person's."""
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return False
    short, long = sorted((one.middle, other.middle), key=len)
    rest = iter(long)
    return all(any(same_given(word, candidate) for candidate in rest) for word in short)


def _together(one: Cluster, other: Cluster) -> bool:
    """Whether one source names both, as two."""
    return not one.known().sources.isdisjoint(other.known().sources)


def _variants(clusters: Sequence[Cluster], company: Company) -> None:
    """One first and last name, with and without middle names; then with and without a suffix."""
    blocks: Blocks = defaultdict(list)
    for cluster in clusters:
        parts = name_of(cluster)
        blocks[parts.given, parts.surname, parts.suffix].append(cluster)
    bare: Blocks = defaultdict(list)
    for (given, surname, _), block in blocks.items():
        _join_variants(block[:_BLOCK], company)
        bare[given, surname] += roots(block)
    for block in bare.values():
        suffixes = {name_of(cluster).suffix for cluster in block} - {""}
        if len(block) == 2 and len(suffixes) == 1 and _is_variant(*block):
            merge(*block)


def _detail(cluster: Cluster) -> tuple[int, str]:
    parts = name_of(cluster)
    return (-sum(map(len, parts.middle)), parts.key)


def _join_variants(block: list[Cluster], company: Company) -> None:
    """From the most detailed name down: each joins the one that it is a shorter form of."""
    settled: list[Cluster] = []
    for cluster in sorted(block, key=_detail) if len(block) > 1 else ():
        fits = roots(each for each in settled if _is_variant(cluster, each.root()))
        if len(fits) == 1:
            merge(fits[0], cluster)
        elif fits and not cluster.pin:
            _share_out(cluster, fits, company)
        if cluster.into is None and cluster.bearers:
            settled.append(cluster)


def _is_variant(bare: Cluster, other: Cluster) -> bool:
    """Whether one name is short for the other; "Jr." may be left out, but not in a source that names father and son."""
    mine, its = name_of(bare), name_of(other)
    if not compatible(mine, its) or opposed(bare.known(), other.known()):
        return False
    return mine.suffix == its.suffix or not _together(bare, other)


def _share_out(cluster: Cluster, fits: Sequence[Cluster], company: Company) -> None:
    """Give each bearer of a bare name to the person its context tells; those left stay by themselves."""
    chosen = [choose(bearer, acceptable(bearer, fits), company) for bearer in cluster.bearers]
    left = [bearer for bearer, whose in zip(cluster.bearers, chosen, strict=True) if whose is None]
    move(cluster.bearers, chosen)
    cluster.bearers = left
    cluster.facts = None
    if not left:
        cluster.into = fits[0]


# ---------------------------------------------------------------- other given names, other spellings


def _nicknames(clusters: Sequence[Cluster], company: Company) -> None:
    """Bill and William, J. and John: joined when one person fits and the surname or the company speaks for it."""
    clusters = [cluster for cluster in clusters if name_of(cluster).given]
    surnames: Blocks = defaultdict(list)
    formal: Blocks = defaultdict(list)
    for cluster in clusters:
        parts = name_of(cluster)
        surnames[parts.surname,].append(cluster)
        for given in {parts.given[0], *stands_for(parts.given)}:
            formal[given, parts.surname].append(cluster)
    for cluster in clusters:
        parts = name_of(cluster)
        alone = len(surnames[parts.surname,]) == 2
        initial = len(parts.given) == 1 or (len(parts.given) == 2 and not parts.middle and parts.given not in _VOWELLED)
        for given in (parts.given[0],) if initial else stands_for(parts.given):
            block = formal[given, parts.surname]
            if 1 < len(block) <= _BLOCK:
                _join_given(cluster, block, alone, company)


_VOWELLED = frozenset("al bo cy ed jo lu mo ty vi wu xi yu li an my ha he ma su ye bi ji qi lo le".split())
"""Given names of two letters; any other two are initials ("JD")."""


def _join_given(cluster: Cluster, block: Sequence[Cluster], alone: bool, company: Company) -> None:
    mine, root = name_of(cluster), cluster.root()
    fits = [
        each for each in roots(block)
        if each is not root and _given_fits(mine, name_of(each)) and compatible(mine, name_of(each))
        and not opposed(root.known(), each.known()) and not _together(root, each)
    ]  # fmt: skip
    if len(fits) == 1 and (alone or supported(root, fits[0], company)):
        merge(fits[0], root)


def _given_fits(one: Person, other: Person) -> bool:
    """Whether two first names may be one; "JD" fits James David."""
    if len(one.given) == 2 and one.given not in _VOWELLED and len(other.given) > 2:
        return bool(other.middle) and one.given == other.given[0] + other.middle[0][0]
    return same_given(one.given, other.given)


def supported(one: Cluster, other: Cluster, company: Company) -> bool:
    """Whether roles or companions speak for two clusters being one."""
    if not one.known().standing.words.isdisjoint(other.known().standing.words):
        return True
    return any(company.shared(bearer, other) for bearer in one.bearers[:3])


def _spellings(clusters: Sequence[Cluster]) -> None:
    """Names that differ as transliterations do are one."""
    same: Blocks = defaultdict(list)
    for cluster in clusters:
        parts = name_of(cluster)
        if len(parts.key) >= 8:
            same[spelling(parts.key), parts.suffix].append(cluster)
    for block in same.values():
        keys = {name_of(cluster).key for cluster in block}
        for other in block[1:_BLOCK] if len(keys) == len(block) else ():  # namesakes have been told apart before
            if _may_be_one(block[0].root(), other.root()):
                merge(block[0], other)


def _syllables(clusters: Sequence[Cluster]) -> None:
    """An East Asian name whose last syllable was not taken for a part of it ("Moon Jae" of "Moon Jae-in")."""
    longer: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        parts = name_of(cluster)
        if len(parts.middle) == 1 and parts.given in FAMILY_NAME_FIRST:
            longer[parts.given + parts.middle[0]].append(cluster)
    for cluster in clusters:
        parts = name_of(cluster)
        fits = longer.get(parts.key, ()) if not parts.middle else ()
        if len(fits) == 1 and not opposed(cluster.known(), fits[0].root().known()):
            merge(fits[0], cluster)


def _slips(clusters: Sequence[Cluster], company: Company) -> list[tuple[Cluster, Cluster]]:
    """A slip of one letter is no other person when the company speaks for it. Returns the pairs that are left apart."""
    near: Blocks = defaultdict(list)
    for cluster in clusters:
        parts = name_of(cluster)
        near["first", parts.given, parts.surname[:3]].append(cluster)
        near["end", parts.given, parts.surname[-3:]].append(cluster)
        near["last", parts.surname, parts.given[:2]].append(cluster)
    left: dict[tuple[Cluster, Cluster], None] = {}
    for one, other in near_pairs(near.values()):
        one, other = one.root(), other.root()
        if one is other or not is_slip(name_of(one), name_of(other)):
            continue
        if _is_lone(one, other) or (_may_be_one(one, other) and supported(one, other, company)):
            merge(one, other)
        elif not opposed(one.known(), other.known()):
            left[one, other] = None
    return [pair for pair in left if pair[0].root() is not pair[1].root()]


def _is_lone(one: Cluster, other: Cluster) -> bool:
    """Whether one name stands in so few sources beside the other that it is a slip of theirs."""
    few, many = sorted((len(one.known().sources), len(other.known().sources)))
    return few * _LONE <= many and not opposed(one.known(), other.known())


def _may_be_one(one: Cluster, other: Cluster) -> bool:
    return not _together(one, other) and not opposed(one.known(), other.known())


def near_pairs(blocks: Iterable[Sequence[Cluster]]) -> Iterable[tuple[Cluster, Cluster]]:
    """Pairs within blocks, neighbours in order of key only; blocks that are too large are passed over."""
    for block in blocks:
        if 1 < len(block) <= _BLOCK:
            for at, one in enumerate(block):
                for other in block[at + 1 :]:
                    yield one, other


def is_slip(one: Person, other: Person) -> bool:
    """Whether two names differ by one slip (a letter more, less, other, or two exchanged) in a long part.

    Origin: Damerau's four slips make up over 80 % of misspellings (F. J. Damerau, CACM 7, 1964).
    """
    if one.suffix != other.suffix or not compatible(one, other):
        return False
    if one.given == other.given:
        return _one_slip(one.surname, other.surname)
    return one.surname == other.surname and _one_slip(one.given, other.given)


def _one_slip(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _LONG:
        return False
    from rapidfuzz.distance import DamerauLevenshtein  # noqa: PLC0415 -- a hundredth of a second to load, and seldom asked

    return DamerauLevenshtein.distance(one, other, score_cutoff=1) == 1


# ---------------------------------------------------------------- surnames


class Shorts:
    """Which full names each short form may mean; a given name only in a source that has the full name too."""

    def __init__(self, clusters: Iterable[Cluster]) -> None:
        self._of: dict[str, dict[Cluster, None]] = defaultdict(dict)
        self._given: dict[str, dict[Cluster, None]] = defaultdict(dict)
        for cluster in clusters:
            self._given[name_of(cluster).given][cluster] = None
            for form in _forms(cluster):
                self._of[form][cluster] = None

    def fitting(self, bearer: Bearer) -> list[Cluster]:
        """The persons whom a short form may mean in its source: when several are named there in full, only these."""
        parts = person(bearer.name.name)
        every = [cluster.root() for cluster in islice(self._of.get(parts.key, ()), _CROWD)]
        if parts.suffix:
            every = [cluster for cluster in every if name_of(cluster).suffix == parts.suffix]
        if not every:
            given = self._given.get(parts.key, ())
            return acceptable(bearer, [cluster for cluster in given if bearer.source in cluster.known().sources])
        fits = acceptable(bearer, every)
        here = [cluster for cluster in fits if bearer.source in cluster.known().sources]
        if len(here) > 1 or (here and _same_roles(bearer, here[0])):
            return here
        return [cluster for cluster in fits if cluster not in here]


def _same_roles(bearer: Bearer, cluster: Cluster) -> bool:
    """Whether a surname that its source keeps apart from a full name there can be that person's nevertheless."""
    words = Facts([bearer]).standing.words
    return not words or not words.isdisjoint(cluster.known().standing.words)


def _forms(cluster: Cluster) -> Iterable[str]:
    """The keys a person is called by in short: what their name allows, and a first name seen where no surname is."""
    seen: dict[str, None] = {}
    used: dict[str, None] = {}
    for bearer in cluster.bearers:
        for form in short_forms(person(bearer.name.name)):
            seen[form] = None
        for form in bearer.forms:
            if " " not in form:
                used[plain(form).replace(" ", "")] = None
    if used.keys().isdisjoint(seen):
        seen.update(used)
    return seen


def lend(sources: Iterable[list[Bearer]], clusters: Iterable[Cluster]) -> None:
    """Give short forms back to whom they mean nearly everywhere, where a source counts them to a namesake.

    That is when the form stands in the text before the namesake's full name, and the usual bearer's role is there too:
    "President Moss" before "Clara Moss".
    """
    mostly = _usual_bearers(clusters)
    lent: dict[Bearer, Cluster] = {}
    for bearers in sources:
        for bearer in [each for each in bearers if each.kind == "person" and len(each.forms) > 1]:
            form = _opening_form(bearer)
            whose = mostly.get(person(form).key) if form else None
            if whose is not None and _lends(bearer, whose):
                other = borrowed(bearer, form)
                lent[other] = whose
                bearers.append(other)
    move(list(lent), list(lent.values()))


def _opening_form(bearer: Bearer) -> str:
    """The surname that stands before any full name among a bearer's mentions, or ""."""
    first = bearer.stand[0] if bearer.stand else ""
    return first if not person(first).given and person(bearer.name.name).given else ""


def _lends(bearer: Bearer, whose: Cluster) -> bool:
    if bearer.pin or bearer.cluster is None or bearer.cluster.root() is whose:
        return False
    return not Facts([bearer]).standing.words.isdisjoint(whose.known().standing.words)


def _usual_bearers(clusters: Iterable[Cluster]) -> dict[str, Cluster]:
    """Short form → the person whom it means nearly everywhere, in three sources or more."""
    counts: dict[str, dict[Cluster, int]] = defaultdict(dict)
    for cluster in clusters:
        if cluster.kind == "person":
            for form in _short_forms(cluster):
                counts[form][cluster] = usage(cluster, form)
    every = {form: usual(its.items()) for form, its in counts.items()}
    return {form: most for form, most in every.items() if most is not None}


def _short_forms(cluster: Cluster) -> dict[str, None]:
    names = dict.fromkeys(bearer.name.name for bearer in cluster.bearers)
    return dict.fromkeys(form for name in names for form in short_forms(person(name)))


def link_short(bearers: Iterable[Bearer], shorts: Shorts, company: Company) -> tuple[list[Bearer], list[Bearer]]:
    """Join surnames to the one full name that fits. Returns those that fit none, and those that fit several."""
    every = list(bearers)
    fits = [shorts.fitting(bearer) for bearer in every]
    chosen = [choose(bearer, fit, company, bearer.key) for bearer, fit in zip(every, fits, strict=True)]
    move(every, chosen)
    left = [(bearer, fit) for bearer, fit in zip(every, fits, strict=True) if bearer.cluster is None]
    return [bearer for bearer, fit in left if not fit], [bearer for bearer, fit in left if fit]
