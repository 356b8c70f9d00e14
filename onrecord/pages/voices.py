"""Who speaks for a body: people whose role names it, its unnamed spokespeople, the body in its own name."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.model import Entity, EntityKind
from onrecord.pages import urls
from onrecord.pages.indexes import Index
from onrecord.pages.totals import Tally
from onrecord.pages.value import Value
from onrecord.patterns import regex

_WORD = regex(r"\w(?:[\w&.'’]*\w)?")
BODIES: frozenset[EntityKind] = frozenset(("agency", "organization"))
"""What somebody may speak for."""
_LONGEST = 8
"""Words in the longest name of a body that is looked for in a role."""


class Voice(Value, frozen=True):
    """Somebody who speaks for a body; without an entity, an unnamed one."""

    entity: Entity | None
    href: str
    role: str
    tally: Tally


def voices(index: Index) -> dict[str, list[Voice]]:
    """By body: the people quoted whose role names it, who says most first, then what no named person says."""
    names = _names(index)
    found: dict[str, list[Voice]] = {}
    for entity in index.dossier.entities:
        if entity.kind == "person" and index.total[entity.id].said.total:
            for body, role in _bodies(index, entity, names).items():
                voice = Voice(entity, urls.entity(entity), role, index.total[entity.id].said)
                found.setdefault(body, []).append(voice)
    for body in dict.fromkeys(names.values()):
        people = sorted(found.get(body, []), key=lambda voice: -voice.tally.total)
        found[body] = [*people, *_unnamed(index, body)]
    return found


def _names(index: Index) -> dict[tuple[str, ...], str]:
    """The words of every name of every body, and the body; a name that two bodies share belongs to none."""
    found: dict[tuple[str, ...], str] = {}
    shared = set()
    for entity in index.dossier.entities:
        if entity.kind not in BODIES:
            continue
        for name in (entity.name, *entity.aliases):
            words = tuple(_WORD.findall(name))
            if words and found.setdefault(words, entity.id) != entity.id:
                shared.add(words)
    return {words: body for words, body in found.items() if words not in shared}


def _bodies(index: Index, person: Entity, names: dict[tuple[str, ...], str]) -> dict[str, str]:
    """The bodies that a person's roles name, each with the role that names it."""
    roles = dict.fromkeys((*person.roles, *(role for role, _ in index.total[person.id].roles)))
    found: dict[str, str] = {}
    for role in roles:
        for words in _runs(_WORD.findall(role)):
            if words in names:
                found.setdefault(names[words], role)
    return found


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    for start in range(len(words)):
        for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
            yield tuple(words[start:end])


def _unnamed(index: Index, body: str) -> list[Voice]:
    """What an unnamed spokesperson says for a body; nothing when there is none."""
    for_it = index.total[body].unnamed
    return [Voice(None, "", "", for_it)] if for_it.total else []
