"""Who a verb of saying belongs to: the noun phrase before it, after it, or shared with an earlier verb."""

from __future__ import annotations

from onrecord.annotate import appositions, relatives
from onrecord.annotate.cues import STATING, Cue
from onrecord.annotate.lexicon.reporting import reporting_nouns
from onrecord.annotate.phrases import (
    POSSESSIVES,
    KindOf,
    NounPhrase,
    counted_end,
    head_of,
    made_of,
    nearest_phrase,
    owner_before,
    phrase_after,
    phrase_end,
    phrase_ending,
    plausible,
)
from onrecord.annotate.syntax import Sentence, dateline_end, possessive

_WHEN = frozenset("last next this earlier later that".split())
_TIME = 4
"""Words of a time that opens a sentence ("Last month,"), at most."""
_REFLEXIVE = frozenset("itself himself herself themselves".split())
_JUDGING = (
    "admonish", "applaud", "assail", "attack", "berat", "blam", "blast", "chastis", "chid", "condemn", "critici",
    "denounc", "fault", "mock", "prais", "rebuk", "reprimand", "ridicul", "ripp", "scold", "slam", "thank",
)  # fmt: skip
"""How verbs of blame and praise begin."""
_EXPLETIVE = frozenset("it's it’s it'd it’d it'll it’ll there's there’s".split())
"""What opens a sentence that has no subject but what follows: it's worth noting that …, there's a song …"""


def before(sentence: Sentence, verb: int, kind_of: KindOf) -> NounPhrase | None:
    """The subject that ends before word `verb`, appositions and relative clauses between them passed over."""
    known: dict[int, NounPhrase | None] = sentence.subjects
    if verb not in known:
        known[verb] = _before(sentence, verb, kind_of)
    return known[verb]


def _before(sentence: Sentence, verb: int, kind_of: KindOf) -> NounPhrase | None:
    index = verb - 1
    if index > 0 and (sentence.lows[index] in _REFLEXIVE or _floats(sentence, index)):
        index -= 1
    if index < 0:
        return None
    tag = sentence.tags[index]
    if tag == "N":
        return NounPhrase(index, index, index, "pronoun")
    if tag == "W" or (tag == "T" and index and relatives.is_pronoun(sentence, index)):
        return NounPhrase(index, index, index, "pronoun")
    if tag == ")":
        opening = sentence.tags.rfind("(", 0, index)
        return phrase_ending(sentence, opening - 1) if opening > 0 else None
    if tag in ",-":
        return appositions.before_aside(sentence, index, kind_of)
    if tag == "O" and index > 1 and sentence.tags[index - 1] == "P":
        index -= 2  # "a source close |to him said"
    subject = phrase_ending(sentence, index)
    if subject and tag == "X":
        resident = appositions.resident(sentence, subject, kind_of)
        if resident:
            return resident
    if subject and subject.ref == "name" and (body := made_of(sentence, subject)):
        return body
    if subject and subject.outer > 1 and sentence.tags[subject.outer - 2 : subject.outer] == "CP":
        link = subject.outer - 1  # "he left and in a |statement said": he did
        return _first_subject(sentence, clause_opening(sentence, link), link, kind_of)
    if subject and subject.ref == "nominal" and (named := appositions.named_before(sentence, subject, verb, kind_of)):
        return named
    if subject and subject.ref == "name" and relatives.ends_with(sentence, subject):
        return relatives.before(sentence, index, subject)
    return relatives.before(sentence, index, subject) if subject is None or subject.ref == "nominal" else subject


def joined(sentence: Sentence, subject: NounPhrase) -> NounPhrase:
    """`subject` from where the first of those begins that "and" joins to it: |Ada Hill and Tom Moss said.

    Where one person has two roles the first is the head: the |Ohio senator and former candidate.
    """
    tags, link = sentence.tags, subject.outer - 1
    if link < 1 or sentence.lows[link] != "and":
        return subject
    before_and = len(tags[:link].rstrip(",")) - 1
    if tags[before_and] == "N":  # "he |and Ann Moss"
        return NounPhrase(subject.first, subject.last, before_and, subject.ref, subject.mention)
    first = phrase_ending(sentence, before_and)
    if first is None:
        return subject
    both = subject
    if subject.ref == first.ref == "nominal" and tags[subject.outer] != "D" and sentence.lows[subject.last][-1] != "s":
        both = first
    while first.outer > 2 and tags[first.outer - 1] == ",":
        earlier = phrase_ending(sentence, first.outer - 2)
        if earlier is None or (first.ref == "name" and earlier.ref != "name"):
            break
        first = earlier
    return NounPhrase(both.first, both.last, first.outer, both.ref, both.mention)


