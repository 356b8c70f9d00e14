"""The parts of a source that stand back on its page and are no part of any list, table or count."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import TypeVar

from onrecord.model import ZONES_BEHIND, Record

T = TypeVar("T")


class Behind:
    """Tells whether an offset of one source lies in a zone that stands back."""

    def __init__(self, record: Record) -> None:
        zones = sorted(zone for zone in record.source.zones if zone.kind in ZONES_BEHIND)
        self._starts = [zone.start for zone in zones]
        self._ends = [zone.end for zone in zones]

    def before(self, marks: tuple[T, ...], start: Callable[[T], int]) -> list[T]:
        """The marks that do not lie in such a zone."""
        return [mark for mark in marks if start(mark) not in self] if self._starts else list(marks)

    def __contains__(self, offset: int) -> bool:
        place = bisect_right(self._starts, offset) - 1
        return place >= 0 and offset < self._ends[place]
