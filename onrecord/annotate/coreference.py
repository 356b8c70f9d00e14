"""Pronouns and definite phrases ("the governor", "the 43-year-old", "the agency") taken back to their names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property

from onrecord.annotate import callings, lexicon
from onrecord.annotate.definites import (
    ANOTHER,
    WORD,
    all_nouns,
    calling,
    documents,
    goes_on,
    head_of,
    noun_of,
    nouns,
    same,
)
from onrecord.annotate.lexicon.reporting import reporting_verbs
from onrecord.annotate.phrases import PLURALS
from onrecord.annotate.pieces import BODIES
from onrecord.annotate.reach import NOBODY, Ranking, Reach
from onrecord.annotate.syntax import function_words
from onrecord.model import Found, NameMention, Nominal, Span
from onrecord.patterns import regex

_HE, _SHE = regex(r"he\b|his\b|him\b", re.IGNORECASE), regex(r"she\b|hers?\b", re.IGNORECASE)
_ANTECEDENT = 80  # characters between a name and the relative pronoun that stands for it, at most
_RELATIVE = frozenset({"who", "which", "that", "whose", "whom"})
_DEFINITE = regex(r"(?:the|his|her|their|its|our|this)\s+", re.IGNORECASE)
_POSSESSED = regex(r"(?:his|her|their|its|our|my)\s|[^,]*[’']s?\s", re.IGNORECASE)
_TWO = regex(r" an? ")
"""What parts two phrases that were taken for one."""
_AGE = regex(r"(\d{1,3})-year-old$")
_PHRASE = regex(r"he(?<=\b[Tt]he) ([A-Za-z][\w-]*+)(?: ([a-z][\w-]*+)|)")
"""A phrase with "the", of which two letters come first: what begins with plain letters is found ten times as fast."""
_SOURCE = regex(r"\b[Aa]ccording to ((?:an?|the|his|her|its|their|this) [\w-]+(?: [\w-]+){0,2})")
_LONE = r"[Aa](?<!\w.)(?<![,–—-] .)(?<!\b(?:is|as) .)(?<!\bwas .)(?:n|nother)? "
"""An article that no comma, dash or verb of being leads up to; its letter comes first, as what to search for."""
_OPENING = regex(r"\s*(The ([a-z]+)) ")
_ROLE_BEFORE, _ROLE_AFTER, _MENTIONS = 48, 72, 4
_TOLD, _RANKED = 0.5, 3
_STILL_NEAR = 0.05
_NEAR = 0.2
"""Weight from which a name is near enough for a phrase to stand for it."""
_UNKNOWN_GENDER = 0.7
"""How well somebody of unknown gender fits a pronoun that tells one."""
_SEVERAL = PLURALS - {"media", "data", "majority", "percent", "police"} | frozenset(
    "workers employees neighbors neighbours patients families parents relatives colleagues friends villagers refugees "
    "migrants passengers tourists fans players protesters demonstrators shoppers commuters tenants homeowners".split()
)
"""Plural nouns for people that are in no other list."""
_OFFICES = frozenset("president vice-president premier chancellor pope king queen mayor governor senator".split())
"""Offices of which everybody knows the holder: "the president" alone is nobody named before without his title."""
_ABOUT = 60
"""Characters that a sentence's first words stand in."""
_DETERMINERS = frozenset("the this that a an his her its their one another".split())
_PLAIN, _RIVALRY = 0.6, 0.7
"""The weight from which, and the share of it below which the next one must lie, somebody is plainly spoken of."""
_UNSURE = 0.35
"""How well somebody fits of whom the source does not say that he is what the phrase says."""


def _leading(before: str) -> str:
    """The end of what stands before a name that is one phrase with it: met the |former secretary of state Ada Hill."""
    words, verbs, closed = before.split(), reporting_verbs(), function_words()
    first, spaced = len(words), before[-1:].isspace()
    while first:
        written = words[first - 1]
        word = written.lower()
        stops = written[-1] in _STOPS and (spaced or first < len(words))
        if stops or ((word in verbs or word in closed or word.endswith(("ed", "ing"))) and word != "of"):
            break
        first -= 1
    return " ".join(words[first:])


