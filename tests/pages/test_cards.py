"""What cards say, and that the script which says it is data and nothing else."""

from __future__ import annotations

import json
from typing import Any

from onrecord.model import Dossier, Entity, Figure, Mention, Metadata, Record, Use
from onrecord.pages import Frame
from onrecord.pages.cards import pages
from onrecord.pages.indexes import index
from onrecord.settings import Settings
from tests.pages.harbor import harbor, source, theme


def cards(dossier: Dossier) -> dict[str, Any]:
    """The contents by source."""
    found = {}
    for page in pages(Frame(Settings(), theme()), index(dossier)):
        script = page.content.decode()
        assert script.startswith("onrecordCards({")
        assert script.endswith("});\n")
        found[page.path] = json.loads(script.removeprefix("onrecordCards(").removesuffix(");\n"))
    return found


def test_who_somebody_is_and_how_often_they_speak() -> None:
    pier = cards(harbor())["data/cards/pier.js"]
    assert pier["entities"]["ida-lund"] == {
        "kind": "person",
        "role": "",
        "name": "Ida Lund",
        "href": "people/ida-lund.html",
        "line": "Quoted twice here; quoted 3 times in 2 sources.",
        "said": "“Nobody has used it since the storm,”",
        "form": "direct",
    }
    assert pier["entities"]["dockers-union"]["line"] == "Named once here, not quoted."
    assert "tarn" not in pier["entities"], "a place has no card"


def test_every_mark_says_why() -> None:
    pier = cards(harbor())["data/cards/pier.js"]
    record = harbor().records[0]
    marked = {mention.id for mention in record.mentions if mention.kind != "place"}
    marked |= {quote.id for quote in record.quotes} | {figure.id for figure in record.figures}
    assert set(pier["marks"]) == marked
    assert all({"why", "sure"} <= set(mark) for mark in pier["marks"].values())


def test_a_figure_names_who_said_it_and_what_others_say() -> None:
    marks = cards(harbor())["data/cards/pier.js"]["marks"]
    assert marks["f-boats"]["name"] == "41 boats"
    assert marks["f-boats"]["values"] == [["41", "here"], ["some 37", "Sound Radio"]]
    assert marks["f-boats"]["href"] == "figures/boats.html"
    assert marks["f-weeks"]["line"] == "Said by Ida Lund."
    assert "values" not in marks["f-weeks"]


def test_a_quote_says_its_form_and_for_whom_it_was_said() -> None:
    marks = cards(harbor())["data/cards/pier.js"]["marks"]
    assert (marks["q-right"]["kind"], marks["q-right"]["name"]) == ("A paraphrase", "a spokesperson for Harbor Office")
    assert (marks["q-twice"]["name"], marks["q-twice"]["href"]) == ("not attributed", "")


def test_the_role_is_this_sources() -> None:
    entity = Entity("ida-lund", "person", "Ida Lund", roles=("Governor",))
    here = Record(
        source("a", "Ida Lund."), (Use("ida-lund", (), ("Mayor",)),), (Mention("m-1", 0, 8, "person", "ida-lund"),)
    )
    there = Record(source("b", "Ida Lund."), (), (Mention("m-2", 0, 8, "person", "ida-lund"),))
    found = cards(Dossier((here, there), (entity,)))
    assert found["data/cards/a.js"]["entities"]["ida-lund"]["role"] == "Mayor"
    assert found["data/cards/b.js"]["entities"]["ida-lund"]["role"] == "Governor"


def test_words_of_a_source_stay_data() -> None:
    text = '9 "); alert(1); //\u2028</script>'
    figure = Figure(0, len(text), "count", 9, of="\\\"'`${x}", id="f-1")
    found = cards(Dossier((Record(source("x", text, Metadata(outlet=text)), figures=(figure,)),)))
    assert found["data/cards/x.js"]["marks"]["f-1"]["name"].startswith('9 "); alert(1); //')
