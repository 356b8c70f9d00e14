"""Sentences as short lists of tagged words: just enough grammar to see who says what in them.

Quotations are opaque here: each stands as one word `Q`, so that a sentence with a long quotation in it is as
short as any other. A tag is one letter, so that a sentence's tags are a string that plain searches work on.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, islice, pairwise
from typing import Any

from msgspec import Struct

from onrecord.annotate import lexicon as lx
from onrecord.annotate.lexicon.reporting import cue_heads, reporting_nouns
from onrecord.annotate.marks import ENDS, Passage
from onrecord.model import NameMention
from onrecord.patterns import regex

_HIDDEN, _FILL = "\x1a", "\x19"
"""What stands for a hidden passage: one character for its first, another for the rest: neighbours stay apart."""
_MARKS = r",;:()\[\]—–…/"
# one class of characters that a word can begin with, and then what each begins: where a pattern begins with a class the
# search passes over all others at once; the first branch reads most words
_TOKEN = regex(
    rf"([a-zA-Z0-9{_MARKS}$£€@#{_HIDDEN}\w-](?:(?<=[a-zA-Z])[a-z]*+(?=[ ,])|(?<=[{_MARKS}])|(?<={_HIDDEN}){_FILL}*+|"
    r"(?<=[^\W_])[^\W_]*+(?>(?:[.’'&@-][^\W_]++|(?<=\d),\d{3}(?!\d)|(?<=\d)/\d++)*)|"  # "2,340" and "9/11" are
    r"(?<=[$£€@#])[\w,.]*\w|(?<=-)(?:-|(?<!\S-)(?=\s))))"
)
_TAGS = {
    "determiner": "D", "preposition": "P", "be": "B", "auxiliary": "A", "adverb": "R", "subject": "N", "object": "O",
    "coordinator": "C", "subordinator": "S", "question": "H", "relative": "W", "that": "T", "time": "M", "verb": "V",
}  # fmt: skip
_PUNCTUATION = {"–": "-", "—": "-", "--": "-", "-": "-", "…": "-", "[": "(", "]": ")", "/": "/"}
_DATELINE = 12
_AGENCY = regex(r"(?:[Xx]{1,3}(?:,[Xx]{1,3})?|M#)\([Xx]{1,3}\)-")
_LONGEST = 160
"""Words after which a sentence without an end is cut: the time that reading takes stays linear in the text."""
_HEADLINE = 5
"""Words from which on a sentence with a capital on each is a headline."""
_KEPT = 60_000
"""Chunks of which it is kept what they read as."""
_LONG = 200
"""Characters from which on a chunk is not kept."""


@lru_cache(maxsize=1)
def function_words() -> dict[str, str]:
    """Word → tag, for the closed classes."""
    lists = lx.words("grammar.txt")
    return {word: tag for name, tag in _TAGS.items() for word in lists[name]}


class Sentence(Struct, eq=False, gc=False):
    """A sentence as parallel lists over its words; offsets are those of the source."""

    start: int
    end: int
    words: list[str]
    lows: list[str]
    """The words in lower case."""
    starts: list[int]
    mentions: list[int]
    """For every word the index of the name mention that it belongs to, or -1."""
    heads: list[int]
    """The words that a cue may begin with."""
    tags: str
    """A letter a word: D determiner, P preposition, B be, A auxiliary, R adverb, N subject pronoun, O object
    pronoun, C coordinator, S subordinator, H question word, W relative, T that, M time, X name,
    x other capital, # number, Q quotation, V a verb in the past
    that is nothing else, n any other word; punctuation stands for itself, - for every dash."""
    subjects: dict[int, Any]
    """Word → the subject that ends before it, for every word that this was asked of."""

    def end_of(self, word: int) -> int:
        """The offset at which word `word` ends."""
        return self.starts[word] + len(self.words[word])


UNREAD = Sentence(0, 0, [], [], [], [], [], "", {})
"""Stands for a sentence that is not worth reading: it has no words."""


_Known = tuple[str, str, str, bool]
"""A word, the same in lower case, its tag, and whether a cue may begin with it."""
_Chunk = tuple[str, str, str, bool, int, Sequence[tuple[_Known, int]]]
"""What stands between two spaces. One word that begins it: what is known of this, and how far behind it the next chunk
begins; anything else: nothing, that distance, and the words in it, each with where it begins."""


class _Chunks(dict[str, _Chunk]):
    """What is written between two spaces → what it reads as; worked out once and kept, up to a bound."""

    def __missing__(self, written: str) -> _Chunk:
        chunk = (*_known(written), len(written) + 1, ()) if written.isalpha() else _read_chunk(f"{written} ")
        if len(written) < _LONG:
            if len(self) >= _KEPT:
                self.clear()
            self[written] = chunk
        return chunk


_chunk_of = _Chunks().__getitem__


def _read_chunk(written: str) -> _Chunk:
    """What a chunk, with the space behind it, reads as."""
    parts = _TOKEN.split(written)  # gap, word, gap, …
    if len(parts) == 3 and not parts[0]:
        return *_known(parts[1]), len(written), ()
    places = islice(accumulate(map(len, parts)), 0, len(parts) - 1, 2)
    return "", "", "", False, len(written), tuple(zip(map(_known, parts[1::2]), places, strict=True))


def _known(word: str) -> _Known:
    low = word.lower()
    tag = "Q" if word[0] == _HIDDEN else function_words().get(low) or _shape(word)
    return word, low, tag, low in cue_heads()


def hide(text: str, passages: Sequence[Passage]) -> str:
    """`text` with every outermost passage made opaque, of the same length; the punctuation that ends one is kept."""
    parts: list[str] = []
    done = 0
    text = text.replace(_HIDDEN, " ").replace(_FILL, " ")
    for passage in passages:
        if passage.depth or passage.start < done:
            continue
        inner = passage.end - 1 if passage.closed else passage.end
        last = text[inner - 1] if inner - 1 > passage.start else ""
        kept = last if last and last in ENDS else ""
        fill = _FILL * (passage.end - passage.start - len(kept) - 1)
        parts += (text[done : passage.start], _HIDDEN, fill, kept)
        done = passage.end
    parts.append(text[done:])
    return "".join(parts)


def _words(text: str, at: int) -> tuple[list[str], list[str], list[str], list[int], list[int]]:
    """The words of a text that begins at offset `at`, these in lower case, their tags, where they begin, and which of
    them may begin a cue."""
    if text[-1:] == "-":
        text += _FILL  # a dash by itself is a word before white space alone
    words: list[str] = []
    lows: list[str] = []
    tags: list[str] = []
    starts: list[int] = []
    heads: list[int] = []
    for word, low, tag, head, length, several in map(_chunk_of, text.split(" ")):
        if head:
            heads.append(len(words))
        if tag:
            words.append(word)
            lows.append(low)
            tags.append(tag)
            starts.append(at)
        else:
            for (word, low, tag, head), offset in several:
                if head:
                    heads.append(len(words))
                words.append(word)
                lows.append(low)
                tags.append(tag)
                starts.append(at + offset)
        at += length
    return words, lows, tags, starts, heads


def read_sentence(
    hidden: str, start: int, end: int, mentions: Sequence[NameMention], places: Sequence[int]
) -> list[Sentence]:
    """The sentence from `start` to `end` of a text with its passages hidden; several where it never seems to end.

    `places` are the starts of the `mentions`.
    """
    words, lows, tags, starts, heads = _words(hidden[start:end].replace("\n", " "), start)
    count = len(words)
    if count >= _HEADLINE and "n" not in tags and "V" not in tags and "x" in tags:
        tags = [_in_headline(word) if tag == "x" else tag for word, tag in zip(words, tags, strict=True)]
    if count > 1 and tags[-1] in "PA" and words[-1].istitle():
        tags[-1] = "x"  # said |Will, said |Per
    named = [-1] * count
    number, behind = bisect_left(places, start), len(places)
    while number < behind and places[number] < end:
        index, last = bisect_left(starts, places[number]), mentions[number].end
        while index < count and starts[index] < last:
            tags[index], named[index] = "X", number
            index += 1
        number += 1
    if count <= _LONGEST:
        return [Sentence(start, end, words, lows, starts, named, heads, "".join(tags), {})] if words else []
    ends = [*starts[_LONGEST::_LONGEST], end]
    return [
        Sentence(
            starts[a], ends[a // _LONGEST], words[a:b], lows[a:b], starts[a:b], named[a:b],
            [head - a for head in heads[bisect_left(heads, a) : bisect_left(heads, b)]], "".join(tags[a:b]), {},
        )
        for a, b in pairwise([*range(0, count, _LONGEST), count])
    ]  # fmt: skip


def _in_headline(word: str) -> str:
    """The tag of a word whose capital is a headline's: a common word is one there too."""
    return "n" if lx.flags().get(word, 0) & (lx.COMMON | lx.SURNAME | lx.PLACE) == lx.COMMON else "x"


