"""The page of a source: its text with marks, who speaks beside it, what other sources say."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.model import Page
from onrecord.pages.frame import Frame
from onrecord.pages.indexes import Index


def pages(frame: Frame, look_ups: Index) -> Iterator[Page]:
    """One page a source."""
    yield from ()
