"""Folders that hold more than files of text: links, pipes, sockets, devices, names that nobody expects, what vanishes.

Nothing of it is followed or waited for, all of it is named, and it costs neither a source nor the previous site.
"""

from __future__ import annotations

import os
import socket
import threading
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.trust.command import STORY, Commands, snapshot, write

SECRET = "kept in the drawer"
NFC, NFD = unicodedata.normalize("NFC", "café"), unicodedata.normalize("NFD", "café")


# ---------------------------------------------------------------- what is no ordinary file


@contextmanager
def a_socket(path: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(path.parent)  # an address of a socket is short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path.name)
        os.chdir(before)
        yield


@contextmanager
def a_pipe(path: Path) -> Iterator[None]:
    os.mkfifo(path)
    yield


@contextmanager
def a_device(path: Path) -> Iterator[None]:
    """The one that never ends, where this process may make one; else a pipe, which does not end either."""
    try:
        os.mknod(path, 0o20666, os.makedev(1, 5))
    except (OSError, AttributeError):
        os.mkfifo(path)
    yield


def a_link(target: str) -> Callable[[Path], object]:
    @contextmanager
    def made(path: Path) -> Iterator[None]:
        path.symlink_to(target.format(path.parents[1]))
        yield

    return made


SPECIAL = {
    "a socket": a_socket,
    "a pipe": a_pipe,
    "a device": a_device,
    "a link to a file": a_link("{}/secret.txt"),
    "a link to a folder": a_link("{}"),
    "a link to itself": a_link("x.txt"),
    "a link to nothing": a_link("{}/nothing"),
    "a link to a device": a_link("/dev/zero"),
}


@pytest.mark.parametrize("special", SPECIAL.values(), ids=SPECIAL)
def test_what_is_no_file_is_passed_over_with_a_word(
    dossier: Path,
    commands: Commands,
    special: Callable[[Path], contextmanager[None]],  # type: ignore[valid-type]
) -> None:
    """In `seeds/` and in `content/static/`; the pages are made of the rest."""
    write(dossier, {"secret.txt": SECRET, "content/static/a.txt": "a"})
    (dossier / "content/static/b").mkdir()
    with special(dossier / "seeds/x.txt"), special(dossier / "content/x.txt"):  # type: ignore[attr-defined]
        (dossier / "content/x.txt").rename(dossier / "content/static/b/x.txt")
        done = commands.run(dossier)
    assert (done.code, done.quiet) == (0, True), done.told
    assert "warning: seeds/x.txt: " in done.told
    assert "warning: content/static/b/x.txt: " in done.told
    assert SECRET.encode() not in b"".join(snapshot(dossier / "site").values())
    assert not list((dossier / "site").rglob("x*"))


@pytest.mark.parametrize("special", SPECIAL.values(), ids=SPECIAL)
@pytest.mark.parametrize("place", ["site.yaml", "entities.yaml", "about.md", "articles", "articles/hearing.md"])
def test_what_is_no_file_is_an_error_where_a_file_belongs(
    dossier: Path,
    commands: Commands,
    special: Callable[[Path], contextmanager[None]],  # type: ignore[valid-type]
    place: str,
) -> None:
    before = snapshot(dossier / "site")
    write(dossier, {"secret.txt": SECRET})
    (dossier / "content" / place).parent.mkdir(parents=True)
    with special(dossier / "content/x.txt"):  # type: ignore[attr-defined]
        (dossier / "content/x.txt").rename(dossier / "content" / place)
        done = commands.run(dossier, "check")
        assert (done.code, done.quiet) == (1, True), done.told
        assert f"error: content/{place}: " in done.told
        assert commands.run(dossier).code == 1
    assert SECRET not in done.told
    assert snapshot(dossier / "site") == before


def test_a_link_that_was_named_is_followed(dossier: Path, commands: Commands) -> None:
    """`--seeds` and a PATH say themselves what is meant."""
    (dossier / "named").symlink_to("seeds")
    (dossier / "one.txt").symlink_to("seeds/hearing.txt")
    assert commands.run(dossier, "--seeds", "named").code == 0
    for path in ("named", "one.txt"):
        done = commands.run(dossier, "annotate", path)
        assert (done.code, b"Maria Keller" in done.printed) == (0, True), done.told


# ---------------------------------------------------------------- what changes while it is looked at


def test_files_may_vanish_or_turn_into_pipes_meanwhile(dossier: Path, commands: Commands) -> None:
    """Another program empties and fills the folders while builds run: each ends, with no fault of ours."""
    over = threading.Event()
    paths = [dossier / name for name in ("seeds/a.txt", "seeds/b/c.md", "content/static/d.txt", "content/about.md")]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)

    def churn() -> None:
        while not over.is_set():
            for path in paths:
                path.write_text(STORY, encoding="utf-8")
                path.unlink()
                os.mkfifo(path)
                path.unlink()

    other = threading.Thread(target=churn)
    other.start()
    try:
        for _ in range(5):
            done = commands.run(dossier, "--jobs", "1")
            assert done.quiet, done.told
            assert done.code in (0, 1)
            assert (done.code == 1) == ("error: " in done.told), done.told
    finally:
        over.set()
        other.join()
    for path in paths:
        path.unlink(missing_ok=True)
    assert commands.run(dossier).code == 0


