"""A record -> the marks of its text: blocks and zones, quotes, names, figures."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, pairwise

from onrecord.dossier.zones import Behind
from onrecord.model import ZONES_BEHIND, Block, Entity, Figure, Quote, Record, Source
from onrecord.pages import urls
from onrecord.pages.inline import Mark, Rank, attributes, classed, encoded, leading, told, valued
from onrecord.pages.speech import UNSURE, Run, Speaker
from onrecord.patterns import regex

_RTL = regex("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_RTL_BYTES = bytes((*range(0xD6, 0xE1), 0xEF, 0xF0))
"""With which their UTF-8 begins."""
_BLANK = regex(r"[ \t\n]*\Z")
_BULLET = regex(r"[^\w\s\"'“‘(\[$€£#@]|\(?(?:\d{1,3}|[A-Za-z])[.)]\s")
"""A list item that brings its own sign or number."""
_NAMES_OF_ZONES = {
    "related": "a list of other articles",
    "promo": "a promotion",
    "tags": "tags",
    "copyright": "a copyright line",
    "boilerplate": "standing text",
    "title-repeat": "the headline again",
    "header": "a page header",
}
_ELEMENTS = {"item": "li", "quotation": "blockquote"}
_CLASSED = frozenset(("row", "code", "item"))
"""Kinds of blocks that have classes."""
_SHORT_LINE = 60


# ---------------------------------------------------------------- blocks and zones


def zones_of_blocks(source: Source) -> dict[int, str]:
    """The zone that covers a whole block, by the block's index."""
    starts = [block.start for block in source.blocks]
    found: dict[int, str] = {}
    for zone in source.zones:
        for number in range(bisect_left(starts, zone.start), bisect_left(starts, zone.end)):
            if source.blocks[number].end <= zone.end:
                found.setdefault(number, zone.kind)
    return found


def title_block(zones: Mapping[int, str]) -> int | None:
    """The index of the block that is the source's headline, if one is."""
    return next((number for number in sorted(zones) if zones[number] == "title"), None)


def of_blocks(source: Source, zones: Mapping[int, str], by: Mapping[int, Iterable[str]], late: set[int]) -> list[Mark]:
    """One element a block, with the groups they form.

    `zones`: as `zones_of_blocks` gives them. `by`: who speaks in a block. `late`: the blocks whose speakers have no
    note in the margin.
    """
    text, title, level = source.text, title_block(zones), 1
    direction = _AUTO if any(map(encoded(text).__contains__, _RTL_BYTES)) and _RTL.search(text) else ""
    found: list[Mark] = []
    plain = source.path.endswith(".txt")
    for number, block in enumerate(source.blocks):
        name = _ELEMENTS.get(block.kind, "p")
        if number == title:
            name = "h1"
        elif block.kind == "heading" and number not in zones:
            level = min(block.level + 1 if block.level else 2, level + 1, 6)
            name = f"h{level}"
        zone = zones.get(number)
        lined = text.find("\n", block.start, block.end) >= 0
        classes = ""
        if zone is not None or lined or number in late or block.kind in _CLASSED:
            classes = " ".join(_classes(text, block, zone, lined, number in late, plain))
        given = classed(classes, told("data_by", " · ".join(by[number])) if number in by else "") + direction
        if block.kind == "row":
            given += _ROW
            found += _cells(text, block)
        opening = f"<{name}{given}>"
        found.append(Mark(block.start, block.end, Rank.BLOCK, name, given, given, "", "", 0, opening))
    found += _groups(source, zones)
    return found


def _classes(text: str, block: Block, zone: str | None, lined: bool, late: bool, plain: bool) -> list[str]:
    """The classes of a block, `lined` if it has several lines.

    In a `plain` text the lines of a paragraph are as long as its writer's screen.
    """
    found = [f"zone-{zone}"] if zone is not None else []
    if block.kind in ("row", "code"):
        found.append(block.kind)
    elif block.kind == "item":
        if block.level > 1:
            found.append(f"level-{min(block.level, 4)}")
        if _BULLET.match(text, block.start, block.end):
            found.append("own")
    if lined:
        lines = text[block.start : block.end].split("\n")
        if not plain or max(map(len, lines)) < _SHORT_LINE:
            found.append("lines")
    if late:
        found.append("late")
    return found


