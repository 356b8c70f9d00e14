"""The curator's corrections, put to the marks of one source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, get_args

from msgspec import Struct, structs

from onrecord.curate.anchor import anchor
from onrecord.curate.corrections import Correction
from onrecord.curate.values import as_value, value_trouble
from onrecord.dossier.entities import Names
from onrecord.dossier.ids import AnnotationIds
from onrecord.model import EntityKind, Figure, FigureKind, Mention, Quote, QuoteForm, Span, SpeakerRef, Value
from onrecord.problems import Problem

CORRECTED = "corrected by the curator"
"""How `why` begins for a mark that the curator has set right; the curator's own words may follow."""
_ENTITY_KINDS = get_args(EntityKind)
_NAMED = 3
"""Entities of another kind that a message names."""
_OF_FIGURES = ("kind", "value", "unit", "of")


class Draft(Struct):
    """The marks of a source while they are worked on."""

    text: str
    mentions: list[Mention]
    quotes: list[Quote]
    figures: list[Figure]
    ids: AnnotationIds
    why: str = CORRECTED
    """What the correction that is carried out says of itself."""


class _UnfitError(Exception):
    """The reason why a correction cannot be carried out, as the end of a sentence."""


def amend(draft: Draft, names: Names, corrections: Sequence[Correction]) -> list[Problem]:
    """Carry out the corrections, those of speakers last; each that does not fit becomes a warning."""
    problems = []
    for correction in sorted(corrections, key=lambda each: any(field == "speaker" for field, _ in each.set)):
        place = anchor(draft.text, correction.exact, correction.prefix, correction.suffix)
        reason = place if isinstance(place, str) else _carry_out(draft, names, correction, place)
        if reason:
            words = " ".join(correction.exact.split()).strip('“”"')
            shown = words if len(words) <= 60 else f"{words[:59]}…"
            message = f"the correction of “{shown}” was not made: {reason}"
            problems.append(Problem(correction.path, correction.line or None, message, level="warning"))
    draft.mentions.sort(key=lambda each: (each.start, each.end))
    draft.quotes.sort(key=lambda each: each.spans)
    draft.figures.sort(key=lambda each: (each.start, each.end))
    return problems


def _carry_out(draft: Draft, names: Names, correction: Correction, place: Span) -> str:
    """Change the draft; returns why that cannot be done, or ""."""
    draft.why = f"{CORRECTED}: {correction.why}" if correction.why else CORRECTED
    try:
        if correction.drop:
            _drop(draft, place)
        elif correction.add:
            _add(draft, names, dict(correction.add), place)
        else:
            _set(draft, names, dict(correction.set), place)
    except _UnfitError as reason:
        return str(reason)
    return ""


# ---------------------------------------------------------------- finding the mark that is meant


def _overlap(start: int, end: int, place: Span) -> float:
    """How much of the longer of two stretches they share: 1 when they are equal."""
    shared = min(end, place.end) - max(start, place.start)
    return shared / max(end - start, place.end - place.start, 1)


def _nearest(fits: Iterator[tuple[float, int]], what: str) -> int:
    """The index of the mark that fits a place best, if half of it does."""
    best, at = max(fits, key=lambda pair: (pair[0], -pair[1]), default=(0.0, 0))
    if best < 0.5:
        raise _UnfitError(f"no {what} is marked there any more")
    return at


def _mention(draft: Draft, place: Span) -> int:
    return _nearest(((_overlap(each.start, each.end, place), at) for at, each in enumerate(draft.mentions)), "name")


def _figure(draft: Draft, place: Span) -> int:
    return _nearest(((_overlap(each.start, each.end, place), at) for at, each in enumerate(draft.figures)), "figure")


def _quote_fit(quote: Quote, place: Span) -> float:
    pieces = [*quote.spans, Span(quote.spans[0].start, quote.spans[-1].end)]
    return max(_overlap(piece.start, piece.end, place) for piece in pieces)


def _quote(draft: Draft, place: Span) -> int:
    return _nearest(((_quote_fit(each, place), at) for at, each in enumerate(draft.quotes)), "quote")


def _id(names: Names, value: object) -> str | None:
    """An entity id as it is now, or None where the curator says nobody."""
    if value is None:
        return None
    id = names.moved.get(str(value), str(value))
    if id not in names.entities:
        raise _UnfitError(f"no page has the id `{value}`; add it to entities.yaml, or take its `suppress` away")
    return id


# ---------------------------------------------------------------- set


def _set(draft: Draft, names: Names, fields: dict[str, Any], place: Span) -> None:
    if "speaker" in fields:
        _set_speaker(draft, _id(names, fields["speaker"]), place)
    if "entity" in fields:
        _set_entity(draft, names, _id(names, fields["entity"]), place)
    if fields.get("kind") in _ENTITY_KINDS:
        _set_kind(draft, fields.pop("kind"), place)
    if own := {field: value for field, value in fields.items() if field in _OF_FIGURES}:
        _set_figure(draft, own, place)


