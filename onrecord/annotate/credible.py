"""Whether a cue reports words rather than a wish, a refusal or the writer's own finding."""

from __future__ import annotations

from onrecord.annotate.clauses import Start
from onrecord.annotate.cues import STATING, Cue
from onrecord.annotate.phrases import KindOf, NounPhrase
from onrecord.annotate.pieces import BODIES
from onrecord.annotate.relatives import antecedent
from onrecord.annotate.subjects import is_document
from onrecord.annotate.syntax import Sentence

_INQUIRERS = frozenset(
    "agency auditor auditors bench board commission committee court economists experts inquiry inspectors "
    "investigators judge judges jury justices magistrate magistrates observers ombudsman panel police regulator "
    "regulators researchers scientists tribunal watchdog".split()
)
_FIND = frozenset({"find"})
_POSSIBLE = frozenset({"would", "will", "could", "can", "should", "may", "might", "must"})
_NOBODY = frozenset({"no", "nobody", "none", "neither"})
_SIGNS = ("suggest", "show", "indicat", "mean", "prov", "reveal", "demonstrat", "confirm")
"""How verbs begin that facts do as well as people."""
_JUDGES = frozenset("judge judges justice justices magistrate coroner sheriff".split())
_UNNAMED = frozenset({"named", "identified"})


def is_credible(sentence: Sentence, cue: Cue, subject: NounPhrase, start: Start, kind_of: KindOf) -> bool:
    """Whether the cue reports words rather than a wish, a refusal or the writer's own finding."""
    quoted = sentence.tags.startswith("Q", start.word)
    if cue.tense == "infinitive" and not _says_on(sentence, cue, start):
        return False
    which = sentence.lows[subject.first] == "which" and sentence.lows[cue.verb].startswith(_SIGNS)
    if which and not is_document(sentence, antecedent(sentence, subject)):
        return False  # "the rate rose, |which suggests that …": nobody says it
    if start.how == "infinitive" and _UNNAMED & set(sentence.lows[start.word : start.word + 4]):
        return False
    nobody = sentence.lows[subject.outer] in _NOBODY
    if not quoted and (
        cue.negated or nobody or (start.how == "question" and _POSSIBLE & set(sentence.lows[cue.first : cue.verb]))
    ):
        return False
    if (
        cue.groups == _FIND
        or (cue.groups == {"find", "quote"} and not quoted)
        or (cue.groups == {"find", "belief"} and not quoted)
    ):
        return is_document(sentence, subject) or (
            start.how == "that" and _has_verb(sentence, start.word) and _inquires(sentence, cue, subject, kind_of)
        )
    if cue.groups == {"hold"}:
        known = is_document(sentence, subject) or _inquires(sentence, cue, subject, kind_of)
        return start.how == "that" and known
    link = subject.outer - 1
    return quoted or link < 0 or sentence.lows[link] != "as" or start.how in ("that", "question")


def found_by_them(sentence: Sentence, cue: Cue, subject: NounPhrase, start: Start, before: str) -> bool:
    """Whether a pronoun is for people of the text `before` who find things out: Researchers met. |They found that …;
    Judge Ada Hill met them. |She found that …"""
    if cue.groups != _FIND or sentence.lows[cue.verb] != "found" or start.how != "that" or subject.ref != "pronoun":
        return False
    among = {"they": _INQUIRERS, "he": _JUDGES, "she": _JUDGES}.get(sentence.lows[subject.last], frozenset())
    return not among.isdisjoint(before.lower().split())


def _has_verb(sentence: Sentence, first: int) -> bool:
    """Whether a verb follows by its looks: found that |it was late, not "found that |action unlawful"."""
    verb = any(tag in "ABV" for tag in sentence.tags[first:])
    return verb or any(low.endswith("ed") for low in sentence.lows[first:])


def _inquires(sentence: Sentence, cue: Cue, subject: NounPhrase, kind_of: KindOf) -> bool:
    """Whether what a subject finds is told by it: a board, the police, researchers; not one who found the door open."""
    if subject.ref == "pronoun":
        return sentence.lows[subject.last] == "it" and sentence.lows[cue.verb] in ("finds", "found", "holds", "held")
    if subject.mention >= 0 and subject.ref == "name":
        return kind_of(subject.mention) in BODIES or _is_judge(sentence, subject)
    return subject.ref == "nominal" and sentence.lows[subject.last] in _INQUIRERS


def _is_judge(sentence: Sentence, subject: NounPhrase) -> bool:
    """Whether a title before a name is a judge's."""
    return not _JUDGES.isdisjoint(sentence.lows[subject.outer : subject.first])


def _says_on(sentence: Sentence, cue: Cue, start: Start) -> bool:
    """Whether an infinitive is said rather than meant: went on to say that …, took to the stage to say: "…"."""
    went_on = sentence.lows[cue.first - 1 : cue.first] == ["on"] or "took" in sentence.lows[: cue.first]
    return bool(cue.groups & STATING) and ("Q" in sentence.tags[start.word :] or (went_on and start.how == "that"))
