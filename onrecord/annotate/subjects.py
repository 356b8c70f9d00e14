"""Who a verb of saying belongs to: the noun phrase before it, after it, or shared with an earlier verb."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from onrecord.annotate import lexicon as lx
from onrecord.annotate.lexicon.reporting import reporting_nouns, reporting_verbs
from onrecord.annotate.syntax import Sentence, dateline_end, possessive

Kind = Literal["name", "pronoun", "nominal"]
KindOf = Callable[[int], str]
"""Number of a name mention → the kind of what it names."""

_APPOSITION = 9
"""Words after a phrase within which the comma before its apposition stands."""
_LONGEST = 16
"""Words that a noun phrase may have before its last one."""
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


def before(sentence: Sentence, verb: int, kind_of: KindOf) -> Subject | None:
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
        return _before_apposition(sentence, index, kind_of)
    subject = phrase_ending(sentence, index)
    if subject and subject.outer > 2 and tag == "X" and sentence.tags[subject.outer - 1] == ",":
        resident = phrase_ending(sentence, subject.outer - 2)  # "Ada Hill of Leeds, England |says"
        if (
            resident
            and resident.mention >= 0
            and resident.last < subject.outer - 2
            and kind_of(resident.mention) == "person"
        ):
            return resident
    return _before_relative(sentence, index) if subject is None or subject.ref == "nominal" else subject


def _before_relative(sentence: Sentence, last: int) -> Subject | None:
    """The subject that ends at word `last`, or the one before its relative clause: "Groups who wrote to her |say"."""
    tags = sentence.tags
    relative = max(tags.rfind("W", 0, last), tags.rfind("TA", 0, last), tags.rfind("TB", 0, last))
    if relative > 0 and not any(tag in ",;:Q-" for tag in tags[relative:last]):
        higher = phrase_ending(sentence, len(tags[:relative].rstrip(",")) - 1)
        if higher:
            return higher
    return phrase_ending(sentence, last)


def _before_apposition(sentence: Sentence, closing: int, kind_of: KindOf) -> Subject | None:
    """The head of "NAME, a doctor from Leeds, |said": the noun phrase before the comma that opens the apposition."""
    tags, nearest = sentence.tags, None
    index = closing
    if closing and tags[closing - 1] == ")":
        opening = tags.rfind("(", 0, closing)
        return phrase_ending(sentence, opening - 1) if opening > 0 else None
    for _ in range(8):
        index = max(tags.rfind(",", 0, index), tags.rfind("-", 0, index))
        if index <= 0 or "Q" in tags[index:closing]:
            break
        if sentence.lows[index + 1] in ("but", "nor") or tags[index - 1] in "MR":
            continue
        last = tags.rfind("(", 0, index) - 1 if tags[index - 1] == ")" else index - 1
        subject = phrase_ending(sentence, last)
        if subject is None:
            continue
        inner = phrase_ending(sentence, closing - 1) if nearest is None and subject.ref == "nominal" else None
        if inner and inner.mention >= 0 and kind_of(inner.mention) != "place" and inner.outer == index + 1:
            return Subject(inner.first, inner.last, subject.outer, "name", inner.mention)
        if subject.mention >= 0 and kind_of(subject.mention) == "person":
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
        if higher.outer == 1 and tags[0] == "P" and tags[1] != "#":
            break
        if _is_office(sentence, link, subject):
            subject = Subject(subject.first, subject.last, higher.outer, subject.ref, subject.mention)
            continue
        subject = _widened(sentence, higher, subject)
    return subject if _plausible(sentence, subject) else None


def _is_office(sentence: Sentence, link: int, subject: Subject) -> bool:
    """Whether "of" at `link` is part of an office before a name: Secretary |of State Ada Hill."""
    lows, tags = sentence.lows, sentence.tags
    if subject.mention < 0:
        return False
    if lows[link] == "for":  # "minister |for education Ada Hill"; "a lawyer for the mayor Ada Hill" is the lawyer
        inner = [word for word in range(link + 1, subject.first) if lows[word] not in _TITLES]
        return bool(inner) and all(tags[word] in "nxX" and lows[word] not in lx.occupations() for word in inner)
    return lows[link] == "of" and tags[link - 1] in "xX" and _has_office(sentence, subject)


def _has_office(sentence: Sentence, subject: Subject) -> bool:
    """Whether capitals before a name are more than its title: of |State Ada Hill, of |the House Rep. Ada Hill."""
    words = range(subject.outer, subject.first)
    return any(sentence.tags[index] in "xX" and sentence.lows[index] not in _TITLES for index in words)


def _widened(sentence: Sentence, higher: Subject, lower: Subject) -> Subject:
    """The head of "`higher` of `lower`": the higher one, or both where it only counts: half of the voters."""
    if sentence.lows[higher.last] in _PARTS or sentence.tags[higher.last] == "#":
        return Subject(higher.first, lower.last, higher.outer, "nominal")
    return higher


def _simple_phrase(sentence: Sentence, last: int) -> Subject:
    """The noun phrase without prepositions that ends at `last`."""
    tags, mentions = sentence.tags, sentence.mentions
    first, furthest = last, max(0, last - _LONGEST)
    while first > furthest and tags[first - 1] in _INNER:
        here, prior = mentions[first], mentions[first - 1]
        if -1 < here != prior > -1 and not possessive(sentence, first - 1):
            break  # a new phrase starts although the one before it could belong to it
        first -= 1
        if tags[first] == "D" and sentence.lows[first] not in ("other", "more", "few", "two", "three", "several"):
            break
    while first < last and tags[first] in "MR":
        first += 1
    mention = mentions[last]
    if mention >= 0 and not possessive(sentence, last):
        start = last
        while start > first and mentions[start - 1] == mention:
            start -= 1
        return Subject(start, last, first, "name", mention)
    return _unnamed(sentence, first, last)


def _unnamed(sentence: Sentence, first: int, last: int) -> Subject:
    """A phrase without a known name as its head: a run of capitals, or a nominal with its article."""
    tags = sentence.tags
    if tags[last] == "x" and tags[first] != "D":
        start = last
        while start > first and tags[start - 1] == "x":
            start -= 1
        while start < last and sentence.lows[start] in _TITLES:
            start += 1
        if start > 0 or last > start:
            return Subject(start, last, first, "name")
    return Subject(first, last, first, "nominal")


def _plausible(sentence: Sentence, subject: Subject) -> bool:
    low = sentence.lows[subject.last]
    return not (subject.ref == "nominal" and (sentence.tags[subject.last] == "M" or low in _NEVER))


_PARTS = frozenset(
    "half most many some several few percent majority majorities two-thirds three-quarters one-third quarter third six "
    "number dozens hundreds thousands one two three four five seven eight nine ten none all each both plurality".split()
)
_NEVER = frozenset("way time times day days week weeks month months year years case moment".split())


def after(sentence: Sentence, verb: int, kind_of: KindOf) -> Subject | None:
    """The subject of an inverted cue: "said |Keller, the mayor", "said its director, |Ada Hill"."""
    subject = _following(sentence, verb)
    return (subject and subject.ref == "nominal" and _behind(sentence, subject, kind_of)) or subject


def _behind(sentence: Sentence, phrase: Subject, kind_of: KindOf) -> Subject | None:
    """The name in apposition behind a phrase: its director, |Ada Hill; his friend from Leeds, |Dr. Ada Hill."""
    tags = sentence.tags
    comma = tags.find(",", phrase.last + 1, phrase.last + _APPOSITION)
    if comma < 0 or any(tag not in "PDnXxR" for tag in tags[phrase.last + 1 : comma]):
        return None
    first = comma + 1
    while tags[first : first + 1] == "x" and sentence.mentions[first] < 0:
        first += 1
    mention = sentence.mentions[first] if first < len(tags) else -1
    if mention < 0 or kind_of(mention) == "place" or possessive(sentence, first):
        return None
    last = first
    while last + 1 < len(tags) and sentence.mentions[last + 1] == mention:
        last += 1
    return None if possessive(sentence, last) else Subject(first, last, phrase.outer, "name", mention)


def _following(sentence: Sentence, verb: int) -> Subject | None:
    """The noun phrase that follows a cue."""
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
        if sentence.mentions[stop] >= 0 and not possessive(sentence, stop) and not _modifies(sentence, stop):
            break
    return _head(sentence, start, stop)


def _modifies(sentence: Sentence, index: int) -> bool:
    """Whether the name that ends at `index` goes on: more of the same name, or "Keller campaign"."""
    if index + 1 >= len(sentence.tags):
        return False
    same = sentence.mentions[index + 1] == sentence.mentions[index]
    return same or sentence.lows[index + 1] in reporting_nouns()["group"]


def _next_phrase(sentence: Sentence, index: int) -> bool:
    here, prior = sentence.mentions[index], sentence.mentions[index - 1]
    if prior >= 0 and here != prior and not possessive(sentence, index - 1):
        return here >= 0 or sentence.tags[index] == "D"
    return False


def _head(sentence: Sentence, start: int, stop: int) -> Subject:
    """The head of the noun phrase that fills words `start` to `stop`."""
    mention = sentence.mentions[stop]
    if mention < 0 or possessive(sentence, stop):
        return _unnamed(sentence, start, stop)
    first = stop
    while first > start and sentence.mentions[first - 1] == mention:
        first -= 1
    return Subject(first, stop, start, "name", mention)


def possessor(sentence: Sentence, noun: int) -> Subject | None:
    """Whose the noun at word `noun` is: |his claim that …, |Keller's old argument that …"""
    tags = sentence.tags
    index = noun - 1
    while index > 0 and tags[index] in "nxR" and not possessive(sentence, index):
        index -= 1
    if index < 0:
        return None
    if tags[index] == "D" and sentence.lows[index] in ("his", "her", "their", "its"):
        return Subject(index, index, index, "pronoun")
    if not possessive(sentence, index):
        return None
    mention, first = sentence.mentions[index], index
    while mention >= 0 and first > 0 and sentence.mentions[first - 1] == mention:
        first -= 1
    return Subject(first, index, first, "name", mention) if mention >= 0 else None


