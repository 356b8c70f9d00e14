"""Bodies told by what stands around their name rather than by a word in it: outlets, firms of partners, the council
of a town."""

from __future__ import annotations

from onrecord.annotate import lexicon as lx
from onrecord.annotate.pieces import STOPS, Piece, claim
from onrecord.annotate.spans import Reading
from onrecord.patterns import regex

COUNCIL = "council behind its town"
_REPORTED = regex(r"reported\b")
_LONGEST = 12  # words of what "as … reported" names
_OUTLET = regex(r" (?:magazine|newspaper|tabloid)\b")
_NO_OUTLET = lx.FUNCTION | lx.CALENDAR | lx.NATION | lx.PLACE


def find_outlets(reading: Reading, pieces: list[Piece]) -> None:
    """Outlets told by the noun behind them, of common words too: "New Scientist magazine"."""
    if "magazine" not in reading.text and "newspaper" not in reading.text and "tabloid" not in reading.text:
        return
    for match in _OUTLET.finditer(reading.text):
        last = first = reading.ending_at(match.start())
        if last < 0 or reading.owner[last] >= 0 or reading.flags[last] & _NO_OUTLET:
            continue
        while first and reading.tight[first - 1] and reading.owner[first - 1] < 0:
            if reading.flags[first - 1] & (_NO_OUTLET | STOPS):
                break
            first -= 1
        if first < last or not reading.opens[first]:
            claim(reading, pieces, Piece(first, last, "organization", 0.85, "outlet before its kind"))


_COUNCIL = regex(r" (?:metropolitan )?(?:borough|county|city|town|district|parish|village) council\b")
_NO_TOWN = lx.FUNCTION | lx.CALENDAR | lx.NATION | lx.BEFORE_OFFICE | lx.TITLE | lx.OCCUPATION


def find_councils(reading: Reading, pieces: list[Piece]) -> None:
    """Councils in small letters behind their town: "Hartwell borough council"."""
    if " council" not in reading.text:
        return
    for match in _COUNCIL.finditer(reading.text):
        last = reading.ending_at(match.start())
        first = _town(reading, pieces, last) if last >= 0 else -1
        if first >= 0:
            name = reading.span(first, last) + match.group().title()
            stretch = match.end() - match.start()
            claim(reading, pieces, Piece(first, last, "agency", 0.85, COUNCIL, name, stretch=stretch))


def _town(reading: Reading, pieces: list[Piece], last: int) -> int:
    """The first word of the town that ends in the word `last`; -1 where the word is none."""
    owner, flags = reading.owner, reading.flags
    if owner[last] >= 0:
        return pieces[owner[last]].first if pieces[owner[last]].kind == "place" else -1
    first = last + 1
    while first and owner[first - 1] < 0 and not flags[first - 1] & _NO_TOWN and last - first < 2:
        if (first <= last and not reading.tight[first - 1]) or (
            reading.opens[first - 1] and flags[first - 1] & lx.COMMON
        ):
            break
        first -= 1
    return first if first <= last else -1


# ---------------------------------------------------------------- firms named after their partners


_FIRM = regex(r"\b(?:firm|company|partnership|consultancy|practice|brokerage|auctioneer|publisher) $")
"""What stands before the name of one firm; "firms" stands before several."""
_JOINING = frozenset(("&", "and"))
_LONGEST_FIRM = len("partnership ") + 1
_NO_PARTNER = lx.COMMON | lx.NATION | lx.PLACE | lx.BODY | STOPS


def find_partners(reading: Reading, pieces: list[Piece]) -> None:
    """ "Hargreave & Wimple", "the law firm Hargreave and Wimple": names that nobody has, joined."""
    for index in reading.ties:
        joint = reading.joints[index]
        if joint in _JOINING and _are_partners(reading, index, joint):
            first, last = _partners(reading, index)
            couple = reading.flags[first] & lx.GIVEN and reading.flags[index + 1] & lx.GIVEN
            if (joint == "&" and not couple) or _is_firm(reading, first):
                claim(reading, pieces, Piece(first, last, "organization", 0.85, f"names joined by {joint}"))


def _are_partners(reading: Reading, index: int, joint: str) -> bool:
    """Whether the words beside a joint may be partners: of two round "&" one may be a common word ("Tallis & Rook")."""
    one, two = _partner(reading, index), _partner(reading, index + 1)
    if one and two:
        return True
    return joint == "&" and (one or two) and _partner(reading, index + (not two), lx.COMMON)


def _partner(reading: Reading, index: int, allowed: int = 0) -> bool:
    """Whether the word may be the name of a partner; what is `allowed` tells nothing against it."""
    flag = reading.flags[index] & ~allowed
    plain = not flag & _NO_PARTNER or (flag & lx.SURNAME and not flag & (lx.FUNCTION | lx.TITLE))
    return bool(plain) and reading.owner[index] < 0 and not reading.words[index].isupper()


def _partners(reading: Reading, joint: int) -> tuple[int, int]:
    """The first and last word of what is joined after word `joint`."""
    first, last = joint, joint + 1
    while (
        first
        and reading.joints[first - 1] in (" ", "de")
        and _partner(reading, first - 1, lx.COMMON if reading.joints[first - 1] == "de" else 0)
    ):
        first -= 1  # "|Van der Meer & Sons"
    while reading.tight[last] and last + 1 < len(reading.words) and _partner(reading, last + 1):
        last += 1
    return first, last


def _is_firm(reading: Reading, first: int) -> bool:
    start = reading.starts[first]
    return _FIRM.search(reading.text, start - _LONGEST_FIRM, start) is not None


# ---------------------------------------------------------------- outlets by what they do


def find_reporters(reading: Reading, pieces: list[Piece]) -> None:
    """Outlets told by "as … reported": whatever stands between is one name, "and" included."""
    if "reported" not in reading.text:
        return
    for match in _REPORTED.finditer(reading.text):
        end = match.start() - 1
        last = first = reading.ending_at(end - 6 if reading.text.endswith(" first", 0, end) else end)
        if last < 0:
            continue
        while first > 0 and last - first < _LONGEST and reading.joints[first - 1] in (" ", "and", "of", "&"):
            if reading.ends[first - 1] != reading.stops[first - 1]:
                break
            first -= 1
        named = first < last and not reading.flags[first] & lx.FUNCTION
        if named and reading.text.endswith((" as ", "As "), 0, reading.starts[first]):
            claim(reading, pieces, Piece(first, last, "organization", 0.8, "as … reported"))
