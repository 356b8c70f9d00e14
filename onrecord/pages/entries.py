"""A quote as the ledgers show it: who, where, when, in which form, with the sentence around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from onrecord.model import Entity, Quote, Source
from onrecord.pages import urls
from onrecord.pages.excerpt import Line, Run, flat, line, quote_runs
from onrecord.pages.indexes import Index, Named, Said
from onrecord.pages.speech import UNSURE, speaker
from onrecord.pages.words import FORMS, outlet


class Entry(NamedTuple):
    """A quote in a list. Addresses count from the site's root."""

    href: str
    source: Source
    outlet: str
    published: str
    runs: tuple[Run, ...]
    form: str
    """`direct`, `indirect` or `mixed`."""
    note: str
    """The form in words, and what else there is to say of it."""
    speaker: Entity | None
    body: Entity | None
    """For whom an unnamed spokesperson speaks."""
    label: str
    """Who speaks, in words, also where it is no entity: "the directive", "speaker uncertain"."""
    doubt: bool
    same: int
    """How many other sources have the same words; 0 when none."""
    same_href: str


class Row(NamedTuple):
    """A mention in a list."""

    href: str
    outlet: str
    published: str
    line: Line


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
    words = Counter(flat(item.record.source.text[item.mention.start : item.mention.end]) for item in named)
    merged: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for form, number in words.most_common():
        merged[form.casefold()] += number
        shown.setdefault(form.casefold(), form)
    return [(shown[key], number) for key, number in merged.most_common()]


def entry(index: Index, said: Said) -> Entry:
    """One quote, ready for a list."""
    record, quote = said
    source = record.source
    repeat = index.repeat.get((source.id, quote.id))
    who, doubt = speaker(record, quote, index.entity), quote.confidence < max(UNSURE, index.minimum)
    return Entry(
        place(source, quote.id),
        source,
        outlet(source),
        source.metadata.published or "",
        quote_runs(source.text, quote),
        quote.form,
        note(index, quote),
        index.entity.get(quote.speaker or ""),
        index.entity.get(quote.speaker_for or "") if not quote.speaker else None,
        who.label if who.known else "speaker uncertain" if doubt else "not attributed",
        doubt,
        index.echoes.get((source.id, quote.id), 0),
        f"quotes/index.html#same-{repeat.quotes[0][1]}" if repeat else "",
    )


def note(index: Index, quote: Quote) -> str:
    """The form of a quote in words, and whether a spokesperson says it or another quote holds it."""
    words = FORMS[quote.form]
    if quote.speaker_for in index.entity and not quote.speaker:
        words += " from a spokesperson"
    if quote.inside:
        words += ", inside another quote"
    return words


def row(named: Named) -> Row:
    """One mention, ready for a list."""
    source = named.record.source
    return Row(
        place(source, named.mention.id),
        outlet(source),
        source.metadata.published or "",
        line(source.text, named.mention),
    )
