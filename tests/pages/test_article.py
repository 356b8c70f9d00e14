"""The page of a source: its words, its marks, what stands beside them."""

from __future__ import annotations

import re
from functools import cache
from xml.etree.ElementTree import Element

import html5lib
import pytest
from msgspec.structs import replace

from onrecord.model import Block, Dossier, Entity, Figure, Mention, Metadata, Quote, Record, Span, Topic, Zone
from onrecord.pages import Frame, article, elsewhere, every
from onrecord.pages.indexes import index
from onrecord.pages.inline import CONTROLS
from onrecord.pages.speech import MOST_NOTES
from onrecord.settings import Settings
from tests.conftest import ROOT
from tests.pages.harbor import ENTITIES, find, harbor, quote, source, theme


def rendered(dossier: Dossier) -> dict[str, str]:
    """The pages of all sources, by path."""
    frame = Frame(Settings(title="The Pier"), theme())
    return {page.path: page.content.decode() for page in every((article.pages,), frame, index(dossier))}


@cache
def pier_page() -> str:
    return rendered(harbor())["articles/pier.html"]


def of(record: Record) -> str:
    return next(iter(rendered(Dossier((record,), ENTITIES)).values()))


def parsed(html: str) -> Element:
    page: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    return page


def element(page: Element, tag: str, **attributes: str) -> Element:
    found = [node for node in page.iter(tag) if all(node.get(name) == value for name, value in attributes.items())]
    assert len(found) == 1, (tag, attributes, len(found))
    return found[0]


def words(node: Element) -> str:
    return " ".join("".join(node.itertext()).split())


def source_text(html: str) -> str:
    return "".join(element(parsed(html), "div", **{"class": "source-text"}).itertext())


# ---------------------------------------------------------------- the words


def test_the_text_is_the_records_text() -> None:
    record = harbor().records[0]
    assert source_text(pier_page()) == record.source.text


@pytest.mark.parametrize(
    "text",
    [
        "A bell \x07 and a form feed \x0c.\n\n\tTabs\tstay.",
        "No block ends this line \n\n\n\n  and blanks lead  \n\n",
        "one\n\n- two\n- three\n\n\u05e9\u05dc\u05d5\u05dd",
        "{{ 7 * 7 }} {% raw %} <script>alert(1)</script> &amp; </div></article> <!-- --> ]]>",
        "x",
    ],
)
def test_no_text_is_changed(text: str) -> None:
    html = of(Record(source("odd", text)))
    assert source_text(html) == CONTROLS.sub("\ufffd", text)
    assert ("control characters" in html) == (CONTROLS.search(text) is not None)


def test_blocks_keep_their_kind() -> None:
    text = "Plan\n\nFirst\nSecond\n\nDeep\n\nSaid so"
    kinds = [("Plan", "heading", 1), ("First", "item", 1), ("Second", "item", 2), ("Deep", "heading", 5)]
    kinds += [("Said so", "quotation", 0)]
    made = tuple(Block(*_ends(find(text, piece)), kind, level) for piece, kind, level in kinds)
    html = of(Record(source("blocks", text, blocks=made)))
    assert source_text(html) == text
    assert '<h2>Plan</h2>\n\n<ul><li>First</li>\n<li class="level-2">Second</li></ul>\n\n<h3>Deep</h3>' in html
    assert "<blockquote>Said so</blockquote>" in html


def test_a_table_has_rows_and_cells() -> None:
    text = "Pier\tBoats\nNorth\t41\n\t\tclosed"
    rows = [find(text, line) for line in text.split("\n")]
    figures = (Figure(17, 19, "count", 41, of="boats", id="f-a"),)
    html = of(Record(source("table", text, blocks=tuple(Block(*_ends(row), "row") for row in rows)), figures=figures))
    assert source_text(html) == text
    table = element(parsed(html), "div", role="table")
    cells = [["".join(cell.itertext()) for cell in row.iter("span")] for row in table.iter("p")]
    assert cells == [["Pier\t", "Boats"], ["North\t", "41"], ["\t", "\t", "closed"]], "an empty cell is one too"


@pytest.mark.parametrize(
    ("item", "own"),
    [
        ("• A lamp", True),
        ("- A lamp", True),
        ("2. A lamp", True),
        ("(b) A lamp", True),
        ("A lamp", False),
        ("“A” lamp", False),
    ],
)
def test_an_item_that_brings_its_sign_gets_none(item: str, own: bool) -> None:
    html = of(Record(source("item", item, blocks=(Block(0, len(item), "item", 1),))))
    opening = '<li class="own">' if own else "<li>"
    assert f"<ul>{opening}{item}</li></ul>" in html


