"""Who says what within one paragraph: every cue with its speaker and the words that it reports.

A cue stands after the words it reports ("…," Keller said), before them (Keller said that …) or within them
(The plan, Keller said, will fail). A new cue ends what the one before it reports.
"""

from __future__ import annotations

from msgspec import structs

from onrecord.annotate import clauses, positions, relatives, rivals, subjects
from onrecord.annotate.clauses import Start
from onrecord.annotate.credible import found_by_them, is_credible
from onrecord.annotate.cues import FINITE, STATING, Cue
from onrecord.annotate.drafts import Draft
from onrecord.annotate.marks import ENDS
from onrecord.annotate.paragraph import Paragraph
from onrecord.annotate.phrases import NounPhrase
from onrecord.annotate.syntax import Sentence
from onrecord.model import Span

_QUOTE_ONLY = frozenset({"name", "belief", "quote"})
_ORDERING = rivals.SPEECH | {"to"}
_NO_VERB = frozenset({"passive", "infinitive", "gerund", "noun"})
_CLAUSE = 4
_BACK = 300
"""Characters before a sentence within which whoever "they" are was named."""
_SAYING = frozenset({"say", "that"})
_HEARD = frozenset({"ask", "tell"})
_TOLD = frozenset({"that", "question", "infinitive"})


