"""Where the words reported by a cue begin and where they end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from onrecord.annotate import asides, hearers
from onrecord.annotate.cues import STATING, Cue
from onrecord.annotate.lexicon.reporting import reporting_nouns
from onrecord.annotate.syntax import Sentence
from onrecord.english import SEVERAL
from onrecord.patterns import regex

How = Literal["quote", "that", "question", "clause", "infinitive", "gerund", "name"]

_ADDING = frozenset("saying adding noting telling arguing insisting claiming explaining calling citing".split())
_SUBJECTS = frozenset("he she they we i there".split())
_FINDING = 5
_PASTS = frozenset("beat bet cost cut hit hurt lay left let met put quit read set shot shut split spread".split())
"""Verbs in the past that may be something else, behind a noun."""
_SUBJECT_WORDS = 8
_MANNER = 6
"""Words within which a colon follows "it" and how it was said."""
_HEARD = frozenset({"tell", "ask"})
_NAMING = frozenset({"name", "belief"})
_CLAUSAL = STATING | {"ask", "phrase", "hold"}
_BREAK = regex("[,;:-]")
_PART = regex("[,;:PS-]")
_SUBJECT = regex("(?:PM[Mn]*)?[NDXx]")
"""What a main clause begins with: its subject, a time before it."""
_WHICH = frozenset("last this next late early earlier every each".split())
_PERIODS = frozenset(
    "morning afternoon evening night day week weekend month year summer fall autumn winter spring".split()
)
_PARTICLES = frozenset({"back", "out"})
_ONLY_THAT = ("post", "gush", "shout", "brag")
_NOT_SPEECH = frozenset("nothing little so much yes no something anything goodbye hello".split())
_GUESSES_ALONE = frozenset("about around over under nearly almost roughly approximately".split())
_PAIRS = frozenset({("at", "least"), ("at", "most"), ("close", "to"), ("fewer", "than"), ("less", "than")})
_GUESSES = _GUESSES_ALONE.union([first for first, _ in _PAIRS])
_NUMBERS = [[word] for word in (*SEVERAL, "half", "all")]


class Start(Struct, frozen=True, gc=False):
    """The reported words begin at word `word` of the sentence, told by `how`."""

    word: int
    how: How


def start_after(sentence: Sentence, cue: Cue, document: bool = False) -> Start | None:
    """Where the words reported by `cue` begin when they follow it; None where nothing reported follows.

    The subject being a `document` ("the survey"), whatever is long enough is what it found.
    """
    tags, lows, length = sentence.tags, sentence.lows, len(sentence.tags)
    groups = cue.groups
    index = cue.last + 1
    while index < length and (
        tags[index] == "R"
        or (tags[index] == "," and tags[index + 1 : index + 2] == "R")
        or (lows[index] in _PARTICLES and tags[index + 1 : index + 2] in (",", ":", "Q", "P"))
    ):
        if guess(sentence, index):
            break
        index += 1
    if index >= length:
        return None
    if tags[index] == "n" and tags[cue.last + 1] == "," and index > cue.last + 1 and "Q" not in tags[index:]:
        return None  # "The plan, she said, still |lacks money"
    if tags[index] in ":,-" and tags[index + 1 : index + 2] == "Q":
        return Start(index + 1, "quote")
    if tags[index] == "Q":
        return Start(index, "quote")
    if not groups.isdisjoint(_CLAUSAL):
        start = _clause_after(sentence, index, groups)
        if start and (start.how in ("that", "quote") or not _is_thing(sentence, cue, start)):
            return start
    if "how" in groups and lows[index] == "how" and tags[index + 1 : index + 2] in tuple("NDXx"):
        return Start(index, "question")
    if "only that" in groups:
        that = _skip_times(sentence, index)
        start = _clause_at(sentence, that, groups, False) if tags[that : that + 1] == "T" else None
        if start and start.how == "that" and "so" not in lows[max(0, cue.first - 1) : cue.verb]:
            return start  # not "so highly |charged that it failed"
    if document and length - index >= _FINDING and tags[index] in "DXxn#":
        return Start(index, "clause")
    if "report" in lows[cue.verb] and _figure(sentence, index):
        return Start(index, "clause")
    if "name" in groups and lows[cue.last] == "for":
        start = _named(sentence, index)
        if start:
            return start
    if "to" in groups:
        start = _infinitive(sentence, index)
        if start:
            return start
    if "gerund" in groups and lows[index].endswith("ing") and tags[index] == "n":
        return Start(index, "gerund")
    if not groups.isdisjoint(_NAMING):
        start = _named(sentence, index)
        if start:
            return start
    return None if groups <= _NAMING else _colon(sentence, index)


def _is_thing(sentence: Sentence, cue: Cue, start: Start) -> bool:
    """Whether what follows a verb without "that" is a thing more often: denied |a report that …, posted |a video."""
    low = sentence.lows[cue.verb]
    if low.startswith("add") and start.how == "clause" and sentence.tags[start.word] in "nXxD#":
        part = _BREAK.split(sentence.tags[start.word :], 1)[0]
        return not any(tag in "ABV" for tag in part)  # added |two lawyers to his team
    if low.startswith("recall") and start.how == "clause" and sentence.tags[start.word] in "Dn#":
        return not any(tag in "ABVN" for tag in _PART.split(sentence.tags[start.word :], 1)[0])  # recalled |an envoy
    if low.startswith("conced") and start.how == "clause":
        return sentence.lows[start.word] in ("a", "an")  # conceded |a penalty; "conceded the vote was close"
    return low.startswith(_ONLY_THAT) or (
        low.startswith("den") and sentence.tags[start.word] in "Dn" and start.how == "clause"
    )


def _named(sentence: Sentence, index: int) -> Start | None:
    """The thing and the quoted name for it that follow a cue: called |the plan "…"."""
    tags = sentence.tags
    quoted = tags.find("Q", index)
    between = tags[index:quoted]
    if quoted < 0 or any(tag in ";:" for tag in between) or any(mark in between for mark in (",N", ",C")):
        return None
    if ",S" in between and "as" not in sentence.lows[quoted - 2 : quoted]:
        return None  # "described the North kindly, when he had called it “…”"
    if tags[index] in "P," and (tags[quoted - 1] == "," or (quoted == index + 1 and sentence.lows[index] != "to")):
        return Start(quoted, "quote")
    that = tags.find("T", index, quoted)
    return Start(that + 1 if that >= 0 else index, "name")


def _figure(sentence: Sentence, index: int) -> bool:
    """Whether a number stands within the noun phrase that begins at `index`: reported |more than 40 arrests."""
    stop = index
    while stop < len(sentence.tags) and sentence.tags[stop] in "DR#PS" and stop < index + 5:
        if sentence.tags[stop] == "#":
            return True
        stop += 1
    return sentence.lows[index] in ("a", "an") and sentence.tags[index + 1 : index + 2] == "#"


def _colon(sentence: Sentence, index: int) -> Start | None:
    """Reported words after a colon or a comma before a quotation, whatever stands between: said in a statement: "…"."""
    quoted = sentence.tags.find("Q", index)
    breaks = ";-W:" if quoted > 0 and sentence.tags[quoted - 1] == ":" else ",;-W:"
    if (
        quoted > 0
        and sentence.tags[quoted - 1] in ":,"
        and not any(t in breaks for t in sentence.tags[index : quoted - 1])
    ):
        return Start(quoted, "quote")
    return None


def _clause_after(sentence: Sentence, index: int, groups: frozenset[str]) -> Start | None:
    """A clause after the hearer, the time and the place that a cue may have: told reporters on Monday that …"""
    tags, lows, length = sentence.tags, sentence.lows, len(sentence.tags)
    if (
        "say" not in groups
        and not groups.isdisjoint(_HEARD)
        and tags[index] in "OXxnDN"
        and lows[index] not in _SUBJECTS
    ):
        heard = hearers.skip_hearer(sentence, index)
        if heard > index and "tell" not in groups and tags[heard : heard + 1] == "T":
            return None  # "asked agencies |that dealt with it to wait"
        index = heard
    start = index
    while index < length:
        following = tags[index + 1 : index + 2]
        if tags[index] == ",":
            if following == "Q":
                return Start(index + 1, "quote")
            if index == start and following == "S":
                return _behind_condition(sentence, index)
            if index == start and following not in tuple("TPM"):
                return None
        after = _skip_aside(sentence, index)
        if after == index or lows[index] == "despite" or guess(sentence, index):
            break
        index = after
    return _clause_at(sentence, index, groups, index > start) if index < length else None


def _behind_condition(sentence: Sentence, comma: int) -> Start | None:
    """A clause whose condition stands first, between two commas: said, |if elected, she would go."""
    second = sentence.tags.find(",", comma + 1)
    return Start(comma + 1, "clause") if second > 0 and sentence.tags[second + 1 : second + 2] == "N" else None


def _skip_aside(sentence: Sentence, index: int) -> int:
    """The word after the comma, time, place or adverb at word `index`; `index` itself where there is none."""
    tags, lows = sentence.tags, sentence.lows
    if lows[index] in _WHICH and lows[index + 1 : index + 2] and lows[index + 1] in _PERIODS:
        return index + 2 if lows[index + 2 : index + 3] != ["of"] else index  # "each |year of school"
    if tags[index] == "M":
        return index + 1 + (lows[index + 1 : index + 2] != [] and lows[index + 1] in _PERIODS)
    if tags[index] in "R," or (lows[index] == "once" and tags.startswith("T", index + 1)):
        return index + 1  # "told me |once that …"
    if tags[index] != "P":
        return index
    after = hearers.skip_phrase(sentence, index + 1, governed=True)
    if tags[after : after + 1] == "," and tags[after + 1 : after + 2] in ("x", "X"):
        after = hearers.skip_phrase(sentence, after + 1)  # "in Madison, Wisconsin, that"
    return after


def _clause_at(sentence: Sentence, index: int, groups: frozenset[str], far: bool) -> Start | None:
    """The clause that begins at word `index`, if one does; `far` from the cue it must be plain that one does."""
    tag, low = sentence.tags[index], sentence.lows[index]
    if tag == "T":
        verb_next = sentence.tags[index + 1 : index + 2] in ("A", "B")
        if far and verb_next and sentence.tags[index - 1] in "nxX":
            return None  # "adding to the mystery |that has surrounded it"
        comma = sentence.tags[index + 1 : index + 2] == ","  # "conceding that, |when he does, he …"
        following = "".join(sentence.lows[index + 1 + comma : index + 2 + comma])
        if (comma and following in _ADDING) or (following == "about" and not guess(sentence, index + 1)):
            return None  # "denied |that, saying …", "says |that about everybody"
        return Start(index if verb_next else index + 1 + comma, "clause" if verb_next else "that")
    if tag == "Q":
        return Start(index, "quote")
    if words := guess(sentence, index):
        near = groups if "," not in sentence.tags[index:] else groups - {"say"}
        return Start(index, "clause") if _is_clause(sentence, index + words, near) else None
    if low == "despite":
        return Start(index, "clause") if "," in sentence.tags[index:] and "say" in groups else None
    if tag == "H" or low == "whether" or (low in ("if", "where", "when", "who", "which") and "ask" in groups):
        if far and low in ("where", "when", "who", "which") and _describes(sentence, index):
            return None
        return Start(index, "question")
    if (
        (
            low in _NOT_SPEECH
            and sentence.tags[index + 1 : index + 2] in ("", ",", "-", "P", "M", "C")
            and sentence.lows[index + 1 : index + 2] != ["of"]
        )
        or tag not in "NDXxn#S"
        or (tag == "S" and low not in ("if", "while", "although", "since", "unless", "because"))
    ):
        return None
    if low == "because" and (sentence.lows[index + 1 : index + 2] == ["of"] or "," not in sentence.tags[index:]):
        return None
    if far and tag != "N" and not (tag in "DXx" and sentence.tags[index - 1] == "M"):
        return None
    if tag == "S" and sentence.tags[index + 1 : index + 2] in ("", "M", "#"):
        return None  # "since |January"
    return Start(index, "clause") if tag == "S" or _is_clause(sentence, index, groups) else None


def _describes(sentence: Sentence, index: int) -> bool:
    """Whether the relative at word `index` describes what was asked about: asked about the years |when it was quiet."""
    phrase = index - 1
    while phrase > 0 and sentence.tags[phrase] in "nxXD":
        phrase -= 1
    return sentence.tags[index - 1] == "n" and sentence.lows[phrase] in ("about", "of", "for")


def guess(sentence: Sentence, index: int) -> int:
    """How many words before a number guess at it: about |300, at least |six; 0 for none."""
    lows = sentence.lows
    if lows[index] not in _GUESSES:
        return 0
    size = 1 if lows[index] in _GUESSES_ALONE else 2
    number = index + size
    if size == 2 and (lows[index], *lows[index + 1 : number]) not in _PAIRS:
        return 0
    return size if sentence.tags[number : number + 1] == "#" or lows[number : number + 1] in _NUMBERS else 0


def _is_clause(sentence: Sentence, index: int, groups: frozenset[str]) -> bool:
    """Whether a clause, a subject with its verb, begins at `index`."""
    tags = sentence.tags
    if tags[index] == "N":
        return not _only_manner(sentence, index)
    if tags[index] == "n" and sentence.lows[index].endswith("ing") and "say" not in groups:
        return False
    limit = 18 if "say" in groups and sentence.lows[index] != "a" else 10
    for step in range(index + 1, min(len(tags), index + limit)):
        tag = tags[step]
        if tag == "T" and sentence.lows[step - 1] in reporting_nouns()["speech"]:
            return False  # "repeated |his claim that …": the clause is the noun's
        if tag in "ABV":
            return True
        if tag == ":":
            return False
        if tag in ",;-" and ("say" not in groups or sentence.lows[index] in ("a", "an")):
            return False
        verb = tag == "n" and sentence.lows[step].endswith(("ed", "s")) and step > index + 1 and "say" in groups
        if verb and tags[step - 1] != "C":
            return True  # not "declared |a state of emergency and appealed for help"
        if tag in "NQ" and step > index + 1:
            return True
        if sentence.lows[step] in _PASTS and tags[step - 1] in "nXx" and "say" in groups:
            return True
    return "say" in groups and _has_object(sentence, index)


def _only_manner(sentence: Sentence, index: int) -> bool:
    """Whether "it" and how it was said stand before a quotation: put |it this way: "…", said |it best: "…"."""
    tags = sentence.tags
    colon = tags.find(":", index, index + _MANNER)
    plain = colon > 0 and tags[index + 1] in "DPR" and not any(tag in "ABV" for tag in tags[index:colon])
    return plain and sentence.lows[index] == "it"


def _has_object(sentence: Sentence, index: int) -> bool:
    """Whether a verb that no list has stands behind the subject at word `index`, as an object tells: said people
    |misunderstand him, said Keller |asked for it."""
    tags, lows = sentence.tags, sentence.lows
    for step in range(index + 1, min(len(tags) - 1, index + _SUBJECT_WORDS)):
        if tags[step] in ",;:-PCSTWQ":
            return False
        if tags[step] == "n" and tags[step + 1] in "DOXxN#" and tags[index] in "DNXxn":
            return True
        if tags[step] == "n" and tags[step - 1] in "Xx" and lows[step].endswith("ed"):
            return True
    return False


def _when_or_whom(sentence: Sentence, index: int) -> bool:
    """Whether a time, or "with" and a hearer, stands at word `index`."""
    tags = sentence.tags
    return tags[index] == "M" or tags[index : index + 2] == "PM" or sentence.lows[index] == "with"


def _infinitive(sentence: Sentence, index: int) -> Start | None:
    """An infinitive after the cue, or after the hearer that it names: vowed to fight, urged them to go."""
    lows, tags = sentence.lows, sentence.tags
    for to in (index, _skip_times(sentence, index), _skip_times(sentence, hearers.skip_hearer(sentence, index))):
        begin = to
        if lows[to : to + 1] in (["not"], ["never"]):
            to += 1
        elif lows[to - 1] in ("not", "never"):
            begin -= 1  # "warned them |not to go": an adverb was passed over
        if to > index + 1 and lows[to - 1].endswith("ed") and tags[to - 2 : to] in ("nn", "Xn", "xn", "On"):
            continue  # "ordered flags lowered |to half-mast"
        if lows[to : to + 1] == ["to"] and tags[to + 1 : to + 2] in ("n", "B", "A", "R", "Q"):
            return Start(begin, "infinitive")
    return None


def _skip_times(sentence: Sentence, index: int) -> int:
    """The word after the times, and the "with" and its hearer, that begin at word `index`: vowed |on Tuesday to go."""
    while index + 1 < len(sentence.lows) and _when_or_whom(sentence, index):
        after = _skip_aside(sentence, index)
        if after == index:
            break
        index = after
    return index


def end_of(
    sentence: Sentence,
    cue: Cue,
    start: Start,
    later: Sequence[int],
    cut: int | None,
    *,
    relative: bool,
    subordinate: bool,
) -> int:
    """The word (exclusive) at which the reported words that begin at `start` end.

    `later` are the words at which other attributions of the sentence begin, coordinate with this one; `cut` is the
    first quotation that belongs to another cue. In a `relative` clause a comma with a verb after it ends them,
    in a `subordinate` one a comma with a subject after it.
    """
    tags = sentence.tags
    end = len(tags) if cut is None else cut
    for word in later:
        if start.word < word < end:
            end = word
    if start.how == "name":
        end = _last_name(sentence, start.word, end)
    if relative:
        end = _relative_end(sentence, start.word, end)
    opens = (tags[0] in "SP" or sentence.lows[0].endswith("ing")) and "," not in tags[: start.word]
    if opens or (subordinate and start.how not in ("name", "quote")):
        end = _subordinate_end(sentence, start.word, end)
    end = asides.cut(sentence, cue, start.word, start.how, end)
    while end > start.word and tags[end - 1] in ",:;-C(":
        end -= 1
    return end


def _relative_end(sentence: Sentence, start: int, end: int) -> int:
    """Where a relative clause ends: Keller, who said that she would go|, left early."""
    comma = sentence.tags.find(",", start, end)
    while comma > 0:
        verb = sentence.tags[comma + 1 : comma + 2] in ("V", "A", "B", "R", "n")
        if verb and not sentence.lows[comma + 1].endswith("ing"):
            return comma
        comma = sentence.tags.find(",", comma + 1, end)
    return end


def _subordinate_end(sentence: Sentence, start: int, end: int) -> int:
    """Where a subordinate clause that opens the sentence ends: When he says that he will go|, the crowd cheers."""
    comma = sentence.tags.find(",", start, end)
    while comma > 0 and not _SUBJECT.match(sentence.tags, comma + 1):
        comma = sentence.tags.find(",", comma + 1, end)
    return comma if comma > 0 else end


def _last_name(sentence: Sentence, start: int, end: int) -> int:
    """The end of a quoted name, or of several ("…" and "…"), when a comma or dash closes it."""
    tags = sentence.tags
    last = tags.find("Q", start, end)
    if last < 0:
        return end
    following = tags.find("Q", last + 1, end)
    while following > 0 and not any(tag in ",;:-" for tag in tags[last:following]):
        last, following = following, tags.find("Q", following + 1, end)
    after = tags[last + 1 : last + 3]
    return last + 1 if after[:1] in (",", "-", ";") or after in ("CN", "CX", "CD") else end
