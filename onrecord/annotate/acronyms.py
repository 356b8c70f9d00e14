"""Acronyms in a source, with the full names that stand beside them, and administrations named after a person."""

from __future__ import annotations

from msgspec.structs import replace

from onrecord.annotate import lexicon as lx
from onrecord.annotate.pieces import BODIES, Piece, claim
from onrecord.annotate.spans import Reading
from onrecord.patterns import regex

_ACRONYM = regex(r"(?:[A-Z]{2,6}|[A-Z]{2,4}\d|(?:[A-Z]\.){2,5}|[A-Z]{2,5}-[A-Z]{2,4}|[A-Z]{1,4}&[A-Z]{1,3})$")
_OPENING = frozenset((" (", ' ("', " (“", " (the ", ", or ", " or ", ' "', " -- "))
_ADMINISTRATIONS = {word: regex(rf"{word}\b") for word in ("administration", "regime")}
_ARTICLE = regex(r"\b(?:an?|two|three|several|many|of the) $")
_AFTER_THING = regex(r"[,.;)]| (?:and|or|that|which|was|is|in|on|for|with|to)\b")
_NOT_IN_NAME = lx.COMMON | lx.GIVEN | lx.ROLE | lx.FUNCTION | lx.NATION | lx.CALENDAR
_NO_ACRONYM = lx.NO_BODY | lx.STATE_SHORT | lx.HONORIFIC | lx.RANK | lx.CALENDAR | lx.COMMON | lx.PLACE


def _letters(word: str) -> str:
    return word.replace(".", "").replace("-", "").replace("&", "")


def _spelled(reading: Reading, letters: str, last: int) -> int:
    """The first word of the run that ends at `last` and whose initials are `letters`; -1 where they are not."""
    index, at = last, len(letters) - 1
    while index >= 0:
        word = reading.words[index]
        if word.isupper() and 1 < len(word) <= at + 1 and letters[: at + 1].endswith(word):
            at -= len(word)
        elif (
            word.count("-") == 1
            and at
            and word[word.index("-") + 1].upper() == letters[at]
            and word[0] == letters[at - 1]
        ):
            at -= 2
        elif word[0] == letters[at] or (word[:3].lower() == "al-" and letters[at] == word[3].upper()):
            at -= 1
        else:
            return -1
        if at < 0:
            return index
        if index and not _near(reading, index - 1):
            return -1
        index -= 1
    return -1


def _near(reading: Reading, index: int) -> bool:
    """Whether the word and the next may belong to one full name: small words between them, no full stop, bracket or
    line."""
    gap = reading.text[reading.stops[index] : reading.starts[index + 1]]
    return len(gap) <= 16 and not any(mark in gap for mark in '.;:()\n"“')


def _define(reading: Reading, pieces: list[Piece], first: int, last: int, short: int) -> None:
    """Tie the full name to its acronym."""
    owner = reading.owner[last]
    unsaid = "thing" if reading.words[last] in lx.heads("abstract") else "organization"
    kind = pieces[owner].kind if owner >= 0 and pieces[owner].kind else unsaid
    if owner >= 0 and pieces[owner].kind and pieces[owner].first < first and pieces[owner].last <= last:
        first = pieces[owner].first
    acronym = reading.words[short]
    if kind in ("thing", "place"):
        claim(reading, pieces, Piece(short, short, "thing", 0.9, "acronym of something that is no body"))
        return
    full = reading.span(first, last)
    claim(reading, pieces, Piece(first, last, kind, 0.88, "full name beside its acronym", full, acronym))
    sure = 0.93 if kind == "agency" else 0.88
    claim(reading, pieces, Piece(short, short, kind, sure, "acronym beside its full name", full, acronym))


def _defined(reading: Reading, pieces: list[Piece], index: int, letters: str) -> bool:
    """Look for the acronym's full name before it ("Full Name (FN)") or after ("FN (Full Name)")."""
    text = reading.text
    if index and text[reading.stops[index - 1] : reading.starts[index]] in _OPENING:
        first = _spelled(reading, letters, index - 1)
        if 0 <= first < index - 1:
            _define(reading, pieces, first, index - 1, index)
            return True
        if text[reading.stops[index - 1] : reading.starts[index]] == " (" and text[reading.stops[index]] == ")":
            return _of_a_thing(reading, pieces, index) or _other_order(reading, pieces, index)
    if index + 2 < len(reading.words) and text[reading.stops[index] : reading.starts[index + 1]] in (
        " (",
        " (the ",
        ", the ",
    ):
        last = index + 1
        while last + 1 < len(reading.words) and last - index < 8 and _near(reading, last):
            last += 1
            if _spelled(reading, letters, last) == index + 1:
                _define(reading, pieces, index + 1, last, index)
                return True
    return False


def _of_a_thing(reading: Reading, pieces: list[Piece], index: int) -> bool:
    """An acronym in brackets after a thing is the thing's, though it leaves a word out ("Nuclear Test Ban Treaty
    (TBT)")."""
    owner = reading.owner[index - 1]
    if owner < 0 or pieces[owner].kind != "thing" or reading.owner[index] >= 0:
        return False
    claim(reading, pieces, Piece(index, index, "thing", 0.9, "acronym of something that is no body"))
    return True


