"""Bodies, places and named things told by a word of their name: "Department of …", "… Inc", "… County", "… Act"."""

from __future__ import annotations

from msgspec.structs import replace

from onrecord.annotate import lexicon as lx
from onrecord.annotate.people import context_of, ends_office, plainly_somebody
from onrecord.annotate.pieces import BODIES, STOPS, Piece, claim
from onrecord.annotate.places import LOCATIVE, SAINTS
from onrecord.annotate.spans import Reading
from onrecord.patterns import regex

_TELLING = lx.LAST | lx.FIRST | lx.THING_FIRST | lx.BEFORE_NAME
_COMPOUND = ("ed", "-led", "-run", "-held", "-wide", "-owned", "-born", "-style", "-era", "-dominant")
"""How such words end: "the Republican-controlled |Congress"."""
_LONGEST = 12  # words on either side of a body word that still are its name
_ROADS = frozenset("Road Highway Route Interstate Lane".split())
_NUMBERED = regex(r" \d")
_COUNTRIES = ("US", "U.S.", "UK", "U.K.")
_LEADS = lx.NATION | lx.TITLE
_PUBLIC = ("Committee", "Service", "Services", "Board")
"""Heads of bodies that the word before tells to be public or not: the Transport |Committee, the Rescue |Service."""
_CHAMBERS = frozenset("Senate House Congressional Parliamentary".split())
_JUDGES = frozenset("Judge Judges Attorney Justice".split())
_OFFICES = {"Air": frozenset("Marshal Vice Vice-Marshal Commodore".split()), "Circuit": _JUDGES, "District": _JUDGES}
"""Heads of bodies and places that belong to these offices where such a one follows."""
_ORDINALS = ("st ", "nd ", "rd ", "th ")
_NUMBER = regex(r"(?:^|(?<=\s))\d{1,4} $|\b(?:Third|Seventh|Ninth|Tenth) $")
_ORDINAL = regex(r"\b\d+(?:st|nd|rd|th) $")


def _describes(word: str) -> bool:
    """Whether a word with a hyphen says something of the body behind it and is not of its name."""
    return "-" in word and word.endswith(_COMPOUND)


def _usable(reading: Reading, pieces: list[Piece], index: int) -> bool:
    """Whether a word may belong to the name of a body whose head stands further right."""
    flag, owner, word = reading.flags[index], reading.owner[index], reading.words[index]
    if owner >= 0 and pieces[owner].kind == "thing" and flag & lx.NATION == 0 and not pieces[owner].name:
        return False
    if flag & (lx.FUNCTION | lx.CALENDAR) or ("-" in word and flag & lx.NATION) or _describes(word):
        return False
    if flag & lx.TITLE:
        return _may_be_inside(reading, index) or bool(flag & lx.NAMED and not flag & lx.HONORIFIC)
    return not (reading.opens[index] and flag & lx.COMMON and word.endswith("ly"))


def _may_be_inside(reading: Reading, index: int) -> bool:
    """Whether a title may be a word of a body's name where it stands: Department of Criminal |Justice; not "Court of
    Appeals |Justice Ada Hill"."""
    word = reading.words[index]
    if word == "Justice":
        return not reading.tight[index] or bool(reading.flag(index + 1) & lx.COMMON)
    return word in lx.heads("title inside")


def _plain_pair(reading: Reading, left: int, right: int) -> bool:
    """Words that "and" may join inside a name: both common words; "&" joins any two."""
    flags = reading.flags
    if reading.joints[left] == "&":
        return not flags[left] & STOPS
    either = flags[left] | flags[right]
    common = _common(reading, left) and _common(reading, right)
    return common and not either & (lx.FUNCTION | lx.PLACE | lx.NATION | lx.TITLE | lx.BODY)


def _common(reading: Reading, index: int) -> bool:
    """A common word, or the plural of one that the list has not ("Immigrations")."""
    flag, word = reading.flags[index], reading.words[index]
    return bool(flag & lx.COMMON) or (not flag and word[-1] == "s" and bool(lx.flags().get(word[:-1], 0) & lx.COMMON))


def _pair(reading: Reading, left: int, right: int, head: int) -> bool:
    """Whether "and" joins two words inside the name that ends in `head`: common words, or a couple's given names."""
    couple = reading.flags[left] & lx.GIVEN and reading.flags[right] & lx.GIVEN
    return _plain_pair(reading, left, right) or bool(couple and reading.words[head] in lx.heads("named after people"))


