"""A run of a source's words that names something, and who owns which word."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from onrecord.annotate import lexicon as lx
from onrecord.annotate.spans import Reading
from onrecord.model import EntityKind

STOPS = lx.FUNCTION | lx.CALENDAR | lx.ROLE
"""Words that end a name to their left."""
BODIES: tuple[EntityKind, ...] = ("agency", "organization")
TAKEN = 1 << 30
"""The owner of words that a person has, or somebody else without a piece."""


class Piece(Struct, frozen=True, gc=False):
    """A run of words that names something; `first` and `last` are indexes into the reading."""

    first: int
    last: int
    kind: str
    """A kind of entity; `thing` for what is no entity but keeps its words from being one (a law, a prize); "" when
    another piece took its words."""
    confidence: float
    why: str
    name: str = ""
    """The bearer's fullest form where a word list or the source gives it."""
    acronym: str = ""
    stretch: int = 0
    """Characters after the last word that belong to the name (" administration")."""
    lead: int = 0
    """Characters before the first word that belong to the name ("3rd ")."""


def claim(reading: Reading, pieces: list[Piece], piece: Piece) -> None:
    """Give the words to the piece and take them from what had any of them before."""
    owner, new = reading.owner, len(pieces)
    if piece.first == piece.last and owner[piece.first] < 0:
        owner[piece.first] = new
        pieces.append(piece)
        return
    for index in range(piece.first, piece.last + 1):
        at = owner[index]
        if at >= 0 and (old := pieces[at]).kind:
            owner[old.first : old.last + 1] = [-1] * (old.last + 1 - old.first)
            pieces[at] = replace(old, kind="")
        owner[index] = new
    pieces.append(piece)
