"""Who bears the names found in a source: full names first, then surnames, acronyms and short forms that fit one of
them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from onrecord.annotate.people import SPEAKING, SUFFIXES, Person
from onrecord.annotate.spans import Reading
from onrecord.model import EntityKind
from onrecord.patterns import regex

_KIN = regex(r"\b(?:son|sons|daughter|father|mother|nephew|namesake|grandson)\b")
_NAMESAKES = 24  # more people of one surname are not told apart: such a source is a list, and time stays linear


class Bearer(Struct, eq=False):
    """One bearer of names while a source is being read."""

    kind: EntityKind
    name: str
    why: str
    words: tuple[str, ...] = ()
    forms: dict[str, None] = {}
    roles: dict[str, None] = {}
    gender: Literal["f", "m", ""] = ""
    acronym: str = ""
    sure: bool = True
    full: int = 0
    """How often the source gives a name of several words."""
    opens: bool = True
    """Whether the capital means nothing wherever the name stands."""
    mentions: list[tuple[int, int, float, str]] = []
    """(start, end, confidence, rule)"""

    def add(
        self,
        reading: Reading,
        first: int,
        last: int,
        form: str,
        confidence: float,
        why: str,
        stretch: int = 0,
        lead: int = 0,
    ) -> None:
        """Take one more mention, which has this form with single spaces; `lead` and `stretch` are characters outside
        the capitalised words that belong to the name."""
        self.forms[form] = None
        if last > first:
            self.full += 1
        if self.opens and not reading.opens[first]:
            self.opens = False
        self.mentions.append((reading.starts[first] - lead, reading.ends[last] + stretch, confidence, why))

    def take_over(self, other: Bearer) -> None:
        """Take all that the other bearer has."""
        self.opens &= other.opens
        self.mentions += other.mentions
        self.forms.update(other.forms)
        other.mentions, other.opens = [], True


class People:
    """The people of a source, by what may name them."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.all: list[Bearer] = []
        self.by_last: dict[str, list[Bearer]] = {}
        self.by_form: dict[str, list[Bearer]] = {}

    def _index(self, bearer: Bearer) -> None:
        words = bearer.words
        if not SUFFIXES.isdisjoint(words):
            words = tuple(word for word in words if word not in SUFFIXES) or (bearer.name,)
        _add(self.by_last, words[-1], bearer)
        for at in range(1, len(words) - 1):
            _add(self.by_form, " ".join(words[at:]), bearer)
        for inner in words[:-1]:
            if len(inner) > 2 and inner[0].isupper():
                _add(self.by_form, inner, bearer)

    def full(self, person: Person, form: str) -> Bearer:
        """The bearer of a name of several words in this form, new or known under a form that fits."""
        words = tuple(form.split())
        name, bearer = " ".join(words), self._known(person, words)
        if bearer is None:
            return self._new(name, words, person)
        if len(words) > len(bearer.words):
            bearer.name, bearer.words = name, words
            self._index(bearer)
        return bearer

    def in_full(self, person: Person, form: str) -> Bearer | None:
        """Who is known under the several words, but by more than a verb of saying: companies say too."""
        known = None if self.reading.opens[person.last] else self._known(person, tuple(form.split()))
        return None if known is None or known.why in SPEAKING else known

    def _known(self, person: Person, words: tuple[str, ...]) -> Bearer | None:
        """Who is known under a form that fits a name of several words."""
        surname = words[-1]
        if surname in SUFFIXES:
            surname = next((word for word in reversed(words) if word not in SUFFIXES), " ".join(words))
        for bearer in self.by_last.get(surname, ()):
            same = _same_person(bearer.words, words) and not _clash(bearer.gender, person.gender)
            if same and not self._child(bearer, person, words):
                return bearer
        return None

    def _child(self, bearer: Bearer, person: Person, words: tuple[str, ...]) -> bool:
        """Whether "his son, Jack Moss Jr." names another than the Jack Moss before."""
        if words[-1] not in SUFFIXES or bearer.words[-1] in SUFFIXES:
            return False
        start = self.reading.starts[person.first]
        return _KIN.search(self.reading.text, start - 30, start) is not None

    def new(self, name: str, person: Person) -> Bearer:
        """A bearer nobody was yet."""
        return self._new(name, tuple(name.split()), person)

    def _new(self, name: str, words: tuple[str, ...], person: Person) -> Bearer:
        bearer = Bearer("person", name, person.why, words)
        self.all.append(bearer)
        self._index(bearer)
        return bearer

    def partner(self, person: Person) -> Bearer:
        """The bearer of a given name that stands before "and", a partner's given name and the surname of both."""
        given = self.reading.span(person.first, person.last)
        for known in self.by_last.get(person.implied, []) + self.by_form.get(given, []):
            if known.words[0] == given:
                return known
        return self.new(f"{given} {person.implied}", person)

    def has(self, word: str) -> bool:
        """Whether somebody has the word in the name."""
        return word in self.by_last or word in self.by_form

    def short(self, name: str, gender: str = "") -> tuple[Bearer | None, float]:
        """The bearer of a surname or another part of a name, and how sure that is."""
        known = self.by_last.get(name, ())
        if len(known) == 1 and not (gender and _clash(known[0].gender, gender)):
            return known[0], 0.95
        fitting = _fitting(known, gender) if known else []
        if len(fitting) == 1:
            return fitting[0], 0.95
        if fitting:
            return _chief(fitting)
        forms = self.by_form.get(name)
        if forms is None and not known:
            small = name[0].lower() + name[1:]  # "De Vries" where a sentence opens
            forms = self.by_form.get(small) or self.by_last.get(small)
        if forms is None:
            return None, 0.0
        others = _fitting(forms, gender)
        if len(others) != 1:
            return None, 0.0
        return others[0], 0.85 if others[0].why in SPEAKING else 0.92


def _add(table: dict[str, list[Bearer]], key: str, bearer: Bearer) -> None:
    bearers = table.get(key)
    if bearers is None:
        table[key] = [bearer]
    elif len(bearers) < _NAMESAKES:
        bearers.append(bearer)


def _chief(bearers: list[Bearer]) -> tuple[Bearer, float]:
    """Of several of one surname the one whom the source names most often in full, the first of equals."""
    ranked = sorted(bearers, key=lambda bearer: (-bearer.full, bearer.mentions[0] if bearer.mentions else (1 << 30,)))
    return ranked[0], 0.85 if ranked[0].full > 2 * ranked[1].full else 0.65


def _fitting(bearers: Iterable[Bearer], gender: str) -> list[Bearer]:
    """The bearers that may have the gender, each once."""
    distinct = {id(bearer): bearer for bearer in bearers}.values()
    return [bearer for bearer in distinct if not _clash(bearer.gender, gender)]


def _clash(one: str, other: str) -> bool:
    return bool(one and other and one != other)


def _same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names of one surname may be one person's: the shorter one's given names are there, or their initials,
    and no "Jr." stands against a "Sr."."""
    if one == other:
        return len(one) > 1
    generations = {words[-1].strip(".,") for words in (one, other) if words[-1] in SUFFIXES}
    short, long = sorted((_given(one), _given(other)), key=len)
    if not short or len(generations) > 1:
        return False
    at = 0
    for word in short:
        while at < len(long) and not (
            long[at] == word
            or long[at] == word.lower()
            or (word[0] == long[at][0] and "." in (word[1:2], long[at][1:2]))
        ):
            at += 1
        if at == len(long):
            return False
        at += 1
    return True


def _given(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name's words before its surname."""
    return words[:-2] if words[-1] in SUFFIXES else words[:-1]
