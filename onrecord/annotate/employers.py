"""Bodies told by the offices that they have: the chief executive of Northgate Water, an analyst at Brandt Cole."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.annotate import lexicon as lx
from onrecord.annotate.pieces import Piece, claim
from onrecord.annotate.spans import Reading
from onrecord.patterns import regex

_OFFICES = {
    " of ": (
        "chief executive;chief executive officer;CEO;chair;chairman;chairwoman;chairperson;founder;cofounder;boss;"
        "owner;owners;managing director;executive director;finance director;sales director;marketing director;"
        "operations director;commercial director;vice president;vice-president;employee;employees"
    ).split(";"),
    " at ": [
        office + number
        for office in "analyst economist strategist broker trader partner engineer researcher scientist consultant "
        "executive director manager chef curator".split()
        for number in ("", "s")
    ],
}
"""Offices by what links them to the body that has them."""
_REACH = 32
"""Characters before a name that the office and its link stand in."""
_OFFICE = regex("|".join(rf"\b(?:{'|'.join(offices)}){link}$" for link, offices in _OFFICES.items()))
_TAIL = 3
_TAILS = frozenset(office[-_TAIL:] for offices in _OFFICES.values() for office in offices)
"""How offices end: few other words do."""
_NO_NAME = lx.FUNCTION | lx.CALENDAR | lx.NATION | lx.ROLE
_LONGEST = 4


def find_employers(reading: Reading, pieces: list[Piece]) -> None:
    """Names that nobody has behind an office and "of" or "at"."""
    text, done = reading.text, -1
    for start in sorted(start for link in _OFFICES for start in _linked(text, link)):
        index = reading.starting_at(start)
        if index > done and reading.owner[index] < 0 and _OFFICE.search(text, start - _REACH, start):
            done = _end(reading, index)
            if done >= index and _may_be_a_body(reading, index, done):
                claim(reading, pieces, Piece(index, done, "organization", 0.8, "body that has an office"))


def _linked(text: str, link: str) -> Iterator[int]:
    """Where something begins that the link ties to what may be an office."""
    before, *parts = text.split(link)
    at = len(before)
    for part in parts:
        if text[at - _TAIL : at] in _TAILS:
            yield at + len(link)
        at += len(link) + len(part)


def _end(reading: Reading, index: int) -> int:
    """The last word of the name that begins at word `index`; the word before it where none does."""
    last = index - 1
    while last + 1 - index < _LONGEST and last + 1 < len(reading.words):
        if reading.owner[last + 1] >= 0 or reading.flags[last + 1] & _NO_NAME:
            break
        last += 1
        if not reading.tight[last]:
            break
    return last


def _may_be_a_body(reading: Reading, first: int, last: int) -> bool:
    """Whether the words are no field of work ("director of Human Resources") and no person ("founder of Ann Moss")."""
    flags = reading.flags[first : last + 1]
    field = flags[0] & (lx.COMMON | lx.SURNAME) == lx.COMMON
    person = last > first and flags[0] & lx.GIVEN and not flags[-1] & lx.COMMON
    owner = reading.stops[last] > reading.ends[last]  # "chairman of Keller's campaign"
    return not (field or person or owner)
