"""What roles say about whether two bearers of one name can be one person."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from onrecord.dossier.names import plain
from onrecord.dossier.states import STATES
from onrecord.patterns import regex

# Fields of life, each with words for those who work in it. Origin: common knowledge, written for this project.
_FIELDS = {
    "public": "governor gov governors senator sen mayor president minister secretary congressman congresswoman rep "
    "representative lawmaker councilman councilwoman councilmember councillor alderman assemblyman assemblywoman mp "
    "premier chancellor commissioner ambassador democrat republican judge justice prosecutor attorney lawyer "
    "solicitor barrister sheriff detective constable sergeant officer inspector general colonel captain lieutenant "
    "commander admiral czar candidate nominee legislator delegate envoy diplomat ombudsman clerk treasurer "
    "comptroller auditor superintendent adviser advisor aide strategist activist organizer",
    "business": "ceo chairman chairwoman executive founder owner banker economist analyst investor developer "
    "entrepreneur cfo coo shareholder broker trader",
    "science": "professor scientist researcher physicist chemist biologist geologist astronomer historian "
    "sociologist ecologist oceanographer climatologist lecturer dean",
    "media": "journalist reporter editor columnist anchor broadcaster photographer presenter correspondent",
    "medicine": "surgeon nurse physician doctor paediatrician pediatrician epidemiologist virologist cardiologist "
    "psychiatrist oncologist dentist midwife paramedic pharmacist",
    "sport": "striker midfielder defender goalkeeper winger coach quarterback pitcher batsman bowler sprinter swimmer "
    "jockey golfer boxer footballer cricketer cyclist athlete halfback catcher shortstop outfielder infielder "
    "linebacker referee umpire skater skier rower gymnast wrestler hurdler champion",
    "arts": "singer actor actress novelist author painter poet guitarist drummer rapper composer conductor comedian "
    "violinist pianist dancer sculptor playwright filmmaker musician songwriter cellist",
    "faith": "bishop priest pastor rabbi imam archbishop cardinal vicar reverend nun monk deacon",
    "trade": "farmer fisherman plumber electrician carpenter baker welder trucker driver mechanic janitor waitress "
    "waiter barber butcher builder mason cook chef shopkeeper teacher lobsterman deckhand",
    "youth": "student pupil schoolboy schoolgirl teenager toddler sophomore freshman",
}
_FIELD_OF = {word: field for field, words in _FIELDS.items() for word in words.split()}
_MEET = {
    frozenset(pair.split())
    for pair in (
        "public business, public science, public media, business science, business media, business medicine, "
        "science medicine, science media, arts media, arts business, sport business, sport media, sport youth, "
        "trade business, science arts, public medicine"
    ).split(", ")
}
"""Fields between which one person often moves, or works in both."""

_SEAT = regex(r"\b[RDI]-([A-Z]\w*\.?(?: ?[A-Z]\w*\.?)*)")
_OFFICE = {"gov": "governor", "governor": "governor", "mayor": "mayor", "sheriff": "sheriff", "sen": "senator",
           "senator": "senator"}  # fmt: skip
_NO_PLACE = frozenset(
    "us united states american federal state democrat democratic republican gop former then acting deputy vice "
    "lieutenant lt the new-elect elect county city town assistant rep sen gov mr mrs first second newly".split()
)
_EMPTY = frozenset("the and for mrs miss sir from with former then new late longtime current acting".split())


class Role(NamedTuple):
    """What one role phrase tells."""

    words: frozenset[str]
    """Its words without small ones, as normal forms."""
    fields: frozenset[str]
    seat: str
    """State of a member of Congress ("ohio" of "R-Ohio"; the party may change), or ""."""
    office: str
    place: frozenset[str]
    """Words of the place that an office is held of; empty where none is named."""


@lru_cache(maxsize=1 << 16)
def role(phrase: str) -> Role:
    """Take a role phrase apart."""
    words = plain(phrase).split()
    fields = frozenset(_FIELD_OF[word] for word in words if word in _FIELD_OF)
    seat = _SEAT.search(phrase)
    state = plain(seat[1]) if seat else ""
    office = next((_OFFICE[word] for word in words if word in _OFFICE), "")
    capitals = [plain(word) for word in phrase.split() if word[:1].isupper()] if office else []
    place = frozenset(
        part
        for word in capitals
        if word not in _OFFICE and word not in _NO_PLACE
        for part in STATES.get(word, word).split()
    )
    telling = frozenset(_OFFICE.get(word, word) for word in words if len(word) > 2 and word not in _EMPTY)
    return Role(telling, fields, STATES.get(state, state), office, place)


class Standing(NamedTuple):
    """What all roles of a bearer, or of many that are one, tell together."""

    words: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    seats: frozenset[str] = frozenset()
    offices: frozenset[tuple[str, frozenset[str]]] = frozenset()


@lru_cache(maxsize=1 << 15)
def standing(phrases: frozenset[str]) -> Standing:
    """What several role phrases tell together."""
    roles = [role(phrase) for phrase in phrases]
    return Standing(
        frozenset().union(*(each.words for each in roles)),
        frozenset().union(*(each.fields for each in roles)),
        frozenset(each.seat for each in roles if each.seat),
        frozenset((each.office, each.place) for each in roles if each.office and each.place),
    )


def clash(one: Standing, other: Standing) -> bool:
    """Whether two standings can hardly be one person's: other fields of life, another seat or office."""
    if one.seats and other.seats and one.seats.isdisjoint(other.seats):
        return True
    if _other_place(one.offices, other.offices):
        return True
    if not one.fields or not other.fields or not one.fields.isdisjoint(other.fields):
        return False
    return not any(frozenset((a, b)) in _MEET for a in one.fields for b in other.fields)


def _other_place(one: Iterable[tuple[str, frozenset[str]]], other: Iterable[tuple[str, frozenset[str]]]) -> bool:
    """Whether both hold an office of one kind, and never of the same place."""
    pairs = [(here, there) for office, here in one for same, there in other if office == same]
    return bool(pairs) and not any(_same_place(here, there) for here, there in pairs)


def _same_place(here: frozenset[str], there: frozenset[str]) -> bool:
    """Whether a word of one place stands in a word of the other: "ohio" in a run of words that lost their space."""
    return any(one in other or other in one for one in here for other in there)
