"""Writing the site: beside the live one, then in its place, by one build at a time.

Beside an output folder `site/` lies `.site.onrecord/` with the lock and the site that was live before, which the next
build turns into the new one: only what differs is written, and what does not is the same file in both (a hard link).
Which files differ, and how each looked when it was published, is told by `published`; without it, or where the live
site is not as it tells, the new site is begun from nothing, still taking over the files that turn out the same.
A site carries the list of its files in `.onrecord.json`: a folder with files of somebody else is never replaced.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec
from msgspec import structs

from onrecord.model import Page
from onrecord.publish import published
from onrecord.publish.exchange import JOURNAL, exchange, recover
from onrecord.publish.folder import Folder, Put, link, refuse, target_of
from onrecord.publish.glance import Glance
from onrecord.publish.published import Published, files_of, looks_of, state_of

if sys.platform != "win32":
    import fcntl

MANIFEST = ".onrecord.json"
_SCHEMA = "onrecord-site/1"
_NAMED = 3  # foreign files named in a message before "and N more"


class Manifest(msgspec.Struct, frozen=True):
    """What a site folder says of itself."""

    schema: str
    files: tuple[str, ...]


class Written(msgspec.Struct, frozen=True):
    """How many files a publication wrote anew and how many it kept from the previous site."""

    written: int
    kept: int


def check_output(output: Path, inputs: Iterable[Path]) -> None:
    """Raise PublishError if `output` cannot be ours: one of `inputs`, inside or above one, a file, somebody else's."""
    check_place(output, inputs)
    if output.is_dir():
        _check_ours(output, (name for name, _ in files_of(output)))


def check_place(output: Path, inputs: Iterable[Path]) -> None:
    """As `check_output`, without a look at what the folder holds."""
    place = Path(os.path.realpath(output))  # as resolve(), which breaks at a ring of links
    for folder in (Path(os.path.realpath(each)) for each in inputs):
        if place == folder or place.is_relative_to(folder) or folder.is_relative_to(place):
            relation = "is" if place == folder else "lies in" if place.is_relative_to(folder) else "lies above"
            raise refuse(
                f"the output folder {relation} the folder {folder} (sources, curation, templates or cache)",
                "Name another folder with --output, one that holds nothing else.",
                str(output),
            )
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        raise refuse("the output is not a folder", "Name a folder with --output.", str(output))


def _check_ours(output: Path, names: Iterable[str]) -> None:
    """Raise PublishError if among the files of the folder is one that no publication of ours wrote."""
    foreign = sorted({*names}.difference(_read_manifest(output), [MANIFEST]))
    if foreign:
        named = ", ".join(foreign[:_NAMED]) + (f" and {len(foreign) - _NAMED} more" if len(foreign) > _NAMED else "")
        raise refuse(
            f"the output folder holds files that this program did not write: {named}",
            "Move them away (files to be published as they are belong in content/static/), or name another --output.",
            str(output),
        )


def _read_manifest(output: Path) -> tuple[str, ...]:
    try:
        return msgspec.json.decode((output / MANIFEST).read_bytes(), type=Manifest).files
    except (OSError, msgspec.MsgspecError):
        return ()


