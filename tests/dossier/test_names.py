"""Normal forms: which spellings are one name."""

from __future__ import annotations

import pytest

from onrecord.dossier.names import body, initials, is_acronym, person, place, short_forms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("José Ibáñez", "Jose Ibanez"),
        ("Kim Jong-un", "Kim Jong Un"),
        ("Ron DeSantis", "Ron De Santis"),
        ("J. D. Corliss", "J.D. Corliss"),
        ("Sinéad O’Dell", "Sinead O'Dell"),
        ("Gov. Ilse Brandvold", "Ilse Brandvold"),
        ("ILSE BRANDVOLD", "Ilse Brandvold"),
        ("Łukasz Øberg", "Lukasz Oberg"),
        ("Rosa Lind, MD", "Rosa Lind"),
    ],
)
def test_spellings_of_one_person(one: str, other: str) -> None:
    assert person(one).key == person(other).key


@pytest.mark.parametrize(
    ("one", "other"),
    [("Dale Tarrant Jr.", "Dale Tarrant Sr."), ("Henry Oke II", "Henry Oke III"), ("Dale Tarrant Jr.", "Dale Tarrant")],
)
def test_a_suffix_is_kept(one: str, other: str) -> None:
    assert person(one).key == person(other).key
    assert person(one).suffix != person(other).suffix


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Ilse Brandvold", {"brandvold"}),
        ("Ursel von der Tann", {"tann", "dertann", "vondertann"}),
        ("Han Seo-jin", {"han", "jin", "seojin"}),
        ("Luis Mora Vidal", {"vidal", "moravidal"}),
        ("Karl af Strand", {"strand", "afstrand"}),
    ],
)
def test_short_forms_of_a_full_name(name: str, forms: set[str]) -> None:
    assert forms <= set(short_forms(person(name)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Department of Labor", "the U.S. Labor Department"),
        ("Ministry of Defence", "Defense Ministry"),
        ("Halvorsen Foods Inc.", "Halvorsen Foods"),
        ("Halvorsen Foods Pty Ltd", "Halvorsen Foods"),
        ("Harbour Defence Organisation", "Harbour Defense Organization"),
        ("Dept. of Health & Aging", "Department of Health and Aging"),
        ("United States Coast Guard", "Coast Guard"),
        ("House Committee on Rural Roads", "House Rural Roads Committee"),
    ],
)
def test_spellings_of_one_body(one: str, other: str) -> None:
    assert body(one) == body(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("University of Ashgrove", "Ashgrove University"),
        ("North Harbor School Board", "South Harbor School Board"),
        ("U.S. Congress", "California Congress"),
    ],
)
def test_names_of_two_bodies(one: str, other: str) -> None:
    assert body(one) != body(other)


@pytest.mark.parametrize(
    ("short", "full"),
    [("Fla.", "Florida"), ("CA", "California"), ("N.H.", "New Hampshire"), ("OH", "Ohio"), ("Ore.", "Oregon")],
)
def test_a_state_and_its_abbreviation_are_one_place(short: str, full: str) -> None:
    assert place(short) == place(full)


@pytest.mark.parametrize(("short", "full"), [("La.", "Louisiana"), ("Me.", "Maine")])
def test_what_is_short_for_other_things_too_is_no_state(short: str, full: str) -> None:
    assert place(short) != place(full)


def test_acronyms_are_told_from_words() -> None:
    assert [name for name in ("ICE", "U.N.", "DfE", "NY1", "Ice", "Harbor", "I") if is_acronym(name)] == [
        "ICE",
        "U.N.",
        "DfE",
        "NY1",
    ]


@pytest.mark.parametrize(
    ("name", "acronym"),
    [
        ("Federal Emergency Management Agency", "fema"),
        ("U.S. Department of Agriculture", "usda"),
        ("Department of Justice", "doj"),
        ("Organization for Rivers and Lakes", "orl"),
    ],
)
def test_initials(name: str, acronym: str) -> None:
    assert acronym in initials(name)
