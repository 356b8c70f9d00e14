"""Marks found, held against marks expected: precision, recall and F1 of every kind, and how far to trust confidence.

What is compared follows what a reader sees. A name counts when its stretch and kind are right. A direct quote counts
by its words, without quotation marks and the punctuation at its ends; an indirect or mixed one when at least half of
either clause lies in the other. A speaker is right when the two records mean the same bearer, whatever they call him.
Of the quotes that were found at all, the rows by how the source tells the speaker count who was taken for it.
Quotes inside quotes are held against each other by their words alone. Left out on both sides: pronouns and nominals,
dates that only the day of writing tells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import combinations

from msgspec import Struct

from onrecord.model import Figure, Mention, Quote, Record, Span

ENTITY_ROWS = {"person": "people", "agency": "agencies", "organization": "organisations", "place": "places"}
FORMS = ("direct", "indirect", "mixed")
REFS = {"name": "name", "pronoun": "pronoun", "nominal": "phrase", "label": "label"}
"""How the words around a quote tell who speaks, and what the row says of it."""
DECILES = 10
_BODIES = frozenset(("agency", "organization"))
_NUMBERS = frozenset(("count", "measure", "ratio"))
_EDGES = " \t\n\r\"'“”‘’«».,;:!?…"
_NEAR = 1e-3
"""Relative difference up to which two values are the same: a third may be given as 0.333."""


class Score(Struct, frozen=True):
    """How many marks of a kind were found, expected, and both; the shares are 0 where nothing was asked."""

    name: str
    right: int
    found: int
    expected: int

    @property
    def precision(self) -> float:
        """Share of the found marks that were expected, 0-1."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the expected marks that were found, 0-1."""
        return self.right / self.expected if self.expected else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0-1."""
        return 2 * self.right / (self.found + self.expected) if self.right else 0.0


class Decile(Struct, frozen=True):
    """The found marks whose confidence lies in one tenth, and how many of them were right."""

    low: float
    """The tenth begins here; it ends 0.1 higher, the last one with 1 included."""
    marks: int
    right: int
    believed: float
    """Their mean confidence: calibrated when it is near `right / marks`."""


class Disagreement(Struct, frozen=True):
    """A mark that only one side has, in the words of the source."""

    source: str
    row: str
    words: str
    missed: bool
    """True for an expected mark that was not found, False for a found one that nobody expects."""


class Evaluation(Struct, frozen=True):
    """All that a comparison tells."""

    scores: tuple[Score, ...]
    calibration: tuple[Decile, ...]
    disagreements: tuple[Disagreement, ...]


class Item(Struct, frozen=True):
    """One mark reduced to what is compared."""

    start: int
    end: int
    label: str
    """Kind or form."""
    meaning: object = None
    """What else must agree: value, speaker."""
    confidence: float = 1.0


Same = Callable[[Item, Item], bool]


def evaluate(pairs: Iterable[tuple[Record, Record]]) -> Evaluation:
    """Compare (expected, found) records of the same texts.

    Raises ValueError when the two records of a pair hold different texts.
    """
    tally = _Tally()
    for expected, found in pairs:
        if expected.source.text != found.source.text:
            raise ValueError(f"{expected.source.id}: the two records hold different texts")
        _names(tally, expected, found)
        _quotes(tally, expected, found)
        _figures(tally, expected, found)
        _zones(tally, expected, found)
    return tally.result()


# ---------------------------------------------------------------- counting


class _Tally:
    def __init__(self) -> None:
        self.rows: dict[str, list[int]] = {}
        self.believed: list[tuple[float, bool]] = []
        self.disagreements: list[Disagreement] = []

    def add(self, name: str, right: int, found: int, expected: int) -> None:
        row = self.rows.setdefault(name, [0, 0, 0])
        row[0], row[1], row[2] = row[0] + right, row[1] + found, row[2] + expected

    def compare(self, name: str, record: Record, expected: Sequence[Item], found: Sequence[Item], same: Same) -> None:
        """Add a row; each expected item takes at most one found item, in text order."""
        pairs = _matched(expected, found, same)
        self.add(name, len(pairs), len(found), len(expected))
        hit = {id(item) for pair in pairs for item in pair}
        for item, missed in [*((i, True) for i in expected), *((i, False) for i in found)]:
            if id(item) not in hit:
                words = record.source.text[item.start : item.end]
                self.disagreements.append(Disagreement(record.source.id, name, words, missed))

    def believe(self, found: Sequence[Item], expected: Sequence[Item], same: Same) -> None:
        """Note for every found item its confidence and whether it was right."""
        right = {id(item) for _, item in _matched(expected, found, same)}
        self.believed += [(item.confidence, id(item) in right) for item in found]

    def result(self) -> Evaluation:
        scores = tuple(Score(name, *row) for name, row in self.rows.items())
        return Evaluation(scores, tuple(_deciles(self.believed)), tuple(self.disagreements))


def _matched(expected: Sequence[Item], found: Sequence[Item], same: Same) -> list[tuple[Item, Item]]:
    """One-to-one pairs of items that are the same, first come first served in text order."""
    pairs = []
    start = 0
    ordered = sorted(found, key=lambda item: (item.start, item.end))
    used: set[int] = set()
    for item in sorted(expected, key=lambda each: (each.start, each.end)):
        while start < len(ordered) and ordered[start].end <= item.start and ordered[start].start < item.start:
            start += 1
        for index in range(start, len(ordered)):
            if ordered[index].start >= item.end:
                break
            if index not in used and same(item, ordered[index]):
                used.add(index)
                pairs.append((item, ordered[index]))
                break
    return pairs


def _deciles(believed: Sequence[tuple[float, bool]]) -> Iterator[Decile]:
    for tenth in range(DECILES):
        inside = [(sure, right) for sure, right in believed if min(int(sure * DECILES + 1e-9), DECILES - 1) == tenth]
        if inside:
            mean = sum(sure for sure, _ in inside) / len(inside)
            yield Decile(tenth / DECILES, len(inside), sum(right for _, right in inside), mean)


def _exact(one: Item, other: Item) -> bool:
    return (one.start, one.end, one.label) == (other.start, other.end, other.label)


# ---------------------------------------------------------------- names


def _name_items(mentions: Iterable[Mention]) -> list[Item]:
    return [Item(m.start, m.end, m.kind, m.entity, m.confidence) for m in mentions if m.form == "name"]


def _names(tally: _Tally, expected: Record, found: Record) -> None:
    wanted, got = _name_items(expected.mentions), _name_items(found.mentions)
    for kind, row in ENTITY_ROWS.items():
        of_kind = [[item for item in items if item.label == kind] for items in (wanted, got)]
        tally.compare(row, expected, of_kind[0], of_kind[1], _exact)
    bodies = [[item for item in items if item.label in _BODIES] for items in (wanted, got)]
    tally.compare("agencies or organisations", expected, bodies[0], bodies[1], _same_stretch)
    tally.believe(got, wanted, _exact)
    _links(tally, _matched(wanted, got, _exact))


def _same_stretch(one: Item, other: Item) -> bool:
    return (one.start, one.end) == (other.start, other.end)


def _links(tally: _Tally, pairs: Sequence[tuple[Item, Item]]) -> None:
    """Of the names that both sides have: which two are of one bearer."""
    counts = [0, 0, 0]
    for (a, x), (b, y) in combinations(pairs, 2):
        wanted, got = a.meaning == b.meaning, x.meaning == y.meaning
        counts = [counts[0] + (wanted and got), counts[1] + got, counts[2] + wanted]
    tally.add("names of one bearer", *counts)


def _bearers(expected: Record, found: Record) -> dict[str, set[str]]:
    """For each entity of the found record the expected ones that share a name's stretch with it."""
    wanted = {(m.start, m.end): m.entity for m in expected.mentions}
    shared: dict[str, set[str]] = {}
    for mention in found.mentions:
        if (mention.start, mention.end) in wanted:
            shared.setdefault(mention.entity, set()).add(wanted[mention.start, mention.end])
    return shared


