"""Who each utterance belongs to: names by their mention, pronouns and nominals by the people in reach."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque

import msgspec

from onrecord.annotate.coreference import Coreference
from onrecord.annotate.labels import interview, name_labels
from onrecord.annotate.lexicon.reporting import reporting_nouns
from onrecord.annotate.pieces import BODIES
from onrecord.annotate.reach import NOBODY, Ranking, Reach
from onrecord.model import Found, NameMention, Nominal, Source, Span, Utterance
from onrecord.patterns import regex

_FOR = regex(r"\s+(?:for|of|from|at|with|to)\s+(?:the\s+)?")
_FOR_PHRASE = regex(
    r"\s+(?:for|of|from|at|with) (the [a-z]+(?: [a-z]+(?= (?:said|says|told|declined|did|would|was|has)\b))?)\b"
)
_TITLES = regex(r" (?:[A-Z][a-z]{0,5}\.? ){0,2}")
"""What stands between a verb and the name of the one who is spoken to: titles ("told |Mr. Keller")."""
_IN_WRITING = regex(r"\b[Ii]n (?:an?|his|her|its|their) ([\w-]+(?: [\w-]+){0,2})")
_OWN, _OWNER = regex(r"(?i:his|her)\b"), regex(r"['’]s? ")
_WROTE = 0.6
"""How well the author of a text, or the body that it is named after, fits as its speaker."""
_GUESSED = 0.35
"""Weight up to which the source itself does not say that the phrase is the name's."""
_AUTHORING = "statement remarks speech address letter testimony message".split()
_AUTHORED = regex(rf"\b(?:{'|'.join(_AUTHORING)}) (?:by|from|of) ", re.IGNORECASE)
_AUTHOR = 0.7
"""How well whom the first line names fits as the speaker of what has no other."""
_HEADLINE = 200
"""Characters that a first line has, at most."""
_NAME_WITHIN = 48
_VOICED = 3
_RIVAL = 0.4
"""Weight of the second candidate, to the first's, from which a pronoun may well mean either."""


def find_speakers(source: Source, found: Found) -> Found:
    """Add to every utterance the ranking of its possible speakers, and the definite phrases that stand for names."""
    found = name_labels(source.text, found)
    finder = _Finder(source, found)
    quotes = tuple([finder.resolve(quote) for quote in found.quotes])
    spans = [Span(nominal.start, nominal.end) for nominal in finder.nominals]
    nominals = sorted({*finder.nominals, *finder.coreference.nominals(spans)})
    return msgspec.structs.replace(found, quotes=quotes, nominals=tuple(nominals))


def _certainty(quote: Utterance, ranking: Ranking) -> tuple[float, str]:
    """How sure the speaker is when the words are, and how the speaker was told, in plain words."""
    rival = ranking[1][1] / ranking[0][1] if len(ranking) > 1 else 0.0
    match quote.speaker_ref:
        case "name":
            return 1.0, "speaker named"
        case "label":
            return 1.0, ""
        case "pronoun":
            return (
                (0.97, "the only one in reach of the pronoun")
                if rival < _RIVAL
                else (0.85, "the likeliest in reach of the pronoun")
            )
        case "nominal":
            if not ranking:
                return 0.95, "speaker not named"
            return (
                (0.9, "the phrase fits the name") if ranking[0][1] > _GUESSED else (0.75, "the nearest for the phrase")
            )
        case "implicit":
            if ranking and ranking[0][1] == _AUTHOR:
                return 0.9, "the first line tells whose words they are"
            return (1.0, "the speaker before goes on") if ranking else (0.6, "no speaker before")
        case _:
            return 0.8, "no speaker given"


