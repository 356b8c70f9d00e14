"""Markdown -> the text of its blocks, with inline tags taken out.

Raw HTML is no markup here: it stays in the text, letter for letter. Links keep their words, images leave nothing.
"""

from __future__ import annotations

from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from msgspec import Struct

from onrecord.model import Block, Tag
from onrecord.problems import InputError, Problem
from onrecord.sources.flow import Flow, trimmed
from onrecord.sources.tags import Braces, Tagged, Trouble, assembled, braces, fence

BRACKETS = 10_000_000
"""Opening brackets of a paragraph times its characters, above which it is refused: the parser is quadratic in this.

A paragraph of 600 words with a tag on every other word has some 5 million.
"""


class MarkdownText(Struct, frozen=True):
    """What a Markdown body says: its text with tags and zones, and its blocks."""

    tagged: Tagged
    blocks: tuple[Block, ...]


def read_markdown(body: str, path: str, first_line: int) -> MarkdownText:
    """Read a Markdown body that starts on `first_line` of the file; raises `InputError` for a paragraph of brackets."""
    walk = _Walk(path, first_line)
    for token in _parser().parse(body, {"path": path, "first_line": first_line}):
        walk.step(token)
    return walk.finished()


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("js-default", {"linkify": False, "typographer": False, "html": False})
    parser.inline.ruler.before("link", "tag", _tag_rule)
    parser.block.ruler.before("fence", "zone", _zone_rule, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    parser.core.ruler.before("inline", "brackets", _refuse_brackets)
    return parser


# ---------------------------------------------------------------- what is added to Markdown


def _tag_rule(state: StateInline, silent: bool) -> bool:
    """`[words]{.class …}`: two tokens round the words, the first with the braces in its `meta`."""
    at = state.pos
    if state.src[at] != "[":
        return False
    label_end = state.md.helpers.parseLinkLabel(state, at, False)
    found = braces(state.src, label_end + 1) if label_end >= 0 else None
    if found is None or found.end > state.posMax:
        return False
    if not silent:
        end = state.posMax
        state.pos, state.posMax = at + 1, label_end
        state.push("tag_open", "", 1).meta = {"braces": found, "line": state.src.count("\n", 0, at)}
        state.md.inline.tokenize(state)
        state.push("tag_close", "", -1)
        state.posMax = end
    state.pos = found.end
    return True


def _zone_rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A line that starts with `:::` opens or closes a zone; what is between is read as if it were not there."""
    if state.is_code_block(start_line):
        return False
    line = state.src[state.bMarks[start_line] + state.tShift[start_line] : state.eMarks[start_line]]
    if not line.startswith(":::"):
        return False
    if not silent:
        token = state.push("zone", "", 0)
        token.meta = {"braces": fence(line)}
        token.map = [start_line, start_line + 1]
        state.line = start_line + 1
    return True


def _refuse_brackets(state: StateCore) -> None:
    for token in state.tokens:
        brackets = token.content.count("[") if token.type == "inline" else 0
        if brackets * len(token.content) > BRACKETS:
            line = state.env["first_line"] + (token.map[0] if token.map else 0)
            message = f"{brackets:,} opening brackets in one paragraph of {len(token.content):,} characters"
            raise InputError(
                Problem(state.env["path"], line, message, r"Write \[ for a bracket that is only a bracket.")
            )


# ---------------------------------------------------------------- tokens to text


class _Open(Struct):
    """A tag or zone whose end has not come yet."""

    found: Braces
    start: int
    line: int


class _Walk:
    """Goes through the tokens once and writes their words into a `Flow`."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path, self.first_line = path, first_line
        self.flow = Flow()
        self.tags: list[Tag] = []
        self.problems: list[Problem] = []
        self.zones: list[_Open] = []
        self.containers: list[str] = []
        self.number = ""
        """Of the list's item that begins, as it is written: "2. "."""
        self.line = first_line
        """Of the block that is read."""

    def step(self, token: Token) -> None:
        """Take one token of the block level."""
        if token.map:
            self.line = self.first_line + token.map[0]
        if token.type in ("bullet_list_open", "ordered_list_open", "blockquote_open"):
            self.containers.append("quotation" if token.type == "blockquote_open" else "item")
        elif token.type in ("bullet_list_close", "ordered_list_close", "blockquote_close"):
            self.containers.pop()
        elif token.type == "list_item_open":
            self.number = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "heading_open":
            self.flow.open("heading", int(token.tag[1]))
        elif token.type == "paragraph_open":
            self.flow.open(*self.kind())
            self.flow.words(self.number)  # "see 2" is said of it
            self.number = ""
        elif token.type == "tr_open":
            self.flow.open("row")
        elif token.type in ("th_open", "td_open"):
            self.flow.cell()
        elif token.type in ("fence", "code_block"):
            self.code(token)
        elif token.type == "zone":
            self.zone(token.meta["braces"])
        elif token.type == "inline":
            self.inline(token.children or [])

    def kind(self) -> tuple[str, int]:
        """The kind and level of a paragraph that starts here."""
        if not self.containers:
            return "paragraph", 0
        kind = self.containers[-1]
        return kind, self.containers.count("item") if kind == "item" else 0

    def code(self, token: Token) -> None:
        self.flow.open("code")
        for line in token.content.split("\n"):
            if line.strip():
                self.flow.words(line)
                self.flow.break_line()
        self.flow.close()

    def inline(self, tokens: list[Token]) -> None:
        stack: list[_Open] = []
        for token in tokens:
            if token.type == "tag_open":
                stack.append(_Open(token.meta["braces"], self.flow.offset, self.line + token.meta["line"]))
            elif token.type == "tag_close":
                self.closed(stack.pop())
            elif token.type == "hardbreak":
                self.flow.break_line()
            elif token.type == "softbreak":
                self.flow.words("\n")
            elif token.type in ("text", "code_inline"):
                self.flow.words(token.content)

    def zone(self, found: Braces | None) -> None:
        self.flow.close()
        if found:
            self.zones.append(_Open(found, self.flow.offset, self.line))
        elif self.zones:
            self.closed(self.zones.pop())
        else:
            hint = r"Open one with `::: {.related}`, or write `\:::` for a line of colons."
            self.wrong(self.line, Trouble("a zone is closed here that was never opened", hint))

    def closed(self, opened: _Open) -> None:
        for trouble in opened.found.troubles:
            self.wrong(opened.line, trouble)
        if not opened.found.troubles:
            self.tags.append(opened.found.tag(opened.start, self.flow.offset, opened.line))

    def wrong(self, line: int, trouble: Trouble) -> None:
        self.problems.append(Problem(self.path, line, trouble.message, trouble.hint))

    def finished(self) -> MarkdownText:
        self.flow.close()
        for opened in self.zones:
            self.wrong(opened.line, Trouble("a zone is opened here and never closed", "Close it with a line `:::`."))
        text = self.flow.text
        tags = [self.fitted(tag, text) for tag in self.tags]
        return MarkdownText(
            assembled(text, [tag for tag in tags if tag.end > tag.start], self.path, self.problems),
            tuple(self.flow.blocks),
        )

    def fitted(self, tag: Tag, text: str) -> Tag:
        """The tag without white space at its ends."""
        span = trimmed(text, tag.start, tag.end)
        if span.start >= span.end:
            self.wrong(tag.line, Trouble("a tag round nothing", "Put the words in, or take the tag out."))
        return Tag(span.start, span.end, tag.kind, tag.id, tag.attributes, tag.line)
