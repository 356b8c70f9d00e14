"""People in a source: by a title, a known given name, a role or a verb of saying beside the name."""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.annotate import lexicon as lx
from onrecord.annotate.organizations import Piece
from onrecord.annotate.spans import Reading


class Person(NamedTuple):
    """A stretch of words that names somebody, and what stands before it."""

    first: int
    last: int
    confidence: float
    why: str
    role: str = ""
    gender: str = ""
    sure: bool = True


_NAMELESS = lx.FUNCTION | lx.CALENDAR | lx.NATION
_SUFFIX = frozenset("Jr Jr. Sr Sr. II III IV Junior".split())
_OCCUPATION = lx.words("titles.txt")["occupation"]
_PAIRS = frozenset(entry for line in lx.lines("titles.txt")["pair"] for entry in line)
_HE = frozenset(
    lx.words("titles.txt")["honorific m"]
    | {"Congressman", "Assemblyman", "Councilman", "Chairman", "Spokesman", "Alderman"}
)
_SHE = frozenset(
    lx.words("titles.txt")["honorific f"]
    | {"Congresswoman", "Assemblywoman", "Councilwoman", "Chairwoman", "Spokeswoman"}
)
_SAY = "said|says|told|added|asked|wrote|argued|explained|noted|insisted|warned|tweeted|admitted|replied|continued|recalled|testified|denied|claimed|declared|announced|acknowledged|conceded|stressed|predicted|commented|complained|vowed"
_AFTER = re.compile(rf",? (?:(?:has|had|also|later|then|who) )?(?:{_SAY})\b")
_BEFORE = re.compile(rf"(?:{_SAY}) $")
_APPOSITION = re.compile(r",? \(?(?:aged )?\d\d\b,?|, (?:an?|the|who|whose|former|[a-z]+ (?:of|at|for|with))\b")
_PARTS = re.compile(r"[A-Z]\.")


def _gender(flag: int) -> str:
    given = flag & lx.GIVEN
    return "f" if given == lx.FEMALE else "m" if given == lx.MALE else ""


class _Run(NamedTuple):
    """Words with only spaces or particles between them."""

    first: int
    last: int


def _runs(reading: Reading, pieces: list[Piece]) -> list[_Run]:
    runs: list[_Run] = []
    index, count = 0, len(reading.words)
    while index < count:
        if reading.owner[index] >= 0 or (reading.flags[index] & _NAMELESS and not _name_anyway(reading, index)):
            index += 1
            continue
        last = index
        while (
            last + 1 < count
            and reading.joints[last] in (" ", "de")
            and reading.ends[last] == reading.stops[last]
            and reading.owner[last + 1] < 0
            and (not reading.flags[last + 1] & _NAMELESS or _name_anyway(reading, last + 1))
        ):
            last += 1
        runs.append(_Run(index, last))
        index = last + 1
    return runs


def _name_anyway(reading: Reading, index: int) -> bool:
    """A month or a function word that is a name where it stands: "April Jones", "Theresa May", "Will Smith"."""
    flag = reading.flags[index]
    if not flag & (lx.GIVEN | lx.SURNAME) or flag & lx.NATION:
        return False
    if flag & lx.GIVEN and not reading.opens[index] and index + 1 < len(reading.flags) and reading.joints[index] == " ":
        return bool(reading.flags[index + 1] & lx.SURNAME) and not reading.flags[index + 1] & _NAMELESS
    return (
        index > 0
        and reading.joints[index - 1] == " "
        and bool(reading.flags[index - 1] & (lx.GIVEN | lx.HONORIFIC))
        and not reading.flags[index - 1] & _NAMELESS
    )


def _title_end(reading: Reading, run: _Run) -> int:
    """The index after the last word of a title in the run; the run's first where there is none."""
    after = run.first
    index = run.first
    while index < run.last:
        flag = reading.flags[index]
        if flag & lx.TITLE and not _named_like_a_title(reading, run, index):
            after = index + 1
        index += 1
    return after


