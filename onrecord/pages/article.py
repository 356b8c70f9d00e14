"""The page of a source: its text with marks, who speaks beside it, what other sources say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from operator import attrgetter
from typing import NamedTuple

from markupsafe import Markup

from onrecord.dossier.gist import Gist
from onrecord.dossier.titles import Heading, heading, outlet
from onrecord.dossier.zones import Behind
from onrecord.model import Entity, Mention, Page, Record
from onrecord.pages import elsewhere, inline, marks, speech, twins, urls
from onrecord.pages.frame import Frame, count, day, escaped, safe
from onrecord.pages.indexes import Index, once, record_of
from onrecord.pages.later import Later
from onrecord.pages.stretches import to_be_asked
from onrecord.pages.value import Value

MOST_STROKES = 20
"""Tally strokes drawn for one speaker; beyond it the number alone says it."""
SHOWN_FIRST = 7
"""Names in a list of the panel before the rest folds."""

PIECES_KEPT = 4096
UP = urls.up(urls.source("x"))


class Voice(Value, frozen=True):
    """Somebody who speaks in this source, with the forms of the quotes in order."""

    name: str
    entity: Entity | None
    first: str
    """The first quote's id."""
    forms: list[str]


class Named(Value, frozen=True):
    """Somebody named in this source, and how often."""

    entity: Entity
    times: int
    kind: str
    """As the mentions have it."""


class Neighbour(Value, frozen=True):
    """Another source."""

    href: str
    heading: Heading
    outlet: str
    published: str


class Beside(Value, frozen=True):
    """The sources before and after one."""

    newer: Neighbour | None
    older: Neighbour | None


class Twin(NamedTuple):
    """A source with most of the same words; of the closest, what it has and this has not."""

    source: Neighbour
    percent: int
    differences: Sequence[twins.Difference] = ()
    more: int = 0
    compared: bool = False
    """Whether the two are laid side by side: not where only excerpts are shown."""


class Text(Value, frozen=True):
    """The text as the page shows it, and what stands beside it."""

    html: Markup
    titled: bool
    """The headline is in the text."""
    folds: list[str]
    """Ids of what folds away."""
    fold_label: str
    runs: list[speech.Run]
    notes: list[elsewhere.Note]
    """Those that the margin has room for."""
    more_notes: int


def pages(frame: Frame, index: Index) -> Iterator[Later]:
    """One page a source, the newest first."""
    others, closest, pieces = once(index, elsewhere.beside), twins.closest(index), _Pieces(frame, index.entity)

    def made_of(source: Gist) -> tuple[object, ...]:
        """All that its page shows."""
        near = [each and each.digests.named for each in _neighbours(index, index.place[source.id])]
        return index.printed[source.id], others[source.id], near, _texts(index, closest.get(source.id, ()))

    for number in to_be_asked(frame, index, "articles", made_of):
        source = index.sources[number]
        if frame.wants_at(number, urls.source(source.id), *made_of(source)):
            near = closest.get(source.id, ())
            yield Later(number, partial(_page, frame, index, source, pieces, _beside(index, number), near))


def _page(
    frame: Frame, index: Index, source: Gist, pieces: _Pieces, beside: Beside, near: Sequence[tuple[str, float]]
) -> Page:
    record = record_of(index, source)
    said_by = speech.speakers(record, index.entity, index.minimum)
    written = text(record, index, UP, said_by, elsewhere.elsewhere(index).notes(record))
    return frame.page(
        urls.source(source.id),
        "article.html",
        kind="article",
        section="articles",
        **_known(record),
        text=written,
        speakers=pieces.speakers(written.runs),
        panel=pieces.panel(record, said_by),
        notes=pieces.notes(written.notes),
        older=beside.older,
        newer=beside.newer,
        twins=alike(index, record, near),
    )


def _beside(index: Index, place: int) -> Beside:
    return Beside(*(neighbour(near) if near else None for near in _neighbours(index, place)))


def _neighbours(index: Index, place: int) -> tuple[Gist | None, Gist | None]:
    """The sources that are next in time to one: the newer, the older."""
    newer, older = index.sources[max(0, place - 1) : place], index.sources[place + 1 : place + 2]
    return newer[0] if newer else None, older[0] if older else None


def _texts(index: Index, near: Sequence[tuple[str, float]]) -> list[tuple[bytes, float]]:
    """All that a page can show of the sources that share its words."""
    return [(index.printed[other], shared) for other, shared in near]


