"""Writing the site: beside the live one, then in its place, by one build at a time.

Beside an output folder `site/` lies `.site.onrecord/` with the lock, the site being written and the one just replaced.
A site carries the list of its files in `.onrecord.json`: a folder with files of somebody else is never replaced.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from onrecord.model import Page
from onrecord.problems import Problem, PublishError
from onrecord.publish.exchange import exchange, recover

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


def _refuse(message: str, hint: str, path: str = "") -> PublishError:
    return PublishError(Problem(path, None, message, hint))


def check_output(output: Path, inputs: Iterable[Path]) -> None:
    """Raise PublishError if `output` cannot be ours: one of `inputs`, inside or above one, a file, somebody else's."""
    place = Path(os.path.realpath(output))  # as resolve(), which breaks at a ring of links
    for folder in (Path(os.path.realpath(each)) for each in inputs):
        if place == folder or place.is_relative_to(folder) or folder.is_relative_to(place):
            relation = "is" if place == folder else "lies in" if place.is_relative_to(folder) else "lies above"
            raise _refuse(
                f"the output folder {relation} the folder of sources, curation or templates: {folder}",
                "Name another folder with --output, one that holds nothing else.",
                str(output),
            )
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        raise _refuse("the output is not a folder", "Name a folder with --output.", str(output))
    if output.is_dir():
        _check_ours(output)


def _check_ours(output: Path) -> None:
    """Raise PublishError if the folder holds a file that no publication of ours wrote."""
    ours = set(_read_manifest(output))
    foreign = sorted(name for name in _files(output) if name not in ours and name != MANIFEST)
    if foreign:
        named = ", ".join(foreign[:_NAMED]) + (f" and {len(foreign) - _NAMED} more" if len(foreign) > _NAMED else "")
        raise _refuse(
            f"the output folder holds files that this program did not write: {named}",
            "Move them away (files to be published as they are belong in content/static/), or name another --output.",
            str(output),
        )


def _read_manifest(output: Path) -> tuple[str, ...]:
    try:
        return msgspec.json.decode((output / MANIFEST).read_bytes(), type=Manifest).files
    except (OSError, msgspec.MsgspecError):
        return ()


def _files(folder: Path) -> Iterator[str]:
    """Every file below a folder, relative, with forward slashes; links count as files and are not followed."""
    for parent, folders, names in os.walk(folder):
        linked = [name for name in folders if os.path.islink(os.path.join(parent, name))]
        for name in [*names, *linked]:
            yield Path(parent, name).relative_to(folder).as_posix()


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


def _target(folder: Path, name: str) -> Path:
    """Where a page goes; raises PublishError for a path that would leave the folder."""
    target = folder / name
    parts = name.split("/")
    safe = not os.path.isabs(name) and "\\" not in name and "\0" not in name and not {"", ".", ".."} & set(parts)
    if not safe or not target.is_relative_to(folder):
        raise _refuse(
            f"a page would be written outside the output folder: {name!r}", "This is a bug; nothing was written."
        )
    return target


def _keep(previous: Path, target: Path, content: bytes) -> bool:
    """Take over an unchanged file of the previous site by a hard link; False where it changed or links fail."""
    try:
        if previous.is_symlink() or previous.stat().st_size != len(content) or previous.read_bytes() != content:
            return False
        os.link(previous, target)
    except OSError:
        return False
    return True


class Folder(msgspec.Struct, frozen=True):
    """Where a site is being written, and the live one, whose unchanged files are taken over."""

    new: Path
    live: Path

    def put(self, pages: Iterable[Page]) -> Put:
        """Write pages; raises PublishError for a path that leaves the folder, OSError for one that is there already."""
        made: set[Path] = set()
        names: list[str] = []
        kept = 0
        for page in pages:
            target = _target(self.new, page.path)
            if target.parent not in made:
                target.parent.mkdir(parents=True, exist_ok=True)
                made.add(target.parent)
            if _keep(self.live / page.path, target, page.content):
                kept += 1
            else:
                with target.open("xb") as handle:
                    handle.write(page.content)
            names.append(page.path)
        return Put(tuple(names), kept)


class Put(msgspec.Struct, frozen=True):
    """What one call of `Folder.put` wrote: the paths, and how many of them were taken over unchanged."""

    names: tuple[str, ...]
    kept: int


def _finish(new: Path, puts: Iterable[Put]) -> Written:
    """Write the list of the site's files."""
    every = list(puts)
    names = sorted(name for put in every for name in put.names)
    manifest = msgspec.json.encode(Manifest(_SCHEMA, tuple(names)))
    (new / MANIFEST).write_bytes(msgspec.json.format(manifest, indent=1) + b"\n")
    kept = sum(put.kept for put in every)
    return Written(len(names) - kept, kept)


def _say_nothing() -> None:
    """Nobody waits, or nobody is there to be told."""


def publish(
    pages: Iterable[Page], output: Path, inputs: Iterable[Path] = (), waiting: Callable[[], None] = _say_nothing
) -> Written:
    """Write `pages` as the site at `output`; see `publish_with`."""
    return publish_with(lambda folder: [folder.put(pages)], output, inputs, waiting)


def publish_with(
    fill: Callable[[Folder], Iterable[Put]],
    output: Path,
    inputs: Iterable[Path] = (),
    waiting: Callable[[], None] = _say_nothing,
) -> Written:
    """Let `fill` write a site, then put it in the place of the previous one, which stands until the new one is whole.

    `inputs` are folders that must not be touched; `waiting` is called if another build has to end first. Raises
    PublishError, with the previous site untouched, if the output folder cannot be used or writing fails.
    """
    output = output.absolute()
    state = output.parent / f".{output.name}.onrecord"
    new, old = state / "new", state / "old"
    try:
        check_output(output, inputs)
        with _locked(state, waiting):
            recover(new, output, old)
            for leftover in (new, old):
                shutil.rmtree(leftover, ignore_errors=True)
            new.mkdir()
            result = _finish(new, fill(Folder(new, output)))
            check_output(output, ())  # somebody may have put a file there since
            if hasattr(os, "sync"):
                os.sync()  # one for all files: after a power cut the new site is whole or not there
            exchange(new, output, old)
            shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        shutil.rmtree(new, ignore_errors=True)
        raise _refuse(
            f"the site could not be written: {error.strerror or error}",
            "The previous site was left as it was.",
            str(output),
        ) from error
    return result
