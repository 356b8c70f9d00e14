"""Dates that a word opens: "Monday", "Nov. 8, 2016", "8 November", "May 3-5", "last week", "yesterday"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from onrecord.annotate import when
from onrecord.annotate.anchors import Anchor, cased
from onrecord.annotate.tenses import AHEAD, OPEN, sense
from onrecord.english import MONTHS, ONES, SHORT_MONTHS, SHORT_WEEKDAYS, WEEKDAYS
from onrecord.model import Figure
from onrecord.patterns import regex

_MONTH_NUMBER = {name[:3]: n for n, name in enumerate(MONTHS, 1)}
_DAY_NUMBER = {name[:3]: n for n, name in enumerate(WEEKDAYS)}
_SPELLED_HOURS = ONES[1:13]
_MONTH = rf"(?:(?:{'|'.join(cased(MONTHS))})\b|(?:{'|'.join(cased(SHORT_MONTHS))})\b\.?)"
_WEEKDAY = f"(?:{'|'.join(cased([*WEEKDAYS, *SHORT_WEEKDAYS]))})"
_NOT_A_DAY = r"(?!:?[\d%]|[.,]\d|[ ]?(?:per[ ]?cent|[ap]\.?m\b|million|billion|years?\b|people\b|points?\b))"
_TH = "(?:st|nd|rd|th)?"
_DAY = rf"(?:3[01]|[12]\d|0?[1-9]){_TH}\b{_NOT_A_DAY}"
_YEAR = r"(?:1[4-9]|20)\d\d(?!\d|[.,]\d|%)"
_HEAD = rf"(?P<month>{_MONTH})(?:(?:,?[ ](?:the[ ])?|(?<=\.))(?P<day>{_DAY})"
_MORE = rf"(?P<link>[ ]?[-–—][ ]?|[ ](?:to|through|until|and)[ ])(?:(?P<month2>{_MONTH})[ ])?(?P<day2>{_DAY})"
_OF_YEAR = rf"(?:(?:,[ ]?|[ ]|[ ]of[ ])(?P<year>{_YEAR}))?"
_DATE = regex(rf"{_HEAD})?{_OF_YEAR}")
_SPAN = regex(rf"{_HEAD}{_MORE}){_OF_YEAR}")
_DAY_BEFORE = regex(
    rf"(?:(?<![\w.,:$£€-])(?P<first>\d{{1,2}}){_TH}(?:[ ]?[-–][ ]?| to | and ))?"
    rf"(?<![\w.,:$£€])(?P<day>\d{{1,2}}){_TH}[ ](?:of[ ])?\Z"
)
_WEEKDAY_BEFORE = regex(rf"\b(?P<weekday>{_WEEKDAY})\b\.?,?[ ](?:the[ ])?\Z")
_DATE_AFTER = regex(rf"\.?,?[ ](?:the[ ])?(?=(?:\d{{1,2}}{_TH}[ ](?:of[ ])?)?{_MONTH})")
_RELATIVE = regex(
    rf"(?P<which>[Ll]ast|[Tt]his|[Nn]ext)[ ](?:(?P<name>{_MONTH}|{_WEEKDAY}\b)|(?P<unit>week(?:end)?|month|year|"
    rf"quarter|spring|summer|autumn|fall|winter|season|decade|century|{'|'.join(when.DAY_PARTS)})\b(?![-’']?s\b|-))"
)
_HOUR_LEADS = regex(r"\b(?:at|by|until|till|before|after|around|from|to|since|between|and|past) \Z")
_LED = regex(r"\b(between|from) \Z", re.IGNORECASE)
_PHASE = regex(
    r"(?<!\bis )(?<!\bbe )(?<!\bare )(?<!\bwas )(?<!\bran )(?<!\bwere )(?<!\bbeen )\b(?:[Ee]arlier|[Ll]ater|[Ll]ate|"
    r"[Ee]arly)[ ]\Z"
)
_PHASES = ("arlier ", "ater ", "ate ", "arly ")
"""How what `_PHASE` finds ends."""


def calendar_words(text: str, words: list[Anchor], published: date | None) -> Iterator[Figure]:
    """Every date that one of `words` (a month, a weekday, "yesterday") opens, in order."""
    done = 0
    for start, end in words:
        if start < done or _attached(text, start):
            continue
        figure = _read(text, start, end, published)
        if figure is not None and figure.start >= done:
            done = figure.end
            yield figure


_ATTACHING = frozenset("_@#/'’")


def _attached(text: str, start: int) -> bool:
    """Whether the word goes on from what stands before it; "mid-July" does not."""
    before = text[start - 1 : start]
    if before == "-":
        return not text.endswith(("mid-", "Mid-", "pre-", "post-"), 0, start)
    return before.isalnum() or before in _ATTACHING


def _read(text: str, start: int, end: int, published: date | None) -> Figure | None:
    word = text[start:end].lower()
    if word in when.DAY_WORDS:
        return _day_word(text, start, end, published)
    if word in when.HOURS:
        led = _HOUR_LEADS.search(text, max(0, start - 9), start) and not text[end : end + 1].isalnum()
        return _figure(start, end, when.HOURS[word], 0.85, "a time of day") if led else None
    if word in when.DAY_PARTS:
        return _hour(text, start, word)
    if word in when.RELATIVES:
        return _relative(text, start, published)
    if word[:3] in _DAY_NUMBER:
        return _weekday(text, start, end, published)
    return _month(text, start, published)


_HOUR_BEFORE = regex(
    rf"\b(?P<hour>1[0-2]|[1-9]|{'|'.join(_SPELLED_HOURS)})(?:[:.](?P<minute>[0-5]\d))?(?P<clock> o['’]clock)? "
    r"(?:in the|at) \Z",
    re.IGNORECASE,
)


def _hour(text: str, start: int, part: str) -> Figure | None:
    """ "six in the evening", "9 o'clock at night"."""
    led = text[max(0, start - 7) : start].lower().endswith(("in the ", "at "))
    read = _HOUR_BEFORE.search(text, max(0, start - 28), start) if led else None
    if read is None:
        return None
    said = read.group("hour").lower()
    hour = int(said) if said.isdigit() else _SPELLED_HOURS.index(said) + 1
    late = part in ("afternoon", "evening") or (part == "night" and 6 <= hour < 12)
    value = when.clock(hour, int(read.group("minute") or 0), "p" if late else "a")
    end = next(read.end(group) for group in ("clock", "minute", "hour") if read.group(group))
    return _figure(read.start(), end, value, 0.9, "a time of day")


def _figure(start: int, end: int, value: str | None, sure: float, why: str, deictic: bool = False) -> Figure:
    return Figure(start, end, "date", value, confidence=sure, why=why, deictic=deictic)


# ---------------------------------------------------------------- words told from the day of writing


def _day_word(text: str, start: int, end: int, published: date | None) -> Figure | None:
    follows = text[end : end + 1]
    if follows.isalnum() or follows == "-" or text[end : end + 2] in ("’s", "'s"):
        return None
    return _figure(
        start, end, when.day_word(published, text[start:end].lower()), 0.93, "a day told from the day of writing", True
    )


def _relative(text: str, start: int, published: date | None) -> Figure | None:
    read = _RELATIVE.match(text, start)
    if read is None:
        return None
    which, name, end = read.group("which").lower(), read.group("name"), read.end()
    if text.endswith(("the ", "The "), max(0, start - 4), start) and not name:
        return None
    if text.endswith(_PHASES, 0, start) and (phase := _PHASE.search(text, max(0, start - 14), start)):
        start = phase.start()
    if name is None:
        value = when.relative(published, which, read.group("unit"))
    elif name.lower()[:3] in _DAY_NUMBER:
        value = when.weekday(published, _DAY_NUMBER[name.lower()[:3]], which != "last", strict=which != "this")
    else:
        value = when.month_only(published, _month_number(name), which != "last")
    return _figure(start, end, value, 0.93, "a time told from the day of writing", True)


# ---------------------------------------------------------------- weekdays

_PAPERS = (
    "Times Telegraph Mirror Mail Express Post Herald Star Sun Independent World People Night Morning_Football "
    "Schools School Service Sermon Bloody Mass Club Tribune Business Today Review Magazine Politics"
).split()
_NOT_WEEKDAY = regex(rf"[ ](?:{'|'.join(_PAPERS)})\b(?! (?:at|in|on|of)\b)")
_FEAST = regex(
    r"\b(?:Black|Good|Super|Bloody|Palm|Easter|Ash|Cyber|Giving|Shrove|Fat|Holy|Maundy|Ruby|Freaky|Casual|Whit) \Z"
)


def _weekday(text: str, start: int, end: int, published: date | None) -> Figure | None:
    """A weekday by itself; one before a full date belongs to that date."""
    full = text[start:end].lower() in WEEKDAYS
    follows = text[end : end + 1]
    if follows.isalpha() or (not full and follows == "'") or _DATE_AFTER.match(text, end):
        return None
    if _NOT_WEEKDAY.match(text, end) or _FEAST.search(text, max(0, start - 9), start):
        return None
    if not full and not (follows == "." or text[start - 1 : start] in "(,"):
        return None
    ahead = published is not None and sense(text, start, end) == AHEAD
    value = when.weekday(published, _DAY_NUMBER[text[start : start + 3].lower()], ahead)
    return _figure(start, end + (not full and follows == "."), value, 0.95, "a weekday")


# ---------------------------------------------------------------- months

_MONTH_LEADS = regex(
    r"\b(?:in|of|since|by|until|till|late|early|mid|from|to|through|between|before|after|during|for|last|next|this|"
    r"and|on|begin(?:s|ning)?|end(?:s|ing)?|start(?:s|ing|ed)?|around|about|every|each|to|or|as|both|vs|than|back "
    r"in)[ -]\Z",
    re.IGNORECASE,
)
_GIVEN_NAMES = frozenset(("april", "may", "june", "august", "jan", "mar"))
_NAME_AFTER = regex(rf"[ ](?!(?:{'|'.join(map(str.capitalize, WEEKDAYS))}))[A-Z][a-z’'-]+")
_VERBS = frozenset(("may", "march", "mar"))


def _month(text: str, start: int, published: date | None) -> Figure | None:
    """A month with what stands round it: day, second day, year, weekday."""
    read = _span(text, start) or _DATE.match(text, start)
    if read is None:
        return None
    before = None
    if not read.group("day") and text[start - 1 : start] == " " and _ends_a_day(text[start - 2 : start - 1]):
        before = _DAY_BEFORE.search(text, max(0, start - 20), start)
    if before is None and read.group("day") is None and read.group("year") is None:
        return _lone_month(text, read, published)
    begin = before.start() if before is not None else start
    if weekday := _WEEKDAY_BEFORE.search(text, max(0, begin - 16), begin):
        begin = weekday.start()
    told = OPEN if published is None or read.group("year") else sense(text, begin, read.end())
    value = _date_value(read, _days(read, before), published, told)
    sure = 0.98 if read.group("year") else 0.93
    return None if value is None else _figure(begin, read.end(), value, sure, "a month with a day or a year")


def _ends_a_day(sign: str) -> bool:
    """Whether the day before a month can end with a sign: 8 May, the 8th May, the 8th of May."""
    return sign.isdigit() or sign in ("t", "d", "h", "f")


def _span(text: str, start: int) -> re.Match[str] | None:
    """ "May 3-5", "between May 3 and June 1" as one; "from May 3 to June 1" and "Dec. 1 and Jan. 15" are two "
    "dates."""
    read = _SPAN.match(text, start)
    if read is None:
        return None
    link = read.group("link").strip()
    led = _LED.search(text, max(0, start - 9), start)
    if link == "and":
        next_day = not read.group("month2") and _number(read.group("day2")) == _number(read.group("day")) + 1
        return read if next_day or (led and led.group(1).lower() == "between") else None
    return read if not (link.isalpha() and led and read.group("month2")) else None