class _Pieces:
    """What stands beside a text: pieces that each page has many of, set once (`pieces.html`) and then filled."""

    def __init__(self, frame: Frame, entities: Mapping[str, Entity]) -> None:
        self._frame, self._entities = frame, entities
        self._link, self._nobody = frame.shape("link", "href", "words"), frame.shape("nobody", "label")
        self._who = {
            (nested, unsure): frame.shape("who", "number", "by", "form", "quote", nested=nested, unsure=unsure)
            for nested in (False, True)
            for unsure in (False, True)
        }
        self._voice = frame.shape("voice", "link", "strokes", "times")
        self._named = frame.shape("named", "link", "times")
        slots = ("label", "first", "more", "rest")
        self._whole, self._folded = (frame.shape("list", *slots, folded=folded) for folded in (False, True))
        self._note = frame.shape("note", "number", "annotation", "lemma", "says")
        self._value_shape = frame.shape("value", "href", "words", "where")
        self._values = frame.shape("values", "values", "more", "href")
        self._same = frame.shape("same", "sources", "more")
        self._to, self._strokes = lru_cache(PIECES_KEPT)(self._set_to), lru_cache(PIECES_KEPT)(self._set_strokes)
        self._value, self._source = lru_cache(PIECES_KEPT)(self._set_value), lru_cache(PIECES_KEPT)(self._set_source)

    def _set_to(self, entity: str) -> str:
        """A link to somebody or something named."""
        known = self._entities[entity]
        return self._link.plain(UP + urls.entity(known), escaped(known.name))

    def _set_strokes(self, forms: tuple[str, ...]) -> str:
        return self._frame.shape("strokes", forms=forms).plain()

    def _set_value(self, other: elsewhere.Other) -> str:
        where = "elsewhere in this source" if other.here else other.outlet
        more = "many" if other.more >= elsewhere.MANY else str(other.more)
        return self._value_shape(UP + other.href, other.words, f"{where} and {more} more" if other.more else where)

    def _set_source(self, other: elsewhere.Other) -> str:
        return self._link(UP + other.href, other.outlet)

    def _says(self, note: elsewhere.Note) -> str:
        """What a note says of others."""
        many = note.more >= elsewhere.MANY
        if note.kind == "figure":
            more = "; many other values" if many else f"; {count(note.more, 'other value')}" if note.more else ""
            return self._values.plain(";".join(map(self._value, note.others)), more, UP + note.href)
        more = " and many more sources" if many else f" and {count(note.more, 'more source')}" if note.more else ""
        return self._same.plain(", ".join(map(self._source, note.others)), more)

    def speakers(self, runs: Sequence[speech.Run]) -> Markup:
        """Who speaks, beside the words."""
        lines = []
        for run in runs:
            if run.number:
                who, nested, form = run.speaker, run.quoted_by != "", run.form
                by = self._to(who.entity.id) if who.entity else self._nobody.plain(escaped(who.label))
                shape = self._who[nested, run.unsure]
                lines.append(shape.plain(str(run.number), by, escaped(form) if nested else form, run.quotes[0].id))
        return safe("\n".join(lines))

    def notes(self, notes: Sequence[elsewhere.Note]) -> Markup:
        """What other sources say."""
        lines = [
            self._note.plain(str(number), note.annotation, escaped(note.lemma), self._says(note))
            for number, note in enumerate(notes, 1)
        ]
        return safe("\n".join(lines))

    def panel(self, record: Record, said_by: Mapping[str, speech.Speaker]) -> Markup:
        """Who is in a source."""
        speaking, everybody = voices(record, said_by), named(record, self._entities)
        heard = {voice.entity.id for voice in speaking if voice.entity}
        people = [entry for entry in everybody if entry.kind == "person" and entry.entity.id not in heard]
        bodies = [entry for entry in everybody if entry.kind in ("agency", "organization")]
        lists = (
            ("Who speaks", [self._speaking(voice) for voice in speaking]),
            ("Agencies and organizations named", [self._counted(entry) for entry in bodies]),
            ("Also named" if speaking else "People named", [self._counted(entry) for entry in people]),
        )
        return safe("\n".join([self._list(label, entries) for label, entries in lists if entries]))

    def _speaking(self, voice: Voice) -> str:
        entity, forms = voice.entity, voice.forms
        link = self._to(entity.id) if entity else self._link.plain(f"#{voice.first}", escaped(voice.name))
        return self._voice.plain(
            link, self._strokes(tuple(forms)) if len(forms) <= MOST_STROKES else "", str(len(forms))
        )

    def _counted(self, entry: Named) -> str:
        return self._named.plain(self._to(entry.entity.id), str(entry.times))

    def _list(self, label: str, entries: Sequence[str]) -> str:
        more = len(entries) - SHOWN_FIRST
        shape = self._folded if more > 0 else self._whole
        return shape.plain(label, "\n".join(entries[:SHOWN_FIRST]), str(more), "\n".join(entries[SHOWN_FIRST:]))


