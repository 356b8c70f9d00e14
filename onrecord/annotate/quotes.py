"""Utterances: every stretch of a source that gives somebody's words, with its cue and the words for its speaker."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from onrecord.annotate.attribution import Attribution
from onrecord.annotate.drafts import Draft
from onrecord.annotate.extracts import find_extracts, find_statement
from onrecord.annotate.loose import read_extract, read_loose, sign
from onrecord.annotate.marks import Passage
from onrecord.annotate.nested import find_nested
from onrecord.annotate.syntax import UNREAD, Sentence, read_sentence
from onrecord.annotate.turns import Turn, as_turn, find_turns
from onrecord.annotate.works import quotations
from onrecord.annotate.worth import worth_reading
from onrecord.model import Found, NameMention, Source, Span, Utterance
from onrecord.prose import sentence_starts

_FORMS = {"direct": 0.97, "mixed": 0.88, "indirect": 0.82}
"""Share of the utterances of a form whose words and speaker are right, counted on 400 annotated news articles."""
_ATTRIBUTION = 160
"""Characters that an attribution between two paragraphs of one utterance may have."""
_WEAKER = {"participle": 0.12, "infinitive": 0.12, "noun": 0.3, "source": 0.02, "block": 0.12}
"""What the kinds of cue take from it, counted likewise; a draft's `why` begins with the kind."""
_LESS = {(form, kind): round(_FORMS[form] - less, 2) for form in _FORMS for kind, less in _WEAKER.items()}


_Named = tuple[tuple[NameMention, ...], list[int]]
"""The name mentions of a source, and where they start."""


def find_quotes(source: Source, found: Found) -> Found:
    """Add the utterances of `source`, without their speakers resolved."""
    pieces, everything, passages, hidden = quotations(source.text, source.blocks)
    turns = find_turns(source.text, pieces)
    statement = None if turns else find_statement(source.text, hidden, pieces, found.mentions)
    starts = sentence_starts(hidden)
    wanted = worth_reading(hidden, starts, passages)
    numbers = {passage.start: number for number, passage in enumerate(passages)}
    named = (found.mentions, [mention.start for mention in found.mentions])

    def kind_of(mention: int) -> str:
        return found.names[found.mentions[mention].local].kind

    drafts = [_turn(turn) for turn in turns]
    if statement:
        turns = [as_turn(source.text, *statement)]
        drafts = [_stated(turn) for turn in turns]
    before: Attribution | None = None
    extracts = {extract[0].start: extract for extract in find_extracts(source.text, source.blocks, pieces)}
    wanted.update(bisect_left(starts, start) - 1 for start in extracts)  # what announces them
    done = 0
    for piece in _outside(pieces, turns):
        if piece.start < done:
            continue
        extract = extracts.get(piece.start)
        if extract and (draft := read_extract(source.text, before, extract)):
            drafts.append(draft)
            before, done = None, extract[-1].end
            continue
        sentences = _sentences(hidden, piece, starts, wanted, named)
        if not sentences:
            before = None
            continue
        paragraph = Attribution(source.text, sentences, passages, numbers, kind_of)
        paragraph.read()
        if before and drafts:
            sign(source.text, drafts[-1], paragraph)
        drafts += paragraph.drafts
        drafts += read_loose(source.text, paragraph, before)
        before = paragraph
    drafts = _chained(source.text, drafts, passages)
    return msgspec.structs.replace(
        found, quotes=_with_nested(source.text, [_utterance(draft) for draft in drafts], everything, found.mentions)
    )


def _sentences(hidden: str, piece: Span, starts: tuple[int, ...], wanted: set[int], named: _Named) -> list[Sentence]:
    """The sentences of a paragraph, those not `wanted` unread; nothing where none is."""
    first = bisect_right(starts, piece.start)
    last = bisect_left(starts, piece.end, first)
    if first == last:  # one sentence is all
        return read_sentence(hidden, piece.start, piece.end, *named) if first - 1 in wanted else []
    if wanted.isdisjoint(range(first - 1, last)):
        return []
    cuts = [piece.start, *starts[first:last], piece.end]
    sentences: list[Sentence] = []
    for number, (start, end) in enumerate(pairwise(cuts), first - 1):
        sentences += read_sentence(hidden, start, end, *named) if number in wanted else (UNREAD,)
    return sentences


