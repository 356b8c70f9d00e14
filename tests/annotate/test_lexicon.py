"""The word lists: where each comes from, and what a word may be."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from onrecord.annotate import lexicon
from onrecord.annotate.lexicon.files import sections_of

FILES = sorted(Path(lexicon.__file__).parent.glob("*.txt"))
WORD_LISTS = [path for path in FILES if ";" not in path.read_text("utf-8")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_list_says_what_it_is_and_where_it_comes_from(path: Path) -> None:
    head = [line for line in path.read_text("utf-8").splitlines()[:12] if line.startswith("#")]
    assert len(head[0]) > 20
    assert re.search("origin|by hand|iso 4217", " ".join(head).lower())


@pytest.mark.parametrize("path", WORD_LISTS, ids=lambda path: path.name)
def test_no_section_says_a_word_twice(path: Path) -> None:
    for section, entries in sections_of(path.name):
        words = " ".join(entries).split()
        assert [word for word, count in Counter(words).items() if count > 1] == [], section


@pytest.mark.parametrize(
    ("word", "flag"),
    [
        ("Deborah", lexicon.FEMALE),
        ("Robert", lexicon.MALE),
        ("Nguyen", lexicon.SURNAME),
        ("Gov.", lexicon.OFFICE),
        ("Mrs.", lexicon.HONORIFIC),
        ("Yesterday", lexicon.FUNCTION),
        ("Tuesday", lexicon.CALENDAR),
        ("Norwegian", lexicon.NATION),
        ("Norway", lexicon.PLACE),
        ("Ministry", lexicon.AGENCY_FIRST),
        ("University", lexicon.ORGANIZATION_LAST),
        ("Avenue", lexicon.PLACE_LAST),
        ("Amendment", lexicon.THING_LAST),
        ("Spokesman", lexicon.OCCUPATION),
    ],
)
def test_a_word_is_known_for_what_it_is(word: str, flag: int) -> None:
    assert lexicon.flags()[word] & flag


def test_given_names_have_one_gender_unless_both_bear_them() -> None:
    given = lexicon.words("given.txt")
    assert not given["f"] & given["m"]
    assert not (given["f"] | given["m"]) & given["both"]


@pytest.mark.parametrize(
    ("form", "name", "acronym"),
    [
        ("FEMA", "Federal Emergency Management Agency", "FEMA"),
        ("Justice Department", "Department of Justice", "DOJ"),
        ("U.N.", "United Nations", "UN"),
        ("GOP", "Republican Party", "GOP"),
    ],
)
def test_forms_of_a_known_body_lead_to_its_name(form: str, name: str, acronym: str) -> None:
    [phrase] = [phrase for phrase in lexicon.phrases()[form.split()[0]] if phrase.form == form]
    assert (phrase.name, phrase.acronym) == (name, acronym)


def test_the_longest_form_of_a_first_word_is_tried_first() -> None:
    for forms in lexicon.phrases().values():
        lengths = [len(phrase.form) for phrase in forms]
        assert lengths == sorted(lengths, reverse=True)


def test_the_fifteen_departments_of_the_united_states_are_known() -> None:
    names = {phrase.name for forms in lexicon.phrases().values() for phrase in forms}
    subjects = (
        "Agriculture, Commerce, Defense, Education, Energy, Health and Human Services, Homeland Security, Housing and "
        "Urban Development, the Interior, Justice, Labor, State, Transportation, the Treasury, Veterans Affairs"
    ).split(", ")
    assert {f"Department of {subject}" for subject in subjects} <= names
