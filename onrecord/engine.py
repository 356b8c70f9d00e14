"""Which program this is: a digest of its own code and word lists, so that nothing an older one made is taken over."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b

from onrecord.digests import SIZE

_PACKAGE = os.path.dirname(os.path.realpath(__file__))
_KINDS = (".py", ".txt")
_INSTALLED = (".dist-info", ".egg-info")
"""How the folders end that tell by their names which version of a library is installed."""


@cache
def fingerprint() -> bytes:
    """`SIZE` bytes that change with the program, with Python's tables of characters, and with a library's version."""
    digest = blake2b(repr((sys.version_info[:3], sys.byteorder, _libraries())).encode(), digest_size=SIZE)
    for path in sorted(_own()):
        with open(path, "rb", buffering=0) as handle:
            digest.update(path.removeprefix(_PACKAGE).replace(os.sep, "/").encode() + b"\0" + handle.read())
    return digest.digest()


def _own() -> Iterator[str]:
    """The files that this program is."""
    for folder, _, names in os.walk(_PACKAGE):
        yield from (os.path.join(folder, name) for name in names if name.endswith(_KINDS))


def _libraries() -> list[str]:
    """All that is installed, as "name-version"; reading what each library says of itself would take a hundred times as
    long."""
    found: set[str] = set()
    for folder in sys.path:
        try:
            found.update(name for name in os.listdir(folder or ".") if name.endswith(_INSTALLED))
        except OSError:  # what is no folder, or not there
            continue
    return sorted(found)
