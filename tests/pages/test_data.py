"""Tables and files to take away."""

from __future__ import annotations

import csv
import io
import json

import pytest

from onrecord.pages.tables import line, safe, table
from onrecord.settings import Settings
from tests.pages.ferry import ferry
from tests.pages.rendered import all_words, site


def rows(files: dict[str, str], name: str) -> list[dict[str, str]]:
    text = files[f"data/{name}.csv"]
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("plain", "plain"),
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        (" =1", "' =1"),
        ("＝1", "'＝1"),
        ("-12.5", "-12.5"),
        ("+7", "+7"),
        (-3, "-3"),
        (1.2e9, "1200000000"),
        (None, ""),
    ],
)
def test_no_cell_is_a_formula(cell: str | float | None, expected: str) -> None:
    assert safe(cell) == expected


def test_cells_with_commas_quotes_and_line_breaks_come_back() -> None:
    text = table(("a", "b"), [line(('x, "y"', "one\ntwo")).encode()]).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["a", "b"], ['x, "y"', "one\ntwo"]]


def test_quotes_as_a_table() -> None:
    first = rows(site(ferry()), "quotes")[0]
    assert first["speaker"] == "Ruth Adeyemi"
    assert first["words"] == "We told them 370 times. I have the dates. The Authority never wrote back."
    assert (first["form"], first["outlet"], first["published"]) == ("direct", "Sound Radio", "2026-03-06")
    assert first["permalink"].startswith("articles/radio.html#q-")


def test_permalinks_are_absolute_where_the_address_is_known() -> None:
    files = site(ferry(), Settings(address="https://example.org/pier/"))
    for name in ("quotes", "figures", "mentions", "entities"):
        assert all(row["permalink"].startswith("https://example.org/pier/") for row in rows(files, name))


def test_figures_mentions_and_entities_as_tables() -> None:
    files = site(ferry())
    figures = {(row["words"], row["source"]): row for row in rows(files, "figures")}
    assert figures["41", "courier"]["qualifier"] == "at least"
    assert figures["41", "courier"]["said_by"] == "Harbor Authority"
    assert figures["$2.4 million", "courier"]["low"] == "2400000"
    assert figures["Tuesday", "courier"]["date"] == "2026-03-03"
    assert {row["words"] for row in rows(files, "mentions") if row["entity_id"] == "helen-marsh"} >= {
        "Marsh",
        "the governor",
    }
    assert {row["name"]: row["quotes"] for row in rows(files, "entities")}["Helen Marsh"] == "4"


def test_a_record_and_the_dossier_as_json() -> None:
    files = site(ferry())
    held = json.loads(files["data/records/courier.json"])
    assert held["schema"] == "onrecord/1"
    assert held["text"] == ferry().records[0].source.text
    whole = json.loads(files["data/dossier.json"])
    assert [one["id"] for one in whole["sources"]] == ["courier", "radio", "statement"]
    assert all(one["page"] in files and one["record"] in files for one in whole["sources"])
    assert {one["id"]: one["identifiers"] for one in whole["entities"]}["helen-marsh"]["wikidata"] == "Q99999999"


def test_the_page_lists_every_file() -> None:
    files = site(ferry())
    assert len(all_words(files["data/index.html"], ".files li")) == 4 + 1 + 3
