"""Inline tags: what is read, and what is wrong with those that cannot be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Zone
from onrecord.sources.tags import verbatim


def tags_of(body: str) -> list[tuple[str, str, str, dict[str, str]]]:
    """(words, class, id, attributes) of each tag."""
    read = verbatim(body, "a.md", 1)
    assert not read.problems
    return [(read.text[tag.start : tag.end], tag.kind, tag.id, dict(tag.attributes)) for tag in read.tags]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("[Keller]{.person #maria-keller} spoke", ("Keller", "person", "maria-keller", {})),
        ("the [Coast Guard]{.agency}", ("Coast Guard", "agency", "", {})),
        (
            "[“Yes,”]{.quote by=maria-keller form=direct part=1}",
            ("“Yes,”", "quote", "", {"by": "maria-keller", "form": "direct", "part": "1"}),
        ),
        (
            '[12 %]{.figure value=12 unit=percent of="school meals"}',
            ("12 %", "figure", "", {"kind": "percent", "value": "12", "unit": "percent", "of": "school meals"}),
        ),
        (
            r'[1.2]{.figure kind=measure of="a \"thing\" with \\ and { }"}',
            ("1.2", "figure", "", {"kind": "measure", "of": r'a "thing" with \ and { }'}),
        ),
        ("[x [y] z]{ .place   #elm-bay }", ("x [y] z", "place", "elm-bay", {})),
        ("[two\nlines]{.person\n#ada-holm}", ("two\nlines", "person", "ada-holm", {})),
    ],
)
def test_a_tag_and_what_it_says(body: str, expected: tuple[str, str, str, dict[str, str]]) -> None:
    assert tags_of(body) == [expected]


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("value=12 unit=percent", "percent"),
        ("value=1200 unit=USD", "money"),
        ("value=5 unit=days", "duration"),
        ("value=2026-02-02", "date"),
        ("value=--11", "date"),
        ("value=T21:30", "date"),
        ("value=12 unit=boats", "count"),
        ("value=2 kind=ratio", "ratio"),
        ("", "count"),
    ],
)
def test_a_figure_that_does_not_say_its_kind_has_it_from_unit_or_value(written: str, kind: str) -> None:
    assert tags_of(f"[x]{{.figure {written}}}")[0][3]["kind"] == kind


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("plain [brackets] stay", "plain [brackets] stay"),
        ("so do [these]{in braces} and [this] {.person}", "so do [these]{in braces} and [this] {.person}"),
        (r"\[Keller\]{.person}", "[Keller]{.person}"),
        (r"a \\ b \n c \: d", "a \\ b \\n c : d"),
        (r"\::: {.related}", "::: {.related}"),
        ("one ::: two", "one ::: two"),
        ("unclosed [ and ] [", "unclosed [ and ] ["),
        ("** # `code` &amp; <b> [a](b)", "** # `code` &amp; <b> [a](b)"),
    ],
)
def test_what_is_no_tag_is_text(body: str, text: str) -> None:
    read = verbatim(body, "a.md", 1)
    assert (read.text, read.tags, read.problems) == (text, (), ())


def test_zones_between_lines_of_colons_and_in_brackets() -> None:
    body = "[(Courier) —]{.dateline} Words.\n\n::: {.related}\nRead\n::: tags\nmore\n:::\n:::\n\nEnd"
    read = verbatim(body, "a.md", 1)
    assert read.text == "(Courier) — Words.\n\nRead\nmore\n\nEnd"
    assert read.zones == (Zone(0, 11, "dateline"), Zone(20, 29, "related"), Zone(25, 29, "tags"))


def test_cut_tags_are_put_together() -> None:
    # the quote ends in the middle of the name
    read = verbatim("[“Ask [Mar”]{.person #mk part=2 cut=yes}]{.quote part=1}[ia]{.person part=2} now", "a.md", 1)
    assert read.text == "“Ask Mar”ia now"
    assert [(read.text[tag.start : tag.end], tag.kind, tag.id) for tag in read.tags] == [
        ("“Ask Mar”", "quote", ""),
        ("Mar”ia", "person", "mk"),
    ]


@pytest.mark.parametrize(
    ("body", "line", "message", "hint"),
    [
        ("a\nb [x]{.persn}", 2, "unknown class `persn`", "Did you mean `person`?"),
        ("[x]{.related-list}", 1, "unknown class `related-list`", "Did you mean `related`?"),
        ("[x]{#maria}", 1, "a tag without a class", "{.person}"),
        ("[x]{.person .agency}", 1, "a tag with several classes: person, agency", "inside the other"),
        ("[x]{.person vlue=1}", 1, "unknown attribute `vlue` on a tag of class `person`", "form"),
        ("[x]{.figure vlaue=1}", 1, "unknown attribute `vlaue`", "Did you mean `value`?"),
        ("[x]{.figure value=twelve}", 1, '`value`: "twelve" is no number', "digits"),
        ("[x]{.figure kind=date value=yesterday}", 1, '`value`: "yesterday" is no date', "2026-02-28"),
        ("[x]{.figure kind=procent}", 1, '`kind` cannot be "procent"', "Did you mean `percent`?"),
        ("[x]{.quote form=direkt}", 1, '`form` cannot be "direkt"', "Did you mean `direct`?"),
        ("[x]{.quote #maria}", 1, "`#maria` on a tag of class `quote`", "persons"),
        ("[x]{.quote by=a/b}", 1, '`by`: "a/b" is no id', "maria-keller"),
        ("[x]{.quote by=a by=b}", 1, "`by` stands here twice", "one of the two"),
        ("[x]{.person #../../etc}", 1, "`#../../etc` is no id", "maria-keller"),
        ("[she]{.person form=pronoun}", 1, "a phrase or pronoun without an id", "#maria-keller"),
        ("[said]{.cue}", 1, "a tag of class `cue` without `part`", "part=1"),
        ("[said]{.cue part=3}", 1, "`part=3` on a cue, but no quote has this part", "same part"),
        ("[x]{.person by maria}", 1, 'the tag cannot be read: "{.person by maria}"', "key=value"),
        ("[x]{.person", 1, 'the tag cannot be read: "{.person"', ""),
        ("a\n[]{.person}", 2, "a tag round nothing", "Put the words in"),
        ("x]{.person}", 1, "a tag closes here that was not opened before it", "\\]"),
        (
            "[x]{.person cut=yes part=1} y",
            1,
            "`cut=yes` on a person, but no tag with this part goes on",
            "side by side",
        ),
        ("a\n::: {.related}\nb", 2, "a zone is opened here and never closed", ":::"),
        ("a\n:::\nb", 2, "a zone is closed here that was never opened", "\\:::"),
        ("::: {.related}\n:::", 1, "a tag round nothing", ""),
        ("::: {.person}\nx\n:::", 1, "`person` is no kind of zone", "section"),
        ("::: relatd\nx\n:::", 1, "unknown class `relatd`", "Did you mean `related`?"),
        ("::: two words\nx\n:::", 1, 'no zone is opened by "::: two words"', ""),
        ("[a\n::: {.related}\nb]{.person}\n:::", 3, "a tag closes here that was not opened before it", ""),
    ],
)
def test_what_is_wrong_is_said_with_its_line(body: str, line: int, message: str, hint: str) -> None:
    problem = verbatim(body, "a.md", 1).problems[0]
    assert problem.line == line
    assert message in problem.message
    assert hint in problem.hint


def test_lines_count_from_where_the_body_starts() -> None:
    (problem,) = verbatim("a\nb [x]{.persn}", "a.md", 7).problems
    assert str(problem).startswith("a.md:8: ")


def test_every_wrong_tag_of_a_file_is_named() -> None:
    body = "[a]{.persn} [b]{.agncy}\n[c]{.quote from=x}"
    assert [problem.line for problem in verbatim(body, "a.md", 1).problems] == [1, 1, 2]


@given(
    st.lists(
        st.sampled_from(
            [
                "a",
                "\n",
                "[",
                "]",
                "{.person}",
                "{.cue part=1}",
                "{.x",
                "{",
                "}",
                "\n::: {.tags}\n",
                "\n:::\n",
                ":",
                "\\",
                '"',
                " ",
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_any_body_is_read_or_its_problems_are_named(body: str) -> None:
    read = verbatim(body, "a.md", 5)
    assert all(0 <= tag.start < tag.end <= len(read.text) for tag in read.tags)
    assert all(0 <= zone.start < zone.end <= len(read.text) for zone in read.zones)
    last = 5 + body.count("\n")
    assert all(problem.line and 5 <= problem.line <= last for problem in read.problems)
