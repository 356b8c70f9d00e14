"""Who each utterance belongs to: names by their mention, pronouns and nominals by the people in reach."""

from __future__ import annotations

from bisect import bisect_left

import msgspec

from onrecord.model import Found, Source, Span, Utterance


def find_speakers(source: Source, found: Found) -> Found:
    """Add to every utterance the ranking of its possible speakers."""
    mentions = found.mentions
    quotes: list[Utterance] = []
    previous: tuple[int, ...] = ()
    for quote in found.quotes:
        ranking: tuple[int, ...] = ()
        span = quote.speaker_span
        if span is not None:
            index = bisect_left(mentions, span.start, key=lambda mention: mention.start)
            if quote.speaker_ref == "name" and index < len(mentions) and mentions[index].end <= span.end:
                ranking = (mentions[index].local,)
            elif quote.speaker_ref == "pronoun":
                ranking = _recent(found, span, source.text[span.start : span.end].lower()) or previous
        elif quote.speaker_ref == "implicit":
            ranking = previous
        if ranking:
            previous = ranking
        quotes.append(msgspec.structs.replace(quote, speakers=ranking))
    return msgspec.structs.replace(found, quotes=tuple(quotes))


def _recent(found: Found, span: Span, pronoun: str) -> tuple[int, ...]:
    want = {"he": "m", "she": "f"}.get(pronoun, "")
    seen: list[int] = []
    for mention in reversed(
        found.mentions[: bisect_left(found.mentions, span.start, key=lambda mention: mention.start)]
    ):
        name = found.names[mention.local]
        if name.kind == "person" and (not want or name.gender in ("", want)) and mention.local not in seen:
            seen.append(mention.local)
    return tuple(seen[:3])
