"""What one record tells the dossier: all that the lists, the counts and the comparing of sources ask of it.

It is made once, with the record, and kept beside it. Of ten thousand sources the gists are in memory together; a record
itself, with its text, is loaded where a page shows some of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import overload

from msgspec import Struct

from onrecord.digests import digest
from onrecord.dossier import titles
from onrecord.dossier.lists import Lists, Said, lists
from onrecord.dossier.rows import Rows, rows, together
from onrecord.dossier.sights import Sight, sights
from onrecord.dossier.spoken import sample, spoken_words
from onrecord.dossier.things import thing
from onrecord.dossier.titles import Heading
from onrecord.model import Figure, Metadata, Quote, Record, Review, Span
from onrecord.prose import sentence_at
from onrecord.record import referred

_CROWD = 40
"""Entities in one paragraph from which on it is a list, which tells nothing about company."""
_LOW = 0.5
"""Confidence below which a mark is put on the review list."""
_UNCLAIMED = 3
"""Quotes without a speaker that a source offers to the front page."""
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_SENTENCE = 4
"""Words that a date has around it when it tells more than when its source was published."""


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
    rows: bytes = b""
    """A digest of all of these as lists show them."""
    used: bool = False
    """Whether the record describes it (`Record.uses`)."""
    roles: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def said(self) -> int:
        """All that it said."""
        return self.direct + self.other


class Number(Struct, frozen=True, array_like=True, gc=False):
    """A figure that says what it counts, with what stands around it."""

    figure: Figure
    words: str
    """As it stands in the source, on one line."""
    sight: Sight
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


class Gist(Struct, frozen=True, array_like=True, gc=False):
    """All that one record tells the dossier."""

    id: str
    path: str
    sha256: str
    metadata: Metadata
    title: Heading
    outlet: str
    """What stands for its outlet: the first words of its heading where none is known."""
    rights: str | None
    excerpt: bool
    digest: bytes
    """Of the whole record."""
    story: bytes
    """A digest of what lists of sources show: what it is called, how it begins, who is quoted how often."""
    referred: tuple[str, ...]
    """Whom some mark refers to, in order of id."""
    shares: tuple[Share, ...]
    """Those of the record's uses first."""
    marked: Marked
    speakers: tuple[str, ...]
    unclaimed: tuple[tuple[str, bytes], ...]
    """Quotes without a speaker that are short enough for the front page, the first few: id and row."""
    dates: tuple[Told, ...]
    numbers: tuple[Number, ...]
    spoken: tuple[Spoken, ...]
    paragraphs: tuple[tuple[int, ...], ...]
    """Who is named together: places in `shares`."""
    sample: tuple[int, ...]
    """Of its words, by which near-duplicates are found."""
    doubts: tuple[Review, ...]

    @property
    def published(self) -> str:
        """The date of publication (ISO), "" without one."""
        return self.metadata.published or ""


def gist(record: Record) -> Gist:
    """What a record tells the dossier."""
    source, listed, shown = record.source, lists(record), rows(record)
    shares = _shares(record, listed, shown)
    places = {share.entity: place for place, share in enumerate(shares)}
    return Gist(
        source.id,
        source.path,
        source.sha256,
        source.metadata,
        titles.heading(source),
        titles.outlet(source),
        source.rights,
        record.excerpt,
        digest(record),
        _story(record, listed),
        tuple(sorted(referred(record))),
        shares,
        _marked(record, listed, shown),
        tuple(dict.fromkeys(said.quote.speaker for said in listed.quotes if said.quote.speaker)),
        tuple((said.quote.id, shown[said.quote.id]) for said in listed.quotes if _short(said.quote))[:_UNCLAIMED],
        tuple(_dates(record, listed, shown)),
        tuple(_numbers(record, shown)),
        tuple(_spoken(record, listed)),
        tuple(_paragraphs(record, places)),
        sample(source.text),
        tuple(_doubts(record)),
    )


def _story(record: Record, listed: Lists) -> bytes:
    text, start = record.source.text, titles.opening(record)
    end = text.find("\n\n", start)
    said = [(one.quote.id, one.quote.form, one.quote.speaker) for one in listed.quotes]
    source, begins = record.source, text[start : end if end >= 0 else None]
    return digest(source.id, titles.heading(source), source.metadata, begins, said)


def _shares(record: Record, listed: Lists, shown: Rows) -> tuple[Share, ...]:
    uses = {use.entity: use for use in record.uses}
    mentioned = (mention.entity for mention in record.mentions)
    text = record.source.text
    found = []
    for entity in dict.fromkeys((*uses, *mentioned, *listed.said, *listed.about, *listed.given)):
        named, said, use = listed.named.get(entity, ()), listed.said.get(entity, ()), uses.get(entity)
        forms = Counter([text[item.mention.start : item.mention.end] for item in named])
        direct, other = _by_form(said)
        unnamed = _by_form([one for one in said if one.quote.speaker is None])
        about, given = listed.about.get(entity, ()), listed.given.get(entity, ())
        quotes = [one.quote.id for one in (*said, *about)]
        ids = (*(item.mention.id for item in named), *quotes, *(one.figure.id for one in given))
        found.append(
            Share(
                entity,
                tuple(forms.items()),
                len(named),
                direct,
                other,
                unnamed,
                len(about),
                len(given),
                together(shown, ids),
                use is not None,
                use.roles if use else (),
                use.aliases if use else (),
            )
        )
    return tuple(found)


