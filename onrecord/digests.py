"""Short digests of plain values, by which what is held is told to be made of the same as what is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from typing import TypeVar

from msgspec.msgpack import Encoder

T = TypeVar("T")
SIZE = 16
"""Bytes of a digest: 128 bits, so that two different values never meet by chance."""


def _plain(value: object) -> str:
    if isinstance(value, str):  # a kind of string, such as Markup
        return str(value)
    raise TypeError(f"no plain value: {type(value).__name__}")


_ENCODER = Encoder(enc_hook=_plain, order="sorted")
_OF_NOTHING = blake2b(digest_size=SIZE)
"""Copied for each digest, which takes less than setting one up."""


def digest(*values: object) -> bytes:
    """`SIZE` bytes that tell these values from others: records, tuples, lists, mappings, strings, numbers, bytes.

    The same in every process, of every run. Raises TypeError for a value that is not plain.
    """
    made = _OF_NOTHING.copy()
    made.update(_ENCODER.encode(values))
    return made.digest()


@lru_cache(maxsize=1 << 16)
def checksum(key: str) -> int:
    """A number of 32 bits without any order in it; that of CRC-32 has one where ids are counted up."""
    return int.from_bytes(blake2b(key.encode(), digest_size=4).digest(), "big")


def stretches(items: Iterable[T], key: Callable[[T], str], some: int) -> Iterator[list[T]]:
    """Items in stretches of about so many, each ended by an item that would end one in any list: one more or less
    changes the stretch that it stands in, and all others stay what they are."""
    stretch: list[T] = []
    for item in items:
        stretch.append(item)
        if checksum(key(item)) % some == 0:
            yield stretch
            stretch = []
    if stretch:
        yield stretch
