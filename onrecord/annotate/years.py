"""Dates in digits: years, decades, spans of years, times of day, "2026-02-02", "2/2/2026"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.annotate import when
from onrecord.annotate.anchors import Anchor
from onrecord.annotate.refusals import STREET
from onrecord.annotate.units import unit_after
from onrecord.english import MONTHS, SHORT_MONTHS, TIME_ZONES, WEEKDAYS
from onrecord.model import Figure
from onrecord.patterns import regex

_ZONES = "|".join(map(str.upper, TIME_ZONES))
_WEEKDAYS = "|".join(map(str.capitalize, WEEKDAYS))
_DIGITS = regex(r"\d+")
_CLOCK = regex(
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?(?P<range>(?:[ ]?[-–][ ]?| to | and "
    r")(?P<hour2>\d{1,2})(?:[:.](?P<minute2>\d\d))?)?[ \u00a0]?(?P<half>[ap]|[AP])(?:\.[ ]?[mM]\.|[mM]\b)"
)
_HALF_OF_FIRST = regex(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?[ ]?(?P<half>[apAP])\.?[mM]\b\.?")
_CLOCK_24 = regex(r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?![\d:.]\d|\d)")
_CLOCK_LEAD = regex(r"\b(?:at|from|until|till|by|before|after|around|about|since|to|between) \Z", re.IGNORECASE)
_CLOCK_TAIL = regex(rf"[ ](?:{_ZONES}|local time|hours|on (?:{_WEEKDAYS}))\b")
_DOTTED = regex(r"(?P<hour>[01]?\d|2[0-3])\.(?P<minute>[0-5]\d)(?![\d:.]\d|\d|[ ]?%)")
_ZONE = regex(rf"[ ](?:{_ZONES})\b")
_DOTTED_LEAD = regex(r"\b(?P<the>the )\Z|(?<!\w[ed] )\b(?:at|until|till|before|after) \Z", re.IGNORECASE)
_DOTTED_TAIL = regex(
    rf"[.,;)](?!\d)|[ ](?:on (?:{_WEEKDAYS})|today|tomorrow|yesterday|in the "
    r"(?:morning|afternoon|evening)|local time)\b"
)
_SAILING = regex(
    r"[.;)](?!\d)|[ ](?:(?:train|tram|bus|coach|ferry|boat|sailing|crossing|flight|service|departure|race|"
    r"kick-off)s?\b|(?:from|to) [A-Z])"
)
_MILITARY = regex(r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?= (?:GMT|UTC|hrs|hours)\b)")
_TIME = regex(r"\d{1,2}(?:[:./]\d|[ \u00a0]?[-–apAP]|[ ](?:to|and|o[’'])[ c])")
"""What any time of day or date in digits begins with."""
_OCLOCK = regex(r"(?P<hour>\d{1,2})[ ]o[’']clock\b")
_ISO = regex(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])")
_SLASHED = regex(r"(?P<one>\d{1,2})[/.](?P<two>\d{1,2})[/.](?P<year>(?:19|20)\d\d)(?![\d/])")


def digit_dates(text: str, digits: list[Anchor]) -> Iterator[Figure]:
    """Every date that opens with one of `digits` and needs no month's name."""
    done = 0
    for start, end in digits:
        if start < done or end - start > 1:
            continue
        read = _DIGITS.match(text, start)
        done = read.end() if read else start + 1
        size = done - start
        figure = _four(text, start) if size == 4 else _short(text, start) if size < 3 else None
        if figure is not None:
            done = figure.end
            yield figure


def _figure(start: int, end: int, value: str | None, sure: float, why: str) -> Figure:
    return Figure(start, end, "date", value, confidence=sure, why=why)


# ---------------------------------------------------------------- one or two digits


def _short(text: str, start: int) -> Figure | None:
    before = text[start - 1] if start else " "
    if (
        before in "'’‘"
        and (decade := _SHORT_DECADE.match(text, start))
        and not text[max(0, start - 2) : start - 1].isalnum()
    ):
        return _figure(start - 1, decade.end(), f"19{decade.group(1)}X", 0.9, "a decade")
    if before.isalnum() or before in ".,:$£€/-–'’#":
        return None
    return (_clock(text, start) or _slashed(text, start)) if _TIME.match(text, start) else None


_SHORT_DECADE = regex(r"([2-9])0s\b")


