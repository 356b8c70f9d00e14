"""Bodies in a source: known ones, those named by a body word (Department of …, … Inc), and acronyms."""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.annotate import lexicon as lx
from onrecord.annotate.spans import Reading


class Piece(NamedTuple):
    """A stretch of words that names something; `first` and `last` are indexes into the reading."""

    first: int
    last: int
    kind: str
    """A kind of entity, or `thing` for what is no entity but keeps its words from being one (a law, a prize)."""
    confidence: float
    why: str
    name: str = ""
    """The bearer's fullest form where a word list gives it."""
    acronym: str = ""
    stretch: int = 0
    """Characters after the last word that belong to the name ("administration")."""


_STOPS = lx.FUNCTION | lx.CALENDAR | lx.TITLE
_INNER_TITLES = frozenset(
    "General Chief Major Marshal Judge King Queen Prince Princess Duke Dean Father Sister Brother Lady Sir Lord Attorney Leader Chair Master Private Saint Canon Captain".split()
)
_OWNED_HEADS = frozenset(
    "Office Department Dept Dept. Hospital Union Association League Club College Party Federation Guild Fund Court Council Network Centre Center Institute Bureau Army Home Alliance Society Committee".split()
)
_OWNERS = frozenset(
    "Sheriff Women Men Children Farmers Veterans People Prosecutor Coroner Mayor Governor Workers Teachers Nurses Writers Attorney General Clerk Treasurer Comptroller Auditor Kurdistan Lawyers Students Doctors".split()
)
_OF_HEADS = frozenset("of for on to".split())
_TIGHT_FIRST = frozenset(
    "Banco Banca Banque Credit Credito Radio FC AC AS SC SV VfB AEK Real Atletico Atlético Dynamo Spartak Lokomotiv Olympique Borussia Bayern Hapoel Maccabi Deportivo Racing Grasshopper Partido Universidad".split()
)
_ACRONYM = re.compile(r"(?:[A-Z]{2,6}|(?:[A-Z]\.){2,5}|[A-Z]{2,4}-[A-Z]{2,4}|[A-Z]{1,4}&[A-Z]{1,3})$")
_ADMINISTRATION = re.compile(r"(?:'s)? (administration|campaign)\b")


def _claim(reading: Reading, pieces: list[Piece], piece: Piece) -> None:
    for index in range(piece.first, piece.last + 1):
        old = reading.owner[index]
        if old >= 0:
            pieces[old] = pieces[old]._replace(kind="")
        reading.owner[index] = len(pieces)
    pieces.append(piece)


def _kind(flag: int) -> str:
    if flag & lx.AGENCY_LAST:
        return "agency"
    if flag & lx.ORGANIZATION_LAST:
        return "organization"
    return "place" if flag & lx.PLACE_LAST else "thing"


def _known(reading: Reading, pieces: list[Piece]) -> None:
    """Bodies and places of the word lists."""
    text, table = reading.text, lx.phrases()
    done = -1
    for index, flag in enumerate(reading.flags):
        if index <= done or not flag & lx.PHRASE:
            continue
        start = reading.starts[index]
        for phrase in table[reading.words[index]]:
            end = start + len(phrase.form)
            if not text.startswith(phrase.form, start) or text[end : end + 1].isalnum():
                continue
            last = index
            while last + 1 < len(reading.words) and reading.starts[last + 1] < end:
                last += 1
            if index == last and phrase.kind != "place" and _only_a_word(reading, index):
                continue
            if reading.words[index] == "The":
                first = index + 1
            else:
                first = index
            _claim(
                reading,
                pieces,
                Piece(first, last, phrase.kind, 0.95, "known name", phrase.name.removeprefix("The "), phrase.acronym),
            )
            done = last
            break


def _only_a_word(reading: Reading, index: int) -> bool:
    """A known one-word body that is as likely a common word or a person's name where it stands."""
    flag, word = reading.flags[index], reading.words[index]
    if word.isupper():
        return False
    if flag & lx.COMMON and reading.opens[index]:
        return True
    if flag & lx.COMMON and index + 1 < len(reading.words) and reading.joints[index] == " ":
        return True
    named = lx.GIVEN | lx.SURNAME
    return bool(flag & named) and (
        (index > 0 and reading.joints[index - 1] == " " and reading.flags[index - 1] & (named | lx.TITLE) != 0)
        or (
            reading.joints[index] == " "
            and reading.flags[index + 1] & (named | lx.COMMON) != lx.COMMON
            and not reading.flags[index + 1] & lx.LAST
        )
    )


def _usable(reading: Reading, pieces: list[Piece], index: int) -> bool:
    """Whether a word may belong to the name of a body whose head stands further right."""
    flag = reading.flags[index]
    owner = reading.owner[index]
    if owner >= 0 and pieces[owner].kind not in ("place", "") and not pieces[owner].name:
        return False
    if flag & _STOPS and reading.words[index] not in _INNER_TITLES:
        return False
    return not (
        flag & lx.COMMON
        and reading.opens[index]
        and flag & ~lx.FIRST & ~lx.LAST & ~lx.BEFORE_OFFICE & ~lx.PLACE_FIRST == lx.COMMON
        and reading.words[index].endswith("ly")
    )


