"""Stage: the government bodies and other organizations of a source."""

from __future__ import annotations

from msgspec.structs import replace

from onrecord.annotate.names import analyse
from onrecord.model import EntityKind, Found, LocalName, NameMention, Source

_KINDS: dict[str, EntityKind] = {"agency": "agency", "organization": "organization"}


def find_agencies(source: Source, found: Found) -> Found:
    """Add the agencies and organizations."""
    reading, pieces, _ = analyse(source.text)
    names = list(found.names)
    mentions = list(found.mentions)
    local: dict[str, int] = {}
    for piece in pieces:
        kind = _KINDS.get(piece.kind)
        if kind is None:
            continue
        end = reading.ends[piece.last] + piece.stretch
        form = source.text[reading.starts[piece.first] : end]
        key = piece.name or form
        if key not in local:
            local[key] = len(names)
            names.append(LocalName(kind, key if key in source.text else form, (form,), acronym=piece.acronym))
        mentions.append(NameMention(reading.starts[piece.first], end, local[key], piece.confidence, piece.why))
    return replace(found, names=tuple(names), mentions=tuple(sorted(mentions)))
