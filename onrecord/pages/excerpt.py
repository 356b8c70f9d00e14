"""A quote or a mention cut out of its source with the sentence around it."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.model import Figure, Mention, Quote, Span
from onrecord.patterns import regex
from onrecord.prose import sentence_at

AROUND = 240
"""Characters of a sentence kept on either side; a sentence without end is cut there, at a word."""
BETWEEN = 200
"""Characters kept between two pieces of a quote; more is cut in the middle."""

_SPACE = regex(r"\s+")


class Run(NamedTuple):
    """A stretch of words; `said` when they belong to the quote."""

    text: str
    said: bool


class Line(NamedTuple):
    """A mark with its sentence: the words before, the mark's own, the words after."""

    before: str
    words: str
    after: str


def flat(text: str) -> str:
    """`text` on one line; white space at either end stays as one space."""
    return _SPACE.sub(" ", text)


def line(text: str, mark: Mention | Figure) -> Line:
    """The sentence that holds a mention or a figure, cut at the mark."""
    around = _around(text, mark.start, mark.end)
    return Line(_before(text, around, mark.start), flat(text[mark.start : mark.end]), _after(text, mark.end, around))


def near(before: str, words: str, after: str, length: int = 48) -> tuple[str, str, str]:
    """A line cut to about `length` characters on either side of its mark, at words."""
    return (
        before if len(before) <= length else cut_start(before, length),
        words,
        after if len(after) <= length else cut_end(after, length),
    )


def quote_runs(text: str, quote: Quote) -> tuple[Run, ...]:
    """The pieces of a quote and what stands around and between them, in order; no run is empty."""
    first, last = quote.spans[0], quote.spans[-1]
    around = _around(text, first.start, last.end)
    runs = [Run(_before(text, around, first.start), False)]
    done = first.start
    for span in quote.spans:
        runs += [Run(shortened(flat(text[done : span.start])), False), Run(flat(text[span.start : span.end]), True)]
        done = span.end
    runs.append(Run(_after(text, last.end, around), False))
    return tuple(run for run in runs if run.text)


def quote_words(text: str, quote: Quote) -> str:
    """The words of a quote alone; pieces that other words part are joined by an ellipsis."""
    if len(quote.spans) == 1:
        return " ".join(text[quote.spans[0].start : quote.spans[0].end].split())
    words, done = "", None
    for span in quote.spans:
        if done is not None:
            words += " … " if text[done : span.start].strip() else " "
        words += text[span.start : span.end].strip()
        done = span.end
    return flat(words)


def lead(text: str, start: int, length: int = AROUND) -> str:
    """About `length` characters from `start` on, ended at a sentence where one ends there, else at a word."""
    paragraph = _paragraph(text, start, start)
    words = flat(text[start : paragraph.end]).strip()
    if len(words) <= length:
        return words
    whole = sentence_at(words[: length * 2], length).start
    return words[:whole].strip() if whole > length // 2 else cut_end(words, length)


def _paragraph(text: str, start: int, end: int) -> Span:
    first = text.rfind("\n\n", 0, start)
    last = text.find("\n\n", end)
    return Span(0 if first < 0 else first + 2, len(text) if last < 0 else last)


def _around(text: str, start: int, end: int) -> Span:
    """From the start of the sentence at `start` to the end of the sentence at `end`."""
    paragraph = _paragraph(text, start, end)
    words = text[paragraph.start : paragraph.end]
    first = sentence_at(words, start - paragraph.start)
    last = sentence_at(words, max(end - paragraph.start - 1, 0))
    return Span(min(start, paragraph.start + first.start), max(end, paragraph.start + last.end))


def _before(text: str, around: Span, start: int) -> str:
    words = flat(text[around.start : start])
    return words.lstrip() if len(words) <= AROUND else cut_start(words, AROUND)


def _after(text: str, end: int, around: Span) -> str:
    words = flat(text[end : around.end])
    return words.rstrip() if len(words) <= AROUND else cut_end(words, AROUND)


def cut_start(words: str, length: int) -> str:
    """At most `length` characters of words, begun with a whole one, behind an ellipsis."""
    return "… " + words[-length:].partition(" ")[2]


def cut_end(words: str, length: int) -> str:
    """At most `length` characters of words, ended at a whole one, with an ellipsis."""
    return (words[:length].rpartition(" ")[0] or words[:length]) + " …"


def shortened(words: str) -> str:
    """What stands between two pieces of a quote, its middle left out where it is long."""
    if len(words) <= BETWEEN:
        return words
    half = BETWEEN // 2
    return cut_end(words, half) + " " + words[-half:].partition(" ")[2]
