"""What cards say, and that the script which says it is data and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from msgspec.structs import replace

from onrecord.model import Dossier, Entity, Figure, Mention, Metadata, Quote, Record, Span, Use
from onrecord.pages import Frame, every
from onrecord.pages.cards import pages
from onrecord.pages.indexes import index
from onrecord.settings import Settings
from tests.pages.harbor import harbor, source, theme


def scripts(dossier: Dossier) -> dict[str, Any]:
    """What each script holds, by its path."""
    found = {}
    for page in every((pages,), Frame(Settings(), theme()), index(dossier)):
        name = "onrecordWho" if page.path.startswith("data/who/") else "onrecordCards"
        script = page.content.decode()
        assert script.startswith(f"{name}({{")
        assert script.endswith("});\n")
        found[page.path] = json.loads(script.removeprefix(f"{name}(").removesuffix(");\n"))
    return found


def cards(dossier: Dossier, source_id: str) -> dict[str, Any]:
    """The contents of a source's script, the entities by id."""
    held = scripts(dossier)[f"data/cards/{source_id}.js"]
    return {**held, "entities": {entity["id"]: entity for entity in held["entities"]}, "places": held["entities"]}


def test_who_somebody_is_and_how_often_they_speak_here() -> None:
    pier = cards(harbor(), "pier")
    assert pier["entities"]["ida-lund"] == {
        "id": "ida-lund",
        "kind": "person",
        "name": "Ida Lund",
        "href": "people/ida-lund.html",
        "who": "all",
        "line": "Quoted twice here.",
        "said": "“Nobody has used it since the storm,”",
        "form": "direct",
    }
    assert pier["entities"]["dockers-union"]["line"] == "Named once here, not quoted."


def test_what_counts_over_all_sources_stands_in_scripts_of_its_own() -> None:
    found = scripts(harbor())["data/who/all.js"]
    assert found["ida-lund"] == "In all: quoted 3 times in 2 sources."
    assert found["dockers-union"] == "In all: named in 1 source, never quoted."
    assert "tarn" not in found, "a place has no card"


@pytest.mark.parametrize(("many", "files"), [(60, 1), (200, 16), (3000, 256)])
def test_many_names_are_told_in_parts(many: int, files: int) -> None:
    dossier = harbor()
    more = tuple(Entity(f"one-{n}", "person", f"One {n}") for n in range(many))
    found = scripts(replace(dossier, entities=(*dossier.entities, *more)))
    parts = {path: held for path, held in found.items() if path.startswith("data/who/")}
    assert len(parts) == files
    assert sum(map(len, parts.values())) == many + len(dossier.entities) - 1
    assert all(
        entity["id"] in parts[f"data/who/{entity['who']}.js"]
        for entity in found["data/cards/pier.js"]["entities"]
        if entity["kind"] != "place"
    )


def test_one_more_quote_elsewhere_changes_no_card_here() -> None:
    dossier = harbor()
    more = Record(source("more", "“Aye.”"), quotes=(Quote("q-more", (Span(0, 6),), "direct", "ida-lund"),))
    before, after = scripts(dossier), scripts(replace(dossier, records=(*dossier.records, more)))
    assert before["data/cards/pier.js"] == after["data/cards/pier.js"]
    assert after["data/who/all.js"]["ida-lund"] == "In all: quoted 4 times in 3 sources."


def test_every_mark_says_why() -> None:
    pier = cards(harbor(), "pier")
    record = harbor().records[0]
    marked = {mention.id for mention in record.mentions if mention.kind != "place"}
    marked |= {quote.id for quote in record.quotes} | {figure.id for figure in record.figures}
    assert set(pier["marks"]) == marked
    (mention,) = (mention for mention in record.mentions if mention.confidence == 0.55)
    entity, rule, sure = pier["marks"][mention.id]
    assert pier["places"][entity]["id"] == mention.entity
    assert (pier["rules"][rule], sure) == (mention.why, 0.55)


def test_a_figure_names_who_said_it_and_what_others_say() -> None:
    pier = cards(harbor(), "pier")
    assert pier["marks"]["f-boats"][3:] == [
        *("count", "41 boats", [["41", "here"], ["some 37", "Sound Radio"]], "figures/boats.html")
    ]
    giver, *_, kind, name = pier["marks"]["f-weeks"]
    assert (pier["places"][giver]["name"], kind, name) == ("Ida Lund", "duration", "seven weeks")


def test_a_quote_says_by_whom_or_for_whom_it_was_said() -> None:
    pier = cards(harbor(), "pier")
    assert pier["places"][pier["marks"]["q-right"][0]]["id"] == "harbor-office"
    assert pier["marks"]["q-twice"][0] == -1


def test_the_role_is_this_sources() -> None:
    entity = Entity("ida-lund", "person", "Ida Lund", roles=("Governor",))
    here = Record(
        source("a", "Ida Lund."), (Use("ida-lund", (), ("Mayor",)),), (Mention("m-1", 0, 8, "person", "ida-lund"),)
    )
    there = Record(source("b", "Ida Lund."), (), (Mention("m-2", 0, 8, "person", "ida-lund"),))
    dossier = Dossier((here, there), (entity,))
    assert cards(dossier, "a")["entities"]["ida-lund"]["role"] == "Mayor"
    assert cards(dossier, "b")["entities"]["ida-lund"]["role"] == "Governor"


def test_words_of_a_source_stay_data() -> None:
    text = '9 "); alert(1); //\u2028</script>'
    figure = Figure(0, len(text), "count", 9, of="\\\"'`${x}", id="f-1")
    found = cards(Dossier((Record(source("x", text, Metadata(outlet=text)), figures=(figure,)),)), "x")
    assert found["marks"]["f-1"][4].startswith('9 "); alert(1); //')