def _named_like_a_title(reading: Reading, run: _Run, index: int) -> bool:
    """A word that is a title elsewhere and a given name or surname here ("Martin Luther King", "Earl Warren")."""
    flag = reading.flags[index]
    if not flag & (lx.GIVEN | lx.SURNAME):
        return False
    if index > run.first and reading.flags[index - 1] & lx.GIVEN and not reading.flags[index - 1] & lx.TITLE:
        return True
    return (
        index == run.first
        and bool(flag & lx.GIVEN)
        and index + 1 == run.last
        and not reading.flags[index + 1] & lx.GIVEN
    )


def _word_before(reading: Reading, first: int) -> str:
    """The lower-case word that stands right before."""
    start = reading.starts[first]
    if start < 2 or reading.text[start - 1] != " ":
        return ""
    return reading.text[reading.text.rfind(" ", max(0, start - 30), start - 1) + 1 : start - 1]


def _context(reading: Reading, first: int, last: int) -> str:
    """What beside the words says that they name a person; "" for nothing."""
    text, end = reading.text, reading.ends[last]
    if _AFTER.match(text, end):
        return "verb of saying after"
    if _BEFORE.search(text, max(0, reading.starts[first] - 16), reading.starts[first]):
        return "verb of saying before"
    before = _word_before(reading, first)
    if before.rpartition("-")[2] in _OCCUPATION:
        return "role before name"
    if _APPOSITION.match(text, end):
        return "apposition after"
    return ""


def _shape(reading: Reading, first: int, last: int) -> int:
    """How many words of the name are neither initials nor suffixes."""
    return sum(
        1
        for index in range(first, last + 1)
        if not _PARTS.match(reading.words[index]) and reading.words[index] not in _SUFFIX
    )


def _judge(reading: Reading, first: int, last: int, title: bool) -> tuple[float, str]:
    """Confidence and rule for the words as a person's name; 0 for none."""
    flags, words = reading.flags, reading.words
    count = last - first + 1
    tail = last - 1 if words[last] in _SUFFIX and last > first else last
    common_tail = flags[tail] & (lx.COMMON | lx.SURNAME | lx.GIVEN) == lx.COMMON
    if count > 5 or words[first].isupper() and len(words[first]) > 3 and count == 1:
        return 0.0, ""
    if title:
        if common_tail and flags[tail] & (lx.LAST | lx.FIRST | lx.OFFICE | lx.BEFORE_OFFICE):
            return 0.0, ""
        return (0.8 if common_tail else 0.96), "title before name"
    opened = reading.opens[first] and flags[first] & lx.COMMON
    if count >= 2 and flags[first] & lx.GIVEN and not (common_tail and (opened or reading.opens[tail])):
        return (0.8 if common_tail or opened else 0.95), "given name and surname"
    if count >= 2 and _PARTS.match(words[first]) and not common_tail and len(words[tail]) > 2:
        return 0.9, "initial and surname"
    if any(flags[index] & lx.COMMON and not flags[index] & (lx.SURNAME | lx.GIVEN) for index in range(first, last + 1)):
        return 0.0, ""
    if any(words[index].isupper() and len(words[index]) > 2 for index in range(first, last + 1)):
        return 0.0, ""
    context = _context(reading, first, last)
    if count >= 2:
        if context:
            return 0.88, context
        known = any(flags[index] & (lx.SURNAME | lx.GIVEN) for index in range(first, last + 1))
        return (0.75, "two capitalised words, one a known name") if known else (0.6, "two capitalised words")
    if flags[first] & lx.COMMON and reading.opens[first]:
        return 0.0, ""
    if context in ("verb of saying after", "verb of saying before"):
        return 0.8, context
    return (0.75, context) if context == "role before name" else (0.3, "one capitalised word")


def find_people(reading: Reading, pieces: list[Piece]) -> list[Person]:
    """People by sure evidence and, with `sure` false, words that may be the surname of somebody."""
    found: list[Person] = []
    for run in _runs(reading, pieces):
        first = _title_end(reading, run)
        role = reading.span(run.first, first - 1) if first > run.first else ""
        confidence, why = _judge(reading, first, run.last, bool(role))
        if not confidence:
            continue
        title = reading.words[first - 1] if role else ""
        gender = "m" if title in _HE else "f" if title in _SHE else _gender(reading.flags[first])
        found.append(Person(first, run.last, confidence, why, role, gender, confidence >= 0.6))
    return found
