"""Sentences and words of running English: where one ends and the next begins.

Shared by the annotating stages and by the pages that show a mention with the sentence around it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from onrecord.model import Span

_ABBREVIATIONS = frozenset(
    # titles, ranks and addresses; bodies; dates; US states as newspapers shorten them
    "mr mrs ms dr prof sen sens rep reps gov govs lt gen col sgt capt cpt cmdr maj adm pvt hon rev fr sr jr st mt ft "
    "supt insp det sec asst assoc dept pres atty dist no nos vs v etc inc corp co ltd llc bros univ u.s u.k u.n e.u "
    "d.c "
    "a.m p.m i.e e.g jan feb mar apr jun jul aug sep sept oct nov dec "
    "mon tue tues wed thu thur thurs fri sat sun "
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa "
    "tenn tex va vt wash wis wyo n.y n.j n.h n.m n.c n.d s.c s.d w.va r.i ph.d m.d".split()
)
_STOP = re.compile(r"[.!?…\n](?:(?<!\n)[.!?…]*+[\"'”’)\]]*+(?=(\s)?)|(?<=\n)(?:[ \t]*\n|(?=[ \t]*[•*\-–])))")
"""A stop with the marks that close after it, and the white space that follows if any; or a break between lines."""
_PLAIN = 6
"""Letters before a full stop from which no abbreviation is so long."""
_CAPITALISED = _ABBREVIATIONS - frozenset("nos vs v etc i.e e.g a.m p.m dept dist est ft".split())
_CLOSING = frozenset("a.m p.m u.s u.k u.n d.c inc corp co ltd jr sr etc".split())
"""Abbreviations that end sentences too; a quotation mark after them says so, or a word that opens a sentence."""
_OPENERS = "\"'“‘(["
_AHEAD, _BEHIND = 12, 24
_OPENING = re.compile(
    r"\s+(?:He|She|They|It|The|We|But|And|In|On|At|A|An|This|That|These|Those|There|His|Her|Their|If|When|While|After|As|"
    r"Some|Many|Most|Mr|Mrs|Ms)\b"
)


def _ends(text: str, stop: re.Match[str]) -> bool:
    """Whether the stop that matched really ends a sentence."""
    marks, after = stop.group(), stop.end()
    following = text[after : after + _AHEAD].lstrip().lstrip(_OPENERS)[:1]
    if following.islower():
        return False
    if marks[0] != "." or marks.startswith(".."):
        return True
    before = text[max(0, stop.start() - _BEHIND) : stop.start()].rsplit(None, 1)
    if not before or text[stop.start() - 1].isspace():
        return True
    written = before[-1].lstrip(_OPENERS)
    word = written.lower()
    if word in _CLOSING:
        return len(marks) > 1 or bool(_OPENING.match(text, after))
    if written[:1].islower() and word in _CAPITALISED:
        return True  # "he was ill." is not Illinois
    return not (word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word != "i"))


def _plain_end(text: str, at: int, following: int) -> bool:
    """Whether a stop plainly ends a sentence: a capital after it, and a word before it that is no abbreviation."""
    if not text[following : following + 1].isupper() or at < _PLAIN:
        return False
    before = text[at - _PLAIN : at]
    if before.isalpha():
        return True
    _, space, word = before.rpartition(" ")
    return bool(space) and len(word) > 1 and word.isalpha() and word.lower() not in _ABBREVIATIONS


@lru_cache(maxsize=64)
def sentence_starts(text: str) -> tuple[int, ...]:
    """Offsets at which a sentence begins, the first at 0 (leading white space included)."""
    starts, passed = [0], 0
    for stop in _STOP.finditer(text):
        at, end = stop.span()
        if at < passed or (text[at] != "\n" and not (stop[1] and (_plain_end(text, at, end + 1) or _ends(text, stop)))):
            continue
        passed = end
        while passed < len(text) and text[passed].isspace():
            passed += 1
        if starts[-1] < passed < len(text):
            starts.append(passed)
    return tuple(starts)


def sentence_at(text: str, offset: int) -> Span:
    """The sentence that holds `offset`, without the white space around it."""
    starts = sentence_starts(text)
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
