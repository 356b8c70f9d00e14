"""Short digests of plain values, by which what is held is told to be made of the same as what is asked for."""

from __future__ import annotations

from hashlib import blake2b

from msgspec.msgpack import Encoder

SIZE = 16
"""Bytes of a digest: 128 bits, so that two different values never meet by chance."""


def _plain(value: object) -> str:
    if isinstance(value, str):  # a kind of string, such as Markup
        return str(value)
    raise TypeError(f"no plain value: {type(value).__name__}")


_ENCODER = Encoder(enc_hook=_plain, order="sorted")


def digest(*values: object) -> bytes:
    """`SIZE` bytes that tell these values from others: records, tuples, lists, mappings, strings, numbers, bytes.

    The same in every process, of every run. Raises TypeError for a value that is not plain.
    """
    return blake2b(_ENCODER.encode(values), digest_size=SIZE).digest()
