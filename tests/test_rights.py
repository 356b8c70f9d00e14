"""`rights: excerpts`: nothing of a source beyond its excerpt is anywhere in the published site."""

from __future__ import annotations

import base64
import gzip
import html
import json
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from onrecord.prose import sentence_starts
from tests.conftest import ROOT

HARBOR = ROOT / "examples/harbor"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented dossier, published as excerpts with its review list."""
    folder = tmp_path_factory.mktemp("excerpts")
    shutil.copytree(HARBOR / "seeds", folder / "seeds")
    shutil.copytree(HARBOR / "content", folder / "content")
    with (folder / "content/site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("\nrights: excerpts\npublish_review: true\n")
    command = [sys.executable, str(ROOT / "build.py")]
    done = subprocess.run(command, cwd=folder, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def plain(text: str) -> str:
    """Letters and digits alone, so that no mark-up, escape or line break hides a sentence."""
    return re.sub(r"[\W_]+", "", text).lower()


def everything(site: Path) -> dict[str, str]:
    """The words of every file of a site: as they stand, unescaped, and unpacked where the search index packs them."""
    found = {}
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        raw = path.read_bytes()
        packed = re.search(rb'^onrecordSearch\.file\("[^"]+","([^"]+)"\)', raw)
        if packed:
            raw = base64.b64decode(packed.group(1))
            raw = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
        text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda code: chr(int(code[1], 16)), raw.decode("utf-8", "replace"))
        found[path.relative_to(site).as_posix()] = plain(html.unescape(re.sub(r"<[^>]*>", "", text)))
    return found


def whole(path: Path) -> str:
    """The text of a source as the annotate command gives it."""
    command = [sys.executable, str(ROOT / "build.py"), "annotate", str(path)]
    done = subprocess.run(command, capture_output=True, check=True)
    return str(json.loads(done.stdout)["text"])


def sentences(text: str) -> list[str]:
    starts = [*sentence_starts(text), len(text)]
    return [text[start:end].strip() for start, end in pairwise(starts)]


def test_no_sentence_beyond_the_excerpts_is_published(folder: Path) -> None:
    site = folder / "site"
    files = everything(site)
    absent = kept = 0
    for path in sorted((site / "data/records").glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        assert record["excerpt"] is True
        shown = plain(record["text"])
        title = plain(record["source"]["title"] or "")
        for sentence in sentences(whole(folder / "seeds" / record["source"]["path"])):
            words = plain(sentence)
            if len(words) < 40 or words in title:
                continue
            if words in shown:
                kept += 1
                continue
            absent += 1
            assert [name for name, text in files.items() if words in text] == [], sentence
    assert absent > 100
    assert kept > 20


def test_an_excerpt_is_at_most_the_share_that_is_allowed(folder: Path) -> None:
    for path in sorted((folder / "site/data/records").glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        words = len(whole(folder / "seeds" / record["source"]["path"]).split())
        assert len(record["text"].split()) <= 0.25 * words


def test_the_hash_of_the_file_stays(folder: Path) -> None:
    from hashlib import sha256

    for path in sorted((folder / "site/data/records").glob("*.json")):
        source = json.loads(path.read_text(encoding="utf-8"))["source"]
        assert source["sha256"] == sha256((folder / "seeds" / source["path"]).read_bytes()).hexdigest()
