"""Finds the sources in a folder and reads each: bytes -> `Source`, or problems that name file and line."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from msgspec import Struct, structs

from onrecord import files
from onrecord.files import printable
from onrecord.metadata import read_metadata
from onrecord.model import Block, Metadata, Source, Tag, Zone
from onrecord.problems import InputError, Problem
from onrecord.sources.decode import Decoded, decode
from onrecord.sources.ids import id_from_path, id_key, id_trouble
from onrecord.sources.language import find_language
from onrecord.sources.metadata import found_metadata
from onrecord.sources.tags import Tagged, verbatim
from onrecord.sources.text import blocks_of
from onrecord.sources.zones import find_zones
from onrecord.strict import Fields, front_matter

SUFFIXES = (".txt", ".md", ".html")
RIGHTS = ("full", "excerpts")


class Loaded(Struct, frozen=True):
    """The sources that could be read, in order of path, and every problem met."""

    sources: tuple[Source, ...]
    problems: tuple[Problem, ...]
    unread: tuple[str, ...] = ()
    """The ids that the files' paths give to sources that could not be read."""


class Identified(Protocol):
    """What has an id and is called something in messages."""

    @property
    def id(self) -> str:
        """The id."""

    @property
    def path(self) -> str:
        """What messages call it."""


class Body(Struct, frozen=True):
    """What any kind of file yields."""

    text: str
    blocks: tuple[Block, ...]
    tags: tuple[Tag, ...] = ()
    zones: tuple[Zone, ...] = ()
    """Those that the file itself says."""
    stated: Metadata = Metadata()
    origin: str = "front matter"
    """Where `stated` comes from."""
    id: str = ""
    rights: str | None = None
    tagged: bool = False
    problems: tuple[Problem, ...] = ()


# ---------------------------------------------------------------- finding


def load(root: Path, *, max_bytes: int, html: str = "plain") -> Loaded:
    """Read the sources under `root`, a folder or one file. Never raises for a bad file; its problems are listed.

    Of two sources with one id the first is kept. Problems name files by `root` as given and the path below it.
    """
    found, problems = find(root)
    sources: list[Source] = []
    unread: list[str] = []
    for name, path in found:
        file = Path(path if path != str(root) else os.path.realpath(root))  # a link is followed where it was named
        try:
            source, warnings = read(file, name, max_bytes=max_bytes, html=html)
        except InputError as error:
            problems += error.problems
            unread.append(id_from_path(printable(name)))
        else:
            sources.append(source)
            problems += warnings
    twice = {problem.path: problem for problem in clashes(sources)}
    kept = tuple(source for source in sources if source.path not in twice)
    told = (
        structs.replace(each, path=printable(place(root, each.path).as_posix()))
        for each in (*problems, *twice.values())
    )
    return Loaded(kept, tuple(told), tuple(unread))


def place(root: Path, name: str) -> Path:
    """Where the file that a record calls `name` lies, so that it can be opened from where the command was called."""
    return root / name if root.is_dir() else root


def find(root: Path) -> tuple[list[tuple[str, str]], list[Problem]]:
    """The files to read under `root` in sorted order, and what was passed over with a word (warnings, or an error).

    Files and problems are named as records do, relative to `root`.
    """
    try:
        mode = root.stat().st_mode
    except OSError as error:
        return [], [files.unreadable("", error)]
    if not stat.S_ISDIR(mode):
        if root.suffix.lower() in SUFFIXES:
            return [(root.name, str(root))], []
        return [], [structs.replace(_other_type(root.name), level="error")]
    found: list[tuple[str, str]] = []
    problems: list[Problem] = []
    folders = [""]
    while folders:
        folder = folders.pop()
        try:
            entries = list(os.scandir(root / folder))
        except OSError as error:
            problems.append(files.unreadable(printable(folder or "."), error))
            continue
        for entry in entries:
            if not entry.name.startswith((".", "_", "README")):
                _sort_in(entry, f"{folder}/{entry.name}" if folder else entry.name, found, folders, problems)
    return sorted(found, key=lambda file: file[0].split("/")), sorted(problems)


def _sort_in(
    entry: os.DirEntry[str], name: str, files: list[tuple[str, str]], folders: list[str], problems: list[Problem]
) -> None:
    if entry.is_symlink():
        problems.append(Problem(printable(name), None, "a link, not followed", "Put the file itself here.", "warning"))
    elif entry.is_dir(follow_symlinks=False):
        folders.append(name)
    elif not entry.is_file(follow_symlinks=False):
        problems.append(Problem(printable(name), None, "no ordinary file, not read", level="warning"))
    elif name.lower().endswith(SUFFIXES):
        files.append((name, entry.path))
    else:
        problems.append(_other_type(name))


def _other_type(name: str) -> Problem:
    hint = f"Sources are {', '.join(SUFFIXES)}; a name that starts with _ is passed over without a word."
    suffix = Path(name).suffix
    kind = f"a file of type {printable(suffix)}" if suffix else "a file without a type"
    return Problem(printable(name), None, f"{kind}, not read", hint, "warning")


