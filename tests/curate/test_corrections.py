"""`content/corrections/<id>.yaml`: what a correction may say."""

from __future__ import annotations

import pytest

from onrecord.curate.corrections import Correction, read_corrections
from onrecord.problems import InputError


def test_setting_adding_and_dropping_are_read() -> None:
    text = """\
- exact: "he said"
  prefix: "closed, "
  suffix: " on Monday"
  set: {speaker: maria-keller}
  why: The mayor is a woman.
  by: J. R.
- {exact: "46", set: {value: 46, unit: people, of: injured}}
- {exact: Margaret Lane, drop: true}
- {exact: the ferry, add: {kind: organization, entity: lane-ferries}}
"""
    assert read_corrections(text, "c.yaml") == (
        Correction(
            exact="he said",
            prefix="closed, ",
            suffix=" on Monday",
            set=(("speaker", "maria-keller"),),
            why="The mayor is a woman.",
            by="J. R.",
            path="c.yaml",
            line=1,
        ),
        Correction("46", set=(("value", 46), ("unit", "people"), ("of", "injured")), path="c.yaml", line=7),
        Correction("Margaret Lane", drop=True, path="c.yaml", line=8),
        Correction(
            "the ferry", add=(("kind", "organization"), ("entity", "lane-ferries")), path="c.yaml", line=9
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12", 12),
        ("2.5", 2.5),
        ("'2026'", "2026"),
        ("2026-02-02", "2026-02-02"),
        ("T21:30", "T21:30"),
        ("--11-05/--11-07", "--11-05/--11-07"),
        ("[10, 15]", (10, 15)),
        ("197X", "197X"),
        ("2026-W53", "2026-W53"),
        ("2026-02-02T21:30", "2026-02-02T21:30"),
        ("[1, 2, 3]", (1, 2, 3)),
        ("", None),
    ],
)
def test_a_value_is_a_number_a_date_or_a_range(written: str, value: object) -> None:
    (correction,) = read_corrections(f"- exact: x\n  set:\n    value: {written}\n", "c.yaml")
    assert correction.set == (("value", value),)


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        ("date", "2026", "2026"),
        ("date", "--02-29", "--02-29"),
        ("percent", "[10, 15]", (10, 15)),
        ("ratio", "[3, 2, 1]", (3, 2, 1)),
        ("money", "-0.5", -0.5),
    ],
)
def test_a_value_is_read_as_its_kind_has_it(kind: str, written: str, value: object) -> None:
    for does in ("set", "add"):
        (correction,) = read_corrections(f"- exact: x\n  {does}: {{kind: {kind}, value: {written}}}\n", "c.yaml")
        assert (correction.set or correction.add) == (("kind", kind), ("value", value))


IMPOSSIBLE = {
    "{value: 2026-13-40}": "`value`: there is no 2026-13-40 in the calendar",
    "{value: 2026-02-01/2026-02-30}": "`value`: there is no 2026-02-30 in the calendar",
    "{value: --02-30}": "`value`: there is no --02-30 in the calendar",
    "{value: 2025-W53}": "`value`: there is no 2025-W53 in the calendar",
    "{value: T25:00}": '`value`: "T25:00" is not a time of day',
    "{value: 1/2/3}": '`value`: "1/2/3" is not a date',
    "{kind: date, value: 12}": "`value`: 12 is not a date",
    "{kind: date, value: [2025, 2026]}": "`value`: [2025, 2026] is not a date",
    "{kind: percent, value: 2026-13-40}": '`value`: a percent is a number, not "2026-13-40"',
    "{kind: percent, value: '12'}": '`value`: a percent is a number, not "12"',
    "{kind: percent, value: [1, 2, 3]}": "`value`: a percent is a number or a range of two, not 3 numbers",
    "{kind: money, value: [15, 10]}": "`value`: the range [15, 10] ends below its beginning",
}


@pytest.mark.parametrize(("written", "told"), IMPOSSIBLE.items())
def test_a_value_that_its_kind_cannot_have_is_told_with_its_line(written: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        read_corrections(f"- exact: x\n  set:\n    {written}\n", "c.yaml")
    (problem,) = caught.value.problems
    assert (problem.line, problem.message, problem.hint) == (3, told, "Write 12, 2026-02-02 or [10, 15].")


def test_a_speaker_left_empty_takes_the_speaker_away() -> None:
    (correction,) = read_corrections("- exact: x\n  set: {speaker: }\n", "c.yaml")
    assert correction.set == (("speaker", None),)


# Each case: what is wrong, the file, what is told.
CASES = {
    "no list": ("exact: x", "1: the file must be a list of corrections"),
    "no words": ("- drop: true", "1: `exact` is missing"),
    "nothing to do": ("- exact: x", "1: a correction needs exactly one of `set`, `add` and `drop: true`"),
    "two things to do": (
        "- {exact: x, drop: true, set: {kind: person}}",
        "1: a correction needs exactly one of `set`, `add` and `drop: true`",
    ),
    "unknown key": ("- {exact: x, dorp: true, drop: true}", "1: unknown key `dorp`"),
    "unknown field": ("- {exact: x, set: {speker: a}}", "1: unknown key `speker`"),
    "field of another mark": ("- {exact: x, add: {kind: person, value: 3}}", "1: unknown key `value`"),
    "nothing set": ("- {exact: x, set: {}}", "1: `set` names nothing to set"),
    "unknown kind": (
        "- {exact: x, set: {kind: ship}}",
        "1: `kind` must be person or agency or organization or place or money or percent or count or ratio or date "
        'or duration or measure, not "ship"',
    ),
    "added without a kind": ("- {exact: x, add: {entity: a}}", "1: `kind` is missing"),
    "added without a value": ("- {exact: x, add: {kind: money}}", "1: `value` is missing, which every money has"),
    "a kind left empty": ("- {exact: x, set: {kind: }}", "1: `kind` is empty"),
    "no id": ("- {exact: x, set: {speaker: Maria Keller}}", '1: `speaker`: "Maria Keller" is no id'),
    "value that is none": (
        "- {exact: x, set: {value: [a, b]}}",
        "1: `value` must be a number, a date or a list of numbers",
    ),
    "a word as a value": (
        "- {exact: x, set: {value: twelve}}",
        "1: `value` must be a number, a date or a list of numbers",
    ),
    "wrong type": ("- {exact: x, drop: yes}", '1: `drop` must be true or false, not "yes"'),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_what_a_correction_cannot_say_is_told(text: str, expected: str) -> None:
    with pytest.raises(InputError) as caught:
        read_corrections(text, "c.yaml")
    first = caught.value.problems[0]
    assert f"{first.line}: {first.message}" == expected
