"""Offices that every country or town has: "the Foreign Ministry" is another one after another country's name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from onrecord.dossier.bodies import GENERIC
from onrecord.dossier.clusters import Bearer, Cluster, move
from onrecord.dossier.context import Company, choose
from onrecord.dossier.names import plain

_FIELDS = frozenset(
    "foreign finance interior defense justice health education trade agriculture fisheries labor transport "
    "transportation energy environment culture economy economics central national supreme federal high constitutional "
    "appeals state public city county town police fire school intelligence security home treasury parliament senate "
    "house assembly cabinet".split()
)
"""What offices are for, or over; with a word of `GENERIC` it names an office of any country."""
_OWNER = re.compile(r"\b([A-Z][\w.-]+)(['’]s?)? $")
_NO_OWNER = frozenset(
    "the a an in at on of for from by to and but or as his her their its our this that said state former new us united "
    "mr mrs ms".split()
)


def is_office(key: str) -> bool:
    """Whether a body's key names an office of a kind and nothing of its own."""
    words = key.split()
    return len(words) > 1 and all(word in GENERIC or word in _FIELDS for word in words)


def owner_before(text: str, start: int) -> str:
    """The country, people or town right before a name, possessives ending in "'s"; "" for none."""
    found = _OWNER.search(text, max(0, start - 40), start)
    if found is None or plain(found[1]) in _NO_OWNER:
        return ""
    return plain(found[1]) + ("'s" if found[2] else "")


def by_owner(group: Sequence[Bearer], company: Company) -> list[Cluster]:
    """Bearers of one office's name as one cluster, or one for each country that is named before it."""
    owners: dict[str, list[Bearer]] = defaultdict(list)
    for bearer in group:
        owners[bearer.owner].append(bearer)
    free = owners.pop("", [])
    clusters: dict[str, Cluster] = {}
    for owner in sorted(owners, key=lambda each: each.endswith("'s")):
        same = next((each for each in clusters if _same_owner(each, owner)), owner)
        if same in clusters:
            clusters[same].take(owners[owner])
        else:
            clusters[owner] = Cluster("body", owners[owner])
    if len(clusters) < 2:
        return [Cluster("body", group)]
    fits = list(clusters.values())
    move(free, [choose(bearer, fits, company) for bearer in free])
    return fits + [Cluster("body", [bearer]) for bearer in free if bearer.cluster is None]


def _same_owner(one: str, other: str) -> bool:
    """ "Polish" and "Poland's" begin alike; two adjectives or two possessives must be equal."""
    return one.endswith("'s") != other.endswith("'s") and one[:3] == other[:3]
