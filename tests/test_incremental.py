"""A build after an edit gives the bytes of a build from nothing, makes little anew, and believes no damaged cache."""

from __future__ import annotations

import gc
import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from onrecord import engine
from onrecord.dossier.gist import Gist
from onrecord.pipeline import assemble, read
from onrecord.problems import InputError
from onrecord.publish.store import FILE, Memory, opened
from onrecord.site import Built, Inputs, build
from tests.conftest import ROOT

HARBOR = ROOT / "examples/harbor"


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """A working folder with the invented dossier and a site built from it."""
    for part in ("seeds", "content"):
        shutil.copytree(HARBOR / part, tmp_path / part)
    made(tmp_path)
    return tmp_path


def made(folder: Path, site: str = "site", *, fresh: bool = False, preview: bool = False) -> Built:
    inputs = Inputs(folder / "seeds", folder / "content")
    with opened(folder / ".onrecord", engine.fingerprint(), fresh=fresh) as store:
        return build(inputs, folder / site, store=store, search="none", preview=preview, keep_going=True)


def held(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def from_nothing(folder: Path) -> dict[str, bytes]:
    build(Inputs(folder / "seeds", folder / "content"), folder / "anew", search="none", keep_going=True)
    anew = held(folder / "anew")
    shutil.rmtree(folder / "anew")
    return anew


def write(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def test_nothing_changed_nothing_is_written(dossier: Path) -> None:
    before = {name: path.stat().st_ino for path in (dossier / "site").rglob("*") for name in [str(path)]}
    result = made(dossier)
    assert (result.written.written, result.written.kept) == (0, result.files)
    assert {name: path.stat().st_ino for path in (dossier / "site").rglob("*") for name in [str(path)]} == before


def test_one_word_changes_few_files_and_the_right_ones(dossier: Path) -> None:
    write(dossier / "seeds/radio-2026-03-06.txt", lambda text: text + "\nThe rain went on for hours.\n")
    result = made(dossier)
    assert 0 < result.written.written < result.files / 3
    assert held(dossier / "site") == from_nothing(dossier)


def gists() -> int:
    """How many there are in this process, of whatever dossier."""
    gc.collect()
    return sum(isinstance(each, Gist) for each in gc.get_objects())


def test_a_preview_that_goes_on_holds_only_the_last_dossier(dossier: Path) -> None:
    """What a build made to last is looked at again when it is over, and found to be garbage."""
    before, frozen = gists(), gc.get_freeze_count()
    for number in range(3):
        write(dossier / "seeds/radio-2026-03-06.txt", lambda text: text + f"\nOnce more: {number}.\n")  # noqa: B023
        built = made(dossier, "preview", preview=True)
    assert gists() - before <= built.sources
    assert gc.get_freeze_count() == frozen, "what is frozen is never found to be garbage"


CHANGES: dict[str, Callable[[Path], object]] = {
    "a source more": lambda folder: (folder / "seeds/new.txt").write_text(
        "A bridge opens\n\nMarch 3, 2026\n\n“It took nine years,” Mayor Orla Quist said. The town paid $4 million.\n"
    ),
    "a source less": lambda folder: (folder / "seeds/courier-2026-02-11.md").unlink(),
    "a source renamed": lambda folder: (folder / "seeds/courier-2026-01-15.txt").rename(folder / "seeds/x.txt"),
    "other words": lambda folder: write(
        folder / "seeds/mercury-2026-01-16.txt", lambda text: text.replace(" said", " told reporters")
    ),
    "a name that goes": lambda folder: write(
        folder / "seeds/courier-2026-01-15.txt", lambda text: text.replace(" said", " shrugged")
    ),
    "a title by the curator": lambda folder: write(
        folder / "content/articles/mercury-2026-01-16.md", lambda text: text.replace("title:", "title: New")
    ),
    "a correction less": lambda folder: (folder / "content/corrections/radio-2026-01-20.yaml").unlink(),
    "another registry": lambda folder: write(
        folder / "content/entities.yaml", lambda text: text.replace("name: ", "name: New ", 1)
    ),
    "no curation": lambda folder: shutil.rmtree(folder / "content"),
    "another threshold": lambda folder: write(
        folder / "content/site.yaml", lambda text: text + "\nmin_confidence: 0.9\n"
    ),
    "excerpts only": lambda folder: write(folder / "content/site.yaml", lambda text: text + "\nrights: excerpts\n"),
    "a file that cannot be read": lambda folder: (folder / "seeds/bad.txt").write_bytes(b"a\0b"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_after_a_change_the_site_is_as_built_from_nothing(dossier: Path, change: Callable[[Path], object]) -> None:
    change(dossier)
    made(dossier)
    assert held(dossier / "site") == from_nothing(dossier)
    assert made(dossier).written.written == 0


def test_changes_one_after_the_other(dossier: Path) -> None:
    """Builds that stand on each other: the site of the last but one is made into the next."""
    chance = random.Random(5)
    sources = sorted(path for path in (dossier / "seeds").iterdir() if path.suffix == ".txt")
    for _ in range(6):
        source = chance.choice(sources)
        words = source.read_text(encoding="utf-8").split(" ")
        del words[chance.randrange(len(words))]
        words.insert(chance.randrange(len(words)), chance.choice(["Keller", "“No,”", "$3 million", "the Authority"]))
        source.write_text(" ".join(words), encoding="utf-8")
        made(dossier)
        assert held(dossier / "site") == from_nothing(dossier)


def test_the_preview_and_the_site_share_a_cache_and_not_their_pages(dossier: Path) -> None:
    made(dossier, "preview", preview=True)
    assert made(dossier).written.written == 0
    assert made(dossier, "preview", preview=True).written.written == 0
    assert (dossier / "preview/review.html").exists()
    assert not (dossier / "site/review.html").exists()


def test_a_change_that_keeps_size_and_time_is_seen(dossier: Path) -> None:
    """As after a copy that keeps times: the file's own time of change tells."""
    path = dossier / "seeds/courier-2026-02-19.txt"
    status = path.stat()
    write(path, lambda text: text.replace("said", "sang"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size
    made(dossier)
    assert held(dossier / "site") == from_nothing(dossier)


def test_files_of_other_times_and_the_same_bytes_are_known_again(dossier: Path) -> None:
    for path in (dossier / "seeds").iterdir():
        os.utime(path, (1, 1))
    assert made(dossier).written.written == 0


# ---------------------------------------------------------------- damage


def _spoil(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / ".onrecord" / FILE)) as connection, connection:
        connection.execute(statement)


DAMAGE: dict[str, Callable[[Path], object]] = {
    "no cache": lambda folder: shutil.rmtree(folder / ".onrecord"),
    "an empty file": lambda folder: (folder / ".onrecord" / FILE).write_bytes(b""),
    "noise": lambda folder: (folder / ".onrecord" / FILE).write_bytes(bytes(range(256)) * 400),
    "cut short": lambda folder: os.truncate(folder / ".onrecord" / FILE, 9000),
    "every value flipped": lambda folder: _spoil(folder, "UPDATE held SET value = zeroblob(length(value))"),
    "values exchanged": lambda folder: _spoil(
        folder, "UPDATE held SET value = (SELECT h.value FROM held h WHERE h.rowid != held.rowid LIMIT 1)"
    ),
    "half of it lost": lambda folder: _spoil(folder, "DELETE FROM held WHERE rowid % 2 = 0"),
    "no word of the last publication": lambda folder: (folder / ".site.onrecord/published").unlink(),
    "a broken word of it": lambda folder: (folder / ".site.onrecord/published").write_bytes(b"\x93\x80"),
    "the site before gone": lambda folder: shutil.rmtree(folder / ".site.onrecord/old", ignore_errors=True),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
@pytest.mark.parametrize("edited", [False, True], ids=["unchanged", "edited"])
def test_a_damaged_cache_is_noticed_and_never_believed(
    dossier: Path, damage: Callable[[Path], object], edited: bool
) -> None:
    write(dossier / "seeds/courier-2026-03-04.txt", lambda text: text + "\nThe mayor left early.\n")
    made(dossier)
    damage(dossier)
    if edited:
        write(dossier / "seeds/courier-2026-01-15.txt", lambda text: text.replace("said", "said again", 1))
    made(dossier)
    assert held(dossier / "site") == from_nothing(dossier)
    assert made(dossier).written.written == 0


def test_a_page_changed_or_lost_by_hand_is_made_good(dossier: Path) -> None:
    whole = held(dossier / "site")
    write(dossier / "site/index.html", lambda text: text.replace("<", "&lt;"))
    (dossier / "site/about.html").unlink()
    shutil.rmtree(dossier / "site/people")
    made(dossier)
    assert held(dossier / "site") == whole


def test_a_page_exchanged_by_hand_is_made_good_after_two_builds(dossier: Path) -> None:
    """The file that another publication left must not come back in its place."""
    write(dossier / "seeds/courier-2026-03-04.txt", lambda text: text + "\nThe mayor left early.\n")
    made(dossier)
    page = dossier / "site/articles/courier-2026-03-04.html"
    other = page.with_suffix(".other")
    other.write_text("exchanged")
    other.replace(page)
    made(dossier)
    assert held(dossier / "site") == from_nothing(dossier)


def values(folder: Path) -> int:
    with closing(sqlite3.connect(folder / ".onrecord" / FILE)) as cache:
        return int(cache.execute("SELECT count(*) FROM held").fetchone()[0])


def test_an_edit_that_leaves_the_tables_as_they_are_does_not_forget_their_rows(dossier: Path) -> None:
    """What it does not ask for must be there for the next one."""
    source = next(iter(sorted((dossier / "seeds").glob("*.txt"))))
    before = values(dossier)
    write(source, lambda text: f"{text.rstrip()}\n\nAll of them went home before dark, and it was over for that day.\n")
    built = made(dossier)
    assert 0 < built.written.written < 12
    assert values(dossier) == before
    assert held(dossier / "site") == from_nothing(dossier)


def test_fresh_takes_nothing_over(dossier: Path) -> None:
    _spoil(dossier, "DELETE FROM held WHERE rowid % 3 = 0")
    made(dossier, fresh=True)
    assert held(dossier / "site") == from_nothing(dossier)


class Forgetful(Memory):
    """A store that loses all it has when it is told to."""

    def lose(self) -> None:
        self.__init__()  # type: ignore[misc]


def test_records_that_the_store_lost_are_made_again(dossier: Path) -> None:
    store = Forgetful()
    reading = read([dossier / "seeds"], dossier / "content", store=store)
    records = assemble(reading).records
    before = list(records)
    store.lose()
    assert list(records) == before


def test_a_file_that_changed_since_it_was_read_is_not_taken_for_what_it_was(dossier: Path) -> None:
    store = Forgetful()
    reading = read([dossier / "seeds"], dossier / "content", store=store)
    records = assemble(reading).records
    store.lose()
    place = [gist.path for gist in records.gists].index("radio-2026-03-06.txt")
    write(dossier / "seeds/radio-2026-03-06.txt", lambda text: text + "\nThe rain went on for hours.\n")
    with pytest.raises(InputError, match="changed while the site was made"):
        records[place]
