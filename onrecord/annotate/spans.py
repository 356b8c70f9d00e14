"""The capitalised words of a source with what stands between them: what every finder of names reads."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from onrecord.annotate import lexicon as lx
from onrecord.annotate.words import TOKEN, article, cut, flag_of, in_address

_JOINTS = {
    " ": " ", "\u00a0": " ", " of ": "of", " of the ": "of", " of The ": "of", " for ": "for", " for the ": "for",
    " on ": "on", " on the ": "on", " to ": "to", " and ": "and", " and the ": "and", " & ": "&", ", ": ",",
    ", and ": ",and", " at ": "at", "-": "-", "/": "/", " (": "(",
}  # fmt: skip
# a line at least this long that breaks between two capitals was broken by a typesetter, not by the writer
_WRAPPED = 50
_SMALL_WORD = re.compile(r"\b[a-z]{3,}\b")
_ODD = (".", "'")
_HYPHENS = ("-", "'")
_WIDEST = 16  # more characters than that between two words part them
_OPENERS = '"“‘('


class Reading:
    """A source's capitalised words, one entry a word in every list.

    `words` and `ends` are without possessive, `stops` include it. `joints[i]` says what stands between word i and the
    next: " " (only a space), "de" (particles), "of", "and", … or "" for anything that parts two names. `opens[i]`: the
    capital means nothing, because a sentence, a quotation or a headline puts it there. `caps[i]`: the word stands in a
    line of capitals. `owner[i]`: what the word was given to, -1 for nothing. `shouted`: the indexes of the words of two
    and more letters that have capitals only.
    """

    __slots__ = (
        "caps", "ends", "flags", "held", "joints", "opens", "owner", "shouted", "small_words",
        "starts", "stops", "text", "words",
    )  # fmt: skip

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.stops: list[int] = []
        self.flags: list[int] = []
        self.opens: list[bool] = []
        self.joints: list[str] = []
        self.caps: list[bool] = []
        self.shouted: list[int] = []
        self.small_words: frozenset[str] | None = None
        self.owner: list[int] = []
        self.held: dict[str, bool] = {"": True}

    def span(self, first: int, last: int) -> str:
        """The text from the first word to the last, without the last one's possessive."""
        return self.text[self.starts[first] : self.ends[last]]

    def tight(self, index: int) -> bool:
        """Whether only a space stands between the word and the next, and no possessive."""
        return self.joints[index] == " " and self.ends[index] == self.stops[index]

    def flag(self, index: int) -> int:
        """What the word may be; 0 beyond either end."""
        return self.flags[index] if 0 <= index < len(self.flags) else 0

    def holds(self, words: str) -> bool:
        """Whether the text holds the words; looked up once."""
        if words not in self.held:
            self.held[words] = words in self.text
        return self.held[words]

    def small(self) -> frozenset[str]:
        """The words of three and more letters that stand in the text without a capital."""
        if self.small_words is None:
            self.small_words = frozenset(_SMALL_WORD.findall(self.text))
        return self.small_words

    def ending_at(self, offset: int) -> int:
        """The index of the word that ends at `offset`, -1 for none."""
        index = bisect_left(self.ends, offset)
        return index if index < len(self.ends) and self.ends[index] == offset else -1


def _joint(text: str, gap: str, start: int) -> str:
    if "\n" in gap and gap.strip(" ") == "\n":
        return " " if start - text.rfind("\n", 0, start) > _WRAPPED else ""
    return _particles(gap)


@lru_cache(maxsize=4096)
def _particles(gap: str) -> str:
    inner = gap.split()
    return "de" if inner and gap[0] == " " and lx.particles().issuperset(inner) else ""


def _opens(text: str, start: int, dotted: int) -> bool:
    """Whether a capital may be there only because a sentence begins; `dotted` is where an abbreviation before it
    ends."""
    at = start - 1
    if at < 0:
        return True
    if text[at] == " " and (text[at - 1].isalnum() or text[at - 1] in ",%)"):
        return False
    while at >= 0 and text[at] in " ([*•\t\"'“”‘":
        if text[at] in _OPENERS and (text[at] != '"' or text[at + 1] != " "):
            return True
        at -= 1
    return at < 0 or text[at] in "\n!?:;•–—-|>" or (text[at] == "." and dotted != at + 1)


