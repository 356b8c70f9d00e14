"""Speakers: each text of `cases/speakers.txt` with the utterances, and their speakers, written below it."""

from __future__ import annotations

import pytest

from onrecord.annotate import annotate
from onrecord.model import Source, Zone
from onrecord.sources.text import blocks_of
from tests.annotate.quoting import cases, read, told


@pytest.mark.parametrize(("text", "expected"), cases("speakers.txt"))
def test_speakers_of_a_text(text: str, expected: list[str]) -> None:
    source, found = read(text)
    assert [told(source, found, quote) for quote in found.quotes] == expected


def test_a_pronoun_ranks_all_who_fit_it() -> None:
    _, found = read("{m:Tom Hill} met {m:Hugh Moss} and {f:Ann Stone}. “It is cold,” he said.")
    (quote,) = found.quotes
    assert [found.names[local].name for local in quote.speakers] == ["Tom Hill", "Hugh Moss"]


def test_a_pronoun_that_may_mean_two_is_less_sure() -> None:
    _, two = read("{m:Tom Hill} and {m:Hugh Moss} met. “It is cold today,” he said.")
    _, one = read("{m:Tom Hill} and {f:Ann Moss} met. “It is cold today,” he said.")
    assert two.quotes[0].confidence < one.quotes[0].confidence


def test_nobody_is_given_what_is_told_to_him() -> None:
    _, found = read("{m:Tom Hill} met {m:Hugh Moss}. “It is cold today,” he told {m:Moss}.")
    (quote,) = found.quotes
    assert [found.names[local].name for local in quote.speakers] == ["Tom Hill"]


def test_the_answer_is_of_the_one_who_was_asked() -> None:
    _, found = read(
        "{m:Tom Hill} met {m:Hugh Moss}. {m:Hill} asked {m:Moss} whether it was cold. “It is not cold today,” he said."
    )
    assert [found.names[quote.speakers[0]].name for quote in found.quotes] == ["Tom Hill", "Hugh Moss"]


@pytest.mark.parametrize("kind", ["related", "title-repeat"])
def test_nobody_is_spoken_of_where_the_page_says_something_beside_the_article(kind: str) -> None:
    text = "Tom Hill opened the road.\n\nHugh Moss sells his boats\n\n“It is cold today,” he said."
    aside = text.index("Hugh")
    zone = Zone(aside, text.index("\n", aside), kind)
    source = Source(id="a", path="a.txt", sha256="", text=text, text_sha256="", blocks=blocks_of(text), zones=(zone,))
    found = annotate(source)
    assert [found.names[quote.speakers[0]].name for quote in found.quotes] == ["Tom Hill"]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("Gov. {f:Maria Keller} left. The governor was tired.", [("The governor", "Maria Keller")]),
        ("{=Harbor Police} came. The agency was late.", [("The agency", "Harbor Police")]),
        ("“It is late,” Sen. {m:Tom Hill} said. “Go,” the senator said.", [("the senator", "Tom Hill")]),
        # a role that the source gives nobody, and one of many
        ("{f:Maria Keller} left. The pilot was tired.", []),
        ("{f:Maria Keller} left. The governor of Ohio was tired.", []),
        ("Gov. {f:Maria Keller} left. The next governor was tired.", []),
        (
            "{=Harbor Department} came. The fire department was late. The city department was not.",
            [("The city department", "Harbor Department")],
        ),
        (
            "Vice President {m:Tom Hill} left. The president was tired. The vice president was not.",
            [("The vice president", "Tom Hill")],
        ),
        # behind "he" and "she" too, and of one who is called two things
        ("Gov. {f:Maria Keller} left. She was the governor who wins.", []),
        ("Gov. {f:Maria Keller} left. In May he told the governor about it.", [("the governor", "Maria Keller")]),
        (
            "Rep. {m:Tom Hill}, a congressman, left. The Ohio congressman was tired.",
            [("The Ohio congressman", "Tom Hill")],
        ),
        ("{m:Tom Hill}, an aide to the mayor, left. The mayor was tired.", []),
        # what is told behind a name and a comma that no apposition opens; and a noun that only describes the next
        ("{m:Tom Hill}, had met the mayor. The mayor was tired.", []),
        ("The mayor met {m:Tom Hill}. The mayor was tired.", []),
        ("{m:Tom Hill}, assistant to the president, left. The president was tired.", []),
        ("Gov. {m:Tom Hill} left. Ohio wants the governor who wins.", []),
        ("Chief {m:Tom Hill} left. The chief problem was the rain.", []),
        ("{=Harbor Air} left. {=Harbor Mills} stayed. The airline was late.", []),
        # the only body whose name says it, a good way back
        (
            "{=Harbor Foundation} met. It rained. It was late. A bell rang. Nobody came. The foundation was shut.",
            [("The foundation", "Harbor Foundation")],
        ),
        # of two who are called the same, the one of whom the source says the rest
        (
            "Gov. {f:Maria Keller} of Ohio met Gov. {m:Tom Hill}. The Ohio governor was tired.",
            [("The Ohio governor", "Maria Keller")],
        ),
        (
            "Sen. {f:Maria Keller} (R-Ohio) met Sen. {m:Tom Hill} (D-Iowa). The Democratic senator was tired.",
            [("The Democratic senator", "Tom Hill")],
        ),
        ("Gov. {m:Tom Hill} left. The Turkish governor was tired.", []),
        ("Sen. {m:Tom Hill} left the Republican Party. It was late.", []),
        ("Gov. {m:Tom Hill} left. The governor {f:Ann Moss} was tired.", []),
        # an outlet told of it, and is not what is told of; no other body is a campaign or a party
        ("{=Dunmore Post} asked {=Harbor Police}. The agency was late.", [("The agency", "Harbor Police")]),
        ("{=Harbor Police} came. The Hill campaign was late, and so was the party.", []),
    ],
)
def test_phrases_that_stand_for_a_name(text: str, phrases: list[tuple[str, str]]) -> None:
    source, found = read(text)
    marked = [(source.text[item.start : item.end], found.names[item.local].name) for item in found.nominals]
    assert marked == phrases


