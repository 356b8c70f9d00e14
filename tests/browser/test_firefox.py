"""The same smoke test in Firefox ESR, from disk: a Firefox as a reader has it, over WebDriver BiDi."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from tornado.websocket import WebSocketClientConnection, websocket_connect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("firefox")]
T = TypeVar("T")

_NAMES = ("firefox-esr", "firefox")
_SETTINGS = {
    "remote.prefs.recommended": False,  # they allow what a reader's Firefox blocks on file:
    "browser.shell.checkDefaultBrowser": False,
    "browser.aboutwelcome.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.normandy.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}
_PATIENCE = 90
"""Seconds until something that should appear counts as absent."""
_KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "Tab": "\ue004"}


class Firefox:
    """One tab; what goes wrong in it is kept in `wrong`."""

    def __init__(self, address: str) -> None:
        self._loop = asyncio.new_event_loop()  # in a thread: the other browser's driver holds this one's
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._number = 0
        self.wrong: list[str] = []
        self._socket: WebSocketClientConnection = self._run(self._connect(address))
        self._ask("session.new", capabilities={})
        self._ask("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
        self._tab = self._ask("browsingContext.getTree")["contexts"][0]["context"]

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_PATIENCE)

    async def _connect(self, address: str) -> WebSocketClientConnection:
        return await websocket_connect(address, max_message_size=1 << 26)

    def _ask(self, method: str, **given: Any) -> dict[str, Any]:
        self._number += 1
        self._run(self._send(json.dumps({"id": self._number, "method": method, "params": given})))
        while True:
            told = json.loads(self._run(self._next()))
            if told.get("id") == self._number:
                assert told["type"] == "success", told
                return dict(told["result"])
            self._note(told)

    async def _send(self, message: str) -> None:
        await self._socket.write_message(message)

    async def _next(self) -> str:
        message = await self._socket.read_message()
        assert message is not None, "Firefox went away"
        return message if isinstance(message, str) else message.decode()

    def _note(self, event: dict[str, Any]) -> None:
        told = event.get("params", {})
        if event.get("method") == "log.entryAdded" and told["level"] in ("error", "warn"):
            self.wrong.append(str(told["text"]))
        if event.get("method") == "network.beforeRequestSent" and told["context"] == self._tab:
            address = told["request"]["url"]
            if not address.startswith(("file:", "blob:", "data:")):
                self.wrong.append(address)

    def go(self, path: Path, query: str = "") -> None:
        self._ask("browsingContext.navigate", context=self._tab, url=path.as_uri() + query, wait="complete")

    def see(self, expression: str) -> Any:
        """The value of an expression of the page, or of what it promises, as JSON carries it."""
        code = f"Promise.resolve({expression}).then(value => JSON.stringify(value ?? null))"
        told = self._ask("script.evaluate", expression=code, target={"context": self._tab}, awaitPromise=True)
        assert told["type"] == "success", told
        return json.loads(told["result"]["value"])

    def wait(self, expression: str) -> Any:
        """The value of an expression once it is true of the page."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            if value := self.see(expression):
                return value
            time.sleep(0.05)
        raise AssertionError(f"it never came to be: {expression}")

    def press(self, *keys: str) -> None:
        strokes = [{"type": kind, "value": _KEYS.get(key, key)} for key in keys for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keys", "actions": strokes})

    def point(self, selector: str) -> None:
        """Rest the pointer on the middle of the first such element."""
        middle = (
            f"(box => [box.x + box.width / 2, box.y + box.height / 2].map(Math.round))"
            f"(document.querySelector({json.dumps(selector)}).getClientRects()[0])"
        )
        x, y = self.see(middle)
        moves = [{"type": "pointerMove", "x": x + off, "y": y} for off in (1, 0)]
        self._act({"type": "pointer", "id": "mouse", "actions": moves})

    def _act(self, source: dict[str, Any]) -> None:
        self._ask("input.performActions", context=self._tab, actions=[source])

    def close(self) -> None:
        self._ask("browser.close")
        self._loop.call_soon_threadsafe(self._socket.close)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_PATIENCE)


