"""`content/corrections/<id>.yaml`: single marks put right, anchored by their words."""

from __future__ import annotations

from typing import get_args

from msgspec import Struct

from onrecord.curate.registry import KINDS
from onrecord.curate.values import as_value, value_trouble
from onrecord.model import FigureKind, Value
from onrecord.problems import InputError, Problem
from onrecord.strict import Fields, Node, as_number, parse, slug_trouble

FIGURE_KINDS: tuple[FigureKind, ...] = get_args(FigureKind)
FORMS = ("direct", "indirect", "mixed")
_FIGURE = ("value", "unit", "of", "qualifier")


class Correction(Struct, frozen=True):
    """One correction. `exact` with `prefix` and `suffix` around it must stand at one place of the source."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    set: tuple[tuple[str, object], ...] = ()
    """(field, value) with fields `speaker`, `entity`, `kind`, `value`, `unit`, `of`; None where the file gives none."""
    add: tuple[tuple[str, object], ...] = ()
    """Fields of a mark to add, `kind` the first: a kind of entity with `entity`, `quote` with `speaker` and `form`, or
    a kind of figure with `value`, `unit`, `of`, `qualifier`."""
    drop: bool = False
    why: str = ""
    by: str = ""
    path: str = ""
    line: int = 0


def read_corrections(text: str, path: str) -> tuple[Correction, ...]:
    """Read the text of a `corrections/<id>.yaml`; raises `InputError` that names every problem in it.

    Whether the words still stand in the source is not asked here: see `anchor`.
    """
    problems: list[Problem] = []
    root = parse(text, path)
    if root.kind != "list" and not root.empty:
        hint = "Start each correction with a dash: `- exact: …`."
        raise InputError(Problem(path, root.line, "the file must be a list of corrections", hint))
    corrections = tuple(_correction(node, path, problems) for node in root.items)
    if problems:
        raise InputError(*problems)
    return corrections


def _correction(node: Node, path: str, problems: list[Problem]) -> Correction:
    fields = Fields(node, path, problems, "a correction")
    fields.required("exact")
    correction = Correction(
        exact=fields.verbatim("exact"),
        prefix=fields.verbatim("prefix"),
        suffix=fields.verbatim("suffix"),
        set=_set(fields, problems),
        add=_add(fields, problems),
        drop=fields.boolean("drop"),
        why=fields.text("why"),
        by=fields.text("by"),
        path=path,
        line=node.line,
    )
    if sum((fields.has("set"), fields.has("add"), correction.drop)) != 1:
        hint = "Say what to do with this mark: `set: {speaker: maria-keller}`, `add: {kind: person}` or `drop: true`."
        fields.wrong("exact", "a correction needs exactly one of `set`, `add` and `drop: true`", hint)
    fields.done()
    return correction


def _set(fields: Fields, problems: list[Problem]) -> tuple[tuple[str, object], ...]:
    node = fields.node("set")
    if node is None:
        return ()
    inner = Fields(node, fields.path, problems, "`set`")
    found = _values(inner, ("speaker", "entity", "kind", "value", "unit", "of"), (*KINDS, *FIGURE_KINDS))
    if "kind" in inner.names and not inner.has("kind"):
        inner.wrong("kind", "`kind` is empty", "No mark is without a kind; to take the mark away write `drop: true`.")
    inner.done()
    if node.kind == "mapping" and not inner.names:
        fields.wrong("set", "`set` names nothing to set")
    return found


def _add(fields: Fields, problems: list[Problem]) -> tuple[tuple[str, object], ...]:
    node = fields.node("add")
    if node is None:
        return ()
    inner = Fields(node, fields.path, problems, "`add`")
    inner.required("kind")
    kinds = (*KINDS, "quote", *FIGURE_KINDS)
    kind = inner.choice("kind", kinds, "")
    keys = ("entity",) if kind in KINDS else ("speaker", "form") if kind == "quote" else _FIGURE
    if kind in FIGURE_KINDS and not inner.has("value"):
        inner.wrong("value", f"`value` is missing, which every {kind} has", _VALUE_HINT)
    found = _values(inner, ("kind", *(keys if kind else ("entity", "speaker", "form", *_FIGURE))), kinds)
    inner.done()
    return found


def _values(fields: Fields, keys: tuple[str, ...], kinds: tuple[str, ...]) -> tuple[tuple[str, object], ...]:
    """The (key, value) pairs that are written; a key without a value takes away what was found (None)."""
    read = {key: _one(fields, key, kinds) for key in keys}
    return tuple((key, read[key]) for key in keys if key in fields.names)


def _one(fields: Fields, key: str, kinds: tuple[str, ...]) -> object:
    if key in ("speaker", "entity"):
        return _id(fields, key)
    if key in ("kind", "form"):
        return fields.choice(key, kinds if key == "kind" else FORMS, "") or None
    return _value(fields, key) if key == "value" else fields.text(key) or None


def _id(fields: Fields, key: str) -> str | None:
    value = fields.text(key)
    trouble = slug_trouble(value) if value else ""
    if trouble:
        fields.wrong(key, f"`{key}`: {trouble}", "Give the id of an entity, as its page's address has it.")
    return value or None


_VALUE_HINT = "Write 12, 2026-02-02 or [10, 15]."


def _value(fields: Fields, key: str) -> Value:
    """A number, a date as the record writes it, or a list of numbers for a range or a score: as the kind wants it."""
    node = fields.node(key)
    if node is None:
        return None
    written = fields.node("kind")
    kind = written.text if written and written.text in FIGURE_KINDS else ""
    value = _written(node)
    if value is None:
        fields.wrong(key, f"`{key}` must be a number, a date or a list of numbers", _VALUE_HINT)
    elif trouble := value_trouble(kind, value):
        fields.wrong(key, f"`{key}`: {trouble}", _VALUE_HINT)
    return as_value(kind, value)


def _written(node: Node) -> Value:
    """What stands there: a number, a text with digits, or several numbers; None for anything else."""
    numbers = [as_number(item) for item in (node.items if node.kind == "list" else (node,))]
    several = tuple(number for number in numbers if number is not None)
    if len(several) == len(numbers):
        return several[0] if node.kind == "text" else several if len(several) > 1 else None
    return node.text if node.kind == "text" and any(map(str.isdigit, node.text)) else None
