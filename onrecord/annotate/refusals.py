"""Numbers that only name something: "287(g)", "Highway 1", "Channel 4", "one of them", a phone number, a version."""

from __future__ import annotations

import re
from functools import cache

from onrecord.annotate.lexicon import words
from onrecord.annotate.quantities import Quantity
from onrecord.annotate.things import is_plural, noun_phrase
from onrecord.patterns import regex

_HYPHEN_LEADS = frozenset("sub now then to near under over plus non pre post mid just a super the about nearly".split())
_BEFORE_SIGNS = "#@_/=&§№\\~^+*$"
_CITED = frozenset("UCFSNm")
"""What the citations and reading times of `_AFTER` begin with."""
_AFTER = regex(
    r"""(?P<ordinal>(?:st|nd|rd|th)\b)
      | (?P<letters>[^\W\d_]|_)
      | (?P<lettered>\([A-Za-z0-9]{1,3}\))
      | (?P<clock>:\d)
      | (?P<dotted>\.\d)
      | (?P<slash>[/⁄]\d)
      | (?P<grouped>,\d)
      | (?P<address>@)
      | (?P<owned>['’][a-z])
      | (?P<coded>[-–]\d)
      | (?P<citation>[ ](?:U\.?[ ]?S\.?(?:[ ]?C\.?)?[ ]?(?:§|\d)|U\.S\.C|USC\b|C\.?F\.?R\b|F\.[ ]?(?:2d|3d|4th|Supp)
          |S\.[ ]?Ct|Cal\.|N\.[YEW]\.))
      | (?P<read>[- ]?min(?:ute)?s?[ ]read\b)
    """,
    re.VERBOSE,
)
STREET = regex(
    r"(?:[ ][NSEW]\.?(?:[EW]\.?)?)?(?:[ ](?:[A-Z][\w'’.]+|\d+(?:st|nd|rd|th))){1,3}[ ](?:Street|St|Avenue|Ave|Road|"
    r"Rd|Drive|Dr|Lane|Ln|Boulevard|Blvd|Way|Court|Ct|Place|Pl|Square|Sq|Terrace|Crescent|Close|Highway|Hwy|"
    r"Parkway|Pkwy|Circle|Row|Gardens|Grove|Quay)\b"
)
"""What follows the number of a house."""
_UNIT = regex(r"(?: [A-Z][\w-]+){0,3} (?:Squadron|Brigade|Battalion|Regiment|Division|Wing|Commando)\b")
"""What follows the number of a unit of an army: 41 |Squadron, 16 |Air Assault Brigade."""
_REASONS = {
    "ordinal": "an ordinal",
    "letters": "letters follow at once",
    "lettered": "a lettered provision",
    "clock": "a clock or score time",
    "dotted": "a version or code",
    "slash": "a date or code",
    "grouped": "a list of codes",
    "address": "an address",
    "owned": "a possessive",
    "coded": "a code",
    "citation": "a legal citation",
    "read": "reading time",
}
_READ = regex(r"\s*read")
_MARKER = regex(r"(?:^|\n)[ \t]*[(\[]?\Z")
_LIST_END = regex(r"[.)\]](?:[ \t]|$)")
_WORD_BEFORE = regex(r"([A-Za-zÀ-ɏ&][\w&'’.+/-]*)[ \u00a0]\Z")
_SPACES = (" ", "\u00a0")
_LABEL_LIST = regex(r"\b([A-Za-z]+)\.? \d{1,4}(?:\(\w\))?(?:, \d{1,4}){0,3}(?:,? (?:and|or|to)|,) \Z")
_STATE_CODE = regex(r"\b[A-Z]{2} \Z")
_PHONE = regex(r"(?:\(\d{3}\) ?|\d[-. ])\Z")
_LONGEST_PLAIN = 12
"""Digits; a longer run without separators is an identifier."""
_EMERGENCY = ("911", "999", "112", "000", "101", "111", "311", "988")
_CALLING = regex(r" (?:call|operator|dispatch|emergency|center|centre|tape|system|line|hotline)")
_CALLED = regex(r"\b(?:call(?:s|ed|ing)?|dial(?:l?ed|l?ing)?|to) \Z")
_GROUPS_BEFORE = regex(r"\+?(?:\d{1,4} )*\Z")
_GROUPS_AFTER = regex(r"(?: \d{1,4}\b){0,4}")
_PHONE_GROUPS = 4
_AREA_CODE = regex(r"\) ?\d{3}[-. ]\d{4}")
_REACH = 30


@cache
def labels() -> frozenset[str]:
    """Nouns whose number is a name, in lower case."""
    return frozenset().union(*words("labels.txt").values())


