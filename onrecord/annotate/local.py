"""All names of one source: the evidence is gathered first, then weak forms are given to the bearers it made known."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import NamedTuple

from msgspec.structs import replace

from onrecord.annotate import lexicon as lx
from onrecord.annotate.acronyms import find_acronyms, find_administrations
from onrecord.annotate.bearers import Bearer, People
from onrecord.annotate.bodies import find_headed
from onrecord.annotate.employers import find_employers
from onrecord.annotate.evidence import LISTED, is_craft, leading, of_a_person, outright, weigh
from onrecord.annotate.known import find_known
from onrecord.annotate.particles import own_particles, particles_before
from onrecord.annotate.people import NAMELESS, SPEAKING, Person, context_of, find_people
from onrecord.annotate.pieces import TAKEN, Piece
from onrecord.annotate.places import find_places
from onrecord.annotate.roles import add_roles
from onrecord.annotate.shortforms import Bodies
from onrecord.annotate.spans import Reading, read
from onrecord.annotate.teams import find_teams
from onrecord.annotate.told import COUNCIL, find_councils, find_outlets, find_partners, find_reporters
from onrecord.patterns import regex

_SURNAME = "surname of a known person"
_SURE = 0.6
_UNKNOWN = 0.3
_LIKELY = 0.8
"""How often several unknown words that look like a name are one, on 900 articles of conll and gum."""
_OF_LANDS = ("i", "an", "ian", "ese", "ish", "ic")
"""Endings that make of a land's name what its people are called."""
_OF_A_TOWN = frozenset(
    "Police Department;Fire Department;City Council;Town Council;Borough Council;Parish Council;Village Council;"
    "City Hall;Town Hall;Town Board;Village Board".split(";")
)
"""How bodies end that begin with the name of their town."""
_WHERE = regex(r"\b(?:in|at|from|to) $", re.IGNORECASE)
_WORD = 0.2  # what a common word with a capital has less than


class Local(NamedTuple):
    """What one source tells of names by itself."""

    reading: Reading
    bearers: tuple[Bearer, ...]


@lru_cache(maxsize=4)
def analyse(text: str) -> Local:
    """All bearers of names in a source, people, bodies and places together: what is a body is no person."""
    reading = read(text)
    pieces: list[Piece] = []
    find_known(reading, pieces)
    find_headed(reading, pieces)
    find_partners(reading, pieces)
    find_places(reading, pieces)
    find_reporters(reading, pieces)
    find_outlets(reading, pieces)
    find_councils(reading, pieces)
    find_employers(reading, pieces)
    find_acronyms(reading, pieces)
    find_administrations(reading, pieces)
    finder = _Finder(reading, pieces)
    finder.people_of(find_people(reading, pieces))
    finder.namesakes()
    find_teams(reading, pieces)
    finder.capitals()
    finder.bodies.take(pieces)
    finder.bodies.last_words(finder.ends)
    finder.bodies.short_forms()
    finder.bodies.capitals()
    add_roles(reading, finder.people.all)
    return Local(reading, tuple(finder.result()))


