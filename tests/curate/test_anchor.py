"""A correction belongs to one place, or says why to none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.curate.anchor import anchor
from onrecord.model import Span

TEXT = "The pier was closed, Lane said. The pier is open, Lane said on Monday."


@pytest.mark.parametrize(
    ("exact", "prefix", "suffix", "words"),
    [
        ("closed", "", "", "closed"),
        ("Lane", "closed, ", "", "Lane"),
        ("Lane said", "", " on Monday", "Lane said"),
        (TEXT, "", "", TEXT),
    ],
)
def test_the_one_place_is_found(exact: str, prefix: str, suffix: str, words: str) -> None:
    span = anchor(TEXT, exact, prefix, suffix)
    assert isinstance(span, Span)
    assert TEXT[span.start : span.end] == words
    assert TEXT[: span.start].endswith(prefix)
    assert TEXT[span.end :].startswith(suffix)


@pytest.mark.parametrize(
    ("exact", "prefix", "suffix", "reason"),
    [
        ("", "", "", "it has no words to look for"),
        (
            "Lane",
            "",
            "",
            "its words stand in 2 places (“…The pier was closed, Lane said. The pier is open,…”, "
            "“…said. The pier is open, Lane said on Monday.…”): add a `prefix` or a `suffix`",
        ),
        (
            "pier",
            "The ",
            "",
            "its words stand in 2 places (“…The pier was closed, Lane said.…”, "
            "“…closed, Lane said. The pier is open, Lane said on M…”): lengthen `prefix` or `suffix`",
        ),
        (
            "closed",
            "is ",
            "",
            "its words stand in the source, but not between this `prefix` and `suffix` "
            "(“…The pier was closed, Lane said. The pier is…”)",
        ),
        (
            "The pier was shut, Lane said",
            "",
            "",
            "its words are not in the source any more; the nearest are “The pier was closed, Lane said”",
        ),
        ("lane", "", "", "its words are not in the source any more; the nearest are “Lane”"),
        ("ZZZZZZ", "", "", "its words are not in the source any more"),
    ],
)
def test_the_reason_why_there_is_no_place_is_told(exact: str, prefix: str, suffix: str, reason: str) -> None:
    assert anchor(TEXT, exact, prefix, suffix) == reason


def test_overlapping_places_are_two_places() -> None:
    assert "2 places" in str(anchor("ababa", "aba"))


def test_a_text_of_one_letter_is_counted_only_so_far() -> None:
    assert "100 or more places" in str(anchor("a" * 60_000, "a" * 30_000))


@given(st.text(alphabet="ab ", max_size=20), st.text(alphabet="ab ", min_size=1, max_size=4))
def test_a_span_holds_the_words_and_they_stand_nowhere_else(text: str, exact: str) -> None:
    span = anchor(text, exact)
    places = [at for at in range(len(text)) if text.startswith(exact, at)]
    assert (span == Span(places[0], places[0] + len(exact))) if len(places) == 1 else isinstance(span, str)
