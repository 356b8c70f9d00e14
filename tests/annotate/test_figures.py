"""Figures: each sentence of `cases/figures.txt` with the figures that stand in it, and no other."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from onrecord.annotate.dates import find_dates
from onrecord.annotate.figures import find_figures
from onrecord.model import Figure, Found, Metadata, Source

CASES = Path(__file__).parent / "cases" / "figures.txt"


def source(text: str) -> Source:
    return Source(id="a", path="a.txt", sha256="", text=text, text_sha256="")


def found(text: str) -> tuple[Figure, ...]:
    document = source(text)
    return find_figures(document, find_dates(document, Found())).figures


def told(text: str, figure: Figure) -> str:
    """A figure as the case file writes it: words, kind, value, unit; then what is not plain."""
    value = figure.value if figure.value is not None else "vague"
    if isinstance(value, tuple):
        value = f"[{', '.join(str(part) for part in value)}]"
    parts = [f"{text[figure.start : figure.end]} = {figure.kind} {value}{f' {figure.unit}' if figure.unit else ''}"]
    parts += [f"about {figure.approximate[0]} to {figure.approximate[1]}"] if figure.approximate else []
    parts += [f"qualifier {figure.qualifier}"] if figure.qualifier else []
    parts += [f"of {figure.of}"] if figure.of else []
    return "; ".join(parts)


def cases(path: Path) -> list[tuple[str, list[str]]]:
    read: list[tuple[str, list[str]]] = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("    "):
            read[-1][1].append(line.strip())
        elif line and not line.startswith("#"):
            read.append((line, []))
    return read


@pytest.mark.parametrize(("text", "expected"), cases(CASES))
def test_figures(text: str, expected: list[str]) -> None:
    assert [told(text, figure) for figure in found(text) if figure.kind != "date"] == expected


def test_of_another_language_only_what_reads_alike_everywhere_is_marked() -> None:
    text = "Das sind 14 Millionen Dollar, 1.200 Autos, 12,5 Prozent, 7 % und 40 € seit 2019; am 3. Mai waren es $5 Mio."
    german = msgspec.structs.replace(source(text), metadata=Metadata(language="de"))
    marked = find_figures(german, find_dates(german, Found())).figures
    assert [text[figure.start : figure.end] for figure in marked] == ["7 %", "40 €", "2019"]


def test_rows_of_figures_take_none_from_the_sentences_around() -> None:
    rows = "\n".join(f"{year} 12 4 5 6" for year in range(2010, 2026))
    marked = found(f"It costs $40.\n\n{rows}\n\nIt said 37 people were hurt, 12 percent of them children.")
    assert [figure.value for figure in marked if figure.kind != "date"] == [40, 37, 12]
