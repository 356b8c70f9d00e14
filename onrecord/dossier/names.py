"""Normal forms of names: what must be equal for two spellings to be one name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from onrecord.dossier.nicknames import FAMILY_NAME_FIRST
from onrecord.dossier.states import STATES
from onrecord.english import PARTICLES, SMALL_WORDS, TITLES
from onrecord.patterns import regex

_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
)
_MARKS = str.maketrans({**dict.fromkeys(".'’‘`´ʻʼ\"“”", None), **dict.fromkeys("-‐‑–—/,()_\n\t", " "), "&": " and "})
_INITIALS = regex(r"(?<!\S)(\w) (?=\w(?!\S))")

_TITLES_OR_NAMES = frozenset(
    "cdr cmdr comdr cllr councillor councilor councilman councilwoman commissioner commander dean bishop archbishop "
    "cardinal pastor father sister brother king prince baron count speaker inspector constable deputy marshal".split()
)
"""Titles that are also names: taken off only where a given name and a surname follow."""
_SUFFIXES = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
_DEGREES = frozenset("md phd esq mp dds jd rn".split())
_LEADS = PARTICLES.difference("bar do e les ul und y".split()).union("mac mc o ould san st".split())
"""Small words with which a surname begins: not those that only join two names ("y"), nor those that a normal form does
not tell from given names and initials ("Do", "E.")."""

_COMPANY_ENDS = frozenset(
    "inc incorporated corp corporation co company companies ltd limited llc llp lp plc ag sa nv bv gmbh spa ab asa "
    "oy oyj bhd pty".split()
)
_HEADS = "department ministry bureau board office division directorate secretariat"
_OF = regex(rf"({_HEADS.replace(' ', '|')}) (?:of|for) (?:the )?(.+)")
_ON = regex(r"((?:house |senate )?)committee on (?:the )?(.+)")
_COUNTRY = ("united states ", "us ", "united kingdom ", "uk ", "united nations ", "un ")
_SPELLINGS = {
    "dept": "department", "defence": "defense", "labour": "labor", "centre": "center", "organisation": "organization",
    "organisations": "organizations", "programme": "program", "intl": "international", "natl": "national",
    "assn": "association", "univ": "university", "gov": "government", "govt": "government", "comm": "commission",
    "utd": "united",
}  # fmt: skip
_COUNTRIES = {
    "us": "united states", "usa": "united states", "united states of america": "united states",
    "uk": "united kingdom", "uae": "united arab emirates", "nyc": "new york city", "dprk": "north korea",
    "prc": "china", "america": "united states",
}  # fmt: skip
_STATES = {short: state for short, state in STATES.items() if short not in ("co", "hi", "id", "in", "la", "me", "or")}
"""Short forms of which all but these are hardly anything but the state; "La." may be Los Angeles."""
_STATES |= dict.fromkeys(("wa", "wash"), "washington state") | {"dc": "district of columbia"}
_STATES |= {"nsw": "new south wales", "ont": "ontario", "que": "quebec"}


@lru_cache(maxsize=1 << 17)
def plain(text: str) -> str:
    """Lower case, no diacritics, full stops or apostrophes; hyphens and white space one space; initials together."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
        text = "".join(char for char in text if not unicodedata.combining(char))
    words = text.lower().translate(_MARKS).split()
    spaced = " ".join(words)
    return _INITIALS.sub(r"\1", spaced) if any(len(word) == 1 for word in words) else spaced


class Person(NamedTuple):
    """The parts of a person's name, as normal forms."""

    given: str
    """First word; "" when only a surname is known."""
    middle: tuple[str, ...]
    surname: str
    """Last word, or a particle and what follows it when that is all there is."""
    suffix: str
    """`jr`, `sr`, `ii`, `iii`, `iv` or ""."""
    key: str
    """All words written together: equal for spellings that differ in spaces and hyphens only."""


@lru_cache(maxsize=1 << 17)
def person(name: str) -> Person:
    """Take a person's name apart. Titles before and degrees after it are no part of it."""
    words = plain(name).split()
    while (len(words) > 1 and words[0] in TITLES) or (len(words) > 2 and words[0] in _TITLES_OR_NAMES):
        del words[0]
    suffix = ""
    while len(words) > 1 and (words[-1] in _SUFFIXES or words[-1] in _DEGREES):
        suffix = _SUFFIXES.get(words.pop(), suffix)
    key = "".join(words)
    if len(words) < 2 or words[0] in _LEADS:
        return Person("", (), " ".join(words), suffix, key)
    return Person(words[0], tuple(words[1:-1]), words[-1], suffix, key)


def short_forms(parts: Person) -> tuple[str, ...]:
    """What a full name is shortened to, as keys: its surname, with its particle too; an East Asian family name."""
    forms = [parts.surname]
    tail = parts.surname
    for word in reversed(parts.middle):
        tail = word + tail
        if word in _LEADS or len(word) > 2:
            forms.append(tail)
    if parts.given in FAMILY_NAME_FIRST and parts.surname not in FAMILY_NAME_FIRST and len(parts.middle) < 2:
        forms.append(parts.given)
    return tuple(forms)


@lru_cache(maxsize=1 << 17)
def body(name: str) -> str:
    """The key of an agency or organisation: in one spelling and order ("x department", "x committee"),
    without "U.S." and "Inc.".

    >>> body("the U.S. Department of Labour"), body("Labor Dept.")
    ('labor department', 'labor department')
    """
    words = [_SPELLINGS.get(word, word) for word in plain(name).split()]
    if len(words) > 1 and words[0] == "the":
        del words[0]
    while len(words) > 1 and words[-1] in _COMPANY_ENDS:
        del words[-1]
    text = " ".join(words)
    for country in _COUNTRY:
        text = text.removeprefix(country)
    turned = _OF.fullmatch(text)
    if turned:
        return f"{turned[2]} {turned[1]}"
    committee = _ON.fullmatch(text)
    return f"{committee[1]}{committee[2]} committee" if committee else text


def place(name: str) -> str:
    """The key of a place: countries and states that are mostly written short under their names."""
    key = plain(name).removeprefix("the ")
    return _COUNTRIES.get(key) or _STATES.get(key.replace(" ", ""), key)


def is_acronym(name: str) -> bool:
    """Whether a name is written as an acronym: "ICE", "U.S.C.", "DfE", "FBI's" not."""
    letters = name.replace(".", "").replace("&", "")
    return 2 <= len(letters) <= 8 and letters.isalnum() and sum(map(str.isupper, letters)) * 2 > len(letters)


@lru_cache(maxsize=1 << 16)
def initials(name: str) -> tuple[str, ...]:
    """The acronyms a body's name may have, in lower case: with and without its small words and its country."""
    words = plain(name).split()
    if len(words) > 1 and words[0] == "the":
        del words[0]
    forms = []
    for some in (words, words[1:] if words[:1] == ["us"] else words):
        big = [word if word == "us" else word[0] for word in some if word not in SMALL_WORDS]
        every = [word if word == "us" else word[0] for word in some]
        forms += ["".join(big), "".join(every)]
    return tuple(dict.fromkeys(form for form in forms if len(form) > 2))


@lru_cache(maxsize=1 << 16)
def spelling(key: str) -> str:
    """A key in which usual variants of spelling fall together: y for i, ph for f, doubled letters, ck for k."""
    for variant, usual in (("ph", "f"), ("ck", "k"), ("y", "i"), ("ei", "i"), ("ie", "i"), ("ou", "u"), ("kh", "h")):
        key = key.replace(variant, usual)
    return re.sub(r"(.)\1+", r"\1", key)
