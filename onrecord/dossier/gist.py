"""What one record tells the dossier: all that the lists, the counts and the comparing of sources ask of it.

It is made once, with the record (`gisting`), and kept beside it. Of ten thousand sources the gists are in memory
together; a record itself, with its text, is loaded where a page shows some of it. What a gist has by the dozen stays
packed until somebody asks for it, and digests tell without a look at it whether it is still the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from operator import attrgetter
from typing import overload

from msgspec import Raw, Struct
from msgspec.msgpack import Decoder

from onrecord.dossier.sights import Sight
from onrecord.dossier.titles import Heading
from onrecord.model import Figure, Metadata, Record, Review


class Share(Struct, frozen=True, array_like=True, gc=False):
    """What a source has of one entity; what stands back on its page does not count."""

    entity: str
    forms: tuple[tuple[str, int], ...] = ()
    """The words it is named by, as they stand, each with how often; no pronouns."""
    named: int = 0
    direct: int = 0
    """Of what it said: the verbatim quotes; what is said for it included."""
    other: int = 0
    """Of what it said: paraphrases, and what is partly quoted."""
    unnamed: tuple[int, int] = (0, 0)
    """As `direct` and `other`: what nobody with a name said for it."""
    about: int = 0
    """Quotes by others that name it."""
    given: int = 0
    """Numbers that it gave."""
    used: bool = False
    """Whether the record describes it (`Record.uses`)."""
    roles: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    rows: bytes = b""
    """A digest of all that is counted here, as lists show it."""

    @property
    def said(self) -> int:
        """All that it said."""
        return self.direct + self.other


class Number(Struct, frozen=True, array_like=True, gc=False):
    """A figure that says what it counts."""

    figure: Figure
    words: str
    """As it stands in the source, on one line."""
    row: bytes
    """A digest of it as lists show it."""


class Spoken(Struct, frozen=True, array_like=True, gc=False):
    """A quote that is verbatim, wholly or in part."""

    id: str
    speaker: str | None
    words: str
    """As they would be said, one blank between two."""
    written: bytes
    """A digest of them as they stand in the source."""
    standing: bool
    """Whether it is in lists: it does not stand back on the page."""


class Told(Struct, frozen=True, array_like=True, gc=False):
    """A date that is spoken of."""

    id: str
    when: str
    """ISO: a day, a month or a year."""
    own: bool
    """It only tells when its source was published: a dateline, not a sentence."""
    row: bytes
    """A digest of it as lists show it."""


class Marked(Struct, frozen=True, array_like=True, gc=False):
    """How much of what is marked in a source: all of it, and what stands in lists."""

    mentions: int
    quotes: int
    figures: int
    standing: int
    """Mentions that do not stand back."""
    direct: int
    """Of the quotes that do not stand back the verbatim ones."""
    other: int
    attributed: int
    """Of the same those by somebody with a name, or for a body."""
    attributed_rows: bytes
    unattributed_rows: bytes
    kinds: tuple[tuple[str, int, bytes], ...]
    """Figures that do not stand back, by kind: how many, and their rows."""

    @property
    def listed(self) -> int:
        """Quotes that do not stand back."""
        return self.direct + self.other


class Laid(Struct, frozen=True, array_like=True, gc=False):
    """How the text of a source is laid out: what showing a mark in its sentences asks for."""

    starts: tuple[int, ...]
    """Where its sentences begin."""
    even: bool
    """Words are parted by single blanks and line ends, paragraphs by two of these."""


class Packed(Struct, frozen=True, array_like=True, gc=False):
    """What a gist has by the dozen, encoded; see the properties of the same names."""

    referred: Raw
    speakers: Raw
    givers: Raw
    shares: Raw
    dates: Raw
    numbers: Raw
    sights: Raw
    spoken: Raw
    paragraphs: Raw
    laid: Raw
    sample: bytes
    """Of its words, by which near-duplicates are found (`alike.pack`)."""


class Digests(Struct, frozen=True, array_like=True, gc=False):
    """What tells whether a record is the same, in all or in some respect."""

    record: bytes
    """The whole record."""
    named: bytes
    """What it is called, and from where it comes."""
    story: bytes
    """What lists of sources show: what it is called, how it begins, who is quoted how often."""
    counts: bytes
    """How much it has of everything and everybody, and in which forms of names."""
    shares: bytes
    """What it has of each of `holds`, as lists show it: `digests.SIZE` bytes each."""
    quotes: bytes
    """Its quotes as lists, tables and other sources' pages show them."""
    figures: bytes
    """Its figures, in the same way."""
    dates: bytes
    """The dates it speaks of."""
    mentions: bytes
    """Its mentions as tables show them."""
    counting: bytes
    """What topics are made of."""
    speaking: bytes
    """What repeated quotes are found by."""
    company: bytes
    """Who is named together."""


