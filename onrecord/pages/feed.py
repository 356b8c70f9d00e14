"""Feed and sitemap: files of absolute addresses, made only when the site's public address is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from markupsafe import escape

from onrecord.dossier.gist import Gist
from onrecord.model import Page
from onrecord.pages import urls
from onrecord.pages.frame import Frame
from onrecord.pages.indexes import Index, kinds, listed, once, quoted
from onrecord.patterns import regex

ENTRIES = 50
"""The newest sources that the feed holds."""
MAPPED = 40_000
"""Addresses in one sitemap; the protocol allows 50,000 (sitemaps.org)."""
_FORBIDDEN = regex(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_DECLARED = '<?xml version="1.0" encoding="utf-8"?>\n'
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"


def pages(frame: Frame, look_ups: Index) -> Iterator[Page]:
    """`feed.xml` with the newest dated sources and `sitemap.xml`; nothing without an address."""
    address = frame.settings.address
    if not address:
        return
    dated = [source for source in look_ups.sources if source.published][:ENTRIES]
    if dated:
        yield Page("feed.xml", _feed(address, frame.settings.title, dated).encode())
    yield from _sitemap(address, list(_paths(look_ups)))


def _feed(address: str, title: str, sources: Sequence[Gist]) -> str:
    """Atom (RFC 4287)."""
    newest = _moment(sources[0])
    head = (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{_text(title)}</title><id>{_text(address)}</id>'
        f"<updated>{newest}</updated><author><name>{_text(title)}</name></author>"
        f'<link rel="self" href="{_text(address)}feed.xml"/><link href="{_text(address)}"/>\n'
    )
    return _DECLARED + head + "".join(_entry(address, source) for source in sources) + "</feed>\n"


def _entry(address: str, source: Gist) -> str:
    link = _text(address + urls.source(source.id))
    outlet = source.metadata.outlet
    author = f"<author><name>{_text(outlet)}</name></author>" if outlet else ""
    title = _text(source.title.text)
    about = f'<id>{link}</id><link href="{link}"/><updated>{_moment(source)}</updated>'
    return f"<entry><title>{title}</title>{about}{author}</entry>\n"


def _moment(source: Gist) -> str:
    """The day of publication as the moment that Atom asks for; a month or a year counts from its first day."""
    given = source.published
    return f"{given}{'-01-01'[: 0 if len(given) > 7 else 3 if len(given) > 4 else 6]}T00:00:00Z"


def _paths(index: Index) -> Iterator[str]:
    yield "index.html"
    yield "about.html"
    for source in index.sources:
        yield urls.source(source.id)
    for kind in urls.FOLDERS:
        for entity in listed(index, kind):
            yield urls.entity(entity)
    yield from chain(
        ["quotes/index.html"] if once(index, quoted).total else [], ["figures/index.html"] if once(index, kinds) else []
    )


def _sitemap(address: str, paths: Sequence[str]) -> Iterator[Page]:
    parts = [paths[start : start + MAPPED] for start in range(0, len(paths), MAPPED)]
    if len(parts) == 1:
        yield Page("sitemap.xml", _locations("urlset", "url", address, parts[0]))
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield Page("sitemap.xml", _locations("sitemapindex", "sitemap", address, names))
    for name, part in zip(names, parts, strict=True):
        yield Page(name, _locations("urlset", "url", address, part))


def _locations(root: str, item: str, address: str, paths: Sequence[str]) -> bytes:
    places = (urls.public(address, path) for path in paths)
    lines = "".join(f"<{item}><loc>{_text(place)}</loc></{item}>\n" for place in places)
    return f'{_DECLARED}<{root} xmlns="{_SITEMAPS}">\n{lines}</{root}>\n'.encode()


def _text(text: str) -> str:
    """`text` for XML: escaped, without the characters that XML forbids."""
    return str(escape(_FORBIDDEN.sub("", text)))
