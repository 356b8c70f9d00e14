"""The people and bodies in reach of a place in a text: who was spoken of, where in the sentence, and how far back."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Container, Mapping, Sequence
from itertools import accumulate
from operator import attrgetter

from onrecord.annotate.lexicon.reporting import reporting_verbs
from onrecord.annotate.syntax import function_words
from onrecord.annotate.works import quotations
from onrecord.model import ZONES_BEHIND, Found, NameMention, Source, Span, Zone
from onrecord.prose import sentence_starts

_DECAY = 0.62
"""How much of its weight a mention keeps from one sentence to the next (tried from 0.5 to 0.9 on annotated news)."""
_FURTHEST = 63
_DECAYED = tuple([_DECAY**sentences for sentences in range(_FURTHEST + 1)])
"""What is left of a weight after so many sentences, and after more than `_FURTHEST`."""
_SUBJECT, _OTHER, _GOVERNED, _QUOTED, _SPEAKER = 1.0, 0.7, 0.45, 0.1, 1.3
_ANSWERING = 1.6
"""What somebody weighs who was asked: more than the one who asked."""
NOBODY = -1
"""The local name of a speaker who has none."""
_LOOK_BACK = 40
_SPEAKERS = 4
_DESCRIBED = 8
"""Words before a name that may describe whom its sentence is about, at most."""
_ASIDE = ZONES_BEHIND | {"byline", "section"}
"""Kinds of zones that are not about those whom they name."""
_MARKS = "\"'“‘(,;:-—"
_PREPOSITIONS = frozenset(
    "of in on at for with from by about against between to into over than like as under after before and or".split()
)
"""What stands before a name that its sentence is not about: the commonest prepositions, and what joins a list."""


_START = attrgetter("start")


Ranking = tuple[tuple[int, float], ...]
"""Local names with their weights, likeliest first."""


Event = tuple[int, float, int]
"""Somebody spoken of: the local name, the weight of the place in its sentence, and the number of the sentence."""


class Reach:
    """Everybody spoken of in one source, in text order; speakers are added as they are found."""

    def __init__(self, source: Source, found: Found) -> None:
        self.text = source.text
        self.starts = sentence_starts(quotations(source.text, source.blocks)[3])
        self.mentions = _outside([zone for zone in source.zones if zone.kind in _ASIDE], found.mentions)
        self.places = [mention.start for mention in self.mentions]
        self.people = {local for local, name in enumerate(found.names) if name.kind == "person"}
        self.locals = [mention.local for mention in self.mentions]
        self.weights = [0.0] * len(self.mentions)
        """What each mention weighs by its place, once somebody asks: nobody does for two thirds of them."""
        self.quoted_from, self.quoted_to = _covering(_quoted(found))
        self.speakers: deque[tuple[int, Event]] = deque(maxlen=_SPEAKERS)
        """The last speakers, each with the place where it is told."""

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds `at`."""
        return bisect_right(self.starts, at) - 1

    def _weigh(self, index: int, opening: int) -> float:
        """What a mention weighs by its place: one inside a quotation, or in the sentence that begins at `opening`."""
        mention = self.mentions[index]
        at = mention.start
        quoted = bisect_left(self.quoted_from, at) - 1
        inside = quoted >= 0 and at < self.quoted_to[quoted]
        weight = _QUOTED if inside else _weight(self.text, at, mention.end, opening)
        if weight == _OTHER and mention.local in self.people and not self._named(opening, index):
            weight = _SUBJECT if _describes(self.text[opening:at].split(None, _DESCRIBED + 1)) else _OTHER
        self.weights[index] = weight
        return weight

    def _named(self, opening: int, index: int) -> bool:
        """Whether the sentence that begins at `opening` names a person before mention `index`."""
        index -= 1
        while index >= 0 and self.places[index] >= opening and self.locals[index] not in self.people:
            index -= 1
        return index >= 0 and self.places[index] >= opening

    def spoke(self, at: int, local: int) -> None:
        """Note that somebody, or `NOBODY`, was the speaker of an utterance at `at`."""
        self.speakers.append((at, (local, _SPEAKER, self.sentence(at))))

    def asked(self, at: int, local: int) -> None:
        """Note that somebody was asked something at `at`, and is likely to answer."""
        self.speakers.append((at, (local, _ANSWERING, self.sentence(at))))

    def ranking(self, at: int, fits: Mapping[int, float]) -> Ranking:
        """Those spoken of before `at` who fit, likeliest first, each with its weight times how well it fits."""
        ranked = [(local, weight * fits[local]) for local, weight in self._near(at, fits).items()]
        ranked.sort(key=_likeliest)
        return tuple(ranked)

    def _near(self, at: int, among: Container[int]) -> dict[int, float]:
        """Those of `among` who were spoken of shortly before `at`, with their weights."""
        here = self.sentence(at)
        weights: dict[int, float] = {}
        known, locals, places = weights.get, self.locals, self.places
        for place, (local, weight, sentence) in self.speakers:
            if place < at and local in among:
                weight *= _left(here - sentence)
                if weight > known(local, 0.0):
                    weights[local] = weight
        opening, left = self.starts[here], _SUBJECT
        last = bisect_left(places, at) - 1
        for index in range(last, last - _LOOK_BACK if last >= _LOOK_BACK else -1, -1):
            local = locals[index]
            if local not in among:
                continue
            if places[index] < opening:
                number = bisect_right(self.starts, places[index]) - 1
                opening, left = self.starts[number], _left(here - number)
            if left > known(local, 0.0):  # no mention weighs more than a subject
                weight = (self.weights[index] or self._weigh(index, opening)) * left
                if weight > known(local, 0.0):
                    weights[local] = weight
        return weights


