"""The tables of `data/` in which every mark has a row: quotes, figures and mentions, each in one file or in parts.

A table of a large dossier is in parts by year, and a long year by month: a spreadsheet takes a million rows, and one
other mark writes one part anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import chain, groupby
from typing import Literal, get_args

from onrecord.dossier.gist import Gist
from onrecord.model import Page, Record
from onrecord.pages import urls
from onrecord.pages.excerpt import quote_words
from onrecord.pages.frame import Frame
from onrecord.pages.indexes import Index, once
from onrecord.pages.later import Later, Steps
from onrecord.pages.parts import stretches, year
from onrecord.pages.shelf import Opened
from onrecord.pages.spread import extent
from onrecord.pages.tables import table, word
from onrecord.pages.value import Value
from onrecord.recall import Recall

Name = Literal["quotes", "figures", "mentions"]
"""What a table is of, and the aspect of the gists that it is made of."""
NAMES: tuple[Name, ...] = get_args(Name)
WHOLE = 25_000
"""Rows up to which a table stays whole: some 5 MB of mentions, which every edit that moves a mark writes anew, and a
site that is kept in Git stores again."""
YEAR = 50_000
"""Rows up to which a year stays whole: a dozen years are told at a glance, a hundred months are not."""
CELLS_KEPT = 4096
_AT_ONCE = 8
"""About so many sources have their rows made together: an edit makes those of one such stretch."""
_SOURCE = ("source", "title", "outlet", "published")
_HEADS: dict[Name, tuple[str, ...]] = {
    "quotes": (
        *("permalink", *_SOURCE, "speaker", "speaker_id", "speaker_for", "form", "words"),
        *("cue", "confidence", "why"),
    ),
    "figures": (
        *("permalink", *_SOURCE, "kind", "words", "qualifier", "low", "high", "date", "unit", "of"),
        *("said_by", "said_by_id", "confidence", "why"),
    ),
    "mentions": ("permalink", *_SOURCE, "kind", "entity", "entity_id", "form", "words", "confidence", "why"),
}
_MONTH = len("2026-03")


class Sheet(Value, frozen=True):
    """A table, or a part of it."""

    name: Name
    part: str
    """The year or month of its sources (ISO), "undated", or "" for the whole table."""
    sources: Sequence[Gist]
    rows: int

    @property
    def path(self) -> str:
        """Where it lies."""
        return urls.table(self.name, self.part)


# ---------------------------------------------------------------- which files there are


def sheets(index: Index) -> dict[Name, list[Sheet]]:
    """The files of each table, the newest sources first."""
    years = list(_by(year, index.sources))
    return {name: _sheets(name, index.sources, years) for name in NAMES}


def in_parts(index: Index) -> frozenset[str]:
    """The tables that are in more than one file."""
    return frozenset([name for name, its in once(index, sheets).items() if len(its) > 1])


def _sheets(name: Name, sources: Sequence[Gist], by_year: Iterable[tuple[str, list[Gist]]]) -> list[Sheet]:
    years = [_sheet(name, part, its) for part, its in by_year]
    rows = sum(sheet.rows for sheet in years)
    if rows <= WHOLE:
        return [Sheet(name, "", sources, rows)]
    return [sheet for its in years for sheet in ([its] if its.rows <= YEAR else _months(its))]


def _months(sheet: Sheet) -> list[Sheet]:
    if sheet.part == year(None):
        return [sheet]
    return [_sheet(sheet.name, part, its) for part, its in _by(lambda day: day[:_MONTH], sheet.sources)]


def _by(part: Callable[[str], str], sources: Sequence[Gist]) -> Iterator[tuple[str, list[Gist]]]:
    """Sources in order of their dates by a part of these."""
    return ((name, list(its)) for name, its in groupby(sources, lambda source: part(source.published)))


def _sheet(name: Name, part: str, sources: Sequence[Gist]) -> Sheet:
    return Sheet(name, part, sources, sum(map(_COUNTS[name], sources)))


_COUNTS: dict[Name, Callable[[Gist], int]] = {
    "quotes": lambda source: source.marked.listed,
    "figures": lambda source: sum([number for _, number, _ in source.marked.kinds]),
    "mentions": lambda source: source.marked.standing,
}


# ---------------------------------------------------------------- what stands in them


def pages(frame: Frame, index: Index) -> Iterator[Later]:
    """All files of the three tables."""
    for its in once(index, sheets).values():
        for sheet in its:
            place = min((index.place[source.id] for source in sheet.sources), default=0)
            aspects = [(getattr(source.digests, sheet.name), index.around[source.id]) for source in sheet.sources]
            if frame.stays(sheet.path, aspects) or not frame.has_at(place):
                continue
            if frame.changed(sheet.path, [index.printed[source.id] for source in sheet.sources]):
                yield Later(place, partial(_page, sheet, index, frame.settings.address, frame.recall))


def _page(sheet: Sheet, index: Index, address: str, recall: Recall) -> Steps:
    """A table, stretch by stretch of its sources; the rows of stretches that did not change are recalled."""
    names, found = _Names(index).__getitem__, []  # (a subscript would go a long way round to the same)

    def make(sources: Sequence[Gist]) -> memoryview:
        rows = (_ROWS[sheet.name](index.shelf[source.id], names, address) for source in sources)
        return memoryview(b"".join([row.encode() for row in chain.from_iterable(rows)]))  # most rows alone are ASCII

    for sources in stretches(sheet.sources, _AT_ONCE):
        yield index.place[sources[-1].id]
        made_of = address, [index.printed[source.id] for source in sources]
        found.append(recall(f"rows of {sheet.name}", made_of, memoryview, partial(make, sources)))
    return Page(sheet.path, table(_HEADS[sheet.name], found))


Named = Callable[[str | None], str]
"""Gives the cells of an entity: its name and its id."""


class _Names(dict[str | None, str]):
    """By entity: the cells of its name and its id."""

    def __init__(self, index: Index) -> None:
        super().__init__()
        self._entities = index.entity
        self[None] = ","

    def __missing__(self, name: str | None) -> str:
        entity = self._entities.get(name or "")
        made = self[name] = f"{word(entity.name) if entity else ''},{word(name)}"
        return made


@lru_cache(CELLS_KEPT)
def _number(value: float) -> str:
    return f"{value:.12g}"


_known = lru_cache(CELLS_KEPT)(word)
"""A cell that many rows have."""


@lru_cache(CELLS_KEPT)
def _phrase(words: str) -> str:
    """A cell for a few words of a source, on one line."""
    return word(" ".join(words.split()))


@lru_cache(CELLS_KEPT)
def _sure(confidence: float, why: str) -> str:
    """How a row ends: how sure a mark is, and by which rule."""
    return f"{_number(confidence)},{word(why)}\r\n"


def _source(record: Record, address: str) -> tuple[str, str]:
    """How the address of a mark in a source begins, and the cells that all its rows have, between commas.

    (What ends the address is the mark's id, a hash that no table needs to quote.)
    """
    source = record.source
    known = source.metadata
    cells = ",".join(map(word, (source.id, known.title, known.outlet, known.published)))
    return word(f"{address}{urls.source(source.id)}#"), f",{cells},"


def _quotes(opened: Opened, names: Named, address: str) -> Iterator[str]:
    (place, source), text = _source(opened.record, address), opened.record.source.text
    for said in opened.lists.quotes:
        quote = said.quote
        cue = _known(text[quote.cue.start : quote.cue.end]) if quote.cue else ""
        body = names(quote.speaker_for).rpartition(",")[0]
        yield (
            f"{place}{quote.id}{source}{names(quote.speaker)},{body},{quote.form},{word(quote_words(text, quote))},"
            f"{cue},{_sure(quote.confidence, quote.why)}"
        )


def _figures(opened: Opened, names: Named, address: str) -> Iterator[str]:
    (place, source), text = _source(opened.record, address), opened.record.source.text
    for given in opened.lists.figures:
        figure = given.figure
        reach = extent(figure)
        numbers = f"{_number(reach[0])},{_number(reach[1])}" if reach else ","
        date = word(figure.value) if isinstance(figure.value, str) else ""
        yield (
            f"{place}{figure.id}{source}{figure.kind},{_phrase(text[figure.start : figure.end])},"
            f"{_known(figure.qualifier)},{numbers},{date},{_known(figure.unit)},{_known(figure.of)},"
            f"{names(figure.said_by)},{_sure(figure.confidence, figure.why)}"
        )


def _mentions(opened: Opened, names: Named, address: str) -> Iterator[str]:
    (place, source), text = _source(opened.record, address), opened.record.source.text
    for mention in opened.lists.mentions:
        yield (
            f"{place}{mention.id}{source}{mention.kind},{names(mention.entity)},{mention.form},"
            f"{_phrase(text[mention.start : mention.end])},{_sure(mention.confidence, mention.why)}"
        )


_ROWS: dict[Name, Callable[[Opened, Named, str], Iterator[str]]] = {
    "quotes": _quotes,
    "figures": _figures,
    "mentions": _mentions,
}
