"""The word lists as they lie beside this module."""

from __future__ import annotations

from pkgutil import get_data


def lines_of(file: str) -> list[str]:
    """The lines of a word list, comments too."""
    content = get_data(__package__, file)  # `importlib.resources` would be a twentieth of the start
    assert content is not None  # the lists are part of the package
    return content.decode("utf-8").splitlines()
