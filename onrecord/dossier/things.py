"""Which thing a figure counts: the words for it, in a form by which two sources' words can be compared."""

from __future__ import annotations

from functools import lru_cache

from onrecord.dossier.names import plain
from onrecord.model import Figure
from onrecord.patterns import regex

_COUNTED = ("money", "percent", "count", "ratio", "measure", "duration")

# Words too general to name a thing by themselves: 370 people here and 12 people there are not one count.
_GENERAL = frozenset(
    "person man woman child kid year month week day hour minute time dollar pound euro cent percent point percentage "
    "thing item part way place number amount total one side step piece kind type sort member case group lot "
    "majority minority third quarter half".split()
)
# Words that tell nothing about which thing is meant.
_LIGHT = frozenset(
    "the a an of in on at to for from by with and or its their his her our my your this that these those other others "
    "another more additional extra further such own same new estimated reported alleged all about around "
    "nearly least most total".split()
)
# Words that tell how far a count reaches; figures of different reach are not held against each other.
_SCOPES = {
    "nation": "nationwide nationally national countrywide", "state": "statewide", "city": "citywide",
    "county": "countywide", "world": "worldwide globally global", "year": "annually annual yearly per-year a-year",
    "month": "monthly per-month a-month", "week": "weekly per-week a-week", "day": "daily per-day a-day single-day",
    "hour": "hourly per-hour an-hour",
}  # fmt: skip
SCOPE_OF = {word.replace("-", " "): scope for scope, words in _SCOPES.items() for word in words.split()}
_IRREGULAR = {
    "people": "person", "men": "man", "women": "woman", "children": "child", "wives": "wife", "lives": "life",
    "knives": "knife", "feet": "foot", "teeth": "tooth", "mice": "mouse", "police": "police", "news": "news",
    "series": "series", "species": "species", "kids": "child", "percentage": "percent"
}  # fmt: skip
_LATIN = regex(r"[^aeoc]uses$")
"""Viruses and campuses, not houses, causes and excuses."""


def thing(figure: Figure) -> tuple[str, ...]:
    """The words that say what a figure counts, singular, without light ones; empty when they tell too little."""
    return () if figure.of is None or figure.kind not in _COUNTED else _thing(figure.of)


@lru_cache(maxsize=1 << 14)
def _thing(of: str) -> tuple[str, ...]:
    words = [singular(word) for word in plain(of).split() if word not in _LIGHT and not word.isdigit()]
    words = [word for word in words if word not in SCOPE_OF]
    return () if set(words) <= _GENERAL else tuple(sorted(words))


@lru_cache(maxsize=1 << 14)
def singular(word: str) -> str:
    """The singular of an English noun, roughly: the same word for "arrests" and "arrest"."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or word.endswith(("ss", "us", "is")) or not word.endswith("s"):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")) or _LATIN.search(word):
        return word[:-2]
    return word[:-1]
