"""Roles that follow a name: "Jane Roe, a Democrat", "John Doe, the group's director", "Sen. Ann Lee (D-Ohio)"."""

from __future__ import annotations

from onrecord.annotate import lexicon as lx
from onrecord.annotate.bearers import Bearer
from onrecord.annotate.spans import Reading
from onrecord.patterns import regex

_PARTY = regex(r"[ ,(]{1,2}([RDI]-[A-Z][\w.]+(?:(?: [A-Z][\w.]+){1,2}(?=[,;)]))?)")
_BESIDE, _BEFORE_PARTY = frozenset(" ("), frozenset(" ,(RDI")
_APPOSITION = regex(
    r", ((?:(?:an?|the|its|their|his|her) )?(?:[\w'&./-]++ ){0,7}?[\w'&-]++)(?=[,.;:)]|$| (?:who|whose|said|told|"
    r"and|at|in|of|for)\b)"
)
_CLAUSE = regex(
    r"(?:who|which|that|is|was|served|serves|said|and|but|as|in|on|at|for|to|with|after|before|when|while|like|"
    r"including)\b|\w+(?:ing|ed) "
)
_MEMBERS = frozenset("Democrat Republican Independent Conservative Liberal Libertarian Socialist".split())
_LONGEST = 70  # characters: more is a clause, not a role


def add_roles(reading: Reading, people: list[Bearer]) -> None:
    """Add to each person the roles that stand right after one of the names."""
    text, last = reading.text, len(reading.text) - 1
    for bearer in people:
        for start, end, _, _ in bearer.mentions:
            after = text[end] if end < last else ""
            if after != "," and (after not in _BESIDE or text[end + 1] not in _BEFORE_PARTY):
                continue
            if end - start < 3:
                continue
            party = _PARTY.match(text, end)
            if party is not None:
                bearer.roles.setdefault(party.group(1))
            elif after == ",":
                _apposition(text, end, bearer)


def _apposition(text: str, end: int, bearer: Bearer) -> None:
    found = _APPOSITION.match(text, end, end + _LONGEST)
    if found is None:
        return
    role = found.group(1)
    if _CLAUSE.match(role):
        return
    last = role.rpartition(" ")[2].rpartition("-")[2]
    if last in lx.occupations() or last in _MEMBERS:
        bearer.roles.setdefault(role)
