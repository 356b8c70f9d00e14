"""`content/groups.yaml`: groups of people whose naming is compared across outlets."""

from __future__ import annotations

from msgspec import Struct

from onrecord.problems import InputError, Problem
from onrecord.strict import Fields, Node, parse


class Group(Struct, frozen=True):
    """One group and the terms it goes by."""

    id: str
    name: str
    terms: tuple[str, ...]
    """As they are looked for in the sources, at least one."""
    line: int = 0


def read_groups(text: str, path: str) -> tuple[Group, ...]:
    """Read the text of a `groups.yaml`; raises `InputError` that names every problem in it."""
    problems: list[Problem] = []
    root = parse(text, path)
    if root.kind != "list" and not root.empty:
        hint = "Start each group with a dash: `- id: passengers`."
        raise InputError(Problem(path, root.line, "the file must be a list of groups", hint))
    groups = tuple(_group(node, path, problems) for node in root.items)
    first: dict[str, int] = {}
    for group in groups:
        if group.id and first.setdefault(group.id, group.line) != group.line:
            message = f"the id `{group.id}` is taken, first on line {first[group.id]}"
            problems.append(Problem(path, group.line, message, "Give every group an id of its own."))
    if problems:
        raise InputError(*problems)
    return groups


def _group(node: Node, path: str, problems: list[Problem]) -> Group:
    fields = Fields(node, path, problems, "a group")
    group = Group(fields.slug("id"), fields.required("name"), fields.texts("terms"), node.line)
    if not fields.has("terms"):
        fields.wrong("terms", "a group needs `terms`", "List the words it goes by: `terms: [passengers, riders]`.")
    for index, term in enumerate(group.terms):
        if term in group.terms[:index]:
            fields.wrong("terms", f'the term "{term}" stands there twice')
    fields.done()
    return group
