"""Record -> gist."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from msgspec import Raw, structs
from msgspec.msgpack import Encoder

from onrecord.digests import digest
from onrecord.dossier import titles
from onrecord.dossier.alike import pack
from onrecord.dossier.amend import CORRECTED
from onrecord.dossier.gist import Digests, Gist, Laid, Marked, Number, Packed, Records, Share, Spoken, Told
from onrecord.dossier.lists import Lists, Said
from onrecord.dossier.rows import Row, Rows
from onrecord.dossier.sights import Sight, sights
from onrecord.dossier.spoken import sample, spoken_words
from onrecord.dossier.things import thing
from onrecord.model import Figure, Quote, Record, Review, Span, Use
from onrecord.patterns import regex
from onrecord.prose import parted_starts, sentence_at
from onrecord.record import referred

_CROWD = 40
"""Entities in one paragraph from which on it is a list, which tells nothing about company."""
_LOW = 0.5
"""Confidence below which a mark is put on the review list."""
_UNCLAIMED = 3
"""Quotes without a speaker that a source offers to the front page."""
_DATE = regex(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_SENTENCE = 4
"""Words that a date has around it when it tells more than when its source was published."""

_UNUSED = Use("")
"""Stands for the use of an entity that the record does not describe."""

_ENCODER = Encoder()


def gists_of(records: Iterable[Record]) -> tuple[Gist, ...]:
    """The gist of each record, in the same order."""
    return records.gists if isinstance(records, Records) else tuple(map(gist, records))


class _Parts(NamedTuple):
    """What is packed by encoding it, as `Packed` has it."""

    referred: tuple[str, ...]
    speakers: tuple[str, ...]
    givers: tuple[str, ...]
    shares: tuple[Share, ...]
    dates: tuple[Told, ...]
    numbers: tuple[Number, ...]
    sights: tuple[Sight, ...]
    spoken: tuple[Spoken, ...]
    paragraphs: tuple[tuple[int, ...], ...]
    laid: Laid


class _Own(NamedTuple):
    """What a gist has at hand, as `Gist` has it."""

    holds: tuple[str, ...]
    describes: int
    marked: Marked
    unclaimed: tuple[tuple[str, bytes], ...]
    doubts: tuple[Review, ...]


def gist(record: Record) -> Gist:
    """What a record tells the dossier."""
    source, listed, shown = record.source, Lists(record), Rows(record)
    parts = _parts(record, listed, shown)
    own = _Own(
        tuple([share.entity for share in parts.shares]),
        sum([share.used for share in parts.shares]),
        _marked(record, listed, shown),
        tuple(islice(_unclaimed(listed, shown), _UNCLAIMED)),
        tuple(_doubts(record)),
    )
    heading, outlet = titles.heading(source), titles.outlet(source)
    named = source.id, source.path, source.metadata, heading, outlet, source.rights, record.excerpt
    encoded = {name: Raw(_ENCODER.encode(part)) for name, part in parts._asdict().items()}
    packed = Packed(**encoded, sample=pack(sample(source.text)))
    digests = Digests(
        record=digest(record),
        named=digest(named),
        story=_story(record, listed),
        **_aspects(record, listed, parts, own, packed),
        counting=digest(source.id, own.holds[: own.describes], [*map(_told, parts.numbers)], packed.sights),
        speaking=digest(source.id, [(quote.id, quote.speaker, quote.words) for quote in parts.spoken]),
        company=digest(own.holds, packed.paragraphs),
    )
    return Gist(*named, source.sha256, digests, *own, packed)


def _parts(record: Record, listed: Lists, shown: Rows) -> _Parts:
    shares, (numbers, seen) = _shares(record, listed, shown), _numbers(record, shown)
    places = {share.entity: place for place, share in enumerate(shares)}
    return _Parts(
        tuple(sorted(referred(record))),
        tuple(dict.fromkeys(said.quote.speaker for said in listed.quotes if said.quote.speaker)),
        tuple(dict.fromkeys(given.figure.said_by for given in listed.figures if given.figure.said_by)),
        shares,
        tuple(_dates(record, listed, shown)),
        numbers,
        seen,
        tuple(_spoken(record, listed)),
        tuple(_paragraphs(record, places)),
        laid(record.source.text),
    )


def laid(text: str) -> Laid:
    """How a text is laid out."""
    flat = text.strip().replace("\n\n", "\n").replace("\n", " ")
    even = bool(flat) and "  " not in flat and (flat.isprintable() or not any(map(str.isspace, flat.replace(" ", ""))))
    return Laid(parted_starts(text), even)


def _aspects(record: Record, listed: Lists, parts: _Parts, own: _Own, packed: Packed) -> dict[str, bytes]:
    """What pages that show many sources are made of (`indexes.Aspect`)."""
    text, marked = record.source.text, own.marked
    cues = [cue and text[cue.start : cue.end] for cue in (said.quote.cue for said in listed.quotes)]
    whys = [said.quote.why for said in listed.quotes]
    numbered = marked.mentions, marked.quotes, marked.figures, marked.standing, parts.speakers
    quoted = marked.direct, marked.other, marked.attributed, marked.attributed_rows, marked.unattributed_rows
    return {
        "counts": digest(numbered, [structs.astuple(share)[:-1] for share in parts.shares]),  # all but its rows
        "shares": b"".join([share.rows for share in parts.shares]),
        "quotes": digest(quoted, cues, whys, own.unclaimed, parts.speakers, packed.spoken),
        "figures": digest(
            marked.kinds,
            [(number.words, number.row) for number in parts.numbers],
            [given.figure.why for given in listed.figures],
        ),
        "dates": digest(packed.dates),
        "mentions": digest(
            [(m.id, m.kind, m.entity, m.form, text[m.start : m.end], m.confidence, m.why) for m in listed.mentions]
        ),
    }


def _told(number: Number) -> tuple[object, ...]:
    """What a number tells topics by itself."""
    figure = number.figure
    return figure.id, figure.kind, figure.unit, figure.of, figure.why.startswith(CORRECTED)


def _story(record: Record, listed: Lists) -> bytes:
    text, start = record.source.text, titles.opening(record)
    end = text.find("\n\n", start)
    said = [(one.quote.id, one.quote.form, one.quote.speaker) for one in listed.quotes]
    source, begins = record.source, text[start : end if end >= 0 else None]
    return digest(source.id, titles.heading(source), source.metadata, begins, said)


def _shares(record: Record, listed: Lists, shown: Rows) -> tuple[Share, ...]:
    uses, named = {use.entity: use for use in record.uses}, _named(record.source.text, listed, shown)
    mentioned = [mention.entity for mention in record.mentions]
    found = []
    for entity in dict.fromkeys((*uses, *mentioned, *listed.said, *listed.about, *listed.given)):
        forms, rows = named.get(entity) or ({}, [])
        said, about = listed.said.get(entity, ()), listed.about.get(entity, ())
        given, use = listed.given.get(entity, ()), uses.get(entity) or _UNUSED
        times = len(rows)
        rows += [shown.quotes[one.quote.id] for one in (*said, *about)]
        rows += [shown.figures[one.figure.id] for one in given]
        direct, other = _by_form(said)
        found.append(
            Share(
                entity,
                tuple(forms.items()),
                times,
                direct,
                other,
                _by_form([one for one in said if one.quote.speaker is None]),
                len(about),
                len(given),
                use is not _UNUSED,
                use.roles,
                use.aliases,
                digest(record.source.id, entity, use, rows),
            )
        )
    return tuple(found)


def _named(text: str, listed: Lists, shown: Rows) -> dict[str, tuple[dict[str, int], list[Row]]]:
    """By entity: the words it is named by, each with how often, and the rows of these mentions."""
    found = {}
    for entity, mentions in listed.called.items():
        forms: dict[str, int] = {}
        for mention in mentions:
            words = text[mention.start : mention.end]
            forms[words] = forms.get(words, 0) + 1
        found[entity] = forms, [shown.mention(mention) for mention in mentions]
    return found


def _by_form(said: Sequence[Said]) -> tuple[int, int]:
    """How many are verbatim, and how many are not."""
    direct = sum([one.quote.form == "direct" for one in said]) if said else 0
    return direct, len(said) - direct


def _marked(record: Record, listed: Lists, shown: Rows) -> Marked:
    kinds: dict[str, list[Row]] = {}
    for given in listed.figures:
        kinds.setdefault(given.figure.kind, []).append(shown.figures[given.figure.id])
    by_name: list[Row] = []
    unnamed: list[Row] = []
    for said in listed.quotes:
        (by_name if attributed(said.quote) else unnamed).append(shown.quotes[said.quote.id])
    return Marked(
        len(record.mentions),
        len(record.quotes),
        len(record.figures),
        len(listed.mentions),
        *_by_form(listed.quotes),
        len(by_name),
        digest(by_name),
        digest(unnamed),
        tuple([(kind, len(rows), digest(rows)) for kind, rows in kinds.items()]),
    )


def attributed(quote: Quote) -> bool:
    """Whether it is said by somebody with a name, or for a body."""
    return bool(quote.speaker or quote.speaker_for)


def _unclaimed(listed: Lists, shown: Rows) -> Iterator[tuple[str, bytes]]:
    quotes = (said.quote for said in listed.quotes)
    return ((quote.id, digest(shown.quotes[quote.id])) for quote in quotes if _short(quote))


def _short(quote: Quote) -> bool:
    """Whether it is nobody's, verbatim, more than a catchword, no part of another, and short."""
    return (
        not attributed(quote)
        and quote.form == "direct"
        and not quote.inside
        and 30 <= sum(span.end - span.start for span in quote.spans) <= 160
    )


