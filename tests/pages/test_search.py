"""What the search engine is given to read: the article's words, the places of marks, and the facets."""

from __future__ import annotations

from urllib.parse import unquote

import html5lib
import pytest
from msgspec.structs import replace

from onrecord.model import Dossier, Entity, Metadata, Record
from onrecord.pages.search import documents, kind_of
from tests.pages.harbor import ENTITIES, PIER, harbor, pier, source
from tests.pages.invented import dossier, record


def document(record: Record, entities: tuple[Entity, ...] = ENTITIES) -> html5lib.treebuilders.dom.Document:  # type: ignore[name-defined]
    (page,) = documents(Dossier((record,), entities))
    return html5lib.parse(page.content.decode(), treebuilder="dom")


def text(node: html5lib.treebuilders.dom.Node) -> str:  # type: ignore[name-defined]
    """The text that is indexed: all but what stands under `data-pagefind-ignore`."""
    if node.nodeType == node.TEXT_NODE:
        return str(node.data)
    if node.nodeType == node.ELEMENT_NODE and node.hasAttribute("data-pagefind-ignore"):
        return ""
    return "".join(text(child) for child in node.childNodes)


def words(node: html5lib.treebuilders.dom.Node) -> list[str]:  # type: ignore[name-defined]
    return text(node).split()


def body(record: Record) -> html5lib.treebuilders.dom.Node:  # type: ignore[name-defined]
    return document(record).getElementsByTagName("div")[0]


def places(record: Record, entities: tuple[Entity, ...] = ENTITIES) -> list[tuple[str, str]]:
    """Every place with what it is told as, in the order of the text."""
    told = (node.getAttribute("id").partition("=") for node in document(record, entities).getElementsByTagName("b"))
    return [(mark, unquote(words)) for mark, _, words in told]


def facets(record: Record) -> list[tuple[str, str]]:
    found = document(record).getElementsByTagName("meta")
    named = ((node.getAttribute("data-pagefind-filter"), node.getAttribute("content")) for node in found)
    return [(name.partition("[")[0], value) for name, value in named if name]


def test_one_document_a_source_at_its_address() -> None:
    assert [page.path for page in documents(harbor())] == ["articles/pier.html", "articles/radio.html"]


def test_the_words_are_the_article_s_and_nothing_beside_it() -> None:
    article = PIER.replace("RELATED\n\nTen ways to moor a boat", "").replace("© The Tarn Messenger", "")
    assert words(body(pier())) == article.split()


def test_what_curators_and_we_wrote_is_not_searched() -> None:
    title, article = document(pier()).getElementsByTagName("body")[0].childNodes
    assert words(title) == "Old pier to close for good".split()
    assert "version" not in words(article)


def test_places_are_told_as_a_reader_would_say() -> None:
    assert places(pier()) == [
        ("", "March 4, 2026"),
        ("q-close", "In a quote by Ida Lund"),
        ("f-weeks", "Beside a figure: seven weeks"),
        ("q-close-end", ""),
        ("q-storm", "In a quote by Ida Lund"),
        ("q-storm-end", ""),
        ("f-boats", "Beside a figure: 41 boats"),
        ("q-cousin", "In a quote by Per Holm"),
        ("q-twice", "In a quote, not attributed"),
        ("q-twice-end", ""),
        ("q-cousin-end", ""),
        ("q-right", "In a paraphrase of a spokesperson for Harbor Office"),
        ("q-right-end", ""),
    ]


def test_places_stand_between_words() -> None:
    """A mark within a word does not cut the word in two for the engine."""
    made = record("a", "The after-[[quote ann direct|“storm]]y weather,” she said. [[count 4 of=x|4]]-day trips.")
    assert "after-“stormy" in words(document(made).getElementsByTagName("div")[0])
    assert "4-day" in words(document(made).getElementsByTagName("div")[0])


def test_facets() -> None:
    assert facets(pier()) == [
        ("speaker", "Harbor Office"),
        ("speaker", "Ida Lund"),
        ("speaker", "Per Holm"),
        ("agency", "Harbor Office"),
        ("outlet", "The Tarn Messenger"),
        ("year", "2026"),
        ("kind", "story"),
    ]
    assert facets(Record(source("bare", "Nothing known."))) == [("kind", "story")]


def test_a_facet_holds_nothing_that_the_engine_does_not_find() -> None:
    made = Record(source("a", "Words.", Metadata(outlet='The  "Late"\n100% \\ Post')))
    assert facets(made)[0] == ("outlet", "The %22Late%22 100%25 %5C Post")


TURNS = "".join(f"HOST: [[quote host direct|Line {n}.]]\n\n" for n in range(3))


@pytest.mark.parametrize(
    ("outlet", "labelled", "kind"),
    [
        ("Sound Radio", 3, "transcript"),
        ("Sound Radio", 2, "story"),
        ("The Harbor Office", 0, "statement"),
        ("Harbor Office Watch", 0, "story"),
        (None, 0, "story"),
    ],
)
def test_kinds(outlet: str | None, labelled: int, kind: str) -> None:
    made = record("a", TURNS, outlet=outlet)
    quotes = tuple(
        replace(quote, speaker_ref="label" if n < labelled else "name") for n, quote in enumerate(made.quotes)
    )
    assert kind_of(replace(made, quotes=quotes), {"harbor office"}) == kind


HOSTILE = '</p></div><script>window.pwned=1</script><b id="q-x=By%20somebody">"><!-- \0 \ud800'


def test_words_of_a_source_stay_words() -> None:
    made = Record(source("a", HOSTILE, Metadata(HOSTILE, HOSTILE)))
    read = document(made)
    assert not read.getElementsByTagName("script")
    assert [node.getAttribute("id") for node in read.getElementsByTagName("b")] == ["="]
    assert "</p></div><script>window.pwned=1</script><b id=" in text(read.getElementsByTagName("div")[0])


def test_names_of_any_letters_survive_the_engine_s_ids() -> None:
    whole = dossier(
        record("a", "[[person zoe|Zoë]]: [[quote zoe direct|“No.”]]"), names={"zoe": 'Zoë "Z" <O’Hara> 50%=½'}
    )
    assert 'In a quote by Zoë "Z" <O’Hara> 50%=½' in dict(places(whole.records[0], whole.entities)).values()
