"""Dates: each sentence of `cases/dates.txt` with the dates in it, read against the day the source was published."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.annotate.dates import find_dates
from onrecord.model import Figure, Found, Metadata, Source

CASES = Path(__file__).parent / "cases" / "dates.txt"


def found(text: str, published: str | None) -> tuple[Figure, ...]:
    metadata = Metadata(published=published)
    source = Source(id="a", path="a.txt", sha256="", text=text, text_sha256="", metadata=metadata)
    return find_dates(source, Found()).figures


def told(text: str, figure: Figure) -> str:
    """A date as the case file writes it: words = value, and "deictic" when only the day of writing tells it."""
    return f"{text[figure.start : figure.end]} = {figure.value or 'unknown'}{', deictic' if figure.deictic else ''}"


def cases(path: Path) -> list[tuple[str | None, str, list[str]]]:
    read: list[tuple[str | None, str, list[str]]] = []
    published: str | None = None
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("@"):
            published = line.removeprefix("@ published ") if line != "@ published on an unknown day" else None
        elif line.startswith("    "):
            read[-1][2].append(line.strip())
        elif line and not line.startswith("#"):
            read.append((published, line, []))
    return read


@pytest.mark.parametrize(("published", "text", "expected"), cases(CASES))
def test_dates(published: str | None, text: str, expected: list[str]) -> None:
    assert [told(text, figure) for figure in found(text, published)] == expected
