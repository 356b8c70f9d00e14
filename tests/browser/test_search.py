"""Searching in a browser, from disk and under a sub-path, by mouse and keyboard."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from onrecord.model import Dossier, Metadata, Record
from onrecord.pages import render
from onrecord.pages.search import documents
from onrecord.publish.search import search_files
from onrecord.settings import Settings
from tests.conftest import ROOT
from tests.pages.harbor import harbor, source, theme
from tests.pages.invented import dossier, record

pytestmark = pytest.mark.browser

HOSTILE = (
    '<img src=x onerror="window.pwned=1"> [x](javascript:1) "><script>window.pwned=1</script> __proto__ constructor'
)
LONG = """Old boats for sale

Nothing here is of any use to a sailor.

{rest}

[[person ann-roe|Ann Roe]]’s cousin keeps the last lantern of the harbor in her attic."""


def notes() -> list[Record]:
    """Twelve short sources, half by each outlet; a long one, and one of money."""
    short = [
        record(
            f"note-{n:02}",
            f"[[person ann-roe|Ann Roe]] said [[quote ann-roe direct|“The lantern number {n} is out.”]] "
            f"[[quote - direct|“So it is,”]] someone answered at the quay, and [[count {n} of=gulls|{n} gulls]] flew.",
            title=f"Lantern log {n:02}",
            outlet=("The Late Post", "Sound Radio")[n % 2],
            published=f"20{15 + n}-04-01",
        )
        for n in range(12)
    ]
    rest = "\n\n".join(f"Line {n} speaks of ropes and of sails, and of nothing else." for n in range(60))
    costs = "The crew paid $45,000 for sails, £3,200 for oars and €86.4 million for a hull."
    return [
        *short,
        record("long", LONG.format(rest=rest), title="Old boats for sale", outlet="The Late Post"),
        record("costs", costs, title="What a boat costs", outlet="Sound Radio"),
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The harbor and the notes, with an index, below a sub-path; one source tries to become something else."""
    root = tmp_path_factory.mktemp("searched")
    site, base, more = root / "some/sub-path", harbor(), notes()
    hostile = Record(source("hostile", f"{HOSTILE} {HOSTILE}", Metadata(HOSTILE, HOSTILE, published="2020-01-01")))
    whole = Dossier(
        (*base.records, *more, hostile),
        (*base.entities, *dossier(*more).entities),
        base.topics,
        base.repeats,
        base.twins,
    )
    pages = [*render(whole, Settings(title="The Pier"), theme())]
    for page in [*pages, *search_files(list(documents(whole)), "en", site)]:
        (site / page.path).parent.mkdir(parents=True, exist_ok=True)
        (site / page.path).write_bytes(page.content)
    shutil.copytree(ROOT / "static", site / "static")
    return root


def search(page: Page, root: str, query: str = "") -> None:
    page.goto(root + "search.html" + query)
    expect(page.get_by_role("status")).not_to_have_text("Opening the index …")


def titles(page: Page) -> Locator:
    return page.locator("#hits h2")


def told(page: Page) -> Locator:
    return page.get_by_role("status")


def painted(page: Page) -> list[str]:
    """The words that are painted in an opened source."""
    page.wait_for_url("**/articles/*")
    page.wait_for_load_state()
    return page.evaluate("Array.from(CSS.highlights.get('found') || [], range => range.toString())")  # type: ignore[no-any-return]


# ---------------------------------------------------------------- words


def test_words_find_their_sources(page: Page, root: str) -> None:
    search(page, root)
    expect(page.locator("#words")).to_be_focused()
    page.keyboard.type("tears")
    expect(titles(page)).to_have_text(["Old pier to close for good"])
    expect(told(page)).to_have_text("1 source found")
    expect(page.locator("#hits .slug")).to_have_text("The Tarn Messenger · March 4, 2026")
    expect(page.locator("#hits ul mark")).to_have_text(["tears"])


