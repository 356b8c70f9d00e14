"""Long lists in pages of about 200, split by year or by first letter, so that no page lists the whole site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

LENGTH = 200
"""Entries on one page; a list up to this length stays in one piece."""

FEW = 3
"""With so few sources a list stays in one piece up to this many times its length."""
AROUND = 3
"""Parts before and after the present one that a page links to."""

T = TypeVar("T")


class Part(NamedTuple, Generic[T]):
    """A page's worth of a list."""

    slug: str
    """The last part of its address, without suffix: `2026`, `2026-2`."""
    label: str
    """What a link to it says: "2026", "2026, 201-400"."""
    items: Sequence[T]
    group: str


class Link(NamedTuple):
    """A link to a page's worth of a list."""

    label: str
    href: str
    number: int
    group: str = ""


def whole(entries: int, sources: int) -> bool:
    """Whether a list of all sources together stays on one page."""
    return entries <= (LENGTH * FEW if sources <= FEW else LENGTH)


def split(items: Iterable[T], group: Callable[[T], str], length: int = LENGTH) -> list[Part[T]]:
    """The items by group, groups in order of first appearance, each cut into parts of `length`."""
    groups: dict[str, list[T]] = {}
    for item in items:
        groups.setdefault(group(item), []).append(item)
    return [part for name, held in groups.items() for part in _cut(name, held, length)]


def packed(items: Iterable[T], group: Callable[[T], str], weight: Callable[[T], int]) -> list[Part[T]]:
    """Like `split` for items that are lists themselves: as many to a part as have `LENGTH` entries together.

    The items of a group have to follow each other.
    """
    groups: dict[str, list[list[T]]] = {}
    room = 0
    for item in items:
        size, held = weight(item), groups.setdefault(group(item), [])
        if not held or size > room:
            held.append([])
            room = LENGTH
        held[-1].append(item)
        room -= size
    return [part for name, held in groups.items() for part in _numbered(name, held)]


def _numbered(name: str, held: list[list[T]]) -> Iterable[Part[T]]:
    for number, items in enumerate(held, start=1):
        slug = name.lower() if number == 1 else f"{name.lower()}-{number}"
        yield Part(slug, name if len(held) == 1 else f"{name}, part {number}", items, name)


def _cut(name: str, held: list[T], length: int) -> Iterable[Part[T]]:
    for number, start in enumerate(range(0, len(held), length), start=1):
        items = held[start : start + length]
        label = name if len(held) <= length else f"{name}, {start + 1:,}-{start + len(items):,}"
        yield Part(name.lower() if number == 1 else f"{name.lower()}-{number}", label, items, name)


def links(parts: Iterable[Part[T]], before: str) -> list[Link]:
    """A link to every part; `before` is what stands before its slug: "quotes/", "articles/by-year/"."""
    return [Link(part.label, f"{before}{part.slug}.html", len(part.items), part.group) for part in parts]


def around(links: Sequence[Link], here: str = "") -> list[Link]:
    """What a page shows of many links: of its own group the parts around it, of every other group one for all."""
    groups: dict[str, list[Link]] = {}
    for link in links:
        groups.setdefault(link.group, []).append(link)
    return [link for held in groups.values() for link in _near(held, here)]


def _near(held: list[Link], here: str) -> list[Link]:
    place = next((number for number, link in enumerate(held) if link.href == here), None)
    if place is None:
        return [held[0]._replace(label=held[0].group or held[0].label, number=sum(link.number for link in held))]
    ends = (0, len(held) - 1)
    return [link for number, link in enumerate(held) if number in ends or abs(number - place) <= AROUND]


def year(published: str | None) -> str:
    """The year of an ISO date, "undated" without one."""
    return published[:4] if published else "undated"


def letter(name: str) -> str:
    """The letter under which a name is listed: A-Z, else "other"."""
    first = name[:1].upper()
    return first if first.isascii() and first.isalpha() else "other"
