"""Bodies, places and named things in a source: known ones, and those told by a word of their name (Department of …, … Inc)."""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.annotate import lexicon as lx
from onrecord.annotate.spans import Reading


class Piece(NamedTuple):
    """A run of words that names something; `first` and `last` are indexes into the reading."""

    first: int
    last: int
    kind: str
    """A kind of entity; `thing` for what is no entity but keeps its words from being one (a law, a prize); "" when another piece took its words."""
    confidence: float
    why: str
    name: str = ""
    """The bearer's fullest form where a word list or the source gives it."""
    acronym: str = ""
    stretch: int = 0
    """Characters after the last word that belong to the name (" administration")."""
    lead: int = 0
    """Characters before the first word that belong to the name ("3rd ")."""


_STOPS = lx.FUNCTION | lx.CALENDAR | lx.TITLE | lx.OCCUPATION
_NAMED = lx.GIVEN | lx.SURNAME
_HEADS = lx.AGENCY_LAST | lx.ORGANIZATION_LAST | lx.PLACE_LAST | lx.THING_LAST | lx.OFFICE_LAST
# titles that also stand inside the names of bodies ("General Hospital", "Attorney General's Office")
_INNER = frozenset(
    "General Chief Major Marshal King Queen Prince Princess Duke Lady Lord Attorney Leader Master Private Saint Canon "
    "Captain Mother Father Sister Student Farmer Economist Author Nurse Union Police Minister Ministers Governors Mayors".split()
)
_OWNERS = frozenset(
    "Sheriff Women Men Children Farmers Veterans People Prosecutor Coroner Mayor Governor Workers Teachers Nurses Writers "
    "General Attorney Clerk Treasurer Comptroller Auditor Lawyers Students Doctors Ministers King Queen Bishop Defender".split()
)
_OF = frozenset(("of",))
# what a company's name ends in by law
LEGAL = frozenset(
    "Inc Inc. Incorporated Corp Corp. Corporation Co Co. Company Ltd Ltd. Limited LLC L.L.C. LLP LP PLC Plc plc AG A.G. SA S.A. NV N.V. BV AB "
    "ASA Oy Oyj GmbH SpA S.p.A. Bhd Pty Group Holdings Holding".split()
)
# which first words of a body's name may be followed by "for", "on", "to"
_FOR = frozenset(
    "Center Centre Institute Committee Campaign Coalition Council Association Department Office Society Movement Foundation Fund "
    "Alliance Network Partnership Ministry Organization Agency School Academy Union Party Commission".split()
)
_ON = frozenset("Committee Council Commission Subcommittee Center Centre Caucus Conference".split())
_BEFORE_NAME = frozenset(
    "Banco Banca Banque Credit Credito Radio FC AC AS SC SV VfB AEK Real Atletico Atlético Dynamo Spartak Lokomotiv Olympique "
    "Borussia Bayern Hapoel Maccabi Deportivo Racing Grasshopper Partido Universidad Universitatea Steaua Inter Athletic Sporting".split()
)
_PLACE_BEFORE_NAME = frozenset(
    "St St. Saint San Santa Los Las Mount Mt. Mt Fort Ft. Lake Port Cape Puerto Rio Ciudad Villa Point".split()
)
_DIRECTIONS = frozenset(
    "North South East West Northern Southern Eastern Western Central Northeast Northwest Southeast Southwest Upper Lower Greater".split()
)
_PLACE_WORD = re.compile(
    r"(?:\b(?:in|at|from|to|near|outside|around|of|the|into|through|across|for|between|toward|towards|downtown)|[a-z]ern) $"
)
_REPORTED = re.compile(r" (?:first )?reported\b")
_ORDINAL = re.compile(r"\b\d+(?:st|nd|rd|th) $")
_STRONG = frozenset("Congress Senate Parliament Pentagon Kremlin Treasury Labour".split())


def claim(reading: Reading, pieces: list[Piece], piece: Piece) -> None:
    """Give the words to the piece and take them from what had any of them before."""
    owner = reading.owner
    for index in range(piece.first, piece.last + 1):
        old = owner[index]
        if old >= 0 and pieces[old].kind:
            for inner in range(pieces[old].first, pieces[old].last + 1):
                owner[inner] = -1
            pieces[old] = pieces[old]._replace(kind="")
        owner[index] = len(pieces)
    pieces.append(piece)


