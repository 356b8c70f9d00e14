"""The cache of a working folder: what was made, by a digest of all it was made of. One SQLite file in `.onrecord/`.

Nothing in it is believed: every value carries a checksum over its key and its bytes, and one that does not hold is as
good as not there. A file that SQLite cannot read is thrown away and begun anew; one that cannot be written costs the
next build time and this one nothing. So the same site comes out with it and without it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Protocol
from zlib import crc32

FILE = "cache.sqlite"
_SUM = 4
"""Bytes of a checksum."""
_AT_ONCE = 500
"""Keys asked for in one statement; SQLite takes 999 at the least."""
_PATIENCE = 60
"""Seconds that one build waits for another that writes the same cache."""
_PAGE = 16384
"""Bytes of a page of the file: most values fit into one, and are read and written in one piece."""
_KEY = 16
"""Bytes of a key."""
_PROGRAM = b"program"
"""The key under which it stands who made all the rest."""
_TABLE = "CREATE TABLE IF NOT EXISTS held (key BLOB PRIMARY KEY, value BLOB NOT NULL)"


class Store(Protocol):
    """Where values are kept by key; `get` leaves out what is not there."""

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The values of those keys that are held."""

    def lacking(self, keys: Iterable[bytes]) -> set[bytes]:
        """Which of the keys have no value, at a glance: a damaged one may be taken for there."""

    def put(self, values: Mapping[bytes, bytes]) -> None:
        """Hold values."""

    def keep(self, whose: bytes, keys: Iterable[bytes]) -> None:
        """Forget what was kept for `whose` before and is not among `keys`."""


class Memory:
    """A store that ends with the program."""

    def __init__(self) -> None:
        self._held: dict[bytes, bytes] = {}

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The values of those keys that are held."""
        return {key: self._held[key] for key in keys if key in self._held}

    def lacking(self, keys: Iterable[bytes]) -> set[bytes]:
        """Which of the keys have no value."""
        return set(keys) - self._held.keys()

    def put(self, values: Mapping[bytes, bytes]) -> None:
        """Hold values."""
        self._held.update(values)

    def keep(self, whose: bytes, keys: Iterable[bytes]) -> None:
        """Nothing: it ends soon enough."""


class Cache:
    """A store on disk, as far as the disk allows, else in memory; `trouble` says what the disk did not.

    Several threads may share it, and a forked process goes on with a connection of its own.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection | None, trouble: str = "") -> None:
        self.path, self.trouble = path, trouble
        self._connection, self._process = connection, os.getpid()
        self._inherited: sqlite3.Connection | None = None
        self._lock = RLock()
        self._memory = Memory()

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The values of those keys that are held and whole."""
        found = self._memory.get(keys)
        for key, value in self._select("key, value", keys):
            if isinstance(value, bytes) and value[:_SUM] == checksum(key, content := value[_SUM:]):
                found[key] = content
        return found

    def lacking(self, keys: Iterable[bytes]) -> set[bytes]:
        """Which of the keys have no value, whole or damaged."""
        wanted = self._memory.lacking(keys)
        return wanted.difference(key for (key,) in self._select("key", list(wanted)))

    def _select(self, columns: str, keys: Sequence[bytes]) -> Iterator[tuple[bytes, ...]]:
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            with self._lock:
                connection = self._connected()
                if connection is None:
                    return
                try:
                    rows = connection.execute(f"SELECT {columns} FROM held WHERE key IN ({marks})", some).fetchall()
                except sqlite3.Error as error:
                    self._give_up(str(error))
                    return
            yield from rows

    def _connected(self) -> sqlite3.Connection | None:
        """The connection of this process: one that was open at a fork must not be used, nor closed, by two."""
        if self._process != os.getpid():
            self._process, self._inherited, self._connection = os.getpid(), self._connection, None
            self._lock = RLock()
            with suppress(sqlite3.Error):
                self._connection = None if self._inherited is None else _open_again(self.path)
        return self._connection

    def put(self, values: Mapping[bytes, bytes]) -> None:
        """Hold values, all or none of them."""
        if not self._execute_many(
            "INSERT OR REPLACE INTO held VALUES (?, ?)", ((k, checksum(k, v) + v) for k, v in values.items())
        ):
            self._memory.put(values)

    def keep(self, whose: bytes, keys: Iterable[bytes]) -> None:
        """Forget what was kept for `whose` before and is not among `keys`."""
        told, now = self.get([whose]).get(whose, b""), set(keys)
        before = {told[at : at + _KEY] for at in range(0, len(told), _KEY)}
        if now != before:
            self._execute_many("DELETE FROM held WHERE key = ?", ((key,) for key in sorted(before - now)))
            self.put({whose: b"".join(now)})

    def _execute_many(self, statement: str, rows: Iterable[tuple[bytes, ...]]) -> bool:
        """Whether the disk took it."""
        with self._lock:
            connection = self._connected()
            if connection is not None:
                try:
                    with connection:  # one transaction, ended here: nobody else waits for it for long
                        connection.executemany(statement, rows)
                except sqlite3.Error as error:
                    self._give_up(str(error))
            return self._connection is not None

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _give_up(self, reason: str) -> None:
        """Go on without; a file that may be damaged is begun anew by the next build."""
        self.trouble = self.trouble or reason
        connection, self._connection = self._connection, None
        with suppress(sqlite3.Error):
            if connection is not None:
                connection.rollback()
                connection.close()
        if "malformed" in reason or "not a database" in reason:
            _remove(self.path)


@contextmanager
def opened(folder: Path, program: bytes, *, fresh: bool = False) -> Iterator[Cache]:
    """The cache in `folder`, closed when the block ends; `fresh` begins it anew, as another `program` does."""
    cache = _open(folder / FILE, program, fresh)
    try:
        yield cache
    finally:
        cache.close()


def _open(path: Path, program: bytes, fresh: bool) -> Cache:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink() or (path.exists() and not path.is_file()):
            return Cache(path, None, "it is no plain file")
        if fresh:
            _remove(path)
        try:
            return Cache(path, _connect(path, program))
        except sqlite3.OperationalError:  # it cannot be written, or another build holds it for too long
            raise
        except sqlite3.DatabaseError:  # it is no database, or a damaged one
            _remove(path)
            return Cache(path, _connect(path, program))
    except (OSError, sqlite3.Error) as error:
        return Cache(path, None, str(error))


def _open_again(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_PATIENCE, check_same_thread=False)
    # a power cut may cost the cache, which its checksums tell; waiting for the disk would cost every build
    connection.execute(f"PRAGMA page_size = {_PAGE}")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA journal_mode = TRUNCATE")
    return connection


def _connect(path: Path, program: bytes) -> sqlite3.Connection:
    connection = _open_again(path)
    try:
        connection.execute(_TABLE)
        if connection.execute("SELECT value FROM held WHERE key = ?", (_PROGRAM,)).fetchone() != (program,):
            with connection:
                connection.execute("DELETE FROM held")
                connection.execute("INSERT INTO held VALUES (?, ?)", (_PROGRAM, program))
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _remove(path: Path) -> None:
    for each in (path, path.with_name(path.name + "-journal")):
        each.unlink(missing_ok=True)


def checksum(key: bytes, value: bytes) -> bytes:
    """What tells whether a value is the one that was put under its key: against damage, not against forgery.

    (A CRC is five times as fast as a digest, and each build reads half of the cache of a large dossier.)
    """
    return crc32(value, crc32(key)).to_bytes(_SUM, "big")
