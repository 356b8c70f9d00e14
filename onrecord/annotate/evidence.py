"""What the words around an unknown name say it is: a body, a place or a person."""

from __future__ import annotations

from collections.abc import Set
from functools import lru_cache
from string import ascii_uppercase

from onrecord.annotate import lexicon as lx
from onrecord.annotate.people import (
    APPOSITION,
    ROLE_AND_COMMA,
    ROLE_BEFORE,
    SPEAKING,
    VERB_AFTER,
    VERB_BEFORE,
    context_of,
    word_before,
)
from onrecord.annotate.spans import Reading
from onrecord.patterns import regex

_BODY_AFTER = frozenset(
    "share shares stock official officials executive executives chairman CEO subsidiary newspaper daily magazine radio "
    "television network employees customers users board shareholders investors profit profits earnings sales "
    "plant bond "
    "bonds analyst analysts fans coach manager striker goalkeeper midfielder defender captain player players "
    "supporters "
    "members website guerrillas rebels militants fighters party lawmakers brand product products poll survey reporter "
    "correspondent columnist editor unit group staff spokesman spokeswoman spokesperson spokesmen spokespeople".split()
) | {"chief executive", "news agency"}
_NOUN_AFTER = frozenset(
    "share shares newspaper daily magazine radio television network shareholders PLC plc".split()
) | {"news agency"}
_BODY_BEFORE = frozenset(
    "company companies group newspaper daily weekly magazine agency bank firm maker giant unit rival retailer broker "
    "brokerage website site app network channel club team side insurer carrier airline automaker carmaker brewer "
    "tabloid subsidiary charity union nonprofit organization organisation contractor chain supplier joined acquire "
    "acquired".split()
)
_BODY_NOUNS = frozenset(
    "company firm group bank newspaper magazine agency retailer broker airline charity nonprofit contractor supplier "
    "insurer brewery yard maker manufacturer startup website broadcaster publisher".split()
)
_ENDS = ("", ".", "!", "?", ":", "\n")
_COMPANY = 5
"""What a word for companies alone counts before a name: more than that somebody of several names speaks."""
_AND = regex(r"\b([A-Za-z-]+)s [A-Z][\w-]+ and $")
_LIST = 40
"""Characters before the second of two companies in which what they are stands."""
_LINKS = frozenset(("by", "of", "in"))
_BODY_PHRASES = ("reported by ", "hares of ", "hares in ", "stake in ")
_BODY_APPOSITION = regex(
    rf", (?:an?|the) (?:[\w'-]+ ){{0,3}}(?:{'|'.join(sorted(_BODY_NOUNS))})\b|, founded (?:by|in) "
)
_CRAFT = frozenset(
    "ferry boat ship yacht trawler tanker freighter frigate destroyer submarine vessel schooner liner tug barge "
    "cutter warship battleship cruiser lifeboat spacecraft steamer USS HMS RMS MV SS".split()
)
_CARRIERS, _AIRCRAFT = ("carrier", "carriers"), ("aircraft carrier ", "aircraft carriers ")
_SHORTEST = 3
"""Characters that something before a ship's name has, at least, with the space."""
_ITS = (" said it ", " said its ")
_TOWNS = frozenset(
    "town city village port province region district suburb island county capital municipality neighborhood "
    "neighbourhood resort prison river peninsula".split()
)
_IN = frozenset(
    "in near outside around toward towards through across northern southern eastern western central downtown "
    "nearby".split()
)
_BESIDE = (" ", ",", "'")
"""What stands between a name and a word that may say what it is."""
_NEXT = regex(r"(?:'s?)? (chief executive|news agency|[A-Za-z]+)")
_TICKER = regex(r" \([A-Z]{2,5}\.[A-Z]{1,2}\)| & (?:Co|Sons|Cie)\b")
_DEALS = r"profits?|earnings|loss(?:es)?|sales|revenues?|dividend|stake|shares|acquisition|merger"
_BUSINESS = regex(
    r" (?:\w+ ){0,2}?(?:(?:reported|posted|sees|expects|expected|sold|sells|bought|buys|wins|won|declared|rose|fell|"
    rf"forecast)\b[^.\n]{{0,50}}\b(?:{_DEALS}|results|quarter|contract|million|billion|pence)\b|"
    rf"(?:said|says|agreed|plans|announced)\b[^.\n]{{0,50}}\b(?:{_DEALS})\b)"
)
"""What companies do; of people too it is said that they speak of millions."""
_REGIONS = "province airport prison district region county".split()
_TOWN = rf"(?:{'|'.join(sorted(_TOWNS))})"
_PLACE_AFTER = regex(
    rf", (?:an?|the) (?:[\w-]+ ){{0,3}}{_TOWN}\b|, (?:about )?\d+ (?:km|miles|kilomet)| "
    rf"(?:{'|'.join(_REGIONS)})\b"
)
_AFTER = frozenset(
    {f" {noun[:2]}" for noun in (*_NOUN_AFTER, *_REGIONS)}
    | {f"' {noun[0]}" for noun in _NOUN_AFTER}
    | {f" ({letter}" for letter in ascii_uppercase}
    | {"'s ", " & ", ", a", ", t", ", f"}
)
"""How what stands after a name begins where it may say outright that this is a place or a body, digits aside."""
_PERSON_AFTER = regex(
    r" (?:himself|herself|whose|who)\b|,? (?:was|were) born|'s (?:wife|husband|mother|father|son|daughter|lawyer|"
    r"brother|sister)\b"
)
_OF_PEOPLE = frozenset(
    "himself herself whose who was were wife husband mother father son daughter lawyer brother sister".split()
)
"""The words with which this begins, where no comma does."""


