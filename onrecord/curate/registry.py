"""`content/entities.yaml`: who the curator says there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args

from msgspec import Struct

from onrecord.model import EntityKind
from onrecord.patterns import regex
from onrecord.problems import InputError, Problem
from onrecord.strict import Fields, Node, did_you_mean, parse

KINDS: tuple[EntityKind, ...] = get_args(EntityKind)
MAX_NAME = 300
"""Characters of a name: what looks for all names at once takes time with the square of the longest."""
_WIKIDATA = regex(r"Q[1-9]\d*")


class Split(Struct, frozen=True):
    """Mentions of a name in `source`, near the words `near`, that are somebody else: `to`."""

    source: str
    near: str
    to: str
    line: int = 0


class RegistryEntry(Struct, frozen=True):
    """One entry, with the line it starts on."""

    id: str
    kind: EntityKind
    name: str
    aliases: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    """`not:` in the file: strings that are never this entity."""
    role: str = ""
    description: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    was: tuple[str, ...] = ()
    merge: tuple[str, ...] = ()
    split: tuple[Split, ...] = ()
    suppress: bool = False
    line: int = 0


class Registry(Struct, frozen=True):
    """All entries, in order of the file."""

    entries: tuple[RegistryEntry, ...] = ()
    path: str = ""


def read_registry(text: str, path: str) -> Registry:
    """Read the text of an `entities.yaml`; raises `InputError` that names every problem in it."""
    problems: list[Problem] = []
    root = parse(text, path)
    if root.kind != "list" and not root.empty:
        hint = "Start each entry with a dash: `- id: maria-keller`."
        raise InputError(Problem(path, root.line, "the registry must be a list of entries", hint))
    entries = tuple(_entry(node, path, problems) for node in root.items)
    problems.extend(_conflicts(tuple(entry for entry in entries if entry.id), path))
    if problems:
        raise InputError(*sorted(problems, key=lambda problem: problem.line or 0))
    return Registry(entries, path)


def _entry(node: Node, path: str, problems: list[Problem]) -> RegistryEntry:
    fields = Fields(node, path, problems, "an entry")
    identity = fields.slug("id")
    fields.required("kind")
    entry = RegistryEntry(
        id=identity,
        kind=fields.choice("kind", KINDS, "person"),
        name=fields.required("name"),
        aliases=fields.texts("aliases"),
        never=fields.texts("not"),
        role=fields.text("role"),
        description=fields.text("description"),
        identifiers=_identifiers(fields),
        was=fields.slugs("was"),
        merge=fields.slugs("merge"),
        split=tuple(_split(item, path, problems) for item in fields.items("split")),
        suppress=fields.boolean("suppress"),
        line=node.line,
    )
    for form in sorted({entry.name, *entry.aliases} & set(entry.never)):
        fields.wrong("not", f'"{form}" is a name of `{entry.id}` and under `not` as well', "Keep one of the two.")
    for key, forms in (("name", (entry.name,)), ("aliases", entry.aliases)):
        if any(len(form) > MAX_NAME for form in forms):
            fields.wrong(key, f"`{key}`: a name of more than {MAX_NAME} characters")
    fields.done()
    return entry


def _identifiers(fields: Fields) -> tuple[tuple[str, str], ...]:
    pairs = fields.pairs("identifiers")
    for scheme, value in pairs:
        if scheme == "wikidata" and value and not _WIKIDATA.fullmatch(value):
            fields.wrong("identifiers", f'"{value}" is no Wikidata identifier', "It is a Q and a number, as in Q42.")
    return pairs


def _split(node: Node, path: str, problems: list[Problem]) -> Split:
    fields = Fields(node, path, problems, "an item of `split`")
    split = Split(fields.required("source"), fields.required("near"), fields.slug("to"), node.line)
    fields.done()
    return split


def _conflicts(entries: tuple[RegistryEntry, ...], path: str) -> Iterator[Problem]:
    """What no entry shows by itself: one id, name or former id in two places, and references to nothing."""
    owners: dict[str, RegistryEntry] = {}
    for entry in entries:
        first = owners.setdefault(entry.id, entry)
        if first is not entry:
            message = f"the id `{entry.id}` is taken, first on line {first.line}"
            yield Problem(path, entry.line, message, "Give every entry an id of its own.")
    yield from _forms_claimed_twice(entries, path)
    claimed: dict[str, RegistryEntry] = {}
    for entry in entries:
        yield from _former_ids(entry, owners, claimed, path)
        yield from _splits(entry, owners, path)


def _forms_claimed_twice(entries: tuple[RegistryEntry, ...], path: str) -> Iterator[Problem]:
    """Two may bear one name only where a `split` says which mentions are whose."""
    claims: dict[str, RegistryEntry] = {}
    for entry in entries:
        for form in dict.fromkeys((entry.name, *entry.aliases)):
            first = claims.setdefault(form, entry) if form else entry
            if first is not entry and first.id != entry.id and not _told_apart(first, entry):
                message = f'"{form}" is claimed by `{entry.id}` and by `{first.id}` (line {first.line})'
                hint = f"Take it from one of them, or add to `{first.id}` a `split` that leads to `{entry.id}`."
                yield Problem(path, entry.line, message, hint)


def _told_apart(first: RegistryEntry, second: RegistryEntry) -> bool:
    return any(split.to == second.id for split in first.split) or any(split.to == first.id for split in second.split)


def _former_ids(
    entry: RegistryEntry, owners: Mapping[str, RegistryEntry], claimed: dict[str, RegistryEntry], path: str
) -> Iterator[Problem]:
    for key, ids in (("was", entry.was), ("merge", entry.merge)):
        for former in ids:
            owner = owners.get(former)
            first = claimed.setdefault(former, entry)
            if former == entry.id:
                yield Problem(path, entry.line, f"`{key}` of `{entry.id}` names the entry itself", "Take it out.")
            elif owner:
                message = f"`{key}` of `{entry.id}` names `{former}`, which has an entry of its own (line {owner.line})"
                yield Problem(path, entry.line, message, f"Make one entry of the two, with `was: [{former}]`.")
            elif first is not entry:
                message = f"`{former}` was or is merged into both `{first.id}` and `{entry.id}`"
                yield Problem(path, entry.line, message, "One id can lead to one entry only.")


def _splits(entry: RegistryEntry, owners: Mapping[str, RegistryEntry], path: str) -> Iterator[Problem]:
    for split in entry.split:
        if split.to == entry.id:
            message = f"`split` of `{entry.id}` leads back to the entry itself"
            yield Problem(path, split.line, message, "Name the entry that these mentions belong to.")
        elif split.to and split.to not in owners:
            hint = did_you_mean(split.to, owners) or f"Add an entry with `id: {split.to}`."
            yield Problem(path, split.line, f"`split` of `{entry.id}` leads to `{split.to}`, which has no entry", hint)