_STOPS = '.;:!?,”"'
"""What parts a name from the words before it."""
_SERVED = regex(r" (?:to|for) (?=(?:the|then|an?|[A-Z]))")
"""What parts somebody from whom he serves: an aide |to the mayor is no mayor, and the mayor no aide."""
_ASIDE = regex(r"[^,;\n.)]*+(?>(?:\.(?! )[^,;\n.)]*+)*)\)?")
"""What stands behind a name up to a comma, a stop or a closing bracket."""
_VERB = regex(
    r"(?:said|says|told|tells|wrote|writes|adds|argues|insists|notes|has|had|have|is|was|were|will|would|did|does|can|"
    r"could|(?!elected|named|appointed)[a-z]+ed) "
)
"""What stands behind a name and a comma that closes an apposition: no word of it tells what he is."""
_FROM = regex(r" of (?:[A-Z][\w.]+ ?){1,3}")


class Coreference:
    """Who the pronouns and phrases of one source stand for."""

    def __init__(self, text: str, found: Found, reach: Reach) -> None:
        self.text, self.found, self.reach = text, found, reach
        names = found.names
        self.people = {local for local, name in enumerate(names) if name.kind == "person"}
        self.bodies = {local: "\n".join(name.forms).lower() for local, name in enumerate(names) if name.kind in BODIES}
        """The agencies and organizations, each with its forms in small letters."""
        self.genders: dict[str, dict[int, float]] = {}
        self.calls: dict[str, list[int]] = {}
        self.holders: dict[str, dict[int, float]] = {}
        self.said: dict[int, str] = {}
        self.told: dict[int, str] = {}
        self.places = [mention.start for mention in found.mentions]

    def _of_gender(self, gender: str) -> dict[int, float]:
        """Who may be "he" or "she", somebody without a name too, each with how well that fits."""
        if gender not in self.genders:
            fits = self.genders[gender] = {NOBODY: _UNKNOWN_GENDER}
            for local in self.people:
                known = self.found.names[local].gender
                if not known or known == gender:
                    fits[local] = 1.0 if known else _UNKNOWN_GENDER
        return self.genders[gender]

    def pronoun(self, span: Span) -> Ranking:
        """The names that the pronoun at `span` may stand for, likeliest first, with their weights."""
        low = self.text[span.start : span.end].lower()
        if low in _RELATIVE:
            return self._antecedent(span)
        gender = "m" if _HE.match(low) else "f" if _SHE.match(low) else ""
        if gender:
            ranking = self.reach.ranking(span.start, self._of_gender(gender))
            if ranking and ranking[0][0] == NOBODY:
                return ()  # "his lawyer said … She said": she has no name
            return tuple([item for item in ranking if item[0] != NOBODY])[:_RANKED]
        at = span.start
        if (low == "it" and self._follows_a_document(at)) or (low == "they" and self._follows_people(at)):
            return ()
        if low == "it" and (phrase := self._opening_before(span.start)):
            return self.phrase(phrase)
        if low.startswith(("they", "it")):
            return self.reach.ranking(span.start, dict.fromkeys(self.bodies, 1.0))[:_RANKED]
        return ()

    def sentence_before(self, at: int) -> tuple[int, int]:
        """Where the sentence before the one that holds `at` begins and ends; nowhere if there is none."""
        here, starts = self.reach.sentence(at), self.reach.starts
        return (starts[here - 1], starts[here]) if here else (0, 0)

    def _follows_a_document(self, at: int) -> bool:
        """Whether the sentence before is about a text, which "it" then is: The letter names nobody. |It says …"""
        start, end = self.sentence_before(at)
        first, *words = self.text[start : min(end, start + _ABOUT)].lower().split()[:5] or [""]
        if first in _DETERMINERS and any(map(documents().__contains__, words)):
            return True
        source = _SOURCE.search(self.text, start, end)
        return source is not None and not documents().isdisjoint(source.group(1).split())

    def _opening_before(self, at: int) -> Span | None:
        """The phrase for a body that opens the sentence before, which "it" then is: The company grew. |It says …"""
        opening = _OPENING.match(self.text, *self.sentence_before(at))
        return Span(*opening.span(1)) if opening and opening.group(2) in nouns()[1] else None

    def _follows_people(self, at: int) -> bool:
        """Whether the sentence before speaks of several people, whom "they" then are: He met 23 workers. |They say …"""
        before = self.text[slice(*self.sentence_before(at))].lstrip()
        found = WORD.findall(before[:1].lower() + before[1:])
        words = [word for word in found if word[-1] == "s" or word in PLURALS]
        return any(word in _SEVERAL or word[:-1] in nouns()[0] or word[:-1] in lexicon.occupations() for word in words)

    def _antecedent(self, span: Span) -> Ranking:
        """The name that a relative pronoun follows: Keller, |who said …; Keller, a farmer from Leeds, |who said …"""
        mentions, names = self.found.mentions, self.found.names
        person = self.text.startswith("who", span.start)
        for index in range(bisect_left(self.places, span.start) - 1, -1, -1):
            mention = mentions[index]
            between = self.text[mention.end : span.start]
            if len(between) > _ANTECEDENT or ". " in between:
                break
            if not (person and names[mention.local].kind == "place"):
                plain = not between.strip(" ,") or (between[0] == "," and between[-2:] == ", ")
                return ((mention.local, 1.0),) if plain or between[:1] in "(" else ()
        return ()

    def phrase(self, span: Span) -> Ranking:
        """The names that the definite phrase at `span` may stand for, likeliest first, with their weights."""
        words = self.text[span.start : span.end]
        if not _DEFINITE.match(words) or _POSSESSED.match(words) or _TWO.search(words):
            return ()
        people, bodies, genders = nouns()
        if words.split()[1].lower() in ANOTHER:
            return ()
        age = _AGE.search(words)
        head = age.group(1) if age else head_of(words)
        said = [word for word in words.split()[1:-1] if word[0].isupper()]
        if age or head in people:
            gender = genders.get(head, "")
            among = self._described_so(self.people, said, head)
            if head in lexicon.words("nominals.txt")["unnamed"] or (head in _OFFICES and not said):
                among &= set(self._called(head))
                return self._best(span.start, {local: self._fit(local, head, gender) for local in among})
            if not self._called(head):
                others = self._before_stranger(head, span.start)
                if not among:
                    return () if others else self._plainly_near(span.start, gender)
                among = among - others
            return self._best(span.start, {local: self._fit(local, head, gender) for local in among})
        if head not in bodies:
            return ()
        among = self._described_so(self.bodies, said, head)
        kind = words.split()[-2]
        among = {local for local in among if callings.is_of_kind(self.bodies[local], kind, head)}
        return self._best(span.start, {local: self._named(local, head) for local in among})

    def _before_stranger(self, head: str, at: int) -> set[int]:
        """Who is named before somebody without a name comes in: a senior |official; not "Hill, a farmer"."""
        stranger = re.compile(rf"{_LONE}(?:[\w’'-]+ ){{0,2}}{re.escape(head)}\b").search(self.text, 0, at)
        named = bisect_left(self.places, stranger.start()) if stranger else 0
        return {mention.local for mention in self.found.mentions[:named]}

    def heading(self, span: Span) -> Ranking:
        """Whom the first line of a source means by a phrase without an article, where one person of the source is that:
        Plan is late, says |Leeds mayor."""
        words = self.text[span.start : span.end]
        if "\n" in self.text[: span.start] or words.split()[0].lower() in function_words():
            return ()
        head = head_of(words)
        called = self._called(head) if head in nouns()[0] else []
        return ((called[0], _UNSURE),) if len(called) == 1 else ()

    def _plainly_near(self, at: int, gender: str) -> Ranking:
        """Whom the sentences before are about where the source says of nobody what a phrase says, or nobody."""
        ranking = self.reach.ranking(at, {local: 1.0 for local in self.people if self._may_be(local, gender)})
        alone = len(ranking) < 2 or ranking[1][1] < _RIVALRY * ranking[0][1]
        return ((ranking[0][0], _UNSURE),) if ranking and ranking[0][1] > _PLAIN and alone else ()

    def _may_be(self, local: int, gender: str) -> bool:
        known = self.found.names[local].gender
        return not gender or not known or known == gender

    def _best(self, at: int, fits: dict[int, float]) -> Ranking:
        ranking = self.reach.ranking(at, {local: fit for local, fit in fits.items() if fit})
        plain = tuple([item for item in ranking if fits[item[0]] == 1.0])
        return (plain or ranking)[:_RANKED]

    def _fit(self, local: int, word: str, gender: str = "") -> float:
        """How well a person fits "the `word`": fully where the source calls the person that."""
        if not self._may_be(local, gender):
            return 0.0
        return 1.0 if local in self._called(word) else _UNSURE

    def _called(self, noun: str) -> list[int]:
        """The people for whom the source uses a noun: in a role, a title before the name, an apposition after it."""
        called = self.calls.get(noun)
        if called is None:
            words = [(word, word.rpartition("-")[2]) for word in calling(noun)]
            called = self.calls[noun] = [
                local for local, beside in self._beside.items() if self._is_called(local, beside, words)
            ]
        return called

    def _is_called(self, local: int, beside: str, words: list[tuple[str, str]]) -> bool:
        """Whether the source says one of the words, each with its end, of somebody; all it may say stands `beside`."""
        for word, end in words:
            if end in beside:
                told = self._told(local)
                if word in told and word in WORD.findall(told):
                    return True
        return False

    @cached_property
    def _mentions(self) -> list[list[NameMention]]:
        """The mentions of every name."""
        mentions: list[list[NameMention]] = [[] for _ in self.found.names]
        for mention in self.found.mentions:
            mentions[mention.local].append(mention)
        return mentions

    def _first(self, local: int) -> list[NameMention]:
        """The first mentions of a name."""
        return self._mentions[local][:_MENTIONS]

    @cached_property
    def _beside(self) -> dict[int, str]:
        """The people, each with all that stands around the first mentions and in the roles, in small letters: what the
        source does not say there it does not tell of them."""
        text, names, beside = self.text, self.found.names, {}
        for local in self.people:
            near = [text[max(0, one.start - _ROLE_BEFORE) : one.end + _ROLE_AFTER] for one in self._first(local)]
            beside[local] = "\n".join([*names[local].roles, *near]).lower()
        return beside

    def _described_so(self, among: Iterable[int], said: list[str], head: str) -> set[int]:
        """Those of whom the source says what the capitalised words of a phrase say: "the |Florida senator"."""
        wanted = [same(word.lower()) for word in said if self._tells(word, head)]
        if not wanted:
            return set(among)
        found = {local for local in among if all(any(map(self._said_of(local).__contains__, each)) for each in wanted)}
        if found or not all(lexicon.flags().get(word, 0) & lexicon.PLACE for word in said):
            return found
        called = self._called(head)
        return set(called) if len(called) == 1 else set()

    def _tells(self, word: str, head: str) -> bool:
        """Whether the source would say the word of whoever is meant: where a body sits is often left out."""
        if "-" in word:
            return False
        of_a_place = lexicon.flags().get(word, 0) & (lexicon.NATION | lexicon.PLACE)
        return not (head in nouns()[1] and of_a_place) or len(same(word.lower())) > 1

    def _said_of(self, local: int) -> str:
        """A name's forms, and for a person what stands beside it, in small letters."""
        if local not in self.said:
            name = self.found.names[local]
            beside = self._told(local) if name.kind == "person" else ""
            of = [found.group() for one in self._first(local) if (found := _FROM.match(self.text, one.end))]
            self.said[local] = "\n".join([*name.forms, *of, beside]).lower()
        return self.said[local]

    def _told(self, local: int) -> str:
        """What stands beside the first mentions of a person and in the roles, and is said of no other."""
        if local not in self.told:
            text, said = self.text, [_SERVED.split(role)[0] for role in self.found.names[local].roles]
            for mention in self._first(local):
                start, end = mention.start, mention.end
                since, until = self._others(local, mention)
                before = text[since if start - since < _ROLE_BEFORE else start - _ROLE_BEFORE : start]
                if before[-2:] != ". ":
                    said.append(_leading(before))
                else:
                    said += before[:-2].split()[-1:]
                if text[end : end + 2] in (", ", " ("):
                    read = _ASIDE.match(text[end + 1 : until if until - end < _ROLE_AFTER else end + _ROLE_AFTER])
                    assert read is not None  # every part of the pattern is optional
                    aside = read[0].lstrip()
                    if not _VERB.match(aside):
                        said.append(_SERVED.split(aside)[0])
            self.told[local] = " ".join(said).lower().replace("vice president", "vice-president")
        return self.told[local]

    def _others(self, local: int, mention: NameMention) -> tuple[int, int]:
        """Where the name of another person before a mention ends, and where that of the next one begins."""
        at, mentions = bisect_left(self.places, mention.start), self.found.mentions
        since, until = 0, len(self.text)
        before, after = mentions[at - 1] if at else None, mentions[at + 1] if at + 1 < len(mentions) else None
        if before and before.local != local and before.local in self.people:
            since = before.end
        if after and after.local != local and after.local in self.people:
            until = after.start
        return since, until

    def _named(self, local: int, noun: str) -> float:
        return callings.fit(self.bodies[local], self.found.names[local].kind, noun)

    def is_somebody(self, span: Span) -> bool:
        """Whether the phrase at `span` is one person: a lawyer, her mother, the 43-year-old."""
        words = self.text[span.start : span.end]
        first, head = words.split()[0].lower(), words.split()[-1].lower()
        if head in nouns()[0] or _AGE.search(words):
            return True
        thing = head in documents() or head in nouns()[1] or head[-1] == "s"
        return first in ("a", "an", "another") and not thing  # "a guard said …"

    def nominals(self, taken: list[Span]) -> list[Nominal]:
        """The phrases with "the" that the source makes plain, outside the stretches `taken`."""
        starts, ends = {span.start for span in taken}, {mention.end for mention in self.found.mentions}
        names = set(self.places)
        found: list[Nominal] = []
        known = all_nouns()
        for match in _PHRASE.finditer(self.text):
            one, two = match.groups()
            if two not in known and one.lower() not in known:
                continue
            number, start = noun_of(match), match.start() - 1
            if not number or start in starts:
                continue
            end = match.end(number)
            behind_name = start - 2 in ends and self.text.startswith(", ", start - 2)
            before_name = end + 1 in names and self.text[end] == " "
            if behind_name or before_name:
                continue  # it describes that name: a role
            if goes_on(match, number):
                continue
            local = self._meant(match, number)
            if local is not None:
                found.append(Nominal(start, end, local, why="phrase for a name just given"))
        return found

    def _meant(self, match: re.Match[str], number: int) -> int | None:
        """Whom a phrase with "the" stands for whose noun is word `number`, where the source makes it plain."""
        one, head = match.group(1), head_of(self.text[match.start() : match.end(number)])
        held = self._held(head)
        if number == 2:
            held = {local: fit for local, fit in held.items() if self._may_be_kind(local, one, head)}
            if one[0].isupper():
                among = self._described_so(held, [one], head)
                held = {local: fit for local, fit in held.items() if local in among}
        ranking = self.reach.ranking(match.start() - 1, held) if held else ()
        if not ranking:
            return None
        (local, weight), *_ = ranking
        only = len(held) == 1 and head in nouns()[1] and held[local] == 1
        return local if weight >= (_STILL_NEAR if only else _NEAR) else None

    def _may_be_kind(self, local: int, before: str, noun: str) -> bool:
        return local not in self.bodies or callings.is_of_kind(self.bodies[local], before, noun)

    def _held(self, head: str) -> dict[int, float]:
        """The names that the source makes out to be "the `head`", each with how well it fits."""
        if head not in self.holders:
            people, bodies, genders = nouns()
            gender = genders.get(head, "")
            called = self._called(head) if head in people else []
            held = {local: 1.0 for local in called if self._fit(local, head, gender)}
            if not held and head in bodies:
                held = {local: fit for local in self.bodies if (fit := self._named(local, head)) >= _TOLD}
                bearing = {local: fit for local, fit in held.items() if fit == 1}
                held = bearing or held  # where a body bears the word, the others are not meant by it
            self.holders[head] = held
        return self.holders[head]
