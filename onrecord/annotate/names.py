"""Stage: the people and places of a source."""

from __future__ import annotations

from collections.abc import Collection
from operator import attrgetter

from msgspec.structs import replace

from onrecord.annotate import lexicon as lx
from onrecord.annotate.bearers import Bearer
from onrecord.annotate.local import analyse
from onrecord.model import EntityKind, Found, LocalName, NameMention, Source

_START, _END = attrgetter("start"), attrgetter("end")


def find_names(source: Source, found: Found) -> Found:
    """Add the people and places."""
    return add_bearers(source, found, ("person", "place"))


def add_bearers(source: Source, found: Found, kinds: Collection[EntityKind]) -> Found:
    """Add the bearers of these kinds, with their mentions, after what is found already."""
    names, mentions, common = list(found.names), list(found.mentions), lx.common()
    for bearer in analyse(source.text).bearers:
        if bearer.kind in kinds:
            at = len(names)
            for start, end, confidence, why in bearer.mentions:
                mentions.append(NameMention(start, end, at, confidence, why))
            names.append(_local_name(bearer, common))
    mentions.sort(key=_END)  # two sorts by one number each cost less than one by a pair
    mentions.sort(key=_START)
    return replace(found, names=tuple(names), mentions=tuple(mentions))


def _local_name(bearer: Bearer, common: frozenset[str]) -> LocalName:
    forms = bearer.forms
    return LocalName(
        bearer.kind,
        bearer.name,
        tuple(forms) if len(forms) == 1 else tuple(sorted(forms, key=len, reverse=True)),
        tuple(bearer.roles),
        bearer.gender,
        bearer.acronym,
        bearer.sure,
        not common.isdisjoint(forms),
        bearer.opens,
        "",
        bearer.why,
    )
