"""Agencies and organizations: who bears which forms, and what tells an agency from another body."""

from __future__ import annotations

import pytest

from onrecord.annotate.agencies import find_agencies
from onrecord.annotate.names import find_names
from onrecord.model import Found, LocalName, Source


def bodies(text: str) -> list[LocalName]:
    source = Source(id="a", path="a.txt", sha256="", text=text, text_sha256="")
    names = find_agencies(source, find_names(source, Found())).names
    return [name for name in names if name.kind in ("agency", "organization")]


def body(text: str) -> LocalName:
    [only] = bodies(text)
    return only


@pytest.mark.parametrize(
    ("text", "name", "acronym", "forms"),
    [
        (
            "The Coastal Water Authority (CWA) met. The CWA voted. The Authority adjourned.",
            "Coastal Water Authority",
            "CWA",
            ("Coastal Water Authority", "Authority", "CWA"),
        ),
        (
            "The ICE raid was the first. U.S. Immigration and Customs Enforcement gave no number.",
            "U.S. Immigration and Customs Enforcement",
            "ICE",
            ("U.S. Immigration and Customs Enforcement", "ICE"),
        ),
        (
            "Immigrations and Customs Enforcement came late. Immigration and Customs Enforcement was asked why.",
            "Immigration and Customs Enforcement",
            "ICE",
            ("Immigrations and Customs Enforcement", "Immigration and Customs Enforcement"),
        ),
        ("The F.B.I. came. The FBI left.", "F.B.I.", "FBI", ("F.B.I.", "FBI")),
        (
            "Calder Metals Inc rose. Calder Metals hired.",
            "Calder Metals Inc",
            "",
            ("Calder Metals Inc", "Calder Metals"),
        ),
    ],
)
def test_all_forms_of_a_body_have_one_bearer(text: str, name: str, acronym: str, forms: tuple[str, ...]) -> None:
    found = body(text)
    assert (found.name, found.acronym) == (name, acronym)
    assert sorted(found.forms) == sorted(forms)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("He sued the Department of Roads.", "agency"),
        ("He sued the Harlan County Sheriff's Office.", "agency"),
        ("He sued the Lindal Unified School District.", "agency"),
        ("He sued the Keller administration.", "agency"),
        ("He praised the Ministry of Finance.", "agency"),
        ("He works for the 3rd Battalion.", "agency"),
        ("He sued Calder Motors Inc.", "organization"),
        ("He reads the Northmoor Gazette.", "organization"),
        ("He left the Lindal Workers' Party.", "organization"),
        ("He studied at Northmoor College.", "organization"),
        ("He gave to the Society for Quiet Streets.", "organization"),
    ],
)
def test_the_body_word_tells_an_agency_from_another_body(text: str, kind: str) -> None:
    assert body(text).kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "He crossed Lindal Street to Northmoor Park.",
        "He cited the Clean Rivers Act.",
        "He won the Lindal Cup.",
        "The police and the city council met with state law enforcement.",
        "The CEO had a GPS, a TV and an MBA.",
        "Two UXBs lay there; a UXB, rusty, went off.",
        "BUDGET IS LATE AGAIN",
        "Council Votes To Delay New Budget Again",
    ],
)
def test_no_body_is_made_of_what_is_none(text: str) -> None:
    assert bodies(text) == []


def test_several_bodies_in_one_sentence_stay_apart() -> None:
    text = "The Justice Department, the State Department and the Lindal Water Board sued Calder Inc and Voss & Sons."
    names = ["Justice Department", "State Department", "Lindal Water Board", "Calder Inc", "Voss & Sons"]
    assert [name.name for name in bodies(text)] == names


def test_people_of_another_engine_keep_their_indexes() -> None:
    source = Source(id="a", path="a.txt", sha256="", text="Ann Moss joined the FBI.", text_sha256="")
    before = Found(names=(LocalName("person", "Ann Moss", ("Ann Moss",)),))
    found = find_agencies(source, before)
    assert found.names[0] == before.names[0]
    assert [found.names[mention.local].name for mention in found.mentions] == ["FBI"]