def only_names(text: str, quantity: Quantity) -> str:
    """Why this number is no figure, in a few words, or "" when it is one."""
    start, end = quantity.start, quantity.end
    if reason := _joined(text, quantity):
        return reason
    if (
        not (quantity.kind or quantity.numeral.spelled)
        and _LIST_END.match(text, end)
        and _MARKER.search(text, max(0, start - _REACH), start)
    ):
        return "a list number"
    if text[start - 1 : start] in ("—", ":", "–") and _INLINE_MARKER.match(text, end) and quantity.value < 20:
        return "a list number"
    if (
        quantity.kind in ("duration", "measure")
        and quantity.numeral.spelled
        and (reason := _named_unit(text, quantity))
    ):
        return reason
    if quantity.kind:
        return "reading time" if _READ.match(text, end) and _AFTER.match(text, quantity.numeral.end) else ""
    if quantity.numeral.spelled:
        return _spelled(text, quantity)
    return _code(text, quantity) or _label(text, quantity)


def _joined(text: str, quantity: Quantity) -> str:
    """Refusal by the characters that touch the number."""
    start = quantity.start
    before = text[start - 1] if start else " "
    if before == "=" and re.search(r"(?:^|[\s(])[A-Z]?=\Z", text[max(0, start - 3) : start]):
        before = " "
    if before in "\"'" and text[max(0, start - 2) : start - 1] == "=":
        return "a value in code"
    if before.isalnum() or before in _BEFORE_SIGNS or (before in "'’" and start > 1 and text[start - 2].isalnum()):
        return "part of a word or code"
    if before in ".,:" and start > 1 and text[start - 2].isdigit():
        return "part of a code"
    if before in "-–" and start > 1 and text[start - 2].isalnum() and quantity.numeral.start == start:
        lead = re.search(r"[A-Za-z]+\Z", text[max(0, start - 12) : start - 1])
        if lead is None or lead.group() not in _HYPHEN_LEADS:
            return "part of a hyphenated name or code"
    end = quantity.after if quantity.kind else quantity.end
    if text[end : end + 1] == " " and text[end + 1 : end + 2] not in _CITED:
        return ""
    after = _AFTER.match(text, end)
    if after is None or not after.lastgroup:
        return ""
    if after.lastgroup == "owned" and quantity.kind:
        return ""
    return _REASONS[after.lastgroup]


# ---------------------------------------------------------------- digits


def _code(text: str, quantity: Quantity) -> str:
    """Years, leading zeros, post codes, phone numbers, footnotes: digits that count nothing."""
    start, end = quantity.start, quantity.end
    digits = text[quantity.numeral.start : quantity.numeral.end]
    if len(digits) > _LONGEST_PLAIN and digits.isdigit():
        return "a code"
    if digits in _EMERGENCY and (_CALLING.match(text, end) or _CALLED.search(text, max(0, start - 12), start)):
        return "an emergency number"
    if digits[0] == "0" and len(digits) > 1 and digits[1] != ".":
        return "a code with a leading zero"
    if start and text[start - 1] == "[" and text[end : end + 1] == "]":
        return "a footnote"
    if _is_phone(text, start, end, digits):
        return "a phone number"
    if not digits.isdigit():
        return ""
    if len(digits) == 5 and (_STATE_CODE.search(text, max(0, start - 4), start) or text.startswith(" ZIP", end)):
        return "a postal code"
    if len(digits) == 4 and 1900 <= quantity.value < 2100:
        return "" if noun_phrase(text, end) and not text[end + 1 : end + 2].isupper() else "a year"
    return ""


def _is_phone(text: str, start: int, end: int, digits: str) -> bool:
    if text[start - 1 : start] == "(" and _AREA_CODE.match(text, end):
        return True
    if text[start - 2 : start - 1].isdigit() or text[end + 1 : end + 2].isdigit():
        return _groups(text, start, end) >= _PHONE_GROUPS
    return len(digits) >= 3 and digits.isdigit() and _PHONE.search(text, max(0, start - 7), start) is not None


def _groups(text: str, start: int, end: int) -> int:
    """How many short groups of digits stand in a row, this one with them: "+44 20 7946 0000" has four."""
    before, after = _GROUPS_BEFORE.search(text, max(0, start - 24), start), _GROUPS_AFTER.match(text, end)
    return 1 + sum(run.group().count(" ") for run in (before, after) if run)


