"""Records are loaded for the pages that show some of them, in an order in which few have to be at hand."""

from __future__ import annotations

from collections import Counter

import pytest
from msgspec.structs import replace

from onrecord.dossier.gist import Records
from onrecord.dossier.gisting import gists_of
from onrecord.model import Dossier, Record
from onrecord.pages import Chapter, Made, render, shelf
from onrecord.settings import Settings
from tests.pages.harbor import theme
from tests.pages.invented import dossier, record
from tests.pages.test_inputs_ledgers import before

SETTINGS = Settings()


class Lent:
    """A dossier whose records are counted as they are loaded."""

    def __init__(self, whole: Dossier) -> None:
        held = {record.source.id: record for record in whole.records}
        self.loaded: Counter[str] = Counter()

        def load(source: str) -> Record:
            self.loaded[source] += 1
            return held[source]

        self.dossier = replace(whole, records=Records(gists_of(whole.records), load))

    def site(self, held: dict[str, Chapter] | None = None) -> tuple[dict[str, bytes], Made]:
        made = Made({}, [])
        pages = render(self.dossier, SETTINGS, theme(), held=held, made=made)
        return {page.path: page.content for page in pages}, made


def test_a_site_that_has_all_its_pages_loads_no_record() -> None:
    first = Lent(before())
    pages, made = first.site()
    assert set(first.loaded) == {gist.id for gist in first.dossier.records.gists}  # type: ignore[attr-defined]
    again = Lent(before())
    left, _ = again.site(made.chapters)
    assert again.loaded == Counter()
    assert 0 < len(left) < len(pages) / 5, "those that are made unasked"


def test_few_records_at_hand_make_the_same_site(monkeypatch: pytest.MonkeyPatch) -> None:
    many = Lent(before())
    whole, _ = many.site()
    assert set(many.loaded.values()) == {1}
    monkeypatch.setattr(shelf, "AT_HAND", 4)
    few = Lent(before())
    assert few.site()[0] == whole
    assert few.loaded.total() > many.loaded.total()


def scattered() -> Dossier:
    """Everybody is named, quoted and gives a number of boats in nine sources that are far apart."""
    text = "[[person p{} full|Ann Roe]] said [[quote p{} direct|“Go home.”]] of [[count 4 of=boats{} by=p{}|4]] boats."
    return dossier(
        *(
            record(
                f"s{n:03}",
                "\n\n".join(text.replace("{}", str(which)) for which in (n % 40, 40 + n % 41, 81 + n % 39)),
                published=f"{1800 + n}-01-01",
            )
            for n in range(360)
        )
    )


def test_who_is_named_here_and_there_costs_no_second_look_at_the_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "AT_HAND", 100)
    lent = Lent(scattered())
    pages, _ = lent.site()
    assert sum(path.startswith("people/p") for path in pages) == 120
    assert lent.loaded.total() <= 2 * 360, "of which some are loaded for lists of all"


def test_somebody_new_in_one_source_concerns_few_chapters() -> None:
    records = list(scattered().records)
    _, made = Lent(dossier(*records)).site()
    text = "[[person p5 full|Ann Roe]] came. “No,” [[person zoe full|Zoe Ash]] said: [[quote zoe direct|“Not at all.”]]"
    records[5] = record("s005", text, published="1805-01-01")
    again = Lent(dossier(*records))
    pages, then = again.site(made.chapters)
    assert "people/zoe.html" in pages
    asked = {name for name, its in then.chapters.items() if its is not made.chapters.get(name)}
    articles = {name for name in then.chapters if name.startswith(("articles ", "cards ", "made ", "records "))}
    people = {name for name in then.chapters if name.startswith("people/")}
    assert len(articles) > 40 < len(people)
    assert len(asked & articles) < 6, "a stretch of sources of each kind, and the one beside it"
    assert asked & people == {"people/zoe.html", "people/p5.html", "people/p45.html", "people/p86.html"}