# ---------------------------------------------------------------- quotes


def _trimmed(text: str, span: Span) -> tuple[int, int]:
    start, end = span.start, span.end
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _pieces(record: Record, wanted: Callable[[Quote], bool]) -> list[Item]:
    """The spans of the quotes that are wanted."""
    text = record.source.text
    return [
        Item(*_trimmed(text, span), quote.form, quote.speaker, quote.confidence)
        for quote in record.quotes
        if wanted(quote)
        for span in quote.spans
    ]


def _outer(quote: Quote) -> bool:
    return quote.inside is None


def _told_by(ref: str, quote: Quote) -> bool:
    return quote.inside is None and quote.speaker_ref == ref


def _inner(quote: Quote) -> bool:
    return quote.inside is not None and quote.form == "direct"


def _quotes(tally: _Tally, expected: Record, found: Record) -> None:
    bearers = _bearers(expected, found)

    def speaks(one: Item, other: Item) -> bool:
        if one.meaning is None or other.meaning is None:
            return one.meaning is other.meaning
        return one.meaning == other.meaning or one.meaning in bearers.get(str(other.meaning), ())

    def said(one: Item, other: Item) -> bool:
        return _same_words(one, other) and speaks(one, other)

    wanted, got = _pieces(expected, _outer), _pieces(found, _outer)
    for form in FORMS:
        of_form = [[item for item in items if item.label == form] for items in (wanted, got)]
        tally.compare(f"{form} quotes", expected, of_form[0], of_form[1], _same_words)
        tally.compare(f"{form} quotes with speaker", expected, of_form[0], of_form[1], said)
    tally.compare(
        "speech of any form with speaker", expected, wanted, got, lambda a, b: _overlap(a, b) and speaks(a, b)
    )
    tally.believe(got, wanted, said)
    for ref, row in REFS.items():
        of_ref = _pieces(expected, partial(_told_by, ref))
        there = _matched(of_ref, got, _overlap)
        tally.add(f"speaker told by a {row}", sum(speaks(*pair) for pair in there), len(there), len(there))
    tally.compare("quotes inside quotes", expected, _pieces(expected, _inner), _pieces(found, _inner), _same_words)


