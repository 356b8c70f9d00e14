"""The records that flow from stage to stage: plain, frozen, without behaviour or I/O.

A source is read into a `Source`; `annotate` turns it into `Found`; `resolve` decides who is who; `settle` makes
the `Record` that is published; all records together are a `Dossier`; rendering turns it into `Page`s.

Offsets everywhere count Unicode code points in `Source.text`, end exclusive.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

EntityKind = Literal["person", "agency", "organization", "place"]
QuoteForm = Literal["direct", "indirect", "mixed"]
SpeakerRef = Literal["name", "pronoun", "nominal", "label", "implicit", "none"]
FigureKind = Literal["money", "percent", "count", "ratio", "date", "duration", "measure"]
Value = float | int | str | tuple[float | int, ...] | None

NOBODY = "none"
"""Stands for a speaker where a tag says that nobody is named (`by=none`); no entity has this id."""

ZONES_BEHIND = frozenset("related promo tags copyright boilerplate title-repeat header".split())
"""Kinds of zones that stand back: nobody reads them as part of the article."""


# ---------------------------------------------------------------- a source as read


class Span(Struct, frozen=True, order=True, gc=False, array_like=True):
    """A stretch of a source's text."""

    start: int
    end: int


class Zone(Struct, frozen=True, order=True, gc=False, array_like=True):
    """A stretch that is not article text, with its kind (`byline`, `related`, `copyright`, …)."""

    start: int
    end: int
    kind: str


class Block(Struct, frozen=True, order=True, gc=False, array_like=True):
    """A paragraph, heading, list item, … of the text. Blocks are in order, do not overlap and hold no blank line."""

    start: int
    end: int
    kind: str = "paragraph"
    """`paragraph`, `heading`, `item`, `row`, `quotation` or `code`."""
    level: int = 0
    """Depth of a heading (1-6) or of a list item (from 1); 0 elsewhere."""


class Tag(Struct, frozen=True, array_like=True, gc=False):
    """An inline tag of a Markdown source: what its writer says about `start`-`end`."""

    start: int
    end: int
    kind: str
    """The class: `person`, `agency`, `organization`, `place`, `quote`, `quoted`, `cue`, `speaker` or `figure`.

    (Tags of zones are in `Source.zones`.)
    """
    id: str = ""
    """The entity id given as `#id`."""
    attributes: tuple[tuple[str, str], ...] = ()
    line: int = 0
    """1-based line of the file where the tag opens."""


