"""People and bodies: the lists, and what a page of one tells."""

from __future__ import annotations

from string import ascii_uppercase

import pytest
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from onrecord.model import Dossier, Entity
from onrecord.pages.entities import sort_name
from onrecord.pages.identifiers import identifiers
from onrecord.pages.indexes import index
from onrecord.pages.voices import voices
from tests.pages.ferry import ferry
from tests.pages.invented import dossier, record
from tests.pages.rendered import all_words, link, site, words


def crowd(size: int) -> Dossier:
    """That many people, their surnames spread over the alphabet."""
    text = " ".join(f"[[person p{n}|x]]" for n in range(size))
    return dossier(record("a", text), names={f"p{n}": f"Ann {ascii_uppercase[n % 26]}roe{n}" for n in range(size)})


def marsh() -> str:
    return site(ferry())["people/helen-marsh.html"]


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("Helen Marsh", "person", ("Helen", "Marsh")),
        ("Ada de la Cruz Jr.", "person", ("Ada de la", "Cruz Jr.")),
        ("John Roe III", "person", ("John", "Roe III")),
        ("Marsh", "person", ("", "Marsh")),
        ("The Harbor Office", "agency", ("", "Harbor Office")),
    ],
)
def test_people_are_listed_by_surname(name: str, kind: str, expected: tuple[str, str]) -> None:
    assert sort_name(Entity("x", kind, name)) == expected  # type: ignore[arg-type]


def test_the_list_tells_who_is_called_what_and_speaks_how_often() -> None:
    page = site(ferry())["people/index.html"]
    assert all_words(page, "tbody th") == ["Ruth Adeyemi", "Helen Marsh", "Tomas Okafor", "Carla Voss"]
    row = HTMLParser(page).css("tbody tr")[1]
    assert [words(cell) for cell in row.css("td")] == ["Governor", "4 quotes", "6 mentions", "3 sources"]
    assert len(row.css(".tally i")) == 4
    assert len(row.css(".tally i.p")) == 1


def test_a_person_page_tells_what_she_said_newest_first_with_the_sentence_around_it() -> None:
    page = HTMLParser(marsh())
    entries = [node for node in page.css(".entry") if node.css_first(".meta b")]
    assert [words(node.css_first(".meta b")) for node in entries][:4] == [
        "Sound Radio",
        "The Ellery Courier",
        "The Ellery Courier",
        "Governor’s office",
    ]
    assert words(entries[0].css_first(".words")) == (
        "HOST: In a recording the governor says: “Nobody on that boat asked whose water they were in.”"
    )
    assert words(entries[0].css_first(".sayin")) == "“Nobody on that boat asked whose water they were in.”"


def test_quoted_and_paraphrased_are_told_apart() -> None:
    page = HTMLParser(marsh())
    notes = [
        (words(node.css_first(".under span")), "para" in (node.attributes["class"] or ""))
        for node in page.css(".entry")
    ]
    assert notes[:3] == [("Quoted", False), ("Partly quoted", True), ("Quoted", False)]
    assert notes[4] == ("Paraphrased", True)


def test_quotes_and_mentions_lead_to_their_places() -> None:
    radio = next(one for one in ferry().records if one.source.id == "radio")
    assert link(marsh(), "the governor") == f"../articles/radio.html#{radio.mentions[1].id}"
    first = HTMLParser(marsh()).css_first(".entry a.at")
    assert first is not None
    assert first.attributes["href"] == f"../articles/radio.html#{radio.quotes[1].id}"


def test_said_about_is_what_others_say() -> None:
    page = HTMLParser(marsh())
    about = page.css(".entry")[-1]
    assert words(about.css_first(".meta b")) == "Carla Voss"
    assert words(about.css_first(".sayin")) == "Marsh waited seven weeks too long"


def test_forms_are_counted_by_outlet() -> None:
    assert all_words(marsh(), ".named dt") == ["Governor’s office", "Sound Radio", "The Ellery Courier"]
    assert all_words(marsh(), ".named dd") == [
        "Governor Marsh 2",
        "the governor 1",
        "Marsh 1",
        "Gov. Helen Marsh 1",
        "Marsh 1",
    ]


