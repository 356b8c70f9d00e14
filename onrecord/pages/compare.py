"""Who speaks in which source, and what each source calls them: a matrix, by outlet when there are many sources."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from onrecord.dossier.zones import Behind
from onrecord.model import Entity, EntityKind, Page
from onrecord.pages import urls
from onrecord.pages.columns import COLUMNS, Columns, columns, each_source
from onrecord.pages.entities import TITLES, role_of
from onrecord.pages.entries import forms
from onrecord.pages.excerpt import flat
from onrecord.pages.frame import Frame
from onrecord.pages.indexes import Index, ground, listed, record_of
from onrecord.pages.totals import Tally
from onrecord.pages.value import Value
from onrecord.patterns import regex

WIDE = 24
"""Sources that are also laid out one by one, in narrow columns."""
ROWS = 15
"""Entities of one kind that are compared: who is quoted and named most."""
STROKES = 20
"""Quotes of a cell that are drawn as strokes; where one has more all are told in numbers."""
FORMS = 5
"""Forms of one name shown for one source, the commonest."""


class Cell(Value, frozen=True):
    """How often an entity is named in a column, and what it says there."""

    named: int
    tally: Tally


class Row(Value, frozen=True):
    """One entity over all columns."""

    entity: Entity
    href: str
    role: str
    cells: Sequence[Cell]


class Form(Value, frozen=True):
    """One form of a name; `only` when no other source has it, or no other outlet or year."""

    words: str
    number: int
    only: bool


class Names(Value, frozen=True):
    """What each column calls an entity, or a group of the curator's (which has no page)."""

    name: str
    href: str
    cells: Sequence[Sequence[Form]]


class Group(Value, frozen=True):
    """The rows of one kind."""

    title: str
    rows: Sequence[Row]


def pages(frame: Frame, look_ups: Index) -> Iterator[Page]:
    """The one page; none where there is nothing to hold against each other."""
    held = columns(look_ups)
    texts = [source.digests.record for source in look_ups.sources] if frame.groups else []
    made_of = ground(look_ups, "counts"), texts
    if len(held.shown) < 2 or frame.stays("compare", *made_of) or not frame.has("compare.html"):
        return
    kinds: tuple[EntityKind, ...] = ("person", "agency", "organization")
    most = {kind: _most(look_ups, kind) for kind in kinds}
    groups = _groups(look_ups, most, held)
    wide = each_source(look_ups) if COLUMNS < len(look_ups.sources) <= WIDE else None
    wide_groups = _groups(look_ups, most, wide) if wide else []
    named = [_grouped(look_ups, name, terms, held) for name, terms in frame.groups]
    named += [_named(look_ups, entity, held) for its in most.values() for entity in its]
    shown = wide.shown if wide else ()
    if not frame.wants("compare.html", held.each, held.shown, held.others, groups, shown, wide_groups, named):
        return
    yield frame.page(
        "compare.html",
        "compare.html",
        kind="compare",
        section="compare",
        each=held.each,
        columns=held.shown,
        others=held.others,
        groups=groups,
        strokes=max((cell.tally.total for g in groups for row in g.rows for cell in row.cells), default=0) <= STROKES,
        wide=shown,
        wide_groups=wide_groups,
        named=[one for one in named if sum(bool(cell) for cell in one.cells) > 1],
    )


def _groups(index: Index, most: Mapping[EntityKind, Sequence[Entity]], held: Columns) -> list[Group]:
    """Who is named or quoted in some column, by kind."""
    rows = {kind: [_row(index, entity, held) for entity in entities] for kind, entities in most.items()}
    found = {kind: [row for row in its if any(map(_tells, row.cells))] for kind, its in rows.items()}
    return [Group(TITLES[kind][1], its) for kind, its in found.items() if its]


def _tells(cell: Cell) -> bool:
    return bool(cell.named or cell.tally.total)


def _most(index: Index, kind: EntityKind) -> list[Entity]:
    found = listed(index, kind)
    found.sort(key=lambda entity: (-index.total[entity.id].said.total, -index.total[entity.id].named, entity.name))
    return found[:ROWS]


def _row(index: Index, entity: Entity, held: Columns) -> Row:
    found = [[0, 0, 0] for _ in held.shown]
    for source, share in index.held[entity.id]:
        cell = found[held.place[source.id]]
        cell[0], cell[1], cell[2] = cell[0] + share.named, cell[1] + share.direct, cell[2] + share.other
    cells = [Cell(named, Tally(direct, other)) for named, direct, other in found]
    return Row(entity, urls.entity(entity), role_of(index, entity), cells)


class _Uses:
    """Which words stand in each column how often, and in whose sources."""

    def __init__(self, held: Columns) -> None:
        self._held = held
        self._units: dict[str, set[tuple[str, str]]] = {}
        self.found: list[Counter[str]] = [Counter() for _ in held.shown]

    def add(self, source: str, words: str, number: int) -> None:
        """Note words of a source."""
        self.found[self._held.place[source]][words] += number
        self._units.setdefault(_even(words), set()).add(self._held.unit[source])

    def cells(self, ordered: Sequence[Sequence[tuple[str, int]]]) -> list[list[Form]]:
        """The commonest forms of every column; one that no other source uses (or outlet, or year) is marked."""
        return [[Form(words, n, len(self._units[_even(words)]) == 1) for words, n in its[:FORMS]] for its in ordered]


def _even(words: str) -> str:
    """Words by which `forms` takes two spellings for one."""
    return flat(words).casefold()


def _named(index: Index, entity: Entity, held: Columns) -> Names:
    uses = _Uses(held)
    for source, share in index.held[entity.id]:
        for words, number in share.forms:
            uses.add(source.id, words, number)
    return Names(entity.name, urls.entity(entity), uses.cells([forms(words) for words in uses.found]))


def _grouped(index: Index, name: str, terms: Sequence[str], held: Columns) -> Names:
    """How often each column uses each term of a group; of terms that overlap the longest counts."""
    longest = sorted(terms, key=lambda term: (-len(term), term))
    pattern = regex(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.I)
    spelled = {term.casefold(): term for term in terms}
    uses = _Uses(held)
    for source in index.sources:
        record = record_of(index, source)
        behind = Behind(record)
        used = (m.group().casefold() for m in pattern.finditer(record.source.text) if m.start() not in behind)
        for words, number in Counter(spelled.get(use, use) for use in used).items():
            uses.add(source.id, words, number)
    return Names(name, "", uses.cells([counts.most_common() for counts in uses.found]))
