"""Quotes inside quotes: the words that a speaker gives as somebody's, with whoever the speaker says they are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from msgspec.structs import replace

from onrecord.annotate.lexicon.reporting import Groups, reporting_verbs
from onrecord.annotate.marks import Passage
from onrecord.model import NameMention, Span, Utterance
from onrecord.patterns import regex

_BEFORE = regex(r"\b(\w++)[,:]?[ \t]*$")
_HEARER = regex(r"\b(\w++)( to)? (?:me|him|her|us|them|(?:my|his|our|the|their) \w+)[,:]?[ \t]*$")
_TELLING = frozenset({"tell", "ask"})
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
_start = attrgetter("start")
_NONE: tuple[Groups, str] = (frozenset(), "")


def find_nested(
    text: str, inner: list[Passage], outer: list[Utterance], mentions: Sequence[NameMention]
) -> list[tuple[Utterance, Utterance]]:
    """The passages of `inner` that are speech within a direct quote of `outer`, each with that quote; `mentions` are
    those of the source, in text order."""
    found = []
    spans = sorted(
        [(span.start, span.end, number) for number, quote in enumerate(outer) for span in quote.quoted or quote.spans]
    )
    place, count = 0, len(spans)
    for passage in inner:
        at = passage.start
        while place < count and spans[place][1] <= at:
            place += 1
        if place == count:
            break
        start, end, number = spans[place]
        if start >= at or passage.end > end:
            continue
        whole = outer[number]
        cue = _cue(text, passage, start) if whole.form != "indirect" else None
        if cue and len(text[passage.start + 1 : passage.end - 1].split()) >= _FEWEST:  # shorter ones are terms
            around = Span(start, end)
            nested = _utterance(text, passage, cue, around, whole)
            near = mentions[bisect_left(mentions, at - _REACH, key=_start) : bisect_left(mentions, at, key=_start)]
            found.append((nested if nested.speaker_span else _presented(text, nested, around, near), whole))
    return found


def _presented(text: str, quote: Utterance, around: Span, mentions: Sequence[NameMention]) -> Utterance:
    """A quote inside a quote with whoever the outer speaker names for it: "|Hill rang me and said, 'It's over.'" """
    if quote.cue is None or _is_meant(text, quote.cue):
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


def _is_meant(text: str, cue: Span) -> bool:
    """Whether a verb is an infinitive, whose subject is seldom the name before it: he met Hill to |say, '…'"""
    base = reporting_verbs()[text[cue.start : cue.end].lower()][1] == "base"
    return base and text.endswith((" to ", " and "), 0, cue.start)


def _cue(text: str, passage: Passage, start: int) -> Span | None:
    """The verb of saying before a passage inside a quotation, a hearer between them at most: told my wife, |'Go.'"""
    first, verbs = max(start, passage.start - _REACH), reporting_verbs()
    before = _BEFORE.search(text, first, passage.start)
    if before and before.group(1).lower() in verbs:
        return Span(*before.span(1))
    told = _HEARER.search(text, first, passage.start)
    groups = verbs.get(told.group(1).lower(), _NONE)[0] if told else frozenset()
    hears = "say" in groups if told and told.group(2) else not groups.isdisjoint(_TELLING)
    return Span(*told.span(1)) if told and hears else None


def _utterance(text: str, passage: Passage, cue: Span, around: Span, outer: Utterance) -> Utterance:
    words = _WORD.findall(text, max(around.start, passage.start - _REACH), cue.start)
    told = text[cue.end : passage.start].strip(" ,:") in ("me", "us")  # by somebody else
    own = not told and next((word for word in map(str.lower, reversed(words)) if word in _SUBJECTS), "") in _SELF
    return Utterance(
        (Span(passage.start, passage.end),),
        "direct",
        cue,
        outer.speaker_span if own else None,
        outer.speaker_ref if own else "none",
        confidence=0.6,
        why="quoted by the speaker, own words" if own else "quoted by the speaker",
    )
