"""Corrections: carried out where they fit, told with file and line where they do not."""

from __future__ import annotations

from typing import Any

from onrecord.curate.corrections import Correction
from onrecord.dossier.resolve import resolve, told_of
from onrecord.dossier.settle import settle
from onrecord.model import Record, Span
from onrecord.problems import Problem
from tests.dossier.invented import agency, figure, item, marked, person, quote, registry

TEXT = 'Joan Rask met Ilse Oke of the Tidal Board. "We lost 12 boats," she said. Oke left.'


def corrected(*corrections: Correction) -> tuple[Record, list[Problem]]:
    source, found = item(
        "a",
        TEXT,
        person("Joan Rask"),
        person("Ilse Oke", "Oke"),
        agency("Tidal Board"),
        quotes=[quote(TEXT, '"We lost 12 boats,"', 0, confidence=0.6, speaker_ref="pronoun")],
        figures=[figure(TEXT, "12", "boats", 12)],
    )
    its = registry()
    return settle(source, found, resolve(told_of([(source, found)]), its), its, corrections)


def put(exact: str, **fields: Any) -> Correction:
    return Correction(exact, path="content/corrections/a.yaml", line=4, **fields)


def test_a_speaker_set_right_takes_the_figures_along() -> None:
    made, problems = corrected(put('"We lost 12 boats,"', set=(("speaker", "ilse-oke"),)))
    assert problems == []
    assert (made.quotes[0].speaker, made.quotes[0].confidence) == ("ilse-oke", 1.0)
    assert made.figures[0].said_by == "ilse-oke"


def test_a_quote_is_found_by_its_words_without_the_marks() -> None:
    made, _ = corrected(put("We lost 12 boats", set=(("speaker", None),)))
    assert (made.quotes[0].speaker, made.quotes[0].speaker_ref) == (None, "none")


def test_an_entity_a_kind_a_value_set_right() -> None:
    made, problems = corrected(
        put("Oke", suffix=" left", set=(("entity", "joan-rask"),)),
        put("Tidal Board", set=(("kind", "organization"),)),
        put("12", set=(("value", 13), ("of", "ships"))),
    )
    assert problems == []
    assert marked(made)[-1] == ("Oke", "joan-rask")
    assert made.mentions[2].kind == "organization"
    assert (made.figures[0].value, made.figures[0].of, made.figures[0].confidence) == (13, "ships", 1.0)


def test_a_kind_and_a_value_that_suit_each_other_alone_are_set_together() -> None:
    for fields in ((("kind", "date"), ("value", "2012")), (("value", 2012), ("kind", "date"))):
        made, problems = corrected(put("12", set=fields))
        assert problems == []
        assert (made.figures[0].kind, made.figures[0].value) == ("date", "2012")


def test_marks_added() -> None:
    made, problems = corrected(
        put("she", add=(("kind", "person"), ("entity", "ilse-oke"))),
        put("Oke left.", add=(("kind", "quote"), ("speaker", "joan-rask"), ("form", "indirect"))),
        put("met", add=(("kind", "count"), ("value", 2), ("of", "people"))),
    )
    assert problems == []
    assert ("she", "ilse-oke") in marked(made)
    assert [(each.form, each.speaker) for each in made.quotes] == [("direct", "joan-rask"), ("indirect", "joan-rask")]
    assert [each.value for each in made.figures] == [2, 12]


def test_a_mark_dropped() -> None:
    made, problems = corrected(put("Tidal Board", drop=True))
    assert problems == []
    assert "Tidal Board" not in dict(marked(made))


def test_an_added_name_needs_no_id_when_one_bears_it() -> None:
    made, problems = corrected(put("Tidal Board", drop=True), put("Tidal Board", add=(("kind", "agency"),)))
    assert problems == []
    assert ("Tidal Board", "tidal-board") in marked(made)


def test_what_does_not_fit_is_told_and_changes_nothing() -> None:
    untouched, _ = corrected()
    for correction, reason in (
        (put("We lost 15 boats", set=(("speaker", "ilse-oke"),)), "not in the source any more"),
        (put("Oke", set=(("entity", "joan-rask"),)), "2 places"),
        (put("met", set=(("entity", "joan-rask"),)), "no name is marked there"),
        (put("met", drop=True), "nothing is marked"),
        (put("12", set=(("speaker", "nobody-known"),)), "no page has the id `nobody-known`"),
        (put("met", add=(("kind", "person"),)), "nobody is known by this name"),
        (put("Tidal Board", add=(("kind", "organization"),)), "no organization is known by this name, but the agency"),
        (put("12", set=(("kind", "date"),)), "12 is not a date"),
        (put("12", set=(("value", "2026-02-02"),)), 'a count is a number, not "2026-02-02"'),
    ):
        made, problems = corrected(correction)
        assert made == untouched
        (problem,) = problems
        assert (problem.path, problem.line, problem.level) == ("content/corrections/a.yaml", 4, "warning")
        assert reason in problem.message


def test_a_dropped_quote_leaves_what_stood_in_it() -> None:
    text = "Joan Rask said: \"Oke told me: 'No.'\""
    outer, inner = quote(text, text[16:], 0), quote(text, "'No.'", 0, inside=0)
    source, found = item("a", text, person("Joan Rask"), quotes=[outer, inner])
    its = registry()
    made, _ = settle(source, found, resolve(told_of([(source, found)]), its), its, [put(text[16:], drop=True)])
    assert [(each.spans, each.inside) for each in made.quotes] == [((Span(30, 35),), None)]
