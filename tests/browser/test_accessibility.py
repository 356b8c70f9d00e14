"""axe-core finds nothing on any kind of page: light and dark, wide and narrow, with cards open and words painted."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

AXE = files("axe_playwright_python") / "axe.min.js"
KINDS = [
    "index.html",
    "articles/index.html",
    "articles/courier-2026-03-04.html",
    "articles/radio-2026-03-06.html",
    "made/courier-2026-03-04.html",
    "people/index.html",
    "people/helen-marsh.html",
    "agencies/index.html",
    "agencies/harbor-authority.html",
    "organizations/index.html",
    "places/index.html",
    "quotes/index.html",
    "figures/index.html",
    "figures/people-hurt.html",
    "figures/kinds/count.html",
    "compare.html",
    "timeline.html",
    "search.html?q=ferry",
    "data/index.html",
    "about.html",
    "404.html",
]


@pytest.fixture(scope="module", params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> Literal["light", "dark"]:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture(scope="module", params=[1440, 390])
def page(request: pytest.FixtureRequest, browser: Browser, scheme: Literal["light", "dark"]) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": request.param, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def go(page: Page, example: Path, address: str) -> None:
    path, mark, query = address.partition("?")
    page.goto((example / path).as_uri() + mark + query)


def violations(page: Page) -> list[str]:
    """What axe-core complains about, with where; the script comes through the debugger, past the page's policy."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("axe.run()")
    return [
        f"{broken['id']}: {node['target']} {node.get('failureSummary', '')}"
        for broken in found["violations"]
        for node in broken["nodes"]
    ]


@pytest.mark.parametrize("address", KINDS)
def test_no_violation(page: Page, example: Path, address: str) -> None:
    go(page, example, address)
    if "search" in address:
        expect(page.locator("#hits h2").first).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("mark", ["a.person", "a.agency", "data.figure"])
def test_no_violation_with_a_card_open(page: Page, example: Path, mark: str) -> None:
    go(page, example, "articles/courier-2026-03-04.html")
    page.locator(f".source-text {mark}").first.press("i")
    expect(page.get_by_role("dialog")).to_be_visible()
    for fold in page.get_by_role("dialog").locator("summary").all():
        fold.click()
    assert violations(page) == []


def test_no_violation_with_the_card_of_a_quote_open(page: Page, example: Path) -> None:
    """It opens from the note in the margin, which a narrow page does not have."""
    given = page.viewport_size
    page.set_viewport_size({"width": 1440, "height": 900})
    go(page, example, "articles/courier-2026-03-04.html")
    page.locator(".who .perm").first.press("i")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []
    page.set_viewport_size(given or {"width": 390, "height": 900})


def test_no_violation_with_words_painted_and_marks_off(page: Page, example: Path) -> None:
    go(page, example, "articles/courier-2026-03-04.html?found=ferry")
    page.get_by_role("button", name="Plain reading").click()
    assert violations(page) == []
    page.get_by_role("button", name="Plain reading").click()
