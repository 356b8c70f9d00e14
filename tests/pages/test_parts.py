"""Long lists in parts."""

from __future__ import annotations

import pytest

from onrecord.pages.parts import LENGTH, around, letter, links, packed, split, year


def test_a_list_is_split_by_group_and_then_by_length() -> None:
    dates = ["2026-02-01"] * 3 + ["2025-01-01"] + [""]
    parts = split(dates, year, length=2)
    assert [(part.slug, part.label, len(part.items)) for part in parts] == [
        ("2026", "2026, 1-2", 2),
        ("2026-2", "2026, 3-3", 1),
        ("2025", "2025", 1),
        ("undated", "undated", 1),
    ]


def test_a_page_links_to_its_neighbours_and_to_the_other_groups() -> None:
    dates = ["2026-02-01"] * 20 + ["2025-01-01"] * 3
    ways = links(split(dates, year, length=2), "quotes/")
    shown = [(link.label, link.href, link.number) for link in around(ways, "quotes/2026-6.html")]
    assert shown[0] == ("2026, 1-2", "quotes/2026.html", 2)
    assert [href for _, href, _ in shown[1:-2]] == [f"quotes/2026-{number}.html" for number in range(3, 10)]
    assert shown[-2:] == [("2026, 19-20", "quotes/2026-10.html", 2), ("2025", "quotes/2025.html", 3)]
    assert [(link.label, link.number) for link in around(ways)] == [("2026", 20), ("2025", 3)]


def test_lists_of_lists_are_packed_by_their_entries() -> None:
    sizes = [LENGTH // 2, LENGTH // 2, 1, LENGTH * 2, 3]
    parts = packed(sizes, lambda size: "2026", lambda size: size)
    assert [(part.slug, part.label, list(part.items)) for part in parts] == [
        ("2026", "2026, part 1", sizes[:2]),
        ("2026-2", "2026, part 2", [1]),
        ("2026-3", "2026, part 3", [LENGTH * 2]),
        ("2026-4", "2026, part 4", [3]),
    ]


@pytest.mark.parametrize(
    ("name", "under"), [("Roe", "R"), ("roe", "R"), ("Östlund", "other"), ("9th Circuit", "other"), ("", "other")]
)
def test_letters(name: str, under: str) -> None:
    assert letter(name) == under
