"""Sentences and words of running English: where one ends and the next begins.

Shared by the annotating stages and by the pages that show a mention with the sentence around it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from onrecord.english import SHORT_MONTHS, SHORT_WEEKDAYS
from onrecord.model import Span
from onrecord.patterns import regex

_ABBREVIATIONS = frozenset(
    # titles, ranks and addresses; bodies; US states as newspapers shorten them
    "mr mrs ms dr prof sen sens rep reps gov govs lt gen col sgt capt cpt cmdr maj adm pvt hon rev fr sr jr st mt ft "
    "supt insp det sec asst assoc dept pres atty dist no nos vs v etc inc corp co ltd llc bros univ u.s u.k u.n e.u "
    "d.c l.a "
    "a.m p.m i.e e.g "
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa "
    "tenn tex va vt wash wis wyo n.y n.j n.h n.m n.c n.d s.c s.d w.va r.i ph.d m.d".split()
).union(SHORT_MONTHS, SHORT_WEEKDAYS)
_BEHIND_STOP = r"(?<![.!?…].)[.!?…]*+[\"'”’)\]]*+(?!\n\n)(?=\s{1,11}[\"'“‘(\[]*+(\S)?)\s++"
_STOPS = {mark: regex(re.escape(mark) + _BEHIND_STOP) for mark in ".!?…"}
"""For each mark that may end a sentence: a stop with the marks that close after it, white space behind that is no break
by itself, and the first letter that follows (a group). To search for one character takes a tenth of what one of several
takes."""
_BREAK = regex(r"\n(?:[ \t]*\n|(?=[ \t]*[•*\-–]))\s*+")
"""A break between lines, up to what follows."""
_TAIL = 3
_TAILS = frozenset([word[-_TAIL:] for word in _ABBREVIATIONS])
"""What abbreviations end in: three letters before a full stop tell of most words that they are none."""
_BEFORE_NAMES = frozenset(space + title for space in " \n" for title in ("Mr", "Ms", "Dr", "St"))
"""What most abbreviations are: three letters that tell of a full stop that it ends nothing."""
_CAPITALISED = _ABBREVIATIONS - frozenset("nos vs v etc i.e e.g a.m p.m dept dist est ft".split())
_CLOSING = frozenset("a.m p.m u.s u.k u.n d.c l.a inc corp co ltd jr sr etc".split())
"""Abbreviations that end sentences too; a quotation mark after them says so, or a word that opens a sentence."""
_INITIALS, _PAIR = regex(r"[a-z]\.[a-z]"), 3
"""Two of a person's ("T.J. Hill"); three are more often a body's, which may end a sentence ("the F.B.I.")."""
MAX_WRAPPED = 120
"""A line longer than this was not broken by hand to fit a page or a terminal."""
ENDED = regex(r"[.!?…:;,][\"'”’)\]]*$")
"""How a line ends that does not break off in the middle of a clause."""
MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?|"
    r"sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_DATELINE = regex(
    r"(?:(?:[A-Z][A-Z.'’-]+(?:[ /][A-Z][A-Z.'’-]+){0,4}|"
    r"[A-Z][a-z’'-]+(?: [A-Z][a-z’'-]+){0,3}(?=[^()\n]{0,60}\([^()\n]+\)\s*[–—-]))"
    rf"(?:,\s+[A-Z][\w.]*(?:\s[A-Z][\w.]*){{0,2}})?(?:,\s+(?i:{MONTH})\s+\d{{1,2}}(?:,\s+\d{{4}})?)?"
    r"\s*(?:\([^()\n]{2,60}\))?|\([^()\n]{2,60}\))\s*(?:[–—]|--(?=\s)|(?<=\)\s)-(?=\s))"
)
"""`(Outlet) —`, `CITY, State, March 3 (Outlet) —` or `CITY —` at the head of a text's first prose."""
_LONGEST_DATELINE = 160
"""Characters."""
_BYLINE = regex(r"(?:By|BY)(?:,?\s+(?:and\s+)?[A-Z][\w.'’-]*){1,9}(?:,[^.]{0,60})?$")
_MOST_ABOVE = 4
"""Lines above an article that no blank line parts from it, at most: label, headline, byline, date."""
_BEHIND_DATELINE = regex(r"\s*(?=[\"“‘'(]?[A-Z\d])")
_OPENERS = "\"'“‘(["
_BEHIND = 24
_OPENING = regex(
    r"\s+(?:He|She|They|It|The|We|But|And|In|On|At|A|An|This|That|These|Those|There|His|Her|Their|If|When|While|After|As|"
    r"Some|Many|Most|Mr|Mrs|Ms)\b"
)


