"""What a list can be narrowed by: the values its rows have, with counts; the narrowing itself is a script's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from onrecord.pages.indexes import Index
from onrecord.pages.parts import year

FACETS_FROM = 4
"""With fewer sources a whole ledger is read faster than it is narrowed."""
CHOICES = 40
"""Values of one facet that can be chosen, the commonest."""
NONE = "-"
"""Stands in rows and choices for what is not known."""


class Choice(NamedTuple):
    """One value to narrow a list by."""

    value: str
    label: str
    number: int


class Facet(NamedTuple):
    """What a list can be narrowed by."""

    name: str
    label: str
    choices: Sequence[Choice]


def facet(name: str, label: str, values: Counter[str], words: Callable[[str], str]) -> Facet:
    """A facet over the values of the rows, the commonest first; `words` says what a value is called."""
    found = values.most_common(CHOICES)
    return Facet(name, label, [Choice(value, words(value), number) for value, number in found])


def who(index: Index, ids: Iterable[str | None], label: str, nobody: str) -> Facet:
    """By speaker; `nobody` is what rows without one are called."""
    values: Counter[str] = Counter()
    for one, number in Counter(ids).items():
        values[one if one and one in index.entity else NONE] += number
    return facet("who", label, values, lambda one: _name(index, one) or nobody)


def _name(index: Index, one: str) -> str:
    return index.entity[one].name if one in index.entity else ""


def of_sources(index: Index, ids: Sequence[str]) -> list[Facet]:
    """By outlet, by source and by year, as far as they tell the rows apart; many sources are told by outlet alone."""
    rows, told, dated = Counter(ids), Counter[str](), Counter[str]()
    for one, number in rows.items():
        known = index.source[one].metadata
        told[known.outlet or NONE] += number
        dated[year(known.published)] += number
    outlets = facet("outlet", "Outlet", told, lambda one: "unknown" if one == NONE else one)
    years = facet("year", "Year", dated, str)
    several = len(outlets.choices) < len(rows) < CHOICES
    single = [facet("source", "Source", rows, lambda one: index.source[one].title.text)] if several else []
    return [outlets, *single, years._replace(choices=sorted(years.choices, reverse=True))]


def offered(facets: Iterable[Facet]) -> list[Facet]:
    """Those that leave a choice."""
    return [one for one in facets if len(one.choices) > 1]
