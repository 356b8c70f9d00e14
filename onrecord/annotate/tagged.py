"""The two stages that put inline tags into force: a tag wins over what was found where it stands.

In a source that is `tagged` throughout (`markup: tags`) the tags are all there is; elsewhere they replace what they
overlap, and an id on one mention of somebody holds for all mentions that were found to be the same.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import cast, get_args

from msgspec import Struct, structs

from onrecord.model import (
    NOBODY,
    EntityKind,
    Figure,
    FigureKind,
    Found,
    LocalName,
    NameMention,
    Nominal,
    QuoteForm,
    Source,
    Span,
    SpeakerRef,
    Tag,
    Utterance,
    Value,
)

WHY = "inline tag"
_ENTITY_KINDS = get_args(EntityKind)
_PRONOUNS = frozenset("he she they it i we you him her them us me who".split())
_MARKS = ("“", '"', "‘", "'", "«", "„")


def tag_names(source: Source, found: Found) -> Found:
    """Replace names by the tags of persons, agencies, organisations and places."""
    if source.tagged:
        found = structs.replace(found, names=(), mentions=(), nominals=())
    tags = [tag for tag in source.tags if tag.kind in _ENTITY_KINDS]
    return _Names(source.text, found, tags).replaced() if tags else found


def tag_quotes_and_figures(source: Source, found: Found) -> Found:
    """Replace quotes and figures by their tags, and phrases for people, which the speakers' stage looked up anew."""
    if source.tagged:
        found = structs.replace(found, nominals=(), quotes=(), figures=())
    tags = [tag for tag in source.tags if tag.kind in _ENTITY_KINDS]
    if tags:
        found = structs.replace(found, nominals=_nominals(found, tags))
    figures = [_figure(tag) for tag in source.tags if tag.kind == "figure"]
    if figures:
        taken = _Cover((figure.start, figure.end) for figure in figures)
        figures += [figure for figure in found.figures if not taken.touches(figure.start, figure.end)]
        found = structs.replace(found, figures=tuple(sorted(figures, key=lambda figure: (figure.start, figure.end))))
    if any(tag.kind == "quote" for tag in source.tags):
        quotes = _quotes(source, found)
        found = structs.replace(found, quotes=quotes, nominals=_agreeing(found, quotes))
    return found


def _value_of(tag: Tag, key: str) -> str | None:
    return next((value for name, value in tag.attributes if name == key), None)


