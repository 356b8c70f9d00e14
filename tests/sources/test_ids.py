"""Ids from paths and from front matter."""

from __future__ import annotations

import pytest

from onrecord.sources.ids import MAX_ID, id_from_path, id_key, id_trouble


@pytest.mark.parametrize(
    ("path", "source_id"),
    [
        ("2026/hearing.txt", "2026-hearing"),
        ('Mayor\'s "Plan" (final).v2.md', "mayor-s-plan-final-v2"),
        ("Häring/Žižek — Łódź.txt", "haring-zizek-lodz"),
        ("HEARING.TXT", "hearing"),
        ("index.html", "index-x"),
        ("con.txt", "con-x"),
        ("LPT1.md", "lpt1-x"),
        ("console.txt", "console"),
        ("../..//x.txt", "x"),
    ],
)
def test_a_path_becomes_a_slug(path: str, source_id: str) -> None:
    assert id_from_path(path) == source_id


@pytest.mark.parametrize("path", ["выборы.txt", "选举-2026.txt", "---.txt", "🙂.md", "a" * 300 + ".txt"])
def test_what_a_slug_cannot_hold_is_told_apart_by_a_hash(path: str) -> None:
    slug = id_from_path(path)
    assert slug
    assert len(slug) <= MAX_ID
    assert slug.isascii()
    assert slug != id_from_path("x" + path)


def test_both_unicode_forms_of_a_name_give_one_id() -> None:
    assert id_from_path("h\u00e4ring.txt") == id_from_path("ha\u0308ring.txt")


@pytest.mark.parametrize("stated", ["2026-hearing", "Hearing.2", "a_b"])
def test_stated_ids_that_will_do(stated: str) -> None:
    assert id_trouble(stated) == ""


@pytest.mark.parametrize(
    "stated",
    [
        "../up",
        "a b",
        "a/b",
        ".hidden",
        "a..b",
        "index",
        "NUL",
        "aux.txt",
        "-x",
        "x" * 101,
        "häring",
        "ha\u0308ring",
        "日本",
    ],
)
def test_stated_ids_that_are_no_file_names(stated: str) -> None:
    assert id_trouble(stated)


def test_ids_meet_in_case() -> None:
    assert id_key("Haring.A") == id_key("haring.a") != id_key("haring-a")
