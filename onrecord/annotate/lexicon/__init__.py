"""The word lists: data files beside this module, each with its origin in its head, read once and turned into
look-ups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from functools import lru_cache

from msgspec import Struct

from onrecord.annotate.lexicon.files import sections_of

# What a capitalised word may be. One number a word, so that one look-up tells everything.
FEMALE, MALE, SURNAME, COMMON = 1, 2, 4, 8
HONORIFIC, OFFICE, RANK, BEFORE_OFFICE = 16, 32, 64, 128
NATION, PLACE, STATE_SHORT = 256, 512, 1024
AGENCY_LAST, AGENCY_FIRST, ORGANIZATION_LAST, ORGANIZATION_FIRST = 1 << 11, 1 << 12, 1 << 13, 1 << 14
PLACE_LAST, PLACE_FIRST, THING_LAST, THING_FIRST, OFFICE_LAST = 1 << 15, 1 << 16, 1 << 17, 1 << 18, 1 << 19
FUNCTION, CALENDAR, PHRASE, NO_BODY, BODY = 1 << 20, 1 << 21, 1 << 22, 1 << 23, 1 << 24
OCCUPATION, BEFORE_NAME, BEFORE_PLACE = 1 << 25, 1 << 26, 1 << 27
GIVEN = FEMALE | MALE
NAMED = GIVEN | SURNAME
TITLE = HONORIFIC | OFFICE | RANK
ROLE = TITLE | OCCUPATION
LAST = AGENCY_LAST | ORGANIZATION_LAST | PLACE_LAST | THING_LAST | OFFICE_LAST
FIRST = AGENCY_FIRST | ORGANIZATION_FIRST


class Phrase(Struct, frozen=True, gc=False):
    """A known name: how it is written, what it is, and the fullest form (without article) and acronym of its bearer."""

    form: str
    kind: str
    name: str
    acronym: str
    needs: str = ""
    """What must stand in the source for the form to be known."""
    building: bool = False
    """Whether the body is named by the building it sits in."""


@lru_cache(maxsize=32)
def words(file: str) -> dict[str, frozenset[str]]:
    """The lists of a file as section → words; "" holds what stands before the first section."""
    return {section: frozenset(" ".join(entries).split()) for section, entries in sections_of(file) if entries}


@lru_cache(maxsize=32)
def lines(file: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The lists of a file as section → lines, each a tuple of what stands between its semicolons."""
    return {
        section: tuple(tuple(filter(None, map(str.strip, line.split(";")))) for line in entries)
        for section, entries in sections_of(file)
        if entries
    }


def _flat(file: str) -> list[str]:
    return [entry for entries in lines(file).values() for line in entries for entry in line]


def _is_acronym(form: str) -> bool:
    letters = form.replace(".", "").replace("-", "").replace("&", "")
    return 2 <= len(letters) <= 8 and " " not in form and sum(letter.isupper() for letter in letters) >= 2


def _body_phrases() -> Iterator[Phrase]:
    for section, entries in lines("bodies.txt").items():
        kind, _, building = section.partition(" ")
        for body in (body for line in entries for body in line):
            forms = body.split(" = ")
            name = forms[0]
            acronym = next((form.strip("[]") for form in forms if _is_acronym(form.strip("[]"))), "")
            acronym = acronym if len(forms) > 1 else ""
            bearer = name.removeprefix("The ")
            for form in forms:
                bare = form.strip("[]")
                yield Phrase(bare, kind, bearer, acronym, name if form != bare else "", bool(building))


def _several_nations() -> list[str]:
    return [form for line in lines("nationalities.txt")["several words"] for form in line]


@lru_cache(maxsize=1)
def phrases() -> dict[str, tuple[Phrase, ...]]:
    """Known bodies and places by their first word, the longest first."""
    found: dict[str, dict[str, Phrase]] = {}
    places = (
        Phrase(form, "place", entry.split(" = ")[0].removeprefix("The "), "")
        for file in ("countries.txt", "states.txt", "cities.txt")
        for entry in _flat(file)
        for form in entry.split(" = ")
    )
    things = (
        Phrase(form, "thing", form.removeprefix("The "), "") for form in (*_flat("events.txt"), *_several_nations())
    )
    for phrase in (*_body_phrases(), *places, *things):
        found.setdefault(phrase.form.split()[0].removesuffix("'s"), {}).setdefault(phrase.form, phrase)
    return {first: tuple(_longest_first(forms)) for first, forms in found.items()}


