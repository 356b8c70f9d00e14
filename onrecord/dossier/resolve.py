"""Who is who: all sources' names to entities, in one pass over an index of normal forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from onrecord.curate.registry import Registry
from onrecord.dossier.bearers import Told, bearers_of, classes_of, reclassify, registered, told
from onrecord.dossier.bodies import is_local, link_bodies
from onrecord.dossier.candidates import rise
from onrecord.dossier.clusters import Bearer, Cluster, Facts, merge, move, opposed, roots
from onrecord.dossier.context import Company, acceptable, choose
from onrecord.dossier.entities import Doubts, Names, name_all
from onrecord.dossier.names import person
from onrecord.dossier.offices import by_owner
from onrecord.dossier.people import Shorts, lend, link_full, link_short
from onrecord.model import Found, Source

__all__ = ["Names", "Told", "resolve", "told", "told_of"]

_MOST = 20
"""People of one name that are told apart; whoever fits none of them stays alone."""

_FAR = 3
"""How many times as many sources one of two namesakes must stand in to be meant where nothing tells."""


def resolve(items: Iterable[tuple[str, Told]], registry: Registry) -> Names:
    """Decide who is who, from (source id, what it tells) of every source.

    The answer depends on these and the registry, not on the order of `items`.
    """
    ordered = sorted(items, key=lambda item: item[0])
    moved = {old: entry.id for entry in registry.entries for old in (*entry.was, *entry.merge)}
    entries = registered(registry)
    classes = classes_of(entries)
    bearers = [bearers_of(at, its, moved, classes) for at, (_, its) in enumerate(ordered)]
    reclassify(bearers)
    company = Company(bearers)
    every = [each for its in bearers for each in its]
    sure = [*entries, *(each for each in every if each.name.sure or each.pin)]
    clusters, doubts = _gather(sure, registry, company)
    lend(bearers, clusters)
    rise([each for each in every if each.cluster is None], clusters, company)
    return name_all(ordered, bearers, clusters, registry, moved, doubts)


def told_of(items: Iterable[tuple[Source, Found]]) -> list[tuple[str, Told]]:
    """What several sources tell, as `resolve` takes it."""
    return [(source.id, told(source, found)) for source, found in items]


def _gather(sure: Sequence[Bearer], registry: Registry, company: Company) -> tuple[list[Cluster], Doubts]:
    """Clusters of all sure bearers, and what was left open."""
    never = {entry.id: frozenset(entry.never) for entry in registry.entries}
    groups: dict[tuple[str, str, str], list[Bearer]] = defaultdict(list)
    for bearer in sure:
        groups[bearer.kind, bearer.key, person(bearer.name.name).suffix if bearer.kind == "person" else ""].append(
            bearer
        )
    clusters: dict[str, list[Cluster]] = {"person": [], "body": [], "place": []}
    short: list[Bearer] = []
    for (kind, _, _), group in groups.items():
        if any(bearer.pin for bearer in group):
            clusters[kind] += _pinned(group, never, company)
        elif kind == "person" and not person(group[0].name.name).given:
            short += group
        elif kind == "body" and all(is_local(bearer.name.name) for bearer in group):
            clusters[kind] += [Cluster(kind, [bearer]) for bearer in group]
        elif kind == "body" and any(bearer.owner for bearer in group):
            clusters[kind] += by_owner(group, company)
        else:
            clusters[kind] += apart(group, company)
    _join_pins(clusters)
    people, near = link_full(clusters["person"], company)
    none, several = link_short(short, Shorts(people), company)
    people += _alone(none, company) + [Cluster("person", [bearer]) for bearer in several]
    every = [*people, *link_bodies(clusters["body"], company), *roots(clusters["place"])]
    return every, Doubts(several, near)


def _pinned(group: Sequence[Bearer], never: dict[str, frozenset[str]], company: Company) -> list[Cluster]:
    """A name that the registry or a tag gives: to the one who bears it, or as the context tells between several."""
    pins: dict[str, list[Bearer]] = defaultdict(list)
    for bearer in group:
        if bearer.pin:
            pins[bearer.pin].append(bearer)
    clusters = [Cluster(its[0].kind, its, pin, never.get(pin, frozenset())) for pin, its in pins.items()]
    free = [bearer for bearer in group if not bearer.pin]
    fits = [[cluster for cluster in clusters if cluster.may_be(bearer)] for bearer in free]
    chosen = [
        fit[0] if len(fit) == 1 else choose(bearer, acceptable(bearer, fit), company)
        for bearer, fit in zip(free, fits, strict=True)
    ]
    move(free, chosen)
    return clusters + [Cluster(bearer.kind, [bearer]) for bearer in free if bearer.cluster is None]


def _join_pins(clusters: dict[str, list[Cluster]]) -> None:
    """Merge the clusters of one id: an entry's names are one entity whatever their class."""
    first: dict[str, Cluster] = {}
    for cluster in (each for kind in clusters.values() for each in kind if each.pin):
        known = first.setdefault(cluster.pin, cluster)
        if known is not cluster:
            first[cluster.pin] = merge(known, cluster)


