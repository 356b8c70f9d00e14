"""CSV as spreadsheets read it: UTF-8 with a byte order mark, and no cell that a spreadsheet would run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from io import BytesIO

from onrecord.patterns import regex

_RUN = regex(r"\s*[=+\-@＝＋－＠\t\r]")
"""How a cell begins that a spreadsheet takes for a formula (OWASP, "CSV Injection")."""
_NUMBER = regex(r"[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?\Z", re.I)
_PLAIN = frozenset("“‘$£€")
"""How a cell may begin, beside letters and digits, that is no formula."""

Cell = str | float | int | None


def table(heads: Sequence[str], rows: Iterable[bytes | memoryview]) -> bytes:
    """A table as a file, of rows as `line` makes them, encoded."""
    file = BytesIO()  # a table of many sources is long: it is not to be in memory twice
    file.write(b"\xef\xbb\xbf" + line(heads).encode())
    file.writelines(rows)
    return file.getvalue()


def line(row: Iterable[Cell]) -> str:
    """A row as the file has it."""
    return ",".join([written(cell) for cell in row]) + "\r\n"


def written(cell: Cell) -> str:
    """A cell as the file has it."""
    return _quoted(safe(cell))


def word(text: str | None) -> str:
    """A cell that is text as the file has it: as `written`, in a third of the time."""
    if not text:
        return ""
    first = text[0]
    return _quoted(text if first.isalnum() or first in _PLAIN else safe(text))


def _quoted(text: str) -> str:
    if "," in text or '"' in text or "\n" in text or "\r" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def safe(cell: Cell) -> str:
    """A cell as text; one that would be a formula has an apostrophe before it, unless it is a plain number."""
    if cell is None:
        return ""
    text = f"{cell:.12g}" if isinstance(cell, float) else str(cell)
    return "'" + text if _RUN.match(text) and not _NUMBER.match(text) else text