class _Finder:
    """The second reading: who bears what the first reading found."""

    def __init__(self, reading: Reading, pieces: list[Piece]) -> None:
        self.reading = reading
        self.pieces = pieces
        self.people = People(reading)
        self.bodies = Bodies(reading)
        several = [piece for piece in pieces if piece.last > piece.first]
        self.fronts = {reading.words[piece.first] for piece in several if piece.kind == "organization"}
        self.tails = {reading.words[piece.last] for piece in several if piece.kind == "place"}
        self.towns = {town for piece in pieces if piece.kind == "agency" and (town := _town_of(reading, piece))}
        """What bodies of towns are called after."""
        self.ends: dict[str, list[Person]] = {
            reading.words[piece.last]: [] for piece in several if piece.kind == "organization"
        }
        """The last words of organizations, each with the places where it stands alone."""
        self.loose: dict[str, list[Person]] = {}
        """Runs of words that nobody has."""
        self.edges: set[int] = set()
        """The first and last words of names of several words that people have."""
        self.leading: dict[int, str] = {}
        """The words before what may be names of several words, by the first word of these."""

    # ------------------------------------------------------------ people

    def people_of(self, found: list[Person]) -> None:
        """Give every run of words to somebody: names of several words first, then titled and spoken-of surnames,
        then the rest."""
        headlines: list[Person] = []
        found = self._without_craft(found)
        sure = [person for person in found if person.confidence >= _SURE]
        for person in sure:
            if person.last > person.first and not person.implied:
                if person.last - person.first > 1 and self.reading.opens[person.last]:
                    headlines.append(person)
                elif person.role or not outright(self.reading, person.first, person.last, self.leading[person.first]):
                    form = self.reading.span(person.first, person.last)
                    self._mark(self.people.full(person, form), person, form)
                    self.edges.update((person.first, person.last))
        for person in headlines:
            self._headline(person)
        for person in sure:
            if person.implied:
                self._mark(self.people.partner(person), person, self.reading.span(person.first, person.last))
            elif person.last == person.first:
                self._titled(person)
        owner, words = self.reading.owner, self.reading.words
        common: list[Person] = []
        for person in found:
            # of a headline's run a part may have found its bearer
            if owner[person.first] < 0 and (
                person.first == person.last or max(owner[person.first : person.last + 1]) < 0
            ):
                unlike = person.confidence <= _WORD  # a common word: only if somebody has it in the name
                if unlike and not self.people.has(words[person.first]):
                    common.append(person)
                    continue
                if not self._known(person) and not unlike:
                    self.loose.setdefault(self.reading.span(person.first, person.last), []).append(person)
        for form, unknown in sorted(self.loose.items(), key=lambda item: " " not in item[0]):
            bearer, _ = self.people.short(form)
            rest = [one for one in unknown if bearer is None or not bearer.sure or not self._known(one)]
            if rest:
                self._unknown(form, rest, bearer)
        for person in common:
            if self.people.has(words[person.first]):
                self._known(person)
        for word in {words[index] for index in self.edges if self.reading.flags[index] & NAMELESS}:
            self._small(word)

    def _small(self, word: str) -> None:
        """The surname of somebody that is a month or a small word elsewhere: "Ann May", of whom "|May said" tells."""
        reading = self.reading
        for index, each in enumerate(reading.words):
            if each == word and reading.owner[index] < 0:
                alone = reading.opens[index] or reading.flags[index] & lx.CALENDAR
                if not alone or context_of(reading, index, index) in SPEAKING:
                    self._known(Person(index, index, _UNKNOWN, _SURNAME))

    def _without_craft(self, found: list[Person]) -> list[Person]:
        """Leave out what bears the name of somebody and is a ship; the same words as a place are a ship too."""
        reading = self.reading
        several = [(one.first, one.last) for one in found if one.last > one.first and not one.role]
        roads = {at: one for at, one in enumerate(self.pieces) if one.why[0] == "…" and one.kind == "place"}
        several += [(piece.first, piece.last) for piece in roads.values() if _given(reading, piece.first)]
        self.leading = {first: leading(reading, first) for first, _ in several}
        ships = {
            reading.span(first, last) for first, last in several if is_craft(reading, first, last, self.leading[first])
        }
        if not ships:
            return found
        for at, piece in roads.items():
            if reading.span(piece.first, piece.last) in ships:
                self.pieces[at] = replace(piece, kind="thing")
        for first, last in several:
            if reading.span(first, last) in ships:
                self._own(first, last)
        return [person for person in found if reading.span(person.first, person.last) not in ships]

    def _headline(self, person: Person) -> None:
        """Names in a run of a headline: those that stand in the text, else the run as a whole if it is no longer
        than a name."""
        reading, names = self.reading, {bearer.name: bearer for bearer in self.people.all}
        first, hit = person.first, False
        while first < person.last:
            for last in range(person.last, first, -1):
                form = reading.span(first, last)
                bearer = names.get(form)
                if bearer is not None:
                    self._mark(bearer, replace(person, first=first, last=last, role=""), form)
                    first, hit = last, True
                    break
            first += 1
        last = person.last
        while last > person.first + 1 and reading.flags[last] & (lx.COMMON | lx.NAMED) == lx.COMMON:
            last -= 1
        if not hit and last - person.first < 4:
            person = replace(person, last=last)
            form = reading.span(person.first, last)
            self._mark(self.people.full(person, form), person, form)

    def _mark(self, bearer: Bearer, person: Person, form: str, confidence: float = 0.0, why: str = "") -> None:
        first, last, reading = person.first, person.last, self.reading
        lead = own_particles(reading, bearer.words, first) if len(bearer.words) > 2 else 0
        if first == last and not lead:
            lead = particles_before(reading, first)
        if lead:
            form = reading.text[reading.starts[first] - lead : reading.ends[last]]
        if last > first or lead:
            form = " ".join(form.split())
        bearer.add(reading, first, last, form, confidence or person.confidence, why or person.why, 0, lead)
        if person.role:
            bearer.roles[person.role] = None
        if person.gender and not bearer.gender:
            bearer.gender = "f" if person.gender == "f" else "m"
        reading.owner[first] = TAKEN
        if last > first:
            self._own(first + 1, last)

    def _own(self, first: int, last: int) -> None:
        owner = self.reading.owner
        for index in range(first, last + 1):
            owner[index] = TAKEN

    def _titled(self, person: Person) -> None:
        """A surname with evidence of its own: of somebody known by a fuller name, else of somebody new."""
        name = self.reading.span(person.first, person.last)
        gender = person.gender if person.role or person.why.startswith("title") else ""
        bearer, sure = self.people.short(name, gender)
        if bearer is None:
            self._mark(self.people.new(name, person), person, name)
        else:
            known = person if person.gender == gender else replace(person, gender=gender)
            self._mark(bearer, known, name, max(person.confidence, sure), _SURNAME)

    def _known(self, person: Person) -> bool:
        """Give the words to somebody known, whole or in part ("Smith" in "Spokesman Smith Friday")."""
        name = self.reading.span(person.first, person.last)
        whole = self.people.in_full(person, name) if person.last > person.first else None
        told = leading(self.reading, person.first) if whole is not None else ""
        if whole is not None and not outright(self.reading, person.first, person.last, told):
            self._mark(self.people.full(person, name), person, name, 0.95, "name of a known person")
            return True
        bearer, sure = self.people.short(name)
        if bearer is not None:
            if self.reading.opens[person.first] and self.reading.flags[person.first] & lx.COMMON:
                if self.reading.holds(f" {name.lower()} ") and not context_of(self.reading, person.first, person.last):
                    return False
                sure = min(sure, 0.92)
            why = _SURNAME if name == bearer.words[-1] else "part of a known name"
            self._mark(bearer, person, name, sure, why)
            return True
        return False

    def _unknown(self, form: str, places: list[Person], fuller: Bearer | None) -> None:
        """Decide by all places where a form without evidence stands what it is; else it is a candidate.

        `fuller` is a candidate of which the form may be the surname: it becomes sure with it.
        """
        body, place, person = self._weigh(form, places)
        first = places[0]
        if form in self.towns and person < 3 and fuller is None:
            self.bodies.add_place(form, places)
        elif body >= 3 and body > place and body >= person:
            self.bodies.add_unknown(form, places)
        elif person < 3 and place <= 0 and fuller is None and form in self.ends:
            self.ends[form] = places
        elif form in self.tails or (place >= 2 and place > person):
            self.bodies.add_place(form, places)
        else:
            several = first.last > first.first
            opens = not several and all(self.reading.opens[one.first] for one in places)
            sure = person >= 3 and not (opens and self.reading.flags[first.last] & lx.COMMON)
            bearer = fuller or self.people.new(form, first)
            confidence, why = (_SURE, "words around it name a person") if sure else (_UNKNOWN, "one capitalised word")
            if several and place <= 0 and (told := self._like_a_person(places)):
                sure, confidence, why = True, _LIKELY, told
            bearer.sure = sure
            for one in places:
                self._mark(bearer, one, form, confidence, why)

    def _like_a_person(self, places: list[Person]) -> str:
        """What says that unknown words name a person; "" for nothing."""
        reading, first, last = self.reading, places[0].first, places[0].last
        words, tail = reading.words[first : last + 1], reading.words[last]
        common = any(flag & lx.COMMON for flag in reading.flags[first : last + 1])
        if common or any(word[1:].lower() != word[1:] and "-" not in word for word in words):
            return ""
        told = [of_a_person(reading, one.first, one.last, self.edges) for one in places]
        plural = tail[-1] == "s" and reading.holds(f"{tail[:-1]} ")
        if tail in self.loose and not plural and not any(map(reading.has_small, map(str.lower, words))):
            told.append("the last word stands alone elsewhere")
        return next(filter(None, told), "")

    def _weigh(self, form: str, places: list[Person]) -> tuple[int, int, int]:
        """(body, place, person): what all places where a form stands, and its words, say for each."""
        first, flags = places[0], self.reading.flags
        body = place = person = 0
        for one in places:
            told = weigh(self.reading, one.first, one.last)
            body, place, person = body + told[0], place + told[1], person + told[2]
            place += 4 * self._among_places(one)
        surname = flags[first.last] & (lx.SURNAME | lx.COMMON) == lx.SURNAME
        person += 2 * (first.last > first.first) + 2 * surname + bool(flags[first.first] & lx.GIVEN)
        body += 3 * (form in self.fronts)
        return 0 if body and self._of_a_land(form) else body, place, person

    def _among_places(self, one: Person) -> bool:
        """Whether words that are no mere surname stand in a list between two places: Ghana, |Tarnok and Mali."""
        reading, pieces = self.reading, self.pieces
        before, after, flag = one.first - 1, one.last + 1, self.reading.flags[one.last]
        if before < 0 or reading.joints[before] not in LISTED or reading.joints[one.last] not in LISTED:
            return False
        owners = (reading.owner[before], reading.owner[after])
        surname = flag & lx.SURNAME and not flag & lx.GIVEN
        return not surname and all(0 <= at < len(pieces) and pieces[at].kind == "place" for at in owners)

    def _of_a_land(self, form: str) -> bool:
        """Whether a word is told by its ending to be of a land that the source names: Norlandic, of Norland."""
        stems = {form.removesuffix(ending) for ending in _OF_LANDS if form.endswith(ending)}
        stems |= {form[:-1]} if form.endswith("an") else set()  # Lendian, of Lendia
        return any(len(stem) > 3 and stem in self._words for stem in stems)

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(self.reading.words)

    def namesakes(self) -> None:
        """Known places and bodies of one word that are the surname of somebody in the source ("Denzel Washington …
        Washington")."""
        for at, piece in enumerate(self.pieces):
            if piece.first != piece.last or not piece.kind or piece.stretch or not piece.why.startswith("known"):
                continue
            word = self.reading.words[piece.first]
            if word.isupper() or not self.people.by_last.get(word):
                continue
            bearer, sure = self.people.short(word)
            if bearer is None or sure < 0.95 or not bearer.sure:
                continue
            body, place, _ = weigh(self.reading, piece.first, piece.last)
            start = self.reading.starts[piece.first]
            if body or place or _WHERE.search(self.reading.text, start - 6, start):
                continue
            self.pieces[at] = replace(piece, kind="")
            bearer.add(self.reading, piece.first, piece.last, word, 0.85, _SURNAME)

    # ------------------------------------------------------------ lines of capitals

    def capitals(self) -> None:
        """Names in a line of capitals: those that stand elsewhere in the source, and given names with a surname."""
        reading = self.reading
        free = [index for index in reading.shouted if self._free(index)]
        if not free:
            return
        known = {bearer.name.upper(): bearer for bearer in reversed(self.people.all) if bearer.sure}
        surnames = {
            bearer.words[-1].upper(): bearer
            for bearer in reversed(self.people.all)
            if bearer.sure and len(bearer.words[-1]) > 2
        }
        done = -1
        for index in free:
            if index > done:
                done = self._capital(index, known, surnames)

    def _free(self, index: int) -> bool:
        """Whether nobody owns the word, or only the guess that it is an acronym."""
        owner = self.reading.owner[index]
        if owner < 0:
            return True
        return len(self.reading.words[index]) > 3 and owner < len(self.pieces) and self.pieces[owner].why == "acronym"

    def _capital(self, index: int, known: dict[str, Bearer], surnames: dict[str, Bearer]) -> int:
        reading = self.reading
        joints = reading.joints
        for last in (index + 2, index + 1) if joints[index] == " " else ():
            if last == index + 1 or joints[index + 1] == " ":
                form = reading.span(index, last)
                bearer = known.get(form)
                if bearer is not None:
                    bearer.add(reading, index, last, " ".join(form.split()), 0.95, "known person in capitals")
                    self._own(index, last)
                    return last
        word = reading.words[index]
        bearer = surnames.get(word)
        if bearer is not None and not lx.flags().get(word.capitalize(), 0) & lx.FUNCTION:
            if reading.owner[index] >= 0:
                self.pieces[reading.owner[index]] = replace(self.pieces[reading.owner[index]], kind="")
            bearer.add(reading, index, index, word, 0.95, "surname in capitals")
            self._own(index, index)
            return index
        signed = reading.text.endswith(("By ", "BY "), 0, reading.starts[index])
        shouted = reading.caps[index] or signed
        return self._new_capital(index) if shouted and reading.owner[index] < 0 else index

    def _new_capital(self, index: int) -> int:
        """A given name and a surname in capitals of somebody who stands nowhere else."""
        reading, table = self.reading, lx.flags()
        first = table.get(reading.words[index].capitalize(), 0)
        if (
            not reading.tight[index]
            or not first & lx.GIVEN
            or first & (lx.COMMON | lx.PLACE)
            or reading.owner[index + 1] >= 0
        ):
            return index
        second = table.get(reading.words[index + 1].capitalize(), 0)
        if second & lx.COMMON or len(reading.words[index + 1]) < 3:
            return index
        person = Person(index, index + 1, 0.85, "given name and surname in capitals")
        form = reading.span(index, index + 1)
        self._mark(self.people.new(form, person), person, form)
        return index + 1

    def result(self) -> list[Bearer]:
        """All bearers with a mention, by where they stand first."""
        bearers = [bearer for bearer in (*self.people.all, *self.bodies.all) if bearer.mentions]
        return sorted(bearers, key=_first_mention)


def _town_of(reading: Reading, piece: Piece) -> str:
    """The town that the name of a body begins with ("|Dunmore Police Department"); "" for none."""
    if piece.why == COUNCIL:
        return reading.span(piece.first, piece.last)
    last = piece.last - 2
    if last < piece.first or piece.name or reading.flags[piece.first] & (lx.COMMON | lx.NATION):
        return ""
    tail = f"{reading.words[last + 1]} {reading.words[piece.last]}"
    return reading.span(piece.first, last) if tail in _OF_A_TOWN else ""


def _first_mention(bearer: Bearer) -> tuple[int, int, float, str]:
    mentions = bearer.mentions
    return mentions[0] if len(mentions) == 1 else min(mentions)


def _given(reading: Reading, index: int) -> bool:
    """Whether the word is a given name and no place."""
    return reading.flags[index] & (lx.GIVEN | lx.PLACE) in (lx.FEMALE, lx.MALE, lx.GIVEN)
