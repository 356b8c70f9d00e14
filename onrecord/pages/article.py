"""The page of a source: its text with marks, who speaks beside it, what other sources say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from onrecord.model import Entity, Page, Record
from onrecord.pages import elsewhere, inline, marks, speech, twins, urls
from onrecord.pages.frame import Frame, day
from onrecord.pages.indexes import Behind, Index
from onrecord.pages.words import Heading, heading, outlet

MOST_STROKES = 20
"""Tally strokes drawn for one speaker; beyond it the number alone says it."""
SHOWN_FIRST = 7
"""Names in a list of the panel before the rest folds."""

NOTES_KEPT = 4096


class Voice(NamedTuple):
    """Somebody who speaks in this source, with the forms of the quotes in order."""

    name: str
    href: str
    """From the site's root, or "#q-…" for somebody without a page."""
    forms: list[str]


class Named(NamedTuple):
    """Somebody named in this source, and how often."""

    name: str
    href: str
    times: int


class Neighbour(NamedTuple):
    """Another source."""

    href: str
    heading: Heading
    outlet: str
    published: str


class Twin(NamedTuple):
    """A source with most of the same words; of the closest, what it has and this has not."""

    source: Neighbour
    percent: int
    differences: Sequence[twins.Difference] = ()
    more: int = 0
    compared: bool = False
    """Whether the two are laid side by side: not where only excerpts are shown."""


class Text(NamedTuple):
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


def pages(frame: Frame, index: Index) -> Iterator[Page]:
    """One page a source, the newest first."""
    others, closest, says = elsewhere.Elsewhere(index), twins.closest(index), _sayings(frame)
    for number, record in enumerate(index.records):
        path = urls.source(record.source.id)
        if not frame.wants(path):
            continue
        older = index.records[number + 1] if number + 1 < len(index.records) else None
        newer = index.records[number - 1] if number else None
        yield frame.page(
            path,
            "article.html",
            kind="article",
            section="articles",
            **_known(record),
            **_panel(record, index.entity),
            text=text(record, index, urls.up(path), others.notes(record)),
            says=says,
            older=older and neighbour(older),
            newer=newer and neighbour(newer),
            twins=alike(record, closest.get(record.source.id, ())),
        )


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


def _panel(record: Record, entities: Mapping[str, Entity]) -> dict[str, object]:
    """Who is in this source."""
    speaking = voices(record, entities)
    return {
        "voices": speaking,
        "agencies": named(record, entities, ("agency", "organization")),
        "people": _others(named(record, entities, ("person",)), speaking),
        "shown_first": SHOWN_FIRST,
        "most_strokes": MOST_STROKES,
    }


def _sayings(frame: Frame) -> Callable[..., Markup]:
    """Sets what a note says of others: many sources have the same to note, so what was set lately is kept."""

    @lru_cache(NOTES_KEPT)
    def says(kind: str, others: tuple[elsewhere.Other, ...], more: int, href: str) -> Markup:
        return frame.piece("note.html", up=urls.up(urls.source("x")), kind=kind, others=others, more=more, href=href)

    return says


def text(record: Record, index: Index, up: str, notes: list[elsewhere.Note]) -> Text:
    """The text of a source as HTML, with the margins that belong to it."""
    source, zones = record.source, marks.zones_of_blocks(record.source)
    said_by = speech.speakers(record, index.entity, index.minimum)
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
    present = {
        "people": "person" in kinds,
        "agencies": not kinds.isdisjoint(("agency", "organization")),
        "figures": any(figure.kind != "date" for figure in record.figures),
        "dates": any(figure.kind == "date" for figure in record.figures),
        "quotes": bool(record.quotes),
    }
    return [layer for layer, there in present.items() if there]


def cite(record: Record) -> str:
    """Where a quote is from: "The Ellery Courier, March 4, 2026"."""
    published = day(record.source.metadata.published)
    return ", ".join(part for part in (outlet(record.source), published) if part)


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


def voices(record: Record, entities: Mapping[str, Entity]) -> list[Voice]:
    """Who speaks in the article proper, who says most first."""
    behind = Behind(record)
    found: dict[str, Voice] = {}
    for quote in record.quotes:
        who = speech.speaker(record, quote, entities)
        if who.known and quote.spans[0].start not in behind:
            href = urls.entity(who.entity) if who.entity else f"#{quote.id}"
            found.setdefault(who.label, Voice(who.label, href, [])).forms.append(quote.form)
    return sorted(found.values(), key=lambda voice: -len(voice.forms))


def named(record: Record, entities: Mapping[str, Entity], kinds: tuple[str, ...]) -> list[Named]:
    """Who of these kinds is named in the article proper, the most often named first."""
    behind = Behind(record)
    counted = Counter(
        mention.entity
        for mention in record.mentions
        if mention.form == "name" and mention.kind in kinds and mention.start not in behind
    )
    known = ((entities[identity], times) for identity, times in counted.items() if identity in entities)
    found = [Named(entity.name, urls.entity(entity), times) for entity, times in known]
    return sorted(found, key=lambda entry: -entry.times)


def _others(people: list[Named], speaking: list[Voice]) -> list[Named]:
    """Those who do not speak."""
    heard = {voice.href for voice in speaking}
    return [person for person in people if person.href not in heard]


def neighbour(record: Record) -> Neighbour:
    """A link to another source."""
    source = record.source
    return Neighbour(
        urls.source(source.id), heading(source), source.metadata.outlet or "", source.metadata.published or ""
    )


def alike(record: Record, others: Sequence[tuple[Record, float]]) -> list[Twin]:
    """The sources that share most of a source's words, as `twins.closest` has them; the first word by word."""
    found = [Twin(neighbour(other), round(shared * 100)) for other, shared in others]
    if found and not (record.excerpt or others[0][0].excerpt):
        apart = twins.differences(record, others[0][0])
        more = max(0, len(apart) - twins.SHOWN)
        found[0] = found[0]._replace(differences=apart[: twins.SHOWN], more=more, compared=True)
    return found
