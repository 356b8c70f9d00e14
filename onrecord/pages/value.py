"""What views hand to templates, and to each other."""

from __future__ import annotations

from msgspec import Struct


class Value(Struct, frozen=True, array_like=True):
    """Base of plain values: they do not change, and a digest of them tells whether a page shows the same.

    (Named tuples would do; but Python takes eight times as long to make a class of them, and there are a hundred.)
    """
