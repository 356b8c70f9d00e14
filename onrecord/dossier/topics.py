"""Things counted: figures brought together when thing, unit and scope agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from onrecord.dossier.amend import CORRECTED
from onrecord.dossier.echoes import top
from onrecord.dossier.gist import Gist
from onrecord.dossier.gisting import gists_of
from onrecord.dossier.ids import digest, slug
from onrecord.dossier.sights import Sight
from onrecord.dossier.things import thing
from onrecord.model import Figure, FigureKind, Record, Topic

_RARE = 0.2
"""The share of the sources up to which an entity tells what a sentence is about; up to four sources everyone does."""
_CAP = 8
"""Figures kept for one word; of more each is still held against the first ones."""


class _Place(NamedTuple):
    """A figure and where it stands."""

    source: str
    figure: Figure
    sight: Sight


_Group = tuple[frozenset[str], list[_Place]]


def topics(records: Iterable[Record]) -> tuple[Topic, ...]:
    """The things that at least two sources give a number for, or one source three, in order of id.

    Figures are of one thing when their words for it, kind, unit and reach agree, and what stands around them has
    something in common; a curator who sets `of` says so without that.
    """
    sources = gists_of(records)
    things: dict[tuple[str, ...], list[_Place]] = defaultdict(list)
    for source in sources:
        for number, sight in zip(source.numbers, source.sights, strict=True):
            figure = number.figure
            things[figure.kind, _unit(figure), *thing(figure)].append(_Place(source.id, figure, sight))
    few = _rare_entities(sources)
    groups = [
        group for key, places in things.items() if _enough(places) for group in _of_one_thing(places, len(key) - 2, few)
    ]
    return tuple(sorted(_named(groups), key=lambda topic: topic.id))


def _of_one_thing(places: Sequence[_Place], words: int, few: Container[str]) -> Iterator[_Group]:
    """The figures of one name for the thing, of so many words, parted by reach and by company."""
    if any(place.figure.why.startswith(CORRECTED) for place in places):
        yield frozenset(), list(places)
        return
    needed = max(0, 3 - words) + (places[0].figure.kind in ("percent", "ratio"))
    for scope, group in _by_scope(places):
        for its in _in_company(group, needed, few):
            if _enough(its):
                yield scope, its


def _unit(figure: Figure) -> str:
    """The unit of money, measures and times; of a count the unit is the thing itself."""
    return "" if figure.kind == "count" else figure.unit or ""


def _enough(places: Sequence[_Place]) -> bool:
    return len(places) >= 3 or len({place.source for place in places}) >= 2


def _rare_entities(sources: Sequence[Gist]) -> frozenset[str]:
    """Entities in so few of the sources that they tell what a sentence is about."""
    counts = Counter([entity for source in sources for entity in source.used])
    most = max(4, len(sources) * _RARE)
    return frozenset(entity for entity, count in counts.items() if count <= most)


def _by_scope(places: Sequence[_Place]) -> Iterator[tuple[frozenset[str], Sequence[_Place]]]:
    """The figures of one thing by their reach. Where only one reach is named, those that name none have it too."""
    groups: dict[tuple[str, ...], list[_Place]] = defaultdict(list)
    for place in places:
        groups[place.sight.scope].append(place)
    named = [scope for scope in groups if scope]
    if len(named) < 2:
        yield frozenset(named[0] if named and len(groups) == 1 else ()), places
        return
    for scope, held in groups.items():
        yield frozenset(scope), held


def _in_company(places: Sequence[_Place], needed: int, few: Container[str]) -> Iterator[list[_Place]]:
    """The figures whose sentences share enough: a telling entity counts 2, another one or a word 1."""
    if not needed:
        yield list(places)
        return
    words: dict[str, list[int]] = {}
    named: dict[str, list[int]] = {}
    first_in: dict[tuple[str, int], int] = {}
    parents = list(range(len(places)))
    for at, place in enumerate(places):
        sight = place.sight
        shared: list[int] = []  # each earlier figure as often as it weighs
        for word in sight.words:
            shared += _met(words, word, at)
        for name in dict.fromkeys((*sight.entities, *sight.scope)):
            others = _met(named, name, at)
            shared += others * 2 if name in few else others
        near = [other for other, weight in Counter(shared).items() if weight >= needed]
        group = at
        for other in (first_in.setdefault((place.source, sight.sentence), at), *near):
            parents[group] = group = top(parents, other)
    groups: dict[int, list[_Place]] = defaultdict(list)
    for at, place in enumerate(places):
        groups[top(parents, at)].append(place)
    yield from groups.values()


def _met(index: dict[str, list[int]], feature: str, at: int) -> list[int]:
    """The first figures before `at` whose sentence has a feature, too; `at` joins them while they are few."""
    held = index.get(feature)
    if held is None:
        index[feature] = [at]
        return []
    met = held[:]
    if len(held) < _CAP:
        held.append(at)
    return met


# ---------------------------------------------------------------- names and ids


def _named(groups: Iterable[_Group]) -> Iterator[Topic]:
    every = [(scope, group, _name(group)) for scope, group in groups]
    alike = Counter(slug(name) for _, _, name in every)
    used: set[str] = set()
    for scope, group, name in sorted(every, key=lambda each: -len(each[1])):
        first = group[0].figure
        figures = tuple((place.source, place.figure.id) for place in group)
        id = slug(name)
        if alike[id] > 1:
            id = f"{id}-{_mark(first.kind, first.unit, scope)}"
        if id in used:
            id = f"{id}-{digest(' '.join(figures[0]))}"
        used.add(id)
        yield Topic(id, name, first.kind, first.unit, figures)


def _name(group: Sequence[_Place]) -> str:
    """What most figures of the group say they count."""
    counts = Counter(" ".join((place.figure.of or "").split()) for place in group)
    return min(counts, key=lambda name: (-counts[name], len(name), name))


def _mark(kind: FigureKind, unit: str | None, scope: frozenset[str]) -> str:
    """What tells topics of one name apart: the scope, or the kind and unit."""
    reach = slug(" ".join(sorted(scope))) if scope else ""
    told = "-".join(part for part in (kind, slug(unit) if unit and kind != "count" else "", reach) if part)
    return told if len(told) <= 40 else f"{kind}-{digest(told)}"
