"""Words as they can be compared: those of a quote as they would be said, and a sample of all words of a source."""

from __future__ import annotations

from itertools import compress
from zlib import crc32

from onrecord.model import Quote
from onrecord.patterns import regex

RUN = 8
"""Words in a row by which sources are compared."""
_SAMPLE = 8
"""One word in so many begins a run that is looked up; candidates found so are then compared whole."""
WORD = regex(r"[^\W_]+(?:['’][^\W_]+)*")
_FILLERS = frozenset("um uh er erm ah hmm".split())
_SPOKEN = {"gonna": "going to", "wanna": "want to", "gotta": "got to", "cannot": "can not", "cant": "can not",
           "wont": "will not", "aint": "is not", "til": "until", "cause": "because"}  # fmt: skip
_KEPT = 1 << 16
"""Words of which it is kept what they stand for."""
_ENDINGS = (("n't", " not"), ("'re", " are"), ("'ll", " will"), ("'ve", " have"), ("'m", " am"), ("'d", " would"))


def spoken_words(text: str, quote: Quote) -> tuple[str, ...]:
    """The words within a quote's marks as they would be said: no case, no fillers, contractions spelled out."""
    spans = quote.quoted if quote.form == "mixed" and quote.quoted else quote.spans
    words: list[str] = []
    said_of = _SAID.__getitem__
    for span in spans:
        for written in text[span.start : span.end].lower().replace("’", "'").split():
            words += said_of(written)
    return tuple(words)


class _Said(dict[str, tuple[str, ...]]):
    """What stands between two blanks as it is said; what was met before is kept, as most words are met again."""

    def __missing__(self, written: str) -> tuple[str, ...]:
        if len(self) >= _KEPT:
            self.clear()
        self[written] = said = tuple([word for found in WORD.findall(written) for word in _said(found)])
        return said


_SAID = _Said()


def _said(word: str) -> tuple[str, ...]:
    if word in _FILLERS:
        return ()
    word = _SPOKEN.get(word.replace("'", ""), word)
    for ending, full in _ENDINGS:
        if word.endswith(ending):
            word = word.removesuffix(ending) + full
    return tuple(word.split())


def sample(text: str) -> tuple[int, ...]:
    """Checksums of some word sequences of a text, the same ones wherever they stand, in order."""
    words = _rough_words(text)
    starts = compress(range(len(words) - RUN + 1), map(_BEGINS.__getitem__, words))
    return tuple(sorted({crc32(b" ".join(words[i : i + RUN])) for i in starts}))


def _rough_words(text: str) -> list[bytes]:
    """Words with the signs that stand at them: found in a tenth of the time, and good enough for a sample."""
    straight = text.replace("’", "'").replace("“", '"').replace("”", '"')
    return straight.encode("utf-8", "surrogatepass").lower().split()


class _Begins(dict[bytes, bool]):
    """Whether runs that begin with a word are looked up: the same words in every source."""

    def __missing__(self, word: bytes) -> bool:
        if len(self) >= _KEPT:
            self.clear()
        self[word] = looked_up = crc32(word) % _SAMPLE == 0
        return looked_up


_BEGINS = _Begins()