def test_another_form_of_a_word_is_found(page: Page, root: str) -> None:
    search(page, root, "?q=wept+boat")
    expect(titles(page)).to_have_text(["Old pier to close for good"])


@pytest.mark.parametrize("marks", ["%22{}%22", "%E2%80%9C{}%E2%80%9D"], ids=["straight", "curly"])
def test_quotation_marks_find_words_in_their_order(page: Page, root: str, marks: str) -> None:
    search(page, root, "?q=" + marks.format("boats+lie"))
    expect(page.locator("#hits .slug")).to_have_text(["Sound Radio · March 5, 2026"])
    search(page, root, "?q=" + marks.format("lie+boats"))
    expect(told(page)).to_contain_text("Nothing found")


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        ("$45,000", ["$45,000"]),
        ("£3,200", ["£3,200"]),
        ("€86.4 million", ["€86.4", "million"]),
        ("paid $45,000", ["paid", "$45,000"]),
        ("“paid $45,000 for”", ["paid", "$45,000", "for"]),
        ("“oars and €86.4 million”", ["oars", "and", "€86.4", "million"]),
    ],
)
def test_money_is_found_as_it_is_written(page: Page, root: str, words: str, hits: list[str]) -> None:
    search(page, root, "?" + urlencode({"q": words}))
    expect(told(page)).to_have_text("1 source found")
    expect(page.locator("#hits mark")).to_have_text(hits)
    expect(page.locator("#words")).to_have_value(words)


def test_a_word_with_a_sign_that_no_source_has_is_named_as_it_was_typed(page: Page, root: str) -> None:
    search(page, root, "?q=oars+%24xylophone")
    expect(told(page)).to_have_text("1 source found without “$xylophone”, which stands in no published text.")


def test_nothing_found_is_said_and_leaves_nothing_behind(page: Page, root: str) -> None:
    search(page, root, "?q=tears")
    expect(titles(page)).to_have_count(1)
    page.locator("#words").fill("xylophone")
    expect(told(page)).to_have_text("Nothing found. Fewer or other words may help.")
    expect(titles(page)).to_have_count(0)


def test_a_word_that_no_source_has_is_named(page: Page, root: str) -> None:
    search(page, root, "?q=tears+xylophone")
    expect(told(page)).to_have_text("1 source found without “xylophone”, which stands in no published text.")


def test_what_is_not_the_article_is_not_found(page: Page, root: str) -> None:
    search(page, root, "?q=moor")  # of a related list
    expect(told(page)).to_contain_text("Nothing found")


def test_what_we_tell_of_a_hit_is_not_itself_found(page: Page, root: str) -> None:
    search(page, root, "?q=%22spokesperson+for%22")
    expect(told(page)).to_contain_text("Nothing found")


def test_many_results_come_in_portions_and_keep_the_reader_s_place(page: Page, root: str) -> None:
    search(page, root, "?q=lantern")
    expect(told(page)).to_have_text("13 sources found")
    expect(titles(page)).to_have_count(10)
    page.get_by_role("button", name="Show more (3 left)").press("Enter")
    expect(titles(page)).to_have_count(13)
    expect(titles(page).nth(10).get_by_role("link")).to_be_focused()
    expect(page.locator("#more")).to_be_hidden()


# ---------------------------------------------------------------- facets, order, address


def test_facets_combine_and_counts_follow(page: Page, root: str) -> None:
    search(page, root, "?q=lantern")
    outlets, years = (page.get_by_label(facet).locator("option") for facet in ("Outlet", "Year"))
    expect(outlets).to_have_text(["any", "The Late Post (7)", "Sound Radio (6)"])
    page.get_by_label("Outlet").select_option("Sound Radio")
    expect(told(page)).to_have_text("6 sources found")
    expect(years.nth(0)).to_have_text("any")
    expect(years.nth(1)).to_have_text("2026 (1)")
    expect(years.nth(2)).to_have_text("2024 (1)")
    page.get_by_label("Year").select_option("2024")
    expect(titles(page)).to_have_text(["Lantern log 09"])
    expect(page.get_by_label("Outlet").locator("option")).to_have_text(["any", "Sound Radio (1)"])
    page.locator("#words").fill("")
    expect(titles(page)).to_have_text(["Lantern log 09"])


