"""Reading a source in a browser: from disk and under a sub-path, by mouse and keyboard, with and without script."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from playwright.sync_api import Browser, FilePayload, FloatRect, Page, expect

from onrecord.pages.inline import CONTROLS, Mark, join
from tests.pages.harbor import PIER
from tests.pages.test_inline import marked

pytestmark = pytest.mark.browser


def decoration(page: Page, selector: str) -> str:
    return str(page.locator(selector).first.evaluate("node => getComputedStyle(node).textDecorationLine"))


def box(page: Page, selector: str) -> FloatRect:
    found = page.locator(selector).first.bounding_box()
    assert found is not None, selector
    return found


# ---------------------------------------------------------------- the words


def test_the_text_is_the_records_text(page: Page) -> None:
    assert page.locator(".source-text").evaluate("node => node.textContent") == PIER


def test_nothing_of_a_source_runs(page: Page) -> None:
    assert page.locator(".source-text b").count() == 0
    expect(page.locator(".source-text")).to_contain_text("<b>no</b>")
    expect(page.locator(".curator")).to_contain_text("<script>alert(1)</script>")


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Iterator[Page]:
    made = browser.new_page()
    yield made
    made.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(case=marked())
def test_a_browser_reads_the_text_that_went_in(blank: Page, case: tuple[str, list[Mark]]) -> None:
    """Chromium's own parser, over random texts with random marks."""
    text, marks = case
    read = blank.evaluate(
        "html => new DOMParser().parseFromString(html, 'text/html').querySelector('.source-text').textContent",
        f'<!doctype html><div class="source-text">{join(text, marks)}</div>',
    )
    assert read == CONTROLS.sub("\ufffd", text)


TORN = """() => Array.from(document.querySelectorAll(".q:is(.indirect, .mixed)")).filter(quote => {
  const lines = Array.from(quote.getClientRects()), bracket = .42 * parseFloat(getComputedStyle(quote).fontSize);
  return lines.length > 1 && Math.min(lines[0].width, lines.at(-1).width) < bracket;
}).map(quote => quote.id)"""


def test_no_half_bracket_of_a_paraphrase_is_torn_over_two_lines(page: Page) -> None:
    """Its strokes are drawn over the whole quote as over one line: at either end there must be some words of it."""
    page.evaluate("""() => {
        const quote = document.getElementById("q-close"), said = quote.closest("p");
        const after = "Per Holm, who voted no, will wait for the report of the harbor office.".split(" ");
        for (let words = after.length; words; words -= 1) {
            const paragraph = document.createElement("p");
            paragraph.append("Ida Lund said ", quote.cloneNode(true), " " + after.slice(0, words).join(" "));
            said.after(paragraph);
        }
    }""")
    torn = {}
    for width in range(320, 800, 4):
        page.set_viewport_size({"width": width, "height": 700})
        torn[width] = page.evaluate(TORN)
    assert {width: quotes for width, quotes in torn.items() if quotes} == {}


# ---------------------------------------------------------------- the margins


@pytest.mark.parametrize("width", [1440, 1000])
def test_speakers_stand_at_their_quotes(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    note, quote = box(page, ".who.w1"), box(page, "#q-close")
    assert abs(note["y"] - quote["y"]) < 12
    assert note["x"] + note["width"] < quote["x"]


def test_notes_of_crowded_paragraphs_neither_overlap_nor_drift(page: Page, root: str) -> None:
    page.goto(root + "articles/crowd.html")
    places = page.locator(".who").evaluate_all(
        """notes => notes.map(note => {
          const quote = document.querySelector(note.querySelector('.perm').getAttribute('href'));
          const [own, its] = [note.getBoundingClientRect(), quote.getBoundingClientRect()];
          return [own.top, own.bottom, its.top];
        })"""
    )
    assert len(places) > 15
    assert all(below[0] >= above[1] for above, below in pairwise(places))
    assert all(top - quote < 200 for top, _, quote in places)


@pytest.mark.parametrize("width", [390, 320])
def test_a_phone_shows_speakers_above_the_paragraph(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    assert page.locator(".who").first.is_hidden()
    label = "node => getComputedStyle(node, '::before').display"
    assert page.locator("p[data-by]").first.evaluate(label) == "block"
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_note_lights_its_quote(page: Page) -> None:
    page.locator(".who.w2 a").first.hover()
    assert page.locator(".is-lit").evaluate_all("nodes => nodes.map(node => node.dataset.ann)") == ["q-storm"] * 2
    page.locator("h1").hover()
    assert page.locator(".is-lit").count() == 0


# ---------------------------------------------------------------- switches


def test_a_layer_goes_off_is_announced_and_remembered(page: Page) -> None:
    before = box(page, "#q-right")
    assert decoration(page, ".m.person") == "underline"
    page.get_by_role("button", name="People").click()
    assert decoration(page, ".m.person") == "none"
    assert decoration(page, ".m.agency") == "underline"
    expect(page.locator("#live")).to_have_text("People off")
    assert box(page, "#q-right") == before, "a word moved"
    page.reload()
    assert decoration(page, ".m.person") == "none"
    expect(page.get_by_role("button", name="People")).to_have_attribute("aria-pressed", "false")


def test_plain_reading_takes_all_marks_and_moves_no_word(page: Page) -> None:
    before = box(page, "#f-boats")
    plain = page.get_by_role("button", name="Plain reading")
    plain.focus()
    page.keyboard.press("Enter")
    assert {decoration(page, mark) for mark in (".m.person", ".m.agency", ".m.figure", ".m.date")} == {"none"}
    expect(page.locator(".who").first).to_be_hidden()
    expect(page.locator("#live")).to_have_text("Plain reading: all marks off")
    assert box(page, "#f-boats") == before
    page.keyboard.press("Enter")
    assert decoration(page, ".m.person") == "underline"


def test_dates_are_off_at_first(page: Page) -> None:
    assert decoration(page, ".m.date") == "none"
    page.get_by_role("button", name="Dates").click()
    assert decoration(page, ".m.date") == "underline"


def test_refused_storage_is_no_error(browser: Browser, root: str) -> None:
    context = browser.new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('refused', 'SecurityError'); }})"
    )
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(root + "articles/pier.html")
    page.get_by_role("button", name="People").click()
    assert decoration(page, ".m.person") == "none"
    assert errors == []
    context.close()


