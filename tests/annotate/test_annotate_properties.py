"""Annotating any words in any order: it ends, tells the same twice, and every span lies in the text."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.annotate import annotate
from onrecord.model import Source, Span
from onrecord.sources.text import blocks_of

PIECES = st.sampled_from(
    (
        "Tom|Hill|Ada Moss|Gov. Keller|the Harbor Board|The board|he|she|it|they|who|which|that|said|says|told|asked|"
        "called|warned|vowed|adding|saying|according to|was asked by|told reporters|his claim|to|not|with|while|as|"
        "and|but|,|"
        ", |. |: |; | - | – |—|“late,”|“a great mess”|“|”|‘no’|'|\"|(|)|[|]|\n\n|\n• |\n- |Q: |KELLER: |"
        "the boats were late|on Monday|in May|said so|12 mİllion|10 thouſand|half a mİllion|"
        "3%|$4|Mr.|DC|KC|İ|words|one|no|another|says one|With Love"
    ).split("|")
)


def source_of(text: str) -> Source:
    return Source(id="a", path="a.txt", sha256="", text=text, text_sha256="", blocks=blocks_of(text))


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=45).map(" ".join))
def test_every_span_lies_in_the_text(text: str) -> None:
    source = source_of(text)
    found = annotate(source)
    for quote in found.quotes:
        spans = list(chain(quote.spans, quote.quoted, filter(None, (quote.cue, quote.speaker_span))))
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert list(quote.spans) == sorted(quote.spans)
        assert all(
            any(span.start <= inner.start and inner.end <= span.end for span in quote.spans) for inner in quote.quoted
        )
    assert len({Span(nominal.start, nominal.end) for nominal in found.nominals}) == len(found.nominals)
    assert annotate(source) == found


@pytest.mark.parametrize(
    "text",
    [
        "Tom Hill said the boat was late, with",
        "Tom Hill called it “a great mess” while",
        "Tom Hill asked “was it late,” and",
        "In May,\n• “The boats were late this year again.”",
        "He sold 10 mİllion boats, 10 thouſand more and half a mİllion.",
        ", who said that the boat was late for him",
        "says one",
        "of “late boats”",
    ],
)
def test_a_text_that_breaks_off_is_read_to_its_end(text: str) -> None:
    assert annotate(source_of(text)) == annotate(Source(id="a", path="a.txt", sha256="", text=text, text_sha256=""))