# ---------------------------------------------------------------- known names


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
            if phrase.needs and phrase.needs not in reading.text:
                continue
            if last >= index and _stands(reading, index, last, phrase):
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
    return 0.8 if reading.flags[first] & (lx.COMMON | _NAMED) else 0.85


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
    """Whether a known form means what it may mean where it stands, and is no common word and no part of a person's name."""
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
    if joined and before & lx.GIVEN and not before & lx.PLACE and certain and not (after & _HEADS and follows):
        return False
    if joined and before & lx.TITLE and not before & lx.GIVEN and flag & _NAMED:
        return False
    if (
        follows
        and flag & lx.GIVEN
        and not after & (_HEADS | lx.FUNCTION | lx.CALENDAR | lx.NATION | lx.TITLE | lx.PLACE)
    ):
        return bool(after & lx.COMMON) and not after & lx.SURNAME
    return True


# ---------------------------------------------------------------- body words


def _usable(reading: Reading, pieces: list[Piece], index: int) -> bool:
    """Whether a word may belong to the name of a body whose head stands further right."""
    flag, owner, word = reading.flags[index], reading.owner[index], reading.words[index]
    if owner >= 0 and pieces[owner].kind == "thing" and flag & lx.NATION == 0 and not pieces[owner].name:
        return False
    if flag & (lx.FUNCTION | lx.CALENDAR) or (flag & lx.NATION and "-" in word):
        return False
    if flag & (lx.TITLE | lx.OCCUPATION):
        return word in _INNER or bool(flag & _NAMED and not flag & lx.HONORIFIC)
    return not (reading.opens[index] and flag & lx.COMMON and word.endswith("ly"))


def _plain_pair(reading: Reading, left: int, right: int) -> bool:
    """Words that "and" may join inside a name: both common words; "&" joins any two."""
    flags = reading.flags
    if reading.joints[left] == "&":
        return not flags[left] & _STOPS
    either = flags[left] | flags[right]
    common = _common(reading, left) and _common(reading, right)
    return common and not either & (lx.FUNCTION | lx.PLACE | lx.NATION | lx.TITLE | lx.BODY)


def _common(reading: Reading, index: int) -> bool:
    """A common word, or the plural of one that the list has not ("Immigrations")."""
    flag, word = reading.flags[index], reading.words[index]
    return bool(flag & lx.COMMON) or (not flag and word[-1] == "s" and bool(lx.flags().get(word[:-1], 0) & lx.COMMON))


def _left(reading: Reading, pieces: list[Piece], head: int) -> int:
    """The first word of the body's name whose last word is `head`."""
    first = head
    while first > 0:
        before = first - 1
        joint, owned = reading.joints[before], reading.ends[before] != reading.stops[before]
        if owned and not (reading.words[before] in _OWNERS and joint == " "):
            break
        if joint in (" ", "de"):
            if not owned and not _usable(reading, pieces, before):
                break
        elif not (joint in ("and", "&") and reading.owner[before] < 0 and _plain_pair(reading, before, first)):
            break
        first = before
        owner = reading.owner[first]
        if owner >= 0 and pieces[owner].kind:
            first = pieces[owner].first
    return first


def _right(reading: Reading, pieces: list[Piece], index: int) -> int:
    """The last word of what follows "of" in a body's name, from its first word on."""
    last = index
    while True:
        owner = reading.owner[last]
        if owner >= 0 and pieces[owner].kind:
            last = max(last, pieces[owner].last)
        following = last + 1
        if following >= len(reading.words) or reading.ends[last] != reading.stops[last]:
            return last
        flag, joint = reading.flags[following], reading.joints[last]
        if owner >= 0 and pieces[owner].kind == "place" and joint == " " and not flag & (_HEADS | lx.PLACE | lx.COMMON):
            return last
        if flag & _STOPS and reading.words[following] not in _INNER:
            return last
        if not (
            joint in (" ", "de")
            or (joint in ("and", "&") and _plain_pair(reading, last, following) and not flag & lx.FIRST)
            or (
                joint == "of" and (reading.flags[last] & (lx.FIRST | lx.LAST) or reading.flags[last] & flag & lx.COMMON)
            )
        ):
            return last
        last = following