def _left(reading: Reading, pieces: list[Piece], head: int) -> int:
    """The first word of the body's name whose last word is `head`."""
    first = head
    while first > 0 and head - first < _LONGEST:
        before = first - 1
        joint, owned = reading.joints[before], reading.ends[before] != reading.stops[before]
        if owned and not (joint == " " and _owns_body(reading, before)):
            break
        if joint in (" ", "de"):
            if (not owned and not _usable(reading, pieces, before)) or ends_office(reading, before):
                break
        elif not (joint in ("and", "&") and reading.owner[before] < 0 and _pair(reading, before, first, head)):
            break
        owner = reading.owner[before]
        start = pieces[owner].first if owner >= 0 and pieces[owner].kind else before
        if head - start > _LONGEST:
            break
        first = start
    return first


def _owns_body(reading: Reading, index: int) -> bool:
    """Whether a body's name goes on from the owner in it: the |Sheriff's Office, the Bond |Traders' Association."""
    if reading.words[index] in lx.heads("owner of a head"):
        return True
    if index and reading.words[index - 1] in SAINTS and reading.tight[index - 1]:
        return True  # "St |Alban's School"
    if reading.words[index + 1] in lx.heads("named after somebody") and not (index and reading.tight[index - 1]):
        return reading.owner[index] < 0 and not reading.flags[index] & (lx.NATION | lx.PLACE)  # "|Guy's Hospital"
    plural = reading.words[index][-1] == "s" and reading.stops[index] - reading.ends[index] == 1
    return plural and reading.words[index + 1] in lx.heads("of its members")


def _right(reading: Reading, pieces: list[Piece], index: int) -> int:
    """The last word of what follows "of" in a body's name, from its first word on."""
    last = index
    while True:
        owner = reading.owner[last]
        if owner >= 0 and pieces[owner].kind:
            last = max(last, pieces[owner].last)
        following = last + 1
        ended = following >= len(reading.words) or last - index >= _LONGEST
        if ended or reading.ends[last] != reading.stops[last]:
            return last
        flag, joint = reading.flags[following], reading.joints[last]
        if (
            owner >= 0
            and pieces[owner].kind == "place"
            and joint == " "
            and not flag & (lx.LAST | lx.PLACE | lx.COMMON)
        ):
            return last
        if flag & STOPS and not _may_be_inside(reading, following):
            return last
        if not (
            joint in (" ", "de")
            or (joint in ("and", "&") and _plain_pair(reading, last, following) and _goes_on(reading, following))
            or (
                joint == "of" and (reading.flags[last] & (lx.FIRST | lx.LAST) or reading.flags[last] & flag & lx.COMMON)
            )
        ):
            return last
        last = following


def _goes_on(reading: Reading, index: int) -> bool:
    """Whether a word after "and" belongs to the name before it: … on Oversight and |Government Reform."""
    return not reading.flags[index] & lx.FIRST or (reading.tight[index] and not _opens_body(reading, index))


def _opens_body(reading: Reading, index: int) -> bool:
    """Whether the word begins "Department of …", "Center for …", "Committee on …"."""
    flag, word, joint = reading.flags[index], reading.words[index], reading.joints[index]
    if not flag & lx.FIRST or reading.ends[index] != reading.stops[index] or index + 1 >= len(reading.words):
        return False
    if reading.flags[index + 1] & (lx.FUNCTION | lx.CALENDAR):
        return False
    return (
        joint == "of"
        or (joint == "for" and word in lx.heads("first before for"))
        or (joint == "on" and word in lx.heads("first before on"))
        or (joint == "to" and word in lx.heads("first before on"))
    )


def find_headed(reading: Reading, pieces: list[Piece]) -> None:
    """Bodies, places and things told by a word of their name."""
    done = -1
    for index in [index for index, flag in enumerate(reading.flags) if flag & _TELLING]:
        if index > done and not reading.caps[index]:
            owner = reading.owner[index]
            if owner < 0 or pieces[owner].last <= index or _is_local(reading, pieces, index):
                done = _by_head(reading, pieces, index)


