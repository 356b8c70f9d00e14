"""The search index: Pagefind's own binary run over the documents, its files re-written as scripts.

A page opened from disk may load scripts and nothing else, so each file of the index becomes a script that hands its
bytes to `static/engine.js`. Pagefind numbers its files differently from run to run; they are made anew only when a
document changed, told by a hash that lies beside them.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from onrecord.model import Page
from onrecord.patterns import regex
from onrecord.problems import Problem, PublishError

T = TypeVar("T")
FOLDER = "search"
_STATE = f"{FOLDER}/index.json"
_FORMAT = "1"
"""Part of the hash: a change of how the files are written makes them anew."""
_WANTED = regex(
    r"pagefind-entry\.json|pagefind\.[\w-]+\.pf_meta|wasm\.[\w-]+\.pagefind|(?:index|filter|fragment)/[\w-]+\.pf_\w+"
)
_LOOK = 0.2
"""Seconds after which it is asked again whether the engine is to be stopped."""
_NO_WORD = "not able to build an index"
"""What Pagefind says when no document holds a word; that they are there and are HTML is our doing."""
_LANGUAGES = frozenset(
    "ar ca da de el en es et eu fi fr ga hi hu hy id it lt ne nl no pl pt ro ru sr sv ta tr yi".split()
)
"""Those that Pagefind stems; any other is indexed as written."""


class State(msgspec.Struct, frozen=True):
    """What the index was made of, and the hash of each of its files."""

    documents: str
    files: dict[str, str]


def _go_on() -> bool:
    """Nobody stops it."""
    return False


def search_files(
    documents: Sequence[Page], language: str, previous: Path, stopped: Callable[[], bool] = _go_on
) -> list[Page]:
    """The files of the index over `documents`, taken from the site at `previous` where no document changed.

    None where there is nothing to be found: no document, or none with a word. Raises PublishError if the engine cannot
    be run, or once it is `stopped`, which is asked again and again.
    """
    if not documents:
        return []
    wanted = _fingerprint(documents, language)
    held = _held(previous, wanted)
    return held if held is not None else _made(documents, language, wanted, stopped)


def _fingerprint(documents: Iterable[Page], language: str) -> str:
    digest = hashlib.sha256(f"{_FORMAT} {language}".encode())
    for document in documents:
        digest.update(document.path.encode() + b"\0" + hashlib.sha256(document.content).digest())
    return digest.hexdigest()


def _held(previous: Path, wanted: str) -> list[Page] | None:
    """The files of the previous index, if it was made of the same documents and every byte of it is still there."""
    try:
        raw = (previous / _STATE).read_bytes()
        state = msgspec.json.decode(raw, type=State)
        pages = [Page(name, (previous / name).read_bytes()) for name in state.files]
    except (OSError, ValueError, msgspec.MsgspecError):
        return None
    sound = all(hashlib.sha256(page.content).hexdigest() == state.files[page.path] for page in pages)
    return [*pages, Page(_STATE, raw)] if sound and state.documents == wanted else None


def _made(documents: Iterable[Page], language: str, wanted: str, stopped: Callable[[], bool]) -> list[Page]:
    import tempfile  # noqa: PLC0415 -- most builds make no index

    try:
        with tempfile.TemporaryDirectory(prefix="onrecord-") as name:
            _run(documents, language, Path(name), stopped)
            out = Path(name, "out")
            pages = [page for path in sorted(out.rglob("*")) if (page := _script(path, out))]
    except OSError as error:
        raise _failed(f"{error.strerror or error} ({tempfile.gettempdir()})") from error
    if not pages:
        return []
    state = State(wanted, {page.path: hashlib.sha256(page.content).hexdigest() for page in pages})
    return [*pages, Page(_STATE, msgspec.json.format(msgspec.json.encode(state), indent=1) + b"\n")]


def _run(documents: Iterable[Page], language: str, folder: Path, stopped: Callable[[], bool]) -> None:
    from pagefind_bin import get_executable  # noqa: PLC0415 -- as above

    for document in unless(stopped, documents):
        path = folder / "in" / document.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(document.content)
    spoken = language.split("-")[0].lower()
    command = [str(get_executable()), "--site", str(folder / "in"), "--output-path", str(folder / "out")]
    command += ["--keep-index-url", "--silent", "--force-language", spoken if spoken in _LANGUAGES else "unknown"]
    status, told = _ended(command, stopped)
    if status and _NO_WORD not in told:
        raise _failed(told.strip() or f"the engine ended with status {status}")


def _ended(command: list[str], stopped: Callable[[], bool]) -> tuple[int, str]:
    """The status that a command ends with, and what it told."""
    import subprocess  # noqa: PLC0415 -- as above

    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        while True:
            try:
                told, _ = process.communicate(timeout=_LOOK)
            except subprocess.TimeoutExpired:
                if stopped():
                    process.kill()
                    raise _failed("it was stopped") from None
            else:
                return process.returncode, told


def unless(stopped: Callable[[], bool], items: Iterable[T]) -> Iterator[T]:
    """The items; PublishError before the next one once it is `stopped`."""
    for item in items:
        if stopped():
            raise _failed("it was stopped")
        yield item


def _failed(reason: str) -> PublishError:
    hint = "It needs room for temporary files (TMPDIR names the folder), and the package pagefind_bin."
    return PublishError(Problem("", None, f"the search index could not be made: {reason}", hint))


def _script(path: Path, folder: Path) -> Page | None:
    """A file of the index as a script; None for what the search page does not use."""
    name = path.relative_to(folder).as_posix()
    if name == "pagefind.js":
        code = "onrecordSearch.engine(" + msgspec.json.encode(path.read_text("utf-8")).decode() + ")"
    elif path.is_file() and _WANTED.fullmatch(name):
        code = f'onrecordSearch.file("{name}","{base64.b64encode(path.read_bytes()).decode()}")'
    else:
        return None
    return Page(f"{FOLDER}/{name}.js", code.encode())
