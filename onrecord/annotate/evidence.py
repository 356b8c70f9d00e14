"""What the words around an unknown name say it is: a body, a place or a person."""

from __future__ import annotations

import re

from onrecord.annotate.spans import Reading

_BODY_AFTER = re.compile(
    r"(?:'s?)? (?:shares?|stock|officials?|executives?|spokes\w+|chairman|chief executive|CEO|subsidiary|newspaper|daily|magazine|"
    r"radio|television|news agency|network|employees|customers|users|board|shareholders|investors|profits?|earnings|sales|plant|bonds?|"
    r"analysts?|fans|coach|manager|striker|goalkeeper|midfielder|defender|captain|players?|supporters|members|website|guerrillas|rebels|"
    r"militants|fighters|party|lawmakers|brand|products?|poll|survey|reporter|correspondent|columnist|editor|unit|group|staff)\b|"
    r" \([A-Z.]{2,8}\)"
)
_BODY_BEFORE = re.compile(
    r"\b(?:company|companies|group|newspaper|daily|weekly|magazine|agency|bank|firm|maker|giant|unit|rival|retailer|broker|brokerage|website|"
    r"site|app|network|channel|club|team|side|insurer|carrier|airline|automaker|carmaker|brewer|tabloid|subsidiary|charity|union|nonprofit|"
    r"organization|organisation|contractor|chain|supplier|by|reported by|shares (?:of|in)|stake in|joined|acquired?|bought|owns|told) $"
)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|near|outside|around|toward|towards|through|across|northern|southern|eastern|western|central|downtown|town of|city of|"
    r"village of|port of|province of|region of|district of|suburb of|county of|island of|state of|capital|visit to|arrived in|airport in) $"
)
_PERSON_AFTER = re.compile(r" (?:himself|herself|whose|who)\b|, \d\d,|,? (?:was|were) born|'s (?:wife|husband|mother|father|son|daughter|lawyer|brother|sister)\b")
_THING_BEFORE = re.compile(r"\b(?:an?|called|named|titled|dubbed) $")


def weigh(reading: Reading, first: int, last: int) -> tuple[int, int, int]:
    """(body, place, person): how much the words on both sides of one occurrence speak for each."""
    text, start, stop, end = reading.text, reading.starts[first], reading.stops[last], reading.ends[last]
    before = text[max(0, start - 20) : start]
    body = 2 * (_BODY_AFTER.match(text, end) is not None) + 2 * (_BODY_BEFORE.search(before) is not None)
    place = 2 * (_PLACE_BEFORE.search(before) is not None)
    person = 2 * (_PERSON_AFTER.match(text, end) is not None)
    if before.endswith((" the ", "The ")):
        body += 1
        person -= 2
    elif before.endswith((" at ", " from ", " to ")):
        place += 1
    if text.startswith((" where ", ", where"), stop):
        place += 2
    return body, place, person
