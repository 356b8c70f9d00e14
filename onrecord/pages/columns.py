"""The columns in which sources are compared: one for each source while they are few, else by outlet or by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from onrecord.dossier.gist import Gist
from onrecord.pages import urls
from onrecord.pages.frame import count, day
from onrecord.pages.indexes import Index
from onrecord.pages.value import Value

COLUMNS = 6
"""Columns that can be read beside each other; with more sources a column is an outlet, or a year."""
TOLD = 3
"""Outlets or years without a column that are told by name."""

Each = Literal["source", "outlet", "year"]
"""What a column has."""


class Column(Value, frozen=True):
    """A source, or all sources of an outlet or a year, or all that are in no other column."""

    name: str
    about: str
    """The date of publication, or how many sources."""
    href: str = ""
    """The source's page."""


class Columns(Value, frozen=True):
    """Where each source stands; none where there is nothing to hold against each other."""

    each: Each
    shown: Sequence[Column]
    place: Mapping[str, int]
    """By source: its column."""
    unit: Mapping[str, tuple[str, str]]
    """By source: its outlet or its year; a source without one, or with a column to itself, is one of its own."""
    others: str = ""
    """What the last column has, where that is more than its name says."""


def columns(index: Index) -> Columns:
    """By outlet where sources are many and have several, else by year."""
    if len(index.sources) <= COLUMNS:
        return each_source(index)
    outlets = {source.id: source.metadata.outlet or "" for source in index.sources}
    if len({name for name in outlets.values() if name}) > 1:
        return _together("outlet", outlets)
    return _together("year", {source.id: source.published[:4] for source in index.sources})


def each_source(index: Index) -> Columns:
    """A column for each source, in the order of publication."""
    sources = sorted(index.sources, key=lambda source: source.published or "9999")
    place = {source.id: n for n, source in enumerate(sources)}
    return Columns("source", [_column(source) for source in sources], place, {name: ("", name) for name in place})


def _column(source: Gist) -> Column:
    return Column(source.outlet, day(source.published) or "undated", urls.source(source.id))


def _together(each: Each, names: Mapping[str, str]) -> Columns:
    """A column for each of the names that most sources have, and one for all other sources; "" is no name."""
    sizes = Counter(name for name in names.values() if name)
    if len(sizes) < 2:
        return Columns(each, (), {}, {})
    ordered = [name for name, _ in sizes.most_common()]
    lacking = len(names) - sizes.total()
    one_more = len(ordered) == COLUMNS + 1 and not lacking  # it has a column to itself
    cut = COLUMNS + one_more
    own, left = ordered[:cut], ordered[cut:]
    if each == "year":
        own.sort()
    places = {name: number for number, name in enumerate(own)}
    shown = [Column(name, count(sizes[name], "source")) for name in own]
    others = ""
    if left or lacking:
        alone = "Undated" if each == "year" else "Outlet not known"
        number = lacking + sum(sizes[name] for name in left)
        shown.append(Column("All others" if left else alone, count(number, "source")))
        others = _told(each, left, lacking) if left else ""
    place = {source: places.get(name, len(own)) for source, name in names.items()}
    unit = {source: (name, "" if name else source) for source, name in names.items()}
    return Columns(each, shown, place, unit, others)


def _told(each: Each, names: Sequence[str], lacking: int) -> str:
    """What has no column of its own: "The Post, 2 more outlets and 1 undated source"."""
    parts = [*names[:TOLD]]
    if len(names) > TOLD:
        parts.append(count(len(names) - TOLD, f"more {each}"))
    if lacking and each == "year":
        parts.append(count(lacking, "undated source"))
    elif lacking:
        parts.append(count(lacking, "source of no known outlet", "sources of no known outlet"))
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)
