"""Cutting quotes and mentions out of their sources."""

from __future__ import annotations

import pytest

from onrecord.pages.excerpt import AROUND, lead, line, near, quote_runs, quote_words
from tests.pages.invented import record


def runs(marked: str) -> str:
    """The pieces of the first quote, the quote's own in braces."""
    one = record("a", marked)
    pieces = quote_runs(one.source.text, one.quotes[0])
    return "".join(f"{{{run.text}}}" if run.said else run.text for run in pieces)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("It rained. [[quote - direct|“Go,”]] Ann said. He went.", "{“Go,”} Ann said."),
        (
            "Ann said [[quote - indirect|she would go]], though it rained. He went.",
            "Ann said {she would go}, though it rained.",
        ),
        (
            "[[quote - direct part=1|“Go,”]] Ann said. [[quote - direct part=1|“Now.”]] He went.",
            "{“Go,”} Ann said. {“Now.”}",
        ),
        (
            "Ann said: [[quote - direct part=1|“Go.]]\n\n[[quote - direct part=1|“And stay.”]]\n\nHe went.",
            "Ann said: {“Go.} {“And stay.”}",
        ),
        ("[[quote - direct|“Two\nlines.”]]", "{“Two lines.”}"),
    ],
)
def test_a_quote_comes_with_its_sentence_and_no_more(marked: str, expected: str) -> None:
    assert runs(marked) == expected


def test_a_long_way_between_two_parts_is_cut_in_the_middle() -> None:
    shown = runs(f"[[quote - direct part=1|“A,”]] {'word ' * 100}[[quote - direct part=1|“B.”]]")
    assert len(shown) < 260
    assert shown.startswith("{“A,”} word")
    assert " … word" in shown


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[[quote - direct part=1|“Go,”]] Ann said. [[quote - direct part=1|“Now.”]]", "“Go,” … “Now.”"),
        ("[[quote - direct part=1|“Go.]]\n\n[[quote - direct part=1|“Now.”]]", "“Go.” “Now.”".replace("Go.”", "Go.")),
    ],
)
def test_the_words_alone(marked: str, expected: str) -> None:
    one = record("a", marked)
    assert quote_words(one.source.text, one.quotes[0]) == expected


def test_a_mention_stands_in_its_sentence() -> None:
    one = record("a", "It rained. Then [[person ann|Ann Roe]] of Tarn went home. He stayed.")
    assert line(one.source.text, one.mentions[0]) == ("Then ", "Ann Roe", " of Tarn went home.")


def test_a_sentence_without_end_is_cut_at_words() -> None:
    one = record("a", f"{'before ' * 9000}[[person ann|Ann]]{' after' * 9000}")
    before, name, after = line(one.source.text, one.mentions[0])
    assert (before[:8], name, after[-7:]) == ("… before", "Ann", "after …")
    assert max(len(before), len(after)) < AROUND + 3
    short = near(*line(one.source.text, one.mentions[0]), length=20)
    assert short == ("… before before ", "Ann", " after after after …")


def test_a_lead_ends_with_a_sentence_where_one_ends() -> None:
    text = "One is short. " + "Two goes on for quite a while and then some more. " * 8 + "\n\nNext."
    shown = lead(text, 0)
    assert shown.endswith("some more.")
    assert 120 < len(shown) <= 240
    assert lead("Short.\n\nNext.", 0) == "Short."
