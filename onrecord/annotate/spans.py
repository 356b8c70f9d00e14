"""The capitalised words of a source with what stands between them: what every finder of names reads."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import compress, count
from string import ascii_letters, digits

from onrecord.annotate import lexicon as lx
from onrecord.annotate.words import (
    BEFORE_STOP,
    TOKEN,
    article,
    cut,
    flag_of,
    in_address,
    letters,
    narrowed,
    small_words,
    topic,
)
from onrecord.english import PARTICLES
from onrecord.patterns import regex

_JOINTS = {
    " ": " ", "\u00a0": " ", " of ": "of", " of the ": "of", " of The ": "of", " for ": "for", " for the ": "for",
    " on ": "on", " on the ": "on", " to ": "to", " and ": "and", " & ": "&", ", ": ",",
    ", and ": ",and", " at ": "at", "-": "-", "/": "/", " (": "(",
}  # fmt: skip
# a line at least this long that breaks between two capitals was broken by a typesetter, not by the writer
_WRAPPED = 50
_JOINING = ("-", "'", "/")
_WIDEST = 16  # more characters than that between two words part them
_OPENERS = '"“‘('


class Reading:
    """A source's capitalised words, one entry a word in every list.

    `words` and `ends` are without possessive, `stops` include it. `joints[i]` says what stands between word i and the
    next: " " (only a space), "de" (particles), "of", "and", … or "" for anything that parts two names. `tight[i]`: only
    a space stands there, and no possessive. `opens[i]`: the capital means nothing, because a sentence, a quotation or a
    headline puts it there. `caps[i]`: the word stands in a line of capitals. `owner[i]`: what the word was given to, -1
    for nothing. `shouted`: the indexes of the words that have capitals only; `ties`: of those that more than a space
    joins to the next.
    """

    __slots__ = (
        "caps", "ends", "flags", "held", "joints", "lone", "opens", "owner", "shouted", "small_words",
        "starts", "stops", "text", "ties", "tight", "words",
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
        self.tight: list[bool] = []
        self.caps: list[bool] = []
        self.shouted: list[int] = []
        self.ties: list[int] = []
        self.small_words: frozenset[str] | None = None
        self.lone: dict[str, list[int]] | None = None
        self.owner: list[int] = []
        self.held: dict[str, bool] = {"": True}

    def span(self, first: int, last: int) -> str:
        """The text from the first word to the last, without the last one's possessive."""
        return self.words[first] if first == last else self.text[self.starts[first] : self.ends[last]]

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
            self.small_words = small_words(self.text)
        return self.small_words

    def has_small(self, word: str) -> bool:
        """Whether the word is one of those; most are nowhere in the text."""
        return self.holds(word) and word in self.small()

    def alone(self, word: str) -> list[int]:
        """Where a capitalised word stands by itself inside a sentence: two such places at most, which is all that is
        asked, looked for once."""
        if self.lone is None:
            self.lone = {}
            for index, each in enumerate(self.words):
                if not (self.opens[index] or self.tight[index - 1] or self.tight[index] or self.joints[index] == "of"):
                    places = self.lone.setdefault(each, [])
                    if len(places) < 2:
                        places.append(index)
        return self.lone.get(word, [])

    def ending_at(self, offset: int) -> int:
        """The index of the word that ends at `offset`, -1 for none."""
        index = bisect_left(self.ends, offset)
        return index if index < len(self.ends) and self.ends[index] == offset else -1

    def starting_at(self, offset: int) -> int:
        """The index of the word that starts at `offset`, -1 for none."""
        index = bisect_left(self.starts, offset)
        return index if index < len(self.starts) and self.starts[index] == offset else -1


def read(text: str) -> Reading:
    """The capitalised words of a source's text."""
    reading = Reading(text.replace("’", "'"))
    owned = _find_words(reading, lx.flags())
    if reading.words:
        size = len(reading.words)
        reading.flags = list(map(flag_of, reading.words))
        _join(reading, owned)
        reading.caps, reading.owner = [False] * size, [-1] * size
        reading.shouted = list(compress(count(), map(str.isupper, reading.words)))
        _mark_headlines(reading)
    return reading