def _ends(text: str, at: int, following: str | None) -> bool:
    """Whether the stop at `at` really ends a sentence; `following` is the letter behind it."""
    if following and following.islower():
        return False
    tail = text[at - _TAIL : at]  # nothing where the text has fewer letters before
    if (tail.isalpha() and tail.lower() not in _TAILS) or text[at] != "." or text[at + 1] == ".":
        return True
    if tail in _BEFORE_NAMES:
        return False
    before = text[max(0, at - _BEHIND) : at].rsplit(None, 1)
    if not before or text[at - 1].isspace():
        return True
    written = before[-1].lstrip(_OPENERS)
    word = written.lower()
    if word in _CLOSING or (len(word) == _PAIR and _INITIALS.fullmatch(word)):
        return not text[at + 1].isspace() or bool(_OPENING.match(text, at + 1))
    if written[:1].islower() and word in _CAPITALISED:
        return True  # "he was ill." is not Illinois
    return not (word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word != "i"))


@lru_cache(maxsize=64)
def sentence_starts(text: str) -> tuple[int, ...]:
    """Offsets at which a sentence begins, the first at 0 (leading white space included)."""
    stops = [found.span() for found in _BREAK.finditer(text)]
    for mark, pattern in _STOPS.items():
        if mark in text:
            stops += [stop for found in pattern.finditer(text) if _ends(text, (stop := found.span())[0], found[1])]
    stops.sort()
    starts = [0]
    for at, after in stops:
        if at >= starts[-1]:
            starts.append(after)
    if stops and starts[-1] == len(text):
        starts.pop()
    return tuple(starts)


def flows(text: str, lines: Sequence[tuple[int, int]]) -> bool:
    """Whether lines without a blank one between them are one text, broken by hand to fit a page: none is too long, and
    most of them go on in the middle of a sentence."""
    if any(end - start > MAX_WRAPPED for start, end in lines):
        return False
    going_on = sum(
        text[after[0]].islower() and not ENDED.search(text[max(before[0], before[1] - 4) : before[1]])
        for before, after in pairwise(lines)
    )
    return 3 * going_on >= len(lines) - 1


def dateline(text: str, start: int, end: int) -> re.Match[str] | None:
    """The dateline that a paragraph begins with, if any."""
    # without a bracket it begins with two capitals: most paragraphs do not
    stop = start + _LONGEST_DATELINE if end - start > _LONGEST_DATELINE else end
    if start + 1 < len(text) and text[start + 1].islower() and text.find("(", start, stop) < 0:
        return None
    return _DATELINE.match(text, start, stop)


def lines_above(text: str, lines: Sequence[tuple[int, int]]) -> int:
    """How many of the first lines of a text stand above its article though no blank line parts them from it.

    What is above ends with a byline or before a dateline, and with a line in which the next word would have had room.
    """
    width = max(end - start for start, end in lines)
    for count in range(min(_MOST_ABOVE, len(lines) - 1), 0, -1):
        (start, end), (after, last) = lines[count - 1 : count + 1]
        if _BYLINE.match(text[start:end]) or _DATELINE.match(text, after, last):
            following = text[after:last].split(maxsplit=1)[0]
            if end - start + 1 + len(following) <= width:
                return count
    return 0


@lru_cache(maxsize=64)
def parted_starts(text: str) -> tuple[int, ...]:
    """As `sentence_starts`, for showing: headline, byline and dateline are no part of the sentence behind them.

    So a sentence begins with each line of those that are not one text, too, and behind a dateline.
    """
    starts = {*sentence_starts(text)}
    for number, lines in enumerate(_runs(text)):
        for start, end in lines if len(lines) == 1 else _parted(text, lines, headed=number == 0):
            starts.add(start)
            found = dateline(text, start, end)
            if found and (opening := _BEHIND_DATELINE.match(text, found.end())):
                starts.add(opening.end())
    return tuple(sorted(starts))


def _parted(text: str, lines: list[tuple[int, int]], headed: bool) -> list[tuple[int, int]]:
    """The lines that begin a sentence, of some without a blank one between them; a headline may stand above them."""
    above = lines_above(text, lines) if headed else 0
    return lines[: above + 1] if flows(text, lines[above:]) else lines


def _runs(text: str) -> Iterator[list[tuple[int, int]]]:
    """The lines of a text, without the white space around them, as blank ones part them."""
    run: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        words = line.strip()
        if words:
            start = at if len(words) == len(line) else at + line.index(words)
            run.append((start, start + len(words)))
        elif run:
            yield run
            run = []
        at += len(line) + 1
    if run:
        yield run


def sentence_at(text: str, offset: int) -> Span:
    """The sentence that holds `offset`, as it is shown, without the white space around it."""
    starts = parted_starts(text)
    index = bisect_right(starts, offset) - 1
    start = starts[index]
    end = starts[index + 1] if index + 1 < len(starts) else len(text)
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Span(start, max(start, end))


def is_english(language: str | None) -> bool:
    """Whether the rules for English may be used on a text in `language`: they are, where none is known."""
    return language is None or re.split("[-_]", language)[0].lower() == "en"