def _left(reading: Reading, pieces: list[Piece], head: int) -> int:
    """The first word of the body whose last word is `head`."""
    first = head
    while first > 0:
        before = first - 1
        joint = reading.joints[before]
        owned = reading.ends[before] != reading.stops[before]
        if joint == " " and (not owned or (reading.words[before] in _OWNERS and first == head)):
            if not (_usable(reading, pieces, before) or (owned and reading.words[before] in _OWNERS)):
                break
        elif joint in ("and", "&", "-") and not owned and _plain_pair(reading, before, first):
            pass
        elif joint == "de" and _usable(reading, pieces, before):
            pass
        else:
            break
        first = before
        owner = reading.owner[first]
        if owner >= 0:
            first = min(first, pieces[owner].first)
    return first


def _plain_pair(reading: Reading, left: int, right: int) -> bool:
    """Words joined by "and" or "&" inside a name: both common words, or "&" between any two."""
    if reading.joints[left] == "&":
        return not reading.flags[left] & _STOPS
    both = reading.flags[left] & reading.flags[right]
    return bool(both & lx.COMMON) and not (reading.flags[left] | reading.flags[right]) & (
        lx.FUNCTION | lx.PLACE | lx.NATION | lx.TITLE | lx.BODY
    )


def _right(reading: Reading, pieces: list[Piece], index: int) -> int:
    """The last word of what follows "of" in a body's name, from its first word on."""
    last = index
    owner = reading.owner[index]
    if owner >= 0:
        last = pieces[owner].last
    while last + 1 < len(reading.words) and reading.ends[last] == reading.stops[last]:
        joint = reading.joints[last]
        following = reading.flags[last + 1]
        if following & _STOPS and reading.words[last + 1] not in _INNER_TITLES:
            break
        if joint == " " or joint == "de":
            last += 1
        elif joint in ("and", "&") and _plain_pair(reading, last, last + 1) and not following & lx.FIRST:
            last += 1
        elif joint == "of" and reading.flags[last] & (lx.FIRST | lx.LAST | lx.PLACE_FIRST):
            last += 1
        else:
            break
        owner = reading.owner[last]
        if owner >= 0 and pieces[owner].kind:
            last = max(last, pieces[owner].last)
    return last


_LAST_HEADS = lx.AGENCY_LAST | lx.ORGANIZATION_LAST | lx.PLACE_LAST | lx.THING_LAST | lx.OFFICE_LAST


def _headed(reading: Reading, pieces: list[Piece]) -> None:
    """Bodies, places and things told by a word of their name."""
    index, count = 0, len(reading.words)
    while index < count:
        flag = reading.flags[index]
        last = index
        if (
            flag & lx.FIRST
            and reading.joints[index] in _OF_HEADS
            and reading.ends[index] == reading.stops[index]
            and index + 1 < count
            and not reading.flags[index + 1] & lx.FUNCTION
        ):
            first = _left(reading, pieces, index)
            last = _right(reading, pieces, index + 1)
            kind = "agency" if flag & lx.AGENCY_FIRST else "organization"
            _claim(reading, pieces, Piece(first, last, kind, 0.92, "body word with of"))
        elif (
            flag & lx.FIRST
            and reading.words[index] in _TIGHT_FIRST
            and reading.tight(index)
            and not reading.flags[index + 1] & (_STOPS | lx.COMMON)
        ):
            last = _right(reading, pieces, index + 1)
            _claim(reading, pieces, Piece(index, last, "organization", 0.85, "body word before a name"))
        elif flag & _LAST_HEADS:
            last = _last_head(reading, pieces, index)
        index = max(last, index) + 1


def _last_head(reading: Reading, pieces: list[Piece], index: int) -> int:
    """Claim the name that ends in the body word at `index` or in one that follows at once; returns its last word."""
    last = index
    while (
        reading.joints[last] == " "
        and (reading.ends[last] == reading.stops[last] or reading.words[last] in _OWNERS)
        and reading.flags[last + 1] & (_LAST_HEADS)
        and not reading.flags[last + 1] & lx.TITLE
    ):
        last += 1
    if reading.joints[last] == "&" and reading.flags[last + 1] & _LAST_HEADS:
        last += 1
    flag = reading.flags[last]
    first = _left(reading, pieces, index)
    owner = reading.owner[first]
    if first == last or (owner >= 0 and pieces[owner].last >= last):
        return last
    if _person_like(reading, first, last):
        return last
    all_flags = 0
    for inner in range(first, last):
        all_flags |= reading.flags[inner]
    kind = _kind(flag)
    if all(reading.flags[inner] & lx.NATION for inner in range(first, last)) and kind == "place":
        return last
    if (
        reading.joints[last] in _OF_HEADS
        and flag & lx.FIRST
        and reading.ends[last] == reading.stops[last]
        and last + 1 < len(reading.words)
        and not reading.flags[last + 1] & lx.FUNCTION
    ):
        last = _right(reading, pieces, last + 1)
    _claim(reading, pieces, Piece(first, last, kind, 0.88, "body word"))
    return last


