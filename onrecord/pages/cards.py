"""What the cards of a source's marks say: one script a source, loaded when the first card opens.

A script and not JSON, because a page opened from disk may load scripts but fetch nothing. It calls `onrecordCards` with
what depends on the source, and on the names and addresses of whom it refers to, alone:

- `rules`: why something is marked, in words;
- `entities`: whom the source refers to: `kind, name, href, role, line, said, form` (of what is said), `who`;
- `marks`: by mention and quote `[entity, rule, sure]` and by figure `[giver, rule, sure, kind, name]`, and where others
  give other numbers `values, href` too: the first two are places in those lists, -1 for nobody.

What counts over all sources stands in scripts of its own, `data/who/<who>.js`, each for a part of the entities, which
call `onrecordWho` with a sentence by entity: one more quote by somebody changes one of them, and not the cards of every
source that names them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from zlib import crc32

import msgspec
from msgspec import Struct

from onrecord.dossier.gist import Gist
from onrecord.dossier.zones import Behind
from onrecord.model import Entity, Figure, Page, Quote, Record
from onrecord.pages import elsewhere, urls
from onrecord.pages.elsewhere import Note, Other
from onrecord.pages.frame import Frame, count
from onrecord.pages.indexes import Index, ground, once, record_of
from onrecord.pages.later import Later
from onrecord.pages.speech import start
from onrecord.pages.stretches import to_be_asked
from onrecord.pages.surroundings import sum_up
from onrecord.pages.words import figure_words, qualifier, times

LONGEST_QUOTE = 160
"""Characters of the quote shown on a card."""
PARTS_KEPT = 8192
FEW, SOME = 64, 1024
"""Entities up to which one script tells of all of them, or one of sixteen of each; beyond, one of 256."""


class _Entity(Struct, frozen=True, omit_defaults=True, gc=False):
    id: str
    kind: str
    name: str
    href: str
    who: str
    """Which script tells of it over all sources."""
    line: str
    role: str = ""
    said: str = ""
    form: str = ""


class _Mark(Struct, frozen=True, array_like=True, gc=False):
    entity: int
    rule: int
    sure: float


class _Figure(Struct, frozen=True, array_like=True, gc=False):
    giver: int
    rule: int
    sure: float
    kind: str
    name: str


class _Disputed(Struct, frozen=True, array_like=True):
    giver: int
    rule: int
    sure: float
    kind: str
    name: str
    values: list[tuple[str, str]]
    href: str


class _Cards(Struct, frozen=True):
    rules: list[str]
    entities: list[_Entity]
    marks: dict[str, _Mark | _Figure | _Disputed]


_ENCODER = msgspec.json.Encoder()


def pages(frame: Frame, index: Index) -> Iterator[Page | Later]:
    """One script a source, the newest first, and those that tell of entities over all sources."""
    others = once(index, elsewhere.beside)
    known = [entity for entity in index.dossier.entities if entity.kind != "place"]
    digits = (len(known) > FEW) + (len(known) > SOME)

    def made_of(source: Gist) -> tuple[object, ...]:
        """All that its script shows."""
        return index.printed[source.id], index.around[source.id], others[source.id], digits

    for place in to_be_asked(frame, index, "cards", made_of):
        source = index.sources[place]
        roles = _roles(source, index.entity)
        inputs = index.printed[source.id], roles, others[source.id], digits
        if frame.wants_at(place, urls.cards(source.id), *inputs):
            yield Later(place, partial(_page, index, source, roles, digits))
    if frame.stays("who", ground(index, "counts")):
        return
    sum_up(index, frame.recall)
    for name, entities in _parts(known, digits).items():
        told = {entity.id: everywhere(index, entity.id) for entity in entities}
        if frame.wants(urls.who(name), told):
            yield Page(urls.who(name), b"onrecordWho(" + _ENCODER.encode(told) + b");\n")


def _page(index: Index, source: Gist, roles: Mapping[str, str], digits: int) -> Page:
    record = record_of(index, source)
    cards = _cards(index, record, roles, elsewhere.elsewhere(index).notes(record), digits)
    return Page(urls.cards(source.id), b"onrecordCards(" + _ENCODER.encode(cards) + b");\n")


# ---------------------------------------------------------------- over all sources


@lru_cache(PARTS_KEPT)
def part(identity: str, digits: int) -> str:
    """The script that tells of an entity."""
    return f"{crc32(identity.encode()) & 255:02x}"[:digits] or "all"


def _parts(entities: Sequence[Entity], digits: int) -> dict[str, list[Entity]]:
    found: dict[str, list[Entity]] = {}
    for entity in entities:
        found.setdefault(part(entity.id, digits), []).append(entity)
    return dict(sorted(found.items()))


def everywhere(index: Index, entity: str) -> str:
    """How often all sources quote an entity, in one short sentence."""
    total = index.total[entity]
    if total.said.total:
        return f"In all: quoted {times(total.said.total)} in {count(total.quoting, 'source')}."
    return f"In all: named in {count(total.naming, 'source')}, never quoted."


# ---------------------------------------------------------------- in one source


def _roles(source: Gist, entities: Mapping[str, Entity]) -> dict[str, str]:
    """By entity that a source refers to: what it is there, else what it is elsewhere."""
    own = {share.entity: share.roles[0] for share in source.shares if share.roles}
    found = {}
    for name in source.referred:
        entity = entities.get(name)
        if entity is not None:
            found[name] = own.get(name) or (entity.roles[0] if entity.roles else "")
    return found


def _cards(index: Index, record: Record, roles: Mapping[str, str], notes: Sequence[Note], digits: int) -> _Cards:
    rules: dict[str, int] = {}
    """By what they say: their places, in the order in which they are met."""
    places = {name: place for place, name in enumerate(roles)}
    marks: dict[str, _Mark | _Figure | _Disputed] = {}
    for mention in record.mentions:
        if mention.kind != "place":
            rule = rules.setdefault(mention.why, len(rules))
            marks[mention.id] = _Mark(places.get(mention.entity, -1), rule, mention.confidence)
    for quote in record.quotes:
        speaker = places.get(quote.speaker or "", -1)
        if speaker < 0:
            speaker = places.get(quote.speaker_for or "", -1)
        marks[quote.id] = _Mark(speaker, rules.setdefault(quote.why, len(rules)), quote.confidence)
    noted = {note.annotation: note for note in notes}
    for figure in record.figures:
        giver, rule = places.get(figure.said_by or "", -1), rules.setdefault(figure.why, len(rules))
        marks[figure.id] = _figure(record, figure, giver, rule, noted.get(figure.id))
    return _Cards(list(rules), _entities(index, record, roles, digits), marks)


def _entities(index: Index, record: Record, roles: Mapping[str, str], digits: int) -> list[_Entity]:
    """Whom the source refers to."""
    named = Counter([mention.entity for mention in record.mentions if mention.kind != "place"])
    heard = _heard(record)
    found = []
    for name, role in roles.items():
        entity, here = index.entity[name], heard.get(name, ())
        shown = next((quote for quote in here if quote.form == "direct"), here[0]) if here else None
        found.append(
            _Entity(
                name,
                entity.kind,
                entity.name,
                urls.entity(entity),
                part(name, digits),
                f"Quoted {times(len(here))} here." if here else f"Named {times(named[name])} here, not quoted.",
                role,
                _words(record, shown) if shown else "",
                shown.form if shown else "",
            )
        )
    return found


def _heard(record: Record) -> dict[str, list[Quote]]:
    """What each entity says in the article proper; what an unnamed spokesperson says for it included."""
    heard: defaultdict[str, list[Quote]] = defaultdict(list)
    for quote in Behind(record).before(record.quotes, start):
        if quote.speaker:
            heard[quote.speaker].append(quote)
        if quote.speaker_for and quote.speaker_for != quote.speaker:
            heard[quote.speaker_for].append(quote)
    return heard


def _words(record: Record, quote: Quote) -> str:
    """The first words of a quote."""
    words = " ".join(record.source.text[quote.spans[0].start : quote.spans[0].end].split())
    return words if len(words) <= LONGEST_QUOTE else words[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"


def _figure(record: Record, figure: Figure, giver: int, rule: int, note: Note | None) -> _Figure | _Disputed:
    words = figure_words(record.source, figure)
    name = f"{qualifier(words, figure)} {elsewhere.with_thing(words, figure)}".strip()
    if note is None:
        return _Figure(giver, rule, figure.confidence, figure.kind, name)
    values = [(words, "here"), *((other.words, _places(other)) for other in note.others)]
    return _Disputed(giver, rule, figure.confidence, figure.kind, name, values, note.href)


def _places(other: Other) -> str:
    """Where else a number is given."""
    where = "elsewhere in this text" if other.here else other.outlet
    more = "many" if other.more >= elsewhere.MANY else other.more
    return f"{where} and {more} more" if other.more else where
