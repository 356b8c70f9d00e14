"""Bodies told by the offices that they have: the chief executive of Northgate Water, an analyst at Brandt Cole."""

from __future__ import annotations

from onrecord.annotate import lexicon as lx
from onrecord.annotate.pieces import Piece, claim
from onrecord.annotate.spans import Reading
from onrecord.patterns import regex

_LINKS = (" of ", " at ")
_REACH = 32
"""Characters before a name that the office and its link stand in."""
_OFFICE = regex(
    r"\b(?:chief executive|chief executive officer|CEO|chair|chair(?:man|woman|person)|(?:co-?)?founder|boss|owners?|"
    r"(?:managing|executive|finance|sales|marketing|operations|commercial) director|vice[ -]president|employees?) of "
    r"$|\b(?:analyst|economist|strategist|broker|trader|partner|engineer|researcher|scientist|consultant|executive|"
    r"director|manager|chef|curator)s? at $"
)
_NO_NAME = lx.FUNCTION | lx.CALENDAR | lx.NATION | lx.ROLE
_LONGEST = 4


def find_employers(reading: Reading, pieces: list[Piece]) -> None:
    """Names that nobody has behind an office and "of" or "at"."""
    text, starts, tight, done = reading.text, reading.starts, reading.tight, -1
    for index, owner in enumerate(reading.owner):
        if owner >= 0 or index <= done or (index and tight[index - 1]):
            continue
        start = starts[index]
        if text[start - 4 : start] in _LINKS and _OFFICE.search(text, start - _REACH, start):
            done = _end(reading, index)
            if done >= index and _may_be_a_body(reading, index, done):
                claim(reading, pieces, Piece(index, done, "organization", 0.8, "body that has an office"))


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