def _following(text: str, end: int) -> str:
    """The noun right after a name, a possessive between them or not."""
    found = _NEXT.match(text, end)
    return found.group(1) if found is not None else ""


def _place_after(text: str, end: int, beside: str, following: str) -> bool:
    """Whether what stands after a name, `beside` it and then the noun `following`, is told of places alone."""
    likely = beside == "," or (beside == " " and following in _REGIONS)
    return likely and _PLACE_AFTER.match(text, end) is not None


def _does_business(text: str, end: int) -> bool:
    """Whether what stands after a name and a space is told of companies alone."""
    return bool(_TICKER.match(text, end)) or text.startswith(_ITS, end) or bool(_BUSINESS.match(text, end))


@lru_cache(maxsize=1)
def _words_before() -> frozenset[str]:
    """The words in small letters and without a hyphen that may say before a name that it is a place or a body."""
    companies = lx.heads("company before a name")
    return companies.union([f"{company}s" for company in companies], _BODY_BEFORE, _LINKS, ("and",))


def _is_company(text: str, start: int, word: str) -> bool:
    """Whether the `word` before a name says that a company follows, or one of several: makers Tolvi and |Brasp."""
    single, companies = word.lower().removesuffix("s"), lx.heads("company before a name")
    if single not in companies and word != "and":
        return False
    at = start - 1 - len(word)
    if word[:1].isupper() and text[max(0, at - 3) : at].rstrip(' "“')[-1:] not in _ENDS:
        return False  # "Tarn Airlines |Tupolev"
    if single in companies:
        return single != "maker" or word_before(text, start - 2 - len(word)) not in lx.heads("what people make")
    listed = _AND.search(text, start - _LIST, start)
    return listed is not None and listed[1].lower() in companies


def leading(reading: Reading, first: int) -> str:
    """The word before a name; "" where more than a space parts them."""
    start = reading.starts[first]
    return word_before(reading.text, start - 1) if start and reading.text[start - 1] == " " else ""


def _before(text: str, start: int, word: str) -> tuple[int, bool]:
    """(how telling a noun for a body is, "town of" and the like) before a name that stands behind a `word`."""
    if word.lower() not in _words_before() and "-" not in word:
        return 0, False
    if _is_company(text, start, word):
        return _COMPANY, False
    tail = word.rpartition("-")[2] if "-" in word else word
    told = tail in _BODY_BEFORE or (word in _LINKS and text.endswith(_BODY_PHRASES, 0, start))
    body = 0 if word == "maker" else 3 * told
    town = word == "of" and start > len("of ") and word_before(text, start - 4).rpartition("-")[2] in _TOWNS
    return body, town


def weigh(reading: Reading, first: int, last: int) -> tuple[int, int, int]:
    """(body, place, person): how much the words on both sides of one occurrence speak for each; 3 is telling by
    itself."""
    text, start, end = reading.text, reading.starts[first], reading.ends[last]
    body = place = person = 0
    beside = text[end : end + 1]
    if beside in _BESIDE:
        following = _following(text, end) if beside != "," else ""
        if following in _BODY_AFTER or (beside == " " and _does_business(text, end)):
            body = 3
        elif beside == "," and _BODY_APPOSITION.match(text, end):
            body = 5
        place = 3 * _place_after(text, end, beside, following)
        if beside == "," or following in _OF_PEOPLE:
            person = 2 * (_PERSON_AFTER.match(text, end) is not None)
    word = leading(reading, first)
    noun_before, town = _before(text, start, word)
    body += noun_before
    place = max(place, 3 * town)
    if word in ("the", "The"):
        person -= 3
    elif word in ("at", "from", "to"):
        place += 1
    elif word.rpartition("-")[2] in _IN:
        place += 2
    return body, place, person + _spoken_of(reading, first, last)


