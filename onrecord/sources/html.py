"""HTML -> the text of its article, its blocks and what its head says about it.

The article is the one `<article>` that holds most of the articles' text, else `<main>`, else `<body>`. Scripts, styles,
navigation, forms and whatever is hidden are left out; pictures leave their caption. No mark-up gets through: the words
are text like that of any other source.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from importlib import import_module

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

from onrecord.model import Block, Metadata, Zone
from onrecord.patterns import regex
from onrecord.problems import InputError, Problem
from onrecord.sources.flow import Flow, trimmed
from onrecord.sources.head import head_metadata
from onrecord.sources.opening import label_kind

MAX_DEPTH = 500
"""Elements open at once, above which a page is refused: the parser is quadratic in it. Browsers stop at 512."""
MAX_ATTRIBUTES = 1_000
"""Attributes of one element; the parser is quadratic in these too."""
_LEFT_OUT = frozenset(
    "head script style template noscript nav form button select option textarea input label iframe object embed svg "
    "math canvas audio video picture img map dialog menu datalist progress meter title meta link".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = ("ul", "ol", "dl")
_KINDS = {
    "blockquote": "quotation",
    "li": "item",
    "dt": "item",
    "dd": "item",
    "tr": "row",
    "pre": "code",
    "caption": "row",
}
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer header hgroup "
    "hr li main ol p pre search section summary table tbody tfoot thead tr ul caption".split()
)
_ZONES = {"figcaption": "caption", "footer": "boilerplate"}
_INVISIBLE = regex(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_TAG = regex(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)|<!--|<!|<\?")
_ATTRIBUTE = regex(r"""[\s/]*[^\s/>][^\s/>=]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*))?""")
_ENDS_BY_ITSELF = frozenset(
    "p li dt dd tr td th thead tbody tfoot option optgroup html head body area base br col embed hr img input link "
    "meta param source track wbr rp rt".split()
)
"""Elements that need no end tag, so that counting those without one says nothing about depth."""
_RAW = {name: regex(f"</{name}", re.IGNORECASE) for name in ("script", "style", "textarea", "title")}
_COMMENT_END = regex("--!?>")


class Html(Struct, frozen=True):
    """What a page says."""

    text: str
    blocks: tuple[Block, ...]
    zones: tuple[Zone, ...]
    """Captions and page furniture, by element."""
    metadata: Metadata


def read_html(text: str, path: str, how: str = "plain") -> Html:
    """Read a page; `how` is `plain` or `trafilatura`. Raises `InputError` for one nested beyond what browsers read."""
    _refuse(text, path)
    page = LexborHTMLParser(text)
    metadata = head_metadata(page)
    if how == "trafilatura":
        page = LexborHTMLParser(_extracted(text, path))
    body = page.body
    if body is None:
        return Html("", (), (), metadata)
    walk = _Walk()
    walk.through(_article(page) or body)
    return walk.finished(metadata)


def _refuse(text: str, path: str) -> None:
    """Raise for what would keep the parser busy for hours; one pass over the tags."""
    unclosed: dict[str, int] = {}
    depth = position = 0
    while found := _TAG.search(text, position):
        name = (found[2] or "").lower()
        position = _behind_attributes(text, found.end(), path) if name else found.end()
        if found.group() == "<!--":
            end = _COMMENT_END.search(text, found.start() + 2)
            position = end.end() if end else len(text)
        elif name in _RAW and not found[1]:
            end = _RAW[name].search(text, position)
            position = end.end() if end else len(text)
        elif name:
            change = 0 if name in _ENDS_BY_ITSELF else -1 if found[1] else 1
            if unclosed.get(name, 0) + change >= 0:
                unclosed[name] = unclosed.get(name, 0) + change
                depth += change
        if depth > MAX_DEPTH:
            raise _refusal(text, position, path, f"elements nested deeper than {MAX_DEPTH}")


def _behind_attributes(text: str, position: int, path: str) -> int:
    count = 0
    while attribute := _ATTRIBUTE.match(text, position):
        position = attribute.end()
        count += 1
        if count > MAX_ATTRIBUTES:
            raise _refusal(text, position, path, f"an element with more than {MAX_ATTRIBUTES} attributes")
    return position


def _refusal(text: str, position: int, path: str, message: str) -> InputError:
    line = text.count("\n", 0, position) + 1
    return InputError(Problem(path, line, message, "Save the page again, or copy its text into a .txt file."))


def _article(page: LexborHTMLParser) -> LexborNode | None:
    """The article element with at least half of all articles' text, else the main element."""
    sizes = [(len(node.text(deep=True)), node) for node in page.css("article")]
    whole = [(size, node) for size, node in sizes if not _inside_article(node)]
    if whole:
        size, node = max(whole, key=lambda pair: pair[0])
        if 2 * size >= sum(size for size, _ in whole) and size:
            return node
    return page.css_first("main") or page.css_first("[role=main]")


