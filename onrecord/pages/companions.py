"""Whom an entity is named with, as a fan of lines: the places of its marks, as a template has them."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from onrecord.digests import digest
from onrecord.model import Entity
from onrecord.pages import urls
from onrecord.pages.frame import Frame, safe
from onrecord.pages.indexes import Each, Index
from onrecord.pages.value import Value

SHOWN = 10
_STEP = 27
"""Units between two names."""
_ROOM = 19
"""Characters of a name that fit beside its mark."""


class Fan(Value, frozen=True):
    """All companions shown, in a box `height` units high with its hub at `middle`."""

    number: int
    rays: Markup
    """A line to each."""
    rows: Markup
    """The same as a table."""
    height: int
    middle: float


def nearest(index: Index, entity: Entity) -> list[tuple[Entity, int]]:
    """Those that share most paragraphs with an entity, and how many."""
    found: list[tuple[Entity, int]] = []
    for name, shared in index.companions.get(entity.id, ()):
        other = index.entity.get(name)
        if other is not None:
            found.append((other, shared))
            if len(found) == SHOWN:
                break
    return found


def company(index: Index) -> Each[str, bytes]:
    """By entity: a digest of what it is, and of those that share most paragraphs with it."""
    return Each(lambda entity: digest(index.entity[entity], nearest(index, index.entity[entity])))


class Fans:
    """Draws fans, of pieces that are set once (`pieces.html`) and then filled."""

    def __init__(self, frame: Frame) -> None:
        slots = ("y", "rise", "width", "short", "paragraphs")
        self._ray = {kind: frame.shape("ray", *slots, kind=kind) for kind in urls.FOLDERS}
        self._row = frame.shape("companion", "href", "name", "kind", "paragraphs")

    def of(self, near: Sequence[tuple[Entity, int]], up: str) -> Fan | None:
        """Those that share most paragraphs with an entity, and how many; None when there is none."""
        if not near:
            return None
        most = max(4, *[shared for _, shared in near])
        height = 36 + (len(near) - 1) * _STEP
        middle, y = height / 2, 18
        rays, rows = [], []
        for other, shared in near:
            kind, name = other.kind, other.name
            rays.append(self._ray[kind](y, middle - y, round(1 + 3 * shared / most, 1), _short(name), shared))
            rows.append(self._row(up + urls.entity(other), name, kind, shared))
            y += _STEP
        return Fan(len(near), safe("\n".join(rays)), safe("\n".join(rows)), height, middle)


def _short(name: str) -> str:
    return name if len(name) <= _ROOM else name[: _ROOM - 1].rstrip() + "…"
