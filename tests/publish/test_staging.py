"""The site is written beside the live one and put in its place whole, or not at all."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.model import Page
from onrecord.problems import PublishError
from onrecord.publish import exchange as exchanging
from onrecord.publish.staging import MANIFEST, check_output, mend, publish
from tests.conftest import ROOT


def site(**files: str) -> list[Page]:
    return [Page(name.replace("__", "/").replace("_html", ".html"), text.encode()) for name, text in files.items()]


def held(folder: Path) -> dict[str, str]:
    """Every file of a published site with its text, but for the manifest."""
    paths = (path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): path.read_text() for path in paths}


def test_pages_arrive_and_what_is_gone_goes(tmp_path: Path) -> None:
    publish(site(index_html="one", people__ann_html="Ann"), tmp_path / "site")
    publish(site(index_html="two"), tmp_path / "site")
    assert held(tmp_path / "site") == {"index.html": "two"}


def test_an_unchanged_page_is_kept_not_written(tmp_path: Path) -> None:
    publish(site(index_html="one", a_html="same"), tmp_path / "site")
    before = (tmp_path / "site/a.html").stat().st_ino
    result = publish(site(index_html="two", a_html="same"), tmp_path / "site")
    assert (result.written, result.kept) == (1, 1)
    assert (tmp_path / "site/a.html").stat().st_ino == before


def test_a_page_edited_by_hand_is_written_anew(tmp_path: Path) -> None:
    publish(site(index_html="one"), tmp_path / "site")
    (tmp_path / "site/index.html").write_text("0ne")
    publish(site(index_html="one"), tmp_path / "site")
    assert held(tmp_path / "site") == {"index.html": "one"}


def test_a_failure_half_way_leaves_the_previous_site(tmp_path: Path) -> None:
    def failing() -> Iterator[Page]:
        yield Page("index.html", b"new")
        raise RuntimeError("a template broke")

    publish(site(index_html="old"), tmp_path / "site")
    with pytest.raises(RuntimeError):
        publish(failing(), tmp_path / "site")
    assert held(tmp_path / "site") == {"index.html": "old"}
    publish(site(index_html="newer"), tmp_path / "site")
    assert held(tmp_path / "site") == {"index.html": "newer"}


@pytest.mark.parametrize(
    "name", ["../out.html", "/etc/out.html", "a/../../out.html", "a//b", "", "a\\..\\b", "a\0b", "./a"]
)
def test_no_page_leaves_the_output_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(PublishError):
        publish([Page(name, b"x")], tmp_path / "site")
    assert not (tmp_path / "site").exists()
    assert not (tmp_path / "out.html").exists()


def test_a_folder_with_files_of_somebody_else_is_refused(tmp_path: Path) -> None:
    output = tmp_path / "site"
    output.mkdir()
    (output / "thesis.txt").write_text("years of work")
    with pytest.raises(PublishError, match=r"thesis\.txt"):
        publish(site(index_html="one"), output)
    assert held(output) == {"thesis.txt": "years of work"}


def test_a_file_put_into_our_site_is_not_lost(tmp_path: Path) -> None:
    publish(site(index_html="one"), tmp_path / "site")
    (tmp_path / "site/CNAME").write_text("news.example")
    with pytest.raises(PublishError, match="CNAME"):
        publish(site(index_html="two"), tmp_path / "site")
    assert held(tmp_path / "site") == {"index.html": "one", "CNAME": "news.example"}


@pytest.mark.parametrize(
    ("output", "relation"),
    [("seeds", "is the folder"), ("seeds/site", "lies in the folder"), (".", "lies above the folder")],
)
def test_the_output_never_touches_the_sources(tmp_path: Path, output: str, relation: str) -> None:
    (tmp_path / "seeds").mkdir()
    with pytest.raises(PublishError, match=relation):
        check_output(tmp_path / output, [tmp_path / "seeds"])


def test_a_link_as_output_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PublishError, match="not a folder"):
        publish(site(index_html="one"), tmp_path / "site")


def test_a_linked_folder_inside_the_site_is_not_followed(tmp_path: Path) -> None:
    publish(site(index_html="one"), tmp_path / "site")
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious/file").write_text("kept")
    (tmp_path / "site/link").symlink_to(tmp_path / "precious")
    with pytest.raises(PublishError, match="link"):
        publish(site(index_html="two"), tmp_path / "site")
    assert (tmp_path / "precious/file").read_text() == "kept"


def test_a_page_given_twice_is_told_and_the_old_site_stands(tmp_path: Path) -> None:
    publish(site(index_html="one"), tmp_path / "site")
    with pytest.raises(PublishError, match="could not be written"):
        publish([Page("a.html", b"1"), Page("a.html", b"2")], tmp_path / "site")
    assert held(tmp_path / "site") == {"index.html": "one"}


def test_no_permission_is_told() -> None:
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o555)
        root = os.geteuid() == 0
        try:
            if root:  # whom permissions do not bind
                os.seteuid(65534)
            with pytest.raises(PublishError, match="Permission denied"):
                publish(site(index_html="one"), Path(name) / "site")
        finally:
            if root:
                os.seteuid(0)
            Path(name).chmod(0o755)
        assert os.listdir(name) == []


def test_a_second_build_waits_for_the_first(tmp_path: Path) -> None:
    told = threading.Event()
    go_on = threading.Event()

    def slow() -> Iterator[Page]:
        yield Page("index.html", b"first")
        go_on.wait(30)

    first = threading.Thread(target=publish, args=(slow(), tmp_path / "site"))
    first.start()
    while not (tmp_path / ".site.onrecord/new/index.html").exists():
        time.sleep(0.01)
    second = threading.Thread(target=publish, args=(site(index_html="second"), tmp_path / "site", (), told.set))
    second.start()
    assert told.wait(30)
    go_on.set()
    first.join()
    second.join()
    assert held(tmp_path / "site") == {"index.html": "second"}


# ---------------------------------------------------------------- interruptions

PUBLISHER = """
import sys
from pathlib import Path
from onrecord.model import Page
from onrecord.publish.staging import publish
mark = sys.argv[2].encode()
print("ready", flush=True)
publish((Page(f"{n % 7}/{n}.html", mark * (1 + n % 50)) for n in range(400)), Path(sys.argv[1]))
"""


def test_kill_leaves_the_old_site_or_the_new_one(tmp_path: Path) -> None:
    """Twenty builds killed at random moments: at every moment the site is one build's, whole."""
    output = tmp_path / "site"
    publish((Page(f"{n % 7}/{n}.html", b"0" * (1 + n % 50)) for n in range(400)), output)
    moments = random.Random(7)
    for mark in "abcdefghijklmnopqrst":
        command = [sys.executable, "-c", PUBLISHER, str(output), mark]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as build:
            assert build.stdout is not None
            build.stdout.readline()
            time.sleep(moments.uniform(0, 0.12))
            build.send_signal(signal.SIGKILL)
        files = held(output)
        assert len(files) == 400
        assert len({text[0] for text in files.values()}) == 1, "a mixture of two builds"
        assert all(len(text) == 1 + int(Path(name).stem) % 50 for name, text in files.items()), "a file cut short"
    publish(site(index_html="after"), output)
    assert held(output) == {"index.html": "after"}


