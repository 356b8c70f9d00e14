"""The ledgers in a browser, from disk and below a sub-path: narrowing, sorting, copying; narrow and without script."""

from __future__ import annotations

import csv
import io
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from onrecord.model import Dossier
from onrecord.pages import render
from onrecord.settings import Settings
from tests.browser.conftest import Quiet
from tests.conftest import ROOT
from tests.pages.ferry import ferry
from tests.pages.harbor import theme
from tests.pages.invented import dossier, record
from tests.pages.test_entities import crowd

pytestmark = pytest.mark.browser


def written(whole: Dossier, folder: Path) -> Path:
    for page in render(whole, Settings(title="The Margaret Lane Inquiry"), theme(), preview=True):
        path = folder / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.content)
    shutil.copytree(ROOT / "static", folder / "static")
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ferry with five more sources, so that lists can be narrowed."""
    more = [
        record(
            f"extra-{n}",
            f"[[person ann-roe|Ann Roe]] said [[quote ann-roe direct|“It is {n}.”]] [[quote - direct|“A hoax.”]]",
            outlet="The Late Post",
            title=f"Extra {n}",
            published=f"2026-04-0{n + 1}",
        )
        for n in range(5)
    ]
    whole = ferry()
    entities = (*whole.entities, *dossier(*more).entities)
    records = (*whole.records, *more)
    return written(
        Dossier(records, entities, whole.topics, whole.repeats, companions=whole.companions, reviews=whole.reviews),
        tmp_path_factory.mktemp("ledgers"),
    )


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A folder above all sites, and the address it is served at: each site lies below a sub-path."""
    root = tmp_path_factory.getbasetemp()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=root)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield root, f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


_over_http: dict[Page, tuple[Path, str]] = {}


@pytest.fixture(params=["file", "http"])
def page(browser: Browser, request: pytest.FixtureRequest, served: tuple[Path, str]) -> Iterator[Page]:
    context = browser.new_context()
    opened = context.new_page()
    if request.param == "http":
        _over_http[opened] = served
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on(
        "console", lambda told: errors.append(f"{told.text} {told.location['url']}") if told.type == "error" else None
    )
    yield opened
    context.close()
    # 404.html names no icon, as it may stand at any depth; then a browser asks the host for one
    assert not [error for error in errors if not error.endswith("/favicon.ico")]


def address(page: Page, path: Path) -> str:
    """Where a page finds a file: on disk, or on the server."""
    if page not in _over_http:
        return path.as_uri()
    root, host = _over_http[page]
    return host + path.relative_to(root).as_posix()


def go(page: Page, folder: Path, path: str) -> None:
    path, mark, query = path.partition("?")
    page.goto(address(page, folder / path) + mark + query)


def test_quotes_are_narrowed_and_the_address_keeps_it(page: Page, folder: Path) -> None:
    go(page, folder, "quotes/index.html")
    shown = page.locator(".entry:visible")
    expect(page.locator(".filters .state")).to_have_text("All 21 shown")
    page.locator(".filters button[value=indirect]").click()
    expect(shown).to_have_count(4)
    page.reload()
    expect(shown).to_have_count(4)
    expect(page.locator(".filters button[value=indirect]")).to_have_attribute("aria-pressed", "true")
    page.locator(".filters button[value=indirect]").click()
    page.get_by_role("searchbox").fill("nobody on that BOAT")
    expect(shown).to_have_count(2)
    expect(page.locator("#nobody")).to_be_hidden()