# ---------------------------------------------------------------- folds, addresses, copying


def test_what_is_not_the_article_folds(page: Page) -> None:
    related = page.get_by_text("Ten ways to moor a boat")
    button = page.get_by_role("button", name="3 lines that are not part of the article")
    expect(related).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")
    button.click()
    expect(related).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")


def test_an_address_in_a_fold_opens_it(page: Page) -> None:
    page.evaluate("location.hash = 'fold-1'")
    expect(page.get_by_text("Ten ways to moor a boat")).to_be_visible()


def test_print_opens_the_fold_and_hides_the_switches(page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.get_by_text("Ten ways to moor a boat")).to_be_visible()
    expect(page.locator("button:visible")).to_have_count(0)


@pytest.mark.parametrize("mark", ["q-cousin", "f-boats"])
def test_an_address_shows_its_mark(page: Page, root: str, mark: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 300})
    before = page.locator(f"#{mark}").evaluate("node => getComputedStyle(node).backgroundColor")
    page.goto(f"{root}articles/pier.html#{mark}")
    expect(page.locator(f"#{mark}")).to_be_in_viewport()
    assert page.locator(f"#{mark}").evaluate("node => getComputedStyle(node).backgroundColor") != before


COPY = """mark => {
  getSelection().selectAllChildren(document.getElementById(mark));
  const event = new ClipboardEvent('copy', {clipboardData: new DataTransfer(), bubbles: true, cancelable: true});
  document.getElementById(mark).dispatchEvent(event);
  return event.clipboardData.getData('text/plain');
}"""


def test_a_copied_quote_takes_its_speaker_along(page: Page, root: str) -> None:
    assert page.evaluate(COPY, "q-storm") == (
        "“Nobody has used it since the storm,”\n"
        "— Ida Lund, in The Tarn Messenger, March 4, 2026\n"
        f"{root}articles/pier.html#q-storm"
    )
    assert page.evaluate(COPY, "f-boats") == "", "words outside a quote are copied as they are"


def test_a_name_leads_to_its_page(page: Page, root: str) -> None:
    page.locator(".source-text a.person").first.click()
    assert page.url == root + "people/ida-lund.html"
    page.go_back()


# ---------------------------------------------------------------- the proof


def test_the_text_can_be_checked_against_its_hash(page: Page) -> None:
    page.get_by_role("button", name="Check the text above").click()
    expect(page.locator("#proved")).to_have_text("The text above is the text that was read, to the character.")
    page.locator(".source-text p").last.evaluate("node => node.append('!')")
    page.get_by_role("button", name="Check the text above").click()
    expect(page.locator("#proved")).to_contain_text("The text above is not the text that was read.")


@pytest.mark.parametrize(
    ("changed", "told"), [("", "is the file that was read, to the byte."), ("!", "is another file.")]
)
def test_a_file_can_be_checked(page: Page, changed: str, told: str) -> None:
    file = FilePayload(name="pier.txt", mimeType="text/plain", buffer=(PIER + changed).encode())
    page.get_by_label("Is a file of yours this one?").set_input_files(file)
    expect(page.locator("#proved")).to_contain_text(f"“pier.txt” {told}")


# ---------------------------------------------------------------- without script


def test_without_script_everything_is_there(browser: Browser, root: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(root + "articles/pier.html")
    expect(page.get_by_text("Ten ways to moor a boat")).to_be_visible()
    expect(page.locator(".who").first).to_be_visible()
    expect(page.locator(".panel")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    context.close()


# ---------------------------------------------------------------- colours


def test_a_reader_can_choose_the_dark(browser: Browser, root: str) -> None:
    papers = []
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
        page = context.new_page()
        page.goto(root + "articles/pier.html")
        papers.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        context.close()
    assert papers == ["rgb(248, 248, 243)", "rgb(20, 24, 22)"]
