"""The same words side by side."""

from __future__ import annotations

import pytest

from onrecord.pages.collation import COMPARED, collate, collations
from onrecord.pages.indexes import index
from tests.pages.ferry import ferry


def shown(*texts: str) -> list[str]:
    """Each text with what stands apart in braces."""
    return [" ".join(f"{{{cell.words}}}" if cell.apart else cell.words for cell in row) for row in collate(texts)]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("We go home.", "We go home."), ["We go home.", "We go home."]),
        (("“We go home,”", "We go home."), ["“We go home,”", "We go home."]),
        (("We go home", "We went home"), ["We {go} home", "We {went} home"]),
        (("We go", "We go now"), ["We go", "We go {now}"]),
        (("We go home", "We go home", "We run home"), ["We go home", "We go home", "We {run} home"]),
        (("We go … home", "We go home"), ["We go … home", "We go home"]),
    ],
)
def test_what_no_other_has_stands_apart(texts: tuple[str, ...], expected: list[str]) -> None:
    assert shown(*texts) == expected


def test_only_the_beginning_of_a_long_quote_is_compared() -> None:
    text = "word " * COMPARED + "the rest"
    assert shown(text, text)[0].endswith("{the rest}")


def test_a_repeat_is_shown_with_its_sources() -> None:
    (one,) = collations(index(ferry()))
    assert one.speaker is not None
    assert one.speaker.name == "Helen Marsh"
    assert [witness.outlet for witness in one.witnesses] == [  # the oldest first
        "The Ellery Courier",
        "Governor’s office",
        "Sound Radio",
    ]
    assert one.differs
