"""Where the writer speaks again in a sentence that reports somebody's words: behind them, not in them."""

from __future__ import annotations

from onrecord.annotate.cues import Cue
from onrecord.annotate.lexicon.reporting import reporting_verbs
from onrecord.annotate.phrases import POSSESSIVES
from onrecord.annotate.syntax import Sentence
from onrecord.patterns import regex

_BREAK = regex("[;:,-]")
_OPENING = frozenset({"as", "before"})
_COMMENTS = frozenset("despite although though even while".split())
_OCCASIONS = frozenset(
    "interview statement speech tweet tweets email e-mail letter post op-ed article memo column essay video podcast "
    "filing twitter facebook instagram".split()
)
_REPLYING = frozenset("disagreed disagrees objected objects demurred dissented declined refused".split())
_REPLY = 6
"""Words from "but" within which somebody replies."""
_DEEDS = frozenset("apologised apologized congratulated dedicated laughed smiled thanked wept".split())
"""What somebody does as he speaks rather than says that he did."""
_WITHIN = frozenset("in on during".split())
_OCCASION = 4
"""Words within which the noun of an occasion stands."""


def cut(sentence: Sentence, cue: Cue, start: int, how: str, end: int) -> int:
    """The word (exclusive) at which the words reported from word `start` on end, at most `end`."""
    end = _aside(sentence, start + 3, end)
    if cue.tense == "past" and not _DEEDS.isdisjoint(sentence.lows[start:end]):
        end = _deed(sentence, start, end)
    last = sentence.tags.rfind("Q", start, end)
    return _tail(sentence, cue, how, last, end) if 0 <= last < end - 1 else end


def _aside(sentence: Sentence, first: int, end: int) -> int:
    """Where from word `first` on the writer speaks again: after a semicolon, in a comment, in "as his lawyer …"."""
    tags, lows, last = sentence.tags, sentence.lows, end
    if not _OPENING.isdisjoint(lows[first - 2 : end - 1]):
        for index in range(first - 2, end - 1):
            if lows[index] in _OPENING and _opens_aside(sentence, index, first):
                last = index
                break
    for mark in _BREAK.finditer(tags, first, min(last, end - 1)):
        index = mark.start()
        if (
            tags[index] == ";"
            or _is_reply(sentence, index + 1, end)
            or (tags[index + 1] == "Q" if tags[index] == ":" else _is_comment(sentence, index + 1, end))
        ):
            return index
    return last


def _deed(sentence: Sentence, start: int, end: int) -> int:
    """Where from word `start` on the writer tells what the speaker did with that: said he was glad |and thanked her."""
    for index in range(start + 3, end):
        if sentence.lows[index] in _DEEDS:
            link = index - 1 - (sentence.tags[index - 1] == "R")
            return link if sentence.lows[link] == "and" and "had" not in sentence.lows[start:link] else end
    return end


def _is_reply(sentence: Sentence, index: int, end: int) -> bool:
    """Whether the writer tells from word `index` on how somebody took the words: said it was so, |but Moss refused."""
    last = min(end, index + _REPLY)
    plain = sentence.tags[index] == "C" and not any(tag in "AB" for tag in sentence.tags[index:last])
    return plain and not _REPLYING.isdisjoint(sentence.lows[index + 1 : last])


def _opens_aside(sentence: Sentence, index: int, first: int) -> bool:
    """Whether the writer speaks again from "as" or "before" at word `index` on."""
    tags, following = sentence.tags, sentence.lows[index + 1]
    quoted = tags[index - 1] == "Q"
    if sentence.lows[index] == "as":
        return (quoted and _has_verb(sentence, index + 1)) or (index >= first and following in POSSESSIVES)
    return quoted and following.endswith("ing") and tags[index + 1] == "n"  # "…" |before leaving the room


def _has_verb(sentence: Sentence, index: int) -> bool:
    """Whether a clause begins at word `index`: as |he left, as |a jury cleared him; not "as |leader of the town"."""
    if sentence.tags[index] not in "DXx":
        return sentence.tags[index] == "N"
    tags, lows = sentence.tags, sentence.lows
    return any(
        tags[at] in "ABV" or (lows[at].endswith("ed") and tags[at - 1] not in "PD")
        for at in range(index + 2, len(tags))
    )


