"""Noun phrases in a sentence: where the one that ends or begins at a word lies, and which of its words is its head."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from onrecord.annotate import lexicon as lx
from onrecord.annotate.lexicon.reporting import reporting_nouns, reporting_verbs
from onrecord.annotate.syntax import Sentence, possessive
from onrecord.english import MONTHS, SHORT_MONTHS, TITLES

Kind = Literal["name", "pronoun", "nominal"]
KindOf = Callable[[int], str]
"""Number of a name mention → the kind of what it names."""

_LONGEST = 16
"""Words that a noun phrase may have before its last one."""
_CALLING = 4
"""Words from a body to the name of whom it employs."""
_INNER = "nXx#MDR"
_CLIMBED = frozenset(
    "of for at with in from to on by about against behind among between along across near within throughout "
    "under".split()
)
"""Prepositions that tie a phrase to the noun before it: a spokesman |for the mayor; the others of the grammar mostly
begin a time or a place of the sentence."""
_PARTS = frozenset(
    "half most many some several few percent majority majorities two-thirds three-quarters one-third quarter third six "
    "number dozens hundreds thousands one two three four five seven eight nine ten none all each both plurality".split()
)
ALONE = _PARTS | frozenset("any another anybody anyone either neither other others somebody someone those".split())
"""Determiners that stand for somebody without a noun."""
PERIODS = frozenset("day days week weeks month months year years".split())
_NEVER = PERIODS | frozenset("way time times case moment ago night morning evening afternoon".split())
_MONTHS = frozenset((*MONTHS, *SHORT_MONTHS))
_SAID = frozenset("said says told tells".split())
_SUFFIXES = frozenset("inc inc. jr jr. sr sr. ltd llc".split())
PLURALS = frozenset("people men women children police media data majority percent".split())
POSSESSIVES = frozenset("his her its their".split())
_SECOND = frozenset("other more most own many few two three several".split())
"""Determiners that another may stand before: his |two aides."""
_POSTPOSED = frozenset(
    "familiar close aware knowledgeable present responsible alike available due overall here there".split()
)
"""Adjectives that may stand behind their noun: a person |familiar with the matter."""
_PARTICIPLES = frozenset("seen written shown given made sent held kept drawn".split())
"""Participles that look like none; behind a noun and before "by" they are some: logs |seen by Keller."""
_LIKE_PARTICIPLES = frozenset("accused deceased unemployed wounded injured convicted need feed seed speed bed".split())


class NounPhrase(Struct, frozen=True, gc=False):
    """A noun phrase: its head is words `first` to `last` (inclusive), the whole begins at word `outer`."""

    first: int
    last: int
    outer: int
    ref: Kind
    mention: int = -1
    """Index of the name mention that is the head, or -1."""


def plausible(sentence: Sentence, phrase: NounPhrase) -> bool:
    """Whether somebody or a text that says something may be called so: no time, and no article alone."""
    low, tag = sentence.lows[phrase.last], sentence.tags[phrase.last]
    if phrase.ref == "nominal" and (tag == "M" or low in _NEVER):
        return False
    if phrase.first == phrase.last and (low in _SUFFIXES or low in _SAID):
        return False
    return tag != "Q" and (tag != "D" or low in ALONE)


# ---------------------------------------------------------------- the phrase that ends at a word


def phrase_ending(sentence: Sentence, last: int) -> NounPhrase | None:
    """The noun phrase whose last word is `last`; "a spokesman for the mayor" is a spokesman."""
    tags = sentence.tags
    if last < 0 or tags[last] not in "nXx#DNM":
        return None
    if tags[last] == "N":
        return NounPhrase(last, last, last, "pronoun")
    phrase = nearest_phrase(sentence, last)
    for _ in range(4):
        link = phrase.outer - 1
        if link < 1 or tags[link] != "P" or sentence.lows[link] not in _CLIMBED or tags[link - 1] not in "nXxD#":
            break
        higher = nearest_phrase(sentence, link - 1)
        if higher.outer == 1 and tags[0] == "P" and tags[1] != "#":
            break
        if _is_office(sentence, link, phrase):
            phrase = NounPhrase(phrase.first, phrase.last, higher.outer, phrase.ref, phrase.mention)
            continue
        phrase = _widened(sentence, higher, phrase)
    return phrase if plausible(sentence, phrase) else None


def made_of(sentence: Sentence, name: NounPhrase) -> NounPhrase | None:
    """The body whose members end with a `name`: |A panel of Judges Ada Hill, Ann Moss and Tom Cole."""
    tags, first, link = sentence.tags, name.outer, name.outer - 1
    while link > 2 and tags[link] in "C," and tags[link - 1] in "Xx,":
        first = nearest_phrase(sentence, link - 1 - (tags[link - 1] == ",")).outer
        link = first - 1
    if first == name.outer or link < 2 or sentence.lows[link] != "of" or tags[link - 1] not in "nXx":
        return None
    title = sentence.lows[first].rstrip(".")
    return phrase_ending(sentence, link - 1) if title != "mrs" and title[:-1] in TITLES else None


def _is_office(sentence: Sentence, link: int, phrase: NounPhrase) -> bool:
    """Whether "of" at `link` is part of an office before a name: Secretary |of State Ada Hill."""
    lows, tags = sentence.lows, sentence.tags
    if phrase.mention < 0:
        return False
    if lows[link] == "for":  # "minister |for education Ada Hill"; "a lawyer for the mayor Ada Hill" is the lawyer
        inner = [word for word in range(link + 1, phrase.first) if lows[word] not in TITLES]
        return bool(inner) and all(tags[word] in "nxX" and lows[word] not in lx.occupations() for word in inner)
    return lows[link] == "of" and tags[link - 1] in "xX" and _has_office(sentence, phrase)


def _has_office(sentence: Sentence, phrase: NounPhrase) -> bool:
    """Whether capitals before a name are more than its title: of |State Ada Hill, of |the House Rep. Ada Hill."""
    words = range(phrase.outer, phrase.first)
    return any(sentence.tags[index] in "xX" and sentence.lows[index] not in TITLES for index in words)


def _widened(sentence: Sentence, higher: NounPhrase, lower: NounPhrase) -> NounPhrase:
    """The head of "`higher` of `lower`": the higher one, or both where it only counts: half of the voters."""
    if _counts(sentence, higher.last):
        return NounPhrase(higher.first, lower.last, higher.outer, "nominal")
    return higher


def nearest_phrase(sentence: Sentence, last: int) -> NounPhrase:
    """The noun phrase without prepositions that ends at `last`."""
    tags, mentions = sentence.tags, sentence.mentions
    last = _noun_before(sentence, last)
    first, furthest = last, last - _LONGEST if last > _LONGEST else 0
    while first > furthest:
        if tags[first - 1] not in _INNER:
            if not _after_acronym(sentence, first):
                break
            first -= 3
            continue
        here, prior = mentions[first], mentions[first - 1]
        if -1 < here != prior > -1 and not possessive(sentence, first - 1):
            break  # a new phrase starts although the one before it could belong to it
        first -= 1
        if tags[first] == "D" and (sentence.lows[first] not in _SECOND or sentence.lows[first - 1].endswith("ed")):
            break
    while first < last and tags[first] in "MR" and not (first == last - 1 and _is_date(sentence, first)):
        first += 1
    return _headed(sentence, first, last)


def _is_date(sentence: Sentence, index: int) -> bool:
    """Whether a month and its day stand at word `index`: an entry of |Aug. 14; not "on Monday |14 said"."""
    return sentence.tags[index + 1] == "#" and sentence.lows[index] in _MONTHS


def _after_acronym(sentence: Sentence, index: int) -> bool:
    """Whether the phrase goes on before an acronym in brackets: the Workers Party (WP) |member Ada Hill."""
    tags = sentence.tags
    bracket = index > 3 and tags[index - 3] == "(" and tags[index - 2] in "xX" and tags[index - 1] == ")"
    return bracket and not sentence.lows[index].endswith("ed")


def _noun_before(sentence: Sentence, last: int) -> int:
    """The noun that is described behind it: a |person familiar with it, a |report released, a |study last year."""
    tags, lows = sentence.tags, sentence.lows
    if last and tags[last] == "x" and tags[last - 1] in "Xx" and _is_letters(sentence.words[last]):
        last -= not tags[:last].rstrip("Xx").endswith("D")  # "Ann Moss |KC asked"; but "the Labour |MP asked"
    if last > 2 and lows[last] in PERIODS and lows[last - 1] in ("last", "next"):
        last -= 2
    while last and tags[last] == "n" and (tags[last - 1] == "n" or _describes(sentence, last - 1)):
        low = lows[last]
        participle = low.endswith("ed") and low not in _LIKE_PARTICIPLES
        participle |= low in _PARTICIPLES and lows[last + 1 : last + 2] == ["by"]
        if not participle and low not in _POSTPOSED:
            break
        last -= 1
    return last


def _is_letters(word: str) -> bool:
    """Whether a word in capitals is letters that stand behind a name and are no name: KC, MP, CBE."""
    return word.isupper() and 1 < len(word) < 5 and bool(lx.flags().get(word, 0) & lx.NO_BODY)


# ---------------------------------------------------------------- the phrase that begins at a word


def phrase_after(sentence: Sentence, verb: int, kind_of: KindOf) -> NounPhrase | None:
    """The noun phrase that follows word `verb`, adverbs between them passed over."""
    tags, length = sentence.tags, len(sentence.tags)
    start = verb + 1
    while start < length and tags[start] == "R":
        start += 1
    if start >= length or tags[start] not in "nXxDN#":
        return None
    if tags[start] == "N":
        final = start + 1 >= length or tags[start + 1] in ",-PM"
        return NounPhrase(start, start, start, "pronoun") if final else None
    stop = start
    while stop + 1 < length and _goes_on(sentence, start, stop) and not _next_phrase(sentence, stop + 1):
        stop += 1
        if sentence.mentions[stop] >= 0 and not possessive(sentence, stop) and not _modifies(sentence, stop, kind_of):
            break
    phrase = head_of(sentence, start, stop)
    return phrase if plausible(sentence, phrase) else None


def _goes_on(sentence: Sentence, start: int, last: int) -> bool:
    """Whether the word after `last` may still belong to the phrase that begins at `start`."""
    tag = sentence.tags[last + 1]
    if tag == "D":  # "half |the voters"; in "figures |the campaign released" a clause begins
        return sentence.tags[last] == "D" or (last == start and sentence.lows[last] in _PARTS)
    if sentence.tags[last] == "D" and tag in "MRQ":  # "a |Wednesday editorial", "her |“clawback” plan"
        return tag != "Q" or sentence.tags[last + 2 : last + 3] in ("n", "x", "X")
    return tag in "nXx#"


def _modifies(sentence: Sentence, index: int, kind_of: KindOf) -> bool:
    """Whether the name that ends at `index` goes on: more of it, "Keller |campaign", "New Hampshire |Republican"."""
    if index + 1 >= len(sentence.tags):
        return False
    same = sentence.mentions[index + 1] == sentence.mentions[index]
    of_a_place = sentence.tags[index + 1] in "nx" and kind_of(sentence.mentions[index]) == "place"
    if sentence.tags[index + 1 : index + 3] == "nX" and kind_of(sentence.mentions[index + 2]) == "person":
        return True  # "Harbor News |moderator Ada Hill"
    return same or of_a_place or sentence.lows[index + 1] in reporting_nouns()["group"]


def _next_phrase(sentence: Sentence, index: int) -> bool:
    here, prior = sentence.mentions[index], sentence.mentions[index - 1]
    if prior >= 0 and here != prior and not possessive(sentence, index - 1):
        return here >= 0 or sentence.tags[index] == "D"
    return False


def phrase_end(sentence: Sentence, index: int, stop: int, kind_of: KindOf) -> int:
    """The last word of the noun phrase that begins at word `index`; a word that looks like a verb ends it."""
    tags, groups = sentence.tags, reporting_nouns()["group"]
    first = index
    while index + 1 < stop and _goes_on(sentence, first, index) and not _next_phrase(sentence, index + 1):
        following = sentence.lows[index + 1]
        if (
            tags[index + 1] == "n"
            and tags[index] != "D"
            and (following.endswith("ed") or (following in reporting_verbs() and not _no_verb(sentence, index)))
        ):
            break
        if (
            tags[index + 1] == "n"
            and tags[index] in "Xx"
            and following not in groups
            and not possessive(sentence, index)
            and not _describes(sentence, index)
            and not (tags[first] == "D" and tags[index] == "X" and kind_of(sentence.mentions[index]) == "place")
            and not (tags[first] == "D" and _names_somebody(sentence, index + 1, kind_of))
        ):
            break
        index += 1
    return index - 1 if _has_object(sentence, first, index) else index


def _names_somebody(sentence: Sentence, index: int, kind_of: KindOf) -> bool:
    """Whether nouns from word `index` on lead to a person's name: the Post |film critic Ada Hill."""
    name = sentence.tags.find("X", index, index + _CALLING)
    nouns = sentence.lows[index:name]
    plain = name > 0 and not sentence.tags[index:name].strip("n") and nouns[-1] in lx.occupations()
    return plain and kind_of(sentence.mentions[name]) == "person"