def _label(text: str, quantity: Quantity) -> str:
    """A word before the number that makes it a name: a label ("page 5"), or a name that ends in it ("Boeing 737")."""
    start = quantity.start
    digits = text[quantity.numeral.start : quantity.numeral.end]
    if not digits.isdigit():
        return ""
    if STREET.match(text, quantity.after):
        return "a street address"
    if text[quantity.after + 1 : quantity.after + 2].isupper() and _UNIT.match(text, quantity.after):
        return "the number of a unit"
    listing = text[start - 2 : start] in (", ", "d ", "r ", "o ")
    if (
        listing
        and (listed := _LABEL_LIST.search(text, max(0, start - _REACH), start))
        and listed.group(1).lower() in labels()
    ):
        return f"one of several {listed.group(1)}"
    read = _word_before(text, start)
    if read is None:
        return ""
    word = read.group(1)
    plain = word.rstrip(".").lower()
    counted = noun_phrase(text, quantity.after) is not None
    if plain in labels() and (not counted or word[0].isupper()):
        return f"the number of a {plain}"
    joined = quantity.end != quantity.numeral.end
    if (
        counted
        or joined
        or not word[0].isupper()
        or _CONTRACTED.search(word)
        or word.endswith(("'s", "’s", "s’", "s'"))
        or _opens(text, read.start(1))
    ):
        return ""
    return "part of a name"


def _word_before(text: str, start: int) -> re.Match[str] | None:
    """The word right before a number, as group 1."""
    if text[start - 1 : start] not in _SPACES:
        return None
    reach = max(0, start - _REACH)
    return _WORD_BEFORE.search(text, max(reach, text.rfind(" ", reach, start - 1) + 1), start)


def _opens(text: str, at: int) -> bool:
    """Whether a capital at `at` may be due to the sentence beginning there."""
    before = text[max(0, at - 3) : at].rstrip(" \"'“‘(•\t-–—")
    return not before or before[-1] in ".!?:\n;|"


def _title_case(text: str, at: int) -> bool:
    """Whether the line that holds `at` writes most words with a capital, as headlines do."""
    start = max(text.rfind("\n", max(0, at - 200), at) + 1, at - 200)
    end = text.find("\n", at, at + 200)
    words = [
        word for word in text[start : end if end >= 0 else at + 200].split() if word[0].isalpha() and len(word) > 3
    ]
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.75 * len(words)


# ---------------------------------------------------------------- words

_ONE_AFTER = regex(
    r"(?:[- ](?:of|another|by|who|that|which|is|was|would|has|had|will|can|could|may|might|must|should|does|and|or|"
    r"to|for|in|on|at|from|with|after|before|more|day|night|morning|evening|afternoon|moment|thing|way|time|off|"
    r"sided|such|else|soon|now|then|yet|here|there|today|later|again|anyway|too|left|knows?|another's|point|"
    r"reason|hand|example|where|when|because|if|as|but|than|being|he|she|it|they|we|i|you|minute)\b)|"
    r"[.,;:!?)\"”…—]|\s*$|['’]|\n",
    re.IGNORECASE,
)
_BEFORE_ONE = (
    "the this that these those each any no every another which first second last next same other new old right wrong "
    "big good bad better best little only number square day loved some not a an great young real is was".split()
)
_ONE_BEFORE = regex(rf"\b(?:{'|'.join(_BEFORE_ONE)})[ -]\Z", re.IGNORECASE)
_ONE_BEFORE_ENDS = tuple([f"{word}{joint}" for word in _BEFORE_ONE for joint in " -"])
"""How what `_ONE_BEFORE` finds ends, in small letters."""
_ONE_SPEAKER = regex(r"(?: [a-z-]+){1,3}, [^.!?\n]{1,60}, (?:said|says|told|recalled|described|wrote)\b")
_COUNTING_ONE = regex(
    r"\b(?:just|only|than|least|about|within|for|in|after|every|nearly|almost|of|with|and|to|is|was|not) \Z", re.I
)
_HALF_AFTER = regex(r"(?:-(?:dozen)|,? (?:of|the|a|an|its|their|his|her|our|my|all|that|those|these|as|were|said)\b)")
_HALF_KIN = regex(r"[ -](?:brothers?|sisters?|siblings?|time|way|past|mast|staff|term|baked|truths?)\b")
_HALF_BEFORE = regex(
    r"\b(?:first|second|other|opening|latter|better|back|top|bottom|each|either|final)[ -]\Z", re.IGNORECASE
)
_BY_HALF = regex(r"\bby (?:about |almost |nearly |more than |over |around |roughly |up to )?\Z")
_TOO = regex(r"\btoo [\w-]+ by \Z", re.IGNORECASE)
_THIS_HALF = regex(r"\b(?:this|that|the) \Z", re.IGNORECASE)
_INLINE_MARKER = regex(r"\. [A-Z]")
_CONTRACTED = regex(r"['’](?:m|s|re|ve|ll|d)\Z")
_STEP = regex(r"[,:] [a-z]")
_ONE_NO_NOUN = regex(r" (?:[a-z]+(?:ing|ly|[^su]s|ed|n't)|really|very|so|too|not|just)\b")
_SPELLED_ZERO = regex(r"[ -](?:tolerance|sum|emission|carbon|hour|in|for|gravity)", re.I)
_LABELS = (
    "chapter phase part stage page day week game round article section level tier type class grade title volume "
    "episode season category year step question count".split()
)
_LABELS += [label.capitalize() for label in _LABELS]
_LABELS += ["number", "cloud", "square", "Act", "back to", "World War", "version", "Formula", "Force", "Channel", "BBC"]
_LABELS += ["Group", "Big", "Top", "Final", "Pac", "plan"]
_LABELLED = regex(rf"\b(?:{'|'.join(_LABELS)}) \Z")
_LABELLING = tuple([f"{label} " for label in _LABELS])


