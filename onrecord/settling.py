"""Who is who over all sources, and the record of each as it is to be shown; what is in the store is not made again.

Resolving asks only what each source tells of names (`Told`): while none of it changes, the answer of the last build
stands. Settling a source asks for its own names alone: only sources whose names came to mean somebody else are settled
again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, islice
from operator import attrgetter
from typing import TypeVar

import msgspec
from msgspec import Struct, structs

from onrecord.curate import Curation
from onrecord.curate.registry import Registry, Split
from onrecord.digests import digest, stretches
from onrecord.dossier.confidence import publishable
from onrecord.dossier.entities import Names, known_forms
from onrecord.dossier.excerpt import excerpt
from onrecord.dossier.gist import Gist
from onrecord.dossier.gisting import gist
from onrecord.dossier.resolve import Told, resolve
from onrecord.dossier.settle import settle
from onrecord.intake import ENCODER, Entry, Intake, decode, decode_source, part
from onrecord.lasting import lasting
from onrecord.model import Entity, Record, Review, Source
from onrecord.pool import BATCH, Executor, batches, run
from onrecord.problems import Problem
from onrecord.publish.store import Store
from onrecord.settings import Settings

T = TypeVar("T")
_GROUPED = 64
"""About so many sources are a group."""
_TOLD = msgspec.msgpack.Decoder(Told)


# ---------------------------------------------------------------- who is who


class _Names(Struct, frozen=True, array_like=True, gc=False):
    """`Names` as they are stored: without what the registry alone tells, and with lists for what has no plain keys."""

    entities: dict[str, Entity]
    local: dict[str, tuple[str | None, ...]]
    parted: dict[str, list[tuple[int, str, str]]]
    risen: dict[str, frozenset[int]]
    moved: dict[str, str]
    registered: frozenset[str]
    stated: dict[str, frozenset[str]]
    never: dict[str, frozenset[str]]
    splits: dict[str, tuple[tuple[str, Split], ...]]
    unmade: frozenset[str]
    reviews: tuple[Review, ...]


_NAMES = msgspec.msgpack.Decoder(_Names)


def who_is_who(entries: Sequence[Entry], intake: Intake, registry: Registry, store: Store) -> tuple[Names, bytes]:
    """Decide it, or take what the last build decided from the same; and the key under which the store has it."""
    key = digest("names", registry, sorted((entry.id, entry.told) for entry in entries))
    held = store.get([key]).get(key)
    if held is not None:
        return _restored(_NAMES.decode(held), registry), key
    told = (_TOLD.decode(part) for (part,) in intake.load(entries, "told"))
    names = resolve(zip((entry.id for entry in entries), told, strict=True), registry)
    store.put({key: ENCODER.encode(_stored(names))})
    return names, key


def _stored(names: Names) -> _Names:
    parted = {source: [(at, form, id) for (at, form), id in its.items()] for source, its in names.parted.items()}
    rest = {field: getattr(names, field) for field in _Names.__struct_fields__ if field != "parted"}
    return _Names(parted=parted, **rest)


def _restored(names: _Names, registry: Registry) -> Names:
    parted = {source: {(at, form): id for at, form, id in its} for source, its in names.parted.items()}
    rest = {field: getattr(names, field) for field in _Names.__struct_fields__ if field != "parted"}
    return Names(parted=parted, known=known_forms(registry), **rest)


# ---------------------------------------------------------------- the record of a source


class Show(Struct, frozen=True, array_like=True):
    """What of a record is to be shown: by default all."""

    minimum: float = 0.0
    """Confidence below which a mark is left out."""
    rights: str = "full"
    """What holds for a source that does not say."""
    share: float = 1.0
    """Of a source's words that an excerpt may have."""
    whole: bool = True
    """All is shown, whatever the rights: to the curator alone."""

    def of(self, record: Record) -> Record:
        """The record as it is shown."""
        if self.whole:
            return record
        sure = publishable(record, self.minimum)
        return excerpt(sure, self.share) if (record.source.rights or self.rights) == "excerpts" else sure


EVERYTHING = Show()


def public(settings: Settings) -> Show:
    """What the published site shows."""
    return Show(settings.min_confidence, settings.rights, settings.excerpt_share, whole=False)


class Settled(Struct, frozen=True, array_like=True, gc=False):
    """What is known of a record without loading it: its gist, and the corrections and splits that no longer fit it."""

    gist: Gist
    problems: tuple[Problem, ...] = ()