def absolute(sentence: Sentence, verb: int, kind_of: KindOf) -> NounPhrase | None:
    """The subject that stands before the participle at word `verb`: with |Hill saying so, footage of |Hill saying so, -
    |Hill saying so and |Moss denying it."""
    phrase = phrase_ending(sentence, verb - 1)
    if phrase and (link := joined(sentence, phrase).outer - 1) >= 0 and sentence.lows[link] == "with":
        return phrase
    phrase = nearest_phrase(sentence, verb - 1)
    link = phrase.outer - 1
    led = link > 0 and (sentence.tags[link] in "-C" or sentence.lows[link] in ("of", "with"))
    return phrase if led and appositions.is_person(phrase, kind_of) else None


def _floats(sentence: Sentence, index: int) -> bool:
    """Whether "all" or "both" stands behind whom it counts: they |all said, Hill and Moss |both said."""
    return sentence.lows[index] in ("all", "both", "each") and sentence.tags[index - 1] in "XxnN)"


def after(sentence: Sentence, verb: int, kind_of: KindOf) -> NounPhrase | None:
    """The subject of an inverted cue: "said |Keller, the mayor", "said its director, |Ada Hill"."""
    subject = phrase_after(sentence, verb, kind_of)
    if subject is None or subject.mention >= 0:
        return subject
    return (
        appositions.behind(sentence, subject, kind_of) or appositions.in_office(sentence, subject, kind_of) or subject
    )


def agent(sentence: Sentence, verb: int, kind_of: KindOf) -> NounPhrase | None:
    """Who does what the passive at word `verb` tells: was asked by |Ada Hill; called so by its |director."""
    by = verb + 1
    while sentence.tags[by : by + 1] in ("S", "D", "Q") or sentence.lows[by : by + 1] == ["as"]:
        by += 1
    return after(sentence, by, kind_of) if sentence.lows[by : by + 1] == ["by"] else None


def possessor(sentence: Sentence, noun: int) -> NounPhrase | None:
    """Whose the noun at word `noun` is: |his claim that …, |Keller's old argument that …"""
    tags = sentence.tags
    index = owner_before(sentence, noun)
    if index < 0:
        return None
    if tags[index] == "D" and sentence.lows[index] in POSSESSIVES:
        return NounPhrase(index, index, index, "pronoun")
    if not possessive(sentence, index):
        return None
    mention, first = sentence.mentions[index], index
    while mention >= 0 and first > 0 and sentence.mentions[first - 1] == mention:
        first -= 1
    return NounPhrase(first, index, first, "name", mention) if mention >= 0 else None


def main_subject(sentence: Sentence, stop: int, kind_of: KindOf) -> NounPhrase | None:
    """The likeliest subject of the clause before word `stop`: its first noun phrase that no preposition governs."""
    tags = sentence.tags
    relative = relatives.going_on(sentence, stop)
    if relative is not None:
        return relative
    clause = tags.rfind("S", 0, stop)
    if clause > 0 and sentence.lows[clause] == "than":  # "more |than 200 men"
        clause = tags.rfind("S", 0, clause)
    clause = max(clause, tags.rfind("T", 0, stop), tags.rfind("PW", 0, stop) + 1)
    if 0 < clause < stop - 1 and "," not in tags[clause:stop]:
        subject = _first_subject(sentence, clause + 1, stop, kind_of)
        if subject is not None or tags[stop - 1] != "C":
            return subject
    return _first_subject(sentence, clause_opening(sentence, stop), stop, kind_of)


def is_document(sentence: Sentence, subject: NounPhrase) -> bool:
    """Whether a phrase without a name is a document: the survey, a new report."""
    return subject.ref == "nominal" and sentence.lows[subject.last] in reporting_nouns()["document"]


def document(sentence: Sentence, verb: int, near: NounPhrase, kind_of: KindOf) -> NounPhrase | None:
    """The document that the sentence of the verb at word `verb` is about: |A study paid for by the city found that …;
    not "a bill failed after the |mayor found …"; `near` is the phrase before the verb."""
    if reporting_nouns()["document"].isdisjoint(sentence.lows) or (
        near.outer and _opens_clause(sentence, near.outer - 1)
    ):
        return None
    subject = main_subject(sentence, verb, kind_of)
    return subject if subject and is_document(sentence, subject) else None