class Metadata(Struct, frozen=True, gc=False):
    """What is known about a source; None where nobody said so."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    """ISO date, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`."""
    url: str | None = None
    language: str | None = None


class Source(Struct, frozen=True, array_like=True, gc=False):
    """One file of `seeds/`, decoded."""

    id: str
    path: str
    """Relative to the folder given, with forward slashes."""
    sha256: str
    text: str
    text_sha256: str
    newlines: str = "lf"
    """`lf`, `crlf`, `cr` or `mixed`: what the file had before."""
    encoding: str = "utf-8"
    metadata: Metadata = Metadata()
    metadata_from: tuple[tuple[str, str], ...] = ()
    """(field of the metadata, `curator` | `front matter` | `html` | `text`)."""
    blocks: tuple[Block, ...] = ()
    zones: tuple[Zone, ...] = ()
    tags: tuple[Tag, ...] = ()
    tagged: bool = False
    """The tags are all its marks (`markup: tags` in front matter): nothing else is looked for."""
    rights: str | None = None
    """`full` or `excerpts` where the source or its curator says so."""


# ---------------------------------------------------------------- what annotate finds in one source


class LocalName(Struct, frozen=True, array_like=True, gc=False):
    """One bearer of a name within one source, before other sources are asked."""

    kind: EntityKind
    name: str
    """The fullest form in this source, without title, article or possessive."""
    forms: tuple[str, ...]
    """Every form that stands in the text, fullest first."""
    roles: tuple[str, ...] = ()
    """Role phrases as they stand ("New York Gov.", "a Democrat")."""
    gender: Literal["f", "m", ""] = ""
    acronym: str = ""
    """The short form of a body when the source ties it to the name, or the word list does."""
    sure: bool = True
    """False for a candidate: it is marked only when the dossier knows one bearer that fits."""
    common: bool = False
    """A form is also a common word, or stands in lower case in this source."""
    opens: bool = False
    """It is only ever seen where a capital means nothing: at the start of a sentence, in a headline."""
    id: str = ""
    """The entity id an inline tag gives."""
    why: str = ""


class NameMention(Struct, frozen=True, order=True, array_like=True, gc=False):
    """A stretch that names `Found.names[local]`."""

    start: int
    end: int
    local: int
    confidence: float = 1.0
    why: str = ""


class Nominal(Struct, frozen=True, order=True, array_like=True, gc=False):
    """A definite phrase that points at `Found.names[local]` without its name ("the governor")."""

    start: int
    end: int
    local: int
    confidence: float = 0.6
    why: str = ""


class Utterance(Struct, frozen=True, array_like=True, gc=False):
    """A quote whose speaker is still a ranking of local names."""

    spans: tuple[Span, ...]
    form: QuoteForm
    cue: Span | None = None
    speaker_span: Span | None = None
    speaker_ref: SpeakerRef = "none"
    speakers: tuple[int, ...] = ()
    """Indexes into `Found.names`, likeliest first. `settle` takes the first that the dossier accepts."""
    speaker_for: int | None = None
    """Index into `Found.names`: the body for whom an unnamed spokesperson speaks."""
    speaker_id: str = ""
    """The entity id an inline tag gives (`by=`); `NOBODY` where the tag says that nobody is named."""
    quoted: tuple[Span, ...] = ()
    """In a mixed quote the stretches that are verbatim, marks included."""
    inside: int | None = None
    """Index into `Found.quotes` of the quote this one stands in."""
    confidence: float = 1.0
    why: str = ""


class Figure(Struct, frozen=True, array_like=True, gc=False):
    """A quantity or date. `annotate` leaves `id` and `said_by` open; `settle` fills them."""

    start: int
    end: int
    kind: FigureKind
    value: Value = None
    unit: str | None = None
    approximate: tuple[float | int, float | int] | None = None
    qualifier: str | None = None
    of: str | None = None
    confidence: float = 1.0
    why: str = ""
    deictic: bool = False
    """A date told from the day of writing ("last week")."""
    id: str = ""
    said_by: str | None = None


class Found(Struct, frozen=True, array_like=True, gc=False):
    """All that one source tells by itself. The tuples are in text order; indexes refer to them."""

    names: tuple[LocalName, ...] = ()
    mentions: tuple[NameMention, ...] = ()
    nominals: tuple[Nominal, ...] = ()
    quotes: tuple[Utterance, ...] = ()
    figures: tuple[Figure, ...] = ()


# ---------------------------------------------------------------- what is published


class Entity(Struct, frozen=True, array_like=True, gc=False):
    """Somebody or something named, over all sources."""

    id: str
    kind: EntityKind
    name: str
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    description: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    """(scheme, value), e.g. ("wikidata", "Q6376436")."""
    was: tuple[str, ...] = ()
    """Ids this entity had before: each keeps a page that leads on."""


class Use(Struct, frozen=True, array_like=True, gc=False):
    """How one source names and describes one entity."""

    entity: str
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


class Mention(Struct, frozen=True, array_like=True, gc=False):
    """A stretch that points at an entity."""

    id: str
    start: int
    end: int
    kind: EntityKind
    entity: str
    form: Literal["name", "nominal", "pronoun"] = "name"
    confidence: float = 1.0
    why: str = ""


class Quote(Struct, frozen=True, array_like=True, gc=False):
    """One utterance; the fields are those of the record."""

    id: str
    spans: tuple[Span, ...]
    form: QuoteForm
    speaker: str | None = None
    speaker_span: Span | None = None
    speaker_ref: SpeakerRef = "none"
    speaker_for: str | None = None
    cue: Span | None = None
    quoted: tuple[Span, ...] | None = None
    inside: str | None = None
    """Id of the quote that this one stands in."""
    confidence: float = 1.0
    why: str = ""


class Record(Struct, frozen=True, array_like=True, gc=False):
    """A source with everything that is marked in it: the unit of the contract, the cache and the site."""

    source: Source
    uses: tuple[Use, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    figures: tuple[Figure, ...] = ()
    note: str = ""
    """The curator's note on this source, as Markdown; shown above it, never part of it."""
    added: str | None = None
    """ISO date on which the source joined the dossier."""
    source_note: str = ""
    """Where the text comes from, as the curator says, plain text."""
    excerpt: bool = False
    """Only sentences with a quote or a figure are in `source.text`, because the rights allow no more."""


class Topic(Struct, frozen=True, gc=False):
    """One thing counted, and every number given for it."""

    id: str
    name: str
    kind: FigureKind
    unit: str | None
    figures: tuple[tuple[str, str], ...]
    """(source id, figure id), in order of the sources."""


class Repeat(Struct, frozen=True, gc=False):
    """The same words of the same speaker in several quotes."""

    quotes: tuple[tuple[str, str], ...]
    """(source id, quote id); at least two sources."""


class Twin(Struct, frozen=True, gc=False):
    """Two sources that share most of their words."""

    sources: tuple[str, str]
    shared: float
    """Share of the shorter one's eight-word shingles that stand in the other, 0-1."""


class Review(Struct, frozen=True, gc=False):
    """Something that needs a person."""

    kind: str
    """`ambiguous name`, `near-duplicate name`, `near-duplicate source`, `low confidence`, `correction`, `left out`."""
    message: str
    source: str | None = None
    entity: str | None = None
    annotation: str | None = None
    """Id of the mention, quote or figure meant."""


class Dossier(Struct, frozen=True, gc=False):
    """All records of a site and what they have in common."""

    records: Sequence[Record] = ()
    """In order of path."""
    entities: tuple[Entity, ...] = ()
    """In order of id; only those that some record mentions or the registry keeps."""
    topics: tuple[Topic, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    twins: tuple[Twin, ...] = ()
    companions: tuple[tuple[str, tuple[tuple[str, int], ...]], ...] = ()
    """(entity id, ((other id, paragraphs they share), …)), most shared first."""
    reviews: tuple[Review, ...] = ()


class Page(Struct, frozen=True):
    """A file of the site: its path below the output folder, forward slashes, and its bytes."""

    path: str
    content: bytes
