"""Long lists in pages of about 200, by year or by first letter, so that no page lists the whole site.

Where a list is cut depends on what stands there and not on how much stands before it: a source that is added or changed
moves the page it stands on and perhaps the next one, and all others stay what they are, addresses included. So no page
of a list tells how many there are of anything beyond itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Generic, NamedTuple, TypeVar
from zlib import crc32

from msgspec import Struct

from onrecord import digests
from onrecord.dossier.gist import Gist
from onrecord.pages.frame import day
from onrecord.pages.value import Value
from onrecord.recall import Recall

LENGTH = 200
"""Entries on one page, about; a list up to this length stays in one piece."""
LEAST, MOST = 100, 300
"""Entries from which on a page may end, and beyond which it must not go."""
FEW = 3
"""With so few sources a list stays in one piece up to this many times its length."""
_TITLE = 40
"""Characters of a title in the label of a part."""

_STRETCH = 48

T = TypeVar("T")


class Slice(Struct, frozen=True, gc=False):
    """Some of the marks that a source gives to a list: those from `start` to `stop`, exclusive."""

    source: Gist
    start: int
    stop: int


class Order(NamedTuple, Generic[T]):
    """How the entries of a list are told apart and named."""

    group: Callable[[T], str]
    """The year or the letter under which an entry stands."""
    key: Callable[[T], str]
    """The id of the source or entity that an entry belongs to: entries of one key stay together."""
    name: Callable[[T], str]
    """The date (ISO, "" without one) or the name by which the list is ordered."""
    title: Callable[[T], str] = lambda _: ""
    """What tells parts of one day apart."""
    dated: bool = False
    """The names are dates."""
    newest_first: bool = False
    """The list grows at its beginning."""
    weight: Callable[[T], int] = lambda _: 1
    """How many entries an item stands for."""


class Part(Value, Generic[T], frozen=True):
    """A page's worth of a list."""

    slug: str
    """The last part of its address, without suffix: `2026`, `2026-03-09-1a2b3c4d`."""
    label: str
    """What a link to it says: "2026", "March 4 – May 9, 2026"."""
    items: Sequence[T]
    group: str
    number: int
    """Its entries."""


class Link(NamedTuple):
    """A link to a page's worth of a list; `number` are the entries there, or in all of its group."""

    label: str
    href: str
    number: int | None = None
    group: str = ""


def slices(numbers: Iterable[tuple[Gist, int]]) -> list[Slice]:
    """How many marks each source gives to a list, as slices that fit a page, cut from its last mark on."""
    found = []
    for source, number in numbers:
        if 0 < number <= MOST:
            found.append(Slice(source, 0, number))
        elif number:
            cuts = [0, *range(number % MOST or MOST, number + 1, MOST)]
            found += [Slice(source, start, stop) for start, stop in pairwise(cuts)]
    return found


BY_YEAR: Order[Slice] = Order(
    group=lambda part: year(part.source.metadata.published),
    key=lambda part: part.source.id,
    name=lambda part: part.source.published,
    title=lambda part: part.source.title.text,
    dated=True,
    newest_first=True,
    weight=lambda part: part.stop - part.start,
)
"""Quotes, mentions or figures, the newest source first."""


def stretches(sources: Iterable[Gist], some: int = _STRETCH) -> Iterator[list[Gist]]:
    """Sources in stretches of about so many; see `digests.stretches`."""
    return digests.stretches(sources, attrgetter("id"), some)


def whole(entries: int, sources: int) -> bool:
    """Whether a list of all sources together stays on one page."""
    return entries <= (LENGTH * FEW if sources <= FEW else LENGTH)


def split(items: Iterable[T], order: Order[T]) -> list[Part[T]]:
    """The items by group, groups in order of first appearance, each cut into pages where it is long."""
    groups: dict[str, list[T]] = {}
    for item in items:
        groups.setdefault(order.group(item), []).append(item)
    return [part for name, held in groups.items() for part in _parts(name, held, order)]


class _Bounds(Value, frozen=True):
    """A page's worth of a list, by the places of its first item and of the one behind its last."""

    slug: str
    label: str
    group: str
    number: int
    start: int
    stop: int


def cut(recall: Recall, items: Sequence[Slice], order: Order[Slice], name: str) -> list[Part[Slice]]:
    """As `split`, for a list whose groups follow each other; while it is the same, where it is cut is recalled.

    `name` tells the order from others.
    """

    def make() -> list[_Bounds]:
        found, start = [], 0
        for part in split(items, order):
            stop = start + len(part.items)
            found.append(_Bounds(part.slug, part.label, part.group, part.number, start, stop))
            start = stop
        return found

    made_of = [(each.source.id, each.source.published, each.source.title.text, each.start, each.stop) for each in items]
    bounds = recall(f"parts {name}", made_of, list[_Bounds], make)
    return [Part(each.slug, each.label, items[each.start : each.stop], each.group, each.number) for each in bounds]


def _parts(group: str, held: list[T], order: Order[T]) -> Iterator[Part[T]]:
    size = sum(map(order.weight, held))
    pages = [_Cut(held, size, 0)] if size <= MOST else _pages(held, order)
    for place, (items, number, before) in enumerate(pages):
        slug = _file(group) if place == 0 else _slug(group, items, before, order)
        label = group if len(pages) == 1 else _label(group, items, before, order)
        yield Part(slug, label, items, group, number)


def _pages(held: list[T], order: Order[T]) -> list[_Cut[T]]:
    """The items in pages, cut from the end at which the list does not grow."""
    if not order.newest_first:
        return _cut(held, order)
    return [cut._replace(items=cut.items[::-1]) for cut in reversed(_cut(held[::-1], order))]