class Task(Struct, frozen=True):
    """Sources for one process, with all that settling them asks for."""

    sources: Sequence[tuple[str, bytes, bytes]]
    """Id, source and what was found in it, encoded."""
    names: Names
    curation: Curation
    """Of these sources."""
    show: Show


class _Group(Struct, frozen=True, array_like=True, gc=False):
    """Sources that follow each other: the key of the record of each, and what is known of it."""

    keys: list[bytes]
    known: list[Settled]


_GROUP = msgspec.msgpack.Decoder(_Group)
_RECORD = msgspec.msgpack.Decoder(Record)
_NO_SOURCE = Source("", "", "", "", "")


def settle_all(task: Task) -> list[tuple[bytes, bytes]]:
    """Settle sources, each to its record (without its source, if that is shown as it was read) and what is known of it.

    Asks for nothing but the task.
    """
    return [_settle(*source, task) for source in task.sources]


def _settle(id: str, source_bytes: bytes, found_bytes: bytes, task: Task) -> tuple[bytes, bytes]:
    curation = task.curation
    source, found = decode(source_bytes, found_bytes)
    source = source if source.id == id else structs.replace(source, id=id)
    record, problems = settle(source, found, task.names, curation.registry, curation.corrections.get(id, ()))
    article = curation.articles.get(id)
    if article is not None:
        record = structs.replace(record, note=article.note, added=article.added, source_note=article.source_note)
    shown = task.show.of(record)
    known = Settled(gist(shown), tuple(problems))
    stored = structs.replace(shown, source=_NO_SOURCE) if shown.source is source else shown
    return ENCODER.encode(stored), ENCODER.encode(known)