def _is_local(reading: Reading, pieces: list[Piece], index: int) -> bool:
    """Whether a known body that the word opens is one of a town or state, or said with its country: the Leeds |Chamber
    of Commerce, the US |Department of Justice."""
    known = pieces[reading.owner[index]]
    if not index or known.first != index or not (reading.tight[index - 1] and _opens_body(reading, index)):
        return False
    owner, before = reading.owner[index - 1], index - 1
    if owner < 0:
        return not reading.flags[before]
    place = pieces[owner]
    named = reading.span(place.first, place.last)
    local = named in lx.local_places() or named in _COUNTRIES or place.why.startswith("…")
    return place.kind == "place" and local


def _by_head(reading: Reading, pieces: list[Piece], index: int) -> int:
    """Claim the name that the word is a telling part of; returns its last word, or `index`."""
    flag, word = reading.flags[index], reading.words[index]
    if _opens_body(reading, index):
        first, last = _left(reading, pieces, index), _right(reading, pieces, index + 1)
        known = pieces[reading.owner[index]] if reading.owner[index] >= 0 else None
        if known and known.name and reading.text[reading.starts[first] : reading.starts[index] - 1] in _COUNTRIES:
            claim(reading, pieces, replace(known, first=first))
            return known.last
        public = flag & lx.AGENCY_FIRST and not (word == "Committee" and reading.joints[index] in ("for", "to"))
        kind = known.kind if known and known.name else "agency" if public else "organization"
        claim(reading, pieces, Piece(first, last, kind, 0.85, f"{word} {reading.joints[index]} …"))
        return last
    if flag & lx.LAST:
        last = index if _of_an_office(reading, index) else _close(reading, pieces, index)
        if last > index or reading.owner[index] >= 0 or not flag & lx.BEFORE_NAME:
            return last
    if not reading.tight[index] or reading.flags[index + 1] & (STOPS | lx.COMMON):
        return index
    if flag & lx.BEFORE_NAME:
        last = _right(reading, pieces, index + 1)
        claim(reading, pieces, Piece(index, last, "organization", 0.85, f"{word} before a name"))
        return last
    if flag & lx.THING_FIRST:
        claim(reading, pieces, Piece(index, index + 1, "thing", 0.9, f"{word} before a name"))
        return index + 1
    return index


def _of_an_office(reading: Reading, index: int) -> bool:
    """Whether the word belongs to the office behind it ("Press |Secretary", "Communications |Director", "|Air Vice
    Marshal", "Associate |Circuit Judge")."""
    flag, offices = reading.flags[index], _OFFICES.get(reading.words[index])
    if offices is not None:
        return reading.tight[index] and reading.words[index + 1] in offices
    said = flag & lx.BEFORE_OFFICE and flag & lx.ORGANIZATION_LAST and reading.words[index] != "Party"
    return bool(said and reading.tight[index] and reading.flags[index + 1] & lx.TITLE)


def _ordinal(reading: Reading, first: int, last: int) -> int:
    """How many characters before the words are a number of their name ("3rd Battalion", "9th Circuit", "41
    Squadron")."""
    text, start = reading.text, reading.starts[first]
    ordinal = start > 1 and text[start - 2] in "tdh" and text.endswith(_ORDINALS, 0, start)
    found = _ORDINAL.search(text, start - 6, start) if ordinal else None
    if found is None and reading.words[last] in lx.heads("numbered"):
        found = _NUMBER.search(text, start - 8, start)
    return start - found.start() if found is not None else 0


def _with_place(reading: Reading, pieces: list[Piece], piece: Piece) -> int:
    """The first word of a known body with the country or place before it ("Sindh High Court", "U.S. Transportation
    Department")."""
    first = piece.first
    while piece.first - first < _LONGEST and reading.tight[first - 1]:
        if _describes(reading.words[first - 1]):
            break
        owner, before = reading.owner[first - 1], reading.flags[first - 1]
        if owner >= 0 and (pieces[owner].kind == "place" or pieces[owner].name == "United Nations"):
            first = pieces[owner].first
        elif (before & lx.NATION and "-" not in reading.words[first - 1]) or (
            owner < 0 and (reading.words[first - 1] in ("Royal", "National") or not before & (lx.COMMON | STOPS))
        ):
            first -= 1
        else:
            break
    return first


