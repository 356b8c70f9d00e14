"""People, agencies, organizations and places: a list from A to Z, and a page for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain, islice
from operator import attrgetter, itemgetter

from markupsafe import Markup

from onrecord.digests import digest
from onrecord.dossier.gist import Gist, Share
from onrecord.dossier.lists import Lists
from onrecord.model import Entity, EntityKind, Page
from onrecord.pages import urls
from onrecord.pages.companions import company, fan, nearest
from onrecord.pages.days import strip
from onrecord.pages.entries import RowsOf, Taking, forms, place_of, shown_on, taken, taking, top
from onrecord.pages.frame import Frame
from onrecord.pages.holdings import holdings
from onrecord.pages.identifiers import identifiers
from onrecord.pages.indexes import Each, Held, Index, ground, listed, once
from onrecord.pages.later import Later, Steps
from onrecord.pages.parts import BY_YEAR, LENGTH, Link, Order, Part, Slice, Ways, cut, letter, links, slices, split
from onrecord.pages.rows import given_rows, mention_rows, quote_rows
from onrecord.pages.surroundings import sum_up
from onrecord.pages.totals import Tally
from onrecord.pages.value import Value
from onrecord.pages.voices import BODIES, Voice, voices
from onrecord.pages.words import capital, times
from onrecord.patterns import regex

TITLES: dict[EntityKind, tuple[str, str]] = {
    "person": ("Person", "People"),
    "agency": ("Agency", "Agencies"),
    "organization": ("Organization", "Organizations"),
    "place": ("Place", "Places"),
}
FILTER_FROM = 15
"""A shorter list needs no filter box."""
FORMS_SHOWN = 12
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


class Forms(Value, frozen=True):
    """How the sources of one outlet call an entity: each form with its count, the commonest first."""

    outlet: str
    forms: Sequence[tuple[str, int]]


class Role(Value, frozen=True):
    """A role, with who gives it and the time from the first such source to the last."""

    role: str
    outlets: Sequence[str]
    first: str
    last: str


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
    for entity in asked:
        frame.begin(urls.entity(entity))
        yield from _entity(frame, look_ups, entity, speaking().get(entity.id, []) if entity.kind in BODIES else [])


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


class _Marks(Value, frozen=True):
    """A list of what concerns an entity: how much of it each source has, and how a source's part of it is shown."""

    held: Sequence[Held]
    of: Callable[[Share], int]
    rows: RowsOf
    number: int
    show: Callable[[Lists, slice, str], Markup]
    """The rows of some of a source's marks, with links that lead `up` to the site's root first."""

    @property
    def parts(self) -> list[Slice]:
        """The marks of each source."""
        return slices((source, self.of(share)) for source, share in self.held)

    def taking(self, parts: Iterable[Slice], up: str) -> list[Taking[Markup]]:
        """The rows of some of its parts, source by source."""
        return taking(parts, lambda lists, some: self.show(lists, some, up))

    def cut(self, frame: Frame) -> list[Part[Slice]]:
        """The pages that it has of its own; none where it is short."""
        return cut(frame.recall, self.parts, BY_YEAR, "by year") if self.number > LENGTH else []


def _lists_of(index: Index, entity: Entity) -> dict[str, _Marks]:
    """By the slug of its pages: what an entity said, what is said about it, where it is named."""
    held, total, id = index.held[entity.id], index.total[entity.id], entity.id
    by_source = {source.id: share.rows for source, share in held}

    def rows(source: Gist) -> bytes:
        return by_source[source.id]

    def said(lists: Lists, some: slice, up: str) -> Markup:
        return quote_rows(index, lists.said.get(id, [])[some], up, entity)

    def about(lists: Lists, some: slice, up: str) -> Markup:
        return quote_rows(index, lists.about.get(id, [])[some], up)

    def named(lists: Lists, some: slice, up: str) -> Markup:
        return mention_rows(index, lists.named.get(id, [])[some], up)

    return {
        "said": _Marks(held, _SAID, rows, total.said.total, said),
        "about": _Marks(held, _ABOUT, rows, total.about, about),
        "named": _Marks(held, _NAMED, rows, total.named, named),
    }


_SAID, _ABOUT, _NAMED = attrgetter("said"), attrgetter("about"), attrgetter("named")


def _entity(frame: Frame, index: Index, entity: Entity, speaking: list[Voice]) -> Iterator[Later]:
    held, total = index.held[entity.id], index.total[entity.id]
    at, path = index.place[held[0][0].id] if held else 0, urls.entity(entity)
    long = max(total.said.total, total.about, total.named) > LENGTH
    own = frame.has(path) if len(held) > _SEVERAL else frame.has_at(at)  # else one process had all that are well known
    if not (own or long):
        return
    lists, before = _lists_of(index, entity), path.removesuffix(".html")
    parts = {slug: its.cut(frame) for slug, its in lists.items()}
    found = {slug: links(its, f"{before}/{slug}-") for slug, its in parts.items()}
    ways = {slug: Ways(its) for slug, its in found.items()}
    if own:
        known, all_links = once(index, summaries)[entity.id], {slug: its.overview() for slug, its in ways.items()}
        shown = _shown(index, entity, lists, found)
        around = [index.around[source] for source in shown]
        made_of = [(source.published, source.outlet, share.rows, share.roles, share.forms) for source, share in held]
        if frame.changed(path, entity, known, made_of, around, all_links, nearest(index, entity), speaking):
            yield Later(at, partial(_own_page, frame, index, entity, all_links, speaking))
    for slug, title in (("said", "Said"), ("about", "Said about"), ("named", "Mentions")):
        for part, link in zip(parts[slug], found[slug], strict=True):
            piece = _Piece(entity, title, lists[slug], part, link.href, ways[slug].around(link))
            yield from _part(frame, index, piece)