def _no_verb(sentence: Sentence, index: int) -> bool:
    """Whether the word after `index` has the form of a plural verb and stands after no plural: a simple |call."""
    low, following = sentence.lows[index], sentence.lows[index + 1]
    return reporting_verbs()[following][1] == "base" and low[-1] != "s" and low not in PLURALS


def _has_object(sentence: Sentence, first: int, last: int) -> bool:
    """Whether the last word of a phrase is its verb, as an object behind it tells: The ad |targets a judge."""
    tags = sentence.tags
    nouns = last > first + 1 and tags[first] == "D" and tags[last] == "n"
    return nouns and tags[last + 1 : last + 2] in ("D", "O") and not possessive(sentence, last - 1)


def counted_end(sentence: Sentence, last: int, stop: int, kind_of: KindOf) -> int:
    """The end of what a number counts that ends at word `last`: half |of the voters, one |of his aides."""
    of = last + 2 < stop and sentence.lows[last + 1] == "of"
    return phrase_end(sentence, last + 2, stop, kind_of) if of and _counts(sentence, last) else last


def _counts(sentence: Sentence, index: int) -> bool:
    return sentence.lows[index] in _PARTS or sentence.tags[index] == "#"


def _describes(sentence: Sentence, index: int) -> bool:
    """Whether a capital is an adjective: the |Mexican audience, a |Republican candidate."""
    return sentence.tags[index] == "x" and bool(lx.flags().get(sentence.words[index], 0) & lx.NATION)


