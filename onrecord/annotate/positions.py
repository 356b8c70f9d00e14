"""Places in a sentence that cues are measured by: where its clause begins, what stands before and after a cue."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.annotate import clauses
from onrecord.annotate.cues import FINITE, Cue
from onrecord.annotate.phrases import PERIODS
from onrecord.annotate.subjects import clause_opening
from onrecord.annotate.syntax import Sentence, dateline_end

_NAMING = ("call", "describ", "label", "brand", "dub", "characteri", "refer", "portray", "depict")
_REPORTING = frozenset({"say", "that", "tell", "name"})
_SAYING = frozenset({"say", "tell"})
_OCCASION = 9
"""Words within which the comma after a hearer and an occasion stands."""
_CONDITIONS = frozenset("if when unless because although though whenever without".split())
_TIMES = PERIODS | {"ago", "time", "times", "way"}
_OPENING = 5
_FAR = 3
"""Words between a cue and a quotation from which on another cue may stand there."""
_ASIDE = 5
"""Words from which a phrase with a preposition or "when" at its head may be a whole sentence."""


def quote_before(sentence: Sentence, word: int) -> int | None:
    """The quotation that ends just before `word`, a comma or dash between them at most."""
    index = word - 1
    if index > 1 and sentence.lows[index] == "how" and sentence.lows[index - 1] in ("is", "was"):
        index -= 2  # "…" is how |Keller puts it
    while index >= 0 and (sentence.tags[index] in ",-R" or sentence.lows[index] == "as"):
        index -= 1
    return index if index >= 0 and sentence.tags[index] == "Q" else None


def only_led_up(sentence: Sentence, quote: int, cue: Cue) -> bool:
    """Whether a quotation stands in what leads up to a statement that follows its cue: To a question on "…," |Hill
    said it was late."""
    start = clause_start(sentence, quote)
    verb = any(tag in "ABNV" for tag in sentence.tags[start:quote])
    led = start < quote and sentence.tags[start] == "P" and not verb
    after = clauses.start_after(sentence, cue) if led else None
    return after is not None and after.how in ("that", "clause")


def own(sentence: Sentence, start: clauses.Start | None, cue: Cue, cues: Sequence[Cue]) -> clauses.Start | None:
    """Where a cue's words start, unless a later cue stands nearer to them: "It |quoted Hill, with Moss saying: …"."""
    if start is None or start.how not in ("quote", "name"):
        return start
    if start.how == "name" and sentence.lows[cue.last] != "for":
        quoted = sentence.tags.find("Q", start.word)
        if any(start.word < other.first < quoted and _tells(sentence, other) for other in cues):
            return None  # "They |mocked Hill for saying “…”"
    if start.word - cue.last < _FAR:
        return start
    if start.how == "quote" and cue.verb < main_clause(sentence, start.word):
        return None  # "When they |fret, Hill has a message: “…”"
    return None if any(cue.last < other.first and other.last < start.word for other in cues) else start


def main_clause(sentence: Sentence, word: int) -> int:
    """Where the main clause before word `word` begins, 0 where what stands before it tells whose its words are: As Hill
    put it, …; According to Hill, …"""
    low = sentence.lows[lead(sentence)]
    main = clause_opening(sentence, word)
    return 0 if low in ("as", "according") or main >= word else main


def _tells(sentence: Sentence, cue: Cue) -> bool:
    """Whether a cue tells by itself what somebody said: for |saying, for |calling it, those who |say."""
    if cue.negated or not cue.groups & _REPORTING:
        return False
    if cue.tense == "gerund":
        return sentence.lows[cue.verb].endswith("ing")
    return cue.tense in FINITE and not cue.groups.isdisjoint(_SAYING)


