"""Whether the words round a date tell of what is to come or of what has been."""

from __future__ import annotations

from functools import cache

from onrecord.annotate.lexicon import words
from onrecord.patterns import regex

AHEAD, OPEN, BEHIND = 1, 0, -1
_WORD = regex(r"[A-Za-z0-9]+(?:['’][a-z]+)?")
_SENTENCE = regex(r"(?<![ap]\.m)(?<!\b[A-Z])[.!?][\"”’')]*\s+(?=[A-Z“\"'‘(]|\Z)|[\n;]")
_OPENING = frozenset("and but then early late on in by from this starting beginning".split())
_REACH = 90


@cache
def _lists() -> tuple[frozenset[str], ...]:
    lists = words("tenses.txt")
    return tuple(lists[name] for name in ("ahead", "leads on", "between", "behind", "meaning to", "no verb"))


def sense(text: str, start: int, end: int) -> int:
    """`AHEAD` or `BEHIND` by the verb nearest before the date at `start`-`end` in its sentence, or by the first one
    after a date that opens the sentence; `OPEN` where no word tells."""
    before = text[max(0, start - _REACH) : start]
    opens = 0 if start <= _REACH else -1
    for stop in _SENTENCE.finditer(before):
        opens = stop.end()
    said = _WORD.findall(before, max(0, opens))
    if opens >= 0 and len(said) < 3 and all(word.lower() in _OPENING for word in said):
        if text[end : end + 1] in ("'", "’"):
            return OPEN
        rest = _SENTENCE.search(text, end, end + _REACH)
        return _told(_WORD.findall(text, end, rest.start() if rest else end + _REACH), first=True)
    return _led(said, _told(said))


def _led(said: list[str], told: int) -> int:
    """What the words right before a date make of what the sentence told so far."""
    last = said[-1] if said else ""
    verb = said[-2] if last == "on" and len(said) > 1 else last
    if verb in ("is", "are"):
        return AHEAD
    if last in ("until", "till"):
        return AHEAD if told != BEHIND or not words("tenses.txt")["put off"].isdisjoint(said[-5:]) else BEHIND
    return AHEAD if last in ("by", "before", "beginning", "starting") and told == OPEN else told


def _told(said: list[str], first: bool = False) -> int:
    """What the last verb of some words tells, or the `first` that tells anything."""
    _, leads, between, *_ = _lists()
    told, follows, previous = OPEN, False, ""
    for spoken in said:
        if spoken[0].isupper() and previous and "'" not in spoken and "’" not in spoken:  # a name
            previous, follows = "-", False
            continue
        word = spoken.lower().replace("’", "'")
        if follows and (word in between or word.endswith("ly")):
            if (previous, word) in _TOGETHER:
                told = _TOGETHER[previous, word]
            continue
        told = _step(told, word, previous, follows)
        if first and told != OPEN:
            break
        follows, previous = word in leads, word
    return told


_TOGETHER = {
    ("to", "be"): AHEAD,
    ("could", "not"): BEHIND,
    ("takes", "effect"): AHEAD,
    ("take", "effect"): AHEAD,
    ("takes", "place"): AHEAD,
    ("take", "place"): AHEAD,
}


def _step(told: int, word: str, previous: str, follows: bool) -> int:
    """What is told after one more word."""
    ahead, _, _, behind, meaning, no_verb = _lists()
    if word == "to":
        return AHEAD if previous in meaning else max(told, OPEN)
    if word in ahead or (previous, word) in _TOGETHER:
        return AHEAD
    if not follows and (word in behind or (word.endswith("ed") and len(word) > 3 and word not in no_verb)):
        return BEHIND
    return told