def _inside_article(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None and parent.tag != "article":
        parent = parent.parent
    return parent is not None


def _extracted(text: str, path: str) -> str:
    """The article as trafilatura cuts it out, as HTML."""
    try:
        extract = import_module("trafilatura").extract
    except ImportError as error:
        hint = "Install it with `pip install onrecord[trafilatura]`, or set `html: plain` in site.yaml."
        message = f"`html: trafilatura` is set, but trafilatura is not installed: {error}"
        raise InputError(Problem(path, None, message, hint)) from None
    return str(extract(text, output_format="html", include_comments=False, include_tables=True) or "")


class _Walk:
    """Goes through an element and writes its words into a `Flow`; keeps its own stack, whatever the depth."""

    def __init__(self) -> None:
        self.flow = Flow()
        self.marks: list[tuple[int, int, str]] = []
        self.kinds: list[tuple[str, int]] = [("paragraph", 0)]
        self.lists = 0

    def through(self, root: LexborNode) -> None:
        """Visit every node below `root` in the order of the page."""
        stack: list[tuple[LexborNode, tuple[int, bool] | None]] = [(root, None)]
        while stack:
            node, entered = stack.pop()
            if entered:
                self.leave(node, *entered)
            elif node.is_text_node:
                self.words(node.text_content or "")
            elif node.is_element_node and not _left_out(node):
                stack.append((node, self.enter(node)))
                stack += [(child, None) for child in reversed(list(node.iter(include_text=True)))]

    def words(self, text: str) -> None:
        """Add words; in preformatted text the lines stay."""
        lines = text.split("\n") if self.kinds[-1][0] == "code" else [text]
        for number, line in enumerate(lines):
            if number:
                self.flow.break_line()
            self.flow.words(line)

    def enter(self, node: LexborNode) -> tuple[int, bool]:
        """Begin an element; returns where its text starts, and whether it is a block."""
        tag = node.tag or ""
        if tag == "br":
            self.flow.break_line()
        elif tag in ("td", "th"):
            self.flow.cell()
        elif tag in ("div", "section") and self.kinds[-1][0] == "row":
            self.flow.words(" ")  # a cell's divisions do not make new rows
        elif tag in _HEADINGS or tag in _BLOCKS:
            self.lists += tag in _LISTS
            self.kinds.append(self.kind(tag))
            self.flow.open(*self.kinds[-1])
            return self.flow.offset, True
        return self.flow.offset, False

    def kind(self, tag: str) -> tuple[str, int]:
        """The kind and level of the block that an element begins here."""
        if tag in _HEADINGS:
            return "heading", _HEADINGS[tag]
        around = self.kinds[-1][0]
        if around == "row":  # an article that is laid out in a table keeps its paragraphs
            around = "paragraph"
        kind = _KINDS.get(tag, around)
        return kind, self.lists if kind == "item" else 0

    def leave(self, node: LexborNode, start: int, is_block: bool) -> None:
        """End an element; what follows belongs to the one around it."""
        tag = node.tag or ""
        if tag in _ZONES:
            self.marks.append((start, self.flow.offset, _ZONES[tag]))
        if is_block:
            self.lists -= tag in _LISTS
            self.kinds.pop()
            self.flow.open(*self.kinds[-1])

    def finished(self, metadata: Metadata) -> Html:
        self.flow.close()
        text = self.flow.text
        spans = [(trimmed(text, start, end), kind) for start, end, kind in self.marks]
        zones = {
            Zone(span.start, span.end, kind) for span, kind in spans if kind == "caption" and span.start < span.end
        }
        for span, kind in spans:
            if kind == "boilerplate":
                zones |= set(_foot(text, self.flow.blocks, span.start, span.end))
        return Html(text, tuple(self.flow.blocks), tuple(sorted(zones)), metadata)


def _foot(text: str, blocks: list[Block], start: int, end: int) -> Iterator[Zone]:
    """A zone for each block of a footer: what it says it is, else boilerplate."""
    for block in blocks[bisect_left(blocks, Block(start, 0)) :]:
        if block.start >= end:
            return
        yield Zone(block.start, block.end, label_kind(text[block.start : block.end]) or "boilerplate")


def _left_out(node: LexborNode) -> bool:
    if node.tag in _LEFT_OUT:
        return True
    attributes = node.attributes
    if not attributes:
        return False
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or _INVISIBLE.search(attributes.get("style") or "") is not None
    )
