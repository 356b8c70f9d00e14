"""Quotations that no cue has taken: introduced by a colon, going on with what was said before, or mere terms."""

from __future__ import annotations

from onrecord.annotate import positions, subjects
from onrecord.annotate.cues import STATING
from onrecord.annotate.drafts import Draft
from onrecord.annotate.paragraph import Paragraph
from onrecord.annotate.phrases import KindOf, NounPhrase, phrase_ending
from onrecord.annotate.syntax import Sentence
from onrecord.model import Span
from onrecord.patterns import regex

_LAST_LINE = regex(r"(?<=[.!?…])[ \t]*\n[ \t]*[-–—]?[ \t]*(([A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*)+)[^\n]*?)[.\s\"”]*$")
_LINE = 120
_TWEET = regex(r"\s*[—–-] ?([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)*) \(@\w+\)[^\n]*$")
"""How an embedded tweet is signed."""
_GAP = 8
"""Characters that two paragraphs stand apart, at most."""
_FROM = frozenset(("from", "by"))
_TERM_WORDS = 2
_LONGEST_NAME = 12
_HEADLINE = 16
"""Words that a headline has, at most."""


def read_loose(text: str, paragraph: Paragraph, before: Paragraph | None) -> list[Draft]:
    """The utterances made of the paragraph's quotations without a cue; `before` is the paragraph before it."""
    drafts: list[Draft] = []
    for number, sentence in enumerate(paragraph.sentences):
        index = sentence.tags.find("Q")
        while index >= 0:
            if paragraph.free(sentence, index):
                passage = paragraph.passage(sentence, index)
                paragraph.taken.add(passage)
                stretch = paragraph.stretch(passage)
                if sentence.tags[:index].strip("CR,"):
                    draft = _within(text, paragraph, number, index, stretch)
                else:
                    draft = _opening(text, paragraph, before, number, stretch)
                if draft:
                    drafts.append(draft)
            index = sentence.tags.find("Q", index + 1)
    return drafts


def _opening(text: str, paragraph: Paragraph, before: Paragraph | None, number: int, stretch: Span) -> Draft:
    """A quotation that opens a sentence: what a colon before it announces, else somebody going on."""
    holder, earlier = (paragraph, number - 1) if number else (before, -1)
    if holder and holder.sentences:
        sentence = holder.sentences[earlier]
        if text[sentence.start : sentence.end].rstrip().endswith(":"):
            return _announced(holder, earlier, stretch)
    underneath = _underneath(text, stretch)
    if underneath:
        return underneath
    signed = _signed(paragraph, number, stretch)
    if signed:
        return signed
    if _is_thing(paragraph.sentences[number]):
        return Draft([stretch], "direct", confidence=0.4, why="quoted words that a sentence is about")
    draft = Draft([stretch], "direct", ref="implicit", confidence=0.6, why="a quotation without a cue, after others")
    if holder and holder.sentences and not (holder.noted[earlier] or holder.sentences[earlier].tags.endswith("Q")):
        subject = _led_up(holder, earlier, same=number > 0)
        if subject:
            draft.why = "a quotation after a sentence about its speaker"
            return _with_speaker(draft, holder.sentences[earlier], subject)
    return draft


def _is_thing(sentence: Sentence) -> bool:
    """Whether a sentence goes on about the quotation that opens it: "…" is a song, "…," the play that he wrote, is …"""
    tags = sentence.tags
    if tags[1:2] in ("B", "A", "V", "n"):
        return True
    return tags[1:3] in (",D", ",P") and any(tag in "ABV" for tag in tags[3:]) and "W" not in tags


def _led_up(holder: Paragraph, number: int, *, same: bool) -> NounPhrase | None:
    """Whom the sentence before a quotation is about: who speaks in it, or in the `same` paragraph its subject."""
    spoken = holder.spoken(number)
    if spoken:
        return spoken[-1][1]
    sentence = holder.sentences[number]
    subject = subjects.main_subject(sentence, len(sentence.tags), holder.kind_of) if same else None
    if subject is None or (subject.mention < 0 and subject.ref != "pronoun"):
        return None
    return subject if subject.mention < 0 or holder.kind_of(subject.mention) == "person" else None


