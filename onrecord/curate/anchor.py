"""Where a correction belongs: its words, with the words around them, must stand at one place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from onrecord.model import Span
from onrecord.patterns import regex

_ENOUGH = 100
"""Places counted before "or more" is said, so that a long text of one letter stays quick."""
_AROUND = 24
"""Characters of the source shown on either side of a place."""
_LONGEST = 200
"""Characters of a lost text that are compared to find the nearest one."""
_WORD_START = regex(r"\w*")
_WORD_END = regex(r"\w*\Z")


def anchor(text: str, exact: str, prefix: str = "", suffix: str = "") -> Span | str:
    """Find the one place of `text` where `exact` stands between `prefix` and `suffix`, letter for letter.

    Returns its span, or the reason why there is none, as the end of a sentence that begins with the correction: "its
    words stand in 3 places (…)". Nothing is forgiven: a changed source is for the curator to look at.
    """
    if not exact:
        return "it has no words to look for"
    places = list(islice(_places(text, exact, prefix, suffix), _ENOUGH))
    if len(places) == 1:
        return Span(places[0], places[0] + len(exact))
    if places:
        advice = "lengthen `prefix` or `suffix`" if prefix or suffix else "add a `prefix` or a `suffix`"
        return f"its words stand in {_count(places)} places ({_examples(text, exact, places)}): {advice}"
    bare = list(islice(_places(text, exact), _ENOUGH))
    if bare:
        examples = _examples(text, exact, bare)
        return f"its words stand in the source, but not between this `prefix` and `suffix` ({examples})"
    return _nearest(text, exact)


def _places(text: str, exact: str, prefix: str = "", suffix: str = "") -> Iterator[int]:
    whole = prefix + exact + suffix
    at = text.find(whole)
    while at >= 0:
        yield at + len(prefix)
        at = text.find(whole, at + 1)


def _nearest(text: str, exact: str) -> str:
    from rapidfuzz import fuzz  # noqa: PLC0415 -- a hundredth of a second to load, and seldom asked

    found = fuzz.partial_ratio_alignment(exact[:_LONGEST], text, score_cutoff=70)
    if found is None or not text:
        return "its words are not in the source any more"
    start, end = found.dest_start, found.dest_end
    window = text[start:end]
    start, end = start + len(window) - len(window.lstrip()), end - len(window) + len(window.rstrip())
    before, after = _WORD_END.search(text, max(0, start - _AROUND), start), _WORD_START.match(text, end, end + _AROUND)
    nearest = text[before.start() if before else start : after.end() if after else end]
    return f"its words are not in the source any more; the nearest are “{_flat(nearest)}”"


def _examples(text: str, exact: str, places: list[int]) -> str:
    shown = (_flat(text[max(0, at - _AROUND) : at + len(exact[:_LONGEST]) + _AROUND]) for at in places[:2])
    return ", ".join(f"“…{words}…”" for words in shown)


def _count(places: list[int]) -> str:
    return f"{len(places)} or more" if len(places) == _ENOUGH else str(len(places))


def _flat(words: str) -> str:
    return " ".join(words.split())
