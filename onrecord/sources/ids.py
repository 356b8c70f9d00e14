"""The id of a source: what its front matter says, else its path as a slug that is a safe file name everywhere."""

from __future__ import annotations

import hashlib
import unicodedata

from onrecord.patterns import regex

MAX_ID = 100
"""Characters; longer slugs are cut and get a hash, so that every address fits every file system (255 bytes)."""
_DEVICES = regex(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
_SPELLED = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"})
_APART = regex(r"[^a-z0-9]+")
_SUFFIX = regex(r"\.[^./]*$")
_STATED = regex(r"[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?")


def id_from_path(path: str) -> str:
    """The slug of a relative path without its suffix: `2026/Häring's hearing.txt` -> `2026-haring-s-hearing`.

    Letters that have no Latin form are replaced by a hash of the path, as is the end of a slug over `MAX_ID`
    characters; `index` and the names that Windows keeps for devices get `-x`.
    """
    stem = unicodedata.normalize("NFC", _SUFFIX.sub("", path)).casefold()
    spelled = unicodedata.normalize("NFKD", stem.translate(_SPELLED))
    latin = spelled.encode("ascii", "ignore").decode()
    slug = _APART.sub("-", latin).strip("-")
    lost = any(char.isalnum() and not char.isascii() for char in spelled)
    if lost or not slug or len(slug) > MAX_ID:
        digest = hashlib.sha256(stem.encode("utf-8", "surrogateescape")).hexdigest()[:8]
        slug = f"{slug[: MAX_ID - 9].strip('-')}-{digest}" if slug else f"s-{digest}"
    return slug + "-x" if slug == "index" or _DEVICES.fullmatch(slug) else slug


def id_trouble(stated: str) -> str:
    """What is wrong with an id as somebody wrote it, or ""."""
    if not _STATED.fullmatch(stated) or ".." in stated:
        return "is no id"
    if len(stated) > MAX_ID:
        return f"is longer than {MAX_ID} characters"
    first = stated.casefold().split(".")[0]
    if first == "index" or _DEVICES.fullmatch(first):
        return "is kept for the site or for Windows"
    return ""


def id_key(source_id: str) -> str:
    """What two ids share that a file system or a reader could take for one another."""
    return source_id.casefold()
