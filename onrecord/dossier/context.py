"""Whom a name means where several bearers fit: roles, gender, and who else is named in the source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from onrecord.dossier.clusters import Bearer, Cluster, Facts, key_of, opposed
from onrecord.dossier.roles import Standing, standing

_MOST_SOURCES = 100
"""Sources of a cluster that are asked for companions; more would tell no more."""
_RARE = 0.2
"""A companion named in a larger share of the sources tells nothing; below four sources everyone counts."""
_ENOUGH = 1.0
_AHEAD = 0.75
"""What the best fit must reach, and be ahead of the next, to be taken. One companion or one role is enough."""
USUAL = 0.8
OFTEN = 3
"""The share of the sources in which a short form must mean one bearer, and their number, to make it theirs where
nothing else tells."""


class Company:
    """Who is named together with whom."""

    def __init__(self, sources: Sequence[Sequence[Bearer]]) -> None:
        self._sources = sources
        self._rare: dict[tuple[str, str], int] = {}
        self._around: dict[int, frozenset[tuple[str, str]]] = {}
        for bearers in sources:
            for bearer in bearers:
                if bearer.name.sure:
                    pair = (bearer.kind, bearer.key)
                    self._rare[pair] = self._rare.get(pair, 0) + 1

    @property
    def size(self) -> int:
        """The number of sources."""
        return len(self._sources)

    def around(self, source: int) -> frozenset[tuple[str, str]]:
        """(class, key) of the telling names of a source."""
        known = self._around.get(source)
        if known is None:
            most = max(4, int(len(self._sources) * _RARE))
            bearers = self._sources[source] if source >= 0 else ()
            pairs = {(bearer.kind, bearer.key) for bearer in bearers if bearer.name.sure}
            known = self._around[source] = frozenset(pair for pair in pairs if self._rare[pair] <= most)
        return known

    def shared(self, bearer: Bearer, cluster: Cluster) -> int:
        """How many telling names stand both around the bearer and around the cluster, the cluster's own left out."""
        here = self.around(bearer.source)
        if not here:
            return 0
        facts = cluster.known()
        if bearer.source in facts.sources:
            there = self._elsewhere(cluster, bearer.source)
        else:
            there = facts.around = facts.around if facts.around is not None else self._elsewhere(cluster, None)
        shared = here & there
        return len(shared) - ((bearer.kind, bearer.key) in shared)

    def _elsewhere(self, cluster: Cluster, source: int | None) -> frozenset[tuple[str, str]]:
        """The telling names around a cluster, its own left out, in all its sources but one."""
        sources = sorted(cluster.known().sources - {source})[:_MOST_SOURCES]
        own = {(each.kind, each.key) for each in cluster.bearers}
        return frozenset().union(*map(self.around, sources)) - own


def acceptable(bearer: Bearer, clusters: Iterable[Cluster]) -> list[Cluster]:
    """The clusters that neither gender, nor roles, nor the curator's `not` rule out, each once."""
    roots = dict.fromkeys([cluster.root() for cluster in clusters])
    if not (bearer.name.gender or bearer.name.roles):
        return [root for root in roots if root.may_be(bearer)]
    its = Facts([bearer])
    return [root for root in roots if not _ruled_out(its, root.known()) and root.may_be(bearer)]


def _ruled_out(its: Facts, facts: Facts) -> bool:
    if its.genders and facts.genders and its.genders.isdisjoint(facts.genders):
        return True
    return opposed(its, facts)


def choose(bearer: Bearer, clusters: Sequence[Cluster], company: Company, form: str = "") -> Cluster | None:
    """The one cluster that a bearer belongs to as far as its context tells, or None where that stays open.

    `form` is the key of the short form met, when usage of that form is to count.
    """
    if len(clusters) < 2:
        return clusters[0] if clusters else None
    used = [usage(cluster, form) for cluster in clusters] if form else []
    its = standing(frozenset(bearer.name.roles))
    fits = [_fit(bearer, its, cluster, company) + _habit(used, at) for at, cluster in enumerate(clusters)]
    second, best = sorted(fits)[-2:]
    return clusters[fits.index(best)] if best >= _ENOUGH and best - second >= _AHEAD else None


def _fit(bearer: Bearer, its: Standing, cluster: Cluster, company: Company) -> float:
    """How well the context of a bearer fits a cluster: 2 for a role they share, 1 to 2 for companions, ½ for gender."""
    facts = cluster.known()
    role = 2.0 if not its.words.isdisjoint(facts.standing.words) else 0.0
    shared = company.shared(bearer, cluster)
    gender = 0.5 if bearer.name.gender and bearer.name.gender in facts.genders else 0.0
    return role + min(2.0, (1 + shared) / 2 if shared else 0.0) + gender


def usage(cluster: Cluster, form: str) -> int:
    """In how many sources a cluster is called by a short form beside its full name."""
    facts = cluster.known()
    if facts.usage is None:
        facts.usage = Counter()
        for forms, times in Counter([bearer.forms for bearer in cluster.bearers]).items():
            for key in {key_of(cluster.kind, form) for form in forms}:
                facts.usage[key] += times
    return facts.usage[form]


def usual(used: Iterable[tuple[Cluster, int]]) -> Cluster | None:
    """The cluster that a form means nearly everywhere, in three sources or more; of each the sources it is used in."""
    ranked = sorted(used, key=lambda each: -each[1])
    most, times = ranked[0]
    return most if times >= OFTEN and times >= USUAL * sum(count for _, count in ranked) else None


def _habit(used: Sequence[int], at: int) -> float:
    """1½ for the bearer whom a short form means nearly everywhere, in three sources or more."""
    return 1.5 if used and used[at] >= OFTEN and used[at] >= USUAL * sum(used) else 0.0
