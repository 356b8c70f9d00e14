"""Numerals in running text: digits ("1,234.5", "½", "1.2 million") and words ("twenty-one", "tens of thousands").

A numeral is read from the digits and number words that it can begin with (`anchors.py`), so the time grows with the
text and not with the numerals that could begin in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from msgspec import Struct

from onrecord.annotate.anchors import GLYPHS, SCALES, anchors
from onrecord.english import ONES, TENS
from onrecord.patterns import regex

_DOZEN = {"dozen": 12, "score": 20, "ten": 10}
_UNDER_HUNDRED = {word: n for n, word in enumerate(ONES)} | {word: 20 + 10 * n for n, word in enumerate(TENS)}
_VALUES = _UNDER_HUNDRED | SCALES | _DOZEN
_SHORT = {"k": 1000, "K": 1000, "m": 10**6, "M": 10**6, "mn": 10**6, "mln": 10**6, "mil": 10**6, "b": 10**9}
_SHORT |= {"B": 10**9, "bn": 10**9, "bln": 10**9, "tn": 10**12, "trn": 10**12, "MM": 10**6, "T": 10**12, "t": 10**12}
_SHORT |= {"Bn": 10**9, "cr": 10**7}
_PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7}
_PARTS |= {"eighth": 8, "ninth": 9, "tenth": 10, "twentieth": 20, "hundredth": 100, "thousandth": 1000}

_GLYPH = "[" + "".join(GLYPHS) + "]"
_SCALE = f"(?a:{'|'.join(SCALES)})"  # of the letters of ASCII: "İ" and "ſ" are other letters in lower case
_DIGITS = regex(
    rf"""
    (?P<number>
        \d+(?=[ ][A-Za-z]|[%);:])                               # plain, as most are
      | \d{{1,3}}(?:,\d\d\d){{1,6}}(?!\d)(?:\.\d+)?             # 1,234,567.8
      | \d{{1,2}}(?:,\d\d){{1,5}},\d\d\d(?!\d)(?:\.\d+)?        # 12,34,567
      | \d{{1,3}}(?:['’\u00a0\u2009\u202f]\d\d\d){{1,6}}(?!\d)  # 1'234'567
      | \d{{1,3}}(?:[ ]000){{1,4}}(?!\d)                        # 40 000
      | \d+(?:\.\d+)?(?:e[+-]?\d{{1,2}}(?!\d))?
    )?
    (?P<part>[ -]?{_GLYPH}|[ -]\d{{1,2}}[/⁄]\d{{1,3}}(?![\d/]))?
    """,
    re.VERBOSE,
)
_LONGEST = 20
"""Characters; a longer run of digits is a code, not a quantity."""
_ORDINAL = regex(r"[ -](?:first|third|fourth|fifth|sixth|seventh|eighth|ninth)\b")
_OVER = regex(r"[/⁄](\d+)(?![\d/⁄])")
_LONG_SCALE = regex(rf"[ \u00a0-]?({_SCALE}|dozen)\b(?!-?th)", re.IGNORECASE)
_SHORT_SCALE = regex(r"[ \u00a0]?(mn|mln|mil|bn|Bn|bln|trn|tn|MM|[kKmMbBTt]|cr)(?!\w|[²³])")

_UNIT = "|".join(ONES[1:10])
_SMALL = rf"(?:(?:{'|'.join(TENS)})(?:[ -](?:{_UNIT})\b)?|{'|'.join(sorted(ONES, key=len, reverse=True))})"
_HUNDREDS = rf"(?:{_SMALL}(?:[ -]hundred(?:(?:[ ]and)?[ -]{_SMALL}\b)?)?|an?[ -]hundred(?:[ ]and[ ]{_SMALL}\b)?)"
_TIMES = rf"(?:[ -](?:{_SCALE})\b){{1,2}}"
_REST = rf"(?:(?:[ ]and)?[ ]{_HUNDREDS}{_TIMES}){{0,4}}(?:(?:[ ]and)?[ ]{_HUNDREDS}\b)?"
_PLAIN = rf"(?:{_HUNDREDS}(?:{_TIMES}{_REST})?)"
_HALF = rf"[ -]and[ -]a[ -](?P<also>half|third|quarter)\b(?:[ -](?P<alsoscale>{_SCALE})\b)?"
_PART = "half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|hundredths?"
_SPELLED = regex(
    rf"""
    (?:
      (?P<half>half)[ -](?:(?P<halfa>an?)[ ])?(?P<halfscale>dozen|{_SCALE})\b
    | (?P<lot>(?:a[ ])?(?:several|few|couple(?:[ ]of)?|many))[ ](?P<lotscale>dozen|{_SCALE})\b
      (?:[ ](?P<lotscale2>{_SCALE})\b)?
    | (?P<vague>tens|dozens|scores|hundreds|thousands|lakhs|millions|crores|billions|trillions)\b
      (?:[ ]of[ ](?P<of>hundreds|thousands|lakhs|millions|crores|billions|trillions)\b)?
    | (?P<bare>half)\b
    | (?P<plain>{_PLAIN})
      (?:[ -](?P<part>{_PART})\b|(?P<dozen>[ ]dozen)?\b(?:{_HALF}|[ ]point(?P<point>(?:[ ](?:{_UNIT}|zero|nought))+))?)
    | (?P<a>an?)[ -](?:(?P<apart>{_PART})|(?P<ascale>dozen|{_SCALE}))\b
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NEXT_WORD = regex(r"[ -]([A-Za-z]+)")
_CONTINUE = frozenset((*ONES, *TENS, *SCALES, *_PARTS, *(f"{part}s" for part in _PARTS), "halves", "dozen", "first"))
_CONTINUE |= {"and", "point"}
"""What may follow a number word within a number."""
_WORD_SPLIT = regex(r"[ ,-]+")
_LEADS = ("a", "an", "half", "few", "several", "couple", "of", "many")
"""What can end before the last sign of what `_BEFORE` finds."""
_JOINTS = (" ", "-")
_BEFORE = regex(r"(?:\b(?:an?|half|half[ -]an?|(?:a )?(?:few|several|couple(?: of)?|many))[ -])\Z", re.IGNORECASE)

_SEPARATORS = dict.fromkeys(map(ord, ",'’\u00a0\u2009\u202f "))


class Numeral(Struct, frozen=True, gc=False):
    """A number as it stands in the text: `start`-`end` without sign, unit or qualifier."""

    start: int
    end: int
    value: float
    """The number meant; of a vague numeral the low end."""
    scale: int = 1
    """What a scale word multiplied ("1.2 million": 1000000)."""
    spelled: bool = False
    part: bool = False
    """A fraction: "two-thirds", "½", "half"."""
    high: float | None = None
    """The high end of a vague numeral ("tens of thousands": 10000 to 100000)."""


_EXACT = 2**53


def tidy(value: float) -> float | int:
    """A whole number as int (where a float holds it exactly), else without the noise of binary fractions."""
    if abs(value) >= _EXACT:
        return float(value)
    if isinstance(value, int):
        return value
    near = round(value, 8)
    return int(near) if near == int(near) else near


def numerals(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[Numeral]:
    """All numerals of `text` in order; they do not overlap, and none begins in a span of `taken` (in order too)."""
    kept: list[Numeral] = []
    spans = iter(taken)
    nowhere = (len(text), len(text))
    low, high = next(spans, nowhere)
    done = 0
    for start, end in anchors(text).numerals:
        while high <= start:
            low, high = next(spans, nowhere)
        if start < done or start >= low:
            continue
        numeral, done = _in_words(text, start, end, done) if end - start > 1 else _in_digits(text, start)
        if numeral is not None:
            kept.append(numeral)
            done = max(done, numeral.end)
    return kept


# ---------------------------------------------------------------- digits


def _in_digits(text: str, start: int) -> tuple[Numeral | None, int]:
    """The numeral that begins with the digit at `start`, and where to read on."""
    read = _DIGITS.match(text, start)
    assert read is not None  # every group of the pattern is optional
    end = read.end()
    return (_from_digits(text, read) if end - start <= _LONGEST else None), end


def _from_digits(text: str, read: re.Match[str]) -> Numeral:
    start, end, number, part = read.start(), read.end(), read.group("number"), read.group("part")
    plain = number is not None and number.isdigit()
    value: float = 0
    if number is not None:
        value = int(number) if plain else float(number.translate(_SEPARATORS))
    if plain and start and text[start - 1] == "." and not text[max(0, start - 2) : start - 1].strip(" ("):
        start, value = start - 1, value / 10 ** len(number)  # ".534"
    fraction = part is not None
    if part:
        value += _fraction(part)
    elif (
        plain and text[end : end + 1] in "/⁄" and (below := _OVER.match(text, end)) and _proper(number, below.group(1))
    ):
        value, end, fraction = value / int(below.group(1)), below.end(), True
    return _scaled(text, Numeral(start, end, tidy(value), part=fraction and value < 1))


def _fraction(part: str) -> float:
    part = part.lstrip(" -")
    if part in GLYPHS:
        return GLYPHS[part]
    top, bottom = re.split("[/⁄]", part)
    return int(top) / max(1, int(bottom))


def _proper(top: str, bottom: str) -> bool:
    """Whether "3/4" reads as a fraction; "24/7", "9/11" as a date and "50/50" do not."""
    return len(top) < 4 and len(bottom) < 4 and 0 < int(top) < int(bottom) and int(bottom) not in (7, 11)


def _scaled(text: str, numeral: Numeral) -> Numeral:
    """The numeral with the scale words that follow it ("4 hundred million", "1.2m") multiplied in."""
    value, end, scale = numeral.value, numeral.end, 1
    ahead = text[end : end + 2].lstrip(" \u00a0-")
    if ahead[:1] not in _SCALE_LETTERS:
        return numeral
    if ahead[0] in "×x" and (power := _POWER.match(text, end)):
        tenfold = int(unicodedata.normalize("NFKC", power[1] or power[2] or power[3]).replace("−", "-").lstrip("^"))
        return Numeral(numeral.start, power.end(), tidy(float(f"{value}e{tenfold}")))
    for _ in range(2):
        word = _LONG_SCALE.match(text, end)
        if word is None:
            break
        scale *= _VALUES[word.group(1).lower()]
        end = word.end()
    if scale == 1 and (short := _SHORT_SCALE.match(text, end)) and _is_scale(text, end, short):
        scale, end = _SHORT[short.group(1)], short.end()
    return Numeral(numeral.start, end, tidy(value * scale), scale, part=numeral.part and scale == 1)


_SCALE_LETTERS = frozenset("bcdhkltmBCDHKLMT×x")
"""What a scale word or letter begins with, or a power of ten."""
_POWER = regex(r" ?[×x] ?10(?:(\^[-−]?\d{1,2})|(−\d{1,2})|(⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}))(?![\w⁰¹²³⁴⁵⁶⁷⁸⁹])")
_MONEY_BEFORE = regex(r"(?:[$£€¥₹]|\b(?:[A-Z]{3}|RM|Rs\.?|R)) ?\Z")
_METRES_AFTER = regex(
    r" (?:high|long|wide|deep|tall|away|above|below|off|race|sprint|freestyle|backstroke|butterfly|breaststroke|"
    r"medley|hurdles|relay|dash|final|heats?|from|north|south|east|west|into|apart|radius|pool|drop|telescope)\b"
)


def _is_scale(text: str, end: int, short: re.Match[str]) -> bool:
    """Whether the letters after a number are a scale ("£1.2m", "35m users") or a unit (a 100m race, 12 t)."""
    letters = short.group(1)
    if len(letters) > 1:
        return letters != "mil" or short.group()[0] != " "
    first = end
    while first and (text[first - 1].isdigit() or text[first - 1] in ".,'"):
        first -= 1
    if _MONEY_BEFORE.search(text, max(0, first - 5), first):
        return True
    if short.group()[0] in " \u00a0" or letters in "tT":
        return False
    return letters not in "mK" or not (_METRES_AFTER.match(text, short.end()) or (letters == "K" and end - first < 3))


# ---------------------------------------------------------------- words


def _in_words(text: str, start: int, end: int, done: int) -> tuple[Numeral | None, int]:
    """The numeral that the number word at `start` belongs to, and where to read on."""
    if _inside_word(text, start):
        return None, done
    if (value := _UNDER_HUNDRED.get(text[start:end].lower())) is not None and _stands_alone(text, end):
        return Numeral(start, end, value, spelled=True), end
    lead = None
    if text[start - 1 : start] in _JOINTS and text[max(done, start - 9) : start - 1].lower().endswith(_LEADS):
        lead = _BEFORE.search(text, max(done, start - 14), start)
    if lead is not None:
        start = lead.start()
    read = _SPELLED.match(text, start)
    if read is None and lead is not None:
        read = _SPELLED.match(text, lead.end())
    return (None, done) if read is None else (_from_words(text, read), read.end())


def _stands_alone(text: str, end: int) -> bool:
    """Whether no word follows that could belong to the number word that ends at `end`."""
    follows = text[end : end + 1]
    if follows.isalnum():
        return False
    read = _NEXT_WORD.match(text, end) if follows in " -" else None
    return read is None or read[1].lower() not in _CONTINUE


def _inside_word(text: str, start: int) -> bool:
    """Whether a number word is only a piece of a longer one ("often", "oneself"); "sixty" may follow "six"."""
    before = text[start - 1 : start]
    if before and before in "'’":  # a mark opens a quotation behind no letter: 'Two pubs shut'
        return text[max(0, start - 2) : start - 1].isalnum()
    return before.isalnum() or (before != "" and before in "_@#")


def words_value(words: str) -> int:
    """The number that English words spell ("one hundred and five" is 105); unknown words count nothing."""
    total = current = 0
    for word in _WORD_SPLIT.split(words.lower()):
        value = 1 if word in ("a", "an") else _VALUES.get(word, 0)
        if word == "hundred" or word == "dozen":
            current = max(1, current) * value
        elif value < 1000:
            current += value
        elif current:
            total, current = total + current * value, 0
        else:
            total *= value
    return total + current


def _from_words(text: str, read: re.Match[str]) -> Numeral | None:
    start, end, group = read.start(), read.end(), read.group
    if (end < len(text) and text[end].isalnum()) or _ORDINAL.match(text, end):
        return None
    if group("part") or group("apart"):
        return _part(text, read)
    if group("plain"):
        return _plain(read)
    if group("half"):
        scale = _VALUES[group("halfscale").lower()]
        return Numeral(start, end, tidy(scale / 2), scale, True)
    if group("lot") or group("vague"):
        return _vague(read)
    if group("bare"):
        return Numeral(start, end, 0.5, spelled=True, part=True)
    scale = _VALUES[group("ascale").lower()]
    return Numeral(start, end, scale, scale, True)


def _vague(read: re.Match[str]) -> Numeral | None:
    """ "hundreds" is 100 to 1000, "tens of thousands" 10000 to 100000, "several hundred" 200 to 1000."""
    if read.group("lot"):
        unit = _VALUES[read.group("lotscale").lower()] * SCALES.get((read.group("lotscale2") or "").lower(), 1)
        return Numeral(read.start(), read.end(), 2 * unit, unit, True, high=10 * unit)
    word, of = read.group("vague").lower()[:-1], (read.group("of") or "").lower()[:-1]
    if not of and (word == "ten" or (word == "score" and not read.string.startswith(" of ", read.end()))):
        return None
    low = _VALUES[word] * _VALUES.get(of, 1)
    return Numeral(read.start(), read.end(), low, low, True, high=10 * low)


_BY = regex(r"\b(?:by|than|almost|nearly|about|over) \Z")
_OF = regex(r" of\b| (?:as|the|less|more|fewer|higher|lower)\b")


def _part(text: str, read: re.Match[str]) -> Numeral | None:
    """A fraction in words; "a third" needs "of" after it, because "a third man" is a rank."""
    counted, of = ("plain", "part") if read.group("part") else ("a", "apart")
    top, part = read.group(counted).lower(), read.group(of).lower()
    hyphen = text[read.start(of) - 1] == "-"
    single = part.removesuffix("s") if part != "halves" else "half"
    many = single != part
    if top in ("a", "an", "one") and not many:
        stops = top == "one" and text[read.end() : read.end() + 1] in ".,;:!?)"
        led = _BY.search(text, max(0, read.start() - 8), read.start())
        if not (hyphen or stops or led or part == "half" or _OF.match(text, read.end())):
            return None
    elif not many and _WORD_SPLIT.split(top)[-1] in (*TENS, *SCALES):
        return None  # "twenty-fifth" is a rank
    elif not many or (single == "quarter" and not hyphen and not _OF.match(text, read.end())):
        return Numeral(read.start(), read.end(counted), words_value(top), _scale_of(top), True)  # "four |quarters"
    return Numeral(read.start(), read.end(), words_value(top) / _PARTS[single], spelled=True, part=True)


def _scale_of(words: str) -> int:
    last = _WORD_SPLIT.split(words.lower())[-1]
    return SCALES.get(last, 1)


def _plain(read: re.Match[str]) -> Numeral:
    words = read.group("plain")
    value: float = words_value(words)
    scale = _scale_of(words)
    if read.group("dozen"):
        value, scale = value * 12, 12
    if also := read.group("also"):
        scale = SCALES.get((read.group("alsoscale") or "").lower(), scale)
        whole = value if read.group("alsoscale") is None else value * scale
        value = whole + scale / _PARTS[also.lower()]
    if point := read.group("point"):
        digits = "".join(str(_VALUES.get(word, 0)) for word in point.lower().split())
        value += int(digits) / 10 ** len(digits)
    return Numeral(read.start(), read.end(), tidy(value), scale, True)
