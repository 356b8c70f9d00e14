"""The folder `content/` as a whole: every file read, every problem of every file collected."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, structs

from onrecord import files
from onrecord.curate.articles import Article, read_article
from onrecord.curate.corrections import Correction, read_corrections
from onrecord.curate.groups import Group, read_groups
from onrecord.curate.registry import Registry, read_registry
from onrecord.files import printable
from onrecord.problems import InputError, Problem
from onrecord.settings import Settings, read_settings
from onrecord.strict import did_you_mean

MAX_BYTES = 16_000_000
_FILES = ("site.yaml", "entities.yaml", "groups.yaml", "about.md")
_FOLDERS = ("articles", "corrections", "static")
_PUBLIC_DOT_FOLDER = ".well-known"
_LEFT_BEHIND = (".git", ".DS_Store")
"""How names of dot files begin that a system leaves in a folder and nobody wants published."""
Read = TypeVar("Read")


class Curation(Struct, frozen=True):
    """What the curator adds to a dossier. Where `problems` holds an error, the file it names counts as missing."""

    settings: Settings = Settings()
    registry: Registry = Registry()
    corrections: dict[str, tuple[Correction, ...]] = {}
    """By id of the source."""
    articles: dict[str, Article] = {}
    """By id of the source."""
    groups: tuple[Group, ...] = ()
    about: str = ""
    """Markdown of the about page; "" when there is none."""
    static: tuple[Path, ...] = ()
    """Plain files below `static/`, sorted; each is copied to its place below that folder."""
    named: tuple[tuple[str, str], ...] = ()
    """(path, id) of every file that is named after a source."""
    problems: tuple[Problem, ...] = ()


def load(folder: Path) -> Curation:
    """Read all of `content/`; a folder that is not there is no curation. Never raises for what the files hold."""
    if not os.path.lexists(folder):
        return Curation()
    if not os.path.isdir(folder):
        return Curation(problems=(Problem(printable(folder), None, "the content folder is not a folder"),))
    try:
        problems = list(_strangers(folder))
    except InputError as error:
        return Curation(problems=error.problems)
    registry = _file(folder / "entities.yaml", read_registry, Registry(), problems)
    named: list[tuple[str, str]] = []
    corrections = dict(_each(folder / "corrections", ".yaml", read_corrections, named, problems))
    articles = dict(_each(folder / "articles", ".md", read_article, named, problems))
    return Curation(
        settings=_file(folder / "site.yaml", read_settings, Settings(), problems),
        registry=registry,
        corrections=corrections,
        articles=articles,
        groups=_file(folder / "groups.yaml", read_groups, (), problems),
        about=_file(folder / "about.md", lambda text, _: text.strip(), "", problems),
        static=tuple(_static(folder / "static", problems)),
        named=tuple(named),
        problems=tuple(sorted(problems, key=lambda problem: (problem.path, problem.line or 0))),
    )


def checked(curation: Curation, source_ids: Collection[str]) -> Curation:
    """The curation with an error for whatever is said of a source that is none of `source_ids`."""
    strange = list(_splits_of_missing_sources(curation.registry, source_ids))
    for path, name in curation.named:
        if name not in source_ids:
            hint = did_you_mean(name, source_ids) or "Rename it after the source's id, or take it out."
            strange.append(Problem(path, None, f"there is no source with the id `{name}`", hint))
    told = sorted((*curation.problems, *strange), key=lambda problem: (problem.path, problem.line or 0))
    return structs.replace(curation, problems=tuple(told))


def limited(curation: Curation, source_ids: Collection[str]) -> Curation:
    """The curation for a part of its sources: what is wrong with the files on all others is passed over."""
    others = {path for path, name in curation.named if name not in source_ids}
    return structs.replace(curation, problems=tuple(each for each in curation.problems if each.path not in others))


def _file(path: Path, reader: Callable[[str, str], Read], default: Read, problems: list[Problem]) -> Read:
    """Read one file; `default` when it is missing or wrong."""
    if not os.path.lexists(path):
        return default
    try:
        return reader(_text(path), printable(path))
    except InputError as error:
        problems.extend(error.problems)
        return default


def _text(path: Path) -> str:
    """The text of a file in UTF-8, line ends made LF."""
    name = printable(path)
    content = files.read(path, name, MAX_BYTES)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(Problem(name, line, "this is not UTF-8", "Save the file as UTF-8.")) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise InputError(Problem(name, line, "there is a NUL character here", "Save the file as plain text."))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _each(
    folder: Path,
    suffix: str,
    reader: Callable[[str, str], Read],
    named: list[tuple[str, str]],
    problems: list[Problem],
) -> Iterator[tuple[str, Read]]:
    """Read the files of a folder that are named after sources."""
    for path in _listing(folder, problems):
        name = printable(Path(path.name)).removesuffix(suffix)
        if path.name.startswith((".", "_", "README")):
            continue
        if not path.name.endswith(suffix):
            hint = f"Files here are named after a source: <id>{suffix}."
            problems.append(Problem(printable(path), None, "this file is not read", hint, "warning"))
            continue
        named.append((printable(path), name))
        try:
            yield name, reader(_text(path), printable(path))
        except InputError as error:
            problems.extend(error.problems)


def _listing(folder: Path, problems: list[Problem]) -> list[Path]:
    try:
        return files.entries(folder, printable(folder))
    except InputError as error:
        problems.extend(error.problems)
        return []


def _splits_of_missing_sources(registry: Registry, source_ids: Collection[str]) -> Iterator[Problem]:
    for entry in registry.entries:
        for split in entry.split:
            if split.source not in source_ids:
                message = f"`split` of `{entry.id}` names the source `{split.source}`, which there is not"
                yield Problem(registry.path, split.line, message, did_you_mean(split.source, source_ids))


def _strangers(folder: Path) -> Iterator[Problem]:
    """Warn of what nobody reads, above all of a misspelt file name."""
    known = (*_FILES, *_FOLDERS)
    # the folder itself may be a link: it is the one that was named
    for path in files.entries(Path(os.path.realpath(folder)), printable(folder)):
        if path.name not in known and not path.name.startswith((".", "_", "README")):
            name = printable(Path(path.name))
            hint = did_you_mean(name, known) or f"Known names are {', '.join(known)}."
            yield Problem(printable(folder / path.name), None, "this is not read", hint, "warning")


def _static(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    """The plain files below `folder`; links, special files and dot files are passed over with a warning."""
    for path in _listing(folder, problems):
        name = printable(path)
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            problems.append(Problem(name, None, "links and special files are not copied", level="warning"))
        elif path.name.startswith(".") and path.name != _PUBLIC_DOT_FOLDER:
            if not path.name.startswith(_LEFT_BEHIND):
                hint = f"It may be private; of names that begin with a dot only {_PUBLIC_DOT_FOLDER}/ is published."
                problems.append(Problem(name, None, "a name that begins with a dot, not copied", hint, "warning"))
        elif name != path.as_posix() or "\\" in path.name:
            problems.append(Problem(name, None, "no address can hold this name", "Rename the file."))
        elif path.is_dir():
            yield from _static(path, problems)
        elif not os.access(path, os.R_OK):
            problems.append(Problem(name, None, "cannot be read: Permission denied"))
        else:
            yield path