def test_a_choice_can_be_exchanged_for_another(page: Page, root: str) -> None:
    """A facet counts what its other values would give, not the nothing that they share with the chosen one."""
    search(page, root, "?q=lantern&outlet=Sound+Radio")
    expect(page.get_by_label("Outlet").locator("option")).to_have_text(["any", "Sound Radio (6)", "The Late Post (7)"])
    page.get_by_label("Outlet").select_option("The Late Post")
    expect(told(page)).to_have_text("7 sources found")


def test_a_speaker_can_be_chosen_without_words(page: Page, root: str) -> None:
    search(page, root)
    page.get_by_label("Speaker").select_option("Ida Lund")
    expect(told(page)).to_have_text("2 sources found")
    expect(page.locator("#hits .slug")).to_have_text(
        ["Sound Radio · March 5, 2026", "The Tarn Messenger · March 4, 2026"]
    )
    assert "found=" not in (titles(page).first.get_by_role("link").get_attribute("href") or "")


def test_order(page: Page, root: str) -> None:
    search(page, root, "?q=lantern&outlet=Sound+Radio")
    page.get_by_label("Order").select_option("newest first")
    expect(titles(page)).to_have_text([f"Lantern log {n:02}" for n in (11, 9, 7, 5, 3, 1)])
    page.get_by_label("Order").select_option("oldest first")
    expect(titles(page)).to_have_text([f"Lantern log {n:02}" for n in (1, 3, 5, 7, 9, 11)])


def test_the_address_keeps_everything(page: Page, root: str) -> None:
    search(page, root)
    page.locator("#words").fill("lantern")
    page.get_by_label("Outlet").select_option("The Late Post")
    page.get_by_label("Order").select_option("oldest first")
    expect(titles(page)).to_have_count(7)
    before = titles(page).all_inner_texts()
    page.reload()
    expect(titles(page)).to_have_text(before)
    expect(page.locator("#words")).to_have_value("lantern")
    expect(page.get_by_label("Outlet")).to_have_value("The Late Post")
    expect(page.get_by_label("Order")).to_have_value("asc")
    titles(page).first.get_by_role("link").click()
    page.go_back()
    expect(titles(page)).to_have_text(before)


def test_all_can_be_cleared(page: Page, root: str) -> None:
    search(page, root, "?q=lantern&outlet=The+Late+Post&order=asc")
    page.get_by_role("button", name="Clear all").press("Enter")
    expect(page.locator("#words")).to_be_focused()
    expect(titles(page)).to_have_count(0)
    expect(page.get_by_label("Outlet")).to_have_value("")
    assert page.url == root + "search.html"


def test_an_address_that_chooses_what_is_not_there_finds_nothing(page: Page, root: str) -> None:
    search(page, root, "?q=lantern&outlet=The+Moon")
    expect(told(page)).to_contain_text("Nothing found")
    expect(page.get_by_label("Outlet")).to_have_value("The Moon")


# ---------------------------------------------------------------- where a hit stands


@pytest.mark.parametrize(
    ("words", "title", "where", "leads_to"),
    [
        ("splinter", "Old pier to close for good", "In a quote by Ida Lund", "pier.html?found=splinter#q-close"),
        (
            "counted",
            "Old pier to close for good",
            "Beside a figure: 41 boats",
            "pier.html?found=counted%20count#f-boats",
        ),
        ("ropes", "Old boats for sale", "In the text", "long.html?found=ropes&near=ropes%20and%20of%20sails%2C"),
    ],
    ids=["in a quote", "beside a figure", "in the text"],
)
def test_a_hit_is_told_by_where_it_stands(
    page: Page, root: str, words: str, title: str, where: str, leads_to: str
) -> None:
    search(page, root, "?q=" + words.replace(" ", "+"))
    expect(titles(page).first).to_have_text(title)
    link = page.locator("#hits .at").first
    expect(link).to_have_text(where)
    assert f"articles/{leads_to}" in (link.get_attribute("href") or "")


