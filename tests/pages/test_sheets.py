"""Tables too long for one file are in parts by the dates of the sources, which together have what the whole one has."""

from __future__ import annotations

import csv
import io

import pytest
from msgspec.structs import replace

from onrecord.model import Dossier, Metadata
from onrecord.pages import sheets
from tests.pages.ferry import ferry
from tests.pages.rendered import all_words, link, site


def rows(files: dict[str, str], path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[path].removeprefix("\ufeff"), newline="")))


def spread() -> Dossier:
    """Three sources: of two years, and without a date."""
    held = list(ferry().records)
    for place, published in enumerate(("2025-11-30", "2026-03-06", None)):
        source = held[place].source
        known = replace(source.metadata, published=published) if source.metadata else Metadata(published=published)
        held[place] = replace(held[place], source=replace(source, metadata=known))
    return replace(ferry(), records=tuple(held))


def test_a_table_of_few_rows_is_one_file() -> None:
    files = site(spread())
    assert [path for path in files if path.startswith("data/mentions")] == ["data/mentions.csv"]
    assert link(files["quotes/index.html"], "All quotes as a table") == "../data/quotes.csv"


def test_a_long_table_is_in_parts_by_year_that_have_every_row_once(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {name: rows(site(spread()), f"data/{name}.csv") for name in sheets.NAMES}
    monkeypatch.setattr(sheets, "WHOLE", max(len(its) for its in whole.values()) - 1)
    longest = max(whole, key=lambda name: len(whole[name]))
    files = site(spread())
    parts = [path for path in files if path.startswith(f"data/{longest}")]
    assert sorted(parts) == [f"data/{longest}-{part}.csv" for part in ("2025", "2026", "undated")]
    in_parts = [row for path in parts for row in rows(files, path)]
    assert sorted(map(str, in_parts)) == sorted(map(str, whole[longest]))
    assert {row["published"] for row in rows(files, f"data/{longest}-2025.csv")} == {"2025-11-30"}


def test_a_long_year_is_in_parts_by_month(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "WHOLE", 1)
    monkeypatch.setattr(sheets, "YEAR", 1)
    files = site(spread())
    parts = sorted(path for path in files if path.startswith("data/mentions"))
    assert parts == [f"data/mentions-{part}.csv" for part in ("2025-11", "2026-03", "undated")]


def test_parts_are_listed_with_their_rows_and_found_from_the_ledgers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "WHOLE", 1)
    monkeypatch.setattr(sheets, "YEAR", 1)
    files = site(spread())
    assert link(files["data/index.html"], "November 2025") == "../data/quotes-2025-11.csv"
    listed = all_words(files["data/index.html"], ".pieces li")
    number = len(rows(files, "data/quotes-2025-11.csv"))
    assert f"November 2025 {number} row{'s' * (number != 1)}" in listed
    assert link(files["quotes/index.html"], "All quotes as tables") == "../data/index.html"
