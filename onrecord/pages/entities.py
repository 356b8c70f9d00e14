"""People, agencies, organizations and places: a list from A to Z, and a page for each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from onrecord.model import Entity, EntityKind, Page, Record
from onrecord.pages import urls
from onrecord.pages.companions import fan
from onrecord.pages.days import strip
from onrecord.pages.entries import Entry, Row, Tally, entry, forms, row, tally
from onrecord.pages.figures import figure_row
from onrecord.pages.frame import Frame
from onrecord.pages.identifiers import identifiers
from onrecord.pages.indexes import Index, Named, Said, listed
from onrecord.pages.parts import LENGTH, Link, Part, around, letter, links, split, year
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
    """An entity in a list from A to Z."""

    entity: Entity
    href: str
    first: str
    """What stands before the part of the name that it is listed under."""
    last: str
    role: str
    tally: Tally
    named: int
    sources: int


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

    shown: Sequence[Entry | Row]
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
    speaking = voices(look_ups)
    for kind, folder in urls.FOLDERS.items():
        found = listed(look_ups, kind)
        if found:
            yield from _lists(frame, look_ups, kind, folder, found)
    for entity in look_ups.dossier.entities:
        yield from _entity(frame, look_ups, entity, speaking.get(entity.id, []))


# ---------------------------------------------------------------- the lists


def _lists(frame: Frame, index: Index, kind: EntityKind, folder: str, found: list[Entity]) -> Iterator[Page]:
    rows = sorted((_listed(index, entity) for entity in found), key=_by_name)
    path = f"{folder}/index.html"
    if len(rows) <= LENGTH:
        yield _list(frame, path, kind, rows, len(rows))
        return
    parts = split(rows, lambda listed: letter(listed.last))
    letters = links(parts, f"{folder}/names/")
    most = sorted(rows, key=lambda listed: (-listed.tally.total, -listed.named))[: LENGTH // 4]
    yield _list(frame, path, kind, most, len(rows), around(letters))
    for part, link in zip(parts, letters, strict=True):
        if frame.wants(link.href):
            yield _list(frame, link.href, kind, part.items, len(rows), around(letters, link.href), link.label)


def _list(
    frame: Frame,
    path: str,
    kind: EntityKind,
    rows: Sequence[Listed],
    total: int,
    letters: Sequence[Link] = (),
    label: str = "",
) -> Page:
    return frame.page(
        path,
        "entities.html",
        kind="entities",
        section=urls.FOLDERS[kind],
        title=TITLES[kind][1],
        rows=rows,
        total=total,
        letters=letters,
        letter=label,
        filtered=len(rows) >= FILTER_FROM and bool(label or not letters),
    )


def _listed(index: Index, entity: Entity) -> Listed:
    named, said = index.named[entity.id], index.said[entity.id]
    sources = {i.record.source.id for i in named} | {i.record.source.id for i in said}
    return Listed(
        entity,
        urls.entity(entity),
        *sort_name(entity),
        role_of(index, entity) if entity.kind == "person" else _also(entity),
        tally(said),
        len(named),
        len(sources),
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
    if frame.wants(urls.entity(entity)):
        yield _own_page(frame, index, entity, speaking)
    for slug, title, items in (("said", "Said", said), ("about", "Said about", about), ("named", "Mentions", named)):
        yield from _parts(frame, index, entity, slug, title, items)


def _own_page(frame: Frame, index: Index, entity: Entity, speaking: list[Voice]) -> Page:
    said, about, named = index.said[entity.id], index.about[entity.id], index.named[entity.id]
    path = urls.entity(entity)
    return frame.page(
        path,
        "entity.html",
        kind=entity.kind,
        section=urls.FOLDERS[entity.kind],
        entity=entity,
        label=TITLES[entity.kind][0],
        role=role_of(index, entity),
        tally=tally(said),
        span=_span([*(item.record for item in said), *(item.record for item in named)]),
        strip=strip(_days(said, named)) if len(said) > 2 else None,
        said=_section(index, path, "said", said),
        about=_section(index, path, "about", about),
        named=_section(index, path, "named", named),
        forms=_forms(named)[:FORMS_SHOWN],
        roles=_roles(index, entity)[:FORMS_SHOWN],
        given=[figure_row(index, given) for given in index.given[entity.id][:FORMS_SHOWN]],
        times=times,
        given_total=len(index.given[entity.id]),
        fan=fan(index, entity),
        identifiers=identifiers(entity),
        voices=speaking,
    )


def _days(said: Sequence[Said], named: Sequence[Named]) -> dict[str, tuple[int, int]]:
    """By day of publication: how often an entity is quoted, and how often it is named."""
    quoted = Counter(one.record.source.metadata.published or "" for one in said)
    mentioned = Counter(one.record.source.metadata.published or "" for one in named)
    return {when: (quoted[when], mentioned[when]) for when in quoted | mentioned}


def _section(index: Index, path: str, slug: str, items: Sequence[Said] | Sequence[Named]) -> Section:
    """The newest of a list, with links to the whole of it by year when it is long."""
    if len(items) <= LENGTH:
        return Section([_shown(index, item) for item in items], len(items), ())
    more = links(_by_year(items), f"{path.removesuffix('.html')}/{slug}-")
    return Section([_shown(index, item) for item in items[: LENGTH // 4]], len(items), around(more))


def _parts(
    frame: Frame, index: Index, entity: Entity, slug: str, title: str, items: Sequence[Said] | Sequence[Named]
) -> Iterator[Page]:
    if len(items) <= LENGTH:
        return
    home = urls.entity(entity)
    parts = _by_year(items)
    ways = links(parts, f"{home.removesuffix('.html')}/{slug}-")
    for part, link in zip(parts, ways, strict=True):
        if frame.wants(link.href):
            yield frame.page(
                link.href,
                "entity_part.html",
                kind=entity.kind,
                section=urls.FOLDERS[entity.kind],
                entity=entity,
                home=home,
                title=title,
                label=part.label,
                links=around(ways, link.href),
                shown=[_shown(index, item) for item in part.items],
            )


def _by_year(items: Sequence[Said] | Sequence[Named]) -> list[Part[Said | Named]]:
    return split(items, lambda item: year(item.record.source.metadata.published))


def _shown(index: Index, item: Said | Named) -> Entry | Row:
    return entry(index, item) if isinstance(item, Said) else row(item)


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
