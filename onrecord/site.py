"""Dossier -> site: all pages, the search index and the files as they are, published as one. Reads files itself, lets
`publish` write them.

With many sources the pages are made on all cores: the processes are forked once the dossier is known, each makes its
share of the pages and writes them into the new site's folder. Where processes cannot be forked one does it all.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct, structs

from onrecord import engine, files
from onrecord.curate import Curation
from onrecord.digests import digest
from onrecord.files import printable
from onrecord.intake import ENCODER, Entry
from onrecord.lasting import lasting, released
from onrecord.model import Dossier, Page
from onrecord.pages import Chapter, Made, Theme, compiled, render
from onrecord.pages.frame import PART
from onrecord.pages.indexes import Index, ground, index
from onrecord.pages.search import documents
from onrecord.pages.surroundings import surround
from onrecord.pipeline import Assembled, assemble, errors, plain_files, read, shown
from onrecord.pool import Executor, Track, can_fork, meanwhile, pool, untracked, workers
from onrecord.problems import InputError, Problem, PublishError
from onrecord.publish.folder import Folder, Put
from onrecord.publish.glance import glance
from onrecord.publish.search import FOLDER as SEARCH
from onrecord.publish.search import search_files, unless
from onrecord.publish.staging import MANIFEST, Filled, Written, check_output, check_place, mend, publish_with
from onrecord.publish.store import Memory, Store
from onrecord.remembered import Remembered, key_of
from onrecord.settling import EVERYTHING, public

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


_ASKED = 15
"""Asking whether the pages of so many sources have to be made takes as long as making those of one."""

Search = Literal["now", "later", "none"]
"""When the search index is made: with the pages, by `index_later`, or not at all."""


class Built(Struct, frozen=True):
    """What a build did."""

    written: Written
    sources: int
    problems: tuple[Problem, ...]
    dossier: Dossier
    language: str

    @property
    def files(self) -> int:
        """How many files the site has."""
        return self.written.written + self.written.kept


class _Live(Struct, frozen=True, array_like=True):
    """What a site's pages were made of, as the store has it."""

    ground: bytes = b""
    """Of what most pages are made of (`indexes.ground`)."""
    chapters: dict[str, Chapter] = {}


class _Site(Struct, frozen=True):
    """All that the pages are made of."""

    look_ups: Index
    curation: Curation
    looks: Theme
    preview: bool
    search: Search
    changed: int
    """Of how many sources the records were made anew."""
    recall: Remembered
    live: _Live
    """What the live site is made of."""

    @property
    def asked(self) -> int:
        """As many sources would take as long as asking all pages whether they have to be made."""
        every = len(self.look_ups.sources)  # of which, where others are built upon, most pages stay as they are
        return 0 if self.live.ground == _ground(self) else every // (_ASKED if self.live.chapters else 1)

    def pages(self, made: Made, share: tuple[int, int] = (0, 1)) -> Iterator[Page]:
        """The pages of a share; `made` is told of those that need not be made."""
        curation = self.curation
        groups = [(group.name, group.terms) for group in curation.groups]
        yield from render(
            self.look_ups.dossier,
            curation.settings,
            self.looks,
            about=curation.about,
            groups=groups,
            preview=self.preview,
            searched=self.search != "none",
            share=share,
            by_chapter=bool(self.live.chapters) and self.changed < self.asked,
            held=self.live.chapters,
            made=made,
            recall=self.recall,
            look_ups=self.look_ups,
        )


_forked: list[_Site] = []
"""What forked processes make pages of: set before the fork, so that it is shared and not sent."""


class _Share(Struct, frozen=True):
    """What one process did of a site's pages."""

    put: Put
    kept: Put
    chapters: dict[str, Chapter]
    recalled: list[bytes]
    """Keys of what was remembered."""


def _put_share(folder: Folder, share: tuple[int, int]) -> _Share:
    return _put(_forked[-1], folder, share)


def _put(site: _Site, folder: Folder, share: tuple[int, int] = (0, 1)) -> _Share:
    made = Made({}, [])
    put = folder.put(site.pages(made, share))
    site.recall.put()
    return _Share(put, folder.keep(made.kept), made.chapters, site.recall.keys)


def theme(inputs: Inputs) -> Theme:
    """The templates and static files as they lie on disk."""
    templates, static = (
        {path.relative_to(folder).as_posix(): path.read_bytes() for path in plain_files(folder) if path.suffix != ".md"}
        for folder in (inputs.templates, inputs.static)
    )
    return Theme({name: content.decode("utf-8") for name, content in templates.items()}, static)


