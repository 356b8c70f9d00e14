"""The forms that the registry knows, found in a text in one pass."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping

from ahocorasick_rs import AhoCorasick

from onrecord.patterns import regex
from onrecord.prose import sentence_starts

_LEAD = regex(r"(?:(?:\A|\n)[\s“‘\"'«(\[•●▪*–-]*|[“‘\"'«(\[]|:[ \t]+)\Z")
"""What stands before the first word of a line, of words in quotation marks or brackets, of what somebody says."""
_FAR = 12
"""Characters looked back at for it."""


class Known:
    """Finds registry forms as they are written, at word boundaries; the automaton is built once.

    One of `opening`, a form written with a capital for its place alone, is found where a sentence begins.
    """

    def __init__(self, forms: Mapping[str, str], opening: Mapping[str, str] | None = None) -> None:
        self._forms = dict(sorted(forms.items()))
        self._opening = {form: id for form, id in sorted((opening or {}).items()) if form not in forms}
        self._ids = (*self._forms.values(), *self._opening.values())
        self._automaton = AhoCorasick([*self._forms, *self._opening]) if forms else None

    def __reduce__(self) -> tuple[type[Known], tuple[dict[str, str], dict[str, str]]]:
        return Known, (self._forms, self._opening)

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """(start, end, entity id) of every form that stands as a word or words, shorter ones inside longer ones too."""
        if self._automaton is None:
            return
        anywhere = len(self._forms)
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if _joins(text, start - 1, start) or _joins(text, end - 1, end):
                continue
            if index < anywhere or _opens(text, start):
                yield start, end, self._ids[index]


def _opens(text: str, start: int) -> bool:
    """Whether a word that begins at `start` is the first of a sentence, of a line or of what is quoted."""
    starts = sentence_starts(text)
    before = text[starts[bisect_right(starts, start) - 1] : start]
    return not any(map(str.isalnum, before)) or _LEAD.search(text, max(0, start - _FAR), start) is not None


def _joins(text: str, left: int, right: int) -> bool:
    """Whether the characters at `left` and `right` belong to one word."""
    return left >= 0 and right < len(text) and _inner(text[left]) and _inner(text[right])


def _inner(char: str) -> bool:
    return char.isalnum() or char == "_"
