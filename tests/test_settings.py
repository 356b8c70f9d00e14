"""`content/site.yaml` gives the settings, or says all that is wrong with it."""

from __future__ import annotations

import pytest

from onrecord.problems import InputError
from onrecord.settings import Settings, read_settings


def test_an_empty_file_leaves_every_default() -> None:
    assert read_settings("# nothing yet\n", "site.yaml") == Settings()


def test_every_setting_is_read() -> None:
    text = """
title: The Margaret Lane
note: |
  *Invented.*
address: https://example.org/lane
language: en-GB
rights: excerpts
excerpt_share: 0.1
min_confidence: 0.7
publish_review: true
html: trafilatura
max_source_bytes: 1000
stages: [figures, names]
"""
    assert read_settings(text, "site.yaml") == Settings(
        title="The Margaret Lane",
        note="*Invented.*",
        address="https://example.org/lane/",
        language="en-GB",
        rights="excerpts",
        excerpt_share=0.1,
        min_confidence=0.7,
        publish_review=True,
        html="trafilatura",
        max_source_bytes=1000,
        stages=("figures", "names"),
    )


def test_a_title_is_never_guessed_to_be_something_else() -> None:
    assert read_settings("title: no", "site.yaml").title == "no"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tilte: x", "site.yaml:1: unknown key `tilte`\n  hint: Did you mean `title`?"),
        ("rights: some", 'site.yaml:1: `rights` must be full or excerpts, not "some"'),
        ("\nmin_confidence: 95", 'site.yaml:2: `min_confidence` must be from 0 to 1, not "95"'),
        ("publish_review: no", 'site.yaml:1: `publish_review` must be true or false, not "no"'),
        ("max_source_bytes: 0", 'site.yaml:1: `max_source_bytes` must be from 1 to 1,000,000,000, not "0"'),
        ("stages: [names, names]", "site.yaml:1: `stages` names names twice"),
        ("language: english please", 'site.yaml:1: `language` is no language tag: "english please"'),
        ("- title", "site.yaml:1: site.yaml must hold keys and values, not a list"),
        ("address: https://x.org/?a", "site.yaml:1: `address` must not hold ? or #"),
        ("address: example.org", 'site.yaml:1: `address` is not a web address: "example.org"'),
    ],
)
def test_a_wrong_setting_is_told_with_its_line(text: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        read_settings(text, "site.yaml")
    assert str(caught.value).startswith(told)


def test_all_wrong_settings_are_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        read_settings("rights: x\nhtml: y\nzzz: z", "site.yaml")
    assert [problem.line for problem in caught.value.problems] == [1, 2, 3]
