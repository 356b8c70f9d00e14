"""Clusters become entities: their ids, kinds, names, and what is said about doubts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from msgspec import Struct

from onrecord.curate.registry import Registry, RegistryEntry, Split
from onrecord.dossier.bearers import Told
from onrecord.dossier.clusters import Bearer, Cluster, class_of, merge
from onrecord.dossier.ids import digest, distinct, slug
from onrecord.dossier.known import Known
from onrecord.model import Entity, EntityKind, Review

_USUAL = 0.2
"""The share of the sources with a name of several words that must have a name for it to be the one shown."""
_ORDER = {"person": 0, "body": 1, "place": 2}


class Names(Struct, frozen=True):
    """Who is who over all sources."""

    entities: Mapping[str, Entity] = {}
    """By id: every one found or registered, without the suppressed."""
    local: Mapping[str, tuple[str | None, ...]] = {}
    """Source id → for each of its `Found.names` the entity id, or None where the name is not to be marked."""
    parted: Mapping[str, Mapping[tuple[int, str], str]] = {}
    """Source id → (index, form) → the entity that this form of a name means, where it is not the one in `local`."""
    risen: Mapping[str, frozenset[int]] = {}
    """Source id → indexes of its names that the dossier proved, not the source."""
    known: Known = Known({})
    """The registry's forms, to be found in every text."""
    moved: Mapping[str, str] = {}
    """Old or merged id → id."""
    registered: frozenset[str] = frozenset()
    """Ids that the registry keeps even where no source names them."""
    stated: Mapping[str, frozenset[str]] = {}
    """Entity id → aliases and role that the registry states."""
    never: Mapping[str, frozenset[str]] = {}
    """Entity id → strings that are never this entity."""
    splits: Mapping[str, tuple[tuple[str, Split], ...]] = {}
    """Source id → (entity id, which of its mentions there are somebody else)."""
    unmade: frozenset[str] = frozenset()
    """Ids under `merge` in the registry that nothing found would have."""
    reviews: tuple[Review, ...] = ()


class Doubts(NamedTuple):
    """What resolving left open."""

    short: Sequence[Bearer]
    """Short names that fit several people."""
    near: Sequence[tuple[Cluster, Cluster]]
    """People whose names differ by a slip."""


def name_all(
    ordered: Sequence[tuple[str, Told]],
    bearers: Sequence[Sequence[Bearer]],
    clusters: Sequence[Cluster],
    registry: Registry,
    moved: Mapping[str, str],
    doubts: Doubts,
) -> Names:
    """Give every cluster its id and make the entities; the suppressed have neither."""
    entries = {entry.id: entry for entry in registry.entries}
    sources = [source for source, _ in ordered]
    ids, made = _ids(clusters, sources, entries, moved)
    kept = {cluster: id for cluster, id in ids.items() if not (id in entries and entries[id].suppress)}
    unmade = frozenset(_unmade(ordered, ids, entries)) - made
    entities = {id: _entity(id, cluster, entries.get(id), unmade) for cluster, id in kept.items()}
    entities.update(_spoken_for(ordered, entities, moved, entries))
    local = {
        source: tuple(
            [kept.get(bearer.cluster.root()) if bearer.cluster else None for bearer in its if not bearer.only]
        )
        for source, its in zip(sources, bearers, strict=True)
    }
    return Names(
        entities=entities,
        local=local,
        parted={source: parted for source, its in zip(sources, bearers, strict=True) if (parted := _parted(its, kept))},
        risen={
            source: frozenset(each.local for each in its if not each.name.sure and not each.pin)
            for source, its in zip(sources, bearers, strict=True)
        },
        known=known_forms(registry),
        moved=moved,
        registered=frozenset(id for id, entry in entries.items() if not entry.suppress),
        stated={entry.id: frozenset((*entry.aliases, entry.role)) for entry in registry.entries},
        never={entry.id: frozenset(entry.never) for entry in registry.entries if entry.never},
        splits=_splits(registry),
        unmade=unmade,
        reviews=(*_open(doubts.short, sources, local), *_near(doubts.near, ids, entities), *_namesakes(ids, entities)),
    )


def _parted(bearers: Sequence[Bearer], kept: Mapping[Cluster, str]) -> dict[tuple[int, str], str]:
    """The forms of one source's names that mean somebody else than the name they were found with."""
    return {
        (bearer.local, form): kept[bearer.cluster.root()]
        for bearer in bearers
        if bearer.only and bearer.cluster and bearer.cluster.root() in kept
        for form in bearer.only
    }


# ---------------------------------------------------------------- ids