class _Cover:
    """Stretches of a text, to ask in logarithmic time whether another touches one of them."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def touches(self, start: int, end: int) -> bool:
        """Whether `start`-`end` shares a character with a stretch."""
        at = bisect_left(self._starts, end) - 1
        return at >= 0 and self._ends[at] > start


# ---------------------------------------------------------------- names


class _Names:
    """The names of a source while tags replace some of their mentions."""

    def __init__(self, text: str, found: Found, tags: Sequence[Tag]) -> None:
        self.text, self.found, self.tags = text, found, tags
        self.names = list(found.names)
        self.mentions: list[NameMention] = []
        self.nominals: list[Nominal] = []
        self.full: dict[int, str] = {}
        """The full names that tags state, by index of the name."""
        self.by_id: dict[tuple[str, str], int] = {}
        self.forms: dict[tuple[str, str], int] = {}
        for index, name in enumerate(self.names):
            if name.id:
                self.by_id[name.kind, name.id] = index
            for form in name.forms:
                self.forms.setdefault((name.kind, form), index)

    def replaced(self) -> Found:
        """What was found, the tags in the place of what they overlap."""
        bearers = self._bearers()
        self._pin(bearers)
        for tag, bearer in zip(self.tags, bearers, strict=True):
            self._add(tag, self._local(tag, bearer))
        taken = _Cover((tag.start, tag.end) for tag in self.tags)
        kept = [mention for mention in self.found.mentions if not taken.touches(mention.start, mention.end)]
        phrases = [phrase for phrase in self.found.nominals if not taken.touches(phrase.start, phrase.end)]
        lost = {mention.local for mention in self.found.mentions} - {mention.local for mention in kept}
        mentions, nominals = sorted([*kept, *self.mentions]), sorted([*phrases, *self.nominals])
        lost -= {mention.local for mention in mentions} | {phrase.local for phrase in nominals}
        return self._without(lost, mentions, nominals)

    def _bearers(self) -> list[int | None]:
        """For each tag the bearer of the same kind whose mention was found where it stands."""
        starts = [mention.start for mention in self.found.mentions]
        bearers: list[int | None] = []
        for tag in self.tags:
            first, behind = max(0, bisect_right(starts, tag.start) - 1), bisect_left(starts, tag.end)
            here = [mention for mention in self.found.mentions[first:behind] if mention.end > tag.start]
            bearers.append(next((each.local for each in here if self.names[each.local].kind == tag.kind), None))
        return bearers

    def _pin(self, bearers: Sequence[int | None]) -> None:
        """Give a bearer the id of its tags where they all say the same one."""
        said: dict[int, set[str]] = {}
        for tag, bearer in zip(self.tags, bearers, strict=True):
            if bearer is not None and tag.id:
                said.setdefault(bearer, set()).add(tag.id)
        for bearer, ids in said.items():
            key = (self.names[bearer].kind, min(ids))
            if len(ids) == 1 and not self.names[bearer].id and key not in self.by_id:
                self.names[bearer] = structs.replace(self.names[bearer], id=key[1], sure=True)
                self.by_id[key] = bearer

    def _local(self, tag: Tag, bearer: int | None) -> int:
        """The index of the name that the tag means; a new one where nobody fits."""
        here = self.forms.get((tag.kind, self._form(tag))) if bearer is None else bearer
        index = self.by_id.get((tag.kind, tag.id)) if tag.id else here
        if index is None:
            index = len(self.names)
            name = self._form(tag) if _is_name(tag) else _spelled(tag.id)
            self.names.append(LocalName(cast(EntityKind, tag.kind), name, (), id=tag.id, why=WHY))
            if tag.id:
                self.by_id[tag.kind, tag.id] = index
        return index

    def _add(self, tag: Tag, local: int) -> None:
        name = self.names[local]
        if stated := _value_of(tag, "name"):
            self.full[local] = stated
        roles = [value for key, value in tag.attributes if key == "role" and value not in name.roles]
        forms = name.forms
        if _is_name(tag):
            self.mentions.append(NameMention(tag.start, tag.end, local, 1.0, WHY))
            form = self._form(tag)
            if form not in forms:
                forms = tuple(sorted((*forms, form), key=len, reverse=True))
                self.forms.setdefault((tag.kind, form), local)
        else:
            self.nominals.append(Nominal(tag.start, tag.end, local, 1.0, WHY))
        full = self.full.get(local) or (forms[0] if name.why == WHY and forms else name.name)
        self.names[local] = structs.replace(name, name=full, forms=forms, roles=(*name.roles, *roles), sure=True)

    def _form(self, tag: Tag) -> str:
        return " ".join(self.text[tag.start : tag.end].split())

    def _without(self, lost: set[int], mentions: list[NameMention], nominals: list[Nominal]) -> Found:
        """All names but those of `lost`, whose every mention a tag took."""
        kept = [index for index in range(len(self.names)) if index not in lost]
        new = {old: index for index, old in enumerate(kept)}
        return structs.replace(
            self.found,
            names=tuple(self.names[index] for index in kept),
            mentions=tuple(structs.replace(mention, local=new[mention.local]) for mention in mentions),
            nominals=tuple(structs.replace(phrase, local=new[phrase.local]) for phrase in nominals),
        )


def _is_name(tag: Tag) -> bool:
    return _value_of(tag, "form") in (None, "name")


def _spelled(entity_id: str) -> str:
    """A name for an entity that a source only describes: `maria-keller` -> `Maria Keller`."""
    return " ".join(word.capitalize() for word in entity_id.split("-"))


def _nominals(found: Found, tags: Sequence[Tag]) -> tuple[Nominal, ...]:
    """The phrases that tags name, and those found that touch no tag of a name or phrase."""
    taken = _Cover((tag.start, tag.end) for tag in tags)
    phrases = [phrase for phrase in found.nominals if not taken.touches(phrase.start, phrase.end)]
    by_id = {(name.kind, name.id): index for index, name in enumerate(found.names)}
    for tag in tags:
        local = None if _is_name(tag) else by_id.get((cast(EntityKind, tag.kind), tag.id))
        if local is not None:
            phrases.append(Nominal(tag.start, tag.end, local, 1.0, WHY))
    return tuple(sorted(phrases))


def _agreeing(found: Found, quotes: Sequence[Utterance]) -> tuple[Nominal, ...]:
    """The phrases without those that were found to mean another than a tag says who speaks there."""
    speakers = {quote.speaker_span: quote.speaker_id for quote in quotes if quote.speaker_span and quote.speaker_id}
    return tuple(
        phrase
        for phrase in found.nominals
        if phrase.why == WHY
        or speakers.get(Span(phrase.start, phrase.end), found.names[phrase.local].id) == found.names[phrase.local].id
    )


# ---------------------------------------------------------------- figures


def _figure(tag: Tag) -> Figure:
    given = dict(tag.attributes)
    kind = cast(FigureKind, given.get("kind", "count"))
    return Figure(
        tag.start,
        tag.end,
        kind,
        value=given.get("value") if kind == "date" else _numbers(given.get("value")),
        unit=given.get("unit"),
        approximate=cast("tuple[float, float] | None", _numbers(given.get("approximate"))),
        qualifier=given.get("qualifier"),
        of=given.get("of"),
        why=WHY,
        deictic="deictic" in given,
        said_by=given.get("by"),
    )


def _numbers(written: str | None) -> Value:
    """The number or numbers of an attribute, which reading the source has checked."""
    value = json.loads(written) if written else None
    return tuple(value) if isinstance(value, list) else value


# ---------------------------------------------------------------- quotes


class _Said(Struct):
    """The tags of one utterance."""

    part: str | None
    spans: list[Span]
    attributes: dict[str, str]
    others: list[Tag]


def _quotes(source: Source, found: Found) -> tuple[Utterance, ...]:
    """The utterances that tags make, and those found that touch none of them, in text order."""
    said = _said(source.tags)
    taken = _Cover((span.start, span.end) for each in said for span in each.spans)
    kept = [
        index
        for index, quote in enumerate(found.quotes)
        if not any(taken.touches(span.start, span.end) for span in quote.spans)
    ]
    holders = _holders(said)
    bearers = _Bearers(found)
    ours = [(index, None, _utterance(source, bearers, each)) for index, each in enumerate(said)]
    ordered = sorted(
        [*ours, *((None, index, found.quotes[index]) for index in kept)],
        key=lambda each: each[2].spans,
    )
    of_tags = {tagged: new for new, (tagged, _, _) in enumerate(ordered) if tagged is not None}
    of_found = {old: new for new, (_, old, _) in enumerate(ordered) if old is not None}
    return tuple(
        structs.replace(
            quote, inside=_at(of_tags, holders[tagged]) if tagged is not None else _at(of_found, quote.inside)
        )
        for tagged, _, quote in ordered
    )


def _at(new: dict[int, int], old: int | None) -> int | None:
    return None if old is None else new.get(old)


def _said(tags: Iterable[Tag]) -> list[_Said]:
    """The tags by utterance, in text order; a quote without a part is one by itself."""
    utterances: list[_Said] = []
    by_part: dict[str, _Said] = {}
    for tag in (tag for tag in tags if tag.kind == "quote"):
        part = _value_of(tag, "part")
        said = by_part.get(part) if part else None
        if said is None:
            said = _Said(part, [], {}, [])
            utterances.append(said)
            if part:
                by_part[part] = said
        said.spans.append(Span(tag.start, tag.end))
        said.attributes = {**dict(tag.attributes), **said.attributes}
    for tag in tags:
        part = _value_of(tag, "part")
        if tag.kind in ("cue", "speaker", "quoted") and part in by_part:
            by_part[part].others.append(tag)
    return utterances


def _utterance(source: Source, bearers: _Bearers, said: _Said) -> Utterance:
    given = said.attributes
    spans = {kind: [Span(tag.start, tag.end) for tag in said.others if tag.kind == kind] for kind in ("cue", "speaker")}
    quoted = tuple(Span(tag.start, tag.end) for tag in said.others if tag.kind == "quoted")
    cue, speaker = (spans[kind][0] if spans[kind] else None for kind in ("cue", "speaker"))
    named = bearers.named(given.get("by"), speaker)
    return Utterance(
        spans=tuple(said.spans),
        form=cast(QuoteForm, given.get("form") or _form(source.text, said.spans[0], quoted)),
        cue=cue,
        speaker_span=speaker,
        speaker_ref=cast(SpeakerRef, given.get("ref") or _ref(source.text, bearers, given.get("by"), speaker)),
        speakers=() if named is None else (named,),
        speaker_for=bearers.named(given.get("for"), None),
        speaker_id=given.get("by", ""),
        quoted=quoted,
        why=WHY,
    )


class _Bearers:
    """Finds names by id and by place."""

    def __init__(self, found: Found) -> None:
        self._by_id = {name.id: index for index, name in reversed(list(enumerate(found.names))) if name.id}
        self._marks: list[NameMention | Nominal] = [*found.mentions, *found.nominals]
        self._marks.sort(key=lambda mark: (mark.start, -mark.end))
        self._starts = [mark.start for mark in self._marks]

    def named(self, entity_id: str | None, at: Span | None) -> int | None:
        """The index of the name with the id, or of the one that stands at `at`; `by=none` says that it is nobody."""
        if entity_id:
            return self._by_id.get(entity_id)
        mark = self.mark_at(at) if at else None
        return mark.local if mark else None

    def mark_at(self, at: Span) -> NameMention | Nominal | None:
        """The first mark that begins within `at`, else one that reaches into it."""
        index = bisect_left(self._starts, at.start)
        if index < len(self._marks) and self._starts[index] < at.end:
            return self._marks[index]
        before = self._marks[index - 1] if index else None
        return before if before and before.end > at.start else None


def _form(text: str, first: Span, quoted: Sequence[Span]) -> str:
    if quoted:
        return "mixed"
    return "direct" if text[first.start] in _MARKS else "indirect"


def _ref(text: str, bearers: _Bearers, by: str | None, speaker: Span | None) -> str:
    if speaker is None:
        return "implicit" if by not in (None, NOBODY) else "none"
    if text[speaker.start : speaker.end].lower() in _PRONOUNS:
        return "pronoun"
    return "name" if isinstance(bearers.mark_at(speaker), NameMention) else "nominal"


def _holders(said: Sequence[_Said]) -> list[int | None]:
    """For each utterance the one that it stands in: what its tag says, else the smallest around it."""
    parts = {each.part: index for index, each in enumerate(said) if each.part}
    around = holders([each.spans for each in said])
    return [
        parts.get(each.attributes["inside"]) if "inside" in each.attributes else around[index]
        for index, each in enumerate(said)
    ]


def holders(utterances: Sequence[Sequence[Span]]) -> list[int | None]:
    """For each utterance the index of the one that it stands in: one span of it holds all of this, and is longer.

    Of several such spans the one that starts last counts, and of these the one that ends first; None where there is
    none, or where two utterances have that very span.
    """
    bearers: dict[tuple[int, int], set[int]] = {}
    for index, spans in enumerate(utterances):
        for span in spans:
            bearers.setdefault((span.start, -span.end), set()).add(index)
    outer = sorted(bearers)
    extents = [(spans[0].start, -spans[-1].end) for spans in utterances]
    found: list[int | None] = [None] * len(utterances)
    opened: list[tuple[int, int]] = []
    position = 0
    for index in sorted(range(len(utterances)), key=extents.__getitem__):
        start, end = extents[index][0], -extents[index][1]
        while position < len(outer) and outer[position] < extents[index]:
            opened.append(outer[position])
            position += 1
        while opened and -opened[-1][1] <= start:
            opened.pop()
        around = next((span for span in reversed(opened) if -span[1] >= end), None)
        if around and len(bearers[around]) == 1:
            found[index] = min(bearers[around])
    return found
