"""Files that somebody else put there, read with care: ordinary ones only, no more of them than asked, never waiting."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from onrecord.problems import InputError, Problem

_LINK = "Put the file itself here."


def printable(path: Path | str) -> str:
    """A path as text that can be stored and printed, whatever bytes the file system holds."""
    return (
        (path if isinstance(path, str) else path.as_posix())
        .encode("utf-8", "surrogateescape")
        .decode("utf-8", "replace")
    )


def unreadable(name: str, error: OSError) -> Problem:
    """What is told of a file or folder that the system does not give."""
    return Problem(name, None, f"cannot be read: {error.strerror or error}")


def read(path: Path, name: str, limit: int | None = None, hint: str = "") -> bytes:
    """The bytes of the ordinary file that messages call `name`.

    Raises InputError, with `hint` for one of more than `limit` bytes. A link is not followed; a pipe is not waited for,
    even one that was put in the file's place since somebody looked.
    """
    flags = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
    try:
        _refuse(os.lstat(path), name)  # before opening: to open a device may do something
        with open(os.open(path, flags), "rb") as file:
            status = os.fstat(file.fileno())
            _refuse(status, name)
            data = file.read(-1 if limit is None else limit + 1)
    except OSError as error:
        raise InputError(unreadable(name, error)) from None
    if limit is not None and len(data) > limit:
        size = max(status.st_size, len(data))
        raise InputError(Problem(name, None, f"{size:,} bytes, {limit:,} are allowed", hint))
    return data


def _refuse(status: os.stat_result, name: str) -> None:
    if stat.S_ISLNK(status.st_mode):
        raise InputError(Problem(name, None, "a link, not followed", _LINK))
    if not stat.S_ISREG(status.st_mode):
        raise InputError(Problem(name, None, "no ordinary file, not read"))


def entries(folder: Path, name: str) -> list[Path]:
    """What lies in the folder that messages call `name`, in order of name; nothing where there is no such folder.

    Raises InputError for what is no folder, for a link to one, and for one that cannot be read.
    """
    try:
        mode = os.lstat(folder).st_mode
        if not stat.S_ISDIR(mode):
            told = "a link, not followed" if stat.S_ISLNK(mode) else "this must be a folder"
            raise InputError(Problem(name, None, told))
        return sorted(folder.iterdir(), key=lambda path: path.name)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise InputError(unreadable(name, error)) from None
