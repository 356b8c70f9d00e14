"""How sources call an entity: by which forms of its name, and in which roles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.dossier.gist import Gist
from onrecord.pages.entries import forms
from onrecord.pages.indexes import Held
from onrecord.pages.value import Value

SHOWN = 12
"""Forms, outlets and roles that an entity's page shows, and figures that it gave."""


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


def forms_of(held: Iterable[Held]) -> list[Forms]:
    """Each form by outlet, the outlet with most mentions first."""
    found: dict[str, dict[str, int]] = {}
    for source, share in held:
        if share.named:
            its = found.setdefault(source.outlet, {})
            for words, number in share.forms:
                its[words] = its.get(words, 0) + number
    ordered = sorted(found.items(), key=lambda pair: (-sum(pair[1].values()), pair[0]))
    return [Forms(name, forms(words)[:SHOWN]) for name, words in ordered]


def roles_of(held: Iterable[Held]) -> list[Role]:
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
