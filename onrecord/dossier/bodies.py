"""Which names of agencies and organisations are one body: acronyms, short forms, word order, slips of spelling."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from onrecord.dossier.clusters import Cluster, merge, move, roots
from onrecord.dossier.context import Company, choose
from onrecord.dossier.names import body, initials, is_acronym, plain

_BLOCK = 40
"""Names of a block that are held against each other."""
_LONG_NAME = 12
"""Letters of a body's name from which on a slip in one of its words does not make another body."""
_LONG_WORD = 6
_MOSTLY = 3
"""How many times as many sources the usual meaning of an acronym must have to be taken where nothing else tells."""
_UNEXPLAINED = 4
"""How many times as many sources as name a body in full may call it by initials alone that none explains."""

_FEW = 10
"""Sources up to which initials that fit one body alone are taken for its own."""

GENERIC = frozenset(
    # what a body calls itself in short, and its readers local to one text
    "authority department agency council commission committee board bureau office ministry court government "
    "administration police force service services district county city state town village company corporation group "
    "bank fund trust foundation institute institution university college school hospital center association society "
    "union federation league club party movement campaign coalition alliance network team newspaper paper times news "
    "post army navy airport museum church".split()
)
"""Words that say of what sort a body is. A name of one such word means another body in every source."""
_TAILS = GENERIC | frozenset(
    "international industries holdings enterprises partners systems technologies communications laboratories fc afc "
    "cf united states enforcement".split()
)


def link_bodies(clusters: Iterable[Cluster], company: Company) -> list[Cluster]:
    """Merge clusters that are one body; returns the roots that are left."""
    every = list(clusters)
    _slips(every)
    _acronyms(roots(every), company)
    _openings(roots(every))
    return roots(every)


def is_local(name: str) -> bool:
    """Whether a name is a mere short form ("the Authority") that means something in its own source only."""
    return plain(name).removeprefix("the ") in GENERIC


# ---------------------------------------------------------------- acronyms


def short_key(name: str) -> str:
    """The key of an acronym."""
    return plain(name).replace(" ", "")


def _acronyms(clusters: Sequence[Cluster], company: Company) -> None:
    """An acronym joins the body it is tied to in any source, else the only one of its initials that it goes with."""
    ties: dict[str, dict[Cluster, int]] = defaultdict(dict)
    possible: dict[str, dict[Cluster, int]] = defaultdict(dict)
    for cluster in clusters:
        for form, sources in _ties(cluster).items():
            ties[form][cluster] = sources
        for name in {bearer.name.name for bearer in cluster.bearers if " " in bearer.name.name}:
            for form in initials(name):
                possible[form][cluster] = len(cluster.known().sources)
    for cluster in clusters:
        form = _acronym_of(cluster)
        if form:
            tied = ties.get(form)
            _expand(cluster, tied or _by_initials(cluster, possible.get(form, {}), company), company)


def _by_initials(cluster: Cluster, possible: dict[Cluster, int], company: Company) -> dict[Cluster, int]:
    """The bodies that an acronym which no source explains may stand for: of many sources those whose company it keeps.

    The more sources, the oftener initials are another body's; and one that many call by its acronym is explained
    somewhere.
    """
    few = company.size <= _FEW
    return {
        whose: sources
        for whose, sources in possible.items()
        if len(cluster.bearers) <= _UNEXPLAINED * sources
        and (few or all(company.shared(bearer, whose) for bearer in cluster.bearers))
    }


def _ties(cluster: Cluster) -> Counter[str]:
    """Acronym → sources in which it is tied to this body's full name."""
    tied: Counter[str] = Counter()
    for bearer in cluster.bearers:
        if " " in bearer.name.name or not is_acronym(bearer.name.name):
            shorts = [form for form in bearer.forms if is_acronym(form) and form.isascii()]
            for key in {short_key(form) for form in (*shorts, bearer.name.acronym) if form}:
                tied[key] += 1
    return tied


def _acronym_of(cluster: Cluster) -> str:
    """The acronym that is a cluster's only name, or ""."""
    names = {short_key(bearer.name.name) for bearer in cluster.bearers if is_acronym(bearer.name.name)}
    return names.pop() if len(names) == 1 and all(is_acronym(bearer.name.name) for bearer in cluster.bearers) else ""


def _expand(cluster: Cluster, expansions: dict[Cluster, int], company: Company) -> None:
    roots: Counter[Cluster] = Counter()
    for expansion, sources in expansions.items():
        if expansion.root() is not cluster.root():
            roots[expansion.root()] += sources
    if not roots or len(roots) > _BLOCK:
        return
    (first, most), *rest = sorted(roots.items(), key=lambda pair: (-pair[1], pair[0].known().fullest))
    if rest and cluster.pin:
        return
    if not rest or most >= _MOSTLY * rest[0][1]:
        merge(first, cluster)
        return
    chosen = [choose(bearer, list(roots), company) for bearer in cluster.bearers]
    left = [bearer for bearer, whose in zip(cluster.bearers, chosen, strict=True) if whose is None]
    move(cluster.bearers, chosen)
    cluster.bearers, cluster.facts = left, None
    if not left:
        cluster.into = first


# ---------------------------------------------------------------- short forms and slips


def _openings(clusters: Sequence[Cluster]) -> None:
    """ "Homeland Security" joins the only body whose name is that and a word for its sort, or for what it works."""
    fuller: dict[str, dict[Cluster, None]] = defaultdict(dict)
    for cluster in clusters:
        for key in {bearer.key for bearer in cluster.bearers}:
            words = key.split()
            while len(words) > 1 and words[-1] in _TAILS:
                words.pop()
                fuller[" ".join(words)][cluster] = None
            whole, purpose, _ = key.partition(" for ")
            if purpose and " " in whole:
                fuller[whole][cluster] = None
    for cluster in clusters:
        root = cluster.root()
        keys = {bearer.key for bearer in root.bearers}
        fits = roots(each for key in sorted(keys) for each in fuller.get(key, ()) if each.root() is not root)
        if len(fits) == 1 and keys.isdisjoint(GENERIC):
            merge(fits[0], root)


def _slips(clusters: Sequence[Cluster]) -> None:
    """Long names that differ in a letter or two of one long word are one body."""
    blocks: dict[tuple[str, ...], list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        key = body(cluster.known().fullest)
        words = key.split()
        if len(key) >= _LONG_NAME and 1 < len(words) <= 12:
            for at in range(len(words)):
                blocks[str(at), *words[:at], "", *words[at + 1 :]].append(cluster)
    for block in blocks.values():
        if 1 < len(block) <= _BLOCK:
            for at, one in enumerate(block):
                for other in block[at + 1 :]:
                    if is_slip(body(one.known().fullest), body(other.known().fullest)):
                        merge(one, other)


def is_slip(one: str, other: str) -> bool:
    """Whether two keys differ only by a slip in one word: one letter of six, two of ten; never a digit."""
    words, others = one.split(), other.split()
    if len(words) != len(others):
        return False
    pairs = [(a, b) for a, b in zip(words, others, strict=True) if a != b]
    if len(pairs) != 1:
        return False
    shorter = min(map(len, pairs[0]))
    if shorter < _LONG_WORD or not (pairs[0][0] + pairs[0][1]).isalpha():
        return False
    from rapidfuzz.distance import DamerauLevenshtein  # noqa: PLC0415 -- a hundredth of a second to load, and seldom asked

    allowed = 1 if shorter < 10 else 2
    return DamerauLevenshtein.distance(*pairs[0], score_cutoff=allowed) <= allowed
