"""Inline tags in force: they win over what was found where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs

from onrecord.annotate import annotate
from onrecord.annotate.tagged import holders, tag_names, tag_quotes_and_figures
from onrecord.model import Figure, Found, LocalName, NameMention, Nominal, Source, Span, Utterance
from onrecord.sources.load import read


def source_of(body: str, folder: Path) -> Source:
    path = folder / "a.md"
    path.write_text(body, encoding="utf-8")
    return read(path, "a.md", max_bytes=100_000)[0]


def spans_of(text: str, *words: str) -> list[tuple[int, int]]:
    """Where each of the words stands, one behind the other."""
    found, position = [], 0
    for each in words:
        position = text.index(each, position)
        found.append((position, position + len(each)))
        position += 1
    return found


def named(source: Source, found: Found) -> list[tuple[str, str, str, str]]:
    """(words, kind, id, full name) of each mention."""
    names = [found.names[mention.local] for mention in found.mentions]
    return [
        (source.text[mention.start : mention.end], name.kind, name.id, name.name)
        for mention, name in zip(found.mentions, names, strict=True)
    ]


# ---------------------------------------------------------------- names


def found_holms(text: str) -> Found:
    """What a stage could have found: Ada Holm, named twice, and an Elm Bay taken for a person."""
    full, again, bay = spans_of(text, "Ada Holm", "Holm met", "Elm Bay")
    return Found(
        names=(
            LocalName("person", "Ada Holm", ("Ada Holm", "Holm"), roles=("Mayor",)),
            LocalName("person", "Elm Bay", ("Elm Bay",)),
        ),
        mentions=(
            NameMention(*full, 0, 0.9, "title before name"),
            NameMention(again[0], again[0] + 4, 0, 0.8, "surname"),
            NameMention(*bay, 1, 0.5, "two capitals"),
        ),
        nominals=(Nominal(*spans_of(text, "the mayor")[0], 0),),
    )


BODY = "Mayor [Ada Holm]{.person #ada-holm} spoke. Holm met crews in [Elm Bay]{.place}, the mayor said."


def test_an_id_on_one_mention_holds_for_its_bearer(tmp_path: Path) -> None:
    source = source_of(BODY, tmp_path)
    found = tag_names(source, found_holms(source.text))
    assert named(source, found) == [
        ("Ada Holm", "person", "ada-holm", "Ada Holm"),
        ("Holm", "person", "ada-holm", "Ada Holm"),
        ("Elm Bay", "place", "", "Elm Bay"),
    ]
    assert [(mention.confidence, mention.why) for mention in found.mentions] == [
        (1.0, "inline tag"),
        (0.8, "surname"),
        (1.0, "inline tag"),
    ]
    assert found.names[0].roles == ("Mayor",)
    assert [found.names[phrase.local].id for phrase in found.nominals] == ["ada-holm"]
    assert len(found.names) == 2  # nobody is left of the person Elm Bay


def test_two_ids_keep_two_people_of_one_name_apart(tmp_path: Path) -> None:
    source = source_of(
        "Mayor [Ada Holm]{.person #ada-holm} spoke. [Holm]{.person #tom-holm} met Elm Bay. Holm left, the mayor said.",
        tmp_path,
    )
    full, tom, other = spans_of(source.text, "Ada Holm", "Holm met", "Holm left")
    found = Found(
        names=(LocalName("person", "Ada Holm", ("Ada Holm", "Holm")),),
        mentions=(
            NameMention(*full, 0),
            NameMention(tom[0], tom[0] + 4, 0),
            NameMention(other[0], other[0] + 4, 0),
        ),
    )
    assert [(words, id) for words, _, id, _ in named(source, tag_names(source, found))] == [
        ("Ada Holm", "ada-holm"),
        ("Holm", "tom-holm"),
        ("Holm", ""),  # nobody said which of the two
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("[Holm]{.person #ada-holm}", [("Holm", "person", "ada-holm", "Holm")]),
        ('[Holm]{.person #ada-holm name="Ada Holm"}', [("Holm", "person", "ada-holm", "Ada Holm")]),
        (
            "[Holm]{.person #ada-holm} or [Ada Holm]{.person #ada-holm}",
            [("Holm", "person", "ada-holm", "Ada Holm"), ("Ada Holm", "person", "ada-holm", "Ada Holm")],
        ),
        ("[Holm]{.person} or [Holm]{.person}", [("Holm", "person", "", "Holm")] * 2),
        (
            "[Holm]{.person #a} or [Holm]{.agency #a}",
            [("Holm", "person", "a", "Holm"), ("Holm", "agency", "a", "Holm")],
        ),
        (
            "[the [Elm Bay]{.place} council]{.agency #council}",
            [("the Elm Bay council", "agency", "council", "the Elm Bay council"), ("Elm Bay", "place", "", "Elm Bay")],
        ),
    ],
)
def test_tags_alone_make_names(body: str, expected: list[tuple[str, str, str, str]], tmp_path: Path) -> None:
    source = source_of(body, tmp_path)
    assert named(source, tag_names(source, Found())) == expected


def test_a_phrase_and_roles(tmp_path: Path) -> None:
    source = source_of("[The mayor]{.person #ada-holm form=nominal role=Mayor role=captain} left.", tmp_path)
    found = tag_quotes_and_figures(source, tag_names(source, Found()))
    (name,) = found.names
    assert (name.id, name.name, name.forms, name.roles) == ("ada-holm", "Ada Holm", (), ("Mayor", "captain"))
    assert [(phrase.start, phrase.end, phrase.local) for phrase in found.nominals] == [(0, 9, 0)]
    assert not found.mentions


def test_without_tags_nothing_changes(tmp_path: Path) -> None:
    source = source_of("Mayor Ada Holm spoke. Holm met crews in Elm Bay, the mayor said.", tmp_path)
    found = found_holms(source.text)
    assert tag_quotes_and_figures(source, tag_names(source, found)) is found


# ---------------------------------------------------------------- figures


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("[12 %]{.figure value=12 unit=percent of=boats}", Figure(0, 4, "percent", 12, "percent", of="boats")),
        ("[$1.5]{.figure value=1.5 unit=USD}", Figure(0, 4, "money", 1.5, "USD")),
        ('[2-3]{.figure value="[2, 3]" kind=count by=x}', Figure(0, 3, "count", (2, 3), said_by="x")),
        ("[May]{.figure value=2026-05}", Figure(0, 3, "date", "2026-05")),
        ("[2026]{.figure kind=date value=2026}", Figure(0, 4, "date", "2026")),
        (
            '[dozens]{.figure approximate="[24, 99]" qualifier="more than"}',
            Figure(0, 6, "count", None, approximate=(24, 99), qualifier="more than"),
        ),
        ("[last week]{.figure kind=date deictic=yes}", Figure(0, 9, "date", deictic=True)),
    ],
)
def test_a_figure_from_its_tag(tag: str, expected: Figure, tmp_path: Path) -> None:
    source = source_of(tag, tmp_path)
    (figure,) = tag_quotes_and_figures(source, Found()).figures
    assert repr(figure) == repr(structs.replace(expected, why="inline tag"))  # 12 and 12.0 are two things here


def test_a_tagged_figure_replaces_what_it_overlaps(tmp_path: Path) -> None:
    source = source_of("It took [10 to 12]{.figure value=11} days and 3 boats.", tmp_path)
    ten, twelve, three = spans_of(source.text, "10", "12 days", "3")
    found = Found(figures=tuple(Figure(*span, "count") for span in (ten, twelve, three)))
    tagged = tag_quotes_and_figures(source, found).figures
    assert [(source.text[figure.start : figure.end], figure.value) for figure in tagged] == [
        ("10 to 12", 11),
        ("3", None),
    ]


# ---------------------------------------------------------------- quotes


def quoted(body: str, folder: Path) -> tuple[Source, Found]:
    source = source_of(body, folder)
    return source, tag_quotes_and_figures(source, tag_names(source, Found()))


def test_the_parts_of_an_utterance(tmp_path: Path) -> None:
    source, found = quoted(
        "[“Yes,”]{.quote by=ada-holm for=harbor part=a} [said]{.cue part=a} [Holm]{.speaker part=a}, "
        "[“now.”]{.quote part=a} The [port]{.agency #harbor}.",
        tmp_path,
    )
    (quote,) = found.quotes
    words = [source.text[span.start : span.end] for span in (*quote.spans, quote.cue, quote.speaker_span) if span]
    assert words == ["“Yes,”", "“now.”", "said", "Holm"]
    assert (quote.form, quote.speaker_id, quote.speakers, quote.speaker_for) == ("direct", "ada-holm", (), 0)
    assert (quote.confidence, quote.why) == (1.0, "inline tag")


@pytest.mark.parametrize(
    ("body", "form", "ref", "speaker"),
    [
        ("[“Yes,”]{.quote part=1} said [[Holm]{.person #h}]{.speaker part=1}", "direct", "name", "h"),
        ("[“Yes.”]{.quote part=1} [[The mayor]{.person #h form=nominal}]{.speaker part=1}", "direct", "nominal", "h"),
        ("[She]{.speaker part=1} said [it would]{.quote by=h part=1}. [Holm]{.person #h}", "indirect", "pronoun", "h"),
        ("It “[is [“far too old”]{.quoted part=1}]{.quote part=1 by=none}", "mixed", "none", ""),
        ("[‘Yes.’]{.quote by=h} [Holm]{.person #h}", "direct", "implicit", "h"),
        ("[JONES:]{.speaker part=1} [Yes.]{.quote form=direct ref=label part=1}", "direct", "label", ""),
    ],
)  # fmt: skip
def test_what_a_tag_does_not_say_follows_from_the_words(
    body: str, form: str, ref: str, speaker: str, tmp_path: Path
) -> None:
    _, found = quoted(body, tmp_path)
    (quote,) = found.quotes
    assert (quote.form, quote.speaker_ref) == (form, ref)
    assert [found.names[index].id for index in quote.speakers] == ([speaker] if speaker else [])


def test_a_phrase_does_not_mean_another_than_its_quote_says(tmp_path: Path) -> None:
    body = "[“It is over,”]{.quote by=ida part=1} [the captain]{.speaker part=1} said. The captain left."
    source = source_of(body, tmp_path)
    speaking, leaving = spans_of(source.text, "the captain", "The captain")
    found = Found(
        names=(LocalName("person", "Ada Holm", ("Ada Holm",)),), nominals=(Nominal(*speaking, 0), Nominal(*leaving, 0))
    )
    assert tag_quotes_and_figures(source, found).nominals == (Nominal(*leaving, 0),)


def test_quotes_stand_inside_the_smallest_quote_around_them(tmp_path: Path) -> None:
    source, found = quoted("[“He said [‘No [‘way’]{.quote}’]{.quote} and left.”]{.quote} [“Well.”]{.quote}", tmp_path)
    starts = [source.text[quote.spans[0].start : quote.spans[0].end][:4] for quote in found.quotes]
    assert starts == ["“He ", "‘No ", "‘way", "“Wel"]
    assert [quote.inside for quote in found.quotes] == [None, 0, 1, None]


def test_a_tagged_quote_replaces_what_it_overlaps_and_the_rest_keeps_its_holder(tmp_path: Path) -> None:
    source = source_of("[“One.”]{.quote by=h} She said “two ‘three’ four.”", tmp_path)
    one, two, three = spans_of(source.text, "“One.” She", "“two ‘three’ four.”", "‘three’")
    found = Found(
        quotes=(
            Utterance((Span(*one),), "indirect"),
            Utterance((Span(*two),), "direct"),
            Utterance((Span(*three),), "direct", inside=1),
        )
    )
    quotes = tag_quotes_and_figures(source, found).quotes
    assert [(quote.spans[0].start, quote.inside) for quote in quotes] == [(0, None), (two[0], None), (three[0], 1)]
    assert quotes[0].speaker_id == "h"


@pytest.mark.parametrize(
    ("utterances", "inside"),
    [
        ([[(0, 9)], [(2, 5)]], [None, 0]),
        ([[(0, 9)], [(2, 5)], [(3, 4)]], [None, 0, 1]),
        ([[(0, 9)], [(0, 9)]], [None, None]),  # neither is inside the other
        ([[(0, 9)], [(0, 9)], [(2, 5)]], [None, None, None]),  # one of two alike: undecided
        ([[(0, 5)], [(3, 9)]], [None, None]),
        ([[(0, 3), (6, 9)], [(1, 7)], [(7, 8)]], [None, None, 0]),
        ([[(2, 5), (6, 8)], [(0, 9)]], [1, None]),
    ],
)
def test_what_stands_inside_what(utterances: list[list[tuple[int, int]]], inside: list[int | None]) -> None:
    assert holders([[Span(*span) for span in spans] for spans in utterances]) == inside


def test_thousands_of_nested_tags_are_no_burden(tmp_path: Path) -> None:
    body = "---\nmarkup: tags\n---\n" + "[a" * 3_000 + "]{.quote}" * 3_000
    source = source_of(body, tmp_path)
    quotes = tag_quotes_and_figures(source, Found()).quotes
    assert [quote.inside for quote in quotes] == [None, *range(2_999)]


# ---------------------------------------------------------------- a whole source


TAGGED = """---
markup: tags
---
Mayor [Ada Holm]{.person #ada-holm} said 5 boats of the U.S. Coast Guard would stay.

“We will pay $3 million,” Gov. Maria Keller said on Monday.
"""


def test_in_a_source_tagged_throughout_nothing_else_is_found(tmp_path: Path) -> None:
    source = source_of(TAGGED, tmp_path)
    found = annotate(source)
    assert named(source, found) == [("Ada Holm", "person", "ada-holm", "Ada Holm")]
    assert (found.nominals, found.quotes, found.figures) == ((), (), ())


def test_in_other_markdown_the_rest_is_found_too(tmp_path: Path) -> None:
    source = source_of(TAGGED.replace("markup: tags", "title: Boats"), tmp_path)
    found = annotate(source)
    assert ("Ada Holm", "person", "ada-holm", "Ada Holm") in named(source, found)
    assert "Maria Keller" in {words for words, *_ in named(source, found)}
    assert found.quotes
    assert found.figures
