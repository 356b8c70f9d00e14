"""Which sentences are worth reading for speech: those with a quotation, beside one, or with a cue that can report.

Reading a sentence takes many times what looking around a verb takes. What is asked of its surroundings here is less
than `cues` and `clauses` ask for: it may let a sentence pass that yields nothing, but keeps out none that would.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind
from msgspec import Struct

from onrecord.annotate.cues import ALSO_NOUNS, BE, STATING, negates
from onrecord.annotate.lexicon.reporting import reporting_nouns, reporting_verbs
from onrecord.annotate.marks import Passage
from onrecord.annotate.syntax import function_words
from onrecord.patterns import regex

_OPENING = 16
"""Characters that may stand before a quotation that opens its sentence ("But", a bullet)."""
_UNQUOTED = STATING | {"ask", "to", "gerund", "phrase", "only that", "hold", "how"}
_CLAUSAL = frozenset({"that", "tell", "ask", "find"})
_HOLD = frozenset({"hold"})
_FIND = frozenset({"find"})
_BEHIND = frozenset({"only that", "how", "to", "gerund"})
"""Groups of verbs behind which a word by itself tells that they report."""
_THAT = regex(r" (?:(?:is|was|are|were) )?that\b")
_CLAUSE = regex(
    r",? (?:that|he|she|it|they|we|i|you|there|the|an?|this|his|her|their|its|what|how|why)\b| [A-Z]", re.ASCII
)
_SUBJECT = regex(r", (?:the|an?|his|her|their|its) (?:[\w-]+ ){1,2}\Z")
_WORD = regex(r"[a-z](?:[a-z’'.-]*[a-z])?")
_BREAK = regex("[,–—-]")
_LED = 40
"""Characters before a verb that are looked at for the words that lead up to it."""
_AROUND = 600
"""Characters beside a verb that are looked at for its clause: time stays linear where a sentence never seems to end."""
_CONDITIONS = "whether if while although since unless".split()
_QUESTIONS = "where when who which".split()


class _Form(Struct, frozen=True, gc=False):
    """What a form that may report words without quotation marks asks for."""

    groups: frozenset[str]
    tense: str
    """That of `reporting_verbs`; `noun` for a noun of speech that is no verb, `source` for "according to"."""
    noun: bool = False
    """Whether it is a noun of speech too: a claim that …"""
    plural: bool = False
    """Whether it is more often a noun than a verb."""
    single: bool = True
    """Whether it is one word."""
    sure: bool = False
    """Whether it mostly reports: looking at the words around it would take longer than reading some in vain."""


_QUOTING = _Form(frozenset(), "")
"""Stands for a verb that reports quoted words alone."""


def worth_reading(hidden: str, starts: tuple[int, ...], passages: list[Passage]) -> set[int]:
    """The numbers of the sentences that can hold speech, of a text with its `passages` hidden."""
    wanted, cued = _cued(hidden, starts)
    count, number = len(starts), 0
    for passage in passages:
        number = bisect_right(starts, passage.start, number) - 1
        wanted.add(number)
        if (number not in cued or number - 1 in cued) and passage.start - starts[number] < _OPENING:
            wanted.add(number - 1)
        if number + 1 in cued or (number + 1 < count and _goes_on(hidden, passage, starts[number + 1])):
            wanted.add(number + 1)
    return wanted


def _goes_on(hidden: str, passage: Passage, following: int) -> bool:
    """Whether a dash after a quotation that ends its sentence opens the next one: "…" - Ada Hill."""
    return hidden[passage.end - 1] in ".?!…" and hidden[following] in "-–—"


def _cued(text: str, starts: tuple[int, ...]) -> tuple[set[int], set[int]]:
    """The sentences with a cue that may report words without quotation marks, and those with any cue."""
    low = text.encode("ascii", "replace").lower()  # the forms have no other letters, and a byte stands for every one
    matcher, forms = _automaton()
    wanted: set[int] = set()
    cued: set[int] = set()
    length = len(text)
    ends = [*starts[1:], length]
    sentence = 0
    for number, start, end in matcher.find_matches_as_indexes(low):
        while ends[sentence] <= start:
            sentence += 1
        if sentence in wanted or (start and text[start - 1].isalnum()) or (end < length and text[end].isalnum()):
            continue
        form = forms[number]
        if form is _QUOTING:
            cued.add(sentence)
        elif (not form.plural or _CLAUSE.match(text, end) or _closes(text, start, end, form)) and (
            form.tense != "noun" or _THAT.match(text, end)
        ):
            cued.add(sentence)
            if form.sure or _may_report(text, starts[sentence], start, end, ends[sentence], form):
                wanted.add(sentence)
    return wanted, cued


def _closes(text: str, start: int, end: int, form: _Form) -> bool:
    """Whether the `form` at `start`-`end` closes an attribution between marks: It was late, the paper |notes, and …"""
    return (
        form.tense == "third"
        and text[end : end + 1] in (",", ".")
        and _SUBJECT.search(text, max(0, start - _LED), start) is not None
    )


@lru_cache(maxsize=1)
def _automaton() -> tuple[BytesAhoCorasick, list[_Form]]:
    """All forms that may report words, and what is known of each."""
    nouns = reporting_nouns()["speech"]
    forms = {noun: _Form(frozenset(), "noun", sure=True) for noun in nouns}
    for form, (groups, tense) in reporting_verbs().items():
        if groups & _UNQUOTED:
            plural = form in ALSO_NOUNS and tense in ("base", "third")
            sure = "phrase" in groups or ("say" in groups and tense == "past")
            forms[form] = _Form(groups, tense, form in nouns, plural, " " not in form, sure)
        elif "quote" in groups:
            forms[form] = _QUOTING
    forms["according to"] = _Form(frozenset(), "source", sure=True)
    # "said of" would hide "said" in "said officers": where the first word reports by itself it is enough
    alone = {form for form, known in forms.items() if known.tense not in ("", "noun")}
    names = sorted(form for form in forms if " " not in form or form.partition(" ")[0] not in alone)
    found = BytesAhoCorasick(
        [name.encode() for name in names], matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA
    )
    return found, [forms[name] for name in names]


@lru_cache(maxsize=1)
def _closed() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    """Words that no verb follows directly; those one of which every clause holds, a question too; documents."""
    tags = function_words()
    leads = frozenset([word for word, tag in tags.items() if tag in "DP"])
    clause = frozenset([word for word, tag in tags.items() if tag in "THNBAV"]).union(_CONDITIONS)
    documents = reporting_nouns()["document"]
    return leads, clause, clause.union(_QUESTIONS), documents.union([f"{noun}s" for noun in documents])


def _may_report(text: str, first: int, start: int, end: int, stop: int, form: _Form) -> bool:
    """Whether the form at `start`-`end` of the sentence `first`-`stop` has what it needs to report words unquoted."""
    tense, groups = form.tense, form.groups
    if groups == _HOLD:
        return _THAT.search(text, end, min(stop, end + _LED)) is not None
    if stop - first > _AROUND:
        first, stop = max(first, start - _AROUND), min(stop, end + _AROUND)
    if form.noun and _THAT.match(text, end):
        return True
    leads, clause, asking, documents = _closed()
    led = text[first if start - first < _LED else start - _LED : start].lower().split()
    before = led[-1] if led else ""
    if tense in ("base", "third"):
        if before == "to":
            went_on = led[-2:-1] == ["on"] or "took" in led  # other infinitives are meant rather than said
            return went_on and tense == "base"
        if not before or (before in leads and text[start:end].lower() not in ("say", "says")):
            return False  # a noun: "the |reason"; "some |say" is none
        if tense == "base" and form.single and text[start].isupper():
            return False
    tag = function_words().get(before)
    adverb = tag == "R" or before.endswith("ly")
    helper = led[-2] if adverb and len(led) > 1 else before
    if tense == "past" and helper in BE and text[end : end + 4].lower() != " by ":
        return False  # passive
    if tense == "gerund" and tag == "D":
        return False
    if (tense != "gerund" or helper in BE) and not groups.isdisjoint(STATING) and _BREAK.search(text, first, start):
        return True  # what it reports may stand before it
    if negates(helper):
        return False
    if "say" in groups or not form.single:
        return True
    clausal = groups & _CLAUSAL
    if clausal == _FIND:
        return _THAT.match(text, end) is not None or _holds(text, first, start, documents)
    if clausal and _holds(text, end, stop, asking if "ask" in groups else clause):
        return True
    if groups.isdisjoint(_BEHIND):
        return "report" in text[start:end].lower()
    words = text[end:stop].lower().split()
    return (
        ("only that" in groups and "that" in words)
        or ("how" in groups and "how" in words[:1])
        or "report" in text[start:end].lower()
        or ("to" in groups and "to" in words)
        or ("gerund" in groups and any("ing" in word for word in words[:4]))
    )


def _holds(text: str, start: int, end: int, words: frozenset[str]) -> bool:
    """Whether one of the words stands in a stretch of the text; most often one does without a mark beside it."""
    low = text[start:end].lower()
    return not (words.isdisjoint(low.split()) and words.isdisjoint(_WORD.findall(low)))