# ---------------------------------------------------------------- words


def _find_words(reading: Reading, known: dict[str, int]) -> dict[int, int]:
    """Find every capitalised word; returns where those with a possessive stop, by their index."""
    text, passing = narrowed(reading.text), lx.passing()
    words, starts, ends = reading.words, reading.starts, reading.ends
    owned: dict[int, int] = {}
    for match in TOKEN.finditer(letters(text)):
        start, end = match.span()
        word = text[start:end]
        if word in passing:
            continue
        kind = match.lastindex
        if kind is None:
            for each, first, last, stop in _compound(reading, known, word, start, end):
                if stop > last:
                    owned[len(words)] = stop
                words.append(each)
                starts.append(first)
                ends.append(last)
            continue
        if kind == BEFORE_STOP and f"{word}." in known and not _closes(reading, word, end):
            word, end = f"{word}.", end + 1
        words.append(word)
        starts.append(start)
        ends.append(end)
    reading.stops = ends.copy()
    for index, stop in owned.items():
        reading.stops[index] = stop
    return owned


def _compound(
    reading: Reading, known: dict[str, int], word: str, start: int, end: int
) -> list[tuple[str, int, int, int]]:
    """(word, start, end, end with possessive) of a word that has more than letters in it or beside it: two where a
    hyphen parts two names, none in an address."""
    text, before, stop = reading.text, reading.text[start - 1 : start], end
    if before in _JOINING:
        if before == "/" and in_address(text, start):
            return []
        start -= article(text, start)
        word = text[start:end]
    if word.endswith(("'s", "'S")):
        word, end = word[:-2], end - 2
    elif text.startswith(".", end):
        if f"{word}." in known and not _closes(reading, word, end):
            word, end, stop = f"{word}.", end + 1, end + 1
    elif word[-1] in "sz" and text.startswith(("' ", "'\n"), end):
        stop = end + 1
    if "-" not in word or not (at := cut(word, known) or topic(text, word, start, known)):
        return [(word, start, end, stop)]
    head, tail = word[:at], word[at + 1 :]
    first = (head, start, start + at, start + at)
    return [first, (tail, start + at + 1, end, stop)] if tail[0].isupper() else [first]


def _closes(reading: Reading, word: str, end: int) -> bool:
    """Whether the full stop after "Inc" or "Jr" at the end of a paragraph ends the sentence and no more: elsewhere
    in the text the word has none."""
    return reading.text[end + 1 : end + 2] in ("\n", "") and not reading.holds(f"{word}. ")


# ---------------------------------------------------------------- what stands between


def _join(reading: Reading, owned: Iterable[int]) -> None:
    """Say what joins each word to the next, and where a capital means nothing because a sentence begins; the words
    `owned` have a possessive."""
    text, starts, stops, size = reading.text, reading.starts, reading.stops, len(reading.starts)
    # most gaps are one space, or have words and say nothing
    joints, begins, tight, ties = [""] * size, [False] * size, [False] * size, reading.ties
    for index, (stop, start) in enumerate(zip(stops, starts[1:], strict=False)):
        if start - stop > _WIDEST:
            if text[start - 1] != " " or text[start - 2] not in _GOING_ON:
                told = _of_wide(text[start - _TAIL : start])
                begins[index] = bool(_begins(text[stop:start]) if told is None else told)
            continue
        gap = text[stop] if start - stop == 1 else text[stop:start]
        if gap == " ":
            joints[index], tight[index] = " ", True
            continue
        joint, begin = _of_narrow(gap)
        if joint == "\n":
            wrapped = stop - text.rfind("\n", 0, stop) > _WRAPPED
            joint, begin = " " if wrapped else "", not wrapped
        joints[index], begins[index], tight[index] = joint, begin, joint == " "
        if joint and joint != " ":
            ties.append(index)
    for index in owned:
        tight[index] = False
    reading.joints, reading.tight = joints, tight
    reading.opens = [_begins(text[: starts[0]]) is not False, *begins[:-1]]


