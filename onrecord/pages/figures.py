"""The ledger of figures: what is counted more than once, all figures by kind, and a page for each thing counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple, cast

from markupsafe import Markup

from onrecord.dossier.gist import Gist
from onrecord.dossier.lists import Given, Lists
from onrecord.model import Entity, FigureKind, Page, Topic
from onrecord.pages import urls
from onrecord.pages.entries import Pick, Taking, marks, place, place_of, shown_on, taken
from onrecord.pages.facets import FACETS_FROM, Facet, facet, of_sources, offered, who
from onrecord.pages.frame import Frame, safe
from onrecord.pages.indexes import Counted, Index, figures_ground, kinds, once
from onrecord.pages.later import Later, Steps
from onrecord.pages.parts import BY_YEAR, Link, Order, Slice, Ways, cut, letter, links, slices, split, whole, year
from onrecord.pages.plot import Scale, Strip, plot, scale, strip
from onrecord.pages.rows import Rows, figure_rows
from onrecord.pages.spread import Point, Spread, all_given, apart, label, measured, told
from onrecord.pages.value import Value
from onrecord.pages.words import KINDS, capital

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


class Giver(Value, frozen=True):
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


class Table(Value, frozen=True):
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


def pages(frame: Frame, look_ups: Index) -> Iterator[Page | Later]:
    """The ledger in one page or in parts, and a page for every topic."""
    if frame.stays("figures", figures_ground(look_ups)):
        return
    if once(look_ups, kinds):
        yield from _ledger(frame, look_ups)
    all_at = "" if _one_page(look_ups) else "figures/kinds/"
    for topic in look_ups.dossier.topics:
        its = all_given(look_ups, topic)
        made_of = [(look_ups.figuring[given.source.id], given.row) for given in its]
        if frame.wants(urls.topic(topic.id), topic, made_of, all_at):
            at = min([look_ups.place[given.source.id] for given in its], default=0)
            yield Later(at, partial(_topic, frame, look_ups, topic, all_at and f"{all_at}{topic.kind}.html"))


def _one_page(index: Index) -> bool:
    return whole(once(index, kinds).total(), len(index.sources))


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


def _by_number(spread: Spread) -> list[list[Point]]:
    """The points of each number of a topic, the lowest first; "9" and "nine" are one."""
    found: dict[tuple[float, float, str], list[Point]] = {}
    for point in spread.points:
        same = point.low, point.high, (point.given.figure.qualifier or "").lower()
        found.setdefault(same, []).append(point)
    return list(found.values())


def _witness(index: Index, points: Sequence[Point]) -> Witness:
    givers: dict[str | None, Giver] = {}
    for point in points:
        source, figure = point.given.source, point.given.figure
        giver = givers.setdefault(figure.said_by, Giver(index.entity.get(figure.said_by or ""), {}))
        giver.places.setdefault(source.outlet, place(source.id, figure.id))
    return Witness(label(points[0]), points[0].low, points[0].high, list(givers.values()))


def outermost(index: Index, spread: Spread, most: int) -> list[Witness]:
    """At most `most` different numbers, the lowest and the highest among them; qualifiers do not tell numbers apart."""
    found: dict[tuple[float, float], list[list[Point]]] = {}
    for points in _by_number(spread):
        found.setdefault((points[0].low, points[0].high), []).append(points)
    shown = list(found)
    if len(shown) > most:
        shown = [*shown[: most - 1], max(shown, key=lambda reach: reach[1])]
    return [_merged([_witness(index, points) for points in found[reach]]) for reach in shown]


def _merged(same: Sequence[Witness]) -> Witness:
    """One number, told in the fewest words, with everybody who gives it."""
    return same[0]._replace(
        label=min((one.label for one in same), key=len), givers=[giver for one in same for giver in one.givers]
    )


class _Lists(NamedTuple):
    """What the ledger lists first."""

    scale: Scale
    differing: Sequence[TopicRow]
    fitting: Sequence[TopicRow]
    agreeing: Sequence[TopicRow]
    parting: int
    things: str
    """The first page of the list of all things from A to Z; "" where all are here."""


def _in_three(index: Index) -> tuple[list[Spread], list[Spread], list[Spread]]:
    """The topics whose numbers cannot all be true, those whose numbers can, and those with one number."""
    found = once(index, spreads)
    differing = [spread for spread in found if spread.parts]
    fitting, agreeing = ([s for s in found if not s.parts and s.differs is differs] for differs in (True, False))
    return differing, fitting, agreeing


def _long(index: Index) -> bool:
    """Whether the ledger cannot show all topics."""
    return max(map(len, once(index, _in_three))) > THINGS


def _lists(index: Index) -> _Lists:
    three = once(index, _in_three)
    ticks = scale(three[0][:THINGS])
    rows = [[topic_row(index, spread, ticks) for spread in held[:THINGS]] for held in three]
    found = once(index, spreads)
    first = min(found, key=lambda spread: spread.topic.name.casefold()) if _long(index) else None
    things = f"figures/things/{letter(first.topic.name).lower()}.html" if first else ""
    return _Lists(ticks, rows[0], rows[1], rows[2], len(three[0]), things)


def _ledger(frame: Frame, index: Index) -> Iterator[Page | Later]:
    by_kind = {kind: once(index, kinds)[kind] for kind in KINDS if once(index, kinds)[kind]}
    one_page = _one_page(index)
    if frame.has("figures/index.html"):
        yield from _overview(frame, index, by_kind, one_page)
    if not one_page:
        for kind in by_kind:
            yield from _kind(frame, index, kind)
    if _long(index):
        yield from _things(frame, once(index, spreads))


def _overview(frame: Frame, index: Index, by_kind: Mapping[FigureKind, int], one_page: bool) -> Iterator[Page]:
    """The things counted more than once, and all figures where they are few."""
    top = _lists(index)
    sources = sum(bool(source.marked.kinds) for source in index.sources)
    shown = [(index.figuring[source.id], source.marked.kinds) for source in index.sources] if one_page else ()
    if not frame.wants("figures/index.html", by_kind, sources, shown, _told(top)):
        return
    dates = by_kind.get("date", 0)
    every = _every(index) if one_page else []
    held = {kind: [given for given in every if given.figure.kind == kind] for kind in by_kind}
    yield frame.page(
        "figures/index.html",
        "figures.html",
        kind="figures",
        section="figures",
        numbers=sum(by_kind.values()) - dates,
        dates=dates,
        sources=sources,
        scale=top.scale,
        parting=top.parting,
        differing=top.differing,
        fitting=top.fitting,
        agreeing=top.agreeing,
        things=top.things,
        tables=[_table(index, "figures/index.html", kind, its, True) for kind, its in held.items()] if one_page else (),
        facets=_facets(index, every) if one_page and len(index.sources) >= FACETS_FROM else None,
        links=() if one_page else [(KINDS[k], f"figures/kinds/{k}.html", number) for k, number in by_kind.items()],
    )


def _told(top: _Lists) -> list[object]:
    """What the lists are made of: each row without the sources that its points refer to."""
    rows = [*top.differing, *top.fitting, *top.agreeing]
    plain = [(row._replace(spread=row.spread._replace(points=())), len(row.spread.points)) for row in rows]
    return [top._replace(differing=(), fitting=(), agreeing=()), len(top.differing), len(top.fitting), plain]


def _every(index: Index) -> list[Given]:
    return [given for source in index.sources for given in index.shelf[source.id].lists.figures]


def _table(index: Index, path: str, kind: FigureKind, held: Sequence[Given], years: bool) -> Table:
    units = len({given.figure.unit for given in held}) > 1
    years = years and len({year(given.record.source.metadata.published) for given in held}) > 1
    rows = figure_rows(index, held, urls.up(path), units=units, years=years)
    return Table(kind, KINDS[kind], units, rows, len(held))


def _facets(index: Index, held: Sequence[Given]) -> list[Facet] | None:
    """By kind, by who gives it, by source, as far as the figures differ in them; None where few are read at once."""
    if len(held) < NARROWED_FROM:
        return None
    values: Counter[str] = Counter([given.figure.kind for given in held])
    kinds = facet("kind", "Kind", values, lambda kind: KINDS[cast(FigureKind, kind)])
    givers = who(index, [given.figure.said_by for given in held], "Said by", "the source itself")
    return offered((kinds, givers, *of_sources(index, [given.record.source.id for given in held])))


def _by_kind(index: Index) -> dict[str, list[tuple[Gist, int, bytes]]]:
    """By kind of figure: the sources that have some, each with how many and a digest of them (`Marked.kinds`)."""
    found: dict[str, list[tuple[Gist, int, bytes]]] = {}
    for source in index.sources:
        for kind, number, rows in source.marked.kinds:
            found.setdefault(kind, []).append((source, number, rows))
    return found


def _kind(frame: Frame, index: Index, kind: FigureKind) -> Iterator[Later]:
    """The figures of one kind; the first page has the address of the kind itself."""
    its = once(index, _by_kind)[kind]
    held = slices((source, number) for source, number, _ in its)
    rows = {source.id: row for source, _, row in its}
    pick = Pick(_of_kind(kind), lambda source: rows[source.id])
    by_year = once(index, kinds)[kind] > YEARS_FROM
    order = BY_YEAR if by_year else BY_YEAR._replace(group=lambda _: "The newest")
    parts = cut(frame.recall, held, order, "by year" if by_year else "the newest first")
    found = links(parts, f"figures/kinds/{kind}-")
    found[0] = found[0]._replace(href=f"figures/kinds/{kind}.html")
    ways = Ways(found)
    for part, link in zip(parts, found, strict=True):
        shown = ways.around(link)
        at, label = place_of(index, part.items), part.label if len(parts) > 1 else ""
        made_of = shown_on(index.figuring, part.items, pick.rows) if frame.has_at(at) else b""
        if frame.wants_at(at, link.href, label, by_year, shown, made_of):
            yield Later(
                at, partial(_part, frame, index, kind, link._replace(label=label), part.items, pick, by_year, shown)
            )


def _part(
    frame: Frame,
    index: Index,
    kind: FigureKind,
    here: Link,
    items: Sequence[Slice],
    pick: Pick[Given],
    by_year: bool,
    links: Sequence[Link],
) -> Page:
    given = marks(index, items, pick)
    return frame.page(
        here.href,
        "figures_kind.html",
        kind="figures",
        section="figures",
        table=_table(index, here.href, kind, given, not by_year),
        label=here.label,
        links=links,
        facets=_facets(index, given),
    )


def _of_kind(kind: FigureKind) -> Callable[[Lists], list[Given]]:
    return lambda lists: lists.counted.get(kind, [])


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


def _topic(frame: Frame, index: Index, topic: Topic, all_at: str) -> Steps:
    """A page also for what is only counted in words ("dozens"), because figures lead to it."""
    made = once(index, measured)[topic.id]
    points = [point.given for point in made.points] if made else []
    drawn = {(point.source.id, point.figure.id) for point in points}
    vague = [given for given in all_given(index, topic) if (given.source.id, given.figure.id) not in drawn]
    path = urls.topic(topic.id)
    rows = yield from taken(index, [_row(index, each, urls.up(path)) for each in (points + vague)[:CITED]])
    return frame.page(
        path,
        "topic.html",
        kind="topic",
        section="figures",
        topic=topic,
        name=capital(topic.name),
        told=told(made) if made else "",
        plot=plot(made) if made else None,
        rows=safe("".join(rows)),
        number=len(rows),
        total=len(points) + len(vague),
        all_at=all_at or "figures/index.html",
    )


def _row(index: Index, counted: Counted, up: str) -> Taking[str]:
    """A figure in a table of its topic."""
    rows = once(index, Rows)
    return counted.source.id, lambda opened: rows.of_topic(opened, counted.figure, up)
