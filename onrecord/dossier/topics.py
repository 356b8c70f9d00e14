"""Things counted: figures brought together when thing, unit and scope agree."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from onrecord.dossier.amend import CORRECTED
from onrecord.dossier.echoes import top
from onrecord.dossier.ids import digest, slug
from onrecord.dossier.names import plain
from onrecord.model import Figure, FigureKind, Record, Topic

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
_SCOPE_WORD = re.compile(rf"\b(?:{'|'.join(sorted(_SCOPE_OF, key=len, reverse=True))})\b")
_SCOPE_HINTS = ("wide", "nation", "global", "annual", "ly", *(word for word in _SCOPE_OF if " " in word))
"""Letters of which a sentence with a word of scope has some: asking for them is cheaper than for the words."""
_IRREGULAR = {
    "people": "person", "men": "man", "women": "woman", "children": "child", "wives": "wife", "lives": "life",
    "knives": "knife", "feet": "foot", "teeth": "tooth", "mice": "mouse", "police": "police", "news": "news",
    "series": "series", "species": "species", "kids": "child", "percentage": "percent"
}  # fmt: skip
_LATIN = re.compile(r"[^aeoc]uses$")
"""Viruses and campuses, not houses, causes and excuses."""
_TELLING = re.compile(r"(?<![\w'’-])[a-z]{4,}(?![\w'’])")
_COMMON = frozenset(
    # words of four letters and more that stand in sentences about anything
    "about above according added after again against ahead almost along also although among another around asked away "
    "back became because become been before began behind being below between both bring came come could days "
    "did does doing done down during each early either else enough even ever every first from gave give given goes "
    "going gone have having here high himself herself hold including instead into itself just keep kept know known "
    "large last late later least less like little long look made make many mean might more most much must near "
    "need never next nothing often once only other over part people person place put same says said saying second see "
    "seen several should show since some still such take taken tell than that their them then there these they thing "
    "think this those though three through time today told took toward under until upon used very want week well went "
    "were what when where whether which while whole whose will with within without work would year yesterday your "
    "monday tuesday wednesday thursday friday saturday sunday month number percent million billion thousand".split()
)
_RARE = 0.2
"""The share of the sources up to which an entity tells what a sentence is about; up to four sources everyone does."""
_CAP = 8
"""Figures kept for one word; of more each is still held against the first ones."""
_STOP = re.compile(r"[.!?\n](?:(?:(?<=[a-z]{4}[.!?])|(?<=[\d%”\"’)][.!?]))[\"'”’)]*\s+(?=[\"'“‘A-Z])|(?<=\n)\s*\n)")
"""The end of a sentence; a short word before the full stop may be an abbreviation."""
_AROUND = 120
"""Characters on either side of a figure in which words of scope are looked for, within its sentence."""


class _Place(NamedTuple):
    """A figure and where it stands."""

    record: Record
    figure: Figure


_Seen = tuple[_Place, "_Sight"]
_Group = tuple[frozenset[str], list[_Place]]


def topics(records: Sequence[Record]) -> tuple[Topic, ...]:
    """The things that at least two sources give a number for, or one source three, in order of id.

    Figures are of one thing when their words for it, kind, unit and reach agree, and what stands around them has
    something in common; a curator who sets `of` says so without that.
    """
    things: dict[tuple[str, ...], list[_Place]] = defaultdict(list)
    for record in records:
        for figure in record.figures:
            key = thing(figure)
            if key:
                things[figure.kind, _unit(figure), *key].append(_Place(record, figure))
    few = _rare_entities(records)
    sentences: dict[tuple[str, int, int], _Sight] = {}  # many hold several figures
    groups = [
        group
        for key, places in things.items()
        if _enough(places)
        for group in _of_one_thing(places, len(key) - 2, few, sentences)
    ]
    return tuple(sorted(_named(groups), key=lambda topic: topic.id))


def _of_one_thing(
    places: Sequence[_Place], words: int, few: Container[str], sentences: dict[tuple[str, int, int], _Sight]
) -> Iterator[_Group]:
    """The figures of one name for the thing, of so many words, parted by reach and by company."""
    if any(place.figure.why.startswith(CORRECTED) for place in places):
        yield frozenset(), list(places)
        return
    needed = max(0, 3 - words) + (places[0].figure.kind in ("percent", "ratio"))
    for scope, group in _by_scope([(place, _sight(place, sentences)) for place in places]):
        for its in _in_company(group, needed, few):
            if _enough(its):
                yield scope, its


def thing(figure: Figure) -> tuple[str, ...]:
    """The words that say what a figure counts, singular, without light ones; empty when they tell too little."""
    return () if figure.of is None or figure.kind not in _COUNTED else _thing(figure.of)


@lru_cache(maxsize=1 << 14)
def _thing(of: str) -> tuple[str, ...]:
    words = [singular(word) for word in plain(of).split() if word not in _LIGHT and not word.isdigit()]
    words = [word for word in words if word not in _SCOPE_OF]
    return () if set(words) <= _GENERAL else tuple(sorted(words))


@lru_cache(maxsize=1 << 14)
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


# ---------------------------------------------------------------- what stands around a figure


class _Sight(NamedTuple):
    """What is said around a figure in its sentence."""

    scope: frozenset[str]
    """Words of reach, and places."""
    words: frozenset[str]
    entities: frozenset[str]
    sentence: str
    """Source and offset: figures of one sentence are in company."""


def _sight(place: _Place, sentences: dict[tuple[str, int, int], _Sight]) -> _Sight:
    """What is said around a figure; `sentences` keeps what was found, but for the words of the thing itself."""
    record, figure = place
    start, end = _bounds(record.source.text, figure)
    key = record.source.id, start, end
    sight = sentences.get(key)
    if sight is None:
        sight = sentences[key] = _sentence(record, start, end)
    own = sight.words.intersection(thing(figure))
    return sight._replace(words=sight.words - own) if own else sight


def _sentence(record: Record, start: int, end: int) -> _Sight:
    text, mentions = record.source.text, record.mentions
    first = bisect_left(mentions, start, key=_start)
    last = bisect_left(mentions, end, first, key=_start)
    places = {each.entity for each in mentions[first:last] if each.kind == "place"}
    words = frozenset(map(singular, _TELLING.findall(text, start, end))) - _COMMON
    entities = {each.entity for each in mentions[first:last] if each.kind != "place"}
    return _Sight(
        frozenset(_reach(text[start:end].lower()) | places), words, frozenset(entities), f"{record.source.id} {start}"
    )


_start = attrgetter("start")


def _reach(sentence: str) -> set[str]:
    """How far a count reaches, by the words of a sentence in small letters."""
    if not any(hint in sentence for hint in _SCOPE_HINTS):
        return set()
    return {_SCOPE_OF[word] for word in _SCOPE_WORD.findall(sentence)}


def _bounds(text: str, figure: Figure) -> tuple[int, int]:
    """Where the sentence around a figure begins and ends, or how far it is looked at. Rough: it need not be exact."""
    first, last = max(0, figure.start - _AROUND), min(len(text), figure.end + _AROUND)
    start = max((stop.end() for stop in _STOP.finditer(text, first, figure.start)), default=first)
    stop = _STOP.search(text, figure.end, last)
    return start, stop.start() + 1 if stop else last


def _rare_entities(records: Sequence[Record]) -> frozenset[str]:
    """Entities in so few of the sources that they tell what a sentence is about."""
    counts = Counter(use.entity for record in records for use in record.uses)
    most = max(4, len(records) * _RARE)
    return frozenset(entity for entity, count in counts.items() if count <= most)


def _by_scope(seen: Sequence[_Seen]) -> Iterator[tuple[frozenset[str], list[_Seen]]]:
    """The figures of one thing by their reach. Where only one reach is named, those that name none have it too."""
    groups: dict[frozenset[str], list[_Seen]] = defaultdict(list)
    for each in seen:
        groups[each[1].scope].append(each)
    named = [scope for scope in groups if scope]
    if len(named) < 2:
        yield (named[0] if named and len(groups) == 1 else frozenset()), list(seen)
        return
    yield from groups.items()


def _in_company(seen: Sequence[_Seen], needed: int, few: Container[str]) -> Iterator[list[_Place]]:
    """The figures whose sentences share enough: a telling entity counts 2, another one or a word 1."""
    if not needed:
        yield [place for place, _ in seen]
        return
    words: dict[str, list[int]] = {}
    named: dict[str, list[int]] = {}
    first_in: dict[str, int] = {}
    parents = list(range(len(seen)))
    for at, (_, sight) in enumerate(seen):
        shared: list[int] = []  # each earlier figure as often as it weighs
        for word in sight.words:
            shared += _met(words, word, at)
        for name in sight.entities | sight.scope:
            others = _met(named, name, at)
            shared += others * 2 if name in few else others
        near = [other for other, weight in Counter(shared).items() if weight >= needed]
        group = at
        for other in (first_in.setdefault(sight.sentence, at), *near):
            parents[group] = group = top(parents, other)
    groups: dict[int, list[_Place]] = defaultdict(list)
    for at, (place, _) in enumerate(seen):
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
        figures = tuple((place.record.source.id, place.figure.id) for place in group)
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
