"""Who speaks in which source, and what each source calls them: a matrix, by outlet when there are many sources."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from onrecord.model import Entity, EntityKind, Page, Record
from onrecord.pages import urls
from onrecord.pages.entities import TITLES, role_of
from onrecord.pages.entries import Tally, forms, tally
from onrecord.pages.frame import Frame
from onrecord.pages.indexes import Behind, Index, Named, Said, everything, listed, once
from onrecord.pages.words import outlet

COLUMNS = 6
"""Columns that can be read beside each other; with more sources a column is an outlet, or a year."""
WIDE = 24
"""Sources that are also laid out one by one, in narrow columns."""
ROWS = 15
"""Entities of one kind that are compared: who is quoted and named most."""
STROKES = 20
"""Quotes of a cell that are drawn as strokes; where one has more all are told in numbers."""
FORMS = 5
"""Forms of one name shown for one source, the commonest."""


class Column(NamedTuple):
    """A source, or all sources of an outlet."""

    name: str
    about: str
    """The date of publication (ISO), or how many sources."""
    href: str
    """The source's page; "" for an outlet or a year."""


class Cell(NamedTuple):
    """How often an entity is named in a column, and what it says there."""

    named: int
    tally: Tally


class Row(NamedTuple):
    """One entity over all columns."""

    entity: Entity
    href: str
    role: str
    cells: Sequence[Cell]


class Form(NamedTuple):
    """One form of a name; `only` when no other column has it."""

    words: str
    number: int
    only: bool


class Names(NamedTuple):
    """What each column calls an entity, or a group of the curator's (which has no page)."""

    name: str
    href: str
    cells: Sequence[Sequence[Form]]


class Group(NamedTuple):
    """The rows of one kind."""

    title: str
    rows: Sequence[Row]


def columns(index: Index) -> tuple[list[Column], dict[str, int]]:
    """The columns, and for each source that is in one the number of its column."""
    if len(index.records) <= COLUMNS:
        return _each(index)
    outlets = {record.source.id: record.source.metadata.outlet or "" for record in index.records}
    if len({name for name in outlets.values() if name}) > 1:
        return _together(outlets)
    dates = {record.source.id: (record.source.metadata.published or "")[:4] for record in index.records}
    found, held = _together(dates)
    order = sorted(range(len(found)), key=lambda number: found[number].name)
    return [found[number] for number in order], {source: order.index(number) for source, number in held.items()}


def _each(index: Index) -> tuple[list[Column], dict[str, int]]:
    records = sorted(index.records, key=lambda record: record.source.metadata.published or "9999")
    return [_source(record) for record in records], {r.source.id: n for n, r in enumerate(records)}


def _together(names: Mapping[str, str]) -> tuple[list[Column], dict[str, int]]:
    """A column for each of the names that most sources have; "" is none."""
    sizes = Counter(name for name in names.values() if name)
    numbers = {name: number for number, (name, _) in enumerate(sizes.most_common(COLUMNS))}
    held = {source: numbers[name] for source, name in names.items() if name in numbers}
    return [Column(name, f"{sizes[name]:,}", "") for name in numbers], held


def pages(frame: Frame, look_ups: Index) -> Iterator[Page]:
    """The one page; none where there is nothing to hold against each other."""
    shown, of = columns(look_ups)
    if len(shown) < 2 or not frame.wants("compare.html", once(look_ups, everything)):
        return
    kinds: tuple[EntityKind, ...] = ("person", "agency", "organization")
    most = {kind: _most(look_ups, kind) for kind in kinds}
    groups = _groups(look_ups, most, shown, of)
    wide, place = _each(look_ups) if COLUMNS < len(look_ups.records) <= WIDE else ([], {})
    named = [_grouped(look_ups, name, terms, len(shown), of) for name, terms in frame.groups]
    named += [_named(look_ups, entity, len(shown), of) for held in most.values() for entity in held]
    yield frame.page(
        "compare.html",
        "compare.html",
        kind="compare",
        section="compare",
        columns=shown,
        groups=groups,
        strokes=max((cell.tally.total for g in groups for row in g.rows for cell in row.cells), default=0) <= STROKES,
        wide=wide,
        wide_groups=_groups(look_ups, most, wide, place) if wide else (),
        named=[one for one in named if sum(bool(cell) for cell in one.cells) > 1],
    )


def _groups(
    index: Index, most: Mapping[EntityKind, Sequence[Entity]], columns: Sequence[Column], of: dict[str, int]
) -> list[Group]:
    return [
        Group(TITLES[kind][1], [_row(index, entity, len(columns), of) for entity in held])
        for kind, held in most.items()
        if held
    ]


def _source(record: Record) -> Column:
    source = record.source
    return Column(outlet(source), source.metadata.published or "", urls.source(source.id))


def _most(index: Index, kind: EntityKind) -> list[Entity]:
    found = listed(index, kind)
    found.sort(key=lambda entity: (-len(index.said[entity.id]), -len(index.named[entity.id]), entity.name))
    return found[:ROWS]


def _row(index: Index, entity: Entity, width: int, of: dict[str, int]) -> Row:
    named = Counter(of[item.record.source.id] for item in index.named[entity.id] if item.record.source.id in of)
    said: list[list[Said]] = [[] for _ in range(width)]
    for one in index.said[entity.id]:
        if one.record.source.id in of:
            said[of[one.record.source.id]].append(one)
    cells = [Cell(named[number], tally(quotes)) for number, quotes in enumerate(said)]
    return Row(entity, urls.entity(entity), role_of(index, entity), cells)


def _named(index: Index, entity: Entity, width: int, of: dict[str, int]) -> Names:
    named = index.named[entity.id]
    held: list[list[Named]] = [[] for _ in range(width)]
    for one in named:
        if one.record.source.id in of:
            held[of[one.record.source.id]].append(one)
    return Names(entity.name, urls.entity(entity), _cells([forms(mentions) for mentions in held]))


def _cells(held: Sequence[Sequence[tuple[str, int]]]) -> list[list[Form]]:
    """The commonest forms of every column; a form that stands in one column only is marked."""
    users = Counter(words.casefold() for found in held for words, _ in found)
    return [[Form(words, n, users[words.casefold()] == 1) for words, n in found[:FORMS]] for found in held]


def _grouped(index: Index, name: str, terms: Sequence[str], width: int, of: dict[str, int]) -> Names:
    """How often each column uses each term of a group; of terms that overlap the longest counts."""
    longest = sorted(terms, key=lambda term: (-len(term), term))
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.I)
    spelled = {term.casefold(): term for term in terms}
    found: list[Counter[str]] = [Counter() for _ in range(width)]
    for record in index.records:
        if record.source.id in of:
            behind = Behind(record)
            uses = (m.group().casefold() for m in pattern.finditer(record.source.text) if m.start() not in behind)
            found[of[record.source.id]].update(spelled.get(use, use) for use in uses)
    return Names(name, "", _cells([counts.most_common() for counts in found]))