_HEARING = """Hearing on the dam

MR. TOBIAS SMITH: I was there when the gates opened, and nobody told us.

MS. JONES: Who gave the order to open the gates that night?

DR. OMAR FAYED, STATE HEALTH OFFICER: The water was safe to drink by then.

GOV. PATRICK HALLORAN: We will look at every plank of it.

COMMISSIONER ANNIKA QUIST: And who pays for all of that?

QUIST: I ask again, who pays for all of that?

SMITH: Not us, that is for sure."""


def test_a_label_names_somebody_whatever_title_stands_before_the_name() -> None:
    source = Source(id="a", path="a.txt", sha256="", text=_HEARING, text_sha256="", blocks=blocks_of(_HEARING))
    found = annotate(source)
    speakers = [found.names[quote.speakers[0]] for quote in found.quotes]
    assert [name.name for name in speakers] == [
        "Tobias Smith", "Jones", "Omar Fayed", "Patrick Halloran", "Annika Quist", "Annika Quist", "Tobias Smith",
    ]  # fmt: skip
    assert {name.kind for name in found.names} == {"person"}
    assert [_HEARING[mention.start : mention.end] for mention in found.mentions][:3] == [
        "TOBIAS SMITH", "JONES", "OMAR FAYED",
    ]  # fmt: skip


_TALK = """Ann Moss on the harbor

The Herald: You said four years ago that the wall was late.

Moss (Perth) (SNP): I did say that, and I was right at the time.

The Herald: And what do you say of the wall today?

Moss: That it is still late, and dearer than it was.

Mr Speaker: Order, the hon. Lady must be heard in this place.

The Witness: I saw the wall fall before they came to mend it."""


def test_a_label_with_an_article_or_an_office_alone_is_no_persons_name() -> None:
    source = Source(id="a", path="a.txt", sha256="", text=_TALK, text_sha256="", blocks=blocks_of(_TALK))
    found = annotate(source)
    assert [name.name for name in found.names if name.kind == "person"] == ["Ann Moss"]
    assert "Herald" in [name.name for name in found.names if name.kind == "organization"]
    speakers = [found.names[quote.speakers[0]].name if quote.speakers else None for quote in found.quotes]
    assert speakers == ["Herald", "Ann Moss", "Herald", "Ann Moss", None, None]
