"""The preview, asked over a real socket for what it must not give: by other names, by paths that lead out, by links."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import ROOT
from tests.trust.command import STORY, wait_until, write

SECRET = "kept in the drawer"


class Preview(NamedTuple):
    folder: Path
    port: int
    log: Path

    @property
    def site(self) -> Path:
        return self.folder / ".site.preview"


class Answer(NamedTuple):
    status: int
    head: str
    body: bytes


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A preview of one source, on a free port, with a secret beside its folders."""
    folder = write(tmp_path_factory.mktemp("preview"), {"seeds/hearing.txt": STORY, "secret.txt": SECRET})
    log = folder / "log"
    command = [sys.executable, str(ROOT / "build.py"), "serve", "--port", "0"]
    with log.open("wb") as out, subprocess.Popen(command, cwd=folder, stderr=out, stdout=out) as server:
        try:
            assert wait_until(lambda: "(Ctrl-C ends it)" in log.read_text(encoding="utf-8"))
            found = re.search(r"http://localhost:(\d+)/", log.read_text(encoding="utf-8"))
            assert found
            yield Preview(folder, int(found[1]), log)
        finally:
            server.terminate()
        assert server.wait() == 0
    assert "Traceback" not in log.read_text(encoding="utf-8")


def ask(preview: Preview, path: str, *lines: str, method: str = "GET", host: str | None = "localhost") -> Answer:
    """Send a request as it is written here, nothing made better on the way."""
    named = [] if host is None else [f"Host: {host}" + ("" if ":" in host else f":{preview.port}")]
    request = "\r\n".join([f"{method} {path} HTTP/1.1", *named, "Connection: close", *lines, "", ""])
    with socket.create_connection(("127.0.0.1", preview.port), timeout=60) as connection:
        connection.sendall(request.encode("latin-1"))
        with connection.makefile("rb") as answer:
            head = "".join(line.decode("latin-1") for line in iter(answer.readline, b"\r\n"))
            length = re.search(r"(?i)^content-length: (\d+)", head, re.MULTILINE)
            body = answer.read(int(length[1])) if length and method != "HEAD" else b""
    return Answer(int(head.split()[1]), head, body)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "LocalHost", "[::1]:80"])
def test_this_machine_gets_the_site(preview: Preview, host: str) -> None:
    answer = ask(preview, "/articles/hearing.html", host=host)
    assert (answer.status, b"We will build it" in answer.body) == (200, True)


def test_a_head_is_told_without_the_body(preview: Preview) -> None:
    answer = ask(preview, "/index.html", method="HEAD")
    assert (answer.status, answer.body) == (200, b"")


@pytest.mark.parametrize(
    "host",
    "evil.example evil.example:80 localhost.evil.example evillocalhost 127.0.0.1.evil.example 0.0.0.0 127.0.0.2 "
    "10.0.0.1 localhost@evil.example evil.example#localhost localhost:x localhost:80:80 [::1].evil.example".split(),
)
@pytest.mark.parametrize("path", ["/", "/livereload.js", "/livereload", "/review.html", "/none"])
def test_a_page_that_bends_its_name_to_this_machine_gets_nothing(preview: Preview, host: str, path: str) -> None:
    answer = ask(preview, path, host=host)
    assert answer.status in (400, 403)
    assert b"Keller" not in answer.body


def test_two_hosts_are_refused(preview: Preview) -> None:
    assert ask(preview, "/", "Host: localhost", host="evil.example").status in (400, 403)
    assert ask(preview, "/", "Host: evil.example", host="localhost").status in (400, 403)


def test_a_foreign_page_cannot_listen_to_the_socket(preview: Preview) -> None:
    """A page elsewhere may open a socket to this machine; the browser tells where it comes from."""
    upgrade = ("Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==")
    for origin, status in (
        (f"http://localhost:{preview.port}", 101),
        ("https://evil.example", 403),
        (f"http://localhost:{preview.port}.evil.example", 403),
        (f"http://x@localhost:{preview.port}", 403),
        ("null", 403),
    ):
        assert ask(preview, "/livereload", "Connection: Upgrade", *upgrade, f"Origin: {origin}").status == status


