"""The about page: the curator's own words, then the method, its limits and the engine's version."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord import __version__
from onrecord.model import Page
from onrecord.pages.frame import Frame
from onrecord.pages.indexes import Index


def pages(frame: Frame, look_ups: Index) -> Iterator[Page]:
    """The one page."""
    yield frame.page(
        "about.html",
        "about.html",
        kind="about",
        section="about",
        about=frame.about,
        version=__version__,
        sources=len(look_ups.sources),
        excerpts=any(source.rights == "excerpts" for source in look_ups.sources) or frame.settings.rights == "excerpts",
    )
