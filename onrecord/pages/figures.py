"""The ledger of figures: what is counted more than once, all figures by kind, and a page for each thing counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.model import Entity, Figure, FigureKind, Page, Source, Topic
from onrecord.pages import urls
from onrecord.pages.entries import place
from onrecord.pages.excerpt import Line, line, near
from onrecord.pages.facets import FACETS_FROM, Facet, facet, of_sources, offered, who
from onrecord.pages.frame import Frame
from onrecord.pages.indexes import Given, Index
from onrecord.pages.parts import around, letter, links, split, whole
from onrecord.pages.plot import Scale, Strip, plot, scale, strip
from onrecord.pages.spread import Point, Spread, all_given, apart, extent, label, spread, told
from onrecord.pages.words import KINDS, calendar, capital, figure_words, outlet, qualifier

THINGS = 30
"""Things counted more than once that the ledger shows; the rest is in a list from A to Z."""
WITNESSES = 6
"""Numbers of one thing that the ledger tells, the lowest and the highest."""
NARROWED_FROM = 20
"""A shorter table is read faster than it is narrowed."""
CITED = 200
"""Numbers of one topic that its page shows, the lowest; all are in the tables of their kind."""


class FigureRow(NamedTuple):
    """A figure in a table."""

    href: str
    source: Source
    outlet: str
    published: str
    qualifier: str
    words: str
    sort: str
    """What the table sorts by: a number in digits, an ISO date, "" when neither is known."""
    calendar: str
    """A date in words."""
    unit: str
    of: str
    speaker: Entity | None
    topic_href: str
    figure: Figure

    @property
    def kind(self) -> FigureKind:
        """What kind of figure it is."""
        return self.figure.kind

    @property
    def line(self) -> Line:
        """The figure with a few words on either side; found when a template asks."""
        return near(line(self.source.text, self.figure))


class Giver(NamedTuple):
    """Who gives a number; without a speaker the sources give it themselves."""

    speaker: Entity | None
    places: dict[str, str]
    """Each outlet once, with the address of its first place."""

    @property
    def names(self) -> list[str]:
        """The speaker, or the outlets."""
        return [self.speaker.name] if self.speaker else list(self.places)


class Witness(NamedTuple):
    """A number with everybody who gives it."""

    label: str
    low: float
    high: float
    givers: Sequence[Giver]

    @property
    def names(self) -> list[str]:
        """Everybody who gives it."""
        return [name for giver in self.givers for name in giver.names]


class TopicRow(NamedTuple):
    """One thing counted, in a list."""

    name: str
    href: str
    spread: Spread
    strip: Strip | None
    apart: str
    witnesses: Sequence[Witness]
    more: int
    """Numbers left out because there are too many."""


class Table(NamedTuple):
    """All figures of one kind, or a part of them."""

    kind: FigureKind
    title: str
    units: bool
    """Whether a column for units tells anything."""
    rows: Sequence[FigureRow]


def figure_row(index: Index, given: Given) -> FigureRow:
    """One figure, ready for a table."""
    source, figure = given.record.source, given.figure
    topic = index.topic.get((source.id, figure.id))
    return FigureRow(
        place(source, figure.id),
        source,
        outlet(source),
        source.metadata.published or "",
        qualifier(source, figure),
        figure_words(source, figure),
        sort_key(figure),
        calendar(figure.value) if figure.kind == "date" and isinstance(figure.value, str) else "",
        figure.unit or "",
        figure.of or "",
        index.entity.get(figure.said_by or ""),
        urls.topic(topic.id) if topic else "",
        figure,
    )


def sort_key(figure: Figure) -> str:
    """A figure's lowest number in digits; a date as it is; "" when neither is known."""
    if figure.kind == "date":
        return figure.value if isinstance(figure.value, str) else ""
    reach = extent(figure)
    return f"{reach[0]:.12g}" if reach else ""


def spreads(index: Index) -> list[Spread]:
    """All topics, those where the sources differ first: by how many sources, then by how far they lie apart.

    Small counts of a bare noun come last among them: "two agencies" and "three agencies" are seldom the same ones.
    """
    found = [made for made in (spread(index, topic) for topic in index.dossier.topics) if made]
    return sorted(found, key=lambda s: (not s.parts, s.trifling, -s.sources, -min(s.ratio, 1e9), s.topic.name))


def pages(frame: Frame, look_ups: Index) -> Iterator[Page]:
    """The ledger in one page or in parts, and a page for every topic."""
    if look_ups.figures:
        yield from _ledger(frame, look_ups)
    for topic in look_ups.dossier.topics:
        if frame.wants(urls.topic(topic.id)):
            yield _topic(frame, look_ups, topic)


def topic_row(index: Index, spread: Spread, ticks: Scale) -> TopicRow:
    """A topic in a list; `ticks` is the scale that its table shares."""
    found = witnesses(index, spread)
    shown = found if len(found) <= WITNESSES else [*found[: WITNESSES - 1], max(found, key=lambda one: one.high)]
    return TopicRow(
        capital(spread.topic.name),
        urls.topic(spread.topic.id),
        spread,
        strip(spread, ticks),
        apart(spread),
        shown,
        len(found) - len(shown),
    )


def witnesses(index: Index, spread: Spread) -> list[Witness]:
    """The numbers of a topic, the lowest first, each with everybody who gives it; "9" and "nine" are one."""
    found: dict[tuple[object, ...], tuple[Point, dict[str | None, Giver]]] = {}
    for point in spread.points:
        figure = point.given.figure
        source = point.given.record.source
        same = (point.low, point.high, (figure.qualifier or "").lower())
        _, givers = found.setdefault(same, (point, {}))
        giver = givers.setdefault(figure.said_by, Giver(index.entity.get(figure.said_by or ""), {}))
        giver.places.setdefault(outlet(source), place(source, figure.id))
    return [Witness(label(point), point.low, point.high, list(givers.values())) for point, givers in found.values()]


