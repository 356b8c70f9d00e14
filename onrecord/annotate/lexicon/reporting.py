"""The word lists of reported speech: which verb forms may introduce words of somebody, and what may follow each."""

from __future__ import annotations

from functools import lru_cache

from onrecord.annotate.lexicon import words
from onrecord.annotate.lexicon.files import sections_of

_VOWELS = "aeiou"
Groups = frozenset[str]


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ied"
    return verb + "ed"


def _third(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "o")) else "s")


def _gerund(verb: str, past: str) -> str:
    if past == verb + verb[-1] + "ed":
        return verb + verb[-1] + "ing"
    return (verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb) + "ing"


def forms(entry: str) -> list[tuple[str, str]]:
    """The forms of a verb entry (`tell/told`, `write/wrote/written`, `point_out`) as (form, tense).

    Tenses are `base`, `third`, `past` (the participle too) and `gerund`.
    """
    phrase, *irregular = entry.split("/")
    verb, *rest = phrase.split("_")
    past = irregular[0].split("_")[0] if irregular else _past(verb)
    heads = [(verb, "base"), (_third(verb), "third"), (past, "past"), (_gerund(verb, past), "gerund")]
    heads += [(participle, "past") for participle in irregular[1:]]
    tail = "".join(" " + word for word in rest)
    return [(head + tail, tense) for head, tense in heads]


@lru_cache(maxsize=1)
def reporting_verbs() -> dict[str, tuple[Groups, str]]:
    """Verb form → (what may follow it, tense). The groups are the sections of `reporting_verbs.txt`."""
    groups: dict[str, set[str]] = {}
    tenses: dict[str, str] = {}
    for section, lines in sections_of("reporting_verbs.txt"):
        for entry in " ".join(lines).split():
            for form, tense in forms(entry):
                groups.setdefault(form, set()).add(section)
                if tense == "past" or form not in tenses:
                    tenses[form] = tense
    return {form: (frozenset(may_follow), tenses[form]) for form, may_follow in groups.items()}


@lru_cache(maxsize=1)
def reporting_nouns() -> dict[str, frozenset[str]]:
    """Section of `reporting_nouns.txt` → its nouns."""
    return words("reporting_nouns.txt")


@lru_cache(maxsize=1)
def phrase_tails() -> dict[str, list[list[str]]]:
    """First word of a form of several words → its other words, longest first ("pointed" → (["out"],))."""
    tails: dict[str, set[str]] = {}
    for form in reporting_verbs():
        head, _, tail = form.partition(" ")
        if tail:
            tails.setdefault(head, set()).add(tail.lower())
    return {
        head: [tail.split() for tail in sorted(found, key=lambda tail: (-len(tail), tail))]
        for head, found in tails.items()
    }


@lru_cache(maxsize=1)
def cue_heads() -> frozenset[str]:
    """Every word that a cue may begin with."""
    return frozenset({*reporting_verbs(), *phrase_tails(), *reporting_nouns()["speech"], "according", "per"})
