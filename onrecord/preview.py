"""The preview: a server on loopback that rebuilds on every change and reloads the pages that are open.

It shows all marks and the review list, so it builds into a folder of its own (`.NAME.preview` beside the output folder)
and leaves the published site alone. Pages get, on the way out, livereload's script, a policy that allows it, and a
notice of what is wrong while the last good build stays up. Only this machine may ask, and only by a loopback name.
"""

from __future__ import annotations

import asyncio
import base64
import gc
import html
import mimetypes
import os
import re
import secrets
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado import httpserver, netutil, web

from onrecord import engine, files, pipeline, site
from onrecord.problems import InputError, OnrecordError, Problem
from onrecord.publish.staging import check_output
from onrecord.publish.store import Store, opened

HOST = "127.0.0.1"
_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})
_POLL = 0.3  # seconds between two looks at the folders
_READING = 1.0  # seconds in which the page that was reloaded gets what it asks for
_POLICY = re.compile(rb'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)')
_NOTHING = b"<!doctype html><body>Nothing is built yet."
_BODY = re.compile(rb"<body[^>]*>")
_NOTICE_STYLE = (
    "#onrecord-problem{position:sticky;top:0;z-index:99;margin:0;padding:.75rem 1rem;max-height:40vh;overflow:auto;"
    "background:#7a1410;color:#fff;font:14px/1.45 ui-monospace,monospace;white-space:pre-wrap}"
)


class State:
    """What the server knows: where the last good site lies and what is wrong at the moment."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.site, self.store = folder, store
        self.problems: tuple[Problem, ...] = ()
        self.built: site.Built | None = None
        """What the search index is not yet made of."""
        self.idle = Event()
        """Cleared while a build is under way."""
        self.idle.set()
        self.ended = Event()
        """Set when the preview ends."""

    def stopped(self) -> bool:
        """Whether nobody waits any more for the search index that is being made; it waits while a build is under way,
        which somebody does wait for."""
        self.idle.wait()
        return self.ended.is_set() or self.built is not None


def _host_of(value: str) -> str:
    """The name in a Host header, without its port."""
    return re.sub(r":\d+\Z", "", value).lower()


class _Guarded(web.RequestHandler):
    """Refuses everybody who does not ask for this machine by a loopback name (DNS rebinding)."""

    def prepare(self) -> None:
        """Refuse other hosts."""
        if _host_of(self.request.host) not in _NAMES:
            raise web.HTTPError(403, reason="the preview answers to localhost only")


class SiteHandler(_Guarded):
    """Files of the site, read anew at each request."""

    def initialize(self, state: State) -> None:
        """Take what the server knows."""
        self.state = state

    def get(self, name: str) -> None:
        """Send the file that `name` means, or the page for what is not there."""
        found = _inside(self.state.site, name)
        if found is None:
            self.set_status(404)
        path, content = found or _inside(self.state.site, "404.html") or (Path("404.html"), _NOTHING)
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        self.set_header(
            "Content-Type", f"{kind}; charset=utf-8" if kind.startswith(("text/", "application/j")) else kind
        )
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        if path.suffix == ".html":
            content = with_reload(content, self.request.host, self.state.problems)
        self.write(content)

    head = get


def _inside(folder: Path, name: str) -> tuple[Path, bytes] | None:
    """The file of the site that an address names and its bytes; None for one that is missing, or lies elsewhere."""
    try:
        path = (folder / name).resolve()
        if path.is_dir():
            path = (path / "index.html").resolve()
        return (path, files.read(path, name)) if path.is_relative_to(folder.resolve()) else None
    except (InputError, OSError, RuntimeError, ValueError):  # no file; too long a name; a ring of links; a NUL
        return None


def with_reload(content: bytes, host: str, problems: tuple[Problem, ...]) -> bytes:
    """A page with livereload's script, a policy that lets it work, and a notice of `problems` at its head."""
    nonce = base64.b64encode(secrets.token_bytes(12)).decode()
    port = host.rpartition(":")[2] if re.search(r":\d+\Z", host) else "80"
    policy = f"; connect-src 'self' ws://{host}".encode()
    style = f"; style-src 'self' 'nonce-{nonce}'".encode()
    content = _POLICY.sub(lambda m: m[1] + m[2].replace(b"; style-src 'self'", style) + policy + m[3], content, count=1)
    script = f'<script src="/livereload.js?port={port}&amp;host={_host_of(host)}"></script>'
    if problems:
        text = html.escape("\n".join(str(problem) for problem in problems))
        script += f'<style nonce="{nonce}">{_NOTICE_STYLE}</style><div id="onrecord-problem" role="alert">{text}</div>'
    return _BODY.sub(lambda m: m[0] + script.encode(), content, count=1)


class _ReloadSocket(LiveReloadHandler):  # type: ignore[misc]  # livereload has no types
    """livereload's socket, for pages of this server only."""

    def prepare(self) -> None:
        """Refuse other hosts."""
        if _host_of(self.request.host) not in _NAMES:
            raise web.HTTPError(403)

    def check_origin(self, origin: str) -> bool:
        """Whether the page that asks is one of this server's."""
        return bool(urlsplit(origin).netloc == self.request.host)


class _ReloadScript(LiveReloadJSHandler, _Guarded):  # type: ignore[misc]
    """livereload's script, packaged with it."""


