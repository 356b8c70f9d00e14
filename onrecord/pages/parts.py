"""Long lists in pages of about 200, split by year or by first letter, so that no page lists the whole site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

LENGTH = 200
"""Entries on one page; a list up to this length stays in one piece."""

T = TypeVar("T")


class Part(NamedTuple, Generic[T]):
    """A page's worth of a list."""

    slug: str
    """The last part of its address, without suffix: `2026`, `2026-2`."""
    label: str
    """What a link to it says: "2026", "2026, 201-400"."""
    items: Sequence[T]


def split(items: Iterable[T], group: Callable[[T], str], length: int = LENGTH) -> list[Part[T]]:
    """The items by group, groups in order of first appearance, each cut into parts of `length`."""
    groups: dict[str, list[T]] = {}
    for item in items:
        groups.setdefault(group(item), []).append(item)
    return [part for name, held in groups.items() for part in _cut(name, held, length)]


def _cut(name: str, held: list[T], length: int) -> Iterable[Part[T]]:
    for number, start in enumerate(range(0, len(held), length), start=1):
        items = held[start : start + length]
        label = name if len(held) <= length else f"{name}, {start + 1:,}-{start + len(items):,}"
        yield Part(name.lower() if number == 1 else f"{name.lower()}-{number}", label, items)


def year(published: str | None) -> str:
    """The year of an ISO date, "undated" without one."""
    return published[:4] if published else "undated"


def letter(name: str) -> str:
    """The letter under which a name is listed: A-Z, else "other"."""
    first = name[:1].upper()
    return first if first.isascii() and first.isalpha() else "other"
