"""Near-duplicates: what one source has and the other has not."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from onrecord.model import Block, Dossier, Metadata, Record, Twin, Zone
from onrecord.pages import Frame, article, every
from onrecord.pages.indexes import index
from onrecord.pages.twins import LONGEST, SHOWN, differences
from onrecord.settings import Settings
from tests.pages.harbor import source, theme
from tests.pages.rendered import all_words

WIRE = "The governor ordered an inquiry into the lights. Nobody knew why. It ends."


def record(text: str, identity: str = "wire", **known: str) -> Record:
    return Record(source(identity, text, Metadata(**known)))


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        (WIRE, []),
        ("The Governor ordered an inquiry — into the lights. “Nobody knew why.” It ends.", []),
        (
            "The governor on Monday ordered an inquiry into the lights. Nobody knew why. It ends.",
            [("The governor", "", "ordered an inquiry into"), ("The governor", "on Monday", "ordered an inquiry into")],
        ),
        ("The governor ordered an inquiry into the lights. It ends.", [("", "Nobody knew why.", ""), ("", "", "")]),
        (
            "The governor ordered a probe into the lights. Nobody knew why. It ends.",
            [
                ("The governor ordered", "an inquiry", "into the lights."),
                ("The governor ordered", "a probe", "into the lights."),
            ],
        ),
        ("It rained. " + WIRE, [("", "", ""), ("", "It rained.", "")]),
    ],
)
def test_words_that_only_one_has(there: str, expected: list[tuple[str, str, str]]) -> None:
    assert [side for part in differences(record(WIRE), record(there)) for side in part] == expected


def test_what_is_not_the_article_is_not_compared() -> None:
    text = "By Ida Lund\n\n" + WIRE
    blocks = (Block(0, 11), Block(13, len(text)))
    signed = Record(source("signed", text, blocks=blocks, zones=(Zone(0, 11, "byline"),)))
    assert differences(signed, record(WIRE)) == []


def test_a_long_difference_is_told_by_its_first_words() -> None:
    here, there = differences(record(WIRE), record(WIRE + " " + "word " * 200 + "end."))[0]
    assert here.words == ""
    assert there.words == "word " * LONGEST + "… (201 words)"


def test_a_hostile_pair_is_compared_all_the_same() -> None:
    assert len(differences(record("a " * 30_000), record("a " * 29_000 + "b"))) == 1


def page(there: str, here: str = WIRE) -> str:
    records = (record(here, title="Lights"), record(there, "copy", title="The lights again", outlet="Tarn Mercury"))
    look_ups = index(Dossier(records, twins=(Twin(("wire", "copy"), 0.876),)))
    made = every((article.pages,), Frame(Settings(), theme()), look_ups)
    return next(page.content.decode() for page in made if "wire" in page.path)


def test_the_page_shows_both_sides() -> None:
    html = page(WIRE.replace("Nobody", "Somebody"))
    assert all_words(html, ".shared li")[0].startswith("88 percent of the shorter text")
    assert all_words(html, ".shared li a") == ["The lights again"]
    assert all_words(html, ".apart td") == ["Nobody knew why.", "Somebody knew why."]
    assert all_words(html, ".apart td b") == ["Nobody", "Somebody"]
    assert all_words(page(WIRE), ".shared p") == ["The two articles differ in no word."]


def test_excerpts_are_not_compared() -> None:
    records = (replace(record(WIRE), excerpt=True), record("Nobody knew why.", "copy"))
    look_ups = index(Dossier(records, twins=(Twin(("wire", "copy"), 0.9),)))
    for made in every((article.pages,), Frame(Settings(), theme()), look_ups):
        html = made.content.decode()
        assert all_words(html, ".shared h2") == ["What it shares"]
        assert not all_words(html, ".apart, .shared p")


def test_many_differences_are_counted() -> None:
    rows = [f"The count of ward {n} is high. Nobody left early." for n in range(SHOWN + 3)]
    html = page(" ".join(rows).replace("high", "low"), " ".join(rows))
    assert len(all_words(html, ".apart tbody tr")) == SHOWN
    assert all_words(html, ".shared p") == ["And 3 more places."]