def _signed(paragraph: Paragraph, number: int, stretch: Span) -> Draft | None:
    """A quotation with its speaker's name after a dash or, in a headline, a colon: "…" - Ada Hill, farmer."""
    sentence, dash = paragraph.sentences[number], 1
    if sentence.tags == "Q" and number + 1 < len(paragraph.sentences):
        sentence, dash = paragraph.sentences[number + 1], 0
    subject, why = _after_dash(sentence, dash, paragraph.kind_of), "name after a dash"
    if subject is None:
        subject, why = _after_colon(sentence, dash, paragraph.kind_of), "name after a colon"
    return _with_speaker(Draft([stretch], "direct", confidence=0.9, why=why), sentence, subject) if subject else None


def sign(text: str, draft: Draft, line: Paragraph) -> None:
    """Give a quotation without a cue to whoever signs it in the `line` below: "…"⏎⏎- Ada Hill, farmer."""
    sentence = line.sentences[0]
    between = text[draft.spans[-1].end : sentence.start]
    subject = None if draft.cue or between.strip() else _after_dash(sentence, 0, line.kind_of)
    if subject and sentence.tags[subject.last + 1 : subject.last + 2] in ("", ",", "("):
        draft.confidence, draft.why = 0.9, "name after a dash"
        _with_speaker(draft, sentence, subject)


def _after_dash(sentence: Sentence, dash: int, kind_of: KindOf) -> NounPhrase | None:
    """The name that follows the dash at word `dash` of a short line."""
    if sentence.tags[dash : dash + 1] != "-" or len(sentence.tags) > _LONGEST_NAME:
        return None
    subject = subjects.after(sentence, dash, kind_of)
    return subject if subject and subject.ref == "name" and subject.outer == dash + 1 else None


def _after_colon(sentence: Sentence, colon: int, kind_of: KindOf) -> NounPhrase | None:
    """Whom a headline names behind a quotation and a colon: "I was late": |Ada Hill on her years at sea."""
    if colon < 1 or sentence.tags[colon : colon + 1] != ":" or sentence.tags[-1] == "Q":
        return None
    subject = subjects.after(sentence, colon, kind_of)
    named = subject is not None and subject.mention >= 0 and kind_of(subject.mention) == "person"
    return subject if subject and named and subject.outer == colon + 1 and len(sentence.tags) <= _HEADLINE else None


def _underneath(text: str, stretch: Span) -> Draft | None:
    """A quotation whose last line is its speaker's name and office: "We won.⏎Ada Hill, mayor"."""
    line = _LAST_LINE.search(text, max(stretch.start, stretch.end - _LINE), stretch.end)
    if line is None or len(line.group(1).split()) > _LONGEST_NAME:
        return None
    return _by(Span(line.start(1), line.start(1) + len(line.group(2))), stretch.start, line.start())


def _by(name: Span, start: int, end: int) -> Draft:
    """The words from `start` to `end`, signed with a name."""
    why = "name under the quotation"
    return Draft([Span(start, end)], "direct", speaker=name, ref="name", confidence=0.85, why=why)


def _announced(holder: Paragraph, number: int, stretch: Span) -> Draft:
    """A quotation after a sentence that ends with a colon: its speaker is whoever that sentence is about."""
    sentence, spoken = holder.sentences[number], holder.spoken(number)
    saying = {cue.verb for cue in holder.cues[number] if cue.groups & STATING}
    spoken = [item for item in spoken if item[0] in saying] or spoken  # "|tweeted, using his own account: …"
    draft = Draft([stretch], "direct", confidence=0.85, why="announced by a colon")
    subject = spoken[-1][1] if spoken else subjects.main_subject(sentence, len(sentence.tags), holder.kind_of)
    if spoken:
        draft.cue = Span(sentence.starts[spoken[-1][0]], sentence.end_of(spoken[-1][0]))
    return _with_speaker(draft, sentence, subject)


