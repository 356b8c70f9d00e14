"""Take the pictures of `docs/`: `python -m benchmarks.pictures` (needs the test dependencies and a Chromium).

Builds the project's own dossier and `examples/harbor` into a temporary folder and takes each kind of page as a reader
sees it: on a desktop, on a phone, in the dark, on paper, and with a card open. The fonts are those of this machine.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Literal, NamedTuple

from playwright.sync_api import Browser, FloatRect, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
LARGEST = 250_000
"""Bytes of one picture: who clones the project takes them all along."""
WIDEST = 1200
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FERRY = "articles/courier-2026-03-04.html"


class Shot(NamedTuple):
    """One picture: a page of one of the two sites, and how it is looked at."""

    name: str
    site: Literal["harbor", "own"]
    path: str
    width: int = 1360
    height: int = 800
    dark: bool = False
    paper: bool = False
    scroll: str = ""
    """A selector that is brought to the top of the picture."""
    card: str = ""
    """A selector whose first element opens its card."""


SHOTS = (
    Shot("source", "harbor", _FERRY, 1360, 900),
    Shot("source-dark", "harbor", _FERRY, 1360, 720, dark=True),
    Shot("source-phone", "harbor", _FERRY, 390, 844),
    Shot("source-phone-dark", "harbor", "articles/radio-2026-03-06.html", 390, 844, dark=True),
    Shot("source-print", "harbor", _FERRY, 794, 900, paper=True),
    Shot("card", "harbor", _FERRY, 1360, 760, card="data.figure:text-is('41')"),
    Shot("card-phone", "harbor", _FERRY, 390, 844, card="a.person:text-is('Helen Marsh')"),
    Shot("made", "harbor", "made/courier-2026-03-04.html", 1360, 720),
    Shot("home", "harbor", "index.html", 1360, 900),
    Shot("home-phone", "harbor", "index.html", 390, 844),
    Shot("home-own", "own", "index.html", 1360, 760),
    Shot("sources", "harbor", "articles/index.html"),
    Shot("people", "harbor", "people/index.html"),
    Shot("person", "harbor", "people/tomas-okafor.html", 1360, 860),
    Shot("person-phone", "harbor", "people/tomas-okafor.html", 390, 844),
    Shot("agency", "harbor", "agencies/harbor-authority.html", 1360, 760),
    Shot("quotes", "harbor", "quotes/index.html", 1360, 900),
    Shot("quotes-phone", "harbor", "quotes/index.html", 390, 844),
    Shot("figures", "harbor", "figures/index.html", 1360, 900),
    Shot("topic", "harbor", "figures/people-hurt.html", 1360, 900),
    Shot("topic-print", "harbor", "figures/people-hurt.html", 794, 900, paper=True),
    Shot("compare", "harbor", "compare.html", 1360, 900),
    Shot("timeline", "harbor", "timeline.html", 1360, 900),
    Shot("search", "harbor", "search.html?q=lights&outlet=The+Ellery+Courier", 1360, 900),
    Shot("search-phone", "harbor", "search.html?q=lights", 390, 844),
    Shot("about", "own", "about.html", 1360, 700),
)


def build(folder: Path) -> dict[str, Path]:
    """Both sites, by name."""
    sites = {}
    for name, base in (("own", ROOT), ("harbor", ROOT / "examples/harbor")):
        sites[name] = folder / name
        inputs = ["--seeds", str(base / "seeds"), "--content", str(base / "content"), "--output", str(folder / name)]
        subprocess.run([sys.executable, str(ROOT / "build.py"), *inputs], check=True)
    return sites


def take(browser: Browser, sites: dict[str, Path], shot: Shot) -> None:
    """Write one picture; raises SystemExit if it is too large."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height},
        color_scheme="dark" if shot.dark else "light",
        reduced_motion="reduce",
        has_touch=shot.width < 500,
    )
    page = context.new_page()
    path, mark, query = shot.path.partition("?")
    page.goto((sites[shot.site] / path).as_uri() + mark + query)
    _prepare(page, shot)
    target = DOCS / f"{shot.name}.png"
    beside = max(0, shot.width - WIDEST) / 2  # a wide page has nothing beside its columns
    clip: FloatRect = {"x": beside, "y": 0, "width": shot.width - 2 * beside, "height": shot.height}
    page.screenshot(path=target, clip=clip)
    context.close()
    print(f"{target.name}: {target.stat().st_size // 1000} kB")
    if target.stat().st_size > LARGEST:
        raise SystemExit(f"{target} is larger than {LARGEST // 1000} kB: crop it")


def _prepare(page: Page, shot: Shot) -> None:
    if shot.paper:
        page.emulate_media(media="print")
    if shot.path.startswith("search"):
        page.wait_for_selector("#hits h2")
    if shot.scroll:
        page.locator(shot.scroll).first.evaluate("node => scrollTo(0, node.getBoundingClientRect().top - 40)")
    if shot.card:
        page.locator(f".source-text {shot.card}").first.press("i")
        page.wait_for_selector("#card:popover-open")


def main() -> None:
    """Build, then take every picture, or those named."""
    chromium = os.environ.get("ONRECORD_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if chromium is None:
        raise SystemExit("There is no Chromium: name one in ONRECORD_CHROMIUM.")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        sites = build(Path(folder))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for shot in SHOTS:
            if not sys.argv[1:] or shot.name in sys.argv[1:]:
                take(browser, sites, shot)
        browser.close()


if __name__ == "__main__":
    main()