def _likeliest(item: tuple[int, float]) -> tuple[float, int]:
    return -item[1], item[0]


def _left(back: int) -> float:
    """What is left of a weight after so many sentences."""
    return _DECAYED[back if back < _FURTHEST else _FURTHEST]


def _outside(asides: list[Zone], mentions: Sequence[NameMention]) -> Sequence[NameMention]:
    """The mentions, in text order, that begin in none of the zones."""
    if not asides:
        return mentions
    starts, ends = _covering(sorted(asides, key=_START))
    kept = []
    for mention in mentions:
        at = bisect_right(starts, mention.start) - 1
        if at < 0 or ends[at] <= mention.start:
            kept.append(mention)
    return kept


def _covering(stretches: Sequence[Span | Zone]) -> tuple[list[int], list[int]]:
    """Where stretches begin that are in order, and up to where each and all before it reach."""
    return [each.start for each in stretches], list(accumulate([each.end for each in stretches], max))


def _weight(text: str, start: int, end: int, opening: int) -> float:
    """What a mention weighs by its place: opening its sentence, governed by a preposition, or another."""
    if start - opening < 3:
        return _SUBJECT
    words = text[opening if start - opening < 24 else start - 24 : start].rsplit(None, 1)
    before = words[-1].strip(_MARKS) if words else ""
    if before in _PREPOSITIONS or text[end : end + 2] in ("'s", "’s"):
        return _GOVERNED
    return _OTHER if before.islower() else _SUBJECT


def _describes(words: list[str]) -> bool:
    """Whether the words before a name only describe whom their sentence is about: One member, the chair |Ada Hill."""
    if len(words) > _DESCRIBED:
        return False
    tags, verbs = function_words(), reporting_verbs()
    lows = [word.strip(_MARKS).lower() for word in words]
    return not any(tags.get(low, "D") not in "DM" or low.endswith(("ed", "ing")) or low in verbs for low in lows)


def _quoted(found: Found) -> list[Span]:
    """The verbatim stretches of all utterances, in text order."""
    stretches: list[Span] = []
    for quote in found.quotes:
        if quote.form == "direct":
            stretches.extend(quote.spans)
        stretches.extend(quote.quoted)
    return sorted(stretches)
