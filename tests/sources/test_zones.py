"""What is not article text, told by general rules. All texts are invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.model import Block, Metadata, Zone
from onrecord.sources.load import load
from onrecord.sources.metadata import found_metadata
from onrecord.sources.text import blocks_of
from onrecord.sources.zones import find_zones

PROSE = (
    "The harbor bridge will close in March, the mayor said on Monday, and nobody could tell her for how long the "
    "ferry would have to carry the traffic of two counties."
)
MORE = "“We will pay for the ferry,” she said. The council votes next week, and most members are expected to agree."


def zones(text: str, title: str | None = None) -> list[tuple[str, str]]:
    found = find_zones(text, blocks_of(text), title, ())
    return [(zone.kind, text[zone.start : zone.end]) for zone in found]


def metadata(text: str) -> Metadata:
    return found_metadata(text, find_zones(text, blocks_of(text), None, ()))


# ---------------------------------------------------------------- above the article


def test_the_lines_above_an_article() -> None:
    opening = [
        ("section", "Local News"),
        ("title", "Harbor bridge to close for repairs"),
        ("byline", "By Ada Holm, Staff Writer"),
        ("dateline", "Published: March 3, 2026, 4:05 p.m. EST | 4 min read"),
        ("boilerplate", "Share Facebook Twitter Email"),
        ("title-repeat", "Harbor Bridge To Close For Repairs"),
        ("caption", "The bridge at low tide. (Photo by Ben Roy/Elm Courier)"),
    ]
    text = "\n\n".join([*(words for _, words in opening), PROSE, MORE])
    assert zones(text) == opening
    assert metadata(text) == Metadata("Harbor bridge to close for repairs", None, "Ada Holm", "2026-03-03")


@pytest.mark.parametrize("name", ["Elm Valley Gazette", "The Elm Bay Daily News", "The Times", "Radio & TV News"])
def test_an_outlet_above_the_headline_is_the_outlet(name: str) -> None:
    text = f"{name}\nDam release floods 240 homes\nBy Ada Holm\nELM BAY, May 12, 2026 — {PROSE}"
    assert zones(text) == [
        ("section", name),
        ("title", "Dam release floods 240 homes"),
        ("byline", "By Ada Holm"),
        ("dateline", "ELM BAY, May 12, 2026 —"),
    ]
    assert metadata(text) == Metadata("Dam release floods 240 homes", name, "Ada Holm", "2026-05-12")


@pytest.mark.parametrize(
    ("line", "outlet", "published"),
    [
        ("The Elm Courier, 12 May 2026", "The Elm Courier", "2026-05-12"),
        ("Elm Valley Gazette | May 12, 2026, 9:15 a.m.", "Elm Valley Gazette", "2026-05-12"),
        ("Elm Bay Post - Tuesday, May 12, 2026", "Elm Bay Post", "2026-05-12"),
        ("Elm Harbor, 12 May 2026", None, None),
        ("Ada Holm, 12 May 2026", None, None),
    ],
)
def test_an_outlet_and_a_date_in_one_line_are_both_known(line: str, outlet: str | None, published: str | None) -> None:
    found = metadata(f"Dam release floods 240 homes\n\nBy Ada Holm\n{line}\n\n{PROSE}\n\n{MORE}")
    assert found == Metadata("Dam release floods 240 homes", outlet, "Ada Holm", published)


def test_an_outlet_that_the_text_names_again_is_known_above_the_headline() -> None:
    text = (
        f"Elm Valley Current\nDam release floods 240 homes\n{PROSE}\n\n© 2026 Elm Valley Current. All rights reserved."
    )
    assert zones(text)[:2] == [("section", "Elm Valley Current"), ("title", "Dam release floods 240 homes")]


@pytest.mark.parametrize("line", ["Mayor Holm Meets the Press", "Dam Floods Homes", "Latest Local News", "World News"])
def test_a_headline_and_a_section_are_no_outlet(line: str) -> None:
    text = f"{line}\nMayor Holm says that 240 homes stood in water\nBy Ada Holm\nELM BAY, May 12, 2026 — {PROSE}"
    assert metadata(text).outlet is None


def test_the_name_of_an_outlet_alone_above_a_text_is_what_stands_there() -> None:
    assert zones(f"Elm Valley Gazette\n\n{PROSE}") == [("title", "Elm Valley Gazette")]


def test_a_section_before_a_colon_is_nobody_who_speaks() -> None:
    line = "Opinion: Who opens a gate at night?"
    assert zones(f"{line}\n\n{PROSE}") == [("title", line)]
    assert zones(f"Mayor Holm: Who opens a gate at night?\n\n{PROSE}") == []


def test_a_text_that_starts_with_prose_has_no_title() -> None:
    assert zones(f"{PROSE}\n\n{MORE}") == []
    assert metadata(f"{PROSE}\n\n{MORE}") == Metadata()


@pytest.mark.parametrize(
    "line",
    [
        "Harbor bridge to close for repairs",
        "Will the harbor bridge close, and who pays?",
        "‘Nobody asked us’: ferry crews on the bridge plan",
        "Mayor Vows to Keep the Harbor Bridge Open All Winter Long.",
        "City: Bridge Will Be Closed Until the End of March.",
        "5 things to know about the harbor bridge",
    ],
)
def test_headlines(line: str) -> None:
    assert zones(f"{line}\n\n{PROSE}\n\n{MORE}") == [("title", line)]


@pytest.mark.parametrize(
    "line",
    [
        "The mayor spoke first on Monday.",
        "and so it went on for a while",
        "MODERATOR: welcome to the hearing tonight",
        "Dear neighbors of the harbor bridge,",
        "• the bridge closes in March",
        "Bridge",
    ],
)
def test_first_lines_that_are_no_headline(line: str) -> None:
    assert metadata(f"{line}\n\n{PROSE}\n\n{MORE}").title is None


def test_a_stated_title_is_the_only_title() -> None:
    text = f"Bridge Shut\n\nAnother line up here\n\n{PROSE}"
    assert zones(text, "Bridge shut!") == [("title", "Bridge Shut")]
    assert zones(text, "Something that is not there") == []


def test_the_main_heading_is_the_title_too_where_the_file_states_another() -> None:
    text = f"Bridge shut\n\n{PROSE}"
    blocks = (Block(0, 11, "heading", 1), Block(13, len(text)))
    assert find_zones(text, blocks, "Harbor bridge to close", ()) == (Zone(0, 11, "title"),)


@pytest.mark.parametrize(
    ("dateline", "outlet"),
    [
        ("(The Elm Courier) —", "The Elm Courier"),
        ("ELM BAY, Maine (NWS) —", "NWS"),
        ("ELM BAY, Maine, March 3 (NWS) -", "NWS"),
        ("Elm Bay (NWS) –", "NWS"),
        ("ST. AGNES —", None),
        ("ELM BAY, Maine --", None),
    ],
)
def test_datelines_at_the_head_of_the_first_prose(dateline: str, outlet: str | None) -> None:
    text = f"{dateline} {PROSE}\n\n{MORE}"
    assert zones(text) == [("dateline", dateline)]
    assert metadata(text).outlet == outlet


@pytest.mark.parametrize(
    "opening", ["The mayor (a former sailor) —", "FBI agents —", "She — and", "It closed (again) - "]
)
def test_dashes_and_brackets_that_make_no_dateline(opening: str) -> None:
    assert zones(f"{opening} {PROSE}") == []


def test_a_full_stop_does_not_hide_a_headline_above_a_dateline() -> None:
    text = f"Harbor bridge to close for repairs, mayor says.\n\nAda Holm\n\nELM BAY 2026-03-03\n\n{PROSE}"
    assert [kind for kind, _ in zones(text)] == ["title", "byline", "dateline"]
    assert metadata(text).published == "2026-03-03"


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("March 3, 2026", "2026-03-03"),
        ("Updated 3 Mar 2026 at 16:05 GMT", "2026-03-03"),
        ("2026-03-03", "2026-03-03"),
        ("Originally published: March 3, 2026 at 3:00 AM CST", "2026-03-03"),
        ("Read time: 3 mins", None),
        ("Tuesday, Sept. 1, 2026", "2026-09-01"),
        ("03/04/2026", None),  # April or March, depending on who writes
        ("February 30, 2026", None),
        ("3 min read", None),
        ("March 3", None),
    ],
)
def test_date_lines(line: str, date: str | None) -> None:
    text = f"Harbor bridge to close\n\n{line}\n\n{PROSE}"
    assert ("dateline", line) in zones(text)
    assert metadata(text).published == date


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Ada Holm", "Ada Holm"),
        ("By Rui dos Holm", "Rui dos Holm"),
        ("BY ADA HOLM AND BEN ROY", "ADA HOLM"),
        ("By Ada Holm and Ben Roy | Elm Courier", "Ada Holm and Ben Roy"),
        ("Written by Ana de la Cruz, Staff Reporter", "Ana de la Cruz"),
        ("Ada Holm | Political Correspondent", "Ada Holm"),
        ("Staff report", None),
    ],
)
def test_bylines(line: str, author: str | None) -> None:
    text = f"Harbor bridge to close\n\n{line}\n\n{PROSE}"
    assert ("byline", line) in zones(text)
    assert (metadata(text).author or "").startswith(author or "")


# ---------------------------------------------------------------- anywhere


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("copyright", "© 2026 The Elm Courier. All rights reserved."),
        ("copyright", "Copyright 2026 Elm Media LLC"),
        ("copyright", "This material may not be published, broadcast or rewritten."),
        ("tags", "Tags: harbor, bridge, Elm Bay"),
        ("tags", "Filed under: Transport"),
        ("tags", "#bridge #harbor"),
        ("related", "READ MORE: Ferry prices to double"),
        ("related", "Related: Ferry prices to double"),
        ("related", "Video: Crews leave the bridge"),
        ("related", "See also – the council's plan"),
        ("promo", "Sign up for our newsletter and never miss a story."),
        ("promo", "Sign up"),
        ("promo", "Subscribe to The Elm Courier today."),
        ("promo", "Follow us on Facebook."),
        ("promo", "Follow Ada Holm on Twitter @adaholm."),
        ("promo", "Download our app"),
        ("boilerplate", "Advertisement"),
        ("boilerplate", "Story continues below advertisement"),
        ("boilerplate", "Share this article"),
        ("boilerplate", "ADVERTISEMENT Scroll to continue"),
        ("boilerplate", "Comments are closed."),
        ("boilerplate", "(With inputs from agencies)"),
        ("boilerplate", "This story has been updated with the vote."),
        ("boilerplate", "###"),
        ("boilerplate", "ENDS"),
        ("boilerplate", "This article was first published in The Elm Courier."),
        ("boilerplate", "Correction: An earlier version gave the wrong width."),
        ("byline", "Additional reporting by Ben Roy"),
        ("byline", "(Reporting by Ben Roy; Editing by Ada Holm)"),
        ("caption", "Mayor Ida Brandt at the bridge. Ben Roy/Getty Images"),
        ("caption", "File photo"),
        ("caption", "FILE - The bridge at low tide in 2019."),
        ("caption", "Image source, Getty Images"),
        ("caption", "Image: Ben Roy"),
        ("caption", "PHOTO: The bridge on Monday"),
        ("header", "FOR IMMEDIATE RELEASE"),
        ("header", "Media contact: Ben Roy, 555 0100"),
    ],
)
def test_lines_that_say_what_they_are(kind: str, line: str) -> None:
    assert zones(f"{PROSE}\n\n{line}\n\n{MORE}") == [(kind, line)]


@pytest.mark.parametrize(
    "line",
    [
        "Copyright law did not help the photographer, the court said.",
        "Share prices fell on Monday after the bridge closed.",
        "Follow the money, she told the council.",
        "Read the report before you vote, he said.",
        "Related costs rose to $4 million.",
        "More than 300 people came to the hearing.",
        "Print shops along the road lost customers.",
        "This story is about a bridge and the people under it.",
        "He tweeted a photo of the bridge.",
        "The file - all 300 pages - went to the council.",
        "Video of the crash spread fast.",
        "(The mayor was not at the hearing.)",
        "About us, she said, nobody asks.",
        "This report was published by the harbor office in 2019.",
        "Terms of the deal were not told.",
        "The latest plan is the best, Brandt said.",
        "Tags on the pilings had faded.",
        "Ends meet, but only just, she said.",
        "Get out of the harbor, the captain called.",
        "“Sign up for the night shift,” she told them.",
        "Contact with the ferry was lost at noon.",
        "By Monday the queue was a mile long.",
    ],
)
def test_sentences_that_begin_like_furniture_are_text(line: str) -> None:
    assert zones(f"{PROSE}\n\n{line}\n\n{MORE}") == []


def test_a_related_list_ends_where_the_text_goes_on() -> None:
    listed = "Related\n  • Ferry prices to double\n  • Mayor under fire: ‘Enough,’ say crews"
    assert zones(f"{PROSE}\n\n{listed}\n\n{MORE}") == [("related", listed)]


def test_a_related_list_without_bullets() -> None:
    listed = "Read more from Elm Bay\n\nFerry prices to double\n\nCouncil to vote on bridge money"
    assert zones(f"{PROSE}\n\n{listed}\n\n{MORE}") == [("related", listed)]


def test_headlines_that_quote_stay_in_a_related_list() -> None:
    listed = "RELATED\n\nFerry prices to double\n\nBrandt: ‘We knew about the piles’\n\nWhy the queue grows"
    assert zones(f"{PROSE}\n\n{listed}\n\n{MORE}") == [("related", listed)]


def test_highlights_and_tags_take_their_lists_along() -> None:
    text = f"Key points\n- Bridge closes in March\n- Ferry runs all night\n\n{PROSE}\n\nTags\n\nharbor\n\nbridge"
    assert zones(text) == [
        ("highlights", "Key points\n- Bridge closes in March\n- Ferry runs all night"),
        ("tags", "Tags\n\nharbor\n\nbridge"),
    ]


def test_what_the_file_states_wins_over_what_is_found() -> None:
    text = f"{PROSE}\n\nTags: harbor"
    stated = (Zone(len(PROSE) + 2, len(text), "promo"),)
    assert find_zones(text, blocks_of(text), None, stated) == stated


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("© 2026 The Elm Courier. All rights reserved.", "The Elm Courier"),
        ("Copyright © 2025-2026 Elm Media, Inc.", "Elm Media"),
        ("(c) 2026 Bay & Sound Radio", "Bay & Sound Radio"),
        ("Copyright Elm Courier 2026", "Elm Courier"),
        ("All rights reserved.", None),
        ("© All rights reserved", None),
    ],
)
def test_the_outlet_is_whose_copyright_it_is(line: str, outlet: str | None) -> None:
    assert metadata(f"{PROSE}\n\n{line}").outlet == outlet


# ---------------------------------------------------------------- measured


@pytest.mark.reference
def test_zones_of_the_reference_articles(reference: Path) -> None:
    """Characters outside the article: F1 of 95 or better over the hand-made annotations."""
    sources = load(reference / "seeds", max_bytes=10**6).sources
    gold = {}
    for path in (reference / "gold").glob("*.json"):
        data = json.loads(path.read_text("utf-8"))
        gold[data["text_sha256"]] = data["document"]["zones"]
    hits = found = wanted = 0
    for source in sources:
        want = {at for zone in gold[source.sha256] for at in range(zone["start"], zone["end"])}
        got = {at for zone in source.zones for at in range(zone.start, zone.end)}
        hits, found, wanted = hits + len(want & got), found + len(got), wanted + len(want)
    assert 2 * hits / (found + wanted) >= 0.95
