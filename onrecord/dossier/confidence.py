"""What is sure enough to be published."""

from __future__ import annotations

from msgspec import structs

from onrecord.dossier.marks import quotes_around
from onrecord.model import Quote, Record


def publishable(record: Record, minimum: float) -> Record:
    """The record without marks below `minimum` confidence; a quote below it stays, without its speaker."""
    mentions = tuple(each for each in record.mentions if each.confidence >= minimum)
    quotes = tuple(quote if quote.confidence >= minimum else unattributed(quote) for quote in record.quotes)
    lost = [quote.speaker if quote.confidence < minimum else None for quote in record.quotes]
    around = quotes_around(record.figures, record.quotes)
    figures = tuple(
        structs.replace(figure, said_by=None) if at is not None and lost[at] else figure
        for figure, at in zip(record.figures, around, strict=True)
        if figure.confidence >= minimum
    )
    used = {entity for quote in quotes for entity in (quote.speaker, quote.speaker_for)}
    used |= {each.entity for each in mentions} | {figure.said_by for figure in figures}
    uses = tuple(use for use in record.uses if use.entity in used)
    return structs.replace(record, uses=uses, mentions=mentions, quotes=quotes, figures=figures)


def unattributed(quote: Quote) -> Quote:
    """The quote with "speaker uncertain": whose words they are is left open, why it was thought so is kept."""
    return structs.replace(quote, speaker=None, speaker_span=None, speaker_ref="none", speaker_for=None)
