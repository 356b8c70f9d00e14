"""Units and currencies: what stands after a number ("per cent", "km") or before it ("US$", "Rs")."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from msgspec import Struct

from onrecord.annotate.lexicon import lines
from onrecord.patterns import regex


class Unit(Struct, frozen=True, gc=False):
    """A unit of measure, a percentage or a currency."""

    kind: str
    """`money`, `percent`, `duration` or `measure`."""
    name: str
    """The unit as recorded: an ISO 4217 code, "percent", "day", "kilometre"."""
    parts: float = 1
    """How much of the recorded unit one of it is: a cent is 0.01 USD."""


class Tables(Struct, frozen=True):
    """The word lists, arranged for looking up."""

    words: dict[str, tuple[tuple[str, Unit], ...]]
    """First word, lower case -> the forms that begin with it, longest first."""
    stems: frozenset[str]
    """The letters those first words begin with, up to a dot, hyphen or slash."""
    symbols: dict[str, Unit]
    """Signs and abbreviations after a number, case kept."""
    before: dict[str, Unit]
    """Signs and codes before a number, case kept."""
    national: dict[str, tuple[tuple[str, Unit], ...]]
    """Names that several currencies share ("francs") -> the nations that each is of."""


_STEM = regex(r"[^a-z]")


def _listed(cell: str) -> list[str]:
    return [form.strip() for form in cell.split(",")] if cell != "-" else []


@cache
def tables() -> Tables:
    """The unit and currency lists, arranged once."""
    forms: dict[str, Unit] = {}
    symbols: dict[str, Unit] = {}
    before: dict[str, Unit] = {}
    for kind, rows in lines("units.txt").items():
        for name, words, signs in rows:
            forms |= dict.fromkeys(_listed(words), Unit(kind, name))
            symbols |= dict.fromkeys(_listed(signs), Unit(kind, name))
    for code, parts, signs, words in lines("currencies.txt")[""]:
        unit = Unit("money", code, float(parts))
        before |= dict.fromkeys(_listed(signs), unit)
        for word in _listed(words):
            (forms if word[0].isalpha() and len(word) > 1 else symbols)[word] = unit
    grouped = _by_first(forms)
    national = _national(forms)
    stems = frozenset(_STEM.split(first)[0] for first in (*grouped, *national))
    return Tables(grouped, stems, symbols, before, national)


_OF_ONE = frozenset("dollar dollars pound pounds cent cents mark marks won".split())
"""Names of money that mean one nation's unless a text says otherwise beside each number, and a verb."""
_WORN = ("crown", "crowns")
"""Names that are money only where a text has millions of it or says whose it is."""


def _national(forms: dict[str, Unit]) -> dict[str, tuple[tuple[str, Unit], ...]]:
    """The last words of the names of several currencies, each with the nations of which it is said."""
    shared: dict[str, list[tuple[str, Unit]]] = {}
    for form, unit in forms.items():
        nation, _, word = form.rpartition(" ")
        if nation and unit.kind == "money" and unit.parts == 1 and word not in _OF_ONE:
            shared.setdefault(word, []).append((nation.title(), unit))
    return {word: tuple(nations) for word, nations in shared.items() if len({unit for _, unit in nations}) > 1}


@lru_cache(maxsize=64)
def _of_nation(text: str, word: str) -> Unit | None:
    """Whose currency a text means by a name that several share: that of the one nation it is said of there ("31 Swiss
    francs"), else of the one nation that the text names."""
    nations = tables().national[word]
    single = word.removesuffix("s")
    told = {unit for nation, unit in nations if f"{nation} {single}" in text}
    if not told and (word not in _WORN or "illion crowns" in text):
        told = {unit for nation, unit in nations if f"{nation} " in text}
    return next(iter(told)) if len(told) == 1 else None


def _by_first(forms: dict[str, Unit]) -> dict[str, tuple[tuple[str, Unit], ...]]:
    grouped: dict[str, list[tuple[str, Unit]]] = {}
    for form, unit in sorted(forms.items(), key=lambda item: (-len(item[0]), item[0])):
        plain = form.replace("-", " ")
        grouped.setdefault(plain.split()[0], []).append((plain, unit))
    return {first: tuple(group) for first, group in grouped.items()}


# ---------------------------------------------------------------- after the number

_FIRST = regex(r"[ \u00a0]?[-–]?(?:an? )?[\[<]?([A-Za-z]+)")
_WORD = regex(r"[a-z]+(?:\.[a-z]+\.?)*(?:/[a-z]+)?")
_SYMBOL = regex(r"[ \u00a0]?([°ºµμ%‰€£¢$¥Ω′₽％˚a-zA-Z][a-zA-Z²³23/ł$]{0,4})(?![\w.]\w|\w)")
_SPACED_ONLY_CLOSE = frozenset("$ £ € C F m N J t".split())
_LONGEST = 40
_LONGEST_SIGN = 5


