"""What one source gives to the lists: its quotes and figures, and by entity what it said, what is said about it, where
it is named and which numbers it gave. Marks in a zone that stands back are in none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from msgspec import Struct

from onrecord.dossier.zones import Behind
from onrecord.model import Figure, Mention, Quote, Record


class Said(NamedTuple):
    """A quote and the record it stands in."""

    record: Record
    quote: Quote


class Named(NamedTuple):
    """A mention and the record it stands in."""

    record: Record
    mention: Mention


class Given(NamedTuple):
    """A figure and the record it stands in."""

    record: Record
    figure: Figure


class Lists(Struct, frozen=True, dict=True):
    """The marks of a source, each list in the order of the text."""

    record: Record
    quotes: list[Said]
    figures: list[Given]
    mentions: list[Mention]
    said: dict[str, list[Said]]
    """By entity: what it said, and what an unnamed spokesperson said for it (`quote.speaker_for`)."""
    about: dict[str, list[Said]]
    """By entity: what others said that names it."""
    given: dict[str, list[Given]]
    """By entity: the numbers it gave; dates are left out."""
    called: dict[str, list[Mention]]
    """By entity: where it stands by name or by a phrase; pronouns are left out."""

    @cached_property
    def named(self) -> dict[str, list[Named]]:
        """As `called`, with the record."""
        return {entity: [Named(self.record, mention) for mention in its] for entity, its in self.called.items()}


_start = attrgetter("start")


def _first_start(quote: Quote) -> int:
    return quote.spans[0].start


def lists(record: Record) -> Lists:
    """The lists of one source."""
    behind = Behind(record)
    mentions = behind.before(record.mentions, _start)
    quotes = [Said(record, quote) for quote in behind.before(record.quotes, _first_start)]
    figures = [Given(record, figure) for figure in behind.before(record.figures, _start)]
    called: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.form != "pronoun":
            called.setdefault(mention.entity, []).append(mention)
    by_giver: dict[str, list[Given]] = {}
    for given in figures:
        giver = given.figure.said_by
        if giver and given.figure.kind != "date":
            by_giver.setdefault(giver, []).append(given)
    by_speaker: dict[str, list[Said]] = {}
    about: dict[str, list[Said]] = {}
    starts = [mention.start for mention in mentions]
    for said in quotes:
        quote = said.quote
        voices = (quote.speaker, quote.speaker_for)
        for voice in dict.fromkeys(voices):
            if voice:
                by_speaker.setdefault(voice, []).append(said)
        for entity in dict.fromkeys(_named_in(quote, mentions, starts)):
            if entity not in voices:
                about.setdefault(entity, []).append(said)
    return Lists(record, quotes, figures, mentions, by_speaker, about, by_giver, called)


def _named_in(quote: Quote, mentions: list[Mention], starts: list[int]) -> Iterator[str]:
    """The entities that the words of a quote name."""
    for span in quote.spans:
        first = bisect_left(starts, span.start)
        for mention in mentions[first : bisect_left(starts, span.end, first)]:
            if mention.form != "pronoun":
                yield mention.entity
