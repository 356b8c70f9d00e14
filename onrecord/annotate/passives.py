"""Past forms of verbs of saying whose subject says nothing: who is told, called or asked so."""

from __future__ import annotations

from onrecord.annotate.lexicon.reporting import reporting_nouns, reporting_verbs
from onrecord.annotate.syntax import Sentence

_TO_SOMEBODY = frozenset(
    "urged ordered instructed encouraged exhorted advised told commanded invited challenged implored".split()
)
"""Verbs with which nobody speaks of what he himself is to do, as he may with "asked" and "begged"."""


def is_passive(sentence: Sentence, index: int, set_off: bool) -> bool:
    """Whether the past form at word `index` is passive without "was"; `set_off` if a comma or dash stands before it."""
    low = sentence.lows[index]
    return (
        (low in _TO_SOMEBODY and _is_told(sentence, index))
        or (low == "read" and _is_read(sentence, index))
        or (set_off and (_has_agent(sentence, index) or _answers(sentence, index)))
    )


def _is_told(sentence: Sentence, index: int) -> bool:
    """Whether a verb that needs a hearer has none behind it: she was seized and |told that …, Mayor |urged to quit,
    Man was late, jury |told."""
    following = sentence.lows[index + 1 : index + 2]
    if following == ["to"] or (not following and "Q" not in sentence.tags):
        return True
    told = sentence.lows[index] == "told" and sentence.tags.startswith("T", index + 1)
    return told and sentence.tags[index + 2 : index + 3] in ("N", "D", "X", "x")


def _is_read(sentence: Sentence, index: int) -> bool:
    """Whether a text is read to somebody: in a statement |read to the court, a letter |read aloud at the hearing."""
    if index == 0 or sentence.lows[index - 1] not in reporting_nouns()["document"]:
        return False
    following = sentence.lows[index + 1 : index + 3]
    return following[:1] in (["to"], ["out"], ["aloud"]) or following in (["in", "court"], ["in", "parliament"])


def _has_agent(sentence: Sentence, index: int) -> bool:
    """Whether "by" follows the quotation behind a verb: the bill, |called "…" by Keller, |labeled as a "…" by him."""
    quoted = sentence.tags.find("Q", index + 1, index + 4)
    led = sentence.tags[index + 1 : quoted]
    return quoted > 0 and not led.strip("SPD") and sentence.lows[quoted + 1 : quoted + 2] == ["by"]


def _answers(sentence: Sentence, index: int) -> bool:
    """Whether who was asked speaks behind the next comma: Moss, |asked if she would go, said no."""
    after = sentence.tags.find(",", index) + 1 if sentence.lows[index] == "asked" else 0
    said = reporting_verbs().get("".join(sentence.lows[after : after + 1])) if after else None
    return said is not None and said[1] in ("past", "third")
