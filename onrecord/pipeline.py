"""The stages as one short loop: folders in, dossier out. Reads files and writes none but the store's."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct, structs

from onrecord import curate
from onrecord.annotate import STAGES, annotate
from onrecord.curate import Curation
from onrecord.curate.registry import Registry
from onrecord.digests import digest
from onrecord.dossier.gist import Records
from onrecord.dossier.relate import relate
from onrecord.dossier.resolve import Names, resolve, told_of
from onrecord.dossier.settle import settle
from onrecord.evaluate import Evaluation, evaluate
from onrecord.files import printable
from onrecord.intake import Entry, File, Intake, Options
from onrecord.model import Dossier, Record, Review, Source
from onrecord.pool import Executor, Track, untracked
from onrecord.problems import InputError, Problem
from onrecord.publish.store import Memory, Store
from onrecord.recall import Recall, Resume, afresh, anew
from onrecord.settings import Settings
from onrecord.settling import EVERYTHING, Settling, Show, who_is_who
from onrecord.sources.bare import bare
from onrecord.sources.ids import id_from_path
from onrecord.sources.language import foreign
from onrecord.sources.load import clashes, find, load, place
from onrecord.strict import did_you_mean


class Reading(Struct, frozen=True):
    """All that was read: an entry for each source, its parts, the curation, and every problem met."""

    entries: tuple[Entry, ...]
    """In order of the folders and of the paths in them; each has an id of its own."""
    intake: Intake
    store: Store
    curation: Curation
    problems: tuple[Problem, ...]
    whole: bool = True
    """Whether it is a whole dossier, or a part of one."""


class Assembled(Struct, frozen=True):
    """The record of every source, who is who in them, and every problem met on the way."""

    records: Records
    names: Names
    curation: Curation
    problems: tuple[Problem, ...]
    changed: int
    """How many of the records were made anew."""


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those that stop a publication."""
    return tuple(problem for problem in problems if problem.level == "error")


# ---------------------------------------------------------------- reading and annotating, one source at a time


def read(
    paths: Sequence[Path],
    content: Path | None,
    *,
    seeds: Path | None = None,
    store: Store | None = None,
    executor: Executor | None = None,
    track: Track[Entry] = untracked,
) -> Reading:
    """Read the folders or files as one dossier, with its curation, and annotate each source.

    A broken file costs only itself; each is told of. What `store` has from an earlier build is not made again. A path
    in `seeds`, the dossier's folder of sources, is named by its place there, and what the curator says of other sources
    is then passed over, as it is where a path is a single file.
    """
    curation = curate.load(content) if content else Curation()
    settings = curation.settings
    known = tuple(name for name, _ in STAGES)
    stages = tuple(name for name in settings.stages if name in known) or known
    options = Options(settings.max_source_bytes, settings.html, stages)
    store = Memory() if store is None else store
    intake = Intake(curation.articles, options, store)
    groups: list[tuple[Path, list[Entry]]] = []
    problems: list[Problem] = []
    unread: list[str] = []
    listings = [_files(path, seeds) for path in paths]
    for path, listing in zip(paths, _each_once(listings), strict=True):
        found = intake.entries(listing.files, executor, track)
        sound, lost = _sound(listing.base, found)
        groups.append((path, sound))
        unread += [id_from_path(each.path) for each in found if not each.id]
        problems += [*(_placed(listing.base, each) for each in listing.problems), *lost]
    entries = _told_apart(groups)
    whole = not any(listing.part for listing in listings)
    curation = (curate.checked if whole else curate.limited)(curation, {*unread, *(entry.id for entry in entries)})
    told = dict.fromkeys([*problems, *curation.problems, *_unknown_stages(settings, content)])
    return Reading(tuple(entries), intake, store, curation, tuple(told), whole)


class _Listing(Struct, frozen=True):
    """The files to be read under a path, and what was passed over there."""

    base: Path
    """The folder (or the one file) below which they are named."""
    files: list[File]
    problems: list[Problem]
    part: bool
    """Whether they are a part of a dossier only."""


def _files(root: Path, seeds: Path | None) -> _Listing:
    """The files to be read under a folder, or the one file."""
    found, problems = find(root)
    real = os.path.realpath(root)  # a link is followed where it was named
    within = _place_in(seeds, real) if seeds else ""
    if within:
        found = [(within if path == str(root) else f"{within}/{name}", path) for name, path in found]
        problems = [structs.replace(each, path=_below(within, each.path, root)) for each in problems]
    names = [printable(name) for name, _ in found]
    files = [
        File(real if path == str(root) else path, name)
        for (name, path), shown in zip(found, names, strict=True)
        if name == shown
    ]
    strange = [shown for (name, _), shown in zip(found, names, strict=True) if name != shown]
    told = [Problem(name, None, "the file's name is not UTF-8", "Rename the file.") for name in strange]
    base = seeds if seeds and within else root
    return _Listing(base, files, [*problems, *told], bool(within) or not root.is_dir())


def _place_in(folder: Path, real: str) -> str:
    """Where in a folder something lies; "" for the folder itself and for what lies elsewhere."""
    place, own = Path(real), Path(os.path.realpath(folder))
    return place.relative_to(own).as_posix() if own in place.parents else ""


def _below(within: str, name: str, root: Path) -> str:
    return f"{within}/{name}" if name and root.is_dir() else within


