"""The bearers of a source's names: one for each local name, two where one local name is father and son."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, structs

from onrecord.curate.registry import Registry
from onrecord.dossier.clusters import REGISTRY, Bearer, class_of, key_of
from onrecord.dossier.names import person
from onrecord.dossier.offices import is_office, owner_before
from onrecord.model import NOBODY, Found, LocalName, Source

_PROVEN = 0.9
"""Confidence from which on a mention proves by itself that a name is a person's."""


class Told(Struct, frozen=True, array_like=True, gc=False):
    """What one source tells of who is who: all that `resolve` asks of it, without a place in its text.

    An edit that touches no name leaves it as it was, and so does one that only names somebody once more: then nobody
    need be resolved again.
    """

    names: tuple[LocalName, ...] = ()
    stands: tuple[tuple[str, ...], ...] = ()
    """For each name the forms in which it stands in the text, in order of their first mention."""
    strengths: tuple[float, ...] = ()
    """For each name the confidence of the surest of them."""
    owners: tuple[str, ...] = ()
    """For each name the country or town before the first, if it is an office's; else ""."""
    spoken: tuple[str, ...] = ()
    """Ids of speakers that only the tag of a quote or figure gives, sorted."""


def told(source: Source, found: Found) -> Told:
    """What a source tells of who is who."""
    stands: list[dict[str, None]] = [{} for _ in found.names]
    strengths = [0.0] * len(found.names)
    firsts = [-1] * len(found.names)
    text = source.text
    for mention in found.mentions:
        local, start = mention.local, mention.start
        if firsts[local] < 0:
            firsts[local] = start
        stands[local][text[start : mention.end]] = None
        if mention.confidence > strengths[local]:
            strengths[local] = mention.confidence
    spoken = {quote.speaker_id for quote in found.quotes} | {figure.said_by or "" for figure in found.figures}
    return Told(
        found.names,
        tuple(map(tuple, stands)),
        tuple(strengths),
        tuple([_owner(text, name, first) for name, first in zip(found.names, firsts, strict=True)]),
        tuple(sorted(spoken - {"", NOBODY})),
    )


def _owner(text: str, name: LocalName, first: int) -> str:
    return owner_before(text, first) if first >= 0 and is_office(key_of("body", name.name)) else ""


def bearers_of(at: int, told: Told, moved: Mapping[str, str], classes: Mapping[str, str]) -> list[Bearer]:
    """The bearers in the source of index `at`; first those of its names, in their order.

    `moved` leads from old ids to new ones, `classes` from a name to the class that the registry gives it.
    """
    of_each = zip(told.names, told.stands, told.strengths, told.owners, strict=True)
    bearers = []
    for local, (name, stand, strength, owner) in enumerate(of_each):
        bearer = Bearer(at, local, name, stand, strength)
        if name.id:
            bearer.pin = moved.get(name.id, name.id)
        elif classes and name.name in classes:
            bearer.classify(classes[name.name])
        if owner and bearer.kind == "body":
            bearer.owner = owner
        bearers.append(bearer)
    elders = [_elder(bearer) for bearer in bearers if bearer.kind == "person" and len(bearer.forms) > 1]
    return bearers + [elder for elder in elders if elder is not None]


def reclassify(sources: Iterable[Sequence[Bearer]]) -> None:
    """Put people whom only the words around them prove among the bodies, where another source has a body so named.

    "Thornbury Shipyards said" tells no company from a person; "Thornbury Shipyards Ltd" does. A known given name, a
    title or a role keeps a person a person: companies are named after people.
    """
    every = [bearer for bearers in sources for bearer in bearers]
    bodies = {bearer.key for bearer in every if bearer.kind == "body" and bearer.name.sure and " " in bearer.key}
    for bearer in every:
        if bearer.kind == "person" and _unproven(bearer) and key_of("body", bearer.name.name) in bodies:
            bearer.classify("body")


def _unproven(bearer: Bearer) -> bool:
    name = bearer.name
    return bearer.strength < _PROVEN and " " in name.name and not (name.gender or name.roles or bearer.pin)


def _elder(bearer: Bearer) -> Bearer | None:
    """The person without a suffix among the mentions of one with it, when named in full before the other.

    Who is introduced as "John Smith Jr." may be "John Smith" later; who is introduced without it is somebody else.
    """
    suffixed = person(bearer.name.name)
    if not suffixed.suffix or bearer.pin:
        return None
    full = [form for form in bearer.stand if person(form).given]
    if not full or person(full[0]).suffix:
        return None
    forms = tuple(dict.fromkeys(form for form in bearer.stand if not person(form).suffix))
    elder = Bearer(
        bearer.source,
        bearer.local,
        structs.replace(bearer.name, name=full[0], forms=forms),
        [form for form in bearer.stand if form in forms],
    )
    elder.only = forms
    bearer.stand = [form for form in bearer.stand if form not in forms]
    bearer.forms = tuple(form for form in bearer.forms if form not in forms)
    bearer.name = structs.replace(bearer.name, forms=bearer.forms, roles=())
    return elder


def borrowed(bearer: Bearer, form: str) -> Bearer:
    """A bearer for a short form that stands among the mentions of one person and means another."""
    name = structs.replace(bearer.name, name=form, forms=(form,), roles=(), gender="")
    other = Bearer(bearer.source, bearer.local, name, [each for each in bearer.stand if each == form])
    other.only = (form,)
    return other


def registered(registry: Registry) -> list[Bearer]:
    """Each form of each entry as a bearer of its own, pinned to the entry's id."""
    bearers = []
    for entry in registry.entries:
        forms = (entry.name, *entry.aliases)
        for form in forms:
            bearer = Bearer(REGISTRY, 0, LocalName(entry.kind, form, forms, (entry.role,) if entry.role else ()), ())
            bearer.pin = entry.id
            bearers.append(bearer)
    return bearers


def classes_of(bearers: Iterable[Bearer]) -> dict[str, str]:
    """The class of each registered form, where the registry is of one mind."""
    classes: dict[str, set[str]] = {}
    for bearer in bearers:
        classes.setdefault(bearer.name.name, set()).add(class_of(bearer.name.kind))
    return {form: min(its) for form, its in classes.items() if len(its) == 1}
