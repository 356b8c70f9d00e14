"""What the words around an unknown name say it is: a body, a place or a person."""

from __future__ import annotations

import re

from onrecord.annotate.people import context_of
from onrecord.annotate.spans import Reading

_BODY_AFTER = re.compile(
    r"(?:'s?)? (?:shares?|stock|officials?|executives?|spokes\w+|chairman|chief executive|CEO|subsidiary|"
    r"newspaper|daily|magazine|"
    r"radio|television|news agency|network|employees|customers|users|board|shareholders|investors|profits?|"
    r"earnings|sales|plant|bonds?|"
    r"analysts?|fans|coach|manager|striker|goalkeeper|midfielder|defender|captain|players?|supporters|members|"
    r"website|guerrillas|rebels|"
    r"militants|fighters|party|lawmakers|brand|products?|poll|survey|reporter|correspondent|columnist|editor|unit|"
    r"group|staff)\b|"
    r" \([A-Z]{2,5}\.[A-Z]{1,2}\)| & (?:Co|Sons|Cie)\b| said (?:it|its)\b"
)
_BODY_BEFORE = re.compile(
    r"\b(?:company|companies|group|newspaper|daily|weekly|magazine|agency|bank|firm|maker|giant|unit|rival|"
    r"retailer|broker|brokerage|website|"
    r"site|app|network|channel|club|team|side|insurer|carrier|airline|automaker|carmaker|brewer|tabloid|"
    r"subsidiary|charity|union|nonprofit|"
    r"organization|organisation|contractor|chain|supplier|reported by|[Ss]hares (?:of|in)|stake in|joined|acquired?) $"
)
_BUSINESS = re.compile(
    r" (?:\w+ ){0,2}?(?:reported|posted|said|says|sees|expects|expected|sold|sells|bought|buys|wins|won|agreed|"
    r"plans|announced|declared|rose|fell|forecast)\b"
    r"[^.\n]{0,50}\b(?:profits?|earnings|loss(?:es)?|sales|revenues?|dividend|stake|shares|results|quarter|"
    r"acquisition|merger|contract|million|billion|pence)\b"
)
_NOUN_AFTER = re.compile(
    r" (?:shares?|newspaper|daily|magazine|radio|television|news agency|network|shareholders|PLC|plc)\b| "
    r"\([A-Z]{2,5}\.[A-Z]{1,2}\)| & (?:Co|Sons|Cie)\b"
)
_TOWN = (
    r"(?:town|city|village|port|province|region|district|suburb|island|county|capital|municipality|neighbou?rhood|"
    r"resort|prison|river|peninsula)"
)
_PLACE_BEFORE = re.compile(rf"\b{_TOWN} of $")
_PLACE_AFTER = re.compile(
    rf", (?:an?|the) (?:[\w-]+ ){{0,3}}{_TOWN}\b|, (?:about )?\d+ (?:km|miles|kilomet)| (?:province|airport|prison|"
    rf"district|region|county)\b"
)
_IN = re.compile(
    r"\b(?:in|near|outside|around|toward|towards|through|across|northern|southern|eastern|western|central|"
    r"downtown|nearby) $"
)
_PERSON_AFTER = re.compile(
    r" (?:himself|herself|whose|who)\b|,? (?:was|were) born|'s (?:wife|husband|mother|father|son|daughter|lawyer|"
    r"brother|sister)\b"
)


def weigh(reading: Reading, first: int, last: int) -> tuple[int, int, int]:
    """(body, place, person): how much the words on both sides of one occurrence speak for each; 3 is telling by
    itself."""
    text, start, end = reading.text, reading.starts[first], reading.ends[last]
    before = text[max(0, start - 24) : start]
    body = 3 * (_BODY_AFTER.match(text, end) is not None or _BUSINESS.match(text, end) is not None) + 3 * (
        _BODY_BEFORE.search(before) is not None
    )
    place = 3 * (_PLACE_BEFORE.search(before) is not None or _PLACE_AFTER.match(text, end) is not None)
    person = 2 * (_PERSON_AFTER.match(text, end) is not None)
    if before.endswith((" the ", "The ")):
        person -= 3
    elif before.endswith((" at ", " from ", " to ")):
        place += 1
    elif _IN.search(before):
        place += 2
    return body, place, person + _spoken_of(reading, first, last)


def outright(reading: Reading, first: int, last: int) -> bool:
    """Whether a noun beside a name of several words says that it is a place or a body: "the village of …", "…
    newspaper"."""
    text, start, end = reading.text, reading.starts[first], reading.ends[last]
    before = text[max(0, start - 24) : start]
    nouns = (
        _PLACE_BEFORE.search(before),
        _PLACE_AFTER.match(text, end),
        _NOUN_AFTER.match(text, end),
        _BODY_BEFORE.search(before),
    )
    return any(nouns) and not context_of(reading, first, last)


_POINTS = {
    "verb of saying after": 2,
    "verb of saying before": 2,
    "role before name": 3,
    "role before, after a comma": 3,
    "apposition after": 1,
}


def _spoken_of(reading: Reading, first: int, last: int) -> int:
    """What a verb of saying, a role or an age beside the words counts for a person; a verb right after a quotation
    counts more."""
    context = context_of(reading, first, last)
    points = _POINTS.get(context, 0)
    if context.startswith("verb"):
        start = reading.starts[first]
        points += any(mark in reading.text[max(0, start - 9) : start] for mark in '"”')
    return points
