"""A Chromium and a small site for the browser tests; without a Chromium they are reported as not run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from onrecord.model import Dossier, Quote, Record, Span
from onrecord.pages import render
from onrecord.settings import Settings
from tests.conftest import ROOT
from tests.pages.harbor import ENTITIES, harbor, source, theme

_NAMES = ("chromium", "chromium-browser", "google-chrome")


def _chromium() -> str | None:
    given = os.environ.get("ONRECORD_CHROMIUM")
    return given or next(filter(None, map(shutil.which, _NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of `ONRECORD_CHROMIUM`, or of the system."""
    path = _chromium()
    if path is None:
        pytest.skip("not run: no Chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield started
        started.close()


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: object) -> None: ...


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the invented harbor and of a crowded source, below a sub-path."""
    root = tmp_path_factory.mktemp("served")
    site = root / "some/sub-path"
    dossier = harbor()
    crowded = "\n\n".join("“Yes.” “No.” “Perhaps.” “Never,” they said." for _ in range(15))
    starts = [row * 45 + at for row in range(15) for at in (0, 7, 13, 24)]
    ends = [start + (6, 5, 10, 8)[number % 4] for number, start in enumerate(starts)]
    who = [entity.id for entity in ENTITIES[:4]]
    quotes = tuple(
        Quote(f"q-{n}", (Span(start, end),), "direct", who[n % 4])
        for n, (start, end) in enumerate(zip(starts, ends, strict=True))
    )
    records = (*dossier.records, Record(source("crowd", crowded), quotes=quotes))
    whole = Dossier(records, dossier.entities, dossier.topics, dossier.repeats, dossier.twins)
    for page in render(whole, Settings(title="The Pier"), theme()):
        (site / page.path).parent.mkdir(parents=True, exist_ok=True)
        (site / page.path).write_bytes(page.content)
    shutil.copytree(ROOT / "static", site / "static")
    return root


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the larger, invented dossier of `examples/`."""
    site, harbor = tmp_path_factory.mktemp("example") / "site", ROOT / "examples/harbor"
    folders = ["--seeds", str(harbor / "seeds"), "--content", str(harbor / "content"), "--output", str(site)]
    done = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), *folders], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return site


@pytest.fixture(scope="module", params=["file", "http"])
def root(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """The address of the site, once from disk and once from a server."""
    if request.param == "file":
        yield (folder / "some/sub-path").as_uri() + "/"
        return
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/some/sub-path/"
        server.shutdown()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, root: str) -> Iterator[Page]:
    """The pier's page; whatever it asks of another host or complains about fails the test."""
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("request", lambda request: None if request.url.startswith((root, "blob:")) else wrong.append(request.url))
    opened.goto(root + "articles/pier.html")
    yield opened
    assert wrong == []