def _shape(word: str) -> str:
    first = word[0]
    if first.isalpha():
        if first.isupper():
            return "x"
        adverb = word.endswith("ly") and len(word) > 4 and word not in lx.words("grammar.txt")["no adverb"]
        return "R" if adverb else "n"
    if first.isdigit() or first in "$£€":
        return "#"
    return _PUNCTUATION.get(word, "x" if first in "@#" else first)


def is_thing(word: str) -> bool:
    """Whether a word in lower case is a noun for no person: not in the plural, no occupation and no group of people."""
    plural = word[-1] == "s" and word[-2:] != "ss"
    return not (plural or word in function_words() or word in lx.occupations() or word in reporting_nouns()["group"])


def dateline_end(sentence: Sentence) -> int:
    """The first word after a dateline ("LEEDS, May 2 (Agency) - |The mayor"), or 0 where there is none."""
    tags = sentence.tags
    dash = tags.find("-", 0, _DATELINE)
    if not 0 < dash < len(tags) - 1:
        return 0
    capitals = tags[0] in "Xx" and len(sentence.words[0]) > 2 and sentence.words[0].isupper()
    agency = _AGENCY.match(tags)  # "Leeds (Agency) - |", "May 2 (Agency) - |"
    return dash + 1 if tags[0] == "(" or capitals or agency else 0


def possessive(sentence: Sentence, index: int) -> bool:
    """Whether word `index` is a possessive ("Keller's"); the apostrophe of "officers'" stands beside the word."""
    return sentence.words[index].endswith(("'s", "’s"))
