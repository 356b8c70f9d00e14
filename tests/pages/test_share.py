"""A site rendered in shares: together they are the whole, and no view does another share's work."""

from __future__ import annotations

import pytest

from onrecord.pages import Frame, View, article, cards, data, every, figures, made, quotes, render, sources_index
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


@pytest.mark.parametrize("view", [v.pages for v in (article, cards, made, sources_index, quotes, figures, data)])
def test_a_view_makes_only_what_its_share_wants(view: View) -> None:
    whole = [page.path for page in every((view,), Frame(SETTINGS, theme()), index(ferry()))]
    shares = [list(every((view,), Frame(SETTINGS, theme(), share=(part, 3)), index(ferry()))) for part in range(3)]
    assert sorted(page.path for share in shares for page in share) == sorted(whole)
