"""Whatever a record holds, its page has the record's text, valid HTML and every id once."""

from __future__ import annotations

from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Block, Dossier, Figure, FigureKind, Mention, Metadata, Quote, QuoteForm, Record, Span, Zone
from onrecord.pages.inline import CONTROLS
from tests.pages.harbor import ENTITIES, source
from tests.pages.test_article import element, parsed, rendered
from tests.pages.test_inline import TEXTS

BLOCKS = ("paragraph", "heading", "item", "row", "quotation", "code")
ZONES = ("title", "section", "byline", "dateline", "caption", "related", "copyright", "title-repeat", "header")


@st.composite
def records(draw: st.DrawFn) -> Record:
    """A text with blocks in order, zones, and marks that nest and cross at random."""
    text = draw(TEXTS)
    spots = st.integers(0, len(text))

    def spans(most: int) -> list[Span]:
        ends = draw(st.lists(st.tuples(spots, spots), max_size=most))
        return sorted(Span(min(pair), max(pair)) for pair in ends if pair[0] != pair[1])

    def one_of(*values: object) -> st.SearchStrategy[object]:
        return st.sampled_from(values)

    cuts = sorted({*draw(st.lists(spots, max_size=12))})
    blocks = tuple(
        Block(start, end, str(draw(one_of(*BLOCKS))), draw(st.integers(0, 6)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    )
    whole = [Span(block.start, block.end) for block in blocks if draw(st.booleans())]
    zones = tuple(Zone(span.start, span.end, str(draw(one_of(*ZONES)))) for span in [*whole, *spans(2)])
    mentions = tuple(
        Mention(f"m-{n}", *_ends(span), entity.kind, entity.id, confidence=draw(st.floats(0, 1)), why='<"why">')
        for n, span in enumerate(spans(8))
        for entity in (ENTITIES[n % len(ENTITIES)],)
    )
    quotes: list[Quote] = []
    for n, span in enumerate(spans(6)):
        form = draw(st.sampled_from(get_args(QuoteForm)))
        speaker = draw(st.sampled_from([None, "ida-lund", "nobody-known"]))
        inside = draw(st.sampled_from([None, "q-0", f"q-{n}"]))
        quoted = tuple(spans(2)) or None
        quotes.append(Quote(f"q-{n}", (span, *spans(1)), form, speaker, span, inside=inside, quoted=quoted))
    figures = tuple(
        Figure(*_ends(span), draw(st.sampled_from(get_args(FigureKind))), 1.5, id=f"f-{n}")
        for n, span in enumerate(spans(6))
    )
    title = draw(st.none() | TEXTS)
    made = source("any", text, Metadata(title, title, title), blocks=blocks, zones=zones)
    return Record(made, (), mentions, tuple(quotes), figures, note=draw(st.just("") | TEXTS))


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


@settings(deadline=None)
@given(records())
def test_a_page_is_true_to_its_record(record: Record) -> None:
    page = parsed(rendered(Dossier((record,), ENTITIES))["articles/any.html"])
    text = element(page, "div", **{"class": "source-text"})
    assert "".join(text.itertext()) == CONTROLS.sub("\ufffd", record.source.text)
    ids = [node.get("id") for node in page.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    places = [(mention.id, mention.start, mention.end) for mention in record.mentions]
    places += [(figure.id, figure.start, figure.end) for figure in record.figures]
    places += [(quote.id, *_ends(quote.spans[0])) for quote in record.quotes]
    shown = {node.get("id") for node in text.iter()}
    for identity, start, end in places:  # white space between blocks holds no mark
        assert identity in shown or not record.source.text[start:end].strip()
    assert len(list(page.iter("h1"))) == 1
