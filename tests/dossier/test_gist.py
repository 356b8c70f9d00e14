"""What a record tells the dossier, and which edits change what lists show of it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from onrecord.dossier.gist import Gist, Records
from onrecord.dossier.gisting import gist, gists_of, laid
from onrecord.model import Record
from tests.pages.invented import record

TEXT = (
    "[[person ann|Ann Roe]] runs the [[agency office|Harbor Office]]. She said [[quote ann direct|“Go home.”]] "
    "and left. "
    "The [[agency office|Office]] counted [[count 12 of=boats by=office|12]] boats on [[date 2026-03-04|March 4]]. "
    "[[quote - direct|“A hoax, all of it, from the first page to the last.”]] Nobody else spoke."
)


def of(text: str) -> Gist:
    return gist(numbered(record("a", text, title="The pier", outlet="The Courier", published="2026-03-05")))


def numbered(one: Record) -> Record:
    """The record with ids that do not tell where a mark stands, as those of real records do not."""
    return replace(
        one,
        mentions=tuple(replace(mark, id=f"m-{number}") for number, mark in enumerate(one.mentions)),
        quotes=tuple(replace(mark, id=f"q-{number}") for number, mark in enumerate(one.quotes)),
        figures=tuple(replace(mark, id=f"f-{number}") for number, mark in enumerate(one.figures)),
    )


def test_shares_count_what_lists_show() -> None:
    shares = {share.entity: share for share in of(TEXT).shares}
    assert (shares["ann"].named, shares["ann"].direct, shares["ann"].other) == (1, 1, 0)
    assert (shares["office"].named, shares["office"].said, shares["office"].given) == (2, 0, 1)
    assert shares["office"].forms == (("Harbor Office", 1), ("Office", 1))


def test_marks_are_counted_and_dated() -> None:
    found = of(TEXT)
    assert (found.marked.direct, found.marked.other, found.marked.attributed, found.marked.standing) == (2, 0, 1, 3)
    assert [(kind, number) for kind, number, _ in found.marked.kinds] == [("count", 1), ("date", 1)]
    assert [(told.when, told.own) for told in found.dates] == [("2026-03-04", False)]
    assert [number.words for number in found.numbers] == ["12"]
    assert len(found.unclaimed) == 1


def rows(found: Gist) -> dict[str, bytes]:
    return {share.entity: share.rows for share in found.shares}


def test_an_edit_of_another_sentence_changes_no_row() -> None:
    before, after = of(TEXT), of(TEXT.replace("Nobody else spoke.", "Nobody else spoke that day, or the next."))
    assert before.digests.record != after.digests.record
    assert rows(before) == rows(after)
    assert (before.marked, before.numbers[0].row) == (after.marked, after.numbers[0].row)


def test_an_edit_without_marks_below_the_opening_changes_the_record_alone() -> None:
    before, after = (
        of(f"{TEXT}\n\nIt rained for long that day, and nobody spoke."),
        of(f"{TEXT}\n\nIt rained for hours."),
    )
    assert before.digests.record != after.digests.record
    assert replace(before.digests, record=b"") == replace(after.digests, record=b"")


@pytest.mark.parametrize(
    ("old", "new", "aspects"),
    [
        ("and left", "and stayed", {"shares", "quotes"}),
        ("Office]] counted", "Office]], says a note, counted", {"shares", "figures", "dates", "counting"}),
        ("Ann Roe]] runs", "Anna Roe]] runs", {"counts", "shares", "mentions"}),
    ],
)
def test_an_edit_changes_the_aspects_that_show_it(old: str, new: str, aspects: set[str]) -> None:
    first = "It rained for long that day. Nobody spoke of it, and nobody was there.\n\nThe pier was empty.\n\n"
    before, after = of(first + TEXT).digests, of(first + TEXT.replace(old, new)).digests
    names = [name for name in before.__struct_fields__ if getattr(before, name) != getattr(after, name)]
    assert set(names) - {"record"} == aspects


def test_marks_that_only_move_keep_their_rows() -> None:
    before, after = of(TEXT), of(f"It rained.\n\n{TEXT}")
    assert rows(before) == rows(after)
    assert before.marked == after.marked


def test_a_word_changed_beside_a_mark_changes_its_row_alone() -> None:
    before, after = of(TEXT), of(TEXT.replace("and left", "and stayed"))
    assert rows(before)["ann"] != rows(after)["ann"]
    assert rows(before)["office"] == rows(after)["office"]


def test_a_source_of_another_name_is_another_story() -> None:
    same = {gist(record(name, TEXT, title="The pier")).digests.story for name in ("a", "b")}
    assert len(same) == 2, "lists of sources lead to it"


def test_how_sure_a_mark_is_is_part_of_its_row() -> None:
    whole = record("a", TEXT)
    unsure = replace(whole, quotes=tuple(replace(quote, confidence=0.51) for quote in whole.quotes))
    assert rows(gist(whole))["ann"] != rows(gist(unsure))["ann"]


def test_records_are_loaded_when_they_are_asked_for() -> None:
    held = {name: record(name, f"Text of {name}.") for name in ("b", "a", "c")}
    loaded: list[str] = []

    def load(name: str) -> Record:
        loaded.append(name)
        return held[name]

    records = Records(gists_of(held.values()), load).ordered()
    assert ([each.id for each in records.gists], len(records), loaded) == (["a", "b", "c"], 3, [])
    assert records[1].source.id == "b"
    assert loaded == ["b"]
    assert [each.source.id for each in records] == ["a", "b", "c"]


def test_a_row_begins_behind_the_lines_above_the_article() -> None:
    text = (
        "Elm Gazette\nDam floods homes\nBy Ada Holm\nELM BAY — Mayor Ana Holt spoke on Monday.\n“It broke,” Holt said."
    )
    starts = laid(text).starts
    assert [text[start:].split()[0] for start in starts] == ["Elm", "Dam", "By", "ELM", "Mayor", "“It"]
