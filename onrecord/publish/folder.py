"""Writing pages into a new site's folder, and taking over from the live one what is the same there."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterable
from pathlib import Path

import msgspec

from onrecord.model import Page
from onrecord.problems import Problem, PublishError


def refuse(message: str, hint: str, path: str = "") -> PublishError:
    """The error that tells why a folder is not used."""
    return PublishError(Problem(path, None, message, hint))


def target_of(folder: Path, name: str) -> Path:
    """Where a page goes; raises PublishError for a path that would leave the folder."""
    return Path(_target(str(folder), name))


def _target(folder: str, name: str) -> str:
    """As `target_of`, in a tenth of the time."""
    target = os.path.join(folder, name)  # where a name has a drive of its own, this is outside the folder
    safe = "\\" not in name and "\0" not in name and _NO_NAMES.isdisjoint(name.split("/"))
    if not safe or not target.startswith(folder + os.sep):
        raise refuse(
            f"a page would be written outside the output folder: {name!r}", "This is a bug; nothing was written."
        )
    return target


_NO_NAMES = frozenset(("", ".", ".."))
"""Parts of a path that name no file of its folder."""


Look = tuple[int, int]
"""Size, and time of change in ns: by these a published file is known again."""


def look_of(status: os.stat_result) -> Look:
    """How a file looks, by its status."""
    return status.st_size, status.st_mtime_ns


def link(previous: Path, target: Path) -> Look:
    """Take over a file of the previous site: as the same file, or as a copy where links fail."""
    try:
        os.link(previous, target, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:
        shutil.copy2(previous, target, follow_symlinks=False)
    return look_of(target.stat())


def _write(path: str, content: bytes) -> Look:
    """Write a file that is not there yet."""
    handle = os.open(path, _NEW, 0o666)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(handle, left) :]
        return look_of(os.fstat(handle))
    finally:
        os.close(handle)


_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
"""Opens a file that nobody else has made, on Windows without a change to its line ends."""


def _same(path: Path, content: bytes) -> bool:
    try:
        status = path.lstat()
        if status.st_size != len(content) or not stat.S_ISREG(status.st_mode):
            return False
        with open(path, "rb", buffering=0) as handle:
            at = 0
            while piece := handle.read(_PIECE):
                if piece != content[at : at + len(piece)]:
                    return False
                at += len(piece)
        return at == len(content)
    except OSError:
        return False


_PIECE = 1 << 18
"""Bytes compared at a time: the first that differ tell."""


class Put(msgspec.Struct, frozen=True):
    """What a part of the building put into the new site."""

    files: dict[str, Look]
    """By path below the site's folder."""
    written: tuple[str, ...] = ()
    """Those that are not as they were in the previous site."""


class Folder(msgspec.Struct, frozen=True):
    """Where a site is being written, and the live one, whose unchanged files are taken over."""

    new: Path
    live: Path
    had: frozenset[str] = frozenset()
    """The files of the live site."""
    intact: dict[str, Look] = {}
    """Those that are as they were published."""
    token: bytes = b""
    """What the last publication left to this one, if the live site is its."""
    prepared: bool = False
    """Whether `new` has every file of the live site already."""

    def put(self, pages: Iterable[Page]) -> Put:
        """Write pages; raises PublishError for a path that leaves the folder, OSError for one that is there already."""
        new = str(self.new)
        folders: set[str] = set()
        files: dict[str, Look] = {}
        written: list[str] = []
        for page in pages:
            path = page.path
            if path in files:
                raise FileExistsError(errno.EEXIST, f"two pages are to be at {path}")
            folder = path.rpartition("/")[0]
            if folder not in folders:
                target_of(self.new, path).parent.mkdir(parents=True, exist_ok=True)
                folders.add(folder)
            look = self._taken_over(page)
            if look is None:
                look = _write(_target(new, path), page.content)
                written.append(path)
            files[path] = look
        return Put(files, tuple(written))

    def keep(self, names: Iterable[str]) -> Put:
        """Take over files of the live site as they are; each must be `intact`."""
        files = {name: self.intact[name] for name in names}
        if not self.prepared:
            for name in files:
                target = target_of(self.new, name)
                target.parent.mkdir(parents=True, exist_ok=True)
                files[name] = link(self.live / name, target)
        return Put(files)

    def _taken_over(self, page: Page) -> Look | None:
        """How a page looks that is as it was, and is there now; None for one that is to be written."""
        if page.path not in self.had:
            return None
        target = target_of(self.new, page.path)
        if self.prepared and page.path in self.intact:
            if _same(target, page.content):
                return look_of(target.stat())
            target.unlink()  # the live site goes on having it
        elif _same(self.live / page.path, page.content):
            return link(self.live / page.path, target)
        return None
