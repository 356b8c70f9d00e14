"""Bearers of names in all sources, and the clusters they are gathered in while it is decided who is who."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from onrecord.dossier.names import body, person, place
from onrecord.dossier.roles import clash, standing
from onrecord.model import LocalName

Class = str
"""`person`, `body` (agency or organisation) or `place`: names of different classes are not one entity."""

REGISTRY = -1
"""Stands for the registry where the index of a source is expected."""


def class_of(kind: str) -> Class:
    """The class of an entity kind."""
    return kind if kind in ("person", "place") else "body"


def key_of(kind: Class, name: str) -> str:
    """The normal form of a name: equal keys of one class are one name."""
    if kind == "person":
        return person(name).key
    return body(name) if kind == "body" else place(name)


class Bearer:
    """One bearer of a name in one source."""

    __slots__ = (
        "cluster",
        "forms",
        "key",
        "kind",
        "local",
        "name",
        "only",
        "owner",
        "pin",
        "source",
        "stand",
        "strength",
    )

    def __init__(self, source: int, local: int, name: LocalName, stand: Sequence[str], strength: float = 1.0) -> None:
        self.source = source
        self.local = local
        self.name = name
        self.stand = stand
        """The forms in which it stands in the text, in order of their first mention."""
        self.strength = strength
        """The confidence of the surest of them."""
        self.forms = name.forms if stand == name.forms else tuple(dict.fromkeys([*name.forms, *stand]))
        self.kind = class_of(name.kind)
        self.key = key_of(self.kind, name.name)
        self.pin = ""
        """The id that the registry or a tag gives."""
        self.only: tuple[str, ...] = ()
        """The forms that are this bearer's where others of the same local name are somebody else's."""
        self.owner = ""
        """For an office: the country or town before its name."""
        self.cluster: Cluster | None = None

    def classify(self, kind: Class) -> None:
        """Put it in another class than the source did."""
        self.kind = kind
        self.key = key_of(kind, self.name.name)


class Cluster:
    """Bearers that are one entity; `into` leads on when it was merged into another."""

    __slots__ = ("bearers", "facts", "into", "kind", "never", "pin")

    def __init__(
        self, kind: Class, bearers: Iterable[Bearer], pin: str = "", never: frozenset[str] = frozenset()
    ) -> None:
        self.kind = kind
        self.pin = pin
        self.never = never
        self.bearers: list[Bearer] = []
        self.into: Cluster | None = None
        self.facts: Facts | None = None
        self.take(bearers)

    def root(self) -> Cluster:
        """The cluster this one has become part of, or itself."""
        last = self
        while last.into is not None:
            last = last.into
        return last

    def take(self, bearers: Iterable[Bearer]) -> None:
        """Add bearers."""
        for bearer in bearers:
            bearer.cluster = self
            self.bearers.append(bearer)
        self.facts = None

    def may_be(self, bearer: Bearer) -> bool:
        """Whether the curator leaves it open that a bearer is this entity (its name is not among the `not` strings)."""
        return bearer.name.name not in self.never

    def known(self) -> Facts:
        """What its bearers tell together; worked out when first asked after a change."""
        if self.facts is None:
            self.facts = Facts(self.bearers)
        return self.facts


class Facts:
    """What the bearers of a cluster tell together."""

    __slots__ = ("around", "fullest", "genders", "sources", "standing", "usage")

    def __init__(self, bearers: Sequence[Bearer]) -> None:
        self.sources = {bearer.source for bearer in bearers}
        self.sources.discard(REGISTRY)
        self.fullest = max({bearer.name.name for bearer in bearers}, key=_fullness, default="")
        told = [bearer.name.gender for bearer in bearers if bearer.name.gender]
        self.genders = {gender for gender in set(told) if told.count(gender) * 3 >= len(told)}
        self.standing = standing(frozenset([role for bearer in bearers for role in bearer.name.roles]))
        self.around: frozenset[tuple[str, str]] | None = None
        """Who is named in its sources; filled in by `Company`."""
        self.usage: Counter[str] | None = None
        """Key of a form → sources in which it stands; filled in when first asked for."""


def _fullness(name: str) -> tuple[int, int, str]:
    return (name.count(" "), len(name), name)


def move(bearers: Iterable[Bearer], targets: Iterable[Cluster | None]) -> None:
    """Give each bearer to its target, all at once, so that a cluster's facts are worked out again only once."""
    gathered: dict[Cluster, list[Bearer]] = {}
    for bearer, target in zip(bearers, targets, strict=True):
        if target is not None:
            gathered.setdefault(target.root(), []).append(bearer)
    for target, its in gathered.items():
        target.take(its)


def merge(one: Cluster, other: Cluster) -> Cluster:
    """Make two clusters one; two that are pinned to different ids stay two. Returns the first's root."""
    one, other = one.root(), other.root()
    if one is other or (one.pin and other.pin and one.pin != other.pin):
        return one
    if len(one.bearers) < len(other.bearers):
        one, other = other, one
    one.pin = one.pin or other.pin
    one.never |= other.never
    one.take(other.bearers)
    other.bearers = []
    other.into = one
    return one


def roots(clusters: Iterable[Cluster]) -> list[Cluster]:
    """The clusters that are left after merging, each once, in order."""
    return list(dict.fromkeys(root for cluster in clusters if (root := cluster.root()).bearers))


def opposed(one: Facts, other: Facts) -> bool:
    """Whether gender or roles say that these are two people."""
    if one.genders and other.genders and one.genders.isdisjoint(other.genders):
        return one.standing.words.isdisjoint(other.standing.words)
    return clash(one.standing, other.standing)