def test_every_mention_stands_in_its_sentence() -> None:
    lines = all_words(marsh(), ".kwic p")
    assert len(lines) == 6
    assert "Senator Carla Voss says Marsh waited seven weeks too long." in lines


def test_a_body_page_tells_who_speaks_for_it() -> None:
    page = site(ferry())["agencies/harbor-authority.html"]
    assert all_words(page, ".side-part .roll li") == [
        "Tomas Okafor Harbor Authority director 2 quotes",
        "Not named a spokesperson 1 quote",
    ]
    assert all_words(page, "#given + table tbody td") == ["at least 41", "people hurt The Ellery Courier"]


def test_a_role_that_two_bodies_could_mean_speaks_for_neither() -> None:
    one = record(
        "a",
        "[[person ann|Ann Roe]] of [[agency north|Office]] and [[agency south|Office]] said [[quote ann direct|“Go.”]]",
        roles={"ann": "Office chief"},
    )
    found = voices(index(dossier(one, names={"north": "Office", "south": "Office"})))
    assert not [voice for held in found.values() for voice in held]


@pytest.mark.parametrize(
    ("scheme", "value", "href"),
    [
        ("wikidata", "Q42", "https://www.wikidata.org/wiki/Q42"),
        ("Wikidata", "Q42", "https://www.wikidata.org/wiki/Q42"),
        ("isni", "0000 0001 2345 678X", "https://isni.org/isni/000000012345678X"),
        ("wikipedia", "Port Ellery", "https://en.wikipedia.org/wiki/Port_Ellery"),
        ("wikidata", "Q42/../../x", ""),
        ("viaf", "javascript:alert(1)", ""),
        ("website", "https://example.org", ""),
    ],
)
def test_identifiers_become_links_only_where_scheme_and_value_are_known(scheme: str, value: str, href: str) -> None:
    (one,) = identifiers(Entity("x", "person", "X", identifiers=((scheme, value),)))
    assert one.href == href
    assert one.value == value


def test_somebody_named_once_has_a_short_page() -> None:
    page = site(dossier(record("a", "Then [[person ann|Ann Roe]] left. It rained.")))["people/ann.html"]
    assert all_words(page, "h2") == ["The one mention"]
    assert all_words(page, ".kwic p") == ["Then Ann Roe left."]


def test_the_filter_box_is_for_lists_that_are_long() -> None:
    assert not HTMLParser(site(ferry())["people/index.html"]).css(".filters")
    assert HTMLParser(site(crowd(30))["people/index.html"]).css(".filters input")


def test_many_people_are_split_by_letter_and_no_page_lists_them_all() -> None:
    files = site(crowd(600))
    lists = {path: html for path, html in files.items() if path.startswith(("people/names/", "people/index"))}
    assert len(lists) == 27
    assert max(len(HTMLParser(html).css("tbody tr")) for html in lists.values()) == 50
    assert sum(len(HTMLParser(html).css("tbody tr")) for path, html in lists.items() if "names" in path) == 600
    assert link(lists["people/names/c.html"], "Z") == "../../people/names/z.html"


def test_much_said_is_split_by_year() -> None:
    held = [
        record(
            f"s{n}",
            " ".join(["[[person ann|Ann]] said [[quote ann direct|“Go.”]]"] * 10),
            published=f"20{20 + n % 3}-01-01",
            outlet="Tarn Post",
        )
        for n in range(30)
    ]
    files = site(dossier(*held))
    page = HTMLParser(files["people/ann.html"])
    assert (len(page.css(".entry")), len(page.css(".kwic li"))) == (50, 50)
    assert link(files["people/ann.html"], "2021 100") == "../people/ann/said-2021.html"
    assert len(HTMLParser(files["people/ann/said-2021.html"]).css(".entry")) == 100
    assert len(HTMLParser(files["people/ann/named-2020.html"]).css(".kwic li")) == 100


def test_companions_without_a_page_are_left_out() -> None:
    whole = ferry()
    ghost = replace(whole, companions=(("helen-marsh", (("nobody", 3),)),))
    assert not HTMLParser(site(ghost)["people/helen-marsh.html"]).css(".net")
