"""Words that mostly report and sometimes do not: pleaded |guilty, so |called, the Baltic |states, |held a meeting."""

from __future__ import annotations

from onrecord.annotate.lexicon.reporting import reporting_nouns
from onrecord.annotate.syntax import Sentence, is_thing

_BODIES = frozenset("association board bureau campaign company department government group office team union".split())
_RULING = 7
"""Words behind "held" within which its "that" stands."""
_BEFORE_THAT = frozenset("week month year term ruling decision".split())
_ONE = frozenset("a an each every no this".split())
_CLAIMED = frozenset(
    "asylum benefits compensation credit damages expenses responsibility victory lives life ownership "
    "sovereignty".split()
)
DOUBTFUL = frozenset(
    "per counter claim claims claimed claiming called raise raises raised raising state states "
    "rule rules ruled hold holds held holding forecast "
    "plead pleads pleaded pled pleading".split()
)
_PLEAS = (["guilty"], ["not"], ["no"], ["innocent"])
"""What makes "pleaded" a plea in a court: its words are the law's."""


def is_other(sentence: Sentence, index: int) -> bool:
    """Whether a word that may report does not here: pleaded |guilty, so |called, the Baltic |states,
    |ruled out."""
    tags, lows = sentence.tags, sentence.lows
    low, after = lows[index], tags[index + 1 : index + 2]
    if low.startswith("plead"):
        return lows[index + 1 : index + 2] in _PLEAS
    if low.startswith("rule"):
        return lows[index + 1 : index + 2] == ["out"]
    if low == "forecast":
        return after in ("", ",", "C", "B", "A") or lows[index + 1] in ("for", "of", "from", "to")  # cut its |forecast
    if low.startswith(("hold", "held")):
        return not _that_follows(sentence, index)
    if low == "per":
        return tags[max(0, index - 2) : index] != "Q,"  # "…," |per the town's rules
    if low.startswith("claim"):
        return bool(lows[index + 1 : index + 2]) and lows[index + 1] in _CLAIMED
    if low == "called":
        # a site |called "…"
        named = after in ("Q", "x", "X") and index > 0 and tags[index - 1] == "n" and _is_named(sentence, index - 1)
        return named or "so" in lows[max(0, index - 2) : index]
    if low == "counter":
        return lows[max(0, index - 1)] in ("run", "runs", "ran", "running")
    if low.startswith("rais"):
        return after == "#"
    several = low == "state" and after == "P" and index and lows[index - 1][-1] == "s"  # "the owners state in a letter"
    text = low == "states" and not after and index and lows[index - 1] in reporting_nouns()["document"]
    return low in ("state", "states") and after not in tuple("TQ,:ND") and not several and not text


def _is_named(sentence: Sentence, index: int) -> bool:
    """Whether the noun at word `index` is what a name is given: a |site called so, a |company called so."""
    low = sentence.lows[index]
    return is_thing(low) or (low in _BODIES and is_single(sentence, index))


def _that_follows(sentence: Sentence, index: int) -> bool:
    """Whether "that" with a clause follows the verb at word `index`, a time or a ruling between them at most: held last
    year |that the law was void; not "held a post |that he loved"."""
    that = sentence.tags.find("T", index + 1, index + _RULING)
    before = sentence.lows[that - 1]
    near = that == index + 1 or sentence.tags[that - 1] in "M," or before in _BEFORE_THAT
    return that > 0 and near and sentence.tags[that + 1 : that + 2] in tuple("NDXx")


def is_single(sentence: Sentence, index: int) -> bool:
    """Whether the noun phrase that word `index` stands in is of one thing: a media |request."""
    while index > 0 and sentence.tags[index] in "nx":
        index -= 1
    return sentence.lows[index] in _ONE
