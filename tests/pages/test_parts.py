"""Long lists in parts."""

from __future__ import annotations

import pytest

from onrecord.pages.parts import letter, split, year


def test_a_list_is_split_by_group_and_then_by_length() -> None:
    dates = ["2026-02-01"] * 3 + ["2025-01-01"] + [""]
    parts = split(dates, year, length=2)
    assert [(part.slug, part.label, len(part.items)) for part in parts] == [
        ("2026", "2026, 1-2", 2),
        ("2026-2", "2026, 3-3", 1),
        ("2025", "2025", 1),
        ("undated", "undated", 1),
    ]


@pytest.mark.parametrize(
    ("name", "under"), [("Roe", "R"), ("roe", "R"), ("Östlund", "other"), ("9th Circuit", "other"), ("", "other")]
)
def test_letters(name: str, under: str) -> None:
    assert letter(name) == under
