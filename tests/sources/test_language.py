"""The language of a text: told where it is plain, left open where it is not, and what follows for its marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.annotate import annotate
from onrecord.model import Metadata
from onrecord.sources.language import find_language, foreign
from onrecord.sources.load import join, load

GERMAN = (
    "Die Hafenbehörde hat angekündigt, dass die alte Brücke im März geschlossen wird. „Wir werden sie bauen“, "
    "sagte Bürgermeisterin Ada Holm. Die Arbeiten kosten nach ihren Worten 2,4 Millionen Euro, also 12 % des Haushalts."
)
ENGLISH = (
    "The harbor bridge will close in March, the mayor said on Monday. “We will build it,” Mayor Ada Holm said. The "
    "work is to cost $2.4 million, which is 12 % of what the city has for all of its roads."
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (ENGLISH.upper(), "en"),
        (GERMAN, "de"),
        ("Le pont sera fermé en mars, a dit la maire lundi. Les travaux vont durer plus de six mois, et personne ne "
         "sait qui va payer pour les habitants du port.", "fr"),
        ("El puente estará cerrado en marzo, dijo la alcaldesa el lunes. Las obras van a durar más de seis meses y "
         "nadie sabe quién las va a pagar.", "es"),
        ("Мост закроют в марте, сказала мэр в понедельник. Работы продлятся более шести месяцев, и никто не знает, кто "
         "за них заплатит. Она добавила, что паром будет ходить и ночью.", "ru"),
        ("市長は月曜日、港の橋を三月に閉鎖すると述べた。工事は六か月以上かかる見込みで、"
         "誰が払うのかはまだ決まっていない。", "ja"),
        ("The bridge will close.", None),  # too short
        ("Related X y z " * 30, None),  # one Spanish word, often
        ("", None),
        ("Ada Holm, Ben Roy, Ida Brandt, Carla Voss, Jonas Wray, Tomas Okafor, Ruth Adeyemi, Dale Pruitt, Helen Marsh, "
         "Miriam Castellan, Ana Cruz, Lee Park", None),
        (f"{ENGLISH[:100]} {GERMAN[:100]}", None),  # two languages
        ("Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et "
         "dolore magna aliqua. Ut enim ad minim veniam, quis nostrud exercitation.", None),
    ],
)  # fmt: skip
def test_the_language_is_told_only_where_it_is_plain(text: str, language: str | None) -> None:
    assert find_language(text) == language


@pytest.mark.parametrize(
    ("name", "stated", "language", "origin"),
    [
        ("a.txt", "", "de", "text"),
        ("a.md", "---\nlanguage: de-AT\n---\n", "de-AT", "front matter"),
        ("a.md", "---\nlanguage: en\n---\n", "en", "front matter"),
        ("a.html", '<html lang="nds"><p>', "nds", "html"),
    ],
)
def test_what_is_stated_wins(tmp_path: Path, name: str, stated: str, language: str, origin: str) -> None:
    (tmp_path / name).write_text(stated + GERMAN, encoding="utf-8")
    (source,) = load(tmp_path, max_bytes=10_000).sources
    assert (source.metadata.language, dict(source.metadata_from)["language"]) == (language, origin)


@pytest.mark.parametrize(
    ("text", "stated", "names", "quotes", "figures"),
    [
        (ENGLISH, None, True, True, ["$2.4 million", "12 %"]),
        (GERMAN, None, False, False, ["12 %"]),
        (ENGLISH, "de", False, False, ["12 %"]),
        (ENGLISH, "en-GB", True, True, ["$2.4 million", "12 %"]),
    ],
)
def test_another_language_gets_only_the_figures_that_read_alike_everywhere(
    tmp_path: Path, text: str, stated: str | None, names: bool, quotes: bool, figures: list[str]
) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (source,) = load(tmp_path, max_bytes=10_000).sources
    found = annotate(join(source, Metadata(language=stated), None))
    assert (bool(found.names), bool(found.quotes)) == (names, quotes)
    told = [text[figure.start : figure.end] for figure in found.figures if figure.kind != "date"]
    assert told == figures


@pytest.mark.parametrize(("language", "warns"), [(None, False), ("en", False), ("en-GB", False), ("de", True)])
def test_another_language_is_told_of(language: str | None, warns: bool) -> None:
    problem = foreign(language, "seeds/a.txt")
    assert (problem is not None) == warns
    assert problem is None or str(problem).startswith(f"seeds/a.txt: the language is `{language}`")


@pytest.mark.parametrize(("path", "front"), [("a.md", True), ("a.txt", False), ("a.html", False)])
def test_the_warning_names_front_matter_only_where_a_source_can_have_it(path: str, front: bool) -> None:
    problem = foreign("de", path)
    assert problem is not None
    assert ("front matter" in problem.hint, "`content/articles/`" in problem.hint) == (front, True)