# ---------------------------------------------------------------- heads


def owner_before(sentence: Sentence, noun: int) -> int:
    """The word before the adjectives of the noun at word `noun`: |Keller's old argument, |his most explosive claim."""
    index = noun - 1
    while (
        index > 0
        and (sentence.tags[index] in "nxR" or sentence.lows[index] in _SECOND)
        and not possessive(sentence, index)
    ):
        index -= 1
    return index


def head_of(sentence: Sentence, first: int, last: int) -> NounPhrase:
    """The noun phrase that fills words `first` to `last`, with its head."""
    return _headed(sentence, first, max(first, _noun_before(sentence, last)))


def _headed(sentence: Sentence, first: int, last: int) -> NounPhrase:
    """The phrase of words `first` to `last` whose last word is its head: a name, or a nominal."""
    mention = sentence.mentions[last]
    if mention < 0 or (possessive(sentence, last) and sentence.tags[last + 1 : last + 2] != "Q"):
        return _unnamed(sentence, first, last)
    start = last
    while start > first and sentence.mentions[start - 1] == mention:
        start -= 1
    return NounPhrase(start, last, first, "name", mention)


def _unnamed(sentence: Sentence, first: int, last: int) -> NounPhrase:
    """A phrase without a known name as its head: a run of capitals, or a nominal with its article."""
    tags = sentence.tags
    if tags[last] == "x" and tags[first] != "D":
        start = last
        while start > first and tags[start - 1] == "x":
            start -= 1
        while start < last and sentence.lows[start] in TITLES:
            start += 1
        if start > 0 or last > start:
            return NounPhrase(start, last, first, "name")
    return NounPhrase(first, last, first, "nominal")
