"""What the cards of a source's marks say: one script a source, loaded when the first card opens.

A script and not JSON, because a page opened from disk may load scripts but fetch nothing. The script calls
`onrecordCards` with an object of three parts:

- `entities`: by entity id `kind, role, name, href, line, said, form` (of what is said);
- `marks`: by mention, figure or quote id `why, sure`, and `entity` or what the card says itself
  (`kind, name, line, values, href`);
- `open`: the words of the link to a page, by kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from onrecord.model import Figure, Page, Quote, Record
from onrecord.pages import elsewhere, speech, urls
from onrecord.pages.elsewhere import Elsewhere, Note, Other
from onrecord.pages.frame import Frame, count
from onrecord.pages.indexes import Index
from onrecord.pages.words import figure_words, qualifier, times

LONGEST_QUOTE = 160
"""Characters of the quote shown on a card."""
_OPEN = {
    "person": "Open the page of this person",
    "agency": "Open the page of this agency",
    "organization": "Open the page of this organization",
    "figure": "All numbers side by side",
}
_FORMS = {"direct": "Words in quotation marks", "indirect": "A paraphrase", "mixed": "A paraphrase with quoted words"}
_FIGURES = {
    "money": "An amount of money",
    "percent": "A share",
    "count": "A count",
    "ratio": "A ratio or score",
    "date": "A date",
    "duration": "A duration",
    "measure": "A measure",
}


def pages(frame: Frame, index: Index) -> Iterator[Page]:
    """One script a source, the newest first."""
    others = Elsewhere(index)
    heard = _heard(index)
    for record in index.records:
        path = urls.cards(record.source.id)
        if not frame.wants(path):
            continue
        content = {
            "open": _OPEN,
            "entities": _entities(index, record, heard),
            "marks": _marks(index, others, record),
        }
        script = b"onrecordCards(" + msgspec.json.encode(content) + b");\n"
        yield Page(path, script)


def _heard(index: Index) -> dict[str, dict[str, list[Quote]]]:
    """What each entity says, by source; what an unnamed spokesperson says for it included."""
    heard: dict[str, dict[str, list[Quote]]] = {}
    for entity, said in index.said.items():
        by_source = heard.setdefault(entity, {})
        for one in said:
            by_source.setdefault(one.record.source.id, []).append(one.quote)
    return heard


def _entities(
    index: Index, record: Record, heard: Mapping[str, Mapping[str, list[Quote]]]
) -> dict[str, dict[str, str]]:
    """Who is named in this source."""
    roles = {use.entity: use.roles for use in record.uses}
    named = Counter(mention.entity for mention in record.mentions if mention.kind != "place")
    found = {}
    for identity, number in sorted(named.items()):
        entity = index.entity.get(identity)
        if entity is not None:
            own = roles.get(identity, ()) or entity.roles
            here = heard[identity].get(record.source.id, [])
            shown = next((quote for quote in here if quote.form == "direct"), here[0] if here else None)
            found[identity] = {
                "kind": entity.kind,
                "role": own[0] if own else "",
                "name": entity.name,
                "href": urls.entity(entity),
                "line": _line(number, len(here), heard[identity]),
                "said": _words(record, shown) if shown else "",
                "form": shown.form if shown else "",
            }
    return found


def _line(named: int, here: int, everywhere: Mapping[str, list[Quote]]) -> str:
    """How often somebody speaks, in one sentence."""
    total = sum(map(len, everywhere.values()))
    line = f"Quoted {times(here)} here" if here else f"Named {times(named)} here, not quoted"
    if total > here:
        line += f"; quoted {times(total)} in {count(len(everywhere), 'source')}"
    return line + "."


def _words(record: Record, quote: Quote) -> str:
    """The first words of a quote."""
    words = " ".join(record.source.text[quote.spans[0].start : quote.spans[0].end].split())
    return words if len(words) <= LONGEST_QUOTE else words[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"


def _marks(index: Index, others: Elsewhere, record: Record) -> dict[str, dict[str, Any]]:
    """What is particular to each mark of this source."""
    marks: dict[str, dict[str, Any]] = {}
    for mention in record.mentions:
        if mention.kind != "place":
            marks[mention.id] = {"entity": mention.entity, "why": mention.why, "sure": mention.confidence}
    notes = {note.annotation: note for note in others.notes(record)}
    for figure in record.figures:
        marks[figure.id] = _figure(index, record, figure, notes.get(figure.id))
    for quote in record.quotes:
        who = speech.speaker(record, quote, index.entity, index.minimum)
        href = urls.entity(who.entity) if who.entity else ""
        entry = {"kind": _FORMS[quote.form], "name": who.who, "href": href}
        opens = who.entity.kind if who.entity else ""
        marks[quote.id] = {**entry, "opens": opens, "why": quote.why, "sure": quote.confidence}
    return marks


def _figure(index: Index, record: Record, figure: Figure, note: Note | None) -> dict[str, Any]:
    words = figure_words(record.source, figure)
    said = index.entity.get(figure.said_by or "")
    full = f"{qualifier(record.source, figure)} {elsewhere.lemma(record, figure)}".strip()
    card: dict[str, Any] = {
        "kind": _FIGURES[figure.kind],
        "name": full,
        "line": f"Said by {said.name}." if said else "",
        "why": figure.why,
        "sure": figure.confidence,
    }
    if note is not None:
        card["values"] = [[words, "here"], *([other.words, _places(other)] for other in note.others)]
        card["href"], card["opens"] = note.href, "figure"
    return card


def _places(other: Other) -> str:
    """Where else a number is given."""
    where = "elsewhere in this text" if other.here else other.outlet
    return f"{where} and {other.more} more" if other.more else where
