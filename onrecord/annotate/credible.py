"""Whether a cue reports words rather than a wish, a refusal or the writer's own finding."""

from __future__ import annotations

from onrecord.annotate.clauses import Start
from onrecord.annotate.cues import STATING, Cue
from onrecord.annotate.phrases import NounPhrase
from onrecord.annotate.subjects import is_document
from onrecord.annotate.syntax import Sentence

_POSSIBLE = frozenset({"would", "will", "could", "can", "should", "may", "might", "must"})
_UNNAMED = frozenset({"named", "identified"})


def is_credible(sentence: Sentence, cue: Cue, subject: NounPhrase, start: Start) -> bool:
    """Whether the cue reports words rather than a wish, a refusal or the writer's own finding."""
    quoted = sentence.tags.startswith("Q", start.word)
    if cue.tense == "infinitive" and not _says_on(sentence, cue, start):
        return False
    if start.how == "infinitive" and _UNNAMED & set(sentence.lows[start.word : start.word + 4]):
        return False
    if not quoted and (
        cue.negated or (start.how == "question" and _POSSIBLE & set(sentence.lows[cue.first : cue.verb]))
    ):
        return False
    if cue.groups == {"find"} or (cue.groups == {"find", "belief"} and not quoted):
        return is_document(sentence, subject)
    link = subject.outer - 1
    return quoted or link < 0 or sentence.lows[link] != "as" or start.how in ("that", "question")


def _says_on(sentence: Sentence, cue: Cue, start: Start) -> bool:
    """Whether an infinitive is said rather than meant: went on to say that …, took to the stage to say: "…"."""
    went_on = sentence.lows[cue.first - 1 : cue.first] == ["on"] or "took" in sentence.lows[: cue.first]
    return bool(cue.groups & STATING) and ("Q" in sentence.tags[start.word :] or (went_on and start.how == "that"))
