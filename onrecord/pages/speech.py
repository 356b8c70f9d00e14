"""Who speaks in a source: the labels of its quotes, and the notes beside its text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from onrecord.dossier.zones import Behind
from onrecord.model import Block, Entity, Quote, Record

UNSURE = 0.65
"""Marks below this confidence wear the sign of doubt; those below the site's minimum are not there at all."""
MOST_NOTES = 150
"""Notes beside the text; `static/margin.css` has a pair of rules for each. Later ones stand above their paragraph."""
LONGEST_LABEL = 60
# Heights in the margin, in pixels at the usual size: a line of about 62 characters, the gap between paragraphs, a note.
_LETTERS, _LINE, _GAP, _NOTE = 62, 30, 15, 36
_DRIFT = 120
"""How far below its quote a note may be pushed by those before it; further down it would mislead."""

_FORMS = {"direct": "quoted", "indirect": "paraphrased", "mixed": "partly quoted"}


class Speaker(Struct, frozen=True):
    """Whose words a quote is, as a reader is told."""

    label: str
    """The name, the words of the source ("the directive"), "speaker uncertain" or "not attributed"."""
    entity: Entity | None = None
    spokesperson: bool = False
    """Somebody unnamed speaks for `entity`."""
    known: bool = True

    @property
    def who(self) -> str:
        """The label as it stands in a sentence and in a copied quote."""
        return f"a spokesperson for {self.label}" if self.spokesperson else self.label


class Run(Struct):
    """Consecutive quotes of one speaker in one paragraph: one note in the margin."""

    speaker: Speaker
    block: int
    quotes: list[Quote]
    number: int = 0
    """1-based; 0 where the margin has no room: the speaker then stands above the paragraph."""
    quoted_by: str = ""
    """Who quotes these words, when they stand inside another's."""

    @property
    def unsure(self) -> bool:
        """Whether some speaker or boundary here is doubtful."""
        return any(quote.confidence < UNSURE for quote in self.quotes)

    @property
    def form(self) -> str:
        """How the words are given: "paraphrased, then quoted"."""
        if self.quoted_by:
            words = f"as {self.quoted_by} quotes"
        elif len(self.quotes) == 1:
            words = _FORMS[self.quotes[0].form]
        else:
            forms = dict.fromkeys([_FORMS[quote.form] for quote in self.quotes])
            words = ", then ".join(forms) if len(forms) < 3 else "quoted and paraphrased"
        return words + ", by a spokesperson" if self.speaker.spokesperson else words


def speaker(record: Record, quote: Quote, entities: Mapping[str, Entity], minimum: float = 0.0) -> Speaker:
    """The speaker of one quote; one below `minimum` confidence was taken away before (`dossier.confidence`)."""
    for identity, unnamed in ((quote.speaker, False), (quote.speaker_for, True)):
        entity = None if identity is None else entities.get(identity)
        if entity is not None:
            return Speaker(entity.name, entity, unnamed)
    if quote.speaker_span is not None and quote.speaker_ref != "pronoun":
        words = " ".join(record.source.text[quote.speaker_span.start : quote.speaker_span.end].split())
        if words:
            return Speaker(words if len(words) <= LONGEST_LABEL else words[: LONGEST_LABEL - 1] + "…")
    doubt = quote.confidence < max(UNSURE, minimum)
    return Speaker("speaker uncertain" if doubt else "not attributed", known=False)


def speakers(record: Record, entities: Mapping[str, Entity], minimum: float = 0.0) -> dict[str, Speaker]:
    """The speaker of every quote of a record, by the quote's id; those of the same speaker have the same one."""
    known: dict[tuple[str | None, str | None], Speaker] = {}
    found = {}
    for quote in record.quotes:
        named = quote.speaker, quote.speaker_for
        who = known.get(named) or speaker(record, quote, entities, minimum)
        if who.entity is not None:
            known[named] = who
        found[quote.id] = who
    return found


def runs(record: Record, said_by: Mapping[str, Speaker]) -> list[Run]:
    """The notes beside the text, in its order; what folds away has none."""
    found: list[Run] = []
    open_run: Run | None = None
    quotes = Behind(record).before(record.quotes, start)
    for block, quote in _by_block(quotes, record.source.blocks):
        who = said_by[quote.id]
        if quote.inside is not None:
            outer = said_by.get(quote.inside)
            if outer is None or outer.label != who.label:
                quoted_by = outer.label if outer is not None and outer.known else ""
                found.append(Run(who, block, [quote], quoted_by=quoted_by))
        elif open_run is not None and open_run.block == block and (open_run.speaker is who or open_run.speaker == who):
            open_run.quotes.append(quote)
        else:
            open_run = Run(who, block, [quote])
            found.append(open_run)
    _number(found, record.source.blocks)
    return found


def _number(found: Sequence[Run], blocks: Sequence[Block]) -> None:
    """Number the notes that have room beside their quote, reckoned from the lengths of the paragraphs."""
    tops, top = [], 0
    for block in blocks:
        tops.append(top)
        top += (block.end - block.start + _LETTERS - 1) // _LETTERS * _LINE + _GAP
    number = bottom = 0
    for run in found:
        start = run.quotes[0].spans[0].start
        place = tops[run.block] + (start - blocks[run.block].start) // _LETTERS * _LINE if run.block >= 0 else 0
        if number < MOST_NOTES and bottom - place <= _DRIFT:
            number += 1
            run.number = number
            bottom = max(place, bottom) + _NOTE


def start(quote: Quote) -> int:
    """Where a quote begins."""
    return quote.spans[0].start


def _by_block(quotes: Sequence[Quote], blocks: Sequence[Block]) -> Iterator[tuple[int, Quote]]:
    """Every quote with the index of the block in which it begins, in order of the text."""
    starts = [block.start for block in blocks]
    for quote in sorted(quotes, key=lambda quote: (quote.spans[0].start, -quote.spans[-1].end)):
        yield bisect_right(starts, quote.spans[0].start) - 1, quote


def by_block(record: Record, said_by: Mapping[str, Speaker]) -> dict[int, dict[str, None]]:
    """Who speaks in each block, by its index: names in order, none twice; not where a label in the text says it."""
    starts = [block.start for block in record.source.blocks]
    found: dict[int, dict[str, None]] = {}
    spans = []
    for quote in record.quotes:
        who = said_by[quote.id]
        if who.known:
            for span in quote.spans[1:] if quote.speaker_ref == "label" else quote.spans:
                spans.append((span.start, span.end, quote.id, who.label))
    spans.sort()
    for start, end, _, label in spans:
        first = bisect_right(starts, start)
        for block in range(first - 1 if first else 0, bisect_right(starts, end - 1)):
            found.setdefault(block, {})[label] = None
    return found
