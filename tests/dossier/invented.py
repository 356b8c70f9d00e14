"""Sources with what was found in them, written as a text and the names that stand in it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Any

from onrecord.curate.registry import Registry, RegistryEntry
from onrecord.dossier.resolve import Names, resolve, told_of
from onrecord.dossier.settle import settle
from onrecord.model import EntityKind, Figure, Found, LocalName, NameMention, Quote, Record, Source, Span, Utterance
from onrecord.sources.text import blocks_of

Item = tuple[Source, Found]


def name(kind: EntityKind, full: str, *shorter: str, roles: tuple[str, ...] = (), **known: Any) -> LocalName:
    return LocalName(kind, full, (full, *shorter), roles, **known)


def person(full: str, *shorter: str, **known: Any) -> LocalName:
    return name("person", full, *shorter, **known)


def agency(full: str, *shorter: str, **known: Any) -> LocalName:
    return name("agency", full, *shorter, **known)


def item(
    id: str, text: str, *names: LocalName, quotes: Sequence[Utterance] = (), figures: Sequence[Figure] = ()
) -> Item:
    """A source and its names, each mentioned wherever one of its forms stands outside a longer one."""
    sha = hashlib.sha256(text.encode()).hexdigest()
    source = Source(id, f"{id}.txt", sha, text, sha, blocks=blocks_of(text))
    forms = sorted(((form, at) for at, each in enumerate(names) for form in each.forms), key=lambda pair: -len(pair[0]))
    mentions: list[NameMention] = []
    for form, at in forms:
        for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text):
            if all(match.end() <= each.start or match.start() >= each.end for each in mentions):
                mentions.append(NameMention(match.start(), match.end(), at, 0.9, "a name"))
    return source, Found(tuple(names), tuple(sorted(mentions)), (), tuple(quotes), tuple(figures))


def quote(text: str, words: str, *speakers: int, **known: Any) -> Utterance:
    """An utterance of the words where they first stand, with a ranking of speakers."""
    start = text.index(words)
    return Utterance((Span(start, start + len(words)),), known.pop("form", "direct"), speakers=speakers, **known)


def figure(text: str, words: str, of: str, value: float = 1, **known: Any) -> Figure:
    start = text.index(words)
    return Figure(start, start + len(words), known.pop("kind", "count"), value, of=of, **known)


def registry(*entries: RegistryEntry) -> Registry:
    return Registry(tuple(entries), "content/entities.yaml")


def who(items: Sequence[Item], *entries: RegistryEntry) -> dict[str, list[str | None]]:
    """Source id → the entity id of each of its names."""
    names = resolve(told_of(items), registry(*entries))
    return {source.id: list(names.local[source.id]) for source, _ in items}


def records(items: Sequence[Item], *entries: RegistryEntry) -> tuple[list[Record], Names]:
    its = registry(*entries)
    names = resolve(told_of(items), its)
    return [settle(source, found, names, its)[0] for source, found in items], names


def marked(record: Record) -> list[tuple[str, str]]:
    """(words, entity) of each mention."""
    return [(record.source.text[each.start : each.end], each.entity) for each in record.mentions]


def said(record: Record, each: Quote) -> str:
    return record.source.text[each.spans[0].start : each.spans[-1].end]
