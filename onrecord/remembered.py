"""What a store remembers for the pure stages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import msgspec

from onrecord.digests import digest
from onrecord.intake import ENCODER
from onrecord.publish.store import Store

T = TypeVar("T")
R = TypeVar("R")
_MOST = 1 << 24
"""Bytes that wait to be put."""


def key_of(what: str, made_of: object) -> bytes:
    """Where the store has what was made of something."""
    return digest(what, made_of)


class Remembered:
    """Recalls (see `recall.Recall` and `Resume`) what a store has, and puts into it what it has not, much at a time.

    (One process that writes a thousand times keeps another that reads waiting as often.) What was recalled while
    something was made is remembered as long as that is.
    """

    def __init__(self, store: Store, whose: object = None) -> None:
        self._store, self._whose = store, whose
        self._made: dict[bytes, bytes] = {}
        self._waiting = 0
        """Bytes of these."""
        self.keys: list[bytes] = []
        """Of all that was asked for."""

    def __call__(self, what: str, made_of: object, kind: type[T], make: Callable[[], T], /) -> T:
        """What the store has of this, or is to have, else what `make` makes."""
        key = key_of(what, made_of)
        self.keys.append(key)
        held = self._made.get(key) or self._store.get([key]).get(key)
        if held is not None:
            inner, value = msgspec.msgpack.decode(held, type=tuple[list[bytes], kind])  # type: ignore[valid-type]
            self.keys += inner
            return value
        before = len(self.keys)
        made = make()
        value = self._made[key] = ENCODER.encode((self.keys[before:], made))
        self._waiting += len(value)
        if self._waiting > _MOST:
            self.put()
        return made

    def resume(self, what: str, kind: type[T], go_on: Callable[[T | None], tuple[R, T]], /) -> R:
        """As `recall.Resume`: for `whose` dossier it is."""
        key = key_of(f"last {what}", self._whose)
        self.keys.append(key)
        held = self._store.get([key]).get(key)
        last = None if held is None else msgspec.msgpack.decode(held, type=kind)
        result, left = go_on(last)
        if left is not last:
            self._store.put({key: ENCODER.encode(left)})
        return result

    def put(self) -> None:
        """Put what was made into the store."""
        made, self._made, self._waiting = self._made, {}, 0
        if made:
            self._store.put(made)
