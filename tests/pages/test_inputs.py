"""What pages say they are made of: a page whose bytes would differ says something else, so that it is made again.

A dossier is changed in one way after another. Each time the pages that say they are made of the same inputs as before
are taken from the earlier site, and with those that are made they have to be the site as a whole render has it.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from onrecord.model import Dossier, Entity, Figure, Mention, Quote, Record, Source, Span, Topic, Twin, Use
from onrecord.pages import Chapter, Made, render
from onrecord.settings import Settings
from tests.pages.ferry import ferry
from tests.pages.harbor import harbor, source, theme

SETTINGS = Settings(title="The Pier", address="https://pier.example/")
Change = Callable[[Dossier], Dossier]


def site(dossier: Dossier, held: dict[str, Chapter] | None = None) -> tuple[dict[str, bytes], Made]:
    made = Made({}, [])
    return {page.path: page.content for page in render(dossier, SETTINGS, theme(), held=held, made=made)}, made


# ---------------------------------------------------------------- ways in which a dossier changes


def of_record(number: int, change: Callable[[Record], Record]) -> Change:
    def changed(dossier: Dossier) -> Dossier:
        records = list(dossier.records)
        records[number] = change(records[number])
        return replace(dossier, records=tuple(records))

    return changed


def of_source(number: int, change: Callable[[Source], Source]) -> Change:
    return of_record(number, lambda record: replace(record, source=change(record.source)))


def of_metadata(number: int, **given: str | None) -> Change:
    return of_source(number, lambda held: replace(held, metadata=replace(held.metadata, **given)))


def of_entity(number: int, change: Callable[[Entity], Entity]) -> Change:
    def changed(dossier: Dossier) -> Dossier:
        entities = list(dossier.entities)
        entities[number] = change(entities[number])
        return replace(dossier, entities=tuple(entities))

    return changed


def of_quote(number: int, which: int, change: Callable[[Quote], Quote]) -> Change:
    def changed(record: Record) -> Record:
        quotes = list(record.quotes)
        quotes[which] = change(quotes[which])
        return replace(record, quotes=tuple(quotes))

    return of_record(number, changed)


def of_figure(number: int, which: int, change: Callable[[Figure], Figure]) -> Change:
    def changed(record: Record) -> Record:
        figures = list(record.figures)
        figures[which] = change(figures[which])
        return replace(record, figures=tuple(figures))

    return of_record(number, changed)


def of_mention(number: int, which: int, change: Callable[[Mention], Mention]) -> Change:
    def changed(record: Record) -> Record:
        mentions = list(record.mentions)
        mentions[which] = change(mentions[which])
        return replace(record, mentions=tuple(mentions))

    return of_record(number, changed)


def a_word(number: int) -> Change:
    """One letter of the text changes; every mark stays where it is."""

    def changed(held: Source) -> Source:
        at = next(n for n, letter in enumerate(held.text) if letter.isalpha() and n > 20)
        text = held.text[:at] + ("x" if held.text[at] != "x" else "y") + held.text[at + 1 :]
        return replace(held, text=text)

    return of_source(number, changed)


def one_more(dossier: Dossier) -> Dossier:
    text = "“Aye.” Some 12 of them."
    more = Record(
        source("more", text),
        quotes=(Quote("q-more", (Span(0, 6),), "direct", dossier.entities[2].id),),
        figures=(Figure(12, 14, "count", 12, id="f-more", of="them"),),
    )
    return replace(dossier, records=(*dossier.records, more))


def one_more_in_a_topic(dossier: Dossier) -> Dossier:
    grown = one_more(dossier)
    topic = dossier.topics[0]
    return replace(grown, topics=(replace(topic, figures=(*topic.figures, ("more", "f-more"))), *dossier.topics[1:]))


def one_more_repeat(dossier: Dossier) -> Dossier:
    grown, repeat = one_more(dossier), dossier.repeats[0]
    return replace(grown, repeats=(replace(repeat, quotes=(*repeat.quotes, ("more", "q-more"))), *dossier.repeats[1:]))


def one_less(dossier: Dossier) -> Dossier:
    return replace(dossier, records=dossier.records[:-1])


def no_twins(dossier: Dossier) -> Dossier:
    return replace(dossier, twins=())


def closer_twins(dossier: Dossier) -> Dossier:
    return replace(dossier, twins=tuple(Twin(twin.sources, twin.shared + 0.1) for twin in dossier.twins))


def a_topic_by_another_name(dossier: Dossier) -> Dossier:
    return replace(dossier, topics=(replace(dossier.topics[0], name="something else"), *dossier.topics[1:]))


def a_topic_at_another_address(dossier: Dossier) -> Dossier:
    return replace(dossier, topics=(replace(dossier.topics[0], id="elsewhere"), *dossier.topics[1:]))


def no_topics(dossier: Dossier) -> Dossier:
    return replace(dossier, topics=())


def no_repeats(dossier: Dossier) -> Dossier:
    return replace(dossier, repeats=())


def one_more_topic(dossier: Dossier) -> Dossier:
    first, last = dossier.records[0], dossier.records[-1]
    figures = ((first.source.id, first.figures[-1].id), (last.source.id, last.figures[-1].id))
    return replace(dossier, topics=(*dossier.topics, Topic("zeal", "zeal", "count", None, figures)))


def no_companions(dossier: Dossier) -> Dossier:
    return replace(dossier, companions=())


def nothing(dossier: Dossier) -> Dossier:
    return dossier


CHANGES: dict[str, Change] = {
    "nothing": nothing,
    **{f"a word of source {number}": a_word(number) for number in (0, 1)},
    **{f"title of source {number}": of_metadata(number, title="Another title") for number in (0, 1)},
    "no title": of_metadata(0, title=None),
    "outlet": of_metadata(1, outlet="Another outlet"),
    "no outlet": of_metadata(1, outlet=None),
    "author": of_metadata(0, author="Another author"),
    "date": of_metadata(0, published="2026-03-29"),
    "an earlier date": of_metadata(1, published="2025-12-01"),
    "no date": of_metadata(1, published=None),
    "language": of_metadata(1, language="pl"),
    "address": of_metadata(0, url="https://messenger.example/other"),
    "hash": of_source(0, lambda held: replace(held, sha256="0" * 64)),
    "path": of_source(1, lambda held: replace(held, path="other.txt")),
    "rights": of_source(1, lambda held: replace(held, rights="excerpts")),
    "where the title is from": of_source(0, lambda held: replace(held, metadata_from=(("title", "curator"),))),
    "note": of_record(0, lambda record: replace(record, note="Another note.")),
    "note on the text": of_record(0, lambda record: replace(record, source_note="From the archive.")),
    "day of joining": of_record(0, lambda record: replace(record, added="2026-04-01")),
    "excerpt": of_record(1, lambda record: replace(record, excerpt=True)),
    "no marks": of_record(1, lambda record: Record(record.source)),
    "role in a source": of_record(0, lambda record: replace(record, uses=(Use("ida-lund", ("Lund",), ("Mayor",)),))),
    **{f"name of entity {n}": of_entity(n, lambda held: replace(held, name=f"Another {held.name}")) for n in range(5)},
    **{
        f"role of entity {n}": of_entity(n, lambda held: replace(held, roles=("captain", *held.roles)))
        for n in range(5)
    },
    "last role": of_entity(2, lambda held: replace(held, roles=(*held.roles, "captain"))),
    "description": of_entity(2, lambda held: replace(held, description="Somebody else.")),
    "identifiers": of_entity(2, lambda held: replace(held, identifiers=(("wikidata", "Q1"),))),
    "aliases": of_entity(2, lambda held: replace(held, aliases=("Somebody",))),
    "former address": of_entity(2, lambda held: replace(held, was=("somebody",))),
    "kind of entity": of_entity(2, lambda held: replace(held, kind="organization")),
    "speaker": of_quote(0, 0, lambda quote: replace(quote, speaker="per-holm")),
    "no speaker": of_quote(0, 1, lambda quote: replace(quote, speaker=None, speaker_for=None)),
    "spokesperson": of_quote(0, 0, lambda quote: replace(quote, speaker=None, speaker_for="harbor-office")),
    "form of quote": of_quote(1, 0, lambda quote: replace(quote, form="indirect")),
    "doubtful quote": of_quote(1, 0, lambda quote: replace(quote, confidence=0.3)),
    "why quote": of_quote(0, 0, lambda quote: replace(quote, why="another rule")),
    "value of figure": of_figure(0, -1, lambda figure: replace(figure, value=77)),
    "value elsewhere": of_figure(1, 0, lambda figure: replace(figure, value=77)),
    "same value elsewhere": of_figure(1, 0, lambda figure: replace(figure, value=41)),
    "qualifier elsewhere": of_figure(1, 0, lambda figure: replace(figure, qualifier="at least")),
    "thing counted": of_figure(1, 0, lambda figure: replace(figure, of="ships")),
    "giver of figure": of_figure(1, 0, lambda figure: replace(figure, said_by="per-holm")),
    "mention of another": of_mention(0, 0, lambda mention: replace(mention, entity="per-holm", kind="person")),
    "doubtful mention": of_mention(0, 1, lambda mention: replace(mention, confidence=0.4, why="a guess")),
    "one more": one_more,
    "one more in a topic": one_more_in_a_topic,
    "one more repeat": one_more_repeat,
    "one less": one_less,
    "no twins": no_twins,
    "closer twins": closer_twins,
    "topic by another name": a_topic_by_another_name,
    "topic at another address": a_topic_at_another_address,
    "no topics": no_topics,
    "one more topic": one_more_topic,
    "no repeats": no_repeats,
    "no companions": no_companions,
}


@pytest.mark.parametrize("whole", [ferry, harbor])
@pytest.mark.parametrize("name", CHANGES)
def test_what_is_kept_and_what_is_made_are_the_site(whole: Callable[[], Dossier], name: str) -> None:
    before, earlier = site(whole())
    try:
        changed = CHANGES[name](whole())
    except IndexError:
        pytest.skip("this dossier has no such thing")
    expected, _ = site(changed)
    made, later = site(changed, dict(earlier.chapters))
    kept = {path: before[path] for path in later.kept}
    assert not made.keys() & kept.keys()
    wrong = [path for path in kept if kept[path] != expected.get(path)]
    assert not wrong, "these say that they are made of the same as before, but are not the same"
    assert made | kept == expected


@pytest.mark.parametrize("whole", [ferry, harbor])
def test_nothing_changed_and_no_page_of_a_source_is_made(whole: Callable[[], Dossier]) -> None:
    _, earlier = site(whole())
    made, later = site(whole(), dict(earlier.chapters))
    of_sources = ("articles/", "made/", "data/")
    assert [path for path in made if path.startswith(of_sources) and path != "articles/index.html"] == []
    assert later.chapters == earlier.chapters


def test_what_only_one_page_shows_makes_only_that_again() -> None:
    _, earlier = site(ferry())
    made, _ = site(CHANGES["note"](ferry()), dict(earlier.chapters))
    assert {path for path in made if path.startswith(("articles/", "made/"))} == {
        *("articles/courier.html", "articles/statement.html", "made/courier.html"),
        *(["articles/index.html"] if "articles/index.html" in made else []),
    }, "the statement shows where the courier differs"