@pytest.mark.parametrize("path", ["articles/index.html", "quotes/index.html"])
@pytest.mark.parametrize("width", [1280, 390])
def test_what_narrows_a_list_goes_along_or_stands_above(page: Page, folder: Path, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 600})
    go(page, folder, path)
    field, entries = page.get_by_role("searchbox"), page.locator(".entry")
    if width < 1000:
        above, below = field.bounding_box(), entries.first.bounding_box()
        assert above is not None
        assert below is not None
        assert above["y"] < below["y"]
    else:
        entries.nth(entries.count() // 2).evaluate("node => node.scrollIntoView({behavior: 'instant'})")
        expect(field).to_be_in_viewport()


def test_the_key_wears_its_marks_although_they_are_switched_off(page: Page, folder: Path) -> None:
    go(page, folder, "about.html")
    sample = page.locator("#marks ~ dl .m.person").first
    page.evaluate("localStorage.setItem('onrecord.off', 'people quotes plain')")
    page.reload()
    assert "underline" in sample.evaluate("node => getComputedStyle(node).textDecorationLine")


def test_filters_combine_and_go_with_the_reader(page: Page, folder: Path) -> None:
    go(page, folder, "quotes/index.html?form=direct&who=ann-roe")
    expect(page.locator(".entry:visible")).to_have_count(5)
    page.get_by_label("Source").select_option("extra-3")
    expect(page.locator(".filters .state")).to_have_text("1 of 21 shown")
    assert "form=direct&who=ann-roe&source=extra-3" in page.url
    page.get_by_role("button", name="Show all").click()
    expect(page.locator(".filters .state")).to_have_text("All 21 shown")
    assert "?" not in page.url


def taken(page: Page, button: Locator) -> list[list[str]]:
    """What a click on a button saves, as a spreadsheet reads it."""
    with page.expect_download() as download:
        button.click()
    text = download.value.path().read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(text.decode("utf-8-sig"), newline="")))


def test_what_the_filter_leaves_is_taken_away_as_a_table(page: Page, folder: Path) -> None:
    go(page, folder, "quotes/index.html?who=ann-roe&outlet=The+Late+Post&source=extra-3")
    heads, *rows = taken(page, page.get_by_role("button", name="as CSV"))
    assert heads == ["speaker", "form", "words", "outlet", "published", "address"]
    assert [row[:5] for row in rows] == [["Ann Roe", "direct", "“It is 3.”", "The Late Post", "2026-04-04"]]
    assert rows[0][5].startswith(address(page, folder / "articles/extra-3.html") + "#q-")


def test_a_table_is_taken_as_it_is_narrowed_and_runs_nothing(page: Page, tmp_path: Path) -> None:
    text = " ".join(f"[[count {n} of=homes|{n}]] homes." for n in range(20)) + " [[count 5 of==SUM(A1,A2)|five]] cells."
    held = [record("a", text), *(record(name, "Nothing.") for name in "bcd")]
    go(page, written(dossier(*held), tmp_path / "site"), "figures/index.html")
    page.get_by_role("searchbox").fill("SUM")
    heads, *rows = taken(page, page.get_by_role("button", name="as CSV"))
    assert heads[:3] == ["qualifier", "figure", "of what"]
    assert [row[:3] for row in rows] == [["", "five", "'=SUM(A1,A2)"]]


def narrowed(folder: Path) -> Path:
    """A site with so many people, quotes and figures that each of their lists can be narrowed."""
    text = " ".join(
        f"[[person roe{n}|Roe{n}]] said [[quote roe{n} direct|“Go {n}.”]] It cost [[money {n} unit=USD|${n}]] "
        f"for [[count {n} of=homes|{n}]] homes."
        for n in range(12)
    )
    more = (record(name, f"[[person x{name}|X{name}]] left.") for name in "bcdefghijklmnopqrstuv")
    return written(dossier(record("a", text), *more), folder)


def test_figures_are_narrowed_by_kind(page: Page, tmp_path: Path) -> None:
    go(page, narrowed(tmp_path / "site"), "figures/index.html")
    page.locator(".filters button[value=money]").click()
    expect(page.locator("tbody tr:visible")).to_have_count(12)
    expect(page.locator("#kind-count")).to_be_hidden()


