"""What the head of a page says about it: JSON-LD, Open Graph, other meta elements, title, canonical address, time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from selectolax.lexbor import LexborHTMLParser

from onrecord.model import Metadata
from onrecord.patterns import regex
from onrecord.strict import date_trouble

MAX_NODES = 2_000
"""Objects of JSON-LD that are looked at."""
MAX_OUTLET = 60
"""Characters of what stands beside a headline; more is a slogan."""
_ARTICLE = regex(r"(?:\w*Article|\w*Posting|Report|WebPage|SpeechTranscript|PressRelease)")
_DAY = regex(r"(\d{4}-\d\d-\d\d)(?:[T ].*)?", re.DOTALL)
_ADDRESS = regex(r"https?://[^\s/@?#\\\"'<>]+(?:[/?#][^\s\"'<>\\]*)?", re.IGNORECASE)
_LANGUAGE = regex(r"([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{2,8})*)")
_SUFFIX = r"\s+[|–—·-]\s+"


def head_metadata(page: LexborHTMLParser) -> Metadata:
    """What the page states, each field from the first place that states it well; None where none does."""
    linked = _linked_data(page)
    meta = _meta(page)
    outlet = _first(_words, linked.get("outlet"), meta.get("og:site_name"), meta.get("application-name"))
    stated = _first(_words, linked.get("title"), meta.get("og:title"), meta.get("twitter:title"))
    title, named = _title(page, stated)
    root = page.root
    return Metadata(
        title=_without_outlet(title, outlet),
        outlet=outlet or named,
        author=_first(_author, linked.get("author"), meta.get("author"), meta.get("article:author")),
        published=_first(
            _date,
            linked.get("published"),
            meta.get("article:published_time"),
            *(meta.get(key) for key in ("date", "dc.date", "dc.date.issued", "pubdate", "citation_publication_date")),
            _attribute(page, "article time[datetime], main time[datetime]", "datetime"),
        ),
        url=_first(_address, _attribute(page, "link[rel=canonical]", "href"), meta.get("og:url"), linked.get("url")),
        language=_first(
            _language,
            linked.get("language"),
            root.attributes.get("lang") if root is not None else None,
            meta.get("og:locale"),
        ),
    )


def _first(read: Callable[[str], str | None], *candidates: str | None) -> str | None:
    return next((value for candidate in candidates if candidate and (value := read(candidate))), None)


# ---------------------------------------------------------------- one value


def _words(value: str) -> str | None:
    text = " ".join(value.split())
    return text if 0 < len(text) <= 400 else None


def _author(value: str) -> str | None:
    text = re.sub(r"^by\s+", "", " ".join(value.split()), flags=re.IGNORECASE)
    return text if 0 < len(text) <= 200 and "://" not in text else None


def _date(value: str) -> str | None:
    found = _DAY.fullmatch(value.strip())
    return found[1] if found and not date_trouble(found[1]) else None


def _address(value: str) -> str | None:
    return value.strip() if _ADDRESS.fullmatch(value.strip()) else None


def _language(value: str) -> str | None:
    found = _LANGUAGE.fullmatch(value.strip())
    return found[1].lower() + found[2].replace("_", "-") if found else None


def _title(page: LexborHTMLParser, stated: str | None) -> tuple[str | None, str | None]:
    """The title, and the outlet that stands beside it: the main heading says which part of a title is which.

    Where none is `stated` as the article's there is the page's title, and a heading in the article is better.
    """
    own = _first(_words, _text(page, "article h1, main h1, [role=main] h1"))
    heading = own or _first(_words, _text(page, "h1"))
    title = stated or _first(_words, _text(page, "title"))
    beside = _beside(title, heading) if title and heading else None
    if beside:
        return heading, beside if len(beside) <= MAX_OUTLET else None
    return title if stated else own or title, None


def _beside(title: str, heading: str) -> str | None:
    """What a title has beside a heading: of `Bridge closed — Local — The Courier` the last part."""
    words = re.escape(heading)
    found = re.fullmatch(rf"{words}{_SUFFIX}(?P<behind>.+)|(?P<before>.+?){_SUFFIX}{words}", title, re.IGNORECASE)
    if found is None:
        return None
    return re.split(_SUFFIX, found["behind"])[-1] if found["behind"] else re.split(_SUFFIX, found["before"])[0]


def _without_outlet(title: str | None, outlet: str | None) -> str | None:
    """`Bridge closed | The Courier` -> `Bridge closed`, where the outlet is known by that name."""
    if title and outlet:
        cut = re.sub(_SUFFIX + re.escape(outlet) + r"\s*$", "", title, flags=re.IGNORECASE)
        return cut or title
    return title


# ---------------------------------------------------------------- where values stand


def _meta(page: LexborHTMLParser) -> dict[str, str]:
    """The meta elements by lower-case name or property; the first of each counts."""
    found: dict[str, str] = {}
    for node in page.css("meta[content]"):
        attributes = node.attributes
        key = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
        found.setdefault(key, attributes.get("content") or "")
    return found


def _text(page: LexborHTMLParser, selector: str) -> str | None:
    node = page.css_first(selector)
    return node.text(deep=True) if node is not None else None


def _attribute(page: LexborHTMLParser, selector: str, name: str) -> str | None:
    node = page.css_first(selector)
    return node.attributes.get(name) if node is not None else None


def _linked_data(page: LexborHTMLParser) -> dict[str, str | None]:
    """The fields of the first article that the page's JSON-LD describes."""
    for script in page.css('script[type="application/ld+json"]'):
        for thing in _things(script.text(deep=True)):
            if _ARTICLE.fullmatch(_string(thing.get("@type")) or ""):
                return {
                    "title": _string(thing.get("headline")) or _string(thing.get("name")),
                    "outlet": _name(thing.get("publisher")),
                    "author": _names(thing.get("author")),
                    "published": _string(thing.get("datePublished")),
                    "language": _string(thing.get("inLanguage")),
                    "url": _string(thing.get("url")) or _string(thing.get("mainEntityOfPage")),
                }
    return {}


def _things(script: str) -> Iterator[dict[str, Any]]:
    """The objects of a piece of JSON-LD, lists and graphs unpacked; none where it is broken or nested too deep."""
    try:
        stack = [msgspec.json.decode(script)]
    except (msgspec.DecodeError, RecursionError, ValueError):
        return
    for _ in range(MAX_NODES):
        if not stack:
            return
        value = stack.pop()
        if isinstance(value, list):
            stack += reversed(value)
        elif isinstance(value, dict):
            yield value
            stack.append(value.get("@graph"))


def _string(value: object) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@id")
    return value if isinstance(value, str) else None


def _name(value: object) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else None


def _names(value: object) -> str | None:
    each = value[:20] if isinstance(value, list) else [value]
    names = [name for name in map(_name, each) if name]
    return ", ".join(names) or None