def _opens_body(reading: Reading, index: int) -> bool:
    """Whether the word begins "Department of …", "Center for …", "Committee on …"."""
    flag, word, joint = reading.flags[index], reading.words[index], reading.joints[index]
    if not flag & lx.FIRST or reading.ends[index] != reading.stops[index] or index + 1 >= len(reading.words):
        return False
    if reading.flags[index + 1] & (lx.FUNCTION | lx.CALENDAR):
        return False
    return (
        joint == "of"
        or (joint == "for" and word in _FOR)
        or (joint == "on" and word in _ON)
        or (joint == "to" and word in _ON)
    )


def find_headed(reading: Reading, pieces: list[Piece]) -> None:
    """Bodies, places and things told by a word of their name."""
    index, count = 0, len(reading.words)
    while index < count:
        flag, last = reading.flags[index], index
        owner = reading.owner[index]
        if reading.caps[index] or (owner >= 0 and pieces[owner].last > index):
            pass
        elif _opens_body(reading, index):
            first, last = _left(reading, pieces, index), _right(reading, pieces, index + 1)
            kind = "agency" if flag & lx.AGENCY_FIRST else "organization"
            claim(reading, pieces, Piece(first, last, kind, 0.85, f"{reading.words[index]} {reading.joints[index]} …"))
        elif flag & _HEADS:
            last = _close(reading, pieces, index)
        elif (
            reading.words[index] in _BEFORE_NAME
            and reading.tight(index)
            and not reading.flags[index + 1] & (_STOPS | lx.COMMON)
        ):
            last = _right(reading, pieces, index + 1)
            claim(reading, pieces, Piece(index, last, "organization", 0.85, "body word before a name"))
        index = max(last, index) + 1


def _ordinal(reading: Reading, first: int) -> int:
    """How many characters before the word are an ordinal of its name ("3rd Battalion", "9th Circuit")."""
    start = reading.starts[first]
    found = _ORDINAL.search(reading.text, max(0, start - 6), start)
    return start - found.start() if found is not None else 0


def _with_place(reading: Reading, pieces: list[Piece], piece: Piece) -> int:
    """The first word of a known body with the country or place before it ("Sindh High Court", "U.S. Transportation Department")."""
    first = piece.first
    while first > 0 and reading.tight(first - 1):
        owner, before = reading.owner[first - 1], reading.flags[first - 1]
        if owner >= 0 and pieces[owner].kind == "place":
            first = pieces[owner].first
        elif before & lx.NATION or (owner < 0 and not before & (lx.COMMON | _STOPS)):
            first -= 1
        else:
            break
    return first


def _close(reading: Reading, pieces: list[Piece], index: int) -> int:
    """Claim the name that ends in the body word at `index` or in one that follows at once; returns its last word."""
    last = _last_head(reading, index)
    owner = reading.owner[last]
    known = pieces[owner] if owner >= 0 and pieces[owner].kind else None
    if known is not None and known.name and known.kind != "place":
        first = _with_place(reading, pieces, known)
    else:
        first = _left(reading, pieces, index)
    lead = _ordinal(reading, first)
    if first == last and not lead or (known is not None and known.first <= first) or _person_like(reading, first, last):
        return last
    kind = _kind(reading, first, last)
    if kind == "place" and (lead or all(flag & lx.NATION for flag in reading.flags[first:last])):
        return last
    if (
        kind == "agency"
        and last - first > 1
        and reading.flags[first] & lx.NATION
        and not reading.flags[first + 1] & lx.NATION
    ):
        first += 1
    if _opens_body(reading, last):
        last = _right(reading, pieces, last + 1)
    if kind:
        confidence = 0.92 if reading.words[last] in LEGAL else 0.8
        claim(reading, pieces, Piece(first, last, kind, confidence, f"… {reading.words[last]}", lead=lead))
    return last


