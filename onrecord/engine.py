"""Which program this is: a digest of its own code and word lists, so that nothing an older one made is taken over."""

from __future__ import annotations

import os
import sys
from functools import cache
from hashlib import blake2b
from pathlib import Path

from onrecord.digests import SIZE

_PACKAGE = Path(__file__).resolve().parent
_KINDS = (".py", ".txt")
_INSTALLED = (".dist-info", ".egg-info")
"""How the folders end that tell by their names which version of a library is installed."""


@cache
def fingerprint() -> bytes:
    """`SIZE` bytes that change with the program, with Python's tables of characters, and with a library's version."""
    digest = blake2b(repr((sys.version_info[:3], sys.byteorder, _libraries())).encode(), digest_size=SIZE)
    for path in sorted(path for path in _PACKAGE.rglob("*") if path.suffix in _KINDS):
        digest.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.digest()


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
