"""Things counted: figures brought together when thing, unit and scope agree."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from onrecord.dossier.ids import digest, slug
from onrecord.dossier.names import plain
from onrecord.model import Figure, FigureKind, Record, Topic
from onrecord.prose import sentence_at

_COUNTED = ("money", "percent", "count", "ratio", "measure", "duration")

# Words too general to name a thing by themselves: 370 people here and 12 people there are not one count.
_GENERAL = frozenset(
    "person man woman child kid year month week day hour minute time dollar pound euro cent percent point percentage "
    "thing item part way place number amount total one side step piece kind type sort member case group lot "
    "majority minority third quarter half".split()
)
# Words that tell nothing about which thing is meant.
_LIGHT = frozenset(
    "the a an of in on at to for from by with and or its their his her our my your this that these those other others "
    "another more additional extra further such own same new additional estimated reported alleged all about around "
    "nearly least most total".split()
)
# Words that tell how far a count reaches; figures of different reach are not held against each other.
_SCOPES = {
    "nation": "nationwide nationally national countrywide", "state": "statewide", "city": "citywide",
    "county": "countywide", "world": "worldwide globally global", "year": "annually annual yearly per-year a-year",
    "month": "monthly per-month a-month", "week": "weekly per-week a-week", "day": "daily per-day a-day single-day",
    "hour": "hourly per-hour an-hour",
}  # fmt: skip
_SCOPE_OF = {word.replace("-", " "): scope for scope, words in _SCOPES.items() for word in words.split()}
_SCOPE_WORD = re.compile(rf"\b(?:{'|'.join(sorted(_SCOPE_OF, key=len, reverse=True))})\b", re.IGNORECASE)
_IRREGULAR = {
    "people": "person", "men": "man", "women": "woman", "children": "child", "wives": "wife", "lives": "life",
    "knives": "knife", "feet": "foot", "teeth": "tooth", "mice": "mouse", "police": "police", "news": "news",
    "series": "series", "species": "species", "kids": "child", "percentage": "percent"
}  # fmt: skip
_LATIN = re.compile(r"[^aeoc]uses$")
"""Viruses and campuses, not houses, causes and excuses."""
_AROUND = 120
"""Characters on either side of a figure in which words of scope are looked for, within its sentence."""


class _Place(NamedTuple):
    """A figure and where it stands."""

    record: Record
    figure: Figure


def topics(records: Sequence[Record]) -> tuple[Topic, ...]:
    """The things that at least two sources give a number for, or one source three, in order of id."""
    things: dict[tuple[str, ...], list[_Place]] = defaultdict(list)
    for record in records:
        for figure in record.figures:
            key = thing(figure)
            if key:
                things[figure.kind, _unit(figure), *key].append(_Place(record, figure))
    groups = [group for places in things.values() if _enough(places) for group in _by_scope(places)]
    return tuple(sorted(_named(groups), key=lambda topic: topic.id))


def thing(figure: Figure) -> tuple[str, ...]:
    """The words that say what a figure counts, singular, without light ones; empty when they tell too little."""
    if figure.of is None or figure.kind not in _COUNTED:
        return ()
    words = [singular(word) for word in plain(figure.of).split() if word not in _LIGHT and not word.isdigit()]
    words = [word for word in words if word not in _SCOPE_OF]
    return () if set(words) <= _GENERAL else tuple(sorted(words))


def singular(word: str) -> str:
    """The singular of an English noun, roughly: the same word for "arrests" and "arrest"."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or word.endswith(("ss", "us", "is")) or not word.endswith("s"):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")) or _LATIN.search(word):
        return word[:-2]
    return word[:-1]


def _unit(figure: Figure) -> str:
    """The unit of money, measures and times; of a count the unit is the thing itself."""
    return "" if figure.kind == "count" else figure.unit or ""


def _enough(places: Sequence[_Place]) -> bool:
    return len(places) >= 3 or len({place.record.source.id for place in places}) >= 2


# ---------------------------------------------------------------- scope


def _by_scope(places: Sequence[_Place]) -> Iterator[tuple[frozenset[str], list[_Place]]]:
    """The figures of one thing by their reach. Where only one reach is named, those that name none have it too."""
    groups: dict[frozenset[str], list[_Place]] = defaultdict(list)
    for place in places:
        groups[_scope(place)].append(place)
    named = [scope for scope in groups if scope]
    if len(named) < 2:
        yield (named[0] if named and len(groups) == 1 else frozenset()), list(places)
        return
    for scope, group in groups.items():
        if _enough(group):
            yield scope, group


def _scope(place: _Place) -> frozenset[str]:
    """The words of reach and the places named in a figure's sentence."""
    record, figure = place
    sentence = sentence_at(record.source.text, figure.start)
    start, end = max(sentence.start, figure.start - _AROUND), min(sentence.end, figure.end + _AROUND)
    words = {_SCOPE_OF[match.group().lower()] for match in _SCOPE_WORD.finditer(record.source.text, start, end)}
    named = {each.entity for each in record.mentions if each.kind == "place" and start <= each.start < end}
    return frozenset(words | named)


# ---------------------------------------------------------------- names and ids


def _named(groups: Iterable[tuple[frozenset[str], list[_Place]]]) -> Iterator[Topic]:
    every = [(scope, group, _name(group)) for scope, group in groups]
    alike = Counter(slug(name) for _, _, name in every)
    for scope, group, name in every:
        first = group[0].figure
        figures = tuple((place.record.source.id, place.figure.id) for place in group)
        id = slug(name)
        if alike[id] > 1:
            id = f"{id}-{_mark(first.kind, first.unit, scope)}"
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
