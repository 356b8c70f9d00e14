"""Two numbers that belong together: a range, a ratio, a score; or a change, whose two numbers stay apart."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from onrecord.annotate.numbers import tidy
from onrecord.annotate.quantities import Quantity
from onrecord.annotate.things import noun_phrase
from onrecord.patterns import regex


class Pair(Struct, frozen=True, gc=False):
    """Two quantities read as one figure."""

    first: Quantity
    second: Quantity
    form: str
    """`range`, `ratio` or `score`."""


_DASH = regex(r" ?[-–—−] ?|-to-| to-")
_TO = regex(r" (?:up )?to | through | till ")
_RATIO = regex(r"(?:-in-| in (?:every )?| out of (?:every )?| of every |-out-of-)", re.IGNORECASE)
_BETWEEN = regex(
    r"\b(?:between|anywhere from|between (?:the )?ages(?: of)?) (?:about |around |roughly |some )?\Z", re.IGNORECASE
)
_FROM = regex(
    r"\bfrom (?:(?:about|around|roughly|nearly|almost|some|just|over|only|an?|the|under) ){0,2}\Z", re.IGNORECASE
)
_CHANGES = (
    r"\b(?:r[io]s(?:e[ns]?|ing)|fall(?:s|en|ing)?|fell|increas\w+|decreas\w+|drop\w*|climb\w*|jump\w*|grow[ns]?|"
    r"growing|grew|growth|shr[iau]nk\w*|cut(?:s|ting)?|declin\w+|slid\w*|slip\w*|surg\w+|soar\w*|plunge\w*|"
    r"plummet\w*|tumbl\w+|up|down|rais\w+|reduc\w+|lower\w*|chang\w+|mov\w+|w[eo]nt|go(?:es|ing)?|improv\w+|"
    r"doubl\w+|tripl\w+|narrow\w*|widen\w*|shift\w*|expand\w*|upgrad\w+|downgrad\w+|revis\w+|edg\w+|eas(?:ed|es|"
    r"ing)|gain\w*|swell\w*|balloon\w*|dip\w*|bring\w*|brought|boost\w*|trim\w*|scal\w+|slash\w*|add(?:ed|s|ing)|"
    r"los[te]\w*|advanc\w+)\b"
)
_CHANGE = regex(_CHANGES, re.IGNORECASE)
_MOVED = regex(_CHANGES + r"(?: (?:by|about|around|nearly|almost|another|just|over|more|than|an?|some))* \Z", re.I)
_SCORE_AFTER = regex(
    r"[- ](?:\w+ ){0,2}?(?:win|wins|victory|loss|defeat|draw|tie|vote|votes|decision|ruling|lead|leads|record|up|"
    r"down|on aggregate|majority|margin|in favou?r|against|advantage|deficit|party-line|along party|split|run|at "
    r"half|at the break|ahead|after extra|on penalties|overtime|in overtime|series|start)\b|,? (?:over|to (?:the|"
    r"approve|reject|pass|send|allow))\b"
)
_SCORE_BEFORE = regex(
    r"\b(?:w[io]n|wins|winning|lost|los[ei]s?|losing|beat(?:en|ing|s)?|defeat\w*|dr[ea]w|vote[ds]?|voting|scores?|"
    r"led|lead|leads|trail\w*|split|record|tied|tying|passed|approved|ruled|victory|decision|level|rout\w*|edg\w+|"
    r"cleared|confirmed|rejected|advanced|downed|topped|crushed|ended|finished|went|goal|goals|match|final|"
    r"halftime|half-time|series|odds)\b[^.;\n]{0,40}\Z",
    re.IGNORECASE,
)
_VOTE_BEFORE = regex(r"\b(?:vote|voted|votes|voting|margin|score|decision|tally)(?: of)?(?: was)? \Z", re.IGNORECASE)
_PERIODS = regex(
    r"(?i)games?|match|starts?|innings|overs|attempts|years?|months?|weeks?|days?|hours|minutes|seasons?|seconds|"
    r"tries|shots|carries|catches|plays"
)
_PHONE_AFTER = regex(r" \d{3}")
_SET_AFTER = regex(r",? \d{1,2}-\d{1,2}\b")
_REACH = 80
_GAP = 14


def pair(text: str, first: Quantity, second: Quantity) -> Pair | None:
    """How two neighbouring quantities belong together, if they do."""
    gap = text[first.after : second.start]
    if not 0 < len(gap) <= _GAP or first.high is not None or second.high is not None:
        return None
    if gap == "-" and text.startswith("0", second.start) and text[second.start + 1 : second.start + 2].isdigit():
        return None  # "555-0142"
    if _RATIO.fullmatch(gap):
        return _ratio(text, first, second, gap)
    if _DASH.fullmatch(gap):
        return _score(text, first, second) or _range(text, first, second, close=True)
    if _TO.fullmatch(gap):
        if _tally(text, first, second):
            return Pair(first, second, "score")
        if second.kind == "percent" and not first.kind and first.value < second.value:
            return None if changes(text, first, second) else _range(text, first, second, close=False)
        moved = _MOVED.search(text, max(0, first.start - 40), first.start) or changes(text, first, second)
        return None if moved else _range(text, first, second, close=False)
    if gap in (" and ", " & ") and _BETWEEN.search(text, max(0, first.start - 30), first.start):
        return _range(text, first, second, close=True)
    listed = text[max(0, first.start - 3) : first.start]
    if (
        gap == " or "
        and not (listed[:1].isdigit() and "," in listed)
        and not first.kind
        and first.value < second.value <= 2 * first.value + 1
    ):
        return _range(text, first, second, close=False)
    return None


def changes(text: str, first: Quantity, second: Quantity) -> bool:
    """Whether "from A to B" tells a change (two figures) and not a span of values (one)."""
    if not _FROM.search(text, max(0, first.start - 30), first.start) or _share_scale(first, second):
        return False
    if second.value < first.value and second.numeral.scale <= first.numeral.scale:
        return True
    before = text[max(0, first.start - _REACH) : first.start]
    return _CHANGE.search(before[before.rfind(".") + 1 :]) is not None


def apart(text: str, first: Quantity, second: Quantity) -> bool:
    """Whether "A to B" are two figures of one unit: a change, or two shares side by side ("52 to 44 percent")."""
    gap = text[first.after : second.start]
    if gap == " and ":  # "eight and six months"
        return bool(second.kind and not first.kind and second.kind != "money")
    if gap != " to ":
        return False
    shares = second.kind == "percent" and not first.kind and second.value < first.value
    return shares or changes(text, first, second)


def alike(text: str, first: Quantity, second: Quantity) -> tuple[Quantity, Quantity]:
    """Both quantities of a change in one unit: "from 208 pounds to 193" leaves the second without one; what they are of
    stands behind the second."""
    gap = text[first.after : second.start]
    if first.kind and not second.kind and not noun_phrase(text, second.after):
        return first, _as(second, first)
    if second.kind and not first.kind and gap in (" to ", " and "):
        first = _as(first, second)
    if gap == " to " and first.kind == second.kind:
        first = replace(first, after=second.after)
    return first, second


def _as(quantity: Quantity, model: Quantity) -> Quantity:
    value = tidy(quantity.value * model.parts)
    return replace(quantity, kind=model.kind, unit=model.unit, value=value, parts=model.parts)


def _whole(quantity: Quantity) -> bool:
    return not quantity.kind and quantity.numeral.scale == 1 and isinstance(quantity.value, int) and quantity.value >= 0


def _ratio(text: str, first: Quantity, second: Quantity, gap: str) -> Pair | None:
    """ "1 in 3", "two out of five"; not "two in five games"."""
    if first.kind or second.kind or not 0 < first.value < second.value or first.numeral.part:
        return None
    if "in" in gap.split() or gap == "-in-":
        thing = noun_phrase(text, second.after, single=True)
        if (thing and _PERIODS.search(thing[0])) or first.value > 99 or (gap == " in " and second.value > 10**7):
            return None
    return Pair(first, second, "ratio")


def _score(text: str, first: Quantity, second: Quantity) -> Pair | None:
    if not (_whole(first) and _whole(second)) or first.numeral.spelled != second.numeral.spelled:
        return None
    if max(first.value, second.value) > 999 or text[second.end : second.end + 2] in ("-0", "-1", "-2"):
        return None
    told = _SCORE_AFTER.match(text, second.after) or _SCORE_BEFORE.search(text, max(0, first.start - 60), first.start)
    counted = noun_phrase(text, second.after) is not None and not _SCORE_AFTER.match(text, second.after)
    if _PHONE_AFTER.match(text, second.end):
        return None
    if (
        first.value >= second.value
        or (told and not counted)
        or _SET_AFTER.match(text, second.end)
        or _bracketed(text, first, second)
    ):
        return Pair(first, second, "score")
    return None


def _bracketed(text: str, first: Quantity, second: Quantity) -> bool:
    """A team's or pitcher's record in brackets: "(34-41)", "(5-6, 4.40)"."""
    return text[first.start - 1 : first.start] == "(" and text[second.end : second.end + 1] in (",", ")")


def _share_scale(first: Quantity, second: Quantity) -> bool:
    """Whether a scale word is for both: "$10 to $15 million", but not "$200 to $4 million"."""
    scale = second.numeral.scale
    return first.numeral.scale == 1 and scale > 1 and first.value < 1000 and first.value < second.value / scale


def _tally(text: str, first: Quantity, second: Quantity) -> bool:
    """Whether "52 to 48" is the result of a vote or match."""
    if not (_whole(first) and _whole(second)):
        return False
    if _VOTE_BEFORE.search(text, max(0, first.start - 16), first.start):
        return True
    told = _SCORE_BEFORE.search(text, max(0, first.start - 30), first.start) is not None
    return (
        told
        and second.value < first.value
        and not noun_phrase(text, second.after)
        and not _FROM.search(text, max(0, first.start - 30), first.start)
    )


def _range(text: str, first: Quantity, second: Quantity, close: bool) -> Pair | None:
    """The pair as one range when units and order allow it; a scale word or unit at the end is for both numbers."""
    if first.kind and not second.kind and not close and second.numeral.scale == 1:
        return None
    if first.kind and second.kind and first.unit != second.unit:
        return None
    low, high = first, second
    if second.kind and not first.kind:
        low = _as(first, second)
    elif first.kind and not second.kind:
        high = _as(second, first)
    if _share_scale(first, second):
        low = replace(low, value=tidy(low.value * second.numeral.scale))
    if not low.value < high.value or (low.value < 0 < high.value and close):
        return None
    return Pair(low, high, "range")
