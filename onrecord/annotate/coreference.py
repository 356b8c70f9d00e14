"""Pronouns and definite phrases ("the governor", "the 43-year-old", "the agency") taken back to their names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from functools import lru_cache

from onrecord.annotate.lexicon.reporting import reporting_verbs, sections
from onrecord.annotate.reach import Ranking, Reach
from onrecord.annotate.syntax import function_words
from onrecord.model import Found, Nominal, Span

_HE, _SHE = re.compile(r"he\b|his\b|him\b", re.IGNORECASE), re.compile(r"she\b|hers?\b", re.IGNORECASE)
_RELATIVE = frozenset({"who", "which", "that", "whose", "whom"})
_DEFINITE = re.compile(r"(?:the|his|her|their|its|our|this)\s+", re.IGNORECASE)
_AGE = re.compile(r"(\d{1,3})-year-old$")
_PHRASE = re.compile(r"\b[Tt]he ([A-Za-z][\w-]*)(?: ([a-z][\w-]*))?")
_STOP = re.compile(r"[.;:!?,”\"]\s")
_ROLE_BEFORE, _ROLE_AFTER, _MENTIONS = 48, 72, 12
_RANKED = 3
_NEAR = 0.2
"""Weight from which a name is near enough for a phrase to stand for it."""
_UNKNOWN_GENDER = 0.7
"""How well somebody of unknown gender fits a pronoun that tells one."""
_UNSURE = 0.35
"""How well somebody fits of whom the source does not say that he is what the phrase says."""


@lru_cache(maxsize=1)
def _nouns() -> tuple[dict[str, tuple[str, ...]], frozenset[str], dict[str, str]]:
    """Nouns for people with their titles, nouns for bodies, and the gender that a noun tells."""
    lists = sections("nominals.txt")
    people = {entry.split("/")[0]: tuple(entry.split("/")[1:]) for entry in lists["person"]}
    gender = dict.fromkeys(lists["woman"], "f") | dict.fromkeys(lists["man"], "m")
    return people, frozenset(lists["body"]), gender


def _noun_of(match: re.Match[str]) -> int:
    """Which word after "the" is the noun that stands for somebody: 1, 2, or 0 where neither is."""
    people, bodies, _ = _nouns()
    one, two = match.group(1).lower(), match.group(2)
    if two and (two in people or two in bodies):
        return 2
    if one not in people and one not in bodies:
        return 0
    closed = two is None or (two in function_words() and two != "of") or two.endswith("ed") or two in reporting_verbs()
    return 1 if closed else 0


class Coreference:
    """Who the pronouns and phrases of one source stand for."""

    def __init__(self, text: str, found: Found, reach: Reach) -> None:
        self.text, self.found, self.reach = text, found, reach
        names = found.names
        self.people = {local for local, name in enumerate(names) if name.kind == "person"}
        self.bodies = {local for local, name in enumerate(names) if name.kind in ("agency", "organization")}
        self.roles: dict[tuple[int, str], float] = {}
        self.mentions: dict[int, list[Span]] = {}
        for mention in found.mentions:
            self.mentions.setdefault(mention.local, []).append(Span(mention.start, mention.end))

    def _of_gender(self, local: int, gender: str) -> float:
        if local not in self.people:
            return 0.0
        known = self.found.names[local].gender
        return 1.0 if known == gender else 0.0 if known else _UNKNOWN_GENDER

    def pronoun(self, span: Span) -> Ranking:
        """The names that the pronoun at `span` may stand for, likeliest first, with their weights."""
        low = self.text[span.start : span.end].lower()
        if low in _RELATIVE:
            return self._antecedent(span)
        if _HE.match(low):
            return self.reach.ranking(span.start, lambda local: self._of_gender(local, "m"))[:_RANKED]
        if _SHE.match(low):
            return self.reach.ranking(span.start, lambda local: self._of_gender(local, "f"))[:_RANKED]
        if low.startswith(("they", "it")):
            return self.reach.ranking(span.start, lambda local: float(local in self.bodies))[:_RANKED]
        return ()

    def _antecedent(self, span: Span) -> Ranking:
        """The name that a relative pronoun follows: Keller, |who said …"""
        mentions = self.found.mentions
        index = bisect_left(mentions, span.start, key=lambda mention: mention.start) - 1
        if index < 0 or span.start - mentions[index].end > 80 or ". " in self.text[mentions[index].end : span.start]:
            return ()
        return ((mentions[index].local, 1.0),)

    def phrase(self, span: Span) -> Ranking:
        """The names that the definite phrase at `span` may stand for, likeliest first, with their weights."""
        words = self.text[span.start : span.end]
        if not _DEFINITE.match(words):
            return ()
        people, bodies, genders = _nouns()
        age = _AGE.search(words)
        head = age.group(1) if age else words.split()[-1].lower()
        if age or head in people:
            gender = genders.get(head, "")
            return self._best(span.start, lambda local: self._fit(local, head, gender))
        if head in bodies:
            return self._best(span.start, lambda local: self._named(local, head) if local in self.bodies else 0.0)
        return ()

    def _best(self, at: int, fit: Callable[[int], float]) -> Ranking:
        ranking = self.reach.ranking(at, fit)
        plain = tuple(item for item in ranking if fit(item[0]) == 1.0)
        return (plain or ranking)[:_RANKED]

    def _fit(self, local: int, word: str, gender: str = "") -> float:
        """How well a person fits "the `word`": fully where the source calls the person that."""
        known = self.found.names[local].gender
        if local not in self.people or (gender and known and known != gender):
            return 0.0
        if (local, word) not in self.roles:
            forms = (word, *_nouns()[0].get(word, ()))
            told = any(form in role.lower() for role in self.found.names[local].roles for form in forms)
            self.roles[local, word] = 1.0 if told or self._beside(local, forms) else _UNSURE
        return self.roles[local, word]

    def _beside(self, local: int, forms: tuple[str, ...]) -> bool:
        """Whether one of `forms` stands beside a mention of the person, as a title or in an apposition."""
        for mention in self.mentions.get(local, ())[:_MENTIONS]:
            before = self.text[max(0, mention.start - _ROLE_BEFORE) : mention.start].lower()
            after = self.text[mention.end : mention.end + _ROLE_AFTER].lower()
            title = _STOP.split(before)[-1]
            if before.rstrip().endswith(tuple(form + "." for form in forms[1:])):
                return True
            apposition = after.split(". ")[0] if after.startswith((",", "(", " (")) else ""
            if any(form in title or form in apposition for form in forms):
                return True
        return False

    def _named(self, local: int, word: str) -> float:
        """How well a body fits "the `word`": fully where its name holds the word."""
        name = self.found.names[local]
        if any(word in form.lower() for form in name.forms):
            return 1.0
        return 0.5 if (name.kind == "agency") == (word in _PUBLIC) else 0.1

    def nominals(self, taken: list[Span]) -> list[Nominal]:
        """The phrases with "the" that the source makes plain, outside the stretches `taken`."""
        starts = {span.start for span in taken}
        found: list[Nominal] = []
        for match in _PHRASE.finditer(self.text):
            number = _noun_of(match)
            if number and match.start() not in starts:
                ranking = self.phrase(Span(match.start(), match.end(number)))
                if ranking and ranking[0][1] >= _NEAR and self._plain(ranking[0][0], match.group(number).lower()):
                    why = "phrase for a name just given"
                    found.append(Nominal(match.start(), match.end(number), ranking[0][0], why=why))
        return found

    def _plain(self, local: int, head: str) -> bool:
        if local in self.people:
            return self._fit(local, head) == 1.0
        return self._named(local, head) >= 0.5


_PUBLIC = frozenset(
    "agency department bureau commission committee court panel board council ministry office administration authority "
    "service force police regulator watchdog".split()
)