def main_subject(sentence: Sentence, stop: int, kind_of: KindOf) -> Subject | None:
    """The likeliest subject of the clause before word `stop`: its first noun phrase that no preposition governs."""
    tags = sentence.tags
    clause = max(tags.rfind("S", 0, stop), tags.rfind("T", 0, stop))
    index = clause + 1 if 0 < clause < stop - 1 and "," not in tags[clause:stop] else _opening(sentence, stop)
    while index < stop:
        tag = tags[index]
        if tag == "N":
            if sentence.lows[index] not in ("it", "there", "you"):
                return Subject(index, index, index, "pronoun")
        elif tag in "DXxn#":
            last = _phrase_end(sentence, index, stop)
            subject = _head(sentence, index, last)
            ago = sentence.lows[last + 1 : last + 2] in (["later"], ["ago"], ["earlier"])
            if sentence.lows[last] in _NEVER or (ago and subject.ref == "nominal"):
                index = last + 1
                continue
            verb = tags[last + 1 : last + 2] in ("V", "A", "B") or "".join(sentence.lows[last + 1 : last + 2]).endswith(
                "ed"
            )
            if tag == "x" and verb:
                return Subject(index, last, index, "name")
            if subject.ref == "name" or tag == "D" or last > index:
                return (subject.ref == "nominal" and _behind(sentence, subject, kind_of)) or subject
            index = last
        elif tag == "P":
            index = _phrase_end(sentence, index + 1, stop)
        index += 1
    return None


