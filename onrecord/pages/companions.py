"""Whom an entity is named with, as a fan of lines: the places of its marks, as a template has them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup

from onrecord.digests import digest
from onrecord.model import Entity
from onrecord.pages import urls
from onrecord.pages.frame import Frame, escaped, safe
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

    def __init__(self, frame: Frame, index: Index) -> None:
        slots = ("y", "rise", "width", "short", "paragraphs")
        self._ray = {kind: frame.shape("ray", *slots, kind=kind) for kind in urls.FOLDERS}
        self._row = {kind: frame.shape("companion", "href", "name", "paragraphs", kind=kind) for kind in urls.FOLDERS}
        self._named: Each[str, tuple[str, str, str]] = Each(lambda entity: _named(index.entity[entity]))

    def of(self, near: Sequence[tuple[Entity, int]], up: str) -> Fan | None:
        """Those that share most paragraphs with an entity, and how many; None when there is none."""
        if not near:
            return None
        most = max(4, *[shared for _, shared in near])
        height = _height(len(near))
        rays, rows = [], []
        for (other, shared), (y, rise) in zip(near, _ends(len(near)), strict=True):
            kind, (href, name, short) = other.kind, self._named[other.id]
            paragraphs = str(shared)
            rays.append(self._ray[kind].plain(str(y), rise, _width(shared, most), short, paragraphs))
            rows.append(self._row[kind].plain(up + href, name, paragraphs))
        return Fan(len(near), safe("\n".join(rays)), safe("\n".join(rows)), height, height / 2)


def _height(number: int) -> int:
    return 36 + (number - 1) * _STEP


@lru_cache(SHOWN)
def _ends(number: int) -> list[tuple[int, str]]:
    """Where so many names stand, and how far each is above the hub."""
    middle = _height(number) / 2
    return [(y, str(middle - y)) for y in range(18, _height(number), _STEP)]


@lru_cache(maxsize=1 << 10)
def _width(shared: int, most: int) -> str:
    return str(round(1 + 3 * shared / most, 1))


def _named(entity: Entity) -> tuple[str, str, str]:
    """The address of an entity, its name, and as much of this as has room, each as markup."""
    name = entity.name
    short = name if len(name) <= _ROOM else name[: _ROOM - 1].rstrip() + "…"
    return escaped(urls.entity(entity)), escaped(name), escaped(short)
