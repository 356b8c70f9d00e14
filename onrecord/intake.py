"""Files -> annotated sources, one at a time: what is in the store from an earlier build is not read or annotated again.

A file is known again by its size, times and number in the file system, as version control does it; by its bytes where
these changed or are too young to be trusted. What is made of it goes into the store under a digest of all it was made
of: the bytes, the name, what the curator says of it, the stages, and the program itself.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

import msgspec
from msgspec import Struct, structs

from onrecord import engine, files
from onrecord.annotate import STAGES, annotate
from onrecord.curate.articles import Article
from onrecord.digests import digest
from onrecord.dossier.resolve import told
from onrecord.model import Found, Source
from onrecord.pool import Executor, Track, batches, run
from onrecord.problems import InputError, Problem
from onrecord.publish.store import Store
from onrecord.sources.ids import id_from_path
from onrecord.sources.load import join, read

_RACY = 2_000_000_000
"""Nanoseconds: a file changed so shortly before it was looked at may have been changed again without a sign of it
(some file systems tell times in steps of two seconds)."""

ENCODER = msgspec.msgpack.Encoder()
_SOURCE = msgspec.msgpack.Decoder(Source)
_FOUND = msgspec.msgpack.Decoder(Found)
PARTS = ("source", "found", "told")
"""What the store holds of a source, each under a key of its own."""
_PUT = 600
"""Values put into the store at a time."""

Stat = tuple[int, int, int, int]


class Options(Struct, frozen=True, array_like=True):
    """How sources are read and annotated."""

    max_bytes: int
    html: str
    stages: tuple[str, ...]
    """Names, in order."""


class File(Struct, frozen=True, array_like=True):
    """A file to be read."""

    path: str
    """Where it lies."""
    name: str
    """What messages and the record call it."""


class Entry(Struct, frozen=True, array_like=True, gc=False):
    """What is known of a file without reading it: a line of the list that one build leaves to the next."""

    path: str
    """What messages and the record call it."""
    stat: Stat | None
    """Size, times of change of its content and of itself in ns, number; None where they are not to be trusted."""
    content: bytes
    """Digest of its bytes, its name and the options: of all that was read, whatever the curator says of it."""
    id: str
    """"" for one that could not be read."""
    language: str | None
    key: bytes
    """Of the parts that the store holds."""
    told: bytes
    """Digest of what it tells of who is who."""
    spoken: tuple[str, ...] = ()
    """Ids of speakers that only tags give."""
    problems: tuple[Problem, ...] = ()
    """With `path` as theirs."""


class Taken(Struct, frozen=True, array_like=True, gc=False):
    """A file read and annotated, its parts encoded."""

    id: str = ""
    language: str | None = None
    sha256: str = ""
    source: bytes = b""
    found: bytes = b""
    told: bytes = b""
    spoken: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class Task(Struct, frozen=True, array_like=True):
    """Files for one process."""

    files: Sequence[File]
    articles: dict[str, Article]
    """Those that may be about one of the files, by id of the source."""
    options: Options


_LIST = msgspec.msgpack.Decoder(list[Entry])


# ---------------------------------------------------------------- the work itself


def take(task: Task) -> list[Taken]:
    """Read and annotate files; asks for nothing but them."""
    return [_take(file, task) for file in task.files]


def _take(file: File, task: Task) -> Taken:
    options = task.options
    try:
        source, problems = read(Path(file.path), file.name, max_bytes=options.max_bytes, html=options.html)
    except InputError as error:
        return Taken(problems=error.problems)
    article = task.articles.get(source.id)
    joined = join(source, article.metadata, article.rights) if article else source
    known = dict(STAGES)
    found = annotate(joined, tuple((name, known[name]) for name in options.stages))
    its = told(joined, found)
    parts = (ENCODER.encode(joined), ENCODER.encode(found), ENCODER.encode(its))
    return Taken(source.id, joined.metadata.language, source.sha256, *parts, its.spoken, tuple(problems))


# ---------------------------------------------------------------- known and new


class Intake:
    """What is known of each file of a dossier, and the parts of each from the store."""

    def __init__(self, articles: Mapping[str, Article], options: Options, store: Store) -> None:
        self._articles, self._options, self._store = articles, options, store
        self._base = digest(engine.fingerprint(), options)
        self._files: dict[bytes, File] = {}
        self.name = self._base
        """Tells these files, read in this way, from others that one store may have."""

    def entries(self, files: Sequence[File], executor: Executor | None, track: Track[Entry]) -> list[Entry]:
        """An entry for each file; what is new is read, annotated and put into the store."""
        key = digest(self._base, "entries", _folder(files))
        self.name = digest(self.name, key)
        before = _entries(self._store.get([key]).get(key))
        trusted = time.time_ns() - _RACY
        stats = {file.name: _stat(file.path, trusted) for file in files}
        known = {file.name: self._known(file, stats[file.name], before) for file in files} if before else {}
        new = [file for file in files if known.get(file.name) is None]
        made = self._take(new, stats, executor)
        fresh = {entry.path: entry for entry in track(made, "Annotating", len(new))}
        entries = [fresh.get(file.name) or known[file.name] for file in files]
        found = [entry for entry in entries if entry is not None]
        self._files.update((entry.content, file) for entry, file in zip(found, files, strict=True))
        if fresh or len(found) != len(before):
            self._store.put({key: ENCODER.encode(found)})
        return found

    def load(self, entries: Sequence[Entry], *names: str) -> list[list[bytes]]:
        """Parts of sources; one that is no longer whole in the store is made again."""
        keys = [[part(entry.key, name) for name in names] for entry in entries]
        held = self._store.get(list(chain.from_iterable(keys)))
        lost = [entry for entry, its in zip(entries, keys, strict=True) if not all(key in held for key in its)]
        for taken, entry in zip(self._results([self._files[entry.content] for entry in lost], None), lost, strict=True):
            if self._content(entry.path, taken.sha256) != entry.content:
                told = Problem(entry.path, None, "the file changed while the site was made of it", "Build again.")
                raise InputError(*taken.problems, *([] if taken.problems else [told]))
            again = _parts(entry.key, taken)
            held.update(again)
            self._store.put(again)
        return [[held[key] for key in its] for its in keys]

    def keys(self, entries: Iterable[Entry]) -> Iterator[bytes]:
        """Of the parts that the store has of sources."""
        return (part(entry.key, name) for entry in entries for name in PARTS)

    def _known(self, file: File, now: Stat | None, before: Mapping[str, Entry]) -> Entry | None:
        """What an earlier build knew of a file, if that still holds."""
        entry = before.get(file.name)
        if entry is None or not entry.id or entry.key != self._key(entry.content, entry.id):
            return None
        if now is not None and now == entry.stat:
            return entry
        sha256 = _sha256(file, self._options.max_bytes)
        return structs.replace(entry, stat=now) if self._content(file.name, sha256) == entry.content else None

    def _take(
        self, files: Sequence[File], stats: Mapping[str, Stat | None], executor: Executor | None
    ) -> Iterator[Entry]:
        waiting: dict[bytes, bytes] = {}
        for file, taken in zip(files, self._results(files, executor), strict=True):
            content = self._content(file.name, taken.sha256)
            key = self._key(content, taken.id) if taken.id else b""
            if taken.id:
                waiting.update(_parts(key, taken))
            if len(waiting) >= _PUT:
                self._store.put(waiting)
                waiting = {}
            its = digest(taken.told) if taken.id else b""
            yield Entry(
                file.name, stats[file.name], content, taken.id, taken.language, key, its, taken.spoken, taken.problems
            )
        self._store.put(waiting)

    def _results(self, files: Sequence[File], executor: Executor | None) -> Iterator[Taken]:
        """Each file read and annotated, in order."""
        likely = {id_from_path(file.name) for file in files} if self._articles else ()
        others = {id: article for id, article in self._articles.items() if id not in likely}

        def task(some: Sequence[File]) -> Task:
            ids = (id_from_path(file.name) for file in some)
            own = {id: self._articles[id] for id in ids if id in self._articles}
            return Task(some, {**others, **own}, self._options)

        return chain.from_iterable(run(take, map(task, batches(files)), executor))

    def _content(self, name: str, sha256: str) -> bytes:
        return digest(self._base, name, sha256)

    def _key(self, content: bytes, id: str) -> bytes:
        article = self._articles.get(id)
        return digest(content, article.metadata, article.rights) if article else content


def _folder(files: Sequence[File]) -> bytes:
    """Where the files lie, as the command named it."""
    return os.fsencode(files[0].path.removesuffix(files[0].name)) if files else b""


def part(key: bytes, name: str) -> bytes:
    """Where the store holds a part of what was made of a source: at the key of all, but for one letter in its place."""
    return key[1:] + name[:1].encode()


def decode(source: bytes, found: bytes) -> tuple[Source, Found]:
    """A source and what was found in it."""
    return _SOURCE.decode(source), _FOUND.decode(found)


def decode_source(source: bytes) -> Source:
    """A source."""
    return _SOURCE.decode(source)


def _parts(key: bytes, taken: Taken) -> dict[bytes, bytes]:
    return {part(key, "source"): taken.source, part(key, "found"): taken.found, part(key, "told"): taken.told}


def _entries(held: bytes | None) -> dict[str, Entry]:
    try:
        return {entry.path: entry for entry in _LIST.decode(held)} if held else {}
    except msgspec.MsgspecError:
        return {}


def _stat(path: str, trusted: int) -> Stat | None:
    """What tells that a file is as it was; None if it was changed after `trusted`, a time in ns."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    if max(found.st_mtime_ns, found.st_ctime_ns) >= trusted:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def _sha256(file: File, most: int) -> str:
    """Of the bytes of an ordinary file of at most so many; else ""."""
    try:
        return hashlib.sha256(files.read(Path(file.path), file.name, most)).hexdigest()
    except InputError:
        return ""