def _other_order(reading: Reading, pieces: list[Piece], index: int) -> bool:
    """An acronym in brackets after a body of several words is its acronym in whatever language ("Democratic Party
    (PDI)")."""
    owner = reading.owner[index - 1]
    if owner < 0 or pieces[owner].kind not in BODIES or pieces[owner].first > index - 3 or reading.owner[index] >= 0:
        return False
    if reading.flags[index] & (lx.NO_BODY | lx.STATE_SHORT):
        return False
    _define(reading, pieces, pieces[owner].first, index - 1, index)
    return True


def find_acronyms(reading: Reading, pieces: list[Piece]) -> None:
    """Acronyms that are defined in the source, then the others."""
    things: set[str] = set()
    words_too: list[int] = []  # acronyms that are common words in capitals, told by their full name alone
    for index in reading.shouted:
        word = reading.words[index]
        if len(word) < 2 or reading.caps[index] or _ACRONYM.match(word) is None:
            continue
        letters = _letters(word)
        if reading.text[reading.stops[index] : reading.stops[index] + 1] == "$":
            continue  # "NZ$5"
        if word[-1] == "." and lx.flags().get(letters, 0) & lx.NO_BODY:
            continue
        if len(letters) > 1 and _defined(reading, pieces, index, letters):
            if pieces[reading.owner[index]].kind == "thing":
                things.add(word)
            continue
        if reading.owner[index] >= 0 or _beside_capitals(reading, index):
            continue
        if reading.flags[index] & _NO_ACRONYM:
            if reading.flags[index] & lx.COMMON:
                words_too.append(index)
            continue
        if lx.flags().get(word.capitalize(), 0) & lx.FUNCTION:
            continue  # "NO", shouted
        if word in things or _is_thing(reading, index):
            things.add(word)
        last = _with_name(reading, pieces, index)
        claim(reading, pieces, Piece(index, last, "organization", 0.75, "acronym"))
    tied = {piece.acronym for piece in pieces if piece.acronym} if words_too else set()
    for index in words_too:
        if reading.words[index] in tied:
            claim(reading, pieces, Piece(index, index, "organization", 0.85, "acronym"))
    for at, piece in enumerate(pieces):
        if piece.why == "acronym" and reading.words[piece.first] in things:
            pieces[at] = replace(piece, kind="thing")


def _with_name(reading: Reading, pieces: list[Piece], index: int) -> int:
    """The last word of "SBC Warburg", "RSA Data Security": an unknown acronym with the name that follows it."""
    after = index + 1
    if (
        not reading.tight[index]
        or after >= len(reading.words)
        or reading.flags[after] & _NOT_IN_NAME
        or reading.words[after].isupper()
    ):
        return index
    owner = reading.owner[after]
    if owner < 0:
        return after
    return (
        pieces[owner].last
        if pieces[owner].first == after and pieces[owner].kind in ("organization", "place")
        else index
    )


def _is_thing(reading: Reading, index: int) -> bool:
    """ "a VBIED," : an acronym that is counted or has an indefinite article is a kind of thing."""
    start = reading.starts[index]
    counted = _ARTICLE.search(reading.text, start - 9, start) is not None
    return counted and _AFTER_THING.match(reading.text, reading.stops[index]) is not None


def _beside_capitals(reading: Reading, index: int) -> bool:
    """An unknown word of capitals among others is shouting, not an acronym; initials before a surname are a person's
    ("JD Smith")."""
    after = index + 1
    if (
        reading.joints[index] in (" ", "de")
        and after < len(reading.words)
        and reading.words[index][-1] == "."
        and not reading.flags[after] & lx.LAST
    ):
        return True
    return any(_shouted(reading, min(index, beside), beside) for beside in (index - 1, after))


def _shouted(reading: Reading, joint: int, beside: int) -> bool:
    """Whether the word beside is a common word in capitals."""
    if not 0 <= beside < len(reading.words) or reading.joints[joint] != " " or not reading.words[beside].isupper():
        return False
    word = reading.words[beside]
    if len(word) > 3:
        return reading.owner[beside] < 0
    return len(word) > 1 and bool(lx.flags().get(word.capitalize(), 0) & (lx.COMMON | lx.FUNCTION))


def find_administrations(reading: Reading, pieces: list[Piece]) -> None:
    """ "the Smith administration": an agency, and the longest name there."""
    text = reading.text
    told = [pattern for word, pattern in _ADMINISTRATIONS.items() if word in text]
    for match in (found for pattern in told for found in pattern.finditer(text)):
        index = reading.ending_at(match.start() - 1)
        if index < 0 or reading.owner[index] >= 0 or reading.words[index].isupper():
            continue
        if not reading.flags[index] & (lx.FUNCTION | lx.NATION | lx.CALENDAR | lx.ROLE):
            stretch = match.end() - match.start() + 1
            claim(reading, pieces, Piece(index, index, "agency", 0.95, "a name with administration", "", "", stretch))
