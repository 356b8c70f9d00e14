"""What the lists say of quotes and mentions: counts, forms, credits, and the order in which they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from onrecord.model import Source
from onrecord.pages import urls
from onrecord.pages.excerpt import flat
from onrecord.pages.frame import day
from onrecord.pages.indexes import Index, Named, Said
from onrecord.pages.parts import Order, Part, year
from onrecord.pages.words import heading, outlet


class Credit(NamedTuple):
    """What the lists say of a source beside each of its marks."""

    href: str
    outlet: str
    unnamed: bool
    published: str
    day: str


class Tally(NamedTuple):
    """How many quotes, verbatim and paraphrased (or partly quoted)."""

    direct: int
    other: int

    @property
    def total(self) -> int:
        """All quotes."""
        return self.direct + self.other


def place(source: Source, annotation: str) -> str:
    """The address of a mark in its source."""
    return f"{urls.source(source.id)}#{annotation}"


def tally(quotes: Iterable[Said]) -> Tally:
    """Quotes counted by form."""
    forms = [said.quote.form for said in quotes]
    direct = forms.count("direct")
    return Tally(direct, len(forms) - direct)


def forms(named: Iterable[Named]) -> list[tuple[str, int]]:
    """The forms that mentions have, with counts, the commonest first; large and small letters are one form."""
    words = Counter(item.record.source.text[item.mention.start : item.mention.end] for item in named)
    evened: Counter[str] = Counter()
    for form, number in words.items():
        evened[flat(form)] += number
    merged: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for form, number in evened.most_common():
        merged[form.casefold()] += number
        shown.setdefault(form.casefold(), form)
    return [(shown[key], number) for key, number in merged.most_common()]


def credits_of(index: Index) -> Mapping[str, Credit]:
    """The credit of every source, by id."""
    return {
        record.source.id: Credit(
            urls.source(record.source.id),
            outlet(record.source),
            not record.source.metadata.outlet,
            record.source.metadata.published or "",
            day(record.source.metadata.published),
        )
        for record in index.records
    }


def _title(item: Said | Named) -> str:
    return heading(item.record.source).text


BY_YEAR: Order[Any] = Order(
    group=lambda item: year(item.record.source.metadata.published),
    key=lambda item: item.record.source.id,
    name=lambda item: item.record.source.metadata.published or "",
    title=_title,
    dated=True,
    newest_first=True,
)
"""Quotes or mentions, the newest source first."""


def inputs(index: Index, part: Part[Any]) -> tuple[list[tuple[bytes, int]], int]:
    """What stands on a part of a list whose keys are sources."""
    return [(index.shown[source], number) for source, number in part.keys], part.before