def test_a_heading_that_is_no_part_of_the_article_is_no_heading() -> None:
    text = "RELATED\n\nTen knots"
    blocks = (Block(0, 7, "heading", 2), Block(9, 18))
    html = of(Record(source("zone", text, blocks=blocks, zones=(Zone(0, 18, "related"),))))
    assert '<p class="zone-related">RELATED</p>' in html


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def test_the_headline_in_the_text_is_the_pages_heading() -> None:
    page = parsed(pier_page())
    assert [words(node) for node in page.iter("h1")] == ["Old pier to close for good"]


def test_a_source_without_a_title_shows_its_first_words_in_italics() -> None:
    page = parsed(rendered(harbor())["articles/radio.html"])
    heading = element(page, "h1")
    assert words(heading) == words(element(page, "em")) == "Some 37 boats lie at the pier. “Nobody …"


@pytest.mark.parametrize(
    ("outlet", "cite"),
    [(None, "Old pier to close for good, and the council is divided"), ("The Post", "The Post, March 4, 2026")],
)
def test_a_copied_quote_is_told_by_outlet_or_whole_title(outlet: str | None, cite: str) -> None:
    published = "2026-03-04" if outlet else None
    about = Metadata("Old pier to close for good, and the council is divided", outlet, published=published)
    page = parsed(of(Record(source("s", "It closes.", about))))
    assert element(page, "div", **{"class": "source-text"}).get("data-cite") == cite


def test_right_to_left_text_finds_its_own_direction() -> None:
    html = of(Record(source("rtl", "\u05e9\u05dc\u05d5\u05dd\n\nplain")))
    assert html.count('<p dir="auto">') == 2
    assert '<p dir="auto">' not in pier_page()


# ---------------------------------------------------------------- the marks


def test_names_link_to_their_pages_and_the_first_counts_most() -> None:
    lund = re.findall(r'<a id="m-\d+" class="([^"]*)" href="../people/ida-lund.html">(.*?)</a>', pier_page())
    assert lund == [("m person", "Ida Lund"), ("m person again", "Lund")]


def test_a_doubtful_mark_says_why() -> None:
    assert (
        'class="m agency again unsure" title="Not certain: nearest body" href="../agencies/harbor-office.html">'
        "Harbor Office</a>"
    ) in pier_page()


def test_a_place_has_an_address_and_no_mark() -> None:
    assert re.search(r'<span class="zone-dateline"><span id="m-\d+">TARN</span></span>', pier_page())


def test_quotes_nest_outside_figures_and_carry_their_speaker() -> None:
    assert (
        '<span id="q-close" data-ann="q-close" class="q mixed q1" data-who="Ida Lund">the pier would close for '
        '<data id="f-weeks" class="m figure" value="7">seven weeks</data>, and called it '
        '<span data-ann="q-close" class="q verbatim">“a splinter in our foot.”</span></span>'
    ) in pier_page()


def test_the_pieces_of_a_quote_share_their_name_and_one_has_the_id() -> None:
    assert pier_page().count('data-ann="q-storm"') == 2
    assert pier_page().count('id="q-storm"') == 1


def test_a_quote_in_a_quote_stands_further_in() -> None:
    assert (
        '<span id="q-cousin" class="q direct q3" data-who="Per Holm">“My cousin said, '
        '<span id="q-twice" class="q direct inner q4" data-who="not attributed">' in pier_page()
    )


@pytest.mark.parametrize(
    ("figure", "value"),
    [
        (Figure(0, 1, "money", 1_200_000_000.0, "USD"), "1200000000"),
        (Figure(0, 1, "percent", 4.5, "percent"), "4.5"),
        (Figure(0, 1, "percent", (10, 15), "percent"), "10/15"),
        (Figure(0, 1, "count", None, approximate=(20, 99)), "20/99"),
        (Figure(0, 1, "count", None), ""),
        (Figure(0, 1, "date", "2026-W05"), "2026-W05"),
    ],
)
def test_a_figure_has_its_value_for_machines(figure: Figure, value: str) -> None:
    html = of(Record(source("f", "9 boats"), figures=(replace(figure, id="f-1"),)))
    assert re.search(f'<data id="f-1" class="m (figure|date)" value="{value}">9</data>', html)