def _number(day: str) -> int:
    return int(day.rstrip("stndrh"))


def _days(read: re.Match[str], before: re.Match[str] | None) -> list[int]:
    if before is not None:
        return [_number(day) for day in before.groups() if day]
    groups = read.groupdict()
    return [_number(day) for day in (groups.get("day"), groups.get("day2")) if day]


def _month_number(name: str) -> int:
    return _MONTH_NUMBER[name.lower()[:3]]


def _date_value(read: re.Match[str], days: list[int], published: date | None, told: int) -> str | None:
    groups = read.groupdict()
    month = _month_number(groups["month"])
    months = [month, _month_number(groups["month2"]) if groups.get("month2") else month]
    year = int(groups["year"]) if groups["year"] else None
    if not days:
        return f"{year}-{month:02}"
    pairs = list(zip(months, days, strict=False))
    if not all(when.valid(year or 2000, of, day) for of, day in pairs):
        return None
    if year:
        return "/".join(f"{year}-{of:02}-{day:02}" for of, day in pairs)
    return "/".join(when.month_day(published, of, day, told) for of, day in pairs)


def _lone_month(text: str, read: re.Match[str], published: date | None) -> Figure | None:
    """A month without day or year, where it is not a verb or a given name ("May", "April Ross")."""
    start, word = read.start(), read.group("month")
    low, end = word.rstrip(".").lower(), start + len(word)
    led = _MONTH_LEADS.search(text, max(0, start - 14), start) is not None
    if low in SHORT_MONTHS and low != "sept" and not (led and word.endswith(".")):
        return None
    if low in _VERBS and (not led or word.isupper()):
        return None
    if low in _GIVEN_NAMES and _NAME_AFTER.match(text, end):
        return None
    ahead = published is not None and sense(text, start, end) == AHEAD
    value = when.month_only(published, _month_number(low), ahead)
    return _figure(start, end, value, 0.9 if led else 0.75, "a month")