def _by_form(said: Sequence[Said]) -> tuple[int, int]:
    """How many are verbatim, and how many are not."""
    direct = sum([one.quote.form == "direct" for one in said])
    return direct, len(said) - direct


def _marked(record: Record, listed: Lists, shown: Rows) -> Marked:
    kinds: dict[str, list[str]] = {}
    for given in listed.figures:
        kinds.setdefault(given.figure.kind, []).append(given.figure.id)
    by_name = [said.quote.id for said in listed.quotes if attributed(said.quote)]
    unnamed = [said.quote.id for said in listed.quotes if not attributed(said.quote)]
    return Marked(
        len(record.mentions),
        len(record.quotes),
        len(record.figures),
        len(listed.mentions),
        *_by_form(listed.quotes),
        len(by_name),
        together(shown, by_name),
        together(shown, unnamed),
        tuple((kind, len(ids), together(shown, ids)) for kind, ids in kinds.items()),
    )


def attributed(quote: Quote) -> bool:
    """Whether it is said by somebody with a name, or for a body."""
    return bool(quote.speaker or quote.speaker_for)


def _short(quote: Quote) -> bool:
    """Whether it is nobody's, verbatim, more than a catchword, no part of another, and short."""
    return (
        not attributed(quote)
        and quote.form == "direct"
        and not quote.inside
        and 30 <= sum(span.end - span.start for span in quote.spans) <= 160
    )


# ---------------------------------------------------------------- figures and dates


def _numbers(record: Record, shown: Rows) -> Iterator[Number]:
    counting = [figure for figure in record.figures if thing(figure)]
    text = record.source.text
    for figure, sight in zip(counting, sights(record, counting), strict=True):
        yield Number(figure, " ".join(text[figure.start : figure.end].split()), sight, shown[figure.id])


def _dates(record: Record, listed: Lists, shown: Rows) -> Iterator[Told]:
    """The dates of a year that is known."""
    for _, figure in listed.figures:
        if figure.kind == "date" and isinstance(figure.value, str) and _DATE.fullmatch(figure.value):
            yield Told(figure.id, figure.value, _own_date(record, figure), shown[figure.id])


_start = attrgetter("start")


def _own_date(record: Record, figure: Figure) -> bool:
    source = record.source
    if figure.value != source.metadata.published:
        return False
    start, end, blocks = figure.start, figure.end, source.blocks
    block = blocks[max(0, bisect_right(blocks, start, key=_start) - 1)] if blocks else Span(0, len(source.text))
    words = source.text[block.start : block.end]
    sentence = sentence_at(words, start - block.start)
    around = f"{words[sentence.start : start - block.start]} {words[end - block.start : sentence.end]}"
    return len(around.split()) < _SENTENCE


# ---------------------------------------------------------------- words and company


def _spoken(record: Record, listed: Lists) -> Iterator[Spoken]:
    text, standing = record.source.text, {said.quote.id for said in listed.quotes}
    for quote in record.quotes:
        if quote.form != "indirect":
            words = " ".join(spoken_words(text, quote))
            written = digest([text[span.start : span.end] for span in quote.spans])
            yield Spoken(quote.id, quote.speaker, words, written, quote.id in standing)


def _paragraphs(record: Record, places: dict[str, int]) -> Iterator[tuple[int, ...]]:
    """The entities of each paragraph; what lies in a zone is no article text and is left out."""
    starts = [block.start for block in record.source.blocks] or [0]
    zones = record.source.zones
    zone_starts = [zone.start for zone in zones]
    groups: dict[int, set[int]] = {}
    for mention in record.mentions:
        zone = bisect_right(zone_starts, mention.start) - 1
        if zone < 0 or mention.start >= zones[zone].end:
            groups.setdefault(bisect_right(starts, mention.start), set()).add(places[mention.entity])
    return (tuple(sorted(group)) for group in groups.values() if 1 < len(group) <= _CROWD)


# ---------------------------------------------------------------- what needs a person


def _doubts(record: Record) -> Iterator[Review]:
    """Every mark of low confidence, with its words and the rule that made it."""
    text, source = record.source.text, record.source.id
    for mention in record.mentions:
        if mention.confidence < _LOW:
            yield _doubt(text[mention.start : mention.end], mention.why, source, mention.id, mention.entity)
    for quote in record.quotes:
        if quote.confidence < _LOW:
            yield _doubt(text[quote.spans[0].start : quote.spans[0].end], quote.why, source, quote.id, quote.speaker)
    for figure in record.figures:
        if figure.confidence < _LOW:
            yield _doubt(text[figure.start : figure.end], figure.why, source, figure.id, None)


def _doubt(words: str, why: str, source: str, annotation: str, entity: str | None) -> Review:
    shown = " ".join(words.split())
    shown = shown if len(shown) <= 80 else f"{shown[:79]}…"
    return Review("low confidence", f"{shown} ({why})" if why else shown, source, entity, annotation)


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


def gists_of(records: Iterable[Record]) -> tuple[Gist, ...]:
    """The gist of each record, in the same order."""
    return records.gists if isinstance(records, Records) else tuple(map(gist, records))
