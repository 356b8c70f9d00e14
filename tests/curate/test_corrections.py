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
        ("", None),
    ],
)
def test_a_value_is_a_number_a_date_or_a_range(written: str, value: object) -> None:
    (correction,) = read_corrections(f"- exact: x\n  set:\n    value: {written}\n", "c.yaml")
    assert correction.set == (("value", value),)


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
