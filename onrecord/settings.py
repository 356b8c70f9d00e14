"""`content/site.yaml`: what the curator sets for the whole site."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from onrecord.problems import InputError, Problem
from onrecord.strict import Fields, parse


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


def read_settings(text: str, path: str) -> Settings:
    """Read the text of a `site.yaml`; raises `InputError` that names every problem in it."""
    problems: list[Problem] = []
    fields = Fields(parse(text, path), path, problems, "site.yaml")
    held = Settings()
    settings = Settings(
        title=fields.text("title") or held.title,
        note=fields.text("note"),
        address=_address(fields),
        language=fields.language("language") or held.language,
        rights=fields.choice("rights", ("full", "excerpts"), held.rights),
        excerpt_share=fields.number("excerpt_share", held.excerpt_share, 0, 1),
        min_confidence=fields.number("min_confidence", held.min_confidence, 0, 1),
        publish_review=fields.boolean("publish_review"),
        html=fields.choice("html", ("plain", "trafilatura"), held.html),
        max_source_bytes=fields.whole("max_source_bytes", held.max_source_bytes, 1, 1_000_000_000),
        stages=_stages(fields),
    )
    fields.done()
    if problems:
        raise InputError(*problems)
    return settings


def _address(fields: Fields) -> str:
    """The address with the "/" at its end that links are joined to."""
    address = fields.address("address") or ""
    if "?" in address or "#" in address:
        fields.wrong("address", "`address` must not hold ? or #", "Give the folder that the site stands in.")
    return address if not address or address.endswith("/") else address + "/"


def _stages(fields: Fields) -> tuple[str, ...]:
    stages = fields.texts("stages")
    for index, stage in enumerate(stages):
        if stage in stages[:index]:
            fields.wrong("stages", f"`stages` names {stage} twice")
    return stages
