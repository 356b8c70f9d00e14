"""CSV as spreadsheets read it: UTF-8 with a byte order mark, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

_RUN = re.compile(r"\s*[=+\-@＝＋－＠\t\r]")
"""How a cell begins that a spreadsheet takes for a formula (OWASP, "CSV Injection")."""
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?\Z", re.I)

Cell = str | float | int | None


def table(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A table as a file; None is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def safe(cell: Cell) -> str:
    """A cell as text; one that would be a formula has an apostrophe before it, unless it is a plain number."""
    if cell is None:
        return ""
    text = f"{cell:.12g}" if isinstance(cell, float) else str(cell)
    return "'" + text if _RUN.match(text) and not _NUMBER.match(text) else text
