"""Quotes inside quotes: the words that a speaker gives as somebody's, with whoever the speaker says they are."""

from __future__ import annotations

from onrecord.annotate.lexicon.reporting import reporting_verbs
from onrecord.annotate.marks import Passage
from onrecord.model import Span, Utterance
from onrecord.patterns import regex

_BEFORE = regex(r"(\w+)[,:]?[ \t]*$")
_WORD = regex(r"[A-Za-z]+(?:[’'][a-z]+)?")
_SELF = frozenset({"i", "we", "i'm", "i’m", "i've", "i’ve", "i'd", "i’d", "i'll", "i’ll"})
_SUBJECTS = _SELF | frozenset(
    {"he", "she", "they", "you", "who", "he's", "she's", "he’s", "she’s", "they’re", "they're"}
)
_REACH = 90
_FEWEST = 2


def find_nested(text: str, inner: list[Passage], outer: list[Utterance]) -> list[tuple[Utterance, Utterance]]:
    """The passages of `inner` that are speech within a direct quote of `outer`, each with that quote."""
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
            found.append((_utterance(text, passage, spans[place][0], whole), whole))
    return found


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