def _clock(text: str, start: int) -> Figure | None:
    """ "9:30 p.m.", "10.45pm", "9-11 a.m.", "between 1 and 5 a.m.", "5 o'clock", "at 14:30"."""
    if read := _CLOCK.match(text, start):
        if " and " in (read["range"] or "") and not _BETWEEN.search(text, max(0, start - 14), start):
            return None  # "at 8 and 9 p.m."
        value = _clock_value(read)
        return (value and _figure(start, read.end(), value, 0.97, "a time of day")) or None
    if read := _OCLOCK.match(text, start):
        value = f"T{int(read.group('hour')) % 24:02}:00"
        return _figure(start, read.end(), value, 0.9, "a time of day")
    read = _CLOCK_24.match(text, start)
    if read is None:
        return _dotted(text, start)
    led = _CLOCK_LEAD.search(text, max(0, start - 9), start) or _CLOCK_TAIL.match(text, read.end())
    value = when.clock(int(read.group("hour")), int(read.group("minute")), "")
    return _figure(start, read.end(), value, 0.85, "a time of day") if led else None


def _dotted(text: str, start: int) -> Figure | None:
    """A British time of day: "14.52 BST", "the 7.20 from Ellery", "at 7.20."; not "closed at 7.20"."""
    read = _DOTTED.match(text, start)
    if read is None:
        return None
    zone = _ZONE.match(text, read.end())
    led = None if zone else _DOTTED_LEAD.search(text, max(0, start - 11), start)
    if not zone and (led is None or not (_SAILING if led["the"] else _DOTTED_TAIL).match(text, read.end())):
        return None
    value = when.clock(int(read["hour"]), int(read["minute"]), "")
    return _figure(start, read.end(), value, 0.95 if zone else 0.8, "a time of day")


def _clock_value(read: re.Match[str]) -> str | None:
    half, hour = read.group("half").lower(), int(read.group("hour"))
    if read.group("range") is None:
        return when.clock(hour, int(read.group("minute") or 0), half)
    hour2 = int(read.group("hour2"))
    other = "p" if half == "a" else "a"
    lead = other if hour % 12 > hour2 % 12 else half  # "between 11 and 2 a.m." begins the day before
    first = when.clock(hour, int(read.group("minute") or 0), lead)
    last = when.clock(hour2, int(read.group("minute2") or 0), half)
    return f"{first}/{last}" if first and last else None


def _slashed(text: str, start: int) -> Figure | None:
    """ "2/15/2026" month first, as in the US; day first where only that can be."""
    read = _SLASHED.match(text, start)
    if read is None:
        return None
    month, day, year = int(read.group("one")), int(read.group("two")), int(read.group("year"))
    sure = 0.9 if month > 12 or day > 12 else 0.7
    if month > 12:
        month, day = day, month
    if not when.valid(year, month, day):
        return None
    return _figure(start, read.end(), f"{year}-{month:02}-{day:02}", sure, "a date in digits")


# ---------------------------------------------------------------- four digits

_DECADE = regex(r"(\d\d\d)0[’']?s\b")
_SPAN = regex(
    r"(?P<first>\d{4})(?:[-–—/](?P<last>\d{4}|\d\d)(?![\d/-]|[-–]\d)|(?P<words> (?:and|to) "
    r")(?P<last2>\d{4})(?![\d,.]\d|\d|%))"
)
_BETWEEN = regex(r"\bbetween (?:A\.?D\.? )?\Z", re.IGNORECASE)
_YEAR_LEADS = frozenset(
    "in since by until till from of before after during early late mid to through between for year years and fiscal "
    "than summer spring fall autumn winter season circa around back pre post the ad bc born class calendar first "
    "second third fourth quarter half end election".split()
).union(MONTHS)
_YEAR_LEAD = regex(rf"(?:\b(?:{'|'.join(sorted(_YEAR_LEADS))}|a\.d\.|q[1-4])[ -]|\()\Z", re.IGNORECASE)
_EVENT = regex(
    r"[ ](?:[\w’'.&-]+[ ]){0,3}(?:Olympics?|Paralympics?|World Cup)\b|[ ](?:[A-Z][\w’'.&-]*[ ]){0,4}(?:Olympics?|"
    r"Paralympics?|Games|World Cup|Cup|Bowl|Championships?|Open|Series|Finals?|"
    r"Masters|Convention|Oscars|Grammys|Emmys|Awards?|Festival|Derby|Marathon|Grand Prix|Classic|Tour|Playoffs|"
    r"Trophy|Draft)\b"
)
_CARS = regex(
    r"[ ](?:Acura|Audi|BMW|Buick|Cadillac|Chevrolet|Chevy|Chrysler|Dodge|Fiat|Ford|GMC|Honda|Hyundai|Infiniti|"
    r"Jaguar|Jeep|Kia|Lexus|Lincoln|Mazda|Mercedes|Mini|Mitsubishi|Nissan|Porsche|Ram|Saab|Subaru|Suzuki|Tesla|"
    r"Toyota|Volkswagen|Volvo)\b"
)
_COUNTED = regex(
    r" (?:[a-z]+ )?(?:people|men|women|children|workers|employees|jobs|homes|houses|residents|students|soldiers|"
    r"troops|seats|units|words|dead|deaths|cases|calories|votes|volunteers|protesters|members|vehicles|"
    r"cars|copies|square|rpm)\b"
)
_AMOUNT_LEAD = regex(
    r"\b(?:more than|less than|fewer than|nearly|almost|at least|some|over|only|total of|up to|to|about) \Z", re.I
)
_FROM_FEWER = regex(r"\bfrom (?:\d{1,3}|1[0-4]\d\d) to \Z")
_OLD = regex(r"[ -]years?[ -]old\b")
_COPYRIGHT = regex(r"(?:©|\([cC]\)|[Cc]opyright|COPYRIGHT)[ \u00a0]?\Z")
_TITLE_BEFORE = regex(r"([A-Z][\w’'.-]*) \Z")
_OPENERS = frozenset(
    "in since by until till from before after during early late mid between through fall spring summer autumn "
    "winter the fiscal calendar back circa class year years both and but for of on q1 q2 q3 q4 fy around about "
    "published updated posted created".split()
).union(MONTHS, SHORT_MONTHS, WEEKDAYS)


