"""What is sure enough to be published."""

from __future__ import annotations

from msgspec import structs

from onrecord.dossier.marks import attributed
from onrecord.model import Quote, Record


def publishable(record: Record, minimum: float) -> Record:
    """The record without marks below `minimum` confidence; a quote below it stays, without its speaker."""
    mentions = tuple(each for each in record.mentions if each.confidence >= minimum)
    quotes = tuple(quote if quote.confidence >= minimum else unattributed(quote) for quote in record.quotes)
    figures = attributed([each for each in record.figures if each.confidence >= minimum], quotes)
    used = (
        {each.entity for each in mentions}
        | {quote.speaker for quote in quotes}
        | {quote.speaker_for for quote in quotes}
    )
    uses = tuple(use for use in record.uses if use.entity in used)
    return structs.replace(record, uses=uses, mentions=mentions, quotes=quotes, figures=tuple(figures))


def unattributed(quote: Quote) -> Quote:
    """The quote with "speaker uncertain": whose words they are is left open, why it was thought so is kept."""
    return structs.replace(quote, speaker=None, speaker_span=None, speaker_ref="none", speaker_for=None)