def is_statement(sentence: Sentence, start: int, end: int) -> bool:
    """Whether words `start` to `end` are a clause: they hold a verb or a pronoun and do not open as an aside."""
    tags = sentence.tags
    while start < end and tags[start] in "R,":
        start += 1
    start += clauses.guess(sentence, start) if start < end else 0
    if start < end and tags[start] in "nx" and sentence.lows[start].endswith(("ing", "ed")):
        return sentence.lows[start].endswith("ing") and _is_subject(tags[start:end])
    if ",S" in tags[start : min(end, start + _OPENING)]:
        return False  # "Last month, |when they met, …"
    if start >= end or tags[start] in "PSMW" or tags[start : start + 2] == "RS":
        return False
    if any(tag in "ABNV" for tag in tags[start:end]):
        return True
    verb = "".join(sentence.lows[start + 1 : start + 2])
    opens = tags[start] == "x" and sentence.lows[start][-1] == "s" and verb.endswith("ed")  # "|Prices dropped"
    plain = (opens or tags[start] in "DX#") and tags[start - 1 : start] != "," and ":" not in tags[start:end]
    return plain and _holds_verb(sentence, start, end)


def _holds_verb(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a regular verb in the past stands behind a noun: The mayor |resigned; not "an |escaped prisoner"."""
    tags, lows = sentence.tags, sentence.lows
    return any(lows[at].endswith("ed") and tags[at] == "n" and tags[at - 1] in "nXx" for at in range(start + 1, end))


def is_subject(sentence: Sentence, start: int, end: int, rest: int) -> bool:
    """Whether words `start` to `end` belong to what goes on at word `rest`, which has no subject of its own: |The boat
    sank, he said, in minutes; |His wife, he said, still plans to go."""
    verb = len(sentence.tags) - len(sentence.tags[rest:].lstrip("R"))
    following = sentence.tags[verb : verb + 1]
    if following in ("A", "B", "V"):
        return True
    if sentence.lows[start] in _CONDITIONS and any(tag in "ABNVn" for tag in sentence.tags[start + 1 : end]):
        return True  # "|When it rains, she said, the roof leaks"
    time = sentence.lows[end - 1] in _TIMES or sentence.tags[end - 1] == "M"
    return sentence.tags[start] == "D" and end > start + 1 and not time and following in ("n", "P")


def _is_subject(tags: str) -> bool:
    """Whether a clause of these tags has the gerund at its beginning as its subject: |replacing the boats would cost a
    lot; not "speaking on Monday, he was …"."""
    verb = next((index for index, tag in enumerate(tags) if tag in "AB"), 0)
    between = tags[1:verb]
    plain = "," not in between and "W" not in between
    if verb == 1:
        return True  # "|Flooding has closed the road"
    return verb > 1 and not any(tag in "NTHQ" for tag in between) and (plain or tags[verb - 1] == ",")


def after_hearer(sentence: Sentence, cue: Cue, start: int, end: int) -> int:
    """The word after a cue that interrupts words `start` to `end`, or the comma after its hearer and occasion: The
    plan, he told CNN on Monday|, would fail.
    """
    tags, rest = sentence.tags, cue.last + 1
    comma = tags.find(",", rest, rest + _OCCASION)
    between = tags[rest:comma]
    if comma <= rest or between.strip("PDnXxMRO#") or not (between[0] in "PM" or "tell" in cue.groups):
        return rest
    if (
        tags[comma + 1 : comma + 2] == "C"
        and sentence.lows[rest] != "to"
        and is_statement(sentence, comma + 2, len(tags))
    ):
        return comma
    incomplete = not is_statement(sentence, start, end) or tags[comma + 1 : comma + 2] in ("T", "A", "B", "V")
    return comma if incomplete and tags[comma + 1 : comma + 2] in ("T", "A", "B", "V", "N", "D", "X") else rest


def verb_goes_on(sentence: Sentence, cue: Cue) -> bool:
    """Whether what a cue interrupts goes on with "and" and an auxiliary: It was "…", he said|, and had been so."""
    after = sentence.tags[cue.last + 1 :]
    return after.startswith((",CA", ",CB")) and not any(tag in "Q,;" for tag in after[1:])


def joins_subject(sentence: Sentence, start: int, at: int, verb: int) -> bool:
    """Whether the "and" at word `at`, after a clause that begins at `start`, only adds to the subject: she |and her
    peers call it; `verb` begins the later cue."""
    tags = sentence.tags[start:at]
    lone = tags == "N" or (tags[:1] == "D" and tags[1:] in ("n", "x", "X"))
    listed = tags[:1] == "D" and "," in tags and not tags.strip("DnxX,")  # "the title, sum |and text showed it"
    return sentence.tags[at] == "C" and verb > at + 1 and (lone or listed or _are_nouns(sentence, start, at, verb))


def _are_nouns(sentence: Sentence, start: int, at: int, verb: int) -> bool:
    """Whether the "and" at word `at` joins two nouns before a verb: said that job cuts |and closures would cost it."""
    tags = sentence.tags
    start = max(start, tags.rfind("T", start, at) + 1)
    verbless = not any(tag in "ABNVQ" for tag in tags[start:at]) and not _holds_verb(sentence, start, at)
    return verbless and tags[at - 1] != "," and not any(tag in "NX" for tag in tags[at + 1 : verb])


def is_whole(sentence: Sentence, start: int, end: int) -> bool:
    """Whether words `start` to `end` can be a sentence that a cue closes: they hold a verb, or are no mere aside."""
    tags = sentence.tags
    return tags[start] not in "PSM" or (end - start > _ASIDE and any(tag in "ABV" for tag in tags[start:end]))


def comma_after(sentence: Sentence, last: int) -> int:
    """The comma that ends what describes the phrase ending at word `last`: behind a name the first with a clause after
    it, behind other words the first with no relative clause and no more of a list after it."""
    tags = sentence.tags
    comma = tags.find(",", last)
    named = comma > 0 and sentence.mentions[comma - 1] >= 0
    while comma > 0:
        following = tags.find(",", comma + 1)
        if following < 0:
            break
        between = tags[comma + 1 : following]
        goes_on = between[:1] == "W" or not between.strip("nC")
        setting = between[:1] in ("P", "S") and sentence.lows[comma + 1] not in (
            "of",
            "from",
        )  # "in May", "when it rains"
        if not goes_on and (not named or setting or any(tag in "ABNV" for tag in between)):
            break
        comma = following
    return comma


def comma_before_verb(sentence: Sentence, last: int) -> int:
    """The comma behind the name ending at word `last` after which a verb or a quotation goes on with what the name
    interrupts; the length of the sentence where there is none."""
    tags = sentence.tags
    comma = tags.find(",", last)
    while comma > 0 and tags[comma + 1 : comma + 2] not in ("A", "B", "Q"):
        comma = tags.find(",", comma + 1)
    return comma if comma > 0 else len(tags)


def goes_on(sentence: Sentence, word: int) -> bool:
    """Whether a clause begins at word `word` without a comma before it."""
    tags = sentence.tags
    comma = tags.find(",", word)
    rest = tags[word : comma if comma > 0 else len(tags)]
    return rest[:1] in tuple("DNXxn#") and any(tag in "AB" for tag in rest) and not any(tag in "WTQ" for tag in rest)


def ends_there(sentence: Sentence, cue: Cue) -> bool:
    """Whether a sentence reports nothing after its cue: "Keller asked reporters on Monday"."""
    rest = sentence.tags[cue.last + 1 :]
    if sentence.lows[cue.last + 1 : cue.last + 2] == ["to"] and rest[1:2] == "n":
        return False
    if "Q" in rest or clauses.start_after(sentence, cue):
        return False
    return not rest or rest[0] in "PMRS," or (bool(cue.groups & {"tell", "ask"}) and rest[0] in "OXxn")


def lead(sentence: Sentence) -> int:
    """The first word of a sentence that is no connection to what went before ("But", "And")."""
    index = dateline_end(sentence)
    while index < len(sentence.tags) - 1 and sentence.tags[index] in "C,":
        index += 1
    return index


def clause_start(sentence: Sentence, quote: int) -> int:
    """Where the clause that leads up to the quotation at word `quote` begins; `quote` where nothing leads up to it."""
    tags = sentence.tags
    start = lead(sentence)
    if not tags[start:quote].strip("CR,") or tags[quote - 1] in ":-" or "Q" in tags[start:quote]:
        return quote
    return start


def is_name(sentence: Sentence, cue: Cue, start: clauses.Start, quote: int) -> bool:
    """Whether a cue gives a quoted name to a thing of which a pronoun is all that is told: called |it a "…"."""
    naming = start.how == "name" and sentence.lows[cue.verb].startswith(_NAMING) and sentence.lows[cue.last] != "for"
    pronoun = sentence.tags[start.word] in "ONPS" or sentence.lows[start.word] == "her"
    return naming and pronoun and not sentence.tags[start.word + 1 : quote].strip("DRPS")
