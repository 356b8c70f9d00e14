"""Dossier -> pages: pure views and templates; nothing here reads or writes a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from onrecord.model import Dossier, Page
from onrecord.pages import about as about_page
from onrecord.pages import (
    article,
    cards,
    columns,
    compare,
    data,
    entities,
    feed,
    figures,
    home,
    made,
    notfound,
    quotes,
    review,
    search,
    sheets,
    sources_index,
    stubs,
    timeline,
    urls,
)
from onrecord.pages.frame import Chapter, Frame, Item, Theme, compiled
from onrecord.pages.indexes import Index, index, lists_any
from onrecord.pages.later import Later, in_turn
from onrecord.pages.value import Value
from onrecord.recall import Recall, anew
from onrecord.settings import Settings

__all__ = ["Chapter", "Frame", "Made", "Theme", "compiled", "every", "render"]

View = Callable[[Frame, Index], Iterator[Page] | Iterator[Later] | Iterator[Page | Later]]
"""Makes all pages of one kind, one at a time, or tells of pages to be made later."""


class Made(Value, frozen=True):
    """What rendering tells beside the pages: what they are made of, and which of an earlier site's stay as they are."""

    chapters: dict[str, Chapter]
    kept: list[str]


VIEWS: tuple[View, ...] = (
    home.pages,
    article.pages,
    cards.pages,
    made.pages,
    sources_index.pages,
    entities.pages,
    quotes.pages,
    figures.pages,
    compare.pages,
    timeline.pages,
    search.pages,
    review.pages,
    data.pages,
    about_page.pages,
    stubs.pages,
    notfound.pages,
    feed.pages,
)


def render(
    dossier: Dossier,
    settings: Settings,
    theme: Theme,
    *,
    about: str = "",
    groups: Sequence[tuple[str, Sequence[str]]] = (),
    preview: bool = False,
    searched: bool = True,
    share: tuple[int, int] = (0, 1),
    by_chapter: bool = False,
    held: Mapping[str, Chapter] | None = None,
    made: Made | None = None,
    recall: Recall = anew,
    look_ups: Index | None = None,
) -> Iterator[Page]:
    """All pages of the site, one at a time, in an order that does not change.

    `about` is the curator's Markdown for the about page; `groups` are (name, terms) whose use is compared;
    `preview` adds what only the curator should see; `searched` says whether there is an index for the search page.
    `recall` may give parts of pages that were made before. `share` (which, of how many) makes only that part of the
    pages: all parts together are the site, each page once (see `Frame.has` for `by_chapter`). `held` are the chapters
    that an earlier site has; a page of them is not made again while what it is made of is the same. `made` is told of
    both.
    `look_ups` are those of the dossier, where somebody has made them already.
    """
    look_ups = look_ups or index(dossier, settings.min_confidence)
    reviewed = preview or settings.publish_review
    ways = tuple(way for way in _navigation(look_ups, reviewed) if searched or way.path != search.PATH)
    frame = Frame(
        settings,
        theme,
        ways,
        about=about,
        groups=groups,
        preview=preview,
        share=share,
        by_chapter=by_chapter,
        held=held or {},
        recall=recall,
        in_parts=sheets.in_parts(look_ups),
    )
    yield from every(VIEWS if searched else [view for view in VIEWS if view is not search.pages], frame, look_ups)
    if made is not None:
        made.chapters.update((name, its) for name, its in frame.chapters.items() if its.pages or its.recalled)
        made.kept.extend(frame.kept)


def every(views: Iterable[View], frame: Frame, look_ups: Index) -> Iterator[Page]:
    """The pages of some views, those to be made later side by side."""
    later: list[Later] = []
    for view in views:
        frame.begin(view.__module__)
        for page in view(frame, look_ups):
            if isinstance(page, Later):
                later.append(page)
            elif frame.has(page.path):  # a view of few pages makes them unasked; what another share has falls here
                yield page
    yield from in_turn(later)


def _navigation(look_ups: Index, reviewed: bool) -> tuple[Item, ...]:
    """The ways in, in reading order; a kind of page that would be empty has no entry."""
    folders = {kind for kind in urls.FOLDERS if lists_any(look_ups, kind)}
    items = (
        (bool(look_ups.sources), Item("Sources", "articles/index.html", "articles")),
        ("person" in folders, Item("People", "people/index.html", "people")),
        ("agency" in folders, Item("Agencies", "agencies/index.html", "agencies")),
        ("organization" in folders, Item("Organizations", "organizations/index.html", "organizations")),
        ("place" in folders, Item("Places", "places/index.html", "places")),
        (any(source.marked.listed for source in look_ups.sources), Item("Quotes", "quotes/index.html", "quotes")),
        (any(source.marked.kinds for source in look_ups.sources), Item("Figures", "figures/index.html", "figures")),
        (len(columns.columns(look_ups).shown) > 1, Item("Compare", "compare.html", "compare")),
        (timeline.known(look_ups), Item("Timeline", "timeline.html", "timeline")),
        (bool(look_ups.sources), Item("Search", "search.html", "search")),
        (reviewed, Item("Review", "review.html", "review")),
    )
    return tuple(item for shown, item in items if shown)