def _close(reading: Reading, pieces: list[Piece], index: int) -> int:
    """Claim the name that ends in the body word at `index` or in one that follows at once; returns its last word."""
    if reading.flags[index] & lx.TITLE and _leads_to_person(reading, index):
        return index  # "Dale County |Sheriff Ada Hill"
    last = _last_head(reading, index)
    if last == index and reading.words[index] == "Port" and _names_port(reading, index):
        return index  # "OCHA |Port Ellery"
    owner = reading.owner[last]
    known = pieces[owner] if owner >= 0 and pieces[owner].kind else None
    if known is not None and known.name and known.kind != "place":
        first = _with_place(reading, pieces, known)
    elif known is not None and known.why == "known place" and known.first < known.last == last:
        return last  # "the Jewish |West Bank settlements"
    else:
        first = _left(reading, pieces, index)
    if _is_for_a_time(reading, first, last):
        first = _left(reading, pieces, first - 1)
    if first < last and reading.opens[first] and _is_kind_of_company(reading.words[first].lower()):
        named = reading.words[last] in lx.heads("legal form") or reading.flags[first + 1] & lx.GIVEN
        first += bool(named)  # "Retailer |Tarnmoor Ltd", "Lender |Ann Hill"
    lead = _ordinal(reading, first, last)
    if lead and first and reading.text[reading.starts[first - 1] : reading.starts[first] - lead - 1] in _COUNTRIES:
        first, lead = first - 1, 0  # "U.S. |5th Fleet"
    if reading.flags[last] & lx.GIVEN and reading.tight[last] and reading.flag(last + 1) & lx.SURNAME:
        return last
    nothing_new = known is not None and known.first <= first
    if nothing_new or (first == last and not lead) or _person_like(reading, first, last):
        return last
    number = _number_behind(reading, last)
    kind = _kind(reading, first, last, numbered=bool(lead or number))
    if kind == "place" and reading.words[last] in _ROADS and _NUMBERED.match(reading.text, reading.ends[last]):
        return last  # "County |Road 512"
    state = kind == "place" and reading.words[last] == "Republic"
    if kind == "place" and not state and (lead or all(flag & lx.NATION for flag in reading.flags[first:last])):
        return last
    if state and reading.joints[last] == "of" and reading.ends[last] == reading.stops[last]:
        last = _right(reading, pieces, last + 1)  # "Federal |Republic of Lendia"
    if (
        kind == "agency"
        and last - first > 1
        and reading.flags[first] & lx.NATION
        and not reading.flags[first + 1] & lx.NATION
        and reading.words[last] in lx.heads("of a country")
    ):
        first += 1
    if _opens_body(reading, last):
        public = reading.words[last] == "Board" and reading.words[last + 1] in lx.heads("public board")
        kind, number = "agency" if public else kind, 0
        last = _right(reading, pieces, last + 1)
    if kind:
        confidence = 0.92 if reading.words[last] in lx.heads("legal form") else 0.8
        stretch = number if kind in BODIES and reading.ends[last] == reading.stops[last] else 0
        claim(reading, pieces, Piece(first, last, kind, confidence, f"… {reading.words[last]}", "", "", stretch, lead))
    return last


def _is_kind_of_company(word: str) -> bool:
    """Whether a word in small letters says what kind of company follows."""
    company = word in lx.heads("kind of company") or word.removesuffix("s") in lx.heads("company before a name")
    return company or word.endswith("maker")


def _names_port(reading: Reading, index: int) -> bool:
    """Whether the name of a port follows the word, which ends none then."""
    unlike = lx.LAST | STOPS | lx.COMMON
    return reading.tight[index] and reading.owner[index + 1] < 0 and not reading.flags[index + 1] & unlike


def _is_for_a_time(reading: Reading, first: int, last: int) -> bool:
    """Whether the word before a body's name says that it governs for a time: the |Interim National Council."""
    before = first and reading.tight[first - 1] and reading.words[first - 1] in lx.heads("for a time")
    return (
        bool(before)
        and reading.words[last] in lx.heads("in power for a time")
        and not (reading.tight[last] and reading.flag(last + 1) & lx.TITLE)
    )


_BEHIND = regex(
    r" (?:No\. )?\d{1,4}(?=[,.;:)\n]|$| (?:and|or|in|at|to|on|from|of|for|with|about|will|would|that|who|which|was|"
    r"were|is|are|has|had|said)\b)"
)


def _number_behind(reading: Reading, last: int) -> int:
    """How many characters after a unit, task force or school district are its number: Task Force |52."""
    if reading.words[last] not in lx.heads("numbered behind"):
        return 0
    found = _BEHIND.match(reading.text, reading.ends[last])
    return found.end() - reading.ends[last] if found is not None else 0


