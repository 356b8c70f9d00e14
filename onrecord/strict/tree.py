"""Text of YAML → its tree, by a stack of our own; what YAML can do beyond texts, lists and mappings is refused."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Literal

import yaml
from msgspec import Struct

from onrecord.patterns import regex
from onrecord.problems import InputError, Problem
from onrecord.strict.nodes import Node, short, shown

MAX_CHARS = 8_000_000
"""Room for a registry of some ten thousand entries; far above any file written by hand."""
MAX_DEPTH = 12
"""No file of `content/` needs more than four."""

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNFIT = regex("[\\0\ud800-\udfff]")  # no source holds one, and no file or page can
_HINTS = (
    ("cannot start any token", "Indent with spaces, not tabs; put a text with @, % or ` in front in quotation marks."),
    ("mapping values are not allowed", 'Put a text that holds ": " in quotation marks, and line up the keys.'),
    ("end of stream", "A quotation mark or bracket is opened and never closed."),
    ("end of document", "A quotation mark or bracket is opened and never closed."),
    ("expected ',' or", "A bracket is opened and not closed, or a comma is missing."),
    ("expected key", "Line up the keys of one entry, and close every quotation mark."),
    ("expected '-' indicator", "Line up the dashes of one list."),
    ("expected ':'", 'Write a key as "key: value".'),
    ("control characters", "Take out the control character."),
)


class _Open(Struct):
    """A list or mapping whose end has not been read yet."""

    line: int
    kind: Literal["list", "mapping"]
    nodes: list[Node] = []


def parse(text: str, path: str, first_line: int = 1) -> Node:
    """Return the tree of the YAML `text`; an empty document is an empty text node.

    `first_line` is the line of the file `path` on which `text` starts. Raises `InputError` with one problem: a parser
    cannot go on behind the first break of the syntax. Keys given twice are all named together.
    """
    if len(text) > MAX_CHARS:
        raise InputError(Problem(path, None, f"too long: {len(text):,} characters of YAML, {MAX_CHARS:,} are allowed"))
    try:
        node = _build(text, path, first_line)
    except yaml.YAMLError as error:
        raise InputError(_syntax_problem(error, text, path, first_line)) from None
    problems = list(_repeated_keys(node, path))
    if problems:
        raise InputError(*problems)
    return node


def _build(text: str, path: str, first_line: int) -> Node:
    """Make the tree with a stack of our own, so that depth is a message and not an overflow."""
    breaks = [found.start() for found in re.finditer("\n", text)]  # YAML also ends lines at U+0085, U+2028, U+2029
    stack: list[_Open] = [_Open(first_line, "list")]
    documents = 0
    for event in yaml.parse(text, Loader=_LOADER):
        line = first_line + (bisect_left(breaks, event.start_mark.index) if event.start_mark else 0)
        documents += isinstance(event, yaml.DocumentStartEvent)
        _refuse(event, documents, len(stack), path, line)
        if isinstance(event, yaml.ScalarEvent):
            stack[-1].nodes.append(Node(line, "text", event.value, not event.style))
        elif isinstance(event, yaml.CollectionStartEvent):
            stack.append(_Open(line, "list" if isinstance(event, yaml.SequenceStartEvent) else "mapping"))
        elif isinstance(event, yaml.CollectionEndEvent):
            closed = _closed(stack.pop(), path)
            stack[-1].nodes.append(closed)
    return stack[0].nodes[0] if stack[0].nodes else Node(first_line, "text", plain=True)


def _closed(part: _Open, path: str) -> Node:
    if part.kind == "list":
        return Node(part.line, "list", items=tuple(part.nodes))
    keys = tuple(part.nodes[::2])
    for key in keys:
        if key.kind != "text":
            raise InputError(Problem(path, key.line, f"{shown(key)} cannot be a key", "Write a key as one word."))
    return Node(part.line, "mapping", items=tuple(part.nodes[1::2]), keys=keys)


def _refuse(event: yaml.Event, documents: int, depth: int, path: str, line: int) -> None:
    message, hint = "", "Put a text that starts with & or * or ! in quotation marks."
    if isinstance(event, yaml.AliasEvent):
        message = f"aliases are not read: *{short(str(event.anchor))}"
    elif isinstance(event, yaml.NodeEvent) and event.anchor:
        message = f"anchors are not read: &{short(event.anchor)}"
    elif getattr(event, "tag", None):
        message = f"tags are not read: {short(getattr(event, 'tag', ''))}"
    elif depth > MAX_DEPTH:
        message, hint = f"nested deeper than {MAX_DEPTH} levels", "Close the brackets, or mend the indentation."
    elif documents > 1:
        message, hint = "a second document starts here", "Take out the line of three dashes."
    elif isinstance(event, yaml.ScalarEvent) and _UNFIT.search(event.value):
        message, hint = "there is a NUL character or half a character here", "Take out the escape."
    if message:
        raise InputError(Problem(path, line, message, hint))


def _repeated_keys(root: Node, path: str) -> Iterator[Problem]:
    stack = [root]
    while stack:
        node = stack.pop()
        first: dict[str, int] = {}
        for key in node.keys:
            if key.text in first:
                message = f"the key `{short(key.text)}` stands here twice, first on line {first[key.text]}"
                yield Problem(path, key.line, message, "Keep one of the two.")
            first.setdefault(key.text, key.line)
        stack.extend(reversed(node.items))


def _syntax_problem(error: yaml.YAMLError, text: str, path: str, first_line: int) -> Problem:
    words = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML")
    unclosed = "end of" in words or "expected ','" in words
    opened = getattr(error, "context_mark", None) if unclosed else None
    mark = opened or getattr(error, "problem_mark", None)
    line = text.count("\n", 0, mark.index if mark else getattr(error, "position", 0))
    lines = text.split("\n")
    hint = next((hint for part, hint in _HINTS if part in words), "")
    return Problem(path, line + first_line, f'broken YAML, {words}: "{short(lines[line].strip())}"', hint)
