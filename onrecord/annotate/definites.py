"""The nouns of phrases with "the" that stand for somebody: which they are, and what else says the same of him."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.annotate import lexicon
from onrecord.annotate.lexicon.reporting import reporting_nouns, reporting_verbs
from onrecord.annotate.syntax import function_words
from onrecord.patterns import regex

WORD = regex(r"[a-z](?:-(?=\w)|[a-z-]+)")
ANOTHER = frozenset("next first second third fourth fifth last other only future best top new lone average".split())
"""Words that pick out one of several ("the next president"): what they stand before is no name just given."""
_DESCRIBING = frozenset(
    "conservative liberal independent native resident veteran chief general delegate representative executive official "
    "champion suspect student candidate party company government police".split()
)
"""Nouns that stand before another as often: the conservative movement, the party platform."""
_PARTIES = (("republican", "gop", "(r-", "(r)"), ("democratic", "democrat", "(d-", "(d)"))


@lru_cache(maxsize=1)
def nouns() -> tuple[dict[str, tuple[str, ...]], frozenset[str], dict[str, str]]:
    """Nouns for people with their titles, nouns for bodies, and the gender that a noun tells."""
    lists = lexicon.words("nominals.txt")
    people = {entry.split("/")[0]: tuple(entry.split("/")[1:]) for entry in lists["person"]}
    gender = dict.fromkeys(lists["woman"], "f") | dict.fromkeys(lists["man"], "m")
    return people, lists["body"], gender


@lru_cache(maxsize=1)
def _callings() -> dict[str, tuple[str, ...]]:
    """Noun → what stands before or after a name for it: representative → representative, rep.

    A noun that is short for others does not stand for itself.
    """
    people = nouns()[0]
    short = {form for forms in people.values() for form in forms}
    found = {noun: (*([] if noun in short else [noun]), *forms) for noun, forms in people.items()}
    return found | {"democrat": ("democratic", *found["democrat"])}


def calling(noun: str) -> tuple[str, ...]:
    """What stands before or after a name for a noun."""
    return _callings().get(noun, ())


def noun_of(match: re.Match[str]) -> int:
    """Which word after "the" is the noun that stands for somebody: 1, 2, or 0 where neither is."""
    known = all_nouns()
    one, two = match.groups()
    if (one in ANOTHER and two != "lady") or (two not in known and one.lower() not in known):
        return 0
    if two in known:
        return 2
    closed = two is None or (two in function_words() and two != "of") or two.endswith("ed") or two in reporting_verbs()
    return 1 if closed else 0


def goes_on(match: re.Match[str], number: int) -> bool:
    """Whether a phrase is more than "the" and its noun, word `number`: the candidate |who wins, the |Republican Party,
    the Republican |delegate count."""
    text, end, noun = match.string, match.end(number), match.group(number)
    if text.startswith(" who ", end):
        return True
    if number == 2:
        return not _ends(text, end, noun)
    return noun[0].isupper() and text[end : end + 2].strip().istitle()


def _ends(text: str, end: int, noun: str) -> bool:
    """Whether the phrase ends with its noun: one that describes as often ("the chief |executive") must not go on."""
    if noun not in _DESCRIBING or text[end : end + 1] != " ":
        return True
    following = WORD.match(text, end + 1)
    word = following.group() if following else ""
    return not word or word in function_words() or word in reporting_verbs() or word.endswith(("ed", "ly"))


@lru_cache(maxsize=1)
def all_nouns() -> frozenset[str]:
    """Every noun that stands for somebody."""
    people, bodies, _ = nouns()
    return bodies | people.keys()


@lru_cache(maxsize=1)
def documents() -> frozenset[str]:
    """Nouns for texts, which say things themselves: letter, statement, video."""
    return reporting_nouns()["document"].union(("ad", "advertisement", "column", "text", "video"))


def head_of(words: str) -> str:
    """The noun of a phrase, in small letters; a vice president is no president."""
    *_, before, noun = ("", *words.lower().split())
    return f"{before}-{noun}" if before in ("vice", "news") else noun


@lru_cache(maxsize=1)
def _states() -> dict[str, tuple[str, ...]]:
    """A state in small letters, with its abbreviation."""
    forms = (form.split(" = ") for line in lexicon.lines("states.txt")["states"] for form in line)
    return {each[0].lower(): tuple(map(str.lower, each)) for each in forms}


def same(word: str) -> tuple[str, ...]:
    """What else says what a word in small letters says of somebody."""
    for forms in _PARTIES:
        if word in forms:
            return forms
    return _states().get(word, (word,))