class Gist(Struct, frozen=True, array_like=True, dict=True):
    """All that one record tells the dossier."""

    id: str
    path: str
    metadata: Metadata
    title: Heading
    outlet: str
    """What stands for its outlet: the first words of its heading where none is known."""
    rights: str | None
    excerpt: bool
    sha256: str
    digests: Digests
    holds: tuple[str, ...]
    """The entities of `shares`, in the same order."""
    describes: int
    """How many of them, from the first on, the record describes (`Record.uses`)."""
    marked: Marked
    unclaimed: tuple[tuple[str, bytes], ...]
    """Quotes without a speaker that are short enough for the front page, the first few: id and row."""
    doubts: tuple[Review, ...]
    packed: Packed

    @property
    def published(self) -> str:
        """The date of publication (ISO), "" without one."""
        return self.metadata.published or ""

    @property
    def used(self) -> tuple[str, ...]:
        """Whom the record describes."""
        return self.holds[: self.describes]

    # what every view asks for is unpacked once; the rest, which would take as much room again, each time

    @property
    def referred(self) -> tuple[str, ...]:
        """Whom some mark refers to, in order of id."""
        return _IDS.decode(self.packed.referred)

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who is quoted in lists, in order of the first quote."""
        return _IDS.decode(self.packed.speakers)

    @property
    def givers(self) -> tuple[str, ...]:
        """Who gives figures in lists, dates too, in order of the first."""
        return _IDS.decode(self.packed.givers)

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        """What it has of each entity, those of the record's uses first."""
        return _SHARES.decode(self.packed.shares)

    @property
    def dates(self) -> tuple[Told, ...]:
        """The dates of a year that is known."""
        return _DATES.decode(self.packed.dates)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The figures that say what they count."""
        return _NUMBERS.decode(self.packed.numbers)

    @property
    def sights(self) -> tuple[Sight, ...]:
        """What stands around each of `numbers`."""
        return _SIGHTS.decode(self.packed.sights)

    @property
    def spoken(self) -> tuple[Spoken, ...]:
        """The quotes that are verbatim, wholly or in part."""
        return _SPOKEN.decode(self.packed.spoken)

    @property
    def paragraphs(self) -> tuple[tuple[int, ...], ...]:
        """Who is named together: places in `shares`."""
        return _PARAGRAPHS.decode(self.packed.paragraphs)

    @property
    def laid(self) -> Laid:
        """How its text is laid out."""
        return _LAID.decode(self.packed.laid)


_IDS = Decoder(tuple[str, ...])
_SHARES, _DATES, _NUMBERS = Decoder(tuple[Share, ...]), Decoder(tuple[Told, ...]), Decoder(tuple[Number, ...])
_SIGHTS, _SPOKEN = Decoder(tuple[Sight, ...]), Decoder(tuple[Spoken, ...])
_PARAGRAPHS, _LAID = Decoder(tuple[tuple[int, ...], ...]), Decoder(Laid)


# ---------------------------------------------------------------- many of them


class Records(Sequence[Record]):
    """The records of a dossier: their gists at hand, each record loaded when it is asked for."""

    def __init__(self, gists: Sequence[Gist], load: Callable[[str], Record]) -> None:
        self.gists = tuple(gists)
        self._load = load

    @overload
    def __getitem__(self, place: int) -> Record: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Record]: ...

    def __getitem__(self, place: int | slice) -> Record | Sequence[Record]:
        """The record at a place, or those of a stretch; loaded anew each time."""
        held = self.gists[place]
        return self._load(held.id) if isinstance(held, Gist) else tuple(self._load(each.id) for each in held)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.gists)

    def ordered(self) -> Records:
        """The same in order of path."""
        return Records(sorted(self.gists, key=attrgetter("path")), self._load)