_AUTO, _BODY = attributes(dir="auto"), attributes(class_="body")
_ROW, _CELL = attributes(role="row"), attributes(class_="cell", role="cell")
_GROUPS = (
    ("item", "ul", ""),
    ("row", "div", attributes(class_="rows", role="table", aria_label="Table", tabindex="0")),
)
"""Blocks that stand in a group: their kind, the element round them, its attributes."""


def _cells(text: str, block: Block) -> Iterator[Mark]:
    """The cells of a row, each with the tab behind it, so that an empty one is there too."""
    start = block.start
    while start < block.end:
        tab = text.find("\t", start, block.end)
        end = block.end if tab < 0 else tab + 1
        yield Mark(start, end, Rank.CELL, "span", _CELL, _CELL)
        start = end


def _groups(source: Source, zones: Mapping[int, str]) -> Iterator[Mark]:
    """The article proper, what folds away, lists and tables."""
    blocks = source.blocks
    body = [block for number, block in enumerate(blocks) if number not in zones] if zones else blocks
    if body:
        yield Mark(body[0].start, body[-1].end, Rank.BODY, "div", _BODY, _BODY)
    for number, (first, last) in enumerate(folds(zones), 1):
        yield _fold(blocks[first].start, blocks[last].end, number, first, last, zones)
    kinds = [block.kind for block in blocks]
    for kind, name, given in _GROUPS:
        if kind not in kinds:
            continue
        for first, last in _stretches(number for number, its in enumerate(kinds) if its == kind):
            pieces = [first, *(n for n in range(first + 1, last + 1) if not _joined(source, n)), last + 1]
            for start, end in pairwise(pieces):
                yield Mark(blocks[start].start, blocks[end - 1].end, Rank.LIST, name, given, given)


def _joined(source: Source, number: int) -> bool:
    """Whether only white space stands between a block and the one before it."""
    between = source.text[source.blocks[number - 1].end : source.blocks[number].start]
    return _BLANK.match(between) is not None


def _fold(start: int, end: int, number: int, first: int, last: int, zones: Mapping[int, str]) -> Mark:
    kinds = [zones[block] for block in range(first, last + 1)]
    given = attributes(class_="fold", data_label=_lines(kinds))
    return Mark(start, end, Rank.FOLD, "div", attributes(id=f"fold-{number}") + given, given)


def folds(zones: Mapping[int, str]) -> list[tuple[int, int]]:
    """First and last block of every stretch that folds away."""
    return list(_stretches(number for number in sorted(zones) if zones[number] in ZONES_BEHIND))


def fold_label(zones: Mapping[int, str]) -> str:
    """What folds away, in words: "5 lines that are not part of the article: tags, a copyright line"."""
    return _lines([zones[number] for number in sorted(zones) if zones[number] in ZONES_BEHIND])


def _lines(kinds: list[str]) -> str:
    what = ", ".join(dict.fromkeys(_NAMES_OF_ZONES[kind] for kind in kinds))
    lines = "1 line that is" if len(kinds) == 1 else f"{len(kinds)} lines that are"
    return f"{lines} not part of the article: {what}"


def _stretches(numbers: Iterator[int]) -> Iterator[tuple[int, int]]:
    """Runs of consecutive numbers as (first, last)."""
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        members = [number for _, number in run]
        yield members[0], members[-1]


def of_zones(source: Source, zones: Mapping[int, str]) -> Iterator[Mark]:
    """Zones that are only a part of a block, as a dateline is."""
    starts = [block.start for block in source.blocks]
    for zone in source.zones:
        if zones.get(bisect_right(starts, zone.start) - 1) != zone.kind:
            given = attributes(class_=f"zone-{zone.kind}")
            yield Mark(zone.start, zone.end, Rank.ZONE, "span", given, given)


# ---------------------------------------------------------------- quotes, names, figures


