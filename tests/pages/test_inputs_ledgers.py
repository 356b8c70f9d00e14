"""What the ledgers, the entities' pages and the front page are made of: a page of the same inputs is the same page."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from benchmarks import generate
from onrecord import pipeline
from onrecord.model import Dossier, Record, Zone
from onrecord.pages import (
    Chapter,
    Frame,
    View,
    compare,
    entities,
    every,
    figures,
    home,
    quotes,
    sources_index,
    timeline,
)
from onrecord.pages.indexes import index
from onrecord.settings import Settings
from tests.pages.ferry import ferry
from tests.pages.harbor import theme
from tests.pages.invented import dossier, record

VIEWS: tuple[View, ...] = tuple(
    view.pages for view in (home, sources_index, entities, quotes, figures, compare, timeline)
)
SETTINGS = Settings(title="The Pier")
Change = Callable[[Dossier], Dossier]


Chapters = dict[str, Chapter]


def made(whole: Dossier, held: Chapters | None = None) -> tuple[dict[str, bytes], Chapters, list[str]]:
    """The pages that are made, what all are made of, and the paths that stay."""
    frame, look_ups = Frame(SETTINGS, theme(), held=held or {}), index(whole, 0.5)
    found = {page.path: page.content for page in every(VIEWS, frame, look_ups)}
    return found, {name: its for name, its in frame.chapters.items() if its.pages}, frame.kept


def paths(chapters: Chapters) -> set[str]:
    return {path for chapter in chapters.values() for path in chapter.pages}


@cache
def before() -> Dossier:
    """The ferry, and sources enough that every kind of list is long."""
    text = (
        "[[person ann|Ann Roe]] of the [[agency office|Office]] said [[quote ann direct|“Go home.”]] Then she said "
        "[[quote ann indirect|that it was late]]. A note says [[quote - direct|“A hoax, all of it.”]] It took "
        "[[count 12 of=boats by=ann|12]] boats, [[money 5 unit=USD|$5]] and [[date {date}|that day]]. "
    )
    more = [
        record(
            f"s{n:02}",
            (text * 6).replace("{date}", f"202{4 + n % 2}-{1 + n % 12:02}-{1 + n // 3:02}")
            + f"[[person p{n}|Bo Q{n}]] left the [[organization guild|Guild]] early.",
            title=f"Title {n}",
            outlet=f"Outlet {n % 3}",
            published=f"202{4 + n % 2}-01-{1 + n // 2:02}",
            roles={"ann": f"role {n % 2}"},
        )
        for n in range(60)
    ]
    added, first = dossier(*more), ferry()
    return replace(
        first,
        records=(*first.records, *added.records),
        entities=tuple(sorted((*first.entities, *added.entities), key=lambda entity: entity.id)),
        companions=(*first.companions, ("ann", (("office", 90), ("guild", 2)))),
    )


def of_record(change: Callable[[Record], Record], place: int = 0) -> Change:
    def changed(whole: Dossier) -> Dossier:
        records = list(whole.records)
        records[place] = change(records[place])
        return replace(whole, records=tuple(records))

    return changed


def of_entity(id: str, **more: object) -> Change:
    return lambda whole: replace(
        whole, entities=tuple(replace(one, **more) if one.id == id else one for one in whole.entities)
    )


def of_metadata(place: int, **more: object) -> Change:
    return of_record(
        lambda one: replace(one, source=replace(one.source, metadata=replace(one.source.metadata, **more))), place
    )


def of_quote(number: int, place: int = 0, **more: object) -> Change:
    def changed(one: Record) -> Record:
        held = list(one.quotes)
        held[number] = replace(held[number], **more)
        return replace(one, quotes=tuple(held))

    return of_record(changed, place)


def of_figure(number: int, place: int = 0, **more: object) -> Change:
    def changed(one: Record) -> Record:
        held = list(one.figures)
        held[number] = replace(held[number], **more)
        return replace(one, figures=tuple(held))

    return of_record(changed, place)


def reworded(old: str, new: str, place: int) -> Change:
    return of_record(
        lambda one: replace(one, source=replace(one.source, text=one.source.text.replace(old, new))), place
    )


def _without_role(one: Record) -> Record:
    return replace(one, uses=tuple(replace(use, roles=("another role",)) for use in one.uses))


def _set_back(one: Record) -> Record:
    return replace(one, source=replace(one.source, zones=(*one.source.zones, Zone(0, 300, "related"))))


CHANGES: dict[str, Change] = {
    "nothing": lambda whole: whole,
    "a word": reworded("home", "hime", 20),
    "a word in the ferry": reworded("boat", "ship", 0),
    "a date": of_metadata(20, published="2024-12-24"),
    "a date lost": of_metadata(20, published=None),
    "a title": of_metadata(20, title="Another title"),
    "an outlet": of_metadata(0, outlet="Another outlet"),
    "an outlet lost": of_metadata(20, outlet=None),
    "an author": of_metadata(20, author="Somebody"),
    "a name": of_entity("ann", name="Anna Roe"),
    "a name in the ferry": of_entity("helen-marsh", name="Helena Marsh"),
    "the name of a body": of_entity("harbor-authority", name="Port Authority"),
    "the name of somebody beside": of_entity("guild", name="The Other Guild"),
    "aliases": of_entity("harbor-authority", aliases=("Port", "The Harbor")),
    "a role of the registry": of_entity("ann", roles=("chief of the Office",)),
    "a description": of_entity("office", description="What it is."),
    "an identifier": of_entity("ann", identifiers=(("wikidata", "Q1"),)),
    "a speaker": of_quote(0, 20, speaker="p1"),
    "a speaker lost": of_quote(0, 20, speaker=None),
    "a speaker for a body": of_quote(0, 20, speaker=None, speaker_for="office"),
    "a form": of_quote(0, 20, form="mixed"),
    "a doubt": of_quote(0, 20, confidence=0.55),
    "a quote in a quote": of_quote(1, 20, inside="q"),
    "a value": of_figure(0, 20, value=13.0),
    "a value in a topic": of_figure(0, 0, value=99.0),
    "a qualifier": of_figure(0, 20, qualifier="about"),
    "a thing": of_figure(0, 20, of="ships"),
    "a unit": of_figure(1, 20, unit="EUR"),
    "a giver": of_figure(0, 20, said_by=None),
    "a date spoken of": of_figure(2, 20, value="2025-07-07"),
    "roles in a source": of_record(_without_role, 20),
    "a zone that stands back": of_record(_set_back, 20),
    "a source less": lambda whole: replace(whole, records=(*whole.records[:20], *whole.records[21:])),
    "the newest source less": lambda whole: replace(whole, records=whole.records[1:]),
    "a source more": lambda whole: replace(
        whole, records=(*whole.records, record("x", "Text.", published="2024-01-05"))
    ),
    "the name of a topic": lambda whole: replace(
        whole, topics=(replace(whole.topics[0], name="hurt people"), *whole.topics[1:])
    ),
    "the address of a topic": lambda whole: replace(
        whole, topics=(replace(whole.topics[0], id="hurt"), *whole.topics[1:])
    ),
    "a topic less": lambda whole: replace(whole, topics=whole.topics[1:]),
    "a figure of a topic less": lambda whole: replace(
        whole, topics=(replace(whole.topics[0], figures=whole.topics[0].figures[1:]), *whole.topics[1:])
    ),
    "the same words no more": lambda whole: replace(whole, repeats=()),
    "another first of the same words": lambda whole: replace(
        whole, repeats=tuple(replace(one, quotes=one.quotes[::-1]) for one in whole.repeats)
    ),
    "companions": lambda whole: replace(whole, companions=(("ann", (("office", 7),)),)),
    "reviews": lambda whole: replace(whole, reviews=()),
}


@cache
def first() -> tuple[dict[str, bytes], Chapters]:
    found, inputs, _ = made(before())
    return found, inputs


def test_the_lists_of_the_dossier_are_long() -> None:
    paths = set(first()[0])
    for part in ("quotes/2024.html", "quotes/unattributed-2025.html", "figures/kinds/count.html", "timeline/2024.html"):
        assert part in paths
    assert {"people/ann/said-2024.html", "agencies/office/named-2025.html"} <= paths


@pytest.mark.parametrize("name", CHANGES)
def test_pages_that_stay_and_pages_made_anew_are_the_site(name: str) -> None:
    old, held = first()
    changed = CHANGES[name](before())
    whole, inputs, _ = made(changed)
    again, inputs_again, kept = made(changed, held)
    assert paths(inputs_again) == paths(inputs) == set(whole)
    stale = [path for path in kept if old[path] != whole[path]]
    assert not stale
    assert {**{path: old[path] for path in kept}, **again} == whole


def test_every_page_says_what_it_is_made_of_and_nothing_changed_makes_none() -> None:
    found, held = first()
    assert paths(held) == set(found)
    again, _, kept = made(before(), held)
    assert not again
    assert sorted(kept) == sorted(found)


# ---------------------------------------------------------------- a large dossier


SOURCES = 240


@cache
def large(folder: Path) -> Dossier:
    generate.write(SOURCES, folder)
    return pipeline.shown(pipeline.assemble(pipeline.read([folder], None)))


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    return large(tmp_path_factory.mktemp("generated"))


@pytest.mark.parametrize("seed", range(4))
def test_an_edited_source_changes_few_pages_of_many(generated: Dossier, seed: int) -> None:
    place = random.Random(seed).randrange(SOURCES)
    old, held, _ = made(generated)
    edited = reworded(" said", " told", place)(generated)
    new, _, _ = made(edited)
    again, _, kept = made(edited, held)
    entities = {use.entity for use in edited.records[place].uses}
    topics = [topic for topic in edited.topics if edited.records[place].source.id in dict(topic.figures)]
    differ = [path for path in new if old.get(path) != new[path]]
    assert len(old) > 400
    assert set(new) == set(old), "no address changes"
    assert len(differ) <= 4 * len(entities) + len(topics) + 20
    assert all(old[path] == new[path] for path in kept)
    assert len(again) <= len(differ) + 4 * len(entities) + 2 * len(topics) + 10


def test_a_source_less_moves_the_pages_it_stood_on_and_no_others(generated: Dossier) -> None:
    old, _, _ = made(generated)
    place = SOURCES // 2
    less = replace(generated, records=(*generated.records[:place], *generated.records[place + 1 :]))
    new, _, _ = made(less)
    entities = {use.entity for use in generated.records[place].uses}
    ledgers = [path for path in old if path.startswith(("quotes/", "figures/kinds/", "articles/by-year/"))]
    assert len(ledgers) > 40
    assert len([path for path in ledgers if old[path] != new.get(path)]) <= 16
    theirs = [path for path in old if old[path] != new.get(path) and path.startswith(("people/", "agencies/"))]
    assert len(theirs) <= 6 * len(entities) + 4
