"""Quotes inside quotes: the words that a speaker gives as somebody's, with whoever the speaker says they are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec.structs import replace

from onrecord.annotate.lexicon.reporting import reporting_verbs
from onrecord.annotate.marks import Passage
from onrecord.model import NameMention, Span, Utterance
from onrecord.patterns import regex

_BEFORE = regex(r"(\w+)[,:]?[ \t]*$")
_WORD = regex(r"[A-Za-z]+(?:[’'][a-z]+)?")
_SELF = frozenset({"i", "we", "i'm", "i’m", "i've", "i’ve", "i'd", "i’d", "i'll", "i’ll"})
_SUBJECTS = _SELF | frozenset(
    {"he", "she", "they", "you", "who", "he's", "she's", "he’s", "she’s", "they’re", "they're"}
)
_OTHERS = frozenset({"he", "she", "they"})
_OBJECT = regex(r"\b(?:of|in|at|with|for|to|from|by|about|than) (?:the )?$")
"""What stands before a name that does nothing itself."""
_ANOTHER = regex(r"[A-Z,;]|\b(?:a|an|any|every|no|some|that|the|these|this|your|my)\b")
"""What stands between a name and a verb of saying where the verb is another's."""
_REACH = 90
_FEWEST = 2


def find_nested(
    text: str, inner: list[Passage], outer: list[Utterance], mentions: Sequence[NameMention]
) -> list[tuple[Utterance, Utterance]]:
    """The passages of `inner` that are speech within a direct quote of `outer`, each with that quote; `mentions` are
    those of the source, in text order."""
    places = [mention.start for mention in mentions]
    found = []
    spans = sorted((span, number) for number, quote in enumerate(outer) for span in (quote.quoted or quote.spans))
    place = 0
    for passage in inner:
        while place < len(spans) and spans[place][0].end <= passage.start:
            place += 1
        if place == len(spans) or spans[place][0].start >= passage.start or passage.end > spans[place][0].end:
            continue
        whole = outer[spans[place][1]]
        if whole.form != "indirect" and _is_speech(text, passage):
            nested = _utterance(text, passage, spans[place][0], whole)
            near = mentions[bisect_left(places, passage.start - _REACH) : bisect_left(places, passage.start)]
            found.append((nested if nested.speaker_span else _presented(text, nested, spans[place][0], near), whole))
    return found


def _presented(text: str, quote: Utterance, around: Span, mentions: Sequence[NameMention]) -> Utterance:
    """A quote inside a quote with whoever the outer speaker names for it: "|Hill rang me and said, 'It's over.'" """
    if quote.cue is None:
        return quote
    start = max(around.start, max((text.rfind(mark, around.start, quote.cue.start) for mark in ".!?"), default=0) + 1)
    named = [mention for mention in mentions if start <= mention.start and mention.end <= quote.cue.start]
    words = [word for word in _WORD.finditer(text, start, quote.cue.start) if word.group().lower() in _OTHERS]
    if words and (not named or named[-1].end < words[-1].start()):
        return quote  # within somebody's words there is too little to tell by who "she" is
    if not named or _ANOTHER.search(text, named[-1].end, quote.cue.start):
        return quote
    if not _OBJECT.search(text, start, named[-1].start):
        return replace(quote, speaker_span=Span(named[-1].start, named[-1].end), speaker_ref="name")
    return quote


def _is_speech(text: str, passage: Passage) -> bool:
    """Whether a passage inside a quotation is speech rather than a term: long enough, and led up to by a cue."""
    before = _BEFORE.search(text, max(0, passage.start - _REACH), passage.start)
    words = text[passage.start + 1 : passage.end - 1].split()
    return before is not None and len(words) >= _FEWEST and before.group(1).lower() in reporting_verbs()


def _utterance(text: str, passage: Passage, around: Span, outer: Utterance) -> Utterance:
    lead = list(_WORD.finditer(text, max(around.start, passage.start - _REACH), passage.start))
    cue = lead[-1] if lead else None
    subject = next((word for word in (match.group().lower() for match in reversed(lead[:-1])) if word in _SUBJECTS), "")
    own = subject in _SELF
    return Utterance(
        (Span(passage.start, passage.end),),
        "direct",
        Span(cue.start(), cue.end()) if cue else None,
        outer.speaker_span if own else None,
        outer.speaker_ref if own else "none",
        confidence=0.6,
        why="quoted by the speaker, own words" if own else "quoted by the speaker",
    )
