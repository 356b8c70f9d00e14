"""People, agencies, organizations and places: a list from A to Z, and a page for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from operator import attrgetter, itemgetter
from typing import NamedTuple

from markupsafe import Markup

from onrecord.digests import SIZE, digest
from onrecord.dossier.gist import Gist, Share
from onrecord.model import Entity, EntityKind, Page
from onrecord.pages import urls
from onrecord.pages.called import SHOWN, forms_of, roles_of
from onrecord.pages.companions import Fans, company, nearest
from onrecord.pages.days import Strokes, strip
from onrecord.pages.entries import place_of, shown_on
from onrecord.pages.frame import Frame, safe
from onrecord.pages.holdings import holdings
from onrecord.pages.identifiers import identifiers
from onrecord.pages.indexes import Each, Held, Index, ground, listed, once
from onrecord.pages.later import Later, Steps
from onrecord.pages.parts import BY_YEAR, LENGTH, Link, Order, Part, Slice, Ways, cut, letter, links, slices, split
from onrecord.pages.rows import Rows
from onrecord.pages.shelf import Opened
from onrecord.pages.surroundings import sum_up
from onrecord.pages.totals import Tally
from onrecord.pages.value import Value
from onrecord.pages.voices import BODIES, Voice, voices
from onrecord.pages.words import capital, times
from onrecord.patterns import regex
from onrecord.recall import Recall

TITLES: dict[EntityKind, tuple[str, str]] = {
    "person": ("Person", "People"),
    "agency": ("Agency", "Agencies"),
    "organization": ("Organization", "Organizations"),
    "place": ("Place", "Places"),
}
FILTER_FROM = 15
"""A shorter list needs no filter box."""
_SEVERAL = 3
"""Sources up to which an entity's page falls to the process that makes theirs."""
_SUFFIX = regex(r",? (?:[JS]r\.?|I{2,3}|I?V|Ph\.?D\.?|M\.?D\.?|Esq\.?)$")


class Listed(Value, frozen=True):
    """What is told of an entity where it is one of many: in a list from A to Z, on the front page."""

    entity: Entity
    href: str
    first: str
    """What stands before the part of the name that it is listed under."""
    last: str
    role: str
    tally: Tally
    named: int
    sources: int
    first_day: str
    """The first and the last date (ISO) of the sources that name or quote it; "" without one."""
    last_day: str


class Section(Value, frozen=True):
    """One list of an entity's page: what is shown of it, how long it is, where the rest is."""

    shown: Markup
    total: int
    more: Sequence[Link]


def sort_name(entity: Entity) -> tuple[str, str]:
    """A name as (before, under which it is listed): people by surname, all others as they are."""
    if entity.kind != "person":
        return "", entity.name.removeprefix("The ").removeprefix("the ")
    plain = _SUFFIX.sub("", entity.name)
    before, _, last = plain.rpartition(" ")
    return before, last + entity.name[len(plain) :]


def role_of(index: Index, entity: Entity) -> str:
    """What an entity is, in a few words: the curator's role, else the commonest in the sources."""
    if entity.roles:
        return capital(entity.roles[0])
    roles = index.total[entity.id].roles
    return capital(max(roles, key=itemgetter(1))[0]) if roles else ""


def pages(frame: Frame, look_ups: Index) -> Iterator[Page | Later]:
    """For each kind that occurs a list, and a page for every entity, with further pages where it needs them."""
    counts = ground(look_ups, "counts")
    speaking = cache(lambda: frame.recall("voices", counts, dict[str, list[Voice]], lambda: once(look_ups, voices)))
    if not frame.stays("lists of entities", counts):
        sum_up(look_ups, frame.recall)
        for kind, folder in urls.FOLDERS.items():
            found = listed(look_ups, kind)
            if found:
                yield from _lists(frame, look_ups, kind, folder, found)
    frame.begin("holdings")
    held = holdings(look_ups, frame.recall)
    voiced = frame.recall(
        "voiced", counts, dict[str, bytes], lambda: {id: digest(its) for id, its in speaking().items()}
    )
    known, asked = once(look_ups, company), []
    for entity in look_ups.dossier.entities:
        others = voiced.get(entity.id)  # who speaks for a body need not stand beside it
        if not frame.stays(urls.entity(entity), known[entity.id], held.get(entity.id), others):
            asked.append(entity)
    look_ups.holders.expect(entity.id for entity in asked)
    pens = _Pens(Fans(frame, look_ups), Strokes(frame))
    for entity in asked:
        frame.begin(urls.entity(entity))
        its = speaking().get(entity.id, []) if entity.kind in BODIES else []
        yield from _entity(frame, look_ups, pens, entity, its, voiced.get(entity.id))