class Attribution(Paragraph):
    """A paragraph whose cues are read, one after the other, with what each reports."""

    def read(self) -> None:
        """Fill `drafts` with all utterances that have a cue."""
        done: set[tuple[int, int]] = set()
        after = False
        for number, sentence in enumerate(self.sentences):
            tags = sentence.tags
            if after or "Q" in tags:
                for cue in self.cues[number]:
                    if self._quote_first(number, cue):
                        done.add((number, cue.verb))
                after = tags.rstrip("-")[-1:] == "Q"
        for number, cues in enumerate(self.cues):
            if not cues:
                continue
            covered, sentence = 0, self.sentences[number]
            for cue in cues:
                opens = cue.verb >= covered or (
                    covered == cue.last + 1 and sentence.tags[covered : covered + 2] == ":Q"
                )  # … in which he |wrote: "…"
                if opens and (number, cue.verb) not in done:
                    covered = self._words_after(number, sentence, cue) or self._words_before(number, sentence, cue)

    # ------------------------------------------------------------ "…," Keller said

    def _quote_first(self, number: int, cue: Cue) -> bool:
        """A cue that follows its quotation: "…," Keller said; "…," said Keller; "…," according to Keller."""
        sentence = self.sentences[number]
        if cue.tense in _NO_VERB or cue.groups.isdisjoint(_ORDERING):
            return False
        if cue.groups.isdisjoint(rivals.SPEECH) and clauses.start_after(sentence, cue):
            return False
        quote = positions.quote_before(sentence, cue.first) if sentence.tags[cue.first - 1] != "C" else None
        if quote is not None:
            subject = subjects.after(sentence, cue.last, self.kind_of)
        elif cue.tense == "phrase":
            return False
        else:
            subject = subjects.before(sentence, cue.first, self.kind_of)
            subject = subject and subjects.joined(sentence, subject)
            quote = positions.quote_before(sentence, subject.outer) if subject else None
        if subject is None:
            return False
        if quote is None:
            return self._sentence_before(number, cue, subject)
        if not self._may_have(number, quote, cue, subject):
            return False
        self._before_cue(number, sentence, quote, cue, subject)
        return True

    def _may_have(self, number: int, quote: int, cue: Cue, subject: NounPhrase) -> bool:
        """Whether the quotation at word `quote`, before a cue or its subject, can be what the cue reports."""
        sentence = self.sentences[number]
        if self._modifies(sentence, quote, subject) or rivals.has_cue_before(sentence, self.cues[number], quote):
            return False
        led_up = subject.first < cue.verb and positions.only_led_up(sentence, quote, cue)
        return not led_up and self.free(sentence, quote)

    def _modifies(self, sentence: Sentence, quote: int, subject: NounPhrase) -> bool:
        """Whether a quotation that no mark ends only describes the phrase behind it: |"Orange Days" star Ada Hill."""
        if subject.outer > quote + 1 or sentence.tags[subject.outer] != "n":
            return False
        stretch = self.stretch(self.passage(sentence, quote))
        return self.text[stretch.start : stretch.end - 1].rstrip()[-1:] not in ENDS

    def _sentence_before(self, number: int, cue: Cue, subject: NounPhrase) -> bool:
        """A cue in a sentence of its own: "Who cares?" Keller asked."""
        sentence = self.sentences[number]
        if subject.outer > 0 or not number or not positions.ends_there(sentence, cue) or self._new_line(number):
            return False
        earlier = self.sentences[number - 1]
        last = len(earlier.tags.rstrip("-")) - 1
        if last < 0 or earlier.tags[last] != "Q" or not self.free(earlier, last):
            return False
        if any(other.last < last and clauses.start_after(earlier, other) for other in self.cues[number - 1]):
            return False  # it has a cue of its own
        self._before_cue(number, earlier, last, cue, subject)
        return True

    def _before_cue(self, number: int, sentence: Sentence, quote: int, cue: Cue, subject: NounPhrase) -> None:
        """Note what ends with the quotation at word `quote`: direct, or mixed when words lead up to it."""
        first = self._first_of(sentence, quote)
        start = positions.clause_start(sentence, first)
        numbers = [self.passage(sentence, index) for index in range(first, quote + 1) if sentence.tags[index] == "Q"]
        stretches = [self.stretch(passage) for passage in numbers]
        if start < first:
            spans = [Span(sentence.starts[start], stretches[-1].end)]
            if positions.verb_goes_on(sentence, cue):
                spans.append(Span(sentence.starts[cue.last + 2], self.end_of(sentence, len(sentence.tags) - 1)))
            draft = self.add(number, cue, subject, spans, numbers)
            draft.form, draft.quoted = "mixed", tuple(stretches)
        else:
            draft = self.add(number, cue, subject, stretches, numbers)
        self._go_on(number, cue.last + 1, draft)

    def _first_of(self, sentence: Sentence, quote: int) -> int:
        """The first of the quotations that stand in a row up to word `quote`: |"…" and "…," she said."""
        first = quote
        while True:
            before = len(sentence.tags[:first].rstrip("C,")) - 1
            if before < 0 or sentence.tags[before] != "Q" or not self.free(sentence, before):
                return first
            first = before

    def _go_on(self, number: int, word: int, draft: Draft) -> None:
        """Add the quotations that go on after an attribution: "…," Keller said. "…"."""
        sentence = self.sentences[number]
        for index in range(word, len(sentence.tags)):
            if sentence.tags[index] == "Q" and sentence.tags[index - 1] in ",:;-C" and self.free(sentence, index):
                self.extend(draft, sentence, index)
        self._next_sentences(number, draft)

    def _next_sentences(self, number: int, draft: Draft) -> None:
        """Add the quotations that open the next sentences and have no cue of their own."""
        for later in range(number + 1, len(self.sentences)):
            sentence = self.sentences[later]
            if sentence.tags[:1] != "Q" or not self.free(sentence, 0) or self._has_cue(later):
                return
            self.extend(draft, sentence, 0)
            if sentence.tags != "Q":
                return

    def _new_line(self, number: int) -> bool:
        """Whether sentence `number` begins a line of its own."""
        start = self.sentences[number].start
        return "\n" in self.text[max(0, start - 3) : start]

    def _has_cue(self, number: int) -> bool:
        """Whether a quotation that opens sentence `number` has a cue after it."""
        sentence = self.sentences[number]
        for cue in self.cues[number]:
            if cue.tense not in _NO_VERB:
                subject = subjects.before(sentence, cue.first, self.kind_of)
                if positions.quote_before(sentence, cue.first) == 0 or (
                    subject and positions.quote_before(sentence, subjects.joined(sentence, subject).outer) == 0
                ):
                    return True
        follower = self.sentences[number + 1] if number + 1 < len(self.sentences) else None
        if follower and sentence.tags == "Q" and self.cues[number + 1]:
            cue = self.cues[number + 1][0]
            subject = subjects.before(follower, cue.first, self.kind_of)
            return bool(subject and subject.outer == 0 and positions.ends_there(follower, cue))
        return False

    # ------------------------------------------------------------ Keller said that …

    def _words_after(self, number: int, sentence: Sentence, cue: Cue) -> int:
        """Note what a cue reports after it; the word up to which it goes, or 0."""
        if cue.tense == "passive":
            return self._told_by(number, sentence, cue)
        if cue.tense == "phrase":
            return self._according(number, sentence, cue)
        start = positions.own(sentence, clauses.start_after(sentence, cue), cue, self.cues[number])
        start = start or relatives.words_of(sentence, cue)
        if start is None and "find" not in cue.groups:
            self._spoken[number].append((cue.verb, cue))
            return 0
        subject = self.subject_of(number, cue)
        if subject is None or subjects.inverted(sentence, cue, self.kind_of):
            return 0
        self._spoken[number].append((cue.verb, subject))
        relative = relatives.set_off(sentence, subject)
        if "find" in cue.groups and "say" not in cue.groups and not subjects.is_document(sentence, subject):
            subject = subjects.document(sentence, cue.first, subject, self.kind_of) or subject
        if "find" in cue.groups and subjects.is_document(sentence, subject):
            start = clauses.start_after(sentence, cue, document=True)
        if start is None or not (
            is_credible(sentence, cue, subject, start, self.kind_of)
            or found_by_them(sentence, cue, subject, start, self.text[max(0, sentence.start - _BACK) : sentence.start])
        ):
            return 0
        pieces = self._interrupted(number, cue, subject, start)
        later = rivals.begin(sentence, self.cues[number], cue, start.word, self.kind_of)
        used = self.first_taken(sentence, start.word)
        subordinate = subject.outer > 0 and sentence.tags[subject.outer - 1] == "S"
        end = clauses.end_of(sentence, cue, start, later, used, relative=relative, subordinate=subordinate)
        return self._note(number, cue, subject, [*pieces, (start, end)])

    def _told_by(self, number: int, sentence: Sentence, cue: Cue) -> int:
        """What the agent of a passive says to its subject: was asked by |Hill whether …, was told by |her to go."""
        subject = subjects.agent(sentence, cue.last, self.kind_of) if cue.groups & _HEARD else None
        start = clauses.start_after(sentence, structs.replace(cue, last=subject.last)) if subject else None
        if subject is None or start is None or start.how not in _TOLD:
            return 0
        used, opens = self.first_taken(sentence, start.word), not cue.first or sentence.tags[cue.first - 1] == "S"
        set_off = cue.first > 0 and sentence.tags[cue.first - 1] == ","
        end = clauses.end_of(sentence, cue, start, (), used, relative=set_off, subordinate=opens)
        return self._note(number, cue, subject, [(start, end)])

    def _interrupted(self, number: int, cue: Cue, subject: NounPhrase, after: Start) -> list[tuple[Start, int]]:
        """The reported words before a cue that only interrupts them: The streets are empty, |he added, "but …"."""
        sentence = self.sentences[number]
        tags, end = sentence.tags, subject.outer - 1
        if end < 2 or tags[end] != "," or subject.first > cue.verb or cue.groups.isdisjoint(_SAYING):
            return []
        start = positions.lead(sentence)
        if end < start + 2 or tags[subject.first] == "W":
            return []
        start = max(start, tags.rfind(";", 0, end) + 1)
        turn = tags.rfind(",C", 0, end)
        if turn > 0 and after.how == "clause" and tags[turn + 2] in "PM":
            return []  # "It rains, and |on Monday, she said it will snow"
        others = [other.first for other in self.cues[number] if start < other.first < cue.first]
        if after.how == "quote" and any(o.tense == "gerund" and o.first in others for o in self.cues[number]):
            return []  # "He left, explaining that it was late and, |he said, “dark.”"
        if any(end < other for other in others) or (after.word == cue.last + 1 and others):
            return []  # "One says it rains, |another says it will snow", "It rains, she said, |adding that it snows"
        told = positions.is_statement(sentence, start, end)
        if not told and cue.first == subject.last + 1 and ":" not in tags[start:end]:
            told = self._goes_on_in(sentence, after, start)
        return [(Start(start, "clause"), end)] if told else []

    def _goes_on_in(self, sentence: Sentence, after: Start, start: int) -> bool:
        """Whether a quotation goes on with the words from `start` on: These and others, he said, “all |agree.”"""
        if after.how != "quote" or sentence.tags[after.word - 1] != "," or sentence.tags[start] in "PMSQ":
            return False
        return self.text[self.stretch(self.passage(sentence, after.word)).start + 1].islower()

    def _note(self, number: int, cue: Cue, subject: NounPhrase, pieces: list[tuple[Start, int]]) -> int:
        """Note an utterance of one or two pieces of a sentence, each from a start to a word (exclusive)."""
        sentence = self.sentences[number]
        tags = sentence.tags
        pieces = [piece for piece in pieces if piece[0].word < piece[1]]
        if not pieces:
            return 0
        quotes = self.quotes_in(sentence, pieces) if "Q" in tags else []
        start, end = pieces[0]
        if not quotes and (end - start.word < 2 or cue.groups <= _QUOTE_ONLY):
            return 0
        numbers = [self.passage(sentence, index) for index in quotes] if quotes else []
        stretches = [self.stretch(passage) for passage in numbers] if quotes else []
        if quotes and (
            positions.is_name(sentence, cue, start, quotes[0])
            or not "".join(tags[start.word : end] for start, end in pieces).strip("Q,CR")
        ):
            draft = self.add(number, cue, subject, stretches, numbers)
        elif start.how == "quote" and quotes and tags[start.word - 1] in ":,-":
            draft = self.add(number, cue, subject, stretches[:1], numbers[:1])
        else:
            spans = [Span(sentence.starts[start.word], self.end_of(sentence, end - 1)) for start, end in pieces]
            draft = self.add(number, cue, subject, spans, numbers)
            draft.form, draft.quoted = ("mixed" if quotes else "indirect"), tuple(stretches)
        if end >= len(tags) - 1:
            self._next_sentences(number, draft)
        return end

    # ------------------------------------------------------------ according to Keller; the plan will fail, Keller said

    def _according(self, number: int, sentence: Sentence, cue: Cue) -> int:
        subject = subjects.after(sentence, cue.last, self.kind_of)
        if subject is None:
            return 0
        tags = sentence.tags
        if not tags[: cue.first].strip("C,RS-") or tags[cue.first - 1] == ":":
            comma = tags.find(":", subject.last)
            comma = comma if comma > 0 else positions.comma_after(sentence, subject.last)
            if positions.goes_on(sentence, subject.last + 1):
                comma = subject.last  # "According to Keller |the boat was late"
            return self._note(number, cue, subject, [(Start(comma + 1, "clause"), len(tags))]) if comma > 0 else 0
        end = len(tags[: cue.first].rstrip(",-"))
        if any(tags[index] == "Q" and not self.free(sentence, index) for index in range(end)) or self.noted[number]:
            return 0
        comma = tags.find(",", subject.last)
        relative = tags[end - 1] == "W" and end < cue.first and comma > 0  # boats which, |according to Keller, …
        pieces = [] if relative else [(Start(positions.lead(sentence), "clause"), end)]
        aside = tags[0] in "PS" and comma > 0 and len(tags) - comma > _CLAUSE
        if end < cue.first and comma > 0 and (aside or relative or tags[comma + 1 : comma + 2] in ("A", "B")):
            pieces.append((Start(comma + 1, "clause"), len(tags)))
        self._note(number, cue, subject, pieces)
        return 0

    def _words_before(self, number: int, sentence: Sentence, cue: Cue) -> int:
        """Note what a cue reports before it, and after it where it only interrupts."""
        tags = sentence.tags
        if cue.tense not in FINITE or cue.groups.isdisjoint(STATING):
            return 0
        start, rest = max(positions.lead(sentence), tags.rfind(";", 0, cue.first) + 1), cue.last + 1
        subject = subjects.inverted(sentence, cue, self.kind_of)
        if subject:
            end, rest = cue.first - 1, positions.comma_before_verb(sentence, subject.last)
        else:
            subject = subjects.before(sentence, cue.first, self.kind_of)
            subject = subject and subjects.joined(sentence, subject)
            if not subject or tags[subject.first] == "W" or subject.outer < 2 or tags[subject.outer - 1] not in ",-":
                return 0
            end = subject.outer - 1
            rest = positions.after_hearer(sentence, cue, start, end)
        if tags[rest : rest + 1] == "," and (rest + 2 < len(tags) or tags[rest + 1 :] == "Q"):
            pieces = [(Start(start, "clause"), end), (Start(rest + 1, "clause"), len(tags))]
            if rivals.begins_at(sentence, self.cues[number], cue, rest + 1, self.kind_of):
                pieces.pop()
            short = end - start < _CLAUSE and not positions.is_statement(sentence, start, end)
            if short and not positions.is_subject(sentence, start, end, rest + 1):
                pieces = pieces[1:]
            return self._note(number, cue, subject, pieces)
        aside = "say" in cue.groups and tags[rest : rest + 1] in ("P", "M") and "," not in tags[rest:]
        rest = len(tags) if tags[rest : rest + 1] == ";" else rest
        closing = (rest >= len(tags) or aside) and positions.is_whole(sentence, start, end)
        if end - start < 3 or not (closing or positions.is_statement(sentence, start, end)):
            return 0
        return self._note(number, cue, subject, [(Start(start, "clause"), end)])
