"""Quotes: each text of `cases/quotes.txt` and `cases/indirect.txt` with the utterances written below it alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.annotate.quotes import find_quotes
from onrecord.annotate.speakers import find_speakers
from onrecord.model import Block, Found, Source, Span, Utterance
from tests.annotate.quoting import cases, read, told


@pytest.mark.parametrize(("text", "expected"), [*cases("quotes.txt"), *cases("indirect.txt")])
def test_utterances_of_a_text(text: str, expected: list[str]) -> None:
    source, found = read(text)
    assert [told(source, found, quote) for quote in found.quotes] == expected


def only(written: str) -> tuple[str, Utterance]:
    """The text of a case and its single utterance."""
    source, found = read(written)
    (quote,) = found.quotes
    return source.text, quote


def test_a_mixed_quote_tells_which_of_its_words_are_verbatim() -> None:
    text, quote = only("{f:Maria Keller} said the bridge is “as safe as a house” and “far too dear.”")
    assert quote.form == "mixed"
    assert [text[span.start : span.end] for span in quote.quoted] == ["“as safe as a house”", "“far too dear.”"]


@pytest.mark.parametrize(
    ("text", "reference", "words"),
    [
        ("“We won,” {f:Maria Keller}, the mayor, said.", "name", "Maria Keller"),
        ("“We won,” Mrs. {f:Keller} said.", "name", "Keller"),
        ("“We won,” he said.", "pronoun", "he"),
        ("“We won,” the mayor of Leeds said.", "nominal", "the mayor"),
        ("“We won,” said an old friend of the mayor.", "nominal", "an old friend"),
        ("KELLER: We won.⏎HILL: Who lost?", "label", "KELLER"),
        ("“We won.”", "implicit", None),
    ],
)
def test_the_words_for_a_speaker_are_the_head_alone(text: str, reference: str, words: str | None) -> None:
    source, found = read(text)
    quote = found.quotes[0]
    span = quote.speaker_span
    assert (quote.speaker_ref, span and source.text[span.start : span.end]) == (reference, words)


def test_a_cue_beside_the_words_is_surer_than_none() -> None:
    _, cued = only("“It took years to build the bridge,” {f:Maria Keller} said.")
    _, loose = only("{f:Maria Keller} left “after many years of trouble” on Monday.")
    assert cued.confidence > 0.9 > 0.6 > loose.confidence
    assert cued.why == "cue after the words; speaker named"


def test_paragraphs_are_the_blocks_of_the_source() -> None:
    # a list: the open mark of one item does not reach into the next
    text = "“We won\nThe crowd left, Keller said.”"
    blocks = (Block(0, 7, "item"), Block(8, len(text), "item"))
    source = Source(id="a", path="a.md", sha256="", text=text, text_sha256="", blocks=blocks)
    spans = [span for quote in find_quotes(source, Found()).quotes for span in quote.spans]
    assert all(span.end <= 7 or span.start >= 8 for span in spans)


@pytest.mark.parametrize(
    ("lead", "quoted", "speaker"),
    [
        ("Keller spoke:", ["The bridge is old.", "Nobody asked us."], "Keller"),
        ("The road is closed, Keller said in a statement.", ["The bridge is old.", "Nobody asked us."], "Keller"),
        ("In a statement:", ["The bridge is old.", "Nobody asked us."], None),
        ("The town is old.", ["The bridge is old. — Ada Hill (@ada) May 2"], "Ada Hill"),
        ("The town is old.", ["The bridge is old.", "— Ada Hill (@ada) May 2"], "Ada Hill"),
        ("The town is old.", ["The bridge is old.\nAda Hill, mayor"], "Ada Hill"),
        ("The town is old.", ["A note on the text."], None),
        ("The road is closed, Keller said.", ["Editor’s note: it is open."], None),
    ],
)
def test_what_a_source_sets_apart_as_a_quotation_is_one_where_it_is_announced_or_signed(
    lead: str, quoted: list[str], speaker: str | None
) -> None:
    blocks, text = [Block(0, len(lead))], lead
    for words in quoted:
        blocks.append(Block(len(text) + 2, len(text) + 2 + len(words), "quotation"))
        text += f"\n\n{words}"
    source = Source(id="a", path="a.md", sha256="", text=text, text_sha256="", blocks=tuple(blocks))
    found = [quote for quote in find_quotes(source, Found()).quotes if quote.form == "direct"]
    told = [words.partition(speaker)[0].rstrip(" —\n") if speaker else words for words in quoted]
    signature = [words for words in told if words]
    said = [[text[span.start : span.end] for span in quote.spans] for quote in found]
    assert said == ([] if "note" in quoted[0] else [signature])
    for quote in found:
        span = quote.speaker_span
        assert (span and text[span.start : span.end]) == speaker


def test_code_holds_no_quotes() -> None:
    text = 'print("We won," Keller said)'
    source = Source(id="a", path="a.md", sha256="", text=text, text_sha256="", blocks=(Block(0, len(text), "code"),))
    assert find_quotes(source, Found()).quotes == ()


PIECES = st.sampled_from(
    " said | said that |“|”|\"|‘|’|'|, |. |? |: |; | — | - |\n|\n\n|Keller|Maria Keller|he|she|who|the mayor|told|"
    "according to |We won|will|was|and|but|(|)|[|]|Q: |A: |KELLER: |claim that|saying|“We won,”|12|É|\x1a|…|'90s|‘em|"
    ", a doctor,".split("|")
)


@given(st.lists(PIECES, max_size=60))
def test_any_text_gives_quotes_inside_it_and_in_order(pieces: list[str]) -> None:
    text = "".join(pieces)
    source = Source(id="a", path="a.txt", sha256="", text=text, text_sha256="")
    found = find_speakers(source, find_quotes(source, Found()))
    starts = [quote.spans[0].start for quote in found.quotes]
    assert starts == sorted(starts)
    for quote in found.quotes:
        named = [span for span in (quote.cue, quote.speaker_span) if span]
        assert all(0 <= span.start < span.end <= len(text) for span in (*quote.spans, *quote.quoted, *named))
        assert list(quote.spans) == sorted(quote.spans)
        assert 0 <= quote.confidence <= 1
        assert quote.why
        if quote.inside is not None:
            outer = found.quotes[quote.inside]
            assert any(span.start < quote.spans[0].start < span.end for span in outer.spans)


@given(st.lists(PIECES, max_size=40))
def test_no_words_belong_to_two_quotes_unless_one_stands_inside_the_other(pieces: list[str]) -> None:
    text = "".join(pieces)
    source = Source(id="a", path="a.txt", sha256="", text=text, text_sha256="")
    verbatim: list[Span] = []
    for quote in find_quotes(source, Found()).quotes:
        if quote.inside is None:
            verbatim += quote.quoted or (quote.spans if quote.form == "direct" else ())
    verbatim.sort()
    assert all(one.end <= two.start for one, two in pairwise(verbatim))
