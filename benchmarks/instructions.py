"""Count the instructions of annotating beside those of one `\\w+` pass: `python3 -m benchmarks.instructions FOLDER`.

Needs valgrind. Seconds vary by a quarter from hour to hour, instructions by a thousandth: what a change saves or costs
is seen at once. They are no measure of time: a pass that fits the processor's caches makes twice as many a second as
annotating, which does not.
"""

from __future__ import annotations

import argparse
import gc
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.annotate import WORDS
from onrecord.annotate import annotate
from onrecord.curate.registry import Registry
from onrecord.dossier.resolve import resolve, told_of
from onrecord.dossier.settle import settle
from onrecord.sources.load import load

PASSES = "words", "annotate"
_COLLECTED = re.compile(r"Collected : (\d+)")


def counted(folder: Path, what: str) -> int:
    """Instructions of one of `PASSES` over the sources of a folder, by a process of its own."""
    with tempfile.TemporaryDirectory() as scratch:
        valgrind = "valgrind", "--tool=callgrind", "--instr-atstart=no", f"--callgrind-out-file={scratch}/out"
        told = subprocess.run(
            [*valgrind, sys.executable, "-m", "benchmarks.instructions", str(folder), "--only", what],
            env={**os.environ, "PYTHONHASHSEED": "0"},
            capture_output=True,
            text=True,
            check=True,
        )
    found = _COLLECTED.search(told.stderr)
    if found is None:
        raise SystemExit(told.stderr)
    return int(found[1])


def work(folder: Path, what: str) -> Callable[[], None]:
    """One of the passes, with all that it needs at hand."""
    sources = load(folder, max_bytes=10**8, html="plain").sources
    found = [annotate(source) for source in sources]
    pairs = list(zip(sources, found, strict=True))
    names, registry = resolve(told_of(pairs), Registry()), Registry()

    def words() -> None:
        for source in sources:
            WORDS.findall(source.text)

    def annotated() -> None:
        for source in sources:
            annotate(source)
        for source, its in pairs:
            settle(source, its, names, registry)

    return words if what == "words" else annotated


def switch(state: str) -> None:
    """Have valgrind count this process from here on, or no more."""
    subprocess.run(["callgrind_control", "-i", state, str(os.getpid())], check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    """Count and print; under valgrind, do the work that is counted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", choices=PASSES, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.only:
        once = work(arguments.folder, arguments.only)
        once()  # word lists and patterns are loaded
        gc.collect()
        gc.freeze()
        switch("on")
        once()
        switch("off")
        return
    if shutil.which("callgrind_control") is None:
        parser.error("valgrind is not installed")
    words, annotated = (counted(arguments.folder, what) for what in PASSES)
    told = rf"annotate and settle {annotated / 1e6:,.1f} million instructions, `\w+` {words / 1e6:,.1f}"
    print(f"{told}: {annotated / words:.1f} times")


if __name__ == "__main__":
    main()
