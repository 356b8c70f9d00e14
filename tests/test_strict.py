"""YAML is read as written, and every problem is told with its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.problems import InputError, Problem
from onrecord.strict import Fields, Node, as_number, date_trouble, front_matter, parse, slug_trouble
from onrecord.strict.tree import MAX_CHARS


def plain(node: Node) -> object:
    """The tree as lists, dicts and texts."""
    if node.kind == "mapping":
        return {key.text: plain(item) for key, item in zip(node.keys, node.items, strict=True)}
    return [plain(item) for item in node.items] if node.kind == "list" else node.text


def problems_of(text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        parse(text, "f.yaml")
    return [str(problem).split("\n")[0] for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a: no\nb: 12:30\nc: 0x1F\nd: 1_000", {"a": "no", "b": "12:30", "c": "0x1F", "d": "1_000"}),
        ("a: ~\nb: null\nc:", {"a": "~", "b": "null", "c": ""}),
        ("[2026-02-02, NO, 010, true]", ["2026-02-02", "NO", "010", "true"]),
        ("a: 'it''s'\nb: |\n  two\n  lines\n", {"a": "it's", "b": "two\nlines\n"}),
        ("- {a: [x]}\n-\n", [{"a": ["x"]}, ""]),
        ("<<: x", {"<<": "x"}),
        ("", ""),
        ("# only a remark\n", ""),
    ],
)
def test_values_stay_the_text_that_was_written(text: str, tree: object) -> None:
    assert plain(parse(text, "f.yaml")) == tree


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\nb:\n\t- x", 'f.yaml:3: broken YAML, found character that cannot start any token: "- x"'),
        ("a: b: c", 'f.yaml:1: broken YAML, mapping values are not allowed in this context: "a: b: c"'),
        ("a: 1\nb: 'open\nc: 2", 'f.yaml:2: broken YAML, found unexpected end of stream: "b: \'open"'),
        ("a: [1, 2\nb: 3", "f.yaml:1: broken YAML, did not find expected ',' or ']': \"a: [1, 2\""),
        ("a: 1\nb: \x07", 'f.yaml:2: broken YAML, control characters are not allowed: "b: \ufffd"'),
        ("a: &x [1]\nb: *x", "f.yaml:1: anchors are not read: &x"),
        ("a: *x", "f.yaml:1: aliases are not read: *x"),
        ("a: !!python/name:os.system x", "f.yaml:1: tags are not read: tag:yaml.org,2002:python/name:os.system"),
        ("a: 1\n---\nb: 2", "f.yaml:2: a second document starts here"),
        ("? [x]\n: y", "f.yaml:1: a list cannot be a key"),
        ("\n" + "[" * 50_000, "f.yaml:2: nested deeper than 12 levels"),
        ('a: "é\u2028é"\nb: @x', 'f.yaml:2: broken YAML, found character that cannot start any token: "b: @x"'),
    ],
)
def test_broken_or_hostile_yaml_is_refused_at_its_line(text: str, told: str) -> None:
    assert problems_of(text) == [told]


def test_all_keys_given_twice_are_named_together() -> None:
    assert problems_of("a: 1\nb:\n  c: 1\n  c: 2\na: 3") == [
        "f.yaml:5: the key `a` stands here twice, first on line 1",
        "f.yaml:4: the key `c` stands here twice, first on line 3",
    ]


def test_too_long_a_document_is_refused_before_it_is_parsed() -> None:
    assert problems_of("x" * (MAX_CHARS + 1)) == [
        "f.yaml: too long: 8,000,001 characters of YAML, 8,000,000 are allowed"
    ]


@given(st.text(alphabet=" \t\n-:[]{}'\"&*!|>#%@,?a1é\u2028\x00", max_size=60))
def test_any_text_gives_a_tree_or_a_problem_within_the_file(text: str) -> None:
    try:
        lines = [parse(text, "f.yaml").line]
    except InputError as error:
        lines = [problem.line or 1 for problem in error.problems]
    assert all(1 <= line <= text.count("\n") + 1 for line in lines)


@pytest.mark.parametrize(
    ("text", "tree", "body", "line"),
    [
        ("---\ntitle: A\n---\nBody\n", {"title": "A"}, "Body\n", 4),
        ("---  \ntitle: A\n...\n\nBody", {"title": "A"}, "\nBody", 4),
        ("---\n---\nBody", "", "Body", 3),
        ("Body\n---\na: b\n---\n", None, "Body\n---\na: b\n---\n", 1),
        ("---- \nBody", None, "---- \nBody", 1),
    ],
)
def test_front_matter_is_split_from_the_text(text: str, tree: object, body: str, line: int) -> None:
    node, rest, first = front_matter(text, "f.md")
    assert (plain(node) if node else None, rest, first) == (tree, body, line)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("---\ntitle: A\n", "f.md:1: the front matter opened here is never closed"),
        ("---\nJust words.\n---\n", 'f.md:2: the front matter must hold keys and values, not "Just words."'),
        ("---\na: 1\nb: c: d\n---\n", 'f.md:3: broken YAML, mapping values are not allowed in this context: "b: c: d"'),
    ],
)
def test_broken_front_matter_is_told_at_its_line_of_the_file(text: str, told: str) -> None:
    with pytest.raises(InputError, match=r"^f\.md") as caught:
        front_matter(text, "f.md")
    assert str(caught.value).split("\n")[0] == told


def read(text: str) -> tuple[Fields, list[Problem]]:
    problems: list[Problem] = []
    return Fields(parse(text, "f.yaml"), "f.yaml", problems), problems


def test_fields_are_read_as_the_types_asked_for() -> None:
    fields, problems = read(
        "t: ' a '\nv: ' a '\nn: -0.5\nw: 12\nb: true\nc: two\nd: 2024-02-29\n"
        "l: [no, '1']\np: {wikidata: Q42}\ni: [maria-keller]\nu: https://example.org/a?b\ng: en-GB\n"
    )
    assert (fields.text("t"), fields.verbatim("v")) == ("a", " a ")
    assert (fields.number("n", 0, -1, 1), fields.whole("w", 0, 0, 20), fields.boolean("b")) == (-0.5, 12, True)
    assert (fields.choice("c", ("one", "two"), "one"), fields.date("d")) == ("two", "2024-02-29")
    assert (fields.texts("l"), fields.pairs("p"), fields.slugs("i")) == (
        ("no", "1"),
        (("wikidata", "Q42"),),
        ("maria-keller",),
    )
    assert (fields.address("u"), fields.language("g")) == ("https://example.org/a?b", "en-GB")
    fields.done()
    assert problems == []


def test_what_is_missing_or_empty_gives_the_default() -> None:
    fields, problems = read("t:\nl:\n")
    assert (fields.text("t", "held"), fields.texts("l"), fields.number("n", 7, 0, 9)) == ("held", (), 7)
    assert (fields.date("d"), fields.boolean("b", True), fields.address("u")) == (None, True, None)
    assert problems == []


def test_every_problem_of_a_file_is_told_in_one_run() -> None:
    fields, problems = read(
        "titel: x\nn: '5'\nm: 12\nd: 2026-02-30\nk: persn\nl: foo\nb: yes\nw: 1.5\n"
        "t: [x]\ni: [A b, x, x]\nu: javascript:x\n"
    )
    fields.text("title")
    fields.number("n", 1, 0, 3)
    fields.number("m", 1, 0, 3)
    fields.date("d")
    fields.choice("k", ("person", "agency"), "person")
    fields.texts("l")
    fields.boolean("b")
    fields.whole("w", 1, 0, 3)
    fields.text("t")
    fields.slugs("i")
    fields.address("u")
    fields.required("id")
    fields.done()
    assert [f"{problem.line}: {problem.message} | {problem.hint}".strip(" |") for problem in problems] == [
        '2: `n` must be a number, not "5" | Take off the quotation marks.',
        '3: `m` must be from 0 to 3, not "12"',
        "4: `d`: there is no 2026-02-30 in the calendar | Write a date as 2026-02-28, 2026-02 or 2026.",
        '5: `k` must be person or agency, not "persn" | Did you mean `person`?',
        '6: `l` must be a list, not "foo" | Write `l: [foo]`.',
        '7: `b` must be true or false, not "yes"',
        "8: `w` must be a whole number, not 1.5",
        "9: `t` must be a text, not a list",
        '10: `i`: "A b" is no id | '
        "Write lower-case letters a-z, digits and single dashes between them, at most 100, as in maria-keller.",
        "10: `i`: `x` stands there twice | "
        "Write lower-case letters a-z, digits and single dashes between them, at most 100, as in maria-keller.",
        '11: `u` is not a web address: "javascript:x" | Write it in full, as https://example.org/.',
        "1: `id` is missing | Add a line `id: …`.",
        "1: unknown key `titel` | Did you mean `title`?",
    ]


def test_a_text_where_keys_belong_is_one_problem() -> None:
    fields, problems = read("just words")
    fields.text("title")
    fields.done()
    assert [problem.message for problem in problems] == ['this file must hold keys and values, not "just words"']


@pytest.mark.parametrize("value", ["2026", "2026-02", "2026-02-28", "2024-02-29"])
def test_iso_dates_are_dates(value: str) -> None:
    assert date_trouble(value) == ""


@pytest.mark.parametrize("value", ["2026-02-29", "2026-13", "0000", "2026-2-2", "02/02/2026", "yesterday", "2026-W05"])
def test_other_dates_are_not(value: str) -> None:
    assert date_trouble(value)


@pytest.mark.parametrize("value", ["maria-keller", "e-4f", "x", "287-g", "index-x", "console"])
def test_ids_that_are_safe_file_names(value: str) -> None:
    assert slug_trouble(value) == ""


@pytest.mark.parametrize("value", ["Maria", "a b", "../x", "a--b", "-a", "é", "", "index", "con", "lpt1"])
def test_ids_that_are_not(value: str) -> None:
    assert slug_trouble(value)


@pytest.mark.parametrize("address", ["ftp://x.org/", "//x.org", "https://u:p@x.org/", "https://x.org/ y", "https:///x"])
def test_addresses_that_are_refused(address: str) -> None:
    fields, problems = read(f"u: '{address}'")
    assert fields.address("u") is None
    assert len(problems) == 1


def test_a_number_in_quotation_marks_is_a_text() -> None:
    values = parse("[12, -0.5, '12', 1e5, 12:30]", "f").items
    assert [as_number(node) for node in values] == [12, -0.5, None, None, None]
