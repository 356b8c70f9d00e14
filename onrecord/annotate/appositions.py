"""Who is named beside a phrase: by an apposition, by an office held somewhere, by the town that a name comes from."""

from __future__ import annotations

from onrecord.annotate import lexicon as lx
from onrecord.annotate.lexicon.reporting import reporting_nouns
from onrecord.annotate.phrases import PLURALS, KindOf, NounPhrase, phrase_ending
from onrecord.annotate.syntax import Sentence, possessive

_APPOSITION = 9
"""Words after a phrase within which the comma before its apposition stands."""
_OFFICE = 6
"""Words from a comma to the name in an apposition that begins with its office."""
_SHORT_BRACKET = 4
"""Words from an opening bracket to the comma behind it within which an acronym or a party stands."""


def named_before(sentence: Sentence, phrase: NounPhrase, verb: int, kind_of: KindOf) -> NounPhrase | None:
    """Whom an apposition without its second comma describes: |Ada Hill (D), a friend of Keller said."""
    tags, comma = sentence.tags, phrase.outer - 1
    if comma < 1 or tags[comma] != "," or tags[phrase.outer] != "D":
        return None
    if phrase.last == verb - 1 or tags[verb + 1 : verb + 2] == ",":
        return None  # "Keller, |a top aide said, will go"
    last = tags.rfind("(", 0, comma) - 1 if tags[comma - 1] == ")" else comma - 1
    name = phrase_ending(sentence, last) if last >= 0 else None
    opens = name is not None and (name.outer == 0 or tags[name.outer - 1] in ",Q")
    return name if name and opens and is_person(name, kind_of) else None


def resident(sentence: Sentence, place: NounPhrase, kind_of: KindOf) -> NounPhrase | None:
    """Who lives in the town before a comma and the `place` behind it: |Ada Hill of Leeds, England says."""
    if place.outer < 3 or sentence.tags[place.outer - 1] != "," or is_person(place, kind_of):
        return None
    who = phrase_ending(sentence, place.outer - 2)
    if who is None or not is_person(who, kind_of):
        return None
    return who if sentence.lows[who.last + 1] in ("of", "from", "in") else None


def is_person(phrase: NounPhrase, kind_of: KindOf) -> bool:
    """Whether the head of a phrase is the name of a person."""
    return phrase.mention >= 0 and kind_of(phrase.mention) == "person"


def before_aside(sentence: Sentence, closing: int, kind_of: KindOf) -> NounPhrase | None:
    """The head of "NAME, a doctor from Leeds, |said": the noun phrase before the comma that opens the apposition."""
    tags, nearest = sentence.tags, None
    index = closing
    dash = tags.rfind("-", 0, closing) if tags[closing] == "-" else -1
    if dash > 0 and (aside := phrase_ending(sentence, dash - 1)) and is_person(aside, kind_of):
        return aside  # "Hill - like Moss, a friend of Cole - |said"
    if closing and tags[closing - 1] == ")":
        opening = tags.rfind("(", 0, closing)
        named = phrase_ending(sentence, opening - 1) if opening > 0 else None
        if named is None or named.ref == "name" or closing - opening > _SHORT_BRACKET:
            return named
    for _ in range(8):
        index = max(tags.rfind(",", 0, index), tags.rfind("-", 0, index))
        if index <= 0 or "Q" in tags[index:closing] or tags[index + 1] in "AB":
            break  # "Hill, 67, |was hurt, said Moss" describes nobody
        if sentence.lows[index + 1] in ("but", "nor") or tags[index - 1] in "MR":
            continue
        last = tags.rfind("(", 0, index) - 1 if tags[index - 1] == ")" else index - 1
        subject = phrase_ending(sentence, last)
        if subject is None:
            continue
        inner = phrase_ending(sentence, closing - 1) if nearest is None else None
        if inner and inner.outer == index + 1 and _names(sentence, inner, subject, kind_of):
            return NounPhrase(inner.first, inner.last, subject.outer, "name", inner.mention)
        if is_person(subject, kind_of):
            return subject
        nearest = nearest or subject
    return nearest


