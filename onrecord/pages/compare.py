"""Who speaks in which source, and what each source calls them: a matrix, by outlet when there are many sources."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.model import Entity, EntityKind, Page, Record
from onrecord.pages import urls
from onrecord.pages.entities import TITLES, role_of
from onrecord.pages.entries import Tally, forms, tally
from onrecord.pages.frame import Frame
from onrecord.pages.indexes import Behind, Index, listed
from onrecord.pages.words import outlet

COLUMNS = 6
"""Columns that can be read beside each other; with more sources a column is an outlet."""
ROWS = 15
"""Entities of one kind that are compared: who is quoted and named most."""
FORMS = 5
"""Forms of one name shown for one source, the commonest."""


class Column(NamedTuple):
    """A source, or all sources of an outlet."""

    name: str
    about: str
    """The date of publication (ISO), or how many sources."""
    href: str
    """The source's page; "" for an outlet."""


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
        records = sorted(index.records, key=lambda record: record.source.metadata.published or "9999")
        return [_source(record) for record in records], {r.source.id: n for n, r in enumerate(records)}
    outlets = Counter(record.source.metadata.outlet for record in index.records if record.source.metadata.outlet)
    names = {name: number for number, (name, _) in enumerate(outlets.most_common(COLUMNS))}
    held = {
        record.source.id: names[record.source.metadata.outlet or ""]
        for record in index.records
        if record.source.metadata.outlet in names
    }
    return [Column(name, f"{outlets[name]:,}", "") for name in names], held


def pages(frame: Frame, look_ups: Index) -> Iterator[Page]:
    """The one page; none where there is nothing to hold against each other."""
    shown, of = columns(look_ups)
    if len(shown) < 2 or not frame.wants("compare.html"):
        return
    kinds: tuple[EntityKind, ...] = ("person", "agency", "organization")
    most = {kind: _most(look_ups, kind) for kind in kinds}
    groups = [
        Group(TITLES[kind][1], [_row(look_ups, entity, len(shown), of) for entity in held])
        for kind, held in most.items()
        if held
    ]
    named = [_grouped(look_ups, name, terms, len(shown), of) for name, terms in frame.groups]
    named += [_named(look_ups, entity, len(shown), of) for held in most.values() for entity in held]
    yield frame.page(
        "compare.html",
        "compare.html",
        kind="compare",
        section="compare",
        columns=shown,
        groups=groups,
        named=[one for one in named if sum(bool(cell) for cell in one.cells) > 1],
    )


def _source(record: Record) -> Column:
    source = record.source
    return Column(outlet(source), source.metadata.published or "", urls.source(source.id))


def _most(index: Index, kind: EntityKind) -> list[Entity]:
    found = listed(index, kind)
    found.sort(key=lambda entity: (-len(index.said[entity.id]), -len(index.named[entity.id]), entity.name))
    return found[:ROWS]


def _row(index: Index, entity: Entity, width: int, of: dict[str, int]) -> Row:
    named = Counter(of[item.record.source.id] for item in index.named[entity.id] if item.record.source.id in of)
    said = [[s for s in index.said[entity.id] if of.get(s.record.source.id) == number] for number in range(width)]
    cells = [Cell(named[number], tally(quotes)) for number, quotes in enumerate(said)]
    return Row(entity, urls.entity(entity), role_of(index, entity), cells)


def _named(index: Index, entity: Entity, width: int, of: dict[str, int]) -> Names:
    named = index.named[entity.id]
    held = [forms([one for one in named if of.get(one.record.source.id) == number]) for number in range(width)]
    return Names(entity.name, urls.entity(entity), _cells(held))


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
