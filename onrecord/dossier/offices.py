"""Offices that every country or town has: "the Foreign Ministry" is another one after another country's name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from onrecord.dossier.bodies import GENERIC
from onrecord.dossier.clusters import Bearer, Cluster, move
from onrecord.dossier.context import Company, choose
from onrecord.dossier.names import plain
from onrecord.patterns import regex

_WORDS = GENERIC.union(
    "foreign finance interior defense justice health education trade agriculture fisheries labor transport "
    "transportation energy environment culture economy economics central national supreme federal high constitutional "
    "appeals state public city county town police fire school intelligence security home treasury parliament senate "
    "house assembly cabinet".split()
)
"""What offices are for, or over; with a word of `GENERIC` it names an office of any country."""
_OWNER = regex(r"\b([A-Z][\w.-]+)(['’]s?)? $")
_PEOPLE = regex(r"(?:an|ish|ese|[^aeiou]i|ch|andic|thai|greek|slovak|swiss|czech|filipino)$")
"""How the names of peoples end."""
_NO_OWNER = frozenset("american republican christian african asian european human urban such which each much".split())


def is_office(key: str) -> bool:
    """Whether a body's key names an office of a kind and nothing of its own."""
    words = key.split()
    return len(words) > 1 and _WORDS.issuperset(words)


def owner_before(text: str, start: int) -> str:
    """The people or, ending in "'s", the country or town right before a name; "" for none."""
    found = _OWNER.search(text, max(0, start - 40), start)
    if found is None:
        return ""
    owner = plain(found[1])
    if found[2]:
        return f"{owner}'s"
    return owner if _PEOPLE.search(owner) and owner not in _NO_OWNER else ""


def by_owner(group: Sequence[Bearer], company: Company) -> list[Cluster]:
    """Bearers of one office's name as one cluster, or one for each country that is named before it and one for none."""
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
    left = [bearer for bearer in free if bearer.cluster is None]
    return [*fits, Cluster("body", left)] if left else fits


def _same_owner(one: str, other: str) -> bool:
    """ "Polish" and "Poland's" begin alike; two adjectives or two possessives must be equal."""
    return one.endswith("'s") != other.endswith("'s") and one[:3] == other[:3]
