"""Figures that count the same thing."""

from __future__ import annotations

import pytest

from onrecord.dossier.amend import CORRECTED
from onrecord.dossier.things import singular
from onrecord.dossier.topics import topics
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
    one = counted("a", "The yard by the quay sold 12 boats there.", "boats")
    other = counted("b", "The yard on the quay lost 15 boats.", "Boats")
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
    first, second = "The patrol saw 12 on the quay.", "On the quay the patrol met 15."
    assert len(found(counted("a", first, one), counted("b", second, other))) == 1


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
    first, second = "The patrol saw 12 on the quay.", "On the quay the patrol met 15."
    assert found(counted("a", first, one), counted("b", second, other)) == []


def test_a_single_word_for_the_thing_needs_something_in_common_around_it() -> None:
    bakery = counted("a", "The bakery bought 12 ovens in spring.", "ovens")
    foundry = counted("b", "Only 15 ovens glowed behind the foundry.", "ovens")
    assert found(bakery, foundry) == []
    assert found(bakery, counted("c", "In spring 14 ovens stood in the bakery.", "ovens")) == [("ovens", ["a", "c"])]


def test_a_curator_who_says_what_is_counted_is_believed() -> None:
    one = counted("a", "The bakery bought 12 that year.", "ovens", why=CORRECTED)
    assert found(one, counted("b", "Only 15 glowed there.", "ovens")) == [("ovens", ["a", "b"])]


def test_kind_and_unit_must_agree() -> None:
    one = counted("a", "The roof of the mill cost 12 dollars.", "repairs", kind="money", unit="USD")
    other = counted("b", "The roof of the mill cost 15 euros.", "repairs", kind="money", unit="EUR")
    assert found(one, other) == []
    same = counted("c", "For the roof of the mill they paid 18 dollars.", "repairs", kind="money", unit="USD")
    assert found(one, other, same) == [("repairs", ["a", "c"])]


def test_one_source_must_give_three_numbers() -> None:
    text = "On Monday 12 boats, on Tuesday 15 boats and on Friday 18 boats came."

    def source(*digits: str) -> Item:
        figures: list[Figure] = [figure(text, each, "boats") for each in digits]
        return item("a", text, figures=figures)

    assert found(source("12", "15")) == []
    assert found(source("12", "15", "18")) == [("boats", ["a", "a", "a"])]


def test_figures_of_another_reach_are_kept_apart() -> None:
    everywhere = [
        counted(id, f"The patrol made {n} arrests nationwide.", "arrests") for id, n in (("a", 900), ("b", 950))
    ]
    here = [counted(id, f"The patrol made {n} arrests in Millbrook.", "arrests") for id, n in (("c", 9), ("d", 12))]
    assert found(*everywhere, *here) == [("arrests-count-millbrook", ["c", "d"]), ("arrests-count-nation", ["a", "b"])]


def test_a_figure_without_reach_joins_the_only_one_there_is() -> None:
    one = counted("a", "The patrol made 900 arrests nationwide by noon.", "arrests")
    other = counted("b", "The patrol made 950 arrests by noon.", "arrests")
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


def test_things_of_one_name_have_ids_of_their_own() -> None:
    ovens = [counted(id, "The bakery bought 12 ovens in spring.", "ovens") for id in "ab"]
    others = [counted(id, "Only 15 ovens glowed behind the foundry.", "ovens") for id in "cd"]
    ids = [id for id, _ in found(*ovens, *others)]
    assert len(ids) == len(set(ids)) == 2
