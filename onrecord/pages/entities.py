"""People, agencies, organizations and places: a list from A to Z, and a page for each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from onrecord.model import Entity, EntityKind, Page, Record
from onrecord.pages import urls
from onrecord.pages.companions import Fan, fan
from onrecord.pages.days import strip
from onrecord.pages.entries import BY_YEAR, Tally, forms, inputs, tally
from onrecord.pages.frame import Frame
from onrecord.pages.identifiers import identifiers
from onrecord.pages.indexes import Index, Named, Said, listed, once
from onrecord.pages.parts import LENGTH, Link, Order, Part, Ways, letter, links, split
from onrecord.pages.rows import given_rows, mention_rows, quote_rows
from onrecord.pages.voices import Voice, voices
from onrecord.pages.words import capital, outlet, times

TITLES: dict[EntityKind, tuple[str, str]] = {
    "person": ("Person", "People"),
    "agency": ("Agency", "Agencies"),
    "organization": ("Organization", "Organizations"),
    "place": ("Place", "Places"),
}
FILTER_FROM = 15
"""A shorter list needs no filter box."""
FORMS_SHOWN = 12
_SUFFIX = re.compile(r",? (?:[JS]r\.?|I{2,3}|I?V|Ph\.?D\.?|M\.?D\.?|Esq\.?)$")


class Listed(NamedTuple):
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


class Forms(NamedTuple):
    """How the sources of one outlet call an entity: each form with its count, the commonest first."""

    outlet: str
    forms: Sequence[tuple[str, int]]


class Role(NamedTuple):
    """A role, with who gives it and the time from the first such source to the last."""

    role: str
    outlets: Sequence[str]
    first: str
    last: str


class Section(NamedTuple):
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
    roles = Counter(role for _, use in index.used[entity.id] for role in use.roles)
    return capital(roles.most_common(1)[0][0]) if roles else ""


def pages(frame: Frame, look_ups: Index) -> Iterator[Page]:
    """For each kind that occurs a list, and a page for every entity, with further pages where it needs them."""
    for kind, folder in urls.FOLDERS.items():
        found = listed(look_ups, kind)
        if found:
            yield from _lists(frame, look_ups, kind, folder, found)
    speaking = once(look_ups, voices)
    for entity in look_ups.dossier.entities:
        yield from _entity(frame, look_ups, entity, speaking.get(entity.id, []))


def summaries(index: Index) -> dict[str, Listed]:
    """By id what the lists tell of every entity."""
    return {entity.id: _listed(index, entity) for entity in index.dossier.entities}


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
    named, said = index.named[entity.id], index.said[entity.id]
    days = {i.record.source.id: i.record.source.metadata.published or "" for held in (named, said) for i in held}
    dates = sorted(filter(None, days.values()))
    return Listed(
        entity,
        urls.entity(entity),
        *sort_name(entity),
        role_of(index, entity) if entity.kind == "person" else _also(entity),
        tally(said),
        len(named),
        len(days),
        dates[0] if dates else "",
        dates[-1] if dates else "",
    )


def _also(entity: Entity) -> str:
    """Other names of a body or a place, as far as they tell more than a part of its name."""
    others = [alias for alias in entity.aliases if alias.casefold() not in entity.name.casefold()]
    return ", ".join(others[:3])


def _by_name(listed: Listed) -> tuple[str, str, str]:
    return listed.last.casefold(), listed.first.casefold(), listed.entity.id


# ---------------------------------------------------------------- one entity


def _entity(frame: Frame, index: Index, entity: Entity, speaking: list[Voice]) -> Iterator[Page]:
    said, about, named = index.said[entity.id], index.about[entity.id], index.named[entity.id]
    lists = {
        slug: _long(items, f"{urls.entity(entity).removesuffix('.html')}/{slug}-")
        for slug, items in (("said", said), ("about", about), ("named", named))
    }
    near = fan(index, entity)
    made_of = b"".join(index.shown[source] for source in _sources(index, entity))
    links = {slug: ways.overview() for slug, (_, ways) in lists.items()}
    if frame.wants(urls.entity(entity), entity, once(index, summaries)[entity.id], made_of, links, near, speaking):
        yield _own_page(frame, index, entity, links, near, speaking)
    for slug, title in (("said", "Said"), ("about", "Said about"), ("named", "Mentions")):
        parts, ways = lists[slug]
        for part, link in parts:
            yield from _part(frame, index, entity, title, part, link, ways)


def _sources(index: Index, entity: Entity) -> dict[str, None]:
    """The sources that its page shows something of."""
    held = (index.said, index.about, index.named, index.given)
    found = dict.fromkeys(item.record.source.id for by in held for item in by[entity.id])
    found.update(dict.fromkeys(record.source.id for record, _ in index.used[entity.id]))
    return found


_Item = Said | Named


def _long(items: Sequence[_Item], before: str) -> tuple[list[tuple[Part[_Item], Link]], Ways]:
    """The parts of a list with their addresses, and the links between them; none where it is short."""
    parts = split(items, BY_YEAR) if len(items) > LENGTH else []
    found = links(parts, before)
    return list(zip(parts, found, strict=True)), Ways(found)


def _own_page(
    frame: Frame, index: Index, entity: Entity, links: dict[str, list[Link]], near: Fan | None, speaking: list[Voice]
) -> Page:
    said, about, named = index.said[entity.id], index.about[entity.id], index.named[entity.id]
    known = once(index, summaries)[entity.id]
    given = index.given[entity.id]
    up = urls.up(known.href)
    newest = {slug: LENGTH // 4 if links[slug] else LENGTH for slug in links}
    return frame.page(
        known.href,
        "entity.html",
        kind=entity.kind,
        section=urls.FOLDERS[entity.kind],
        entity=entity,
        label=TITLES[entity.kind][0],
        role=known.role if entity.kind == "person" else role_of(index, entity),
        known=known,
        strip=strip(_days(said, named)) if len(said) > 2 else None,
        said=Section(quote_rows(index, said[: newest["said"]], up, entity), len(said), links["said"]),
        about=Section(quote_rows(index, about[: newest["about"]], up), len(about), links["about"]),
        named=Section(mention_rows(index, named[: newest["named"]], up), len(named), links["named"]),
        forms=_forms(named)[:FORMS_SHOWN] if len(named) > 1 or len(said) > 1 else (),
        roles=_roles(index, entity)[:FORMS_SHOWN],
        given=given_rows(index, given[:FORMS_SHOWN], up),
        times=times,
        given_more=max(0, len(given) - FORMS_SHOWN),
        fan=near,
        identifiers=identifiers(entity),
        voices=speaking,
    )


def _days(said: Sequence[Said], named: Sequence[Named]) -> dict[str, tuple[int, int]]:
    """By day of publication: how often an entity is quoted, and how often it is named."""
    quoted = Counter(one.record.source.metadata.published or "" for one in said)
    mentioned = Counter(one.record.source.metadata.published or "" for one in named)
    return {when: (quoted[when], mentioned[when]) for when in quoted | mentioned}


def _part(
    frame: Frame, index: Index, entity: Entity, title: str, part: Part[_Item], link: Link, ways: Ways
) -> Iterator[Page]:
    """A page of a long list of what an entity said, of what is said about it, or of where it is named."""
    shown = ways.around(link)
    if not frame.wants(link.href, entity.id, entity.kind, entity.name, part.label, shown, inputs(index, part)):
        return
    said = [item for item in part.items if isinstance(item, Said)]
    named = [item for item in part.items if isinstance(item, Named)]
    yield frame.page(
        link.href,
        "entity_part.html",
        kind=entity.kind,
        section=urls.FOLDERS[entity.kind],
        entity=entity,
        home=urls.entity(entity),
        title=title,
        label=part.label,
        links=shown,
        number=len(part.items),
        quotes=quote_rows(index, said, urls.up(link.href), entity if title == "Said" else None),
        mentions=mention_rows(index, named, urls.up(link.href)),
    )


def _span(records: Iterable[Record]) -> tuple[int, str, str]:
    """In how many sources, and the first and the last date of them ("" without one)."""
    found = {record.source.id: record.source.metadata.published for record in records}
    dates = sorted(date for date in found.values() if date)
    return len(found), dates[0] if dates else "", dates[-1] if dates else ""


def _forms(named: Iterable[Named]) -> list[Forms]:
    """Each form by outlet, the outlet with most mentions first."""
    found: dict[str, list[Named]] = {}
    for item in named:
        found.setdefault(outlet(item.record.source), []).append(item)
    ordered = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [Forms(name, forms(held)[:FORMS_SHOWN]) for name, held in ordered]


def _roles(index: Index, entity: Entity) -> list[Role]:
    """Each role with who gives it and when, the latest first; the same role in another case is the same."""
    found: dict[str, tuple[str, list[Record]]] = {}
    for record, use in index.used[entity.id]:
        for role in use.roles:
            found.setdefault(role.casefold(), (role, []))[1].append(record)
    return [_role(role, records) for role, records in found.values()]


def _role(role: str, records: list[Record]) -> Role:
    _, first, last = _span(records)
    return Role(role, list(dict.fromkeys(outlet(record.source) for record in records)), first, last)