def test_a_hit_in_a_quote_leads_to_it_with_the_word_painted(page: Page, root: str) -> None:
    search(page, root, "?q=tears")
    page.get_by_role("link", name="In a quote by Ida Lund").click()
    expect(page.locator(":target")).to_have_id("q-storm")
    expect(page.locator(":target")).to_be_in_viewport()
    assert painted(page) == ["tears"]


def test_a_hit_in_the_text_leads_to_that_place(page: Page, root: str) -> None:
    """Not to the first place of the word, which stands on the first screen; and a painted word may run over a mark."""
    search(page, root, "?q=attic+Roe")
    page.get_by_role("link", name="In the text").last.click()
    last = page.locator(".source-text p").last
    expect(last).to_be_in_viewport()
    expect(page.locator("h1").first).not_to_be_in_viewport()
    assert painted(page) == ["Roe’s", "attic"]


def test_painting_changes_no_word(page: Page, root: str) -> None:
    page.goto(root + "articles/pier.html")
    plain = page.locator(".source-text").inner_html()
    page.goto(root + "articles/pier.html?found=the+pier+lund+[.*&near=(((")
    assert page.locator(".source-text").inner_html() == plain
    assert {word.lower() for word in painted(page)} == {"the", "pier", "lund"}


# ---------------------------------------------------------------- everybody, everywhere


def test_with_the_keyboard_alone(page: Page, root: str) -> None:
    search(page, root)
    page.keyboard.insert_text("tears")  # at once: each letter by itself would be a search of its own
    expect(titles(page)).to_have_count(1)
    seen = []
    for _ in range(12):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.id || document.activeElement.textContent"))
        if seen[-1] == "In a quote by Ida Lund":
            break
    facets = ["facet-speaker", "facet-agency", "facet-outlet", "facet-kind", "facet-year"]
    assert [name for name in seen if name.startswith("facet-")] == [name for name in facets if name in seen]
    assert seen[-3:] == ["clear", "Old pier to close for good", "In a quote by Ida Lund"]
    page.keyboard.press("Enter")
    expect(page.locator(":target")).to_have_id("q-storm")


def test_words_of_sources_stay_words(page: Page, root: str) -> None:
    search(page, root, "?q=javascript")
    expect(titles(page)).to_have_text([HOSTILE])
    assert page.locator("#hits img, #hits script").count() == 0
    page.get_by_label("Outlet").select_option(label=HOSTILE + " (1)")
    expect(titles(page)).to_have_count(1)
    titles(page).get_by_role("link").click()
    assert painted(page)
    assert page.evaluate("window.pwned") is None


def test_what_is_typed_stays_words(page: Page, root: str) -> None:
    search(page, root, "?q=%3Cimg+src%3Dx+onerror%3Dwindow.pwned%3D1%3E+tears&speaker=%3Cb%3E")
    expect(told(page)).to_contain_text("Nothing found")
    page.locator("#words").fill('<svg onload="window.pwned=1"> " \\ %00 \u202e \U0001f6a2')
    expect(told(page)).to_contain_text("found")
    assert page.evaluate("window.pwned") is None


@pytest.mark.parametrize("width", [1440, 390, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_runs_out_of_the_page(page: Page, root: str, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    search(page, root, "?q=javascript")
    expect(titles(page)).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_script_the_page_says_where_else_to_look(browser: Browser, root: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(root + "search.html")
    expect(page.locator("noscript p")).to_be_visible()
    for control in page.locator("button, input, select").all():
        expect(control).to_be_hidden()
    context.close()