def test_a_name_inside_a_name_is_no_link_in_a_link() -> None:
    text = "the Lund administration spoke"
    entities = (*ENTITIES, Entity("lund-administration", "agency", "Lund administration"))
    outer = Mention("m-outer", 4, 23, "agency", "lund-administration")
    inner = Mention("m-inner", 4, 8, "person", "ida-lund")
    html = next(iter(rendered(Dossier((Record(source("n", text), mentions=(inner, outer)),), entities)).values()))
    assert '<a id="m-outer"' in html
    assert '<span id="m-inner" class="m person">Lund</span> administration</a>' in html


# ---------------------------------------------------------------- beside the text


def notes_of(html: str) -> list[str]:
    return [words(node) for node in parsed(html).iter("p") if (node.get("class") or "").startswith("who ")]


def test_the_margin_names_who_speaks() -> None:
    assert notes_of(pier_page()) == [
        "Ida Lund partly quoted ¶",
        "Ida Lund quoted ¶",
        "Per Holm quoted ¶",
        "not attributed as Per Holm quotes ¶",
        "Harbor Office ? paraphrased, by a spokesperson ¶",
    ]


def test_one_note_for_a_run_of_one_speaker_in_a_paragraph() -> None:
    text = "“One,” she said. It was two. “Three.” “Four,” he said.\n\n“Five.”"
    said = [
        ("q-1", "direct", "ida-lund", "“One,”"),
        ("q-2", "indirect", "ida-lund", "It was two"),
        ("q-3", "direct", "ida-lund", "“Three.”"),
    ]
    said += [("q-4", "direct", "per-holm", "“Four,”"), ("q-5", "direct", "per-holm", "“Five.”")]
    quotes = tuple(quote(text, *each) for each in said)  # type: ignore[arg-type]
    html = of(Record(source("runs", text), quotes=quotes))
    assert notes_of(html) == ["Ida Lund quoted, then paraphrased ¶", "Per Holm quoted ¶", "Per Holm quoted ¶"]
    assert '<p data-by="Ida Lund · Per Holm">' in html


def test_more_speakers_than_the_margin_has_rules_for() -> None:
    text = "\n\n".join("“Yes.”" for _ in range(MOST_NOTES + 5))
    quotes = tuple(Quote(f"q-{n}", (Span(n * 8, n * 8 + 6),), "direct", "ida-lund") for n in range(MOST_NOTES + 5))
    html = of(Record(source("many", text), quotes=quotes))
    assert len(notes_of(html)) == MOST_NOTES
    assert html.count('<p class="late" data-by="Ida Lund">') == 5


def test_a_note_far_below_its_quote_gives_way_to_a_label() -> None:
    """Eight speakers in one line: the first notes have room beside it, the rest stand above the paragraph."""
    text = "“Yes.” " * 8
    who = ("ida-lund", "per-holm")
    quotes = tuple(Quote(f"q-{n}", (Span(n * 7, n * 7 + 6),), "direct", who[n % 2]) for n in range(8))
    html = of(Record(source("dense", text), quotes=quotes))
    assert len(notes_of(html)) == 4
    assert '<p class="late" data-by="Ida Lund · Per Holm">' in html


def test_a_label_in_the_text_is_not_told_again_above_it() -> None:
    text = "LUND: Good morning.\n\nAnd to all of you."
    turn = Quote("q-1", (Span(6, 19), Span(21, 39)), "direct", "ida-lund", Span(0, 4), "label")
    html = of(Record(source("turn", text), quotes=(turn,)))
    assert '<p>LUND: <span id="q-1" data-ann="q-1" class="q direct q1"' in html
    assert '<p data-by="Ida Lund"><span data-ann="q-1" class="q direct"' in html


def test_what_folds_has_no_note() -> None:
    text = "Plain.\n\n“Read this.”"
    record = Record(
        source("fold", text, zones=(Zone(8, 20, "related"),)),
        quotes=(Quote("q-1", (Span(8, 20),), "direct", "ida-lund"),),
    )
    assert notes_of(of(record)) == []


def test_a_short_text_has_room_for_few_notes() -> None:
    text = " ".join(str(number) for number in range(10, 30))
    figures = tuple(Figure(n * 3, n * 3 + 2, "count", n + 10, of="boats", id=f"f-{n}") for n in range(20))
    other = Record(source("other", "99"), figures=(Figure(0, 2, "count", 99, of="boats", id="f-99"),))
    keys = (*(("short", figure.id) for figure in figures), ("other", "f-99"))
    topic = Topic("boats", "boats", "count", None, keys)
    html = rendered(Dossier((Record(source("short", text), figures=figures), other), topics=(topic,)))[
        "articles/short.html"
    ]
    assert html.count('<div class="note ') == 4
    assert "16 more marks of this source are told otherwise" in html


