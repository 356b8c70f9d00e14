"""What a source without a title is called."""

from __future__ import annotations

import pytest

from onrecord.dossier.titles import heading
from tests.dossier.invented import item


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("Who opens a gate?\n\nBy Ada Holm and others of the crew", "Who opens a gate?"),
        ("one two three four five six seven eight\n\nnine", "one two three four five six seven eight"),
        ("one two three four five six seven eight nine\n\nten", "one two three four five six seven eight …"),
        ("\n\n  Late\nStart  \n\nof it", "Late"),
    ],
)
def test_it_is_called_by_the_first_words_of_its_first_block(text: str, called: str) -> None:
    assert heading(item("a", text)[0]) == (called, False)
