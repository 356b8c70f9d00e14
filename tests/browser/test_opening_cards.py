"""Cards by mouse, keyboard and touch."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from onrecord.curate.corrections import read_corrections

pytestmark = pytest.mark.browser


def card(page: Page) -> Locator:
    return page.get_by_role("dialog")


def lund(page: Page) -> Locator:
    return page.locator(".source-text a.person").first


# ---------------------------------------------------------------- mouse


def test_a_resting_pointer_opens_a_card_that_it_may_enter(page: Page) -> None:
    lund(page).hover()
    expect(card(page)).to_have_count(0)
    expect(card(page)).to_contain_text("Quoted twice here.In all: quoted 18 times in 3 sources.")
    card(page).get_by_text("Why is this marked?").hover()
    page.wait_for_timeout(500)
    expect(card(page)).to_be_visible()
    page.mouse.move(2, 2)
    expect(card(page)).to_be_hidden()


def test_what_counts_over_all_sources_comes_into_its_place(page: Page) -> None:
    held: list[Route] = []
    page.route("http://**/data/who/*.js", lambda route: held.append(route))
    lund(page).hover()
    everywhere = card(page).locator(".all")
    if page.url.startswith("http"):  # what comes from disk cannot be held back
        expect(everywhere).to_be_attached()
        expect(everywhere).to_have_text("")
        before = card(page).bounding_box()
        while not held:
            page.wait_for_timeout(20)
        held[0].continue_()
        expect(everywhere).to_have_text("In all: quoted 18 times in 3 sources.")
        assert card(page).bounding_box() == before
    expect(everywhere).to_have_text("In all: quoted 18 times in 3 sources.")


def test_a_passing_pointer_opens_nothing(page: Page) -> None:
    lund(page).hover()
    page.mouse.move(2, 2)
    page.wait_for_timeout(600)
    expect(card(page)).to_have_count(0)


def test_escape_closes_a_hovered_card_without_moving_the_focus(page: Page) -> None:
    lund(page).hover()
    expect(card(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(card(page)).to_be_hidden()
    assert page.evaluate("document.activeElement === document.body")


def test_no_card_while_the_page_scrolls_under_the_pointer(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 300})
    page.mouse.move(700, 150)
    for _ in range(10):
        page.mouse.wheel(0, 30)
        page.wait_for_timeout(60)
    page.wait_for_timeout(500)
    expect(card(page)).to_have_count(0)


def test_a_figure_shows_what_others_say(page: Page, root: str) -> None:
    page.locator("#f-boats").click()
    expect(card(page)).to_contain_text("41 boats")
    expect(card(page).locator("dt")).to_have_text(["41", "some 37"])
    card(page).get_by_text("All numbers side by side").click()
    assert page.url == root + "figures/boats.html"
    page.go_back()


def test_a_card_names_what_its_mark_stands_in(page: Page) -> None:
    page.locator("#f-weeks").click()
    expect(card(page)).to_contain_text("Stands inside a paraphrase of Ida Lund.")
    card(page).get_by_role("button", name="a paraphrase of Ida Lund").click()
    expect(card(page).get_by_role("heading")).to_have_text("Ida Lund")
    expect(card(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#f-weeks")).to_be_focused()


def test_a_layer_that_is_off_has_no_cards(page: Page) -> None:
    page.get_by_role("button", name="People").click()
    lund(page).hover()
    page.wait_for_timeout(600)
    expect(card(page)).to_have_count(0)


# ---------------------------------------------------------------- keyboard


def test_one_key_opens_the_card_and_escape_gives_the_focus_back(page: Page) -> None:
    lund(page).focus()
    page.wait_for_timeout(500)
    expect(card(page)).to_have_count(0)
    page.keyboard.press("i")
    expect(card(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(card(page)).to_be_hidden()
    expect(lund(page)).to_be_focused()


def test_enter_follows_the_link(page: Page, root: str) -> None:
    lund(page).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(root + "people/ida-lund.html")
    page.go_back()


def test_figures_share_one_stop(page: Page) -> None:
    figures = page.locator(".source-text data[role=button]")
    assert figures.evaluate_all("nodes => nodes.map(node => node.tabIndex)") == [0, -1]
    figures.first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#f-boats")).to_be_focused()
    page.keyboard.press("Enter")
    expect(card(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#f-boats")).to_be_focused()


def test_a_quotes_card_opens_from_its_note(page: Page) -> None:
    address = page.locator('.who a[href="#q-storm"]')
    address.focus()
    page.keyboard.press("i")
    expect(card(page)).to_contain_text("Words in quotation marks")
    page.keyboard.press("Escape")
    expect(address).to_be_focused()


def test_the_letter_alone_does_nothing_elsewhere(page: Page) -> None:
    page.keyboard.press("i")
    page.wait_for_timeout(200)
    expect(card(page)).to_have_count(0)


# ---------------------------------------------------------------- touch


@pytest.fixture
def phone(browser: Browser, root: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    opened = context.new_page()
    opened.goto(root + "articles/pier.html")
    yield opened
    context.close()


def test_a_tap_opens_a_sheet_with_the_way_to_the_page(phone: Page, root: str) -> None:
    lund(phone).tap()
    expect(card(phone)).to_be_visible()
    box = card(phone).bounding_box()
    assert box is not None
    assert (round(box["width"]), round(box["y"] + box["height"])) == (390, 800)
    card(phone).get_by_text("Open the page of this person").tap()
    phone.wait_for_url(root + "people/ida-lund.html")


def test_a_tap_on_the_label_above_a_paragraph_opens_its_quotes(phone: Page) -> None:
    said = phone.locator(".source-text [data-by]").filter(has=phone.locator("#q-storm"))
    said.tap(position={"x": 20, "y": 12})
    expect(card(phone).locator(".said")).to_contain_text("Nobody has used it since")
    assert card(phone).get_by_text("Link to this quote").get_attribute("href") == "#q-storm"
    phone.keyboard.press("Escape")
    expect(card(phone)).to_be_hidden()
    box = said.bounding_box()
    assert box is not None
    said.tap(position={"x": box["width"] - 3, "y": box["height"] - 3})
    expect(card(phone)).to_be_hidden()


def test_a_disputed_number_wears_a_sign_where_its_note_is_far(page: Page, phone: Page) -> None:
    sign = "getComputedStyle(document.querySelector('#f-boats'), '::after').content"
    assert "≠" in phone.evaluate(sign)
    assert page.evaluate(sign) == "none"


# ---------------------------------------------------------------- this is wrong


def test_a_card_offers_a_correction_that_can_be_pasted(page: Page) -> None:
    page.locator("#f-boats").click()
    card(page).get_by_text("This is wrong").click()
    pasted = card(page).get_by_role("textbox").input_value()
    assert pasted.startswith("# content/corrections/pier.yaml\n")
    (correction,) = read_corrections(pasted, "pier.yaml")
    assert correction.exact == "41"
    assert correction.suffix == " boats. Per Holm (Dockers’ Union"
    assert correction.drop
