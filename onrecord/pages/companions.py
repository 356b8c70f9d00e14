"""Whom an entity is named with, as a fan of lines: the places of its marks, drawn by a template."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.digests import digest
from onrecord.model import Entity, EntityKind
from onrecord.pages import urls
from onrecord.pages.indexes import Each, Index
from onrecord.pages.value import Value

SHOWN = 10
_STEP = 27
"""Units between two names."""
_ROOM = 19
"""Characters of a name that fit beside its mark."""


class Ray(NamedTuple):
    """One companion: who, how many paragraphs, where its line ends and how wide it is."""

    kind: EntityKind
    name: str
    href: str
    short: str
    paragraphs: int
    y: int
    rise: float
    """How far the hub lies below it."""
    width: float


class Fan(Value, frozen=True):
    """All companions shown, in a box `height` units high with its hub at `middle`."""

    rays: tuple[Ray, ...]
    height: int
    middle: float


def nearest(index: Index, entity: Entity) -> list[tuple[Entity, int]]:
    """Those that share most paragraphs with an entity, and how many."""
    around = index.companions.get(entity.id, ())
    return [(index.entity[other], shared) for other, shared in around if other in index.entity][:SHOWN]


def company(index: Index) -> Each[str, bytes]:
    """By entity: a digest of what it is, and of those that share most paragraphs with it."""
    return Each(lambda entity: digest(index.entity[entity], nearest(index, index.entity[entity])))


def fan(index: Index, entity: Entity) -> Fan | None:
    """The ten that share most paragraphs with an entity; None when there is none."""
    near = nearest(index, entity)
    if not near:
        return None
    most = max(4, *(shared for _, shared in near))
    height = 36 + (len(near) - 1) * _STEP
    rays = tuple(
        Ray(
            other.kind,
            other.name,
            urls.entity(other),
            _short(other.name),
            shared,
            18 + number * _STEP,
            height / 2 - 18 - number * _STEP,
            round(1 + 3 * shared / most, 1),
        )
        for number, (other, shared) in enumerate(near)
    )
    return Fan(rays, height, height / 2)


def _short(name: str) -> str:
    return name if len(name) <= _ROOM else name[: _ROOM - 1].rstrip() + "…"