# ---------------------------------------------------------------- names

LONG = "x" * 250


@pytest.mark.parametrize(
    ("files", "ids"),
    [
        ({"seeds/con.txt": STORY, "seeds/nul.md": STORY, "seeds/LPT1.html": STORY}, {"con-x", "nul-x", "lpt1-x"}),
        ({"seeds/index.txt": STORY, "seeds/a/index.txt": STORY}, {"index-x", "a-index"}),
        ({f"seeds/{LONG}.txt": STORY, f"seeds/{LONG}y.txt": STORY}, None),
        ({f"seeds/{LONG}/{LONG}/{LONG}.txt": STORY}, None),
        ({"seeds/a b 'c' \"d\" <e> &f; ?g #h %2e.txt": STORY}, {"a-b-c-d-e-f-g-h-2e"}),
        ({"seeds/\u202egnp.txt": STORY, "seeds/\u200b.txt": STORY}, None),
        ({b"seeds/line\nend.txt": STORY, b"seeds/\x1b[31mred.txt": STORY, b"seeds/tab\t.txt": STORY}, None),
        ({"seeds/-rf.txt": STORY, "seeds/~.txt": STORY, "seeds/$HOME.txt": STORY, "seeds/a;b|c.txt": STORY}, None),
        ({"seeds/{{ 7*191 }}.txt": STORY, "seeds/{% raw %}.txt": STORY}, None),
        ({"seeds/日本.txt": STORY, "seeds/выборы.txt": STORY, "seeds/🙂.txt": STORY}, None),
    ],
)
def test_any_name_of_a_file_makes_a_safe_address(
    tmp_path: Path, commands: Commands, files: dict[str | bytes, str], ids: set[str] | None
) -> None:
    write(tmp_path, files)
    done = commands.run(tmp_path, "--check-links")
    assert done.code == 0, done.told
    made = {path.stem for path in (tmp_path / "site/articles").iterdir()} - {"index"}
    assert len(made) == len(files)
    assert ids is None or made == ids
    for path in (tmp_path / "site").rglob("*"):
        assert path.name.isascii()
        assert len(path.name) < 140
    assert b"1337" not in b"".join(data for name, data in snapshot(tmp_path / "site").items() if name.endswith("html"))


@pytest.mark.parametrize(
    "stated", ["..", "a/b", "con", "index", ".hidden", "-x", "a..b", "häring", "x" * 300, "a\\b", "%2e"]
)
def test_an_id_that_is_no_file_name_is_refused(dossier: Path, commands: Commands, stated: str) -> None:
    before = snapshot(dossier)
    write(dossier, {"seeds/a.md": f"---\ntitle: x\nid: '{stated}'\n---\nText."})
    done = commands.run(dossier)
    assert (done.code, done.quiet) == (1, True)
    assert "error: seeds/a.md:3: `id`: " in done.told
    (dossier / "seeds/a.md").unlink()
    assert snapshot(dossier) == before


@pytest.mark.parametrize("stated", ["..", "a/b", "con", "index", "Keller", "häring", "x" * 300])
def test_an_id_of_the_registry_that_is_no_file_name_is_refused(dossier: Path, commands: Commands, stated: str) -> None:
    before = snapshot(dossier / "site")
    write(dossier, {"content/entities.yaml": f"- kind: person\n  name: Maria Keller\n  id: '{stated}'\n"})
    done = commands.run(dossier)
    assert (done.code, done.quiet) == (1, True)
    assert "error: content/entities.yaml:3: `id`: " in done.told
    assert snapshot(dossier / "site") == before


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"seeds/Twin.txt": STORY}, {"seeds/twin.md": STORY}),
        ({f"seeds/{NFC}.txt": STORY}, {f"seeds/{NFD}.md": STORY}),
        ({"seeds/a.md": f"---\nid: Twin.A\n---\n{STORY}"}, {"seeds/b.md": f"---\nid: twin.a\n---\n{STORY}"}),
        ({"seeds/a/b.txt": STORY}, {"seeds/a-b.txt": STORY}),
        ({"seeds/straße.txt": STORY}, {"seeds/STRASSE.md": STORY}),
    ],
)
def test_twins_are_told_apart_or_refused(
    dossier: Path, commands: Commands, one: dict[str, str], other: dict[str, str]
) -> None:
    """A file system that knows no case, or one Unicode form only, must never lose a page to another."""
    before = snapshot(dossier / "site")
    write(dossier, {**one, **other})
    done = commands.run(dossier)
    assert (done.code, done.quiet) == (1, True)
    assert all(name.removeprefix("seeds/") in done.told for name in (*one, *other))
    assert snapshot(dossier / "site") == before
    assert commands.run(dossier, "--keep-going").code == 1
    names = [path.relative_to(dossier / "site").as_posix() for path in (dossier / "site").rglob("*")]
    assert len({unicodedata.normalize("NFC", name).casefold() for name in names}) == len(names)


