"""Stage: the government bodies and other organizations of a source."""

from __future__ import annotations

from onrecord.annotate.names import add_bearers
from onrecord.annotate.pieces import BODIES
from onrecord.model import Found, Source


def find_agencies(source: Source, found: Found) -> Found:
    """Add the agencies and organizations."""
    return add_bearers(source, found, BODIES)