def _closes(reading: Reading, word: str, end: int) -> bool:
    """Whether the full stop after "Inc" or "Jr" at the end of a paragraph ends the sentence and no more: elsewhere
    in the text the word has none."""
    return reading.text[end + 1 : end + 2] in ("\n", "") and not reading.holds(f"{word}. ")


def _edges(reading: Reading, word: str, end: int, known: dict[str, int]) -> tuple[str, int, int]:
    """(word, end, end with possessive) for a word that may have a full stop, an apostrophe or a hyphen at its end."""
    text = reading.text
    if word[-2:] in ("'s", "'S"):
        return word[:-2], end - 2, end
    if text[end : end + 1] == "." and f"{word}." in known and not _closes(reading, word, end):
        return f"{word}.", end + 1, end + 1
    if text[end : end + 2] in ("' ", "'\n") and word[-1] in "sz":
        return word, end, end + 1
    return word, end, end


def read(text: str) -> Reading:
    """The capitalised words of a source's text."""
    known = lx.flags()
    reading = Reading(text.replace("’", "'"))
    text = reading.text
    for match in TOKEN.finditer(text):
        word = match.group()
        start, end = match.span()
        before = text[start - 1 : start]
        if before == " " and word.isalpha() and text[end : end + 1] not in _ODD:
            if word[0] <= "Z" or word[0].isupper():
                _add(reading, word, start, end, end, known)
        elif word[0].isupper() and not (before == "/" and in_address(text, start)):
            lead = article(text, start) if before in _HYPHENS else 0
            _add_odd(reading, text[start - lead : end], start - lead, end, known)
    count = len(reading.words)
    if count:
        reading.joints.append("")
    reading.caps, reading.owner = [False] * count, [-1] * count
    reading.shouted = [index for index, word in enumerate(reading.words) if word.isupper() and len(word) > 1]
    _mark_headlines(reading)
    return reading


def _add_odd(reading: Reading, word: str, start: int, end: int, known: dict[str, int]) -> None:
    """Take a word that has more than letters in it or beside it."""
    word, end, stop = _edges(reading, word, end, known)
    at = cut(word, known) if "-" in word else 0
    if at:
        _add(reading, word[:at], start, start + at, start + at, known)
        if word[at + 1].islower():
            return
        word, start = word[at + 1 :], start + at + 1
    _add(reading, word, start, end, stop, known)


def _add(reading: Reading, word: str, start: int, end: int, stop: int, known: dict[str, int]) -> None:
    text, stops = reading.text, reading.stops
    previous = stops[-1] if stops else -99
    joint, opens = "", False
    if start - previous <= _WIDEST:
        gap = text[previous:start]
        joint = _JOINTS[gap] if gap in _JOINTS else _joint(text, gap, previous)
    if joint != " ":
        edge = text[max(0, start - 2) : start]
        if edge[1:] != " " or not (edge[0].isalpha() or edge[0] == ","):
            opens = _opens(text, start, previous if stops and reading.words[-1][-1] == "." else -1)
    if stops:
        reading.joints.append(joint)
    reading.words.append(word)
    stops.append(stop)
    reading.opens.append(opens)
    reading.starts.append(start)
    reading.ends.append(end)
    flag = known.get(word)
    reading.flags.append(flag_of(word, known) if flag is None else flag)


def _mark_headlines(reading: Reading) -> None:
    """Mark the words of lines whose capitals mean nothing, because nearly every word has one."""
    start, index, count = 0, 0, len(reading.words)
    for line in reading.text.split("\n"):
        end = start + len(line)
        index = bisect_left(reading.starts, start, index)
        capitals = bisect_left(reading.starts, end, index) - index
        # a line of which fewer than a third of the words have a capital is no headline: not looked at any closer
        plain = capitals * 3 < line.count(" ") or not 4 < len(line) < 250
        upper = not plain and line.isupper()
        if upper or (not plain and _title_case(line)):
            while index < count and reading.starts[index] < end:
                reading.opens[index] = True
                reading.caps[index] = upper
                index += 1
        start = end + 1


_LONG_WORD = re.compile(r"[^\W\d_][\w']{3,}")
_SMALL = frozenset("from with over into after than that this about amid".split())


def _title_case(line: str) -> bool:
    if line.count(" ") < 3:
        return False
    long_words = [word for word in _LONG_WORD.findall(line) if word not in _SMALL]
    return len(long_words) >= 4 and sum(word[0].islower() for word in long_words) <= 0.15 * len(long_words)