@pytest.mark.parametrize(
    ("confidence", "minimum", "label"),
    [(0.9, 0.0, "not attributed"), (0.7, 0.8, "speaker uncertain"), (0.5, 0.0, "speaker uncertain")],
)
def test_a_speaker_withheld_as_uncertain_is_said_to_be(confidence: float, minimum: float, label: str) -> None:
    record = Record(source("s", "“Yes.”"), quotes=(Quote("q-1", (Span(0, 6),), "direct", confidence=confidence),))
    look_ups = index(Dossier((record,)), minimum)
    html = next(every((article.pages,), Frame(Settings(), theme()), look_ups)).content.decode()
    assert f'<span class="nobody">{label}</span>' in html
    assert f'data-who="{label}"' in html


@pytest.mark.parametrize(
    ("qualifier", "value", "noted"),
    [(None, 55, True), (None, 40, False), ("about", 39, False), ("at least", 30, False), ("at least", 50, True)],
)
def test_only_numbers_that_cannot_both_be_true_are_noted(qualifier: str | None, value: int, noted: bool) -> None:
    here = Record(source("here", "40"), figures=(Figure(0, 2, "count", 40, qualifier="about", of="boats", id="f-a"),))
    other = Figure(0, 2, "count", value, qualifier=qualifier, of="boats", id="f-b")
    topic = Topic("boats", "boats", "count", None, (("here", "f-a"), ("there", "f-b")))
    records = (here, Record(source("there", str(value)), figures=(other,)))
    html = rendered(Dossier(records, topics=(topic,)))["articles/here.html"]
    assert ('class="note n1"' in html) is noted
    assert (' k1"' in html) is noted


@pytest.mark.parametrize(
    ("words", "of_what", "lemma"),
    [
        ("41", "boats", "41 boats"),
        ("900 hours", "hours of work", "900 hours of work"),
        ("9 percent", None, "9 percent"),
    ],
)
def test_a_note_names_figure_and_thing(words: str, of_what: str | None, lemma: str) -> None:
    figure = Figure(0, len(words), "count", 1, of=of_what)
    assert elsewhere.lemma(Record(source("l", words)), figure) == lemma


def test_the_style_sheet_has_a_rule_for_every_number() -> None:
    rules = (ROOT / "static/margin.css").read_text(encoding="utf-8")
    assert all(f".q{n}{{" in rules and f".w{n}{{" in rules for n in range(1, MOST_NOTES + 1))
    assert all(f".k{n}.k{n}{{" in rules and f".n{n}{{" in rules for n in range(1, elsewhere.MOST_NOTES + 1))
    assert f".q{MOST_NOTES + 1}{{" not in rules


def test_the_right_margin_says_what_others_say() -> None:
    page = parsed(pier_page())
    notes = [words(node) for node in page.iter("div") if (node.get("class") or "").startswith("note ")]
    assert notes == [
        "“Nobody has used it since the … The same words in Sound Radio.",
        "41 boats some 37, Sound Radio; Side by side".replace(";", "."),
    ]
    assert '<a class="val" href="../articles/radio.html#f-radio">some 37</a>' in pier_page()


def test_the_panel_counts_quotes_and_names() -> None:
    panel = element(parsed(pier_page()), "nav", **{"class": "panel"})
    assert [words(node) for node in panel.iter("li")] == [
        "Ida Lund quotes: 2",
        "Per Holm quotes: 1",
        "Harbor Office quotes: 1",
        "Harbor Office mentions: 2",
        "Dockers’ Union mentions: 1",
    ]


def test_what_is_not_the_article_folds_by_a_button_outside_the_text() -> None:
    page = parsed(pier_page())
    text = element(page, "div", **{"class": "source-text"})
    fold = element(text, "div", id="fold-1")
    assert words(fold) == "RELATED Ten ways to moor a boat © The Tarn Messenger"
    button = element(page, "button", **{"class": "unfold needs-script"})
    assert button.get("aria-controls") == "fold-1"
    assert words(button) == "3 lines that are not part of the article: a list of other articles, a copyright line"
    assert not list(text.iter("button"))


def test_the_key_shows_the_marks_there_are() -> None:
    keys = [words(node) for node in parsed(pier_page()).iter("button") if (node.get("class") or "").startswith("l-")]
    assert keys == ["People", "Agencies", "Figures", "Dates", "Quotes", "Plain reading"]
    assert "Plain reading" not in of(Record(source("bare", "Nothing at all.")))


