"""Quotations that no cue has taken: those that go on with what somebody said before, terms, and titles of works."""

from __future__ import annotations

from onrecord.annotate import subjects
from onrecord.annotate.attribution import Draft, Paragraph
from onrecord.annotate.syntax import Sentence
from onrecord.model import Span


def read_loose(paragraph: Paragraph) -> list[Draft]:
    """The utterances made of the paragraph's quotations without a cue."""
    drafts: list[Draft] = []
    for sentence in paragraph.sentences:
        for index, tag in enumerate(sentence.tags):
            if tag == "Q" and paragraph.free(sentence, index):
                passage = paragraph.passage(sentence, index)
                paragraph.taken.add(passage)
                drafts.append(_loose(sentence, index, paragraph.stretch(passage)))
    return drafts


def _loose(sentence: Sentence, index: int, stretch: Span) -> Draft:
    draft = Draft([stretch], "direct", confidence=0.5, why="no cue")
    lead = sentence.tags[:index].strip(",")
    if not lead or set(lead) <= {"C", "R"}:
        draft.ref = "implicit"
        return draft
    subject = subjects.main_subject(sentence, index)
    if subject:
        draft.speaker = Span(sentence.starts[subject.first], sentence.ends[subject.last])
        draft.ref = subject.ref
    return draft
