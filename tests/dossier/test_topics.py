"""Figures that count the same thing."""

from __future__ import annotations

import pytest

from onrecord.dossier.topics import singular, topics
from onrecord.model import Figure
from tests.dossier.invented import Item, figure, item, name, records


def counted(id: str, text: str, of: str, **known: object) -> Item:
    """A source with the number in its text as a count of `of`."""
    digits = next(word for word in text.split() if word[0].isdigit())
    return item(id, text, name("place", "Millbrook"), figures=[figure(text, digits, of, **known)])  # type: ignore[arg-type]


def found(*items: Item) -> list[tuple[str, list[str]]]:
    made, _ = records(items)
    return [(topic.id, [source for source, _ in topic.figures]) for topic in topics(made)]


def test_one_thing_in_two_sources() -> None:
    one = counted("a", "They sold 12 boats there.", "boats")
    other = counted("b", "In all 15 boats went.", "Boats")
    assert found(one, other) == [("boats", ["a", "b"])]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fishing boats", "fishing boat"),
        ("boats sold", "boats sold"),
        ("the arrests", "additional arrests"),
        ("families of fishermen", "families of fishermen"),
    ],
)
def test_things_that_are_one(one: str, other: str) -> None:
    assert len(found(counted("a", "First 12 came.", one), counted("b", "Then 15 came.", other))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fishing boats", "ferry boats"),
        ("state arrests", "federal arrests"),
        ("people", "people"),
        ("year", "years"),
        ("members", "members"),
    ],
)
def test_things_that_are_not_or_too_general(one: str, other: str) -> None:
    assert found(counted("a", "First 12 came.", one), counted("b", "Then 15 came.", other)) == []


def test_kind_and_unit_must_agree() -> None:
    one = counted("a", "It cost 12 dollars.", "repairs", kind="money", unit="USD")
    other = counted("b", "It cost 15 euros.", "repairs", kind="money", unit="EUR")
    assert found(one, other) == []
    same = counted("c", "It cost 18 dollars.", "repairs", kind="money", unit="USD")
    assert found(one, other, same) == [("repairs", ["a", "c"])]


def test_one_source_must_give_three_numbers() -> None:
    text = "On Monday 12 boats, on Tuesday 15 boats and on Friday 18 boats came."

    def source(*digits: str) -> Item:
        figures: list[Figure] = [figure(text, each, "boats") for each in digits]
        return item("a", text, figures=figures)

    assert found(source("12", "15")) == []
    assert found(source("12", "15", "18")) == [("boats", ["a", "a", "a"])]


def test_figures_of_another_reach_are_kept_apart() -> None:
    everywhere = [counted(id, f"There were {n} arrests nationwide.", "arrests") for id, n in (("a", 900), ("b", 950))]
    here = [counted(id, f"There were {n} arrests in Millbrook.", "arrests") for id, n in (("c", 9), ("d", 12))]
    assert found(*everywhere, *here) == [("arrests-count-millbrook", ["c", "d"]), ("arrests-count-nation", ["a", "b"])]


def test_a_figure_without_reach_joins_the_only_one_there_is() -> None:
    one = counted("a", "There were 900 arrests nationwide.", "arrests")
    other = counted("b", "There were 950 arrests.", "arrests")
    assert found(one, other) == [("arrests", ["a", "b"])]


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("arrests", "arrest"),
        ("cities", "city"),
        ("boxes", "box"),
        ("people", "person"),
        ("buses", "bus"),
        ("glass", "glass"),
    ],
)
def test_singular(plural: str, one: str) -> None:
    assert singular(plural) == one
