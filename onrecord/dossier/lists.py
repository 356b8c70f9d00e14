"""What one source gives to the lists: its quotes and figures, and by entity what it said, what is said about it, where
it is named and which numbers it gave. Marks in a zone that stands back are in none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from operator import attrgetter

from msgspec import Struct

from onrecord.dossier.zones import Behind
from onrecord.model import Figure, FigureKind, Mention, Quote, Record


class Said(Struct, frozen=True, gc=False):
    """A quote and the record it stands in."""

    record: Record
    quote: Quote


class Given(Struct, frozen=True, gc=False):
    """A figure and the record it stands in."""

    record: Record
    figure: Figure


class Lists:
    """The marks of a source, each list in the order of the text and made when it is first asked for."""

    def __init__(self, record: Record) -> None:
        self.record, self._behind = record, Behind(record)

    @cached_property
    def quotes(self) -> list[Said]:
        """All quotes."""
        record = self.record
        return [Said(record, quote) for quote in self._behind.before(record.quotes, _first_start)]

    @cached_property
    def figures(self) -> list[Given]:
        """All figures, dates among them."""
        record = self.record
        return [Given(record, figure) for figure in self._behind.before(record.figures, _start)]

    @cached_property
    def counted(self) -> dict[FigureKind, list[Given]]:
        """By kind: the figures."""
        found: dict[FigureKind, list[Given]] = {}
        for given in self.figures:
            found.setdefault(given.figure.kind, []).append(given)
        return found

    @cached_property
    def mentions(self) -> list[Mention]:
        """All mentions, by pronouns too."""
        return self._behind.before(self.record.mentions, _start)

    @cached_property
    def said(self) -> dict[str, list[Said]]:
        """By entity: what it said, and what an unnamed spokesperson said for it (`quote.speaker_for`)."""
        found: dict[str, list[Said]] = {}
        for said in self.quotes:
            speaker, body = said.quote.speaker, said.quote.speaker_for
            if speaker:
                found.setdefault(speaker, []).append(said)
            if body and body != speaker:
                found.setdefault(body, []).append(said)
        return found

    @cached_property
    def about(self) -> dict[str, list[Said]]:
        """By entity: what others said that names it."""
        found: dict[str, list[Said]] = {}
        mentions = self.mentions
        starts = [mention.start for mention in mentions]
        for said in self.quotes:
            quote = said.quote
            for entity in dict.fromkeys(_named_in(quote, mentions, starts)):
                if entity not in (quote.speaker, quote.speaker_for):
                    found.setdefault(entity, []).append(said)
        return found

    @cached_property
    def given(self) -> dict[str, list[Given]]:
        """By entity: the numbers it gave; dates are left out."""
        found: dict[str, list[Given]] = {}
        for given in self.figures:
            giver = given.figure.said_by
            if giver and given.figure.kind != "date":
                found.setdefault(giver, []).append(given)
        return found

    @cached_property
    def called(self) -> dict[str, list[Mention]]:
        """By entity: where it stands by name or by a phrase; pronouns are left out."""
        found: dict[str, list[Mention]] = {}
        for mention in self.mentions:
            if mention.form != "pronoun":
                found.setdefault(mention.entity, []).append(mention)
        return found


_start = attrgetter("start")


def _first_start(quote: Quote) -> int:
    return quote.spans[0].start


def _named_in(quote: Quote, mentions: list[Mention], starts: list[int]) -> Iterator[str]:
    """The entities that the words of a quote name."""
    for span in quote.spans:
        first = bisect_left(starts, span.start)
        for mention in mentions[first : bisect_left(starts, span.end, first)]:
            if mention.form != "pronoun":
                yield mention.entity
