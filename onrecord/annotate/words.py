"""One capitalised word: where it begins and ends, what a hyphen in it means, and what the word may be."""

from __future__ import annotations

import codecs
from string import ascii_lowercase

from onrecord.annotate import lexicon as lx
from onrecord.patterns import regex

_RANGES = (range(0x24F), range(0x391, 0x430), range(0x1E00, 0x1EF5))  # Latin, Greek and Cyrillic, Latin with marks
_CAPITALS = frozenset(chr(code) for codes in _RANGES for code in codes if chr(code).isupper())
# a plain word or one before a full stop, which have a group each; initials ("U.S.", "J.") or a word with what hyphens,
# apostrophes and & add to it; read in `letters`
TOKEN = regex(
    rb"A(?<![aA@#.]A)"
    rb"(?:(?<![-'/]A)(?:([aA]*+)(?![.'&-])|([aA]++)(?=\.(?![aA])))"
    rb"|\.(?:A\.)*(?:A(?![aA]))?|[aA]*(?:[-'&](?=[aA])[aA]+)*)"
)
BEFORE_STOP = 2
"""The group of a word before a full stop."""
_ARTICLE = regex(r"(?<![\w@#.])(?:[ae]l|ul|ad|as|ash|ar|an|az|d|l|dell)[-']$")
_CUTTING = lx.PLACE | lx.NATION | lx.BODY
_KEPT = 1 << 14
_TYPOGRAPHIC = "“”‘–—―"


def narrowed(text: str) -> str:
    """A text with a plain mark for each typographic one: it mostly has one byte a character then, which costs less."""
    for mark in _TYPOGRAPHIC:
        text = text.replace(mark, '"')
    return text


def letters(text: str) -> bytes:
    """A for every capital of a text, a for any other letter or digit, and every mark as it is: a search for A skims
    what one for a set of letters looks at one by one."""
    return text.encode("latin-1", _BEYOND).translate(_LETTERS)


def small_words(text: str) -> frozenset[str]:
    """The words of a text that have three and more letters, all from a to z."""
    found = frozenset(narrowed(text).encode("latin-1", _BEYOND).translate(_SMALL_LETTERS).split())
    return frozenset([word.decode() for word in found if len(word) > 2 and word.islower()])


def _letter(character: str, mark: str) -> str:
    if character in _CAPITALS:
        return "A"
    return "a" if character.isalnum() or character == "_" else mark


_LATIN = [chr(code) for code in range(256)]
_LETTERS = "".join([_letter(character, character) for character in _LATIN]).encode("latin-1")
_SMALL_LETTERS = "".join(
    [character if character in ascii_lowercase else _letter(character, " ").upper() for character in _LATIN]
).encode("latin-1")
"""What stands for each character of Latin-1: in small words A for all letters but a to z, and a space for a mark."""
_BEYOND = "onrecord.letters"


def _beyond(error: UnicodeError) -> tuple[str, int]:
    """Characters that are not in Latin-1 as those that are like them: a capital, another letter, a mark."""
    assert isinstance(error, UnicodeEncodeError)
    like = {"A": "É", "a": "é"}
    return "".join([like.get(_letter(each, "?"), "?") for each in error.object[error.start : error.end]]), error.end


codecs.register_error(_BEYOND, _beyond)


def article(text: str, start: int) -> int:
    """How many characters before a capital are an Arabic or Romance article that belongs to the word ("al-", "d'")."""
    found = _ARTICLE.search(text, start - 6, start)
    return start - found.start() if found is not None else 0


def in_address(text: str, start: int) -> bool:
    """Whether a capital after a slash stands in an address."""
    return "." in text[text.rfind(" ", max(0, start - 60), start) + 1 : start]


def cut(word: str, known: dict[str, int]) -> int:
    """Where a hyphen parts two names ("Israel-PLO") or a body and what it did ("NATO-led"); 0 for nowhere."""
    at = word.find("-")
    if at < 2 or word in known:
        return 0
    head = known.get(word[:at], 0)
    if word[at + 1].isupper():
        tail = known.get(word[at + 1 :], 0)
        parted = head & _CUTTING or (tail & (lx.PLACE | lx.BODY) and head & lx.ORGANIZATION_LAST)
        return at if parted and not head & lx.NAMED and not tail & lx.GIVEN else 0
    body = (head & lx.BODY and not head & (lx.COMMON | lx.PLACE)) or (word[:at].isupper() and not head)
    return at if body and word[at + 1 :] in _ENDINGS else 0


_PREFIXES = frozenset("ANTI PRO PRE POST NON SELF MID ALL HALF CROSS INTER ULTRA MULTI SEMI".split())
_LONGEST_TOPIC = 24


def topic(text: str, word: str, start: int, known: dict[str, int]) -> int:
    """Where a hyphen parts what a wire's headline is about from its first word ("ROWING-HILL WINS"); 0 for nowhere."""
    if not word.isupper() or word.count("-") != 1:
        return 0
    at = word.index("-")
    head = known.get(word[:at].capitalize(), 0)
    if not head & lx.COMMON or head & (lx.GIVEN | lx.SURNAME) or word[:at] in _PREFIXES or len(word) - at < 3:
        return 0
    lead = text[text.rfind("\n", max(0, start - _LONGEST_TOPIC), start) + 1 : start]
    return at if not lead or (lead.isupper() and len(lead) < _LONGEST_TOPIC) else 0


_ENDINGS = frozenset(
    "based owned led backed controlled held born style sponsored listed trained ruled run made built era wide "
    "dominated "
    "funded related bound occupied administered brokered linked like type educated appointed elected supported allied "
    "friendly area inspired imposed".split()
)


def _adjective(word: str, known: dict[str, int]) -> bool:
    """A word with a common ending after its hyphen: "London-based", "Third-seeded"; not "Kwok-hung"."""
    head, _, tail = word.rpartition("-")
    if tail in _ENDINGS:
        return True
    common = known.get(tail.capitalize(), 0) & lx.COMMON if len(tail) > 2 and tail.islower() else 0
    return bool(common) and bool(known.get(head, 0) & ~lx.NAMED)


class _Flags(dict[str, int]):
    """Word → what it may be; worked out once for a word and kept, up to a bound."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _KEPT:
            self.clear()
        self[word] = flag = _flag(word, lx.flags())
        return flag


_MADE = ("ize", "izes", "ized", "izing", "ization")
_SHORTEST_MADE = 8
"""How verbs that are made of other words end, and the most letters of words that end so by chance."""
flag_of = _Flags().__getitem__
"""What a word may be, from the lists or from its parts and capitals."""


def _flag(word: str, known: dict[str, int]) -> int:
    flag = known.get(word)
    if flag is not None:
        return flag
    if "-" in word:
        if word[1] == "-" and word[0] in "RDI":
            return lx.FUNCTION  # a party and a state: "R-Ohio"
        if word.startswith("Ex-"):
            return lx.OFFICE  # what somebody was: "Ex-Senator", "Ex-Rover"
        if _adjective(word, known):
            parts = word.lower().split("-")
            return lx.OFFICE if parts[-1] in lx.occupations() and len(parts[0]) > 1 else lx.NATION
        if any(known.get(part.capitalize(), 0) & lx.TITLE for part in word.split("-")):
            return lx.OFFICE
    if word.isupper() and len(word) > 3:
        return known.get(word.capitalize(), 0) & (lx.COMMON | lx.FUNCTION)
    if word.endswith(_MADE) and len(word) > _SHORTEST_MADE:
        return lx.COMMON
    return 0
