"""One source's record: marks with entities and ids, quotes with speakers, figures with those who gave them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from operator import attrgetter

from msgspec import structs

from onrecord.curate.corrections import Correction
from onrecord.curate.registry import Registry
from onrecord.dossier.amend import Draft, amend
from onrecord.dossier.entities import Names
from onrecord.dossier.ids import AnnotationIds
from onrecord.dossier.marks import FOUND, Mark, attributed, name_marks, split_places
from onrecord.model import Figure, Found, Mention, Quote, Record, Source, Use, Utterance
from onrecord.problems import Problem

_PLACE = attrgetter("start", "end")
_NOT_FIRST = 0.8
"""What a quote's confidence is multiplied by when the likeliest speaker was no entity and the next one is taken."""


def settle(
    source: Source, found: Found, names: Names, registry: Registry, corrections: Sequence[Correction] = ()
) -> tuple[Record, list[Problem]]:
    """Make the record of one source, and name the corrections and splits that no longer fit it, as warnings.

    Corrections are stronger than inline tags, these than the registry, and that than what was found.
    """
    ids = AnnotationIds(source.text)
    places, lost = split_places(source, names)
    marks, local = name_marks(source, found, names), names.local.get(source.id, ())
    if places:
        marks = [_moved(mark, places) for mark in marks]
    quotes = _quotes(found, marks, names, local, ids, source.id in names.parted)
    if places:
        quotes = [_quote_moved(quote, places) for quote in quotes]
    mentions = _mentions(marks, found, names, local, ids)
    draft = Draft(source.text, mentions, quotes, [_figure(figure, names, ids) for figure in found.figures], ids)
    problems = [Problem(registry.path, line, message, level="warning") for message, line in lost]
    if corrections:
        problems += amend(draft, names, corrections)
    draft.figures = attributed(draft.figures, draft.quotes)
    return _record(source, found, names, draft), problems


# ---------------------------------------------------------------- mentions


def _moved(mark: Mark, places: dict[str, list[tuple[int, int, str]]]) -> Mark:
    if mark.entity in places:
        for start, end, other in places[mark.entity]:
            if start <= mark.start < end:
                return structs.replace(mark, entity=other, why="the registry tells these two apart")
    return mark


def _mentions(
    marks: Sequence[Mark], found: Found, names: Names, local: Sequence[str | None], ids: AnnotationIds
) -> list[Mention]:
    entities, give = names.entities, ids.give
    mentions = [
        Mention(
            give("m", start := mark.start, end := mark.end),
            start,
            end,
            entities[mark.entity].kind,
            mark.entity,
            "name",
            mark.confidence,
            mark.why,
        )
        for mark in marks
    ]
    if not found.nominals:
        return mentions
    taken = {(mark.start, mark.end) for mark in marks}
    for phrase in found.nominals:
        target = local[phrase.local] if local else None
        if target is not None and (phrase.start, phrase.end) not in taken:
            id = give("m", phrase.start, phrase.end)
            kind = entities[target].kind
            mentions.append(
                Mention(id, phrase.start, phrase.end, kind, target, "nominal", phrase.confidence, phrase.why)
            )
    return sorted(mentions, key=_PLACE)


# ---------------------------------------------------------------- quotes


def _quotes(
    found: Found, marks: Sequence[Mark], names: Names, local: Sequence[str | None], ids: AnnotationIds, parted: bool
) -> list[Quote]:
    strong = {mark.start: mark for mark in marks if mark.origin != FOUND or parted}
    given = [ids.give("q", quote.spans[0].start, quote.spans[-1].end) for quote in found.quotes]
    return [_quote(quote, id, given, names, local, strong) for quote, id in zip(found.quotes, given, strict=True)]


def _quote(
    quote: Utterance,
    id: str,
    given: Sequence[str],
    names: Names,
    local: Sequence[str | None],
    strong: dict[int, Mark],
) -> Quote:
    speaker, confidence = _speaker(quote, names, local, strong)
    return Quote(
        id,
        quote.spans,
        quote.form,
        speaker,
        quote.speaker_span,
        quote.speaker_ref,
        _entity(quote.speaker_for, local),
        quote.cue,
        quote.quoted or None,
        None if quote.inside is None else given[quote.inside],
        confidence,
        quote.why,
    )


def _entity(index: int | None, local: Sequence[str | None]) -> str | None:
    return None if index is None or index >= len(local) else local[index]


def _speaker(
    quote: Utterance, names: Names, local: Sequence[str | None], strong: dict[int, Mark]
) -> tuple[str | None, float]:
    """Whose words they are: as a tag says, as the registry's name at that place says, else the likeliest entity."""
    if quote.speaker_id:
        tagged = names.moved.get(quote.speaker_id, quote.speaker_id)
        return (tagged if tagged in names.entities else None), 1.0
    span = quote.speaker_span
    if span is not None and strong and quote.speaker_ref in ("name", "label"):
        mark = strong.get(span.start)
        if mark is not None and mark.end <= span.end and names.entities[mark.entity].kind != "place":
            return mark.entity, quote.confidence
    for rank, index in enumerate(quote.speakers):
        entity = local[index] if local else None
        if entity is not None and names.entities[entity].kind != "place":
            return entity, quote.confidence * (_NOT_FIRST if rank else 1)
    return None, quote.confidence


def _quote_moved(quote: Quote, places: dict[str, list[tuple[int, int, str]]]) -> Quote:
    if quote.speaker not in places:
        return quote
    at = quote.speaker_span.start if quote.speaker_span else quote.spans[0].start
    for start, end, other in places[quote.speaker]:
        if start <= at < end:
            return structs.replace(quote, speaker=other)
    return quote


def _figure(figure: Figure, names: Names, ids: AnnotationIds) -> Figure:
    """The figure with its id; who a tag says gave it is kept when that is somebody."""
    said = figure.said_by and names.moved.get(figure.said_by, figure.said_by)
    id = ids.give("f", figure.start, figure.end)
    return structs.replace(figure, id=id, said_by=said if said and said in names.entities else None)


# ---------------------------------------------------------------- the record


def _record(source: Source, found: Found, names: Names, draft: Draft) -> Record:
    uses = _uses(source.text, draft, _roles(source, found, names))
    return Record(source, uses, tuple(draft.mentions), tuple(draft.quotes), tuple(draft.figures))


def _roles(source: Source, found: Found, names: Names) -> dict[str, dict[str, None]]:
    roles: dict[str, dict[str, None]] = {}
    for name, entity in zip(found.names, names.local.get(source.id, ()), strict=False):
        if entity is not None and name.roles:
            roles.setdefault(entity, {}).update(dict.fromkeys(name.roles))
    return roles


def _uses(text: str, draft: Draft, roles: dict[str, dict[str, None]]) -> tuple[Use, ...]:
    """Each entity the record refers to, in order of first mention, with its forms here, longest first, and roles."""
    forms: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for mention in draft.mentions:
        its = forms[mention.entity]
        if mention.form == "name":
            form = text[mention.start : mention.end]
            its[form if "\n" not in form else " ".join(form.split())] = None
    others = [entity for quote in draft.quotes for entity in (quote.speaker, quote.speaker_for)]
    others += [figure.said_by for figure in draft.figures]
    for entity in dict.fromkeys(others):
        if entity is not None:
            forms.setdefault(entity, {})
    return tuple(
        [
            Use(entity, tuple(sorted(its, key=_longest_first) if len(its) > 1 else its), tuple(roles.get(entity, ())))
            for entity, its in forms.items()
        ]
    )


def _longest_first(form: str) -> tuple[int, str]:
    return (-len(form), form)
