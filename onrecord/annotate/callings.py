"""What bodies are called: how well "the agency", "the network" or "the fire department" fits one."""

from __future__ import annotations

from functools import lru_cache

from onrecord.annotate import lexicon as lx

_TELLING = frozenset(
    "board commission committee council court ministry office panel campaign party union church university college "
    "school hospital museum league federation foundation institute team club coalition alliance bloc bank "
    "police airline automaker retailer charity startup conglomerate administration force service".split()
)
"""Nouns that a body of that sort bears in its name: "the committee" is none without it."""
_INSTITUTIONS = frozenset("university college school hospital senate house congress parliament court police".split())
_NEVER_SAID = dict.fromkeys(("company", "firm", "corporation"), _INSTITUTIONS | {"fund", "foundation", "department"})
_NEVER_SAID["group"] = _INSTITUTIONS
_NEVER_SAID["agency"] = frozenset("house senate congress parliament court".split())
_NEVER_SAID |= dict.fromkeys(
    ("newspaper", "paper", "magazine"),
    frozenset("tv television radio broadcasting cnn msnbc cnbc bbc itv cbs nbc abc pbs npr espn fox".split()),
)
_NEVER_SAID |= dict.fromkeys(
    ("network", "broadcaster", "station"),
    frozenset("times post herald tribune journal gazette chronicle telegraph guardian newspaper magazine".split()),
)
"""Nouns for bodies, with the words of a body's name that say that it is none."""
_OUTLETS = frozenset(
    "newspaper paper magazine network broadcaster station website outlet publisher news-organization "
    "news-organisation news-outlet news-site news-channel".split()
)
"""Nouns for outlets, which no other noun stands for: that one reported something is said beside many a body."""
_PLAIN_WORDS = frozenset(
    "the this his her its their our city county town village state federal national local regional central main whole "
    "entire new same public independent international".split()
)
"""What stands before a noun for a public body and says nothing of what it is for."""
_TRADING = frozenset(("company", "firm", "corporation", "group"))
"""What a body with a legal form in its name is, rather than one without."""
_PUBLIC = frozenset(
    "agency department bureau commission committee court panel board council ministry office administration authority "
    "service force police regulator watchdog".split()
)


def fit(forms: str, kind: str, noun: str) -> float:
    """How well a body, by its forms in small letters and its kind, fits "the `noun`": fully where its name holds it."""
    if noun in forms:
        return 1.0
    outlet = _is_outlet(forms)
    if noun in _TELLING or (noun in _OUTLETS and not outlet):
        return 0.0
    if noun in _NEVER_SAID and not _NEVER_SAID[noun].isdisjoint(forms.split()):
        return 0.0
    if noun not in _OUTLETS and outlet:
        return 0.1
    if noun in _TRADING and not lx.heads("legal form").isdisjoint(map(str.capitalize, forms.split())):
        return 0.7
    return 0.5 if (kind == "agency") == (noun in _PUBLIC) else 0.1


def is_of_kind(forms: str, before: str, noun: str) -> bool:
    """Whether the word before a noun for a public body tells nothing else of it: "the |fire department" is no other."""
    return noun not in _PUBLIC or before.lower() in _PLAIN_WORDS or not before.islower() or before in forms


@lru_cache(maxsize=1 << 10)
def _is_outlet(forms: str) -> bool:
    """Whether a body's name says that it is an outlet."""
    return not lx.words("nominals.txt")["outlet"].isdisjoint(forms.split())
