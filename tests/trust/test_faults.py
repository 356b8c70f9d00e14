"""What may go wrong around a build: kills, power cuts, full disks, lost workers, two builds at once.

Afterwards the old site stands or the new one, whole, and no source was touched.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.trust.command import STORY, Commands, Done, bits, pages, search_is_whole, snapshot, wait_until, write

KILLS = 50
OLD, NEW = STORY, STORY.replace("41 injured", "97 injured").replace("Ferry hearing", "Harbor hearing")


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory, commands: Commands) -> dict[str, dict[str, bytes]]:
    """The pages of the site of either text."""
    made = {}
    for text in (OLD, NEW):
        folder = write(tmp_path_factory.mktemp("made"), {"seeds/hearing.txt": text})
        assert commands.run(folder).code == 0
        made[text] = pages(folder / "site")
    return made


def change(dossier: Path) -> None:
    write(dossier, {"seeds/hearing.txt": NEW})


def group_is_gone(leader: int) -> bool:
    try:
        os.killpg(leader, 0)
    except ProcessLookupError:
        return True
    return False


# ---------------------------------------------------------------- kills


def test_fifty_kills_leave_one_site_whole(
    tmp_path: Path, commands: Commands, sites: dict[str, dict[str, bytes]]
) -> None:
    site = tmp_path / "site"
    for text in (NEW, OLD):  # the second build makes over one source, as those below do
        write(tmp_path, {"seeds/hearing.txt": text})
        began = time.monotonic()
        assert commands.run(tmp_path).code == 0
        lasts = time.monotonic() - began
    chance = random.Random(50)
    parts = [(number + chance.random()) / KILLS for number in range(KILLS)]  # from start to end
    chance.shuffle(parts)
    killed = 0
    for number, part in enumerate(parts):
        text = NEW if pages(site) == sites[OLD] else OLD
        write(tmp_path, {"seeds/hearing.txt": text})
        build = commands.start(tmp_path, *(("--jobs", "2") if number % 2 else ()))
        time.sleep(lasts * part)
        os.kill(build.number, signal.SIGKILL)
        if build.end().code == -signal.SIGKILL:
            killed += 1
        else:
            lasts *= 0.9  # it had ended before: the machine has become faster
        assert pages(site) in sites.values(), "a mixture of two builds"
        assert search_is_whole(site)
        assert snapshot(tmp_path / "seeds") == {"hearing.txt": text.encode()}
    assert killed > KILLS / 2  # the others had ended before
    assert commands.run(tmp_path).code == 0
    assert pages(site) == sites[text]


def test_workers_end_with_a_build_that_is_killed(tmp_path: Path, commands: Commands) -> None:
    """Else they would keep the output folder locked, and the next build would wait for ever."""
    write(tmp_path, {"seeds/hearing.txt": STORY * 40})
    for step in (1, 3, 5):
        build = commands.start(tmp_path, "--jobs", "2")
        time.sleep(step / 10)
        os.kill(build.number, signal.SIGKILL)
        build.end()
        assert wait_until(lambda leader=build.number: group_is_gone(leader))
    assert commands.run(tmp_path).code == 0


def test_an_interrupt_is_told_in_one_word(dossier: Path, commands: Commands) -> None:
    """Ctrl-C goes to all processes of a build; one answers."""
    write(dossier, {f"seeds/{number}.txt": STORY.replace("41", str(number + 50)) * 5 for number in range(12)})
    before, interrupted = snapshot(dossier / "site"), 0
    for step in range(1, 9):
        build = commands.start(dossier, "--jobs", "2")
        time.sleep(step / 10)
        os.killpg(build.number, signal.SIGINT)
        done = build.end()
        if done.code == 0:  # it had ended before
            break
        interrupted += 1
        assert (done.code, done.told.split()) == (130, ["interrupted"])
        assert snapshot(dossier / "site") == before
    assert interrupted


INTERRUPTED_AT_IMPORT = """
import os, runpy, signal, sys
class Interrupt:
    def find_spec(name, *_):
        if name == sys.argv[1]:
            os.kill(os.getpid(), signal.SIGINT)
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.meta_path.insert(0, Interrupt)
runpy.run_path("build.py", run_name="__main__")
"""


@pytest.mark.parametrize("module", ["onrecord.interrupts", "msgspec", "onrecord.annotate.turns", "onrecord.site"])
def test_an_interrupt_while_it_loads_is_told_in_one_word(module: str) -> None:
    command = [sys.executable, "-c", INTERRUPTED_AT_IMPORT, module]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "interrupted\n")


def children(parent: int) -> Iterator[int]:
    """The processes that a process started."""
    if Path("/proc/self/stat").exists():
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = path.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if fields[1] == str(parent) and fields[0] != "Z":
                yield int(path.parent.name)
        return
    rows = subprocess.run(["ps", "-axo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout.splitlines()
    yield from (int(row.split()[0]) for row in rows if row.split()[1] == str(parent))


def test_a_worker_that_is_lost_is_told(dossier: Path, commands: Commands) -> None:
    """As when the system ends a process for want of memory."""
    write(dossier, {f"seeds/{number}.txt": STORY * 100 for number in range(4)})
    before = snapshot(dossier / "site")
    for _ in range(10):
        build = commands.start(dossier, "--jobs", "2")
        found: list[int] = []
        assert wait_until(lambda build=build, found=found: found.extend(children(build.number)) or found)
        os.kill(found[0], signal.SIGKILL)
        done = build.end()
        assert done.quiet, done.told
        if done.code:  # else it had done its work
            break
    assert done.code == 1
    assert "ended from outside" in done.told
    assert snapshot(dossier / "site") == before


# ---------------------------------------------------------------- power cuts


def steps_of(commands: Commands, folder: Path, log: Path, **wanted: int | bool) -> tuple[Done, list[list[str]]]:
    log.write_text("")
    done = commands.run(folder, "--jobs", "1", steps={"log": str(log), **wanted})
    return done, [line.split("\t") for line in log.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("two_renames", [False, True], ids=["in one step", "by two renames"])
def test_an_end_at_any_step_leaves_one_site_whole(
    tmp_path: Path,
    commands: Commands,
    sites: dict[str, dict[str, bytes]],
    two_renames: bool,
) -> None:
    """The program is ended before steps that change a file: some of the many, and each around the exchange."""
    site, log = tmp_path / "work/site", tmp_path / "steps"
    write(site.parent, {"seeds/hearing.txt": OLD})
    assert commands.run(site.parent).code == 0
    write(site.parent, {"seeds/hearing.txt": NEW})
    _, steps = steps_of(commands, site.parent, log, two_renames=two_renames)
    assert pages(site) == sites[NEW]
    crucial = max(number for number, step in enumerate(steps) if step[0] in ("sync", "fsync"))
    chosen = {*range(1, len(steps), max(1, len(steps) // 5)), *range(crucial, min(crucial + 6, len(steps)))}
    for end_before in sorted(chosen):
        text = NEW if pages(site) == sites[OLD] else OLD
        write(site.parent, {"seeds/hearing.txt": text})
        done, taken = steps_of(commands, site.parent, log, two_renames=two_renames, end_before=end_before)
        if done.code == 0:  # it had fewer steps to take this time
            continue
        assert done.code == -signal.SIGKILL
        if not site.exists():  # between the two renames: the next command, even one that fails, must bring it back
            assert two_renames
            assert taken[-1][0] == "os.rename"
            assert commands.run(site.parent).code == 0
        assert pages(site) in sites.values(), (end_before, taken[-1])
        assert search_is_whole(site)


@pytest.mark.parametrize("two_renames", [False, True], ids=["in one step", "by two renames"])
def test_all_is_on_the_disk_before_it_can_be_reached(dossier: Path, commands: Commands, two_renames: bool) -> None:
    """After a power cut a file that was written and not synced may be empty: none such may have become the site."""
    change(dossier)
    done, steps = steps_of(commands, dossier, dossier.parent / f"{dossier.name}.steps", two_renames=two_renames)
    assert done.code == 0
    site = str(dossier / "site")
    shown = next(
        number
        for number, step in enumerate(steps)
        if step[0] == "exchange" or (step[0] == "os.rename" and site in step[1:])
    )
    before = [step[0] for step in steps[:shown]]
    writes = [
        number for number, step in enumerate(steps) if step[0] == "write" and step[1].endswith((".html", ".json"))
    ]
    written = max(number for number in writes if number < shown)
    assert {"sync", "fsync", "fdatasync"} & set(before[written:])
    assert max(writes) == written, "a page is written where it can be reached already"


# ---------------------------------------------------------------- a full disk


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path | None]:
    """A file system of two megabytes, where this process may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "onrecord-test", str(disk)]
    mounted = sys.platform == "linux" and not subprocess.run(command, capture_output=True, check=False).returncode
    yield disk if mounted else None
    if mounted:
        subprocess.run(["umount", str(disk)], check=True)


