"""`content/site.yaml`: what the curator sets for the whole site."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Settings(Struct, frozen=True):
    """The settings, each with what holds where the file does not say."""

    title: str = "On the record"
    note: str = ""
    """Markdown, shown on the front page."""
    address: str = ""
    """The public address, ending in "/"; "" leaves out feed, sitemap and canonical links."""
    language: str = "en"
    rights: Literal["full", "excerpts"] = "full"
    excerpt_share: float = 0.25
    min_confidence: float = 0.5
    publish_review: bool = False
    html: Literal["plain", "trafilatura"] = "plain"
    max_source_bytes: int = 5_000_000
    stages: tuple[str, ...] = ()
    """Names of annotating stages to use instead of the built-in order; empty for that order."""
