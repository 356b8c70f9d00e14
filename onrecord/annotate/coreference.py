"""Pronouns and definite phrases ("the governor", "the 43-year-old", "the agency") taken back to their names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Container
from functools import lru_cache, partial

from onrecord.annotate.lexicon.reporting import reporting_verbs, sections
from onrecord.annotate.reach import NOBODY, Ranking, Reach
from onrecord.annotate.syntax import function_words
from onrecord.model import Found, NameMention, Nominal, Span
from onrecord.patterns import regex

_HE, _SHE = regex(r"he\b|his\b|him\b", re.IGNORECASE), regex(r"she\b|hers?\b", re.IGNORECASE)
_RELATIVE = frozenset({"who", "which", "that", "whose", "whom"})
_DEFINITE = regex(r"(?:the|his|her|their|its|our|this)\s+", re.IGNORECASE)
_POSSESSED = regex(r"(?:his|her|their|its|our|my)\s|[^,]*[’']s?\s", re.IGNORECASE)
_AGE = regex(r"(\d{1,3})-year-old$")
_PHRASE = regex(r"he ([A-Za-z][\w-]*)(?: ([a-z][\w-]*))?")
"""What follows the first letter of "the": a pattern that begins with plain letters is found ten times as fast."""
_STOP = regex(r"[.;:!?,”\"]\s")
_THE = regex(r"\W?[Tt]he ")
_WORD = regex(r"[a-z](?:-(?=\w)|[a-z-]+)")
_ROLE_BEFORE, _ROLE_AFTER, _MENTIONS = 48, 72, 4
_TOLD = 0.5
_RANKED = 3
_NEAR = 0.2
"""Weight from which a name is near enough for a phrase to stand for it."""
_ANOTHER = frozenset("next first second third fourth fifth last other only future best top new lone average".split())
"""Words that pick out one of several ("the next president"): what they stand before is no name just given."""
_UNKNOWN_GENDER = 0.7
"""How well somebody of unknown gender fits a pronoun that tells one."""
_TELLING = frozenset("board commission committee council court ministry office panel".split())
"""Nouns that a body of that sort bears in its name: "the committee" is none without it."""
_UNSURE = 0.35
"""How well somebody fits of whom the source does not say that he is what the phrase says."""


@lru_cache(maxsize=1)
def _nouns() -> tuple[dict[str, tuple[str, ...]], frozenset[str], dict[str, str]]:
    """Nouns for people with their titles, nouns for bodies, and the gender that a noun tells."""
    lists = sections("nominals.txt")
    people = {entry.split("/")[0]: tuple(entry.split("/")[1:]) for entry in lists["person"]}
    gender = dict.fromkeys(lists["woman"], "f") | dict.fromkeys(lists["man"], "m")
    return people, frozenset(lists["body"]), gender


@lru_cache(maxsize=1)
def _short_forms() -> dict[str, tuple[str, ...]]:
    """What stands before or after a name for a noun → the nouns: rep → congressman, representative, …

    A noun that is short for no other stands for itself.
    """
    people = _nouns()[0]
    nouns: dict[str, tuple[str, ...]] = {"democratic": ("democrat",)}
    for noun, forms in people.items():
        for form in forms:
            nouns[form] = (*nouns.get(form, ()), noun)
    return {noun: (noun,) for noun in people} | nouns


def _noun_of(match: re.Match[str]) -> int:
    """Which word after "the" is the noun that stands for somebody: 1, 2, or 0 where neither is."""
    nouns = _all_nouns()
    one, two = match.groups()
    if two in nouns:
        return 2
    if one.lower() not in nouns:
        return 0
    closed = two is None or (two in function_words() and two != "of") or two.endswith("ed") or two in reporting_verbs()
    return 1 if closed else 0


@lru_cache(maxsize=1)
def _all_nouns() -> frozenset[str]:
    people, bodies, _ = _nouns()
    return bodies | people.keys()


class Coreference:
    """Who the pronouns and phrases of one source stand for."""

    def __init__(self, text: str, found: Found, reach: Reach) -> None:
        self.text, self.found, self.reach = text, found, reach
        names = found.names
        self.people = {local for local, name in enumerate(names) if name.kind == "person"}
        self.bodies = {
            local: "\n".join(name.forms).lower()
            for local, name in enumerate(names)
            if name.kind in ("agency", "organization")
        }
        """The agencies and organizations, each with its forms in small letters."""
        self.somebody = {NOBODY, *self.people}
        self.calls: dict[str, list[int]] = {}
        self.holders: dict[str, dict[int, float]] = {}
        self.places = [mention.start for mention in found.mentions]

    def _of_gender(self, gender: str, local: int) -> float:
        known = "" if local == NOBODY else self.found.names[local].gender
        return 1.0 if known == gender else 0.0 if known else _UNKNOWN_GENDER

    def pronoun(self, span: Span) -> Ranking:
        """The names that the pronoun at `span` may stand for, likeliest first, with their weights."""
        low = self.text[span.start : span.end].lower()
        if low in _RELATIVE:
            return self._antecedent(span)
        gender = "m" if _HE.match(low) else "f" if _SHE.match(low) else ""
        if gender:
            ranking = self.reach.ranking(span.start, self.somebody, partial(self._of_gender, gender))
            if ranking and ranking[0][0] == NOBODY:
                return ()  # "his lawyer said … She said": she has no name
            return tuple(item for item in ranking if item[0] != NOBODY)[:_RANKED]
        if low.startswith(("they", "it")):
            return self.reach.ranking(span.start, self.bodies, lambda _: 1.0)[:_RANKED]
        return ()

    def _antecedent(self, span: Span) -> Ranking:
        """The name that a relative pronoun follows: Keller, |who said …"""
        mentions = self.found.mentions
        index = bisect_left(self.places, span.start) - 1
        if index < 0 or span.start - mentions[index].end > 80 or ". " in self.text[mentions[index].end : span.start]:
            return ()
        return ((mentions[index].local, 1.0),)

    def phrase(self, span: Span) -> Ranking:
        """The names that the definite phrase at `span` may stand for, likeliest first, with their weights."""
        words = self.text[span.start : span.end]
        if not _DEFINITE.match(words) or _POSSESSED.match(words):
            return ()
        people, bodies, genders = _nouns()
        age = _AGE.search(words)
        head = age.group(1) if age else words.split()[-1].lower()
        if age or head in people:
            gender = genders.get(head, "")
            return self._best(span.start, self.people, lambda local: self._fit(local, head, gender))
        return self._best(span.start, self.bodies, lambda local: self._named(local, head)) if head in bodies else ()

    def _best(self, at: int, among: Container[int], fit: Callable[[int], float]) -> Ranking:
        ranking = self.reach.ranking(at, among, fit)
        plain = tuple(item for item in ranking if fit(item[0]) == 1.0)
        return (plain or ranking)[:_RANKED]

    def _fit(self, local: int, word: str, gender: str = "") -> float:
        """How well a person fits "the `word`": fully where the source calls the person that."""
        known = self.found.names[local].gender
        if gender and known and known != gender:
            return 0.0
        return 1.0 if local in self._called().get(word, ()) else _UNSURE

    def _called(self) -> dict[str, list[int]]:
        """Word → the people for whom the source uses it: in a role, a title before the name, an apposition after it."""
        if not self.calls:
            short = _short_forms()
            first: dict[int, list[NameMention]] = {local: [] for local in self.people}
            for mention in self.found.mentions:
                mentions = first.get(mention.local)
                if mentions is not None and len(mentions) < _MENTIONS:
                    mentions.append(mention)
            for local, mentions in first.items():
                for word in short.keys() & _WORD.findall(self._told(local, mentions)):
                    for noun in short[word]:
                        self.calls.setdefault(noun, []).append(local)
            self.calls.setdefault("", [])
        return self.calls

    def _told(self, local: int, mentions: list[NameMention]) -> str:
        text, said = self.text, list(self.found.names[local].roles)
        for mention in mentions:
            start, end = mention.start, mention.end
            before = text[start - _ROLE_BEFORE if start > _ROLE_BEFORE else 0 : start]
            said.append(_STOP.split(before)[-1] if before[-2:] != ". " else before[:-2].split()[-1])
            if text[end : end + 2] in (", ", " ("):
                said.append(text[end : end + _ROLE_AFTER].split(". ")[0])
        return " ".join(said).lower()

    def _named(self, local: int, word: str) -> float:
        """How well a body fits "the `word`": fully where its name holds the word."""
        if word in self.bodies[local]:
            return 1.0
        if word in _TELLING:
            return 0.1
        return 0.5 if (self.found.names[local].kind == "agency") == (word in _PUBLIC) else 0.1

    def is_somebody(self, span: Span) -> bool:
        """Whether the phrase at `span` is one person: a lawyer, her mother, the 43-year-old."""
        words = self.text[span.start : span.end]
        return words.split()[-1].lower() in _nouns()[0] or _AGE.search(words) is not None

    def nominals(self, taken: list[Span]) -> list[Nominal]:
        """The phrases with "the" that the source makes plain, outside the stretches `taken`."""
        text, nouns = self.text, _all_nouns()
        starts, ends = {span.start for span in taken}, {mention.end for mention in self.found.mentions}
        found: list[Nominal] = []
        for match in _PHRASE.finditer(text):
            one, two = match.groups()
            if (two not in nouns and one.lower() not in nouns) or (one in _ANOTHER and two != "lady"):
                continue
            number, start = _noun_of(match), match.start() - 1
            if not number or start in starts or not _THE.match(text, max(0, start - 1)):
                continue
            if start - 2 in ends and text.startswith(", ", start - 2):
                continue  # what stands behind a name and a comma describes that name: a role
            held = self._held(match.group(number).lower())
            if held:
                ranking = self.reach.ranking(start, held, held.__getitem__)
                if ranking and ranking[0][1] >= _NEAR:
                    why = "phrase for a name just given"
                    found.append(Nominal(start, match.end(number), ranking[0][0], why=why))
        return found

    def _held(self, head: str) -> dict[int, float]:
        """The names that the source makes out to be "the `head`", each with how well it fits."""
        if head not in self.holders:
            people, bodies, genders = _nouns()
            gender = genders.get(head, "")
            called = self._called().get(head, ()) if head in people else ()
            held = {local: 1.0 for local in called if self._fit(local, head, gender)}
            if not held and head in bodies:
                held = {local: fit for local in self.bodies if (fit := self._named(local, head)) >= _TOLD}
                bearing = {local: fit for local, fit in held.items() if fit == 1}
                held = bearing or held  # where a body bears the word, the others are not meant by it
            self.holders[head] = held
        return self.holders[head]


_PUBLIC = frozenset(
    "agency department bureau commission committee court panel board council ministry office administration authority "
    "service force police regulator watchdog".split()
)
