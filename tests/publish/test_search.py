"""The index is made by the engine itself, and made again only when something in it is no longer right."""

from __future__ import annotations

import re
from hashlib import sha256
from itertools import count
from pathlib import Path

import msgspec
import pytest

from onrecord.model import Page
from onrecord.problems import PublishError
from onrecord.publish.search import State, search_files


def document(name: str, words: str) -> Page:
    facet = f'<meta data-pagefind-filter="speaker[content]" content="{name}">'
    html = f'<!doctype html><html lang="en"><title>{name}</title>{facet}<body data-pagefind-body><p>{words}</p></body>'
    return Page(f"articles/{name}.html", html.encode())


DOCUMENTS = [document("pier", "The pier closes."), document("radio", "Some boats lie there.")]
STATE = "search/index.json"


@pytest.fixture(scope="module")
def made() -> list[Page]:
    return search_files(DOCUMENTS, "en", Path("/nowhere"))


def written(pages: list[Page], folder: Path) -> Path:
    for page in pages:
        (folder / page.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / page.path).write_bytes(page.content)
    return folder


def contents(pages: list[Page]) -> dict[str, bytes]:
    return {page.path: page.content for page in pages}


def state(pages: list[Page]) -> State:
    return msgspec.json.decode(contents(pages)[STATE], type=State)


def sound(pages: list[Page]) -> bool:
    """Every file is the one that the list tells, and none is missing."""
    hashes = {page.path: sha256(page.content).hexdigest() for page in pages if page.path != STATE}
    return state(pages).files == hashes and any("fragment/" in path for path in hashes)


def test_every_file_is_a_script_of_ours(made: list[Page]) -> None:
    assert sound(made)
    codes = [page.content.decode() for page in made if page.path != STATE]
    assert [code[:60] for code in codes if not re.match(r"onrecordSearch\.(engine|file)\(", code)] == []


def test_the_same_documents_keep_the_index_byte_for_byte(made: list[Page], tmp_path: Path) -> None:
    """One file has a mark in it that the engine would not make again."""
    held = contents(made)
    path = next(path for path in held if "fragment/" in path)
    before, held[path] = held[path], held[path] + b"// kept"
    old, new = (sha256(content).hexdigest().encode() for content in (before, held[path]))
    held[STATE] = held[STATE].replace(old, new)
    previous = written([Page(name, content) for name, content in held.items()], tmp_path)
    assert contents(search_files(DOCUMENTS, "en", previous)) == held


@pytest.mark.parametrize(
    "part", ["pagefind.js", "entry.json", "pf_meta", "fragment/", "filter/", "index/", "wasm", "index.json"]
)
def test_one_byte_damaged_makes_it_anew(made: list[Page], tmp_path: Path, part: str) -> None:
    previous = written(made, tmp_path)
    damaged = next(page for page in made if part in page.path)
    raw = bytearray(damaged.content)
    raw[len(raw) // 2] ^= 1
    (previous / damaged.path).write_bytes(raw)
    again = search_files(DOCUMENTS, "en", previous)
    assert sound(again)
    assert bytes(raw) not in contents(again).values()


def test_a_file_that_is_gone_makes_it_anew(made: list[Page], tmp_path: Path) -> None:
    previous = written(made, tmp_path)
    (previous / next(page.path for page in made if "fragment/" in page.path)).unlink()
    assert sound(search_files(DOCUMENTS, "en", previous))


@pytest.mark.parametrize(
    ("documents", "language"),
    [
        ([DOCUMENTS[0], document("radio", "Some 37 boats lie there.")], "en"),
        ([DOCUMENTS[0]], "en"),
        ([*DOCUMENTS, document("third", "More.")], "en"),
        ([DOCUMENTS[0], Page("articles/elsewhere.html", DOCUMENTS[1].content)], "en"),
        (DOCUMENTS, "de"),
    ],
    ids=["a word", "one fewer", "one more", "an address", "the language"],
)
def test_other_documents_make_it_anew(made: list[Page], tmp_path: Path, documents: list[Page], language: str) -> None:
    again = search_files(documents, language, written(made, tmp_path))
    assert sound(again)
    assert state(again).documents != state(made).documents
    assert state(again).files != state(made).files


def test_without_documents_there_is_no_index(tmp_path: Path) -> None:
    assert search_files([], "en", tmp_path) == []


@pytest.mark.parametrize("language", ["en-GB", "tlh", "../../etc", "--help"])
def test_any_language_can_be_searched(language: str) -> None:
    assert sound(search_files(DOCUMENTS, language, Path("/nowhere")))


@pytest.mark.parametrize("looks", [0, 2500], ids=["while documents are written", "while the engine runs"])
def test_an_index_that_nobody_waits_for_is_given_up(
    looks: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)  # so that it is asked for again
    many = [document(f"pier-{number}", f"The pier {number} closes. " * 200) for number in range(2500)]
    asked = count()
    with pytest.raises(PublishError, match="it was stopped"):
        search_files(many, "en", Path("/nowhere"), lambda: next(asked) >= looks)
    assert list(tmp_path.iterdir()) == []