def _same_words(one: Item, other: Item) -> bool:
    if one.label != other.label:
        return False
    return _same_stretch(one, other) if one.label == "direct" else _overlap(one, other)


def _overlap(one: Item, other: Item) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return 2 * shared >= max(one.end - one.start, other.end - other.start) > 0


# ---------------------------------------------------------------- figures


def _figure_items(figures: Iterable[Figure], dates: bool) -> list[Item]:
    return [
        Item(f.start, f.end, "number" if f.kind in _NUMBERS else f.kind, f.value, f.confidence)
        for f in figures
        if (f.kind == "date") == dates and not f.deictic
    ]


def _figures(tally: _Tally, expected: Record, found: Record) -> None:
    told = {(f.start, f.end) for record in (expected, found) for f in record.figures if f.deictic}
    for dates, row in ((False, "figures"), (True, "dates")):
        wanted, got = (
            [item for item in _figure_items(record.figures, dates) if (item.start, item.end) not in told]
            for record in (expected, found)
        )
        tally.compare(row, expected, wanted, got, _exact)
        tally.compare(f"{row} with value", expected, wanted, got, _same_value)
        tally.believe(got, wanted, _same_value)


def _same_value(one: Item, other: Item) -> bool:
    return _exact(one, other) and _equal(one.meaning, other.meaning)


def _equal(one: object, other: object) -> bool:
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(_equal(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return abs(one - other) <= _NEAR * max(1.0, abs(one))
    return one == other


# ---------------------------------------------------------------- zones


def _zones(tally: _Tally, expected: Record, found: Record) -> None:
    """Characters that stand in a zone, whatever its kind."""
    wanted, got = (
        {offset for zone in record.source.zones for offset in range(zone.start, zone.end)}
        for record in (expected, found)
    )
    tally.add("characters outside the article", len(wanted & got), len(got), len(wanted))