class _Changed:
    """What `reload_waiters` asks of livereload's watcher: the file to name in its message."""

    filepath = "*"


def snapshot(folders: tuple[Path, ...]) -> dict[str, tuple[int, int]]:
    """Every file below the folders, with its time of change and size; compared to see whether anything changed."""
    return {str(path): stamp for folder in folders for path, stamp in _stamps(folder)}


def _stamps(folder: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = os.path.join(parent, name)
            try:
                status = os.lstat(path)
            except OSError:  # gone meanwhile
                continue
            yield path, (status.st_mtime_ns, status.st_size)


def _stays(state: State) -> str:
    there = site.is_there(state.site)
    return "The last good site stays up." if there else "There is no site yet; there will be once this is mended."


def rebuild(inputs: site.Inputs, state: State, say: Callable[[str], None], jobs: int = 1) -> None:
    """Build the preview, its search index still the one before; on errors tell them and keep the last good site."""
    try:
        built = site.build(inputs, state.site, preview=True, search="later", store=state.store, jobs=jobs)
    except OnrecordError as error:
        state.problems = pipeline.errors(error.problems)
        for problem in state.problems:
            say(f"error: {problem}")
        say(_stays(state))
        return
    except Exception as error:  # a fault of ours or of a template must not end the preview either
        state.problems = (Problem("", None, f"the build failed: {error!r}", _stays(state)),)
        say(str(state.problems[0]))
        return
    state.problems, state.built = (), built
    for problem in built.problems:
        say(f"{problem.level}: {problem}")
    say(f"Built {built.files} files ({built.written.written} changed).")


def serve(inputs: site.Inputs, output: Path, port: int, cache: Path, say: Callable[[str], None]) -> None:
    """Build, then serve the preview on `port` of loopback until interrupted; OnrecordError if the port is taken."""
    check_output(output, (*inputs.folders(), cache))
    folder = output.absolute().parent / f".{output.name}.preview"
    try:
        sockets = netutil.bind_sockets(port, HOST)
    except OSError as error:
        hint = "Name another with --port (0 takes a free one)."
        raise OnrecordError(Problem("", None, f"port {port} cannot be used: {error.strerror}", hint)) from error
    seen = snapshot(inputs.folders())
    with opened(cache, engine.fingerprint()) as store:
        state = State(folder, store)
        rebuild(inputs, state, say, jobs=0)  # before there are threads, for these must not be forked
        asyncio.run(_serve(inputs, state, sockets, seen, say))


async def _serve(
    inputs: site.Inputs,
    state: State,
    sockets: list[socket.socket],
    seen: dict[str, tuple[int, int]],
    say: Callable[[str], None],
) -> None:
    loop = asyncio.get_running_loop()
    LiveReloadHandler.watcher, LiveReloadHandler.live_css = _Changed(), False
    routes: list[tuple[str, type, dict[str, State]] | tuple[str, type]] = [
        (r"/livereload", _ReloadSocket),
        (r"/livereload\.js", _ReloadScript),
        (r"/(.*)", SiteHandler, {"state": state}),
    ]
    server = httpserver.HTTPServer(web.Application(routes, log_function=lambda _: None))
    server.add_sockets(sockets)
    say(f"Preview: http://localhost:{sockets[0].getsockname()[1]}/ (Ctrl-C ends it)")
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    building = asyncio.Lock()
    tasks = [
        asyncio.create_task(_watch(inputs, state, seen, building, say)),
        asyncio.create_task(_index(state, building, say)),
    ]
    await stop.wait()
    state.ended.set()
    state.idle.set()
    for task in tasks:
        task.cancel()
    server.stop()


async def _watch(
    inputs: site.Inputs,
    state: State,
    seen: dict[str, tuple[int, int]],
    building: asyncio.Lock,
    say: Callable[[str], None],
) -> None:
    """Rebuild and reload after every change of an input; a change during a build is seen at the next look."""
    loop = asyncio.get_running_loop()
    while True:
        await asyncio.sleep(_POLL)
        now = await loop.run_in_executor(None, snapshot, inputs.folders())
        if now != seen:
            seen = now
            async with building:
                state.idle.clear()
                await loop.run_in_executor(None, rebuild, inputs, state, say)
                state.idle.set()
            LiveReloadHandler.reload_waiters()
            await asyncio.sleep(_READING)
            await loop.run_in_executor(None, gc.collect)  # a build leaves templates that hold each other


async def _index(state: State, building: asyncio.Lock, say: Callable[[str], None]) -> None:
    """Bring the search index up to date after each build, while the pages can be read and built again."""
    loop = asyncio.get_running_loop()
    while True:
        await asyncio.sleep(_POLL)
        built, state.built = state.built, None
        if built is None:
            continue
        try:
            index = await loop.run_in_executor(None, site.index_later, built, state.site, state.stopped)
            async with building:
                if state.built is None:  # else the next round has one for the site as it is now
                    await loop.run_in_executor(None, site.publish_index, index, state.site)
                    say("The search is up to date.")
        except OnrecordError as error:
            await asyncio.sleep(3 * _POLL)
            async with building:  # a source that changed meanwhile has been seen, and built again, by now
                if state.built is None:
                    say(f"error: {error}")