def _names(sentence: Sentence, inner: NounPhrase, subject: NounPhrase, kind_of: KindOf) -> bool:
    """Whether an apposition names whoever the phrase before it describes: his clerk, |Ada Hill; one man backing
    Keller, |Tom Moss of Leeds."""
    if subject.ref == "nominal":
        return inner.mention >= 0 and kind_of(inner.mention) != "place"
    people = is_person(inner, kind_of) and is_person(subject, kind_of) and inner.mention != subject.mention
    return people and sentence.tags[inner.outer] in "Xx"


def in_office(sentence: Sentence, office: NounPhrase, kind_of: KindOf) -> NounPhrase | None:
    """Whose the `office` is that is held somewhere: according to the Lendian ambassador to Norway |Ada Hill."""
    tags, mentions, index = sentence.tags, sentence.mentions, office.last + 1
    if tags[index : index + 1] != "P":
        return None
    if tags[office.outer] == "n" and tags[index + 1 : index + 3] == "nX" and sentence.lows[office.last][-1] != "s":
        index += 2  # master of ceremonies |Ada Hill; "friend of mayor Ada Hill" is the friend
        named = kind_of(mentions[index]) == "person" and sentence.lows[index - 1] not in lx.occupations()
        return _name_from(sentence, index, office.outer) if named else None
    while index + 1 < len(tags) and tags[index + 1] in "DXx" and (mentions[index] < 0 or tags[index + 1] == "X"):
        index += 1
        held = mentions[index - 1]
        if mentions[index] >= 0 <= held != mentions[index] and kind_of(mentions[index]) == "person":
            return None if kind_of(held) == "person" else _name_from(sentence, index, office.outer)
    return None


def _name_from(sentence: Sentence, first: int, outer: int) -> NounPhrase:
    """The name that begins at word `first`, with what it heads from `outer` on."""
    last, mention = first, sentence.mentions[first]
    while last + 1 < len(sentence.tags) and sentence.mentions[last + 1] == mention:
        last += 1
    return NounPhrase(first, last, outer, "name", mention)


def behind(sentence: Sentence, phrase: NounPhrase, kind_of: KindOf) -> NounPhrase | None:
    """The name in apposition behind a phrase: its director, |Ada Hill; his friend from Leeds, |Dr. Ada Hill."""
    tags = sentence.tags
    comma = tags.find(",", phrase.last + 1, phrase.last + _APPOSITION)
    if comma < 0 or any(tag not in "PDnXxR" for tag in tags[phrase.last + 1 : comma]):
        return None
    first = comma + 1
    office, article = tags.startswith(("n", "D"), first), tags.startswith("D", first)
    if article and sentence.lows[first] in ("the", "then"):
        first += 1  # "his pastor, |the Rev. Ada Hill"
    while first < len(tags) and first - comma < _OFFICE and sentence.mentions[first] < 0:
        if tags[first] != "x" and not (office and tags[first] in ("n" if article else "nP")):
            break
        first += 1
    mention = sentence.mentions[first] if first < len(tags) else -1
    if mention < 0 or possessive(sentence, first) or not _fits(sentence, phrase, kind_of(mention)):
        return None
    named = _name_from(sentence, first, phrase.outer)
    last = named.last
    closing = tags[last + 1 : last + 2]
    if possessive(sentence, last) or (closing and closing in "nABVxXDN") or (office and closing not in (",", "")):
        return None  # "according to the poll, |Hill is ahead"
    return named


def _fits(sentence: Sentence, phrase: NounPhrase, kind: str) -> bool:
    """Whether a name of that kind may tell whom the phrase before it stands for: a body's a body, one's not several."""
    noun, one = sentence.lows[phrase.last], sentence.lows[phrase.outer] in ("one", "another")
    plural = not one and (noun in PLURALS or (noun[-1] == "s" and noun[-2:] != "ss"))
    if kind == "place" or plural or noun in reporting_nouns()["document"]:
        return False
    return kind != "person" or noun not in lx.words("nominals.txt")["body"]
