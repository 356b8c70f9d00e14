"""Addresses: where every page and file of the site lies, and which foreign addresses may be linked.

All paths count from the site's root, with forward slashes. A page links to another by putting `up(page)` before it.
Ids are slugs by contract (RECORD.md); anything else is refused here, so that no id can name a file elsewhere.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from onrecord.model import Entity, EntityKind
from onrecord.patterns import regex

FOLDERS: dict[EntityKind, str] = {
    "person": "people",
    "agency": "agencies",
    "organization": "organizations",
    "place": "places",
}
FILES_KEPT = 8192
_SLUG = regex(r"[A-Za-z0-9_][A-Za-z0-9._-]*\Z")
_FOREIGN = regex(r"https?://[^\s\x00-\x20\x7f-\x9f\"'<>\\^`{|}]+\Z", re.I)


@lru_cache(FILES_KEPT)
def _file(folder: str, name: str, suffix: str) -> str:
    if not _SLUG.match(name):
        raise ValueError(f"not a slug: {name!r}")
    return f"{folder}/{name}{suffix}"


def source(source_id: str) -> str:
    """The page of one source."""
    return _file("articles", source_id, ".html")


def made(source_id: str) -> str:
    """The page that shows how a source's page was made."""
    return _file("made", source_id, ".html")


def record(source_id: str) -> str:
    """The record of one source, as JSON."""
    return _file("data/records", source_id, ".json")


def table(name: str, part: str = "") -> str:
    """A table of marks, whole or for a part of the sources."""
    return _file("data", f"{name}-{part}" if part else name, ".csv")


def cards(source_id: str) -> str:
    """What the cards of one source's marks say, as a script."""
    return _file("data/cards", source_id, ".js")


def who(part: str) -> str:
    """What cards say of a part of the entities over all sources, as a script."""
    return _file("data/who", part, ".js")


def entity(entity: Entity) -> str:
    """The page of somebody or something named."""
    return _file(FOLDERS[entity.kind], entity.id, ".html")


def topic(topic_id: str) -> str:
    """The page of one thing counted."""
    return _file("figures", topic_id, ".html")


def up(page: str) -> str:
    """What leads from `page` to the site's root: "" or "../" as often as it lies deep."""
    return "../" * page.count("/")


def public(address: str, path: str) -> str:
    """Where the public finds a page, for a site at `address`: the front page has the site's own address."""
    return address + ("" if path == "index.html" else path)


def foreign(address: str | None) -> str | None:
    """The address if a page may link to it: http or https, with a host, without blanks or quotes; else None."""
    return address if address and _FOREIGN.match(address) and host(address) else None


def host(address: str) -> str:
    """The host of a web address without `www.`, for showing; "" when there is none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:  # a malformed IPv6 address
        return ""
