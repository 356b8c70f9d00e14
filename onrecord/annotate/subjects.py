"""Who a verb of saying belongs to: the noun phrase before it, after it, or shared with an earlier verb."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from onrecord.annotate.lexicon.reporting import reporting_nouns, reporting_verbs
from onrecord.annotate.syntax import Sentence

Kind = Literal["name", "pronoun", "nominal"]
IsPerson = Callable[[int], bool]

_INNER = "nXx#MDR"
_CLIMBED = frozenset("of for at with in from to on by about against behind among between".split())
_TITLES = frozenset(
    "mr mrs ms dr prof sen rep gov lt gen col sgt capt rev hon president senator governor representative mayor judge "
    "justice secretary minister chancellor professor sir lord lady dame chief general".split()
)


class Subject(Struct, frozen=True, gc=False):
    """A noun phrase: its head is words `first` to `last` (inclusive), the whole begins at word `outer`."""

    first: int
    last: int
    outer: int
    ref: Kind
    mention: int = -1
    """Index of the name mention that is the head, or -1."""


def before(sentence: Sentence, verb: int, is_person: IsPerson) -> Subject | None:
    """The subject that ends before word `verb`, appositions and relative clauses between them passed over."""
    index = verb - 1
    if index < 0:
        return None
    tag = sentence.tags[index]
    if tag == "N":
        return Subject(index, index, index, "pronoun")
    if tag == "W" or (tag == "T" and index and sentence.tags[index - 1] in "nXx"):
        return Subject(index, index, index, "pronoun")
    if tag == ")":
        opening = sentence.tags.rfind("(", 0, index)
        return phrase_ending(sentence, opening - 1) if opening > 0 else None
    if tag in ",-":
        return _before_apposition(sentence, index, is_person)
    subject = phrase_ending(sentence, index)
    return _before_relative(sentence, index) if subject is None or subject.ref == "nominal" else subject


def _before_relative(sentence: Sentence, last: int) -> Subject | None:
    """The subject that ends at word `last`, or the one before its relative clause: "Groups who wrote to her |say"."""
    tags = sentence.tags
    relative = tags.rfind("W", 0, last)
    if relative > 0 and not any(tag in ",;:Q-" for tag in tags[relative:last]):
        higher = phrase_ending(sentence, len(tags[:relative].rstrip(",")) - 1)
        if higher:
            return higher
    return phrase_ending(sentence, last)


def _before_apposition(sentence: Sentence, closing: int, is_person: IsPerson) -> Subject | None:
    """The head of "NAME, a doctor from Leeds, |said": the noun phrase before the comma that opens the apposition."""
    tags, nearest = sentence.tags, None
    index = closing
    for _ in range(8):
        index = max(tags.rfind(",", 0, index), tags.rfind("-", 0, index))
        if index <= 0 or "Q" in tags[index:closing]:
            break
        if sentence.lows[index + 1] in ("but", "nor") or tags[index - 1] in "MR":
            continue
        subject = phrase_ending(sentence, index - 1)
        if subject is None:
            continue
        if subject.mention >= 0 and is_person(subject.mention):
            return subject
        nearest = nearest or subject
    return nearest


def phrase_ending(sentence: Sentence, last: int) -> Subject | None:
    """The noun phrase whose last word is `last`; "a spokesman for the mayor" is a spokesman."""
    tags = sentence.tags
    if last < 0 or tags[last] not in "nXx#DNM":
        return None
    if tags[last] == "N":
        return Subject(last, last, last, "pronoun")
    subject = _simple_phrase(sentence, last)
    for _ in range(4):
        link = subject.outer - 1
        if link < 1 or tags[link] != "P" or sentence.lows[link] not in _CLIMBED or tags[link - 1] not in "nXxD#":
            break
        higher = _simple_phrase(sentence, link - 1)
        if higher.outer and tags[higher.outer - 1] == "P" and higher.outer - 1 == 0:
            break
        subject = Subject(higher.first, higher.last, higher.outer, higher.ref, higher.mention)
    return subject if _plausible(sentence, subject) else None


def _simple_phrase(sentence: Sentence, last: int) -> Subject:
    """The noun phrase without prepositions that ends at `last`."""
    tags = sentence.tags
    first = last
    while first > 0 and tags[first - 1] in _INNER and not _breaks(sentence, first):
        first -= 1
        if tags[first] == "D" and sentence.lows[first] not in ("other", "more", "few", "two", "three", "several"):
            break
    while first < last and tags[first] in "MR":
        first += 1
    mention = sentence.mentions[last]
    if mention >= 0 and not possessive(sentence, last):
        start = last
        while start > first and sentence.mentions[start - 1] == mention:
            start -= 1
        return Subject(start, last, first, "name", mention)
    return _unnamed(sentence, first, last)


def _unnamed(sentence: Sentence, first: int, last: int) -> Subject:
    """A phrase without a known name as its head: a run of capitals, or a nominal with its article."""
    tags = sentence.tags
    if tags[last] == "x":
        start = last
        while start > first and tags[start - 1] == "x":
            start -= 1
        while start < last and sentence.lows[start] in _TITLES:
            start += 1
        if start > 0 or last > start:
            return Subject(start, last, first, "name")
    return Subject(first, last, first, "nominal")


def _breaks(sentence: Sentence, index: int) -> bool:
    """Whether a new phrase starts at word `index` although the one before it could belong to it."""
    here, prior = sentence.mentions[index], sentence.mentions[index - 1]
    if here >= 0 and prior >= 0:
        return here != prior and not possessive(sentence, index - 1)
    return here >= 0 and sentence.tags[index - 1] == "D" and sentence.lows[index - 1] not in ("the", "a", "an")


def possessive(sentence: Sentence, index: int) -> bool:
    """Whether word `index` is a possessive ("Keller's", "officers'")."""
    return sentence.words[index].endswith(("'s", "’s"))


def _plausible(sentence: Sentence, subject: Subject) -> bool:
    low = sentence.lows[subject.last]
    return not (subject.ref == "nominal" and (sentence.tags[subject.last] == "M" or low in _NEVER))


_NEVER = frozenset("way time times day days week weeks month months year years case moment".split())


def after(sentence: Sentence, verb: int) -> Subject | None:
    """The subject of an inverted cue: "said |Keller, the mayor", "said |a spokesman for the mayor"."""
    tags, length = sentence.tags, len(sentence.tags)
    start = verb + 1
    while start < length and tags[start] == "R":
        start += 1
    if start >= length or tags[start] not in "nXxDN#":
        return None
    if tags[start] == "N":
        final = start + 1 >= length or tags[start + 1] in ",-PM"
        return Subject(start, start, start, "pronoun") if final else None
    stop = start
    while stop + 1 < length and tags[stop + 1] in "nXx#D" and not _next_phrase(sentence, stop + 1):
        stop += 1
    return _head(sentence, start, stop)


def _next_phrase(sentence: Sentence, index: int) -> bool:
    here, prior = sentence.mentions[index], sentence.mentions[index - 1]
    if prior >= 0 and here != prior and not possessive(sentence, index - 1):
        return here >= 0 or sentence.tags[index] == "D"
    return False


def _head(sentence: Sentence, start: int, stop: int) -> Subject:
    """The head of the noun phrase that fills words `start` to `stop`."""
    for index in range(stop, start - 1, -1):
        mention = sentence.mentions[index]
        if mention >= 0 and not possessive(sentence, index):
            if index < stop and sentence.tags[stop] == "n":
                break
            first = index
            while first > start and sentence.mentions[first - 1] == mention:
                first -= 1
            return Subject(first, index, start, "name", mention)
    return _unnamed(sentence, start, stop)


def main_subject(sentence: Sentence, stop: int) -> Subject | None:
    """The likeliest subject of a sentence before word `stop`: its first noun phrase that no preposition governs."""
    index = _opening(sentence, stop)
    tags = sentence.tags
    while index < stop:
        tag = tags[index]
        if tag == "N":
            if sentence.lows[index] not in ("it", "there", "you"):
                return Subject(index, index, index, "pronoun")
        elif tag in "DXxn#":
            last = _phrase_end(sentence, index, stop)
            subject = _head(sentence, index, last)
            if subject.ref == "name" or tag == "D" or last > index:
                return subject
            index = last
        elif tag == "P":
            index = _phrase_end(sentence, index + 1, stop)
        index += 1
    return None


def _opening(sentence: Sentence, stop: int) -> int:
    """Where the main clause begins: after "But", or after the comma that ends "In a statement,"."""
    tags = sentence.tags
    index = 0
    while index < stop and tags[index] in "CR,":
        index += 1
    if index < stop and (tags[index] in "PSM" or sentence.lows[index].endswith("ing")):
        comma = tags.find(",", index, stop)
        return comma + 1 if comma >= 0 else index
    return index


def _phrase_end(sentence: Sentence, index: int, stop: int) -> int:
    """The last word of the noun phrase that begins at word `index`; a word that looks like a verb ends it."""
    tags, groups = sentence.tags, reporting_nouns()["group"]
    while index + 1 < stop and tags[index + 1] in "nXx#" and not _next_phrase(sentence, index + 1):
        following = sentence.lows[index + 1]
        if (
            tags[index + 1] == "n"
            and tags[index] != "D"
            and (following.endswith("ed") or following in reporting_verbs())
        ):
            break
        if (
            tags[index + 1] == "n"
            and tags[index] in "Xx"
            and following not in groups
            and not possessive(sentence, index)
        ):
            break
        index += 1
    return index
