"""The evaluation: found marks held against expected ones, as a reader would judge them."""

from __future__ import annotations

import pytest
from msgspec import structs

from onrecord.evaluate import Evaluation, evaluate
from onrecord.model import EntityKind, Figure, FigureKind, Mention, Quote, QuoteForm, Record, Source, Span, Value, Zone

TEXT = (
    "Ada Moss said “We won.” Moss told the Harbor Board that a third of 1,200 boats had sunk on Monday and last week."
)


def record(
    *, mentions: tuple[Mention, ...] = (), quotes: tuple[Quote, ...] = (), figures: tuple[Figure, ...] = ()
) -> Record:
    source = Source(id="moss", path="moss.txt", sha256="", text=TEXT, text_sha256="")
    return Record(source, mentions=mentions, quotes=quotes, figures=figures)


def span(words: str, last: bool = False) -> Span:
    start = TEXT.rindex(words) if last else TEXT.index(words)
    return Span(start, start + len(words))


def name(words: str, entity: str, kind: EntityKind = "person", last: bool = False, sure: float = 0.9) -> Mention:
    at = span(words, last)
    return Mention("m", at.start, at.end, kind, entity, confidence=sure)


def quote(words: str, speaker: str | None, form: QuoteForm = "direct", inside: str | None = None) -> Quote:
    return Quote("q", (span(words),), form, speaker, inside=inside, confidence=0.7)


def figure(words: str, value: Value, kind: FigureKind = "count", deictic: bool = False) -> Figure:
    at = span(words)
    return Figure(at.start, at.end, kind, value, deictic=deictic)


def row(result: Evaluation, name: str) -> tuple[int, int, int]:
    """(right, found, expected) of one row."""
    score = next(score for score in result.scores if score.name == name)
    return score.right, score.found, score.expected


def compare(expected: Record, found: Record) -> Evaluation:
    return evaluate([(expected, found)])


def test_a_name_counts_when_stretch_and_kind_are_right() -> None:
    expected = record(mentions=(name("Ada Moss", "ada"), name("Harbor Board", "board", "agency")))
    found = record(mentions=(name("Ada Moss", "x"), name("Harbor Board", "y", "organization"), name("Monday", "z")))
    result = compare(expected, found)
    assert row(result, "people") == (1, 2, 1)
    assert row(result, "agencies") == (0, 0, 1)
    assert row(result, "agencies or organisations") == (1, 1, 1)


def test_names_of_one_bearer_are_judged_by_who_is_who_not_by_id() -> None:
    expected = record(mentions=(name("Ada Moss", "ada"), name("Moss", "ada", last=True)))
    together = record(mentions=(name("Ada Moss", "m1"), name("Moss", "m1", last=True)))
    apart = record(mentions=(name("Ada Moss", "m1"), name("Moss", "m2", last=True)))
    assert row(compare(expected, together), "names of one bearer") == (1, 1, 1)
    assert row(compare(expected, apart), "names of one bearer") == (0, 0, 1)


@pytest.mark.parametrize(
    ("words", "speaker", "scored"),
    [
        ("“We won.”", "m1", "right words and speaker"),
        ("We won", "m1", "right words and speaker"),  # marks and full stop do not matter
        ("“We won.”", None, "right words"),
        ("said “We won.”", "m1", "neither"),
    ],
)
def test_a_direct_quote_counts_by_its_words_and_its_speaker(words: str, speaker: str | None, scored: str) -> None:
    expected = record(mentions=(name("Ada Moss", "ada"),), quotes=(quote("“We won.”", "ada"),))
    found = record(mentions=(name("Ada Moss", "m1"),), quotes=(quote(words, speaker),))
    result = compare(expected, found)
    assert row(result, "direct quotes") == (int("words" in scored), 1, 1)
    assert row(result, "direct quotes with speaker") == (int("speaker" in scored), 1, 1)


def test_an_indirect_quote_needs_half_of_either_clause() -> None:
    clause = "a third of 1,200 boats had sunk on Monday and last week"
    expected = record(quotes=(quote(clause, None, "indirect"),))
    most = record(quotes=(quote("a third of 1,200 boats had sunk", None, "indirect"),))
    little = record(quotes=(quote("on Monday", None, "indirect"),))
    assert row(compare(expected, most), "indirect quotes with speaker") == (1, 1, 1)
    assert row(compare(expected, little), "indirect quotes") == (0, 1, 1)