def _longest_first(forms: dict[str, Phrase]) -> Iterable[Phrase]:
    order = sorted(sorted(forms), key=len, reverse=True) if len(forms) > 1 else forms
    return map(forms.__getitem__, order)


@lru_cache(maxsize=1)
def local_places() -> frozenset[str]:
    """Names of states, provinces and towns."""
    entries = (*_flat("states.txt"), *_flat("cities.txt"))
    return frozenset(form for entry in entries for form in entry.split(" = "))


@lru_cache(maxsize=1)
def openings() -> dict[str, tuple[dict[str, tuple[Phrase, ...]], tuple[Phrase, ...]]]:
    """The phrases by their first word: those of each three characters that may follow it, with those too short to have
    three at the end, and these alone."""
    found: dict[str, tuple[dict[str, tuple[Phrase, ...]], tuple[Phrase, ...]]] = {}
    alone: dict[str, tuple[Phrase, ...]] = {}
    for first, forms in phrases().items():
        at, size = len(first), len(first) + 3
        if len(forms) == 1 and len(forms[0].form) < size:
            found[first] = alone, forms
            continue
        short = tuple(phrase for phrase in forms if len(phrase.form) < size)
        behind: dict[str, tuple[Phrase, ...]] = {}
        for phrase in forms:
            if len(phrase.form) >= size:
                key = phrase.form[at:size]
                behind[key] = (*behind.get(key, ()), phrase)
        found[first] = {key: those + short for key, those in behind.items()} if short else behind, short
    return found


def _groups() -> Iterator[tuple[Set[str], int]]:
    given, titles, heads, position = words("given.txt"), words("titles.txt"), words("heads.txt"), words("position.txt")
    yield given["f"] | given["both"], FEMALE
    yield given["m"] | given["both"], MALE
    yield words("surnames.txt")[""], SURNAME
    yield titles["honorific"] | titles["honorific m"] | titles["honorific f"], HONORIFIC
    yield titles["office"], OFFICE
    yield frozenset(map(str.capitalize, titles["occupation"])), OCCUPATION
    yield titles["rank"], RANK
    yield titles["before office"], BEFORE_OFFICE
    yield words("nationalities.txt")["one word"], NATION
    for name, flag in (
        ("agency", AGENCY_LAST),
        ("organization", ORGANIZATION_LAST),
        ("place", PLACE_LAST),
        ("thing", THING_LAST),
    ):
        yield heads[f"{name} last"], flag
    yield heads["office"], OFFICE_LAST
    yield heads["agency first"], AGENCY_FIRST
    yield heads["organization first"], ORGANIZATION_FIRST
    yield heads["place first"], PLACE_FIRST
    yield heads["thing first"], THING_FIRST
    yield heads["before a name"], BEFORE_NAME
    yield heads["place before a name"] | heads["direction"], BEFORE_PLACE
    yield position["function"], FUNCTION
    yield position["calendar"], CALENDAR
    yield position["acronym that is no body"] | position["suffix"], NO_BODY
    yield {entry for line in lines("states.txt")["abbreviations"] for entry in line}, STATE_SHORT


@lru_cache(maxsize=1)
def common() -> frozenset[str]:
    """Common words as they are written where a sentence opens."""
    return frozenset(word for _, entries in sections_of("common.txt") for word in " ".join(entries).title().split())


@lru_cache(maxsize=1)
def flags() -> dict[str, int]:
    """What each known capitalised word may be, as a sum of the flags above."""
    found = dict.fromkeys(common(), COMMON)
    known = found.get
    for entries, flag in _groups():
        for word in entries:
            found[word] = known(word, 0) | flag
    for first, forms in phrases().items():
        found[first] = found.get(first, 0) | PHRASE
        for phrase in forms:
            if phrase.form == first:
                found[first] |= {"place": PLACE, "thing": NO_BODY}.get(phrase.kind, BODY)
    return found


@lru_cache(maxsize=1)
def occupations() -> frozenset[str]:
    """Roles in lower case ("spokesman", "midfielder")."""
    return words("titles.txt")["occupation"]


@lru_cache(maxsize=64)
def heads(section: str) -> frozenset[str]:
    """A list of `heads.txt` by its section."""
    return words("heads.txt")[section]


@lru_cache(maxsize=1)
def passing() -> frozenset[str]:
    """Words that are hardly ever part of a name and only part others: "But", "They", "However"."""
    position, known = words("position.txt"), flags()
    small = frozenset(word for word in position["function"] if not known[word] & ~(FUNCTION | COMMON))
    within = {word for forms in phrases().values() for phrase in forms for word in phrase.form.split()}
    return small - position["inside names"] - within
