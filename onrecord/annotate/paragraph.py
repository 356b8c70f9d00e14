"""One paragraph while its quotes are found: its sentences with their cues, its quotations, what is noted so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.annotate import relatives, subjects
from onrecord.annotate.clauses import Start
from onrecord.annotate.cues import FINITE, Cue, find_cues
from onrecord.annotate.drafts import Draft
from onrecord.annotate.marks import Passage
from onrecord.annotate.phrases import KindOf, NounPhrase
from onrecord.annotate.syntax import Sentence
from onrecord.annotate.works import title_end
from onrecord.model import Span

_KINDS = {"phrase": "source named", "noun": "noun of speech", "gerund": "participle", "infinitive": "infinitive"}
_WHY = {tense: (f"{kind} before the words", f"{kind} after the words") for tense, kind in _KINDS.items()}
_CUE = ("cue before the words", "cue after the words")
_SHARED = frozenset({"gerund", "infinitive", "noun"})
_SIGNS = ("%", "°", "€", "£", "¢")  # stand behind a number and are no words of a sentence


class Paragraph:
    """The sentences of one paragraph, its quotations, and what is known of them so far."""

    def __init__(
        self,
        text: str,
        sentences: list[Sentence],
        passages: Sequence[Passage],
        numbers: Mapping[int, int],
        kind_of: KindOf,
    ) -> None:
        self.text = text
        self.sentences, self.passages, self.numbers, self.kind_of = sentences, passages, numbers, kind_of
        self.cues = [find_cues(sentence) if sentence.words else [] for sentence in sentences]
        self.taken: set[int] = set()
        self.drafts: list[Draft] = []
        self._spoken: list[list[tuple[int, NounPhrase | Cue]]] = [[] for _ in sentences]
        """For every sentence the subjects of its verbs of saying, with the word of the verb; the cue in place of a
        subject that nobody has asked for yet."""
        self.noted = [False] * len(sentences)
        """For every sentence whether it holds the cue of an utterance."""

    def spoken(self, number: int) -> list[tuple[int, NounPhrase]]:
        """The subjects of the verbs of saying of a sentence, each with the word of its verb."""
        found: list[tuple[int, NounPhrase]] = []
        for word, who in self._spoken[number]:
            if not isinstance(who, Cue):
                found.append((word, who))
            elif (subject := self.subject_of(number, who, found)) and not subjects.inverted(
                self.sentences[number], who, self.kind_of
            ):
                found.append((word, subject))
        self._spoken[number] = list(found)
        return found

    def passage(self, sentence: Sentence, word: int) -> int:
        """The number of the passage that the word `Q` stands for."""
        return self.numbers[sentence.starts[word]]

    def stretch(self, number: int) -> Span:
        """A passage as a stretch of the source."""
        return Span(self.passages[number].start, self.passages[number].end)

    def free(self, sentence: Sentence, word: int) -> bool:
        """Whether no utterance has the quotation at `word` yet."""
        return self.passage(sentence, word) not in self.taken

    def add(self, number: int, cue: Cue, subject: NounPhrase, spans: list[Span], numbers: Sequence[int]) -> Draft:
        """Note an utterance whose cue stands in sentence `number` and which holds the passages `numbers`."""
        sentence = self.sentences[number]
        at = Span(sentence.starts[cue.verb], sentence.end_of(cue.last))
        subject = relatives.antecedent(sentence, subject)
        speaker = Span(sentence.starts[subject.first], sentence.end_of(subject.last))
        why = _WHY.get(cue.tense, _CUE)[at.start > spans[0].start]
        draft = Draft(spans, "direct", at, speaker, subject.ref, why=why)
        self._spoken[number].append((cue.verb, subject))
        self.taken.update(numbers)
        self.noted[number] = True
        self.drafts.append(draft)
        return draft

    def subject_of(
        self, number: int, cue: Cue, spoken: list[tuple[int, NounPhrase]] | None = None
    ) -> NounPhrase | None:
        """The subject of a cue that does not follow its quotation; `spoken` are those before it, if known."""
        sentence = self.sentences[number]
        shared = cue.tense in _SHARED or (cue.first and sentence.tags[cue.first - 1] == "C")
        if cue.tense == "noun":
            subject = subjects.possessor(sentence, cue.verb)
            if subject:
                return subject
        subject = None if shared else subjects.before(sentence, cue.first, self.kind_of)
        if cue.tense == "gerund" and cue.first and sentence.tags[cue.first - 1] in "nXx":
            subject = subjects.absolute(sentence, cue.first, self.kind_of)
        if subject is None:
            spoken = self.spoken(number) if spoken is None else spoken
            # in "When Hill spoke, Moss left and |said" Hill says nothing
            main = subjects.clause_opening(sentence, cue.first)
            earlier = [
                subject for word, subject in spoken if main <= word < cue.verb and sentence.lows[word - 1] != "for"
            ]
            if earlier and cue.tense in FINITE:
                earlier[-1] = subjects.inner(sentence, spoken[-1][0], cue.first) or earlier[-1]
            if earlier and cue.tense == "gerund":
                turned = subjects.turned(sentence, spoken[-1][0], cue.first, self.kind_of)
                earlier = [turned] if turned else earlier
            subject = earlier[-1] if earlier else subjects.main_subject(sentence, cue.first, self.kind_of)
        if cue.tense == "gerund" and subject is not None:
            subject = subjects.judged(sentence, cue.first, self.kind_of) or subject
        if subject is None and cue.tense == "gerund":
            subject = subjects.postponed(sentence, cue.verb, self.kind_of)
        return subject

    def extend(self, draft: Draft, sentence: Sentence, word: int) -> None:
        """Add the quotation at `word` to an utterance."""
        passage = self.passage(sentence, word)
        self.taken.add(passage)
        draft.spans.append(self.stretch(passage))
        if draft.form != "direct":
            draft.form = "mixed"
            draft.quoted = (*draft.quoted, self.stretch(passage))

    def first_taken(self, sentence: Sentence, word: int) -> int | None:
        """The first quotation from word `word` on that belongs to an utterance already."""
        index = sentence.tags.find("Q", word)
        while index >= 0 and self.free(sentence, index):
            index = sentence.tags.find("Q", index + 1)
        return index if index >= 0 else None

    def quotes_in(self, sentence: Sentence, pieces: list[tuple[Start, int]]) -> list[int]:
        """The quotations within `pieces` of a sentence that belong to no utterance yet."""
        tags, found = sentence.tags, []
        for start, end in pieces:
            index = tags.find("Q", start.word, end)
            while index >= 0:
                if self.free(sentence, index):
                    found.append(index)
                index = tags.find("Q", index + 1, end)
        return found

    def end_of(self, sentence: Sentence, word: int) -> int:
        """Where a stretch ends whose last word that is: that of a quotation or a title takes the closing mark in."""
        if sentence.tags[word] == "Q":
            return self.passages[self.passage(sentence, word)].end
        end = sentence.end_of(word)
        return end + 1 if self.text[end : end + 1] in _SIGNS else title_end(self.text, end)