def judged(sentence: Sentence, verb: int, kind_of: KindOf) -> NounPhrase | None:
    """Who is judged for what the participle at word `verb` tells: They mocked |Keller for saying that …"""
    tags, lows = sentence.tags, sentence.lows
    if verb < 3 or lows[verb - 1] != "for":
        return None
    for index in range(verb - 2, 0, -1):
        if tags[index] in ",;:-QT":
            return None
        if lows[index].startswith(_JUDGING):
            if tags[index + 1] == "O":
                return NounPhrase(index + 1, index + 1, index + 1, "pronoun")
            phrase = phrase_after(sentence, index, kind_of)
            return phrase if phrase and tags[index - 1] not in "BO" else None
    return None


def inner(sentence: Sentence, said: int, verb: int) -> NounPhrase | None:
    """The pronoun that is the subject of the clause within a sentence that "and" goes on with before the verb at word
    `verb`, behind the verb of saying at `said`: They mocked him after |he left and blamed them."""
    tags = sentence.tags
    for index in range(verb - 2, said, -1):
        if tags[index] == "," or tags[index] == "Q":
            return None
        if tags[index] == "N" and (tags[index - 1] == "S" or sentence.lows[index - 1] in ("after", "before")):
            return NounPhrase(index, index, index, "pronoun")
    return None


def turned(sentence: Sentence, said: int, verb: int, kind_of: KindOf) -> NounPhrase | None:
    """The subject of the clause that "and" opens between the verb of saying at word `said` and the participle at
    `verb`: They say it rains, and |the town sued, saying so."""
    tags = sentence.tags
    turn = tags.rfind(",C", said, verb)
    if turn < 0 or tags[turn + 2] not in "DXx":
        return None
    subject = _first_subject(sentence, turn + 2, verb, kind_of)
    return subject if subject and any(tag in "ABV" for tag in tags[subject.last + 1 : verb]) else None


def postponed(sentence: Sentence, verb: int, kind_of: KindOf) -> NounPhrase | None:
    """The subject that follows the participle clause of word `verb`: After saying that he would go, |Keller left."""
    tags = sentence.tags
    comma = tags.find(",", verb)
    said = tags[verb + 1 : max(comma, 0)]
    if tags[:verb].strip("PSCR,") or not any(tag in "TQABVNH" for tag in said):
        return None
    return _first_subject(sentence, comma + 1, len(tags), kind_of)


def _first_subject(sentence: Sentence, index: int, stop: int, kind_of: KindOf) -> NounPhrase | None:
    """The first noun phrase from word `index` on that can be a subject."""
    tags = sentence.tags
    while index < stop:
        tag = tags[index]
        if tag == "N":
            if sentence.lows[index] in _EXPLETIVE:
                return None
            if sentence.lows[index] not in ("it", "there", "you"):
                return NounPhrase(index, index, index, "pronoun")
        elif tag == "P" or (tag == "n" and sentence.lows[index].endswith("ing")):
            index = phrase_end(sentence, index + 1, stop, kind_of)
        elif tag in "DXxn#" and not (tag == "n" and sentence.lows[index].endswith("ed")):
            last = counted_end(sentence, phrase_end(sentence, index, stop, kind_of), stop, kind_of)
            phrase = head_of(sentence, index, last)
            if not tags[index : last + 1].strip("x") and _is_verb(sentence, last + 1):
                return NounPhrase(index, last, index, "name")
            if _is_subject(sentence, phrase, last) and not _is_state(sentence, phrase, kind_of):
                return (phrase.ref == "nominal" and appositions.behind(sentence, phrase, kind_of)) or phrase
            index = last
        index += 1
    return None


def _is_state(sentence: Sentence, phrase: NounPhrase, kind_of: KindOf) -> bool:
    """Whether a name between two commas is a state behind its town: in Salem, |Ohio, Hill said."""
    tags = sentence.tags
    commas = tags[phrase.outer - 1 : phrase.outer] == tags[phrase.last + 1 : phrase.last + 2] == ","
    alone = phrase.ref == "name" and phrase.outer == phrase.first and phrase.last - phrase.first < 2
    return commas and alone and not appositions.is_person(phrase, kind_of)