ESCAPES = r"""
/../secret.txt /..%2fsecret.txt /%2e%2e/secret.txt /%2e%2e%2fsecret.txt /..%5csecret.txt /..%5Csecret.txt
/\..\secret.txt /articles/../../secret.txt /articles/..%2f..%2fsecret.txt /articles/%2e%2e/%2e%2e/secret.txt
/./../secret.txt /.%2e/secret.txt /%252e%252e/secret.txt /%252e%252e%252fsecret.txt /..;/secret.txt
/..%c0%afsecret.txt /%c0%ae%c0%ae/secret.txt /..%00/secret.txt /secret.txt%00.html
/..%2f..%2f..%2f..%2f..%2f..%2f..%2f..%2fetc/passwd //etc/passwd /%2fetc%2fpasswd ///etc/passwd /etc/passwd
/file:///etc/passwd /C:/Windows/win.ini /C:%5cWindows%5cwin.ini /%5c%5cserver%5cshare /../seeds/hearing.txt
/..%2f.site.preview%2f..%2fsecret.txt /../log /.. /%2e%2e /..%2f /%00 /%ff%fe /%
""".split()


@pytest.mark.parametrize("path", [*ESCAPES, f"/{'a' * 5000}", "/" + "a/" * 3000, "/" + "../" * 500 + "etc/passwd"])
def test_no_path_leads_out(preview: Preview, path: str) -> None:
    assert (preview.folder / "secret.txt").exists()
    answer = ask(preview, path)
    assert answer.status in (400, 404)
    assert SECRET.encode() not in answer.body
    assert b"root:" not in answer.body


def test_an_absolute_path_of_this_machine_is_not_served(preview: Preview) -> None:
    for path in (preview.folder / "secret.txt", preview.site.parent / "seeds/hearing.txt"):
        for asked in (f"/{path}", f"{path}", f"/%2f{str(path)[1:]}"):
            assert ask(preview, asked).status == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_nothing_can_be_done_but_read(preview: Preview, method: str) -> None:
    before = (preview.site / "index.html").read_bytes()
    assert ask(preview, "/index.html", "Content-Length: 0", method=method).status in (400, 405)
    assert (preview.site / "index.html").read_bytes() == before


def test_no_link_leads_out(preview: Preview) -> None:
    """Not as a file, not as a folder, not as the page of a folder, and not as the page for what is missing."""
    links = {
        "out.txt": preview.folder / "secret.txt",
        "out": preview.folder,
        "ring": preview.site / "ring",
        "inner/index.html": preview.folder / "secret.txt",
    }
    (preview.site / "inner").mkdir()
    for name, target in links.items():
        (preview.site / name).symlink_to(target)
    os.mkfifo(preview.site / "pipe.html")
    missing = preview.site / "404.html"
    kept = missing.read_bytes()
    missing.unlink()
    missing.symlink_to(preview.folder / "secret.txt")
    try:
        for path in (
            "/out.txt",
            "/out/secret.txt",
            "/ring",
            "/ring/x",
            "/inner/",
            "/inner/index.html",
            "/pipe.html",
            "/none",
        ):
            answer = ask(preview, path)
            assert (answer.status, SECRET.encode() in answer.body) == (404, False), path
    finally:
        for name in (*links, "pipe.html", "404.html"):
            (preview.site / name).unlink()
        (preview.site / "inner").rmdir()
        missing.write_bytes(kept)


def test_a_file_that_cannot_be_read_is_not_there(preview: Preview) -> None:
    """Nor is one that goes while it is asked for; the preview goes on."""
    (preview.site / "index.html").rename(preview.site / "gone.html")
    try:
        assert ask(preview, "/").status == 404
    finally:
        (preview.site / "gone.html").rename(preview.site / "index.html")
    assert ask(preview, "/").status == 200


def test_a_name_cannot_write_into_the_page(preview: Preview) -> None:
    """The address and the host stand in no page unescaped."""
    answer = ask(preview, '/"><script>window.pwned=1</script>')
    assert (answer.status, b"pwned" in answer.body) == (404, False)


def test_it_listens_on_loopback_only(preview: Preview) -> None:
    """No other address of this machine answers."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing; tells which address would be used
            own = probe.getsockname()[0]
        except OSError:
            own = "127.0.0.2"  # no network here: another address of loopback
    with socket.socket() as connection:
        assert connection.connect_ex((own if not own.startswith("127.0.0.1") else "127.0.0.2", preview.port))
