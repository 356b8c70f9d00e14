"""Bearers of one source that are one body or place after all: an acronym and its expansion, a paper and its last
word, …."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.annotate import lexicon as lx
from onrecord.annotate.bearers import Bearer
from onrecord.english import SMALL_WORDS

AROUND = "words around it name a body"
_SMALL = SMALL_WORDS | {"&", "van"}
"""In a normal form, where these are asked for over all sources, "van" may be a surname, and "&" is "and"."""


def merge(bearers: list[Bearer]) -> None:
    """Bring the bearers of one body together; those that lose their mentions stay in the list, empty."""
    bodies = [bearer for bearer in bearers if bearer.kind != "place"]
    papers = [bearer for bearer in bodies if bearer.why == "known name" and _is_paper(bearer)]
    _into(bodies, papers, lambda name: name.rpartition(" ")[2])
    _into(bodies, [bearer for bearer in bodies if bearer.why == AROUND], lambda name: name.partition(" ")[0])
    _into(bodies, [bearer for bearer in bodies if bearer.why == "acronym"], _initials)
    _into(bearers, [bearer for bearer in bearers if bearer.name.isupper()], str.upper)


def _into(bearers: list[Bearer], weak: list[Bearer], key: Callable[[str], str]) -> None:
    """Give the mentions of each weak bearer to the one other bearer the key of whose name is its name, if there is but
    one."""
    loose = [(bearer, bearer.name.replace(".", "")) for bearer in weak if bearer.mentions]
    if not loose:
        return
    table: dict[str, list[Bearer]] = {name: [] for _, name in loose}
    unsure = set(weak)
    for bearer in bearers:
        if bearer.mentions and (same := table.get(key(bearer.name))) is not None and bearer not in unsure:
            same.append(bearer)
    for bearer, name in loose:
        known = table[name]
        if len(known) == 1 and (known[0].kind == "place") == (bearer.kind == "place"):
            known[0].take_over(bearer)


def _is_paper(bearer: Bearer) -> bool:
    """ "The Times" after the New York Times is that paper."""
    named = bearer.kind == "organization" and " " not in bearer.name
    return named and bool(lx.flags().get(bearer.name, 0) & lx.COMMON)


def _initials(name: str) -> str:
    """The initials of a body's name of three words and more; "" for others."""
    if " " not in name and "-" not in name:
        return ""
    words = [word for word in name.replace("-", " ").split() if word not in _SMALL]
    return "".join(word[0] for word in words) if len(words) > 2 else ""
