"""Utterances: every stretch of a source that gives somebody's words, with its cue and the words for its speaker."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

import msgspec

from onrecord.annotate.attribution import Draft, Paragraph
from onrecord.annotate.loose import read_loose
from onrecord.annotate.marks import Passage, find_passages, paragraphs
from onrecord.annotate.syntax import hide, read_sentences
from onrecord.annotate.works import is_work
from onrecord.model import Found, Source, Span, Utterance


def find_quotes(source: Source, found: Found) -> Found:
    """Add the utterances of `source`, without their speakers resolved."""
    pieces = paragraphs(source.text, source.blocks)
    passages = _quotations(source.text, pieces)
    hidden = hide(source.text, passages)
    numbers = {passage.start: number for number, passage in enumerate(passages)}
    mentions, names = found.mentions, found.names

    def is_person(mention: int) -> bool:
        return names[mentions[mention].local].kind == "person"

    drafts: list[Draft] = []
    before: Paragraph | None = None
    for piece in pieces:
        sentences = read_sentences(hidden, piece.start, piece.end, mentions)
        paragraph = Paragraph(source.text, sentences, passages, numbers, is_person)
        paragraph.read()
        drafts += paragraph.drafts
        drafts += read_loose(source.text, paragraph, before)
        before = paragraph
    drafts = _chained(source.text, drafts, passages)
    utterances = sorted(
        (_utterance(draft) for draft in drafts), key=lambda utterance: (utterance.spans[0], utterance.form)
    )
    return msgspec.structs.replace(found, quotes=tuple(utterances))


def _chained(text: str, drafts: list[Draft], passages: list[Passage]) -> list[Draft]:
    """The drafts with every quotation that a paragraph leaves open joined to the next paragraph's."""
    holder = {span.start: draft for draft in drafts for span in (draft.quoted or draft.spans)}
    gone: set[int] = set()
    for passage, following in pairwise(passages):
        one, two = holder.get(passage.start), holder.get(following.start)
        if passage.closed or one is None or two is None or one is two or text[passage.end : following.start].strip():
            continue
        if two.cue is None:
            keep, drop = one, two
        elif one.cue is None:
            keep, drop = two, one
        else:
            continue
        keep.spans += drop.spans
        if keep.quoted:
            keep.quoted += tuple(drop.spans)
        holder.update((span.start, keep) for span in drop.spans)
        gone.add(id(drop))
    return [draft for draft in drafts if id(draft) not in gone]


def _quotations(text: str, pieces: list[Span]) -> list[Passage]:
    """The outermost passages between quotation marks that are no titles of works."""
    starts = [piece.start for piece in pieces]
    return [
        passage
        for passage in find_passages(text, pieces)
        if passage.depth == 0 and not is_work(text, passage, starts[bisect_right(starts, passage.start) - 1])
    ]


def _utterance(draft: Draft) -> Utterance:
    return Utterance(
        tuple(sorted(draft.spans)), draft.form, draft.cue, draft.speaker, draft.ref,
        quoted=draft.quoted, confidence=draft.confidence, why=draft.why,
    )  # fmt: skip