def read_extract(text: str, before: Paragraph | None, extract: list[Span]) -> Draft | None:
    """A block quotation: who signed it, or whom the paragraph `before` it speaks of; None where nobody announces it."""
    last = extract[-1]
    tweet = _TWEET.search(text, max(last.start, last.end - _LINE), last.end)
    signed = _underneath(text, last) if tweet is None else _by(Span(*tweet.span(1)), last.start, tweet.start())
    if signed is not None:
        signed.spans = [span for span in (*extract[:-1], *signed.spans) if span.end > span.start]
        return signed if signed.spans else None
    announced = text[max(0, extract[0].start - _GAP) : extract[0].start].rstrip().endswith(":")
    holder = before if before and before.sentences and before.sentences[-1].words else None
    draft = Draft(list(extract), "direct", confidence=0.6, why="block quotation")
    if announced and holder:
        draft = _announced(holder, len(holder.sentences) - 1, extract[0])
        draft.spans, draft.why = list(extract), "block quotation announced by a colon"
    elif holder and (spoken := holder.spoken(len(holder.sentences) - 1)):
        return _with_speaker(draft, holder.sentences[-1], spoken[-1][1])
    return draft if announced else None


def _within(text: str, paragraph: Paragraph, number: int, index: int, stretch: Span) -> Draft | None:
    """A quotation inside a sentence of the writer's."""
    sentence = paragraph.sentences[number]
    main = positions.main_clause(sentence, index)  # "When they fret, |Keller has a message: “…”"
    spoken = [(word, subject) for word, subject in paragraph.spoken(number) if main <= word < index]
    said = spoken[-1][0] if spoken else -1
    whose = _in_words_of(sentence, index, paragraph.kind_of)
    if whose:
        draft = Draft([stretch], "direct", confidence=0.85, why="quoted words in somebody's words")
        return _with_speaker(draft, sentence, whose)
    words = len(text[stretch.start : stretch.end].split())
    if words <= _TERM_WORDS and not spoken and sentence.tags[index - 1] != ":":
        return None
    if not spoken and _describes(sentence, index):
        return None
    draft = Draft([stretch], "direct", confidence=0.5, why="quoted words in a sentence about somebody")
    passive = [
        cue
        for cue in paragraph.cues[number]
        if cue.tense == "passive" and cue.last < index and sentence.tags[cue.first - 1 : cue.first] != "S"
    ]
    if passive:
        return _with_speaker(draft, sentence, subjects.agent(sentence, passive[-1].last, paragraph.kind_of))
    if sentence.tags[index - 1] == ":":
        label = phrase_ending(sentence, index - 2)
        if label and label.outer > said and _is_label(paragraph, sentence, label, alone=not spoken):
            return _with_speaker(draft, sentence, label)
    if spoken and sentence.tags[index - 1] == ":":
        draft.confidence, draft.why = 0.85, "announced by a colon"
    subject = spoken[-1][1] if spoken else subjects.main_subject(sentence, index, paragraph.kind_of)
    if not spoken and paragraph.drafts and (subject is None or subject.ref == "nominal"):
        draft.ref = "implicit"
        return draft
    return _with_speaker(draft, sentence, subject)


def _in_words_of(sentence: Sentence, index: int, kind_of: KindOf) -> NounPhrase | None:
    """Whose the words at word `index` are said to be: It was, in |Hill's words, "…"; in the words of |Hill, "…"."""
    lows, last = sentence.lows, index - 1 - (sentence.tags[index - 1] in ",:")
    if last < 1:
        return None
    if lows[last] == "words":
        return subjects.possessor(sentence, last)
    first = last
    while first > 0 and sentence.mentions[first] >= 0:
        first -= 1
    if 0 < first < last and lows[first - 1 : first + 1] == ["words", "of"]:
        return subjects.after(sentence, first, kind_of)
    return None


def _describes(sentence: Sentence, index: int) -> bool:
    """Whether the quoted words at word `index` only describe the noun behind them: a "leave us be" theme."""
    return sentence.tags[index + 1 : index + 2] == "n" and sentence.tags[index - 1] in "DnXx"


def _is_label(paragraph: Paragraph, sentence: Sentence, label: NounPhrase, *, alone: bool) -> bool:
    """Whether the phrase before a colon says who speaks: it opens the line, or names somebody whom no verb tells of."""
    if label.outer == 0 or sentence.tags[label.outer - 1] in "-)":
        return True
    if sentence.tags[label.outer - 1] == "P":
        return sentence.lows[label.outer - 1] in _FROM  # from Ada Hill: …; to Ada Hill: …
    return alone and label.mention >= 0 and paragraph.kind_of(label.mention) == "person"


def _with_speaker(draft: Draft, sentence: Sentence, subject: NounPhrase | None) -> Draft:
    if subject:
        draft.speaker = Span(sentence.starts[subject.first], sentence.end_of(subject.last))
        draft.ref = subject.ref
    return draft
