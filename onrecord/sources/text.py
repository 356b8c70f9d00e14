"""Plain text -> its blocks. The text itself is never touched."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.model import Block
from onrecord.patterns import regex
from onrecord.prose import ENDED, flows, lines_above

MAX_HEADING = 90
"""Characters; a heading inside a text is short, and shorter than a headline."""
_BULLET = regex(r"(?:[•●▪◦‣⁃·*]|[-–—](?=[ \t]))[ \t]*\S|\(?\d{1,2}[.)][ \t]+\S")
_HEADING = regex(r"(?:[A-Z0-9“\"‘'][^\s]*)(?:[ \t]+\S+){0,11}")


def blocks_of(text: str) -> tuple[Block, ...]:
    """Cut a text into blocks: paragraphs where blank lines part them, lines where they do not, items at bullets."""
    blocks: list[Block] = []
    run: list[tuple[int, int]] = []
    at = 0
    for line in f"{text}\n".split("\n"):  # ends in an empty line, which closes the last run
        words = line.strip()
        if words:
            start = at if line[0] == words[0] else at + line.index(words[0])
            run.append((start, start + len(words)))
        elif run:
            blocks += [_block(text, group) for group in _groups(text, run, not blocks)]
            run = []
        at += len(line) + 1
    return tuple(_headings(text, blocks))


def _groups(text: str, lines: list[tuple[int, int]], first: bool) -> list[list[tuple[int, int]]]:
    """The blocks of lines without a blank one between them: one when they were wrapped by hand, else one a line.

    The `first` lines of a text may be headline and byline, each its own.
    """
    above = lines_above(text, lines) if first else 0
    if len(lines) == 1 or not flows(text, lines[above:]):
        return [[line] for line in lines]
    groups = [[line] for line in lines[: above + 1]]
    for line in lines[above + 1 :]:
        if _BULLET.match(text, line[0]):
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _block(text: str, lines: list[tuple[int, int]]) -> Block:
    start, end = lines[0][0], lines[-1][1]
    item = not text[start].isalpha() and _BULLET.match(text, start)
    return Block(start, end, "item", 1) if item else Block(start, end)


def _headings(text: str, blocks: list[Block]) -> Iterator[Block]:
    """Make headings of short lines without a sentence's end that stand between blank lines, above prose."""
    for index, block in enumerate(blocks):
        short = block.end - block.start <= MAX_HEADING and index + 1 < len(blocks)
        if short and _heads(text, block, blocks[index + 1]) and _stands_alone(text, blocks, index):
            yield Block(block.start, block.end, "heading", 2)
        else:
            yield block


def _heads(text: str, block: Block, following: Block) -> bool:
    words = text[block.start : block.end]
    return (
        block.kind == "paragraph"
        and not ENDED.search(words[-4:])
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
