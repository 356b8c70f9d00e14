"""The folder `content/` as a whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from onrecord.curate import Curation, checked, load
from onrecord.model import Metadata
from onrecord.problems import Problem


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def told(curation: Curation, folder: Path) -> list[str]:
    """The first line of each problem, without the temporary folder."""
    return [str(problem).split("\n")[0].replace(f"{folder}/", "") for problem in curation.problems]


def test_a_missing_folder_is_no_curation(tmp_path: Path) -> None:
    assert checked(load(tmp_path / "content"), ["a"]) == Curation()


def test_a_file_in_place_of_the_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "content").write_text("x")
    assert [problem.level for problem in checked(load(tmp_path / "content"), []).problems] == ["error"]


def test_every_file_is_read(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        {
            "site.yaml": "title: Lane",
            "entities.yaml": "- {id: a, kind: person, name: A}",
            "groups.yaml": "- {id: riders, name: Riders, terms: [riders, passengers]}",
            "about.md": "# About\r\n\r\nInvented.\r\n",
            "README.md": "Not read.",
            "articles/one.md": "---\ntitle: One\nrights: excerpts\nadded: 2026-02-03\nsource_note: scan\n---\n*Read*.",
            "corrections/one.yaml": "- {exact: x, drop: true}",
            "static/CNAME": "example.org",
            "static/.well-known/security.txt": "x",
            "static/.gitkeep": "",
            "static/img/a.png": b"\x89",
        },
    )
    curation = checked(load(folder), ["one", "two"])
    assert curation.problems == ()
    assert (curation.settings.title, curation.registry.entries[0].id) == ("Lane", "a")
    assert curation.about == "# About\n\nInvented."
    assert curation.groups[0].terms == ("riders", "passengers")
    article = curation.articles["one"]
    assert (article.metadata, article.rights, article.added) == (Metadata(title="One"), "excerpts", "2026-02-03")
    assert (article.note, article.source_note) == ("*Read*.", "scan")
    assert curation.corrections["one"][0].drop
    assert [path.relative_to(folder / "static").as_posix() for path in curation.static] == [
        ".well-known/security.txt",
        "CNAME",
        "img/a.png",
    ]


def test_a_dot_file_is_not_published_and_said_to_be_left_out(tmp_path: Path) -> None:
    files = (".hidden", ".env/key", "img/.draft", ".DS_Store", ".gitignore", ".well-known/security.txt")
    folder = write(tmp_path, {f"static/{name}": "x" for name in files})
    curation = load(folder)
    assert [path.relative_to(folder / "static").as_posix() for path in curation.static] == [".well-known/security.txt"]
    assert {problem.level for problem in curation.problems} == {"warning"}
    assert told(curation, folder) == [
        f"static/{name}: a name that begins with a dot, not copied" for name in (".env", ".hidden", "img/.draft")
    ]


def test_every_bad_file_is_named_in_one_run(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        {
            "site.yaml": "tilte: x",
            "entities.yaml": "- {id: a, kind: ship, name: A}",
            "groups.yaml": "- {id: a, name: A}",
            "about.md": b"\xff\xfe",
            "articles/one.md": "---\npublished: 2026-02-30\nurl: javascript:alert(1)\n---\n",
            "articles/gone.md": "A note.",
            "corrections/one.yaml": "- {exact: x}",
            "corrections/gone.yaml": "- {exact: x, drop: true}\n",
        },
    )
    assert told(checked(load(folder), ["one"]), folder) == [
        "about.md:1: this is not UTF-8",
        "articles/gone.md: there is no source with the id `gone`",
        "articles/one.md:2: `published`: there is no 2026-02-30 in the calendar",
        'articles/one.md:3: `url` is not a web address: "javascript:alert(1)"',
        "corrections/gone.yaml: there is no source with the id `gone`",
        "corrections/one.yaml:1: a correction needs exactly one of `set`, `add` and `drop: true`",
        'entities.yaml:1: `kind` must be person or agency or organization or place, not "ship"',
        "groups.yaml:1: a group needs `terms`",
        "site.yaml:1: unknown key `tilte`",
    ]


def test_what_is_right_is_kept_beside_what_is_wrong(tmp_path: Path) -> None:
    folder = write(tmp_path, {"site.yaml": "title: Lane", "entities.yaml": "- x"})
    assert checked(load(folder), []).settings.title == "Lane"


def test_a_misspelt_source_or_file_is_hinted_at(tmp_path: Path) -> None:
    folder = write(tmp_path, {"articles/haring.md": "x", "entites.yaml": "", "corrections/hearing.yml": ""})
    assert [(problem.level, problem.hint) for problem in checked(load(folder), ["hearing"]).problems] == [
        ("error", "Did you mean `hearing`?"),
        ("warning", "Files here are named after a source: <id>.yaml."),
        ("warning", "Did you mean `entities.yaml`?"),
    ]


def test_a_split_in_a_source_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    text = "- {id: a, kind: person, name: A, split: [{source: gone, near: x, to: b}]}\n- {id: b, kind: person, name: A}"
    folder = write(tmp_path, {"entities.yaml": text})
    assert told(checked(load(folder), ["one"]), folder) == [
        "entities.yaml:1: `split` of `a` names the source `gone`, which there is not"
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes")
def test_links_and_special_files_are_not_followed(tmp_path: Path) -> None:
    folder = write(tmp_path / "content", {"static/a.txt": "a"})
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "static" / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "static" / "loop").symlink_to(folder)
    os.mkfifo(folder / "static" / "pipe")
    os.mkfifo(folder / "site.yaml")
    curation = checked(load(folder), [])
    assert [path.name for path in curation.static] == ["a.txt"]
    assert [(problem.level, problem.message) for problem in curation.problems] == [
        ("error", "no ordinary file, not read"),
        ("warning", "links and special files are not copied"),
        ("warning", "links and special files are not copied"),
        ("warning", "links and special files are not copied"),
    ]


def test_nul_and_size_are_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, {"about.md": "one\ntwo\0", "site.yaml": b"#" * 16_000_001})
    assert told(checked(load(folder), []), folder) == [
        "about.md:2: there is a NUL character here",
        "site.yaml: 16,000,001 bytes, 16,000,000 are allowed",
    ]


def test_a_problem_is_an_error_unless_said() -> None:
    assert Problem("a", 1, "m").level == "error"