def _ids(
    clusters: Sequence[Cluster], sources: Sequence[str], entries: Mapping[str, RegistryEntry], moved: Mapping[str, str]
) -> tuple[dict[Cluster, str], set[str]]:
    """The id of every cluster, and the old or merged ids that some would have got: those became part of the new owners.

    Whoever was told apart from one of them keeps the id that this gave.
    """
    live = [cluster for cluster in dict.fromkeys(each.root() for each in clusters) if cluster.bearers]
    pinned = {cluster.pin: cluster for cluster in live if cluster.pin}
    slugs = {cluster: slug(display_name(cluster)) for cluster in live if not cluster.pin}
    made = set()

    def joins(cluster: Cluster, id: str) -> bool:
        target = pinned.get(moved.get(id, ""))
        if target is not None:
            root = merge(target, cluster)
            pinned[root.pin] = root
            made.add(id)
        return target is not None

    for cluster, its in slugs.items() if moved else ():
        joins(cluster, its)
    free = sorted((cluster for cluster in slugs if cluster.into is None and not cluster.pin), key=_first)
    ids = distinct(_wanted(free, slugs, sources), sorted({*entries, *pinned}))
    own = {cluster: id for cluster, id in zip(free, ids, strict=True) if not joins(cluster, id)}
    return {cluster: id for id, cluster in pinned.items()} | own, made


def _first(cluster: Cluster) -> tuple[int, int]:
    if len(cluster.bearers) == 1:
        return cluster.bearers[0].source, cluster.bearers[0].local
    return min([(bearer.source, bearer.local) for bearer in cluster.bearers])


def _wanted(
    clusters: Sequence[Cluster], slugs: Mapping[Cluster, str], sources: Sequence[str]
) -> list[tuple[str, Callable[[], tuple[str, ...]]]]:
    """The slug of each cluster, and what tells it from others of that slug: its class, a role, a hash."""
    alike = Counter((slugs[cluster], cluster.kind) for cluster in clusters)

    def ways(cluster: Cluster) -> tuple[str, ...]:
        source, local = _first(cluster)
        base = slugs[cluster]
        before = any(alike[base, kind] for kind in _ORDER if _ORDER[kind] < _ORDER[cluster.kind])
        owners = [bearer.owner.removesuffix("'s") for bearer in cluster.bearers if bearer.owner]
        roles = [slug(told) for told in (*owners, *_roles(cluster))[:1]]
        own = [kind_of(cluster)] if before else [""]
        return (*(own if alike[base, cluster.kind] == 1 else roles), digest(f"{sources[source]} {local} {base}"))

    return [(slugs[cluster], partial(ways, cluster)) for cluster in clusters]


def _unmade(
    ordered: Sequence[tuple[str, Told]], ids: Mapping[Cluster, str], entries: Mapping[str, RegistryEntry]
) -> Iterator[str]:
    """The ids to be merged that neither a name of their new owner nor a tag would give."""
    merging = {id for id, entry in entries.items() if entry.merge}
    if not merging:
        return
    tagged = {id for _, told in ordered for id in (*told.spoken, *(name.id for name in told.names))}
    for cluster, id in ids.items():
        if id in merging:
            forms = {form for bearer in cluster.bearers for form in (bearer.name.name, *bearer.forms)}
            yield from {*entries[id].merge}.difference(tagged, map(slug, forms))


# ---------------------------------------------------------------- entities


def _by_count(values: Iterable[str]) -> list[str]:
    """Distinct values, the commonest first."""
    counts = Counter(values)
    return list(counts) if len(counts) < 2 else sorted(counts, key=lambda value: (-counts[value], value))


def _roles(cluster: Cluster) -> list[str]:
    return _by_count([role for bearer in cluster.bearers for role in bearer.name.roles])


def display_name(cluster: Cluster) -> str:
    """The fullest name in ordinary use: most words, not in capitals, then the commonest, then the longest.

    A place is named by no abbreviation where any source writes it out.
    """
    counts = Counter([bearer.name.name for bearer in cluster.bearers])
    if len(counts) == 1:
        return cluster.bearers[0].name.name
    usual = _USUAL * sum(count for name, count in counts.items() if " " in name)
    counts = Counter({name: count for name, count in counts.items() if count >= usual}) or counts
    if cluster.kind == "place":
        counts = Counter({name: count for name, count in counts.items() if not _is_short(name)}) or counts
    return max(
        counts, key=lambda name: (not (name.isupper() and " " in name), name.count(" "), counts[name], len(name), name)
    )


