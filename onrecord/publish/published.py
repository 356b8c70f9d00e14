"""What a publication leaves beside the site, and how the files of a site look now."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path

import msgspec

from onrecord.publish.folder import Look, look_of, refuse


class Published(msgspec.Struct, frozen=True, array_like=True):
    """What a publication leaves to the next one."""

    files: dict[str, Look]
    """Of the live site, as they were when it was published."""
    differing: tuple[str, ...]
    """Those that the replaced site, `old`, has otherwise or not, and those that it alone has."""
    token: bytes
    """Left by who made the site."""


_SUM = 16
_DECODER = msgspec.msgpack.Decoder(Published)


def state_of(output: Path) -> Path:
    """Where the lock and the sites before and after lie; raises PublishError for a link, which may lead anywhere."""
    state = output.parent / f".{output.name}.onrecord"
    if state.is_symlink():
        raise refuse(f"{state.name} beside the output folder is a link", "Take it away.", str(state))
    return state


def place(state: Path) -> Path:
    """Where it is left."""
    return state / "published"


def read(state: Path) -> tuple[bytes, Published | None]:
    """What the last publication left, after the checksum that tells it from any other; None if it is not whole."""
    with suppress(OSError, msgspec.MsgspecError):
        held = place(state).read_bytes()
        told, content = held[:_SUM], held[_SUM:]
        if told == _sum(content):
            return told, _DECODER.decode(content)
    return b"", None


def write(state: Path, published: Published) -> None:
    """Best effort: without it the next publication begins from nothing."""
    content = msgspec.msgpack.encode(published)
    beside = place(state).with_suffix(".new")
    with suppress(OSError):
        beside.write_bytes(_sum(content) + content)
        beside.replace(place(state))


def _sum(content: bytes) -> bytes:
    return blake2b(content, digest_size=_SUM).digest()


def files_of(site: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every file below a folder, relative, with forward slashes; links count as files and are not followed. An entry is
    to be asked before the next one is taken: its folder is open until then."""
    waiting = [(os.fspath(site), "")]
    while waiting:
        folder, before = waiting.pop()
        with suppress(OSError), _opened(folder) as opened, os.scandir(opened) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((os.path.join(folder, entry.name), f"{before}{entry.name}/"))
                else:
                    yield before + entry.name, entry


@contextmanager
def _opened(folder: str) -> Iterator[int | str]:
    """A folder as `os.scandir` takes it: where it can be, open, which spares its files the way to it each."""
    if os.scandir not in os.supports_fd:
        yield folder
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def looks_of(site: Path) -> dict[str, Look]:
    """How every file of a site looks."""
    return {name: look_of(entry.stat(follow_symlinks=False)) for name, entry in files_of(site)}