def _last_head(reading: Reading, index: int) -> int:
    """The last of the body words that follow one another from `index` on ("Sheriff's Office", "Power Corp", "Smith & Sons")."""
    last = index
    while reading.joints[last] in (" ", "&") and (
        reading.ends[last] == reading.stops[last] or reading.words[last] in _OWNERS
    ):
        following = reading.flags[last + 1]
        if not following & _HEADS or following & lx.TITLE:
            break
        last += 1
    return last


def _kind(reading: Reading, first: int, last: int) -> str:
    flag = reading.flags[last]
    if reading.words[last - 1 : last + 1] == ["School", "District"]:
        return "agency"
    if (
        reading.opens[first]
        and reading.opens[last]
        and all(inner & lx.COMMON for inner in reading.flags[first : last + 1])
    ):
        return ""  # a headline's words
    if flag & lx.AGENCY_LAST:
        return "agency"
    if flag & lx.ORGANIZATION_LAST:
        return "organization"
    if flag & lx.OFFICE_LAST:
        return "agency" if reading.words[last] == "Office" else "organization"
    return "place" if flag & lx.PLACE_LAST else "thing"


def _person_like(reading: Reading, first: int, last: int) -> bool:
    """A given name with a surname that is also a body word ("Annie Hall", "Jim Courier")."""
    flag = reading.flags[first]
    if last - first > 2 or not flag & lx.GIVEN or flag & lx.PLACE or reading.flags[last] & lx.AGENCY_LAST:
        return False
    if not reading.flags[last] & lx.SURNAME or (flag & lx.SURNAME and reading.flags[last] & lx.ORGANIZATION_LAST):
        return False
    return not _PLACE_WORD.search(reading.text, max(0, reading.starts[first] - 9), reading.starts[first])


# ---------------------------------------------------------------- outlets by what they do


def find_reporters(reading: Reading, pieces: list[Piece]) -> None:
    """Outlets told by "as … reported": whatever stands between is one name, "and" included."""
    for match in _REPORTED.finditer(reading.text):
        last = first = reading.ending_at(match.start())
        if last < 0:
            continue
        while (
            first > 0
            and reading.joints[first - 1] in (" ", "and", "of", "&")
            and reading.ends[first - 1] == reading.stops[first - 1]
        ):
            first -= 1
        if (
            first < last
            and not reading.flags[first] & lx.FUNCTION
            and reading.text.endswith((" as ", "As "), 0, reading.starts[first])
        ):
            claim(reading, pieces, Piece(first, last, "organization", 0.8, "as … reported"))


# ---------------------------------------------------------------- places by form


def find_places(reading: Reading, pieces: list[Piece]) -> None:
    """Places told by their form: "St Helens", "northern Iraq"'s capitalised kin, and a town before its state ("Cibola, Texas")."""
    for index, word in enumerate(reading.words):
        owner = reading.owner[index]
        if owner < 0 and reading.tight(index) and index + 1 < len(reading.words):
            after = reading.owner[index + 1]
            if word in _DIRECTIONS and after >= 0 and pieces[after].kind == "place":
                claim(reading, pieces, pieces[after]._replace(first=index, name=""))
            elif (
                word in _PLACE_BEFORE_NAME
                and after < 0
                and not reading.flags[index + 1] & (_STOPS | lx.COMMON)
                and not reading.caps[index]
            ):
                claim(reading, pieces, Piece(index, index + 1, "place", 0.7, f"{word} before a name"))
        elif (
            owner >= 0
            and pieces[owner].kind == "place"
            and pieces[owner].first == index
            and index
            and reading.joints[index - 1] == ","
        ):
            _town_before(reading, pieces, index - 1, reading.flags[index])


def _town_before(reading: Reading, pieces: list[Piece], last: int, state: int) -> None:
    """The unknown town that stands before ", State"."""
    first = last
    if reading.owner[last] >= 0 or reading.flags[last] & (_STOPS | lx.NATION | lx.BODY):
        return
    while (
        first > 0
        and reading.tight(first - 1)
        and reading.owner[first - 1] < 0
        and not reading.flags[first - 1] & (_STOPS | lx.NATION)
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
    sure = dateline or state & lx.STATE_SHORT or _PLACE_WORD.search(reading.text, max(0, start - 9), start)
    if sure:
        claim(reading, pieces, Piece(first, last, "place", 0.8, "town before its state or country"))
