"""What the tests of this folder share: the command as people run it, and what a site and its folder hold."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from tests.conftest import ROOT

Files = Mapping[Any, str | bytes]
"""By name, which may be text or bytes."""

STORY = """Ferry hearing opens

Gov. Maria Keller said on Monday that the state would pay $2.4 million for repairs.

“We will build it,” Keller said. The Harbor Authority (HA) counted 41 injured passengers.
"""


class Done(NamedTuple):
    """How a command ended."""

    code: int
    """Negative for the number of a signal."""
    told: str
    """Standard error."""
    printed: bytes

    @property
    def quiet(self) -> bool:
        """Whether no fault of the program's own was told."""
        return "Traceback" not in self.told and "Exception" not in self.told


class Running:
    """A command that was started by `Commands.start`."""

    def __init__(self, commands: Commands, number: int, told: Path, printed: Path) -> None:
        assert number > 1  # what a signal to a smaller one would reach is not ours
        self.commands, self.number, self.told, self.printed = commands, number, told, printed
        self.code: int | None = None

    def end(self) -> Done:
        """Wait for it."""
        if self.code is None:
            self.commands.ask("")  # until then its number stays its own, so that a signal to it reaches nobody else
            self.code = self.commands.answer("ended")
        printed = self.printed.read_bytes() if self.printed.is_file() else b""
        return Done(self.code, self.told.read_text(encoding="utf-8"), printed)


class Commands:
    """Runs `build.py` in processes forked from one that has everything imported (see `forking`)."""

    def __init__(self, logs: Path) -> None:
        command = [sys.executable, str(Path(__file__).with_name("forking.py"))]
        self.logs, self.count = logs, 0
        self.last: Running | None = None
        self.server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True)

    def ask(self, line: str) -> None:
        assert self.server.stdin is not None
        self.server.stdin.write(line + "\n")
        self.server.stdin.flush()

    def answer(self, what: str) -> int:
        assert self.server.stdout is not None
        said, number = self.server.stdout.readline().split()
        assert said == what
        return int(number)

    def start(self, folder: Path, *arguments: str, **wishes: Any) -> Running:
        if self.last:  # of a test that failed and did not wait for it
            self.last.end()
        self.count += 1
        out, told = self.logs / f"{self.count}.out", self.logs / f"{self.count}.err"
        told.touch()  # a process that is killed at once has not come to it
        request = {"folder": str(folder), "arguments": arguments, "stdout": str(out), "stderr": str(told)}
        self.ask(json.dumps({**request, **wishes}))
        self.last = Running(self, self.answer("started"), told, Path(wishes.get("stdout", out)))
        return self.last

    def run(self, folder: Path, *arguments: str, **wishes: Any) -> Done:
        return self.start(folder, *arguments, **wishes).end()

    def close(self) -> None:
        assert self.server.stdin is not None
        self.server.stdin.close()
        self.server.wait()


def write(folder: Path, files: Files) -> Path:
    """Write files, whose names may be any bytes."""
    for name, content in files.items():
        path = os.path.join(os.fsencode(folder), os.fsencode(name))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
    return folder


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, byte for byte, but for the cache, which any command may write."""
    paths = (path for path in folder.rglob("*") if path.is_file() and folder / ".onrecord" not in path.parents)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def pages(folder: Path) -> dict[str, bytes]:
    """A site without the search engine's files, which are numbered anew in each run; with what they were made of."""
    every = snapshot(folder)
    kept = {name: data for name, data in every.items() if not name.startswith(("search/", ".onrecord"))}
    if "search/index.json" in every:
        kept["documents"] = json.loads(every["search/index.json"])["documents"].encode()
    return kept


def search_is_whole(site: Path) -> bool:
    """Whether every file of the search index is there as its list says."""
    listed = json.loads((site / "search/index.json").read_bytes())["files"]
    held = {name: hashlib.sha256((site / name).read_bytes()).hexdigest() for name in listed}
    return bool(listed) and held == listed


def wait_until(happens: Any) -> bool:
    """Look again and again; False if it does not happen in a time that only something stuck takes."""
    for _ in range(6000):
        if happens():
            return True
        time.sleep(0.01)
    return False


@contextmanager
def bits(path: Path, mode: int) -> Iterator[None]:
    """A file or folder with other permissions for a while."""
    before = path.stat().st_mode
    path.chmod(mode)
    try:
        yield
    finally:
        path.chmod(before)
