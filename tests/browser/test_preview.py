"""The preview, as a real process with a real browser on it."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import ROOT

pytestmark = pytest.mark.browser

STORY = "Ferry hearing\n\nMayor Ann Roe said the pier was safe."


class Preview(NamedTuple):
    folder: Path
    port: int
    log: Path

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}/"

    def wait_for(self, words: str, since: int = 0) -> str:
        """The log once it holds `words` behind `since`."""
        for _ in range(300):
            text = self.log.read_text(encoding="utf-8")[since:]
            if words in text:
                return text
            time.sleep(0.1)
        raise AssertionError(f"{words!r} was never said:\n{self.log.read_text(encoding='utf-8')}")


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    """A preview of one source, on a free port."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/hearing.txt").write_text(STORY, encoding="utf-8")
    log = tmp_path / "log"
    command = [sys.executable, str(ROOT / "build.py"), "serve", "--port", "0"]
    with log.open("wb") as out, subprocess.Popen(command, cwd=tmp_path, stderr=out, stdout=out) as server:
        running = Preview(tmp_path, 0, log)
        found = re.search(r"http://localhost:(\d+)/", running.wait_for("Preview: http://localhost:"))
        assert found is not None
        try:
            yield running._replace(port=int(found.group(1)))
        finally:
            server.terminate()
            assert server.wait(20) == 0


def ask(port: int, path: str, host: str | None = None) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.putrequest("GET", path, skip_host=True)
    connection.putheader("Host", host or f"localhost:{port}")
    connection.endheaders()
    answer = connection.getresponse()
    return answer.status, answer.read()


def test_an_edit_reloads_the_page_that_is_open(preview: Preview, browser: Browser) -> None:
    page = browser.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    with page.expect_websocket(lambda socket: "livereload" in socket.url):
        page.goto(f"{preview.address}articles/hearing.html")
    expect(page.locator(".source-text")).to_contain_text("the pier was safe")
    time.sleep(1)  # the handshake of livereload's script with its server
    (preview.folder / "seeds/hearing.txt").write_text(STORY.replace("safe", "unsafe"), encoding="utf-8")
    expect(page.locator(".source-text")).to_contain_text("the pier was unsafe", timeout=20_000)
    assert faults == []
    page.close()


def test_the_search_follows_an_edit_behind_the_pages(preview: Preview, browser: Browser) -> None:
    preview.wait_for("The search is up to date.")
    since = len(preview.log.read_text(encoding="utf-8"))
    (preview.folder / "seeds/hearing.txt").write_text(STORY + " A heron stood on it.", encoding="utf-8")
    told = preview.wait_for("The search is up to date.", since)
    assert "Built" in told.partition("The search is up to date.")[0], "the pages wait for no index"
    page = browser.new_page()
    page.goto(f"{preview.address}search.html")
    page.get_by_role("searchbox").fill("heron")
    expect(page.get_by_role("link", name="Ferry hearing")).to_be_visible(timeout=20_000)
    page.close()


def test_a_broken_source_is_told_while_the_last_good_site_stays(preview: Preview, browser: Browser) -> None:
    page = browser.new_page()
    since = len(preview.log.read_text(encoding="utf-8"))
    (preview.folder / "seeds/broken.txt").write_bytes(b"one\n<b>two</b>\x00")
    assert "broken.txt:2" in preview.wait_for("The last good site stays up.", since)
    page.goto(f"{preview.address}articles/hearing.html")
    expect(page.get_by_role("alert")).to_contain_text("broken.txt:2")
    expect(page.locator(".source-text")).to_contain_text("the pier was safe")
    (preview.folder / "seeds/broken.txt").unlink()
    expect(page.get_by_role("alert")).to_have_count(0, timeout=20_000)
    page.close()


def test_the_preview_writes_nothing_into_the_site(preview: Preview) -> None:
    assert not (preview.folder / "site").exists()
    assert ask(preview.port, "/review.html")[0] == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "192.168.0.1", "localhost.evil.example"])
def test_other_host_names_are_refused(preview: Preview, host: str) -> None:
    for path in ("/", "/livereload.js", "/livereload"):
        assert ask(preview.port, path, host)[0] == 403


@pytest.mark.parametrize(
    "path", ["/../seeds/hearing.txt", "/%2e%2e/seeds/hearing.txt", "//etc/passwd", "/a%00b", "/..%2flog"]
)
def test_nothing_outside_the_site_is_served(preview: Preview, path: str) -> None:
    status, body = ask(preview.port, path)
    assert status in (400, 404)
    assert b"Ferry hearing\n" not in body
    assert b"root:" not in body


def test_it_listens_on_loopback_only(preview: Preview) -> None:
    table = Path("/proc/net/tcp")
    if not table.exists():  # macOS: the address given to bind is all there is to see
        return
    rows = [line.split() for line in table.read_text().splitlines()[1:]]
    listening = {row[1] for row in rows if row[3] == "0A" and row[1].endswith(f":{preview.port:04X}")}
    assert listening == {f"0100007F:{preview.port:04X}"}


def test_a_port_in_use_is_told(preview: Preview) -> None:
    command = [sys.executable, str(ROOT / "build.py"), "serve", "--port", str(preview.port)]
    done = subprocess.run(command, cwd=preview.folder, text=True, capture_output=True, check=False, env=os.environ)
    assert done.returncode == 1
    assert f"port {preview.port} cannot be used" in done.stderr
