"""The forms that the registry knows, found in a text in one pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ahocorasick_rs import AhoCorasick


class Known:
    """Finds registry forms as they are written, at word boundaries; the automaton is built once."""

    def __init__(self, forms: Mapping[str, str]) -> None:
        self._forms = dict(sorted(forms.items()))
        self._ids = tuple(self._forms.values())
        self._automaton = AhoCorasick(list(self._forms)) if forms else None

    def __reduce__(self) -> tuple[type[Known], tuple[dict[str, str]]]:
        return Known, (self._forms,)

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """(start, end, entity id) of every form that stands as a word or words, shorter ones inside longer ones too."""
        if self._automaton is None:
            return
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if not (_joins(text, start - 1, start) or _joins(text, end - 1, end)):
                yield start, end, self._ids[index]


def _joins(text: str, left: int, right: int) -> bool:
    """Whether the characters at `left` and `right` belong to one word."""
    return left >= 0 and right < len(text) and _inner(text[left]) and _inner(text[right])


def _inner(char: str) -> bool:
    return char.isalnum() or char == "_"
