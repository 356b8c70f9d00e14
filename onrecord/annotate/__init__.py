"""Source -> marks and candidates: an ordered tuple of named stages, each a pure function."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.annotate.agencies import find_agencies
from onrecord.annotate.dates import find_dates
from onrecord.annotate.figures import find_figures
from onrecord.annotate.names import find_names
from onrecord.annotate.quotes import find_quotes
from onrecord.annotate.speakers import find_speakers
from onrecord.annotate.tagged import tag_names, tag_quotes_and_figures
from onrecord.model import Found, Source
from onrecord.prose import is_english

Stage = Callable[[Source, Found], Found]

STAGES: tuple[tuple[str, Stage], ...] = (
    ("dates", find_dates),  # before figures: a number inside a date is the date's own
    ("figures", find_figures),
    ("names", find_names),
    ("agencies", find_agencies),
    ("tag_names", tag_names),
    ("quotes", find_quotes),
    ("speakers", find_speakers),
    ("tag_quotes_and_figures", tag_quotes_and_figures),
)

ANY_LANGUAGE = frozenset(("dates", "figures", "tag_names", "tag_quotes_and_figures"))
"""Stages for sources that are not in English too; of names only those of the registry are marked there, later."""


def annotate(source: Source, stages: tuple[tuple[str, Stage], ...] = STAGES) -> Found:
    """Run the stages in order; each sees the source and all that the earlier ones found."""
    english = is_english(source.metadata.language)
    found = Found()
    for name, stage in stages:
        if english or name in ANY_LANGUAGE:
            found = stage(source, found)
    return found
