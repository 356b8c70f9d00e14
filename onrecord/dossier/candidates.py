"""Candidates rise: a name that its own source does not prove is marked when the dossier knows one bearer that fits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from onrecord.dossier.clusters import Bearer, Cluster, key_of, move
from onrecord.dossier.context import OFTEN, Company, acceptable, usage, usual
from onrecord.dossier.names import person, short_forms

_MANY = 0.1
"""The share of the sources that must call somebody by a common word for it to be a name where nothing else tells."""
_CROWD = 60
"""Bearers of one name of whom any is looked at; beyond that nobody is meant by it alone."""


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
        whose = fits[0] if len(fits) == 1 else _usual(bearer, fits)
        chosen.append(whose if whose and _plain_enough(bearer, whose, company) else None)
    move(waiting, chosen)


def _usual(bearer: Bearer, fits: Sequence[Cluster]) -> Cluster | None:
    """The one of several whom a surname means nearly everywhere, or None."""
    if bearer.kind != "person" or not 1 < len(fits) <= _CROWD or person(bearer.name.name).suffix:
        return None
    return usual([(cluster, usage(cluster, bearer.key)) for cluster in fits])


def _plain_enough(bearer: Bearer, cluster: Cluster, company: Company) -> bool:
    """Whether a form is no common word, or the surname of somebody named in full: "Rice" where Ann Rice is known.

    It must stand in the same company, or be what many sources call that person.
    """
    if not bearer.name.common:
        return True
    if bearer.kind != "person" or cluster.kind != "person" or not person(cluster.known().fullest).given:
        return False
    often = max(OFTEN, company.size * _MANY)
    return usage(cluster, bearer.key) >= often or company.shared(bearer, cluster) > 0


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