# ---------------------------------------------------------------- figures and dates


def _numbers(record: Record, shown: Rows) -> tuple[tuple[Number, ...], tuple[Sight, ...]]:
    counting = [figure for figure in record.figures if thing(figure)]
    text = record.source.text
    words = [" ".join(text[figure.start : figure.end].split()) for figure in counting]
    numbers = [
        Number(figure, its, digest(shown.figures[figure.id])) for figure, its in zip(counting, words, strict=True)
    ]
    return tuple(numbers), tuple(sights(record, counting))


def _dates(record: Record, listed: Lists, shown: Rows) -> Iterator[Told]:
    """The dates of a year that is known."""
    for figure in (given.figure for given in listed.figures):
        if figure.kind == "date" and isinstance(figure.value, str) and _DATE.fullmatch(figure.value):
            yield Told(figure.id, figure.value, _own_date(record, figure), digest(shown.figures[figure.id]))


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
    starts = [block.start for block in record.source.blocks]
    zones = record.source.zones
    zone_starts = [zone.start for zone in zones]
    groups: list[set[int]] = []
    after = -1  # where the next paragraph begins
    for mention in record.mentions:
        start = mention.start
        zone = bisect_right(zone_starts, start) - 1
        if zone < 0 or start >= zones[zone].end:
            if start >= after:
                at = bisect_right(starts, start)
                after = starts[at] if at < len(starts) else len(record.source.text)
                groups.append(group := set())
            group.add(places[mention.entity])
    return (tuple(sorted(group)) for group in groups if 1 < len(group) <= _CROWD)


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