def test_people_are_found_by_a_part_of_their_name(page: Page, tmp_path: Path) -> None:
    go(page, written(crowd(30), tmp_path / "site"), "people/index.html")
    page.get_by_role("searchbox").fill("roe17")
    expect(page.locator("tbody tr:visible")).to_have_count(1)


def test_tables_sort_by_value_and_back(page: Page, folder: Path) -> None:
    go(page, folder, "figures/index.html")
    table = page.locator("#kind-count ~ .scroll table")
    button = table.get_by_role("button", name="Figure")
    button.click()
    assert table.locator("td.v").all_inner_texts() == ["37", "41", "46", "46", "370", "370", "412"]
    expect(table.locator("th[aria-sort]")).to_have_attribute("aria-sort", "ascending")
    button.click()
    assert table.locator("td.v").first.inner_text() == "412"
    table.get_by_role("button", name="Said by").press("Enter")
    expect(table.locator("th[aria-sort]")).to_have_text("Said by")


def test_a_quote_is_copied_with_who_where_when_and_its_address(page: Page, folder: Path) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    go(page, folder, "people/helen-marsh.html")
    page.get_by_role("button", name="Copy with source").first.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    words = (
        "“Nobody on that boat asked whose water they were in.” (Helen Marsh, Sound Radio, March 6, 2026) "
        + address(page, folder)
    )
    assert copied.startswith(words)
    assert "articles/radio.html#q-" in copied


def test_a_concordance_opens_to_whole_sentences(page: Page, folder: Path) -> None:
    go(page, folder, "people/helen-marsh.html")
    line = page.locator(".kwic p").nth(2)
    height = (line.bounding_box() or {"height": 0})["height"]
    page.get_by_role("button", name="Show whole sentences").click()
    assert (line.bounding_box() or {"height": 0})["height"] > height * 1.5