def outermost(witnesses: Sequence[Witness], most: int) -> list[Witness]:
    """At most `most` different numbers, the lowest and the highest among them; qualifiers do not tell numbers apart."""
    merged: dict[tuple[float, float], Witness] = {}
    for one in witnesses:
        held = merged.get((one.low, one.high))
        words = min((held.label, one.label), key=len) if held else one.label
        givers = [*held.givers, *one.givers] if held else one.givers
        merged[one.low, one.high] = one._replace(label=words, givers=givers)
    found = list(merged.values())
    return found if len(found) <= most else [*found[: most - 1], max(found, key=lambda one: one.high)]


def _ledger(frame: Frame, index: Index) -> Iterator[Page]:
    found = spreads(index)
    differing = [s for s in found if s.parts]
    fitting, agreeing = ([s for s in found if not s.parts and s.differs is differs] for differs in (True, False))
    ticks = scale(differing[:THINGS])
    by_kind = _by_kind(index)
    one_page = whole(len(index.figures), len(index.records))
    long = max(len(differing), len(fitting), len(agreeing)) > THINGS
    if frame.wants("figures/index.html"):
        dates = len(by_kind.get("date", ()))
        first = min(found, key=lambda spread: spread.topic.name.casefold()) if long else None
        yield frame.page(
            "figures/index.html",
            "figures.html",
            kind="figures",
            section="figures",
            numbers=len(index.figures) - dates,
            dates=dates,
            sources=len({given.record.source.id for given in index.figures}),
            scale=ticks,
            parting=len(differing),
            differing=[topic_row(index, s, ticks) for s in differing[:THINGS]],
            fitting=[topic_row(index, s, ticks) for s in fitting[:THINGS]],
            agreeing=[topic_row(index, s, ticks) for s in agreeing[:THINGS]],
            things=f"figures/things/{letter(first.topic.name).lower()}.html" if first else "",
            tables=[_table(index, kind, held) for kind, held in by_kind.items()] if one_page else (),
            facets=_facets(index, index.figures) if one_page else None,
            links=() if one_page else [(KINDS[k], f"figures/kinds/{k}.html", len(held)) for k, held in by_kind.items()],
        )
    if not one_page:
        for kind, held in by_kind.items():
            yield from _kind(frame, index, kind, held)
    if long:
        yield from _things(frame, found)


def _by_kind(index: Index) -> dict[FigureKind, list[Given]]:
    by_kind: dict[FigureKind, list[Given]] = {kind: [] for kind in KINDS}
    for given in index.figures:
        by_kind[given.figure.kind].append(given)
    return {kind: held for kind, held in by_kind.items() if held}


def _table(index: Index, kind: FigureKind, held: Sequence[Given]) -> Table:
    units = len({given.figure.unit for given in held}) > 1
    return Table(kind, KINDS[kind], units, [figure_row(index, given) for given in held])


def _facets(index: Index, held: Sequence[Given]) -> list[Facet] | None:
    """By kind, by who gives it, by source, as far as the figures differ in them; None where few are read at once."""
    if len(held) < NARROWED_FROM or len(index.records) < FACETS_FROM:
        return None
    kinds = facet("kind", "Kind", ((given.figure.kind, KINDS[given.figure.kind]) for given in held))
    givers = (index.entity.get(given.figure.said_by or "") for given in held)
    sources = of_sources([given.record.source for given in held])
    return offered((kinds, who(givers, "Said by", "the source itself"), *sources))


def _kind(frame: Frame, index: Index, kind: FigureKind, held: Sequence[Given]) -> Iterator[Page]:
    parts = split(held, lambda _: kind)
    ways = [link._replace(label=link.label.rpartition(", ")[2]) for link in links(parts, "figures/kinds/")]
    for part, link in zip(parts, ways, strict=True):
        if frame.wants(link.href):
            yield frame.page(
                link.href,
                "figures_kind.html",
                kind="figures",
                section="figures",
                table=_table(index, kind, part.items),
                total=len(held),
                links=around(ways, link.href),
                facets=_facets(index, part.items),
            )


def _things(frame: Frame, found: Sequence[Spread]) -> Iterator[Page]:
    """Everything counted more than once from A to Z, where the ledger shows only a part of it."""
    named = sorted(found, key=lambda spread: (spread.topic.name.casefold(), spread.topic.id))
    parts = split(named, lambda spread: letter(spread.topic.name))
    ways = links(parts, "figures/things/")
    for part, link in zip(parts, ways, strict=True):
        if frame.wants(link.href):
            rows = [(capital(s.topic.name), urls.topic(s.topic.id), s, apart(s)) for s in part.items]
            shown = around(ways, link.href)
            yield frame.page(
                link.href, "things.html", kind="figures", section="figures", label=link.label, rows=rows, links=shown
            )


def _topic(frame: Frame, index: Index, topic: Topic) -> Page:
    """A page also for what is only counted in words ("dozens"), because figures lead to it."""
    made = spread(index, topic)
    points = [point.given for point in made.points] if made else []
    drawn = {(record.source.id, figure.id) for record, figure in points}
    vague = [given for given in all_given(index, topic) if (given.record.source.id, given.figure.id) not in drawn]
    return frame.page(
        urls.topic(topic.id),
        "topic.html",
        kind="topic",
        section="figures",
        topic=topic,
        name=capital(topic.name),
        told=told(made) if made else "",
        plot=plot(made) if made else None,
        rows=[figure_row(index, given) for given in (points + vague)[:CITED]],
        total=len(points) + len(vague),
    )