def _compiled(looks: Theme, store: Store, executor: Executor | None) -> Callable[[], Theme]:
    """Gives the look with its templates compiled, which other processes do meanwhile where some are at work."""
    key = digest(engine.fingerprint(), "templates", looks.templates)
    held = store.get([key]).get(key)
    if held is not None:
        known = structs.replace(looks, compiled=msgspec.msgpack.decode(held, type=dict[str, bytes]))
        return lambda: known
    making = meanwhile(executor, compiled, Theme(looks.templates))

    def make() -> Theme:
        made = making()
        store.put({key: ENCODER.encode(made)})
        store.keep(digest("templates"), [key])
        return structs.replace(looks, compiled=made)

    return make


def _fill(site: _Site, inputs: Inputs, folder: Folder, jobs: int, store: Store) -> Filled:
    """Write every file of the site.

    Raises InputError for a file of `content/static/` that has the address of a page.
    """
    live = _live(folder, store)
    own = folder.put([Page(".nojekyll", b""), *_static(site.looks)])
    shares, index = _put_pages(structs.replace(site, live=live), folder, jobs)
    puts = [own, *(put for share in shares for put in (share.put, share.kept)), index]
    taken = {name for put in puts for name in put.files}
    puts.append(folder.put(_as_they_are(site.curation.static, inputs, taken)))
    chapters = _bound(share.chapters for share in shares)
    parts = (key_of(PART, told) for chapter in chapters.values() for told in chapter.recalled)
    remembered = chain(site.recall.keys, parts, *(share.recalled for share in shares))
    store.keep(digest("remembered", os.fsencode(folder.live)), remembered)
    content = ENCODER.encode(_Live(_ground(site), chapters))
    token = _token(content)
    if token != folder.token:
        store.put({token: content})
        store.keep(digest("site", os.fsencode(folder.live)), [token])
    return Filled(tuple(puts), token)


def _token(content: bytes) -> bytes:
    return digest(engine.fingerprint(), "pages", content)


def _ground(site: _Site) -> bytes:
    return ground(site.look_ups, "counts", "figures")


def _bound(shares: Iterable[dict[str, Chapter]]) -> dict[str, Chapter]:
    """The chapters of which each process has made its share."""
    every: dict[str, Chapter] = {}
    for name, chapter in chain.from_iterable(share.items() for share in shares):
        held = every.get(name)
        if held:
            chapter = Chapter(held.made_of, {**held.pages, **chapter.pages}, [*held.recalled, *chapter.recalled])
        every[name] = chapter
    return every


def _live(folder: Folder, store: Store) -> _Live:
    """What the pages of the live site were made of, as far as they are as they were published."""
    content = store.get([folder.token]).get(folder.token) if folder.token else None
    if content is None or _token(content) != folder.token:
        return _Live()
    live = msgspec.msgpack.decode(content, type=_Live)
    chapters = {name: _intact(chapter, folder.intact) for name, chapter in live.chapters.items()}
    return structs.replace(live, chapters=chapters)


def _intact(chapter: Chapter, intact: Mapping[str, object]) -> Chapter:
    """A chapter without the pages that somebody has changed; if there are such, it is not what it was."""
    if chapter.pages.keys() <= intact.keys():
        return chapter
    return chapter._replace(made_of=b"", pages={path: its for path, its in chapter.pages.items() if path in intact})


def _static(looks: Theme) -> Iterator[Page]:
    return (Page(f"static/{name}", looks.static[name]) for name in sorted(looks.static))


def _put_pages(site: _Site, folder: Folder, jobs: int) -> tuple[list[_Share], Put]:
    """The pages, in this process or in forked ones, and meanwhile the search index."""
    number = workers(max(site.changed, site.asked), jobs)
    if number < 2 or not can_fork():
        return [_put(site, folder)], _index(site, folder)
    from onrecord.processes import started  # noqa: PLC0415 -- most builds start none

    _forked.append(site)
    try:
        with started(number, "fork") as executor:
            shares = [executor.submit(_put_share, folder, (each, number)) for each in range(number)]
            index = _index(site, folder)
            return [share.result() for share in shares], index
    finally:
        _forked.pop()


def _index(site: _Site, folder: Folder) -> Put:
    """The search index, taken from the live site where nothing that it holds changed, or is not to be made now."""
    if site.search == "now":
        pages = list(documents(site.look_ups.dossier))
        return folder.put(search_files(pages, site.curation.settings.language, folder.live))
    return folder.keep(filter(_of_search, folder.intact) if site.search == "later" else ())


def _of_search(name: str) -> bool:
    return name.startswith(f"{SEARCH}/")


def index_later(built: Built, output: Path, stopped: Callable[[], bool]) -> list[Page]:
    """The files of the search index for a site that was built without it; for `publish_index`.

    Raises PublishError if the index cannot be made, or once it is `stopped`.
    """
    pages = list(unless(stopped, documents(built.dossier)))
    return search_files(pages, built.language, output, stopped)