def _is_verb(sentence: Sentence, index: int) -> bool:
    """Whether word `index` is a verb by its looks."""
    return sentence.tags[index : index + 1] in ("V", "A", "B") or "".join(sentence.lows[index : index + 1]).endswith(
        "ed"
    )


def _is_subject(sentence: Sentence, phrase: NounPhrase, last: int) -> bool:
    """Whether a phrase up to word `last` may be the subject: no time, no lone noun or verb without an article."""
    if not plausible(sentence, phrase):
        return False
    if phrase.ref == "nominal" and sentence.lows[last + 1 : last + 2] in (["later"], ["earlier"]):
        return False
    described = sentence.tags[last + 1 : last + 3] == ",W"  # "Republicans, who hold the House, …"
    return phrase.ref == "name" or sentence.tags[phrase.first] == "D" or last > phrase.first or described


def _opens_clause(sentence: Sentence, index: int) -> bool:
    """Whether word `index`, if there is one, opens a subordinate clause."""
    return sentence.tags.startswith("S", index) or sentence.lows[index : index + 1] in (["after"], ["before"])


def _has_verb(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a verb stands between two words by its looks."""
    return any(_is_verb(sentence, index) for index in range(first, last))


def clause_opening(sentence: Sentence, stop: int) -> int:
    """Where the main clause begins: after "But", or after the comma that ends "In a statement,"."""
    tags = sentence.tags
    index = dateline_end(sentence)
    while index < stop and (tags[index] in "CR," or sentence.lows[index] == "so"):
        index += 1
    when = index < stop and sentence.lows[index] in _WHEN and 0 < tags.find(",", index, stop) - index < _TIME
    if index < stop and (tags[index] in "PSM" or when or sentence.lows[index].endswith("ing")):
        comma = tags.find(",", index, stop)
        while (
            comma >= 0 and tags[comma + 1 : comma + 2] in ("x", "X") and tags[comma + 2 : comma + 3] in (",", "x", "X")
        ):
            further = tags.find(",", comma + 1, min(stop, comma + 4))
            if further < 0:
                break
            comma = further  # "In Salem, New Hampshire, Keller …"
        if comma >= 0 and "known" in sentence.lows[comma + 1 : comma + 3]:  # "…, also |known as …, Keller"
            further = tags.find(",", comma + 1, stop)
            comma = further if further > 0 else comma
        while comma >= 0 and tags[comma + 1 : comma + 2] == "n":  # "After a swift, |dull meeting, Keller …"
            further = tags.find(",", comma + 1, stop)
            if (
                further < 0
                or tags[further + 1 : further + 2] not in tuple("DNXx")
                or _has_verb(sentence, comma, further)
            ):
                break
            comma = further
        if comma >= 0 and _opens_clause(sentence, comma + 1):  # "In May, |while they slept, Keller …"
            further = tags.find(",", comma + 1, stop)
            comma = further if further > 0 else comma
        return comma + 1 if comma >= 0 else index
    return index


def _ends(sentence: Sentence, subject: NounPhrase, verb: str) -> bool:
    """Whether a phrase without a name ends its sentence, but for where or when: …, said |one source in the room."""
    rest = sentence.tags[subject.last + 1 :]
    return subject.ref == "nominal" and verb in ("said", "says") and not rest.strip("PDnxXM")


def inverted(sentence: Sentence, cue: Cue, kind_of: KindOf) -> NounPhrase | None:
    """The speaker named after a cue that interrupts or ends what it reports, with nobody before it: The plan, said
    |Keller, will fail."""
    first, last = cue.first, cue.last
    if cue.tense not in ("past", "third") or cue.groups.isdisjoint(STATING):
        return None
    interrupts = first > 1 and sentence.tags[first - 1] == ","
    subject = after(sentence, last, kind_of) if interrupts else None
    if subject is None or (subject.ref != "name" and not _ends(sentence, subject, sentence.lows[last])):
        return None
    if sentence.tags[subject.last + 1 : subject.last + 2] not in ("", ",", "P"):
        return None
    earlier = before(sentence, first, kind_of)
    named = earlier is not None and appositions.is_person(earlier, kind_of)
    close = (
        earlier is not None
        and earlier.last == first - 2
        and earlier.outer > 1
        and sentence.tags[earlier.outer - 1] != ","
    )
    return None if named and not close else subject