@pytest.mark.parametrize("path", ["people/ann.html", "quotes/index.html"])
def test_a_copied_quote_names_the_whole_title_where_no_outlet_is_known(page: Page, tmp_path: Path, path: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    title = 'Council asks for sirens — Lowland "Tribune" Evening Edition'
    text = "[[person ann|Ann Roe]] said [[quote ann direct|“Go.”]]"
    held = [record("a", text, outlet=None, title=title), *(record(name, "Nothing.") for name in "bcd")]
    go(page, written(dossier(*held), tmp_path / "site"), path)
    page.get_by_role("button", name="Copy with source").first.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert f"“Go.” (Ann, {title}) " in page.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize(("width", "media"), [(390, "screen"), (320, "screen"), (800, "print")])
def test_a_concordance_without_room_for_columns_is_running_text(
    page: Page, folder: Path, width: int, media: Literal["print", "screen"]
) -> None:
    """The name goes on where the words before it end, and no letter at either end of them fades."""
    page.set_viewport_size({"width": width, "height": 700})
    page.emulate_media(media=media)
    go(page, folder, "people/helen-marsh.html")
    gaps = page.eval_on_selector_all(
        ".kwic p",
        """lines => lines.map(line => {
            const before = Array.from(line.firstElementChild.getClientRects()).pop();
            const name = line.querySelector("a").getClientRects()[0];
            return before.bottom > name.top ? name.left - before.right : null; // wrapped: it begins a line
        })""",
    )
    after = [gap for gap in gaps if gap is not None]
    assert len(after) > len(gaps) / 2
    assert after == [pytest.approx(0, abs=1)] * len(after)
    masks = page.eval_on_selector_all(".kwic p > span", "each => each.map(one => getComputedStyle(one).maskImage)")
    assert set(masks) == {"none"}


def compared(folder: Path) -> Path:
    """A site of eight outlets with long names."""
    text = "[[person ann|Superintendent Anastasia Featherstonehaugh]] said [[quote ann direct|“Go.”]]"
    names = [f"Superintendents’ Correspondence of the Commonwealth of Port Ellery, No. {n}" for n in range(8)]
    return written(dossier(*(record(f"s{n}", text, outlet=name) for n, name in enumerate(names))), folder)


@pytest.mark.parametrize(("width", "media"), [(320, "screen"), (700, "screen"), (1280, "screen"), (1000, "print")])
def test_where_sources_are_compared_no_word_is_broken(
    page: Page, tmp_path: Path, width: int, media: Literal["print", "screen"]
) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.emulate_media(media=media)
    go(page, compared(tmp_path / "site"), "compare.html")
    broken = page.eval_on_selector_all(
        "table:not(.wide) :is(th, td)",
        """cells => cells.flatMap(cell => {
        const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), found = [], range = document.createRange();
        for (let text = texts.nextNode(); text; text = texts.nextNode()) {
            for (const word of text.data.matchAll(/\\S+/g)) {
                range.setStart(text, word.index);
                range.setEnd(text, word.index + word[0].length);
                if (new Set(Array.from(range.getClientRects(), one => one.top)).size > 1) found.push(word[0]);
            }
        }
        return found;
    })""",
    )
    assert broken == []


@pytest.mark.parametrize("media", ["screen", "print"])
def test_a_long_title_on_end_is_cut_with_an_ellipsis_and_stays_in_its_cell(
    page: Page, tmp_path: Path, media: Literal["print", "screen"]
) -> None:
    page.emulate_media(media=media)
    go(page, compared(tmp_path / "site"), "compare.html")
    heads = page.locator("table.wide thead th:not(:first-child)")
    expect(heads).to_have_count(8)
    for head in heads.all():
        title = head.locator("a > span")
        assert title.evaluate("one => one.scrollHeight > one.clientHeight")
        expect(title).to_have_css("overflow", "hidden")
        expect(title).to_have_css("text-overflow", "ellipsis")
        within = "one => one.getBoundingClientRect().top >= one.closest('th').getBoundingClientRect().top"
        assert title.evaluate(within)


def test_a_quote_leads_to_its_place(page: Page, folder: Path) -> None:
    go(page, folder, "people/helen-marsh.html")
    page.locator(".entry a.at").first.click()
    expect(page).to_have_url(address(page, folder / "articles/radio.html") + "#" + page.url.partition("#")[2])
    assert "Nobody on that boat" in page.locator(":target").inner_text()


def test_an_old_address_leads_on(page: Page, folder: Path) -> None:
    go(page, folder, "people/h-marsh.html")
    page.wait_for_url("**/people/helen-marsh.html")


PAGES = [
    "index.html",
    "articles/index.html",
    "people/index.html",
    "people/helen-marsh.html",
    "people/carla-voss.html",
    "agencies/harbor-authority.html",
    "quotes/index.html",
    "figures/index.html",
    "figures/people-hurt.html",
    "compare.html",
    "timeline.html",
    "data/index.html",
    "review.html",
    "about.html",
    "404.html",
]


@pytest.mark.parametrize("width", [320, 700, 1000])
def test_no_page_scrolls_sideways(page: Page, folder: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    for path in PAGES:
        go(page, folder, path)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, path


@pytest.mark.parametrize("path", ["figures/index.html", "people/index.html", "quotes/index.html"])
def test_on_paper_no_control_is_printed(page: Page, tmp_path: Path, path: str) -> None:
    go(page, narrowed(tmp_path / "site"), path)
    filters = page.locator(".filters")
    expect(filters).to_be_visible()
    page.emulate_media(media="print")
    expect(filters).to_be_hidden()
    for control in page.locator("button:not(th button), input, select").all():  # the head of a table stays
        expect(control).to_be_hidden()


def test_without_script_lists_stand_whole_and_no_dead_control_shows(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in PAGES:
        go(page, folder, path)
        expect(page.locator("main")).to_be_visible()
        for control in page.locator("button, input, select").all():
            expect(control).to_be_hidden()
    go(page, folder, "quotes/index.html")
    expect(page.locator(".entry:visible")).to_have_count(21)
    context.close()
