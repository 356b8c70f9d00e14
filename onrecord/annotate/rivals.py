"""Other attributions in the sentence of a cue: they end the words that it reports, or have a better right to them."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.annotate import positions, subjects
from onrecord.annotate.cues import Cue
from onrecord.annotate.phrases import KindOf
from onrecord.annotate.syntax import Sentence

SPEECH = frozenset({"say", "that", "tell", "ask", "quote", "source", "phrase"})
"""Groups of verbs that may stand behind a quotation."""
_REPORTING = frozenset({"say", "that", "tell", "ask", "phrase", "to"})
_NEAR = 12
_LATER = 8
"""Cues looked at for where another attribution begins: more do not stand in one sentence of ordinary prose."""


def begin(sentence: Sentence, cues: Sequence[Cue], word: int, kind_of: KindOf) -> list[int]:
    """The words from `word` on at which other attributions of the sentence, by its `cues`, begin."""
    if cues[-1].first <= word:
        return []
    others = [other for other in cues if other.first > word][:_LATER]
    found = [(_beginning(sentence, other, kind_of), other.first) for other in others]
    return [at for at, first in found if at and not positions.joins_subject(sentence, word, at, first)]


def _beginning(sentence: Sentence, cue: Cue, kind_of: KindOf) -> int | None:
    """The word at which a later attribution of the same rank begins; None inside the reported words."""
    tags = sentence.tags
    if cue.tense in ("infinitive", "passive", "noun") or cue.groups <= {"find", "belief"}:
        return None
    if cue.tense == "phrase":
        return cue.first
    if not cue.groups & _REPORTING and "Q" not in tags[cue.last : cue.last + _NEAR]:
        return None
    if cue.tense == "gerund":
        return cue.first - 1 if cue.first and tags[cue.first - 1] in ",-" else None
    if cue.first and tags[cue.first - 1] == "C":
        return cue.first - 1
    subject = subjects.before(sentence, cue.first, kind_of)
    if subject is None or subject.outer == 0:
        return None
    link = subject.outer - 1
    return link if tags[link] in "C;,-" or sentence.lows[link] == "while" else None


def has_cue_before(sentence: Sentence, cues: Sequence[Cue], quote: int) -> bool:
    """Whether one of the `cues` stands before the quotation at word `quote`, and so has it: When somebody shouted,
    |"…," Keller laughed."""
    if sentence.tags[quote - 1] == "-":
        return False
    subordinate = sentence.tags[0] == "S"
    return any(
        (cue.last + 2 == quote or (subordinate and cue.last < quote))
        and cue.tense in ("past", "third", "base")
        and cue.groups & SPEECH
        for cue in cues
    )