def _newest(links: Sequence[Link]) -> int:
    """How many marks of a list an entity's own page has, by the links to the pages that have all."""
    return LENGTH // 4 if links else LENGTH


def _shown(
    index: Index, entity: Entity, lists: Mapping[str, _Marks], links: Mapping[str, Sequence[Link]]
) -> dict[str, None]:
    """The sources of which some mark stands on an entity's own page."""
    marks = [top(its.parts, _newest(links[slug])) for slug, its in lists.items()]
    return dict.fromkeys(part.source.id for part in chain(*marks, _given(index, entity)))


def _own_page(frame: Frame, index: Index, entity: Entity, links: dict[str, list[Link]], speaking: list[Voice]) -> Steps:
    total, held, known = index.total[entity.id], index.held[entity.id], once(index, summaries)[entity.id]
    rows = yield from _own_rows(index, entity, links, urls.up(known.href))
    return frame.page(
        known.href,
        "entity.html",
        kind=entity.kind,
        section=urls.FOLDERS[entity.kind],
        entity=entity,
        label=TITLES[entity.kind][0],
        role=known.role if entity.kind == "person" else role_of(index, entity),
        known=known,
        strip=strip(_days(held)) if total.said.total > 2 else None,
        said=Section(rows["said"], total.said.total, links["said"]),
        about=Section(rows["about"], total.about, links["about"]),
        named=Section(rows["named"], total.named, links["named"]),
        forms=_forms(held)[:FORMS_SHOWN] if total.named > 1 or total.said.total > 1 else (),
        roles=_roles(held)[:FORMS_SHOWN],
        given=rows["given"],
        times=times,
        given_more=max(0, total.given - FORMS_SHOWN),
        fan=fan(index, entity),
        identifiers=identifiers(entity),
        voices=speaking,
    )


def _own_rows(
    index: Index, entity: Entity, links: Mapping[str, Sequence[Link]], up: str
) -> Generator[int, None, dict[str, Markup]]:
    """By list: the rows that an entity's own page has of it (`Steps`)."""

    def given(lists: Lists, some: slice) -> Markup:
        return given_rows(index, lists.given.get(entity.id, [])[some], up)

    wanted = {
        slug: its.taking(top(its.parts, _newest(links[slug])), up) for slug, its in _lists_of(index, entity).items()
    }
    wanted["given"] = taking(_given(index, entity), given)
    rows = iter((yield from taken(index, list(chain.from_iterable(wanted.values())))))
    return {slug: Markup("".join(islice(rows, len(its)))) for slug, its in wanted.items()}


def _given(index: Index, entity: Entity) -> list[Slice]:
    """The newest of the numbers that an entity gave."""
    return top(slices((source, share.given) for source, share in index.held[entity.id]), FORMS_SHOWN)


def _days(held: Sequence[Held]) -> dict[str, tuple[int, int]]:
    """By day of publication: how often an entity is quoted, and how often it is named."""
    quoted: Counter[str] = Counter()
    mentioned: Counter[str] = Counter()
    for source, share in held:
        quoted[source.published] += share.said
        mentioned[source.published] += share.named
    return {when: (quoted[when], mentioned[when]) for when in quoted if quoted[when] or mentioned[when]}


class _Piece(Value, frozen=True):
    """A page of a long list of what an entity said, of what is said about it, or of where it is named."""

    entity: Entity
    title: str
    marks: _Marks
    part: Part[Slice]
    path: str
    links: Sequence[Link]


def _part(frame: Frame, index: Index, piece: _Piece) -> Iterator[Later]:
    entity, at = piece.entity, place_of(index, piece.part.items)
    if not frame.has_at(at):
        return
    made_of = shown_on(index.around, piece.part.items, piece.marks.rows)
    if frame.wants_at(at, piece.path, entity.id, entity.kind, entity.name, piece.part.label, piece.links, made_of):
        yield Later(at, partial(_piece, frame, index, piece))


def _piece(frame: Frame, index: Index, piece: _Piece) -> Steps:
    entity, mentions = piece.entity, piece.title == "Mentions"
    rows = Markup("".join((yield from taken(index, piece.marks.taking(piece.part.items, urls.up(piece.path))))))
    return frame.page(
        piece.path,
        "entity_part.html",
        kind=entity.kind,
        section=urls.FOLDERS[entity.kind],
        entity=entity,
        home=urls.entity(entity),
        title=piece.title,
        label=piece.part.label,
        links=piece.links,
        number=piece.part.number,
        quotes="" if mentions else rows,
        mentions=rows if mentions else "",
    )


def _forms(held: Iterable[Held]) -> list[Forms]:
    """Each form by outlet, the outlet with most mentions first."""
    found: dict[str, Counter[str]] = {}
    for source, share in held:
        if share.named:
            its = found.setdefault(source.outlet, Counter())
            for words, number in share.forms:
                its[words] += number
    ordered = sorted(found.items(), key=lambda pair: (-pair[1].total(), pair[0]))
    return [Forms(name, forms(words)[:FORMS_SHOWN]) for name, words in ordered]


def _roles(held: Iterable[Held]) -> list[Role]:
    """Each role with who gives it and when, the latest first; the same role in another case is the same."""
    found: dict[str, tuple[str, list[Gist]]] = {}
    for source, share in held:
        for role in share.roles:
            found.setdefault(role.casefold(), (role, []))[1].append(source)
    return [_role(role, sources) for role, sources in found.values()]


def _role(role: str, sources: Sequence[Gist]) -> Role:
    dates = sorted(source.published for source in sources if source.published)
    first, last = (dates[0], dates[-1]) if dates else ("", "")
    return Role(role, list(dict.fromkeys(source.outlet for source in sources)), first, last)
