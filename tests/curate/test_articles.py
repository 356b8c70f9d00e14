"""`content/articles/<id>.md` and `content/groups.yaml`, one file at a time."""

from __future__ import annotations

import pytest

from onrecord.curate.articles import Article, read_article
from onrecord.curate.groups import Group, read_groups
from onrecord.model import Metadata
from onrecord.problems import InputError


def test_metadata_and_note_are_read() -> None:
    text = """\
---
title: "Pier closed"
outlet: Harbor Courier
author: A. Hand
published: 2026-02
url: https://example.org/pier
language: en-GB
---

The *second* edition.
"""
    assert read_article(text, "articles/a.md") == Article(
        Metadata("Pier closed", "Harbor Courier", "A. Hand", "2026-02", "https://example.org/pier", "en-GB"),
        note="The *second* edition.",
    )


def test_a_file_without_front_matter_is_a_note() -> None:
    assert read_article("Only a note.\n", "a.md") == Article(note="Only a note.")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("---\nrights: some\n---\n", 'a.md:2: `rights` must be full or excerpts, not "some"'),
        ("---\ntitle: A\ndate: 2026-03-04\n---\n", "a.md:3: unknown key `date`\n  hint: Did you mean `published`?"),
        ("---\ntitle: A\nauthors: B\n---\n", "a.md:3: unknown key `authors`\n  hint: Did you mean `author`?"),
        ("---\nadded: tomorrow\n---\n", 'a.md:2: `added`: "tomorrow" is not a date'),
        ("---\ntitle: [A]\n---\n", "a.md:2: `title` must be a text, not a list"),
        ('---\ntitle: "A\\0B"\n---\n', "a.md:2: there is a NUL character or half a character here"),
    ],
)
def test_wrong_metadata_is_told_at_its_line(text: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        read_article(text, "a.md")
    assert str(caught.value).startswith(told)


def test_groups_are_read() -> None:
    text = "- id: riders\n  name: People on board\n  terms: [passengers, no]\n"
    assert read_groups(text, "groups.yaml") == (Group("riders", "People on board", ("passengers", "no"), 1),)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("riders: [a]", "groups.yaml:1: the file must be a list of groups"),
        ("- {id: a, name: A, terms: a}", 'groups.yaml:1: `terms` must be a list, not "a"'),
        ("- {id: a, name: A, terms: [b, b]}", 'groups.yaml:1: the term "b" stands there twice'),
        ("- {id: a, name: A, terms: [b]}\n- {id: a, name: B, terms: [c]}", "groups.yaml:2: the id `a` is taken"),
    ],
)
def test_wrong_groups_are_told(text: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        read_groups(text, "groups.yaml")
    assert str(caught.value).startswith(told)
