"""What another process sees of the live site while a build reads is believed only for what it looked at."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.model import Page
from onrecord.problems import PublishError
from onrecord.publish import published
from onrecord.publish.folder import Folder
from onrecord.publish.glance import Glance, glance
from onrecord.publish.staging import Filled, publish, publish_with

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
PAGES = [Page("index.html", b"one"), Page("people/ann.html", b"Ann")]


def look(output: Path) -> Glance:
    """A glance that does not ask whether it is worth it; nobody else is at work."""
    with glance(output, much=0) as seen:
        assert seen.as_published == b"", "known after the block"
    return seen


@pytest.fixture
def output(tmp_path: Path) -> Path:
    publish(PAGES, tmp_path / "site")
    return tmp_path / "site"


def test_a_site_as_it_was_published_is_known_again(output: Path) -> None:
    told, _ = published.read(published.state_of(output))
    assert told
    assert look(output).as_published == told


def edited(output: Path) -> None:
    (output / "people/ann.html").write_text("Bob")


def joined(output: Path) -> None:
    (output / "people/notes.txt").write_text("mine")


def taken(output: Path) -> None:
    (output / "people/ann.html").unlink()


def damaged(output: Path) -> None:
    place = published.place(published.state_of(output))
    place.write_bytes(place.read_bytes()[:-1] + b"?")


@pytest.mark.parametrize("change", [edited, joined, taken, damaged])
def test_a_site_that_is_otherwise_is_not(output: Path, change: Callable[[Path], None]) -> None:
    change(output)
    assert look(output).as_published == b""


def test_nothing_is_seen_of_a_site_that_is_not_there_or_small(tmp_path: Path, output: Path) -> None:
    assert look(tmp_path / "nowhere").as_published == b""
    with glance(output) as seen:
        pass
    assert seen.as_published == b""


def test_an_error_meanwhile_is_the_one_that_is_told(output: Path) -> None:
    with pytest.raises(ValueError, match="in the source"), glance(output, much=0):
        raise ValueError("in the source")


def put(*pages: Page) -> Callable[[Folder], Filled]:
    return lambda folder: Filled((folder.put(pages),))


def test_what_was_seen_serves_the_next_publication(output: Path) -> None:
    written = publish_with(put(Page("index.html", b"two"), PAGES[1]), output, seen=look(output))
    assert (written.written, written.kept) == (1, 1)
    assert (output / "index.html").read_bytes() == b"two"


def test_what_was_seen_before_another_build_is_not_believed(output: Path) -> None:
    seen = look(output)
    publish([Page("index.html", b"two"), PAGES[1]], output)
    (output / "people/ann.html").write_text("Bob")
    publish_with(put(*PAGES), output, seen=seen)
    assert {path.name: path.read_text() for path in output.rglob("*.html")} == {"index.html": "one", "ann.html": "Ann"}


def test_a_file_that_comes_after_the_look_is_never_lost(output: Path) -> None:
    seen = look(output)
    joined(output)
    with pytest.raises(PublishError, match="did not write: people/notes"):
        publish_with(put(Page("index.html", b"two")), output, seen=seen)
    assert (output / "people/notes.txt").read_text() == "mine"
    assert (output / "index.html").read_bytes() == b"one"
