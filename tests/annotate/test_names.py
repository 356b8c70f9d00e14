"""Names: each line of `cases/names.txt` with the bearers that it names, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from onrecord.annotate.agencies import find_agencies
from onrecord.annotate.names import find_names
from onrecord.model import Found, LocalName, Source

CASES = Path(__file__).parent / "cases" / "names.txt"
MARK = re.compile(r"\{\w\d+:([^}]*)\}")
LETTERS = {"person": "p", "agency": "a", "organization": "o", "place": "l"}


def find(text: str) -> Found:
    source = Source(id="a", path="a.txt", sha256="", text=text, text_sha256="")
    return find_agencies(source, find_names(source, Found()))


def marked(text: str) -> str:
    """The text with every sure mention in braces, as the case file writes it."""
    found = find(text)
    numbers: dict[int, int] = {}
    out, at = [], 0
    for mention in found.mentions:
        name = found.names[mention.local]
        if name.sure:
            number = numbers.setdefault(mention.local, len(numbers) + 1)
            out.append(
                f"{text[at : mention.start]}{{{LETTERS[name.kind]}{number}:{text[mention.start : mention.end]}}}"
            )
            at = mention.end
    return "".join(out) + text[at:]


def cases() -> list[str]:
    lines = CASES.read_text("utf-8").splitlines()
    return [line.replace("⏎", "\n\n") for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("case", cases())
def test_names_are_marked_as_the_case_says(case: str) -> None:
    assert marked(MARK.sub(r"\1", case)) == case


def bearer(text: str, name: str) -> LocalName:
    return next(known for known in find(text).names if known.name == name)


@pytest.mark.parametrize(
    ("text", "name", "gender"),
    [
        ("Mrs. Pike spoke first.", "Pike", "f"),
        ("Mr. Pike spoke first.", "Pike", "m"),
        ("Congresswoman Lou Pike spoke first.", "Lou Pike", "f"),
        ("Deborah Pike spoke first.", "Deborah Pike", "f"),
        ("Robert Pike spoke first.", "Robert Pike", "m"),
        ("Gov. Pike spoke first.", "Pike", ""),
    ],
)
def test_gender_comes_from_the_title_or_the_given_name(text: str, name: str, gender: str) -> None:
    assert bearer(text, name).gender == gender


@pytest.mark.parametrize(
    ("text", "name", "roles"),
    [
        ("Ohio Gov. Ted Larch, a Democrat, spoke.", "Ted Larch", ("Ohio Gov.", "a Democrat")),
        ("Secretary of State Ann Moss left.", "Ann Moss", ("Secretary of State",)),
        ("Sen. Bill Tarn (R-Maine) left.", "Bill Tarn", ("Sen.", "R-Maine")),
        ("Mr. Tarn left.", "Tarn", ()),
        ("Karen Doyle, the group's director, agreed.", "Karen Doyle", ("the group's director",)),
        ("Karen Doyle, who was hired as director, agreed.", "Karen Doyle", ()),
        (
            "Rep. Jim Farrow, D-Orrin Falls, voted. So did Ann Moss, R-Ohio, who left.",
            "Jim Farrow",
            ("Rep.", "D-Orrin Falls"),
        ),
    ],
)
def test_roles_are_the_phrases_beside_the_name(text: str, name: str, roles: tuple[str, ...]) -> None:
    assert bearer(text, name).roles == roles


def test_a_person_goes_by_the_fullest_name_and_keeps_every_form() -> None:
    text = "Keller spoke. Gov. Marta Keller had come early. Marta J. Keller, 51, was first to leave."
    keller = bearer(text, "Marta J. Keller")
    assert keller.forms == ("Marta J. Keller", "Marta Keller", "Keller")
    assert keller.sure


@pytest.mark.parametrize(
    ("text", "name", "opens", "common"),
    [
        ("They walked to Larsson and back.", "Larsson", False, False),
        ("It was Frost who came. Nobody saw the frost.", "Frost", False, True),
    ],
)
def test_a_lone_surname_without_evidence_is_a_candidate(text: str, name: str, opens: bool, common: bool) -> None:
    candidate = bearer(text, name)
    assert (candidate.kind, candidate.sure) == ("person", False)
    assert (candidate.opens, candidate.common) == (opens, common)


def test_a_verb_of_saying_after_a_quotation_makes_a_lone_surname_sure() -> None:
    assert bearer('"We are late," Dravik said.', "Dravik").sure


def test_a_surname_of_two_people_goes_to_the_one_named_most_often_and_is_less_sure() -> None:
    text = "Ann Dunn won. Ann Dunn thanked all. Ann Dunn smiled. Her brother Peter Dunn clapped. Dunn left."
    found = find(text)
    last = found.mentions[-1]
    assert found.names[last.local].name == "Ann Dunn"
    assert last.confidence < 0.9


def test_a_fuller_form_that_is_not_given_to_somebody_renames_nobody() -> None:
    found = find("Oun Kyo said it was late. They met Zarm Oun Kyo there.")
    assert [(name.name, name.forms) for name in found.names] == [
        ("Oun Kyo", ("Oun Kyo",)),
        ("Zarm Oun Kyo", ("Zarm Oun Kyo",)),
    ]
