"""The stages as one short loop: folders in, dossier out. Reads files and writes none."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, structs

from onrecord import curate
from onrecord.annotate import STAGES, Stage, annotate
from onrecord.curate import Curation
from onrecord.dossier.confidence import publishable
from onrecord.dossier.excerpt import excerpt
from onrecord.dossier.relate import relate
from onrecord.dossier.resolve import Names, resolve
from onrecord.dossier.settle import settle
from onrecord.evaluate import Evaluation, evaluate
from onrecord.files import printable
from onrecord.model import Dossier, Found, Record, Review, Source
from onrecord.problems import InputError, Problem
from onrecord.settings import Settings, read_settings
from onrecord.sources.bare import bare
from onrecord.sources.language import foreign
from onrecord.sources.load import join, load, place
from onrecord.strict import did_you_mean

T = TypeVar("T")
Track = Callable[[Iterable[T], str, int], Iterable[T]]
"""Shows progress: (items, what is done with them, how many) → the same items."""

PARALLEL_FROM = 200
"""Sources from which on starting a process pool pays (measured; see docs/performance.md)."""
BATCH = 32
"""Sources handed to a process at a time."""


class Reading(Struct, frozen=True):
    """All that was read, sources with their curator's metadata, and every problem met."""

    sources: tuple[Source, ...]
    curation: Curation
    problems: tuple[Problem, ...]


class Assembled(Struct, frozen=True):
    """Every record with all its marks, who is who in them, and every problem met on the way."""

    records: tuple[Record, ...]
    names: Names
    curation: Curation
    problems: tuple[Problem, ...]


def untracked(items: Iterable[T], _label: str, _length: int) -> Iterable[T]:
    """No progress shown."""
    return items


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those that stop a publication."""
    return tuple(problem for problem in problems if problem.level == "error")


# ---------------------------------------------------------------- reading


def read(paths: Sequence[Path], content: Path | None) -> Reading:
    """Read the folders or files as one dossier, with its curation; a broken file costs only itself, each is told of."""
    settings = _settings(content)
    loaded = [load(path, max_bytes=settings.max_source_bytes, html=settings.html) for path in paths]
    sources = _told_apart(zip(paths, (each.sources for each in loaded), strict=True))
    ids = [*(source.id for source, _ in sources), *chain(*(each.unread for each in loaded))]
    curation = curate.load(content, ids) if content else Curation()
    joined = [(_joined(source, curation), root) for source, root in sources]
    languages = [foreign(source.metadata.language, printable(place(root, source.path))) for source, root in joined]
    problems = chain(*(each.problems for each in loaded), curation.problems, filter(None, languages))
    told = dict.fromkeys(chain(problems, _unknown_stages(settings, content)))
    return Reading(tuple(source for source, _ in joined), curation, tuple(told))


def _settings(content: Path | None) -> Settings:
    """The settings alone, needed before the sources are read; their problems are told with the rest of the curation."""
    path = content / "site.yaml" if content else None
    try:
        return read_settings(path.read_text(encoding="utf-8"), str(path)) if path and path.is_file() else Settings()
    except (InputError, UnicodeDecodeError, OSError):
        return Settings()


def _unknown_stages(settings: Settings, content: Path | None) -> Iterator[Problem]:
    known = [name for name, _ in STAGES]
    for name in settings.stages:
        if name not in known:
            hint = did_you_mean(name, known) or f"The stages are: {', '.join(known)}."
            yield Problem(str((content or Path()) / "site.yaml"), None, f"no annotating stage is named {name!r}", hint)


def _told_apart(groups: Iterable[tuple[Path, Iterable[Source]]]) -> list[tuple[Source, Path]]:
    """The sources of several folders, each with its folder.

    Of two with one id the later gets a hash of its folder's name behind it.
    """
    seen: dict[str, tuple[Source, Path]] = {}
    for path, sources in groups:
        mark = hashlib.sha256(os.fsencode(path)).hexdigest()[:6]  # a folder's name need not be UTF-8
        for source in sources:
            name = f"{source.id}-{mark}" if source.id in seen else source.id
            seen[name] = structs.replace(source, id=name), path
    return list(seen.values())


def _joined(source: Source, curation: Curation) -> Source:
    article = curation.articles.get(source.id)
    return join(source, article.metadata, article.rights) if article else source


# ---------------------------------------------------------------- annotating, one source at a time


def stages_of(settings: Settings) -> tuple[tuple[str, Stage], ...]:
    """The annotating stages that the settings name, or all."""
    known = dict(STAGES)
    return tuple((name, known[name]) for name in settings.stages if name in known) or STAGES


def _annotate_batch(batch: Sequence[Source], stages: tuple[tuple[str, Stage], ...]) -> list[Found]:
    return [annotate(source, stages) for source in batch]


def serve_parent() -> None:
    """Make this process one that only works for the one that forked it: for every process pool's `initializer`.

    Ctrl-C reaches a whole group of processes; the parent is the one to answer it. And when the parent is killed, a
    worker would wait for work for ever, with the lock of the output folder in its hands.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def pool(count: int, jobs: int = 0) -> Iterator[Executor | None]:
    """An executor for `count` sources on `jobs` processes (0: one a core), or None where one process is enough."""
    workers = jobs or os.cpu_count() or 1
    if workers < 2 or (count < PARALLEL_FROM and not jobs):
        yield None
        return
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() and os.name == "posix" else "spawn"
    with ProcessPoolExecutor(workers, multiprocessing.get_context(method), serve_parent) as executor:
        yield executor