@pytest.mark.parametrize("interrupted_after", ["journal", "first rename", "second rename"])
def test_two_renames_are_finished_at_the_next_command(tmp_path: Path, interrupted_after: str) -> None:
    """Where folders cannot be exchanged in one step, the journal tells the next command what to finish."""
    state, live = tmp_path / "state", tmp_path / "site"
    new, old = state / "new", state / "old"
    for folder, text in ((live, "old"), (new, "new")):
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(text)
    (state / exchanging.JOURNAL).write_text("exchange\n")
    if interrupted_after != "journal":
        live.rename(old)
    if interrupted_after == "second rename":
        new.rename(live)
    exchanging.recover(new, live, old)
    expected = "old" if interrupted_after == "journal" else "new"
    assert (live / "index.html").read_text() == expected
    assert not (state / exchanging.JOURNAL).exists()


def test_an_interrupted_build_is_mended_before_anything_else(tmp_path: Path) -> None:
    publish(site(index_html="old"), tmp_path / "site")
    state = tmp_path / ".site.onrecord"
    (state / "old").rename(state / "new")  # as the next build begins
    (tmp_path / "site").rename(state / "old")  # killed between the two renames
    (state / exchanging.JOURNAL).write_text("exchange\n")
    mend(tmp_path / "site")
    assert held(tmp_path / "site") == {"index.html": "old"}
    mend(tmp_path / "site")
    publish(site(index_html="new"), tmp_path / "site")
    assert held(tmp_path / "site") == {"index.html": "new"}


def test_a_first_site_is_changed_without_being_made_again(tmp_path: Path) -> None:
    publish(site(index_html="one", about_html="same"), tmp_path / "site")
    same = (tmp_path / "site/about.html").stat().st_ino
    written = publish(site(index_html="two", about_html="same", new_html="new"), tmp_path / "site")
    assert (written.written, written.kept) == (2, 1)
    assert held(tmp_path / "site") == {"index.html": "two", "about.html": "same", "new.html": "new"}
    assert (tmp_path / "site/about.html").stat().st_ino == same
    assert (tmp_path / ".site.onrecord/old/index.html").read_text() == "one", "a link would have changed with it"


def test_a_link_in_place_of_the_state_is_refused(tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious/new").mkdir()
    (tmp_path / "precious/new/file").write_text("kept")
    (tmp_path / ".site.onrecord").symlink_to(tmp_path / "precious")
    with pytest.raises(PublishError, match="is a link"):
        publish(site(index_html="one"), tmp_path / "site")
    assert (tmp_path / "precious/new/file").read_text() == "kept"


@pytest.mark.parametrize("at_once", [True, False])
def test_folders_are_exchanged_either_way(tmp_path: Path, at_once: bool) -> None:
    state, live = tmp_path / "state", tmp_path / "site"
    for folder, text in ((live, "old"), (state / "new", "new")):
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(text)
    exchanging.exchange(state / "new", live, state / "old", at_once=at_once)
    assert (live / "index.html").read_text() == "new"
    assert (state / "old/index.html").read_text() == "old"
