"""Excerpts: which sentences may be shown, and that the marks in them are right."""

from __future__ import annotations

import hashlib

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from onrecord.annotate import annotate
from onrecord.curate.registry import Registry
from onrecord.dossier.excerpt import excerpt
from onrecord.dossier.resolve import resolve, told_of
from onrecord.dossier.settle import settle
from onrecord.model import Record, Source, Span, Zone
from onrecord.sources.text import blocks_of
from tests.dossier.invented import figure, item, person, quote, records

STORY = """The morning was grey. “We lost twelve boats,” Joan Rask said. The quay was empty by noon and was not swept.

Gulls sat on the crane for an hour. The board counted 31 nets in the mud that day. It was cold.

Nothing else happened in the harbor on that long and windy day, or on the next."""


def shown(share: float = 0.5, text: str = STORY) -> tuple[Record, Record]:
    its = item(
        "a",
        text,
        person("Joan Rask", roles=("mayor",)),
        quotes=[quote(text, "“We lost twelve boats,”", 0, speaker_span=Span(text.index("Joan"), text.index(" said")))],
        figures=[figure(text, "31", "nets", 31)],
    )
    (made,), _ = records([its])
    return made, excerpt(made, share)


def test_only_sentences_with_a_quote_or_a_number_are_left() -> None:
    _, its = shown()
    assert (
        its.source.text == "“We lost twelve boats,” Joan Rask said.\n\nThe board counted 31 nets in the mud that day."
    )
    assert [its.source.text[block.start : block.end] for block in its.source.blocks] == its.source.text.split("\n\n")
    assert its.excerpt


def test_marks_stand_on_the_same_words_and_keep_their_ids() -> None:
    made, its = shown()
    text = its.source.text
    assert [text[each.start : each.end] for each in its.mentions] == ["Joan Rask"]
    assert [text[each.start : each.end] for each in its.figures] == ["31"]
    (words,) = its.quotes
    assert text[words.spans[0].start : words.spans[0].end] == "“We lost twelve boats,”"
    assert words.speaker_span is not None
    assert text[words.speaker_span.start : words.speaker_span.end] == "Joan Rask"
    assert (words.id, its.figures[0].id) == (made.quotes[0].id, made.figures[0].id)


def test_the_hash_of_the_file_stays_and_that_of_the_text_is_new() -> None:
    made, its = shown()
    assert its.source.sha256 == made.source.sha256
    assert its.source.text_sha256 == hashlib.sha256(its.source.text.encode()).hexdigest()


def test_the_share_is_kept_and_quotes_go_first() -> None:
    _, its = shown(0.13)
    assert its.source.text == "“We lost twelve boats,” Joan Rask said."
    assert shown(0.0)[1].source.text == ""


def test_roles_that_stand_only_in_the_rest_are_gone() -> None:
    assert [(use.entity, use.roles) for use in shown()[1].uses] == [("joan-rask", ())]


def test_never_two_whole_paragraphs_running() -> None:
    text = "\n\n".join(f"“We lost boat {n} there.”" for n in range(6))
    its = item("a", text, quotes=[quote(text, f"“We lost boat {n} there.”") for n in range(6)])
    (made,), _ = records([its])
    assert excerpt(made, 1.0).source.text.split("\n\n") == [f"“We lost boat {n} there.”" for n in (0, 2, 4)]


def test_a_quote_of_two_sentences_is_shown_whole_or_not_at_all() -> None:
    text = "He left. “We lost it. We found it,” Joan Rask said. He came. " + "He sat by the quay. " * 12
    words = "“We lost it. We found it,”"
    (made,), _ = records([item("a", text, person("Joan Rask"), quotes=[quote(text, words, 0)])])
    its = excerpt(made, 0.25)
    assert [its.source.text[span.start : span.end] for span in its.quotes[0].spans] == ["“We lost it.", "We found it,”"]
    assert excerpt(made, 0.08).source.text == ""


def test_what_stands_in_a_zone_is_left_out() -> None:
    text = "He left.\n\nTags: 12 boats"
    source, found = item("a", text, figures=[figure(text, "12", "boats")])
    (made,), _ = records([(structs.replace(source, zones=(Zone(10, len(text), "tags"),)), found)])
    assert excerpt(made, 1.0).source.text == ""


# ---------------------------------------------------------------- whatever the source

WORDS = st.sampled_from(
    [
        "“We won,” Joan Rask said.",
        "He sat.",
        "They had 12 boats.",
        "Mr. Oke told them to go.",
        "\n\n",
        "Gov. Ilse Oke said 3 % left.",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=25), st.floats(0, 1))
def test_every_excerpt_is_made_of_sentences_of_its_source(pieces: list[str], share: float) -> None:
    text = " ".join(pieces)
    sha = hashlib.sha256(text.encode()).hexdigest()
    source = Source("a", "a.txt", sha, text, sha, blocks=blocks_of(text))
    found = annotate(source)
    made, _ = settle(source, found, resolve(told_of([(source, found)]), Registry()), Registry())
    its = excerpt(made, share)
    assert len(its.source.text.split()) <= share * len(text.split())
    assert all(part in text for part in its.source.text.split("\n\n"))
    before = {each.id: text[each.start : each.end] for each in made.mentions}
    assert all(before[each.id] == its.source.text[each.start : each.end] for each in its.mentions)
    assert all(span.end <= len(its.source.text) for each in its.quotes for span in each.spans)
