"""Sentences as short lists of tagged words: just enough grammar to see who says what in them.

Quotations are opaque here: each stands as one word `Q`, so that a sentence with a long quotation in it is as
short as any other. A tag is one letter, so that a sentence's tags are a string that plain searches work on.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

from onrecord.annotate.lexicon.reporting import sections
from onrecord.annotate.marks import Passage
from onrecord.model import NameMention
from onrecord.prose import sentence_starts

HIDDEN = "\x1a"
_TOKEN = re.compile(rf"{HIDDEN}+|[^\W_]+(?:[.’'&@-][^\W_]+)*|[$£€@#][\w,.]*\w|[,;:()\[\]—–…/]|--|(?<=\s)-(?=\s)")
_TAGS = {
    "determiner": "D", "preposition": "P", "be": "B", "auxiliary": "A", "adverb": "R", "subject": "N", "object": "O",
    "coordinator": "C", "subordinator": "S", "question": "H", "relative": "W", "that": "T", "time": "M", "verb": "V",
}  # fmt: skip
_PUNCTUATION = {"–": "-", "—": "-", "--": "-", "-": "-", "…": "-", "[": "(", "]": ")", "/": "/"}
_KEPT = ".,!?…—–-;:"


@lru_cache(maxsize=1)
def _grammar() -> dict[str, str]:
    """Word → tag, for the closed classes."""
    words = sections("grammar.txt")
    return {word: tag for name, tag in _TAGS.items() for word in words[name]}


class Sentence:
    """A sentence as parallel lists over its words; offsets are those of the source."""

    __slots__ = ("end", "ends", "lows", "mentions", "start", "starts", "tags", "words")

    def __init__(self, start: int, end: int) -> None:
        self.start, self.end = start, end
        self.words: list[str] = []
        self.lows: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.mentions: list[int] = []
        """For every word the index of the name mention that it belongs to, or -1."""
        self.tags = ""
        """A letter a word: D determiner, P preposition, B be, A auxiliary, R adverb, N subject pronoun, O object
        pronoun, C coordinator, S subordinator, H question word, W relative, T that, M time, X name,
        x other capital, # number, Q quotation, V a verb in the past
        that is nothing else, n any other word; punctuation stands for itself, - for every dash."""

    def at(self, offset: int) -> int:
        """The index of the first word that starts at or after `offset`."""
        return bisect_left(self.starts, offset)


def hide(text: str, passages: Sequence[Passage]) -> str:
    """`text` with every outermost passage made opaque, of the same length; the punctuation that ends one is kept."""
    parts: list[str] = []
    done = 0
    for passage in passages:
        if passage.depth or passage.start < done:
            continue
        inner = passage.end - 1 if passage.closed else passage.end
        last = text[inner - 1] if inner - 1 > passage.start else ""
        kept = last if last and last in _KEPT else ""
        parts += (text[done : passage.start], HIDDEN * (passage.end - passage.start - len(kept)), kept)
        done = passage.end
    parts.append(text[done:])
    return "".join(parts)


def read_sentences(hidden: str, start: int, end: int, mentions: Sequence[NameMention]) -> list[Sentence]:
    """The sentences of one paragraph (`start` to `end`) of the text with its passages hidden."""
    starts = sentence_starts(hidden)
    first, last = bisect_right(starts, start), bisect_left(starts, end)
    cuts = [start, *starts[first:last], end]
    return [_read(hidden, cuts[i], cuts[i + 1], mentions) for i in range(len(cuts) - 1) if cuts[i] < cuts[i + 1]]


def _read(hidden: str, start: int, end: int, mentions: Sequence[NameMention]) -> Sentence:
    sentence = Sentence(start, end)
    grammar = _grammar()
    tags: list[str] = []
    nearest = bisect_left(mentions, start, key=lambda mention: mention.end)
    for match in _TOKEN.finditer(hidden, start, end):
        word, at = match.group(), match.start()
        while nearest < len(mentions) and mentions[nearest].end <= at:
            nearest += 1
        named = nearest < len(mentions) and mentions[nearest].start <= at
        low = word.lower()
        tags.append("X" if named else grammar.get(low) or _shape(word))
        sentence.words.append(word)
        sentence.lows.append(low)
        sentence.starts.append(at)
        sentence.ends.append(match.end())
        sentence.mentions.append(nearest if named else -1)
    sentence.tags = "".join(tags)
    return sentence


def _shape(word: str) -> str:
    first = word[0]
    if first == HIDDEN:
        return "Q"
    if first.isalpha():
        if first.isupper():
            return "x"
        return "R" if word.endswith("ly") and len(word) > 4 else "n"
    if first.isdigit() or first in "$£€":
        return "#"
    return _PUNCTUATION.get(word, "x" if first in "@#" else first)
