"""Time every stage at n and at 2n sources: `python3 -m benchmarks.stages 500`.

Prints the seconds of CPU that each stage takes for n and for 2n generated articles in this one process, and the ratio
of the two: 2 where a stage grows linearly. Below stands what the whole takes a source.
"""

from __future__ import annotations

import argparse
import gc
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from benchmarks.generate import write
from onrecord import pages
from onrecord.annotate import annotate
from onrecord.curate.registry import Registry
from onrecord.dossier.relate import relate
from onrecord.dossier.resolve import resolve, told_of
from onrecord.dossier.settle import settle
from onrecord.pages.frame import Frame
from onrecord.pages.indexes import index
from onrecord.pages.search import documents
from onrecord.publish.staging import publish
from onrecord.settings import Settings
from onrecord.settling import public
from onrecord.site import Inputs, theme
from onrecord.sources.load import load

T = TypeVar("T")


class Clock:
    """Seconds of CPU by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def time(self, stage: str, work: Callable[[], T]) -> T:
        """What `work` returns, and how long it took."""
        start = time.process_time()
        result = work()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.process_time() - start
        return result


def stages(folder: Path, output: Path) -> dict[str, float]:
    """Seconds of CPU that each stage takes for the sources in `folder`."""
    clock, settings = Clock(), Settings()
    sources = clock.time("read", lambda: load(folder, max_bytes=settings.max_source_bytes).sources)
    found = clock.time("annotate", lambda: [annotate(source) for source in sources])
    pairs = list(zip(sources, found, strict=True))
    names = clock.time("resolve", lambda: resolve(told_of(pairs), Registry()))
    show = public(settings)
    records = clock.time(
        "settle", lambda: [show.of(settle(source, its, names, Registry())[0]) for source, its in pairs]
    )
    dossier = clock.time("relate", lambda: relate(records, names))
    looks = theme(Inputs())
    look_ups = clock.time("index", lambda: index(dossier, settings.min_confidence))
    frame = Frame(settings, looks)
    made = []
    for view in pages.VIEWS:
        name = f"pages: {view.__module__.rpartition('.')[2]}"
        made += clock.time(name, lambda: list(pages.every((view,), frame, look_ups)))  # noqa: B023 -- called at once
    clock.time("documents for the search", lambda: list(documents(dossier)))
    clock.time("write", lambda: publish(made, output))
    return clock.seconds


def _measured(count: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="stages-") as name:
        write(count, Path(name, "seeds"))
        gc.collect()
        return stages(Path(name, "seeds"), Path(name, "site"))


def _rows(count: int) -> Iterator[str]:
    once, twice = _measured(count), _measured(2 * count)
    yield f"{'':28}{count:>9}{2 * count:>9}{'ratio':>8}"
    for stage, seconds in once.items():
        ratio = f"{twice[stage] / seconds:8.2f}" if seconds >= 0.01 else f"{'-':>8}"
        yield f"{stage:28}{seconds:9.2f}{twice[stage]:9.2f}{ratio}"
    total, double = sum(once.values()), sum(twice.values())
    yield f"{'all':28}{total:9.2f}{double:9.2f}{double / total:8.2f}"
    yield f"{'a source, ms':28}{1000 * total / count:9.2f}{1000 * double / count / 2:9.2f}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    gc.set_threshold(200_000)  # as the command sets it
    for row in _rows(parser.parse_args().count):
        print(row)


if __name__ == "__main__":
    main()
