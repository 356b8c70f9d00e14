"""What a list can be narrowed by: the values its rows have, with counts; the narrowing itself is a script's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from onrecord.model import Entity, Source
from onrecord.pages.parts import year
from onrecord.pages.words import heading

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


def facet(name: str, label: str, values: Iterable[tuple[str, str]]) -> Facet:
    """A facet over (value, label) of every row, the commonest value first."""
    found = Counter(values).most_common(CHOICES)
    return Facet(name, label, [Choice(value, words, number) for (value, words), number in found])


def who(entities: Iterable[Entity | None], label: str, nobody: str) -> Facet:
    """By speaker; `nobody` is what rows without one are called."""
    return facet("who", label, ((one.id, one.name) if one else (NONE, nobody) for one in entities))


def of_sources(sources: Sequence[Source]) -> list[Facet]:
    """By outlet, by source and by year, as far as they tell the rows apart; many sources are told by outlet alone."""
    outlets = facet("outlet", "Outlet", ((s.metadata.outlet or NONE, s.metadata.outlet or "unknown") for s in sources))
    single = facet("source", "Source", ((s.id, heading(s).text) for s in sources))
    years = facet("year", "Year", ((year(s.metadata.published),) * 2 for s in sources))
    several = len(outlets.choices) < len(single.choices) < CHOICES
    return [outlets, *([single] if several else []), years._replace(choices=sorted(years.choices, reverse=True))]


def offered(facets: Iterable[Facet]) -> list[Facet]:
    """Those that leave a choice."""
    return [one for one in facets if len(one.choices) > 1]