def _started(path: str, folder: Path) -> tuple[subprocess.Popen[str], str]:
    """A Firefox with a fresh profile, and the address under which it is driven."""
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in _SETTINGS.items())
    (folder / "user.js").write_text("".join(lines), encoding="utf-8")
    command = [path, "--headless", "--no-remote", "--profile", str(folder), "--remote-debugging-port", "0"]
    process = subprocess.Popen([*command, "about:blank"], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    assert process.stderr is not None
    for line in process.stderr:
        if told := re.search(r"ws://127\.0\.0\.1:\d+", line):
            return process, told[0] + "/session"
    raise AssertionError(f"Firefox ended: {process.wait()}")


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """The Firefox of `ONRECORD_FIREFOX`, or of the system."""
    path = os.environ.get("ONRECORD_FIREFOX") or next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        pytest.skip("not run: no Firefox")
    process, address = _started(path, tmp_path_factory.mktemp("profile"))
    try:
        driven = Firefox(address)
        yield driven
        driven.close()
        process.communicate(timeout=_PATIENCE)
    finally:
        process.kill()


@pytest.fixture
def page(firefox: Firefox) -> Iterator[Firefox]:
    firefox.wrong.clear()
    yield firefox
    firefox.see("1")  # what was told until now
    assert firefox.wrong == []


SOURCE = "articles/courier-2026-03-04"
LANDED = "location.pathname.split('/').slice(-2).join('/')"


def text(selector: str) -> str:
    return f"document.querySelector({json.dumps(selector)})?.textContent.trim()"


@pytest.mark.parametrize(
    "address",
    ["index.html", "articles/index.html", "people/helen-marsh.html", "quotes/index.html", "figures/people-hurt.html"],
)
def test_pages_open(page: Firefox, example: Path, address: str) -> None:
    page.go(example / address)
    assert page.see(text("h1"))
    assert page.see("getComputedStyle(document.body).marginTop") == "0px"
    assert page.see("document.documentElement.scrollWidth <= innerWidth")


def test_a_source_has_its_words(page: Firefox, example: Path) -> None:
    page.go(example / f"{SOURCE}.html")
    record = json.loads((example / f"data/records/{Path(SOURCE).name}.json").read_text(encoding="utf-8"))
    assert page.see("document.querySelector('.source-text').textContent") == record["text"]


def test_a_switch_is_remembered(page: Firefox, example: Path) -> None:
    line = "getComputedStyle(document.querySelector('.m.person')).textDecorationLine"
    page.go(example / f"{SOURCE}.html")
    assert page.see(line) == "underline"
    page.see("document.querySelector('.layers button[value=people]').click()")
    page.go(example / f"{SOURCE}.html")
    assert page.see(line) == "none"
    page.see("document.querySelector('.layers button[value=people]').click()")


def test_a_card_opens_by_mouse_and_closes_by_escape(page: Firefox, example: Path) -> None:
    page.go(example / f"{SOURCE}.html")
    page.point(".source-text a.person")
    page.wait("document.querySelector('#card:popover-open')?.textContent.length")
    assert page.see(text("#card h2")) == page.see("document.querySelector('#card').getAttribute('aria-label')")
    page.press("Escape")
    page.wait("!document.querySelector('#card:popover-open')")


def test_a_card_opens_by_key_and_gives_the_focus_back(page: Firefox, example: Path) -> None:
    page.go(example / f"{SOURCE}.html")
    page.see("document.querySelector('.source-text a.person').focus()")
    page.press("i")
    page.wait("document.activeElement.id === 'card'")
    page.press("Escape")
    page.wait("document.activeElement === document.querySelector('.source-text a.person')")


def test_searching_leads_to_the_painted_place(page: Firefox, example: Path) -> None:
    page.go(example / "search.html")
    page.see("document.querySelector('#words').focus()")
    page.press(*"letterhead")
    page.wait("document.querySelector('#hits ul mark')?.textContent.startsWith('letterhead')")
    page.see("document.querySelector('#hits .at').click()")
    page.wait(f"{LANDED}.startsWith('articles/') && document.readyState === 'complete'")
    painted = "Array.from(CSS.highlights.get('found') || [], range => range.toString())"
    assert page.wait(painted) == ["letterhead"]
    assert page.see("document.querySelector(':target').getBoundingClientRect().top < innerHeight")