def outright(reading: Reading, first: int, last: int, word: str) -> bool:
    """Whether a noun beside a name of several words, behind a `word`, says that it is a place or a body: "the village
    of …", "… newspaper"."""
    text, start, end = reading.text, reading.starts[first], reading.ends[last]
    after = text[end : end + 3]
    telling, beside = after in _AFTER or after[-1:].isdecimal(), after[:1]
    if telling and beside == "," and _BODY_APPOSITION.match(text, end):
        return True
    body, town = _before(text, start, word)
    if body == _COMPANY:
        return True
    told = bool(body) or town
    if telling and not told:
        following = _following(text, end) if beside != "," else ""
        told = (
            following in _NOUN_AFTER
            or (beside == " " and not following and _TICKER.match(text, end) is not None)
            or _place_after(text, end, beside, following)
        )
    return told and not context_of(reading, first, last)


def is_craft(reading: Reading, first: int, last: int, word: str) -> bool:
    """Whether a name of several words, behind a `word`, is a ship's: "the ferry Ann Moss", "the Ann Moss, built in
    …"."""
    text, end = reading.text, reading.ends[last]
    if word in ("the", "The"):
        return text[end : end + 1] in ",.;:\n"
    if word in _CARRIERS:
        return text.endswith(_AIRCRAFT, 0, reading.starts[first])
    return word in _CRAFT and reading.starts[first] > _SHORTEST


_SURNAME = regex(
    r"(?:[oe]vi[cć]|[oei]v|[oei]va|enko|escu|sson|d[oó]ttir|adze|shvili|oglu|zade|poulos|akis|idis|wicz|czyk|"
    r"sk[aiy]|inen|etti|ucci|aldi)$"
)
"""How surnames end in languages of Europe and the Caucasus, and towns, companies and works hardly do."""
LISTED = frozenset((",", "and", ",and"))


_ROLE = regex(
    r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|'s) (?:[a-z-]+ ){0,3}?([a-z-]+) "
    r"(?:of|for|at|in|with) [^.;]{2,80}, $"
)


def _described(reading: Reading, first: int, last: int) -> bool:
    """Whether an office is told before the words and a comma: "the director of the board (HB), |Quillon Brasp, …"."""
    text, start, end = reading.text, reading.starts[first], reading.ends[last]
    if text[end : end + 1] != "," or text[start - 2 : start] != ", ":
        return False
    told = _ROLE.search(text, start - 110, start)
    return told is not None and told.group(1) in lx.occupations()


_DESK = regex(
    r"\n\n?(?:[A-Z][\w&]*,? ){0,3}(?:[a-z]+ ){0,2}(?:[Rr]eporter|[Cc]orrespondent|[Ee]ditor)\b[^.\n]{0,60}(?:\n|$)"
)


def _signs(reading: Reading, first: int, last: int) -> bool:
    """Whether the words are a line above one that tells of a reporter: Tolvi Brasp⏎Health reporter, …"""
    start = reading.starts[first]
    return reading.text[start - 1 : start] in ("", "\n") and _DESK.match(reading.text, reading.ends[last]) is not None


def of_a_person(reading: Reading, first: int, last: int, people: Set[int]) -> str:
    """What says that several unknown words name a person: their own look, or that they are listed beside one; "" for
    nothing. `people` are the first and last words of such names.
    """
    words, tail = reading.words, reading.words[last]
    if _SURNAME.search(tail):
        return "ending of a surname"
    if words[first] == "Abu" or tail.startswith(("al-", "Al-", "el-", "El-")):
        return "Arabic name"
    if reading.text[reading.ends[last] : reading.ends[last] + 1] == "\n" and _signs(reading, first, last):
        return "a reporter's name over the desk"
    if _described(reading, first, last):
        return ROLE_AND_COMMA
    before = first and reading.joints[first - 1] in LISTED and first - 1 in people
    after = reading.joints[last] in LISTED and last + 1 in people
    return "listed with a person" if before or after else ""


_POINTS = {VERB_AFTER: 2, VERB_BEFORE: 2, ROLE_BEFORE: 3, ROLE_AND_COMMA: 3, APPOSITION: 1}


def _spoken_of(reading: Reading, first: int, last: int) -> int:
    """What a verb of saying, a role or an age beside the words counts for a person; a verb right after a quotation
    counts more."""
    context = context_of(reading, first, last)
    points = _POINTS.get(context, 0)
    if context in SPEAKING:
        start = reading.starts[first]
        points += any(mark in reading.text[max(0, start - 9) : start] for mark in '"”')
    return points