class Settling:
    """The records of a dossier, of which the store has each, and what is known of them."""

    def __init__(self, intake: Intake, curation: Curation, names: Names, show: Show, store: Store) -> None:
        self._intake, self._curation, self._names, self._show, self._store = intake, curation, names, show, store
        self._registry = digest(curation.registry)
        self._kinds: dict[str | None, str] = {id: entity.kind for id, entity in names.entities.items()}
        self._settled: dict[str, tuple[Entry, bytes]] = {}
        """By source: with the key of its record."""
        self._groups: list[bytes] = []
        """Keys of what is known of groups of sources."""
        self.changed = 0
        """How many sources `settle` settled: those of which the store had no record."""

    def settle(self, entries: Sequence[Entry], executor: Executor | None) -> list[Settled]:
        """See that the store has the record of each source; returns what is known of each, in the same order.

        What is known is kept in groups too: reading ten thousand values takes three times as long as some hundred.
        """
        groups = list(stretches(entries, attrgetter("id"), _GROUPED))
        self._groups = [self._digest([self._made_of(entry) for entry in group]) for group in groups]
        held = self._store.get(self._groups)
        with lasting():
            found = [_GROUP.decode(held[key]) if key in held else None for key in self._groups]
        lacking = [group for group, its in zip(groups, found, strict=True) if its is None]
        for group, its in zip(groups, found, strict=True):
            if its is not None:
                self._settled.update((entry.id, (entry, key)) for entry, key in zip(group, its.keys, strict=True))
        self._settle(list(chain.from_iterable(lacking)), executor)
        made = map(self._grouped, lacking)
        return list(chain.from_iterable((its or next(made)).known for its in found))

    def _settle(self, entries: Sequence[Entry], executor: Executor | None) -> None:
        keys = [self._digest(self._made_of(entry)) for entry in entries]
        self._settled.update((entry.id, (entry, key)) for entry, key in zip(entries, keys, strict=True))
        lacking = self._store.lacking(keys)
        new = [entry for entry, key in zip(entries, keys, strict=True) if key in lacking]
        self.changed = len(new)
        made = zip(new, chain.from_iterable(run(settle_all, self._tasks(new), executor)), strict=True)
        while some := list(islice(made, BATCH)):
            self._put(some)

    def _grouped(self, entries: Sequence[Entry]) -> _Group:
        """What is known of a group, put into the store as one."""
        keys = [self._settled[entry.id][1] for entry in entries]
        value = ENCODER.encode((keys, list(map(msgspec.Raw, self._known(entries)))))
        self._store.put({self._digest([self._made_of(entry) for entry in entries]): value})
        with lasting():
            return _GROUP.decode(value)

    def keys(self) -> Iterator[bytes]:
        """Of what the store has of the records."""
        every = ((key, _known_key(key)) for _, key in self._settled.values())
        return chain(self._groups, chain.from_iterable(every))

    def record(self, source: str) -> Record:
        """The record of a source, from the store; one that is not whole there is made again."""
        entry, key = self._settled[source]
        own = part(entry.key, "source")
        held = self._store.get([own, key])
        record = _RECORD.decode(held[key] if key in held else self._again([entry])[0][0])
        if record.source != _NO_SOURCE:
            return record
        whole = decode_source(held[own] if own in held else self._intake.load([entry], "source")[0][0])
        return structs.replace(record, source=whole if whole.id == source else structs.replace(whole, id=source))

    def _known(self, entries: Sequence[Entry]) -> list[bytes]:
        keys = {entry.id: _known_key(self._settled[entry.id][1]) for entry in entries}
        held = self._store.get(list(keys.values()))
        lost = [entry for entry in entries if keys[entry.id] not in held]
        held.update((keys[entry.id], known) for entry, (_, known) in zip(lost, self._again(lost), strict=True))
        return [held[keys[entry.id]] for entry in entries]

    def _again(self, entries: Sequence[Entry]) -> list[tuple[bytes, bytes]]:
        """What the store should have had."""
        made = list(chain.from_iterable(map(settle_all, self._tasks(entries))))
        self._put(list(zip(entries, made, strict=True)))
        return made

    def _put(self, made: Iterable[tuple[Entry, tuple[bytes, bytes]]]) -> None:
        values = {}
        for entry, (record, known) in made:
            key = self._settled[entry.id][1]
            values.update({key: record, _known_key(key): known})
        self._store.put(values)

    def _digest(self, made_of: object) -> bytes:
        return digest(made_of, self._registry, self._show)

    def _made_of(self, entry: Entry) -> tuple[object, ...]:
        """All that the record of a source is made of, beside what all are."""
        id, names = entry.id, self._names
        local, parted = names.local.get(id, ()), sorted((names.parted.get(id) or {}).items())
        spoken = [names.moved.get(each, each) for each in entry.spoken]
        kinds = [self._kinds.get(each, "") for each in (*local, *spoken)]
        risen, article = sorted(names.risen.get(id, ())), self._curation.articles.get(id)
        corrections = self._curation.corrections.get(id)
        said = (article.note, article.added, article.source_note) if article else None
        corrected = corrections and (corrections, self._everybody)
        return entry.key, id, local, parted, risen, kinds, said, corrected

    @cached_property
    def _everybody(self) -> bytes:
        """A correction may name anybody."""
        return digest([(id, each.kind, each.name, each.aliases) for id, each in sorted(self._names.entities.items())])

    def _tasks(self, entries: Sequence[Entry]) -> Iterator[Task]:
        for some in batches(entries):
            parts = self._intake.load(some, "source", "found")
            sources = [(entry.id, source, found) for entry, (source, found) in zip(some, parts, strict=True)]
            yield Task(sources, self._names_of(some), self._curation_of(some), self._show)

    def _names_of(self, entries: Sequence[Entry]) -> Names:
        """Who is who in some sources."""
        names, ids = self._names, [entry.id for entry in entries]
        wanted = set(names.registered)
        for entry in entries:
            wanted.update(id for id in names.local.get(entry.id, ()) if id)
            wanted.update(names.parted.get(entry.id, {}).values())
            wanted.update(names.moved.get(each, each) for each in entry.spoken)
        corrected = any(id in self._curation.corrections for id in ids)
        return structs.replace(
            names,
            entities=names.entities if corrected else {id: names.entities[id] for id in wanted if id in names.entities},
            local=_those(names.local, ids),
            parted=_those(names.parted, ids),
            risen=_those(names.risen, ids),
            splits=_those(names.splits, ids),
            stated={},
            reviews=(),
        )

    def _curation_of(self, entries: Sequence[Entry]) -> Curation:
        ids = [entry.id for entry in entries]
        every = self._curation
        return Curation(
            registry=every.registry, corrections=_those(every.corrections, ids), articles=_those(every.articles, ids)
        )


def _those(held: Mapping[str, T], ids: Iterable[str]) -> dict[str, T]:
    return {id: held[id] for id in ids if id in held}


def _known_key(record: bytes) -> bytes:
    """Where the store has what is known of a record, by the key of that."""
    return part(record, "known")
