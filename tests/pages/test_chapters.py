"""Chapters of pages: one that is made of the same stays as a whole, and everything else is asked page by page."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.pages import Chapter, Frame
from onrecord.publish.store import Memory
from onrecord.remembered import Remembered
from onrecord.settings import Settings
from tests.pages.harbor import theme


def frame(held: Mapping[str, Chapter] | None = None, share: tuple[int, int] = (0, 1)) -> Frame:
    return Frame(Settings(), theme(), held=held or {}, share=share)


def first() -> dict[str, Chapter]:
    """Two chapters of two pages each, and a page of none."""
    made = frame()
    for chapter in ("people", "quotes"):
        assert not made.stays(chapter, "all of it")
        assert all(made.wants(f"{chapter}/{name}.html", name) for name in ("a", "b"))
    made.begin("")
    assert made.wants("index.html", "front")
    return made.chapters


def test_a_chapter_made_of_the_same_stays_with_all_its_pages() -> None:
    again = frame(first())
    assert again.stays("people", "all of it")
    assert again.kept == ["people/a.html", "people/b.html"]
    assert again.chapters["people"] == first()["people"]


def test_of_a_chapter_made_of_something_else_the_pages_are_asked() -> None:
    again = frame(first())
    assert not again.stays("people", "something else")
    assert [again.wants(f"people/{name}.html", made_of) for name, made_of in (("a", "a"), ("b", "new"))] == [
        False,
        True,
    ]
    assert again.kept == ["people/a.html"]


def test_a_page_that_moved_to_another_chapter_is_known_again() -> None:
    again = frame(first())
    assert not again.stays("names", "all of it")
    assert not again.wants("people/a.html", "a")


def test_what_is_asked_after_a_chapter_that_stays_is_not_of_it() -> None:
    again = frame(first())
    assert again.stays("people", "all of it")
    assert again.wants("people/new.html", "new")
    assert set(again.chapters["people"].pages) == {"people/a.html", "people/b.html"}
    assert set(again.chapters[""].pages) == {"people/new.html"}


def test_of_several_processes_one_tells_of_a_chapter() -> None:
    shares = [frame(first(), (number, 3)) for number in range(3)]
    assert all(share.stays(chapter, "all of it") for share in shares for chapter in ("people", "quotes"))
    assert sorted(path for share in shares for path in share.kept) == sorted(
        f"{chapter}/{name}.html" for chapter in ("people", "quotes") for name in ("a", "b")
    )


def test_what_was_recalled_is_told_for_as_long_as_the_chapter_stays() -> None:
    made = frame()
    assert not made.stays("tables", "rows")
    assert made.recall("rows", [1, 2], list[int], lambda: [3]) == [3]
    again = frame(made.chapters)
    assert again.stays("tables", "rows")
    assert again.chapters["tables"].recalled == made.chapters["tables"].recalled != []


def test_what_was_recalled_within_something_is_remembered_with_it() -> None:
    store = Memory()

    def outer(recall: Remembered) -> list[int]:
        return recall("outer", "x", list[int], lambda: [*recall("inner", "y", list[int], lambda: [1]), 2])

    once, again = Remembered(store), Remembered(store)
    assert outer(once) == [1, 2]
    once.put()
    assert outer(again) == [1, 2]
    assert set(again.keys) == set(once.keys)
    assert len(again.keys) == 2