_GOING_ON = frozenset(f"{ascii_letters}{digits},%)")
"""What stands before the last space of a gap within a sentence, nearly always."""
_KEPT = 1 << 12


class _Narrow(dict[str, tuple[str, bool]]):
    """Gap → what it makes of the words beside it ("\\n" where that hangs on the line), and whether a sentence begins;
    worked out once for a gap and kept, up to a bound."""

    def __missing__(self, gap: str) -> tuple[str, bool]:
        if len(self) >= _KEPT:
            self.clear()
        self[gap] = told = _narrow(gap)
        return told


class _Wide(dict[str, bool | None]):
    """The last characters of a gap that parts the words beside it → whether a sentence begins."""

    def __missing__(self, tail: str) -> bool | None:
        if len(self) >= _KEPT:
            self.clear()
        self[tail] = told = _begins(tail)
        return told


_of_narrow, _of_wide = _Narrow().__getitem__, _Wide().__getitem__


def _narrow(gap: str) -> tuple[str, bool]:
    joint = _JOINTS.get(gap)
    if joint is None:
        inner = gap.split()
        joint = "de" if inner and gap[0] == " " and PARTICLES.issuperset(inner) else ""
        joint = "\n" if gap.strip(" ") == "\n" else joint
    return joint, bool(_begins(gap))


def _begins(gap: str) -> bool | None:
    """Whether a sentence begins after what stands between two words; None where nothing there says so."""
    at = len(gap) - 1
    if gap[-1:] == " " and (gap[-2:-1].isalnum() or gap[-2:-1] in (",", "%", ")")):
        return False
    while at >= 0 and gap[at] in " ([*•\t\"'“”‘":
        if gap[at] in _OPENERS and (gap[at] != '"' or gap[at + 1 : at + 2] != " "):
            return True
        at -= 1
    return gap[at] in ".\n!?:;•–—-|>" if at >= 0 else None


_TAIL = 3  # characters at the end of a gap that mostly tell


def _mark_headlines(reading: Reading) -> None:
    """Mark the words of lines whose capitals mean nothing, because nearly every word has one."""
    starts = reading.starts
    start = index = 0
    for line in reading.text.split("\n"):
        if line:
            end = start + len(line)
            last = bisect_left(starts, end, index)
            # where fewer than a third of the words have a capital there is no headline, and no closer look
            if 4 < end - start < 250 and (last - index) * 3 >= (spaces := line.count(" ")):
                upper = line.isupper()
                if upper or (spaces >= 3 and _title_case(line)):
                    reading.opens[index:last] = [True] * (last - index)
                    reading.caps[index:last] = [upper] * (last - index)
            index, start = last, end
        start += 1


_IN_SMALL_LETTERS = regex(r" ([a-z]{4,})")
"""Most of the long words without a capital: a quick look."""
_LONG_WORD = regex(r"[^\W\d_][a-z\w']{3,}")
_LONG = 5
"""Characters of a long word and the space behind it, at least."""
_MOST_SMALL = 0.15
"""The share of a headline's long words that may be written in small letters."""
_SMALL = frozenset("from with over into after than that this about amid".split())


def _title_case(line: str) -> bool:
    most = 0.0 if line.rstrip()[-1:] == "." else _MOST_SMALL  # of a sentence of names one word is the verb
    small = [word for word in _IN_SMALL_LETTERS.findall(line) if word not in _SMALL]
    if len(small) > most * (len(line) + 1) / _LONG:
        return False  # too many, had the line long words only
    firsts = "".join([word[0] for word in _LONG_WORD.findall(line) if word not in _SMALL])
    return len(firsts) >= 4 and sum(map(str.islower, firsts)) <= most * len(firsts)
