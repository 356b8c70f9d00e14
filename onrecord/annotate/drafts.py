"""An utterance in the making, before its confidence is counted and its speaker resolved."""

from __future__ import annotations

from msgspec import Struct

from onrecord.model import QuoteForm, Span, SpeakerRef


class Draft(Struct, gc=False):
    """An utterance in the making."""

    spans: list[Span]
    form: QuoteForm
    cue: Span | None = None
    speaker: Span | None = None
    ref: SpeakerRef = "none"
    quoted: tuple[Span, ...] = ()
    confidence: float = 0.9
    why: str = ""
    open: bool = False
    """Whether a quotation at the head of the next sentence goes on with it."""