def beside(output: Path) -> set[Path]:
    """All files of the site and around it, but for what a build that ends too soon leaves to the next: nothing."""
    state = output.parent / ".site.onrecord"
    return {path for path in output.parent.rglob("*") if not path.is_relative_to(state / "old")} - {state / "published"}


@pytest.mark.parametrize("room", [0, 12_000, 40_000])
def test_a_full_disk_costs_nothing(tmp_path: Path, commands: Commands, small_disk: Path | None, room: int) -> None:
    """Where nothing can be mounted, no file may grow beyond a limit: the same failure of the same call."""
    write(tmp_path, {"seeds/hearing.txt": OLD})
    output = (small_disk or tmp_path) / "site"
    assert commands.run(tmp_path, "--output", str(output)).code == 0
    before, places = snapshot(output), beside(output)
    change(tmp_path)
    if small_disk:
        free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
        (small_disk / "filler").write_bytes(b"x" * max(0, free - room))
        done = commands.run(tmp_path, "--output", str(output))
        assert "No space left on device" in done.told
        (small_disk / "filler").unlink()
    else:
        done = commands.run(tmp_path, "--output", str(output), largest_file=2_000 + room // 20)
        assert "File too large" in done.told
    assert (done.code, done.quiet) == (1, True), done.told
    assert snapshot(output) == before
    assert snapshot(tmp_path / "seeds") == {"hearing.txt": NEW.encode()}
    assert beside(output) == places, "what was begun takes room"
    assert commands.run(tmp_path, "--output", str(output)).code == 0
    assert b"97 injured" in (output / "data/records/hearing.json").read_bytes()


@pytest.mark.parametrize("limit", [3_000, 20_000])
def test_a_file_that_cannot_grow_costs_nothing(dossier: Path, commands: Commands, limit: int) -> None:
    before = snapshot(dossier / "site")
    change(dossier)
    done = commands.run(dossier, largest_file=limit)
    assert (done.code, done.quiet) == (1, True), done.told
    assert "File too large" in done.told or "the search index could not be made: " in done.told
    assert snapshot(dossier / "site") == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_results_that_cannot_be_written_are_an_error(dossier: Path, commands: Commands) -> None:
    done = commands.run(dossier, "annotate", "seeds", stdout="/dev/full")
    assert (done.code, done.told) == (1, "error: No space left on device\n")


def test_closed_streams_do_no_harm(dossier: Path) -> None:
    """`build.py annotate seeds >&- 2>&-`."""
    command = [sys.executable, "-c", CLOSED, sys.executable, str(ROOT / "build.py"), "annotate", "seeds"]
    done = subprocess.run(command, cwd=dossier, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


CLOSED = "import os, sys; os.close(1); os.close(2); os.execv(sys.argv[1], sys.argv[1:])"


# ---------------------------------------------------------------- no permission


@pytest.mark.parametrize(
    ("closed", "mode", "told"),
    [
        ("seeds/hearing.txt", 0, "seeds/hearing.txt: cannot be read"),
        ("seeds/more", 0, "seeds/more: cannot be read"),
        ("seeds", 0, "seeds: cannot be read"),
        ("content", 0, "content: cannot be read"),
        ("content", 0o600, "cannot be read"),
        ("content/entities.yaml", 0, "content/entities.yaml: cannot be read"),
        ("content/articles", 0, "content/articles: cannot be read"),
        ("content/static", 0, "content/static: cannot be read"),
        ("content/static/a.txt", 0, "content/static/a.txt: cannot be read"),
        (".", 0o555, "site: the site could not be written"),
        (".site.onrecord", 0o555, "site: the site could not be written"),
    ],
)
def test_what_may_not_be_read_or_written_is_named(
    dossier: Path, commands: Commands, closed: str, mode: int, told: str
) -> None:
    before = snapshot(dossier / "site")
    change(dossier)
    files = {"seeds/more/b.txt": STORY, "content/articles/hearing.md": "A note.", "content/static/a.txt": "a"}
    write(dossier, {**files, "content/entities.yaml": ""})
    with bits(dossier / closed, mode):
        done = commands.run(dossier, bound=True)
    assert (done.code, done.quiet) == (1, True), done.told
    assert told in done.told
    assert "Permission denied" in done.told
    assert snapshot(dossier / "site") == before


# ---------------------------------------------------------------- two builds at once


def test_a_second_build_says_that_it_waits(tmp_path: Path) -> None:
    """The first is stopped in the middle of writing; the second says so, waits, and comes after it."""
    write(tmp_path, {f"one/{number}.txt": STORY for number in range(30)})
    write(tmp_path, {"two/only.txt": STORY})
    command = [sys.executable, str(ROOT / "build.py"), "--seeds"]
    first = subprocess.Popen([*command, "one"], cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    assert wait_until(lambda: any(tmp_path.glob(".*/**/*.html")))
    first.send_signal(signal.SIGSTOP)
    try:
        assert first.poll() is None
        with (tmp_path / "told").open("wb") as told:
            second = subprocess.Popen([*command, "two"], cwd=tmp_path, stderr=told)
            assert wait_until(lambda: b"waiting" in (tmp_path / "told").read_bytes())
            assert second.poll() is None
    finally:
        first.send_signal(signal.SIGCONT)
    first.communicate()
    assert (first.returncode, second.wait()) == (0, 0)
    assert {path.name for path in (tmp_path / "site/articles").iterdir()} == {"index.html", "only.html"}


def test_builds_at_once_leave_the_site_of_one(tmp_path: Path) -> None:
    write(tmp_path, {f"{name}/{name}{n}.txt": STORY for name in "abc" for n in range(3)})
    command = [sys.executable, str(ROOT / "build.py"), "--check-links", "--seeds"]
    builds = [subprocess.Popen([*command, name], cwd=tmp_path, stderr=subprocess.DEVNULL) for name in "abc"]
    assert [build.wait() for build in builds] == [0, 0, 0]
    articles = {path.stem for path in (tmp_path / "site/articles").iterdir()} - {"index"}
    assert articles in [{f"{name}{n}" for n in range(3)} for name in "abc"]
    assert search_is_whole(tmp_path / "site")
