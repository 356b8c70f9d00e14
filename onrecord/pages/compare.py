"""Who speaks in which source, and what each source calls them: a matrix, by outlet when there are many sources."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from onrecord.dossier.gist import Gist
from onrecord.dossier.zones import Behind
from onrecord.model import Entity, EntityKind, Page
from onrecord.pages import urls
from onrecord.pages.entities import TITLES, role_of
from onrecord.pages.entries import forms
from onrecord.pages.frame import Frame
from onrecord.pages.indexes import Index, ground, listed, record_of
from onrecord.pages.totals import Tally
from onrecord.pages.value import Value
from onrecord.patterns import regex

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


class Column(Value, frozen=True):
    """A source, or all sources of an outlet."""

    name: str
    about: str
    """The date of publication (ISO), or how many sources."""
    href: str
    """The source's page; "" for an outlet or a year."""


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
    """One form of a name; `only` when no other column has it."""

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


def columns(index: Index) -> tuple[list[Column], dict[str, int]]:
    """The columns, and for each source that is in one the number of its column."""
    if len(index.sources) <= COLUMNS:
        return _each(index)
    outlets = {source.id: source.metadata.outlet or "" for source in index.sources}
    if len({name for name in outlets.values() if name}) > 1:
        return _together(outlets)
    dates = {source.id: source.published[:4] for source in index.sources}
    found, held = _together(dates)
    order = sorted(range(len(found)), key=lambda number: found[number].name)
    return [found[number] for number in order], {source: order.index(number) for source, number in held.items()}


def _each(index: Index) -> tuple[list[Column], dict[str, int]]:
    sources = sorted(index.sources, key=lambda source: source.published or "9999")
    return [_source(source) for source in sources], {source.id: n for n, source in enumerate(sources)}


def _together(names: Mapping[str, str]) -> tuple[list[Column], dict[str, int]]:
    """A column for each of the names that most sources have; "" is none."""
    sizes = Counter(name for name in names.values() if name)
    numbers = {name: number for number, (name, _) in enumerate(sizes.most_common(COLUMNS))}
    held = {source: numbers[name] for source, name in names.items() if name in numbers}
    return [Column(name, f"{sizes[name]:,}", "") for name in numbers], held


def pages(frame: Frame, look_ups: Index) -> Iterator[Page]:
    """The one page; none where there is nothing to hold against each other."""
    shown, of = columns(look_ups)
    texts = [source.digests.record for source in look_ups.sources] if frame.groups else []
    if len(shown) < 2 or frame.stays("compare", ground(look_ups, "counts"), texts) or not frame.has("compare.html"):
        return
    kinds: tuple[EntityKind, ...] = ("person", "agency", "organization")
    most = {kind: _most(look_ups, kind) for kind in kinds}
    groups = _groups(look_ups, most, shown, of)
    wide, place = _each(look_ups) if COLUMNS < len(look_ups.sources) <= WIDE else ([], {})
    named = [_grouped(look_ups, name, terms, len(shown), of) for name, terms in frame.groups]
    named += [_named(look_ups, entity, len(shown), of) for held in most.values() for entity in held]
    wide_groups = _groups(look_ups, most, wide, place) if wide else ()
    if not frame.wants("compare.html", shown, groups, wide, wide_groups, named):
        return
    yield frame.page(
        "compare.html",
        "compare.html",
        kind="compare",
        section="compare",
        columns=shown,
        groups=groups,
        strokes=max((cell.tally.total for g in groups for row in g.rows for cell in row.cells), default=0) <= STROKES,
        wide=wide,
        wide_groups=wide_groups,
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


def _source(source: Gist) -> Column:
    return Column(source.outlet, source.published, urls.source(source.id))


def _most(index: Index, kind: EntityKind) -> list[Entity]:
    found = listed(index, kind)
    found.sort(key=lambda entity: (-index.total[entity.id].said.total, -index.total[entity.id].named, entity.name))
    return found[:ROWS]


def _row(index: Index, entity: Entity, width: int, of: dict[str, int]) -> Row:
    found = [[0, 0, 0] for _ in range(width)]
    for source, share in index.held[entity.id]:
        if source.id in of:
            cell = found[of[source.id]]
            cell[0], cell[1], cell[2] = cell[0] + share.named, cell[1] + share.direct, cell[2] + share.other
    cells = [Cell(named, Tally(direct, other)) for named, direct, other in found]
    return Row(entity, urls.entity(entity), role_of(index, entity), cells)


def _named(index: Index, entity: Entity, width: int, of: dict[str, int]) -> Names:
    found: list[Counter[str]] = [Counter() for _ in range(width)]
    for source, share in index.held[entity.id]:
        if source.id in of:
            for words, number in share.forms:
                found[of[source.id]][words] += number
    return Names(entity.name, urls.entity(entity), _cells([forms(words) for words in found]))


def _cells(held: Sequence[Sequence[tuple[str, int]]]) -> list[list[Form]]:
    """The commonest forms of every column; a form that stands in one column only is marked."""
    users = Counter(words.casefold() for found in held for words, _ in found)
    return [[Form(words, n, users[words.casefold()] == 1) for words, n in found[:FORMS]] for found in held]


def _grouped(index: Index, name: str, terms: Sequence[str], width: int, of: dict[str, int]) -> Names:
    """How often each column uses each term of a group; of terms that overlap the longest counts."""
    longest = sorted(terms, key=lambda term: (-len(term), term))
    pattern = regex(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.I)
    spelled = {term.casefold(): term for term in terms}
    found: list[Counter[str]] = [Counter() for _ in range(width)]
    for source in index.sources:
        if source.id in of:
            record = record_of(index, source)
            behind = Behind(record)
            uses = (m.group().casefold() for m in pattern.finditer(record.source.text) if m.start() not in behind)
            found[of[source.id]].update(spelled.get(use, use) for use in uses)
    return Names(name, "", _cells([counts.most_common() for counts in found]))