def _alone(bearers: Sequence[Bearer], company: Company) -> list[Cluster]:
    """Surnames without a full name anywhere: one person for each, unless gender or roles speak against it."""
    groups: dict[tuple[str, str], list[Bearer]] = defaultdict(list)
    for bearer in bearers:
        groups[bearer.key, person(bearer.name.name).suffix].append(bearer)
    return [cluster for group in groups.values() for cluster in apart(group, company)]


def apart(group: Sequence[Bearer], company: Company) -> list[Cluster]:
    """Bearers of one name as one cluster, or as several where gender or roles cannot be one person's.

    Those of whom too little is told go with their company, else with the one who is named far more often, else stay
    alone.
    """
    whole = Cluster(group[0].kind, group)
    if whole.kind != "person" or not _conflicting(whole):
        return [whole]
    alike: dict[tuple[object, ...], list[Bearer]] = defaultdict(list)
    for bearer in group:
        alike[bearer.name.gender, *sorted(bearer.name.roles)].append(bearer)
    clusters: list[Cluster] = []
    for its in (its for its in alike.values() if its[0].name.roles):
        facts = Facts(its)
        fit = next((cluster for cluster in clusters[:_MOST] if not opposed(facts, cluster.known())), None)
        if fit is None:
            clusters.append(Cluster(whole.kind, its))
        else:
            fit.take(its)
    return clusters + _with_one_of(clusters, [bearer for bearer in group if not bearer.name.roles], company)


def _with_one_of(clusters: list[Cluster], bearers: Sequence[Bearer], company: Company) -> list[Cluster]:
    """Give bearers without roles to the clusters they fit; returns those who stay alone, each a cluster of its own."""
    ranked = sorted(clusters, key=lambda cluster: -len(cluster.known().sources))
    usual = ranked[:1] if ranked and (len(ranked) < 2 or _often(ranked[0], ranked[1])) else []
    chosen: list[Cluster | None] = []
    for bearer in bearers:
        fits = acceptable(bearer, ranked)
        whose = choose(bearer, fits, company)
        chosen.append(whose or next((cluster for cluster in usual if cluster in fits), None))
    move(bearers, chosen)
    left = [bearer for bearer, whose in zip(bearers, chosen, strict=True) if whose is None]
    if not clusters and left:
        return [Cluster(left[0].kind, left)]
    return [Cluster(bearer.kind, [bearer]) for bearer in left]


def _often(one: Cluster, other: Cluster) -> bool:
    return len(one.known().sources) >= _FAR * len(other.known().sources)


def _conflicting(cluster: Cluster) -> bool:
    """Whether its roles or genders could be those of two people at all: most names are spared the comparison."""
    facts = cluster.known()
    standing = facts.standing
    return max(len(facts.genders), len(standing.fields), len(standing.seats), len(standing.offices)) > 1
