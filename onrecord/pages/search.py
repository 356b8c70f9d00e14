"""The search page, and the documents that the search engine reads: one a source, with a place for each hit to lead to.

A document is not a page of the site: it holds the article's words alone, with the places of quotes and figures as
elements whose `id` is the mark's, `=`, and what a hit there is told as. The engine hands on at which word each of
them stands, so a hit can be told to lie in a quote or beside a number. It searches every other field that it hands on,
so nothing else of ours goes that way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from html import escape
from operator import itemgetter
from urllib.parse import quote as as_address

from onrecord.model import ZONES_BEHIND, Dossier, Entity, Figure, Page, Quote, Record
from onrecord.pages import urls
from onrecord.pages.elsewhere import lemma
from onrecord.pages.frame import POLICY, Frame, day
from onrecord.pages.indexes import Index
from onrecord.pages.inline import CONTROLS, REPLACEMENT
from onrecord.pages.speech import Speaker, speaker
from onrecord.patterns import regex

PATH = "search.html"
SEARCH_POLICY = POLICY.replace("script-src 'self'", "script-src 'self' blob: 'wasm-unsafe-eval'")
"""The engine is compiled WebAssembly, started from a blob."""
WORDS_KEPT = 8192
_TRANSCRIPT = 3
"""Labelled turns from which on a source is called a transcript."""
_END = "-end"
_SPACE = regex(r"\s")
_SPECIAL = regex("[&<>\"']")
_UNFOUND = regex(r'["%\\]')


def pages(frame: Frame, look_ups: Index) -> Iterator[Page]:
    """The search page, where there is something to be found."""
    if look_ups.sources:
        yield frame.page(PATH, "search.html", kind="search", section="search", search_policy=SEARCH_POLICY)


def documents(dossier: Dossier) -> Iterator[Page]:
    """What the engine indexes: one HTML document a source, at the address of its page."""
    entities = {entity.id: entity for entity in dossier.entities}
    agencies = (entity for entity in dossier.entities if entity.kind == "agency")
    offices = frozenset(_plain(name) for entity in agencies for name in (entity.name, *entity.aliases))
    return (_document(record, entities, offices) for record in dossier.records)


def _plain(name: str) -> str:
    return name.casefold().removeprefix("the ")


def _document(record: Record, entities: Mapping[str, Entity], offices: frozenset[str]) -> Page:
    source = record.source
    metadata = source.metadata
    title = metadata.title or " ".join(source.text.split()[:10]) + " …"
    head = "".join(_filters(record, entities, offices))
    html = (
        f'<!doctype html><html lang="{escape(metadata.language or "en")}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title>{head}</head><body data-pagefind-body>"
        f'<p data-pagefind-meta="title" data-pagefind-weight="3">{escape(title)}</p>'
        f"<div>{_anchor('', day(metadata.published or ''))}{_body(record, entities)}</div></body></html>"
    )
    return Page(urls.source(source.id), CONTROLS.sub(REPLACEMENT, html).encode("utf-8", "replace"))


def _tag(what: str, name: str, value: str) -> str:
    """A facet or a key to sort by; the engine finds no value with a quotation mark or a backslash: `_UNFOUND`."""
    return f'<meta data-pagefind-{what}="{name}[content]" content="{_findable(value)}">'


@lru_cache(WORDS_KEPT)
def _findable(value: str) -> str:
    return escape(_UNFOUND.sub(lambda found: as_address(found[0]), " ".join(value.split())))


def _filters(record: Record, entities: Mapping[str, Entity], offices: frozenset[str]) -> Iterator[str]:
    metadata = record.source.metadata
    speakers = {quote.speaker or quote.speaker_for for quote in record.quotes} - {None}
    named = {mention.entity for mention in record.mentions}
    yield from (_tag("filter", "speaker", name) for name in _names(speakers, entities))
    agencies = (name for name in named if (entity := entities.get(name)) and entity.kind == "agency")
    yield from (_tag("filter", "agency", name) for name in _names(agencies, entities))
    if metadata.outlet:
        yield _tag("filter", "outlet", metadata.outlet)
    if metadata.published:
        yield _tag("filter", "year", metadata.published[:4])
    yield _tag("filter", "kind", kind_of(record, offices))
    yield _tag("sort", "date", metadata.published or "0000")


def _names(ids: Iterable[str | None], entities: Mapping[str, Entity]) -> list[str]:
    return sorted({entities[name].name for name in ids if name and name in entities})


def _places(record: Record, entities: Mapping[str, Entity]) -> dict[str, str]:
    """What a hit at a mark is told as: whose words it stands in, or the figure that it stands beside."""
    told = {quote.id: _said(quote, speaker(record, quote, entities)) for quote in record.quotes}
    told.update({figure.id: f"Beside a figure: {lemma(record, figure)}" for figure in _figures(record)})
    return told


def _said(quote: Quote, by: Speaker) -> str:
    if not by.known:
        return "In a quote, not attributed"
    return f"In a paraphrase of {by.who}" if quote.form == "indirect" else f"In a quote by {by.who}"


def _figures(record: Record) -> list[Figure]:
    return [figure for figure in record.figures if figure.kind != "date"]


def kind_of(record: Record, offices: Collection[str]) -> str:
    """`transcript` for labelled turns, `statement` where the outlet is one of `offices`, else `story`.

    `offices`: the names of the dossier's agencies in small letters, without an article.
    """
    if sum(quote.speaker_ref == "label" for quote in record.quotes) >= _TRANSCRIPT:
        return "transcript"
    return "statement" if _plain(record.source.metadata.outlet or "") in offices else "story"


def _anchor(mark: str, told: str) -> str:
    """A place; the engine takes blanks out of an `id`, so the words are written as in an address."""
    return f'<b id="{mark}={_addressed(told)}"></b>'


def _body(record: Record, entities: Mapping[str, Entity]) -> str:
    """The article's words with the places of quotes and figures; what is not article is left out.

    Places stand at white space: the engine takes an element inside a word for its end.
    """
    text = record.source.text
    cuts: list[tuple[int, str]] = []
    told = _places(record, entities)
    for quote in record.quotes:
        cuts.append((_word_start(text, quote.spans[0].start), _anchor(quote.id, told[quote.id])))
        cuts.append((_word_end(text, quote.spans[-1].end), _anchor(quote.id + _END, "")))
    cuts += [(_word_start(text, figure.start), _anchor(figure.id, told[figure.id])) for figure in _figures(record)]
    cuts += [(zone.start, "<i data-pagefind-ignore>") for zone in record.source.zones if zone.kind in ZONES_BEHIND]
    cuts += [(zone.end, "</i>") for zone in record.source.zones if zone.kind in ZONES_BEHIND]
    pieces, at, special = [], 0, _SPECIAL.search(text) is not None
    for offset, tag in sorted(cuts, key=itemgetter(0)):
        pieces += [escape(text[at:offset]) if special else text[at:offset], tag]
        at = offset
    return "".join((*pieces, escape(text[at:])))


@lru_cache(WORDS_KEPT)
def _addressed(told: str) -> str:
    return as_address(told)


def _word_start(text: str, offset: int) -> int:
    """Where the word around `offset` begins; at most 64 characters back, however long a word a source may have."""
    first = max(0, offset - 64)
    before = text[first:offset]
    return offset if not before or before[-1].isspace() else offset - len(before.rsplit(None, 1)[-1])


def _word_end(text: str, offset: int) -> int:
    space = _SPACE.search(text, offset)
    return space.start() if space else len(text)