class _Cut(NamedTuple, Generic[T]):
    """The items of a page."""

    items: list[T]
    size: int
    """Its entries."""
    before: int
    """How many entries of the same key stand on pages before, where one has more than a page."""


class _Run(Value, Generic[T], frozen=True):
    """The items of one key, which follow each other; of more than a page's worth a page's worth."""

    key: str
    items: list[T]
    size: int
    before: int


def _cut(items: Sequence[T], order: Order[T]) -> list[_Cut[T]]:
    """The items in pages, each ended by that source of those with room on it which any page around would end with."""
    runs = [run for key, held in groupby(items, order.key) for run in _runs(key, list(held), order)]
    found = []
    start = 0
    while start < len(runs):
        end = _end(runs, start)
        here = runs[start:end]
        found.append(_Cut([item for run in here for item in run.items], sum(run.size for run in here), here[0].before))
        start = end
    return found


def _runs(key: str, items: list[T], order: Order[T]) -> Iterator[_Run[T]]:
    if len(items) == 1:
        yield _Run(key, items, order.weight(items[0]), 0)
        return
    size = sum(map(order.weight, items))
    if size <= MOST:
        yield _Run(key, items, size, 0)
        return
    start, room, before = 0, MOST, 0
    for place, item in enumerate(items):
        weight = order.weight(item)
        if weight > room and place > start:
            yield _Run(key, items[start:place], MOST - room, before)
            start, room, before = place, MOST, before + MOST - room
        room -= weight
    yield _Run(key, items[start:], MOST - room, before)


def _end(runs: Sequence[_Run[T]], start: int) -> int:
    """Where the page ends that begins with a run: at the lowest checksum, so that pages meet again after a change."""
    size, best, lowest = 0, start + 1, 1 << 32
    for place in range(start, len(runs)):
        size += runs[place].size
        if size > MOST:
            return best
        checksum = digests.checksum(runs[place].key) if size >= LEAST else 1 << 32
        if checksum <= lowest:
            best, lowest = place + 1, checksum
    return len(runs)


def _slug(group: str, items: Sequence[T], before: int, order: Order[T]) -> str:
    """An address made of what the page was begun with."""
    first = items[-1 if order.newest_first else 0]
    mark = f"{crc32(f'{order.key(first)} {before}'.encode()):08x}"
    name = order.name(first) if order.newest_first else ""
    return f"{name if name.startswith(group) else _file(group)}-{mark}"


def _file(group: str) -> str:
    return group.lower().replace(" ", "-")


def _label(group: str, items: Sequence[T], before: int, order: Order[T]) -> str:
    """From where to where a page reaches."""
    first, last = items[0], items[-1]
    names = order.name(first), order.name(last)
    if not order.dated:
        return names[0] if names[0] == names[1] else f"{names[0]} – {names[1]}"
    label = period(min(names), max(names)) or group
    if names[0] != names[1] or not order.newest_first:
        return label
    part = f", part {before // MOST + 1}" if before else ""
    return f"{label}, from {_shortened(order.title(last) or order.key(last))}{part}"


def _shortened(title: str) -> str:
    return title if len(title) <= _TITLE else f"{title[:_TITLE].rpartition(' ')[0] or title[:_TITLE]} …"


def period(first: str, last: str) -> str:
    """From one ISO date to another in words: "March 4 – May 9, 2026"."""
    if first == last:
        return day(first)
    same = 7 if first[:7] == last[:7] else 4 if first[:4] == last[:4] else 0
    if len(first) != 10 or len(last) != 10 or not same:
        return f"{day(first)} – {day(last)}"
    end = day(last)
    return f"{day(first).rpartition(',')[0]} – {end.partition(' ')[2] if same == 7 else end}"


def links(parts: Iterable[Part[T]], before: str) -> list[Link]:
    """A link to every part; `before` is what stands before its slug: "quotes/", "articles/by-year/"."""
    return [Link(part.label, f"{before}{part.slug}.html", part.number, part.group) for part in parts]


class Ways:
    """The links to all parts of a list, and what each page shows of them."""

    def __init__(self, links: Iterable[Link]) -> None:
        self._groups: dict[str, list[Link]] = {}
        self._place: dict[str, int] = {}
        for link in links:
            held = self._groups.setdefault(link.group, [])
            self._place[link.href] = len(held)
            held.append(link)

    def overview(self) -> list[Link]:
        """A link to each group, with its number of entries."""
        return [
            Link(group or held[0].label, held[0].href, sum(link.number or 0 for link in held), group)
            for group, held in self._groups.items()
        ]

    def around(self, here: Link) -> list[Link]:
        """What a part shows: the parts next to it, and each other group once.

        The first part of a group, to which all others lead, shows every part of its group.
        """
        place = self._place[here.href]
        return [
            link._replace(number=None)
            for group, held in self._groups.items()
            for link in (_near(held, place, group) if group == here.group else [_all(held, group)])
        ]


def _all(held: Sequence[Link], group: str) -> Link:
    return held[0]._replace(label=group or held[0].label)


def _near(held: Sequence[Link], place: int, group: str) -> list[Link]:
    if place == 0:
        return list(held)
    near = list(held[max(1, place - 1) : place + 2])
    return [held[0] if place == 1 else _all(held, group), *near]


def year(published: str | None) -> str:
    """The year of an ISO date, "undated" without one."""
    return published[:4] if published else "undated"


def letter(name: str) -> str:
    """The letter under which a name is listed: A-Z, else "other"."""
    first = name[:1].upper()
    return first if first.isascii() and first.isalpha() else "other"