def publish_index(index: Iterable[Page], output: Path) -> None:
    """Give a site the index that was made for it; PublishError if the site is not as it was published."""

    def fill(folder: Folder) -> Filled:
        if folder.intact.keys() != folder.had:
            told = "the site was changed by somebody else, and has no new search index"
            raise PublishError(Problem(str(output), None, told, "Build it again."))
        pages = (name for name in folder.intact if name != MANIFEST and not _of_search(name))
        return Filled((folder.keep(pages), folder.put(index)), folder.token)

    publish_with(fill, output)


def _as_they_are(paths: Sequence[Path], inputs: Inputs, taken: Iterable[str]) -> Iterator[Page]:
    """The curator's files as pages; raises InputError for those that have an address of the site."""
    if met := list(_met(paths, inputs, taken)):
        raise InputError(*met)
    for path in paths:
        yield Page(_address(path, inputs), files.read(path, printable(path)))


def _address(path: Path, inputs: Inputs) -> str:
    return path.relative_to((inputs.content or Path()) / "static").as_posix()


def _met(paths: Sequence[Path], inputs: Inputs, taken: Iterable[str]) -> Iterator[Problem]:
    """An error for each of the curator's files that has an address of the site."""
    if not paths:
        return
    pages = {name.casefold() for name in taken}  # to a file system that knows no case, Index.html is index.html
    folders = {parent for name in pages for parent in _above(name)}
    for path in paths:
        name = _address(path, inputs)
        met = [each for each in (name.casefold(), *_above(name.casefold())) if each in pages]
        if met or name.casefold() in folders:
            own = f"page of its own at {met[0]}" if met else f"folder of its own at {name}"
            yield Problem(printable(path), None, f"the site has a {own}", "Rename the file.")


def collisions(inputs: Inputs, assembled: Assembled) -> list[Problem]:
    """What a build would say of the curator's files that have an address of the site; writes nothing.

    The pages are made, for their addresses alone, where there are such files. What the search engine writes is not.
    """
    curation = assembled.curation
    if not curation.static:
        return []
    recall = Remembered(Memory(), b"")
    look_ups = index(shown(assembled), curation.settings.min_confidence)
    surround(look_ups, recall, recall.resume)
    site = _Site(look_ups, curation, theme(inputs), False, "now", 0, recall, _Live())
    pages = chain(_static(site.looks), site.pages(Made({}, [])))
    return list(_met(curation.static, inputs, [page.path for page in pages]))


def _above(name: str) -> list[str]:
    """The folders that an address lies in."""
    parts = name.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


@released()
def build(
    inputs: Inputs,
    output: Path,
    *,
    preview: bool = False,
    keep_going: bool = False,
    jobs: int = 0,
    search: Search = "now",
    store: Store | None = None,
    track: Track[Entry] = untracked,
    waiting: Callable[[], None] = lambda: None,
) -> Built:
    """Read, annotate, render and publish.

    Raises InputError with every problem if some input has an error (unless `keep_going`, which publishes the rest), and
    PublishError if the output cannot be written; in both cases the previous site stands.
    """
    ours = is_there(output)  # then each of its files is looked at when it is replaced
    (check_place if ours else check_output)(output, inputs.folders())
    mend(output)
    with glance(output) as seen, pool(jobs) as executor:
        reading = read([inputs.seeds], inputs.content, store=store, executor=executor, track=track)
        if errors(reading.problems) and not keep_going:
            raise InputError(*reading.problems)
        show = EVERYTHING if preview else public(reading.curation.settings)
        looks = _compiled(theme(inputs), reading.store, executor)
        assembled = assemble(reading, show=show, executor=executor)
    if errors(assembled.problems) and not keep_going:
        raise InputError(*assembled.problems)
    recall = Remembered(reading.store, reading.intake.name)
    curation = assembled.curation
    with lasting():
        dossier = shown(assembled, preview=preview, recall=recall, resume=recall.resume)
        look_ups = index(dossier, curation.settings.min_confidence)
        surround(look_ups, recall, recall.resume)
    recall.put()
    if errors(assembled.problems):  # then readers are to see what was left out
        curation = structs.replace(curation, settings=structs.replace(curation.settings, publish_review=True))
    kept_in = reading.store
    site = _Site(look_ups, curation, looks(), preview, search, assembled.changed, recall, _Live())

    def fill(folder: Folder) -> Filled:
        return _fill(site, inputs, folder, jobs, kept_in)

    written = publish_with(fill, output, inputs.folders(), waiting, seen)
    return Built(written, len(reading.entries), assembled.problems, dossier, curation.settings.language)


def is_there(output: Path) -> bool:
    """Whether a folder holds a site of ours."""
    return (output / MANIFEST).is_file()


def published(output: Path) -> Iterator[Page]:
    """The pages of a site as they lie on disk."""
    for path in plain_files(output):
        yield Page(path.relative_to(output).as_posix(), path.read_bytes())