def unit_after(text: str, end: int, half: bool = False) -> tuple[Unit, int] | None:
    """The unit that follows a number ending at `end`, and where it ends; `half` lets "half an hour" through."""
    known = tables()
    word = _FIRST.match(text, end)
    if word is not None and word[1].lower() in known.stems and (half or " " not in text[end + 1 : word.start(1)]):
        start = word.start(1)
        ahead = text[start : start + _LONGEST].lower().replace("-", " ").replace("\n", " ")
        first = _WORD.match(ahead)
        for form, unit in known.words.get(first.group(), ()) if first else ():
            if ahead.startswith(form) and not ahead[len(form) : len(form) + 1].isalnum():
                return (form in known.national and _of_nation(text, form)) or unit, start + len(form)
        if first and first.group() in known.national and (shared := _of_nation(text, first.group())):
            return shared, start + first.end()
    if word is not None and len(word[1]) > _LONGEST_SIGN and word.start(1) - end < 2:
        return None
    sign = _SYMBOL.match(text, end)
    if sign is None or sign.group(1) not in known.symbols:
        return None
    if (
        text[end : sign.start(1)]
        and sign.group(1) in _SPACED_ONLY_CLOSE
        and text[sign.end() : sign.end() + 1] not in " ,;)"
    ):
        return None
    return known.symbols[sign.group(1)], sign.end()


# ---------------------------------------------------------------- before the number

_CURRENCY = regex(
    r"((?:(?:(?<![\w'’-])[A-Za-z.]{1,4}[ ]?)?[$£¥][A-Z]{0,2}|[€₹₩₪₽₺₫₦฿₱₴₡₭₸₮₲₵৳₿]|"
    r"(?<![\w-])[A-Z][A-Za-z/]{0,3}\.?)=?)[ \u00a0]?\Z"
)
_ARTICLES = frozenset(("A", "J", "Z"))


def currency_before(text: str, start: int) -> tuple[Unit, int] | None:
    """The currency sign or code that stands before a number starting at `start`, and where the sign begins."""
    if text[max(0, start - 6) : start - 1].islower() and text[start - 1] == " " and text[start - 2].isalpha():
        return None  # small letters are no sign
    before = tables().before
    read = _CURRENCY.search(text, max(0, start - 9), start)
    if read is None:
        return None
    sign, begin = read.group(1).rstrip("="), read.start(1)
    joined = sign.replace(" ", "")
    if len(sign) == 1 and sign.isalpha() and read.end(1) < start:
        return None
    spaced_article = joined != sign and sign[0].upper() in _ARTICLES
    if joined in before and not spaced_article:
        return before[joined], begin
    if any(mark in joined for mark in "$£¥"):
        if joined.upper() in before and joined == sign and joined.islower():  # "us$5"; "it cost us $5" is no sign
            return before[joined.upper()], begin
        mark = max(sign.rfind(char) for char in "$£¥")
        tail = sign[mark:]
        return (before[tail] if tail in before else before[sign[mark]]), begin + mark
    return None


# ---------------------------------------------------------------- pounds

_WEIGHING = regex(
    r"\b(?:weigh\w*|lost|los[ei]\w*|gain\w*|shed\w*|lift\w*|heav\w+|carr\w+|catch|caught|fish|baby|dog|beef|meat|fat|"
    r"sugar|cocaine|marijuana|heroin|meth\w*|fentanyl|drugs?|explosives?|bomb|pumpkin|rice|fruit|trash|waste)\b",
    re.IGNORECASE,
)
_PAYING = regex(
    r"£|\b(?:pa[iy]\w*|cost\w*|fine[ds]?|worth|pric\w+|salar\w+|earn\w*|spen[dt]\w*|budget\w*|fund\w*|loan\w*|debts?|"
    r"wages?|tax\w*|bills?|fees?|rais\w+|grants?|invest\w*|pence|profits?|sales|revenues?|Britain|British|UK)\b"
)
STERLING = Unit("money", "GBP")
POUND_MASS = Unit("measure", "pound (mass)")
_POUNDS = regex(r"[ \u00a0-]pounds?\b", re.IGNORECASE)
_REACH = 90


def pounds_after(text: str, end: int, scale: int) -> tuple[Unit, int] | None:
    """Whether "pounds" after a number are money or weight, told from the words near it."""
    word = _POUNDS.match(text, end)
    if word is None:
        return None
    if text.startswith(" of ", word.end()) or _WEIGHING.search(text, max(0, end - _REACH), word.end() + _REACH // 2):
        return POUND_MASS, word.end()
    if scale == 1 and text[end] == "-" and "£" not in text[max(0, end - _REACH) : end]:
        return POUND_MASS, word.end()
    money = scale >= 10**6 or _PAYING.search(text, max(0, end - _REACH), word.end() + _REACH // 2) is not None
    return (STERLING if money else POUND_MASS), word.end()
