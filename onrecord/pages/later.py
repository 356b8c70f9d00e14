"""Pages that are made side by side, so that each record is loaded once for all that show something of it.

The record of a source is much larger than what any list shows of it, and ten thousand do not fit into memory. So a page
that shows several sources takes from each what it shows when the turn of that source comes, and is made when it has
all: the sources are gone through once, the newest first, and whatever shows something of one takes it then.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from heapq import heappop, heappush

from onrecord.model import Page
from onrecord.pages.value import Value

Steps = Generator[int, None, Page]
"""A page in the making: before it opens a source it gives its place in `Index.sources`, and waits for its turn. The
places only grow."""


class Later(Value, frozen=True):
    """A page that is wanted, and is made when its turn comes: at once, or in steps."""

    place: int
    """Of the first source that it shows something of, in `Index.sources`."""
    make: Callable[[], Page | Steps]


def in_turn(wanted: Iterable[Later]) -> Iterator[Page]:
    """The pages, each as soon as the last source that it shows has had its turn."""
    waiting: dict[int, list[Later | Steps]] = {}
    for page in wanted:
        waiting.setdefault(page.place, []).append(page)
    places = sorted(waiting)
    while places:
        place = heappop(places)
        for each in waiting.pop(place):
            made = each.make() if isinstance(each, Later) else each
            while not isinstance(made, Page):
                try:
                    its = next(made)
                except StopIteration as end:
                    made = end.value
                    continue
                if its > place:
                    if its not in waiting:
                        waiting[its] = []
                        heappush(places, its)
                    waiting[its].append(made)
                    break
            else:
                yield made
