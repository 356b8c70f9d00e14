"""The ledger of figures: what is counted more than once, all figures by kind, and a page for each thing counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, cast

from markupsafe import Markup

from onrecord.model import Entity, FigureKind, Page, Topic
from onrecord.pages import urls
from onrecord.pages.entries import credits_of, inputs
from onrecord.pages.facets import FACETS_FROM, Facet, facet, of_sources, offered, who
from onrecord.pages.frame import Frame
from onrecord.pages.indexes import Given, Index, everything, once
from onrecord.pages.parts import Order, Ways, letter, links, split, whole, year
from onrecord.pages.plot import Scale, Strip, plot, scale, strip
from onrecord.pages.rows import figure_rows, topic_rows
from onrecord.pages.spread import Point, Spread, all_given, apart, label, measured, told
from onrecord.pages.words import KINDS, capital, heading

THINGS = 30
"""Things counted more than once that the ledger shows; the rest is in a list from A to Z."""
WITNESSES = 6
"""Numbers of one thing that the ledger tells, the lowest and the highest."""
NARROWED_FROM = 20
"""A shorter table is read faster than it is narrowed."""
YEARS_FROM = 2000
"""Figures of one kind from which on their pages are told by year."""
CITED = 200
"""Numbers of one topic that its page shows, the lowest; all are in the tables of their kind."""


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


class Thing(NamedTuple):
    """One thing counted, in the list from A to Z."""

    name: str
    href: str
    numbers: int
    sources: int
    apart: str


class Table(NamedTuple):
    """All figures of one kind, or a part of them."""

    kind: FigureKind
    title: str
    units: bool
    """Whether a column for units tells anything."""
    rows: Markup
    number: int


def spreads(index: Index) -> list[Spread]:
    """All topics, those where the sources differ first: by how many sources, then by how far they lie apart.

    Small counts of a bare noun come last among them: "two agencies" and "three agencies" are seldom the same ones.
    """
    found = [made for made in once(index, measured).values() if made]
    return sorted(found, key=lambda s: (not s.parts, s.trifling, -s.sources, -min(s.ratio, 1e9), s.topic.name))


def pages(frame: Frame, look_ups: Index) -> Iterator[Page]:
    """The ledger in one page or in parts, and a page for every topic."""
    if look_ups.figures:
        yield from _ledger(frame, look_ups)
    all_at = "" if _one_page(look_ups) else "figures/kinds/"
    for topic in look_ups.dossier.topics:
        sources = dict.fromkeys(source for source, _ in topic.figures)
        made_of = b"".join(look_ups.shown[source] for source in sources if source in look_ups.shown)
        if frame.wants(urls.topic(topic.id), topic, made_of, all_at):
            yield _topic(frame, look_ups, topic, all_at and f"{all_at}{topic.kind}.html")


def _one_page(index: Index) -> bool:
    return whole(len(index.figures), len(index.records))


def topic_row(index: Index, spread: Spread, ticks: Scale) -> TopicRow:
    """A topic in a list; `ticks` is the scale that its table shares."""
    numbers = _by_number(spread)
    shown = numbers
    if len(numbers) > WITNESSES:
        shown = [*numbers[: WITNESSES - 1], max(numbers, key=lambda points: points[0].high)]
    return TopicRow(
        capital(spread.topic.name),
        urls.topic(spread.topic.id),
        spread,
        strip(spread, ticks),
        apart(spread),
        [_witness(index, points) for points in shown],
        len(numbers) - len(shown),
    )


def witnesses(index: Index, spread: Spread) -> list[Witness]:
    """The numbers of a topic, the lowest first, each with everybody who gives it."""
    return [_witness(index, points) for points in _by_number(spread)]


def _by_number(spread: Spread) -> list[list[Point]]:
    """The points of each number of a topic, the lowest first; "9" and "nine" are one."""
    found: dict[tuple[float, float, str], list[Point]] = {}
    for point in spread.points:
        same = point.low, point.high, (point.given.figure.qualifier or "").lower()
        found.setdefault(same, []).append(point)
    return list(found.values())


def _witness(index: Index, points: Sequence[Point]) -> Witness:
    credits = once(index, credits_of)
    givers: dict[str | None, Giver] = {}
    for point in points:
        record, figure = point.given
        credit = credits[record.source.id]
        giver = givers.setdefault(figure.said_by, Giver(index.entity.get(figure.said_by or ""), {}))
        giver.places.setdefault(credit.outlet, f"{credit.href}#{figure.id}")
    return Witness(label(points[0]), points[0].low, points[0].high, list(givers.values()))


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
    found = once(index, spreads)
    differing = [s for s in found if s.parts]
    fitting, agreeing = ([s for s in found if not s.parts and s.differs is differs] for differs in (True, False))
    long = max(len(differing), len(fitting), len(agreeing)) > THINGS
    by_kind = _by_kind(index)
    one_page = _one_page(index)
    if frame.wants("figures/index.html", once(index, everything)):
        ticks = scale(differing[:THINGS])
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
            tables=[_table(index, "figures/index.html", kind, held, True) for kind, held in by_kind.items()]
            if one_page
            else (),
            facets=_facets(index, index.figures) if one_page and len(index.records) >= FACETS_FROM else None,
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


def _table(index: Index, path: str, kind: FigureKind, held: Sequence[Given], years: bool) -> Table:
    units = len({given.figure.unit for given in held}) > 1
    years = years and len({year(given.record.source.metadata.published) for given in held}) > 1
    rows = figure_rows(index, held, urls.up(path), units=units, years=years)
    return Table(kind, KINDS[kind], units, rows, len(held))


def _facets(index: Index, held: Sequence[Given]) -> list[Facet] | None:
    """By kind, by who gives it, by source, as far as the figures differ in them; None where few are read at once."""
    if len(held) < NARROWED_FROM:
        return None
    kinds = facet("kind", "Kind", (given.figure.kind for given in held), lambda kind: KINDS[cast(FigureKind, kind)])
    givers = who(index, (given.figure.said_by for given in held), "Said by", "the source itself")
    return offered((kinds, givers, *of_sources(index, [given.record.source.id for given in held])))


BY_YEAR: Order[Given] = Order(
    group=lambda given: year(given.record.source.metadata.published),
    key=lambda given: given.record.source.id,
    name=lambda given: given.record.source.metadata.published or "",
    title=lambda given: heading(given.record.source).text,
    dated=True,
    newest_first=True,
)
"""Figures, the newest source first."""


def _kind(frame: Frame, index: Index, kind: FigureKind, held: Sequence[Given]) -> Iterator[Page]:
    """The figures of one kind; the first page has the address of the kind itself."""
    by_year = len(held) > YEARS_FROM
    parts = split(held, BY_YEAR if by_year else BY_YEAR._replace(group=lambda _: "The newest"))
    found = links(parts, f"figures/kinds/{kind}-")
    found[0] = found[0]._replace(href=f"figures/kinds/{kind}.html")
    ways = Ways(found)
    for part, link in zip(parts, found, strict=True):
        shown = ways.around(link)
        if frame.wants(link.href, part.label, shown, inputs(index, part)):
            yield frame.page(
                link.href,
                "figures_kind.html",
                kind="figures",
                section="figures",
                table=_table(index, link.href, kind, part.items, not by_year),
                label=part.label if len(parts) > 1 else "",
                links=shown,
                facets=_facets(index, part.items),
            )


BY_LETTER: Order[Spread] = Order(
    group=lambda spread: letter(spread.topic.name),
    key=lambda spread: spread.topic.id,
    name=lambda spread: spread.topic.name,
)


def _things(frame: Frame, found: Sequence[Spread]) -> Iterator[Page]:
    """Everything counted more than once from A to Z, where the ledger shows only a part of it."""
    named = sorted(found, key=lambda spread: (spread.topic.name.casefold(), spread.topic.id))
    parts = split(named, BY_LETTER)
    found_links = links(parts, "figures/things/")
    ways = Ways(found_links)
    for part, link in zip(parts, found_links, strict=True):
        rows = [_thing(spread) for spread in part.items]
        shown = ways.around(link)
        if frame.wants(link.href, part.label, rows, shown):
            yield frame.page(
                link.href, "things.html", kind="figures", section="figures", label=part.label, rows=rows, links=shown
            )


def _thing(spread: Spread) -> Thing:
    return Thing(
        capital(spread.topic.name), urls.topic(spread.topic.id), len(spread.points), spread.sources, apart(spread)
    )


def _topic(frame: Frame, index: Index, topic: Topic, all_at: str) -> Page:
    """A page also for what is only counted in words ("dozens"), because figures lead to it."""
    made = once(index, measured)[topic.id]
    points = [point.given for point in made.points] if made else []
    drawn = {(record.source.id, figure.id) for record, figure in points}
    vague = [given for given in all_given(index, topic) if (given.record.source.id, given.figure.id) not in drawn]
    path = urls.topic(topic.id)
    shown = (points + vague)[:CITED]
    return frame.page(
        path,
        "topic.html",
        kind="topic",
        section="figures",
        topic=topic,
        name=capital(topic.name),
        told=told(made) if made else "",
        plot=plot(made) if made else None,
        rows=topic_rows(index, shown, urls.up(path)),
        number=len(shown),
        total=len(points) + len(vague),
        all_at=all_at or "figures/index.html",
    )