def _opening(sentence: Sentence, stop: int) -> int:
    """Where the main clause begins: after "But", or after the comma that ends "In a statement,"."""
    tags = sentence.tags
    index = dateline_end(sentence)
    while index < stop and tags[index] in "CR,":
        index += 1
    if index < stop and (tags[index] in "PSM" or sentence.lows[index].endswith("ing")):
        comma = tags.find(",", index, stop)
        while (
            comma >= 0 and tags[comma + 1 : comma + 2] in ("x", "X") and tags[comma + 2 : comma + 3] in (",", "x", "X")
        ):
            further = tags.find(",", comma + 1, min(stop, comma + 4))
            if further < 0:
                break
            comma = further  # "In Salem, New Hampshire, Keller …"
        return comma + 1 if comma >= 0 else index
    return index


def _phrase_end(sentence: Sentence, index: int, stop: int) -> int:
    """The last word of the noun phrase that begins at word `index`; a word that looks like a verb ends it."""
    tags, groups = sentence.tags, reporting_nouns()["group"]
    while index + 1 < stop and tags[index + 1] in "nXx#D" and not _next_phrase(sentence, index + 1):
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


def inverted(sentence: Sentence, first: int, last: int, kind_of: KindOf) -> Subject | None:
    """The speaker named after a cue, words `first` to `last`, that interrupts or ends what it reports, with nobody
    before it: The plan, said |Keller, will fail."""
    interrupts = first > 1 and sentence.tags[first - 1] == ","
    subject = after(sentence, last, kind_of) if interrupts else None
    if subject is None or subject.ref != "name":
        return None
    if sentence.tags[subject.last + 1 : subject.last + 2] not in ("", ",", "P"):
        return None
    earlier = before(sentence, first, kind_of)
    named = earlier is not None and earlier.mention >= 0 and kind_of(earlier.mention) == "person"
    return None if named else subject