class _Finder:
    """The utterances of one source, resolved one after the other."""

    def __init__(self, source: Source, found: Found) -> None:
        self.text, self.found = source.text, found
        self.reach = Reach(source, found)
        self.coreference = Coreference(source.text, found, self.reach)
        self.last: Ranking = self._author()
        self.last_span: Span | None = None
        self.last_at = NOBODY
        self.voiced: deque[tuple[Span, int]] = deque(maxlen=_VOICED)
        """The last words given, each with whose they are."""
        self.letters = interview(source.text, found)
        self.nominals: list[Nominal] = []

    def _author(self) -> Ranking:
        """Whose words a text gives by its first line: Statement by Governor |Ada Hill on the ferries."""
        end = self.text.find("\n", 0, _HEADLINE)
        end = end if end >= 0 else _HEADLINE
        told = any(map(self.text[:end].lower().__contains__, _AUTHORING))
        named = _AUTHORED.search(self.text, 0, end) if told else None
        if named is None:
            return ()
        mention = self._mention(named.end(), named.end() + _NAME_WITHIN)
        person = mention is not None and self.found.names[mention.local].kind == "person"
        return ((mention.local, _AUTHOR),) if mention and person else ()

    def resolve(self, quote: Utterance) -> Utterance:
        """`quote` with its ranking of speakers."""
        span, spokes = quote.speaker_span, None
        ranking: Ranking = ()
        if quote.speaker_ref == "implicit":
            ranking, span = self.last, self.last_span
        elif span is not None:
            ranking = self._speaker(quote, span)
            if quote.speaker_ref == "nominal" and not ranking:
                spokes = self._spoken_for(span)
        if quote.speaker_ref != "none" and quote.inside is None:
            self.last = ranking
            self.voiced.append((quote.spans[-1], ranking[0][0] if ranking else NOBODY))
            self.last_at = span.start if span else NOBODY
            if quote.speaker_ref != "implicit":
                self.last_span = None if quote.speaker_ref == "pronoun" else span
        if span is not None and quote.speaker_ref == "nominal" and not ranking and self.coreference.is_somebody(span):
            self.reach.spoke(span.start, NOBODY)
        asked_by = quote.cue is not None and self.text.startswith(" by ", quote.cue.end)  # who was asked answers
        if ranking and quote.inside is None and not asked_by:
            self.reach.spoke(span.start if span else quote.spans[0].start, ranking[0][0])
        asked = self._asked(quote)
        if asked:
            self.reach.asked(asked.start, asked.local)
        sure, told = _certainty(quote, ranking)
        return msgspec.structs.replace(
            quote,
            speaker_span=span,
            speakers=tuple([local for local, _ in ranking]),
            speaker_for=spokes,
            confidence=round(quote.confidence * sure, 2),
            why=f"{quote.why}; {told}" if told else quote.why,
        )

    def _speaker(self, quote: Utterance, span: Span) -> Ranking:
        if quote.speaker_ref == "name":
            mention = self._mention(span.start, span.end)
            return ((mention.local, 1.0),) if mention else self.coreference.heading(span)
        if quote.speaker_ref == "label":
            return self._label(span)
        if quote.speaker_ref == "pronoun":
            if self._is_text(quote, span):
                return self.last if self._in_writing(quote.spans[0].start) else ()
            told = self._told(quote)
            ranking = self.coreference.pronoun(span)
            return tuple([item for item in ranking if item[0] != told.local]) if told else ranking
        ranking = self.coreference.phrase(span) or self._document(span) or self.coreference.heading(span)
        if ranking and any(
            words.start <= span.start < words.end and local == ranking[0][0] for words, local in self.voiced
        ):
            return ()  # "Hill said he had met the |mayor, who agreed"
        if ranking and not self._is_mention(span):
            self.nominals.append(Nominal(span.start, span.end, ranking[0][0], why="speaks, and fits the phrase"))
        return ranking

    def _is_text(self, quote: Utterance, span: Span) -> bool:
        """Whether the speaker is a text, which alone "reads" as it does: "…," |it read."""
        reads = quote.cue is not None and self.text[quote.cue.start : quote.cue.end] in ("read", "reads")
        return reads and self.text[span.start : span.end].lower() == "it"

    def _in_writing(self, at: int) -> bool:
        """Whether the sentence before the one at `at` tells what the last speaker wrote: In a letter, Keller said …"""
        start, end = self.coreference.sentence_before(at)
        wrote = _IN_WRITING.search(self.text, start, end)
        own = reporting_nouns()["own"]
        return wrote is not None and start <= self.last_at < end and not own.isdisjoint(wrote.group(1).split())

    def _told(self, quote: Utterance) -> NameMention | None:
        """Whom the speaker speaks to: "he told |Keller"; nobody tells himself."""
        if quote.cue is None:
            return None
        end = quote.cue.end
        mention = self._mention(end, end + _NAME_WITHIN)
        return mention if mention and _TITLES.fullmatch(self.text, end, mention.start) else None

    def _asked(self, quote: Utterance) -> NameMention | None:
        """Whom the speaker asks something; who is asked |to do something need not answer."""
        if quote.cue is None or quote.inside is not None or not self.text.startswith("asked", quote.cue.start):
            return None
        told = self._told(quote)
        return told if told and not self.text.startswith(" to ", told.end) else None

    def _label(self, span: Span) -> Ranking:
        """The person whose label opens a turn: "KELLER" is Maria Keller."""
        mention = self._mention(span.start, span.end)
        if mention:
            return ((mention.local, 1.0),)
        label = self.text[span.start : span.end]
        if label in ("Q", "A"):
            return ((self.letters[label], 0.8),) if label in self.letters else ()
        last = label.split()[-1].casefold()
        for local, name in enumerate(self.found.names):
            if name.kind == "person" and any(form.split()[-1].casefold() == last for form in name.forms):
                return ((local, 0.9),)
        return ()

    def _document(self, span: Span) -> Ranking:
        """The body that a document is named after, or whoever wrote it: a Harbor Institute survey, Keller's memo."""
        words, nouns = self.text[span.start : span.end], reporting_nouns()
        head = words.split()[-1].lower()
        if head in nouns["own"] and (own := _OWN.match(words)) and not _OWNER.search(words):
            return self.coreference.pronoun(Span(span.start, span.start + own.end()))
        mention = self._mention(span.start, span.end)
        if mention is None:
            return ()
        if self.found.names[mention.local].kind in BODIES:
            return ((mention.local, _WROTE),) if head in nouns["document"] else ()
        owner = _OWNER.match(self.text, mention.end) and not _OWNER.search(self.text, mention.end + 1, span.end)
        return ((mention.local, _WROTE),) if owner and head in nouns["own"] else ()

    def _is_mention(self, span: Span) -> bool:
        return self._mention(span.start, span.end) is not None

    def _mention(self, start: int, end: int) -> NameMention | None:
        """The first name mention between `start` and `end`."""
        mentions = self.found.mentions
        index = bisect_left(self.coreference.places, start)
        if index == len(mentions) or mentions[index].end > end + 1:
            return None
        ended = mentions[index].end <= end or self.text.startswith(".", end)  # "Tom Hill Jr."
        place = self.found.names[mentions[index].local].kind == "place"  # "a former U.S."
        return mentions[index] if ended and (mentions[index].end <= end or not place) else None

    def _spoken_for(self, span: Span) -> int | None:
        """Whom an unnamed spokesperson speaks for: "a spokesman for Keller", "Keller's lawyer", "Navy officials"."""
        head = self.text[span.start : span.end].split()[-1].lower()
        if head not in reporting_nouns()["spokes"]:
            return None
        inside = self._mention(span.start, span.end)
        link = _FOR.match(self.text, span.end)
        mention = inside or (self._mention(link.end(), link.end() + _NAME_WITHIN) if link else None)
        if mention:
            return mention.local
        phrase = _FOR_PHRASE.match(self.text, span.end)  # "a spokeswoman for |the department"
        ranking = self.coreference.phrase(Span(phrase.start(1), phrase.end(1))) if phrase else ()
        return ranking[0][0] if ranking and ranking[0][1] > _GUESSED else None
