"""Stage: the people and places of a source."""

from __future__ import annotations

from functools import lru_cache

from msgspec.structs import replace

from onrecord.annotate.organizations import Piece, find_bodies
from onrecord.annotate.people import Person, find_people
from onrecord.annotate.spans import Reading, read
from onrecord.model import Found, LocalName, NameMention, Source


@lru_cache(maxsize=4)
def analyse(text: str) -> tuple[Reading, list[Piece], list[Person]]:
    """All names of a source, found together: what is a body is no person."""
    reading = read(text)
    pieces = find_bodies(reading)
    return reading, pieces, find_people(reading, pieces)


def find_names(source: Source, found: Found) -> Found:
    """Add the people and places."""
    reading, pieces, people = analyse(source.text)
    names = list(found.names)
    mentions = list(found.mentions)
    local: dict[str, int] = {}
    surnames: dict[str, int] = {}
    for person in people:
        if not person.sure:
            continue
        name = reading.span(person.first, person.last)
        key = name if person.last > person.first else surnames.get(name, name)
        if isinstance(key, int):
            index = key
        elif key in local:
            index = local[key]
        else:
            index = local[key] = len(names)
            names.append(LocalName("person", name, (name,), (person.role,) if person.role else (), person.gender))
        surnames[reading.words[person.last]] = index
        mentions.append(
            NameMention(reading.starts[person.first], reading.ends[person.last], index, person.confidence, person.why)
        )
    taken = {mention.start for mention in mentions}
    for word_index, word in enumerate(reading.words):
        if word in surnames and reading.owner[word_index] < 0 and reading.starts[word_index] not in taken:
            if any(m.start <= reading.starts[word_index] < m.end for m in mentions):
                continue
            mentions.append(
                NameMention(
                    reading.starts[word_index],
                    reading.ends[word_index],
                    surnames[word],
                    0.93,
                    "surname of a known person",
                )
            )
    for piece in pieces:
        if piece.kind == "place":
            name = reading.span(piece.first, piece.last)
            if name not in local:
                local[name] = len(names)
                names.append(LocalName("place", name, (name,)))
            mentions.append(
                NameMention(
                    reading.starts[piece.first], reading.ends[piece.last], local[name], piece.confidence, piece.why
                )
            )
    return replace(found, names=tuple(names), mentions=tuple(sorted(mentions)))