def _is_short(name: str) -> bool:
    return name.endswith(".") or (name.isupper() and len(name) < 4)  # "Calif.", "N.Y.", "UK"


def kind_of(cluster: Cluster) -> EntityKind:
    """The kind that most sources and forms have, of those in the cluster's class."""
    votes: Counter[EntityKind] = Counter()
    for bearer in cluster.bearers:
        if class_of(bearer.name.kind) == cluster.kind:
            votes[bearer.name.kind] += 1 + len(bearer.stand)
    return min(votes, key=lambda kind: (-votes[kind], kind), default="organization")


def _entity(id: str, cluster: Cluster, entry: RegistryEntry | None, unmade: frozenset[str]) -> Entity:
    name = entry.name if entry else display_name(cluster)
    forms = [form for form in _by_count([form for bearer in cluster.bearers for form in bearer.forms]) if form != name]
    roles = _roles(cluster)
    if entry is None:
        return Entity(id, kind_of(cluster), name, tuple(forms), tuple(roles))
    aliases = dict.fromkeys((*entry.aliases, *forms))
    told = dict.fromkeys(((entry.role,) if entry.role else ()) + tuple(roles))
    return Entity(
        id,
        entry.kind,
        name,
        tuple(aliases),
        tuple(told),
        entry.description,
        entry.identifiers,
        (*entry.was, *(merged for merged in entry.merge if merged not in unmade)),
    )


def _spoken_for(
    ordered: Iterable[tuple[str, Told]],
    entities: Mapping[str, Entity],
    moved: Mapping[str, str],
    entries: Mapping[str, RegistryEntry],
) -> dict[str, Entity]:
    """Speakers that only a tag of a quote or figure names: the id is all that is known of them."""
    ids = {moved.get(id, id) for _, told in ordered for id in told.spoken}
    unknown = sorted(ids - entities.keys() - entries.keys())
    return {id: Entity(id, "person", " ".join(word.capitalize() for word in id.split("-"))) for id in unknown}


def known_forms(registry: Registry) -> Known:
    """Every form that exactly one entry claims; also for the suppressed, whose marks are to be taken away.

    One in small letters ("the district") has a capital where it opens a sentence.
    """
    owners: dict[str, set[str]] = {}
    for entry in registry.entries:
        for form in (entry.name, *entry.aliases):
            owners.setdefault(form, set()).add(entry.id)
    forms = {form: min(ids) for form, ids in owners.items() if len(ids) == 1 and form}
    never = {(form, entry.id) for entry in registry.entries for form in entry.never}
    raised = {form[0].upper() + form[1:]: id for form, id in forms.items() if form[0].islower()}
    return Known(forms, {form: id for form, id in raised.items() if form not in owners and (form, id) not in never})


def _splits(registry: Registry) -> dict[str, tuple[tuple[str, Split], ...]]:
    splits: dict[str, tuple[tuple[str, Split], ...]] = {}
    for entry in registry.entries:
        for split in entry.split:
            splits[split.source] = (*splits.get(split.source, ()), (entry.id, split))
    return splits


def _open(
    open_ones: Sequence[Bearer], sources: Sequence[str], local: Mapping[str, tuple[str | None, ...]]
) -> Iterable[Review]:
    for bearer in sorted(open_ones, key=lambda each: (each.source, each.local)):
        source = sources[bearer.source]
        message = f"“{bearer.name.name}” may be several people; nothing in this source tells whom it means"
        yield Review("ambiguous name", message, source, local[source][bearer.local])


def _near(
    pairs: Iterable[tuple[Cluster, Cluster]], ids: Mapping[Cluster, str], entities: Mapping[str, Entity]
) -> Iterable[Review]:
    found = sorted(sorted(ids[cluster.root()] for cluster in pair) for pair in pairs)
    for one, other in found:
        if one != other and one in entities and other in entities:
            message = f"“{entities[one].name}” and “{entities[other].name}” may be one person"
            yield Review("near-duplicate name", message, entity=one)


def _namesakes(ids: Mapping[Cluster, str], entities: Mapping[str, Entity]) -> Iterable[Review]:
    """Those of one full name who are kept apart without the registry's word."""
    namesakes: dict[str, list[str]] = {}
    for cluster, id in ids.items():
        if cluster.kind == "person" and not cluster.pin and id in entities and " " in entities[id].name:
            namesakes.setdefault(entities[id].name, []).append(id)
    for name, its in sorted(namesakes.items()):
        for id in sorted(its)[1:]:
            told = ", ".join(entities[id].roles[:3]) or "no role"
            yield Review("ambiguous name", f"“{name}” is kept apart from others of that name ({told})", entity=id)
