"""Other attributions in the sentence of a cue: they end the words that it reports, or have a better right to them."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.annotate import positions, subjects
from onrecord.annotate.cues import FINITE, Cue
from onrecord.annotate.phrases import KindOf
from onrecord.annotate.syntax import Sentence

SPEECH = frozenset({"say", "that", "tell", "ask", "quote", "source", "phrase"})
"""Groups of verbs that may stand behind a quotation."""
_REPORTING = frozenset({"say", "that", "tell", "ask", "phrase", "to"})
_WOULD = frozenset(("would", "could", "should", "might"))
"""What one reported verb has in common with the next: Keller said it was late and |would say why."""
_NEAR = 12
_LATER = 8
"""Cues looked at for where another attribution begins: more do not stand in one sentence of ordinary prose."""


def begin(sentence: Sentence, cues: Sequence[Cue], cue: Cue, word: int, kind_of: KindOf) -> list[int]:
    """The words from `word` on, where those that `cue` reports begin, at which other attributions of the sentence, by
    its `cues`, begin."""
    if cues[-1].first <= word:
        return []
    others = [other for other in cues if other.first > word][:_LATER]
    found = [(_beginning(sentence, other, cue, kind_of), other.first) for other in others]
    return [at for at, first in found if at and not positions.joins_subject(sentence, word, at, first)]


def begins_at(sentence: Sentence, cues: Sequence[Cue], cue: Cue, word: int, kind_of: KindOf) -> bool:
    """Whether another attribution begins at `word`: It was late, she |said, and Moss said so; she said, |adding so."""
    going_on = any(other.first == word and other.tense == "gerund" for other in cues)
    return going_on or word in begin(sentence, cues, cue, word, kind_of)


def _beginning(sentence: Sentence, cue: Cue, earlier: Cue, kind_of: KindOf) -> int | None:
    """The word at which a later attribution of the rank of an `earlier` one begins; None inside the reported words."""
    tags = sentence.tags
    if cue.tense in ("infinitive", "passive", "noun") or cue.groups <= {"find", "belief"}:
        return None
    if cue.tense == "phrase":
        return cue.first
    if not cue.groups & _REPORTING and "Q" not in tags[cue.last : cue.last + _NEAR]:
        return None
    if cue.tense == "gerund":
        return _parallel(sentence, cue.first) if earlier.tense == "gerund" else _after_comma(sentence, cue.first)
    if cue.first and tags[cue.first - 1] == "C":
        would = cue.tense == "third" and sentence.lows[cue.first] in _WOULD and earlier.tense == "past"
        return None if would else cue.first - 1
    subject = subjects.before(sentence, cue.first, kind_of)
    if subject is None or subject.outer == 0:
        return None
    link = subject.outer - 1
    if tags[link] == "," and tags.startswith(("S", ",S", "TS", "RS"), earlier.last + 1):
        return None  # said, if elected|, she would ask that …
    return link if tags[link] in "C;,-" or sentence.lows[link] == "while" else None


def _after_comma(sentence: Sentence, word: int) -> int | None:
    """The comma or dash before a participle at `word`, if there is one."""
    return word - 1 if word and sentence.tags[word - 1] in ",-" else None


def _parallel(sentence: Sentence, word: int) -> int | None:
    """Where a participle at `word` beside another begins: saying it was late |and calling it daft, Hill saying that it
    was |and Moss calling it daft."""
    link = word - 1
    while link > 0 and sentence.tags[link] in "Xx":
        link -= 1
    joined = sentence.tags[link] == "C" or (link == word - 1 and sentence.tags[link] in ",-")
    return link if link > 0 and joined else None


def has_cue_before(sentence: Sentence, cues: Sequence[Cue], quote: int) -> bool:
    """Whether one of the `cues` stands before the quotation at word `quote`, and so has it: When somebody shouted,
    |"…," Keller laughed."""
    if sentence.tags[quote - 1] == "-":
        return False
    subordinate = sentence.tags[0] == "S"
    return any(
        (cue.last + 2 == quote or (subordinate and cue.last < quote)) and cue.tense in FINITE and cue.groups & SPEECH
        for cue in cues
    )
