"""Long lists in parts."""

from __future__ import annotations

import random

import pytest

from onrecord.pages.parts import LEAST, LENGTH, MOST, Order, Part, Ways, letter, links, period, split, year

Entry = tuple[str, str]
"""(source, date)."""

DATED: Order[Entry] = Order(
    group=lambda entry: year(entry[1]),
    key=lambda entry: entry[0],
    name=lambda entry: entry[1],
    title=lambda entry: f"Title of {entry[0]}",
    dated=True,
    newest_first=True,
)
LETTERS: Order[str] = Order(group=letter, key=str, name=str)


def entries(sources: int, each: int = 1, first: int = 0) -> list[Entry]:
    """Sources of 2026, the newest first, one a day, with `each` entries."""
    found = [(f"s{n}", f"2026-{1 + n // 28:02}-{1 + n % 28:02}") for n in range(first, first + sources)]
    return [entry for entry in reversed(found) for _ in range(each)]


def test_a_short_list_is_split_by_group_alone() -> None:
    dates = [("b", "2026-02-01")] * 3 + [("a", "2025-01-01"), ("c", "")]
    parts = split(dates, DATED)
    assert [(part.slug, part.label, part.number) for part in parts] == [
        ("2026", "2026", 3),
        ("2025", "2025", 1),
        ("undated", "undated", 1),
    ]
    assert parts[0].number == 3


@pytest.mark.parametrize("each", [1, 7, 40, 299, 301, 1000])
def test_a_long_list_is_cut_into_pages_of_about_200_and_loses_nothing(each: int) -> None:
    whole = entries(max(2, 900 // each), each)
    parts = split(whole, DATED)
    assert [entry for part in parts for entry in part.items] == whole
    assert all(len(part.items) <= MOST for part in parts)
    assert len({part.slug for part in parts}) == len(parts)
    assert len({part.label for part in parts}) == len(parts)
    if each <= MOST:
        together = [{key for key, _ in part.items} for part in parts]
        assert sum(map(len, together)) == len(set.union(*together)), "a source stands on one page"


def test_a_part_is_named_after_the_time_it_covers() -> None:
    parts = split(entries(330, each=3), DATED)
    for part in parts:
        assert part.label == period(part.items[-1][1], part.items[0][1])
    assert parts[0].slug == "2026", "the newest has the address of the year"
    assert all(part.slug.startswith(part.items[-1][1]) for part in parts[1:])


def test_parts_of_one_day_are_told_apart_by_their_sources() -> None:
    parts = split([("one", "2026-03-04")] * 650 + [("two", "2026-03-04")] * 300, DATED)
    assert [part.label for part in parts] == [
        "March 4, 2026, from Title of one, part 3",
        "March 4, 2026, from Title of one, part 2",
        "March 4, 2026, from Title of one",
        "March 4, 2026, from Title of two",
    ]


def pages(whole: list[Entry]) -> dict[str, Part[Entry]]:
    return {part.slug: part for part in split(whole, DATED)}


@pytest.mark.parametrize("seed", range(20))
def test_one_source_more_or_less_changes_the_pages_around_it_alone(seed: int) -> None:
    chance = random.Random(seed)
    before = [entry for entry in entries(330) for _ in range(12)]
    place = chance.randrange(330) * 12
    more = [("another", before[place][1])] * chance.randint(1, 40)
    for after in (before[:place] + more + before[place:], before[:place] + before[place + 12 :]):
        old, new = pages(before), pages(after)
        same = [slug for slug in old if slug in new and old[slug] == new[slug]]
        assert len(old) > 15
        assert len(same) >= len(old) - 6


def test_what_is_added_at_the_end_leaves_all_older_pages_as_they_are() -> None:
    before = entries(300, each=5)
    old, new = pages(before), pages([*entries(20, each=5, first=300), *before])
    assert all(new[slug] == part for slug, part in old.items() if slug != "2026")


def test_names_are_cut_by_letter_and_named_from_first_to_last() -> None:
    names = [f"{first}name{number:03}" for first in "AB" for number in range(350 if first == "A" else 20)]
    parts = split(names, LETTERS)
    assert [part.group for part in parts].count("A") > 1
    assert parts[0].slug == "a"
    assert parts[0].label == f"Aname000 – {parts[0].items[-1]}"
    assert (parts[-1].slug, parts[-1].label) == ("b", "B")


def test_lists_of_lists_are_cut_by_their_entries() -> None:
    sizes = [LEAST - 20] * 5
    order: Order[int] = Order(group=lambda _: "2026", key=lambda _: "x", name=str, weight=lambda size: size)
    assert all(part.number <= MOST for part in split(sizes, order))
    assert sum(part.number for part in split(sizes, order)) == sum(sizes) > LENGTH


def test_a_page_links_to_its_neighbours_and_to_the_other_groups() -> None:
    whole = [*entries(330, each=10), ("old", "2025-01-01")]
    found = links(split(whole, DATED), "quotes/")
    ways = Ways(found)
    fifth = ways.around(found[5])
    assert [link.href for link in fifth] == [found[n].href for n in (0, 4, 5, 6)] + ["quotes/2025.html"]
    assert [link.label for link in fifth][:2] == ["2026", found[4].label]
    assert all(link.number is None for link in fifth)
    first = ways.around(found[0])
    assert [link.href for link in first] == [link.href for link in found], "the first leads to all of its year"
    assert [(link.label, link.href, link.number) for link in ways.overview()] == [
        ("2026", "quotes/2026.html", 3300),
        ("2025", "quotes/2025.html", 1),
    ]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-03-04", "2026-05-09", "March 4 – May 9, 2026"),
        ("2026-03-04", "2026-03-09", "March 4 – 9, 2026"),
        ("2026-03-04", "2026-03-04", "March 4, 2026"),
        ("2025-12-31", "2026-01-02", "December 31, 2025 – January 2, 2026"),
        ("2026", "2026-01-02", "2026 – January 2, 2026"),
        ("2026-01", "2026-02", "January 2026 – February 2026"),
    ],
)
def test_periods_in_words(first: str, last: str, words: str) -> None:
    assert period(first, last) == words


@pytest.mark.parametrize(
    ("name", "under"), [("Roe", "R"), ("roe", "R"), ("Östlund", "other"), ("9th Circuit", "other"), ("", "other")]
)
def test_letters(name: str, under: str) -> None:
    assert letter(name) == under
