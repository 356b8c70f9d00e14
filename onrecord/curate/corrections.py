"""`content/corrections/<id>.yaml`: single marks put right, anchored by their words."""

from __future__ import annotations

from msgspec import Struct


class Correction(Struct, frozen=True):
    """One correction. `exact` with `prefix` and `suffix` around it must stand at one place of the source."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    set: tuple[tuple[str, object], ...] = ()
    """(field, value) with fields `speaker`, `entity`, `kind`, `value`, `unit`, `of`."""
    add: tuple[tuple[str, object], ...] = ()
    """Fields of a mark to add, `kind` among them."""
    drop: bool = False
    why: str = ""
    by: str = ""
    path: str = ""
    line: int = 0
