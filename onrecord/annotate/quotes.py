"""Utterances: every stretch of a source that gives somebody's words, with its cue and the words for its speaker."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from onrecord.annotate import clauses, subjects
from onrecord.annotate.clauses import Start
from onrecord.annotate.cues import Cue, find_cues
from onrecord.annotate.marks import find_passages, paragraphs
from onrecord.annotate.subjects import Subject
from onrecord.annotate.syntax import Sentence, hide, read_sentences
from onrecord.model import Found, QuoteForm, Source, Span, SpeakerRef, Utterance

_SHARED = frozenset({"gerund", "infinitive"})


class Draft(Struct):
    """An utterance in the making."""

    spans: list[Span]
    form: QuoteForm
    cue: Span | None = None
    speaker: Span | None = None
    ref: SpeakerRef = "none"
    quoted: tuple[Span, ...] = ()
    confidence: float = 0.9
    why: str = ""


def find_quotes(source: Source, found: Found) -> Found:
    """Add the utterances of `source`, without their speakers resolved."""
    drafts = Reader(source, found).drafts()
    utterances = sorted(
        (_utterance(draft) for draft in drafts), key=lambda utterance: (utterance.spans[0], utterance.form)
    )
    return msgspec.structs.replace(found, quotes=tuple(utterances))


def _utterance(draft: Draft) -> Utterance:
    return Utterance(
        tuple(sorted(draft.spans)), draft.form, draft.cue, draft.speaker, draft.ref,
        quoted=draft.quoted, confidence=draft.confidence, why=draft.why,
    )  # fmt: skip


class Reader:
    """One source read paragraph by paragraph."""

    def __init__(self, source: Source, found: Found) -> None:
        self.text, self.found = source.text, found
        self.pieces = paragraphs(source.text, source.blocks)
        passages = [passage for passage in find_passages(source.text, self.pieces) if passage.depth == 0]
        self.passages = passages
        self.hidden = hide(source.text, passages)
        self.by_start = {passage.start: number for number, passage in enumerate(passages)}
        self.taken: set[int] = set()
        self.out: list[Draft] = []

    def drafts(self) -> list[Draft]:
        """The utterances, in the order of their cues."""
        for piece in self.pieces:
            sentences = read_sentences(self.hidden, piece.start, piece.end, self.found.mentions)
            self._paragraph(sentences)
        return self.out

    # ------------------------------------------------------------ helpers

    def is_person(self, mention: int) -> bool:
        """Whether a name mention is a person's."""
        return self.found.names[self.found.mentions[mention].local].kind == "person"

    def passage(self, sentence: Sentence, word: int) -> int:
        """The number of the passage that a `Q` stands for."""
        return self.by_start[sentence.starts[word]]

    def span(self, sentence: Sentence, first: int, last: int) -> Span:
        """Words `first` to `last` as a stretch of the source."""
        return Span(sentence.starts[first], sentence.ends[last])

    def passage_span(self, number: int) -> Span:
        """A passage as a stretch of the source."""
        passage = self.passages[number]
        return Span(passage.start, passage.end)

    # ------------------------------------------------------------ a paragraph

    def _paragraph(self, sentences: list[Sentence]) -> None:
        plans = [find_cues(sentence) for sentence in sentences]
        drafts: list[tuple[int, int, Draft]] = []
        for number, (sentence, cues) in enumerate(zip(sentences, plans, strict=True)):
            last: Subject | None = None
            for cue in cues:
                draft, subject = self._after_quote(sentences, number, cue, last)
                if draft is None:
                    draft, subject = self._with_following(sentence, cue, cues, last)
                if draft is None:
                    draft, subject = self._with_preceding(sentence, cue, last)
                if draft is not None:
                    drafts.append((number, cue.last, draft))
                    self.out.append(draft)
                last = subject or last
        for number, word, draft in drafts:
            self._continue(sentences, number, word, draft)
        self._loose(sentences)

    # ------------------------------------------------------------ the three orders

    def _after_quote(
        self, sentences: list[Sentence], number: int, cue: Cue, last: Subject | None
    ) -> tuple[Draft | None, Subject | None]:
        """A cue that follows its quotation: "…," Keller said; "…," said Keller; "…," according to Keller."""
        sentence = sentences[number]
        tags = sentence.tags
        if cue.tense in ("passive", "infinitive") or ("find" in cue.groups and len(cue.groups) == 1):
            return None, None
        subject = None if cue.tense in ("gerund", "phrase") else subjects.before(sentence, cue.first, self.is_person)
        left = subject.outer if subject else cue.first
        quote = self._quote_before(sentence, left)
        if quote is None and (subject is None or cue.tense == "phrase"):
            quote = self._quote_before(sentence, cue.first)
            subject = subjects.after(sentence, cue.last) if quote is not None else None
            if subject is None and cue.tense != "gerund":
                return None, None
        if quote is None:
            if (
                left == 0
                and number
                and sentences[number - 1].tags[-1:] in ("Q",)
                and not clauses.start_after(sentence, cue)
            ):
                earlier = sentences[number - 1]
                if self.passage(earlier, len(earlier.tags) - 1) not in self.taken and subject:
                    return self._direct(earlier, len(earlier.tags) - 1, sentence, cue, subject), subject
            return None, None
        if self.passage(sentence, quote) in self.taken:
            return None, None
        if cue.tense == "gerund":
            return None, None
        del tags
        return self._direct(sentence, quote, sentence, cue, subject), subject

    def _quote_before(self, sentence: Sentence, word: int) -> int | None:
        """The quotation that ends just before `word`, a comma or dash between them at most."""
        index = word - 1
        while index >= 0 and sentence.tags[index] in ",-RC":
            index -= 1
        return index if index >= 0 and sentence.tags[index] == "Q" else None

    def _direct(self, at: Sentence, quote: int, sentence: Sentence, cue: Cue, subject: Subject | None) -> Draft:
        """A quotation before its cue: direct, or mixed when the sentence leads up to it in the writer's words."""
        first = quote
        while first > 0 and at.tags[first - 1] == "Q":
            first -= 1
        lead = at.tags[:first].strip("CR,")
        draft = self._draft(sentence, cue, subject)
        numbers = [self.passage(at, index) for index in range(first, quote + 1)]
        self.taken.update(numbers)
        if lead and len(lead) > 1 and ":" not in lead and not any(tag in "QV" for tag in lead):
            start = 0
            while at.tags[start] in "CR,":
                start += 1
            draft.form = "mixed"
            draft.spans = [Span(at.starts[start], self.passages[numbers[-1]].end)]
            draft.quoted = tuple(self.passage_span(number) for number in numbers)
        else:
            draft.spans = [self.passage_span(number) for number in numbers]
        return draft

    def _draft(self, sentence: Sentence, cue: Cue, subject: Subject | None) -> Draft:
        draft = Draft([], "direct", self.span(sentence, cue.verb, cue.last))
        if subject:
            draft.speaker = self.span(sentence, subject.first, subject.last)
            draft.ref = subject.ref
        return draft

    def _with_following(
        self, sentence: Sentence, cue: Cue, cues: list[Cue], last: Subject | None
    ) -> tuple[Draft | None, Subject | None]:
        """A cue before the words that it reports: Keller said (that) …; Keller said: "…"."""
        if cue.tense == "passive":
            return None, None
        if cue.tense == "phrase":
            return self._according(sentence, cue)
        start = clauses.start_after(sentence, cue)
        subject = self._subject(sentence, cue, last)
        if start is None or subject is None:
            return None, subject
        if cue.tense == "infinitive" and "Q" not in sentence.tags[start.word :]:
            return None, subject
        if cue.negated and start.how != "quote":
            return None, subject
        later = [self._attribution_start(sentence, other) for other in cues if other.first > start.word]
        end = clauses.end_of(sentence, start, None, [word for word in later if word])
        return self._content(sentence, cue, subject, start, end), subject

    def _subject(self, sentence: Sentence, cue: Cue, last: Subject | None) -> Subject | None:
        prior = sentence.tags[cue.first - 1] if cue.first else ""
        if cue.tense in _SHARED or prior == "C":
            return last or main_subject(sentence, cue.first)
        subject = subjects.before(sentence, cue.first, self.is_person)
        return subject or last

    def _attribution_start(self, sentence: Sentence, cue: Cue) -> int | None:
        """The word at which a later attribution of the same rank begins; None inside the reported words."""
        tags = sentence.tags
        if cue.tense == "gerund":
            return cue.first - 1 if cue.first and tags[cue.first - 1] in ",-" else None
        if cue.tense == "phrase":
            return cue.first
        if cue.tense in ("infinitive", "passive"):
            return None
        prior = tags[cue.first - 1] if cue.first else ""
        if prior == "C":
            return cue.first - 1
        subject = subjects.before(sentence, cue.first, self.is_person)
        if subject is None or subject.outer == 0:
            return None
        link = subject.outer - 1
        if tags[link] in "C;" or sentence.lows[link] == "while":
            return link
        if tags[link] in ",-":
            return link
        return None

    def _content(self, sentence: Sentence, cue: Cue, subject: Subject, start: Start, end: int) -> Draft | None:
        tags = sentence.tags
        words = range(start.word, end)
        quotes = [index for index in words if tags[index] == "Q"]
        numbers = [self.passage(sentence, index) for index in quotes]
        if any(number in self.taken for number in numbers):
            numbers = [number for number in numbers if number not in self.taken]
            if not numbers and start.how == "quote":
                return None
        if end <= start.word or (not numbers and cue.groups <= {"name", "belief", "quote"}):
            return None
        if not numbers and end - start.word < 2:
            return None
        draft = self._draft(sentence, cue, subject)
        self.taken.update(numbers)
        if start.how in ("quote", "name") and tags[start.word] == "Q" and all(tags[index] in "Q,CR" for index in words):
            draft.spans = [self.passage_span(number) for number in numbers]
            return draft
        if start.how == "quote" and tags[start.word - 1] in ":," and tags[start.word] == "Q":
            number = self.passage(sentence, start.word)
            self.taken.difference_update(set(numbers) - {number})
            draft.spans = [self.passage_span(number)]
            return draft
        stop = self.passages[numbers[-1]].end if numbers and quotes[-1] == end - 1 else sentence.ends[end - 1]
        draft.spans = [Span(sentence.starts[start.word], stop)]
        draft.form = "mixed" if numbers else "indirect"
        draft.quoted = tuple(self.passage_span(number) for number in numbers)
        return draft

    def _according(self, sentence: Sentence, cue: Cue) -> tuple[Draft | None, Subject | None]:
        subject = subjects.after(sentence, cue.last)
        if subject is None:
            return None, None
        tags = sentence.tags
        if cue.first == 0 or tags[: cue.first].strip("C,RS") == "":
            comma = tags.find(",", subject.last)
            if comma < 0:
                return None, None
            return self._content(sentence, cue, subject, Start(comma + 1, "clause"), len(tags)), subject
        end = cue.first
        while end and tags[end - 1] in ",-":
            end -= 1
        start = 0
        while start < end and tags[start] in "C,":
            start += 1
        return self._content(sentence, cue, subject, Start(start, "clause"), end), subject

    def _with_preceding(
        self, sentence: Sentence, cue: Cue, last: Subject | None
    ) -> tuple[Draft | None, Subject | None]:
        """A cue after a clause that it reports: The plan will fail, Keller said."""
        if cue.tense not in ("past", "third", "base") or not cue.groups & {"say", "that", "tell", "find"}:
            return None, None
        subject = subjects.before(sentence, cue.first, self.is_person)
        tags = sentence.tags
        if subject is None or subject.outer < 3 or tags[subject.outer - 1] not in ",-":
            inverted = subjects.after(sentence, cue.last) if cue.first and tags[cue.first - 1] == "," else None
            if inverted is None or cue.first < 4:
                return None, subject
            subject, end = inverted, cue.first - 1
        else:
            end = subject.outer - 1
        start = 0
        while start < end and tags[start] in "C,":
            start += 1
        if end - start < 3 or not any(tag in "ABN" for tag in tags[start:end]) or tags[start] in "PS":
            return None, subject
        return self._content(sentence, cue, subject, Start(start, "clause"), end), subject

    # ------------------------------------------------------------ quotations that go on, and those left over

    def _continue(self, sentences: list[Sentence], number: int, word: int, draft: Draft) -> None:
        """Add the quotations that go on after an attribution: "…," Keller said. "…"."""
        if draft.form != "direct":
            return
        sentence = sentences[number]
        for index in range(word + 1, len(sentence.tags)):
            if sentence.tags[index] == "Q":
                self._go_on(sentence, index, draft, need=",:-")
        for later in sentences[number + 1 :]:
            if later.tags[:1] != "Q" or not self._go_on(later, 0, draft, need=""):
                return
            if later.tags != "Q":
                return

    def _go_on(self, sentence: Sentence, index: int, draft: Draft, need: str) -> bool:
        number = self.passage(sentence, index)
        if number in self.taken or (need and sentence.tags[index - 1] not in need):
            return False
        self.taken.add(number)
        draft.spans.append(self.passage_span(number))
        return True

    def _loose(self, sentences: list[Sentence]) -> None:
        """Quotations that no cue has taken."""
        for sentence in sentences:
            for index, tag in enumerate(sentence.tags):
                if tag != "Q" or self.passage(sentence, index) in self.taken:
                    continue
                passage = self.passage(sentence, index)
                self.taken.add(passage)
                draft = Draft([self.passage_span(passage)], "direct", confidence=0.5, why="no cue")
                lead = sentence.tags[:index].strip(",")
                if not lead or set(lead) <= {"C", "R"}:
                    draft.ref = "implicit"
                else:
                    subject = main_subject(sentence, index)
                    if subject:
                        draft.speaker = self.span(sentence, subject.first, subject.last)
                        draft.ref = subject.ref
                self.out.append(draft)


def main_subject(sentence: Sentence, stop: int) -> Subject | None:
    """The likeliest subject of a sentence before word `stop`: its first name or pronoun that no preposition governs."""
    tags = sentence.tags
    for index in range(stop):
        tag = tags[index]
        if tag == "N" and sentence.lows[index] not in ("it", "there", "you"):
            return Subject(index, index, index, "pronoun")
        if tag in "Xx" and (index + 1 >= stop or tags[index + 1] not in "Xx"):
            if subjects.possessive(sentence, index):
                continue
            subject = subjects.phrase_ending(sentence, index)
            if subject and (subject.outer == 0 or tags[subject.outer - 1] != "P"):
                return subject
        if (
            tag == "n"
            and index
            and tags[0] == "D"
            and "A" not in tags[:index]
            and index + 1 < stop
            and tags[index + 1] in "ABR"
        ):
            return subjects.phrase_ending(sentence, index)
    return None
