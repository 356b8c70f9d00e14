"""Known bodies, places and things: names of the word lists, where they mean what the lists say."""

from __future__ import annotations

from onrecord.annotate import lexicon as lx
from onrecord.annotate.pieces import HEADS, NAMED, Piece, claim
from onrecord.annotate.spans import Reading

_STRONG = frozenset("Congress Senate Parliament Pentagon Kremlin Treasury Labour".split())
"""Known bodies that are common words too and mean the body even where a sentence opens."""


def find_known(reading: Reading, pieces: list[Piece]) -> None:
    """Bodies, places and things of the word lists."""
    table, done = lx.phrases(), -1
    for index, flag in enumerate(reading.flags):
        if index <= done:
            continue
        word = reading.words[index]
        if flag & lx.PHRASE:
            forms = table[word]
        elif word.isupper() and len(word) > 2 and (reading.caps[index] or reading.opens[index]):
            forms = table.get(word.capitalize(), ())
        else:
            continue
        for phrase in forms:
            last = _reaches(reading, index, phrase.form, flag)
            if last >= index and _stands(reading, index, last, phrase) and reading.holds(phrase.needs):
                first = index + 1 if word == "The" else index
                why = "known place" if phrase.kind == "place" else "known name"
                confidence = _known_confidence(reading, first, last, phrase)
                name = phrase.name.removeprefix("The ")
                claim(reading, pieces, Piece(first, last, phrase.kind, confidence, why, name, phrase.acronym))
                done = last
                break


def _known_confidence(reading: Reading, first: int, last: int, phrase: lx.Phrase) -> float:
    """How often a known form of that shape is what the list says, as measured on news of other years and countries."""
    if phrase.kind in ("place", "thing"):
        return 0.95
    if phrase.building:
        return 0.8
    if first < last:
        return 0.94
    if reading.words[first].isupper():
        return 0.95 if phrase.kind == "agency" and not reading.opens[first] else 0.86
    return 0.8 if reading.flags[first] & (lx.COMMON | NAMED) else 0.85


def _reaches(reading: Reading, index: int, form: str, flag: int) -> int:
    """The last word of a known form that begins at `index`; -1 where it does not stand there."""
    start = reading.starts[index]
    end = start + len(form)
    here = reading.text[start:end]
    if here != form and (flag & lx.PHRASE or here != form.upper()):
        return -1
    if reading.text[end : end + 1].isalnum():
        return -1
    last = index
    while last + 1 < len(reading.words) and reading.starts[last + 1] < end:
        last += 1
    return last if reading.ends[last] <= end or reading.stops[last] == end else -1


def _stands(reading: Reading, index: int, last: int, phrase: lx.Phrase) -> bool:
    """Whether a known form means what it may mean where it stands, and is no common word and no part of a person's
    name."""
    if index < last:
        return True
    flag, word = reading.flags[index], reading.words[index]
    before, after = reading.flag(index - 1), reading.flag(index + 1)
    joined = index > 0 and reading.joints[index - 1] == " " and reading.ends[index - 1] == reading.stops[index - 1]
    follows = reading.tight(index)
    if word.isupper() and len(word) > 1:
        return not (joined and before & lx.GIVEN and not before & lx.PLACE) and not (
            reading.caps[index] and flag & lx.COMMON
        )
    if phrase.kind != "place" and flag & lx.COMMON:
        if reading.opens[index] and word not in _STRONG:
            return False
        if follows and not after & (lx.TITLE | lx.OCCUPATION | lx.CALENDAR):
            return False
    certain = not before & lx.COMMON or not reading.opens[index - 1]
    if joined and before & lx.GIVEN and not before & lx.PLACE and certain and not (after & HEADS and follows):
        return False
    if joined and phrase.form.endswith("'s") and not before & (lx.FUNCTION | lx.CALENDAR | lx.NATION):
        return False
    if joined and before & lx.TITLE and not before & lx.GIVEN and flag & NAMED:
        return False
    if (
        follows
        and flag & lx.GIVEN
        and not after & (HEADS | lx.FUNCTION | lx.CALENDAR | lx.NATION | lx.TITLE | lx.PLACE)
    ):
        return bool(after & lx.COMMON) and not after & lx.SURNAME
    return True