def _each_once(listings: Sequence[_Listing]) -> Iterator[_Listing]:
    """The listings without the files that an earlier one has."""
    if len(listings) == 1:  # looking for links in ten thousand paths takes as long as looking for what changed
        yield from listings
        return
    seen: set[str] = set()
    for listing in listings:
        places = [os.path.realpath(file.path) for file in listing.files]
        fresh = [file for file, place in zip(listing.files, places, strict=True) if place not in seen]
        seen.update(places)
        yield structs.replace(listing, files=fresh)


def _sound(root: Path, entries: Sequence[Entry]) -> tuple[list[Entry], list[Problem]]:
    """The entries that can be used, each with an id of its own, and what is wrong with these and with the others."""
    sources = [entry for entry in entries if entry.id]
    twice = {problem.path: problem for problem in clashes(sources)}
    told = [problem for entry in entries for problem in entry.problems]
    languages = (foreign(entry.language, entry.path) for entry in sources if entry.path not in twice)
    problems = [*told, *twice.values(), *filter(None, languages)]
    return [entry for entry in sources if entry.path not in twice], [_placed(root, each) for each in problems]


def _placed(root: Path, problem: Problem) -> Problem:
    """The problem with a path that can be opened from where the command was called."""
    return structs.replace(problem, path=printable(place(root, problem.path)))


def _unknown_stages(settings: Settings, content: Path | None) -> Iterator[Problem]:
    known = [name for name, _ in STAGES]
    for name in settings.stages:
        if name not in known:
            hint = did_you_mean(name, known) or f"The stages are: {', '.join(known)}."
            yield Problem(str((content or Path()) / "site.yaml"), None, f"no annotating stage is named {name!r}", hint)


def _told_apart(groups: Iterable[tuple[Path, Iterable[Entry]]]) -> list[Entry]:
    """The sources of several folders: of two with one id the later gets a hash of its folder's name behind it."""
    seen: dict[str, Entry] = {}
    for path, entries in groups:
        mark = hashlib.sha256(os.fsencode(path)).hexdigest()[:6]
        for entry in entries:
            id = f"{entry.id}-{mark}" if entry.id in seen else entry.id
            seen[id] = entry if id == entry.id else structs.replace(entry, id=id)
    return list(seen.values())


# ---------------------------------------------------------------- all sources together


def assemble(
    reading: Reading,
    *,
    show: Show = EVERYTHING,
    executor: Executor | None = None,
) -> Assembled:
    """Decide who is who, and settle the record of each source as `show` wants it."""
    store = reading.store
    names, names_key = who_is_who(reading.entries, reading.intake, reading.curation.registry, store)
    settling = Settling(reading.intake, reading.curation, names, show, store)
    settled = settling.settle(reading.entries, executor)
    store.keep(digest(reading.intake.name, show), [*reading.intake.keys(reading.entries), *settling.keys(), names_key])
    unmade = _unmade(names, reading.curation.registry) if reading.whole else ()
    problems = [*reading.problems, *unmade, *(problem for each in settled for problem in each.problems)]
    records = Records([each.gist for each in settled], settling.record)
    return Assembled(records, names, reading.curation, tuple(problems), settling.changed)


def _unmade(names: Names, registry: Registry) -> Iterator[Problem]:
    """A warning for each id under `merge` that nothing found would have."""
    for entry in registry.entries:
        for id in entry.merge:
            if id in names.unmade:
                message = f"`merge` of `{entry.id}` names `{id}`, and nothing found has this id"
                near = did_you_mean(id, names.entities.keys() - {entry.id})
                hint = near or "Take it out; an id that a page had before belongs under `was`."
                yield Problem(registry.path, entry.line, message, hint, "warning")


def shown(assembled: Assembled, *, preview: bool = False, recall: Recall = anew, resume: Resume = afresh) -> Dossier:
    """The dossier as its pages show it, made of the records alone, its review list too.

    The preview's tells the curator all that needs a person; the published site's only as much as the settings allow.
    """
    settings = assembled.curation.settings
    dossier = relate(assembled.records, assembled.names, recall, resume)
    if preview:
        return _with(dossier, _told(assembled.problems))
    left_out = [Review("left out", _place(problem)) for problem in errors(assembled.problems)]
    if not settings.publish_review:
        return structs.replace(dossier, reviews=tuple(left_out))
    unfit = [Review("correction", f"{_place(problem)} no longer fits") for problem in _unfit(assembled.problems)]
    return _with(dossier, [*left_out, *unfit])


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


def measure(folder: Path) -> Evaluation:
    """Hold what the rules find in the sources of `folder` against the inline tags that their writers put there.

    Raises InputError if a source cannot be read or none has tags.
    """
    loaded = load(folder, max_bytes=Settings().max_source_bytes)
    tagged = [source for source in loaded.sources if source.tags]
    if errors(loaded.problems) or not tagged:
        hint = "Sources to measure on are Markdown files with inline tags; `annotate --format tagged` writes one."
        raise InputError(*errors(loaded.problems), Problem(str(folder), None, "no source with inline tags", hint))
    return evaluate(zip(_records(tagged), _records([bare(source) for source in tagged]), strict=True))


def _records(sources: Sequence[Source]) -> list[Record]:
    """What is marked in sources that are in memory."""
    found = [(source, annotate(source)) for source in sources]
    names = resolve(told_of(found), Registry())
    return [settle(source, its, names, Registry())[0] for source, its in found]


def plain_files(folder: Path) -> list[Path]:
    """Every ordinary file below a folder, sorted; links are not followed."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
