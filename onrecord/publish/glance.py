"""A look at the live site by another process, while this one reads and annotates: of ten thousand sources it has fifty
thousand files, and to ask the system how each looks takes a tenth of a build after an edit."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord import interrupts
from onrecord.publish import published

MUCH = 200_000
"""Bytes that a publication leaves, some fifty a file, from which on another process is worth beginning."""


class Glance:
    """What was seen."""

    as_published: bytes = b""
    """The checksum of a publication, if all files of the site look as it left them; known after the block."""


@contextmanager
def glance(output: Path, much: int = MUCH) -> Iterator[Glance]:
    """Look at the site while the block runs, if there is much to look at and a processor for it."""
    seen = Glance()
    if not _worth_it(output, much):
        yield seen
        return
    reading, writing = os.pipe()
    with interrupts.held():
        process = os.fork()
        if not process:
            try:
                os.write(writing, _as_published(output))
            finally:  # whatever went wrong: then nothing was seen
                os._exit(0)
    os.close(writing)
    try:
        yield seen
    finally:
        with open(reading, "rb") as told:
            seen.as_published = told.read()
        os.waitpid(process, 0)


def _worth_it(output: Path, much: int) -> bool:
    if not hasattr(os, "fork") or (os.cpu_count() or 1) < 2:
        return False
    try:
        return published.place(published.state_of(output)).stat().st_size >= much
    except OSError:
        return False


def _as_published(output: Path) -> bytes:
    told, last = published.read(published.state_of(output))
    return told if last and last.files == published.looks_of(output) else b""
