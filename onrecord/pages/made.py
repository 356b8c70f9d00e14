"""How a source's page was made: its text with inline tags, highlighted, and the rules that made its marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial

from markupsafe import Markup

from onrecord.dossier.gist import Gist
from onrecord.model import Entity, Page, Record
from onrecord.pages import urls
from onrecord.pages.article import neighbour
from onrecord.pages.frame import Frame, safe
from onrecord.pages.indexes import Index, record_of
from onrecord.pages.inline import fronted, plainly, said, tagged, words_of
from onrecord.pages.later import Later
from onrecord.pages.stretches import to_be_asked
from onrecord.tagged import Braces, front_matter, nested, pieces, printed

LONGEST = 40_000
"""Characters shown of the tagged text. What is longer is cut after a whole line and said to be."""
RULES_KEPT = 4096

Row = Callable[[str, str, str, str], Markup]
"""Sets how often a rule made marks, of what, which rule, and how sure it was."""


def pages(frame: Frame, index: Index) -> Iterator[Later]:
    """One page a source, the newest first."""
    rule = lru_cache(RULES_KEPT)(frame.shape("rule", "times", "kind", "why", "sure"))
    for place in to_be_asked(frame, index, "made", lambda source: index.printed[source.id]):
        source = index.sources[place]
        if frame.wants_at(place, urls.made(source.id), index.printed[source.id]):
            yield Later(place, partial(_page, frame, index, source, rule))


def _page(frame: Frame, index: Index, source: Gist, rule: Row) -> Page:
    record = record_of(index, source)
    shown, left_out = _shown(record, index.entity)
    return frame.page(
        urls.made(source.id),
        "made.html",
        kind="made",
        section="articles",
        source=record.source,
        here=neighbour(source),
        tagged=shown,
        left_out=left_out,
        rules=rules(record, rule),
    )


def _shown(record: Record, entities: Mapping[str, Entity]) -> tuple[Markup, bool]:
    """The tagged text as HTML, and whether some is left out."""
    front, text = front_matter(record.source), record.source.text
    if len(text) < LONGEST and words_of(text) is text:  # as most texts are
        marks = nested(record, entities)
        told = "".join([mark.said for mark in marks])
        html = fronted(front, printed(text, marks, plainly if words_of(told) is told else said))
        if len(html) <= LONGEST:  # so is what it shows
            return html, False
    shown, left_out = cut(pieces(record, entities), LONGEST - len(front))
    return tagged(front, shown), left_out


def cut(tagged: Sequence[str | Braces], longest: int) -> tuple[Sequence[str | Braces], bool]:
    """The tagged text, cut after the last line of words that ends within `longest` characters; and whether it was."""
    if sum(map(len, tagged)) <= longest:
        return tagged, False
    done, line = 0, (0, 0)
    for place, piece in enumerate(tagged):
        words = piece if isinstance(piece, str) else str(piece)
        end = words.rfind("\n", 0, longest - done) if isinstance(piece, str) else -1
        line = (place, end + 1) if end >= 0 else line
        done += len(words)
        if done > longest:
            last = tagged[line[0]]
            return [*tagged[: line[0]], str(last)[: line[1] or longest]], True
    return tagged, False


def rules(record: Record, row: Row) -> Markup:
    """The rules that made the marks of a source as rows of a table, the one that made most first."""
    found: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for mention in record.mentions:
        found[mention.kind, mention.why].append(mention.confidence)
    for quote in record.quotes:
        found["quote", quote.why].append(quote.confidence)
    for figure in record.figures:
        found["date" if figure.kind == "date" else "figure", figure.why].append(figure.confidence)
    ordered = sorted(found.items(), key=lambda rule: (-len(rule[1]), rule[0]))
    return safe("\n".join([row(str(len(sure)), *rule, _span(min(sure), max(sure))) for rule, sure in ordered]))


@lru_cache(RULES_KEPT)
def _span(low: float, high: float) -> str:
    return f"{low:.2f}" if low == high else f"{low:.2f} to {high:.2f}"
