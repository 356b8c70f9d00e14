"""Bearers of one source that are one body or place after all: an acronym and its expansion, a paper and its last
word, …."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from onrecord.annotate import lexicon as lx
from onrecord.annotate.bearers import Bearer

AROUND = "words around it name a body"
_SMALL = frozenset("of the and for in on at to de la le du des & van".split())


def merge(bearers: list[Bearer]) -> None:
    """Bring the bearers of one body together; those that lose their mentions stay in the list, empty."""
    bodies = [bearer for bearer in bearers if bearer.kind != "place"]
    _into(bodies, bodies, lambda bearer: bearer.name.rpartition(" ")[2], _is_paper)
    _into(bodies, bodies, lambda bearer: bearer.name.partition(" ")[0], lambda bearer: bearer.why == AROUND)
    _into(bodies, bodies, _initials, lambda bearer: bearer.why == "acronym")
    small = [bearer for bearer in bearers if not bearer.name.isupper()]
    _into(small, bearers, lambda bearer: bearer.name.upper(), lambda bearer: bearer.name.isupper())


def _into(
    fuller: Iterable[Bearer], bearers: Iterable[Bearer], key: Callable[[Bearer], str], weak: Callable[[Bearer], bool]
) -> None:
    """Give the mentions of each weak bearer to the one fuller bearer whose key is its name, if there is but one."""
    loose = [bearer for bearer in bearers if bearer.mentions and weak(bearer)]
    if not loose:
        return
    table: dict[str, list[Bearer]] = {}
    for bearer in fuller:
        if bearer.mentions and key(bearer) and not weak(bearer):
            table.setdefault(key(bearer), []).append(bearer)
    for bearer in loose:
        known = table.get(bearer.name.replace(".", ""), ())
        if len(known) == 1 and (known[0].kind == "place") == (bearer.kind == "place"):
            known[0].take_over(bearer)


def _is_paper(bearer: Bearer) -> bool:
    """ "The Times" after the New York Times is that paper."""
    named = bearer.kind == "organization" and " " not in bearer.name and bearer.why == "known name"
    return named and bool(lx.flags().get(bearer.name, 0) & lx.COMMON)


def _initials(bearer: Bearer) -> str:
    """The initials of a body of three words and more; "" for others."""
    words = [word for word in bearer.name.replace("-", " ").split() if word not in _SMALL]
    return "".join(word[0] for word in words) if len(words) > 2 else ""
