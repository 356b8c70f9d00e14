"""The record as JSON and as text with inline tags, written and read back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from onrecord.annotate import annotate
from onrecord.annotate.tagged import tag_names, tag_quotes_and_figures
from onrecord.curate.registry import Registry
from onrecord.dossier.resolve import resolve, told_of
from onrecord.dossier.settle import settle
from onrecord.model import (
    NOBODY,
    Entity,
    EntityKind,
    Figure,
    FigureKind,
    Found,
    Mention,
    Metadata,
    Quote,
    Record,
    Source,
    Span,
    Use,
    Zone,
)
from onrecord.record import encode, to_json, to_tagged
from onrecord.sources.load import load, read
from onrecord.sources.tags import ZONE_KINDS

KINDS: dict[str, EntityKind] = {"ada-holm": "person", "dhs": "agency", "north-mill": "organization", "elm-bay": "place"}
TEXTS = st.text(
    st.sampled_from("ab.,  \n\n[]\\:{}=#\"'“”‘’-—é\u00a0\u2028\x0b\ufeff😀")
    | st.characters(exclude_characters="\r\0", exclude_categories=["Cs"]),
    min_size=1,
    max_size=60,
).filter(lambda text: text.strip("\ufeff") and text.strip())


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    start = draw(st.integers(0, len(text) - 1))
    return Span(start, draw(st.integers(start + 1, len(text))))


@st.composite
def apart(draw: st.DrawFn, text: str) -> tuple[Span, ...]:
    """One to three stretches in order that do not overlap, but may touch."""
    edges = draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True).map(sorted))
    return tuple(Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False))


@st.composite
def quotes(draw: st.DrawFn, text: str, index: int, count: int) -> Quote:
    return Quote(
        f"q-{index}",
        draw(apart(text)),
        draw(st.sampled_from(["direct", "indirect", "mixed"])),
        draw(st.none() | st.sampled_from(sorted(KINDS))),
        draw(st.none() | spans(text)),
        draw(st.sampled_from(["name", "pronoun", "nominal", "label", "implicit", "none"])),
        cue=draw(st.none() | spans(text)),
        quoted=draw(st.none() | apart(text)),
        inside=draw(st.none() | st.integers(0, count - 1).filter(lambda other: other != index).map("q-{}".format))
        if count > 1
        else None,
    )


@st.composite
def figures(draw: st.DrawFn, text: str) -> Figure:
    at = draw(spans(text))
    kind: FigureKind = draw(st.sampled_from(get_args(FigureKind)))
    number = st.integers(-(10**20), 10**20) | st.floats(allow_nan=False, allow_infinity=False, width=32)
    value = number | st.tuples(number, number) | st.none()
    if kind == "date":
        value = st.sampled_from(["2026-02-02", "2026-W05", "--11", "T21:30", "197X", "1990/1995", None])
    words = st.none() | st.text(max_size=12).filter(lambda text: "\r" not in text and "\0" not in text)
    return Figure(
        at.start,
        at.end,
        kind,
        draw(value),
        draw(words),
        draw(st.none() | st.tuples(number, number)),
        draw(words),
        draw(words),
        deictic=draw(st.booleans()),
        said_by=draw(st.none() | st.sampled_from(sorted(KINDS))),
    )


@st.composite
def records(draw: st.DrawFn) -> Record:
    text = draw(TEXTS)
    count = draw(st.integers(0, 3))
    places = draw(st.lists(st.tuples(spans(text), st.sampled_from(ZONE_KINDS)), max_size=3))
    names = draw(st.lists(st.tuples(spans(text), st.sampled_from(sorted(KINDS))), max_size=4))
    forms: st.SearchStrategy[Literal["name", "nominal"]] = st.sampled_from(["name", "nominal"])
    zones = tuple(sorted(Zone(span.start, span.end, kind) for span, kind in places))
    return Record(
        Source(
            "a-source",
            "a.txt",
            "",
            text,
            "",
            metadata=Metadata(
                title=draw(st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1))
            ),
            zones=zones,
        ),
        mentions=tuple(
            Mention(f"m-{index}", at.start, at.end, KINDS[entity], entity, draw(forms))
            for index, (at, entity) in enumerate(names)
        ),
        quotes=tuple(draw(quotes(text, index, count)) for index in range(count)),
        figures=tuple(draw(st.lists(figures(text), max_size=3))),
    )


def read_back(tmp_path: Path, tagged: str) -> tuple[Source, Found]:
    path = tmp_path / "tagged.md"
    path.write_bytes(tagged.encode())
    source, _ = read(path, "tagged.md", max_bytes=10**6)
    return source, tag_quotes_and_figures(source, tag_names(source, Found()))


def marks_of(record: Record) -> dict[str, object]:
    """What must survive; ids of quotes are replaced by their words, for a print keeps none."""
    at = {quote.id: quote.spans for quote in record.quotes}
    return {
        "mentions": sorted((m.start, m.end, m.kind, m.entity, m.form == "name") for m in record.mentions),
        "quotes": sorted(
            repr(
                (
                    q.spans,
                    q.form,
                    q.speaker,
                    q.speaker_ref,
                    q.speaker_span,
                    q.cue,
                    sorted(q.quoted or ()),
                    at.get(q.inside or ""),
                )
            )
            for q in record.quotes
        ),
        "figures": sorted(
            repr((f.start, f.end, f.kind, f.value, f.unit, f.approximate, f.qualifier, f.of, f.said_by, f.deictic))
            for f in record.figures
        ),
    }


def marks_read(found: Found) -> dict[str, object]:
    named = [(m.start, m.end, found.names[m.local], True) for m in found.mentions]
    named += [(m.start, m.end, found.names[m.local], False) for m in found.nominals]
    return {
        "mentions": sorted((start, end, name.kind, name.id, form) for start, end, name, form in named),
        "quotes": sorted(
            repr(
                (
                    *(
                        q.spans,
                        q.form,
                        None if q.speaker_id == NOBODY else q.speaker_id,
                        q.speaker_ref,
                        q.speaker_span,
                        q.cue,
                        sorted(q.quoted),
                    ),
                    None if q.inside is None else found.quotes[q.inside].spans,
                )
            )
            for q in found.quotes
        ),
        "figures": sorted(
            repr((f.start, f.end, f.kind, f.value, f.unit, f.approximate, f.qualifier, f.of, f.said_by, f.deictic))
            for f in found.figures
        ),
    }


@given(records())
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_tagged_text_reads_back_as_the_same_text_and_marks(tmp_path: Path, record: Record) -> None:
    source, found = read_back(tmp_path, to_tagged(record, {}))
    assert source.text == record.source.text
    assert source.zones == record.source.zones
    assert (source.id, source.tagged) == (record.source.id, True)
    assert source.metadata.title == ((record.source.metadata.title or "").strip() or None)
    assert marks_read(found) == marks_of(record)


# ---------------------------------------------------------------- one record, by eye

TEXT = "Elm Bay\n“Yes,” said Holm, 61, “we will.”\nThe mayor smiled.\nRead more: [ferry]"
RECORD = Record(
    Source(
        "elm-bay",
        "2026/elm bay.txt",
        "5e" * 32,
        TEXT,
        "7c" * 32,
        "crlf",
        "cp1252",
        Metadata(title='Elm: "Bay"', published="2026-03-03"),
        (("title", "front matter"), ("published", "text")),
        zones=(Zone(0, 7, "section"), Zone(59, 77, "related")),
    ),
    (Use("ada-holm", ("Holm",), ("Mayor",)), Use("dhs")),
    (
        Mention("m-1", 20, 24, "person", "ada-holm", "name", 0.97, "title before name"),
        Mention("m-2", 41, 50, "person", "ada-holm", "nominal", 0.6, "last named"),
    ),
    (
        Quote(
            *("q-1", (Span(8, 14), Span(30, 40)), "direct", "ada-holm", Span(20, 24), "name"),
            cue=Span(15, 19),
            confidence=0.9,
            why="cue after quote",
        ),
    ),
    (Figure(26, 28, "duration", 61, "year (age)", confidence=1.0, why="age after a name", id="f-1", said_by="dhs"),),
)
ENTITIES = {
    "ada-holm": Entity("ada-holm", "person", "Ada Holm", ("Holm", "Mayor Holm"), ("Mayor", "captain")),
    "dhs": Entity("dhs", "agency", "Department of Harbor Safety"),
    "nobody": Entity("nobody", "person", "Not Here"),
}


def test_the_record_as_json_has_every_field_in_order() -> None:
    assert json.dumps(to_json(RECORD, ENTITIES), ensure_ascii=False) == json.dumps(
        {
            "schema": "onrecord/1",
            "id": "elm-bay",
            "source": {
                "path": "2026/elm bay.txt",
                "sha256": "5e" * 32,
                "text_sha256": "7c" * 32,
                "newlines": "crlf",
                "encoding": "cp1252",
                "title": 'Elm: "Bay"',
                "outlet": None,
                "author": None,
                "published": "2026-03-03",
                "url": None,
                "language": None,
                "metadata_from": {"title": "front matter", "published": "text"},
            },
            "text": TEXT,
            "zones": [{"start": 0, "end": 7, "kind": "section"}, {"start": 59, "end": 77, "kind": "related"}],
            "entities": [
                {"id": "ada-holm", "kind": "person", "name": "Ada Holm", "aliases": ["Holm"], "roles": ["Mayor"]},
                {"id": "dhs", "kind": "agency", "name": "Department of Harbor Safety", "aliases": [], "roles": []},
            ],
            "mentions": [
                {
                    "id": "m-1",
                    "start": 20,
                    "end": 24,
                    "kind": "person",
                    "entity": "ada-holm",
                    "form": "name",
                    "confidence": 0.97,
                    "why": "title before name",
                },
                {
                    "id": "m-2",
                    "start": 41,
                    "end": 50,
                    "kind": "person",
                    "entity": "ada-holm",
                    "form": "nominal",
                    "confidence": 0.6,
                    "why": "last named",
                },
            ],
            "quotes": [
                {
                    "id": "q-1",
                    "spans": [{"start": 8, "end": 14}, {"start": 30, "end": 40}],
                    "form": "direct",
                    "speaker": "ada-holm",
                    "speaker_span": {"start": 20, "end": 24},
                    "speaker_ref": "name",
                    "speaker_for": None,
                    "cue": {"start": 15, "end": 19},
                    "quoted": None,
                    "inside": None,
                    "confidence": 0.9,
                    "why": "cue after quote",
                }
            ],
            "figures": [
                {
                    "id": "f-1",
                    "start": 26,
                    "end": 28,
                    "kind": "duration",
                    "value": 61,
                    "unit": "year (age)",
                    "approximate": None,
                    "qualifier": None,
                    "of": None,
                    "said_by": "dhs",
                    "confidence": 1.0,
                    "why": "age after a name",
                }
            ],
        },
        ensure_ascii=False,
    )


def test_the_encoded_record_is_one_line_and_gives_the_same_object() -> None:
    line = encode(RECORD, ENTITIES)
    assert b"\n" not in line
    assert json.loads(line) == to_json(RECORD, ENTITIES)
    assert line == encode(RECORD, dict(reversed(ENTITIES.items())))


def test_the_record_as_tagged_text() -> None:
    assert to_tagged(RECORD, ENTITIES) == (
        """\