def annotate_all(
    sources: Sequence[Source], stages: tuple[tuple[str, Stage], ...], executor: Executor | None, track: Track[Found]
) -> list[Found]:
    """What each source tells by itself, in order of the sources."""
    if executor is None:
        return list(track((annotate(source, stages) for source in sources), "Annotating", len(sources)))
    batches = [sources[start : start + BATCH] for start in range(0, len(sources), BATCH)]
    results = executor.map(_annotate_batch, batches, [stages] * len(batches))
    return list(track(chain.from_iterable(results), "Annotating", len(sources)))


# ---------------------------------------------------------------- all sources together


def assemble(reading: Reading, *, jobs: int = 0, track: Track[Found] = untracked) -> Assembled:
    """Annotate, resolve and settle what was read."""
    sources, curation = reading.sources, reading.curation
    with pool(len(sources), jobs) as executor:
        found = annotate_all(sources, stages_of(curation.settings), executor, track)
    names = resolve(zip(sources, found, strict=True), curation.registry)
    problems = list(reading.problems)
    records = []
    for source, its in zip(sources, found, strict=True):
        corrections = curation.corrections.get(source.id, ())
        record, unfit = settle(source, its, names, curation.registry, corrections)
        records.append(_noted(record, curation))
        problems += unfit
    return Assembled(tuple(records), names, curation, tuple(problems))


def _noted(record: Record, curation: Curation) -> Record:
    """The record with what the curator wrote about its source."""
    article = curation.articles.get(record.source.id)
    if article is None:
        return record
    return structs.replace(record, note=article.note, added=article.added, source_note=article.source_note)


def shown(assembled: Assembled, *, preview: bool = False) -> Dossier:
    """The dossier as its pages show it.

    The preview shows all that there is. The published site shows what is sure enough and, of sources whose rights ask
    for it, excerpts; everything in it is made of that alone, its review list too.
    """
    settings = assembled.curation.settings
    if preview:
        return _with(relate(assembled.records, assembled.names), _told(assembled.problems))
    dossier = relate((_public(record, settings) for record in assembled.records), assembled.names)
    left_out = [Review("left out", _place(problem)) for problem in errors(assembled.problems)]
    if not settings.publish_review:
        return structs.replace(dossier, reviews=tuple(left_out))
    unfit = [Review("correction", f"{_place(problem)} no longer fits") for problem in _unfit(assembled.problems)]
    return _with(dossier, [*left_out, *unfit])


def _public(record: Record, settings: Settings) -> Record:
    sure = publishable(record, settings.min_confidence)
    rights = record.source.rights or settings.rights
    return excerpt(sure, settings.excerpt_share) if rights == "excerpts" else sure


def _with(dossier: Dossier, reviews: Iterable[Review]) -> Dossier:
    return structs.replace(dossier, reviews=(*reviews, *dossier.reviews))


def _told(problems: Iterable[Problem]) -> list[Review]:
    """What was left out and what no longer fits, in full: it may quote a source, so it is for the curator alone."""
    left_out = [Review("left out", str(problem)) for problem in errors(problems)]
    return [*left_out, *(Review("correction", str(problem)) for problem in _unfit(problems))]


def _unfit(problems: Iterable[Problem]) -> list[Problem]:
    warnings = (problem for problem in problems if problem.level == "warning")
    return [problem for problem in warnings if Path(problem.path).parent.name == "corrections"]


def _place(problem: Problem) -> str:
    return problem.path if problem.line is None else f"{problem.path}:{problem.line}"


# ---------------------------------------------------------------- measuring


def measure(folder: Path, *, track: Track[Found] = untracked) -> Evaluation:
    """Hold what the rules find in the sources of `folder` against the inline tags that their writers put there.

    Raises InputError if a source cannot be read or none has tags.
    """
    reading = read([folder], None)
    tagged = tuple(source for source in reading.sources if source.tags)
    if errors(reading.problems) or not tagged:
        hint = "Sources to measure on are Markdown files with inline tags; `annotate --format tagged` writes one."
        raise InputError(*errors(reading.problems), Problem(str(folder), None, "no source with inline tags", hint))
    expected = assemble(structs.replace(reading, sources=tagged), track=track)
    found = assemble(structs.replace(reading, sources=tuple(map(bare, tagged))), track=track)
    return evaluate(zip(expected.records, found.records, strict=True))


def plain_files(folder: Path) -> list[Path]:
    """Every ordinary file below a folder, sorted; links are not followed."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
