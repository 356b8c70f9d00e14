"""One mapping of a tree read key by key, each as the type that the caller asks for."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection
from typing import TypeVar

from onrecord.patterns import regex
from onrecord.problems import InputError, Problem
from onrecord.strict.nodes import Node, short, shown

Choice = TypeVar("Choice", bound=str)
_NUMBER = regex(r"-?\d{1,18}(?:\.\d{1,18})?")
_DATE = regex(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_SLUG = regex(r"(?=.{1,100}\Z)[a-z0-9]+(?:-[a-z0-9]+)*")  # the name of a file too, hence no longer
_DEVICE = regex(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
_SLUG_HINT = "Write lower-case letters a-z, digits and single dashes between them, at most 100, as in maria-keller."
_ADDRESS = regex(r"https?://[^\s/@?#\\\"'<>]+(?:[/?#][^\s\"'<>\\]*)?", re.IGNORECASE)
_LANGUAGE = regex(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_FENCE = regex(r"---[ \t]*(?:\n|\Z)")
_CLOSE = regex(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_OTHER_WORDS = {
    "date": "published", "pubdate": "published", "headline": "title", "publisher": "outlet", "publication": "outlet",
    "newspaper": "outlet", "byline": "author", "link": "url", "lang": "language", "locale": "language",
}  # fmt: skip
"""What other programs call a key."""


def parse(text: str, path: str, first_line: int = 1) -> Node:
    """As `tree.parse`, which is loaded when there is YAML to read: its parser takes a twentieth of the start."""
    from onrecord.strict import tree  # noqa: PLC0415 -- see above

    return tree.parse(text, path, first_line)


def front_matter(text: str, path: str) -> tuple[Node | None, str, int]:
    """Split a file that may start with YAML between two lines `---`.

    Returns the mapping (None when the file has no front matter), the text below it, and the 1-based line of the file on
    which that text starts. Raises `InputError` when it is never closed, is broken, or is no mapping.
    """
    opening = _FENCE.match(text)
    if not opening:
        return None, text, 1
    closing = _CLOSE.search(text, opening.end())
    if not closing:
        hint = "Close it with a line of three dashes; a rule at the very top can be written ***."
        raise InputError(Problem(path, 1, "the front matter opened here is never closed", hint))
    node = parse(text[opening.end() : closing.start()], path, 2)
    if node.kind != "mapping" and not node.empty:
        raise InputError(_no_mapping(node, path, "the front matter"))
    body = closing.end() + 1
    return node, text[body:], text.count("\n", 0, body) + 1


class Fields:
    """Reads the keys of one mapping as the types asked for; whatever is wrong is added to `problems`.

    A key that is not there, has no value, or has a wrong one, gives the default, so reading goes on and every problem
    of a file is told in one run. Call `done` last.
    """

    def __init__(self, node: Node, path: str, problems: list[Problem], what: str = "this file") -> None:
        self.line = node.line
        self.path = path
        self._problems = problems
        self._asked: list[str] = []
        self._nodes: dict[str, tuple[Node, Node]] = {}
        if node.kind == "mapping":
            self._nodes = {key.text: (key, item) for key, item in zip(node.keys, node.items, strict=True)}
        elif not node.empty:
            problems.append(_no_mapping(node, path, what))
            self._problems = []  # the one problem is told; what follows from it is not

    def has(self, key: str) -> bool:
        """Whether the key stands there with some value."""
        return key in self._nodes and not self._nodes[key][1].empty

    def line_of(self, key: str) -> int:
        """The line of the key, or of the mapping where there is no such key."""
        return self._nodes[key][0].line if key in self._nodes else self.line

    def node(self, key: str) -> Node | None:
        """The value as written, for what no method here reads; None when there is none."""
        self._asked.append(key)
        return self._nodes[key][1] if self.has(key) else None

    def wrong(self, key: str, message: str, hint: str = "") -> None:
        """Add a problem at the line of `key`."""
        self._problems.append(Problem(self.path, self.line_of(key), message, hint))

    def text(self, key: str, default: str = "") -> str:
        """A text, white space at its ends taken off."""
        node = self._scalar(key, "a text")
        return node.text.strip() if node else default

    def verbatim(self, key: str) -> str:
        """A text with the white space at its ends kept."""
        node = self._scalar(key, "a text")
        return node.text if node else ""

    def slug(self, key: str) -> str:
        """An id that must be there; "" when it is not or cannot be an id."""
        value = self.required(key)
        trouble = slug_trouble(value) if value else ""
        if trouble:
            self.wrong(key, f"`{key}`: {trouble}", _SLUG_HINT)
        return "" if trouble else value

    def slugs(self, key: str) -> tuple[str, ...]:
        """A list of ids, no two alike."""
        values = self.texts(key)
        for index, value in enumerate(values):
            trouble = f"`{value}` stands there twice" if value in values[:index] else slug_trouble(value)
            if trouble:
                self.wrong(key, f"`{key}`: {trouble}", _SLUG_HINT)
        return values

    def address(self, key: str) -> str | None:
        """A web address, `http://…` or `https://…`, without user name or white space."""
        node = self._scalar(key, "a web address")
        if node is None:
            return None
        value = node.text.strip()
        if _ADDRESS.fullmatch(value):
            return value
        self.wrong(key, f"`{key}` is not a web address: {shown(node)}", "Write it in full, as https://example.org/.")
        return None

    def required(self, key: str) -> str:
        """A text that must be there and not be empty; "" when it is not."""
        value = self.text(key)
        if not value and not self.has(key):
            self.wrong(key, f"`{key}` is missing", f"Add a line `{key}: …`.")
        elif not value and self._nodes[key][1].kind == "text":
            self.wrong(key, f"`{key}` is empty")
        return value

    def number(self, key: str, default: float, low: float, high: float) -> float:
        """A number from `low` to `high`, both in."""
        node = self._scalar(key, "a number")
        if node is None:
            return default
        value = as_number(node)
        if value is None:
            self.wrong(key, f"`{key}` must be a number, not {shown(node)}", _unquote_hint(node, _NUMBER))
        elif not low <= value <= high:
            self.wrong(key, f"`{key}` must be from {low:,} to {high:,}, not {shown(node)}")
        else:
            return value
        return default

    def whole(self, key: str, default: int, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both in."""
        value = self.number(key, default, low, high)
        if value != int(value):
            self.wrong(key, f"`{key}` must be a whole number, not {value:g}")
            return default
        return int(value)

    def boolean(self, key: str, default: bool = False) -> bool:
        """`true` or `false`, written just so."""
        node = self._scalar(key, "true or false")
        if node is None:
            return default
        if node.plain and node.text in ("true", "false"):
            return node.text == "true"
        self.wrong(key, f"`{key}` must be true or false, not {shown(node)}")
        return default

    def choice(self, key: str, choices: Collection[Choice], default: Choice) -> Choice:
        """One of `choices`, written just so."""
        node = self._scalar(key, _either(choices))
        if node is None:
            return default
        for choice in choices:
            if node.text == choice:
                return choice
        self.wrong(key, f"`{key}` must be {_either(choices)}, not {shown(node)}", did_you_mean(node.text, choices))
        return default

    def date(self, key: str) -> str | None:
        """A calendar date as ISO writes it: `2026-02-02`, `2026-02` or `2026`."""
        node = self._scalar(key, "a date")
        if node is None:
            return None
        value = node.text.strip()
        trouble = date_trouble(value)
        if trouble:
            self.wrong(key, f"`{key}`: {trouble}", "Write a date as 2026-02-28, 2026-02 or 2026.")
        return None if trouble else value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, none of them empty."""
        items = self.items(key)
        for item in items:
            if item.kind != "text" or not item.text.strip():
                message = f"`{key}` must be a list of texts; one item is {shown(item)}"
                self._problems.append(Problem(self.path, item.line, message))
        return tuple(item.text.strip() for item in items if item.kind == "text" and item.text.strip())

    def items(self, key: str) -> tuple[Node, ...]:
        """The items of a list, whatever they are."""
        node = self.node(key)
        if node is None or node.kind == "list":
            return node.items if node else ()
        self.wrong(key, f"`{key}` must be a list, not {shown(node)}", _list_hint(key, node))
        return ()

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """A mapping of texts to texts, as (key, value) in the order written."""
        node = self.node(key)
        if node is None:
            return ()
        inner = Fields(node, self.path, self._problems, f"`{key}`")
        return tuple((name, inner.required(name)) for name in inner.names)

    def language(self, key: str) -> str | None:
        """A language tag such as `en` or `en-GB`."""
        value = self.text(key)
        if value and not _LANGUAGE.fullmatch(value):
            self.wrong(key, f'`{key}` is no language tag: "{short(value)}"', "Write en, en-GB, de, …")
            return None
        return value or None

    @property
    def names(self) -> tuple[str, ...]:
        """The keys that are there, in the order written."""
        return tuple(self._nodes)

    def done(self) -> None:
        """Add a problem for every key that was never asked for."""
        for key in self._nodes:
            if key not in self._asked:
                known = ", ".join(dict.fromkeys(name for name in self._asked if name))
                meant = _other_word(key, self._asked) or did_you_mean(key, self._asked)
                self.wrong(key, f"unknown key `{key}`", meant or f"Known keys are {known}.")

    def _scalar(self, key: str, what: str) -> Node | None:
        node = self.node(key)
        if node is not None and node.kind != "text":
            self.wrong(key, f"`{key}` must be {what}, not {shown(node)}")
            return None
        return node


def slug_trouble(value: str) -> str:
    """Say why `value` cannot be an id, which is also a file name on every system; "" when it can."""
    if not _SLUG.fullmatch(value):
        return f'"{short(value)}" is no id'
    if value == "index" or _DEVICE.fullmatch(value):
        return f"`{value}` is kept for the site or for Windows"
    return ""


def as_number(node: Node) -> float | int | None:
    """The number that a text without quotation marks writes (`12`, `-0.5`), or None."""
    if node.kind != "text" or not node.plain or not _NUMBER.fullmatch(node.text):
        return None
    return float(node.text) if "." in node.text else int(node.text)


def date_trouble(value: str) -> str:
    """Say what is wrong with an ISO date (`2026-02-30` is no day); "" when nothing is."""
    if not _DATE.fullmatch(value):
        return f'"{short(value)}" is not a date'
    try:
        datetime.date.fromisoformat(value + "0000-01-01"[len(value) :])
    except ValueError:
        return f"there is no {value} in the calendar"
    return ""


def _other_word(word: str, known: Collection[str]) -> str:
    """A hint with the known word for what others call so, or ""."""
    same = _OTHER_WORDS.get(word.lower(), "")
    return f"Did you mean `{same}`?" if same in known and same else ""


def did_you_mean(word: str, known: Collection[str]) -> str:
    """A hint with the nearest of the known words, or "" when none is near."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 -- a hundredth of a second to load, and seldom asked

    best = process.extractOne(word, sorted(set(known)), scorer=fuzz.ratio, score_cutoff=65)
    return f"Did you mean `{best[0]}`?" if best and best[0] else ""


def _no_mapping(node: Node, path: str, what: str) -> Problem:
    message = f"{what} must hold keys and values, not {shown(node)}"
    return Problem(path, node.line, message, "Write `key: value`, one a line.")


def _either(choices: Collection[str]) -> str:
    return " or ".join(choices)


def _unquote_hint(node: Node, pattern: re.Pattern[str]) -> str:
    quoted = not node.plain and pattern.fullmatch(node.text)
    return "Take off the quotation marks." if quoted else ""


def _list_hint(key: str, node: Node) -> str:
    return f"Write `{key}: [{short(node.text)}]`." if node.kind == "text" else ""