@pytest.mark.parametrize(
    "name",
    ["index.html", "Index.HTML", "articles", "people/maria-keller.html", "index.html/a.txt", "STATIC", "search.html"],
)
def test_a_file_as_it_is_takes_no_page_s_place(dossier: Path, commands: Commands, name: str) -> None:
    before = snapshot(dossier / "site")
    write(dossier, {f"content/static/{name}": "mine"})
    done = commands.run(dossier)
    assert (done.code, done.quiet) == (1, True)
    assert f"error: content/static/{name}: the site has a " in done.told
    assert snapshot(dossier / "site") == before


@pytest.mark.parametrize(
    "name", [b"content/static/caf\xe9.txt", b"content/static/a\\b.txt", b"content/articles/caf\xe9.md"]
)
def test_a_name_that_no_address_can_hold_is_named(dossier: Path, commands: Commands, name: bytes) -> None:
    before = snapshot(dossier / "site")
    try:
        write(dossier, {name: "mine"})
    except OSError:  # a file system that takes UTF-8 alone has kept it from us
        name = b"content/static/a\\b.txt"
        write(dossier, {name: "mine"})
    done = commands.run(dossier)
    assert (done.code, done.quiet) == (1, True)
    assert f"error: {name.decode(errors='replace')}: " in done.told
    assert snapshot(dossier / "site") == before


def test_a_folder_of_any_name_may_hold_the_sources(tmp_path: Path, commands: Commands) -> None:
    folder = os.fsdecode(b"se\xe9ds \x1b[31m")
    try:
        write(tmp_path, {f"{folder}/a.txt": STORY, f"{folder}/b.txt": b"\0"})
    except OSError:
        folder = "se\u00e9ds \x1b[31m"
        write(tmp_path, {f"{folder}/a.txt": STORY, f"{folder}/b.txt": b"\0"})
    done = commands.run(tmp_path, "--keep-going", "--seeds", folder)
    assert (done.code, done.quiet) == (1, True), done.told
    assert (tmp_path / "site/articles/a.html").exists()
    assert b"b.txt" in (tmp_path / "site/review.html").read_bytes()


def test_a_message_makes_a_terminal_do_nothing(dossier: Path, commands: Commands) -> None:
    """Names and words of sources are shown, not obeyed: no colour, no new line, no turn of the direction."""
    write(
        dossier,
        {
            b"seeds/\x1b[2J\x1b]0;owned\x07.txt": b"\0",
            b"seeds/one\nerror: two.txt": b"\0",
            "seeds/\u202egnp.exe.txt": b"\0",
            "seeds/x.md": '---\ntitle: "a\\e[31m\\u202e"\npublished: "\\e[31m"\n"\\u202ekey": 1\n---\nText.',
        },
    )
    done = commands.run(dossier)
    assert done.code == 1
    assert not {"\x1b", "\x07", "\u202e", "\x9b"} & set(done.told)
    starts = ("error: ", "warning: ", "  hint: ")
    *told, last = done.told.splitlines()
    assert [line for line in told if not line.startswith(starts)] == []
    assert last == "No site was built; the previous one stands: site/index.html"
    assert not [line for line in done.told.splitlines() if line.startswith("error: two.txt")]


# ---------------------------------------------------------------- the output folder


@pytest.mark.parametrize(
    "output", ["ring", "dangling", "file", "file/below", "x" * 300, "seeds/../seeds/in", "linked/in"]
)
def test_an_output_that_cannot_be_is_said(dossier: Path, commands: Commands, output: str) -> None:
    (dossier / "ring").symlink_to("ring")
    (dossier / "dangling").symlink_to("nowhere")
    (dossier / "linked").symlink_to("seeds")
    (dossier / "file").write_text("mine")
    before = snapshot(dossier)
    done = commands.run(dossier, "--output", output)
    assert done.code in (1, 2)
    assert done.quiet, done.told
    assert output[:50] in done.told
    assert snapshot(dossier) == before
    assert not (dossier / "nowhere").exists()
