"""`content/entities.yaml`: who the curator says there is."""

from __future__ import annotations

from msgspec import Struct

from onrecord.model import EntityKind


class Split(Struct, frozen=True):
    """Mentions of a name in `source`, near the words `near`, that are somebody else: `to`."""

    source: str
    near: str
    to: str


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
