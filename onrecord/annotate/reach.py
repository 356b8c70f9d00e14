"""The people and bodies in reach of a place in a text: who was spoken of, where in the sentence, and how far back."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable

from msgspec import Struct

from onrecord.annotate.works import quotations
from onrecord.model import Found, Source, Span
from onrecord.prose import sentence_starts

_DECAY = 0.62
"""How much of its weight a mention keeps from one sentence to the next (tried from 0.5 to 0.9 on annotated news)."""
_FURTHEST = 63
_DECAYED = tuple([_DECAY**sentences for sentences in range(_FURTHEST + 1)])
"""What is left of a weight after so many sentences, and after more than `_FURTHEST`."""
_SUBJECT, _OTHER, _GOVERNED, _QUOTED, _SPEAKER = 1.0, 0.7, 0.45, 0.1, 1.3
NOBODY = -1
"""The local name of a speaker who has none."""
_LOOK_BACK = 40
_ASIDE = frozenset({"related", "promo", "tags", "copyright", "boilerplate", "header", "byline", "section"})
_MARKS = "\"'“‘(,;:-—"
_PREPOSITIONS = frozenset(
    "of in on at for with from by about against between to into over than like as under after before and or".split()
)


Ranking = tuple[tuple[int, float], ...]
"""Local names with their weights, likeliest first."""


class Event(Struct, frozen=True, gc=False):
    """Somebody spoken of at `at`, with the weight of the place in its sentence."""

    at: int
    local: int
    weight: float
    sentence: int


class Reach:
    """Everybody spoken of in one source, in text order; speakers are added as they are found."""

    def __init__(self, source: Source, found: Found) -> None:
        self.text, self.found = source.text, found
        self.inside = _quoted(found)
        self.opened = [span.start for span in self.inside]
        self.starts = sentence_starts(quotations(source.text, source.blocks)[3])
        aside = [zone for zone in source.zones if zone.kind in _ASIDE]
        self.events = [
            self._event(mention.start, mention.end, mention.local)
            for mention in found.mentions
            if not aside or not any(zone.start <= mention.start < zone.end for zone in aside)
        ]
        self.places = [event.at for event in self.events]
        self.speakers: list[Event] = []

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds `at`."""
        return bisect_right(self.starts, at) - 1

    def _event(self, start: int, end: int, local: int) -> Event:
        sentence = self.sentence(start)
        return Event(start, local, self._weight(start, end, self.starts[sentence]), sentence)

    def _weight(self, start: int, end: int, opening: int) -> float:
        """What a mention weighs by its place: opening its sentence, governed by a preposition, quoted, or another."""
        if self._is_quoted(start):
            return _QUOTED
        if start - opening < 3:
            return _SUBJECT
        words = self.text[max(opening, start - 24) : start].rsplit(None, 1)
        before = words[-1].strip(_MARKS) if words else ""
        if before in _PREPOSITIONS or self.text[end : end + 2] in ("'s", "’s"):
            return _GOVERNED
        return _OTHER if before.islower() else _SUBJECT

    def _is_quoted(self, at: int) -> bool:
        index = bisect_left(self.opened, at) - 1
        return index >= 0 and at < self.inside[index].end

    def spoke(self, at: int, local: int) -> None:
        """Note that somebody was the speaker of an utterance at `at`."""
        self.speakers.append(Event(at, local, _SPEAKER, self.sentence(at)))

    def unnamed(self, at: int) -> None:
        """Note that somebody without a name was the speaker of an utterance at `at`."""
        self.speakers.append(Event(at, NOBODY, _SPEAKER, self.sentence(at)))

    def near(self, at: int) -> dict[int, float]:
        """The names spoken of shortly before `at`, with their weights."""
        here = self.sentence(at)
        weights: dict[int, float] = {}
        index = bisect_left(self.places, at)
        spoke = [event for event in self.speakers[-4:] if event.at < at]
        for event in self.events[max(0, index - _LOOK_BACK) : index] + spoke:
            local, back = event.local, here - event.sentence
            weight = event.weight * _DECAYED[back if back < _FURTHEST else _FURTHEST]
            if local not in weights or weight > weights[local]:
                weights[local] = weight
        return weights

    def ranking(self, at: int, fit: Callable[[int], float]) -> Ranking:
        """Those spoken of before `at` whom `fit` gives more than nothing, likeliest first, with weight times fit."""
        weighed = [(local, weight * fit(local)) for local, weight in self.near(at).items()]
        return tuple(sorted((item for item in weighed if item[1] > 0), key=lambda item: (-item[1], item[0])))


def _quoted(found: Found) -> list[Span]:
    """The verbatim stretches of all utterances, in text order."""
    stretches: list[Span] = []
    for quote in found.quotes:
        if quote.form == "direct":
            stretches.extend(quote.spans)
        stretches.extend(quote.quoted)
    return sorted(stretches)