---
id: "elm-bay"
title: "Elm: \\"Bay\\""
published: "2026-03-03"
markup: tags
---
::: {.section}
Elm Bay
:::
[“Yes,”]{.quote by=ada-holm form=direct ref=name part=1} [said]{.cue part=1} """
        """[[Holm]{.person #ada-holm name="Ada Holm" role=Mayor}]{.speaker part=1}, """
        """[61]{.figure kind=duration value=61 unit="year (age)" by=dhs}, [“we will.”]{.quote part=1}
[The mayor]{.person #ada-holm form=nominal} smiled.
::: {.related}
Read more: \\[ferry\\]
:::"""
    )


def test_crossing_marks_are_cut_and_share_a_part() -> None:
    record = structs.replace(
        RECORD, mentions=(Mention("m-1", 0, 13, "place", "elm-bay"),), quotes=(), figures=(), uses=()
    )
    tagged = to_tagged(record, {})
    assert "::: {.section part=1 cut=yes}" not in tagged
    assert "[[Elm Bay]{.section}\n“Yes,]{.place #elm-bay}”" in tagged


# ---------------------------------------------------------------- through the whole engine

ARTICLE = """Harbor bridge to close for repairs

By Ben Roy

March 3, 2026

ELM BAY, Maine (NWS) — Mayor Ada Holm said on Monday the harbor bridge would close for "at least [six] weeks." Repairs
will cost $4.5 million, according to the Department of Harbor Safety (DHS).

“We have no choice,” Holm told reporters. “The bridge is
far too old.”

She added that DHS had found 12 cracks. “One of my crew said, ‘Get off,’ and we ran,” the ferry captain Ida Brandt said.

Related
  • Ferry prices to double
  • Council to vote \\ on money

© 2026 The Elm Courier. All rights reserved.
"""


def whole_records(folder: Path) -> tuple[list[Record], Mapping[str, Entity]]:
    sources = load(folder, max_bytes=10**6).sources
    found = [annotate(source) for source in sources]
    names = resolve(told_of(zip(sources, found, strict=True)), Registry())
    settled = (settle(source, each, names, Registry())[0] for source, each in zip(sources, found, strict=True))
    return list(settled), names.entities


def without_reasons(record: Record, entities: Mapping[str, Entity]) -> dict[str, object]:
    """The JSON without what a tag changes on purpose: confidence, reason and where the file lies."""
    told = to_json(record, entities)
    for mark in (*told["mentions"], *told["quotes"], *told["figures"]):
        del mark["confidence"], mark["why"]
    return {key: told[key] for key in ("id", "text", "zones", "entities", "mentions", "quotes", "figures")}


def assert_reads_back(seeds: Path, printed: Path) -> None:
    records, entities = whole_records(seeds)
    for record in records:
        (printed / f"{record.source.id}.md").write_bytes(to_tagged(record, entities).encode())
    again, entities_again = whole_records(printed)
    assert [without_reasons(record, entities_again) for record in again] == [
        without_reasons(record, entities) for record in records
    ]
    assert all(len(record.quotes) > 2 and len(record.mentions) > 4 for record in records)


def test_an_article_reads_back_as_the_same_record(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "printed").mkdir()
    (tmp_path / "seeds" / "bridge.txt").write_text(ARTICLE, encoding="utf-8")
    assert_reads_back(tmp_path / "seeds", tmp_path / "printed")


@pytest.mark.reference
def test_the_reference_articles_read_back_as_the_same_records(reference: Path, tmp_path: Path) -> None:
    assert_reads_back(reference / "seeds", tmp_path)