def of_quotes(
    record: Record, said_by: Mapping[str, Speaker], runs: Iterable[Run], noted: Mapping[str, int]
) -> list[Mark]:
    """One span a piece of a quote; the first carries the quote's id, and the numbers that tie notes to it."""
    found = []
    inside = {quote.id: quote.inside for quote in record.quotes if quote.inside in said_by}
    numbers = {run.quotes[0].id: run.number for run in runs if run.number}
    for quote in record.quotes:
        identity = quote.id
        depth, classes = 0, f"q {quote.form}"
        if identity in inside:
            depth = _depth(quote, inside)
            if said_by[identity].label != said_by[quote.inside or ""].label:
                classes += " inner"
        if quote.confidence < UNSURE:
            classes += " unsure"
        rank, several = Rank.QUOTE + 2 * depth, len(quote.spans) > 1 or bool(quote.quoted)
        who = told("data_who", said_by[identity].who)
        rest = classed(classes, who)
        first = rest
        if identity in numbers or identity in noted:
            tied = f" q{numbers[identity]}" if identity in numbers else ""
            first = classed(classes + tied + _note_class(identity, noted), who)
        for number, span in enumerate(quote.spans):
            piece = min(number + 1, 2) if several else 0
            found.append(Mark(span.start, span.end, rank, "span", rest if number else first, rest, "", identity, piece))
        for span in quote.quoted or ():
            found.append(Mark(span.start, span.end, rank + 1, "span", _VERBATIM, _VERBATIM, "", identity, 2))
    return found


_VERBATIM = attributes(class_="q verbatim")


def _depth(quote: Quote, inside: Mapping[str, str | None]) -> int:
    depth, outer = 0, inside.get(quote.id)
    while outer is not None and depth < 15:
        depth, outer = depth + 1, inside.get(outer)
    return depth


def of_names(record: Record, entities: Mapping[str, Entity], up: str) -> list[Mark]:
    """A link a name; the first mention of somebody counts most, later ones are paler; a place only has an address."""
    found: list[Mark] = []
    seen: set[str] = set()
    links: dict[str, tuple[str, str, str]] = {}
    behind = Behind(record)
    for mention in record.mentions:
        identity, start, ann = mention.entity, mention.start, mention.id
        if identity not in links:
            links[identity] = _link(entities.get(identity), up)
        classes, href, lead = links[identity]
        if not href or mention.form == "pronoun":
            found.append(Mark(start, mention.end, Rank.NAME, "span", "", "", "", ann, 0, f'<span id="{ann}">'))
            continue
        if identity in seen:
            classes += " again"
        else:
            if mention.form != "name":
                classes += " again"
            if start not in behind:
                seen.add(identity)
        if mention.confidence < UNSURE:
            doubt = told("title", f"Not certain: {mention.why}") if mention.why else ""
            given = classed(f"{classes} unsure", doubt)
        else:
            given = f' class="{classes}"'
        opening = f'<a id="{ann}"{given}{lead}>'
        found.append(Mark(start, mention.end, Rank.NAME, "a", given, given, href, ann, 0, opening))
    return found


def _link(entity: Entity | None, up: str) -> tuple[str, str, str]:
    """The classes of a name, and where it leads, as an attribute too; a place and somebody unknown lead nowhere."""
    if entity is None or entity.kind == "place":
        return "", "", ""
    href = up + urls.entity(entity)
    return f"m {entity.kind}", href, leading(href)


def of_figures(record: Record, noted: Mapping[str, int]) -> list[Mark]:
    """A `data` element a figure; `noted` numbers those that the right margin speaks of."""
    found = []
    for figure in record.figures:
        classes = "m date" if figure.kind == "date" else "m figure"
        if figure.confidence < UNSURE:
            classes += " unsure"
        value = machine_value(figure)
        rest = first = valued(classes, value)
        if figure.id in noted:
            first = valued(classes + _note_class(figure.id, noted), value)
        opening = f'<data id="{figure.id}"{first}>'
        found.append(Mark(figure.start, figure.end, Rank.FIGURE, "data", first, rest, "", figure.id, 0, opening))
    return found


def _note_class(annotation: str, noted: Mapping[str, int]) -> str:
    return f" k{noted[annotation]}" if annotation in noted else ""


def machine_value(figure: Figure) -> str:
    """A figure's value as one string: numbers without exponent, a range or score with "/", nothing when vague."""
    value = figure.value if figure.value is not None else figure.approximate
    if value is None:
        return ""
    return "/".join(map(_plain, value)) if isinstance(value, tuple) else _plain(value)


def _plain(number: float | int | str) -> str:
    if isinstance(number, float) and number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return str(number)
