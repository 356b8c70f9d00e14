"""Places told by their form: "St Helens", "East Java", a town before its state ("Cibola, Texas")."""

from __future__ import annotations

from msgspec.structs import replace

from onrecord.annotate import lexicon as lx
from onrecord.annotate.pieces import BODIES, STOPS, Piece, claim
from onrecord.annotate.spans import Reading
from onrecord.english import MONTHS
from onrecord.patterns import regex

SAINTS = frozenset(("St", "St.", "Saint"))
_TELLING = lx.BEFORE_PLACE | lx.FUNCTION
_MONTH = rf"(?:{'|'.join(name[:3].capitalize() for name in MONTHS)})[a-z]*\.?"
_DATELINE = regex(
    rf"(?:, [A-Z][\w. ]{{2,24}})?(?:, (?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:, \d{{4}})?)?"
    r" (?:\([^()\n]{2,30}\) )?(?:—|–|--|-) "
)
"""What follows the town in a dateline: its state, the day, the agency, a dash."""
_PARTY = regex(r"[RDI]-[A-Z]")
WHERE = "in|at|from|to|near|outside|around|of|into|through|across|toward|towards|downtown"
"""Words before a place that say where something is or goes."""
LOCATIVE = regex(rf"(?:\b(?:{WHERE}|the|for|between)|[a-z]ern) $")


def find_places(reading: Reading, pieces: list[Piece]) -> None:
    """Places told by their form: "St Helens", "northern Iraq"'s capitalised kin, a town before its state
    ("Cibola, Texas"), the town of a dateline."""
    _find_datelines(reading, pieces)
    joints, flags, saints = reading.joints, reading.flags, _saints(reading, pieces)
    firsts = [piece.first for piece in pieces if piece.kind == "place" and piece.first]
    behind_comma = [first for first in firsts if joints[first - 1] == ","]
    telling = [index for index, flag in enumerate(flags) if flag & _TELLING and reading.tight[index]]
    for index in sorted({*telling, *behind_comma}):
        owner = reading.owner[index]
        if reading.tight[index]:
            if flags[index] & lx.FUNCTION and _PARTY.match(reading.words[index]):
                _claim_seat(reading, pieces, index + 1)
                continue
            if owner < 0:
                if flags[index] & lx.BEFORE_PLACE:
                    _before_name(reading, pieces, index, saints)
                continue
        if owner >= 0 and joints[index - 1] == "," and pieces[owner].kind == "place" and pieces[owner].first == index:
            _town_before(reading, pieces, index - 1, flags[index])


def _find_datelines(reading: Reading, pieces: list[Piece]) -> None:
    """The unknown towns at the head of datelines ("LARKSPUR — The board"), wherever the source names them."""
    towns: dict[str, tuple[str, ...]] = {}
    for first in reading.shouted:
        if reading.starts[first] and reading.text[reading.starts[first] - 1] != "\n":
            continue
        last = first
        while reading.tight[last] and reading.words[last + 1].isupper():
            last += 1
        if last - first > 2 or len(reading.words[first]) < 4:
            continue
        words = tuple(word.capitalize() for word in reading.words[first : last + 1])
        tail = lx.flags().get(words[-1], 0)
        common = (
            tail & lx.FUNCTION or (tail & (lx.COMMON | lx.PLACE_LAST)) == lx.COMMON or reading.flags[first] & lx.NO_BODY
        )
        state = first < last and reading.joints[last] == "," and reading.flags[last + 1] & lx.STATE_SHORT
        if reading.owner[first] < 0 and (state or not common) and _DATELINE.match(reading.text, reading.stops[last]):
            towns[words[0]] = words
            claim(reading, pieces, Piece(first, last, "place", 0.85, "town of a dateline", " ".join(words)))
    if towns:
        for index, word in enumerate(reading.words):
            town = towns.get(word)
            if town and reading.owner[index] < 0 and tuple(reading.words[index : index + len(town)]) == town:
                last = index + len(town) - 1
                claim(reading, pieces, Piece(index, last, "place", 0.85, "town of a dateline", " ".join(town)))


def _before_name(reading: Reading, pieces: list[Piece], index: int, saints: dict[str, Piece]) -> None:
    """A place of which the word is the first: "North Korea", "St Helens"."""
    word, after = reading.words[index], reading.owner[index + 1]
    if after >= 0:
        first = pieces[after].first == index + 1 and word in lx.heads("place before a name")
        if pieces[after].kind == "place" and (first or word in lx.heads("direction")):
            claim(reading, pieces, replace(pieces[after], first=index, name=""))
        return
    body = saints.get(reading.words[index + 1]) if word in SAINTS else None
    if body is not None and reading.ends[index + 1] < reading.stops[index + 1]:
        name = reading.span(body.first, body.last)
        claim(reading, pieces, Piece(index, index + 1, body.kind, 0.85, "a saint's body in short", name, stretch=2))
        return
    inside = index and reading.tight[index - 1] and not reading.flags[index - 1]  # "Aung |San Suu Kyi"
    stops = inside or reading.caps[index] or reading.flags[index + 1] & (STOPS | lx.COMMON)
    start = reading.starts[index]
    towards = word in lx.heads("direction") and LOCATIVE.search(reading.text, start - 9, start)
    if not stops and (word in lx.heads("place before a name") or (towards and not reading.flags[index + 1])):
        claim(reading, pieces, Piece(index, index + 1, "place", 0.7, f"{word} before a name"))


def _saints(reading: Reading, pieces: list[Piece]) -> dict[str, Piece]:
    """The bodies that are named after a saint, by the saint: St |Alban's School."""
    words = reading.words
    named = [one for one in pieces if one.last > one.first + 1 and words[one.first] in SAINTS and one.kind in BODIES]
    return {words[body.first + 1]: body for body in named}


def _claim_seat(reading: Reading, pieces: list[Piece], first: int) -> None:
    """The rest of a place that begins in the same word as a party ("D-Port Ellery")."""
    last = first
    while reading.tight[last] and last - first < 2:
        last += 1
    if all(owner < 0 for owner in reading.owner[first : last + 1]):
        claim(reading, pieces, Piece(first, last, "thing", 0.8, "seat after a party"))


def _town_before(reading: Reading, pieces: list[Piece], last: int, state: int) -> None:
    """The unknown town that stands before ", State"."""
    first = last
    if reading.owner[last] >= 0 or reading.flags[last] & (STOPS | lx.NATION | lx.BODY) or len(reading.words[last]) < 2:
        return
    while (
        first > 0
        and reading.tight[first - 1]
        and reading.owner[first - 1] < 0
        and not reading.flags[first - 1] & (STOPS | lx.NATION)
    ):
        first -= 1
    if (
        last - first > 2
        or (reading.flags[first] & lx.GIVEN and first < last)
        or reading.ends[last] != reading.stops[last]
    ):
        return
    start = reading.starts[first]
    dateline = reading.words[first].isupper() and (start == 0 or reading.text[start - 1] == "\n")
    sure = dateline or state & lx.STATE_SHORT or LOCATIVE.search(reading.text, start - 9, start)
    if sure:
        claim(reading, pieces, Piece(first, last, "place", 0.8, "town before its state or country"))
