"""Relative clauses: the noun that their pronoun stands for, whose verb comes behind them, what they report."""

from __future__ import annotations

from onrecord.annotate import clauses
from onrecord.annotate.cues import FINITE, Cue
from onrecord.annotate.lexicon.reporting import reporting_verbs
from onrecord.annotate.phrases import ALONE, NounPhrase, phrase_ending
from onrecord.annotate.syntax import Sentence

_DESCRIBED = 6
"""Words that describe a noun, at most."""
_REGIONS = frozenset("country state city town region nation world county district area".split())


def antecedent(sentence: Sentence, subject: NounPhrase) -> NounPhrase:
    """The noun that a relative pronoun stands for, `subject` itself where it is none: |critics who said …"""
    tags, last = sentence.tags, subject.first - 1
    if last < 0 or tags[subject.first] not in "WT":
        return subject
    comma = tags[last] == "," and sentence.lows[subject.first] in ("who", "which")
    last -= comma
    if last < 0:
        return subject
    if tags[last] in "NO":
        return NounPhrase(last, last, last, "pronoun")  # "it was |she who said"
    if tags[last] != "n" and sentence.lows[last] in ALONE:
        return NounPhrase(last, last, last, "nominal")
    if tags[last] not in ("nx" if comma else "n"):
        return subject
    first = _noun_start(sentence, last)
    if comma and (tags[first] not in ("DXx" if tags[last] == "n" else "D") or tags[first - 1 : first] in ("", ",")):
        return subject  # "Ada Hill, a |farmer, who said …"
    if comma and sentence.lows[last] in _REGIONS:
        return subject  # "farmers across the |country, who said …"
    return NounPhrase(first, last, first, "nominal")


def _noun_start(sentence: Sentence, last: int) -> int:
    """Where the noun at word `last` begins with what describes it; verbs do not."""
    tags, lows, first = sentence.tags, sentence.lows, last
    while first > 0 and last - first < _DESCRIBED:
        tag, low = tags[first - 1], lows[first - 1]
        if tag == "D":
            return first - 1
        verb = tag == "n" and (low.endswith(("ed", "ing")) or low in reporting_verbs())
        if tag not in "nxX#" or (verb and tags[first - 2 : first - 1] != "D"):
            break
        first -= 1
    return first


def is_pronoun(sentence: Sentence, index: int) -> bool:
    """Whether "that" at word `index` stands for the noun before it; in "echoed |that promise" it points."""
    return sentence.tags[index - 1] in "nXx" and not sentence.lows[index - 1].endswith("ed")


def ends_with(sentence: Sentence, subject: NounPhrase) -> bool:
    """Whether a relative clause with a verb of its own ends with a name: officials who met the |Post said."""
    tags = sentence.tags
    relative = tags.rfind("W", 0, subject.outer)
    if relative <= 0 or sentence.lows[relative] != "who":
        return False
    within = tags[relative + 1 : subject.outer]
    return tags[relative - 1] == "n" and bool(within) and not any(tag in ",;:Q-" for tag in within)


def before(sentence: Sentence, last: int, phrase: NounPhrase | None) -> NounPhrase | None:
    """The subject before the relative clause that ends with the `phrase` ending at word `last`, or else this phrase:
    "Groups who wrote to her |say"."""
    tags = sentence.tags
    relative = max(tags.rfind("W", 0, last), tags.rfind("TA", 0, last), tags.rfind("TB", 0, last))
    if relative <= 0:
        return phrase
    if phrase and phrase.outer == relative + 1 and sentence.lows[relative] in ("which", "whom"):
        return phrase  # "changes which |officials said would help"
    if not any(tag in ",;:Q-" for tag in tags[relative:last]) and not _owned(sentence, relative, last):
        higher = phrase_ending(sentence, len(tags[:relative].rstrip(",")) - 1)
        if higher:
            return higher
    return phrase


def going_on(sentence: Sentence, stop: int) -> NounPhrase | None:
    """The pronoun of the relative clause that goes on to the verb, or the quotation, at word `stop`: the union, |which
    met on Monday and asked for it."""
    tags = sentence.tags
    first = tags.rfind(",W", 0, stop) + 1
    quoted = tags[stop : stop + 1] == "Q"
    if first < 1 or first > stop - 3 or sentence.lows[first] not in (("who",) if quoted else ("who", "which")):
        return None
    if not quoted and (tags[stop - 1] == "D" or sentence.lows[stop - 1] == "under"):
        return None  # "who came in May - a |reminder that …", "who is under |questioning"
    return None if any(tag in ",Q" for tag in tags[first:stop]) else NounPhrase(first, first, first, "pronoun")


def _owned(sentence: Sentence, relative: int, last: int) -> bool:
    """Whether what ends at word `last` is all that "whose" stands before: Hill, |whose lawyers said."""
    return sentence.lows[relative] == "whose" and not any(tag in "ABVP" for tag in sentence.tags[relative:last])


def set_off(sentence: Sentence, subject: NounPhrase) -> bool:
    """Whether a subject is, or stands behind, the relative pronoun that a comma parts from its noun: Hill, |who said
    …; figures, |which officials said …"""
    tags, first = sentence.tags, subject.first
    if tags[first] != "W" and subject.outer > 0 and tags[subject.outer - 1] == "W":
        first = subject.outer - 1
    return tags[first] == "W" and tags[first - 1] == ","


def words_of(sentence: Sentence, cue: Cue) -> clauses.Start | None:
    """Where the words begin that a cue within a relative clause reports: figures that officials said |would fall."""
    tags, index = sentence.tags, cue.last + 1
    if "say" not in cue.groups or cue.tense not in FINITE or tags[index : index + 1] not in ("A", "B"):
        return None
    if tags[index + 1 : index + 2] in ("T", "Q", ""):
        return None  # "what he said |was that …"
    subject = cue.first - 1
    while subject > 0 and tags[subject] in "NnXxD#":
        subject -= 1
    led = tags[subject] in "WT" or sentence.lows[subject] == "what"
    return clauses.Start(index, "clause") if led and subject < cue.first - 1 else None
