"""What a text says of itself where nobody else does: title, outlet, author and date, read from its zones.

Only what stands in a place made for it counts: a headline, a dateline, a byline, a copyright line. Else it is None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.english import MONTHS
from onrecord.model import Metadata, Zone
from onrecord.patterns import regex
from onrecord.sources.opening import DATE, byline_names
from onrecord.sources.outlets import is_outlet, outlet_ahead
from onrecord.strict import date_trouble

_DATELINE_OUTLET = regex(r"\(([^()\n]{2,60})\)\s*[-–—]+\s*$")
_COPYRIGHT = regex(
    r"(?:©|(?i:\(c\)|copyright))[\s:©]*(?:\([cC]\)\s*)?(?:(?:19|20)\d\d(?:\s*[-–]\s*\d{2,4})?,?\s*)?(?:by\s+)?"
    r"(?P<name>[A-Z][\w&.'’-]*?(?:\s+(?:[A-Z&][\w&.'’-]*?|of|and|the|for)){0,7}?)"
    r"(?:,?\s+(?:Inc|LLC|Ltd|Limited|Corp|Co|plc|GmbH)\b\.?)?(?:,?\s+(?:19|20)\d\d)?"
    r"(?=\s*(?:[.,|;–—-](?:\s|$)|$|(?i:\ball rights|\breproduc)))"
)
_MONTHS = tuple([name[:3] for name in MONTHS])


def found_metadata(text: str, zones: Sequence[Zone]) -> Metadata:
    """The metadata that the zones of `text` give; None wherever they do not."""
    return Metadata(
        title=next((" ".join(text[zone.start : zone.end].split()) for zone in zones if zone.kind == "title"), None),
        outlet=_outlet(text, zones),
        author=_author(text, zones),
        published=_published(text, zones),
    )


def _words(text: str, zones: Sequence[Zone], kind: str) -> list[str]:
    return [text[zone.start : zone.end] for zone in zones if zone.kind == kind]


def _outlet(text: str, zones: Sequence[Zone]) -> str | None:
    for words in _words(text, zones, "dateline"):
        if found := _DATELINE_OUTLET.search(words):
            return found[1].strip()
        if ahead := outlet_ahead(words):
            return ahead
    for words in _words(text, zones, "copyright"):
        found = _COPYRIGHT.search(words)
        if found and found["name"] != "All":
            return found["name"].strip()
    first = text[zones[0].start : zones[0].end] if zones and zones[0].kind == "section" else ""
    return first if is_outlet(first) else None


def _author(text: str, zones: Sequence[Zone]) -> str | None:
    return next((names for words in _words(text, zones, "byline") if (names := byline_names(words))), None)


def _published(text: str, zones: Sequence[Zone]) -> str | None:
    for words in _words(text, zones, "dateline"):
        if (found := DATE.search(words)) and (date := _iso(found)):
            return date
    return None


def _iso(found: re.Match[str]) -> str | None:
    if found["iso"]:
        date = found["iso"]
    else:
        month = _MONTHS.index((found["month"] or found["month2"])[:3].lower()) + 1
        date = f"{found['year'] or found['year2']}-{month:02d}-{int(found['day'] or found['day2']):02d}"
    return None if date_trouble(date) else date