def _with_nested(
    text: str, quotes: list[Utterance], passages: list[Passage], mentions: Sequence[NameMention]
) -> tuple[Utterance, ...]:
    """All utterances in text order, those inside others too."""
    ordered = sorted(quotes, key=_order)
    nested = find_nested(text, [passage for passage in passages if passage.depth <= 1], ordered, mentions)
    if not nested:
        return tuple(ordered)
    ordered = sorted([*quotes, *(inner for inner, _ in nested)], key=_order)
    places = {_order(quote): index for index, quote in enumerate(ordered)}
    for inner, outer in nested:
        ordered[places[_order(inner)]] = msgspec.structs.replace(inner, inside=places[_order(outer)])
    return tuple(ordered)


def _order(quote: Utterance) -> tuple[Span, str, int]:
    return quote.spans[0], quote.form, -quote.spans[-1].end


def _outside(pieces: list[Span], turns: list[Turn]) -> Iterator[Span]:
    """The paragraphs that hold no turn of a transcript."""
    place = 0
    for piece in pieces:
        while place < len(turns) and turns[place].end <= piece.start:
            place += 1
        if place == len(turns) or turns[place].label.start >= piece.end:
            yield piece


def _turn(turn: Turn) -> Draft:
    return Draft(list(turn.spans), "direct", turn.label, turn.label, "label", (), 0.95, "label of a transcript")


def _stated(turn: Turn) -> Draft:
    why = "all of a statement whose title names the speaker"
    return Draft(list(turn.spans), "direct", None, turn.label, "name", (), 0.85, why)


def _chained(text: str, drafts: list[Draft], passages: list[Passage]) -> list[Draft]:
    """The drafts with every quotation that goes on in the next paragraph joined to it."""
    holder = {span.start: draft for draft in drafts for span in (draft.quoted or draft.spans)}
    gone: set[int] = set()
    for passage, following in pairwise(passages):
        one, two = holder.get(passage.start), holder.get(following.start)
        if one is None or two is None or one is two or not _goes_on(text, passage, following, one, two):
            continue
        keep, drop = (one, two) if two.cue is None else (two, one)
        keep.spans += drop.spans
        if keep.quoted:
            keep.quoted += tuple(drop.spans)
        holder.update((span.start, keep) for span in drop.spans)
        gone.add(id(drop))
    return [draft for draft in drafts if id(draft) not in gone]


def _goes_on(text: str, passage: Passage, following: Passage, one: Draft, two: Draft) -> bool:
    """Whether the quotation `following` goes on with `passage`: left open before it, or without a cue of its own."""
    between = text[passage.end : following.start]
    if text[passage.start] in '"“' and text[following.start] in "'‘":
        return False  # a heading in single marks
    if not between.strip():
        return two.ref == "implicit" if passage.closed else one.cue is None or two.cue is None
    attributed = one.form == "direct" and one.cue is not None and passage.end <= one.cue.start < following.start
    return attributed and two.ref == "implicit" and len(between) < _ATTRIBUTION and between.count("\n\n") == 1


def _confidence(draft: Draft) -> float:
    """How often such an utterance is right: its form, less what a weaker cue takes from it."""
    if draft.cue is None or draft.ref == "label":
        return draft.confidence
    return _LESS.get((draft.form, draft.why.partition(" ")[0]), _FORMS[draft.form])


def _utterance(draft: Draft) -> Utterance:
    spans = draft.spans
    return Utterance(
        tuple(sorted(spans) if len(spans) > 1 else spans), draft.form, draft.cue, draft.speaker, draft.ref,
        quoted=draft.quoted, confidence=_confidence(draft), why=draft.why,
    )  # fmt: skip
