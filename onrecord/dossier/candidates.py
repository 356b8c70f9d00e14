"""Candidates rise: a name that its own source does not prove is marked when the dossier knows one bearer that fits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from onrecord.dossier.clusters import Bearer, Cluster, key_of, move
from onrecord.dossier.context import Company, acceptable
from onrecord.dossier.names import person, short_forms


def rise(candidates: Iterable[Bearer], clusters: Iterable[Cluster], company: Company) -> None:
    """Give each candidate to the only cluster, of whatever class, that bears its name; the rest keep no cluster.

    A single word that only ever opens a sentence proves nothing and never rises; one that is also a common word does
    only for a person whose full name the dossier has, in the same company.
    """
    waiting = [bearer for bearer in candidates if not bearer.name.opens or " " in bearer.name.name]
    if not waiting:
        return
    wanted = {key for bearer in waiting for key in _keys(bearer)}
    bearing: dict[tuple[str, str], dict[Cluster, None]] = defaultdict(dict)
    for cluster in clusters:
        for key in _forms(cluster):
            if key in wanted:
                bearing[key][cluster] = None
    chosen: list[Cluster | None] = []
    for bearer in waiting:
        fits = acceptable(bearer, (cluster for key in _keys(bearer) for cluster in bearing.get(key, ())))
        chosen.append(fits[0] if len(fits) == 1 and _plain_enough(bearer, fits[0], company) else None)
    move(waiting, chosen)


def _plain_enough(bearer: Bearer, cluster: Cluster, company: Company) -> bool:
    """Whether a form is no common word, or the surname of somebody named in full: "Rice" where Ann Rice is known."""
    if not bearer.name.common:
        return True
    if bearer.kind != "person" or cluster.kind != "person" or not person(cluster.known().fullest).given:
        return False
    return company.shared(bearer, cluster) > 0


def _keys(bearer: Bearer) -> list[tuple[str, str]]:
    """(class, key) of a candidate's name in every class: its kind is a guess too."""
    return [(kind, key_of(kind, bearer.name.name)) for kind in ("person", "body", "place")]


def _forms(cluster: Cluster) -> set[tuple[str, str]]:
    """(class, key) of every form that a cluster's bearers are called by in their sources."""
    kind, bearers = cluster.kind, cluster.bearers
    keys = {bearer.key for bearer in bearers}
    keys.update([key_of(kind, form) for form in set().union(*[bearer.forms for bearer in bearers])])
    if kind == "person":
        for name in {bearer.name.name for bearer in bearers}:
            keys.update(short_forms(person(name)))
    return {(kind, key) for key in keys}