def _person_like(reading: Reading, first: int, last: int) -> bool:
    """Given name and a surname that is also a body word ("Annie Hall")."""
    flags = reading.flags
    if not flags[last] & lx.SURNAME or last - first > 2 or flags[last] & lx.AGENCY_LAST:
        return False
    if flags[first] & lx.PLACE or not flags[first] & lx.GIVEN:
        return False
    before = reading.text[max(0, reading.starts[first] - 4) : reading.starts[first]].lower()
    return not before.endswith(("the ", " in ", " at ", "near "))


def _initials(reading: Reading, letters: str, last: int) -> int | None:
    """The first word of the run that ends at `last` and whose initials are `letters`."""
    index, at = last, len(letters) - 1
    while index >= 0 and at >= 0:
        word = reading.words[index]
        if word.isupper() and len(word) > 1 and letters[: at + 1].endswith(word):
            at -= len(word)
        elif word[0] == letters[at] or (word[:3] in ("al-", "Al-") and letters[at] == word[3].upper()):
            at -= 1
        elif "-" in word and word[word.index("-") + 1].upper() == letters[at] and at and word[0] == letters[at - 1]:
            at -= 2
        else:
            return None
        if at < 0:
            return index
        if index and reading.joints[index - 1] in ("", "(", ")"):
            gap = reading.text[reading.stops[index - 1] : reading.starts[index]]
            if len(gap) > 20 or any(mark in gap for mark in ".;:()\n"):
                return None
        index -= 1
    return None


def _acronyms(reading: Reading, pieces: list[Piece]) -> None:
    """Acronyms, with the full names that stand beside them in brackets."""
    for index, word in enumerate(reading.words):
        if reading.caps[index] or not word.isupper() or len(word) < 2 or _ACRONYM.match(word) is None:
            continue
        letters = word.replace(".", "").replace("-", "").replace("&", "")
        before = reading.text[reading.stops[index - 1] : reading.starts[index]] if index else ""
        if index and before in (" (", ' ("', " (the ", ", or ", " or ", " (“") and len(letters) > 1:
            first = _initials(reading, letters, index - 1)
            if first is not None and first < index - 1:
                _define(reading, pieces, first, index - 1, index, word)
                continue
        if index + 1 < len(reading.words) and reading.text[reading.stops[index] : reading.starts[index + 1]] in (
            " (",
            " (the ",
        ):
            close = reading.text.find(")", reading.stops[index])
            last = index
            while last + 1 < len(reading.words) and reading.starts[last + 1] < close:
                last += 1
            if last > index + 1 and _initials(reading, letters, last) == index + 1:
                _define(reading, pieces, index + 1, last, index, word)
                continue
        if (
            reading.owner[index] < 0
            and not reading.flags[index] & (lx.NO_BODY | lx.STATE_SHORT | lx.HONORIFIC | lx.RANK)
            and not reading.opens[index] | (len(letters) > 6)
        ):
            _claim(reading, pieces, Piece(index, index, "organization", 0.75, "acronym"))


def _define(reading: Reading, pieces: list[Piece], first: int, last: int, short: int, acronym: str) -> None:
    owner = reading.owner[last]
    kind = pieces[owner].kind if owner >= 0 else "organization"
    if kind in ("thing", "place", ""):
        if kind == "thing":
            _claim(reading, pieces, Piece(short, short, "thing", 0.9, "acronym of a thing"))
            return
        kind = "organization"
    full = reading.span(first, last)
    _claim(reading, pieces, Piece(first, last, kind, 0.97, "full name beside its acronym", full, acronym))
    _claim(reading, pieces, Piece(short, short, kind, 0.97, "acronym beside its full name", full, acronym))


def _administrations(reading: Reading, pieces: list[Piece]) -> None:
    """ "the Smith administration", "the Smith campaign"."""
    text = reading.text
    for match in _ADMINISTRATION.finditer(text):
        index = _word_ending_at(reading, match.start())
        if (
            index is None
            or match.group().startswith("'s")
            or reading.flags[index] & (lx.FUNCTION | lx.NATION | lx.CALENDAR | lx.TITLE | lx.LAST)
            or reading.owner[index] >= 0
            or reading.words[index].isupper()
        ):
            continue
        kind = "agency" if match.group(1) == "administration" else "organization"
        if kind == "organization":
            continue
        _claim(
            reading,
            pieces,
            Piece(index, index, kind, 0.95, f"surname with {match.group(1)}", "", "", match.end() - match.start()),
        )


def _word_ending_at(reading: Reading, offset: int) -> int | None:
    from bisect import bisect_left

    index = bisect_left(reading.stops, offset)
    return index if index < len(reading.stops) and reading.stops[index] == offset else None


def find_bodies(reading: Reading) -> list[Piece]:
    """Everything in the source that is a body, a known place or a named thing; fills `reading.owner` with indexes into the list."""
    pieces: list[Piece] = []
    _known(reading, pieces)
    _headed(reading, pieces)
    _acronyms(reading, pieces)
    _administrations(reading, pieces)
    return pieces
