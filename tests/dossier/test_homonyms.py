"""Who is who over small dossiers with names that are easily confused: see `homonyms.md`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from onrecord.annotate import annotate
from onrecord.curate.registry import Registry
from onrecord.dossier.resolve import resolve, told_of
from onrecord.dossier.settle import settle
from onrecord.model import Record, Source
from onrecord.sources.text import blocks_of

COMMITTED = 0.98
"""F1 of the pairs that are one entity, below which this test fails."""

_PAIR = re.compile(r"- (\d) (.+) ([=|]) (\d) (.+)")


class Pair(NamedTuple):
    """Two names, each with its source's number, and whether they are one entity."""

    case: str
    one: tuple[int, str]
    same: bool
    other: tuple[int, str]


def cases() -> Iterator[tuple[dict[int, str], list[Pair]]]:
    text = Path(__file__).with_name("homonyms.md").read_text(encoding="utf-8")
    for part in text.split("\n## ")[1:]:
        title, body = part.split("\n", 1)
        sources = {
            int(number): words.strip()
            for number, words in re.findall(r"^\((\d)\) (.*?)(?=^\(\d\) |^- |\Z)", body, re.MULTILINE | re.DOTALL)
        }
        pairs = [
            Pair(title, (int(a), one), sign == "=", (int(b), other)) for a, one, sign, b, other in _PAIR.findall(body)
        ]
        yield sources, pairs


def records(texts: dict[int, str]) -> dict[int, Record]:
    sources = {}
    for number, text in texts.items():
        sha = hashlib.sha256(text.encode()).hexdigest()
        sources[number] = Source(f"s{number}", f"s{number}.txt", sha, text, sha, blocks=blocks_of(text))
    found = {number: annotate(source) for number, source in sources.items()}
    names = resolve(told_of([(sources[number], found[number]) for number in sources]), Registry())
    return {number: settle(sources[number], found[number], names, Registry())[0] for number in sources}


def entity(record: Record, words: str) -> str | None:
    """The entity of the first mention of these words, with or without a country, an article or a full stop."""
    text, words = record.source.text, words.removesuffix(".")
    for mention in record.mentions:
        its = text[mention.start : mention.end].removesuffix(".")
        if mention.form == "name" and its in (words, f"U.S. {words}", f"The {words}"):
            return mention.entity
    return None


def test_pairs_of_names_are_linked_and_kept_apart() -> None:
    right, linked, wanted = 0, 0, 0
    wrong: list[str] = []
    for sources, pairs in cases():
        made = records(sources)
        for pair in pairs:
            one, other = entity(made[pair.one[0]], pair.one[1]), entity(made[pair.other[0]], pair.other[1])
            same = one is not None and one == other
            right += same and pair.same
            linked += same
            wanted += pair.same
            if same != pair.same or one is None or other is None:
                sign = "=" if pair.same else "|"
                wrong.append(f"{pair.case}: {pair.one[1]} ({one}) {sign} {pair.other[1]} ({other})")
    score = 2 * right / (linked + wanted)
    report = "\n".join([f"pairwise links: F1 {score:.3f}, {right} of {wanted} found, {linked - right} wrong", *wrong])
    print(report)
    assert wanted >= 30, "the set is too small to tell anything"
    assert score >= COMMITTED, report
