"""Ids: slugs of entities, and hashes of annotations that survive an edit elsewhere in the source."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from hashlib import blake2b
from zlib import crc32

from onrecord.patterns import regex

AROUND = 32
"""Characters on either side of an annotation that its id depends on."""
_LONGEST = 80
"""Characters of a slug; file systems allow 255 bytes, addresses are read by people."""
_OTHER = regex(r"[^a-z0-9]+")
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
RESERVED = frozenset({"index", *_DEVICES})
"""Names that a page cannot have: the folder's own, and those that Windows keeps for devices."""


def digest(text: str, length: int = 6) -> str:
    """`length` hexadecimal digits that stand for `text`."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()[:length]


def slug(name: str) -> str:
    """A name in ASCII letters, digits and dashes; `e-` and a hash where none is left of it; never a reserved name."""
    folded = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    if not folded.isascii():
        folded = "".join(char for char in folded if not unicodedata.combining(char))
    folded = re.sub(r"['’.]", "", folded)
    short = _OTHER.sub("-", folded).strip("-")
    if not short:
        return f"e-{digest(name)}"
    if len(short) > _LONGEST:
        short = f"{short[:_LONGEST].rsplit('-', 1)[0]}-{digest(name)}"
    return f"{short}-x" if short in RESERVED else short


class AnnotationIds:
    """Gives the annotations of one source their ids; equal ones are told apart by their order.

    A checksum of 32 bits is enough within one source, and the quickest there is.
    """

    def __init__(self, text: str) -> None:
        self._encoded = text.encode("utf-32-le", "surrogatepass")  # four bytes a character, wherever it stands
        self._seen: dict[str, int] = {}

    def give(self, letter: str, start: int, end: int) -> str:
        """The id of the annotation at `start`-`end`; `letter` is `m`, `q` or `f`."""
        seen, before = self._seen, start if start < AROUND else AROUND
        around = self._encoded[4 * (start - before) : 4 * (end + AROUND)]
        id = f"{letter}-{crc32(around, (end - start) * 64 + before).to_bytes(4, 'big').hex()}"
        if id in seen:
            return self._another(letter, id)
        seen[id] = 0
        return id

    def _another(self, letter: str, base: str) -> str:
        """The next id of annotations that share one."""
        seen, id = self._seen, base
        while id in seen:
            count = seen[base] = seen[base] + 1
            id = f"{letter}-{digest(f'{base} {count}', 8)}"
        seen[id] = 0
        return id


def distinct(wanted: Iterable[tuple[str, Callable[[], tuple[str, ...]]]], taken: Iterable[str]) -> list[str]:
    """One id for each (slug, ways to tell it apart, best first); those that share one take the first way that is free.

    The last way must be a hash, so that an id never depends on how many came before. Ways are asked for when needed.
    """
    pairs = list(wanted)
    used = {name.casefold() for name in taken}
    shared = Counter(base for base, _ in pairs)
    ids = []
    for base, ways in pairs:
        chosen = base
        if shared[base] > 1 or base in used:
            choices = [f"{base}-{way}" if way else base for way in ways()]
            chosen = next((choice for choice in choices if choice not in used), f"{choices[-1]}-{digest(choices[-1])}")
        used.add(chosen)
        ids.append(chosen)
    return ids
