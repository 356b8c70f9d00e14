"""Sentences: each text is cut at `¦` and nowhere else."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.prose import sentence_at, sentence_starts

CASES = [
    "She left. ¦He stayed.",
    "Did she leave? ¦Yes! ¦Why?",
    # titles, initials, months, states and companies end no sentence
    "Mr. Hill met Dr. Ada B. Stone in Dayton, Ohio. ¦They talked.",
    "The paper asked T.J. Hill of Leeds. ¦He was out.",
    "It happened near the F.B.I. ¦Officers left.",
    "It opened on Jan. 5 in Mobile, Ala. and closed in May. ¦Nobody came.",
    "It opens on Weds. Feb. 3 and closes on Tues. March 2. ¦Nobody comes.",
    "The firm, Stone Inc. of Leeds, closed. ¦It was old.",
    # but what may end one does when a sentence opens after it
    "They live in the U.S. ¦He works at night.",
    "The U.S. Navy left. ¦It was late.",
    "It closed at 5 p.m. ¦The crowd left.",
    "It closed at 5 p.m. on Monday.",
    # a stop inside a quotation ends the sentence with the mark
    '"We won." ¦The crowd left.',
    "“Who pays?” ¦Nobody knew.",
    "“Who pays?” she asked.",
    # numbers and dots
    "It cost $4.5 million. ¦It was cheap.",
    "Wait … ¦No.",
    "Wait... what?",
    # paragraphs and list items, with or without a stop
    "A heading\n\n¦The text.",
    "Three things:\n¦- bread\n¦- milk",
    "A line that goes on\nin the next. ¦And ends.",
]


@pytest.mark.parametrize("marked", CASES)
def test_where_sentences_begin(marked: str) -> None:
    text = marked.replace("¦", "")
    starts = sentence_starts(text)
    cut = "¦".join(text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True))
    assert cut == marked


def test_the_sentence_around_a_place_comes_without_the_white_space_around_it() -> None:
    text = "She left.\n\n  He stayed at home.  \n\nThey met."
    sentence = sentence_at(text, text.index("home"))
    assert text[sentence.start : sentence.end] == "He stayed at home."


@given(st.text(alphabet="aA. \n!?\"'”…U.S5Mr-•\t", max_size=80))
def test_starts_go_up_from_the_beginning_and_stay_inside(text: str) -> None:
    starts = sentence_starts(text)
    assert starts[0] == 0
    assert all(one < two < len(text) for one, two in pairwise(starts))
    for offset in range(len(text)):
        sentence = sentence_at(text, offset)
        assert 0 <= sentence.start <= sentence.end <= len(text)


SHOWN = [
    # lines of their own above an article, and its dateline, are no part of its first sentence
    "Elm Gazette\n¦Dam floods homes\n¦By Ada Holm\n¦ELM BAY, May 12, 2026 — ¦At least 240 homes stood wet. ¦He left.",
    "(The Elm Courier) — ¦“We won,” she said.",
    "A heading\n\n¦ELM BAY (NWS) – ¦The dam broke.",
    # lines that were broken by hand to fit a page go on
    "The council met for three hours and\nthen voted to keep the old bridge open\nuntil the end. ¦It left.",
    # though headline and byline may stand above them with no blank line between
    "Dam floods homes\n¦By Ada Holm\n¦ELM BAY, May 12 (NWS) - ¦240 homes stood wet\nafter the dam broke, and\nrain.",
    "Dam floods homes\n¦By Ada Holm, Gazette\n¦At least 240 homes stood in the water after the\nold dam broke.",
    "The dam of the old town of the lake that was built\nBy Ada Holm is closed until the end of the\nyear, they say.",
    # a dash behind a name makes no dateline
    "FBI agents — The best — left.",
    "NASA — the agency — left.",
]


@pytest.mark.parametrize("marked", SHOWN)
def test_a_sentence_that_is_shown_crosses_no_line_above_the_article(marked: str) -> None:
    text, at = marked.replace("¦", ""), 0
    for part in marked.split("¦"):
        sentence = sentence_at(text, at)
        assert text[sentence.start : sentence.end] == part.strip()
        at += len(part)
