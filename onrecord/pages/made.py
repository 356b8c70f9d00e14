""" "How this page was made": a source with inline tags, and its record."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.model import Page
from onrecord.pages.frame import Frame
from onrecord.pages.indexes import Index


def pages(frame: Frame, look_ups: Index) -> Iterator[Page]:
    """One page a source."""
    yield from ()