def _set_speaker(draft: Draft, speaker: str | None, place: Span) -> None:
    at = _quote(draft, place)
    quote = draft.quotes[at]
    ref = "none" if speaker is None else "implicit" if quote.speaker_ref == "none" else quote.speaker_ref
    draft.quotes[at] = structs.replace(quote, speaker=speaker, speaker_ref=ref, confidence=1.0, why=draft.why)


def _set_entity(draft: Draft, names: Names, entity: str | None, place: Span) -> None:
    at = _mention(draft, place)
    old = draft.mentions[at]
    if entity is None:
        del draft.mentions[at]
    else:
        kind = names.entities[entity].kind
        draft.mentions[at] = structs.replace(old, entity=entity, kind=kind, confidence=1.0, why=draft.why)
    for index, quote in enumerate(draft.quotes):
        if quote.speaker == old.entity and quote.speaker_span == Span(old.start, old.end):
            draft.quotes[index] = structs.replace(quote, speaker=entity)


def _set_kind(draft: Draft, kind: EntityKind, place: Span) -> None:
    at = _mention(draft, place)
    draft.mentions[at] = structs.replace(draft.mentions[at], kind=kind, confidence=1.0, why=draft.why)


def _set_figure(draft: Draft, fields: dict[str, Any], place: Span) -> None:
    """Set what is told of a figure, all at once: a value that suits no other kind may come with its own."""
    at = _figure(draft, place)
    figure = structs.replace(draft.figures[at], confidence=1.0, why=draft.why, **fields)
    if trouble := value_trouble(figure.kind, figure.value):
        raise _UnfitError(f"{trouble}; say the right `value`" + ("" if "kind" in fields else ", or the `kind` too"))
    draft.figures[at] = structs.replace(figure, value=as_value(figure.kind, figure.value))


# ---------------------------------------------------------------- add and drop


def _add(draft: Draft, names: Names, fields: dict[str, Any], place: Span) -> None:
    kind = fields.pop("kind")
    if kind in _ENTITY_KINDS:
        entity = _id(names, fields.get("entity")) or _bearer(draft, names, kind, place)
        draft.mentions[:] = [each for each in draft.mentions if each.end <= place.start or each.start >= place.end]
        id = draft.ids.give("m", place.start, place.end)
        draft.mentions.append(Mention(id, place.start, place.end, kind, entity, "name", 1.0, draft.why))
    elif kind == "quote":
        _add_quote(draft, _id(names, fields.get("speaker")), fields.get("form") or "direct", place)
    else:
        _add_figure(draft, kind, fields, place)


def _bearer(draft: Draft, names: Names, kind: EntityKind, place: Span) -> str:
    """The only entity of a kind that is called so."""
    words = draft.text[place.start : place.end]
    called = [each for each in names.entities.values() if words in (each.name, *each.aliases)]
    fits = [each.id for each in called if each.kind == kind]
    if len(fits) == 1:
        return fits[0]
    if called and not fits:
        others = " and ".join(f"the {each.kind} `{each.id}`" for each in called[:_NAMED])
        raise _UnfitError(
            f"no {kind} is known by this name, but {others}; write `kind: {called[0].kind}` if it is meant"
        )
    told = "several are" if fits else "nobody is"
    raise _UnfitError(f"{told} known by this name; say who is meant with `entity:`")


def _add_quote(draft: Draft, speaker: str | None, form: QuoteForm, place: Span) -> None:
    draft.quotes[:] = [quote for quote in draft.quotes if _quote_fit(quote, place) < 0.5]
    id = draft.ids.give("q", place.start, place.end)
    ref: SpeakerRef = "none" if speaker is None else "implicit"
    draft.quotes.append(Quote(id, (place,), form, speaker, None, ref, confidence=1.0, why=draft.why))


def _add_figure(draft: Draft, kind: FigureKind, fields: dict[str, Any], place: Span) -> None:
    draft.figures[:] = [each for each in draft.figures if each.end <= place.start or each.start >= place.end]
    value: Value = fields.pop("value", None)
    id = draft.ids.give("f", place.start, place.end)
    draft.figures.append(Figure(place.start, place.end, kind, value, **fields, confidence=1.0, why=draft.why, id=id))


def _drop(draft: Draft, place: Span) -> None:
    """Take away every mark on exactly these words."""
    mentions = [each for each in draft.mentions if (each.start, each.end) != (place.start, place.end)]
    figures = [each for each in draft.figures if (each.start, each.end) != (place.start, place.end)]
    quotes = [each for each in draft.quotes if _quote_fit(each, place) < 0.95]
    if len(mentions) + len(figures) + len(quotes) == len(draft.mentions) + len(draft.figures) + len(draft.quotes):
        raise _UnfitError("nothing is marked on exactly these words any more")
    gone = {each.id: each.inside for each in draft.quotes if each not in quotes}
    draft.mentions[:], draft.figures[:] = mentions, figures
    draft.quotes[:] = [structs.replace(each, inside=gone.get(each.inside or "", each.inside)) for each in quotes]
