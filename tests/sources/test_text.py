"""Plain text to blocks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.sources.text import blocks_of

PROSE = "The council met for three hours and then voted to keep the old bridge open until the end of the year."


def cut(text: str) -> list[tuple[str, str]]:
    return [(text[block.start : block.end], block.kind) for block in blocks_of(text)]


def test_blank_lines_part_paragraphs_and_space_at_their_ends_is_outside() -> None:
    assert cut("\n  one  \n \t\n\n two\u00a0\n") == [("one", "paragraph"), ("two", "paragraph")]


def test_lines_of_a_run_are_blocks_of_their_own() -> None:
    assert cut("March 3, 2026\nBridge to close\nBy Ada Holm") == [
        ("March 3, 2026", "paragraph"),
        ("Bridge to close", "paragraph"),
        ("By Ada Holm", "paragraph"),
    ]


def test_lines_wrapped_by_hand_are_one_paragraph() -> None:
    wrapped = "The council met for three hours and\nthen voted to keep the old bridge open\nuntil the end of the year."
    assert cut(f"{wrapped}\n\nNext.") == [(wrapped, "paragraph"), ("Next.", "paragraph")]


@pytest.mark.parametrize(
    "above", ["Bridge to close", "Bridge to close\nBy Ada Holm", "By Ada Holm", "News\nIt closes\nBy Ada Holm"]
)
def test_lines_above_prose_that_was_wrapped_by_hand_are_blocks_of_their_own(above: str) -> None:
    wrapped = (
        "ELM BAY (NWS) - The council met for three hours and\nthen voted to keep the old bridge open\nuntil the end."
    )
    assert cut(f"{above}\n{wrapped}") == [(part, "paragraph") for part in (*above.split("\n"), wrapped)]
    assert cut(f"One.\n\n{above}\n{wrapped}")[1:] == [(f"{above}\n{wrapped}", "paragraph")], "the first lines alone"


def test_a_text_without_blank_lines_is_cut_at_its_lines() -> None:
    assert len(cut("\n".join([PROSE] * 4))) == 4


@pytest.mark.parametrize("bullet", ["•", "-", "*", "–", "1.", "(2)", "3)"])
def test_bullets_make_items(bullet: str) -> None:
    assert cut(f"Related\n  {bullet} one\n  {bullet} two") == [
        ("Related", "paragraph"),
        (f"{bullet} one", "item"),
        (f"{bullet} two", "item"),
    ]


@pytest.mark.parametrize("line", ["-5 degrees", "— she said", "2026 was", "1.5 million"])
def test_a_dash_or_number_that_belongs_to_the_words_is_no_bullet(line: str) -> None:
    assert cut(f"It was\n{line}")[-1][1] == "paragraph" or line.startswith("— ")


def test_a_short_line_above_prose_is_a_heading_and_others_are_not() -> None:
    text = f"What happens next\n\n{PROSE}\n\nNo.\n\n{PROSE}\n\nshort and small\n\n{PROSE}\n\nLast line"
    assert [kind for _, kind in cut(text)] == [
        *("heading", "paragraph", "paragraph", "paragraph", "paragraph", "paragraph", "paragraph"),
    ]


@given(st.text(st.sampled_from("aB. \n\t\u00a0\u2028-•1)\x0b"), max_size=80))
def test_blocks_cover_all_words_in_order_and_hold_no_blank_line(text: str) -> None:
    blocks = blocks_of(text)
    position = 0
    for block in blocks:
        words = text[block.start : block.end]
        assert not text[position : block.start].strip()
        assert words == words.strip() != ""
        assert all(line.strip() for line in words.split("\n"))
        position = block.end
    assert not text[position:].strip()