def _known(record: Record) -> dict[str, object]:
    """What the page tells about the source itself."""
    return {
        "record": record,
        "source": record.source,
        "metadata": record.source.metadata,
        "heading": heading(record.source),
        "outlet": outlet(record.source),
        "cite": cite(record),
        "citation": citation(record),
        "controls": inline.has_controls(record.source.text),
        "layers": layers(record),
        "found_in_text": [field for field, origin in record.source.metadata_from if origin == "text"],
    }


def text(
    record: Record, index: Index, up: str, said_by: Mapping[str, speech.Speaker], notes: list[elsewhere.Note]
) -> Text:
    """The text of a source as HTML, with the margins that belong to it."""
    source, zones = record.source, marks.zones_of_blocks(record.source)
    runs = speech.runs(record, said_by)
    late = {run.block for run in runs if not run.number}
    notes = [note for note in notes if note.apart]
    shown = notes[: elsewhere.room(record)]
    noted = {note.annotation: number for number, note in enumerate(shown, 1)}
    woven = inline.join(
        source.text,
        (
            *marks.of_blocks(source, zones, speech.by_block(record, said_by), late),
            *marks.of_zones(source, zones),
            *marks.of_quotes(record, said_by, runs, noted),
            *marks.of_names(record, index.entity, up),
            *marks.of_figures(record, noted),
        ),
    )
    folds = [f"fold-{number}" for number, _ in enumerate(marks.folds(zones), 1)]
    label = marks.fold_label(zones) if folds else ""
    return Text(woven, marks.title_block(zones) is not None, folds, label, runs, shown, len(notes) - len(shown))


def layers(record: Record) -> list[str]:
    """The kinds of marks that this source has, in the order of the key."""
    kinds = {mention.kind for mention in record.mentions}
    figures = {figure.kind for figure in record.figures}
    present = {
        "people": "person" in kinds,
        "agencies": not kinds.isdisjoint(("agency", "organization")),
        "figures": len(figures) > ("date" in figures),
        "dates": "date" in figures,
        "quotes": bool(record.quotes),
    }
    return [layer for layer, there in present.items() if there]


def cite(record: Record) -> str:
    """Where a quote is from: "The Ellery Courier, March 4, 2026"; the title in full where no outlet is known."""
    metadata = record.source.metadata
    parts = metadata.outlet or heading(record.source).text, day(metadata.published)
    return ", ".join(part for part in parts if part)


def citation(record: Record) -> list[tuple[str, str]]:
    """What a reference manager reads, as (name, content) of meta elements; the names are Google Scholar's."""
    metadata = record.source.metadata
    tags = (
        ("citation_title", heading(record.source).text),
        ("citation_author", metadata.author),
        ("citation_publisher", metadata.outlet),
        ("citation_publication_date", (metadata.published or "").replace("-", "/")),
        ("citation_language", metadata.language),
        ("citation_public_url", urls.foreign(metadata.url)),
    )
    return [(name, content) for name, content in tags if content]


def voices(record: Record, said_by: Mapping[str, speech.Speaker]) -> list[Voice]:
    """Who speaks in the article proper, who says most first."""
    found: dict[str, Voice] = {}
    for quote in Behind(record).before(record.quotes, speech.start):
        who = said_by[quote.id]
        if who.known:
            if who.label not in found:
                found[who.label] = Voice(who.label, who.entity, quote.id, [])
            found[who.label].forms.append(quote.form)
    return sorted(found.values(), key=lambda voice: -len(voice.forms))


def named(record: Record, entities: Mapping[str, Entity]) -> list[Named]:
    """Who is named in the article proper, the most often named first."""
    mentions = Behind(record).before(record.mentions, _start)
    found = []
    for (identity, kind), times in Counter([(m.entity, m.kind) for m in mentions if m.form == "name"]).most_common():
        entity = entities.get(identity)
        if entity is not None:
            found.append(Named(entity, times, kind))
    return found


_start: Callable[[Mention], int] = attrgetter("start")


def neighbour(source: Gist) -> Neighbour:
    """A link to another source."""
    return Neighbour(urls.source(source.id), source.title, source.metadata.outlet or "", source.published)


def alike(index: Index, record: Record, others: Sequence[tuple[str, float]]) -> list[Twin]:
    """The sources that share most of a source's words, as `twins.closest` has them; the first word by word."""
    found = [Twin(neighbour(index.source[other]), round(shared * 100)) for other, shared in others]
    if found and not (record.excerpt or index.source[others[0][0]].excerpt):
        apart = twins.differences(record, index.shelf[others[0][0]].record)
        more = max(0, len(apart) - twins.SHOWN)
        found[0] = found[0]._replace(differences=apart[: twins.SHOWN], more=more, compared=True)
    return found
