"""Dossier -> site: all pages, the search index and the files as they are, published as one. Reads files itself, lets
`publish` write them.

With many sources the pages are made on all cores: the processes are forked once the dossier is known, each makes its
share of the pages and writes them into the new site's folder. Where processes cannot be forked one does it all.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from msgspec import Struct, structs

from onrecord import files
from onrecord.curate import Curation
from onrecord.files import printable
from onrecord.model import Dossier, Found, Page
from onrecord.pages import Theme, render
from onrecord.pages.search import documents
from onrecord.pipeline import PARALLEL_FROM, Track, assemble, errors, plain_files, read, serve_parent, shown, untracked
from onrecord.problems import InputError, Problem
from onrecord.publish.search import search_files
from onrecord.publish.staging import Folder, Put, Written, check_output, publish_with

ROOT = Path(__file__).resolve().parent.parent


class Inputs(Struct, frozen=True):
    """The folders that a site is made of."""

    seeds: Path = Path("seeds")
    content: Path | None = Path("content")
    templates: Path = ROOT / "templates"
    static: Path = ROOT / "static"

    def folders(self) -> tuple[Path, ...]:
        """Those that must not be written to."""
        return tuple(path for path in (self.seeds, self.content, self.templates, self.static) if path)


class Built(Struct, frozen=True):
    """What a build did."""

    written: Written
    sources: int
    problems: tuple[Problem, ...]

    @property
    def files(self) -> int:
        """How many files the site has."""
        return self.written.written + self.written.kept


class _Site(Struct, frozen=True):
    """All that the pages are made of."""

    dossier: Dossier
    curation: Curation
    looks: Theme
    preview: bool

    def pages(self, share: tuple[int, int] = (0, 1)) -> Iterator[Page]:
        """The pages of a share."""
        curation = self.curation
        groups = [(group.name, group.terms) for group in curation.groups]
        yield from render(
            self.dossier,
            curation.settings,
            self.looks,
            about=curation.about,
            groups=groups,
            preview=self.preview,
            share=share,
        )


_forked: list[_Site] = []
"""What forked processes make pages of: set before the fork, so that it is shared and not sent."""


def _put_share(folder: Folder, share: tuple[int, int]) -> Put:
    return folder.put(_forked[-1].pages(share))


def theme(inputs: Inputs) -> Theme:
    """The templates and static files as they lie on disk."""
    templates, static = (
        {path.relative_to(folder).as_posix(): path.read_bytes() for path in plain_files(folder) if path.suffix != ".md"}
        for folder in (inputs.templates, inputs.static)
    )
    return Theme({name: content.decode("utf-8") for name, content in templates.items()}, static)


def _fill(site: _Site, inputs: Inputs, folder: Folder, jobs: int) -> Iterator[Put]:
    """Write every file of the site.

    Raises InputError for a file of `content/static/` that has the address of a page.
    """
    puts = [folder.put([Page(".nojekyll", b""), *_static(site.looks)])]
    puts += _put_pages(site, folder, jobs)
    taken = {name for put in puts for name in put.names}
    yield from puts
    yield folder.put(_as_they_are(site.curation.static, inputs, taken))


def _static(looks: Theme) -> Iterator[Page]:
    return (Page(f"static/{name}", looks.static[name]) for name in sorted(looks.static))


def _put_pages(site: _Site, folder: Folder, jobs: int) -> list[Put]:
    """The pages, in this process or in forked ones, and meanwhile the search index."""
    workers = jobs or os.cpu_count() or 1
    many = len(site.dossier.records) >= PARALLEL_FROM or jobs > 1
    if workers < 2 or not many or "fork" not in multiprocessing.get_all_start_methods():
        return [folder.put(site.pages()), folder.put(_index(site, folder.live))]
    _forked.append(site)
    gc.freeze()  # what is there is not looked at again, so that the processes go on sharing it
    try:
        with ProcessPoolExecutor(workers, multiprocessing.get_context("fork"), serve_parent) as executor:
            shares = [executor.submit(_put_share, folder, (number, workers)) for number in range(workers)]
            index = folder.put(_index(site, folder.live))
            return [*(share.result() for share in shares), index]
    finally:
        gc.unfreeze()
        _forked.pop()


def _index(site: _Site, previous: Path) -> list[Page]:
    """The search index, taken from the site at `previous` where nothing that it holds changed."""
    return search_files(list(documents(site.dossier)), site.curation.settings.language, previous)


def _as_they_are(paths: Iterable[Path], inputs: Inputs, taken: set[str]) -> Iterator[Page]:
    folder = (inputs.content or Path()) / "static"
    pages = {name.casefold() for name in taken}  # to a file system that knows no case, Index.html is index.html
    folders = {parent for name in pages for parent in _above(name)}
    for path in paths:
        name = path.relative_to(folder).as_posix()
        met = [each for each in (name.casefold(), *_above(name.casefold())) if each in pages]
        if met or name.casefold() in folders:
            what = (
                f"the site has a page of its own at {met[0]}" if met else f"the site has a folder of its own at {name}"
            )
            raise InputError(Problem(printable(path), None, what, "Rename the file."))
        yield Page(name, files.read(path, printable(path)))


def _above(name: str) -> list[str]:
    """The folders that an address lies in."""
    parts = name.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


def build(
    inputs: Inputs,
    output: Path,
    *,
    preview: bool = False,
    keep_going: bool = False,
    jobs: int = 0,
    track: Track[Found] = untracked,
    waiting: Callable[[], None] = lambda: None,
) -> Built:
    """Read, annotate, render and publish.

    Raises InputError with every problem if some input has an error (unless `keep_going`, which publishes the rest), and
    PublishError if the output cannot be written; in both cases the previous site stands.
    """
    check_output(output, inputs.folders())
    reading = read([inputs.seeds], inputs.content)
    if errors(reading.problems) and not keep_going:
        raise InputError(*reading.problems)
    assembled = assemble(reading, jobs=jobs, track=track)
    if errors(assembled.problems) and not keep_going:
        raise InputError(*assembled.problems)
    dossier, curation = shown(assembled, preview=preview), assembled.curation
    if errors(assembled.problems):  # then readers are to see what was left out
        curation = structs.replace(curation, settings=structs.replace(curation.settings, publish_review=True))
    site = _Site(dossier, curation, theme(inputs), preview)
    written = publish_with(lambda folder: _fill(site, inputs, folder, jobs), output, inputs.folders(), waiting)
    return Built(written, len(reading.sources), assembled.problems)


def published(output: Path) -> Iterator[Page]:
    """The pages of a site as they lie on disk."""
    for path in plain_files(output):
        yield Page(path.relative_to(output).as_posix(), path.read_bytes())
