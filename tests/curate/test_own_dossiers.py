"""The dossiers that come with the project: read without a problem, every correction in place, nothing copied."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from onrecord.curate import checked, load
from onrecord.curate.anchor import anchor
from onrecord.model import Span
from onrecord.sources.load import load as load_sources

ROOT = Path(__file__).resolve().parents[2]
DOSSIERS = [ROOT, ROOT / "examples" / "harbor"]
LONGEST = 11
"""Words in a row that a digest may share with its original."""


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", re.sub(r"<[^>]+>", " ", text).lower().replace("’", "").replace("'", ""))
    return {tuple(words[at : at + LONGEST + 1]) for at in range(len(words) - LONGEST)}


@pytest.mark.parametrize("folder", DOSSIERS, ids=["digests", "harbor"])
def test_sources_and_curation_are_read_without_a_problem(folder: Path) -> None:
    loaded = load_sources(folder / "seeds", max_bytes=5_000_000, html="plain")
    curation = checked(load(folder / "content"), [source.id for source in loaded.sources])
    assert (loaded.problems, curation.problems) == ((), ())


@pytest.mark.parametrize("folder", DOSSIERS, ids=["digests", "harbor"])
def test_every_correction_finds_its_one_place(folder: Path) -> None:
    sources = load_sources(folder / "seeds", max_bytes=5_000_000, html="plain").sources
    texts = {source.id: source.text for source in sources}
    corrections = checked(load(folder / "content"), texts).corrections
    assert corrections
    for id, written in corrections.items():
        for each in written:
            assert isinstance(anchor(texts[id], each.exact, each.prefix, each.suffix), Span), f"{each.path}:{each.line}"


def test_harbor_says_that_it_is_invented_where_every_page_shows_it() -> None:
    assert "(invented)" in checked(load(ROOT / "examples/harbor/content"), []).settings.title


@pytest.mark.reference
def test_digests_are_in_our_own_words(reference: Path) -> None:
    originals = set().union(*(runs(path.read_text("utf-8")) for path in sorted((reference / "seeds").iterdir())))
    written = [path for folder in ("seeds", "content") for path in sorted((ROOT / folder).rglob("*.*"))]
    assert written
    assert {path.name: sorted(runs(path.read_text("utf-8")) & originals) for path in written} == {
        path.name: [] for path in written
    }