def _spelled(text: str, quantity: Quantity) -> str:
    start, end = quantity.start, quantity.end
    words = text[start:end].lower()
    if text.endswith(_LABELLING, 0, start) and _LABELLED.search(text, max(0, start - 16), start):
        return "a number that names"
    if words == "one":
        return _one(text, start, end)
    if words in ("a half", "half") and _HALF_KIN.match(text, end):
        return "part of a word"
    if words in ("a half", "half") and text.endswith("and ", 0, start):
        return "a half beside what it halves"
    if words == "half":
        if _BY_HALF.search(text, max(0, start - 18), start):
            return "an idiom" if _TOO.search(text, max(0, start - _REACH), start) else ""
        if _HALF_BEFORE.search(text, max(0, start - 12), start) or not _HALF_AFTER.match(text, end):
            return "half of nothing named"
        this = not text.startswith(" of", end) and _THIS_HALF.search(text, max(0, start - 6), start)
        return "half of nothing named" if this else ""
    if words == "zero" and (_SPELLED_ZERO.match(text, end) or not noun_phrase(text, end, single=True)):
        return "an idiom"
    return _proper_name(text, start, end)


_SOME_DAY = regex(r"one (?:day|night|morning|evening|afternoon|minute|moment)\Z", re.IGNORECASE)
_LASTING = regex(r" (?:of|a|per|later|after|before|ago|to|earlier|old|in|each|every|at)\b")


def _named_unit(text: str, quantity: Quantity) -> str:
    """ "One day she left" is no duration, "Three Mile Island" no distance."""
    start, end = quantity.start, quantity.end
    if _SOME_DAY.match(text[start:end]) and not (
        _COUNTING_ONE.search(text, max(0, start - 9), start) or _LASTING.match(text, end)
    ):
        return "an idiom"
    unit = text[quantity.numeral.end + 1 : quantity.numeral.end + 2]
    if not (text[start].isupper() and unit.isupper() and text[quantity.after + 1 : quantity.after + 2].isupper()):
        return ""
    return "" if _title_case(text, start) else "part of a name"


def _one(text: str, start: int, end: int) -> str:
    """ "one" counts only before a noun, or as the unit of a comparison ("just one")."""
    if text[end : end + 1] == "-" and re.match(r"-(?:time|off|sided|way|on|stop|upman\w*)\b", text[end : end + 9]):
        return "an idiom"
    lead = text[max(0, start - 9) : start].lower()
    if (
        lead.endswith(_ONE_BEFORE_ENDS)
        and _ONE_BEFORE.search(text, max(0, start - 9), start)
        and not _COUNTING_ONE.search(text, max(0, start - 9), start)
    ):
        return "a pronoun"
    if text[start] == "O" and _ONE_SPEAKER.match(text, end):
        return "somebody quoted"
    if _ONE_AFTER.match(text, end) or _ONE_NO_NOUN.match(text, end):
        return "a pronoun or idiom"
    return _proper_name(text, start, end)


def _proper_name(text: str, start: int, end: int) -> str:
    """A spelled number with a capital inside a sentence, next to another capital: "Big Ten", "Three Mile Island"."""
    if not text[start].isupper() or _title_case(text, start):
        return ""
    read = _word_before(text, start)
    if read is not None and read.group(1)[0].isupper() and not _opens(text, read.start(1)):
        return "part of a name"
    if text[end : end + 1] in " -" and text[end + 1 : end + 2].isupper() and not _opens(text, start):
        return "part of a name"
    following = re.match(r"[ -][A-Z]\w+", text[end : end + 20])
    if following and not is_plural(following.group()[1:]):
        return "part of a name"
    if _opens(text, start):
        return "a step of a list" if _STEP.match(text, end) else ""
    return "part of a name"