def summaries(index: Index) -> Each[str, Listed]:
    """By id what the lists tell of an entity."""
    return Each(lambda entity: _listed(index, index.entity[entity]))


# ---------------------------------------------------------------- the lists


BY_LETTER: Order[Listed] = Order(
    group=lambda row: letter(row.last),
    key=lambda row: row.entity.id,
    name=lambda row: f"{row.last} {row.first}".strip(),
)


def _lists(frame: Frame, index: Index, kind: EntityKind, folder: str, found: list[Entity]) -> Iterator[Page]:
    known = once(index, summaries)
    rows = sorted((known[entity.id] for entity in found), key=_by_name)
    path = f"{folder}/index.html"
    if len(rows) <= LENGTH:
        yield from _list(frame, path, kind, rows, len(rows))
        return
    parts = split(rows, BY_LETTER)
    letters = links(parts, f"{folder}/names/")
    ways = Ways(letters)
    most = sorted(rows, key=lambda listed: (-listed.tally.total, -listed.named))[: LENGTH // 4]
    yield from _list(frame, path, kind, most, len(rows), ways.overview())
    for part, link in zip(parts, letters, strict=True):
        yield from _list(frame, link.href, kind, part.items, None, ways.around(link), link.label)


def _list(
    frame: Frame,
    path: str,
    kind: EntityKind,
    rows: Sequence[Listed],
    total: int | None,
    letters: Sequence[Link] = (),
    label: str = "",
) -> Iterator[Page]:
    """A list, or a part of it; only the whole says how many there are."""
    if frame.wants(path, rows, total, letters, label):
        yield frame.page(
            path,
            "entities.html",
            kind="entities",
            section=urls.FOLDERS[kind],
            title=TITLES[kind][1],
            rows=rows,
            total=total,
            letters=letters,
            letter=label,
            quoted=any(row.tally.total for row in rows),
            called=any(row.role for row in rows),
            filtered=len(rows) >= FILTER_FROM and bool(label or not letters),
        )


def _listed(index: Index, entity: Entity) -> Listed:
    total = index.total[entity.id]
    return Listed(
        entity,
        urls.entity(entity),
        *sort_name(entity),
        role_of(index, entity) if entity.kind == "person" else _also(entity),
        total.said,
        total.named,
        total.sources,
        total.first,
        total.last,
    )


def _also(entity: Entity) -> str:
    """Other names of a body or a place, as far as they tell more than a part of its name."""
    others = [alias for alias in entity.aliases if alias.casefold() not in entity.name.casefold()]
    return ", ".join(others[:3])


def _by_name(listed: Listed) -> tuple[str, str, str]:
    return listed.last.casefold(), listed.first.casefold(), listed.entity.id


# ---------------------------------------------------------------- one entity


class _Pens(NamedTuple):
    """What draws on the pages of all entities."""

    fans: Fans
    strokes: Strokes


class _List(Value, frozen=True):
    """A list of what concerns an entity: how much of it a source has, and how some of that is shown."""

    title: str
    of: Callable[[Share], int]
    show: Callable[[Rows, Opened, Entity, slice, str], str]
    """With links that lead `up` to the site's root first."""

    def cut(self, recall: Recall, held: Iterable[Held]) -> list[Part[Slice]]:
        """The marks in pages of their own."""
        return cut(recall, slices((source, self.of(share)) for source, share in held), BY_YEAR, "by year")


def _said(rows: Rows, opened: Opened, entity: Entity, some: slice, up: str) -> str:
    return rows.quotes(opened.lists.said.get(entity.id, [])[some], up, entity)


def _about(rows: Rows, opened: Opened, entity: Entity, some: slice, up: str) -> str:
    return rows.quotes(opened.lists.about.get(entity.id, [])[some], up)


def _named(rows: Rows, opened: Opened, entity: Entity, some: slice, up: str) -> str:
    return rows.mentions(opened, opened.lists.called.get(entity.id, [])[some], up)


def _gave(rows: Rows, opened: Opened, entity: Entity, some: slice, up: str) -> str:
    return rows.given(opened.lists.given.get(entity.id, [])[some], up)


_LISTS = {
    "said": _List("Said", attrgetter("said"), _said),
    "about": _List("Said about", attrgetter("about"), _about),
    "named": _List("Mentions", attrgetter("named"), _named),
    "given": _List("Figures", attrgetter("given"), _gave),
}
"""By the slug of its pages: what an entity said, what is said about it, where it is named; and the
numbers that it gave, which have no pages of their own."""


class _Newest(NamedTuple):
    """What an entity's page shows of a source: how many of its marks, by the slug of the list."""

    source: Gist
    numbers: Sequence[tuple[str, int]]


def _newest(held: Iterable[Held], most: Mapping[str, int]) -> list[_Newest]:
    """The first marks of each list, at most as many as it has room for."""
    found, left = [], dict(most)
    for source, share in held:
        here = [(slug, min(number, room)) for slug, room in left.items() if (number := _LISTS[slug].of(share))]
        if here:
            found.append(_Newest(source, here))
            for slug, number in here:
                left[slug] -= number
                if not left[slug]:
                    del left[slug]
            if not left:
                break
    return found


def _entity(
    frame: Frame, index: Index, pens: _Pens, entity: Entity, speaking: list[Voice], voiced: bytes | None
) -> Iterator[Later]:
    """`voiced` is a digest of those `speaking` for it."""
    held, total = index.held[entity.id], index.total[entity.id]
    at, path = index.place[held[0][0].id] if held else 0, urls.entity(entity)
    numbers = {"said": total.said.total, "about": total.about, "named": total.named}
    long = [slug for slug, number in numbers.items() if number > LENGTH]
    own = frame.has(path) if len(held) > _SEVERAL else frame.has_at(at)  # else one process had all that are well known
    if not (own or long):
        return
    before = path.removesuffix(".html")
    parts = {slug: _LISTS[slug].cut(frame.recall, held) for slug in long}
    found = {slug: links(parts[slug], f"{before}/{slug}-") for slug in long}
    ways = {slug: Ways(found[slug]) for slug in long}
    if own:
        all_links = {slug: ways[slug].overview() for slug in long}
        room = {slug: LENGTH // 4 if slug in long else number for slug, number in numbers.items() if number}
        if total.given:
            room["given"] = min(total.given, SHOWN)
        newest = _newest(held, room)
        around = [index.around[source.id] for source, _ in newest]
        known = once(index, company)[entity.id], _holding(index, entity), around
        if frame.changed(path, known, all_links, voiced):
            yield Later(at, partial(_own_page, frame, index, pens, entity, newest, all_links, speaking))
    by_source = {source.id: share.rows for source, share in held} if long else {}
    for slug in long:
        for part, link in zip(parts[slug], found[slug], strict=True):
            piece = _Piece(entity, _LISTS[slug], part, link.href, ways[slug].around(link))
            yield from _part(frame, index, piece, by_source)


def _holding(index: Index, entity: Entity) -> bytes:
    """Digests of what each source has of an entity, and of what the source is called."""
    told = [(source.digests, at * SIZE) for source, at in index.holders[entity.id]]
    return b"".join([digests.named + digests.shares[start : start + SIZE] for digests, start in told])


def _own_page(
    frame: Frame,
    index: Index,
    pens: _Pens,
    entity: Entity,
    newest: Sequence[_Newest],
    links: Mapping[str, Sequence[Link]],
    speaking: list[Voice],
) -> Steps:
    """The page of an entity, with the newest of each list, and `links` to the rest of the long ones."""
    total, held, known = index.total[entity.id], index.held[entity.id], once(index, summaries)[entity.id]
    up, rows, found = urls.up(known.href), once(index, Rows), {slug: list[str]() for slug in _LISTS}
    for source, numbers in newest:
        yield index.place[source.id]
        opened = index.shelf[source.id]
        for slug, number in numbers:
            found[slug].append(_LISTS[slug].show(rows, opened, entity, slice(number), up))
    shown = {slug: safe("".join(its)) for slug, its in found.items()}
    days = strip(_days(held)) if total.said.total > 2 else None
    return frame.page(
        known.href,
        "entity.html",
        kind=entity.kind,
        section=urls.FOLDERS[entity.kind],
        entity=entity,
        label=TITLES[entity.kind][0],
        role=known.role if entity.kind == "person" else role_of(index, entity),
        known=known,
        strip=days,
        strokes=pens.strokes.of(days, entity.kind) if days else "",
        said=Section(shown["said"], total.said.total, links.get("said", ())),
        about=Section(shown["about"], total.about, links.get("about", ())),
        named=Section(shown["named"], total.named, links.get("named", ())),
        forms=forms_of(held)[:SHOWN] if total.named > 1 or total.said.total > 1 else (),
        roles=roles_of(held)[:SHOWN],
        given=shown["given"],
        times=times,
        given_more=max(0, total.given - SHOWN),
        fan=pens.fans.of(nearest(index, entity), up),
        identifiers=identifiers(entity),
        voices=speaking,
    )


def _days(held: Iterable[Held]) -> dict[str, tuple[int, int]]:
    """By day of publication: how often an entity is quoted, and how often it is named."""
    found: dict[str, tuple[int, int]] = {}
    for source, share in held:
        said, named = share.direct + share.other, share.named
        if said or named:
            day = source.metadata.published or ""
            quoted, mentioned = found.get(day, (0, 0))
            found[day] = quoted + said, mentioned + named
    return found


class _Piece(Value, frozen=True):
    """A page of a long list of what an entity said, of what is said about it, or of where it is named."""

    entity: Entity
    list: _List
    part: Part[Slice]
    path: str
    links: Sequence[Link]


def _part(frame: Frame, index: Index, piece: _Piece, rows: Mapping[str, bytes]) -> Iterator[Later]:
    """`rows` are the digests of what each source has of the entity."""
    entity, at = piece.entity, place_of(index, piece.part.items)
    if not frame.has_at(at):
        return
    made_of = shown_on(index.around, piece.part.items, lambda source: rows[source.id])
    if frame.wants_at(at, piece.path, entity.id, entity.kind, entity.name, piece.part.label, piece.links, made_of):
        yield Later(at, partial(_piece, frame, index, piece))


def _piece(frame: Frame, index: Index, piece: _Piece) -> Steps:
    entity, mentions = piece.entity, piece.list is _LISTS["named"]
    up, rows, found = urls.up(piece.path), once(index, Rows), []
    for part in piece.part.items:
        yield index.place[part.source.id]
        opened = index.shelf[part.source.id]
        found.append(piece.list.show(rows, opened, entity, slice(part.start, part.stop), up))
    shown = safe("".join(found))
    return frame.page(
        piece.path,
        "entity_part.html",
        kind=entity.kind,
        section=urls.FOLDERS[entity.kind],
        entity=entity,
        home=urls.entity(entity),
        title=piece.list.title,
        label=piece.part.label,
        links=piece.links,
        number=piece.part.number,
        quotes="" if mentions else shown,
        mentions=shown if mentions else "",
    )
