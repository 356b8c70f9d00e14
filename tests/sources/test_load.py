"""A folder of files to sources: what is read, what is passed over, what is refused, with every problem in one run."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from onrecord.model import Metadata
from onrecord.sources.load import Loaded, join, load

TEXT = "The harbor bridge will close in March, the mayor said on Monday, and nobody knows for how long.\n"


def write(root: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def loaded(root: Path, files: dict[str, str | bytes], max_bytes: int = 10_000) -> Loaded:
    return load(write(root, files), max_bytes=max_bytes)


def messages(result: Loaded, root: Path) -> list[str]:
    """The problems as they are told where the command is called in `root`."""
    return [str(problem).split("\n")[0].removeprefix(f"{root}/") for problem in result.problems]


# ---------------------------------------------------------------- finding


def test_sources_come_in_order_of_path_and_the_rest_is_passed_over(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "b.txt": TEXT,
        "a/z.md": TEXT,
        "a.html": f"<p>{TEXT}",
        "README.md": "about",
        "a/README": "about",
        ".hidden.txt": TEXT,
        ".git/config.txt": TEXT,
        "_drafts/one.txt": TEXT,
        "a/_two.txt": TEXT,
    }
    result = loaded(tmp_path, files)
    assert [source.path for source in result.sources] == ["a/z.md", "a.html", "b.txt"]
    assert [source.id for source in result.sources] == ["a-z", "a", "b"]
    assert not result.problems


def test_other_files_links_and_special_files_are_warnings(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"secret.txt": TEXT})
    root = write(tmp_path / "seeds", {"a.txt": TEXT, "scan.pdf": b"%PDF", "notes": TEXT})
    (root / "link.txt").symlink_to(outside / "secret.txt")
    (root / "folder").symlink_to(outside)
    os.mkfifo(root / "pipe.txt")
    result = load(root, max_bytes=10_000)
    assert [source.id for source in result.sources] == ["a"]
    assert {problem.level for problem in result.problems} == {"warning"}
    assert messages(result, tmp_path) == [
        "seeds/folder: a link, not followed",
        "seeds/link.txt: a link, not followed",
        "seeds/notes: a file without a type, not read",
        "seeds/pipe.txt: no ordinary file, not read",
        "seeds/scan.pdf: a file of type .pdf, not read",
    ]


def test_a_single_file_may_be_given(tmp_path: Path) -> None:
    write(tmp_path, {"2026/hearing.txt": TEXT})
    result = load(tmp_path / "2026" / "hearing.txt", max_bytes=10_000)
    assert [(source.path, source.id) for source in result.sources] == [("hearing.txt", "hearing")]


def test_problems_name_a_path_that_can_be_opened_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write(tmp_path, {"seeds/2026/bad.txt": b"a\nb\0"}))
    roots = ("seeds", "seeds/", "./seeds/2026", "../" + tmp_path.name + "/seeds", "seeds/2026/bad.txt", "gone")
    told = [problem.path for root in roots for problem in load(Path(root), max_bytes=100).problems]
    assert told == [*["seeds/2026/bad.txt"] * 3, f"../{tmp_path.name}/seeds/2026/bad.txt", "seeds/2026/bad.txt", "gone"]


@pytest.mark.parametrize(("name", "problem"), [("none", "No such file"), ("scan.pdf", "a file of type .pdf, not read")])
def test_a_path_that_cannot_be_read_is_an_error(tmp_path: Path, name: str, problem: str) -> None:
    (tmp_path / "scan.pdf").write_bytes(b"%PDF")
    result = load(tmp_path / name, max_bytes=10_000)
    assert problem in result.problems[0].message
    assert result.problems[0].level == "error"


def test_an_empty_folder_is_no_problem(tmp_path: Path) -> None:
    assert load(tmp_path, max_bytes=10) == Loaded((), ())


# ---------------------------------------------------------------- what is refused


def test_every_bad_file_is_named_in_one_run_and_the_good_ones_are_read(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "1.txt": b"",
        "2.txt": b"a\0b",
        "3.txt": b"\x81\xff",
        "4.txt": "x" * 10_001,
        "5.md": "---\ntitle: Open\n",
        "6.md": "---\ntitel: Bridge\nrights: most\npublished: 2026-02-30\n---\nText\n",
        "7.md": "Para [words]{.persn}.\n",
        "8.md": "---\ntitle: Only front matter\n---\n\n",
        "9.html": "<script>only()</script>",
        "good.txt": TEXT,
    }
    result = loaded(tmp_path, files)
    assert [source.id for source in result.sources] == ["good"]
    assert result.unread == tuple("123456789")
    assert messages(result, tmp_path) == [
        "1.txt: the file is empty",
        "2.txt:1: a NUL byte at offset 1",
        "3.txt:1: neither UTF-8 (byte 0x81 at offset 0) nor cp1252 (byte 0x81 at offset 0)",
        "4.txt: 10,001 bytes, 10,000 are allowed",
        "5.md:1: the front matter opened here is never closed",
        "6.md:4: `published`: there is no 2026-02-30 in the calendar",
        '6.md:3: `rights` must be full or excerpts, not "most"',
        "6.md:2: unknown key `titel`",
        "7.md:1: unknown class `persn`",
        "8.md: there is no text in this file",
        "9.html: there is no text in this file",
    ]
    assert "Did you mean `title`?" in result.problems[7].hint


@pytest.mark.parametrize(
    "front",
    [
        "title: [unclosed",
        "title: *alias",
        "title: !!python/object/apply:os.system [ls]",
        "- a list",
        "id: ../../etc/passwd",
        "url: javascript:alert(1)",
        "title: {deep: {er: mapping}}",
        "title: a\ntitle: b",
        "language: <b>",
    ],
)
def test_hostile_front_matter_is_an_error_with_its_line(tmp_path: Path, front: str) -> None:
    result = loaded(tmp_path, {"a.md": f"---\n{front}\n---\n{TEXT}"})
    assert not result.sources
    assert all(problem.path == str(tmp_path / "a.md") and problem.line in (2, 3) for problem in result.problems)


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [
        ({"hearing.md": TEXT}, {"hearing.txt": TEXT}, "hearing.txt: has the id `hearing`, as has hearing.md"),
        ({"a/b.txt": TEXT}, {"a-b.txt": TEXT}, "a-b.txt: has the id `a-b`, as has a/b.txt"),
        (
            {"1.md": f"---\nid: Hearing\n---\n{TEXT}"},
            {"hearing.txt": TEXT},
            "hearing.txt: its id `hearing` differs only in case from `Hearing` of 1.md",
        ),
        (
            {"h\u00e4ring.txt": TEXT},
            {"ha\u0308ring.md": TEXT},
            "h\u00e4ring.txt: has the id `haring`, as has ha\u0308ring.md",
        ),
    ],
)
def test_two_sources_must_not_share_an_id(
    tmp_path: Path, one: dict[str, str | bytes], other: dict[str, str | bytes], message: str
) -> None:
    result = loaded(tmp_path, {**one, **other})
    assert messages(result, tmp_path) == [message]
    assert result.problems[0].level == "error"
    assert len(result.sources) == 1


def test_a_name_that_is_not_utf_8_is_an_error_that_can_be_printed(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text(TEXT)
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    result = load(tmp_path, max_bytes=10_000)
    assert messages(result, tmp_path) == ["caf\ufffd.txt: the file's name is not UTF-8"]


# ---------------------------------------------------------------- what a source is


def test_plain_text_is_kept_to_the_character(tmp_path: Path) -> None:
    text = "  ---\nid: no front matter here\n---\n\n[brackets]{.person} <b>&amp;</b> \\[ \u00a0end  \n\n\n"
    (source,) = loaded(tmp_path, {"a.txt": text.replace("\n", "\r\n")}).sources
    assert source.text == text
    assert source.newlines == "crlf"
    assert source.id == "a"
    assert not source.tags


def test_hashes_are_of_the_bytes_and_of_the_text(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbfcaf\xc3\xa9 \r\n"
    (source,) = loaded(tmp_path, {"a.txt": data}).sources
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert source.text_sha256 == hashlib.sha256("café \n".encode()).hexdigest()


def test_front_matter_wins_over_the_text_and_the_curator_over_both(tmp_path: Path) -> None:
    front = "---\nid: bridge\ntitle: Bridge to close\nrights: excerpts\nlanguage: en\n---\n"
    body = f"# Harbor bridge shut\n\nBy Ada Holm\n\nMarch 3, 2026\n\n{TEXT}"
    (source,) = loaded(tmp_path, {"a.md": front + body}).sources
    assert source.id == "bridge"
    assert source.rights == "excerpts"
    assert source.metadata == Metadata("Bridge to close", None, "Ada Holm", "2026-03-03", None, "en")
    assert source.metadata_from == (
        ("title", "front matter"),
        ("author", "text"),
        ("published", "text"),
        ("language", "front matter"),
    )
    joined = join(source, Metadata(outlet="The Elm Courier", author="A. Holm"), "full")
    assert joined.metadata == Metadata("Bridge to close", "The Elm Courier", "A. Holm", "2026-03-03", None, "en")
    assert dict(joined.metadata_from)["author"] == "curator"
    assert dict(joined.metadata_from)["published"] == "text"
    assert joined.rights == "full"
    assert join(source, Metadata(), None) == source
