"""What is said around a figure in its sentence: by this, figures of one name are told to be of one thing or not."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from operator import attrgetter

from msgspec import Struct

from onrecord.dossier.things import SCOPE_OF, singular, thing
from onrecord.english import WEEKDAYS
from onrecord.model import Figure, Record
from onrecord.patterns import regex

_SCOPE_WORD = regex(rf"\b(?:{'|'.join(sorted(SCOPE_OF, key=len, reverse=True))})\b")
_HINTS = ("wide", "nation", "global", "annual")
_SCOPE_HINTS = (*_HINTS, *(word for word in SCOPE_OF if not any(hint in word for hint in _HINTS)))
"""Letters of which a sentence with a word of scope has some: asking for them is cheaper than for the words."""
_TELLING = regex(r"[a-z](?<![\w'’-].)[a-z]{3,}+(?![\w'’])")
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
    "month number percent million billion thousand".split()
).union(WEEKDAYS)
_STOP = regex(r"[.!?\n](?:(?:(?<=[a-z]{4}[.!?])|(?<=[\d%”\"’)][.!?]))[\"'”’)]*\s+(?=[\"'“‘A-Z])|(?<=\n)\s*\n)")
"""The end of a sentence; a short word before the full stop may be an abbreviation."""
_AROUND = 120
"""Characters on either side of a figure in which words of scope are looked for, within its sentence."""


class Sight(Struct, frozen=True, array_like=True, gc=False):
    """What is said around a figure in its sentence; each list in order of the alphabet."""

    scope: tuple[str, ...]
    """Words of reach, and places."""
    words: tuple[str, ...]
    """Words that tell what it is about, but for those for the thing itself."""
    entities: tuple[str, ...]
    sentence: int
    """Which of the sentences with figures, from 0: figures of one sentence are in company."""


def sights(record: Record, figures: Iterable[Figure]) -> Iterator[Sight]:
    """What is said around each of some figures."""
    sentences: dict[tuple[int, int], Sight] = {}  # many hold several figures
    for figure in figures:
        bounds = _bounds(record.source.text, figure)
        sight = sentences.get(bounds)
        if sight is None:
            sight = sentences[bounds] = _sentence(record, *bounds, len(sentences))
        own = set(thing(figure))
        words = sight.words if own.isdisjoint(sight.words) else tuple(word for word in sight.words if word not in own)
        yield Sight(sight.scope, words, sight.entities, sight.sentence)


def _sentence(record: Record, start: int, end: int, place: int) -> Sight:
    text, mentions = record.source.text, record.mentions
    first = bisect_left(mentions, start, key=_start)
    last = bisect_left(mentions, end, first, key=_start)
    places = {each.entity for each in mentions[first:last] if each.kind == "place"}
    words = set(map(singular, _TELLING.findall(text, start, end))) - _COMMON
    entities = {each.entity for each in mentions[first:last] if each.kind != "place"}
    scope = _reach(text[start:end].lower()) | places
    return Sight(tuple(sorted(scope)), tuple(sorted(words)), tuple(sorted(entities)), place)


_start = attrgetter("start")


def _reach(sentence: str) -> set[str]:
    """How far a count reaches, by the words of a sentence in small letters."""
    if not any(map(sentence.__contains__, _SCOPE_HINTS)):
        return set()
    return {SCOPE_OF[word] for word in _SCOPE_WORD.findall(sentence)}


def _bounds(text: str, figure: Figure) -> tuple[int, int]:
    """Where the sentence around a figure begins and ends, or how far it is looked at. Rough: it need not be exact."""
    first, last = max(0, figure.start - _AROUND), min(len(text), figure.end + _AROUND)
    start = max((stop.end() for stop in _STOP.finditer(text, first, figure.start)), default=first)
    stop = _STOP.search(text, figure.end, last)
    return start, stop.start() + 1 if stop else last