def test_what_the_marks_mean_is_one_click_away_with_and_without_script() -> None:
    def leads(node: Element) -> bool:
        return any(link.get("href") == "../about.html#marks" for link in node.iter("a"))

    page = parsed(pier_page())
    assert leads(element(page, "div", **{"class": "layers needs-script"}))
    assert leads(element(page, "section", id="file"))
    assert not leads(parsed(of(Record(source("bare", "Nothing at all.")))))


# ---------------------------------------------------------------- about the source


def test_what_the_curator_says_of_the_text_is_told_as_plain_words() -> None:
    given = source("note", "Nic tu nie ma.", Metadata(language="pl"))
    html = of(Record(given, added="2026-03-05", source_note="Sent by *mail*, <b>twice</b>."))
    about = {
        words(term): words(said) for term, said in zip(parsed(html).iter("dt"), parsed(html).iter("dd"), strict=True)
    }
    assert about["In the dossier"] == "since March 5, 2026"
    assert about["Note on the text"] == "Sent by *mail*, <b>twice</b>."
    assert about["Language"] == "pl: read for figures and the registry’s names only"


def test_metadata_links_and_neighbours() -> None:
    page = parsed(pier_page())
    about = {words(term): words(said) for term, said in zip(page.iter("dt"), page.iter("dd"), strict=True)}
    record = harbor().records[0]
    assert about["Headline"] == "Old pier to close for good (found in the text)"
    assert about["Published"] == "March 4, 2026"
    assert about["File"].startswith(f"pier.txt, SHA-256 {record.source.sha256}")
    assert not {"In the dossier", "Note on the text"} & about.keys()
    links = {node.get("href") for node in page.iter("a")}
    assert {"../data/records/pier.json", "../made/pier.html", "../articles/radio.html"} <= links
    assert element(page, "a", **{"class": "address"}).get("href") == "https://messenger.example/pier"


def test_reference_managers_read_the_citation() -> None:
    tags = {node.get("name"): node.get("content") for node in parsed(pier_page()).iter("meta")}
    assert {name: content for name, content in tags.items() if name and name.startswith("citation_")} == {
        "citation_title": "Old pier to close for good",
        "citation_author": "Nils Brandt",
        "citation_publisher": "The Tarn Messenger",
        "citation_publication_date": "2026/03/04",
        "citation_language": "en",
        "citation_public_url": "https://messenger.example/pier",
    }


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example/",
        "http://",
        'https://a.example/"onclick=',
        "ftp://a.example",
    ],
)
def test_only_web_addresses_are_linked(url: str) -> None:
    html = of(Record(source("url", "Text.", Metadata(url=url))))
    assert "Original" not in html
    assert "evil" not in html
    assert "javascript" not in html


def test_the_curators_note_is_markdown_and_nothing_more() -> None:
    assert "<p>The <em>first</em> version. &lt;script&gt;alert(1)&lt;/script&gt;</p>" in pier_page()


def test_excerpts_say_that_they_are() -> None:
    record = Record(source("cut", "“One.”", Metadata(url="https://messenger.example/x")), excerpt=True)
    assert words(element(parsed(of(record)), "p", **{"class": "notice"})) == (
        "Excerpts: of this source only sentences with a quote or a figure are shown, as its rights allow. "
        "The whole at messenger.example"
    )
    assert "Excerpts:" not in pier_page()


def test_nothing_in_a_source_becomes_markup() -> None:
    nasty = '"><script>alert(1)</script>{{ 7*7 }}'
    record = Record(
        source(
            "nasty", nasty, Metadata(nasty, nasty, nasty, nasty, nasty, 'x" onload="'), zones=(Zone(0, 5, "byline"),)
        ),
        quotes=(Quote("q-1", (Span(0, 9),), "direct", None, Span(2, 30), "nominal"),),
    )
    html = of(record)
    assert "<script>" not in html
    assert "49" not in re.sub(r"[0-9a-f]{64}", "", html)
    assert 'onload="' not in html


def test_a_page_of_600_words_stays_small() -> None:
    """The words 100 times over, with a mark every few words: far below 60 KB."""
    text = "“Ida Lund counted 41 boats,” she said. " * 85
    starts = [place * 39 for place in range(85)]
    record = Record(
        source("long", text),
        mentions=tuple(Mention(f"m-{n}", at + 1, at + 9, "person", "ida-lund") for n, at in enumerate(starts)),
        quotes=tuple(Quote(f"q-{n}", (Span(at, at + 28),), "direct", "ida-lund") for n, at in enumerate(starts)),
        figures=tuple(Figure(at + 18, at + 20, "count", 41, id=f"f-{n}") for n, at in enumerate(starts)),
    )
    assert len(text.split()) >= 590
    assert len(of(record)) < 60_000