def test_who_speaks_is_also_judged_by_how_the_source_tells_it() -> None:
    said = structs.replace(quote("“We won.”", "ada"), speaker_ref="pronoun")
    expected = record(
        mentions=(name("Ada Moss", "ada"),), quotes=(said, quote("told the Harbor Board", None, "indirect"))
    )
    found = record(mentions=(name("Ada Moss", "m1"),), quotes=(quote("“We won.”", "m1"),))
    wrong = record(mentions=(name("Ada Moss", "m1"),), quotes=(quote("“We won.”", None),))
    assert row(compare(expected, found), "speaker told by a pronoun") == (1, 1, 1)
    assert row(compare(expected, wrong), "speaker told by a pronoun") == (0, 1, 1)
    assert row(compare(expected, record()), "speaker told by a pronoun") == (0, 0, 0)  # what was not found counts above


def test_quotes_inside_quotes_are_counted_apart_and_only_direct_ones() -> None:
    expected = record(quotes=(quote("“We won.”", None), quote("We", None, inside="q")))
    found = record(quotes=(*expected.quotes, quote("won", None, "indirect", inside="q")))
    result = compare(expected, found)
    assert row(result, "direct quotes") == (1, 1, 1)
    assert row(result, "quotes inside quotes") == (1, 1, 1)


def test_figures_agree_by_value_and_count_and_measure_are_one() -> None:
    expected = record(figures=(figure("a third", 0.333333, "ratio"), figure("1,200", 1200)))
    found = record(figures=(figure("a third", 0.3333, "ratio"), figure("1,200", 1200, "measure")))
    assert row(compare(expected, found), "figures with value") == (2, 2, 2)
    wrong = record(figures=(figure("a third", 0.25, "ratio"), figure("1,200", (1, 200))))
    assert row(compare(expected, wrong), "figures") == (2, 2, 2)
    assert row(compare(expected, wrong), "figures with value") == (0, 2, 2)


def test_what_only_the_day_of_writing_tells_is_left_out() -> None:
    expected = record(figures=(figure("Monday", None, "date"), figure("last week", None, "date", deictic=True)))
    found = record(figures=(figure("Monday", None, "date"), figure("last week", "2026-W05", "date")))
    assert row(compare(expected, found), "dates with value") == (1, 1, 1)


def test_zones_count_by_character() -> None:
    with_zone = structs.replace(record().source, zones=(Zone(0, 8, "byline"),))
    expected = structs.replace(record(), source=with_zone)
    assert row(compare(expected, record()), "characters outside the article") == (0, 0, 8)


def test_every_disagreement_is_told_in_words() -> None:
    expected = record(mentions=(name("Ada Moss", "ada"),))
    found = record(mentions=(name("Monday", "m1"),))
    told = [(each.row, each.words, each.missed) for each in compare(expected, found).disagreements]
    assert told == [("people", "Ada Moss", True), ("people", "Monday", False)]


def test_calibration_sets_belief_beside_the_share_that_was_right() -> None:
    expected = record(mentions=(name("Ada Moss", "ada"), name("Moss", "ada", last=True)))
    found = record(
        mentions=(
            name("Ada Moss", "m", sure=1.0),
            name("Moss", "m", last=True, sure=0.62),
            name("Monday", "x", sure=0.68),
        )
    )
    tenths = [
        (each.low, each.marks, each.right, round(each.believed, 2)) for each in compare(expected, found).calibration
    ]
    assert tenths == [(0.6, 2, 1, 0.65), (0.9, 1, 1, 1.0)]


def test_shares() -> None:
    expected = record(figures=(figure("1,200", 1200), figure("a third", 1 / 3, "ratio")))
    score = next(s for s in compare(expected, record(figures=(figure("1,200", 1200),))).scores if s.name == "figures")
    assert (score.precision, score.recall, round(score.f1, 3)) == (1.0, 0.5, 0.667)
    empty = next(s for s in compare(record(), record()).scores if s.name == "figures")
    assert (empty.precision, empty.recall, empty.f1) == (0.0, 0.0, 0.0)


def test_records_of_different_texts_cannot_be_compared() -> None:
    other = structs.replace(record(), source=structs.replace(record().source, text="Something else."))
    with pytest.raises(ValueError, match="moss: the two records hold different texts"):
        compare(record(), other)