def _leads_to_person(reading: Reading, last: int) -> bool:
    """Whether a name of somebody follows the word directly."""
    following = reading.flag(last + 1)
    return reading.tight[last] and bool(following & lx.NAMED) and not following & lx.LAST


def _last_head(reading: Reading, index: int) -> int:
    """The last of the body words that follow one another from `index` on ("Sheriff's Office", "Power Corp", "Smith &
    Sons")."""
    last = index
    if reading.words[index] in ("St.", "St") and reading.tight[index]:
        return index
    while reading.joints[last] in (" ", "&") and (
        reading.ends[last] == reading.stops[last] or reading.words[last] in lx.heads("owner of a head")
    ):
        following = reading.flags[last + 1]
        if not following & lx.LAST or following & lx.TITLE or _of_an_office(reading, last + 1):
            break
        last += 1
    return last


def _kind(reading: Reading, first: int, last: int, numbered: bool) -> str:
    """The kind of a name by its last word, which may have a number beside it; "" for a headline's words."""
    flag = reading.flags[last]
    if reading.words[last - 1 : last + 1] == ["School", "District"]:
        return "agency"
    if (
        not numbered
        and reading.opens[first]
        and reading.opens[last]
        and all(inner & lx.COMMON for inner in reading.flags[first : last + 1])
    ):
        return ""  # a headline's words
    field = last > first and reading.words[last] in _PUBLIC and reading.words[last - 1] in lx.heads("public field")
    if field or flag & lx.AGENCY_LAST or (reading.words[first] in _CHAMBERS and reading.words[last] == "Committee"):
        return "agency"
    if reading.words[last] == "Republic" and all(_of_a_state(reading, index) for index in range(first, last)):
        return "place"
    if flag & lx.ORGANIZATION_LAST:
        return "agency" if _of_nations(reading, first, last) else "organization"
    if flag & lx.OFFICE_LAST:
        return "agency" if reading.words[last] == "Office" else "organization"
    return "place" if flag & lx.PLACE_LAST else "thing"


def _of_a_state(reading: Reading, index: int) -> bool:
    """Whether a word before "Republic" says that it is a state and no newspaper."""
    return bool(reading.flags[index] & lx.NATION) or reading.words[index] in lx.heads("of a republic")


_NATIONS = frozenset(("UN", "U.N."))


def _of_nations(reading: Reading, first: int, last: int) -> bool:
    """Whether a body's name begins with the United Nations, which watchers of theirs may have too."""
    if reading.words[last] in ("Association", "Watch", "Foundation") or first == last:
        return False
    return reading.words[first] in _NATIONS or reading.words[first : first + 2] == ["United", "Nations"]


def _person_like(reading: Reading, first: int, last: int) -> bool:
    """A given name with a surname that is also a body word ("Annie Hall", "Tom Courier"); one with two given names
    speaks or has a role beside it. An office or a nation may stand before the given name ("Dutch |Ann Hall")."""
    first = _after_office(reading, first, last)
    flag = reading.flags[first]
    between = last - first - 1
    if between > 1:
        return False
    if between == 1 and reading.words[first + 1][-1] != ".":
        middle = reading.flags[first + 1]
        if not middle & lx.NAMED or middle & lx.COMMON or not context_of(reading, first, last):
            return False
    if not flag & lx.GIVEN or flag & lx.PLACE or reading.flags[last] & lx.AGENCY_LAST:
        return False
    if plainly_somebody(reading, first, last):
        return True
    if reading.text.endswith(" on ", 0, reading.starts[first]):
        return False
    if not reading.flags[last] & lx.SURNAME or (flag & lx.SURNAME and reading.flags[last] & lx.ORGANIZATION_LAST):
        return False
    return not LOCATIVE.search(reading.text, reading.starts[first] - 9, reading.starts[first])


def _after_office(reading: Reading, first: int, last: int) -> int:
    """The first word of a run behind the offices and nations that open it, and behind a word that opens the sentence
    before these: Rowdy Dutch |Ann Hall."""
    at = first
    while at < last - 1 and not reading.flags[at] & lx.HONORIFIC:  # "Queen Ann Park" is a park
        flag = reading.flags[at]
        opening = at == first and reading.opens[at] and flag & lx.COMMON
        if not flag & (STOPS | lx.NATION) and not (
            (opening or flag & lx.BEFORE_OFFICE) and reading.flags[at + 1] & _LEADS
        ):
            break
        at += 1
    return at if reading.flags[at] & lx.GIVEN else first
