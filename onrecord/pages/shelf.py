"""Records as pages ask for them: each is loaded when some page shows a part of it, and the last ones stay at hand."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from onrecord.dossier.gist import Gist
from onrecord.dossier.lists import Lists
from onrecord.model import Dossier, Record
from onrecord.pages.passages import Passages

AT_HAND = 500
"""Records that stay loaded: with what is found in them some 30 MB of ordinary articles. Most pages take what they show
in turn (`later`); at hand are those of the pages that show a few neighbours."""


class Quoted(Struct, frozen=True, gc=False):
    """What the rows of a quote in several lists share, as markup."""

    begun: str
    """How they begin, up to the end of their attributes."""
    page: str
    """Where the speaker's page lies, from the site's root, and the name; "" for nobody."""
    name: str
    told: str
    """What stands between the margin and the address of the quote."""
    place: str
    """The rest of this address, behind the way to the site's root."""
    outlet: str


class Opened:
    """A record with its lists and sentences, each found when it is first asked for."""

    def __init__(self, record: Record, gist: Gist) -> None:
        self.record, self._gist = record, gist
        self.quoted: dict[str, Quoted] = {}
        """By quote: what its rows share, as far as some were made already."""

    @cached_property
    def lists(self) -> Lists:
        """What it gives to the lists."""
        return Lists(self.record)

    @cached_property
    def passages(self) -> Passages:
        """Its sentences."""
        return Passages(self.record.source.text, self._gist.laid)


class Shelf(Mapping[str, Opened]):
    """The records of a dossier, by the source's id."""

    def __init__(self, dossier: Dossier, gists: tuple[Gist, ...]) -> None:
        self._records, self._gists = dossier.records, gists
        self._places = {gist.id: place for place, gist in enumerate(gists)}
        self._opened: OrderedDict[str, Opened] = OrderedDict()

    def __getitem__(self, source: str) -> Opened:
        """The record of a source; KeyError for one that is not of this dossier."""
        held = self._opened.get(source)
        if held is None:
            place = self._places[source]
            held = self._opened[source] = Opened(self._records[place], self._gists[place])
            if len(self._opened) > AT_HAND:
                self._opened.popitem(last=False)
        else:
            self._opened.move_to_end(source)
        return held

    def __contains__(self, source: object) -> bool:
        """Whether it is of this dossier; nothing is loaded for the answer."""
        return source in self._places

    def __iter__(self) -> Iterator[str]:
        """The ids of all sources, in order of path."""
        return iter(self._places)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._places)