@contextmanager
def _locked(state: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock of an output folder; `waiting` is called once if another build holds it."""
    state.mkdir(parents=True, exist_ok=True)
    with (state / "lock").open("a+b") as handle:
        if sys.platform != "win32":
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                waiting()
                fcntl.flock(handle, fcntl.LOCK_EX)
        yield  # closing the file gives the lock back, a killed process too


class Filled(msgspec.Struct, frozen=True):
    """All that makes up a site."""

    puts: tuple[Put, ...]
    token: bytes = b""
    """Left to the next publication, for as long as this site is the live one."""


def _say_nothing() -> None:
    """Nobody waits, or nobody is there to be told."""


def publish(
    pages: Iterable[Page], output: Path, inputs: Iterable[Path] = (), waiting: Callable[[], None] = _say_nothing
) -> Written:
    """Write `pages` as the site at `output`; see `publish_with`."""
    return publish_with(lambda folder: Filled((folder.put(pages),)), output, inputs, waiting)


def mend(output: Path) -> None:
    """Finish what a build was interrupted in between two renames, so that the site is there whatever comes next.

    Raises PublishError where that cannot be done.
    """
    output = output.absolute()
    state = state_of(output)
    try:
        if (state / JOURNAL).exists():
            with _locked(state, _say_nothing):
                recover(state / "new", output, state / "old")
    except OSError as error:
        told = f"an interrupted build could not be mended: {error.strerror or error}"
        raise refuse(told, "", str(output)) from error


def publish_with(
    fill: Callable[[Folder], Filled],
    output: Path,
    inputs: Iterable[Path] = (),
    waiting: Callable[[], None] = _say_nothing,
    seen: Glance | None = None,
) -> Written:
    """Let `fill` write a site, then put it in the place of the previous one, which stands until the new one is whole.

    `inputs` are folders that must not be touched; `waiting` is called if another build has to end first; `seen` is what
    was seen of the live site shortly before. Raises PublishError, with the previous site untouched, if the output
    folder cannot be used or writing fails.
    """
    output = output.absolute()
    state = state_of(output)
    new = state / "new"
    try:
        check_place(output, inputs)
        with _locked(state, waiting):
            recover(new, output, state / "old")
            folder = _prepared(state, output, seen or Glance())
            filled = fill(folder)
            left = structs.replace(_finish(folder, filled.puts), token=filled.token)
            _check_ours(output, (name for name, _ in files_of(output)))  # somebody may have put a file there since
            _exchange(state, folder, left)
    except OSError as error:
        shutil.rmtree(new, ignore_errors=True)
        raise refuse(
            f"the site could not be written: {error.strerror or error}",
            "The previous site was left as it was.",
            str(output),
        ) from error
    files = sum(len(put.files) for put in filled.puts)
    written = sum(len(put.written) for put in filled.puts)
    return Written(written, files - written)


# ---------------------------------------------------------------- from one publication to the next


def _prepared(state: Path, live: Path, seen: Glance) -> Folder:
    """A folder for the new site: the replaced one made equal to the live one, or else an empty one.

    Raises PublishError if the live one is not ours. What `published` tells is taken away first: should this build be
    interrupted, the next one begins from nothing.
    """
    new, old = state / "new", state / "old"
    which, told = published.read(state)
    if told and which == seen.as_published:
        looks = told.files
    else:
        looks = looks_of(live)
        _check_ours(live, looks)
    published.place(state).unlink(missing_ok=True)
    shutil.rmtree(new, ignore_errors=True)
    if told is None:
        shutil.rmtree(old, ignore_errors=True)
        new.mkdir()
        return Folder(new, live, frozenset(looks))
    intact = {name: look for name, look in looks.items() if told.files.get(name) == look}
    if len(intact) < len(looks) or not old.is_dir() or looks.keys() != told.files.keys():
        shutil.rmtree(old, ignore_errors=True)
        new.mkdir()
        return Folder(new, live, frozenset(looks), intact, told.token)
    old.rename(new)
    for name in told.differing:
        _remove(new, name)
        if name in intact:
            target = target_of(new, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            link(live / name, target)
    return Folder(new, live, frozenset(looks), intact, told.token, prepared=True)


def _finish(folder: Folder, puts: Sequence[Put]) -> Published:
    """Write the list of the new site's files and take away what it has no more; tells what it has and what differs."""
    names = [name for put in puts for name in put.files]
    files = {name: look for put in puts for name, look in put.files.items()}
    if len(names) != len(files):
        twice = next(name for name, count in Counter(names).items() if count > 1)
        raise FileExistsError(errno.EEXIST, f"two pages are to be at {twice}")
    listed = msgspec.json.encode(Manifest(_SCHEMA, tuple(sorted(names))))
    list_put = folder.put([Page(MANIFEST, msgspec.json.format(listed, indent=1) + b"\n")])
    gone = [name for name in sorted(folder.had) if name not in files and name != MANIFEST]
    for name in gone if folder.prepared else ():
        _remove(folder.new, name)
    written = [name for put in (*puts, list_put) for name in put.written]
    return Published({**files, **list_put.files}, (*written, *gone), b"")


def _remove(folder: Path, name: str) -> None:
    """Take a file away, and the folders that have nothing left."""
    path = target_of(folder, name)
    path.unlink(missing_ok=True)
    with suppress(OSError):  # not empty
        while path.parent != folder:
            path = path.parent
            path.rmdir()


def _exchange(state: Path, folder: Folder, left: Published) -> None:
    """Put the new site in the place of the live one, unless it is the same; leave word to the next publication."""
    new, old, live = folder.new, state / "old", folder.live
    if live.exists() and not left.differing:
        new.rename(old)
    else:
        _sync(new, left.differing)
        exchange(new, live, old)
        if not old.exists() and _mirror(live, old):
            left = structs.replace(left, differing=())
    published.write(state, left)


def _mirror(live: Path, old: Path) -> bool:
    """Whether a first site could be given a replaced one, equal to it: the same files under other names.

    The next build then only has to change what differs.
    """
    try:
        for folder, _, names in os.walk(live):
            target = old / os.path.relpath(folder, live)
            target.mkdir(parents=True)
            for name in names:
                os.link(f"{folder}/{name}", f"{target}/{name}", follow_symlinks=False)
    except OSError:
        shutil.rmtree(old, ignore_errors=True)
        return False
    return True


def _sync(folder: Path, names: Sequence[str]) -> None:
    """See that what was written is on the disk: after a power cut the new site is whole or not there."""
    if not hasattr(os, "sync"):
        return
    if len(names) > _FEW:
        os.sync()  # one for all files, and for all that other programs wrote
        return
    paths = [folder / name for name in names]
    folders = {parent for path in paths for parent in path.parents if parent.is_relative_to(folder)}
    for path in [*filter(Path.is_file, paths), *filter(Path.is_dir, sorted(folders)), folder.parent]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


_FEW = 100
"""Files up to which each is synced by itself: a few milliseconds each, where a sync of all waits for every program."""
