"""The word lists as they lie beside this module: `[section]` on a line of its own begins one, `#` a comment."""

from __future__ import annotations

from collections.abc import Iterator
from pkgutil import get_data


def sections_of(file: str) -> Iterator[tuple[str, list[str]]]:
    """(section, its lines) of a word list; "" is what stands before the first section."""
    section = ""
    entries: list[str] = []
    for line in _lines_of(file):
        if line.startswith("["):
            yield section, entries
            section, entries = line[1 : line.index("]")], []
        elif line and not line.startswith("#"):
            entries.append(line)
    yield section, entries


def _lines_of(file: str) -> list[str]:
    content = get_data(__package__, file)  # `importlib.resources` would be a twentieth of the start
    assert content is not None  # the lists are part of the package
    return content.decode("utf-8").splitlines()