def _is_comment(sentence: Sentence, index: int, end: int) -> bool:
    """Whether the writer's own comment begins at word `index`, after a comma: which …, despite …, a …"""
    tags, low = sentence.tags, sentence.lows[index]
    if low in _COMMENTS:
        return True
    if low == "with" and tags[index - 1] == ",":
        return tags[index + 1 : index + 2] in tuple("DXxn") and any(
            word.endswith("ing") for word in sentence.lows[index + 2 : index + 6]
        )
    if low in ("which", "who"):
        alone = tags[index - 1] == "-" and "-" not in tags[index:end]
        return alone or ("," not in tags[index:end] and "Q" not in tags[index:end])
    return low in ("a", "an") and not any(tag in "ABQ," for tag in tags[index:end])


def _tail(sentence: Sentence, cue: Cue, how: str, quote: int, end: int) -> int:
    """Where behind the last quotation, word `quote`, of the words of a `cue` that begin by `how` the writer speaks
    again."""
    if (how == "name" and _ends_name(sentence, cue, quote + 1)) or _names_what(sentence, cue, quote + 1):
        return quote + 1
    for index in range(quote + 1, end - 1):
        if _ends_words(sentence, cue, how, index):
            return index
    return end


def _ends_name(sentence: Sentence, cue: Cue, index: int) -> bool:
    """Whether the word at `index` behind a quoted name is the writer's: called the plan "…" |Tuesday, called it "…"
    |when he left, what they call "…" |has ended."""
    tags, low = sentence.tags, sentence.lows[index]
    if tags[index] in "VAB":
        return "H" in tags[: cue.first]
    return tags[index] == "M" or low == "when" or (low == "while" and _is_participle(sentence, index + 1))


def _names_what(sentence: Sentence, cue: Cue, index: int) -> bool:
    """Whether a quoted name that ends before word `index` is what somebody calls a thing: sells what they call "…" |to
    tourists; not "what she called "a mess" |of a plan"."""
    called = sentence.tags[index] == "P" and sentence.lows[index] != "of" and "name" in cue.groups
    return called and "what" in sentence.lows[max(0, cue.first - _OCCASION) : cue.first]


def _ends_words(sentence: Sentence, cue: Cue, how: str, index: int) -> bool:
    """Whether a dash, comma, "and" or preposition at word `index` after quoted words is the writer's: said it was
    "…"| - a first, called it "…"|, applauding her, called it "…"| and left, said it was "…"| in a letter."""
    tags, lows = sentence.tags, sentence.lows
    match tags[index]:
        case "-":
            return True
        case ",":
            if tags[index + 1] == "C" and how in ("quote", "name"):
                return (
                    tags[index + 2 : index + 3] not in ("", "P", "R", "H")
                    and "Q" not in tags[index + 1 : index + _OCCASION]
                )
            return lows[index + 1] == "also" or _is_participle(sentence, _past_adverbs(sentence, index))
        case "C":
            return _goes_on_doing(sentence, cue, how, _past_adverbs(sentence, index))
        case "P":
            return lows[index] in _WITHIN and _is_occasion(sentence, index + 1)
    return False


def _past_adverbs(sentence: Sentence, index: int) -> int:
    """The first word after `index` that is no adverb."""
    index += 1
    while index < len(sentence.tags) - 1 and sentence.tags[index] == "R":
        index += 1
    return index


def _is_participle(sentence: Sentence, index: int) -> bool:
    """Whether a participle stands at word `index`, which may be the end of the sentence."""
    return sentence.tags.startswith("n", index) and sentence.lows[index].endswith("ing")


def _goes_on_doing(sentence: Sentence, cue: Cue, how: str, index: int) -> bool:
    """Whether the verb at word `index` tells what the speaker did next: called it "…" and |left, said it was "…" and
    |criticized her, calling it "…" and |leaving."""
    if cue.tense == "gerund":
        return _is_participle(sentence, index)
    low, past = sentence.lows[index], sentence.tags[index] == "V"
    if how in ("name", "infinitive", "gerund"):
        return past or (sentence.tags[index] == "n" and low.endswith("ed"))
    entry = reporting_verbs().get(low)
    return cue.tense == "past" and how in ("that", "clause") and entry is not None and entry[1] == "past"


def _is_occasion(sentence: Sentence, index: int) -> bool:
    """Whether a noun phrase at word `index` tells where something was said: in |a statement, on |Twitter."""
    for at in range(index, min(len(sentence.tags), index + _OCCASION)):
        if sentence.lows[at] in _OCCASIONS:
            return True
        if sentence.tags[at] not in "DnxXM":
            return False
    return False
