"""The same words in several sources."""

from __future__ import annotations

import pytest

from onrecord.dossier.echoes import repeats, twins
from onrecord.model import Record
from tests.dossier.invented import Item, item, person, quote, records

LONG = "We have lost twelve boats this winter and we do not want to lose another one before the ice is gone"


def spoken(id: str, words: str, speaker: str = "Joan Rask") -> Item:
    text = f"“{words},” {speaker} said."
    return item(id, text, person(speaker), quotes=[quote(text, f"“{words},”", 0)])


def repeated(*items: Item) -> list[list[str]]:
    made, _ = records(items)
    return [[source for source, _ in repeat.quotes] for repeat in repeats(made)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LONG, LONG),
        (LONG, "we do not want to lose another one before the ice is gone"),
        (LONG, LONG.replace("do not", "don’t").replace("We have", "We’ve")),
        (LONG, LONG.replace("this winter", "um, this, uh, winter")),
        (LONG, LONG.replace("twelve boats", "twelve good boats")),
        ("It is a wreck", "It’s… a WRECK"[:3] + " is a wreck"),
        ("Not one more", "not one more"),
    ],
)
def test_words_trimmed_or_cleaned_up_are_the_same(one: str, other: str) -> None:
    assert repeated(spoken("a", one), spoken("b", other)) == [["a", "b"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We are going to win this", "We are going to lose this"),
        ("I do not want to talk about boats", "I do not want to hear that you talk about boats"),
        ("Not now", "Not now"),
        ("No comment at all", "No comment at all today"),
    ],
)
def test_other_words_are_not_the_same(one: str, other: str) -> None:
    assert repeated(spoken("a", one), spoken("b", other)) == []


def test_the_same_words_of_two_people_are_not_one_quote() -> None:
    assert repeated(spoken("a", LONG), spoken("b", LONG, "Ilse Oke")) == []


def unspoken(id: str, words: str) -> Item:
    text = f"On a wall it says: “{words}.”"
    return item(id, text, quotes=[quote(text, f"“{words}.”")])


def test_words_of_nobody_join_one_speaker_only() -> None:
    """What Rask and Oke both say, and a third source gives without a speaker, is not one quote of two people."""
    items = [spoken("a", LONG), unspoken("b", LONG), spoken("c", LONG, "Ilse Oke")]
    assert repeated(*items) == [["a", "b"]]


def test_catchwords_of_nobody_are_no_quote() -> None:
    assert repeated(unspoken("a", "Law and order"), unspoken("b", "Law and order")) == []
    assert repeated(unspoken("a", LONG), unspoken("b", LONG)) == [["a", "b"]]


def test_words_told_twice_in_one_source_only_are_no_repeat() -> None:
    text = f"“{LONG},” Joan Rask said. Later: “{LONG}.”"
    one = item("a", text, person("Joan Rask"), quotes=[quote(text, f"“{LONG},”", 0), quote(text, f"“{LONG}.”", 0)])
    assert repeated(one, spoken("b", "Something else altogether")) == []


def test_many_copies_are_one_group() -> None:
    assert repeated(*(spoken(f"s{n:02}", LONG) for n in range(40))) == [[f"s{n:02}" for n in range(40)]]


# ---------------------------------------------------------------- near-duplicates


def story(id: str, first: int, last: int) -> Item:
    """Sentences `first` to `last` of one long invented story."""
    things = "boat net rope mast sail hull crew bell lamp keel deck oar".split()
    lines = (
        f"In year {n} the {things[n % 12]} of harbor {n * 7} was sold to the {things[n * 5 % 12]} maker by the quay."
        for n in range(first, last)
    )
    return item(id, " ".join(lines))


def told(*items: Item) -> list[tuple[tuple[str, str], float]]:
    made: list[Record] = records(items)[0]
    return [(twin.sources, twin.shared) for twin in twins(made)]


def test_a_story_and_its_shortened_copy_are_twins() -> None:
    (pair, shared), *rest = told(story("a", 0, 60), story("b", 10, 40), story("c", 60, 120))
    assert (pair, rest) == (("a", "b"), [])
    assert shared == 1.0


def test_a_passage_in_common_does_not_make_twins() -> None:
    assert told(story("a", 0, 40), story("b", 30, 70)) == []


def test_sources_without_eight_words_are_nobodys_twins() -> None:
    assert told(item("a", "Boats sank."), item("b", "Boats sank."), item("c", "")) == []
