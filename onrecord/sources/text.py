"""Plain text -> its blocks. The text itself is never touched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from onrecord.model import Block

MAX_WRAPPED = 120
"""A line longer than this was not broken by hand to fit a page or a terminal."""
MAX_HEADING = 90
"""Characters; a heading inside a text is short, and shorter than a headline."""
_RUN = re.compile(r"(?:^[^\S\n]*\S.*(?:\n|\Z))+", re.MULTILINE)
_LINE = re.compile(r"\S.*")
_BULLET = re.compile(r"(?:[•●▪◦‣⁃·*]|[-–—](?=[ \t]))[ \t]*\S|\(?\d{1,2}[.)][ \t]+\S")
_SENTENCE_END = re.compile(r"[.!?…:;,][\"'”’)\]]*$")
_HEADING = re.compile(r"(?:[A-Z0-9“\"‘'][^\s]*)(?:[ \t]+\S+){0,11}")


def blocks_of(text: str) -> tuple[Block, ...]:
    """Cut a text into blocks: paragraphs where blank lines part them, lines where they do not, items at bullets."""
    blocks: list[Block] = []
    for run in _RUN.finditer(text):
        blocks += _run(text, run.start(), run.end())
    return tuple(_headings(text, blocks))


def _run(text: str, start: int, end: int) -> Iterator[Block]:
    """The blocks of lines without a blank one between them: one when they were wrapped by hand, else one a line."""
    lines = [(found.start(), found.start() + len(found.group().rstrip())) for found in _LINE.finditer(text, start, end)]
    group = [lines[0]]
    wrapped = len(lines) > 1 and _wrapped(text, lines)
    for line in lines[1:]:
        if wrapped and not _BULLET.match(text, line[0]):
            group.append(line)
        else:
            yield _block(text, group)
            group = [line]
    yield _block(text, group)


def _block(text: str, lines: list[tuple[int, int]]) -> Block:
    start, end = lines[0][0], lines[-1][1]
    return Block(start, end, "item", 1) if _BULLET.match(text, start) else Block(start, end)


def _wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether the lines are one flowing text: none too long, and most of them go on in the middle of a sentence."""
    if any(end - start > MAX_WRAPPED for start, end in lines):
        return False
    going_on = sum(
        text[after[0]].islower() and not _SENTENCE_END.search(text[max(before[0], before[1] - 4) : before[1]])
        for before, after in pairwise(lines)
    )
    return 3 * going_on >= len(lines) - 1


def _headings(text: str, blocks: list[Block]) -> Iterator[Block]:
    """Make headings of short lines without a sentence's end that stand between blank lines, above prose."""
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if following and _heads(text, block, following) and _stands_alone(text, blocks, index):
            yield Block(block.start, block.end, "heading", 2)
        else:
            yield block


def _heads(text: str, block: Block, following: Block) -> bool:
    words = text[block.start : block.end]
    return (
        block.kind == "paragraph"
        and len(words) <= MAX_HEADING
        and not _SENTENCE_END.search(words[-4:])
        and ": " not in words  # a label of a transcript
        and _HEADING.fullmatch(words) is not None
        and following.kind == "paragraph"
        and following.end - following.start > max(2 * len(words), 80)
    )


def _stands_alone(text: str, blocks: list[Block], index: int) -> bool:
    before = blocks[index - 1].end if index else 0
    gap = text[before : blocks[index].start]
    after = text[blocks[index].end : blocks[index + 1].start]
    return (index == 0 or gap.count("\n") > 1) and after.count("\n") > 1
