"""`404.html`: served at any depth, so it links only where the site's public address is known."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.model import Page
from onrecord.pages.frame import Frame
from onrecord.pages.indexes import Index


def pages(frame: Frame, look_ups: Index) -> Iterator[Page]:
    """The one page; without an address it is plain text without links or styles."""
    yield frame.page("404.html", "404.html", kind="notfound", address=frame.settings.address)