def clashes(sources: Iterable[Identified]) -> Iterator[Problem]:
    """An error for each source that has the id of an earlier one, or one that a file system takes for it."""
    first: dict[str, Identified] = {}
    for source in sources:
        other = first.setdefault(id_key(source.id), source)
        if other is source:
            continue
        message = f"has the id `{source.id}`, as has {other.path}"
        if other.id != source.id:
            message = f"its id `{source.id}` differs only in case from `{other.id}` of {other.path}"
        yield Problem(source.path, None, message, "Rename one, or give it an `id:` in its front matter.")


# ---------------------------------------------------------------- reading


def read(path: Path, name: str, *, max_bytes: int, html: str = "plain") -> tuple[Source, list[Problem]]:
    """Read one file, which messages and the record call `name`; returns it with warnings, or raises `InputError`."""
    if name != printable(name):
        raise InputError(Problem(printable(name), None, "the file's name is not UTF-8", "Rename the file."))
    data = files.read(path, name, max_bytes, "Cut it up, or raise `max_source_bytes` in site.yaml.")
    decoded = decode(data, name)
    body = _body(decoded.text, name, html)
    if not body.text.strip():
        hint = "Put the text in, or take the file away."
        raise InputError(*body.problems, Problem(name, None, "there is no text in this file", hint))
    if any(problem.level == "error" for problem in body.problems):
        raise InputError(*body.problems)
    source = _source(name, data, decoded, body)
    return source, [*decoded.warnings, *body.problems]


def join(source: Source, metadata: Metadata, rights: str | None) -> Source:
    """The source with what its curator says of it: stated fields win over the source's own."""
    merged, origins = _merged(metadata, "curator", source.metadata, dict(source.metadata_from))
    return structs.replace(source, metadata=merged, metadata_from=origins, rights=rights or source.rights)


def _source(name: str, data: bytes, decoded: Decoded, body: Body) -> Source:
    sha256, written = hashlib.sha256(data).hexdigest(), body.text.encode()
    origins = {field: body.origin for field, value in structs.asdict(body.stated).items() if value}
    metadata, metadata_from = body.stated, tuple(origins.items())
    zones = body.zones
    if not body.tagged:
        zones = find_zones(body.text, body.blocks, body.stated.title, body.zones)
        language = body.stated.language or find_language(body.text)
        found = structs.replace(found_metadata(body.text, zones), language=language)
        metadata, metadata_from = _merged(body.stated, body.origin, found, dict.fromkeys(structs.asdict(found), "text"))
    return Source(
        id=body.id or id_from_path(name),
        path=name,
        sha256=sha256,
        text=body.text,
        text_sha256=sha256 if written == data else hashlib.sha256(written).hexdigest(),
        newlines=decoded.newlines,
        encoding=decoded.encoding,
        metadata=metadata,
        metadata_from=metadata_from,
        blocks=body.blocks,
        zones=zones,
        tags=body.tags,
        tagged=body.tagged,
        rights=body.rights,
    )


def _merged(
    winner: Metadata, origin: str, loser: Metadata, origins: dict[str, str]
) -> tuple[Metadata, tuple[tuple[str, str], ...]]:
    """Field by field the winner's value, else the loser's, and where each comes from."""
    fields: dict[str, str] = {}
    told: list[tuple[str, str]] = []
    for field, value in structs.asdict(winner).items():
        chosen = value or getattr(loser, field)
        if chosen:
            fields[field] = chosen
            told.append((field, origin if value else origins[field]))
    return Metadata(**fields), tuple(told)


def _body(text: str, name: str, html: str) -> Body:
    kind = name.lower()
    if kind.endswith(".md"):
        return _markdown(text, name)
    if kind.endswith(".html"):
        from onrecord.sources.html import read_html  # noqa: PLC0415 -- most folders have none, and it loads a parser

        page = read_html(text, name, html)
        return Body(page.text, page.blocks, zones=page.zones, stated=page.metadata, origin="html")
    return Body(text, blocks_of(text))


def _markdown(text: str, name: str) -> Body:
    node, body, first_line = front_matter(text, name)
    problems: list[Problem] = []
    metadata, source_id, rights, markup = Metadata(), "", None, ""
    if node:
        fields = Fields(node, name, problems, "the front matter")
        metadata = read_metadata(fields)
        source_id = _stated_id(fields)
        rights = fields.choice("rights", RIGHTS, "") or None
        markup = fields.choice("markup", ("markdown", "tags"), "markdown")
        fields.done()
    tagged, blocks = _tagged(body, name, first_line, markup)
    return Body(
        tagged.text,
        blocks,
        tagged.tags,
        tagged.zones,
        metadata,
        id=source_id,
        rights=rights,
        tagged=markup == "tags",
        problems=(*problems, *tagged.problems),
    )


def _tagged(body: str, name: str, first_line: int, markup: str) -> tuple[Tagged, tuple[Block, ...]]:
    if markup == "tags":
        tagged = verbatim(body, name, first_line)
        return tagged, blocks_of(tagged.text)
    from onrecord.sources.markdown import read_markdown  # noqa: PLC0415 -- a tenth of the start, for one kind of file

    read = read_markdown(body, name, first_line)
    return read.tagged, read.blocks


def _stated_id(fields: Fields) -> str:
    stated = fields.text("id")
    trouble = id_trouble(stated) if stated else ""
    if trouble:
        fields.wrong(
            "id", f'`id`: "{stated[:60]}" {trouble}', "Write letters a-z, digits and dashes, as in 2026-hearing."
        )
    return "" if trouble else stated
