"""A site rendered in shares: together they are the whole, and no view does another share's work."""

from __future__ import annotations

import pytest

from onrecord.pages import Frame, Made, View, article, cards, data, every, figures, made, quotes, render, sources_index
from onrecord.pages.indexes import index
from onrecord.settings import Settings
from tests.pages.ferry import ferry
from tests.pages.harbor import theme

SETTINGS = Settings(title="The Pier", address="https://pier.example/")


@pytest.mark.parametrize("parts", [1, 2, 3, 7])
def test_the_shares_are_the_site_and_no_page_is_in_two(parts: int) -> None:
    whole = sorted((page.path, page.content) for page in render(ferry(), SETTINGS, theme()))
    shares = [list(render(ferry(), SETTINGS, theme(), share=(part, parts))) for part in range(parts)]
    assert sorted((page.path, page.content) for share in shares for page in share) == whole
    assert all(len(share) < len(whole) for share in shares) or parts == 1


@pytest.mark.parametrize("parts", [2, 3])
def test_shares_by_chapter_are_the_site_and_keep_what_stays(parts: int) -> None:
    first = Made({}, [])
    list(render(ferry(), SETTINGS, theme(), made=first))
    called = Settings(title="The Quay", address=SETTINGS.address)
    for settings, held in ((SETTINGS, {}), (SETTINGS, first.chapters), (called, first.chapters)):
        whole, told = Made({}, []), Made({}, [])
        pages = sorted((p.path, p.content) for p in render(ferry(), settings, theme(), held=held, made=whole))
        found = [
            (page.path, page.content)
            for part in range(parts)
            for page in render(ferry(), settings, theme(), held=held, share=(part, parts), by_chapter=True, made=told)
        ]
        assert sorted(found) == pages
        assert sorted(told.kept) == sorted(whole.kept)
        assert told.chapters.keys() == whole.chapters.keys()


@pytest.mark.parametrize("view", [v.pages for v in (article, cards, made, sources_index, quotes, figures, data)])
def test_a_view_makes_only_what_its_share_wants(view: View) -> None:
    whole = [page.path for page in every((view,), Frame(SETTINGS, theme()), index(ferry()))]
    shares = [list(every((view,), Frame(SETTINGS, theme(), share=(part, 3)), index(ferry()))) for part in range(3)]
    assert sorted(page.path for share in shares for page in share) == sorted(whole)