def _four(text: str, start: int) -> Figure | None:
    end = start + 4
    before = text[start - 1] if start else " "
    if (
        before.isalnum()
        or before in "$£€¥@#_/=&:'’+§"
        or (before in ".,-–" and text[max(0, start - 2) : start - 1].isdigit())
    ):
        return None
    if (iso := _ISO.match(text, start)) and when.valid(*(int(part) for part in iso.groups())):
        return _figure(start, iso.end(), iso.group(), 0.98, "a date in digits")
    if read := _MILITARY.match(text, start):
        return _figure(start, end, f"T{read.group('hour')}:{read.group('minute')}", 0.95, "a time of day")
    year = int(text[start:end])
    if not 1000 <= year < 2200:
        return None
    if decade := _DECADE.match(text, start):
        return _figure(start, decade.end(), f"{decade.group(1)}X", 0.97, "a decade")
    return _span(text, start) or _year(text, start, year)


def _span(text: str, start: int) -> Figure | None:
    """ "1990-95", "2014/15", "between 1990 and 1995" as a range of years."""
    read = _SPAN.match(text, start)
    if read is None or (read.group("words") and not _BETWEEN.search(text, max(0, start - 14), start)):
        return None
    first = int(read.group("first"))
    end = read.group("last") or read.group("last2")
    last = int(end) if len(end) == 4 else first // 100 * 100 + int(end)
    if not 1500 <= first < last < 2100 and not (read.group("words") and first < last < 2100):
        return None
    return _figure(start, read.end(), f"{first}/{last}", 0.9, "a span of years")


def _year(text: str, start: int, year: int) -> Figure | None:
    end = start + 4
    follows = text[end : end + 2]
    if (
        follows[:1].isalnum()
        or (follows[:1] in ".,:/" and follows[1:].isdigit())
        or (follows[:1] in "%$€£°(" and follows[:1])
        or _OLD.match(text, end)
    ):
        return None
    led = _led(text, start)
    if not (1900 <= year < 2100 or (year >= 1400 and led)):
        return None
    if _names_something(text, start, end) or (not led and _COUNTED.match(text, end)):
        return None
    unit = unit_after(text, end)
    if unit is not None and unit[0].kind != "duration" and not text.startswith(" cup", end):
        return None
    if text.endswith(" to ", 0, start) and _FROM_FEWER.search(text, max(0, start - 14), start):
        return None
    if _COUNTED.match(text, end) and _AMOUNT_LEAD.search(text, max(0, start - 12), start):
        return None
    return _figure(start, end, str(year), 0.97 if led else 0.85, "a year")


def _led(text: str, start: int) -> bool:
    """Whether a word before a number says that it is a year."""
    lead = text[max(0, start - 12) : start]
    word = lead[:-1].replace("-", " ").rpartition(" ")[2]
    if lead[-1:] in (" ", "-") and word.isalpha():
        return word.lower() in _YEAR_LEADS
    return _YEAR_LEAD.search(text, max(0, start - 12), start) is not None


def _names_something(text: str, start: int, end: int) -> bool:
    """A year inside a name: an event, a model of car, a copyright line, "Vision 2030"."""
    if (
        _COPYRIGHT.search(text, max(0, start - 12), start)
        or _EVENT.match(text, end)
        or STREET.match(text, end)
        or _CARS.match(text, end)
    ):
        return True
    title = _TITLE_BEFORE.search(text, max(0, start - 24), start)
    if title is None or title.group(1).endswith(("'s", "’s", "s’", "s'")):
        return False
    return title.group(1).rstrip(".").lower() not in _OPENERS and title.group(1)[-1] != "."
