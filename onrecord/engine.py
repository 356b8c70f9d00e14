"""Which program this is: a digest of its own code and word lists, so that nothing an older one made is taken over."""

from __future__ import annotations

import sys
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from onrecord.digests import SIZE

_PACKAGE = Path(__file__).resolve().parent
_KINDS = (".py", ".txt")
_LIBRARIES = ("jinja2", "markdown-it-py", "msgspec", "pygments", "selectolax", "rapidfuzz", "ahocorasick-rs", "PyYAML")
"""Those whose other version may read, mark or write something else."""


@cache
def fingerprint() -> bytes:
    """`SIZE` bytes that change with the program, with Python's tables of characters, and with a library's version."""
    digest = blake2b(repr(sys.version_info[:3]).encode(), digest_size=SIZE)
    for name in _LIBRARIES:
        digest.update(f"{name} {version(name)}\n".encode())
    for path in sorted(path for path in _PACKAGE.rglob("*") if path.suffix in _KINDS):
        digest.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.digest()
